"""Pages to a printer: at its own resolution, at 100 %, with a word about margins that it cannot print."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QMarginsF, QObject, QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from desktop.errors import OfficeError
from ui.paper.pdfium import opened
from ui.paper.view import RunLong

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

FINEST = 600
"""Dots to the inch at most: finer cannot be seen in letters, and takes memory and minutes."""
_BAND_MILLIMETRES = 25
_LOOK = 50  # dots to the inch, for finding where ink is
_WHITE = 250
_POINTS_PER_MILLIMETRE = 72 / 25.4


def printer_names() -> list[str]:
    """The printers of this PC; looking may take a moment: call it in a lane."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return list(QPrinterInfo.availablePrinterNames())


def ink_margins(pdf: bytes) -> QMarginsF:
    """How far from the edges of the paper the outermost ink of all pages lies, in millimetres."""
    nearest: list[float] = []
    with opened(pdf) as file:
        for number, size in enumerate(file.sizes()):
            width, height = size.width() / _POINTS_PER_MILLIMETRE, size.height() / _POINTS_PER_MILLIMETRE
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


def margin_warning(pdf: bytes, unprintable: QMarginsF) -> str:
    """A sentence where ink lies in the strip that the printer cannot reach (millimetres); else empty."""
    ink = ink_margins(pdf)
    sides = (
        ("左边", ink.left(), unprintable.left()),
        ("上边", ink.top(), unprintable.top()),
        ("右边", ink.right(), unprintable.right()),
        ("下边", ink.bottom(), unprintable.bottom()),
    )
    cut = "、".join(side for side, place, reach in sides if place + 0.3 < reach)
    return f"这台打印机打不到纸的{cut}，文书会缺一块，请换一台打印机或存为PDF。" if cut else ""


def prepare(printer: "QPrinter", size: QSizeF, *, title: str, copies: int) -> None:
    """Set a printer up for a paper of this size (points): whole sheet, upright, so many copies."""
    page = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    upright = QPageLayout.Orientation.Portrait
    if size.width() > size.height():
        upright = QPageLayout.Orientation.Landscape
    printer.setPageSize(page)
    printer.setPageOrientation(upright)
    printer.setFullPage(True)
    printer.setDocName(title)
    printer.setCopyCount(copies)
    printer.setResolution(min(FINEST, printer.resolution()))


def print_pages(
    printer: "QPrinter",
    pdf: bytes,
    progress: Callable[[int, int, str], object] | None = None,
) -> int:
    """Print every page of a PDF in its own size; how many pages. Runs in the long lane.

    Raises OfficeError when the printer does not take the job.
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
        try:
            for number in range(count):
                if number and not printer.newPage():
                    raise OfficeError("打印中断了。", todo="请检查打印机后再打一次。")
                if progress is not None:
                    progress(number, count, f"正在打印第 {number + 1} 页")
                for top, band in file.bands(number, dots, round(dots * _BAND_MILLIMETRES / 25.4)):
                    painter.drawImage(QPointF(0, top), band, QRectF(band.rect()))
        finally:
            painter.end()
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise OfficeError("打印机报告出错。", todo="请检查打印机后再打一次；也可以存为PDF。")
    return count


class PrintOrder(QObject):
    """One print of a PDF: the system's dialog, the printing in the long lane, then what became of it."""

    def __init__(
        self,
        pdf: bytes,
        size: QSizeF,
        *,
        title: str,
        copies: int,
        run_long: RunLong,
        parent: "QWidget",
    ) -> None:
        super().__init__(parent)
        self._pdf, self._size, self._title, self._copies = pdf, size, title, copies
        self._run_long = run_long
        self._window = parent

    def ask(
        self,
        done: Callable[[str, str], object],
        failed: Callable[[OfficeError], object],
    ) -> "QObject":
        """Open the dialog; `done` gets the printer's name and a warning about its margins (or '').

        Returns the dialog. Nothing follows when it is cancelled.
        """
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter
        from PySide6.QtWidgets import QDialog

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer, self._size, title=self._title, copies=self._copies)
        dialog = QPrintDialog(printer, self._window)
        dialog.setObjectName("paper.print_dialog")
        dialog.setWindowTitle("打印文书")
        dialog.setOptions(
            QPrintDialog.PrintDialogOption.PrintToFile | QPrintDialog.PrintDialogOption.PrintShowPageSize
        )
        dialog.accepted.connect(lambda: self.print_on(printer, done, failed))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)
        return dialog

    def print_on(
        self,
        printer: "QPrinter",
        done: Callable[[str, str], object],
        failed: Callable[[OfficeError], object],
    ) -> None:
        """Print on this printer, which the dialog or a test has chosen."""
        prepare(printer, self._size, title=self._title, copies=printer.copyCount())
        unprintable = printer.pageLayout().minimumMargins()  # in the layout's unit
        to_millimetres = QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            unprintable,
            printer.pageLayout().units(),
        ).margins(QPageLayout.Unit.Millimeter)

        def work() -> str:
            warning = margin_warning(self._pdf, to_millimetres)
            print_pages(printer, self._pdf)
            return warning

        name = printer.printerName() or printer.outputFileName()
        self._run_long(work, partial(done, name), failed=failed, owner=self)
