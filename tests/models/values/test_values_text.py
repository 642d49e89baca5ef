"""Typed and pasted text before it is kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.text import half_width, plain_dashes, tidy, without_invisible


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  张某海　", "张某海"),
        ("\ufeff张\u200b某\u200d海\u00ad", "张某海"),
        ("第一行\r\n第二行", "第一行 第二行"),
        ("第一行 \n\n　 第二行\u2028第三行", "第一行 第二行 第三行"),
        ("甲\t乙\x00丙\x1b", "甲 乙丙"),
        ("e\u0301", "é"),
        ("䶮㛃𬭎𠅤𬱖堃喆", "䶮㛃𬭎𠅤𬱖堃喆"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("\U00031350\ue000", "\U00031350\ue000"),
        ("３，８００元　整", "３，８００元　整"),
        ("坏\ud800字\ufffe", "坏字"),
    ],
)
def test_one_line(typed: str, kept: str) -> None:
    assert tidy(typed, limit=20) == kept


def test_many_lines_keep_their_breaks() -> None:
    assert tidy("\n 一 \r\n\r\n  二\t\n\u200b", limit=20, multiline=True) == "一\n\n  二"


def test_too_long_is_said_with_both_numbers_and_never_cut() -> None:
    with pytest.raises(ValueError, match=r"最多4个字，现有6个字"):
        tidy(" 彭某花张某海 ", limit=4)
    assert tidy(" 彭某 ", limit=2) == "彭某"


def test_half_width_leaves_chinese_punctuation() -> None:
    assert half_width("ＡＢｚ０９＋－．／　，：（）。") == "ABz09+-./ ，：（）。"
    assert plain_dashes("0536－888——1234") == "0536-888-1234"


@given(st.text(), st.booleans())
def test_tidy_is_settled_after_once(text: str, multiline: bool) -> None:
    kept = tidy(text, limit=10_000, multiline=multiline)
    assert tidy(kept, limit=10_000, multiline=multiline) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert kept == kept.strip()
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} and char != "\n" for char in kept)
    assert multiline or "\n" not in kept
    kept.encode("utf-8")


@given(st.text(alphabet=st.characters(categories=["Lo", "Nd"])))
def test_letters_and_digits_survive(text: str) -> None:
    assert without_invisible(text) == unicodedata.normalize("NFC", text)


@given(st.text(alphabet=[chr(code) for code in range(0x21, 0x7F) if chr(code).isalnum()]))
def test_half_width_undoes_full_width(text: str) -> None:
    assert half_width("".join(chr(ord(char) + 0xFEE0) for char in text)) == text
