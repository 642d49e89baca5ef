"""How a case begins: who may take it, its number, its mediators, its term."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from desktop.clock import day_of
from desktop.entries.mediation import CaseEntry, CaseOrigin
from desktop.errors import OfficeError
from desktop.mediation.checking import Refusals
from desktop.mediation.course import keep_session_mediators
from desktop.mediation.numbering import give_number, number_by_hand
from desktop.mediation.terms import ENTRUSTED_SUMMARY, put_term, step_of, term_of_case
from desktop.moves import move_assignment, move_matter
from desktop.work import Work
from models.centre import Category, Committee
from models.matter import Assignment, Matter
from models.mediation import CaseMediator, MediationCase
from models.staff import Staff
from models.values.case_number import NumberAt
from models.values.case_states import CaseState
from models.values.case_steps import TermBasis
from models.values.choices import ApplicationHow, AssignmentRole
from models.values.matter_states import (
    MATTER_LABELS,
    OPEN_ASSIGNMENT_STATES,
    AssignmentState,
    MatterState,
)
from models.values.permissions import Permission

NAME_LIMIT = 120
TYPE_LIMIT = 40
BRIEF_LIMIT = 5_000


def share_of_committee(
    work: Work, matter: Matter, committee_id: int | None = None
) -> tuple[Committee, Assignment]:
    """Return the mediation committee that the matter was given to, with its share.

    A mediator takes the cases of his own unit; somebody who may record for others also theirs. Of several
    committees of one unit the one that was chosen, else the first.
    """
    open_shares = [share for share in matter.assignments if share.state in OPEN_ASSIGNMENT_STATES]
    by_unit = {share.unit_id: share for share in open_shares}
    statement = (
        select(Committee).where(Committee.unit_id.in_(by_unit), Committee.active).order_by(Committee.id)
    )
    committees = work.session.scalars(statement).all()
    anybody = work.who.may(Permission.ASSIGNMENT_RECORD_FOR)
    own = [committee for committee in committees if anybody or committee.unit_id == work.who.unit_id]
    if own:
        chosen = _chosen(own, committee_id)
        return chosen, by_unit[chosen.unit_id]
    if committees:
        raise OfficeError(f"这件事项分流给了{committees[0].name}，请由该委员会的调解员受理。")
    raise OfficeError(
        f"这件事项现在是“{MATTER_LABELS[MatterState(matter.state)]}”，还没有分流给人民调解委员会，不能立案。",
        todo="请调度员先把它分流给人民调解委员会。",
    )


def own_committee(work: Work, committee_id: int | None = None) -> Committee:
    """Return the committee for which a case is entered late: one of the account's unit, else the only one."""
    own = own_committees(work)
    if not own:
        raise OfficeError("您的单位没有人民调解委员会，不能立调解案件。")
    return _chosen(own, committee_id)


def own_committees(work: Work) -> Sequence[Committee]:
    """Return the committees of the account's unit; who may record for others has the only one that there is."""
    committees = work.session.scalars(select(Committee).where(Committee.active).order_by(Committee.id)).all()
    own = [committee for committee in committees if committee.unit_id == work.who.unit_id]
    alone = len(committees) == 1 and work.who.may(Permission.ASSIGNMENT_RECORD_FOR)
    return committees if not own and alone else own


def _chosen(own: Sequence[Committee], committee_id: int | None) -> Committee:
    """Return the committee that was chosen, the first one where none was."""
    found = next((one for one in own if committee_id is None or one.id == committee_id), None)
    if found is None:
        raise OfficeError("请从本单位的调解委员会里选择。", field="committee_id")
    return found


def take_share(work: Work, matter: Matter, share: Assignment, when: datetime) -> None:
    """Acknowledge the committee's share on the way, when nobody has yet; the lead unit's is the matter's."""
    if share.state != AssignmentState.PENDING:
        return
    move_assignment(share, AssignmentState.ACKNOWLEDGED)
    share.acknowledged_at = when
    share.acknowledged_by = work.who.name
    if share.role == AssignmentRole.LEAD and matter.state == MatterState.DISPATCHED:
        move_matter(matter, MatterState.ACKNOWLEDGED)


