"""Proposes a login name from a person's name, by pinyin."""

from __future__ import annotations

from collections.abc import Container

LONGEST = 40


def proposed_login(name: str, taken: Container[str] = ()) -> str:
    """Return 孙建平 as `sunjianping`, with a number behind it where that is taken; empty without a reading.

    Surnames take their own reading (单 is shan, 曾 zeng). Loads the pinyin dictionary: call in a worker.
    """
    syllables = [_reading(char, first=place == 0) for place, char in enumerate(name.strip().lower())]
    stem = "".join(syllables)[: LONGEST - 3]
    if len(stem) < 2:
        return ""
    proposal, number = stem, 2
    while proposal in taken:
        proposal, number = f"{stem}{number}", number + 1
    return proposal


_SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "朴": "piao", "区": "ou", "覃": "qin",
    "盖": "ge", "乐": "yue", "种": "chong", "员": "yun", "尉": "yu", "缪": "miao", "翟": "zhai", "任": "ren",
    "华": "hua", "葛": "ge", "宁": "ning", "重": "chong", "召": "shao", "句": "gou", "黑": "he", "逄": "pang",
}  # fmt: skip


def _reading(char: str, *, first: bool) -> str:
    """Return the usual reading of a character in plain letters."""
    if char.isascii():
        return char if char.isalnum() else ""
    if first and char in _SURNAMES:
        return _SURNAMES[char]
    from desktop.search.keys import usual_reading

    return usual_reading(char)
