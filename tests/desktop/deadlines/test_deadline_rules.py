"""Deadlines worked by hand on the calendars of the notices, and what must hold for any rule and start.

2026: 春节 15 to 23 February, make-up on Saturdays 14 and 28 February; 国庆 1 to 7 October, make-up on Sunday
20 September and Saturday 10 October (国办发明电〔2025〕7号). 2027 is not confirmed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop.deadlines.calendar import WorkCalendar, calendar_from_plans, shipped_year_plans
from desktop.deadlines.rules import (
    DayUnit,
    Deadline,
    Rule,
    Starts,
    due,
    earlier_wins,
    remaining,
)
from models.values.dates import in_zone, utc_of

CALENDAR = calendar_from_plans(shipped_year_plans())
ZONE = ZoneInfo("Asia/Shanghai")


def working(count: int, **fields: object) -> Rule:
    return Rule(count=count, unit=DayUnit.WORKING, **fields)  # type: ignore[arg-type]  # fields of Rule by name


def natural(count: int, **fields: object) -> Rule:
    return Rule(count=count, unit=DayUnit.NATURAL, **fields)  # type: ignore[arg-type]  # fields of Rule by name


def at(text: str) -> datetime:
    """Return the UTC moment of an office time, `2026-02-13 16:59`."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE).astimezone(UTC)


CONFIRMATION = natural(30, rolled_past_holidays=True)


@pytest.mark.parametrize(
    ("rule", "start", "expected", "provisional"),
    [
        # a plain week: Monday 23 November
        (working(1), "2026-11-23 09:00", "2026-11-24 17:00", False),
        (working(3), "2026-11-23 09:00", "2026-11-26 17:00", False),
        (working(5), "2026-11-23 09:00", "2026-11-30 17:00", False),
        # the hour of the start does not matter, the day does
        (working(1), "2026-11-23 16:59", "2026-11-24 17:00", False),
        (working(1), "2026-11-23 17:01", "2026-11-24 17:00", False),
        (working(1), "2026-11-23 23:59", "2026-11-24 17:00", False),
        (working(1), "2026-11-24 00:01", "2026-11-25 17:00", False),
        # registered on a Saturday, a Sunday, the Friday before
        (working(1), "2026-11-20 10:00", "2026-11-23 17:00", False),
        (working(1), "2026-11-21 10:00", "2026-11-23 17:00", False),
        (working(1), "2026-11-22 10:00", "2026-11-23 17:00", False),
        # 春节: Friday 13 February, make-up Saturday 14, then nine days off, make-up Saturday 28
        (working(1), "2026-02-13 10:00", "2026-02-14 17:00", False),
        (working(3), "2026-02-13 10:00", "2026-02-25 17:00", False),
        (working(5), "2026-02-13 10:00", "2026-02-27 17:00", False),
        (working(6), "2026-02-13 10:00", "2026-02-28 17:00", False),
        (working(7), "2026-02-13 10:00", "2026-03-02 17:00", False),
        # registered on the make-up Saturday itself, and on 初一
        (working(1), "2026-02-14 10:00", "2026-02-24 17:00", False),
        (working(1), "2026-02-17 10:00", "2026-02-24 17:00", False),
        (working(1), "2026-02-28 10:00", "2026-03-02 17:00", False),
        # 国庆: make-up Sunday 20 September and Saturday 10 October
        (working(1), "2026-09-18 10:00", "2026-09-20 17:00", False),
        (working(1), "2026-09-19 10:00", "2026-09-20 17:00", False),
        (working(3), "2026-09-30 10:00", "2026-10-10 17:00", False),
        (working(5), "2026-09-30 10:00", "2026-10-13 17:00", False),
        (working(1), "2026-10-10 10:00", "2026-10-12 17:00", False),
        # New Year 2027: 1 January by law, the rest by weekdays, provisional
        (working(1), "2026-12-30 10:00", "2026-12-31 17:00", False),
        (working(2), "2026-12-30 10:00", "2027-01-04 17:00", True),
        (working(3), "2026-12-31 10:00", "2027-01-06 17:00", True),
        # a start in a year without plan, counted in a confirmed one
        (working(1), "2023-12-31 10:00", "2024-01-02 17:00", False),
        # natural days: 15, 60 and 30 of the petitions
        (natural(15), "2026-02-10 10:00", "2026-02-25 17:00", False),
        (natural(60), "2026-08-31 10:00", "2026-10-30 17:00", False),
        (natural(15), "2026-09-20 10:00", "2026-10-05 17:00", False),
        (natural(30), "2026-12-15 10:00", "2027-01-14 17:00", False),
        # 司法确认: 30 days from effect, a last day in a holiday moves on (民法典 art. 203)
        (CONFIRMATION, "2026-11-04 10:00", "2026-12-04 17:00", False),
        (CONFIRMATION, "2026-11-05 10:00", "2026-12-07 17:00", False),
        (CONFIRMATION, "2026-01-15 10:00", "2026-02-14 17:00", False),
        (CONFIRMATION, "2026-01-16 10:00", "2026-02-24 17:00", False),
        (CONFIRMATION, "2026-01-29 10:00", "2026-02-28 17:00", False),
        (CONFIRMATION, "2026-09-05 10:00", "2026-10-08 17:00", False),
        (CONFIRMATION, "2026-12-02 10:00", "2027-01-04 17:00", True),
        (CONFIRMATION, "2026-12-01 10:00", "2026-12-31 17:00", False),
        # counted from the day itself
        (working(1, starts=Starts.SAME_DAY), "2026-11-23 09:00", "2026-11-23 17:00", False),
        (working(1, starts=Starts.SAME_DAY), "2026-11-23 17:00", "2026-11-24 17:00", False),
        (working(1, starts=Starts.SAME_DAY), "2026-11-21 09:00", "2026-11-23 17:00", False),
    ],
)
def test_worked_by_hand(rule: Rule, start: str, expected: str, provisional: bool) -> None:
    found = due(rule, at(start), CALENDAR)
    assert found.due_at == at(expected)
    assert found.due_at.tzinfo is UTC
    assert found.provisional is provisional
    assert ("暂定" in found.because) is provisional


