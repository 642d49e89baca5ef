"""调解案件接收单: that papers of a court, the police or a petition office were received.

The term of a dispute that a court handed over runs from the signed receipt of its papers (特邀调解规定, practice.md
22); the police's and petition offices' letters are received the same way (23). No form is prescribed.
"""

from dataclasses import dataclass

from desktop.printing.blocks import (
    BodySize,
    Cell,
    Document,
    Inline,
    NumberLine,
    Shown,
    Spacer,
    Table,
    Title,
    shown,
)
from desktop.printing.papers.form import Form, KnownFacts, choices, options_of
from desktop.printing.papers.parties import signatures, stamps
from desktop.printing.profile import PaperEntry, national_profile

_FACTS = (5.8, 9.7, 5.8, 9.7)
_PAPERS = (2.8, 14.8, 3.0, 3.0, 7.4)
_ROWS = 5  # of a form filled in by hand


@dataclass(frozen=True, slots=True)
class HandedPaper:
    """A paper that came along: its name, how many copies, how many pages, 原件 or 复印件; texts."""

    name: str = ""
    copies: str = ""
    pages: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class HandoverReceiptPaper:
    """Who handed over which dispute, when, until when it is to be dealt with; texts.

    `handover` is one of the profile's ways (委派, 委托, 移送, 移交), or empty; `reference` the sender's own number
    (案号, 警情号, 信访件号); `feedback_due` may stay empty.
    """

    committee_name: str
    sender: str = ""
    handover: str = ""
    reference: str = ""
    officer: str = ""
    officer_phone: str = ""
    parties: str = ""
    dispute: str = ""
    received_on: str = ""
    due: str = ""
    feedback_due: str = ""
    papers: tuple[HandedPaper, ...] = ()
    number: str = ""
    void: bool = False


def handover_receipt(paper: HandoverReceiptPaper, entry: PaperEntry | None = None) -> Document:
    """The receipt as a tree of blocks; who hands over and who receives sign and date by hand."""
    entry = entry or national_profile().entry("handover_receipt")

    def pair(label: str, text: str, field: str, *, asked: bool = True) -> tuple[Cell, Cell]:
        value = shown(text, field, label) if asked else Shown(text, field, label)
        return Cell((label,), label=True), Cell((value,))

    def wide(label: str, content: Inline) -> tuple[Cell, Cell]:
        return Cell((label,), label=True), Cell(content, span=3)

    way = choices(options_of(entry.wording["ways"]), paper.handover, "handover", "移交方式")
    facts = (
        wide("移交单位", (shown(paper.sender, "sender", "移交单位"),)),
        wide("移交方式", way),
        wide("案号或编号", (shown(paper.reference, "reference", "案号或编号"),)),
        (*pair("经办人", paper.officer, "officer"), *pair("联系电话", paper.officer_phone, "officer_phone")),
        wide("当事人", (shown(paper.parties, "parties", "当事人"),)),
        wide("案由", (shown(paper.dispute, "dispute", "案由"),)),
        (*pair("收到日期", paper.received_on, "received_on"), *pair("办理期限", paper.due, "due")),
        wide("反馈期限", (Shown(paper.feedback_due, "feedback_due", "反馈期限"),)),
    )
    papers = paper.papers or (HandedPaper(),) * _ROWS
    heads = tuple(Cell((head,), label=True) for head in ("序号", "材料名称", "份数", "页数", "原件或复印件"))
    number = [NumberLine("卷号：", shown(paper.number, "number", "卷号"))] if paper.number.strip() else []
    return Document(
        title=f"{entry.title} {paper.reference}".strip(),
        blocks=(
            Title(entry.title),
            *number,
            Table(_FACTS, facts),
            Spacer(),
            Table(_PAPERS, (heads, *map(_row, range(len(papers)), papers)), head=1),
            signatures(entry.signers, committee_name=paper.committee_name, narrow=True),
        ),
        author=paper.committee_name,
        body=BodySize.SI_HAO,
        spare=(BodySize.XIAO_SI,),
        stamps=stamps(void=paper.void),
    )


def _row(at: int, handed: HandedPaper) -> tuple[Cell, ...]:
    def value(text: str, field: str, place: str) -> tuple[Shown]:
        return (Shown(text, f"papers.{at}.{field}", f"第{at + 1}份材料的{place}"),)

    return (
        Cell((str(at + 1),), label=True),
        Cell(value(handed.name, "name", "名称")),
        Cell(value(handed.copies, "copies", "份数"), label=True),
        Cell(value(handed.pages, "pages", "页数"), label=True),
        Cell(value(handed.form, "form", "原件或复印件"), label=True),
    )


def _blank(known: KnownFacts) -> HandoverReceiptPaper:
    names = "、".join(party.name for party in known.parties if party.name.strip())
    return HandoverReceiptPaper(
        known.committee_name, parties=names, dispute=known.dispute, number=known.number
    )


FORM = Form(handover_receipt, _blank, {"ways": frozenset()})
