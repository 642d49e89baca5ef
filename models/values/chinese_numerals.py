"""Counting numbers in Chinese, for 份数, 条, 第N次 and terms in words."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_PLACES = ("千", "百", "十", "")
_LARGEST = 99_999_999


def in_chinese(number: int) -> str:
    """Return 0 to 99,999,999 in Chinese: 一, 十, 十一, 二十, 一百零一, 一万零五十.

    Raises ValueError outside that range.
    """
    if not 0 <= number <= _LARGEST:
        raise ValueError("这个数不在0到99999999之间。")
    if not number:
        return _DIGITS[0]
    high, low = divmod(number, 10_000)
    words = f"{_group(high)}万" if high else ""
    if low:
        words += (_DIGITS[0] if high and low < 1_000 else "") + _group(low)
    return words.removeprefix("一") if words.startswith("一十") else words


def _group(number: int) -> str:
    """Return 1 to 9999 in words, zeros in the middle read once."""
    words, zero_before = "", False
    for digit, place in zip(f"{number:04d}", _PLACES, strict=True):
        if digit == "0":
            zero_before = bool(words)
            continue
        words += (_DIGITS[0] if zero_before else "") + _DIGITS[int(digit)] + place
        zero_before = False
    return words
