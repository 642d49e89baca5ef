"""Mediation cases: the list, and one case with everything that its page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from desktop.dossier.checking import lint_errors, rules_of
from desktop.errors import NotFoundError
from desktop.mediation.naming import told_apart
from desktop.mediation.opening import origin_of
from desktop.mediation.parties import last_consent, standing
from desktop.mediation.rows import BEFORE_AGREEMENT, PARTIES_CHANGE, matter_of, standing_agreements
from desktop.mediation.sittings import in_order
from desktop.permissions import requires
from desktop.queries.agreements import (
    AgreementView,
    ObligationView,
    agreement_view,
    earlier_agreements,
    papers_of,
)
from desktop.queries.case_acts import CLOSABLE, acts_of
from desktop.queries.case_course import step_lines
from desktop.queries.case_facts import case_facts, court_view
from desktop.queries.case_views import CaseView, MediatorLine, Missing, party_views, session_view
from desktop.queries.codes import StaffChoice
from desktop.work import Work
from models.agreement import Agreement
from models.centre import Committee, Unit
from models.mediation import CaseMediator, MediationCase, MediationSession, Party
from models.staff import Staff
from models.values.case_states import CASE_LABELS, CaseState, legal_case_moves
from models.values.choices import (
    CaseSource,
    SignerRole,
    label,
)
from models.values.permissions import Permission
from models.values.termination import (
    REMEDY_LABELS,
    TERMINATION_LABELS,
    TerminationGround,
    kept_remedies,
)

PAGE = 50
_WITH_CHILDREN = (
    selectinload(MediationCase.mediators),
    selectinload(MediationCase.parties).options(selectinload(Party.consents), selectinload(Party.tellings)),
    selectinload(MediationCase.sessions).options(
        selectinload(MediationSession.attendances), selectinload(MediationSession.mediators)
    ),
)
"""So that a case of 23 parties costs as many statements as one of two."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in the list."""

    case_id: int
    matter_id: int
    number: str
    name: str
    parties: str
    presiding: str
    dispute_type: str
    source_words: str
    state: CaseState
    state_words: str
    accepted_on: date
    due_on: date | None
    days_left: int | None
    """Days of the calendar until the mediation is due, negative when late; None once there is an agreement."""
    late: bool
    effective_on: date | None
    closed_on: date | None
    late_entry: bool


