"""转办单 with its 回执联 on the same sheet: the unit keeps the upper part and sends the lower one back signed.

It is the proof of what is recorded on behalf of a unit without a PC (practice.md 14).
"""

from dataclasses import dataclass
from enum import Enum

from desktop.printing.blocks import (
    Block,
    BodySize,
    Cell,
    Closing,
    CutLine,
    Document,
    Inline,
    Note,
    QrCode,
    Shown,
    Table,
    Title,
    Together,
    shown,
)
from desktop.printing.papers.form import Form, KnownFacts, filled
from desktop.printing.papers.parties import stamps
from desktop.printing.profile import PaperEntry, national_profile

_WIDTHS = (4.0, 7.0, 3.4, 6.6)
_SLIP_TITLE = 16.0  # points


class TransferKind(Enum):
    """What handing on is called: 转办 to a unit, 交办 to an own office, 移送, 商请 to police or court."""

    PASSED = "转办"
    ASSIGNED = "交办"
    HANDED_OVER = "移送"
    REQUESTED = "商请"


@dataclass(frozen=True, slots=True)
class TransferPaper:
    """What the unit is told. Texts as they are to be printed; `due` e.g. 2026年11月27日17时前.

    `assisting` are the units that help; `others` the other side. `code` is ASCII.
    """

    centre_name: str
    code: str
    unit: str
    kind: TransferKind = TransferKind.PASSED
    assisting: tuple[str, ...] = ()
    sent_at: str = ""
    claimant: str = ""
    phone: str = ""
    address: str = ""
    others: str = ""
    channel: str = ""
    category: str = ""
    story: str = ""
    task: str = ""
    due: str = ""
    sender: str = ""
    our_phone: str = ""
    given_on: str = ""
    void: bool = False


def transfer(paper: TransferPaper, entry: PaperEntry | None = None) -> Document:
    """The sheet as a tree of blocks; what the unit writes is blank."""
    entry = entry or national_profile().entry("transfer")
    verb = paper.kind.value
    title = entry.title.replace("转办", verb)
    code = shown(paper.code.strip(), "code", "事项编号")
    blocks: tuple[Block, ...] = (
        Title(title),
        QrCode("事项编号", code, lines=3),
        _told(paper, verb),
        Closing(
            (shown(paper.centre_name, "centre_name", "中心名称", room=14), "（印章）"),
            shown(paper.given_on, "given_on", "发出日期"),
        ),
        Together(
            (
                CutLine(),
                Title(f"{title}回执联", _SLIP_TITLE),
                QrCode("事项编号", code, lines=2),
                _receipt(paper),
                Note(
                    filled(
                        entry.wording["return"],
                        centre=(shown(paper.centre_name, "centre_name", "中心名称"),),
                        phone=(shown(paper.our_phone, "our_phone", "窗口电话"),),
                    )
                ),
            ),
            at_foot=True,
        ),
    )
    return Document(
        title=f"{title} {paper.code}".strip(),
        blocks=blocks,
        author=paper.centre_name,
        body=BodySize.SI_HAO,
        spare=(BodySize.XIAO_SI,),
        stamps=stamps(void=paper.void),
    )


def _told(paper: TransferPaper, verb: str) -> Table:
    def pair(label: str, text: str, field: str) -> tuple[Cell, Cell]:
        return Cell((label,), label=True), Cell((shown(text, field, label),))

    def wide(label: str, text: str, field: str, lines: int = 1, *, asked: bool = True) -> tuple[Cell, Cell]:
        value = shown(text, field, label) if asked else Shown(text, field, label)
        return Cell((label,), label=True), Cell((value,), span=3, lines=lines)

    assisting = "、".join(paper.assisting)
    rows = [
        wide("主办单位", paper.unit, "unit"),
        (*pair(f"{verb}时间", paper.sent_at, "sent_at"), *pair("来源方式", paper.channel, "channel")),
        (*pair("诉求人", paper.claimant, "claimant"), *pair("联系电话", paper.phone, "phone")),
        wide("住址", paper.address, "address"),
        wide("对方当事人", paper.others, "others", asked=False),
        wide("事项类别", paper.category, "category"),
        wide("诉求内容", paper.story, "story", lines=3 if paper.story.strip() else 5),
        wide("办理要求", paper.task, "task", asked=False),
        wide("办理时限", paper.due, "due"),
        (*pair("经办人", paper.sender, "sender"), *pair("窗口电话", paper.our_phone, "our_phone")),
    ]
    if assisting:
        rows.insert(1, wide("协办单位", assisting, "assisting"))
    return Table(_WIDTHS, tuple(rows))


def _receipt(paper: TransferPaper) -> Table:
    """The cells that the unit fills in by hand."""

    def blank(label: str) -> tuple[Cell, Cell]:
        return Cell((label,), label=True), Cell(("",))

    unit: Inline = (shown(paper.unit, "unit", "主办单位"),)
    return Table(
        _WIDTHS,
        (
            (Cell(("签收单位",), label=True), Cell(unit), *blank("签收人")),
            (*blank("承办人"), *blank("联系电话")),
            (Cell(("签收意见",), label=True), Cell(("□受理　　□退回，理由：",), span=3)),
            (Cell(("签收时间",), label=True), Cell(("　　　　年　　月　　日　　时",), span=3)),
        ),
    )


def _blank(known: KnownFacts) -> TransferPaper:
    return TransferPaper(known.centre_name, known.code, "", story=known.summary, our_phone=known.phone)


FORM = Form(transfer, _blank, {"return": frozenset({"centre", "phone"})})
