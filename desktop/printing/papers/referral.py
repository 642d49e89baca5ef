"""引导告知单: not ours; where to go instead, whom to ask for, what to bring. It stays in the list (practice.md 7)."""

from dataclasses import dataclass

from desktop.printing.blocks import (
    Block,
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


@dataclass(frozen=True, slots=True)
class ReferralPaper:
    """What the slip says: who is in charge, where, by which telephone and when, and what to bring.

    `phone` is the other body's, `our_phone` our window's. Texts as they are to be printed.
    """

    centre_name: str
    visitor: str = ""
    body: str = ""
    address: str = ""
    phone: str = ""
    hours: str = ""
    bring: tuple[str, ...] = ()
    code: str = ""
    our_phone: str = ""
    given_on: str = ""
    void: bool = False


def referral(paper: ReferralPaper, entry: PaperEntry | None = None) -> Document:
    """The slip as a tree of blocks, half a sheet."""
    entry = entry or national_profile().entry("referral")
    code = paper.code.strip()
    blocks: list[Block] = [
        Title(entry.title),
        Paragraph(filled(entry.wording["lead"], visitor=(shown(paper.visitor, "visitor", "来访人"),))),
        FieldRow((LabelledField("办理单位", shown(paper.body, "body", "办理单位")),)),
        FieldRow((LabelledField("地址", shown(paper.address, "address", "办理单位的地址")),)),
        FieldRow(
            (
                LabelledField("电话", shown(paper.phone, "phone", "办理单位的电话")),
                LabelledField("办公时间", shown(paper.hours, "hours", "办公时间"), 1.4),
            )
        ),
        FieldRow((LabelledField("请带好", shown(_listed(paper.bring), "bring", "要带的材料")),)),
        Paragraph(filled(entry.wording["help"], phone=(shown(paper.our_phone, "our_phone", "窗口电话"),))),
    ]
    closing = Closing(
        (shown(paper.centre_name, "centre_name", "中心名称", room=14),),
        shown(paper.given_on, "given_on", "出具日期"),
    )
    number = shown(code, "code", "事项编号")
    blocks.append(QrCode("事项编号", number, lines=3, closing=closing) if code else closing)
    return Document(
        title=f"{entry.title} {code}".strip(),
        blocks=tuple(blocks),
        author=paper.centre_name,
        shape=PageShape.HALF,
        body=BodySize.SLIP,
        spare=(BodySize.SLIP_SMALL,),
        stamps=stamps(void=paper.void),
    )


def _listed(things: tuple[str, ...]) -> str:
    return "；".join(thing.strip() for thing in things if thing.strip())


def _blank(known: KnownFacts) -> ReferralPaper:
    return ReferralPaper(known.centre_name, our_phone=known.phone, code=known.code)


FORM = Form(referral, _blank, {"lead": frozenset({"visitor"}), "help": frozenset({"phone"})})
