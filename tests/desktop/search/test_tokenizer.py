"""The forms that text takes before it is searched, and the grams it is cut into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.search.tokenizer import (
    gram_number,
    gram_word,
    grams_of,
    grams_to_ask,
    normalise,
    normalise_lines,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("（２０２６）坊人调字第１号", "2026坊人调字第1号"),
        ("〔2026〕坊人调字第1号", "2026坊人调字第1号"),
        ("阿不都·热合曼", "阿不都热合曼"),
        ("阿不都•热合曼", "阿不都热合曼"),
        ("阿不都・热合曼", "阿不都热合曼"),
        ("Ｗａｎｇ Wei", "wangwei"),
        ("二〇二六年", "二〇二六年"),
        ("¥1,000.50", "100050"),
        ("Café Zoë", "cafezoe"),
        ("单\u200b𬭎\ufe00", "单𬭎"),
        ("\ufa1f䶮", "\ufa1f䶮"),
        ("\U00031350\U0002ebf0", "\U00031350\U0002ebf0"),  # newer than Python's tables
        ("\ue864", "\ue864"),  # private use, as old input methods wrote 䶮
        ("，。！ \t", ""),
        ("한글", "한글"),
        ("\ud800", ""),
    ],
)
def test_normal_form(text: str, wanted: str) -> None:
    assert normalise(text) == wanted


@given(st.text())
def test_normal_form_is_final_and_can_be_stored(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    once.encode()
    assert not set(once) & set(" \n\t%_\\'\"*\0")


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_gram_of_a_part_is_a_gram_of_the_whole(before: str, after: str) -> None:
    word = normalise(before)
    whole = normalise_lines(f"x{word}{normalise(after)}")
    if word:
        assert set(grams_to_ask(word)) <= grams_of(whole)


def test_grams() -> None:
    assert grams_of("张三丰\n李") == {"张", "三", "丰", "张三", "三丰", "李"}
    assert grams_to_ask("张") == ["张"]
    assert grams_to_ask("张三") == ["张三"]
    assert grams_to_ask("张三丰张三") == ["张三", "三丰", "丰张"]
    assert words_of("张三，丰  张三丰 李四 李四 。") == ["张三丰", "李四"]
    assert normalise_lines("张 三\n\n，\n李四 ") == "张三\n李四"


@pytest.mark.parametrize(
    ("gram", "word", "number"),
    [
        ("一", "4e00", 0x4E00),
        ("一丁", "4e00z4e01", 0x4E004E01),
        ("龘龘", "9f98z9f98", 0x9F989F98 - (1 << 32)),
        ("ab", "61z62", 0x00610062),
        ("𬭎", "2cb4e", -1190416243),
        ("单𬭎", "5355z2cb4e", -2037707264),
    ],
)
def test_grams_keep_their_names_for_ever(gram: str, word: str, number: int) -> None:
    assert gram_word(gram) == word
    assert gram_number(gram) == number


BASIC = st.text(
    st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"], exclude_characters="\0"),
    min_size=1,
    max_size=2,
)


@given(st.sets(BASIC, min_size=2, max_size=30))
def test_grams_of_the_basic_plane_never_meet(grams: set[str]) -> None:
    assert len({gram_number(gram) for gram in grams}) == len(grams)
    assert all(-(1 << 31) <= gram_number(gram) < 1 << 31 for gram in grams)


@given(
    st.sets(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=2), min_size=2, max_size=30
    )
)
def test_words_of_grams_never_meet(grams: set[str]) -> None:
    assert len({gram_word(gram) for gram in grams}) == len(grams)
