"""人民调解当事人权利义务告知书: one joint sheet that every party signs (practice.md 6), a blank copy for each.

What must be said before mediation: 人民调解法 3 (principles), 4 (free of charge), 7 (what the committee is),
23 (rights), 24 (duties), 31 and 33 (effect, judicial confirmation); the text stands in the profile.
"""

from dataclasses import dataclass

from desktop.printing.blocks import BodySize, Document, NumberLine, Paragraph, Spacer, Title, shown
from desktop.printing.characters import paragraphs
from desktop.printing.papers.form import Form, KnownFacts
from desktop.printing.papers.parties import PartyOnPaper, signatures, stamps
from desktop.printing.profile import PaperEntry, national_profile


@dataclass(frozen=True, slots=True)
class RightsNoticePaper:
    """Who is told: every party of the case on one sheet, or one party alone. `number` is the 卷号, or empty."""

    committee_name: str
    parties: tuple[PartyOnPaper, ...]
    number: str = ""
    void: bool = False


def rights_notice(paper: RightsNoticePaper, entry: PaperEntry | None = None) -> Document:
    """The notice as a tree of blocks; signature lines and dates stay blank for the hand."""
    entry = entry or national_profile().entry("rights_notice")
    number = [NumberLine("卷号：", shown(paper.number, "number", "卷号"))] if paper.number.strip() else []
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=(
            Title(entry.title),
            *number,
            *(Paragraph((text,)) for text in paragraphs(entry.wording["text"])),
            Paragraph((entry.wording["heard"],)),
            Spacer(),
            signatures(entry.signers, parties=paper.parties, committee_name=paper.committee_name),
        ),
        author=paper.committee_name,
        spare=(BodySize.SI_HAO, BodySize.XIAO_SI),
        page_signature="被告知人签名或按指印：",
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> RightsNoticePaper:
    return RightsNoticePaper(known.committee_name, known.parties_or_blank, known.number)


FORM = Form(rights_notice, _blank, {"text": frozenset(), "heard": frozenset()})
