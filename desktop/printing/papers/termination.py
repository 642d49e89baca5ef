"""终止调解告知书: that mediation has ended without an agreement, why, and which ways remain open.

人民调解法 26: the committee ends the mediation and tells the parties that they may go to arbitration, to the
administration or to court. Contents: mediation.md 1.3 R; the grounds are those of 2.4. In a dossier it stands in
place of the agreement. The words stand in the profile.
"""

from dataclasses import dataclass

from desktop.printing.blocks import Block, Document, NumberLine, Paragraph, Spacer, Title, shown
from desktop.printing.papers.form import Form, KnownFacts, filled, written_day
from desktop.printing.papers.letters import ends, salutation
from desktop.printing.papers.parties import stamps
from desktop.printing.profile import PaperEntry, national_profile
from models.values.dates import day_on_paper


@dataclass(frozen=True, slots=True)
class TerminationPaper:
    """Which dispute between whom ended, and why; texts.

    `sittings` says on which days and where it was mediated (2026年11月22日、24日在镇综治中心调解一室), unless it was
    `unheard`: then no such clause stands there. `reason` is a clause that follows 因; `basis` the law, by default that
    of the profile; `remedies` 仲裁、诉讼 ….
    """

    committee_name: str
    parties: tuple[str, ...] = ()
    dispute: str = ""
    accepted_on: str = ""
    sittings: str = ""
    unheard: bool = False
    reason: str = ""
    basis: str = ""
    remedies: str = ""
    number: str = ""
    void: bool = False


def termination(paper: TerminationPaper, entry: PaperEntry | None = None) -> Document:
    """The notice as a tree of blocks: sealed, and signed for below by each party."""
    entry = entry or national_profile().entry("termination")
    names = [name for name in paper.parties if name.strip()]
    basis = paper.basis if paper.basis.strip() else entry.wording["basis"]
    sittings = (shown(paper.sittings, "sittings", "调解的时间和地点", room=20),)
    text = filled(
        entry.wording["text"],
        dispute=(shown(paper.dispute, "dispute", "纠纷", room=14),),
        date=written_day(paper.accepted_on, "accepted_on", "受理日期"),
        heard=() if paper.unheard else filled(entry.wording["heard"], sittings=sittings),
        reason=(shown(paper.reason, "reason", "终止的理由", room=16),),
        basis=(shown(basis, "basis", "依据"),),
    )
    remedies = filled(
        entry.wording["remedies"], remedies=(shown(paper.remedies, "remedies", "其他途径", room=12),)
    )
    named = [shown(name, f"parties.{at}", "签收人栏") for at, name in enumerate(names)]
    number: list[Block] = []
    if paper.number.strip():
        number.append(NumberLine("卷号：", shown(paper.number, "number", "卷号")))
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=(
            Title(entry.title),
            *number,
            Spacer(),
            salutation("、".join(names), "parties", "当事人"),
            Paragraph(text),
            Paragraph(remedies),
            *ends(
                entry.signers,
                committee_name=paper.committee_name,
                named={"签收人": named},
                lines={"签收人": 2},
            ),
        ),
        author=paper.committee_name,
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> TerminationPaper:
    return TerminationPaper(
        known.committee_name,
        tuple(party.name for party in known.parties if party.name.strip()),
        known.dispute,
        day_on_paper(known.accepted_on) if known.accepted_on else "",
        number=known.number,
    )


FORM = Form(
    termination,
    _blank,
    {
        "text": frozenset({"dispute", "date", "heard", "reason", "basis"}),
        "heard": frozenset({"sittings"}),
        "basis": frozenset(),
        "remedies": frozenset({"remedies"}),
    },
)
