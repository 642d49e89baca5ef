"""What the form of the working calendar hands over: one year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class DayEntry:
    """A day that differs from its weekday: a holiday, or a make-up working day (调休)."""

    day: date
    working: bool
    name: str


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One year: what differs from the weekdays, whether its notice was checked, and which notice."""

    days: tuple[DayEntry, ...] = ()
    confirmed: bool = False
    source: str = ""
