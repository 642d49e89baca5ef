"""How a case begins: who may take it, its number, its mediators, its term."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from desktop.clock import day_of
from desktop.database.once import next_number, raise_counter
from desktop.deadlines.rules import Deadline, due, earlier_wins
from desktop.entries.mediation import CaseEntry
from desktop.errors import OfficeError
from desktop.limits import kept_reasoning, rule_of, work_calendar
from desktop.mediation.checking import Refusals, moment_of
from desktop.moves import move_assignment, move_matter
from desktop.work import Work
from models.centre import Category, Committee
from models.matter import Assignment, ExternalNumber, Matter
from models.mediation import CaseMediator, MediationCase
from models.staff import Staff
from models.values.case_number import case_number, parse_case_number
from models.values.case_states import CaseState
from models.values.choices import AssignmentRole, CaseSource
from models.values.matter_states import (
    MATTER_LABELS,
    OPEN_ASSIGNMENT_STATES,
    AssignmentState,
    MatterState,
)
from models.values.permissions import Permission
from models.values.text import tidy

NAME_LIMIT = 120
TYPE_LIMIT = 40


def share_of_committee(work: Work, matter: Matter) -> tuple[Committee, Assignment]:
    """Return the mediation committee that the matter was given to, with its share.

    A mediator takes the cases of his own unit; somebody who may record for others also theirs.
    """
    open_shares = [share for share in matter.assignments if share.state in OPEN_ASSIGNMENT_STATES]
    by_unit = {share.unit_id: share for share in open_shares}
    statement = (
        select(Committee).where(Committee.unit_id.in_(by_unit), Committee.active).order_by(Committee.id)
    )
    committees = work.session.scalars(statement).all()
    for committee in committees:
        if committee.unit_id == work.who.unit_id or work.who.may(Permission.ASSIGNMENT_RECORD_FOR):
            return committee, by_unit[committee.unit_id]
    if committees:
        raise OfficeError(f"这件事项分流给了{committees[0].name}，请由该委员会的调解员受理。")
    raise OfficeError(
        f"这件事项现在是“{MATTER_LABELS[MatterState(matter.state)]}”，还没有分流给人民调解委员会，不能立案。",
        todo="请调度员先把它分流给人民调解委员会。",
    )


def own_committee(work: Work) -> Committee:
    """Return the committee for which a case is entered late: the account's unit's, else the only one."""
    committees = work.session.scalars(select(Committee).where(Committee.active).order_by(Committee.id)).all()
    own = [committee for committee in committees if committee.unit_id == work.who.unit_id]
    if own:
        return own[0]
    if len(committees) == 1 and work.who.may(Permission.ASSIGNMENT_RECORD_FOR):
        return committees[0]
    raise OfficeError("您的单位没有人民调解委员会，不能立调解案件。")


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
    work: Work, matter: Matter, committee: Committee, entry: CaseEntry, *, late: bool = False
) -> MediationCase:
    """Check the acceptance and write the case with its number and mediators; state 已受理.

    The number is taken in the year of acceptance (发生时间), or by hand: then it must be free, and the counter
    moves past it. Raises FormError with every refusal at its field.
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
    by_hand = _number_by_hand(work, committee, entry, refusals)
    there = select(MediationCase.id).where(MediationCase.matter_id == matter.id)
    if work.session.scalar(there, execution_options={"unnarrowed": True}) is not None:
        refusals.add("matter_id", "这件事项已经立过调解案件。")
    refusals.raise_any()
    kind = dispute_type or type_of(work, matter)
    deadline = term_of_case(work, matter, entry.source, kind, entry.accepted_on)
    year = entry.accepted_on.year
    serial = _take_number(work, committee, year, by_hand)
    case = MediationCase(
        matter_id=matter.id,
        committee_id=committee.id,
        number=case_number(committee.short_name, year, serial),
        number_year=year,
        number_serial=serial,
        number_by_hand=by_hand is not None,
        name=name,
        dispute_type=kind,
        source=entry.source,
        state=CaseState.ACCEPTED,
        accepted_on=entry.accepted_on,
        due_on=day_of(deadline.due_at) if deadline else None,
        late_entry=late,
        seen=matter.seen,
    )
    case.mediators = [
        CaseMediator(
            staff_id=staff.id, name=staff.name, presiding=staff.id == entry.presiding_id, seen=matter.seen
        )
        for staff in mediators
    ]
    work.session.add(case)
    if deadline:
        matter.due_at = deadline.due_at
        matter.due_days = kept_reasoning(deadline)
        matter.due_provisional = deadline.provisional
    work.session.flush()
    return case


