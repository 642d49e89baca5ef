"""调解结果反馈函: what became of a dispute that a court, the police or a petition office handed over.

特邀调解规定 asks for a written report with the papers (practice.md 22); the police and petition offices get the
same letter (practice.md 23; mediation.md 1.3 R). The words stand in the profile.
"""

from dataclasses import dataclass

from desktop.printing.blocks import (
    Block,
    Document,
    Heading,
    NumberLine,
    Paragraph,
    Shown,
    Spacer,
    Title,
    shown,
)
from desktop.printing.papers.form import Form, KnownFacts, choices, filled, options_of, written_day
from desktop.printing.papers.letters import ends, numbered, salutation
from desktop.printing.papers.parties import stamps, text_or_lines
from desktop.printing.profile import PaperEntry, national_profile

_LINES = 5  # ruled lines where nothing is filled in


@dataclass(frozen=True, slots=True)
class ResultFeedbackPaper:
    """To whom the letter goes, about which dispute, with which result; texts.

    `handover` is 委派, 委托, 移送 or 移交; `reference` the sender's own number. `result` is one of the profile's
    results (达成协议, 未达成协议, 终止调解), or empty; `details` what was agreed or why it failed.
    """

    committee_name: str
    recipient: str = ""
    handover: str = ""
    received_on: str = ""
    reference: str = ""
    dispute: str = ""
    result: str = ""
    details: str = ""
    performance: str = ""
    enclosures: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    number: str = ""
    void: bool = False


def result_feedback(paper: ResultFeedbackPaper, entry: PaperEntry | None = None) -> Document:
    """The letter as a tree of blocks; the date under the seal is left to the hand."""
    entry = entry or national_profile().entry("result_feedback")
    text = filled(
        entry.wording["text"],
        date=written_day(paper.received_on, "received_on", "收到的日期"),
        handover=(shown(paper.handover, "handover", "移交方式", room=4),),
        dispute=(shown(paper.dispute, "dispute", "纠纷", room=14),),
        reference=(shown(paper.reference, "reference", "来函单位的案号", room=12),),
    )
    result = choices(options_of(entry.wording["results"]), paper.result, "result", "调解结果")
    contact = filled(
        entry.wording["contact"],
        contact=(shown(paper.contact, "contact", "联系人", room=6),),
        phone=(shown(paper.phone, "phone", "联系电话", room=8),),
    )
    blocks: list[Block] = [Title(entry.title)]
    if paper.number.strip():
        blocks.append(NumberLine("卷号：", shown(paper.number, "number", "卷号")))
    blocks += [
        Spacer(),
        salutation(paper.recipient, "recipient", "来函单位"),
        Paragraph(text),
        Paragraph(("结果：", *result), justified=False),
        *text_or_lines(paper.details, "details", "调解结果的说明", _LINES),
    ]
    if paper.performance.strip():
        blocks.append(Paragraph(("履行情况：", Shown(paper.performance, "performance", "履行情况"))))
    blocks.append(Paragraph(contact))
    if paper.enclosures:
        blocks += [Heading("附件："), *numbered(paper.enclosures, "enclosures", "附件")]
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=(*blocks, *ends(entry.signers, committee_name=paper.committee_name)),
        author=paper.committee_name,
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> ResultFeedbackPaper:
    return ResultFeedbackPaper(
        known.committee_name, dispute=known.dispute, phone=known.phone, number=known.number
    )


FORM = Form(
    result_feedback,
    _blank,
    {
        "text": frozenset({"date", "handover", "dispute", "reference"}),
        "results": frozenset(),
        "contact": frozenset({"contact", "phone"}),
    },
)
