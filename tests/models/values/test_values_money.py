"""Money: what is typed, what is shown, and the words on the paper read back to the same fen.

The table of words is worked by hand after 正确填写票据和结算凭证的基本规定 (支付结算办法, annex 1); where the rule
leaves a 零 optional (万位 or 元位 is 0 and the next digit is not), it is left out, as in its second examples.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.values.chinese_numerals import in_chinese
from models.values.money import MAX_FEN, amount_in_words, format_yuan, parse_yuan

CAPITALS = "零壹贰叁肆伍陆柒捌玖"
SMALL = {"拾": 10, "佰": 100, "仟": 1000}
GREAT = {"万": 10**4, "亿": 10**8}


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("3800", 380_000),
        ("3,800.00", 380_000),
        ("３，８００．００", 380_000),
        ("３８００元", 380_000),
        ("￥3800.5", 380_050),
        ("¥ 3 800 元整", 380_000),
        ("人民币200元", 20_000),
        ("200块", 20_000),
        ("9千", 900_000),
        ("3.8万元", 3_800_000),
        ("1.234567万", 1_234_567),
        ("0", 0),
        ("0.01", 1),
        ("007", 700),
        ("99,999,999,999.99", MAX_FEN),
    ],
)
def test_amounts_as_they_are_typed(typed: str, fen: int) -> None:
    assert parse_yuan(typed) == fen


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请填写金额"),
        (" 元", "请填写金额"),
        ("-5", "不能是负数"),
        ("－5元", "不能是负数"),
        ("3.800", "两位小数"),
        ("0.005", "两位小数"),
        ("1.2345678万", "两位小数"),
        ("100000000000", "金额太大"),
        ("99999999999.999", "金额太大|两位小数"),
        ("1000亿", "金额太大"),
        ("38,00", "逗号位置不对"),
        ("1,0000", "逗号位置不对"),
        ("1e5", "看不懂"),
        ("叁仟", "看不懂"),
        ("3800左右", "看不懂"),
        ("1.2.3", "看不懂"),
        ("٣٨٠٠", "看不懂"),
    ],
)
def test_amounts_refused(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_yuan(typed)


@given(st.integers(0, MAX_FEN))
def test_what_is_shown_can_be_typed(fen: int) -> None:
    assert parse_yuan(format_yuan(fen)) == fen
    assert parse_yuan(format_yuan(fen).replace(",", "") + "元") == fen


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (11, "壹角壹分"),
        (100, "壹元整"),
        (101, "壹元零壹分"),
        (1_000, "壹拾元整"),
        (1_100, "壹拾壹元整"),
        (10_100, "壹佰零壹元整"),
        (20_000, "贰佰元整"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (123_000, "壹仟贰佰叁拾元整"),
        (140_950, "壹仟肆佰零玖元伍角整"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (380_000, "叁仟捌佰元整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (900_000, "玖仟元整"),
        (1_000_000, "壹万元整"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (2_000_005, "贰万元零伍分"),
        (10_050_030, "壹拾万零伍佰元叁角整"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (100_000_100, "壹佰万零壹元整"),
        (1_000_100_000, "壹仟万壹仟元整"),
        (10_000_000_000, "壹亿元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (10_001_000_000, "壹亿零壹万元整"),
        (10_100_000_000, "壹亿零壹佰万元整"),
        (1_000_000_000_000, "壹佰亿元整"),
        (1_050_002_030_004, "壹佰零伍亿零贰万零叁佰元零肆分"),
        (MAX_FEN, "玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_words_worked_by_hand(fen: int, words: str) -> None:
    assert amount_in_words(fen) == words


def read_whole(words: str) -> int:
    """Read capitals back to a number, place by place."""
    total = group = digit = 0
    for char in words:
        if char in CAPITALS:
            digit = CAPITALS.index(char)
        elif char in SMALL:
            group += digit * SMALL[char]
            digit = 0
        else:
            total += (group + digit) * GREAT[char]
            group = digit = 0
    return total + group + digit


def read_fen(words: str) -> int:
    """Read an amount in words back to fen."""
    yuan, _, rest = words.rpartition("元")
    rest = rest.removesuffix("整").removeprefix("零")
    fen = read_whole(yuan) * 100
    if "角" in rest:
        jiao, _, rest = rest.partition("角")
        fen += CAPITALS.index(jiao) * 10
    return fen + (CAPITALS.index(rest.removesuffix("分")) if rest else 0)


@given(
    st.one_of(
        st.integers(0, MAX_FEN), st.integers(0, 10**7), st.integers(0, 10**9).map(lambda yuan: yuan * 100)
    )
)
@example(10_050_030)
def test_words_are_read_back_to_the_same_fen(fen: int) -> None:
    words = amount_in_words(fen)
    assert read_fen(words) == fen
    assert "零零" not in words
    assert "零元" not in words.removeprefix("零元")
    assert not {"零万", "零亿", "零角", "零分", "零仟", "零佰", "零拾"} & {
        words[at : at + 2] for at in range(len(words))
    }
    assert words.endswith("分") == (fen % 10 > 0)
    assert words.endswith("整") == (fen % 10 == 0)
    assert not words.startswith(("拾", "零")) or fen == 0


@pytest.mark.parametrize("fen", [-1, MAX_FEN + 1])
def test_fen_out_of_range(fen: int) -> None:
    for show in (format_yuan, amount_in_words):
        with pytest.raises(ValueError, match=r"99,999,999,999\.99"):
            show(fen)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (1_001, "一千零一"),
        (1_010, "一千零一十"),
        (10_050, "一万零五十"),
        (15_000, "一万五千"),
        (100_000, "十万"),
        (99_999_999, "九千九百九十九万九千九百九十九"),
    ],
)
def test_counting_numbers(number: int, words: str) -> None:
    assert in_chinese(number) == words


def read_counting(words: str) -> int:
    """Read a counting number back."""
    for plain, capital in zip("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟", strict=True):
        words = words.replace(plain, capital)
    return read_whole("壹" + words if words.startswith("拾") else words)


@given(st.integers(0, 99_999_999))
def test_counting_numbers_are_read_back(number: int) -> None:
    words = in_chinese(number)
    assert read_counting(words) == number
    assert "零零" not in words


@pytest.mark.parametrize("number", [-1, 100_000_000])
def test_counting_numbers_out_of_range(number: int) -> None:
    with pytest.raises(ValueError):
        in_chinese(number)
