"""Finding the rows of a case for an act, and the one guard of its state."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import attributes, selectinload

from desktop.errors import NotFoundError, OfficeError
from desktop.work import Work
from models.agreement import Agreement, Obligation, Paper
from models.base import Seen, Versioned
from models.case_life import CaseStep
from models.dossier import SignedOriginal
from models.matter import Matter
from models.mediation import MediationCase, MediationSession, Party
from models.values.case_states import CASE_LABELS, CASE_MOVES, CaseState, legal_case_moves

BEFORE_AGREEMENT = frozenset({CaseState.ACCEPTED, CaseState.MEDIATING})
"""Parties, sessions and the draft may change until the agreement is printed for signing."""
BEFORE_EFFECT = BEFORE_AGREEMENT | {CaseState.AWAITING_SIGNATURE}
PARTIES_CHANGE = BEFORE_AGREEMENT | {CaseState.PAUSED}
"""Parties come and go also while a mediation stands still, waiting for heirs."""
UNDECIDED = BEFORE_EFFECT | {CaseState.PAUSED}
"""Neither agreed nor ended: it may still be terminated or handed over."""
AGREEMENT_PAPERS = ("agreement", "oral_agreement")
"""Papers whose subject is an agreement."""


def locked_case(work: Work, case_id: int) -> MediationCase:
    """Return a case that this account may see, held for this transaction: acts on one case wait for each other."""
    statement = select(MediationCase).where(MediationCase.id == case_id).with_for_update()
    case = work.session.scalars(statement).first()
    if case is None:
        raise NotFoundError("没有找到这件调解案件。")
    return case


def matter_of(work: Work, case: MediationCase) -> Matter:
    """Return the matter that a case mediates."""
    return work.session.get_one(Matter, case.matter_id)


def party_and_case(work: Work, party_id: int) -> tuple[Party, MediationCase]:
    """Return a party that this account may see, and its case, held."""
    party = work.session.get(Party, party_id)
    if party is None:
        raise NotFoundError("没有找到这位当事人。")
    return party, locked_case(work, party.case_id)


def session_and_case(work: Work, session_id: int) -> tuple[MediationSession, MediationCase]:
    """Return a session that this account may see, and its case, held."""
    session = work.session.get(MediationSession, session_id)
    if session is None:
        raise NotFoundError("没有找到这次调解记录。")
    return session, locked_case(work, session.case_id)


def steps_of(work: Work, case: MediationCase) -> list[CaseStep]:
    """Return the steps of a case in the order in which they happened."""
    statement = (
        select(CaseStep).where(CaseStep.case_id == case.id).order_by(CaseStep.happened_on, CaseStep.id)
    )
    return list(work.session.scalars(statement))


def agreement_of(work: Work, case: MediationCase) -> Agreement | None:
    """Return the newest agreement of a case, drafted or signed; None before the first draft."""
    return work.session.scalars(_agreements(case).order_by(Agreement.position.desc()).limit(1)).first()


def agreements_of(work: Work, case: MediationCase) -> list[Agreement]:
    """Return every agreement of a case, the first one first."""
    return list(work.session.scalars(_agreements(case).order_by(Agreement.position)))


def unused_number(work: Work) -> int | None:
    """Return the row number for a new agreement; None where the database gives one that was never given.

    SQLite gives the number of a deleted draft again, and the papers printed of that draft bear it for good: the
    next agreement, of whatever case, would take them for its own.
    """
    if work.session.get_bind().dialect.name != "sqlite":
        return None
    row = select(func.max(Agreement.id))
    paper = select(func.max(Paper.subject_id)).where(Paper.kind.in_(AGREEMENT_PAPERS))
    signed = select(func.max(SignedOriginal.subject_id)).where(
        SignedOriginal.paper_kind.in_(AGREEMENT_PAPERS)
    )
    everything = {"unnarrowed": True}
    return 1 + max(
        work.session.scalar(found, execution_options=everything) or 0 for found in (row, paper, signed)
    )


def standing_agreements(work: Work, case: MediationCase) -> list[Agreement]:
    """Return the agreements that are in effect and were not replaced: what is owed stands in them."""
    return [
        row for row in agreements_of(work, case) if row.effective_on is not None and row.superseded_on is None
    ]


def _agreements(case: MediationCase) -> Select[Agreement]:
    """Return the question for a case's agreements with all that belongs to them."""
    return (
        select(Agreement)
        .where(Agreement.case_id == case.id)
        .options(
            selectinload(Agreement.terms),
            selectinload(Agreement.signatures),
            selectinload(Agreement.obligations).options(
                selectinload(Obligation.people),
                selectinload(Obligation.performances),
                selectinload(Obligation.instalments),
            ),
        )
    )


def needed_agreement(work: Work, case: MediationCase) -> Agreement:
    """Return the agreement of a case, or say that there is none yet."""
    agreement = agreement_of(work, case)
    if agreement is None:
        raise OfficeError("这件案件还没有起草协议。")
    return agreement


def obligation_and_case(work: Work, obligation_id: int) -> tuple[Obligation, Agreement, MediationCase]:
    """Return an obligation that this account may see, its agreement, and its case, held."""
    obligation = work.session.get(Obligation, obligation_id)
    if obligation is None:
        raise NotFoundError("没有找到这项履行事项。")
    agreement = work.session.get_one(Agreement, obligation.agreement_id)
    return obligation, agreement, locked_case(work, agreement.case_id)


def move_case(case: MediationCase, to: CaseState) -> None:
    """Move a case, or refuse with where it stands and where it may go."""
    refuse_move(case, to)
    case.state = to


def refuse_move(case: MediationCase, to: CaseState) -> None:
    """Refuse a move that the machine does not know, with where the case stands and where it may go."""
    before = CaseState(case.state)
    if (before, to) not in CASE_MOVES:
        ways = "".join(f"“{CASE_LABELS[state]}”" for state in CaseState if state in legal_case_moves(before))
        raise OfficeError(
            f"案件现在是“{CASE_LABELS[before]}”，不能改为“{CASE_LABELS[to]}”。",
            todo=f"下一步可以是{ways}。" if ways else "已归档的案件不再变动。",
        )


def allow_in(case: MediationCase, states: Collection[CaseState], doing: str) -> None:
    """Refuse an act that does not belong to the case's state; `doing` names it, such as `添加当事人`."""
    state = CaseState(case.state)
    if state in states:
        return
    todo = None
    if state is CaseState.AWAITING_SIGNATURE and CaseState.MEDIATING in states:
        todo = "需要修改的，请先撤回待签的协议。"
    raise OfficeError(f"案件现在是“{CASE_LABELS[state]}”，不能{doing}。", todo=todo)


def touch(row: Versioned) -> None:
    """Raise a row's version with the next flush although only rows below it changed."""
    assert isinstance(row, Seen)
    attributes.flag_modified(row, "seen")
