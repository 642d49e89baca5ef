"""How a deadline is counted: a rule, a start, a calendar give the due moment and the reasoning day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from desktop.deadlines.calendar import WorkCalendar
from models.values.dates import OFFICE_ZONE, day_in_sentences, in_zone, moment_in_sentences, utc_of

CLOSING = time(17, 0)
LONGEST_COUNT = 1000

Pause = tuple[date, date]
"""First and last day, both at the office, on which a clock stood still."""


class DayUnit(StrEnum):
    """What is counted."""

    WORKING = "working"
    NATURAL = "natural"


class Starts(StrEnum):
    """Which day is day 1."""

    DAY_AFTER = "day_after"
    SAME_DAY = "same_day"


_NOT_TOLD = frozenset({"周六", "周日", "起算当天不计", "期满日顺延"})
UNIT_LABELS = {DayUnit.WORKING: "个工作日", DayUnit.NATURAL: "日"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A length of time.

    `count` days of `unit`; day 1 is the day after the start (民法典 art. 201, 民诉法 art. 85) unless
    `starts` says otherwise; a last day that is a holiday moves to the next working day where
    `rolled_past_holidays` (民法典 art. 203). `max_extension` is in the same unit: 0 none, None without a cap.
    `pausable` says whether days may be left out (appraisal, 中止).
    """

    count: int
    unit: DayUnit
    starts: Starts = Starts.DAY_AFTER
    rolled_past_holidays: bool = False
    max_extension: int | None = 0
    pausable: bool = False

    def __post_init__(self) -> None:
        """Refuse lengths that no scheme has."""
        if not 1 <= self.count <= LONGEST_COUNT:
            raise ValueError(f"期限天数应在1到{LONGEST_COUNT}之间。")
        if self.max_extension is not None and not 0 <= self.max_extension <= LONGEST_COUNT:
            raise ValueError(f"延长天数应在0到{LONGEST_COUNT}之间。")


@dataclass(frozen=True, slots=True)
class DayCount:
    """One day on the way to a deadline: its number when it counts, else None, and why."""

    day: date
    counted: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due (UTC), how that was counted, and whether a calendar year was not confirmed."""

    due_at: datetime
    days: tuple[DayCount, ...]
    provisional: bool
    because: str
    rule: Rule | None = None
    """What was counted from `start`, so that it can be counted again; None where somebody else set the date."""
    start: datetime | None = None
    extension: int = 0
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left until a deadline, or how late it is, in working days and in days of the calendar.

    Not late and 0 working days: due today, or no working day lies between. Late and 0: since today's
    closing hour, or no working day has passed since.
    """

    late: bool
    working_days: int
    natural_days: int
    sentence: str


def due(
    rule: Rule,
    start: datetime,
    calendar: WorkCalendar,
    zone: tzinfo | str = OFFICE_ZONE,
    closing: time = CLOSING,
    *,
    extension: int = 0,
    pauses: Sequence[Pause] = (),
) -> Deadline:
    """Return when something begun at `start` (aware) is due: at the closing hour of the last counted day.

    `extension` adds days of the rule's unit, at most the rule's `max_extension`. The days of `pauses`, first
    and last included, do not count. Raises ValueError with a Chinese sentence for an extension or a pause
    that the rule does not allow.
    """
    local = in_zone(start, zone)
    _check(rule, extension, pauses)
    after_hours = rule.starts is Starts.SAME_DAY and local.time() >= closing
    first_day = local.date() + timedelta(days=after_hours)
    days = _counted_days(rule, rule.count + extension, first_day, calendar, pauses)
    provisional = _is_provisional(rule, days, calendar)
    due_at = utc_of(days[-1].day, closing, zone)
    because = _because(rule, extension, due_at, days, calendar, zone, provisional=provisional)
    return Deadline(
        due_at,
        days,
        provisional,
        because,
        rule=rule,
        start=start,
        extension=extension,
        pauses=tuple(pauses),
    )


def _check(rule: Rule, extension: int, pauses: Sequence[Pause]) -> None:
    unit = UNIT_LABELS[rule.unit]
    if extension < 0:
        raise ValueError("延长的天数不能是负数。")
    if extension and rule.max_extension == 0:
        raise ValueError("这个期限不能延长。")
    if rule.max_extension is not None and extension > rule.max_extension:
        raise ValueError(f"这个期限最多延长{rule.max_extension}{unit}。")
    if pauses and not rule.pausable:
        raise ValueError("这个期限不能暂停计算。")
    if any(last < first for first, last in pauses):
        raise ValueError("暂停的最后一天早于第一天。")


def _counted_days(
    rule: Rule, wanted: int, first_day: date, calendar: WorkCalendar, pauses: Sequence[Pause]
) -> tuple[DayCount, ...]:
    """Walk day by day until enough are counted, then past holidays where the rule says so."""
    days: list[DayCount] = []
    day, number = first_day, 0
    if rule.starts is Starts.DAY_AFTER:
        days.append(DayCount(day, None, "起算当天不计"))
        day += timedelta(days=1)
    while number < wanted:
        why = _why_left_out(rule, day, calendar, pauses)
        number += not why
        days.append(DayCount(day, None, why) if why else DayCount(day, number, calendar.name_of(day)))
        day += timedelta(days=1)
    while rule.rolled_past_holidays and not calendar.is_working(days[-1].day):
        days.append(DayCount(day, None, "期满日顺延"))
        day += timedelta(days=1)
    return tuple(days)


