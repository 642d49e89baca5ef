"""The working calendar: which days the office works, and how sure that is."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from desktop.errors import OfficeError

_WEEKEND = ("", "", "", "", "", "周六", "周日")
_LONGEST_NAME = 30


class WorkCalendar:
    """Working days of the office: Monday to Friday, except for the days that a notice names.

    `days` holds what differs from the weekday: {day: (is working, name)}, named `春节` or `国庆节调休上班`.
    `confirmed_years` are those whose notice of the State Council was entered and checked; in any other year
    the answer is provisional (暂定). `entered_years` are those of which anything was entered at all; of any
    other nothing is known but its weekdays.
    """

    def __init__(
        self,
        days: Mapping[date, tuple[bool, str]],
        confirmed_years: Collection[int],
        entered_years: Collection[int] = (),
    ) -> None:
        self._days = dict(days)
        self.confirmed_years = frozenset(confirmed_years)
        self.entered_years = frozenset(entered_years) | self.confirmed_years | {day.year for day in days}

    def with_year(
        self, year: int, days: Mapping[date, tuple[bool, str]] | None, *, confirmed: bool
    ) -> WorkCalendar:
        """Return this calendar with one year put in the place of what it had; None takes the year away."""
        others = {day: what for day, what in self._days.items() if day.year != year}
        entered = self.entered_years - {year}
        if days is None:
            return WorkCalendar(others, self.confirmed_years - {year}, entered)
        sure = self.confirmed_years | {year} if confirmed else self.confirmed_years - {year}
        return WorkCalendar(others | dict(days), sure, entered | {year})

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on a day: by what is entered, else by the weekday."""
        named = self._days.get(day)
        return day.weekday() < 5 if named is None else named[0]

    def is_confirmed(self, day: date) -> bool:
        """Tell whether the day lies in a year whose notice was entered and checked."""
        return day.year in self.confirmed_years

    def name_of(self, day: date) -> str:
        """Return why a day is not what its weekday says, or 周六, 周日; empty for a plain working day."""
        named = self._days.get(day)
        return _WEEKEND[day.weekday()] if named is None else named[1]

    def roll(self, day: date) -> date:
        """Return the day, or the first working day after it (民法典 art. 203)."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def working_days(self, after: date, upto: date) -> int:
        """Return how many working days follow `after` up to and with `upto`; 0 when none does."""
        return sum(
            self.is_working(after + timedelta(days=step)) for step in range(1, (upto - after).days + 1)
        )


@dataclass(frozen=True, slots=True)
class YearPlan:
    """The holidays and make-up days of one year as a notice names them."""

    year: int
    confirmed: bool
    source: str
    days: tuple[tuple[date, bool, str], ...]
    """(day, is working, name), in order."""


def shipped_year_plans() -> tuple[YearPlan, ...]:
    """Return the years that come with the program, in order: to seed the calendar table and for tests.

    Raises OfficeError when a file is damaged.
    """
    folder = files("resources").joinpath("calendars")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".json"))
    return tuple(parse_year_plan(folder.joinpath(name).read_text("utf-8"), name) for name in names)


def calendar_from_plans(plans: Iterable[YearPlan]) -> WorkCalendar:
    """Return the calendar of some years."""
    plans = tuple(plans)
    days = {day: (working, name) for plan in plans for day, working, name in plan.days}
    confirmed = {plan.year for plan in plans if plan.confirmed}
    return WorkCalendar(days, confirmed, {plan.year for plan in plans})


def parse_year_plan(text: str, name: str) -> YearPlan:
    """Return one year from its JSON text, or raise OfficeError with the file's name and the reason."""
    try:
        data = json.loads(text)
        plan = YearPlan(int(data["year"]), bool(data["confirmed"]), str(data["source"]), _days(data))
    except json.JSONDecodeError as error:
        raise OfficeError(f"工作日历文件{name}第{error.lineno}行写法有误。") from error
    except (KeyError, TypeError) as error:
        raise OfficeError(f"工作日历文件{name}缺少内容：{error}。") from error
    except ValueError as error:
        raise OfficeError(f"工作日历文件{name}有误：{error}") from error
    return plan


def _days(data: Mapping[str, Any]) -> tuple[tuple[date, bool, str], ...]:
    """Spread the ranges of a year's file into days, and refuse what contradicts itself."""
    found: dict[date, tuple[bool, str]] = {}

    def add(day: date, *, working: bool, name: str) -> None:
        if day.year != data["year"]:
            raise ValueError(f"{day}不在{data['year']}年。")
        if day in found:
            raise ValueError(f"{day}写了两次。")
        if not name or len(name) > _LONGEST_NAME:
            raise ValueError(f"{day}的名称应为1到{_LONGEST_NAME}个字。")
        found[day] = (working, name)

    for holiday in data["holidays"]:
        first, last = date.fromisoformat(holiday["first"]), date.fromisoformat(holiday["last"])
        if last < first:
            raise ValueError(f"{holiday['name']}的最后一天早于第一天。")
        for step in range((last - first).days + 1):
            add(first + timedelta(days=step), working=False, name=holiday["name"])
    for make_up in data["make_up_days"]:
        day = date.fromisoformat(make_up["day"])
        if day.weekday() < 5:
            raise ValueError(f"{day}不是周末，不会是调休上班日。")
        add(day, working=True, name=f"{make_up['name']}调休上班")
    return tuple((day, *found[day]) for day in sorted(found))
