"""不予受理告知书: that the committee does not take a dispute on, why, and who can.

Not in the prescribed set (mediation.md 1.3 R; 2.3 for the grounds N1 to N5). It says which body is in charge, and
comes from the committee, never from the window (practice.md 7). The words stand in the profile.
"""

from dataclasses import dataclass

from desktop.printing.blocks import Document, Paragraph, Spacer, Title, shown
from desktop.printing.papers.form import Form, KnownFacts, filled, written_day
from desktop.printing.papers.letters import ends, salutation
from desktop.printing.papers.parties import stamps
from desktop.printing.profile import PaperEntry, national_profile


@dataclass(frozen=True, slots=True)
class NonAcceptancePaper:
    """Who asked for what and when, the ground in words, the body that can take it, our telephone; texts.

    `ground` is a clause that follows 因, e.g. 对方当事人明确拒绝调解. `body` with its address and telephone.
    """

    committee_name: str
    applicant: str = ""
    applied_on: str = ""
    dispute: str = ""
    ground: str = ""
    body: str = ""
    phone: str = ""
    void: bool = False


def non_acceptance(paper: NonAcceptancePaper, entry: PaperEntry | None = None) -> Document:
    """The notice as a tree of blocks: sealed, and signed for below by whoever receives it."""
    entry = entry or national_profile().entry("non_acceptance")
    text = filled(
        entry.wording["text"],
        date=written_day(paper.applied_on, "applied_on", "申请日期"),
        dispute=(shown(paper.dispute, "dispute", "纠纷", room=12),),
        ground=(shown(paper.ground, "ground", "不予受理的理由", room=16),),
    )
    advice = filled(entry.wording["advice"], body=(shown(paper.body, "body", "受理单位", room=16),))
    calm = filled(entry.wording["calm"], phone=(shown(paper.phone, "phone", "联系电话", room=8),))
    return Document(
        title=entry.title,
        blocks=(
            Title(entry.title),
            Spacer(),
            salutation(paper.applicant, "applicant", "申请人"),
            Paragraph(text),
            Paragraph(advice),
            Paragraph(calm),
            *ends(entry.signers, committee_name=paper.committee_name),
        ),
        author=paper.committee_name,
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> NonAcceptancePaper:
    return NonAcceptancePaper(known.committee_name, dispute=known.dispute, phone=known.phone)


FORM = Form(
    non_acceptance,
    _blank,
    {
        "text": frozenset({"date", "dispute", "ground"}),
        "advice": frozenset({"body"}),
        "calm": frozenset({"phone"}),
    },
)
