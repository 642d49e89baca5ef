"""The working calendar is edited a year at a time; the limits that run are counted again only when that is wanted."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.calendar_years import entry_as_data, entry_of_year, write_year
from desktop.entries.calendar import CalendarEntry, DayEntry
from desktop.errors import ConflictError, FormError, OfficeError
from desktop.limits import forget_calendar, read_calendar
from desktop.permissions import requires
from desktop.recounting import by_entry, recounts, write_recounts
from desktop.undo import UndoKind, offer_undo
from desktop.work import Work
from models.deadline import CalendarYear
from models.values.permissions import Permission
from models.values.text import tidy

NAME_LIMIT, SOURCE_LIMIT = 30, 120
FIRST_YEAR, LAST_YEAR = 2000, 2100
_HOLIDAY, _MAKE_UP = "放假", "调休上班"


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """A year that was edited, and how many limits moved or became sure with it."""

    year: int
    recounted: int


@requires(Permission.CENTRE_EDIT)
def change_calendar(
    work: Work, *, year: int, before: CalendarEntry | None, entry: CalendarEntry, recount: bool
) -> CalendarChanged:
    """Put one year of the calendar in the place of what it had; `before` is what the form was opened on.

    With `recount` the limits of open matters are counted again by the new calendar, each by its own rule and from
    its own start; without it they stay as they were, and only new limits are counted by the new days.
    """
    wanted = _checked(year, entry)
    year_row = work.session.get(CalendarYear, year, with_for_update=True)
    if entry_of_year(work, year) != before:
        raise ConflictError(f"{year}年的工作日历刚才被别人改过，您的修改还没有保存，请重新打开再改。")
    if wanted == before:
        raise OfficeError("没有改动，不用保存。")
    calendar = by_entry(read_calendar(work), year, wanted)
    write_year(work, year, year_row, wanted)
    found = list(recounts(work, calendar)) if recount else []
    told = sum(one.moves or one.settles for one in found)
    words = f"修改{year}年工作日历，{_told(before, wanted)}"
    work.record(
        "calendar:change",
        work.session.get(CalendarYear, year),
        words=words + (f"，重算{told}件事项的时限" if told else ""),
    )
    moved = write_recounts(work, found, f"{year}年工作日历改变")
    forget_calendar(work)
    offer_undo(
        work,
        UndoKind.CALENDAR,
        words=f"修改{year}年工作日历",
        noted={
            "year": year,
            "before": entry_as_data(before),
            "after": entry_as_data(wanted),
            "matters": moved,
        },
    )
    return CalendarChanged(year, told)


def _checked(year: int, entry: CalendarEntry) -> CalendarEntry:
    """Return a year as it is kept, or refuse it at its fields."""
    faults: list[tuple[str, str]] = []
    if not FIRST_YEAR <= year <= LAST_YEAR:
        faults.append(("year", f"年份应在{FIRST_YEAR}到{LAST_YEAR}之间。"))
    source = _line(entry.source)
    if len(source) > SOURCE_LIMIT:
        faults.append(("source", f"依据最多{SOURCE_LIMIT}个字。"))
    if entry.confirmed and not source:
        faults.append(("source", "确认之前，请写明依据的放假通知（如文号）。"))
    days = sorted(DayEntry(day.day, day.working, _name(day)) for day in entry.days)
    if entry.confirmed and all(day.working for day in days):
        faults.append(("days", "这一年还没有填放假的日子，不能确认。"))
    seen = set()
    for day in days:
        said = f"{day.day.month}月{day.day.day}日"
        if day.day.year != year:
            faults.append(("days", f"{day.day.isoformat()}不在{year}年。"))
        elif day.day in seen:
            faults.append(("days", f"{said}写了两次。"))
        elif day.working and day.day.weekday() < 5:
            faults.append(("days", f"{said}本来就上班，不用设为调休上班。"))
        elif len(day.name) > NAME_LIMIT:
            faults.append(("name", f"{said}的名称最多{NAME_LIMIT}个字。"))
        seen.add(day.day)
    if faults:
        raise FormError(faults)
    return CalendarEntry(tuple(days), entry.confirmed, source)


def _name(day: DayEntry) -> str:
    """Return the name of a day as it is kept; one that nobody named says what it is."""
    return _line(day.name) or (_MAKE_UP if day.working else _HOLIDAY)


def _line(text: str) -> str:
    """Return a text as it is kept, however long: it is refused at its field afterwards."""
    return tidy(text, limit=len(text) * 4)


def _told(before: CalendarEntry | None, wanted: CalendarEntry) -> str:
    """Say in a few words what an edit changed."""
    old, new = set(before.days if before else ()), set(wanted.days)
    parts = [f"{len({day.day for day in old ^ new})}天"] if old != new else []
    if before is None:
        parts.insert(0, "新录入")
    if wanted.confirmed != (before is not None and before.confirmed):
        parts.append("确认" if wanted.confirmed else "改回暂定")
    return "，".join(parts) or "改依据"
