"""人民调解口头协议登记表: an oral agreement on one page (人民调解法 28: the mediator records what was agreed).

Filled like the written agreement (mediation.md 1.3 L). The law asks for no signature of the parties (art. 30: an
oral agreement is effective when it is reached); whether they sign is a matter of the profile.
"""

from dataclasses import dataclass

from desktop.printing.blocks import (
    Block,
    BodySize,
    Document,
    Heading,
    NumberLine,
    Paragraph,
    Shown,
    Title,
    shown,
)
from desktop.printing.papers.agreement import terms_block
from desktop.printing.papers.form import Form, KnownFacts
from desktop.printing.papers.parties import (
    PartyOnPaper,
    party_block,
    recorded_note,
    signature_lines,
    signatures,
    stamps,
    text_or_lines,
)
from desktop.printing.profile import PaperEntry, national_profile

_LINES = 31  # of the page in its smaller size


@dataclass(frozen=True, slots=True)
class OralAgreementPaper:
    """Everything that stands on the registration; texts may hold several paragraphs, divided by line ends."""

    committee_name: str
    number: str
    parties: tuple[PartyOnPaper, ...]
    facts: str = ""
    terms: tuple[str, ...] = ()
    performance_text: str = ""
    remark: str = ""
    mediators: tuple[str, ...] = ()
    void: bool = False
    late_entry: bool = False
    recorded_text: bool = False


def oral_agreement(paper: OralAgreementPaper, entry: PaperEntry | None = None) -> Document:
    """The registration as a tree of blocks, on one page as long as its texts let it."""
    entry = entry or national_profile().entry("oral_agreement")
    signed = signatures(
        entry.signers,
        parties=paper.parties,
        mediators=len(paper.mediators),
        committee_name=paper.committee_name,
        narrow=True,
    )
    facts, terms, performance = _ruled_lines(paper, signature_lines(signed))
    blocks: list[Block] = [
        Title(entry.title),
        NumberLine("编号：", shown(paper.number, "number", "协议编号")),
    ]
    for index, party in enumerate(paper.parties):
        blocks += party_block(party, f"parties.{index}", headed=False)
    blocks += [
        Heading("纠纷主要事实、争议事项："),
        *text_or_lines(paper.facts, "facts", "纠纷事实", facts),
        Heading("协议内容："),
        terms_block(paper.terms, terms),
        Heading("履行方式、时限："),
        *text_or_lines(paper.performance_text, "performance", "履行方式、时限", performance),
    ]
    if paper.remark.strip():
        blocks.append(Paragraph(("备注：", Shown(paper.remark, "remark", "备注")), indent=0))
    blocks.append(recorded_note() if paper.recorded_text else signed)
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=tuple(blocks),
        author=paper.committee_name,
        body=BodySize.SI_HAO,
        spare=(BodySize.XIAO_SI,),
        page_signature="" if paper.recorded_text else "当事人签名或按指印：",
        stamps=stamps(void=paper.void, late_entry=paper.late_entry, recorded_text=paper.recorded_text),
    )


def _ruled_lines(paper: OralAgreementPaper, signing: int) -> tuple[int, int, int]:
    """Ruled lines for facts, terms and performance that leave the form on its page; 3, 4 and 2 of nine at most."""
    above = (
        3 + 3 + sum(3 + len(party.agents) for party in paper.parties)
    )  # title and number; headings; parties
    spare = _LINES - above - signing
    return max(2, min(3, spare * 3 // 9)), max(2, min(4, spare * 4 // 9)), max(1, min(2, spare * 2 // 9))


def _blank(known: KnownFacts) -> OralAgreementPaper:
    return OralAgreementPaper(
        committee_name=known.committee_name,
        number=known.number,
        parties=known.parties_or_blank,
        mediators=known.mediators,
    )


FORM = Form(oral_agreement, _blank, {})
