"""Numbers in Chinese words, as papers number their items and count their copies."""

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def chinese_number(number: int) -> str:
    """A number from 1 to 9999 in words: 3 三, 12 十二, 20 二十, 105 一百零五. Raises ValueError outside."""
    if not 1 <= number <= 9999:
        raise ValueError("只能写出一到九千九百九十九")
    words = ""
    digits = str(number)
    for at, digit in enumerate(digits):
        place = len(digits) - 1 - at
        if digit != "0":
            words += _DIGITS[int(digit)] + _PLACES[place]
        elif words[-1] != "零" and digits[at:].strip("0"):
            words += "零"
    return words.removeprefix("一") if words.startswith("一十") else words


def chinese_count(number: int) -> str:
    """A number before a measure word: 2 is 两, everything else as chinese_number."""
    return "两" if number == 2 else chinese_number(number)
