"""Money as integer fen: what is typed, what lists show, what the agreement says in words."""

from __future__ import annotations

import re
from decimal import Decimal

from models.values.text import half_width, without_invisible

MAX_FEN = 99_999_999_999_99

_PLAIN = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]*))?(千|万|百万|千万|亿)?")
_FEN_PER_UNIT = {"": 100, "千": 100_000, "万": 1_000_000, "百万": 100_000_000, "千万": 1_000_000_000}
_FEN_PER_UNIT["亿"] = 10_000_000_000
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")


def parse_yuan(text: str) -> int:
    """Return the fen of a typed amount in yuan, or raise ValueError with a sentence that says what is wrong.

    Understands `3800`, `3,800.00`, full-width digits, a leading ￥, a trailing 元 or 元整, and one unit
    (`9千`, `3.8万`). Refuses what is smaller than a fen, negative, or above 99,999,999,999.99 yuan; nothing
    is rounded.
    """
    typed = re.sub(r"\s", "", half_width(without_invisible(text))).replace("，", ",")
    typed = re.sub(r"^(?:人民币|RMB|CNY)?[¥￥]?", "", typed, flags=re.IGNORECASE)
    typed = re.sub(r"(?:元|圆|块)(?:整|正|钱)?$", "", typed)
    if not typed:
        raise ValueError("请填写金额。")
    if typed.startswith("-"):
        raise ValueError("金额不能是负数。")
    amount = _PLAIN.fullmatch(typed)
    if not amount:
        if re.fullmatch(r"[0-9,.]*,[0-9,.]*", typed):
            raise ValueError("金额里的千位逗号位置不对，请写成3,800.00或3800这样。")
        raise ValueError("看不懂这个金额，请写成3800或3,800.00这样，单位是元。")
    unit = amount[3] or ""
    exact = Decimal(f"{amount[1].replace(',', '')}.{amount[2] or '0'}") * _FEN_PER_UNIT[unit]
    if exact > MAX_FEN:
        raise ValueError("金额太大，最多99,999,999,999.99元。")
    if exact != int(exact) or (not unit and len(amount[2] or "") > 2):
        raise ValueError("金额最多写到分，也就是两位小数。")
    return int(exact)


def format_yuan(fen: int) -> str:
    """Return fen as yuan with thousands commas and two decimals: 380000 gives `3,800.00`."""
    _check_fen(fen)
    return f"{fen // 100:,}.{fen % 100:02d}"


def amount_in_words(fen: int) -> str:
    """Return the amount in financial capitals: 380000 gives `叁仟捌佰元整`.

    By the rules for bills and vouchers (支付结算办法, annex 1): several zeros in the middle are read as one
    零; 整 follows 元 or 角, never 分; where a 零 is optional it is left out, except before 分 without 角.
    """
    _check_fen(fen)
    yuan, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
    words = f"{_whole_in_words(yuan)}元" if yuan or not fen else ""
    if jiao:
        words += f"{_CAPITALS[jiao]}角"
    elif rest and yuan:
        words += "零"
    return words + (f"{_CAPITALS[rest]}分" if rest else "整")


def _check_fen(fen: int) -> None:
    if not 0 <= fen <= MAX_FEN:
        raise ValueError("金额应在0到99,999,999,999.99元之间。")


def _whole_in_words(number: int) -> str:
    """Return a whole number below 10^12 in capitals; 0 gives 零."""
    if not number:
        return _CAPITALS[0]
    words, zero_before = "", False
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // size % 10_000
        if not group:
            zero_before = bool(words)
            continue
        if words and (zero_before or group < 1_000):
            words += _CAPITALS[0]
        words += _group_in_words(group) + unit
        zero_before = False
    return words


def _group_in_words(group: int) -> str:
    """Return 1 to 9999 in capitals, without a leading or trailing 零."""
    words, zero_before = "", False
    for digit, place in zip(f"{group:04d}", _PLACES, strict=True):
        if digit == "0":
            zero_before = bool(words)
            continue
        words += (_CAPITALS[0] if zero_before else "") + _CAPITALS[int(digit)] + place
        zero_before = False
    return words