def write_case(
    work: Work,
    matter: Matter,
    committee: Committee,
    entry: CaseEntry,
    *,
    late: bool = False,
    oral: bool = False,
    agreed_on: date | None = None,
) -> MediationCase:
    """Check the acceptance and write the case with its number and mediators; state 已受理.

    The number is taken in the year of acceptance (发生时间) where the committee gives it then, or by hand: then
    it must be free, and the counter moves past it. `oral` and `agreed_on` are what a late entry knows already of
    the agreement. Raises FormError with every refusal at its field.
    """
    refusals = Refusals()
    registered = day_of(matter.happened_at)
    refusals.day(
        "accepted_on",
        "受理日期",
        entry.accepted_on,
        today=work.today,
        after=registered,
        after_what="登记日期",
    )
    name = refusals.text("name", entry.name, limit=NAME_LIMIT, missing="请填写卷名，如“甲与乙邻里纠纷”。")
    dispute_type = refusals.text("dispute_type", entry.dispute_type, limit=TYPE_LIMIT)
    mediators = _mediators(work, entry, refusals, late=late)
    days = _days_of_number(committee, entry, agreed_on)
    by_hand = number_by_hand(work, committee, entry.number_by_hand, {day.year for day in days}, refusals)
    there = select(MediationCase.id).where(MediationCase.matter_id == matter.id)
    if work.session.scalar(there, execution_options={"unnarrowed": True}) is not None:
        refusals.add("matter_id", "这件事项已经立过调解案件。")
    origin = _check_origin(work, entry, refusals)
    refusals.raise_any()
    kind = dispute_type or type_of(work, matter)
    deadline = term_of_case(work, matter, entry, kind)
    case = MediationCase(
        matter_id=matter.id,
        committee_id=committee.id,
        name=name,
        dispute_type=kind,
        source=entry.source,
        state=CaseState.ACCEPTED,
        accepted_on=entry.accepted_on,
        late_entry=late,
        seen=matter.seen,
        **origin,
    )
    if by_hand is not None:
        day = next(day for day in days if day.year == by_hand[0].year)
        give_number(work, case, day, oral=oral, by_hand=by_hand)
    elif committee.number_at == NumberAt.ACCEPTANCE:
        give_number(work, case, entry.accepted_on, oral=oral)
    _set_mediators(case, mediators, entry.presiding_id)
    put_term(case, matter, deadline, step=step_of(entry, kind))
    work.session.add(case)
    work.session.flush()
    return case


def _days_of_number(committee: Committee, entry: CaseEntry, agreed_on: date | None) -> tuple[date, ...]:
    """Return the days on which a number written by hand may have been given, the likelier one first."""
    if committee.number_at == NumberAt.ACCEPTANCE or agreed_on is None:
        return (entry.accepted_on,)
    return agreed_on, entry.accepted_on


def _set_mediators(case: MediationCase, mediators: Sequence[Staff], presiding_id: int) -> None:
    """Give a new case its mediators."""
    case.mediators = [
        CaseMediator(staff_id=staff.id, name=staff.name, presiding=staff.id == presiding_id, seen=case.seen)
        for staff in mediators
    ]


def _check_origin(work: Work, entry: CaseEntry, refusals: Refusals) -> dict[str, Any]:
    """Return the columns of where a case comes from; note days that cannot be."""
    origin = entry.origin
    for field, what, day in (
        ("origin.applied_on", "申请日期", origin.applied_on),
        ("origin.sent_on", "移送日期", origin.sent_on),
        ("origin.papers_received_on", "签收材料的日期", origin.papers_received_on),
    ):
        if day is not None:
            refusals.day(field, what, day, today=work.today)
    if origin.applied_on is not None and origin.applied_on > entry.accepted_on:
        refusals.add("origin.applied_on", "申请日期不能晚于受理日期。")
    return {
        "applied_on": origin.applied_on,
        "applied_how": origin.applied_how or "",
        "brief": refusals.text("origin.brief", origin.brief, limit=BRIEF_LIMIT, multiline=True),
        "sender_unit": refusals.text("origin.sender_unit", origin.sender_unit, limit=60),
        "sender_person": refusals.text("origin.sender_person", origin.sender_person, limit=40),
        "sender_number": refusals.text("origin.sender_number", origin.sender_number, limit=60),
        "sent_on": origin.sent_on,
        "papers_received_on": origin.papers_received_on,
        "feedback_due_on": origin.feedback_due_on,
    }


