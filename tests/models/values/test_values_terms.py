"""Terms of obligations (practice.md 17): words, due days, and what cannot be printed."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.terms import (
    EVERY_LABELS,
    OBLIGATION_LABELS,
    TERM_LABELS,
    Every,
    ObligationKind,
    Term,
    TermKind,
    due_on,
    in_words,
    obligation_faults,
    recurrences,
    says_nothing,
)

EFFECT = date(2026, 11, 23)
MONTHLY = Term(
    kind=TermKind.RECURRING, every=Every.MONTH, first_on=date(2026, 12, 5), last_on=date(2027, 11, 5)
)


@pytest.mark.parametrize(
    ("term", "words", "due"),
    [
        (
            Term(kind=TermKind.FIXED_DATE, day=date(2026, 12, 20)),
            "2026年12月20日前（含当日）",
            date(2026, 12, 20),
        ),
        (Term(kind=TermKind.AT_SIGNING), "签订本协议时当场", EFFECT),
        (Term(kind=TermKind.DAYS_AFTER_EFFECT, days=7), "自本协议生效之日起七日内", date(2026, 11, 30)),
        (
            Term(kind=TermKind.DAYS_AFTER_EFFECT, days=110),
            "自本协议生效之日起一百一十日内",
            date(2027, 3, 13),
        ),
        (MONTHLY, "自2026年12月起，每月5日前（含当日），至2027年11月5日止，共十二次", date(2026, 12, 5)),
        (
            Term(
                kind=TermKind.RECURRING,
                every=Every.MONTH,
                first_on=date(2026, 12, 31),
                month_end=True,
                event="女儿年满十八周岁",
            ),
            "自2026年12月起，每月最后一日前（含当日），至女儿年满十八周岁止",
            date(2026, 12, 31),
        ),
        (
            Term(kind=TermKind.RECURRING, every=Every.YEAR, first_on=date(2026, 12, 20)),
            "自2026年起，每年12月20日前（含当日）",
            date(2026, 12, 20),
        ),
        (
            Term(
                kind=TermKind.RECURRING,
                every=Every.QUARTER,
                first_on=date(2027, 1, 10),
                last_on=date(2027, 12, 31),
            ),
            "自2027年1月起，每三个月一次，于当月10日前（含当日），至2027年12月31日止，共四次",
            date(2027, 1, 10),
        ),
        (
            Term(kind=TermKind.RECURRING, every=Every.HALF_YEAR, first_on=date(2027, 6, 30), month_end=True),
            "自2027年6月起，每半年一次，于当月最后一日前（含当日）",
            date(2027, 6, 30),
        ),
        (Term(kind=TermKind.UNTIL_EVENT, event="至排水沟修好为止"), "自本协议生效之日起至排水沟修好止", None),
        (Term(kind=TermKind.LIFELONG), "终身", None),
        (Term(kind=TermKind.LONG_TERM), "长期", None),
    ],
)
def test_words_and_due_day(term: Term, words: str, due: date | None) -> None:
    assert in_words(term) == words
    assert due_on(term, EFFECT) == due


def test_without_effect_nothing_that_rests_on_it_is_due() -> None:
    assert due_on(Term(kind=TermKind.DAYS_AFTER_EFFECT, days=7), None) is None
    assert due_on(Term(kind=TermKind.AT_SIGNING), None) is None
    assert due_on(Term(kind=TermKind.FIXED_DATE, day=EFFECT), None) == EFFECT


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": TermKind.FIXED_DATE}, "请填写履行的日期"),
        ({"kind": TermKind.DAYS_AFTER_EFFECT}, "多少日内"),
        ({"kind": TermKind.DAYS_AFTER_EFFECT, "days": 0}, "天数应在1到"),
        ({"kind": TermKind.DAYS_AFTER_EFFECT, "days": 36_501}, "天数应在1到"),
        ({"kind": TermKind.UNTIL_EVENT}, "到什么时候"),
        ({"kind": TermKind.UNTIL_EVENT, "event": " 修好"}, "一行内"),
        ({"kind": TermKind.UNTIL_EVENT, "event": "修" * 81}, "最多80个字"),
        ({"kind": TermKind.RECURRING}, "多久履行一次"),
        ({"kind": TermKind.RECURRING, "every": Every.MONTH}, "第一次履行"),
        (
            {
                "kind": TermKind.RECURRING,
                "every": Every.MONTH,
                "first_on": date(2026, 12, 5),
                "last_on": date(2026, 12, 4),
            },
            "早于第一次",
        ),
        (
            {
                "kind": TermKind.RECURRING,
                "every": Every.MONTH,
                "first_on": date(2026, 12, 5),
                "last_on": date(2027, 1, 5),
                "event": "修好",
            },
            "只填一个",
        ),
        (
            {
                "kind": TermKind.RECURRING,
                "every": Every.MONTH,
                "first_on": date(2026, 12, 30),
                "month_end": True,
            },
            "当月最后一日",
        ),
        ({"kind": TermKind.LIFELONG, "days": 3}, "不填其他日期或天数"),
        ({"kind": TermKind.AT_SIGNING, "day": date(2026, 12, 5)}, "不填其他日期或天数"),
        ({"kind": TermKind.FIXED_DATE, "day": date(2026, 12, 5), "month_end": True}, "不填其他日期或天数"),
    ],
)
def test_terms_that_cannot_be_said(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Term(**fields)


def test_months_that_are_too_short() -> None:
    on_31st = Term(kind=TermKind.RECURRING, every=Every.MONTH, first_on=date(2026, 12, 31))
    assert recurrences(on_31st, until=date(2027, 4, 30)) == (
        date(2026, 12, 31),
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    )
    month_end = Term(kind=TermKind.RECURRING, every=Every.MONTH, first_on=date(2027, 2, 28), month_end=True)
    assert recurrences(month_end, until=date(2027, 3, 31)) == (date(2027, 2, 28), date(2027, 3, 31))
    assert recurrences(Term(kind=TermKind.LIFELONG), until=date.max) == ()


@given(st.sampled_from(Every), st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 3000))
def test_recurrences_rise_and_stay_inside(every: Every, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    term = Term(kind=TermKind.RECURRING, every=every, first_on=first, last_on=last)
    days = recurrences(term, until=date(9999, 12, 31))
    assert days[0] == first
    assert days[-1] <= last
    assert list(days) == sorted(set(days))
    assert recurrences(term, until=first) == (first,)
    months = [day.year * 12 + day.month for day in days]
    step = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}[every]
    assert all(after - before == step for before, after in itertools.pairwise(months))


@given(st.integers(1, 36_500), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_day_of_effect_is_not_counted(days: int, effect: date) -> None:
    due = due_on(Term(kind=TermKind.DAYS_AFTER_EFFECT, days=days), effect)
    assert due is not None
    assert (due - effect).days == days


def faults(kind: ObligationKind | None, **fields: Any) -> list[str]:
    """Return the faulty fields of an obligation whose other fields are empty."""
    empty: dict[str, Any] = {
        "what": "",
        "debtors": [],
        "creditors": [],
        "amount_fen": None,
        "formula": "",
        "term": None,
    }
    return [field for field, _ in obligation_faults(kind=kind, **(empty | fields))]


def test_a_payment_needs_payer_payee_and_an_amount_or_a_formula() -> None:
    payment = ObligationKind.PAYMENT
    assert faults(payment) == ["debtors", "creditors", "amount"]
    assert faults(payment, debtors=["彭"], creditors=["张"], amount_fen=20_000) == []
    assert faults(payment, debtors=["彭"], creditors=["张"], formula="凭票据各半") == []
    assert faults(payment, debtors=["彭"], amount_fen=20_000) == ["creditors"]
    assert faults(payment, debtors=["彭"], creditors=["张"], amount_fen=0, formula="——") == ["amount"]


@pytest.mark.parametrize(
    "kind", [ObligationKind.DELIVERY, ObligationKind.ACT, ObligationKind.FORBEARANCE, ObligationKind.OTHER]
)
def test_an_act_must_be_named(kind: ObligationKind) -> None:
    assert faults(kind) == ["what"]
    assert faults(kind, what="……") == ["what"]
    assert faults(kind, what="拆除砖墙") == []


def test_neither_what_nor_until_when_is_said_as_such() -> None:
    act = ObligationKind.ACT
    empty: dict[str, Any] = {"debtors": [], "creditors": [], "amount_fen": None, "formula": "", "what": " "}
    neither = obligation_faults(kind=act, term=None, **empty)
    only_what = obligation_faults(kind=act, term=Term(kind=TermKind.LIFELONG), **empty)
    assert neither == [("what", "既没有写明要做什么，也没有写明何时为止，请先写明要做的事。")]
    assert only_what == [("what", "还没有写明要做什么。")]


def test_kinds_that_say_themselves_what_is_done() -> None:
    assert faults(ObligationKind.APOLOGY) == []
    assert faults(ObligationKind.EACH_BEARS_OWN) == []
    assert faults(None) == ["kind"]


def test_every_choice_has_its_word() -> None:
    assert set(OBLIGATION_LABELS) == set(ObligationKind)
    assert set(TERM_LABELS) == set(TermKind)
    assert set(EVERY_LABELS) == set(Every)


def test_says_nothing() -> None:
    assert [says_nothing(text) for text in ("", " 　", "……", "__", "，。", "拆", "1", "a")] == [True] * 5 + [
        False
    ] * 3
