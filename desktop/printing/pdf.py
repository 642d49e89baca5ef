"""Sets a Document as a PDF file.

ReportLab's canvas writes the file; blocks, lines and pages are our own. Platypus was left aside: its paragraphs
break Chinese by Japanese rules and know neither fonts per character nor squeezed marks, and its keep-together
cannot take two lines of the text before along with a signature block. What remained of it was a list of boxes,
which rows.py does in fifty lines.

The same document, moment and fonts give the same bytes, so that the SHA-256 of an issued paper means something.
"""
# mypy: allow-untyped-calls
# (ReportLab has no types)

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.printing.blocks import Document, Stamp
from desktop.printing.fonts import FontSet, Style, Typeface, office_fonts
from desktop.printing.rows import Ring, Row, Rule, Text, Tint
from desktop.printing.setting import set_pages
from desktop.printing.sheet import MILLIMETRE, NOTE_SIZE, Sheet

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from desktop.printing.embedding import EmbeddedFonts

PAGE_WIDTH, PAGE_HEIGHT = 210 * MILLIMETRE, 297 * MILLIMETRE
LEFT = 28 * MILLIMETRE  # binding margin
TOP = 31 * MILLIMETRE
_FOOT = 13 * MILLIMETRE  # base line of the page number
_PAGE_SIGNATURE = 20 * MILLIMETRE
_STAMP = 20 * MILLIMETRE
_MARK_COLOUR = (1.0, 0.914, 0.722)  # the token `mark`
_BOLD_STROKE = 1 / 36  # of the em
_RULE_WIDTH = 0.6
_STEP = 50  # 1/1000 em; gaps wider than this become part of the character before them, in such steps
_VOID_SIZE = 120.0


def set_pdf(
    document: Document, *, made_at: datetime, fonts: FontSet | None = None, draft: bool = False
) -> bytes:
    """The document as an A4 PDF: margins for binding, 第 N 页 共 M 页, all fonts embedded, text that reads back.

    `made_at` is the moment that the file names as its making (aware, from the office's clock). A `draft` marks
    what is missing; otherwise it stays a blank to write on. Raises UnprintableCharacter with the field and place
    of a character that no font has.
    """
    from desktop.printing.embedding import EmbeddedFonts

    if made_at.tzinfo is None:
        raise ValueError("时间要带时区")
    fonts = fonts or office_fonts()
    sheet = Sheet(fonts, document.body, draft=draft)
    pages = set_pages(document, sheet)
    if document.spare and len(pages) > 1:
        smaller = Sheet(fonts, document.spare, draft=draft)
        if len(spared := set_pages(document, smaller)) < len(pages):
            sheet, pages = smaller, spared
    output = io.BytesIO()
    canvas = _canvas(output, document, made_at)
    drawing = _Drawing(canvas, EmbeddedFonts())
    for number, rows in enumerate(pages, 1):
        _draw_stamps(drawing, sheet, document)
        y = PAGE_HEIGHT - TOP
        for row in rows:
            drawing.row(row, LEFT, y)
            y -= row.height
        if document.page_signature and number < len(pages) and not any(row.signs for row in rows):
            _draw_page_signature(drawing, sheet, document.page_signature)
        if document.page_numbers:
            _draw_page_number(drawing, sheet, number, len(pages))
        canvas.showPage()
    drawing.fonts.write(canvas._doc)  # noqa: SLF001  (ReportLab's way for a font is by its registry of names)
    canvas.save()
    return output.getvalue()


def _canvas(output: io.BytesIO, document: Document, made_at: datetime) -> "Canvas":
    """An empty canvas with the file's properties, without ReportLab's initial Helvetica."""
    from reportlab.pdfgen.canvas import Canvas

    class BareCanvas(Canvas):
        def _make_preamble(self) -> None:
            self._preamble = "1 0 0 1 0 0 cm"

    canvas = BareCanvas(
        output,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        pdfVersion=(1, 5),
        invariant=1,
        lang=document.language,
    )
    stamp = made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
    canvas.setDateFormatter(lambda *_now: stamp)
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.title)
    canvas.setCreator("Onestop")
    canvas.setProducer("Onestop")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _draw_stamps(drawing: "_Drawing", sheet: Sheet, document: Document) -> None:
    """What the paper says of itself, framed above the text; 作废 also large across the page."""
    if Stamp.VOID in document.stamps:
        run = sheet.measured((Stamp.VOID.value,), Style(Typeface.HEITI, _VOID_SIZE))
        drawing.watermark(run.placed(run.single(), -run.width / 2, run.size / 3))
    x = LEFT
    for stamp in document.stamps:
        run = sheet.measured((stamp.value,), Style(Typeface.HEITI, NOTE_SIZE))
        y = PAGE_HEIGHT - _STAMP
        drawing.frame(x, y - 0.4 * NOTE_SIZE, run.width + NOTE_SIZE, 1.6 * NOTE_SIZE)
        drawing.text(run.placed(run.single(), 0.0, 0.0), x + NOTE_SIZE / 2, y)
        x += run.width + 2 * NOTE_SIZE


def _draw_page_signature(drawing: "_Drawing", sheet: Sheet, label: str) -> None:
    """A line for the parties' hand at the foot of a page that is not signed otherwise."""
    run = sheet.measured((label,), sheet.note)
    drawing.text(run.placed(run.single(), 0.0, 0.0), LEFT, _PAGE_SIGNATURE)
    left, end = LEFT + run.width + NOTE_SIZE / 2, LEFT + sheet.measure
    drawing.rule(left, end, _PAGE_SIGNATURE - 0.2 * NOTE_SIZE)


def _draw_page_number(drawing: "_Drawing", sheet: Sheet, number: int, count: int) -> None:
    run = sheet.measured((f"第 {number} 页 共 {count} 页",), sheet.note)
    drawing.text(run.placed(run.single(), 0.0, 0.0), LEFT + (sheet.measure - run.width) / 2, _FOOT)


class _Drawing:
    """Puts rows on the canvas; places here are in points from the lower left corner of the page."""

    def __init__(self, canvas: "Canvas", fonts: "EmbeddedFonts") -> None:
        self._canvas = canvas
        self.fonts = fonts

    def row(self, row: Row, left: float, top: float) -> None:
        """Draw a row whose upper left corner is here: tints first, for they lie behind."""
        for mark in sorted(row.marks, key=lambda mark: not isinstance(mark, Tint)):
            match mark:
                case Tint():
                    self._grouped(self._tint, mark, left, top)
                case Ring():
                    self._grouped(self._ring, mark, left, top)
                case Rule():
                    self.rule(left + mark.x, left + mark.end, top - mark.y)
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

    def watermark(self, text: Text) -> None:
        """Large grey words across the page, placed round its middle."""
        self._canvas.saveState()
        self._canvas.setFillGray(0.88)
        self._canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
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

    def _grouped(self, draw: Callable[..., None], mark: Tint | Ring, left: float, top: float) -> None:
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