def test_the_closing_hour_is_a_setting() -> None:
    assert due(working(1), at("2026-11-23 09:00"), CALENDAR, ZONE, time(18, 30)).due_at == at(
        "2026-11-24 18:30"
    )


def test_the_office_zone_decides_the_day_not_utc() -> None:
    late_evening = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert due(working(1), late_evening, CALENDAR).due_at == at("2026-11-25 17:00")


def test_the_reasoning_is_told_day_by_day_and_in_words() -> None:
    found = due(working(3), at("2026-02-13 10:00"), CALENDAR)
    told = [(day.day.day, day.counted, day.why) for day in found.days]
    assert told[:4] == [
        (13, None, "起算当天不计"),
        (14, 1, "春节调休上班"),
        (15, None, "春节"),
        (16, None, "春节"),
    ]
    assert told[-2:] == [(24, 2, ""), (25, 3, "")]
    assert found.because == (
        "从2月13日 周五的次日起算，3个工作日，2月25日 周三 17:00到期；"
        "2月15日至2月23日春节不计；2月14日 周六春节调休上班，计入。"
    )


def test_the_reasoning_of_a_rolled_day() -> None:
    found = due(CONFIRMATION, at("2026-12-04 10:00"), CALENDAR)
    assert found.because == (
        "从12月4日 周五的次日起算，30日，2027年1月4日 周一 17:00到期；"
        "期满日1月3日是周日，顺延到下一个工作日；2027年的放假安排还没有确认，暂定。"
    )
    assert [(day.counted, day.why) for day in found.days[-2:]] == [(30, "周日"), (None, "期满日顺延")]


def test_extension_and_its_cap() -> None:
    petition = natural(60, max_extension=30)
    start = at("2026-06-01 10:00")
    assert due(petition, start, CALENDAR).due_at == at("2026-07-31 17:00")
    longer = due(petition, start, CALENDAR, extension=30)
    assert longer.due_at == at("2026-08-30 17:00")
    assert "60日，延长30日" in longer.because
    with pytest.raises(ValueError, match="最多延长30日"):
        due(petition, start, CALENDAR, extension=31)
    with pytest.raises(ValueError, match="不能延长"):
        due(working(3), start, CALENDAR, extension=1)
    with pytest.raises(ValueError, match="不能是负数"):
        due(petition, start, CALENDAR, extension=-1)
    uncapped = due(working(3, max_extension=None), at("2026-11-23 09:00"), CALENDAR, extension=2)
    assert uncapped.due_at == at("2026-11-30 17:00")


