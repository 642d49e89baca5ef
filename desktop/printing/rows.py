"""What a page is made of once the blocks are measured: rows of fixed height that carry text, rules and tints.

All lengths are in points. `x` counts from the left edge of the text area to the right, `y` from the top of the
row downwards.
"""

from dataclasses import dataclass, replace
from enum import IntEnum

from desktop.printing.fonts import Font


class Keep(IntEnum):
    """How much a page break before a row is to be avoided."""

    FREE = 0
    WIDOW = 1
    TOGETHER = 2
    NEVER = 3


@dataclass(frozen=True, slots=True)
class Text:
    """Characters on one base line, each with its font and its place."""

    characters: str
    fonts: tuple[Font, ...]
    xs: tuple[float, ...]
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line to write on."""

    x: float
    end: float
    y: float


@dataclass(frozen=True, slots=True)
class Tint:
    """The ground behind a value that is missing, from the top of the row to `height`; `field` is the value's."""

    x: float
    end: float
    y: float
    height: float
    field: str


@dataclass(frozen=True, slots=True)
class Ring:
    """The dashed circle that shows in a draft where the seal goes."""

    x: float
    y: float
    radius: float


Mark = Text | Rule | Tint | Ring


@dataclass(frozen=True, slots=True)
class Row:
    """A strip of the page. `text` rows are lines of text; `space` rows vanish at the head of a page.

    `signs` rows are those that somebody signs.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    keep: Keep = Keep.FREE
    text: bool = False
    space: bool = False
    signs: bool = False

    def held(self, keep: Keep) -> "Row":
        """The same row, held to the one before it at least as strongly as this."""
        return self if self.keep >= keep else replace(self, keep=keep)


def paginate(rows: list[Row], height: float) -> list[list[Row]]:
    """The rows of each page. A page is filled up to its last break of the least avoided kind; order is kept."""
    pages: list[list[Row]] = []
    start = 0
    while start < len(rows):
        if rows[start].space:
            start += 1
            continue
        end, used = start, 0.0
        while end < len(rows) and used + rows[end].height <= height + 0.01:
            used += rows[end].height
            end += 1
        if end < len(rows):
            end = _break(rows, start, max(end, start + 1))
        pages.append(rows[start:end])
        start = end
    return pages


def _break(rows: list[Row], start: int, end: int) -> int:
    """The place in (start, end] where breaking is least avoided, the last one of those."""
    if end >= len(rows):
        return end
    return min(range(end, start, -1), key=lambda at: rows[at].keep)
