"""Who sees which rows: one rule, applied to every query of a session.

Every matter carries bits: one per standing role that sees all matters of the centre, one per unit that it was
given to. Its child rows carry the same bits. A confidential matter (a report, say) drops the window's and the
archive's bits, and a unit that a report concerns never gets its own (信访工作条例 30: the accused must not
learn of it).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, event, select, type_coerce, update
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from desktop.search.sight import Sight
from desktop.who import NOBODY, Who
from models.agreement import (
    Agreement,
    AgreementTerm,
    Obligation,
    ObligationParty,
    Paper,
    PaperFile,
    Performance,
    Signature,
)
from models.attachment import Attachment
from models.base import Seen
from models.case_life import (
    CaseStep,
    Claim,
    Evidence,
    Inquiry,
    Instalment,
    JudicialConfirmation,
    MediationRefusal,
    ObligationStep,
    ReturnVisit,
    SessionMediator,
)
from models.centre import Unit
from models.dossier import Dossier, DossierCase, DossierNote, LintWaiver, SignedOriginal
from models.matter import (
    ActionNote,
    Assignment,
    ContactAttempt,
    Extension,
    ExternalNumber,
    Matter,
    Visit,
    VisitPerson,
)
from models.mediation import (
    CaseMediator,
    Consent,
    MediationCase,
    MediationSession,
    Party,
    RightsTelling,
    SessionAttendance,
)
from models.values.matter_states import AssignmentState
from models.values.permissions import Role

ROLE_BITS = {
    Role.RECEPTIONIST: 1 << 0,
    Role.DISPATCHER: 1 << 1,
    Role.DIRECTOR: 1 << 2,
    Role.ARCHIVIST: 1 << 3,
}
FIRST_UNIT_BIT = 8
LAST_UNIT_BIT = 62
UNIT_ROLES = frozenset({Role.CASE_OFFICER, Role.MEDIATOR})
EVERYTHING = -1
"""The mask of the program itself: founding, search index, upkeep."""

_OF_A_CASE = (
    CaseStep,
    Claim,
    Dossier,
    DossierCase,
    DossierNote,
    Evidence,
    Inquiry,
    JudicialConfirmation,
    LintWaiver,
    ReturnVisit,
    SignedOriginal,
)


def mask_of(who: Who) -> int:
    """Return the bits of which a row must have at least one to be seen by this account."""
    mask = 0
    for role in who.roles:
        mask |= ROLE_BITS.get(role, 0)
    if who.unit_bit is not None and who.roles & UNIT_ROLES:
        mask |= 1 << who.unit_bit
    return mask


def mask_for(who: Who) -> int:
    """Return the mask of a session: everything for the program itself, else that of the account."""
    return EVERYTHING if who is NOBODY else mask_of(who)


def sight_of(who: Who) -> Sight:
    """Return what a search may find for this account."""
    mask = mask_for(who)
    only_own = mask != 0 and not any(role in ROLE_BITS for role in who.roles)
    return Sight(
        mask=mask,
        units=(who.unit_id,) if only_own and who.unit_id is not None else (),
        sees_all=bool(mask & (ROLE_BITS[Role.DISPATCHER] | ROLE_BITS[Role.DIRECTOR])),
    )


def visible(row: type[Seen], mask: int) -> ColumnElement[bool]:
    """Return the condition under which rows of a table are seen with this mask, of up to 63 bits."""
    return row.seen.bitwise_and(type_coerce(mask, BigInteger)) != 0


def seen_bits(*, confidential: bool, unit_bits: Iterable[int | None], concerned_bit: int | None) -> int:
    """Return the bits of a matter from what decides them."""
    bits = ROLE_BITS[Role.DISPATCHER] | ROLE_BITS[Role.DIRECTOR]
    if not confidential:
        bits |= ROLE_BITS[Role.RECEPTIONIST] | ROLE_BITS[Role.ARCHIVIST]
    for bit in unit_bits:
        if bit is not None:
            bits |= 1 << bit
    if concerned_bit is not None:
        bits &= ~(1 << concerned_bit)
    return bits


@event.listens_for(Session, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    """Add the rule to every statement of a session that has a mask: reads, and changes of many rows at once."""
    mask = state.session.info.get("mask", EVERYTHING)
    if mask == EVERYTHING or state.is_insert or state.execution_options.get("unnarrowed"):
        return
    state.statement = state.statement.options(
        with_loader_criteria(
            Seen, lambda row: visible(row, mask), include_aliases=True, track_closure_variables=True
        )
    )


def spread(session: Session, matter: Matter) -> None:
    """Compute a matter's bits anew and copy them to all its rows.

    The copy is a bulk update on purpose: it touches nothing that two people could edit, and must not make an
    open form look changed. A matter that was merged into another is seen by whoever sees that one.
    """
    goes_on = session.get(Matter, matter.merged_into_id) if matter.merged_into_id else None
    shares = (goes_on or matter).assignments
    given = select(Unit.bit).where(
        Unit.id.in_([a.unit_id for a in shares if a.state != AssignmentState.WITHDRAWN])
    )
    concerned = session.scalar(select(Unit.bit).where(Unit.id == matter.concerned_unit_id))
    bits = seen_bits(
        confidential=matter.confidential,
        unit_bits=session.scalars(given).all(),
        concerned_bit=concerned,
    )
    if bits == matter.seen:
        return
    matter.seen = bits
    session.flush()
    for table, condition in _children(matter.id):
        session.execute(
            update(table).where(condition, table.seen != bits).values(seen=bits),
            execution_options={"synchronize_session": False, "unnarrowed": True},
        )
    merged = select(Matter).where(Matter.merged_into_id == matter.id)
    for other in session.scalars(merged, execution_options={"unnarrowed": True}).all():
        spread(session, other)


def _children(matter_id: int) -> list[tuple[Any, ColumnElement[bool]]]:
    """Return every table below a matter, with the condition that finds its rows."""
    case = select(MediationCase.id).where(MediationCase.matter_id == matter_id)
    party = select(Party.id).where(Party.case_id.in_(case))
    agreement = select(Agreement.id).where(Agreement.case_id.in_(case))
    obligation = select(Obligation.id).where(Obligation.agreement_id.in_(agreement))
    session = select(MediationSession.id).where(MediationSession.case_id.in_(case))
    paper = select(Paper.id).where(Paper.matter_id == matter_id)
    return [
        (Visit, Visit.matter_id == matter_id),
        (VisitPerson, VisitPerson.matter_id == matter_id),
        (ExternalNumber, ExternalNumber.matter_id == matter_id),
        (ContactAttempt, ContactAttempt.matter_id == matter_id),
        (Assignment, Assignment.matter_id == matter_id),
        (ActionNote, ActionNote.matter_id == matter_id),
        (Extension, Extension.matter_id == matter_id),
        (Attachment, Attachment.matter_id == matter_id),
        (MediationCase, MediationCase.matter_id == matter_id),
        (CaseMediator, CaseMediator.case_id.in_(case)),
        (Party, Party.case_id.in_(case)),
        (Consent, Consent.party_id.in_(party)),
        (RightsTelling, RightsTelling.party_id.in_(party)),
        (MediationSession, MediationSession.case_id.in_(case)),
        (SessionAttendance, SessionAttendance.session_id.in_(session)),
        (Agreement, Agreement.case_id.in_(case)),
        (AgreementTerm, AgreementTerm.agreement_id.in_(agreement)),
        (Obligation, Obligation.agreement_id.in_(agreement)),
        (ObligationParty, ObligationParty.obligation_id.in_(obligation)),
        (Performance, Performance.obligation_id.in_(obligation)),
        (Signature, Signature.agreement_id.in_(agreement)),
        (Instalment, Instalment.obligation_id.in_(obligation)),
        (ObligationStep, ObligationStep.obligation_id.in_(obligation)),
        (SessionMediator, SessionMediator.session_id.in_(session)),
        *((table, table.case_id.in_(case)) for table in _OF_A_CASE),
        (MediationRefusal, MediationRefusal.matter_id == matter_id),
        (Paper, Paper.matter_id == matter_id),
        (PaperFile, PaperFile.paper_id.in_(paper)),
    ]
