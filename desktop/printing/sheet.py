"""What every block is set with: the fonts, the size of the type, the grid of the page, draft or for signing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.printing.blocks import BodySize, Inline, Shown, Unbroken
from desktop.printing.characters import clean
from desktop.printing.fonts import Font, FontSet, Style, Typeface
from desktop.printing.lines import Line, break_lines
from desktop.printing.rows import Mark, Place, Row, Rule, Text, Tint

MILLIMETRE = 72 / 25.4
NOTE_SIZE = 10.5  # 五号
NOT_FILLED = "（未填）"
_LONG_BLANK = 10  # characters: a blank to write on of so many goes on over the end of a line
_BLANK_END = 3
_RULE_BELOW = 0.2  # of the em, under the base line


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a measured text that is a value, or stands for a missing one: from, to, and whose field."""

    start: int
    end: int
    field: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A measured text of one size and any number of fonts."""

    text: str
    fonts: tuple[Font, ...]
    widths: tuple[float, ...]
    size: float
    spans: tuple[Span, ...] = ()
    unbroken: tuple[tuple[int, int], ...] = ()

    @property
    def width(self) -> float:
        """Width of the whole, unsqueezed, in points."""
        return sum(self.widths)

    def lines(self, measure: float, *, indent: float = 0.0, justify: bool = False) -> list[Line]:
        """The text broken into lines of a width; see break_lines."""
        whole = [*self.unbroken, *(piece for span in self.spans if span.missing for piece in _pieces(span))]
        return break_lines(
            self.text, self.widths, measure, em=self.size, indent=indent, justify=justify, whole=whole
        )

    def single(self) -> Line:
        """The whole as one line, unsqueezed: for labels and notes."""
        xs = [0.0]
        for width in self.widths:
            xs.append(xs[-1] + width)
        return Line(0, len(self.text), tuple(xs[:-1]), xs[-1])

    def placed(self, line: Line, x: float, y: float) -> Text:
        """A line of the text at a place."""
        part = slice(line.start, line.end)
        return Text(self.text[part], self.fonts[part], tuple(x + at for at in line.xs), y, self.size)


class Memory:
    """The rows of blocks as they were set last, so that a page which is set at every key sets only what changed.

    For one set of fonts and one lane; it holds the blocks of the latest setting and no more.
    """

    def __init__(self) -> None:
        self._before: dict[Any, list[Row]] = {}
        self._now: dict[Any, list[Row]] = {}

    def begin(self) -> None:
        """A new setting begins: what the one before did not use is forgotten."""
        self._before, self._now = self._now, {}

    def rows(self, key: Any, make: Callable[[], list[Row]]) -> list[Row]:
        """The rows of a block, made where they are not known yet; a list of the caller's own."""
        try:
            known = self._now.get(key)
        except TypeError:  # a block that holds a list
            return make()
        if known is None:
            known = self._before.get(key)
            if known is None:
                known = make()
            self._now[key] = known
        return list(known)


