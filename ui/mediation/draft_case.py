"""What the papers of forms need of a case: one that is kept, as its page shows it, or one that is only typed yet."""

from dataclasses import dataclass, replace
from datetime import date

from desktop.mediation.paper import PartyFacts, in_paper_order
from desktop.queries.case_views import CaseView
from models.values.case_number import UNNUMBERED
from models.values.choices import CaseSource, PartySide
from models.values.identity_number import Sex
from ui.mediation.drafted_paper import facts_of
from ui.mediation.party_form import PartyForm
from ui.mediation.reading import Reading

GIVEN_AT_SAVING = "（保存时给号）"
"""What stands on a live page for a number that the system gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCase:
    """A case in the words of its papers; what is not known yet is empty. `dated` is the day for which ages count.

    The parties stand in the order in which the papers list them.
    """

    committee_name: str
    parties: tuple[PartyFacts, ...]
    source: CaseSource | None
    accepted_on: date | None
    dated: date
    there: frozenset[int] = frozenset()
    """The ids of the parties that have not left."""
    number: str = ""
    agreement_number: str = ""
    name: str = ""
    dispute_type: str = ""
    summary: str = ""
    mediators: tuple[str, ...] = ()
    late_entry: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "parties", tuple(in_paper_order(self.parties, self.source)))


def draft_of(view: CaseView) -> DraftCase:
    """A case that is kept."""
    number = "" if view.number == UNNUMBERED else view.number
    return DraftCase(
        committee_name=view.committee_name,
        parties=tuple(facts_of(party) for party in view.parties),
        source=view.source,
        accepted_on=view.accepted_on,
        dated=view.accepted_on,
        there=frozenset(party.id for party in view.parties if party.left_on is None),
        number=number,
        agreement_number=view.agreement.number if view.agreement is not None else number,
        name=view.name,
        dispute_type=view.dispute_type,
        summary=view.summary,
        mediators=tuple(mediator.name for mediator in view.mediators),
        late_entry=view.late_entry,
    )


def party_typed(form: PartyForm, number: int) -> PartyFacts:
    """A party as it is typed, as far as it can be read; `number` is its id, 0 for a new one."""
    read = Reading(form)
    side = read.choice("side", PartySide, missing="") or PartySide.APPLICANT
    sex = read.choice("who.sex", Sex, missing="")
    return PartyFacts(
        id=number,
        kind=form.kind(),
        side=side.value,
        name=read.text("who.name"),
        sex=sex.value if sex else None,
        ethnicity=read.text("who.ethnicity"),
        born=read.day("who.born"),
        occupation=read.text("who.occupation"),
        phone=read.text("who.phone"),
        address=read.text("who.address"),
        legal_representative=read.text("who.legal_representative"),
        representative_post=read.text("who.representative_post"),
        agent_name=read.text("agent_name"),
        agent_relation=read.text("agent_relation"),
        agent_may_settle=read.ticked("agent_may_settle"),
    )


def with_party(case: DraftCase, typed: PartyFacts, *, is_blank: bool) -> tuple[PartyFacts, ...]:
    """The parties with the one that is being typed in its place, or behind the others unless nothing is typed."""
    if any(party.id == typed.id for party in case.parties):
        return tuple(
            replace(typed, agent_kind=party.agent_kind) if party.id == typed.id else party
            for party in case.parties
        )
    return case.parties if is_blank else (*case.parties, typed)
