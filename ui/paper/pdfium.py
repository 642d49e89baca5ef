"""PDF pages as pictures and as text, by PDFium.

PDFium is not thread-safe. These functions are called in the long lane and, for printers, in the press lane; one
lock, which the binding of a dossier holds too, is taken for each call into it, so that a page of the screen waits
for a band of a print run at most.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from desktop.printing.pdfium import ALONE
from ui.paper.way import SCREEN_FIRST

_POINTS_PER_INCH = 72


@dataclass(frozen=True)
class PageSet:
    """The pages of one PDF: its bytes, the size of each page in points, and the pictures made so far."""

    pdf: bytes
    sizes: tuple[QSizeF, ...]
    images: Mapping[int, QImage] = field(default_factory=dict)
    """By page, from 0; in the width that was asked for."""


class OpenPdf:
    """An open PDF; only inside `opened`."""

    def __init__(self, document: Any) -> None:
        self._document = document  # a pypdfium2.PdfDocument, which has no types

    def sizes(self) -> tuple[QSizeF, ...]:
        """The size of every page in points."""
        with ALONE:
            return tuple(
                QSizeF(*self._document.get_page_size(number)) for number in range(len(self._document))
            )

    def picture(self, number: int, width: int) -> QImage:
        """One page, from 0, as a picture of so many device pixels across."""
        with self._page(number) as page, ALONE:
            scale = (width - 0.01) / page.get_width()  # the renderer rounds up
            return _drawn(page, scale=scale, prefer_bgrx=True)

    def bands(self, number: int, resolution: int, height: int) -> Iterator[tuple[int, QImage]]:
        """One page for a printer, in grey, as bands of `height` dots: (dots from the top, picture).

        At 600 dots to the inch a whole page in colour would take 140 MB.
        """
        with self._page(number) as page:
            scale = resolution / _POINTS_PER_INCH
            with ALONE:
                dots = round(page.get_height() * scale)
            for top in range(0, dots, height):
                below = max(0, dots - top - height)
                crop = (0.0, below / scale, 0.0, top / scale)
                with ALONE:
                    band = _drawn(page, scale=scale, crop=crop, grayscale=True, optimize_mode="print")
                yield top, band

    def text(self, number: int) -> str:
        """The text of one page, from 0, as a reader copies it."""
        with self._page(number) as page, ALONE:
            words = page.get_textpage()
            try:
                return str(words.get_text_bounded())
            finally:
                words.close()

    @contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        with ALONE:
            page = self._document[number]
        try:
            yield page
        finally:
            with ALONE:
                page.close()


@contextmanager
def opened(pdf: bytes) -> Iterator[OpenPdf]:
    """Open a PDF and close it afterwards. Raises pypdfium2.PdfiumError for what is no PDF."""
    import pypdfium2

    library: Any = pypdfium2
    with ALONE:
        document = library.PdfDocument(pdf)
    try:
        yield OpenPdf(document)
    finally:
        with ALONE:
            document.close()


def page_set(pdf: bytes, numbers: Iterable[int], width: int) -> PageSet:
    """The pages of a PDF, with pictures of those pages that it has of these.

    `width` are the device pixels across the widest page; a narrower one gets its share of them.
    """
    with SCREEN_FIRST.taken(), opened(pdf) as file:
        sizes = file.sizes()
        widest = max((size.width() for size in sizes), default=1.0)
        images = {
            number: file.picture(number, max(1, round(width * sizes[number].width() / widest)))
            for number in numbers
            if number < len(sizes)
        }
    return PageSet(pdf, sizes, MappingProxyType(images))


def readable_pages(pdf: bytes, numbers: Iterable[int], width: int) -> PageSet | None:
    """`page_set` of somebody else's file; None for one that cannot be read (damaged, locked by a password)."""
    import pypdfium2

    try:
        return page_set(pdf, numbers, width)
    except pypdfium2.PdfiumError:
        return None


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """The text of every page of a PDF."""
    with opened(pdf) as file:
        return tuple(file.text(number) for number in range(len(file.sizes())))


def _drawn(page: Any, *, grayscale: bool = False, **how: Any) -> QImage:
    """Draw a page, or a part of it; the caller holds the lock."""
    bitmap = page.render(grayscale=grayscale, **how)
    try:
        return _image(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, grey=grayscale)
    finally:
        bitmap.close()


def _image(buffer: object, width: int, height: int, stride: int, *, grey: bool = False) -> QImage:
    """A picture of its own from PDFium's memory."""
    kind = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
    return QImage(memoryview(buffer).cast("B"), width, height, stride, kind).copy()  # type: ignore[arg-type]  # a ctypes array is a buffer
