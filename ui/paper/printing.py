"""Pages to a printer: at its own resolution, at 100 %, with a word about margins that it cannot print."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from desktop.errors import OfficeError
from ui.paper.desk import A4
from ui.paper.pdfium import OpenPdf, opened
from ui.paper.printers import Printers
from ui.paper.way import SCREEN_FIRST

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FINEST = 600
"""Dots to the inch at most: finer cannot be seen in letters, and takes memory and minutes."""
_BAND_MILLIMETRES = 8
"""Small enough that a page for the screen, which goes first, waits some ten milliseconds for the band before it."""
_LOOK = 50  # dots to the inch, for finding where ink is
_WHITE = 250
_POINTS_PER_MILLIMETRE = 72 / 25.4


def ink_margins(pdf: bytes) -> QMarginsF:
    """How far from the edges of the paper the outermost ink of all pages lies, in millimetres."""
    nearest: list[float] = []
    with opened(pdf) as file:
        for number, size in enumerate(file.sizes()):
            SCREEN_FIRST.give()
            sheet = _sheet(size)
            width, height = sheet.width() / _POINTS_PER_MILLIMETRE, sheet.height() / _POINTS_PER_MILLIMETRE
            left, top, right, bottom = width, height, width, height
            for above, band in file.bands(number, _LOOK, 10_000):
                for y in range(band.height()):
                    dark = _dark(band, y)
                    if dark is None:
                        continue
                    here = (above + y) * 25.4 / _LOOK
                    left, right = (
                        min(left, dark[0] * 25.4 / _LOOK),
                        min(right, width - dark[1] * 25.4 / _LOOK),
                    )
                    top, bottom = min(top, here), min(bottom, height - here)
            page = [left, top, right, bottom]
            nearest = [min(pair) for pair in zip(nearest, page, strict=True)] if nearest else page
    return QMarginsF(*(max(0.0, value) for value in nearest)) if nearest else QMarginsF()


def _dark(image: QImage, y: int) -> tuple[int, int] | None:
    """The first and the last dot of a line that is not white."""
    line = bytes(cast("memoryview", image.constScanLine(y)))[: image.width()]
    dots = [x for x, value in enumerate(line) if value < _WHITE]
    return (dots[0], dots[-1] + 1) if dots else None


def cut_sides(pdf: bytes, unprintable: QMarginsF) -> str:
    """The sides of the sheet at which a printer would cut ink off (`左边、下边`); empty when it reaches all."""
    ink = ink_margins(pdf)
    sides = (
        ("左边", ink.left(), unprintable.left()),
        ("上边", ink.top(), unprintable.top()),
        ("右边", ink.right(), unprintable.right()),
        ("下边", ink.bottom(), unprintable.bottom()),
    )
    return "、".join(side for side, place, reach in sides if place + 0.3 < reach)


def prepare(printer: "QPrinter", size: QSizeF, *, title: str, copies: int, duplex: bool = False) -> None:
    """Set a printer up for a paper of this size (points): whole sheet, upright, so many copies, both sides or one.

    Half a sheet is printed on the upper half of A4, as the paper that lies in the tray.
    """
    from PySide6.QtPrintSupport import QPrinter

    sheet = _sheet(size)
    page = QPageSize(sheet, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    upright = QPageLayout.Orientation.Portrait
    if sheet.width() > sheet.height():
        upright = QPageLayout.Orientation.Landscape
    printer.setPageSize(page)
    printer.setPageOrientation(upright)
    printer.setFullPage(True)
    printer.setDocName(title)
    printer.setCopyCount(copies)
    printer.setCollateCopies(True)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if duplex else QPrinter.DuplexMode.DuplexNone)
    printer.setResolution(min(FINEST, printer.resolution()))


def _sheet(size: QSizeF) -> QSizeF:
    """The sheet on which a page of this size is printed."""
    half = abs(size.width() - A4.width()) < 1 and size.height() < A4.height()
    return A4 if half else size


@dataclass(frozen=True)
class PrintJob:
    """One paper of a run: what it is called, its bytes, how often, on which printer, on both sides or one."""

    title: str
    pdf: bytes
    copies: int
    printer: str
    duplex: bool = False


@dataclass(frozen=True)
class RunOutcome:
    """What became of a run: how many of its jobs the printers took, and what ended it early."""

    printed: int
    fault: OfficeError | None = None
    stopped: bool = False


class _StoppedError(Exception):
    """The user gave the run up."""


def print_run(
    printers: Printers,
    jobs: Sequence[PrintJob],
    stop: threading.Event,
    progress: Callable[[int, int, str], object],
    *,
    before: int = 0,
    total: int = 0,
) -> RunOutcome:
    """Print papers one after the other. Runs in the press lane; `stop` gives up what is not printed yet.

    `before` of a run of `total` papers are printed already: the progress counts from there.
    Raises nothing for a printer that goes away: the outcome says how far it came and why it ended.
    """
    total = total or before + len(jobs)
    for done, job in enumerate(jobs):
        at = before + done
        progress(at, total, f"正在打印《{job.title}》（第 {at + 1} 份文书，共 {total} 份）")
        if stop.is_set():
            return RunOutcome(done, stopped=True)
        try:
            printer = printers.open(job.printer)
            with opened(job.pdf) as file:
                prepare(printer, file.sizes()[0], title=job.title, copies=job.copies, duplex=job.duplex)
            print_pages(printer, job.pdf, stop=stop)
        except _StoppedError:
            return RunOutcome(done, stopped=True)
        except OfficeError as fault:
            return RunOutcome(done, fault)
    progress(before + len(jobs), total, "")
    return RunOutcome(len(jobs))


def print_pages(
    printer: "QPrinter",
    pdf: bytes,
    progress: Callable[[int, int, str], object] | None = None,
    *,
    stop: threading.Event | None = None,
) -> int:
    """Print every page of a PDF in its own size; how many pages. Runs in the press lane.

    Raises OfficeError when the printer does not take the job or goes away on the way; what it had taken is
    withdrawn from it as far as it lets.
    """
    from PySide6.QtPrintSupport import QPrinter

    dots = printer.resolution()
    painter = QPainter()
    with opened(pdf) as file:
        count = len(file.sizes())
        if not painter.begin(printer):
            raise OfficeError(
                "打印机没有接受这次打印。", todo="请检查打印机是否开着、有纸，再打一次；也可以存为PDF。"
            )
        whole = False
        try:
            for number in range(count):
                if number and not printer.newPage():
                    raise OfficeError("打印中断了，打印机没有应答。", todo="请检查打印机后再打一次。")
                if progress is not None:
                    progress(number, count, f"正在打印第 {number + 1} 页")
                for top, band in _bands(file, number, dots):
                    if stop is not None and stop.is_set():
                        raise _StoppedError
                    SCREEN_FIRST.give()
                    painter.drawImage(QPointF(0, top), band, QRectF(band.rect()))
            whole = True
        finally:
            if not whole:
                printer.abort()
            painter.end()
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise OfficeError("打印机报告出错。", todo="请检查打印机后再打一次；也可以存为PDF。")
    return count


def _bands(file: OpenPdf, number: int, dots: int) -> Iterator[tuple[int, QImage]]:
    yield from file.bands(number, dots, round(dots * _BAND_MILLIMETRES / 25.4))
