"""人民调解受理登记表: that a dispute was taken on, on whose wish, between whom.

Order and wording of the prescribed set (mediation.md 1.3 D). The form knows two sources only; what was handed
over by a court, the police or a petition office counts as 当事人申请 unless the profile's wording says otherwise.
"""

from dataclasses import dataclass
from datetime import date

from desktop.printing.blocks import (
    BodySize,
    Document,
    FieldRow,
    Heading,
    Inline,
    LabelledField,
    Note,
    NumberLine,
    Paragraph,
    Shown,
    Spacer,
    Title,
    shown,
)
from desktop.printing.papers.form import Form, KnownFacts, choices, day_or_blank, filled
from desktop.printing.papers.parties import (
    PartyOnPaper,
    recorded_note,
    signatures,
    stamps,
    text_or_lines,
)
from desktop.printing.profile import PaperEntry, national_profile

APPLICATION, OWN_INITIATIVE = "①当事人申请", "②人民调解委员会主动调解"
_SUMMARY_LINES = 6  # ruled lines where nothing is filled in


@dataclass(frozen=True, slots=True)
class AcceptancePaper:
    """Everything that stands on the registration. `own_initiative` None: the source is not known yet.

    `number` is the 卷号; where it is empty nothing of it is printed, for the prescribed form has no place for it.
    """

    committee_name: str
    parties: tuple[PartyOnPaper, ...]
    accepted_on: date | None = None
    own_initiative: bool | None = None
    dispute_type: str = ""
    summary: str = ""
    number: str = ""
    void: bool = False
    late_entry: bool = False
    recorded_text: bool = False


def acceptance(paper: AcceptancePaper, entry: PaperEntry | None = None) -> Document:
    """The registration as a tree of blocks; signature lines and dates stay blank for the hand."""
    entry = entry or national_profile().entry("acceptance")
    number = [NumberLine("卷号：", shown(paper.number, "number", "卷号"))] if paper.number.strip() else []
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=(
            Title(entry.title),
            *number,
            Spacer(),
            Paragraph(_lead(paper, entry)),
            FieldRow((LabelledField("纠纷类型：", shown(paper.dispute_type, "dispute_type", "纠纷类型")),)),
            Paragraph(("案件来源：", *_source(paper)), indent=0, justified=False),
            Heading("纠纷简要情况："),
            *text_or_lines(paper.summary, "summary", "纠纷简要情况", _SUMMARY_LINES),
            recorded_note()
            if paper.recorded_text
            else signatures(entry.signers, parties=paper.parties, committee_name=paper.committee_name),
            Note((entry.wording["remark"],)),
        ),
        author=paper.committee_name,
        spare=(BodySize.SI_HAO, BodySize.XIAO_SI),
        page_signature="" if paper.recorded_text else "当事人签名或按指印：",
        stamps=stamps(void=paper.void, late_entry=paper.late_entry, recorded_text=paper.recorded_text),
    )


def _lead(paper: AcceptancePaper, entry: PaperEntry) -> Inline:
    """The sentence at the head: both sources as the form prints them, until one is known."""
    which = {None: "lead", False: "lead_application", True: "lead_own_initiative"}[paper.own_initiative]
    names: list[str | Shown] = []
    for index, party in enumerate(paper.parties):
        names += ["、"] if index else []
        names.append(shown(party.name, f"parties.{index}.name", f"{party.label}的姓名"))
    committee = shown(paper.committee_name, "committee_name", "人民调解委员会名称")
    return filled(
        entry.wording[which],
        date=day_or_blank(paper.accepted_on, "accepted_on", "受理日期"),
        committee=(committee if paper.committee_name.strip() else "人民调解委员会",),
        parties=tuple(names),
    )


def _source(paper: AcceptancePaper) -> Inline:
    chosen = {None: "", False: APPLICATION, True: OWN_INITIATIVE}[paper.own_initiative]
    return choices((APPLICATION, OWN_INITIATIVE), chosen, "source", "案件来源")


def _blank(known: KnownFacts) -> AcceptancePaper:
    return AcceptancePaper(
        committee_name=known.committee_name,
        parties=known.parties_or_blank,
        accepted_on=known.accepted_on,
        dispute_type=known.dispute_type,
        summary=known.summary,
        number=known.number,
    )


_LEAD = frozenset({"date", "committee", "parties"})
FORM = Form(
    acceptance,
    _blank,
    {"lead": _LEAD, "lead_application": _LEAD, "lead_own_initiative": _LEAD, "remark": frozenset()},
)