def _why_left_out(rule: Rule, day: date, calendar: WorkCalendar, pauses: Sequence[Pause]) -> str:
    """Return why a day does not count, or an empty text."""
    if any(first <= day <= last for first, last in pauses):
        return "暂停"
    if rule.unit is DayUnit.WORKING and not calendar.is_working(day):
        return calendar.name_of(day)
    return ""


def _last_counted(days: tuple[DayCount, ...]) -> int:
    """Return the place of the last counted day."""
    return max(place for place, day in enumerate(days) if day.counted)


def _is_provisional(rule: Rule, days: tuple[DayCount, ...], calendar: WorkCalendar) -> bool:
    """Tell whether a notice still to come may move the due day."""
    if rule.unit is DayUnit.WORKING:
        resting = days[1:] if rule.starts is Starts.DAY_AFTER else days
    else:
        resting = days[_last_counted(days) :] if rule.rolled_past_holidays else ()
    return any(not calendar.is_confirmed(day.day) for day in resting)


def _because(
    rule: Rule,
    extension: int,
    due_at: datetime,
    days: tuple[DayCount, ...],
    calendar: WorkCalendar,
    zone: tzinfo | str,
    *,
    provisional: bool,
) -> str:
    """Say the reasoning in one Chinese sentence."""
    first_day = days[0].day
    origin = "次日" if rule.starts is Starts.DAY_AFTER else "当天"
    longer = f"，延长{extension}{UNIT_LABELS[rule.unit]}" if extension else ""
    length = f"{rule.count}{UNIT_LABELS[rule.unit]}{longer}"
    until = moment_in_sentences(due_at, zone, this_year=first_day.year)
    parts = [f"从{day_in_sentences(first_day)}的{origin}起算，{length}，{until}到期"]
    parts.extend(f"{span}不计" for span in _spans(days))
    if rule.unit is DayUnit.WORKING:
        make_up = [day.day for day in days if day.counted and calendar.name_of(day.day)]
        parts.extend(f"{day_in_sentences(day)}{calendar.name_of(day)}，计入" for day in make_up)
    full = days[_last_counted(days)]
    if full is not days[-1]:
        parts.append(
            f"期满日{full.day.month}月{full.day.day}日是{calendar.name_of(full.day)}，顺延到下一个工作日"
        )
    if provisional:
        parts.extend(_unsure({day.day.year for day in days}, calendar))
    return "；".join(parts) + "。"


def _unsure(years: set[int], calendar: WorkCalendar) -> list[str]:
    """Say which years' days off are not confirmed, and which were not entered at all."""
    open_years = years - calendar.confirmed_years
    entered, missing = (
        "、".join(map(str, sorted(some)))
        for some in (open_years & calendar.entered_years, open_years - calendar.entered_years)
    )
    said = [f"{entered}年的放假安排还没有确认，暂定"] if entered else []
    return [*said, f"{missing}年的工作日历还没有录入，按周一至周五计算，暂定"] if missing else said


def _spans(days: Sequence[DayCount]) -> list[str]:
    """Join left-out days of one reason into spans: `10月1日至10月7日国庆节`; weekends are not told."""
    spans: list[tuple[date, date, str]] = []
    for entry in days:
        if entry.counted or entry.why in _NOT_TOLD:
            continue
        if spans and spans[-1][2] == entry.why and entry.day - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], entry.day, entry.why)
        else:
            spans.append((entry.day, entry.day, entry.why))
    return [
        f"{first.month}月{first.day}日" + (f"至{last.month}月{last.day}日" if last > first else "") + why
        for first, last, why in spans
    ]


def remaining(
    deadline: Deadline, now: datetime, calendar: WorkCalendar, zone: tzinfo | str = OFFICE_ZONE
) -> Remaining:
    """Return what is left at `now` (aware), or how late it is; the very due moment is still in time.

    Left are the working days after today up to the due day, without those that the count left out; late are
    the working days after the due day up to today.
    """
    today, last_day = in_zone(now, zone).date(), in_zone(deadline.due_at, zone).date()
    if now > deadline.due_at:
        late = calendar.working_days(last_day, today)
        over = f"超期{late}个工作日" if late else "已超期，未满1个工作日"
        return Remaining(late=True, working_days=late, natural_days=(today - last_day).days, sentence=over)
    paused = sum(
        day.counted is None and calendar.is_working(day.day) and today < day.day < last_day
        for day in deadline.days
    )
    left = calendar.working_days(today, last_day) - paused
    hour = f"{in_zone(deadline.due_at, zone):%H:%M}"
    sentence = f"今天{hour}到期" if today == last_day else f"还剩{left}个工作日"
    return Remaining(late=False, working_days=left, natural_days=(last_day - today).days, sentence=sentence)


def earlier_wins(own: Deadline, sender_due: datetime | None, zone: tzinfo | str = OFFICE_ZONE) -> Deadline:
    """Return the deadline that holds when a sender set one too: the earlier (practice.md 9)."""
    if sender_due is None or sender_due >= own.due_at:
        return own
    last_day = in_zone(sender_due, zone).date()
    because = (
        f"来文要求{moment_in_sentences(sender_due, zone)}前反馈，"
        f"早于本中心时限{moment_in_sentences(own.due_at, zone, this_year=last_day.year)}，以来文为准。"
    )
    days = tuple(day for day in own.days if day.day <= last_day)
    return replace(own, due_at=sender_due.astimezone(UTC), days=days, provisional=False, because=because)
