"""受理回执: the slip that a visitor takes home (practice.md 13). It names neither the other side nor the story."""

from dataclasses import dataclass

from desktop.printing.blocks import (
    BodySize,
    Closing,
    Document,
    FieldRow,
    LabelledField,
    PageShape,
    Paragraph,
    QrCode,
    Title,
    shown,
)
from desktop.printing.papers.form import Form, KnownFacts, filled
from desktop.printing.papers.parties import stamps
from desktop.printing.profile import PaperEntry, national_profile

_LAST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class AcceptanceReceiptPaper:
    """What the slip says: the matter's code, who came, when, which window, its telephone, when to ask.

    Texts, as they are to be printed; `ask_when` e.g. 2026年11月26日17时以后. `code` is ASCII.
    """

    centre_name: str
    code: str
    visitor: str = ""
    registered_at: str = ""
    window: str = ""
    phone: str = ""
    ask_when: str = ""
    given_on: str = ""
    void: bool = False


def acceptance_receipt(paper: AcceptanceReceiptPaper, entry: PaperEntry | None = None) -> Document:
    """The slip as a tree of blocks, half a sheet."""
    entry = entry or national_profile().entry("acceptance_receipt")
    code = paper.code.strip()
    phone = shown(paper.phone, "phone", "窗口电话")
    when = shown(paper.ask_when, "ask_when", "查询时间")
    return Document(
        title=f"{entry.title} {code}".strip(),
        blocks=(
            Title(entry.title),
            QrCode("事项编号", shown(code, "code", "事项编号"), code[-_LAST_DIGITS:]),
            FieldRow(
                (
                    LabelledField("来访人", shown(paper.visitor, "visitor", "来访人"), 2),
                    LabelledField("登记时间", shown(paper.registered_at, "registered_at", "登记时间"), 3),
                )
            ),
            FieldRow(
                (
                    LabelledField("窗口", shown(paper.window, "window", "窗口"), 2),
                    LabelledField("窗口电话", phone, 3),
                )
            ),
            Paragraph(filled(entry.wording["ask"], when=(when,), phone=(phone,))),
            Closing(
                (shown(paper.centre_name, "centre_name", "中心名称", room=14),),
                shown(paper.given_on, "given_on", "出具日期"),
            ),
        ),
        author=paper.centre_name,
        shape=PageShape.HALF,
        body=BodySize.SLIP,
        spare=(BodySize.SLIP_SMALL,),
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> AcceptanceReceiptPaper:
    return AcceptanceReceiptPaper(known.centre_name, known.code, phone=known.phone)


FORM = Form(acceptance_receipt, _blank, {"ask": frozenset({"when", "phone"})})
