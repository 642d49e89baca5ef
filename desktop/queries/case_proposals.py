"""What a matter proposes for its case, and how a case is found by the number on its papers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from desktop.entries.mediation import PartyEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from desktop.errors import NotFoundError, OfficeError
from desktop.mediation.opening import NAME_LIMIT, type_of
from desktop.permissions import requires
from desktop.queries.issued_papers import number_as_kept
from desktop.work import Work
from models.matter import Matter, Visit, VisitPerson
from models.mediation import MediationCase
from models.person import Organisation, Person
from models.values.choices import CaseSource, Channel, PartySide, VisitRole
from models.values.identity_number import Sex
from models.values.permissions import Permission

_SOURCES = {
    Channel.COURT_DELEGATED: CaseSource.COURT_DELEGATED,
    Channel.COURT_ENTRUSTED: CaseSource.COURT_ENTRUSTED,
    Channel.DEPARTMENT: CaseSource.DEPARTMENT,
    Channel.PATROL: CaseSource.OWN_INITIATIVE,
    Channel.PETITION: CaseSource.PETITION,
    Channel.POLICE: CaseSource.POLICE,
    Channel.PROSECUTOR: CaseSource.PROSECUTOR,
}


@dataclass(frozen=True, slots=True)
class ProposedParty:
    """Somebody of the matter as a party, with the masks of his numbers to recognise him by."""

    entry: PartyEntry
    phone_mask: str
    identity_mask: str


@dataclass(frozen=True, slots=True)
class CaseProposal:
    """What the form of a new case is filled with; all of it may be changed."""

    matter_id: int
    name: str
    dispute_type: str
    source: CaseSource
    parties: tuple[ProposedParty, ...]


@requires(Permission.CASE_READ)
def proposed_case(work: Work, *, matter_id: int) -> CaseProposal:
    """Return what a matter proposes for its case: claimant against counterparts, type, source, name."""
    matter = work.session.get(Matter, matter_id)
    if matter is None:
        raise NotFoundError("没有找到这件事项。")
    parties = _people(work, matter)
    dispute_type = type_of(work, matter)
    return CaseProposal(
        matter_id=matter.id,
        name=proposed_name([party.entry for party in parties], dispute_type.partition("·")[0]),
        dispute_type=dispute_type,
        source=_SOURCES.get(Channel(matter.channel), CaseSource.APPLICATION),
        parties=parties,
    )


def proposed_name(parties: list[PartyEntry], what: str) -> str:
    """Return 卷名 `甲与乙邻里纠纷`; 等 where a side has several."""
    sides = []
    for side in (PartySide.APPLICANT, PartySide.RESPONDENT):
        names = [party.who.name for party in parties if party.side is side and party.who.name]
        if names:
            sides.append(names[0] + ("等" if len(names) > 1 else ""))
    kind = "" if what == "其他" else what
    return ("与".join(sides) + (kind if kind.endswith(("纠纷", "争议")) else f"{kind}纠纷"))[:NAME_LIMIT]


@requires(Permission.CASE_READ)
def case_by_number(work: Work, *, number: str) -> int:
    """Return the id of the case with this 卷号, typed with any brackets; NotFoundError when there is none."""
    try:
        wanted = number_as_kept(number)
    except OfficeError as fault:
        raise NotFoundError("没有找到这个卷号的案件。") from fault
    found = work.session.scalar(select(MediationCase.id).where(MediationCase.number == wanted))
    if found is None:
        raise NotFoundError("没有找到这个卷号的案件。")
    return found


def _people(work: Work, matter: Matter) -> tuple[ProposedParty, ...]:
    """Return the claimant (or who came) as applicant, the counterparts as respondents."""
    statement = (
        select(VisitPerson)
        .join(Visit, Visit.id == VisitPerson.visit_id)
        .where(Visit.matter_id == matter.id)
        .order_by(Visit.happened_at, VisitPerson.position)
    )
    rows = work.session.scalars(statement).all()
    own = [row for row in rows if row.role == VisitRole.CLAIMANT] or [
        row for row in rows if row.role == VisitRole.VISITOR
    ]
    others = [row for row in rows if row.role == VisitRole.COUNTERPART]
    seen: set[tuple[int | None, int | None]] = set()
    proposed = []
    for side, people in ((PartySide.APPLICANT, own), (PartySide.RESPONDENT, others)):
        for row in people:
            key = (row.person_id, row.organisation_id)
            if key not in seen:
                seen.add(key)
                proposed.append(_proposed(work, row, side))
    return tuple(proposed)


def _proposed(work: Work, row: VisitPerson, side: PartySide) -> ProposedParty:
    """Return one of them with what the centre knows of him."""
    body = work.session.get(Organisation, row.organisation_id) if row.organisation_id else None
    if body is not None:
        organisation = OrganisationEntry(
            name=body.name,
            legal_representative=body.legal_representative,
            representative_post=body.representative_post,
            address=body.address,
            organisation_id=body.id,
        )
        return ProposedParty(PartyEntry(side=side, who=organisation), body.phone_mask, body.credit_code)
    person = work.session.get(Person, row.person_id) if row.person_id else None
    if person is None:
        return ProposedParty(PartyEntry(side=side, who=PersonEntry(name=row.name)), "", "")
    who = PersonEntry(
        name=person.name,
        sex=Sex(person.sex) if person.sex else None,
        born=person.born,
        ethnicity=person.ethnicity,
        occupation=person.occupation,
        address=person.address,
        village_id=person.village_id,
        person_id=person.id,
    )
    return ProposedParty(PartyEntry(side=side, who=who), person.phone_mask, person.identity_mask)
