"""Draws rows on ReportLab's canvas, and notes where each field's value was drawn."""
# mypy: allow-untyped-calls
# (ReportLab has no types)

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.printing.rows import Anchor, Boxes, Edge, Place, Ring, Row, Rule, Text, Tint

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from desktop.printing.embedding import EmbeddedFonts

_MARK_COLOUR = (1.0, 0.914, 0.722)  # the token `mark`
_BOLD_STROKE = 1 / 36  # of the em
_RULE_WIDTH = 0.6
_STEP = 50  # 1/1000 em; gaps wider than this become part of the character before them, in such steps


@dataclass(frozen=True, slots=True)
class Placed:
    """A rectangle of a page that shows a form field's value, or one line of it.

    `page` counts from 0; left, top, right and bottom are in points from the upper left corner of the sheet.
    """

    field: str
    page: int
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, page: int, x: float, y: float) -> bool:
        """Whether a place on a page, in points from its upper left corner, lies within."""
        return self.page == page and self.left <= x <= self.right and self.top <= y <= self.bottom


class Drawing:
    """Puts rows on the canvas; places here are in points from the lower left corner of the page."""

    def __init__(self, canvas: "Canvas", fonts: "EmbeddedFonts") -> None:
        self._canvas = canvas
        self.fonts = fonts
        self.places: list[Placed] = []
        self.page, self.height = 0, 0.0
        self._anchors = 0
        self._level = -1

    def begin_page(self, width: float, height: float) -> None:
        """Start the next page of this size."""
        self.height = height
        self._canvas.setPageSize((width, height))

    def end_page(self) -> None:
        """The page is done."""
        self._canvas.showPage()
        self.page += 1

    def row(self, row: Row, left: float, top: float) -> None:
        """Draw a row whose upper left corner is here: tints first, for they lie behind."""
        for mark in sorted(row.marks, key=lambda mark: not isinstance(mark, Tint)):
            match mark:
                case Tint():
                    self._grouped(self._tint, mark, left, top)
                case Ring():
                    self._grouped(self._ring, mark, left, top)
                case Rule() if mark.dashed:
                    self._grouped(self._dashes, mark, left, top)
                case Rule():
                    self.rule(left + mark.x, left + mark.end, top - mark.y)
                case Edge():
                    self._canvas.setLineWidth(_RULE_WIDTH)
                    self._canvas.line(left + mark.x, top - mark.y, left + mark.x, top - mark.foot)
                case Boxes():
                    self._boxes(mark, left, top)
                case Place():
                    self._place(mark, left, top)
                case Anchor():
                    self._anchor(mark, left, top)
                case Text():
                    self.text(mark, left, top)

    def text(self, text: Text, left: float, top: float) -> None:
        """Characters in runs of one font; the space between them is written into the run."""
        start = 0
        for at in range(1, len(text.characters) + 1):
            if at == len(text.characters) or text.fonts[at] is not text.fonts[start]:
                self._run(text, start, at, left, top - text.y)
                start = at

    def rule(self, x: float, end: float, y: float) -> None:
        """A thin line to write on."""
        self._canvas.setLineWidth(_RULE_WIDTH)
        self._canvas.line(x, y, end, y)

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """The frame round a stamp."""
        self._canvas.setLineWidth(1)
        self._canvas.rect(x, y, width, height)

    def watermark(self, text: Text, x: float, y: float) -> None:
        """Large grey words across the page, placed round this point."""
        self._canvas.saveState()
        self._canvas.setFillGray(0.88)
        self._canvas.translate(x, y)
        self._canvas.rotate(45)
        self.text(text, 0.0, 0.0)
        self._canvas.restoreState()

    def _run(self, text: Text, start: int, end: int, left: float, y: float) -> None:
        """Characters of one font: small shifts are written between them, wider gaps are part of the characters."""
        font, size = text.fonts[start], text.size
        pieces: list[str] = []
        codes = ""
        x = text.xs[start]
        for at in range(start, end):
            shift = round((x - text.xs[at]) * 1000 / size)
            if shift:
                pieces.append(f"<{codes}> {shift}")
                codes = ""
                x -= shift * size / 1000
            width = font.file.width(ord(text.characters[at]))
            gap = (text.xs[at + 1] - x) * 1000 / size - width if at + 1 < len(text.xs) else 0.0
            extra = int(gap // _STEP) * _STEP if gap > _STEP else 0
            codes += f"{self.fonts.code(font, text.characters[at], extra):04X}"
            x += (width + extra) * size / 1000
        pieces.append(f"<{codes}>")
        bold, plain = (f"2 Tr {size * _BOLD_STROKE:.3f} w ", " 0 Tr") if font.stroked else ("", "")
        place = f"1 0 0 1 {left + text.xs[start]:.3f} {y:.3f} Tm"
        name = self.fonts.name(font)
        self._canvas.addLiteral(f"BT /{name} {size:g} Tf {bold}{place} [{' '.join(pieces)}] TJ{plain} ET")

    def _grouped(self, draw: Callable[..., None], mark: Tint | Ring | Rule, left: float, top: float) -> None:
        self._canvas.saveState()
        draw(mark, left, top)
        self._canvas.restoreState()

    def _tint(self, mark: Tint, left: float, top: float) -> None:
        self._canvas.setFillColorRGB(*_MARK_COLOUR)
        y = top - mark.y - mark.height
        self._canvas.rect(left + mark.x, y, mark.end - mark.x, mark.height, stroke=0, fill=1)

    def _ring(self, mark: Ring, left: float, top: float) -> None:
        self._canvas.setStrokeGray(0.6)
        self._canvas.setLineWidth(0.8)
        self._canvas.setDash(4, 3)
        self._canvas.circle(left + mark.x, top - mark.y, mark.radius)

    def _dashes(self, mark: Rule, left: float, top: float) -> None:
        self._canvas.setLineWidth(_RULE_WIDTH)
        self._canvas.setDash(5, 3)
        self._canvas.line(left + mark.x, top - mark.y, left + mark.end, top - mark.y)

    def _boxes(self, mark: Boxes, left: float, top: float) -> None:
        """All modules as one path, so that a printer does not draw them one by one."""
        parts = [
            f"{left + mark.x + x:.3f} {top - mark.y - y - height:.3f} {width:.3f} {height:.3f} re"
            for x, y, width, height in mark.rectangles
        ]
        self._canvas.addLiteral(f"0 g {' '.join(parts)} f")

    def _place(self, mark: Place, left: float, top: float) -> None:
        upper = self.height - (top - mark.y)
        self.places.append(
            Placed(mark.field, self.page, left + mark.x, upper, left + mark.end, upper + mark.height)
        )

    def _anchor(self, mark: Anchor, left: float, top: float) -> None:
        """A bookmark of the reader's list; a part before any title is a paper of its own there."""
        key = f"a{self._anchors}"
        self._anchors += 1
        self._level = min(mark.level, self._level + 1)
        self._canvas.bookmarkPage(key, fit="XYZ", left=round(left), top=round(top - mark.y))
        self._canvas.addOutlineEntry(mark.title, key, level=self._level)
