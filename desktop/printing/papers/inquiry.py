"""人民调解调查记录: what somebody who knows of the dispute said, in questions and answers.

Order of the prescribed set (mediation.md 1.3 H). That two ask is local practice; every page is signed by who was
asked. What was found at a place stands on a paper of its own (site_inspection.py).
"""

from dataclasses import dataclass

from desktop.printing.blocks import (
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
from desktop.printing.papers.parties import recorded_note, signature_lines, signatures, stamps, text_or_lines
from desktop.printing.profile import PaperEntry, national_profile

_RECORD_LINES = 40  # and the signers' lines together: a whole sheet, both sides


@dataclass(frozen=True, slots=True)
class InquiryPaper:
    """Everything that stands on the record. Texts; `record` may hold several paragraphs (问：… 答：…).

    `asked` is the 当事人（被调查人）, with what is known of him; `participants` those invited. `investigators` are
    not printed, for they sign by hand: there is a line for each, two where none is named.
    """

    committee_name: str
    time: str = ""
    place: str = ""
    asked: str = ""
    participants: str = ""
    record: str = ""
    investigators: tuple[str, ...] = ()
    void: bool = False
    late_entry: bool = False
    recorded_text: bool = False


def inquiry(paper: InquiryPaper, entry: PaperEntry | None = None) -> Document:
    """The record as a tree of blocks; signature lines and dates stay blank for the hand."""
    entry = entry or national_profile().entry("inquiry")
    signed = signatures(entry.signers, lines={"调查人": len(paper.investigators) or 2})
    participants = paper.participants or ("无" if paper.record.strip() else "")
    ruled = _RECORD_LINES - signature_lines(signed)
    tail = [Paragraph((entry.wording["read"],)), signed]
    return Document(
        title=entry.title,
        blocks=(
            Title(entry.title),
            Spacer(),
            *(
                FieldRow((LabelledField(value.place, value),))
                for value in (
                    shown(paper.time, "time", "时间"),
                    shown(paper.place, "place", "地点"),
                    shown(paper.asked, "asked", "当事人（被调查人）"),
                    Shown(participants, "participants", "参加人"),  # need not be given
                )
            ),
            Heading("记录："),
            *text_or_lines(paper.record, "record", "调查记录", ruled),
            *([recorded_note()] if paper.recorded_text else tail),
        ),
        author=paper.committee_name,
        spare=(BodySize.SI_HAO,),
        page_signature="" if paper.recorded_text else "被调查人签名或按指印：",
        stamps=stamps(void=paper.void, late_entry=paper.late_entry, recorded_text=paper.recorded_text),
    )


def _blank(known: KnownFacts) -> InquiryPaper:
    return InquiryPaper(known.committee_name, investigators=known.mediators)


FORM = Form(inquiry, _blank, {"read": frozenset()})
