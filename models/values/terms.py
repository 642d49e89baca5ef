"""Obligations of an agreement: their kinds, their terms (practice.md 17), and what makes one unusable."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from models.values.chinese_numerals import in_chinese
from models.values.dates import day_on_paper

LONGEST_DAYS = 36_500
LONGEST_EVENT = 80


class ObligationKind(StrEnum):
    """What somebody undertook."""

    PAYMENT = "payment"
    DELIVERY = "delivery"
    ACT = "act"
    FORBEARANCE = "forbearance"
    APOLOGY = "apology"
    EACH_BEARS_OWN = "each_bears_own"
    OTHER = "other"


OBLIGATION_LABELS: Mapping[ObligationKind, str] = MappingProxyType(
    {
        ObligationKind.PAYMENT: "付款",
        ObligationKind.DELIVERY: "交付实物",
        ObligationKind.ACT: "为一定行为",
        ObligationKind.FORBEARANCE: "不为一定行为",
        ObligationKind.APOLOGY: "赔礼道歉",
        ObligationKind.EACH_BEARS_OWN: "各自承担/互不追究",
        ObligationKind.OTHER: "其他",
    }
)


class TermKind(StrEnum):
    """How it is said until when an obligation is to be performed."""

    FIXED_DATE = "fixed_date"
    AT_SIGNING = "at_signing"
    DAYS_AFTER_EFFECT = "days_after_effect"
    RECURRING = "recurring"
    UNTIL_EVENT = "until_event"
    LIFELONG = "lifelong"
    LONG_TERM = "long_term"


TERM_LABELS: Mapping[TermKind, str] = MappingProxyType(
    {
        TermKind.FIXED_DATE: "定日",
        TermKind.AT_SIGNING: "签订时当场",
        TermKind.DAYS_AFTER_EFFECT: "自生效之日起N日内",
        TermKind.RECURRING: "定期",
        TermKind.UNTIL_EVENT: "至…止",
        TermKind.LIFELONG: "终身",
        TermKind.LONG_TERM: "长期",
    }
)


class Every(StrEnum):
    """How often a recurring obligation falls due."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


