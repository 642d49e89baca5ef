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
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.printing.blocks import Document, PageShape, Stamp
from desktop.printing.drawing import Drawing, Placed
from desktop.printing.fonts import FontSet, Style, Typeface, office_fonts
from desktop.printing.properties import bare_canvas
from desktop.printing.rows import Row
from desktop.printing.setting import set_pages
from desktop.printing.sheet import MILLIMETRE, NOTE_SIZE, Memory, Sheet

_PAGE_SIGNATURE = 20 * MILLIMETRE
_STAMP = 20 * MILLIMETRE
_VOID_SIZE = {PageShape.A4: 120.0, PageShape.HALF: 80.0}


@dataclass(frozen=True, slots=True)
class PaperSet:
    """A paper as it was set: the file, how many pages it has, and where each field's value stands on them."""

    pdf: bytes
    pages: int
    places: tuple[Placed, ...]

    def field_at(self, page: int, x: float, y: float) -> str | None:
        """The field shown at a place: page from 0, points from its upper left corner; the smallest where several."""
        found = [place for place in self.places if place.holds(page, x, y)]
        size = [(place.right - place.left) * (place.bottom - place.top) for place in found]
        return found[size.index(min(size))].field if found else None

    def place_of(self, field: str) -> Placed | None:
        """Where a field's value begins on the paper, None when it is not shown."""
        return next((place for place in self.places if place.field == field), None)


def set_pdf(
    document: Document, *, made_at: datetime, fonts: FontSet | None = None, draft: bool = False
) -> bytes:
    """The document as a PDF: margins for binding, 第 N 页 共 M 页, all fonts embedded, text that reads back.

    `made_at` is the moment that the file names as its making (aware, from the office's clock). A `draft` marks
    what is missing; otherwise it stays a blank to write on. Raises UnprintableCharacter with the field and place
    of a character that no font has.
    """
    return set_paper(document, made_at=made_at, fonts=fonts, draft=draft).pdf


def set_paper(
    document: Document,
    *,
    made_at: datetime,
    fonts: FontSet | None = None,
    draft: bool = False,
    memory: Memory | None = None,
) -> PaperSet:
    """The same, together with the place of every field on its pages.

    With a `memory` only those blocks are set that were not set alike the time before.
    """
    if memory is not None:
        memory.begin()
    return _set((document,), made_at=made_at, fonts=fonts, draft=draft, fronts=False, memory=memory)


def set_together(
    documents: Sequence[Document],
    *,
    made_at: datetime,
    fonts: FontSet | None = None,
    draft: bool = False,
    fronts: bool = False,
) -> PaperSet:
    """Several papers in one file, each with its own page numbers; the file is called as the first of them.

    With `fronts` every paper begins on the front of a sheet when printed on both sides: a blank page is put
    after one with an odd number of pages. Raises ValueError when there is no paper.
    """
    if not documents:
        raise ValueError("没有文书可排")
    return _set(documents, made_at=made_at, fonts=fonts, draft=draft, fronts=fronts)


def fitted(
    document: Document, fonts: FontSet, *, draft: bool, memory: Memory | None = None
) -> tuple[Sheet, list[list[Row]]]:
    """The sheet and the pages of a document in the first of its sizes that takes fewest pages."""
    best: tuple[Sheet, list[list[Row]]] | None = None
    for body in (document.body, *document.spare):
        sheet = Sheet(fonts, body, draft=draft, memory=memory)
        pages = set_pages(document, sheet)
        if best is None or len(pages) < len(best[1]):
            best = sheet, pages
        if len(pages) == 1:
            break
    assert best is not None
    return best


def _set(
    documents: Sequence[Document],
    *,
    made_at: datetime,
    fonts: FontSet | None,
    draft: bool,
    fronts: bool,
    memory: Memory | None = None,
) -> PaperSet:
    from desktop.printing.embedding import EmbeddedFonts

    first = documents[0]
    output = io.BytesIO()
    canvas = bare_canvas(
        output, title=first.title, author=first.author, language=first.language, made_at=made_at
    )
    drawing = Drawing(canvas, EmbeddedFonts())
    for number, document in enumerate(documents):
        if fronts and drawing.page % 2:
            drawing.begin_page(*_size(documents[number - 1].shape))
            drawing.end_page()
        sheet, pages = fitted(document, fonts or office_fonts(), draft=draft, memory=memory)
        draw_document(drawing, document, sheet, pages)
    drawing.fonts.write(canvas._doc)  # noqa: SLF001  (ReportLab's way for a font is by its registry of names)
    canvas.save()
    return PaperSet(output.getvalue(), drawing.page, tuple(drawing.places))


def _size(shape: PageShape) -> tuple[float, float]:
    return shape.value[0] * MILLIMETRE, shape.value[1] * MILLIMETRE


def draw_document(drawing: Drawing, document: Document, sheet: Sheet, pages: list[list[Row]]) -> None:
    """Draw the pages of a fitted document, each with its own 第 N 页 共 M 页."""
    width, height = _size(document.shape)
    left, top = document.shape.value[2] * MILLIMETRE, document.shape.value[3] * MILLIMETRE
    numbered = document.page_numbers and (document.shape is PageShape.A4 or len(pages) > 1)
    for number, rows in enumerate(pages, 1):
        drawing.begin_page(width, height)
        _draw_stamps(drawing, sheet, document)
        y = height - top
        for row in rows:
            drawing.row(row, left, y)
            y -= row.height
        if document.page_signature and number < len(pages) and not any(row.signs for row in rows):
            _draw_page_signature(drawing, sheet, document.page_signature, left)
        if numbered:
            foot = document.shape.value[4] * MILLIMETRE
            run = sheet.measured((f"第 {number} 页 共 {len(pages)} 页",), sheet.note)
            drawing.text(run.placed(run.single(), 0.0, 0.0), left + (sheet.measure - run.width) / 2, foot)
        drawing.end_page()


def _draw_stamps(drawing: Drawing, sheet: Sheet, document: Document) -> None:
    """What the paper says of itself, framed above the text; 作废 also large across the page."""
    width, height = _size(document.shape)
    if Stamp.VOID in document.stamps:
        size = _VOID_SIZE[document.shape]
        run = sheet.measured((Stamp.VOID.value,), Style(Typeface.HEITI, size))
        drawing.watermark(run.placed(run.single(), -run.width / 2, run.size / 3), width / 2, height / 2)
    x = document.shape.value[2] * MILLIMETRE
    y = height - min(_STAMP, document.shape.value[3] * MILLIMETRE - NOTE_SIZE)
    for stamp in document.stamps:
        run = sheet.measured((stamp.value,), Style(Typeface.HEITI, NOTE_SIZE))
        drawing.frame(x, y - 0.4 * NOTE_SIZE, run.width + NOTE_SIZE, 1.6 * NOTE_SIZE)
        drawing.text(run.placed(run.single(), 0.0, 0.0), x + NOTE_SIZE / 2, y)
        x += run.width + 2 * NOTE_SIZE


def _draw_page_signature(drawing: Drawing, sheet: Sheet, label: str, left: float) -> None:
    """A line for the parties' hand at the foot of a page that is not signed otherwise."""
    run = sheet.measured((label,), sheet.note)
    drawing.text(run.placed(run.single(), 0.0, 0.0), left, _PAGE_SIGNATURE)
    drawing.rule(left + run.width + NOTE_SIZE / 2, left + sheet.measure, _PAGE_SIGNATURE - 0.2 * NOTE_SIZE)