def test_pauses_do_not_count() -> None:
    medical = working(30, pausable=True)
    start = at("2026-03-02 10:00")
    plain = due(medical, start, CALENDAR)
    assert plain.due_at == at("2026-04-14 17:00")
    appraisal = (date(2026, 3, 9), date(2026, 3, 20))
    paused = due(medical, start, CALENDAR, pauses=[appraisal, (date(2026, 3, 18), date(2026, 3, 20))])
    assert paused.due_at == at("2026-04-28 17:00")
    assert "3月9日至3月20日暂停不计" in paused.because
    with pytest.raises(ValueError, match="不能暂停"):
        due(working(3), start, CALENDAR, pauses=[appraisal])
    with pytest.raises(ValueError, match="早于第一天"):
        due(medical, start, CALENDAR, pauses=[(date(2026, 3, 2), date(2026, 3, 1))])


@pytest.mark.parametrize("fields", [{"count": 0}, {"count": 1001}, {"count": 3, "max_extension": -1}])
def test_rules_that_nobody_has(fields: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="天数应在"):
        Rule(unit=DayUnit.WORKING, **fields)  # type: ignore[arg-type]  # counts only


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="时区"):
        due(working(1), datetime(2026, 11, 23, 9), CALENDAR)  # noqa: DTZ001 - this is what must be refused


@pytest.mark.parametrize(
    ("now", "late", "days", "sentence"),
    [
        # due Wednesday 25 February 17:00, three working days from Friday 13 February
        ("2026-02-13 10:00", False, 3, "还剩3个工作日"),
        ("2026-02-14 10:00", False, 2, "还剩2个工作日"),
        ("2026-02-20 10:00", False, 2, "还剩2个工作日"),
        ("2026-02-24 23:59", False, 1, "还剩1个工作日"),
        ("2026-02-25 08:00", False, 0, "今天17:00到期"),
        ("2026-02-25 17:00", False, 0, "今天17:00到期"),
        ("2026-02-25 17:01", True, 0, "已超期，未满1个工作日"),
        ("2026-02-26 08:00", True, 1, "超期1个工作日"),
        ("2026-02-28 08:00", True, 3, "超期3个工作日"),
        ("2026-03-01 08:00", True, 3, "超期3个工作日"),
        ("2026-03-02 08:00", True, 4, "超期4个工作日"),
    ],
)
def test_what_is_left(now: str, late: bool, days: int, sentence: str) -> None:
    deadline = due(working(3), at("2026-02-13 10:00"), CALENDAR)
    left = remaining(deadline, at(now), CALENDAR)
    assert (left.late, left.working_days, left.sentence) == (late, days, sentence)


def test_days_of_a_pause_are_not_left() -> None:
    medical = working(5, pausable=True)
    start = at("2026-11-23 10:00")
    deadline = due(medical, start, CALENDAR, pauses=[(date(2026, 11, 25), date(2026, 11, 27))])
    assert deadline.due_at == at("2026-12-03 17:00")
    assert remaining(deadline, start, CALENDAR).working_days == 5
    assert remaining(deadline, at("2026-11-25 10:00"), CALENDAR).working_days == 4


def test_the_earlier_of_two_deadlines_wins() -> None:
    own = due(working(5), at("2026-12-29 10:00"), CALENDAR)
    assert own.provisional
    assert earlier_wins(own, None) is own
    assert earlier_wins(own, own.due_at) is own
    assert earlier_wins(own, own.due_at + timedelta(days=1)) is own
    sender = earlier_wins(own, utc_of(date(2026, 12, 31), time(12)))
    assert sender.due_at == at("2026-12-31 12:00")
    assert not sender.provisional
    assert sender.because == (
        "来文要求12月31日 周四 12:00前反馈，早于本中心时限2027年1月6日 周三 17:00，以来文为准。"
    )
    assert [day.counted for day in sender.days] == [None, 1, 2]


