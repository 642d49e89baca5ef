"""Instalments and shares add up; what was paid covers the earliest part first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.instalments import Part, open_amounts, part_faults, share_faults, split_evenly
from models.values.money import MAX_FEN, amount_in_words, format_yuan, parse_yuan

amounts = st.integers(1, MAX_FEN)


@given(total=amounts, count=st.integers(1, 120))
def test_a_sum_split_evenly_adds_up_again(total: int, count: int) -> None:
    if total < count:
        with pytest.raises(ValueError, match="太小"):
            split_evenly(total, count)
        return
    parts = split_evenly(total, count)
    assert sum(parts) == total
    assert len(parts) == count
    assert min(parts) > 0
    assert len(set(parts[:-1])) <= 1


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=24), st.integers(0, 5))
def test_instalments_pass_only_when_they_add_up(amounts: list[int], wrong: int) -> None:
    parts = [
        Part(amount, date(2026, 1, 1) + timedelta(days=30 * place)) for place, amount in enumerate(amounts)
    ]
    faults = part_faults(sum(amounts) + wrong, parts)
    assert bool(faults) == (wrong != 0)


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=24), st.integers(0, 10**11))
def test_what_was_paid_and_what_is_open_are_the_whole(amounts: list[int], paid: int) -> None:
    still = open_amounts(amounts, paid)
    assert sum(still) == max(0, sum(amounts) - paid)
    assert all(0 <= left <= amount for left, amount in zip(still, amounts, strict=True))
    first_open = next((place for place, left in enumerate(still) if left), len(still))
    assert all(left == amount for left, amount in list(zip(still, amounts, strict=True))[first_open + 1 :])


@given(amounts)
def test_an_amount_in_capitals_is_read_back_by_its_figures(fen: int) -> None:
    words = amount_in_words(fen)
    assert parse_yuan(format_yuan(fen)) == fen
    assert ("分" in words) == (fen % 10 != 0)
    assert words.endswith(("整", "分"))
    assert "零零" not in words


@pytest.mark.parametrize(
    ("total", "shares", "wrong"),
    [
        (300, [100, 200], False),
        (300, [100, 201], True),
        (300, [100, None], True),
        (300, [None, None], False),
        (None, [100, 200], False),
        (300, [300, 0], True),
    ],
)
def test_shares_are_all_given_and_add_up(total: int | None, shares: list[int | None], wrong: bool) -> None:
    assert bool(share_faults(total, shares)) is wrong


def test_each_instalment_says_when() -> None:
    assert part_faults(200, [Part(100), Part(100, days=3)]) == ["第1期请填写日期，或者生效后多少日内。"]
    assert part_faults(200, [Part(100, days=0), Part(100, days=3)]) == ["第1期的天数应在1到36500之间。"]
    assert part_faults(None, []) == []
