"""The working calendar as the settings show it, and what an edit of it would do to the limits that run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop.calendar_years import entry_of_year
from desktop.clock import day_of
from desktop.entries.calendar import CalendarEntry
from desktop.limits import read_calendar
from desktop.permissions import requires
from desktop.recounting import by_entry, recounts
from desktop.work import Work
from models.deadline import CalendarYear
from models.values.permissions import Permission


@dataclass(frozen=True, slots=True)
class YearView:
    """One year of the calendar; `entry` is None for a year of which nothing was entered."""

    year: int
    entry: CalendarEntry | None


@dataclass(frozen=True, slots=True)
class Shift:
    """So many open matters are due on another day than before."""

    before: date
    after: date
    count: int


@dataclass(frozen=True, slots=True)
class CalendarEffects:
    """What an edit of the calendar would do to open matters, in numbers: the administrator sees no matter."""

    shifts: tuple[Shift, ...]
    settled: int
    """Limits that stay where they are and are no longer 暂定."""
    newly_late: int
    """Of those that move: in time until now, late by the new calendar."""

    @property
    def moved(self) -> int:
        """How many limits move."""
        return sum(shift.count for shift in self.shifts)


@requires(Permission.CENTRE_EDIT)
def calendar_year(work: Work, *, year: int) -> YearView:
    """Return one year of the calendar."""
    return YearView(year, entry_of_year(work, year))


@requires(Permission.CENTRE_EDIT)
def calendar_years(work: Work) -> tuple[tuple[int, bool], ...]:
    """Return the years that were entered, in order, each with whether it is confirmed."""
    rows = work.session.execute(select(CalendarYear.year, CalendarYear.confirmed).order_by(CalendarYear.year))
    return tuple((row.year, row.confirmed) for row in rows)


@requires(Permission.CENTRE_EDIT)
def calendar_effects(work: Work, *, year: int, entry: CalendarEntry) -> CalendarEffects:
    """Return how many limits of open matters would move, from which day to which, if a year became `entry`."""
    shifts: Counter[tuple[date, date]] = Counter()
    settled = late = 0
    for one in recounts(work, by_entry(read_calendar(work), year, entry)):
        settled += one.settles
        if one.moves:
            shifts[day_of(one.due_before), day_of(one.deadline.due_at)] += 1
            late += one.deadline.due_at < work.now <= one.due_before
    return CalendarEffects(
        tuple(Shift(before, after, count) for (before, after), count in sorted(shifts.items())), settled, late
    )
