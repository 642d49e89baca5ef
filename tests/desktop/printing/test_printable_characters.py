"""Pasted text made clean before it is measured."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.printing.characters import clean, paragraphs


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("张\t某\u00a0海", "张 某 海"),
        ("张\u200b某\ufeff海\u00ad", "张某海"),  # zero-width space, byte-order mark, soft hyphen
        ("张某\u0000海\u001b", "张某海"),
        ("葛\U000e0100城", "葛城"),  # a variation selector
        ("张某\n海", "张某 海"),
        ("a   b", "a b"),
        ("甲　乙", "甲　乙"),
        ("買豈\uf900", "買豈\uf900"),  # a compatibility character is a character of its own
        ("𬭎𠅤𬱖", "𬭎𠅤𬱖"),
    ],
)
def test_clean(typed: str, printed: str) -> None:
    assert clean(typed) == printed


def test_paragraphs_lose_hand_made_indents_and_empty_lines() -> None:
    assert paragraphs("　　甲\r\n\r\n  乙\u2028丙 \n") == ["甲", "乙", "丙"]


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_no_control_character(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in once)


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)))
def test_ideographs_are_never_touched(text: str) -> None:
    assert clean(text) == text
