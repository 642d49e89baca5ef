"""What lists, exports and logs show of a number or a name (practice.md 12)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# a group of digits with a possible last X, or that X apart; between groups: blanks, dashes, brackets, invisible marks
_DIGITS = r"(?:\d+[xX\uff38\uff58]?|(?<!\w)[xX\uff38\uff58](?!\w))"
_BETWEEN = r"[ \t\u00a0\u3000\-\u2010-\u2015\u2212\uff0d()（）+＋·\u00ad\u200b-\u200f\u2060\ufeff]{1,3}"
_GROUP = re.compile(_DIGITS)
_CLUSTER = re.compile(rf"\d+[xX\uff38\uff58]?(?:{_BETWEEN}{_DIGITS})*")
# a matter code, and a moment with its time of day: these stay readable
_HARMLESS = re.compile(
    r"(?<!\d)(\d{9}-\d{4}-\d{6}|(?:\d{4}-\d\d-\d\d[ T])?\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?)(?!\d)"
)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_IDENTITY = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")
_BIRTH = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_IDENTITY_IN_GROUPS = re.compile(
    rf"[0-9]{{6}}(?:(?:18|19|20)[0-9]{{2}}{_BIRTH}[0-9]{{3}}[0-9X]|[0-9]{{2}}{_BIRTH}[0-9]{{3}})"
)
_LANDLINE = re.compile(r"(?:010|02[0-9]|0[3-9][0-9]{2})[2-9][0-9]{6,7}")
_AREA_AT_END = re.compile(r"(?:010|02[0-9]|0[3-9][0-9]{2})$")
_NUMBER_AT_START = re.compile(r"[2-9][0-9]{6}")
_LONGEST = 18
_COMPOUND_SURNAMES = (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 夏侯 轩辕 端木 独孤 南宫 司空 鲜于 "
    "闾丘 东郭 百里 呼延 申屠 澹台 淳于 单于 太史 公冶 濮阳 赫连 钟离 万俟 闻人 拓跋 第五 西门 公羊 宗政"
)


def mask_phone(phone: str) -> str:
    """Return a phone number for lists: `138****2417`, `0536-***1234`; anything else keeps its last two."""
    if _MOBILE.fullmatch(phone):
        return f"{phone[:3]}****{phone[-4:]}"
    parts = phone.split("-")
    if len(parts) > 1 and _LANDLINE.fullmatch("".join(parts[:2])):
        hidden = [f"{'*' * (len(parts[1]) - 4)}{parts[1][-4:]}", *("*" * len(part) for part in parts[2:])]
        return "-".join([parts[0], *hidden])
    return "*" * (len(phone) - 2) + phone[-2:] if len(phone) > 6 else "*" * len(phone)


def mask_identity(number: str) -> str:
    """Return an identity number for lists: `370***********4022`, first three and last four.

    Another kind of certificate, shorter than 15 characters, keeps its first and its last two only.
    """
    if len(number) >= 15:
        return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"
    return f"{number[0]}{'*' * (len(number) - 3)}{number[-2:]}" if len(number) > 6 else "*" * len(number)


def mask_name(name: str) -> str:
    """Return a person's name for exports: the surname and one star, whatever the length; `张*`, `欧阳*`."""
    name = name.strip()
    surname = name[:2] if len(name) > 2 and name[:2] in _COMPOUND_SURNAMES.split() else name[:1]
    return f"{surname if len(name) > 1 else ''}*" if name else ""


def mask_in_text(text: str) -> str:
    """Return the text of a log line with every identity and phone number in it masked.

    Found also when glued to words or to other digits, written full-width, or in groups with blanks,
    dashes, brackets or zero-width characters between (identities then by a possible birth). Every run of
    11 digits and more is hidden, so that a number inside a longer one does not survive; rather too much is
    hidden than too little. Moments with their time of day and matter codes (`370704101-2026-000412`) stay.
    """
    pieces = _HARMLESS.split(text)
    return "".join(piece if place % 2 else _masked_piece(piece) for place, piece in enumerate(pieces))


def _masked_piece(text: str) -> str:
    return _CLUSTER.sub(lambda found: _masked_cluster(found[0]), text)


def _masked_cluster(cluster: str) -> str:
    """Mask one stretch of digit groups: those that together, side by side, are a number of a person."""
    groups = list(_GROUP.finditer(cluster))
    plain = [_plain(group[0]) for group in groups]
    hidden: set[int] = set()
    joined: set[int] = set()
    for first, last in _windows(plain):
        hidden.update(range(first, last + 1))
        if last > first:
            joined.update(range(first, last + 1))
    pieces, end = [], 0
    for place, group in enumerate(groups):
        pieces.append(cluster[end : group.start()])
        pieces.append(_hidden(plain[place], whole=place not in joined) if place in hidden else group[0])
        end = group.end()
    return "".join([*pieces, cluster[end:]])


def _plain(group: str) -> str:
    """Return a group of any script's decimal digits in ASCII, a last x in capitals."""
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else "X" for char in group)


def _windows(groups: list[str]) -> Iterator[tuple[int, int]]:
    """Yield first and last place of neighbouring groups that make one number when joined."""
    for first in range(len(groups)):
        if last_of_landline := _glued_landline(groups, first):
            yield first, last_of_landline
        joined = ""
        for last in range(first, len(groups)):
            joined += groups[last]
            digits = joined.removesuffix("X")
            if first == last and len(digits) >= 11:
                yield first, last
            if len(digits) > _LONGEST or not digits.isdigit():
                break
            if any(_is_personal(number) for number in (joined, digits)):
                yield first, last


def _glued_landline(groups: list[str], first: int) -> int:
    """Return the place after `first` when an area code ends there and a number begins here, else 0."""
    area, number = groups[first], groups[first + 1] if first + 1 < len(groups) else ""
    return first + 1 if _AREA_AT_END.search(area) and _NUMBER_AT_START.match(number) else 0


def _is_personal(number: str) -> bool:
    """Tell whether groups, joined, are a number of a person; identities by a birth that can be."""
    return any(kind.fullmatch(number) for kind in (_MOBILE, _IDENTITY_IN_GROUPS, _LANDLINE))


def _hidden(number: str, *, whole: bool) -> str:
    """Mask one group: known numbers keep their ends, as on lists; all others become stars."""
    if whole and _IDENTITY.fullmatch(number):
        return mask_identity(number)
    if whole and _MOBILE.fullmatch(number):
        return mask_phone(number)
    stars = "*" * len(number.removesuffix("X"))
    return stars + ("*" if number.endswith("X") else "")
