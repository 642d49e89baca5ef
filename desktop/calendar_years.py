"""The years of the working calendar as rows: read and written whole, and put back when an edit is taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from desktop.entries.calendar import CalendarEntry, DayEntry
from desktop.errors import OfficeError
from desktop.limits import forget_calendar, read_calendar
from desktop.recounting import by_entry, put_recounts_back
from desktop.work import Work
from models.deadline import CalendarDay, CalendarYear
from models.matter import Matter


def entry_of_year(work: Work, year: int) -> CalendarEntry | None:
    """Return a year as the form has it; None where nothing was entered."""
    kept = work.session.execute(
        select(CalendarYear.confirmed, CalendarYear.source).where(CalendarYear.year == year)
    ).one_or_none()
    if kept is None:
        return None
    days = work.session.execute(
        select(CalendarDay.day, CalendarDay.working, CalendarDay.name)
        .where(CalendarDay.year == year)
        .order_by(CalendarDay.day)
    )
    return CalendarEntry(
        tuple(DayEntry(row.day, row.working, row.name) for row in days), kept.confirmed, kept.source
    )


def write_year(
    work: Work,
    year: int,
    row: CalendarYear | None,
    wanted: CalendarEntry | None,
) -> None:
    """Write a year: its row, and the days that differ. None takes the year away."""
    there = {
        day.day: day for day in work.session.scalars(select(CalendarDay).where(CalendarDay.year == year))
    }
    new = {day.day: day for day in wanted.days} if wanted else {}
    for day, kept in there.items():
        if day not in new:
            work.session.delete(kept)
        else:
            kept.working, kept.name = new[day].working, new[day].name
    if wanted is None:
        work.session.flush()
        if row is not None:
            work.session.delete(row)
        return
    if row is None:
        work.session.add(CalendarYear(year=year, confirmed=wanted.confirmed, source=wanted.source))
        work.session.flush()
    else:
        row.confirmed, row.source = wanted.confirmed, wanted.source
    work.session.add_all(
        CalendarDay(day=day, year=year, working=one.working, name=one.name)
        for day, one in new.items()
        if day not in there
    )


def undo_calendar_change(work: Work, noted: dict[str, Any], _matter: Matter | None) -> str:
    """Put a year back as it was, and the limits that were counted again with it (desktop/compensations.py)."""
    year, before = int(noted["year"]), entry_from_data(noted["before"])
    row = work.session.get(CalendarYear, year, with_for_update=True)
    if entry_of_year(work, year) != entry_from_data(noted["after"]):
        raise OfficeError(f"{year}年的工作日历之后又被改过，不能再撤回。")
    calendar = by_entry(read_calendar(work), year, before)
    write_year(work, year, row, before)
    words = f"撤回对{year}年工作日历的修改"
    put_recounts_back(work, noted["matters"], calendar, words)
    forget_calendar(work)
    return words


def entry_as_data(entry: CalendarEntry | None) -> dict[str, Any] | None:
    """Return a year as JSON."""
    if entry is None:
        return None
    days = [[day.day.isoformat(), day.working, day.name] for day in entry.days]
    return {"days": days, "confirmed": entry.confirmed, "source": entry.source}


def entry_from_data(data: dict[str, Any] | None) -> CalendarEntry | None:
    """Return a year that `entry_as_data` wrote."""
    if data is None:
        return None
    days = tuple(DayEntry(date.fromisoformat(day), working, name) for day, working, name in data["days"])
    return CalendarEntry(days, data["confirmed"], data["source"])
