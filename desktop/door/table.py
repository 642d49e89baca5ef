"""A table of plain text whose columns stand straight although Chinese characters are two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

GAP = "  "


def width(text: str) -> int:
    """Return how many columns a text takes on a console."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table; the last column is not filled up."""
    widths = [max(width(row[place]) for row in (head, *rows)) for place in range(len(head))]
    for row in (head, *rows):
        cells = [cell + " " * (widths[place] - width(cell)) for place, cell in enumerate(row[:-1])]
        yield GAP.join([*cells, row[-1]])