@requires(Permission.CASE_READ)
def case_list(
    work: Work,
    *,
    before: int | None = None,
    limit: int = PAGE,
    state: CaseState | None = None,
    mine: bool = False,
) -> tuple[CaseRow, ...]:
    """Return a page of the cases, the newest first; `before` is the last case id of the page before.

    `mine` leaves those that the account's own person mediates and that are not closed yet.
    """
    statement = select(MediationCase).order_by(MediationCase.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(MediationCase.id < before)
    cases = work.session.scalars(statement.where(*_listed(work, state, mine=mine))).all()
    ids = [case.id for case in cases]
    parties: dict[int, list[str]] = {}
    named = select(Party.case_id, Party.name).where(Party.case_id.in_(ids)).order_by(Party.position)
    for case_id, name in work.session.execute(named):
        parties.setdefault(case_id, []).append(name)
    presiding = select(CaseMediator.case_id, CaseMediator.name).where(
        CaseMediator.case_id.in_(ids), CaseMediator.presiding
    )
    heads = {row.case_id: row.name for row in work.session.execute(presiding)}
    return tuple(
        _row(work, case, "、".join(parties.get(case.id, ())), heads.get(case.id, "")) for case in cases
    )


@requires(Permission.CASE_READ)
def listed_case_ids(work: Work, *, state: CaseState | None = None, mine: bool = False) -> tuple[int, ...]:
    """Return every case that `case_list` would list page by page, the newest first."""
    statement = select(MediationCase.id).order_by(MediationCase.id.desc())
    return tuple(work.session.scalars(statement.where(*_listed(work, state, mine=mine))))


def _listed(work: Work, state: CaseState | None, *, mine: bool) -> list[ColumnElement[bool]]:
    """Return the conditions of a shelf of the list."""
    conditions: list[ColumnElement[bool]] = []
    if state is not None:
        conditions.append(MediationCase.state == state)
    if mine:
        conditions.append(in_own_hands(work))
    return conditions


def in_own_hands(work: Work) -> ColumnElement[bool]:
    """Return the condition of the cases that the account's own person mediates and that are not closed yet."""
    own = select(CaseMediator.case_id).where(CaseMediator.staff_id == work.who.staff_id)
    return MediationCase.state.not_in((CaseState.CLOSED, CaseState.ARCHIVED)) & MediationCase.id.in_(own)


@requires(Permission.CASE_READ)
def case_view(work: Work, *, case_id: int) -> CaseView:
    """Return one case, or say that there is none that this account may see."""
    case = work.session.get(MediationCase, case_id, options=_WITH_CHILDREN)
    if case is None:
        raise NotFoundError("没有找到这件调解案件。")
    matter = matter_of(work, case)
    committee = work.session.get_one(Committee, case.committee_id)
    names = told_apart(case.parties)
    state = CaseState(case.state)
    agreement = agreement_view(work, case, names)
    earlier = earlier_agreements(work, case, names)
    ground = case.termination_ground
    return CaseView(
        case_id=case.id,
        version=case.version,
        matter_id=matter.id,
        matter_code=matter.code,
        matter_version=matter.version,
        number=case.number_shown,
        number_by_hand=case.number_by_hand,
        name=case.name,
        dispute_type=case.dispute_type,
        summary=case.brief or matter.story,
        source=CaseSource(case.source),
        source_words=label(CaseSource(case.source)),
        committee_id=committee.id,
        committee_name=committee.name,
        state=state,
        state_words=CASE_LABELS[state],
        accepted_on=case.accepted_on,
        due_on=case.due_on,
        days_left=_days_left(work, case),
        late=(_days_left(work, case) or 0) < 0,
        reached_on=case.reached_on,
        effective_on=case.effective_on,
        closed_on=case.closed_on,
        terminated_on=case.terminated_on,
        transferred_on=case.transferred_on,
        transferred_to=case.transferred_to,
        origin=origin_of(case),
        termination_words=TERMINATION_LABELS[TerminationGround(ground)] if ground else "",
        remedies_words="、".join(REMEDY_LABELS[remedy] for remedy in kept_remedies(case.remedies_told)),
        late_entry=case.late_entry,
        mediators=tuple(MediatorLine(row.staff_id, row.name, row.presiding) for row in case.mediators),
        parties=party_views(work, case, names),
        sessions=tuple(
            session_view(session, place, names) for place, session in enumerate(in_order(case), 1)
        ),
        agreement=agreement,
        papers=papers_of(work, agreement.agreement_id if agreement else None),
        steps=step_lines(work, case, names),
        facts=case_facts(work, case, names),
        court=court_view(work, case, _in_effect(work, case)),
        earlier=earlier,
        followed=_followed((*earlier, agreement)),
        missing=_missing(work, case, names, agreement),
        moves=tuple(to for to in CaseState if to in legal_case_moves(state)),
        acts=acts_of(work, state, agreement),
        rules=rules_of(work),
    )


def _in_effect(work: Work, case: MediationCase) -> Agreement | None:
    """Return the agreement that holds now: the newest in effect."""
    return next(reversed(standing_agreements(work, case)), None)


def _followed(agreements: Iterable[AgreementView | None]) -> tuple[ObligationView, ...]:
    """Return what is owed under every agreement that stands."""
    return tuple(
        row
        for written in agreements
        if written is not None and written.effective_on is not None and written.superseded_on is None
        for row in written.obligations
    )


@requires(Permission.CASE_READ)
def mediators(work: Work) -> tuple[StaffChoice, ...]:
    """Return the people's mediators, those of the account's own unit first."""
    rows = work.session.execute(
        select(Staff, Unit.name)
        .join(Unit, Unit.id == Staff.unit_id)
        .where(Staff.active, Staff.mediator)
        .order_by(Staff.id)
    ).all()
    choices = (StaffChoice(staff.id, staff.name, staff.unit_id, unit) for staff, unit in rows)
    return tuple(sorted(choices, key=lambda choice: (choice.unit_id != work.who.unit_id, choice.staff_id)))


def _days_left(work: Work, case: MediationCase) -> int | None:
    """Return the days until the mediation is due; None once an agreement was reached or the mediation ended."""
    if case.due_on is None or case.state not in PARTIES_CHANGE:
        return None
    return (case.due_on - work.today).days


def _row(work: Work, case: MediationCase, parties: str, presiding: str) -> CaseRow:
    """Return one case as the list shows it."""
    left = _days_left(work, case)
    return CaseRow(
        case_id=case.id,
        matter_id=case.matter_id,
        number=case.number_shown,
        name=case.name,
        parties=parties,
        presiding=presiding,
        dispute_type=case.dispute_type,
        source_words=label(CaseSource(case.source)),
        state=CaseState(case.state),
        state_words=CASE_LABELS[CaseState(case.state)],
        accepted_on=case.accepted_on,
        due_on=case.due_on,
        days_left=left,
        late=left is not None and left < 0,
        effective_on=case.effective_on,
        closed_on=case.closed_on,
        late_entry=case.late_entry,
    )


def _missing(
    work: Work, case: MediationCase, names: Mapping[int, str], agreement: AgreementView | None
) -> tuple[Missing, ...]:
    """Return what the next step still wants."""
    found: list[Missing] = []
    if case.state in BEFORE_AGREEMENT:
        there = standing(case.parties)
        if len(there) < 2:
            found.append(Missing("parties", _too_few(case)))
        for party in there:
            said = last_consent(party)
            if said is None:
                found.append(Missing(f"parties.{party.id}.consent", f"{names[party.id]}的调解意愿还没有记。"))
            elif not said.agreed:
                found.append(Missing(f"parties.{party.id}.consent", f"{names[party.id]}拒绝调解。"))
            if not party.tellings:
                found.append(
                    Missing(f"parties.{party.id}.telling", f"还没有记向{names[party.id]}告知权利义务。")
                )
        if case.state == CaseState.ACCEPTED:
            found.append(Missing("sessions", "还没有调解记录。"))
        elif agreement is None:
            found.append(Missing("agreement", "还没有起草协议。"))
    elif case.state == CaseState.AWAITING_SIGNATURE and agreement is not None:
        found += [Missing("signatures", _waiting(role)) for role in agreement.waiting_for]
    elif case.state in CLOSABLE:
        found += [Missing(field, sentence) for field, sentence in lint_errors(work, case)]
    return tuple(found)


def _too_few(case: MediationCase) -> str:
    """Return what to do while fewer than two parties are left."""
    if len(case.parties) < 2:
        return "至少要有两方当事人。"
    return "有当事人退出，至少要有两方：请加承继人，没有承继人的终止调解（T9）。"


def _waiting(role: SignerRole) -> str:
    """Return who is still to sign, in words."""
    if role is SignerRole.PARTY:
        return "还有当事人没有签名。"
    return "还没有人民调解员签名。" if role is SignerRole.MEDIATOR else "还没有加盖人民调解委员会印章。"
