"""主持调解证明: the committee's word that it presided, as the court asks with the application (民诉解释 354).

One page with the seal (mediation.md 1.3 N); no form is prescribed, the words stand in the profile.
"""

from dataclasses import dataclass

from desktop.printing.blocks import Document, Paragraph, Spacer, Title, shown
from desktop.printing.papers.form import Form, KnownFacts, filled, written_day
from desktop.printing.papers.letters import ends, salutation
from desktop.printing.papers.parties import stamps
from desktop.printing.profile import PaperEntry, national_profile


@dataclass(frozen=True, slots=True)
class PresidingProofPaper:
    """Which dispute between whom was mediated by whom, with which agreement of which day; texts."""

    committee_name: str
    parties: str = ""
    dispute: str = ""
    agreed_on: str = ""
    agreement_number: str = ""
    mediators: tuple[str, ...] = ()
    court: str = ""
    void: bool = False


def presiding_proof(paper: PresidingProofPaper, entry: PaperEntry | None = None) -> Document:
    """The proof as a tree of blocks; the date under the seal is left to the hand."""
    entry = entry or national_profile().entry("presiding_proof")
    text = filled(
        entry.wording["text"],
        parties=(shown(paper.parties, "parties", "当事人", room=14),),
        dispute=(shown(paper.dispute, "dispute", "纠纷", room=10),),
        date=written_day(paper.agreed_on, "agreed_on", "达成协议的日期"),
        committee=(shown(paper.committee_name, "committee_name", "人民调解委员会名称", room=12),),
        mediators=(shown("、".join(paper.mediators), "mediators", "人民调解员", room=10),),
        number=(shown(paper.agreement_number, "agreement_number", "协议书编号", room=12),),
    )
    return Document(
        title=f"{entry.title} {paper.agreement_number}".strip(),
        blocks=(
            Title(entry.title),
            Spacer(),
            salutation(paper.court, "court", "人民法院名称"),
            Paragraph(text),
            Paragraph((entry.wording["end"],)),
            *ends(entry.signers, committee_name=paper.committee_name),
        ),
        author=paper.committee_name,
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> PresidingProofPaper:
    names = "、".join(party.name for party in known.parties if party.name.strip())
    return PresidingProofPaper(
        known.committee_name, names, known.dispute, agreement_number=known.number, mediators=known.mediators
    )


FORM = Form(
    presiding_proof,
    _blank,
    {
        "text": frozenset({"parties", "dispute", "date", "committee", "mediators", "number"}),
        "end": frozenset(),
    },
)
