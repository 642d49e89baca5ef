"""What somebody changed of one year of the working calendar and has not saved yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desktop.entries.calendar import CalendarEntry, DayEntry
from ui.settings.month_grid import DayCell

NEVER_ENTERED = CalendarEntry()


@dataclass
class YearEdit:
    """One year: as it is kept (None: never entered), and as it stands on the form."""

    year: int
    kept: CalendarEntry | None
    days: dict[date, DayEntry] = field(default_factory=dict)
    confirmed: bool = False
    source: str = ""

    @classmethod
    def of(cls, year: int, kept: CalendarEntry | None) -> YearEdit:
        """Return a year on which nothing was changed yet."""
        entry = kept or NEVER_ENTERED
        return cls(year, kept, {day.day: day for day in entry.days}, entry.confirmed, entry.source)

    def entry(self) -> CalendarEntry:
        """Return the year as the form has it."""
        return CalendarEntry(tuple(sorted(self.days.values())), self.confirmed, self.source.strip())

    def changed(self) -> bool:
        """Tell whether there is something to save."""
        return self.entry() != (self.kept or NEVER_ENTERED)

    def changed_days(self) -> set[date]:
        """Return the days that are another than what is kept."""
        kept = set((self.kept or NEVER_ENTERED).days)
        return {day.day for day in kept ^ set(self.days.values())}

    def set_day(self, day: date, *, working: bool, name: str) -> None:
        """Make a day a holiday or a make-up day."""
        self.days[day] = DayEntry(day, working, name)

    def clear_day(self, day: date) -> None:
        """Let a day be what its weekday says."""
        self.days.pop(day, None)

    def take_days(self, days: tuple[DayEntry, ...]) -> None:
        """Put the days of a notice in the place of all that was there."""
        self.days = {day.day: day for day in days}

    def cell(self, day: date, *, here: bool, today: date) -> DayCell:
        """Return a day as the grid shows it."""
        special = self.days.get(day)
        return DayCell(
            day=day,
            working=special.working if special else day.weekday() < 5,
            mark="" if special is None else "班" if special.working else "休",
            name=special.name if special else "",
            here=here,
            changed=day in self.changed_days(),
            today=day == today,
        )

    def counts(self) -> tuple[int, int]:
        """Return how many days are off by name, and how many are made up for."""
        off = sum(not day.working for day in self.days.values())
        return off, len(self.days) - off