def edit_case_entry(work: Work, case: MediationCase, entry: CaseEntry) -> None:
    """Change name, type, source, origin and mediators of a case; number, day of acceptance and term stay."""
    refusals = Refusals()
    name = refusals.text("name", entry.name, limit=NAME_LIMIT, missing="请填写卷名，如“甲与乙邻里纠纷”。")
    dispute_type = refusals.text("dispute_type", entry.dispute_type, limit=TYPE_LIMIT)
    mediators = _mediators(work, entry, refusals, late=case.late_entry)
    origin = _check_origin(work, entry, refusals)
    refusals.raise_any()
    for column, value in origin.items():
        setattr(case, column, value)
    case.name, case.dispute_type, case.source = name, dispute_type, entry.source
    kept = {row.staff_id: row for row in case.mediators}
    if case.sessions and any(staff_id not in entry.mediator_ids for staff_id in kept):
        keep_session_mediators(work, case)
    for row in list(case.mediators):
        if row.staff_id not in entry.mediator_ids:
            case.mediators.remove(row)
            work.session.delete(row)
    for staff in mediators:
        row = kept.get(staff.id) or CaseMediator(staff_id=staff.id, name=staff.name, seen=case.seen)
        row.presiding = staff.id == entry.presiding_id
        if staff.id not in kept:
            case.mediators.append(row)


def origin_of(case: MediationCase) -> CaseOrigin:
    """Return where a case came from, as its form shows it."""
    return CaseOrigin(
        applied_on=case.applied_on,
        applied_how=ApplicationHow(case.applied_how) if case.applied_how else None,
        brief=case.brief,
        sender_unit=case.sender_unit,
        sender_person=case.sender_person,
        sender_number=case.sender_number,
        sent_on=case.sent_on,
        papers_received_on=case.papers_received_on,
        feedback_due_on=case.feedback_due_on,
        term_basis=TermBasis.SUMMARY
        if (case.due_days or {}).get("step") == ENTRUSTED_SUMMARY
        else TermBasis.ORDINARY,
    )


def type_of(work: Work, matter: Matter) -> str:
    """Return the type of dispute as the matter's class says it: `邻里纠纷·用水排水通行通风采光`."""
    category = work.session.get(Category, matter.category_id) if matter.category_id else None
    if category is None:
        return ""
    parent = select(Category.name).where(
        Category.scheme == category.scheme, Category.code == category.parent_code
    )
    above = work.session.scalar(parent) if category.parent_code else None
    return (f"{above}·{category.name}" if above else category.name)[:TYPE_LIMIT]


def _mediators(work: Work, entry: CaseEntry, refusals: Refusals, *, late: bool) -> list[Staff]:
    """Return the mediators of an entry; late entries may name one who has left since."""
    ids = tuple(dict.fromkeys(entry.mediator_ids))
    if not ids:
        refusals.add("mediator_ids", "请选择人民调解员。")
        return []
    found = {row.id: row for row in work.session.scalars(select(Staff).where(Staff.id.in_(ids)))}
    mediators = [found[staff_id] for staff_id in ids if staff_id in found and found[staff_id].mediator]
    if len(mediators) < len(ids):
        refusals.add("mediator_ids", "所选的人里有不是人民调解员的，请重新选择。")
    elif not late and not all(staff.active for staff in mediators):
        refusals.add("mediator_ids", "所选的人民调解员里有已停用的，请重新选择。")
    if entry.presiding_id not in ids:
        refusals.add("presiding_id", "请从本案的人民调解员中选一位主持调解员。")
    return mediators
