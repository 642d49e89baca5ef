"""现场勘查记录: what was found at the place of the dispute.

An inquiry with those invited, by the parties' consent (人民调解法 20; practice.md 20). No form is prescribed; it
follows that of 人民调解调查记录 (mediation.md 1.3 H).
"""

from dataclasses import dataclass

from desktop.printing.blocks import (
    Block,
    BodySize,
    Document,
    FieldRow,
    Heading,
    LabelledField,
    Paragraph,
    Shown,
    Spacer,
    Title,
    shown,
)
from desktop.printing.papers.form import Form, KnownFacts
from desktop.printing.papers.parties import (
    PartyOnPaper,
    recorded_note,
    signature_lines,
    signatures,
    stamps,
    text_or_lines,
)
from desktop.printing.profile import PaperEntry, national_profile

_FINDING_LINES = 37  # and the signers' lines together: a whole sheet, both sides


@dataclass(frozen=True, slots=True)
class SiteInspectionPaper:
    """Everything that stands on the record. Texts; `findings` may hold several paragraphs.

    `parties` are those who were there, and sign; `participants` are the invited, each with his body and post, and
    sign as well. `pictures` says what is enclosed (现场照片4张). `inspectors` have a line each, two where none is
    named.
    """

    committee_name: str
    parties: tuple[PartyOnPaper, ...]
    time: str = ""
    place: str = ""
    participants: tuple[str, ...] = ()
    matter: str = ""
    findings: str = ""
    pictures: str = ""
    inspectors: tuple[str, ...] = ()
    void: bool = False
    late_entry: bool = False
    recorded_text: bool = False


def site_inspection(paper: SiteInspectionPaper, entry: PaperEntry | None = None) -> Document:
    """The record as a tree of blocks; signature lines and dates stay blank for the hand."""
    entry = entry or national_profile().entry("site_inspection")
    attended = "、".join(party.name for party in paper.parties if party.name.strip())
    participants = "；".join(paper.participants) or ("无" if paper.findings.strip() else "")
    signers = [
        one for one in entry.signers if one != "参加人" or paper.participants or not paper.findings.strip()
    ]
    signed = signatures(
        signers,
        parties=paper.parties,
        lines={"勘查人": len(paper.inspectors) or 2, "参加人": len(paper.participants)},
    )
    rows = (
        shown(paper.time, "time", "时间"),
        shown(paper.place, "place", "地点"),
        shown(attended, "attended", "当事人"),
        Shown(participants, "participants", "参加人"),  # need not be given
        shown(paper.matter, "matter", "事由"),
    )
    tail: list[Block] = [Paragraph((entry.wording["read"],)), signed]
    return Document(
        title=entry.title,
        blocks=(
            Title(entry.title),
            Spacer(),
            *(FieldRow((LabelledField(value.place, value),)) for value in rows),
            Heading("勘查情况："),
            *text_or_lines(
                paper.findings, "findings", "勘查情况", max(10, _FINDING_LINES - signature_lines(signed))
            ),
            FieldRow((LabelledField("附图、照片", Shown(paper.pictures, "pictures", "附图、照片")),)),
            *([recorded_note()] if paper.recorded_text else tail),
        ),
        author=paper.committee_name,
        spare=(BodySize.SI_HAO, BodySize.XIAO_SI),
        page_signature="" if paper.recorded_text else "当事人签名或按指印：",
        stamps=stamps(void=paper.void, late_entry=paper.late_entry, recorded_text=paper.recorded_text),
    )


def _blank(known: KnownFacts) -> SiteInspectionPaper:
    return SiteInspectionPaper(
        known.committee_name, known.parties_or_blank, matter=known.dispute, inspectors=known.mediators
    )


FORM = Form(site_inspection, _blank, {"read": frozenset()})