class Sheet:
    """The grid and the type of one document. All lengths in points; `draft` marks what is missing."""

    def __init__(self, fonts: FontSet, body: BodySize, *, draft: bool, memory: Memory | None = None) -> None:
        self._fonts = fonts
        self._memory, self._body_size = memory, body
        self.draft = draft
        self.em, self.leading, characters, self.lines = body.value
        self.measure = self.em * characters
        self.body = Style(Typeface.FANGSONG, self.em)
        self.note = Style(Typeface.FANGSONG, NOTE_SIZE)
        self.base = base_line(self.leading, self.em)
        self.rule_y = self.base + _RULE_BELOW * self.em

    def remembered(self, block: object, make: Callable[[], list[Row]]) -> list[Row]:
        """The rows of a block: from the memory where there is one, else made."""
        if self._memory is None:
            return make()
        return self._memory.rows((self._body_size, self.draft, block), make)

    def measured(self, content: Inline, style: Style | None = None) -> Run:
        """The text of some inline content with fonts and widths; missing values are replaced, values remembered."""
        style = style or self.body
        texts: list[str] = []
        fonts: list[Font] = []
        widths: list[float] = []
        spans: list[Span] = []
        unbroken: list[tuple[int, int]] = []
        size = 0
        for item in content:
            if isinstance(item, str):
                measured = self._fonts.measure(clean(item), style)
            elif item.missing:
                text = NOT_FILLED if self.draft and item.room >= len(NOT_FILLED) else ""
                before = (item.room - len(text)) // 2
                text = ("\u3000" * before + text).ljust(
                    item.room, "\u3000"
                )  # a draft breaks as the paper will
                measured = self._fonts.measure(text, style)
            else:
                measured = self._fonts.measure(clean(item.text), style, field=item.field, place=item.place)
            if not isinstance(item, str):
                spans.append(Span(size, size + len(measured.text), item.field, item.missing))
            elif isinstance(item, Unbroken):
                unbroken.append((size, size + len(measured.text)))
            texts.append(measured.text)
            fonts += measured.fonts
            widths += measured.widths
            size += len(measured.text)
        return Run("".join(texts), tuple(fonts), tuple(widths), style.size, tuple(spans), tuple(unbroken))

    def row(self, run: Run, line: Line, x: float = 0.0) -> Row:
        """A line of text as a row of the grid, with the places of the values and marks of what is missing."""
        return Row(self.leading, tuple(self.line_marks(run, line, x)), text=True)

    def line_marks(self, run: Run, line: Line, x: float = 0.0) -> list[Mark]:
        """The same line of text as marks."""
        y = base_line(self.leading, run.size)
        marks: list[Mark] = []
        for span in run.spans:
            start, end = max(span.start, line.start), min(span.end, line.end)
            if start < end:
                left = x + line.xs[start - line.start]
                right = x + min(line.xs[end - 1 - line.start] + run.widths[end - 1], line.width)
                marks.append(Place(left, right, y - run.size, 1.3 * run.size, span.field))
                if span.missing and (self.draft or span.end - span.start > 1):
                    marks.append(self._missing(left, right, y, run.size, span.field))
        return [*marks, run.placed(line, x, y)]

    def place(self, x: float, end: float, field: str) -> Place:
        """Where a value stands between two places of a line of running text."""
        return Place(x, end, self.base - self.em, 1.3 * self.em, field)

    def not_filled(self, x: float, width: float, field: str) -> list[Mark]:
        """The draft's mark of an empty field, made to fit, so that a draft breaks its lines as the paper will."""
        word = NOT_FILLED if width >= 4 * self.em else NOT_FILLED[1:-1]
        run = self.measured((word,), replace(self.body, size=min(self.em, width / len(word))))
        tint = Tint(x, x + width, self.base - self.em, 1.2 * self.em, field)
        return [tint, run.placed(run.single(), x + (width - run.width) / 2, self.base)]

    def _missing(self, left: float, right: float, y: float, size: float, field: str) -> Mark:
        if self.draft:
            return Tint(left, right, y - size, 1.3 * size, field)
        return Rule(left, right, y + _RULE_BELOW * size)


def _pieces(span: Span) -> list[tuple[int, int]]:
    """What of a blank to write on stays together: all of a short one; both ends and the middle of a long one."""
    size = span.end - span.start
    if size < _LONG_BLANK:
        return [(span.start, span.end)]
    middle = span.start + (size - len(NOT_FILLED)) // 2  # where a draft says that it is not filled in
    return [
        (span.start, span.start + _BLANK_END),
        (middle, middle + len(NOT_FILLED)),
        (span.end - _BLANK_END, span.end),
    ]


def base_line(height: float, size: float) -> float:
    """Where the base line is in a row, the em box of the type (0.88 above, 0.12 below) standing in its middle."""
    return (height - size) / 2 + 0.88 * size


def lowered(marks: Sequence[Mark], by: float) -> list[Mark]:
    """The same marks further down in their row."""
    return [replace(mark, y=mark.y + by) for mark in marks]


def without_missing(content: Inline) -> Inline:
    """The content with nothing at all where a value is missing, for there is a line to write on anyway."""
    return tuple(
        replace(item, text="", missing=False) if isinstance(item, Shown) and item.missing else item
        for item in content
    )
