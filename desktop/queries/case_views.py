"""What the page of a mediation case shows, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select

from desktop.dossier.lint.rules import Rules
from desktop.entries.mediation import AttendanceEntry, CaseOrigin, PartyNotes
from desktop.mediation.parties import last_consent, notes_of
from desktop.mediation.sittings import attendances_of
from desktop.queries.agreements import AgreementView, ObligationView, PaperLine
from desktop.queries.case_course import StepLine
from desktop.queries.case_facts import CaseFacts, CourtView
from desktop.work import Work
from models.mediation import MediationCase, MediationSession, Party
from models.person import Organisation, Person
from models.values.case_states import CaseState
from models.values.case_steps import LEAVE_LABELS, LeaveGround
from models.values.choices import (
    CaseSource,
    ConsentHow,
    PartyKind,
    PartySide,
    SessionKind,
    SessionResult,
    TellingHow,
    label,
)
from models.values.identity_number import Sex


class CaseAct(StrEnum):
    """What may be done with a case where it stands; the screen enables its buttons by it."""

    EDIT_CASE = "edit_case"
    EDIT_PARTIES = "edit_parties"
    RECORD_CONSENT = "record_consent"
    ADD_SESSION = "add_session"
    DRAFT = "draft"
    ISSUE = "issue"
    REACH_ORAL = "reach_oral"
    RETRACT = "retract"
    SIGN = "sign"
    PERFORM = "perform"
    TERMINATE = "terminate"
    CLOSE = "close"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    CHANGE_MEDIATOR = "change_mediator"
    TRANSFER = "transfer"
    REPORT = "report"
    CLAIMS = "claims"
    FIND_OUT = "find_out"
    VISIT = "visit"
    COURT = "court"
    RENEW = "renew"
    KEEP_OLD = "keep_old"
    FEED_BACK = "feed_back"


@dataclass(frozen=True, slots=True)
class MediatorLine:
    """A mediator of a case."""

    staff_id: int
    name: str
    presiding: bool


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """What a party said about being mediated."""

    agreed: bool
    how_words: str
    given_on: date
    how: ConsentHow


@dataclass(frozen=True, slots=True)
class TellingLine:
    """How a party was told of its rights and duties."""

    how_words: str
    told_on: date
    present: str
    how: TellingHow


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """A party as the case's papers show it; numbers masked."""

    id: int
    version: int
    position: int
    kind: PartyKind
    side: str
    side_words: str
    name: str
    name_apart: str
    """With a mark in brackets where two parties bear one name."""
    person_id: int | None
    organisation_id: int | None
    sex: str | None
    sex_words: str
    ethnicity: str
    born: date | None
    occupation: str
    address: str
    phone_mask: str
    identity_mask: str
    """Of an organisation its credit code."""
    legal_representative: str
    representative_post: str
    agent_name: str
    agent_relation: str
    agent_may_settle: bool
    consents: tuple[ConsentLine, ...]
    tellings: tuple[TellingLine, ...]
    refused: bool
    consented: bool
    told: bool
    joined_on: date | None
    left_on: date | None
    notes: PartyNotes
    left_words: str
    """Why the party left; empty while it takes part."""


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """A party that was at a session."""

    party_id: int
    name: str
    by_agent: bool
    entry: AttendanceEntry
    """When it was there, and its signature of the minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """One sitting; `ordinal` counts by when they were held."""

    id: int
    version: int
    ordinal: int
    kind: SessionKind
    kind_words: str
    started_at: datetime
    ended_at: datetime | None
    place: str
    participants: str
    minutes: str
    result: SessionResult
    result_words: str
    public: bool
    recorder: str
    handwritten: bool
    interpreter: str
    invitees_agreed: bool
    attended: tuple[AttendanceLine, ...]
    mediators: tuple[str, ...]
    """Who mediated there, where others do now; empty: those of the case."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What the case still lacks for its next step, with the field that fills it."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """Everything that the page of a case shows."""

    case_id: int
    version: int
    matter_id: int
    matter_code: str
    matter_version: int
    number: str
    number_by_hand: bool
    name: str
    dispute_type: str
    summary: str
    """纠纷简要情况: as written for the case, else as the visitor told it."""
    source: CaseSource
    source_words: str
    committee_id: int
    committee_name: str
    state: CaseState
    state_words: str
    accepted_on: date
    due_on: date | None
    days_left: int | None
    late: bool
    reached_on: date | None
    effective_on: date | None
    closed_on: date | None
    terminated_on: date | None
    transferred_on: date | None
    transferred_to: str
    origin: CaseOrigin
    termination_words: str
    remedies_words: str
    late_entry: bool
    mediators: tuple[MediatorLine, ...]
    parties: tuple[PartyView, ...]
    sessions: tuple[SessionView, ...]
    agreement: AgreementView | None
    papers: tuple[PaperLine, ...]
    steps: tuple[StepLine, ...]
    facts: CaseFacts
    court: CourtView | None
    earlier: tuple[AgreementView, ...]
    """Agreements before the present one, which still stand or were replaced."""
    followed: tuple[ObligationView, ...]
    """What is owed under every agreement that stands, in the order of the agreements."""
    missing: tuple[Missing, ...]
    moves: tuple[CaseState, ...]
    acts: frozenset[CaseAct]
    rules: Rules
    """The checks as this centre has them, for what is asked while one types."""


