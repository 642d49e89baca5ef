"""卷号: （2026）云人调字第1号, one series per committee and year, restarted each year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from models.values.text import half_width, without_invisible

LARGEST_SERIAL = 999_999
UNNUMBERED = "未编号"
"""What screens show for a case that has no number yet."""
_BRACKETS = str.maketrans("（）〔〕［］[]【】", "()()()()()")  # noqa: RUF001 - every kind of bracket that hands type
_SHAPE = re.compile(r"\(([0-9]{4})\)(.+)人调字第([0-9]+)号")


class NumberAt(StrEnum):
    """When a committee gives a case its 卷号 (practice.md 24)."""

    ACCEPTANCE = "acceptance"
    AGREEMENT = "agreement"
    CLOSING = "closing"


NUMBER_AT_LABELS: Mapping[NumberAt, str] = MappingProxyType(
    {NumberAt.ACCEPTANCE: "受理时", NumberAt.AGREEMENT: "达成协议时", NumberAt.CLOSING: "结案立卷时"}
)


def shown_number(number: str | None) -> str:
    """Return a number as screens show it."""
    return number or UNNUMBERED


def number_words(shown: str) -> str:
    """Return a number as a sentence has it: 卷号（2026）云人调字第1号, or 卷宗未编号."""
    return f"卷宗{shown}" if shown == UNNUMBERED else f"卷号{shown}"


def case_number(short_name: str, year: int, serial: int) -> str:
    """Return a case number as screen and paper show it, with full-width brackets."""
    return f"（{year}）{short_name}人调字第{serial}号"


def parse_case_number(text: str, *, short_name: str) -> tuple[int, int]:
    """Return year and serial of a number that was written by hand, or raise ValueError with a sentence.

    Brackets may be half- or full-width, digits too; the committee's short name must be its own.
    """
    typed = re.sub(r"\s", "", half_width(without_invisible(text))).translate(_BRACKETS)
    example = case_number(short_name, 2026, 1)
    if not typed:
        raise ValueError("请填写卷号。")
    found = _SHAPE.fullmatch(typed)
    if not found:
        raise ValueError(f"卷号应写成“{example}”这样。")
    if found[2] != short_name:
        raise ValueError(f"卷号里的简称应是“{short_name}”，如“{example}”。")
    serial = int(found[3])
    if not 1 <= serial <= LARGEST_SERIAL:
        raise ValueError(f"卷号的序号应在1到{LARGEST_SERIAL}之间。")
    return int(found[1]), serial
