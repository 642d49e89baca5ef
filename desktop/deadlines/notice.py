"""Reads the yearly notice of the State Council on days off, as pasted from its page (关于…年部分节假日安排的通知).

The notice says of each festival 放假 from one day to another, and which days are worked instead (上班). Its own
checks are used: the weekday in brackets and 共N天 must agree, else the text is not of this year or was cut.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.entries.calendar import DayEntry
from desktop.errors import OfficeError

_FESTIVAL = re.compile(r"([\u4e00-\u9fff、]{2,20}):(?=(?:\d{4}年)?\d{1,2}月)")
_PLACE = re.compile(r".*[一二三四五六七八九十]+、(?=[\u4e00-\u9fff])")
"""Its number in the list, and whatever ran into it when the lines were joined: 号一、."""
_DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(\([^()]*\))?"
_SPAN = re.compile(rf"{_DAY}(?:[至到—~-]+{_DAY})?(?:\(.*?\))?(?=[^,。;]*(?:放假|休息|上班|、))")
_PART = re.compile(r"[^。;]+")
_TOTAL = re.compile(r"共(\d+)天")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"
_LONGEST = timedelta(days=15)
_NUMBER = re.compile(r"国办发(?:明电)?〔\d{4}〕\d+号")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says of one year: its days, its number if it was pasted too, and days of other years."""

    days: tuple[DayEntry, ...]
    number: str
    elsewhere: tuple[date, ...]
    """Days that it names in the year before or after; they belong into that year's calendar."""


def read_notice(text: str, year: int) -> Notice:
    """Return the days off and the make-up days of a notice's text. Raises OfficeError at `notice` in plain words."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("：", ":").replace("—", "至")
    heads = list(_FESTIVAL.finditer(plain))
    if not heads:
        raise _fault(
            "没有看出放假安排。请粘贴通知的正文，如“一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。”"
        )
    found: dict[date, DayEntry] = {}
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(plain)
        for entry in _festival(_PLACE.sub("", head[1]), plain[head.end() : end], year):
            earlier = found.setdefault(entry.day, entry)
            if earlier.working != entry.working:
                raise _fault(f"{_said(entry.day)}既写了放假又写了上班，请核对。")
    here = sorted(entry for entry in found.values() if entry.day.year == year)
    number = _NUMBER.search(plain)
    return Notice(
        tuple(here), number[0] if number else "", tuple(sorted(day for day in found if day.year != year))
    )


def _festival(name: str, words: str, year: int) -> Iterator[DayEntry]:
    """Yield the days of one festival's sentence or sentences."""
    month = 0
    for part in _PART.findall(words):
        works = "上班" in part
        if not works and "放假" not in part:
            continue  # advice about leave, and whatever follows the list
        days = []
        for span in _SPAN.finditer(part):
            first, month = _day_of(span.groups()[:4], year, month)
            last = first
            if span[7]:
                last, month = _day_of(span.groups()[4:8], first.year, month)
            if not timedelta() <= last - first < _LONGEST:
                raise _fault(f"{name}的{_said(first)}到{_said(last)}不像一段假期，请核对。")
            days += [first + timedelta(days=step) for step in range((last - first).days + 1)]
        _check_total(name, part, days, works=works)
        for day in days:
            if works and day.weekday() < 5:
                raise _fault(
                    f"{_said(day)}是周{_WEEKDAYS[day.weekday()]}，不会是调休上班日；请看通知是不是{year}年的。"
                )
            yield DayEntry(day, works, f"{name}调休上班" if works else name)


def _day_of(parts: tuple[str | None, ...], year: int, month: int) -> tuple[date, int]:
    """Return the day that was written, and its month for a following one that names none."""
    written_year, written_month, number, aside = parts
    year, month = int(written_year or year), int(written_month or month)
    try:
        day = date(year, month, int(number or 0))
    except ValueError:
        raise _fault(f"没有{year}年{month}月{number}日这一天，请核对。") from None
    weekday = _WEEKDAY.search(aside or "")
    if weekday and _WEEKDAYS.index(weekday[1].replace("天", "日")) != day.weekday():
        raise _fault(
            f"通知说{day.month}月{day.day}日是{weekday[0]}，{year}年的这一天是周{_WEEKDAYS[day.weekday()]}；"
            f"请看通知是不是{year}年的。"
        )
    return day, month


def _check_total(name: str, part: str, days: list[date], *, works: bool) -> None:
    """Refuse a sentence without days, or one whose days are not as many as it says."""
    if not days:
        raise _fault(f"没有看出{name}{'在哪天上班' if works else '放哪几天假'}，请核对。")
    total = _TOTAL.search(part)
    if total and not works and int(total[1]) != len(days):
        raise _fault(f"{name}写着共{total[1]}天，看出来的是{len(days)}天，请核对。")


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _fault(sentence: str) -> OfficeError:
    return OfficeError(sentence, field="notice")
