"""Limits as they are set: the closing hour, a sender's date, a year not yet confirmed, what is kept a minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, event, select, update
from sqlalchemy.orm import Session

import factories
from desktop.clock import day_of
from desktop.entries.matters import ExternalNumberEntry
from desktop.limits import FRESH, work_calendar
from desktop.office import Office
from desktop.queries.matters import matter_view
from desktop.queries.worklist import worklist
from models.deadline import CalendarDay, CalendarYear, DeadlineScheme
from models.matter import Matter
from models.values.choices import MatterNature
from models.values.permissions import Role


@pytest.fixture
def office(centre_place: str) -> Iterator[Office]:
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.DISPATCHER]
    yield office
    office.close()


def due(office: Office, moment: datetime, nature: MatterNature, *dues: datetime) -> Matter:
    """Register and accept a matter at a moment at the centre; return it."""
    office.clock.moment = moment - timedelta(hours=8)  # type: ignore[attr-defined]  # a FixedClock
    office.clock_confirmed = True
    numbers = tuple(ExternalNumberEntry("12345", str(place), due_at=due) for place, due in enumerate(dues))
    saved = factories.register(
        office,
        office.who,  # type: ignore[arg-type]  # signed in by the fixture
        nature=nature,
        external_numbers=numbers,
        counterparts=(),
    )
    with Session(office.engine) as session:
        return session.get_one(Matter, saved.matter_id)


def at(month: int, day: int, hour: int = 9, minute: int = 0, year: int = 2026) -> datetime:
    """Return a moment of the centre's wall clock, to be read as UTC + 8."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("registered", "last_day"),
    [
        (at(11, 23), date(2026, 11, 24)),  # Monday
        (at(11, 23, 16, 59), date(2026, 11, 24)),
        (at(11, 23, 23, 59), date(2026, 11, 24)),  # day 1 is the next working day, whenever it came
        (at(11, 24, 0, 1), date(2026, 11, 25)),
        (at(11, 20, 9), date(2026, 11, 23)),  # Friday
        (at(11, 21, 9), date(2026, 11, 23)),  # Saturday
        (at(9, 30, 9), date(2026, 10, 8)),  # before the National Day holiday of 2026
    ],
)
def test_a_dispute_is_to_be_dispatched_by_the_closing_hour_of_the_next_working_day(
    office: Office, registered: datetime, last_day: date
) -> None:
    matter = due(office, registered, MatterNature.DISPUTE)
    assert matter.due_at == datetime(last_day.year, last_day.month, last_day.day, 9, tzinfo=UTC)  # 17:00
    assert not matter.due_provisional
    assert day_of(matter.due_at) == last_day


def test_the_due_moment_itself_is_still_in_time(office: Office) -> None:
    matter = due(office, at(11, 23), MatterNature.DISPUTE)
    assert matter.due_at is not None
    for late, moment in ((False, matter.due_at), (True, matter.due_at + timedelta(microseconds=1))):
        office.clock.moment = moment  # type: ignore[attr-defined]  # a FixedClock
        assert office.ask(matter_view, matter_id=matter.id).late is late
        assert [row.late for row in office.ask(worklist)] == [late]


def test_a_year_that_is_not_confirmed_makes_the_limit_provisional(office: Office) -> None:
    matter = due(office, at(12, 31), MatterNature.DISPUTE)
    assert matter.due_at == datetime(
        2027, 1, 4, 9, tzinfo=UTC
    )  # 1 January is a holiday by law, the rest is guessed
    assert matter.due_provisional
    assert "暂定" in matter.due_days["because"]


@pytest.mark.parametrize(
    ("sender", "wins"),
    [
        ((datetime(2026, 11, 24, 8, 59, tzinfo=UTC),), True),
        ((datetime(2026, 11, 24, 9, 0, tzinfo=UTC),), False),  # the same moment: our own reasoning stays
        ((datetime(2026, 11, 30, 9, 0, tzinfo=UTC),), False),
        ((datetime(2026, 11, 30, 9, tzinfo=UTC), datetime(2026, 11, 24, 1, tzinfo=UTC)), True),
        ((datetime(2026, 11, 20, 9, 0, tzinfo=UTC),), True),  # it was over before it came
    ],
)
def test_a_sender_date_wins_where_it_is_earlier(
    office: Office, sender: tuple[datetime, ...], wins: bool
) -> None:
    matter = due(office, at(11, 23), MatterNature.DISPUTE, *sender)
    assert matter.due_at == (min(sender) if wins else datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert ("来文要求" in matter.due_days["because"]) is wins


def test_a_sender_date_holds_where_no_rule_is_set(office: Office) -> None:
    with Session(office.engine) as session:
        session.execute(update(DeadlineScheme).values(active=False))
        session.commit()
    wanted = datetime(2026, 11, 25, 9, tzinfo=UTC)
    matter = due(office, at(11, 23), MatterNature.LIVELIHOOD, wanted)
    assert (matter.due_at, matter.due_days["days"]) == (wanted, [])
    assert due(office, at(11, 23), MatterNature.LIVELIHOOD).due_at is None


def test_the_calendar_is_read_once_a_minute(office: Office) -> None:
    told: list[str] = []
    event.listen(
        office.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_rest: told.append(statement) if "calendar" in statement else None,
    )

    def monday(moment: datetime) -> tuple[bool, int]:
        told.clear()
        office.clock.moment = moment  # type: ignore[attr-defined]  # a FixedClock
        working = office.ask(lambda work: work_calendar(work).is_working(date(2026, 11, 23)))
        return working, len(told)

    start = factories.MONDAY
    assert monday(start) == (True, 1)
    with Session(office.engine) as session:
        session.add(CalendarDay(day=date(2026, 11, 23), year=2026, working=False, name="停电"))
        session.commit()
    assert monday(start + FRESH - timedelta(microseconds=1)) == (True, 0)
    assert monday(start + FRESH) == (False, 1)
    assert monday(start + FRESH - timedelta(seconds=30)) == (False, 1)  # the clock was set back: look again
    with Session(office.engine) as session:
        session.execute(delete(CalendarDay).where(CalendarDay.name == "停电"))
        session.commit()
    office.close()
    office.open()
    office.who = factories.people_of(office)[Role.DISPATCHER]
    with Session(office.engine) as session:
        assert session.scalars(select(CalendarYear.year).where(CalendarYear.year == 2026)).all() == [2026]
    assert office.ask(lambda work: work_calendar(work).is_working(date(2026, 11, 23))) is True
