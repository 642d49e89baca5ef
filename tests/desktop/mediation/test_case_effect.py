"""When an agreement takes effect (人民调解法 29, 30), and when its case may be closed (practice.md 18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.mediation.effect import (
    ClosingRule,
    Duty,
    Line,
    effective_day,
    is_endless,
    last_day,
    missing_signers,
    waits_for_performance,
)
from models.values.choices import SignatureState, SignerRole
from models.values.terms import Every, ObligationKind, Term, TermKind

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
ROLES = (SignerRole.PARTY, SignerRole.MEDIATOR, SignerRole.RECORDER, SignerRole.COMMITTEE)
LINES = st.lists(
    st.builds(
        Line,
        role=st.sampled_from(ROLES),
        state=st.sampled_from(list(SignatureState)),
        signed_on=DAYS,
    ),
    max_size=8,
)
SIGNED = SignatureState.SIGNED


def signed_days(lines: list[Line], *roles: SignerRole) -> list[date]:
    return [
        line.signed_on for line in lines if line.state is SIGNED and line.role in roles and line.signed_on
    ]


@given(LINES)
def test_effect_needs_every_party_a_mediator_and_the_seal(lines: list[Line]) -> None:
    day = effective_day(lines)
    parties = [line for line in lines if line.role is SignerRole.PARTY]
    complete = (
        parties
        and all(line.state is SIGNED for line in parties)
        and signed_days(lines, SignerRole.MEDIATOR)
        and signed_days(lines, SignerRole.COMMITTEE)
    )
    assert (day is not None) is bool(complete)
    assert (missing_signers(lines) == ()) is bool(complete)


@given(LINES)
def test_the_last_signature_makes_the_effect(lines: list[Line]) -> None:
    day = effective_day(lines)
    counted = signed_days(lines, SignerRole.PARTY, SignerRole.MEDIATOR, SignerRole.COMMITTEE)
    if day is not None:
        assert day == max(counted)
        assert all(other <= day for other in counted)


@given(LINES)
def test_delegated_by_a_court_the_parties_alone_make_it(lines: list[Line]) -> None:
    """practice.md 22."""
    day = effective_day(lines, court_delegated=True)
    parties = [line for line in lines if line.role is SignerRole.PARTY]
    if parties and all(line.state is SIGNED for line in parties):
        assert day == max(signed_days(lines, SignerRole.PARTY))
    else:
        assert day is None
    usual = effective_day(lines)
    if usual is not None:
        assert day is not None
        assert day <= usual


@given(LINES, st.randoms())
def test_the_order_of_lines_and_the_recorder_do_not_matter(lines: list[Line], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert effective_day(shuffled) == effective_day(lines)
    without = [line for line in lines if line.role is not SignerRole.RECORDER]
    assert effective_day(without) == effective_day(lines)


@given(LINES, DAYS)
def test_one_missing_party_undoes_the_effect(lines: list[Line], day: date) -> None:
    for state in (SignatureState.PENDING, SignatureState.REFUSED):
        assert effective_day([*lines, Line(SignerRole.PARTY, state, day)]) is None


@given(LINES, st.integers(1, 400))
def test_all_a_day_later_is_the_effect_a_day_later(lines: list[Line], shift: int) -> None:
    moved = [
        replace(line, signed_on=line.signed_on + timedelta(days=shift)) for line in lines if line.signed_on
    ]
    before, after = effective_day(lines), effective_day(moved)
    assert after == (before + timedelta(days=shift) if before else None)


EFFECT = date(2026, 11, 26)
PAY, ACT = ObligationKind.PAYMENT, ObligationKind.ACT


def days(count: int) -> Term:
    return Term(kind=TermKind.DAYS_AFTER_EFFECT, days=count)


def monthly(last_on: date | None) -> Term:
    return Term(kind=TermKind.RECURRING, every=Every.MONTH, first_on=date(2026, 12, 5), last_on=last_on)


@pytest.mark.parametrize(
    ("duties", "waits"),
    [
        ([], ()),
        ([Duty(PAY, days(7), False)], (0,)),
        ([Duty(PAY, days(7), True)], ()),
        ([Duty(PAY, days(30), False)], (0,)),
        ([Duty(PAY, days(31), False)], ()),
        ([Duty(PAY, days(7), False), Duty(PAY, days(60), False)], ()),
        ([Duty(PAY, Term(kind=TermKind.FIXED_DATE, day=date(2026, 12, 26)), False)], (0,)),
        ([Duty(PAY, Term(kind=TermKind.FIXED_DATE, day=date(2026, 12, 27)), False)], ()),
        ([Duty(PAY, None, False), Duty(ACT, None, True)], (0,)),
        ([Duty(PAY, days(7), False), Duty(ACT, Term(kind=TermKind.LIFELONG), False)], ()),
        ([Duty(PAY, monthly(None), False)], ()),
        ([Duty(PAY, monthly(date(2026, 12, 5)), False)], (0,)),
        ([Duty(PAY, monthly(date(2027, 12, 5)), False)], ()),
        ([Duty(ObligationKind.FORBEARANCE, None, False), Duty(PAY, days(1), False)], ()),
        ([Duty(ObligationKind.EACH_BEARS_OWN, None, False), Duty(PAY, days(1), False)], (1,)),
        ([Duty(ObligationKind.EACH_BEARS_OWN, None, False)], ()),
    ],
)
def test_at_the_agreement_over_thirty_days_else_at_performance(
    duties: list[Duty], waits: tuple[int, ...]
) -> None:
    assert waits_for_performance(duties, EFFECT) == waits
    assert waits_for_performance(duties, EFFECT, ClosingRule.AT_AGREEMENT) == ()
    strict = waits_for_performance(duties, EFFECT, ClosingRule.AT_PERFORMANCE)
    assert set(waits) <= set(strict)
    for place in strict:
        assert not duties[place].performed
        assert not is_endless(duties[place].kind, duties[place].term)


def test_the_last_day_of_a_recurring_duty() -> None:
    assert last_day(monthly(date(2027, 12, 5)), EFFECT) == date(2027, 12, 5)
    assert last_day(monthly(None), EFFECT) is None
    assert last_day(days(7), EFFECT) == date(2026, 12, 3)
    assert last_day(None, EFFECT) is None
