"""When things happen in an office: working days by the shipped calendar, morning and afternoon."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from desktop.clock import CENTRE_ZONE, day_of
from desktop.deadlines.calendar import calendar_from_plans, shipped_year_plans
from models.values.dates import utc_of

_MORNING, _NOON, _AFTERNOON, _CLOSING = time(8, 32), time(11, 48), time(13, 35), time(16, 52)


class Hours:
    """The office's hours. Moments are aware, in UTC."""

    def __init__(self) -> None:
        self._calendar = calendar_from_plans(shipped_year_plans())

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on a day."""
        return self._calendar.is_working(day)

    def working_day(self, day: date, *, step: int = 1) -> date:
        """Return the day itself or the next working day, going back where `step` is -1."""
        while not self._calendar.is_working(day):
            day += timedelta(days=step)
        return day

    def working_days_before(self, day: date, count: int) -> date:
        """Return the working day so many working days before a day."""
        day = self.working_day(day, step=-1)
        for _ in range(count):
            day = self.working_day(day - timedelta(days=1), step=-1)
        return day

    def moment(self, day: date, chance: random.Random) -> datetime:
        """Return a moment of office hours on a day; more of them in the morning."""
        first, last = (_MORNING, _NOON) if chance.random() < 0.6 else (_AFTERNOON, _CLOSING)
        minutes = (last.hour - first.hour) * 60 + last.minute - first.minute
        start = utc_of(day, first)
        return start + timedelta(minutes=chance.randrange(minutes), seconds=chance.randrange(60))

    def early(self, day: date, chance: random.Random) -> datetime:
        """Return a moment soon after the office opens."""
        return utc_of(day, _MORNING) + timedelta(minutes=chance.randrange(70), seconds=chance.randrange(60))

    def after(self, moment: datetime, *, minutes: int) -> datetime:
        """Return a moment so much later; one that would fall outside of office hours comes with the next hours."""
        later = moment + timedelta(minutes=minutes)
        local = later.astimezone(CENTRE_ZONE)
        day, clock = local.date(), local.time()
        if self.is_working(day):
            if clock < _MORNING:
                return utc_of(day, _MORNING) + timedelta(minutes=minutes % 23, seconds=minutes % 59)
            if _NOON < clock < _AFTERNOON:
                return utc_of(day, _AFTERNOON) + timedelta(minutes=minutes % 19, seconds=minutes % 53)
            if clock <= time(17, 10):
                return later
        next_day = self.working_day(day + timedelta(days=1))
        return utc_of(next_day, _MORNING) + timedelta(minutes=minutes % 37, seconds=minutes % 47)

    def days_after(self, moment: datetime, days: int, chance: random.Random) -> datetime:
        """Return a moment of office hours so many days later, on the next working day; never before `moment`."""
        day = self.working_day(day_of(moment) + timedelta(days=days))
        if day == day_of(moment):
            return self.after(moment, minutes=chance.randrange(25, 90))
        return self.moment(day, chance)
