"""Gathers who takes part in a case: its parties beside the register, its sittings and who held them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from desktop.clock import day_of
from desktop.dossier.lint.facts import PartyFacts, RecusedFacts, SessionFacts
from desktop.dossier.originals import THERE
from desktop.mediation.naming import told_apart
from desktop.mediation.parties import last_consent
from desktop.mediation.sittings import in_order
from desktop.work import Work
from models.case_life import CaseStep
from models.dossier import SignedOriginal
from models.mediation import CaseMediator, MediationCase, MediationSession
from models.person import Organisation, Person
from models.staff import Staff
from models.values.case_number import shown_number
from models.values.case_steps import ReplaceGround, StepKind
from models.values.choices import PartyKind, SessionResult, TellingHow
from models.values.identity_number import Sex
from models.values.party_notes import Capacity, acts_by_law

_LIMITED = frozenset({Capacity.LIMITED, Capacity.NONE})


def parties_of(
    work: Work, case: MediationCase, originals: Sequence[SignedOriginal]
) -> tuple[PartyFacts, ...]:
    """Return the parties beside what the register knows of them."""
    names = told_apart(case.parties)
    people = _by_id(work, Person, {party.person_id for party in case.parties})
    bodies = _by_id(work, Organisation, {party.organisation_id for party in case.parties})
    kept = {(row.paper_kind, row.subject_id) for row in originals if row.state in THERE}
    found = []
    for party in case.parties:
        known: Any = people.get(party.person_id) or bodies.get(party.organisation_id)
        said = last_consent(party)
        told = sorted(party.tellings, key=lambda row: (row.told_on, row.id))
        person = known if party.kind == PartyKind.PERSON else None
        found.append(
            PartyFacts(
                id=party.id,
                name=party.name,
                name_apart=names[party.id],
                organisation=party.kind == PartyKind.ORGANISATION,
                sex=party.sex,
                born=party.born,
                register_name=known.name if known is not None else "",
                register_sex=person.sex if person is not None else None,
                register_born=person.born if person is not None else None,
                number_sex=_sex_by_mask(person.identity_mask) if person is not None else None,
                phone=known is None or bool(known.phone_mask),
                address=bool(party.address or (known.address if known is not None else "")),
                refused=said is not None and not said.agreed,
                consented=said is not None and said.agreed,
                told_on=told[0].told_on if told else None,
                told_signed=any(row.how == TellingHow.SIGNED for row in told),
                identity="copy" if ("identity", party.id) in kept else party.identity_check,
                agent=party.agent_name,
                agent_legal=acts_by_law(party.agent_kind, party.agent_relation),
                agent_may_settle=party.agent_may_settle,
                agent_authorised=bool(party.agent_authority) or ("power_of_attorney", party.id) in kept,
                agent_until=party.agent_until,
                limited_by_paper=party.capacity in _LIMITED,
                own_work=party.capacity == Capacity.FULL,
                principal=party.principal,
                joined_on=party.joined_on,
                left_on=party.left_on,
            )
        )
    return tuple(found)


def _by_id(work: Work, table: Any, ids: Collection[int | None]) -> dict[int | None, Any]:
    """Return rows of the register by id."""
    wanted = {number for number in ids if number is not None}
    if not wanted:
        return {}
    return {row.id: row for row in work.session.scalars(select(table).where(table.id.in_(wanted)))}


def _sex_by_mask(mask: str) -> str | None:
    """Return the sex by the 17th of 18 characters, which the mask shows; None for other numbers."""
    if len(mask) != 18 or not mask[16].isdigit():
        return None
    return Sex.MALE if int(mask[16]) % 2 else Sex.FEMALE


def sessions_of(work: Work, case: MediationCase) -> tuple[SessionFacts, ...]:
    """Return the sittings in the order in which they were held."""
    usual = tuple(row.name for row in case.mediators)
    clashes = _clashes(work, case)
    return tuple(
        SessionFacts(
            id=row.id,
            ordinal=place,
            started_on=day_of(row.started_at),
            started_at=row.started_at,
            ended_at=row.ended_at,
            result=SessionResult(row.result),
            minutes=row.minutes,
            participants=row.participants,
            invitees_agreed=row.invitees_agreed,
            public=row.public,
            recorder=row.recorder,
            handwritten=row.handwritten,
            mediators=tuple(who.name for who in row.mediators) or usual,
            elsewhere=clashes.get(row.id, ""),
        )
        for place, row in enumerate(in_order(case), 1)
    )


def _clashes(work: Work, case: MediationCase) -> dict[int, str]:
    """Return the numbers of other cases where a mediator of this one sat at the same time, by session."""
    staff = [row.staff_id for row in case.mediators]
    closed = [row for row in case.sessions if row.ended_at is not None]
    if not staff or not closed:
        return {}
    other = (
        select(MediationSession.started_at, MediationSession.ended_at, MediationCase.number)
        .join(MediationCase, MediationCase.id == MediationSession.case_id)
        .join(CaseMediator, CaseMediator.case_id == MediationCase.id)
        .where(
            MediationCase.id != case.id,
            CaseMediator.staff_id.in_(staff),
            MediationSession.ended_at.is_not(None),
            MediationSession.started_at < max(row.ended_at for row in closed if row.ended_at),
            MediationSession.ended_at > min(row.started_at for row in closed),
        )
    )
    found: dict[int, str] = {}
    for start, end, number in work.session.execute(other):
        for row in closed:
            if row.ended_at and end and start < row.ended_at and end > row.started_at:
                found[row.id] = shown_number(number)
    return found


def recused_of(work: Work, steps: Sequence[CaseStep]) -> tuple[RecusedFacts, ...]:
    """Return the mediators who gave the case to another because a party asked for it or they had an interest.

    The program notes the request and the change as one act (若干规定 25: a party's request is enough), so that no
    request stands unanswered; what can go wrong is that the same person comes back.
    """
    gone = [
        step
        for step in steps
        if step.kind == StepKind.MEDIATOR_CHANGED
        and step.ground in {ReplaceGround.ASKED, ReplaceGround.OWN}
        and step.staff_id is not None
    ]
    if not gone:
        return ()
    ids = {step.staff_id for step in gone}
    names = dict(work.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids))).tuples().all())
    return tuple(
        RecusedFacts(names[step.staff_id], step.happened_on) for step in gone if step.staff_id in names
    )
