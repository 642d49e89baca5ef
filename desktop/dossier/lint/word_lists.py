"""The word lists and figures of the checks that a centre edits: what each is called and what it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordList:
    """One list: the check that asks it, its name, what happens with a word of it."""

    check: str
    title: str
    effect: str
    pairs: bool = False
    """Each word stands with what to write instead."""
    never: frozenset[str] = frozenset()
    """Words that are right and must not be listed (practice.md 26)."""


WORD_LISTS: Mapping[str, WordList] = {
    "vague": WordList(
        "A05", "时限含糊的词", "协议里用了就提醒写明日期或天数", never=frozenset({"等", "左右"})
    ),
    "confusable": WordList("A07", "易混的词", "协议里用了就问是不是另一个词", pairs=True),
    "colloquial": WordList("A08", "方言口语", "协议里用了就建议书面写法；调解记录保留原话", pairs=True),
    "status": WordList("A09", "确认身份、产权的话", "协议里写了就提醒法院不予司法确认"),
    "waiver": WordList(
        "A10", "放弃起诉、报案、投诉的话", "协议里写了就提醒没有效力", never=frozenset({"互不追究"})
    ),
    "fees": WordList("F01", "收费的字样", "卷宗里出现就提示调解不收费"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a check measures by."""

    check: str
    title: str
    unit: str
    least: int
    most: int

    @property
    def yes_or_no(self) -> bool:
        """Whether it only says if something is asked for: 1 or 0."""
        return (self.least, self.most) == (0, 1)


FIGURES: Mapping[str, Figure] = {
    "thumb_print": Figure("S06", "要不要按指印", "", 0, 1),
    "penalty_percent": Figure("A11", "违约金超过多少算高", "%", 1, 100),
    "interest_percent": Figure("A15", "年利率的上限", "%", 1, 36),
    "written_above_yuan": Figure("C06", "金额达到多少应当书面，0为不限", "元", 0, 1_000_000),
}


def figure_words(figure: Figure, value: int) -> str:
    """Return a figure as a sentence says it."""
    if figure.yes_or_no:
        return "要求" if value else "不要求"
    return f"{value}{figure.unit}"


def plain_word(entry: object) -> str:
    """Return the word itself of an entry of a list."""
    return str(entry[0]) if isinstance(entry, tuple) else str(entry)
