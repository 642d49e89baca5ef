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
    """A thin horizontal line: to write on, of a table, or dashed to cut along."""

    x: float
    end: float
    y: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A thin vertical line of a table, from `y` down to `foot`."""

    x: float
    y: float
    foot: float


@dataclass(frozen=True, slots=True)
class Tint:
    """The ground behind a value that is missing, from the top of the row to `height`; `field` is the value's."""

    x: float
    end: float
    y: float
    height: float
    field: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the value of a form field stands; never drawn. The screen goes by it from the page to the field."""

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


@dataclass(frozen=True, slots=True)
class Boxes:
    """Black rectangles (left, top, width, height), from this place on: the modules of a QR code."""

    x: float
    y: float
    rectangles: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that the reader's list of bookmarks leads to; `level` 0 is the paper, 1 a part of it."""

    title: str
    level: int
    y: float = 0.0


Mark = Text | Rule | Edge | Tint | Place | Ring | Boxes | Anchor


@dataclass(frozen=True, slots=True)
class Row:
    """A strip of the page. `text` rows are lines of text; `space` rows vanish at the head of a page.

    `signs` rows are those that somebody signs. `airy` rows are headings above which an empty line may stand, where
    a page would else end high because the signatures after it stay together. A `fill` row takes what height is
    left on its page. Of a table: `opens` and `closes` are drawn as well where the row is the first or the last of a
    page, and `head` are rows that come again above it where it is the first.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    keep: Keep = Keep.FREE
    text: bool = False
    space: bool = False
    signs: bool = False
    fill: bool = False
    airy: bool = False
    opens: tuple[Mark, ...] = ()
    closes: tuple[Mark, ...] = ()
    head: tuple["Row", ...] = ()

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
        head = _repeated(rows[start], height)
        end, used = start, _height(head)
        while end < len(rows) and used + rows[end].height <= height + 0.01:
            used += rows[end].height
            end += 1
        if end < len(rows):
            end = _break(rows, start, max(end, start + 1))
        page = [*head, *rows[start:end]]
        if start and rows[start].opens:
            page[len(head)] = replace(rows[start], marks=rows[start].marks + rows[start].opens)
        if end < len(rows) and page[-1].closes:
            page[-1] = replace(page[-1], marks=page[-1].marks + page[-1].closes)
        pages.append(_filled(page, height))
        start = end
    for at, page in enumerate(pages[:-1]):
        if any(row.signs for row in pages[at + 1]) and not any(row.signs for row in page):
            pages[at] = _aired(page, height)
    return pages


def _repeated(row: Row, height: float) -> tuple[Row, ...]:
    """The head of a table that comes again above a row, unless it would take much of the page."""
    return row.head if _height(row.head) <= height / 3 else ()


def _height(rows: tuple[Row, ...] | list[Row]) -> float:
    return sum(row.height for row in rows)


def _filled(page: list[Row], height: float) -> list[Row]:
    """The page with what is left of it given to its first row that fills, if there is one."""
    free = height - _height(page)
    for at, row in enumerate(page):
        if row.fill and free > 0:
            page[at] = replace(row, height=row.height + free)
            break
    return page


def _aired(page: list[Row], height: float) -> list[Row]:
    """The page with an empty line above each of its headings, if there is room for all of them."""
    places = [
        at
        for at, row in enumerate(page)
        if at and row.airy and not page[at - 1].space and not page[at - 1].airy
    ]
    if _height(page) + _height([page[at] for at in places]) > height + 0.01:
        return page
    aired: list[Row] = []
    for at, row in enumerate(page):
        aired += [Row(row.height), row] if at in places else [row]
    return aired


def _break(rows: list[Row], start: int, end: int) -> int:
    """The place in (start, end] where breaking is least avoided, the last one of those."""
    if end >= len(rows):
        return end
    return min(range(end, start, -1), key=lambda at: rows[at].keep)
