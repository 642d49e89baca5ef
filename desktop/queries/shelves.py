"""Which matters stand on which shelf, so that every list and every count reads an index, however many there are.

Open matters are found by the index of what has not ended; what has ended, and everything, by id from the newest
down. Somebody who sees only what his unit was given is led by the unit's shares instead: among 100,000 matters
his own few are found without looking at the others. The visibility rule is added to each statement as always.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, false, or_, select, union_all
from sqlalchemy.orm import aliased

from desktop.clock import CENTRE_ZONE
from desktop.visibility import ROLE_BITS, UNIT_ROLES
from desktop.work import Work
from models.agreement import Agreement, Signature
from models.matter import Assignment, ContactAttempt, Extension, Matter
from models.mediation import MediationCase
from models.values.case_states import CaseState
from models.values.choices import RiskLevel, SignatureState
from models.values.extensions import ExtensionState
from models.values.matter_states import (
    CLOCK_STOPPED,
    OPEN_ASSIGNMENT_STATES,
    AssignmentState,
    MatterState,
)

Span = tuple[int | None, int | None]
"""The first and the last of some ids, both included; None for an open end."""
EVERY: Span = (None, None)
COUNTED_AT_MOST = 1000
"""Shelves that grow for ever are counted so far; what is shown then is 999+."""
NEAR_TERM = timedelta(days=7)
"""A mediation that is due within so many days is near its term."""


class Shelf(StrEnum):
    """Which part of the matters a list shows."""

    OPEN = "open"
    TO_DISPATCH = "to_dispatch"
    MINE = "mine"
    WAITING = "waiting"
    LATE = "late"
    UNFINISHED = "unfinished"
    TO_CLOSE = "to_close"
    ENDED = "ended"
    ALL = "all"
    RECEIVED = "received"
    UNACKNOWLEDGED = "unacknowledged"
    DUE_TODAY = "due_today"
    CALL_BACK = "call_back"
    EXTENSIONS = "extensions"
    RISK_REVIEW = "risk_review"
    TO_SIGN = "to_sign"
    NEAR_TERM = "near_term"
    TO_ARCHIVE = "to_archive"


SHELF_LABELS = {
    Shelf.OPEN: "在办",
    Shelf.TO_DISPATCH: "待分流",
    Shelf.MINE: "本单位",
    Shelf.WAITING: "待签收",
    Shelf.LATE: "超期",
    Shelf.UNFINISHED: "登记未完成",
    Shelf.TO_CLOSE: "待办结",
    Shelf.ENDED: "已结束",
    Shelf.ALL: "全部",
    Shelf.RECEIVED: "我首接的",
    Shelf.UNACKNOWLEDGED: "单位未签收",
    Shelf.DUE_TODAY: "今日到期",
    Shelf.CALL_BACK: "今天要联系",
    Shelf.EXTENSIONS: "待批延期",
    Shelf.RISK_REVIEW: "风险待复核",
    Shelf.TO_SIGN: "协议待补签",
    Shelf.NEAR_TERM: "调解快到期",
    Shelf.TO_ARCHIVE: "待归档",
}
OPEN_SHELVES = frozenset(
    {
        Shelf.OPEN,
        Shelf.TO_DISPATCH,
        Shelf.LATE,
        Shelf.UNFINISHED,
        Shelf.TO_CLOSE,
        Shelf.RECEIVED,
        Shelf.UNACKNOWLEDGED,
        Shelf.DUE_TODAY,
    }
)
"""Shelves that the columns of the index of open matters decide: all of them are counted in one reading of it."""


class Order(StrEnum):
    """In which order a list shows its matters: those that an index gives, and no other."""

    NEWEST = "newest"
    OLDEST = "oldest"
    DUE = "due"


ORDER_LABELS = {Order.NEWEST: "新登记在前", Order.OLDEST: "早登记在前", Order.DUE: "先到期在前"}
GROWING = frozenset({Shelf.ENDED, Shelf.ALL, Shelf.TO_ARCHIVE})
"""Shelves that grow for ever."""

DUE_SHELVES = frozenset(
    {
        Shelf.TO_DISPATCH,
        Shelf.MINE,
        Shelf.WAITING,
        Shelf.LATE,
        Shelf.UNFINISHED,
        Shelf.RECEIVED,
        Shelf.UNACKNOWLEDGED,
        Shelf.DUE_TODAY,
        Shelf.CALL_BACK,
    }
)
"""Shelves of what waits for a hand: few matters, each with its day."""


def orders_of(shelf: Shelf) -> tuple[Order, ...]:
    """Return the orders of a shelf: by due moment only where few matters stand, which are sorted in one go."""
    return (Order.NEWEST, Order.OLDEST) if shelf in GROWING else tuple(Order)


def first_order(shelf: Shelf) -> Order:
    """Return the order in which a shelf is shown at first: what is due first, where something must be done soon."""
    return Order.DUE if shelf in DUE_SHELVES else Order.NEWEST


def shelf_ids(
    work: Work,
    shelf: Shelf,
    *,
    before: int | None,
    limit: int | None,
    order: Order = Order.NEWEST,
    span: Span = EVERY,
) -> Select[int]:
    """Return the statement of the ids on a shelf in an order, after the row `before`, at most `limit`.

    `span` narrows it to ids from its first to its last, both included. ValueError for an order that the shelf
    does not have.
    """
    if order not in orders_of(shelf):
        raise ValueError(f"{shelf} has no order {order}")
    column: Any = Matter.id
    if shelf in GROWING and sees_own_shares_only(work):
        found, column = _of_own_shares(work, shelf), Assignment.matter_id
    elif shelf is Shelf.TO_ARCHIVE:
        return _to_archive(before, limit, order, span)
    else:
        found = select(Matter.id).where(on_shelf(work, shelf))
    found = found.where(*_within(column, span))
    if order is Order.DUE:
        return _by_due(work, found, before).limit(limit)
    return _by_id(found, column, before, order).limit(limit)


def _by_id(found: Select[int], column: Any, before: int | None, order: Order) -> Select[int]:
    """Order a statement by id, after the row `before`."""
    if order is Order.OLDEST:
        found = found if before is None else found.where(column > before)
        return found.order_by(column)
    found = found if before is None else found.where(column < before)
    return found.order_by(column.desc())


def _by_due(work: Work, found: Select[int], before: int | None) -> Select[int]:
    """Order a statement by the due moment of running clocks; matters without one come last.

    Where the row `before` stood is read although this account may see it no more: the list goes on behind it.
    """
    due = case((Matter.state.in_(CLOCK_STOPPED), None), else_=Matter.due_at)
    late = case((due.is_(None), 1), else_=0)
    if before is not None:
        place = select(late, due).where(Matter.id == before)
        row = work.session.execute(place, execution_options={"unnarrowed": True}).one_or_none()
        if row is None:
            found = found.where(false())
        elif row[0]:
            found = found.where(due.is_(None) & (Matter.id > before))
        else:
            found = found.where(or_(due.is_(None), due > row[1], (due == row[1]) & (Matter.id > before)))
    return found.order_by(late, due, Matter.id)


def _within(column: Any, span: Span) -> list[ColumnElement[bool]]:
    """Return the conditions of a span of ids."""
    first, last = span
    found = [] if first is None else [column >= first]
    return found if last is None else [*found, column <= last]


def sees_own_shares_only(work: Work) -> bool:
    """Tell whether the account sees nothing but what its unit was given."""
    return bool(work.who.roles & UNIT_ROLES) and not work.who.roles & ROLE_BITS.keys()


def on_shelf(work: Work, shelf: Shelf) -> ColumnElement[bool]:
    """Return the condition of a shelf."""
    still_open = Matter.ended_at.is_(None)
    simple = _simple_conditions(work)
    if shelf in simple:
        return still_open & simple[shelf]
    conditions: dict[Shelf, ColumnElement[bool]] = {
        Shelf.OPEN: still_open,
        Shelf.ENDED: Matter.ended_at.is_not(None),
        Shelf.ALL: Matter.id > 0,
        Shelf.MINE: still_open & Matter.id.in_(_own_shares(work, *OPEN_ASSIGNMENT_STATES)),
        Shelf.WAITING: still_open & Matter.id.in_(_own_shares(work, AssignmentState.PENDING)),
        Shelf.CALL_BACK: still_open & (Matter.state == MatterState.UNFINISHED) & ~_called_today(work),
        Shelf.EXTENSIONS: still_open
        & Matter.id.in_(select(Extension.matter_id).where(Extension.state == ExtensionState.ASKED)),
        Shelf.RISK_REVIEW: still_open
        & (Matter.risk != RiskLevel.NONE)
        & (Matter.risk_review_on <= work.today),
        Shelf.TO_SIGN: Matter.id.in_(_waiting_for_signatures()),
        Shelf.NEAR_TERM: still_open & Matter.id.in_(_near_term(work)),
        Shelf.TO_ARCHIVE: Matter.state.in_((MatterState.CLOSED, MatterState.TERMINATED))
        & Matter.merged_into_id.is_(None),
    }
    return conditions[shelf]


def open_conditions(work: Work) -> dict[Shelf, ColumnElement[bool]]:
    """Return what tells the shelves of `OPEN_SHELVES` apart among open matters."""
    return {Shelf.OPEN: Matter.id > 0, **_simple_conditions(work)}


def end_of_today(work: Work) -> datetime:
    """Return the moment at which the day at the centre ends, in UTC."""
    midnight = datetime.combine(work.today + timedelta(days=1), datetime.min.time(), CENTRE_ZONE)
    return midnight.astimezone(UTC)


def _simple_conditions(work: Work) -> dict[Shelf, ColumnElement[bool]]:
    """Return the conditions that the columns of the index of open matters decide."""
    running = Matter.state.not_in(CLOCK_STOPPED)
    before_hand_over = (
        MatterState.REGISTERED,
        MatterState.UNFINISHED,
        MatterState.ACCEPTED,
        MatterState.RETURNED,
        MatterState.DISPATCHED,
    )
    return {
        Shelf.TO_DISPATCH: Matter.state.in_((MatterState.ACCEPTED, MatterState.RETURNED)),
        Shelf.LATE: running & (Matter.due_at < work.now),
        Shelf.UNFINISHED: Matter.state == MatterState.UNFINISHED,
        Shelf.TO_CLOSE: Matter.state.in_(CLOCK_STOPPED),
        Shelf.RECEIVED: (Matter.first_receiver_id == work.who.staff_id) & Matter.state.in_(before_hand_over),
        Shelf.UNACKNOWLEDGED: Matter.state == MatterState.DISPATCHED,
        Shelf.DUE_TODAY: running & (Matter.due_at >= work.now) & (Matter.due_at < end_of_today(work)),
    }


def _own_shares(work: Work, *states: AssignmentState) -> Select[int]:
    """Return the matters of which the account's unit has a share in one of the states."""
    return select(Assignment.matter_id).where(
        Assignment.unit_id == work.who.unit_id, Assignment.state.in_(states)
    )


