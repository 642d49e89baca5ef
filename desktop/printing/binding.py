"""Draws the leaves of a dossier into one file: papers, pictures, and empty leaves for what comes from other files.

The page numbers of the dossier are an optional layer of their own (PDF 1.7, 8.11), so that the papers beneath
can be printed again without them: upper right on the front, upper left on the back (mediation.md 6.2).
"""
# mypy: allow-untyped-calls
# (ReportLab has no types)

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.printing.blocks import BodySize, Document
from desktop.printing.drawing import Drawing
from desktop.printing.fonts import Style, Typeface, office_fonts
from desktop.printing.pdf import draw_document, fitted
from desktop.printing.properties import bare_canvas
from desktop.printing.rows import Anchor, Text
from desktop.printing.sheet import MILLIMETRE, NOTE_SIZE, Sheet

if TYPE_CHECKING:
    from reportlab.pdfbase import pdfdoc
    from reportlab.pdfgen.canvas import Canvas

    from desktop.printing.embedding import EmbeddedFonts

A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)
LAYER = "卷宗页号"
_SIDE, _TOP = 15 * MILLIMETRE, 12 * MILLIMETRE
_NUMBER_SIZE = 14.0
_CAPTION_AT = 18 * MILLIMETRE


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG in its place on a leaf, in points from the lower left corner; `grey` where it has one channel."""

    jpeg: bytes
    pixels: tuple[int, int]
    left: float
    bottom: float
    width: float
    height: float
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf that is not set: its pictures, what is written at its foot; empty where a page of a file comes."""

    pictures: tuple[Picture, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper of the dossier: set, or its leaves. `first` is the dossier's number of its first page."""

    bookmark: str
    content: Document | tuple[Leaf, ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """The file, and at which page, from 0, each piece begins."""

    pdf: bytes
    starts: tuple[int, ...]


def pages_of(document: Document) -> int:
    """How many pages a paper takes."""
    return len(fitted(document, office_fonts(), draft=False)[1])


def bind(pieces: Sequence[Piece], *, title: str, author: str, made_at: datetime) -> Bound:
    """Draw the pieces one after the other, each with a bookmark, numbered where it has a first number.

    Raises UnprintableCharacter with the field and place of a character that no font has.
    """
    from desktop.printing.embedding import EmbeddedFonts

    output = io.BytesIO()
    canvas = bare_canvas(output, title=title, author=author, language="zh-CN", made_at=made_at)
    drawing = _LeafDrawing(canvas, EmbeddedFonts())
    starts = []
    for piece in pieces:
        starts.append(drawing.page)
        drawing.number = piece.first
        drawing.bookmark = piece.bookmark
        if isinstance(piece.content, Document):
            sheet, pages = fitted(piece.content, office_fonts(), draft=False)
            draw_document(drawing, piece.content, sheet, pages)
        else:
            for leaf in piece.content:
                drawing.leaf(leaf)
    drawing.finish()
    canvas.save()
    return Bound(output.getvalue(), tuple(starts))


class _LeafDrawing(Drawing):
    """Draws every page on A4, a half sheet at its top, and puts number and bookmark on it at its end."""

    def __init__(self, canvas: "Canvas", fonts: "EmbeddedFonts") -> None:
        super().__init__(canvas, fonts)
        self.number: int | None = None
        self.bookmark = ""
        self._sheet = Sheet(office_fonts(), BodySize.SI_HAO, draft=False)
        self._layer: pdfdoc.PDFDictionary | None = None
        self._pictures = 0

    def begin_page(self, width: float, height: float) -> None:
        """Start the next leaf; what was set for another size stands at its top."""
        super().begin_page(max(width, A4[0]), A4[1])
        self.height = height
        self._canvas.saveState()
        self._canvas.translate(0, A4[1] - height)
        if self.bookmark:
            key = f"b{self.page}"
            self._canvas.bookmarkPage(key, fit="Fit")
            self._canvas.addOutlineEntry(self.bookmark, key, level=0)
            self.bookmark = ""

    def end_page(self) -> None:
        """The leaf is done."""
        self._canvas.restoreState()
        if self.number is not None:
            self._stamp(self.number)
            self.number += 1
        super().end_page()

    def leaf(self, leaf: Leaf) -> None:
        """A leaf of pictures, or an empty one."""
        self.begin_page(*A4)
        for picture in leaf.pictures:
            self._picture(picture)
        if leaf.caption:
            self._words(leaf.caption, NOTE_SIZE, A4[0] / 2, _CAPTION_AT, middle=True)
        self.end_page()

    def finish(self) -> None:
        """Write fonts and the layer's own entries into the file."""
        from reportlab.pdfbase import pdfdoc

        document = self._canvas._doc  # noqa: SLF001  (ReportLab has no other way to it)
        self.fonts.write(document)
        self._canvas.showOutline()
        if self._layer is None:
            return
        catalog: Any = document.Catalog
        catalog.__NoDefault__ = catalog.__Refs__ = [*catalog.__NoDefault__, "OCProperties"]
        layers = pdfdoc.PDFArray([document.Reference(self._layer)])
        shown = pdfdoc.PDFDictionary({"Order": layers, "ON": layers, "Name": pdfdoc.PDFString(LAYER)})
        catalog.OCProperties = pdfdoc.PDFDictionary({"OCGs": layers, "D": shown})

    def _anchor(self, mark: Anchor, left: float, top: float) -> None:
        """The titles within papers are no bookmarks of the dossier: each paper has one."""

    def _words(self, words: str, size: float, x: float, y: float, *, middle: bool = False) -> float:
        """Draw a line of text; return its width."""
        run = self._sheet.measured((words,), Style(Typeface.SONGTI, size))
        left = x - run.width / 2 if middle else x
        text: Text = run.placed(run.single(), 0.0, 0.0)
        self.text(text, left, y)
        return run.width

    def _stamp(self, number: int) -> None:
        """The dossier's number of a page: an object of the layer, drawn over everything else."""
        from reportlab.pdfbase import pdfdoc

        canvas = self._canvas
        document = canvas._doc  # noqa: SLF001  (as above)
        if self._layer is None:
            self._layer = pdfdoc.PDFDictionary(
                {"Type": pdfdoc.PDFName("OCG"), "Name": pdfdoc.PDFString(LAYER)}
            )
        run = self._sheet.measured((str(number),), Style(Typeface.SONGTI, _NUMBER_SIZE))
        x = A4[0] - _SIDE - run.width if number % 2 else _SIDE
        before, canvas._code = canvas._code, []  # noqa: SLF001  (as above)
        self.text(run.placed(run.single(), 0.0, 0.0), x, A4[1] - _TOP - _NUMBER_SIZE)
        drawn, canvas._code = canvas._code, before  # noqa: SLF001  (as above)
        entries = {
            "Type": pdfdoc.PDFName("XObject"),
            "Subtype": pdfdoc.PDFName("Form"),
            "BBox": pdfdoc.PDFArray([0, 0, *A4]),
            "Resources": pdfdoc.PDFDictionary({"Font": pdfdoc.PDFObjectReference(pdfdoc.BasicFonts)}),
            "OC": document.Reference(self._layer),
        }
        form = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), "\n".join(drawn).encode("ascii"), [])
        document.addForm(f"number{self.page}", form)
        canvas.doForm(f"number{self.page}")

    def _picture(self, picture: Picture) -> None:
        """A JPEG as it is, not packed a second time."""
        from reportlab.pdfbase import pdfdoc

        entries = {
            "Type": pdfdoc.PDFName("XObject"),
            "Subtype": pdfdoc.PDFName("Image"),
            "Width": picture.pixels[0],
            "Height": picture.pixels[1],
            "ColorSpace": pdfdoc.PDFName("DeviceGray" if picture.grey else "DeviceRGB"),
            "BitsPerComponent": 8,
            "Filter": pdfdoc.PDFName("DCTDecode"),
        }
        name = f"picture{self._pictures}"
        self._pictures += 1
        canvas = self._canvas
        canvas._doc.addForm(name, pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), picture.jpeg, []))  # noqa: SLF001  (as above)
        canvas.saveState()
        canvas.transform(picture.width, 0, 0, picture.height, picture.left, picture.bottom)
        canvas.doForm(name)
        canvas.restoreState()
