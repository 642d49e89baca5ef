"""Pages of other PDF files, laid on the empty leaves of a bound file by PDFium: turned, fitted, under the numbers."""
# mypy: allow-untyped-calls
# (pypdfium2's raw calls have no types)

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from desktop.dossier.assembly.scans import Scan, check_scan
from desktop.errors import OfficeError
from desktop.printing.pdfium import ALONE

MOST_PAGES = 2000
_WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD
_PRINT = 1  # FLAT_PRINT
_SAME = 2.0  # points: so near to A4 it is A4


@dataclass(frozen=True, slots=True)
class Laid:
    """The pages of one file, one after the other from this page of the bound file on, from 0."""

    scan: Scan
    start: int


def page_count(scan: Scan) -> int:
    """Return how many pages a PDF has. Raises OfficeError for one that is broken, encrypted or too long."""
    check_scan(scan)
    with ALONE, _opened(scan) as source:
        pages = len(source)
    if not 0 < pages <= MOST_PAGES:
        raise OfficeError(f"“{scan.name}”有{pages}页，装不进卷宗。", todo="请核对这个文件。")
    return pages


def joined(bound: bytes, laid: Sequence[Laid]) -> bytes:
    """Return the bound file with the pages of other files on its empty leaves; A4 each, standing.

    A page keeps its size where it is A4; a wide one is turned, a larger or smaller one fitted. Raises OfficeError
    for a file that cannot be read.
    """
    if not laid:
        return bound
    import pypdfium2

    with ALONE:
        target: Any = pypdfium2.PdfDocument(bound)
        try:
            for part in laid:
                with _opened(part.scan) as source:
                    for number in range(len(source)):
                        _lay(source, number, target, part.start + number)
            output = io.BytesIO()
            target.save(output)
        finally:
            target.close()
    return output.getvalue()


@contextmanager
def _opened(scan: Scan) -> Iterator[Any]:
    """Open a PDF, or say in plain words why it cannot be opened; the lock is held."""
    import pypdfium2

    try:
        source: Any = pypdfium2.PdfDocument(scan.content)
    except pypdfium2.PdfiumError as fault:
        if getattr(fault, "err_code", None) == _WRONG_PASSWORD:
            raise OfficeError(
                f"“{scan.name}”设了密码，装不进卷宗。", todo="请取消密码后重新添加，或打印后扫描。"
            ) from fault
        raise _broken(scan) from fault
    try:
        yield source
    except pypdfium2.PdfiumError as fault:  # one of its pages cannot be loaded
        raise _broken(scan) from fault
    finally:
        source.close()


def _broken(scan: Scan) -> OfficeError:
    """Return the refusal of a file that is damaged."""
    return OfficeError(f"“{scan.name}”不是完好的PDF，打不开。", todo="请重新扫描后再添加。")


def _lay(source: Any, number: int, target: Any, at: int) -> None:
    """Lay one page under what stands on a leaf: notes and stamps of the source become part of it."""
    import pypdfium2.raw

    raw: Any = pypdfium2.raw  # has no types
    page = source[number]
    try:
        raw.FPDFPage_Flatten(page, _PRINT)
    finally:
        page.close()
    page = source[number]
    turn = page.get_rotation()
    page.set_rotation(0)
    width, height = page.get_size()
    page.close()
    form = raw.FPDF_NewXObjectFromPage(target, source, number)
    leaf = target[at]
    try:
        laid = raw.FPDF_NewFormObjectFromXObject(form)
        matrix = _place(width, height, turn, *leaf.get_size())
        raw.FPDFPageObj_SetMatrix(laid, raw.FS_MATRIX(*matrix))
        raw.FPDFPage_InsertObjectAtIndex(leaf, laid, 0)
        raw.FPDFPage_GenerateContent(leaf)
    finally:
        raw.FPDF_CloseXObject(form)
        leaf.close()


_Matrix = tuple[float, float, float, float, float, float]


def _place(width: float, height: float, turn: int, across: float, high: float) -> _Matrix:
    """Return the matrix that puts a page of this size on a leaf, turned as it wants to be shown.

    As large as it is where it is A4, else made to fit; what lies wide then is turned to stand. `turn` is clockwise.
    """
    shown = (width, height) if turn % 180 == 0 else (height, width)
    if shown[0] > shown[1]:
        turn, shown = (turn + 270) % 360, (shown[1], shown[0])
    scale = min(across / shown[0], high / shown[1])
    if abs(shown[0] - across) < _SAME and abs(shown[1] - high) < _SAME:
        scale = 1.0
    left, bottom = (across - shown[0] * scale) / 2, (high - shown[1] * scale) / 2
    w, h = width * scale, height * scale
    return {
        0: (scale, 0.0, 0.0, scale, left, bottom),
        90: (0.0, -scale, scale, 0.0, left, bottom + w),
        180: (-scale, 0.0, 0.0, -scale, left + w, bottom + h),
        270: (0.0, scale, -scale, 0.0, left + h, bottom),
    }[turn]