def _of_own_shares(work: Work, shelf: Shelf) -> Select[int]:
    """Return the matters that the account's unit was ever given, led by its shares."""
    found = (
        select(Assignment.matter_id)
        .distinct()
        .join(Matter, Matter.id == Assignment.matter_id)
        .where(Assignment.unit_id == work.who.unit_id)
    )
    return found.where(on_shelf(work, shelf))


def _called_today(work: Work) -> ColumnElement[bool]:
    """Return whether somebody tried to reach the visitor today."""
    morning = end_of_today(work) - timedelta(days=1)
    return exists().where(ContactAttempt.matter_id == Matter.id, ContactAttempt.happened_at >= morning)


def _waiting_for_signatures() -> Select[int]:
    """Return the matters of printed or reached agreements on which a signature is still to come (待补签)."""
    return (
        select(MediationCase.matter_id)
        .join(Agreement, Agreement.case_id == MediationCase.id)
        .join(Signature, Signature.agreement_id == Agreement.id)
        .where(
            Signature.state == SignatureState.PENDING,
            MediationCase.state.not_in((CaseState.TERMINATED, CaseState.ARCHIVED)),
        )
    )


def _near_term(work: Work) -> Select[int]:
    """Return the matters whose mediation has no agreement yet and is due within a week, or is late."""
    return select(MediationCase.matter_id).where(
        MediationCase.state.in_((CaseState.ACCEPTED, CaseState.MEDIATING)),
        MediationCase.due_on <= work.today + NEAR_TERM,
    )


def _to_archive(before: int | None, limit: int | None, order: Order, span: Span) -> Select[int]:
    """Return closed and terminated matters: each state in the order of its own index, then both together."""
    parts = []
    for state in (MatterState.CLOSED, MatterState.TERMINATED):
        one = aliased(Matter)
        part = select(one.id).where(one.state == state, one.merged_into_id.is_(None), *_within(one.id, span))
        parts.append(select(_by_id(part, one.id, before, order).limit(limit).subquery().c.id))
    both = union_all(*parts).subquery()
    return _by_id(select(both.c.id), both.c.id, None, order).limit(limit)