def _take_number(work: Work, committee: Committee, year: int, by_hand: int | None) -> int:
    """Return the next number of the series, or the one given by hand, past which the counter moves."""
    series = f"case:{committee.id}:{year}"
    if by_hand is None:
        return next_number(work.session, series)
    raise_counter(work.session, series, by_hand)
    return by_hand


def edit_case_entry(work: Work, case: MediationCase, entry: CaseEntry) -> None:
    """Change name, type, source and mediators of a case; number and day of acceptance stay."""
    refusals = Refusals()
    name = refusals.text("name", entry.name, limit=NAME_LIMIT, missing="请填写卷名，如“甲与乙邻里纠纷”。")
    dispute_type = refusals.text("dispute_type", entry.dispute_type, limit=TYPE_LIMIT)
    mediators = _mediators(work, entry, refusals, late=case.late_entry)
    refusals.raise_any()
    case.name, case.dispute_type, case.source = name, dispute_type, entry.source
    kept = {row.staff_id: row for row in case.mediators}
    for row in list(case.mediators):
        if row.staff_id not in entry.mediator_ids:
            case.mediators.remove(row)
            work.session.delete(row)
    for staff in mediators:
        row = kept.get(staff.id) or CaseMediator(staff_id=staff.id, name=staff.name, seen=case.seen)
        row.presiding = staff.id == entry.presiding_id
        if staff.id not in kept:
            case.mediators.append(row)


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


def term_of_case(
    work: Work, matter: Matter, source: CaseSource, dispute_type: str, accepted_on: date
) -> Deadline | None:
    """Return when the mediation is due, by the scheme of its kind; a sender's earlier date wins.

    By default 30 days from acceptance (若干规定 33); medical 30 working days (医疗纠纷预防和处理条例 38); labour
    15 days (劳动争议调解仲裁法 14); by a court 30 days 委派 and 15 days 委托 (特邀调解规定 27).
    """
    scheme, step = "mediation", "mediate"
    if source is CaseSource.COURT_DELEGATED:
        scheme, step = "mediation_court", "delegated"
    elif source is CaseSource.COURT_ENTRUSTED:
        scheme, step = "mediation_court", "entrusted_ordinary"
    elif "医疗" in dispute_type:
        scheme = "mediation_medical"
    elif "劳动" in dispute_type:
        scheme = "mediation_labour"
    rule = rule_of(work, step, scheme=scheme)
    if rule is None:
        return None
    deadline = due(rule, moment_of(work, accepted_on), work_calendar(work))
    sender_dues = select(ExternalNumber.due_at).where(
        ExternalNumber.matter_id == matter.id, ExternalNumber.due_at.is_not(None)
    )
    for sender_due in work.session.scalars(sender_dues):
        deadline = earlier_wins(deadline, sender_due)
    return deadline


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


def _number_by_hand(work: Work, committee: Committee, entry: CaseEntry, refusals: Refusals) -> int | None:
    """Return the serial of a number given by hand, or None where the next one is to be taken."""
    if not tidy(entry.number_by_hand, limit=10**6):
        return None
    try:
        year, serial = parse_case_number(entry.number_by_hand, short_name=committee.short_name)
    except ValueError as fault:
        refusals.add("number_by_hand", str(fault))
        return None
    if year != entry.accepted_on.year:
        refusals.add(
            "number_by_hand", f"卷号的年份是{year}年，受理日期在{entry.accepted_on.year}年，请核对。"
        )
        return None
    taken = select(MediationCase.id).where(
        MediationCase.committee_id == committee.id,
        MediationCase.number_year == year,
        MediationCase.number_serial == serial,
    )
    if work.session.scalar(taken, execution_options={"unnarrowed": True}) is not None:
        number = case_number(committee.short_name, year, serial)
        refusals.add("number_by_hand", f"卷号{number}已经用过，请核对纸上的号码。")
        return None
    return serial
