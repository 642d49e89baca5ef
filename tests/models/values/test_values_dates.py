"""Days and times as offices type them, and how they are shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.dates import (
    day_in_sentences,
    day_in_tables,
    day_on_paper,
    in_zone,
    moment_in_sentences,
    moment_in_tables,
    moment_on_paper,
    parse_day,
    parse_time,
    utc_of,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-05",
        "2026-11-5",
        "2026.11.05",
        "2026/11/5",
        "20261105",
        "2026年11月5日",
        " 2026 年 11 月 05 号 ",
        "２０２６－１１－０５",
        "２０２６。１１。０５",
        "2026—11—05",
        "26-11-05",
        "11-5",
        "11.05",
        "11月5日",
    ],
)
def test_writings_of_one_day(typed: str) -> None:
    assert parse_day(typed, today=TODAY) == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("typed", "today", "past", "any_day"),
    [
        ("今天", date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 23)),
        ("昨天", date(2026, 3, 1), date(2026, 2, 28), date(2026, 2, 28)),
        ("前天", date(2027, 1, 1), date(2026, 12, 30), date(2026, 12, 30)),
        ("12-30", date(2027, 1, 4), date(2026, 12, 30), date(2027, 12, 30)),
        ("1-5", date(2026, 12, 20), date(2026, 1, 5), date(2027, 1, 5)),
        ("10-8", date(2026, 11, 23), date(2026, 10, 8), date(2026, 10, 8)),
    ],
)
def test_days_without_a_year(typed: str, today: date, past: date, any_day: date) -> None:
    assert parse_day(typed, today=today, future=False) == past
    assert parse_day(typed, today=today) == any_day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请填写日期"),
        ("2026-02-29", "没有2026年2月29日这一天"),
        ("2-30", "没有2026年2月30日这一天"),
        ("2026-13-01", "没有2026年13月1日这一天"),
        ("20261131", "没有2026年11月31日这一天"),
        ("0206-11-05", "年份206不对"),
        ("2926-11-05", "年份2926不对"),
        ("上个月", "看不懂这个日期"),
        ("2026-11", "看不懂这个日期|没有"),
        ("2026-11-05 10:00", "看不懂这个日期"),
        ("٢٠٢٦-١١-٠٥", "看不懂这个日期"),
    ],
)
def test_days_refused(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_day(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["2026-11-24", "11-24", "明天", "20270101"])
def test_future_is_refused_where_it_cannot_be(typed: str) -> None:
    with pytest.raises(ValueError, match=r"不能晚于今天（2026-11-23）"):
        parse_day(typed, today=TODAY, future=False)
    assert parse_day(typed, today=TODAY) > TODAY


@given(st.dates(date(1880, 1, 1), date(2199, 12, 31)))
def test_what_is_shown_can_be_typed(day: date) -> None:
    for written in (
        day_in_tables(day),
        day_on_paper(day),
        f"{day:%Y%m%d}",
        f"{day.year}.{day.month}.{day.day}",
    ):
        assert parse_day(written, today=TODAY) == day


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_year_is_never_far(today: date, month: int, number: int) -> None:
    day = parse_day(f"{month}-{number}", today=today)
    assert (day.month, day.day) == (month, number)
    assert today - timedelta(days=183) <= day <= today + timedelta(days=366)
    try:
        past = parse_day(f"{month}月{number}日", today=today, future=False)
    except ValueError:
        assert today < day.replace(year=today.year) <= today + timedelta(days=31)
    else:
        assert today - timedelta(days=366) <= past <= today


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9:05", time(9, 5)),
        ("14：30", time(14, 30)),
        ("1430", time(14, 30)),
        ("１４：３０", time(14, 30)),
        ("14点", time(14)),
        ("14时30分", time(14, 30)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_times(typed: str, at: time) -> None:
    assert parse_time(typed) == at


@pytest.mark.parametrize("typed", ["", "9", "14:", "24:00", "12:60", "下午", "930", "12:5:1"])
def test_times_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"看不懂这个时间|没有.*这个时间"):
        parse_time(typed)


def test_how_days_and_moments_are_shown() -> None:
    moment = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert day_in_tables(date(2026, 12, 5)) == "2026-12-05"
    assert day_on_paper(date(2026, 1, 5)) == "2026年1月5日"
    assert day_in_sentences(date(2026, 11, 24)) == "11月24日 周二"
    assert moment_in_sentences(moment) == "11月24日 周二 17:00"
    assert moment_in_sentences(moment, this_year=2026) == "11月24日 周二 17:00"
    assert moment_in_sentences(moment, this_year=2027) == "2026年11月24日 周二 17:00"
    assert moment_in_tables(moment) == "2026-11-24 17:00"
    assert moment_on_paper(moment) == "2026年11月24日17时"
    assert moment_on_paper(moment + timedelta(minutes=5)) == "2026年11月24日17时5分"
    assert moment_in_sentences(datetime(2026, 11, 24, 16, 30, tzinfo=UTC)) == "11月25日 周三 00:30"


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="时区"):
        in_zone(datetime(2026, 11, 24, 9, 0))  # noqa: DTZ001 - this is what must be refused


@given(st.integers(0, 3_400_000_000), st.integers(-12, 14))
def test_zones_never_change_the_moment(second: int, hours: int) -> None:
    moment = datetime(1992, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    shown = in_zone(moment)
    assert shown == moment
    assert shown.utcoffset() == timedelta(hours=8)
    assert in_zone(moment, timezone(timedelta(hours=hours))) == moment
    assert utc_of(shown.date(), shown.time()) == moment
