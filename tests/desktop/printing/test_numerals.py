"""Numbers in Chinese words."""

import pytest

from desktop.printing.numerals import chinese_count, chinese_number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (2, "二"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (23, "二十三"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (999, "九百九十九"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (2300, "二千三百"),
        (9999, "九千九百九十九"),
    ],
)
def test_chinese_number(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_two_before_a_measure_word() -> None:
    assert (chinese_count(2), chinese_count(3), chinese_count(12)) == ("两", "三", "十二")


@pytest.mark.parametrize("number", [0, -1, 10000])
def test_outside(number: int) -> None:
    with pytest.raises(ValueError, match="九千"):
        chinese_number(number)


def test_all_different() -> None:
    assert len({chinese_number(number) for number in range(1, 10000)}) == 9999
