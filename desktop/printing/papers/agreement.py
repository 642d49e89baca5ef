"""人民调解协议书: what stands on it and in which order.

人民调解法 art. 29 names what an agreement may hold (parties, main facts and disputed points, what was agreed,
how and when it is performed) and that the parties sign, seal or put a thumb print, the mediator signs and the
committee puts its seal; each party keeps a copy and the committee one. The order of the form is that of the
prescribed set of 2010 (司发通 239号).
"""

from dataclasses import dataclass

from desktop.printing.blocks import (
    Block,
    BodySize,
    Document,
    Heading,
    NumberedItems,
    NumberLine,
    Paragraph,
    Shown,
    Spacer,
    Title,
    shown,
)
from desktop.printing.papers.form import Form, KnownFacts
from desktop.printing.papers.parties import (
    AgentOnPaper,
    PartyKind,
    PartyOnPaper,
    party_block,
    recorded_note,
    signatures,
    stamps,
    text_or_lines,
)
from desktop.printing.profile import PaperEntry, national_profile
from models.values.chinese_numerals import in_chinese

__all__ = [
    "FORM",
    "TITLE",
    "AgentOnPaper",
    "AgreementPaper",
    "PartyKind",
    "PartyOnPaper",
    "agreement",
    "copies_sentence",
    "stated_copies",
    "terms_block",
]

TITLE = "人民调解协议书"
_FACTS_LINES, _TERMS_LINES, _PERFORMANCE_LINES = 5, 8, 3  # ruled lines of the form where nothing is filled in


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """Everything that stands on an agreement. Texts may hold several paragraphs, divided by line ends.

    `number` as printed, e.g. （2026）云人调字第1号. `copies` is the number stated, by default parties + 1
    (人民调解法 art. 29) + one per further holder. `copy_holders` replaces the sentence about the copies;
    `further_holders` are named in it (e.g. the court). `mediators` and `recorder` are not printed, for they
    sign by hand: there is a line for each mediator (one where none is named) and one for the recorder.
    `recorded_text` is set when a hand-written paper is the original: then nothing on the print looks signed or
    to be signed. `signed_at` is the place of signing.
    """

    committee_name: str
    number: str
    parties: tuple[PartyOnPaper, ...]
    facts: str
    terms: tuple[str, ...]
    performance_text: str = ""
    copies: int | None = None
    copy_holders: str = ""
    further_holders: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    recorder: str = ""
    signed_at: str = ""
    void: bool = False
    late_entry: bool = False
    recorded_text: bool = False


def agreement(paper: AgreementPaper, entry: PaperEntry | None = None) -> Document:
    """The agreement as a tree of blocks; signature lines and dates stay blank for the hand."""
    entry = entry or national_profile().entry("agreement")
    blocks: list[Block] = [
        Title(entry.title),
        NumberLine("编号：", shown(paper.number, "number", "协议书编号")),
        Spacer(),
    ]
    for index, party in enumerate(paper.parties):
        blocks += party_block(party, f"parties.{index}")
    blocks += [
        Heading("纠纷主要事实、争议事项："),
        *text_or_lines(paper.facts, "facts", "纠纷事实", _FACTS_LINES),
        Heading("经调解，自愿达成如下协议："),
        terms_block(paper.terms, _TERMS_LINES),
        Heading("履行方式、时限："),
        *text_or_lines(paper.performance_text, "performance", "履行方式、时限", _PERFORMANCE_LINES),
        Paragraph((copies_sentence(paper),)),
    ]
    if paper.signed_at.strip():
        blocks.append(Paragraph(("签订地点：", shown(paper.signed_at, "signed_at", "签订地点"))))
    if paper.recorded_text:
        blocks.append(recorded_note())
    else:
        blocks.append(
            signatures(
                entry.signers,
                parties=paper.parties,
                mediators=len(paper.mediators),
                committee_name=paper.committee_name,
            )
        )
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=tuple(blocks),
        author=paper.committee_name,
        body=BodySize.XIAO_SAN,
        spare=(BodySize.SI_HAO,),
        page_signature="" if paper.recorded_text else "当事人签名或按指印：",
        stamps=stamps(void=paper.void, late_entry=paper.late_entry, recorded_text=paper.recorded_text),
    )


def stated_copies(paper: AgreementPaper) -> int:
    """The number of copies that the agreement states: as given, else parties + committee + further holders."""
    return paper.copies if paper.copies is not None else len(paper.parties) + 1 + len(paper.further_holders)


def copies_sentence(paper: AgreementPaper) -> Shown:
    """The sentence about the copies, with the number in Chinese words and every further holder named."""
    sentence = paper.copy_holders.strip()
    if not sentence:
        holders = "、".join(("当事人", "人民调解委员会", *paper.further_holders))
        copies = stated_copies(paper)
        number = "两" if copies == 2 else in_chinese(copies)
        sentence = f"本协议一式{number}份，{holders}各持一份。"
    return Shown(sentence, "copies", "协议份数")


def terms_block(terms: tuple[str, ...], blank_lines: int) -> Block:
    """What was agreed, numbered, or ruled lines to write on."""
    if not any(term.strip() for term in terms):
        return Paragraph((Shown("", "terms", "协议内容", missing=True),), blank_lines=blank_lines)
    return NumberedItems(
        tuple(shown(term, f"terms.{index}", f"协议第{index + 1}项") for index, term in enumerate(terms))
    )


def _blank(known: KnownFacts) -> AgreementPaper:
    return AgreementPaper(
        committee_name=known.committee_name,
        number=known.number,
        parties=known.parties_or_blank,
        facts="",
        terms=(),
        mediators=known.mediators,
    )


FORM = Form(agreement, _blank, {})
