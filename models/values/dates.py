"""Days and moments: how an office types them and how tables, sentences and papers show them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from models.values.text import half_width, plain_dashes, without_invisible

OFFICE_ZONE = "Asia/Shanghai"

_DAY_WORDS = {"前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2}
_WITH_YEAR = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})|([0-9]{4}|[0-9]{2})([-./年])([0-9]{1,2})(?:[-./]|月)([0-9]{1,2})[日号]?"
)
_WITHOUT_YEAR = re.compile(r"([0-9]{1,2})(?:[-./]|月)([0-9]{1,2})[日号]?")
_TIME = re.compile(r"([0-9]{1,2})[:：点时]([0-9]{1,2})?分?|([0-9]{2})([0-9]{2})")
_WEEKDAYS = "一二三四五六日"
_NEAR_FUTURE = timedelta(days=31)
_HALF_A_YEAR = timedelta(days=183)


def parse_day(text: str, *, today: date, future: bool = True) -> date:
    """Return the day that was typed, or raise ValueError with a sentence that says what is wrong.

    Understands 2026-11-23, 2026.11.23, 2026/11/23, 20261123, 2026年11月23日, 26-11-23, 11-23, 11月23日,
    今天 昨天 前天 明天 后天. A day without a year is this year's; where that would lie more than a month
    ahead and the future is not allowed, last year's; where the future is allowed and it would lie more than
    half a year back, next year's.
    """
    typed = re.sub(r"\s", "", half_width(without_invisible(text))).replace("。", ".")
    typed = plain_dashes(typed)
    if not typed:
        raise ValueError("请填写日期。")
    if typed in _DAY_WORDS:
        day = today + timedelta(days=_DAY_WORDS[typed])
    elif whole := _WITH_YEAR.fullmatch(typed):
        year, month, number = (whole[1] or whole[4], whole[2] or whole[6], whole[3] or whole[7])
        day = _real_day(int(year) + (2000 if len(year) == 2 else 0), int(month), int(number))
    elif part := _WITHOUT_YEAR.fullmatch(typed):
        day = _nearest(int(part[1]), int(part[2]), today, future=future)
    else:
        raise ValueError("看不懂这个日期，请写成2026-11-23或11-23这样。")
    if day > today and not future:
        raise ValueError(f"日期不能晚于今天（{day_in_tables(today)}）。")
    return day


def _real_day(year: int, month: int, number: int) -> date:
    if not 1880 <= year <= 2199:
        raise ValueError(f"年份{year}不对，请核对。")
    try:
        return date(year, month, number)
    except ValueError:
        raise ValueError(f"没有{year}年{month}月{number}日这一天。") from None


def _nearest(month: int, number: int, today: date, *, future: bool) -> date:
    """Give a day without a year its year, as `parse_day` says."""
    if (month, number) == (2, 29):
        return _real_day(today.year, month, number)
    day = _real_day(today.year, month, number)
    if future and day < today - _HALF_A_YEAR:
        return day.replace(year=day.year + 1)
    if not future and day > today + _NEAR_FUTURE:
        return day.replace(year=day.year - 1)
    return day


def parse_time(text: str) -> time:
    """Return the time of day that was typed: 9:05, 14：30, 1430, 14点, 14时30分. Raises ValueError."""
    typed = re.sub(r"\s", "", half_width(without_invisible(text)))
    found = _TIME.fullmatch(typed)
    if not found or (found[1] and not found[2] and typed[-1] in ":："):
        raise ValueError("看不懂这个时间，请写成14:30这样。")
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"没有{hour}点{minute}分这个时间。")
    return time(hour, minute)


def in_zone(moment: datetime, zone: tzinfo | str = OFFICE_ZONE) -> datetime:
    """Return an aware moment as the clocks of a zone show it. Raises ValueError for a moment without zone."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("时刻没有注明时区。")
    return moment.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)


def utc_of(day: date, at: time, zone: tzinfo | str = OFFICE_ZONE) -> datetime:
    """Return the UTC moment of a time of day at the office."""
    where = ZoneInfo(zone) if isinstance(zone, str) else zone
    return datetime.combine(day, at.replace(tzinfo=None), where).astimezone(UTC)


def day_in_tables(day: date) -> str:
    """Return a day as lists show it: `2026-12-05`."""
    return day.isoformat()


def day_on_paper(day: date) -> str:
    """Return a day as papers print it: `2026年11月22日`, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def day_in_sentences(day: date, *, this_year: int | None = None) -> str:
    """Return a day as sentences say it: `11月24日 周二`, with its year when that is not `this_year`."""
    year = "" if this_year is None or this_year == day.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def moment_in_tables(moment: datetime, zone: tzinfo | str = OFFICE_ZONE) -> str:
    """Return a moment as lists show it, by the office's clock: `2026-12-05 17:00`."""
    return f"{in_zone(moment, zone):%Y-%m-%d %H:%M}"


def moment_in_sentences(
    moment: datetime, zone: tzinfo | str = OFFICE_ZONE, *, this_year: int | None = None
) -> str:
    """Return a moment as sentences say it, by the office's clock: `11月24日 周二 17:00`."""
    local = in_zone(moment, zone)
    return f"{day_in_sentences(local.date(), this_year=this_year)} {local:%H:%M}"


def moment_on_paper(moment: datetime, zone: tzinfo | str = OFFICE_ZONE) -> str:
    """Return a moment as papers print it: `2026年11月22日9时5分`, a full hour without minutes."""
    local = in_zone(moment, zone)
    minutes = f"{local.minute}分" if local.minute else ""
    return f"{day_on_paper(local.date())}{local.hour}时{minutes}"