EVERY_LABELS: Mapping[Every, str] = MappingProxyType(
    {Every.MONTH: "每月", Every.QUARTER: "每三个月", Every.HALF_YEAR: "每半年", Every.YEAR: "每年"}
)
_MONTHS: Mapping[Every, int] = MappingProxyType(
    {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}
)
_WANTED: Mapping[TermKind, tuple[str, str] | None] = MappingProxyType(
    {
        TermKind.FIXED_DATE: ("day", "请填写履行的日期。"),
        TermKind.AT_SIGNING: None,
        TermKind.DAYS_AFTER_EFFECT: ("days", "请填写协议生效后多少日内履行。"),
        TermKind.RECURRING: ("every", "请选择多久履行一次。"),
        TermKind.UNTIL_EVENT: ("event", "请写明到什么时候或什么事情为止。"),
        TermKind.LIFELONG: None,
        TermKind.LONG_TERM: None,
    }
)
_ALLOWED: Mapping[TermKind, frozenset[str]] = MappingProxyType(
    {
        TermKind.FIXED_DATE: frozenset({"day"}),
        TermKind.AT_SIGNING: frozenset(),
        TermKind.DAYS_AFTER_EFFECT: frozenset({"days"}),
        TermKind.RECURRING: frozenset({"every", "first_on", "last_on", "month_end", "event"}),
        TermKind.UNTIL_EVENT: frozenset({"event"}),
        TermKind.LIFELONG: frozenset(),
        TermKind.LONG_TERM: frozenset(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Until when an obligation is to be performed; only the fields of its kind are filled.

    `day` fixed_date; `days` days_after_effect; `event` until_event, and where a recurring one ends with an
    event instead of a day; `every`, `first_on` (the first due day), `last_on` (the last one), `month_end`
    (always the last day of the month) recurring. Building a wrong one raises ValueError with a sentence.
    """

    kind: TermKind
    day: date | None = None
    days: int | None = None
    event: str = ""
    every: Every | None = None
    first_on: date | None = None
    last_on: date | None = None
    month_end: bool = False

    def __post_init__(self) -> None:
        """Refuse a term that cannot be said in words."""
        wanted = _WANTED[self.kind]
        if wanted and getattr(self, wanted[0]) in (None, ""):
            raise ValueError(wanted[1])
        filled = {
            name
            for name in ("day", "days", "every", "first_on", "last_on")
            if getattr(self, name) is not None
        }
        filled |= {name for name in ("event", "month_end") if getattr(self, name)}
        if filled - _ALLOWED[self.kind]:
            raise ValueError(f"“{TERM_LABELS[self.kind]}”的期限不填其他日期或天数，请重新选择期限。")
        if self.days is not None and not 1 <= self.days <= LONGEST_DAYS:
            raise ValueError(f"天数应在1到{LONGEST_DAYS}之间。")
        if len(self.event) > LONGEST_EVENT or self.event != self.event.strip() or "\n" in self.event:
            raise ValueError(f"“到什么时候为止”写在一行内，最多{LONGEST_EVENT}个字。")
        if self.kind is TermKind.RECURRING:
            self._check_recurring()

    def _check_recurring(self) -> None:
        if self.first_on is None:
            raise ValueError("请填写第一次履行的日期。")
        if self.last_on is not None and self.event:
            raise ValueError("最后一次的日期和“到什么时候为止”只填一个。")
        if self.last_on is not None and self.last_on < self.first_on:
            raise ValueError("最后一次履行的日期早于第一次。")
        if self.month_end and self.first_on.day != monthrange(self.first_on.year, self.first_on.month)[1]:
            raise ValueError("选了月末履行，第一次的日期也应是当月最后一日。")


def in_words(term: Term, *, oral: bool = False) -> str:
    """Return the term as the agreement prints it, such as `自本协议生效之日起七日内`.

    An `oral` agreement is not signed (人民调解法 art. 28): what is done at once is done on the spot.
    """
    match term.kind:
        case TermKind.FIXED_DATE:
            assert term.day is not None
            return f"{day_on_paper(term.day)}前（含当日）"
        case TermKind.AT_SIGNING:
            return "当场" if oral else "签订本协议时当场"
        case TermKind.DAYS_AFTER_EFFECT:
            assert term.days is not None
            return f"自本协议生效之日起{in_chinese(term.days)}日内"
        case TermKind.RECURRING:
            return _recurring_in_words(term)
        case TermKind.UNTIL_EVENT:
            return f"自本协议生效之日起{_until(term.event)}"
        case TermKind.LIFELONG | TermKind.LONG_TERM:
            return TERM_LABELS[term.kind]


def _until(event: str) -> str:
    """Return an event with 至 before and 止 behind, as often as not typed already."""
    event = event.removeprefix("至").removesuffix("止").removesuffix("为")
    return f"至{event}止"


def _recurring_in_words(term: Term) -> str:
    assert term.every is not None
    assert term.first_on is not None
    number = "最后一日" if term.month_end else f"{term.first_on.day}日"
    match term.every:
        case Every.MONTH:
            start, turn = f"自{term.first_on.year}年{term.first_on.month}月起", f"每月{number}前（含当日）"
        case Every.YEAR:
            start, turn = f"自{term.first_on.year}年起", f"每年{term.first_on.month}月{number}前（含当日）"
        case Every.QUARTER | Every.HALF_YEAR:
            start = f"自{term.first_on.year}年{term.first_on.month}月起"
            turn = f"{EVERY_LABELS[term.every]}一次，于当月{number}前（含当日）"
    words = f"{start}，{turn}"
    if term.last_on is not None:
        times = in_chinese(len(recurrences(term, until=term.last_on)))
        words += f"，至{day_on_paper(term.last_on)}止，共{times}次"
    elif term.event:
        words += f"，{_until(term.event)}"
    return words


def due_on(term: Term, effective_on: date | None) -> date | None:
    """Return the last day for performance, of a recurring term the first one; None where there is none yet.

    The day of effect is not counted (民法典 art. 201). At signing means the day of effect here. Whether a
    last day that is a holiday moves on (art. 203) is for the calendar in desktop/deadlines to say.
    """
    match term.kind:
        case TermKind.FIXED_DATE:
            return term.day
        case TermKind.AT_SIGNING:
            return effective_on
        case TermKind.DAYS_AFTER_EFFECT:
            assert term.days is not None
            return None if effective_on is None else effective_on + timedelta(days=term.days)
        case TermKind.RECURRING:
            return term.first_on
        case TermKind.UNTIL_EVENT | TermKind.LIFELONG | TermKind.LONG_TERM:
            return None


def recurrences(term: Term, *, until: date) -> tuple[date, ...]:
    """Return the due days of a recurring term up to `until` and its own last day; () for other kinds.

    A day that a month does not have (31 April) becomes the month's last day (民法典 art. 202).
    """
    if term.kind is not TermKind.RECURRING or term.every is None or term.first_on is None:
        return ()
    end = until if term.last_on is None else min(until, term.last_on)
    days: list[date] = []
    start = term.first_on.year * 12 + term.first_on.month - 1
    for months in range(start, end.year * 12 + end.month, _MONTHS[term.every]):
        year, month = divmod(months, 12)
        longest = monthrange(year, month + 1)[1]
        day = date(year, month + 1, longest if term.month_end else min(term.first_on.day, longest))
        if day <= end:
            days.append(day)
    return tuple(days)


def says_nothing(text: str) -> bool:
    """Tell whether a text holds no letter, digit or Chinese character: blank, or marks only."""
    return re.search(r"[^\W_]", text) is None


def obligation_faults(
    *,
    kind: ObligationKind | None,
    what: str,
    debtors: Collection[object],
    creditors: Collection[object],
    amount_fen: int | None,
    formula: str,
    term: Term | None,
) -> list[tuple[str, str]]:
    """Return what makes an obligation unusable, as (field, Chinese sentence); empty when it can be printed.

    人民调解法 art. 29 says what an agreement "may" contain, so little is demanded (practice.md 17): it must
    say what is to be done; a payment needs payer, payee, and an amount or a formula. Fields: kind, what,
    debtors, creditors, amount.
    """
    if kind is None:
        return [("kind", "请选择履行事项的种类。")]
    faults: list[tuple[str, str]] = []
    if kind is ObligationKind.PAYMENT:
        if not debtors:
            faults.append(("debtors", "付款事项还没有写明付款人。"))
        if not creditors:
            faults.append(("creditors", "付款事项还没有写明收款人。"))
        if not amount_fen and says_nothing(formula):
            faults.append(("amount", "付款事项还没有写明金额或计算办法。"))
        return faults
    says_itself = kind in {ObligationKind.APOLOGY, ObligationKind.EACH_BEARS_OWN}
    if says_nothing(what) and not says_itself:
        if term is None:
            faults.append(("what", "既没有写明要做什么，也没有写明何时为止，请先写明要做的事。"))
        else:
            faults.append(("what", "还没有写明要做什么。"))
    return faults
