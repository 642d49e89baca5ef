"""Printers that are not there: each prints into a PDF file, has its margins, and may go away in the middle."""

from pathlib import Path
from threading import Event

from PySide6.QtCore import QMarginsF
from PySide6.QtPrintSupport import QPrinter

from desktop.errors import OfficeError
from ui.paper.printers import PrinterFacts


class PaperPrinter(QPrinter):
    """Prints into a file; goes away after so many pages."""

    def __init__(self, path: Path, pages: int | None) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(str(path))
        self.setResolution(150)
        self.left = pages
        self.turns: QPrinter.DuplexMode | None = None

    def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:
        """Remember what was asked: a file has one side."""
        self.turns = duplex

    def newPage(self) -> bool:
        """One page less until it goes away."""
        if self.left is not None:
            self.left -= 1
            if self.left <= 0:
                return False
        return super().newPage()


class SimulatedPrinters:
    """The printers of a PC in a test."""

    def __init__(self, folder: Path, *facts: PrinterFacts) -> None:
        self.folder, self.known = folder, list(facts)
        self.opened: list[PaperPrinter] = []
        self.pages_left: int | None = None
        self.gate: Event | None = None
        """Where one is put, a printer begins when it is set; `reached` says that it waits for that."""
        self.reached = Event()

    def all(self) -> list[PrinterFacts]:
        """Those that are switched on."""
        return list(self.known)

    def open(self, name: str) -> PaperPrinter:
        """One of them, unless it went away."""
        if name not in {facts.name for facts in self.known}:
            raise OfficeError(f"找不到打印机“{name}”。", todo="请检查它是否开着、连着，或换一台打印机。")
        if self.gate is not None:
            self.reached.set()
            assert self.gate.wait(60), "nobody opened the gate"
        printer = PaperPrinter(self.folder / f"{len(self.opened) + 1}.pdf", self.pages_left)
        self.opened.append(printer)
        return printer

    def printed(self) -> list[Path]:
        """What came out, in order."""
        return sorted(self.folder.glob("*.pdf"), key=lambda path: int(path.stem))


def laser(name: str = "前台激光机", *, duplex: bool = True, margin: float = 4.2) -> PrinterFacts:
    """A laser printer as they stand in offices."""
    return PrinterFacts(
        name, usual=True, duplex=duplex, unprintable=QMarginsF(margin, margin, margin, margin)
    )
