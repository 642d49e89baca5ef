"""The working calendar against the notices of the State Council."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.deadlines.calendar import WorkCalendar, calendar_from_plans, parse_year_plan, shipped_year_plans
from desktop.errors import OfficeError

CALENDAR = calendar_from_plans(shipped_year_plans())


@pytest.mark.parametrize(
    ("year", "holidays", "make_up", "working"),
    # counted by hand from 国办发明电〔2023〕7号, 〔2024〕12号, 〔2025〕7号:
    # days named as holidays, make-up days, working days of the whole year
    [(2024, 28, 8, 251), (2025, 28, 5, 248), (2026, 33, 6, 248)],
)
def test_each_year_has_the_days_of_its_notice(year: int, holidays: int, make_up: int, working: int) -> None:
    plan = next(plan for plan in shipped_year_plans() if plan.year == year)
    assert plan.confirmed
    assert "国办发明电" in plan.source
    assert sum(not is_working for _, is_working, _ in plan.days) == holidays
    assert sum(is_working for _, is_working, _ in plan.days) == make_up
    assert CALENDAR.working_days(date(year - 1, 12, 31), date(year, 12, 31)) == working
    assert all(day.weekday() >= 5 for day, is_working, _ in plan.days if is_working)


@pytest.mark.parametrize(
    ("day", "working", "name"),
    [
        (date(2026, 2, 13), True, ""),
        (date(2026, 2, 14), True, "春节调休上班"),
        (date(2026, 2, 15), False, "春节"),
        (date(2026, 2, 23), False, "春节"),
        (date(2026, 2, 24), True, ""),
        (date(2026, 2, 28), True, "春节调休上班"),
        (date(2026, 3, 1), False, "周日"),
        (date(2026, 9, 20), True, "国庆节调休上班"),
        (date(2026, 10, 7), False, "国庆节"),
        (date(2026, 10, 10), True, "国庆节调休上班"),
        (date(2025, 1, 26), True, "春节调休上班"),
        (date(2024, 2, 9), True, ""),
        (date(2026, 11, 21), False, "周六"),
    ],
)
def test_single_days(day: date, working: bool, name: str) -> None:
    assert CALENDAR.is_working(day) is working
    assert CALENDAR.name_of(day) == name
    assert CALENDAR.is_confirmed(day)


def test_2027_holds_the_days_of_the_law_but_is_not_confirmed() -> None:
    assert CALENDAR.confirmed_years == {2024, 2025, 2026}
    assert not CALENDAR.is_working(date(2027, 1, 1))
    assert not CALENDAR.is_working(date(2027, 2, 8))
    assert CALENDAR.is_working(date(2027, 2, 9))
    assert not CALENDAR.is_confirmed(date(2027, 3, 1))


def test_a_year_without_plan_goes_by_weekdays() -> None:
    bare = WorkCalendar({}, ())
    assert [bare.is_working(date(2031, 1, 1) + timedelta(days=step)) for step in range(7)] == [
        True,
        True,
        True,
        False,
        False,
        True,
        True,
    ]
    assert not bare.is_confirmed(date(2031, 1, 1))
    assert bare.roll(date(2031, 1, 4)) == date(2031, 1, 6)
    assert CALENDAR.roll(date(2026, 2, 15)) == date(2026, 2, 24)
    assert CALENDAR.roll(date(2026, 2, 14)) == date(2026, 2, 14)
    assert CALENDAR.working_days(date(2026, 2, 24), date(2026, 2, 13)) == 0


def plan_text(**changed: Any) -> str:
    """Return a small right year, with something changed."""
    right: dict[str, Any] = {
        "year": 2030,
        "confirmed": True,
        "source": "通知",
        "holidays": [{"name": "元旦", "first": "2030-01-01", "last": "2030-01-02"}],
        "make_up_days": [{"name": "元旦", "day": "2030-01-05"}],
    }
    return json.dumps({key: value for key, value in (right | changed).items() if value is not None})


def test_a_right_year_is_read() -> None:
    assert parse_year_plan(plan_text(), "2030.json").days == (
        (date(2030, 1, 1), False, "元旦"),
        (date(2030, 1, 2), False, "元旦"),
        (date(2030, 1, 5), True, "元旦调休上班"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{\n"year": 2030,,\n}', "第2行"),
        (plan_text(source=None), "缺少内容：'source'"),
        ("[]", "缺少内容"),
        (plan_text(holidays=[{"name": "元旦", "first": "2030-01-02", "last": "2030-01-01"}]), "早于第一天"),
        (plan_text(holidays=[{"name": "元旦", "first": "2030-01-05", "last": "2030-01-05"}]), "写了两次"),
        (plan_text(holidays=[{"name": "元旦", "first": "2029-12-31", "last": "2030-01-01"}]), "不在2030年"),
        (plan_text(holidays=[{"name": "", "first": "2030-01-01", "last": "2030-01-01"}]), "名称"),
        (plan_text(make_up_days=[{"name": "元旦", "day": "2030-01-07"}]), "不是周末"),
        (plan_text(make_up_days=[{"name": "元旦", "day": "2030-02-30"}]), "有误"),
    ],
)
def test_damaged_years_are_refused_with_file_and_reason(text: str, said: str) -> None:
    with pytest.raises(OfficeError, match=said) as refused:
        parse_year_plan(text, "2030.json")
    assert "2030.json" in refused.value.sentence
