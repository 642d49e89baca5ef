"""The record of who did what, for the auditor: pages of events, newest first, and what each changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from desktop.errors import NotFoundError
from desktop.event_words import ChangeLine, change_lines, tag_words
from desktop.permissions import requires
from desktop.work import Work
from models.centre import Unit
from models.event import Event
from models.staff import Account, Staff
from models.values.dates import utc_of
from models.values.permissions import Permission

PAGE = 100


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as the list shows it."""

    seq: int
    occurred_at: datetime
    """发生时间."""
    recorded_at: datetime
    """录入时间."""
    account: str
    acting_person: str
    """Empty where it was the account's own person."""
    unit: str
    recorded_for: str
    """The unit on whose behalf it was entered (代录), else empty."""
    desk: str
    tag: str
    words: str


@dataclass(frozen=True, slots=True)
class EventAccount:
    """An account that the list can be narrowed to."""

    account_id: int
    name: str
    login: str


@requires(Permission.EVENT_READ)
def event_page(
    work: Work,
    *,
    before: int | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    account_id: int | None = None,
    limit: int = PAGE,
) -> tuple[EventRow, ...]:
    """Return events before a number, the newest first; the days are those of recording (录入), both included."""
    chosen = select(Event).order_by(Event.seq.desc()).limit(limit)
    if before is not None:
        chosen = chosen.where(Event.seq < before)
    if first_day is not None:
        chosen = chosen.where(Event.recorded_at >= utc_of(first_day, time(0)))
    if last_day is not None:
        chosen = chosen.where(Event.recorded_at < utc_of(last_day + timedelta(days=1), time(0)))
    if account_id is not None:
        chosen = chosen.where(Event.account_id == account_id)
    units = {unit.id: unit.name for unit in work.session.scalars(select(Unit))}
    return tuple(_row(event, units) for event in work.session.scalars(chosen))


@requires(Permission.EVENT_READ)
def event_changes(work: Work, *, seq: int) -> tuple[ChangeLine, ...]:
    """Return what an event changed, field by field."""
    event = work.session.get(Event, seq)
    if event is None:
        raise NotFoundError("没有这条操作记录。")
    return change_lines(event.changes or ())


@requires(Permission.EVENT_READ)
def event_accounts(work: Work) -> tuple[EventAccount, ...]:
    """Return every account there ever was, by name."""
    rows = work.session.execute(
        select(Account.id, Staff.name, Account.login)
        .join(Staff, Staff.id == Account.staff_id)
        .order_by(Staff.name, Account.id)
    )
    return tuple(EventAccount(row.id, row.name, row.login) for row in rows)


def _row(event: Event, units: dict[int, str]) -> EventRow:
    """Return one event of the list."""
    return EventRow(
        seq=event.seq,
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        account=event.account_name,
        acting_person=event.acting_person if event.acting_person != event.account_name else "",
        unit=units.get(event.unit_id or 0, ""),
        recorded_for=units.get(event.recorded_for_unit_id or 0, ""),
        desk=event.desk,
        tag=tag_words(event.tag),
        words=event.words,
    )