starts = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minute: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
)
rules = st.builds(
    Rule,
    count=st.integers(1, 60),
    unit=st.sampled_from(DayUnit),
    starts=st.sampled_from(Starts),
    rolled_past_holidays=st.booleans(),
    max_extension=st.none(),
    pausable=st.just(True),
)
pauses = st.lists(
    st.builds(
        lambda first, length: (first, first + timedelta(days=length)),
        st.dates(date(2024, 1, 1), date(2027, 12, 31)),
        st.integers(0, 40),
    ),
    max_size=3,
)


def local_day(deadline: Deadline) -> date:
    return in_zone(deadline.due_at).date()


@settings(deadline=None)
@given(rules, starts, pauses, st.integers(0, 20))
def test_as_many_days_are_counted_as_the_rule_says(
    rule: Rule, start: datetime, stops: list[tuple[date, date]], extension: int
) -> None:
    found = due(rule, start, CALENDAR, extension=extension, pauses=stops)
    counted = [day.counted for day in found.days if day.counted]
    assert counted == list(range(1, rule.count + extension + 1))
    days = [day.day for day in found.days]
    assert days == [days[0] + timedelta(days=step) for step in range(len(days))]
    assert days[-1] == local_day(found)
    assert found.due_at > start
    assert not any(first <= day.day <= last for day in found.days if day.counted for first, last in stops)
    assert all(day.why for day in found.days if day.counted is None)


@settings(deadline=None)
@given(rules, starts)
def test_working_and_rolled_rules_never_end_on_a_day_off(rule: Rule, start: datetime) -> None:
    assume(rule.unit is DayUnit.WORKING or rule.rolled_past_holidays)
    found = due(rule, start, CALENDAR)
    assert CALENDAR.is_working(local_day(found))
    if rule.unit is DayUnit.WORKING:
        first = in_zone(start).date()
        if rule.starts is Starts.DAY_AFTER:
            assert CALENDAR.working_days(first, local_day(found)) == rule.count


@settings(deadline=None)
@given(rules, starts, st.integers(0, 60 * 24 * 40))
def test_a_later_start_is_never_due_earlier(rule: Rule, start: datetime, minutes: int) -> None:
    later = start + timedelta(minutes=minutes)
    assert due(rule, later, CALENDAR).due_at >= due(rule, start, CALENDAR).due_at


@settings(deadline=None)
@given(rules, starts, st.integers(1, 20))
def test_an_extension_or_a_pause_never_shortens(rule: Rule, start: datetime, days: int) -> None:
    plain = due(rule, start, CALENDAR)
    assert due(rule, start, CALENDAR, extension=days).due_at >= plain.due_at
    first = in_zone(start).date() + timedelta(days=1)
    paused = due(rule, start, CALENDAR, pauses=[(first, first + timedelta(days=days))])
    assert paused.due_at >= plain.due_at


@settings(deadline=None)
@given(rules, starts)
def test_what_is_confirmed_does_not_rest_on_the_years_to_come(rule: Rule, start: datetime) -> None:
    found = due(rule, start, CALENDAR)
    assume(not found.provisional)
    upside_down = {
        date(2027, 1, 1) + timedelta(days=step): (step % 3 == 0, "改过") for step in range(3 * 365)
    }
    known = {
        day: (works, name)
        for plan in shipped_year_plans()
        if plan.confirmed
        for day, works, name in plan.days
    }
    other = WorkCalendar(known | upside_down, CALENDAR.confirmed_years)
    assert due(rule, start, other).due_at == found.due_at


@settings(deadline=None)
@given(rules, starts, st.integers(0, 60 * 24 * 90))
def test_what_is_left_falls_and_lateness_rises(rule: Rule, start: datetime, minutes: int) -> None:
    deadline = due(rule, start, CALENDAR)
    now = start + timedelta(minutes=minutes)
    left, next_day = (
        remaining(deadline, now, CALENDAR),
        remaining(deadline, now + timedelta(days=1), CALENDAR),
    )
    assert left.late == (now > deadline.due_at)
    assert left.working_days >= 0
    if left.late:
        assert next_day.working_days >= left.working_days
    elif not next_day.late:
        assert next_day.working_days <= left.working_days