def party_views(work: Work, case: MediationCase, names: Mapping[int, str]) -> tuple[PartyView, ...]:
    """Return the parties with the masks of their numbers."""
    session = work.session
    people = {party.person_id for party in case.parties if party.person_id}
    bodies = {party.organisation_id for party in case.parties if party.organisation_id}
    persons = {row.id: row for row in session.scalars(select(Person).where(Person.id.in_(people)))}
    organisations = {
        row.id: row for row in session.scalars(select(Organisation).where(Organisation.id.in_(bodies)))
    }
    views = []
    for party in case.parties:
        person = persons.get(party.person_id or 0)
        body = organisations.get(party.organisation_id or 0)
        if person is not None:
            masks = (person.phone_mask, person.identity_mask)
        else:
            masks = (body.phone_mask, body.credit_code) if body is not None else ("", "")
        views.append(_party(party, names[party.id], *masks))
    return tuple(views)


def _party(party: Party, name_apart: str, phone_mask: str, identity_mask: str) -> PartyView:
    """Return one party."""
    said = last_consent(party)
    return PartyView(
        id=party.id,
        version=party.version,
        position=party.position,
        kind=PartyKind(party.kind),
        side=party.side,
        side_words=label(PartySide(party.side)),
        name=party.name,
        name_apart=name_apart,
        person_id=party.person_id,
        organisation_id=party.organisation_id,
        sex=party.sex,
        sex_words=label(Sex(party.sex)) if party.sex else "",
        ethnicity=party.ethnicity,
        born=party.born,
        occupation=party.occupation,
        address=party.address,
        phone_mask=phone_mask,
        identity_mask=identity_mask,
        legal_representative=party.legal_representative,
        representative_post=party.representative_post,
        agent_name=party.agent_name,
        agent_relation=party.agent_relation,
        agent_may_settle=party.agent_may_settle,
        consents=tuple(
            ConsentLine(row.agreed, label(ConsentHow(row.how)), row.given_on, ConsentHow(row.how))
            for row in sorted(party.consents, key=lambda row: (row.given_on, row.id))
        ),
        tellings=tuple(
            TellingLine(label(TellingHow(row.how)), row.told_on, row.present, TellingHow(row.how))
            for row in party.tellings
        ),
        refused=said is not None and not said.agreed,
        consented=said is not None and said.agreed,
        told=bool(party.tellings),
        joined_on=party.joined_on,
        left_on=party.left_on,
        notes=notes_of(party),
        left_words=LEAVE_LABELS[LeaveGround(party.left_ground)] if party.left_ground else "",
    )


def session_view(session: MediationSession, ordinal: int, names: Mapping[int, str]) -> SessionView:
    """Return one sitting."""
    return SessionView(
        id=session.id,
        version=session.version,
        ordinal=ordinal,
        kind=SessionKind(session.kind),
        kind_words=label(SessionKind(session.kind)),
        started_at=session.started_at,
        ended_at=session.ended_at,
        place=session.place,
        participants=session.participants,
        minutes=session.minutes,
        result=SessionResult(session.result),
        result_words=label(SessionResult(session.result)),
        public=session.public,
        recorder=session.recorder,
        handwritten=session.handwritten,
        interpreter=session.interpreter,
        invitees_agreed=session.invitees_agreed,
        attended=tuple(
            AttendanceLine(row.party, names.get(row.party, ""), row.by_agent, row)
            for row in attendances_of(session)
        ),
        mediators=tuple(row.name for row in session.mediators),
    )
