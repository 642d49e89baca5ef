"""人民调解结案报告表: the case on one sheet for those above.

Local, but common (mediation.md 1.3 Q): 卷号 as on the cover, 填表时间 = 立卷日期, 承办人 = the mediators of the
cover, 受案时间 = the day of the registration, 结案时间 = the day on which all was done. The end of the sheet is not
known: who signs is a matter of the profile.
"""

from dataclasses import dataclass

from desktop.printing.blocks import BodySize, Cell, Document, Inline, Table, Title, shown
from desktop.printing.papers.form import Form, KnownFacts, choices, options_of
from desktop.printing.papers.parties import signatures, stamps
from desktop.printing.profile import PaperEntry, national_profile
from models.values.dates import day_on_paper

_WIDTHS = (4.8, 11.6, 4.8, 9.8)


@dataclass(frozen=True, slots=True)
class ClosingReportPaper:
    """Everything that stands on the report, as texts.

    `parties` is one paragraph to each party (name, address, telephone). `source` is one of the profile's sources
    (申请, 主动, 公安移交, 法院委托, 政府指定), or empty.
    """

    committee_name: str
    number: str = ""
    filled_on: str = ""
    mediators: tuple[str, ...] = ()
    accepted_on: str = ""
    closed_on: str = ""
    parties: str = ""
    source: str = ""
    facts: str = ""
    result: str = ""
    void: bool = False


def closing_report(paper: ClosingReportPaper, entry: PaperEntry | None = None) -> Document:
    """The report as a tree of blocks; signature lines and dates stay blank for the hand."""
    entry = entry or national_profile().entry("closing_report")

    def pair(label: str, text: str, field: str) -> tuple[Cell, Cell]:
        return Cell((label,), label=True), Cell((shown(text, field, label),))

    def wide(label: str, content: Inline, lines: int = 1) -> tuple[Cell, Cell]:
        return Cell((label,), label=True), Cell(content, span=3, lines=lines)

    source = choices(options_of(entry.wording["sources"]), paper.source, "source", "案件来源")
    rows = (
        (*pair("卷号", paper.number, "number"), *pair("填表时间", paper.filled_on, "filled_on")),
        (
            *pair("承办单位", paper.committee_name, "committee_name"),
            *pair("承办人", "、".join(paper.mediators), "mediators"),
        ),
        (
            *pair("受案时间", paper.accepted_on, "accepted_on"),
            *pair("结案时间", paper.closed_on, "closed_on"),
        ),
        wide("当事人\n信息", (shown(paper.parties, "parties", "当事人信息"),), 3),
        wide("案件来源", source),
        wide("纠纷简要\n事实", (shown(paper.facts, "facts", "纠纷简要事实"),), 4),
        wide("处理结果", (shown(paper.result, "result", "处理结果"),), 3),
    )
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=(
            Title(entry.title),
            Table(_WIDTHS, rows),
            signatures(entry.signers, committee_name=paper.committee_name, narrow=True),
        ),
        author=paper.committee_name,
        body=BodySize.SI_HAO,
        spare=(BodySize.XIAO_SI,),
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> ClosingReportPaper:
    return ClosingReportPaper(
        known.committee_name,
        known.number,
        mediators=known.mediators,
        accepted_on=day_on_paper(known.accepted_on) if known.accepted_on else "",
        facts=known.summary,
    )


FORM = Form(closing_report, _blank, {"sources": frozenset()})
