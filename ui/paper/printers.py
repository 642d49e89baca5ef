"""The printers of this PC, and what each can do. Tests put simulated ones in their place by `use_printers`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize

from desktop.errors import OfficeError

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass(frozen=True)
class PrinterFacts:
    """A printer: its name, whether it is the PC's usual one, whether it turns sheets, what it cannot reach (mm)."""

    name: str
    usual: bool
    duplex: bool
    unprintable: QMarginsF


class Printers(Protocol):
    """What printing needs of the PC; its functions are called in the long lane."""

    def all(self) -> list[PrinterFacts]:
        """The printers that there are now."""
        ...

    def open(self, name: str) -> "QPrinter":
        """One of them. Raises OfficeError when it is gone."""
        ...


class SystemPrinters:
    """The printers that the operating system knows."""

    def all(self) -> list[PrinterFacts]:
        """Ask the system; this may take a moment."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        usual = QPrinterInfo.defaultPrinterName()
        found = []
        for info in QPrinterInfo.availablePrinters():
            printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
            found.append(
                PrinterFacts(
                    info.printerName(),
                    info.printerName() == usual,
                    any(mode != QPrinter.DuplexMode.DuplexNone for mode in info.supportedDuplexModes()),
                    unprintable_of(printer),
                )
            )
        return sorted(found, key=lambda facts: not facts.usual)

    def open(self, name: str) -> "QPrinter":
        """Find the printer again: it may have been switched off or taken away meanwhile."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        info = QPrinterInfo.printerInfo(name)
        if info.isNull():
            raise OfficeError(f"找不到打印机“{name}”。", todo="请检查它是否开着、连着，或换一台打印机。")
        return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def unprintable_of(printer: "QPrinter") -> QMarginsF:
    """The strips at the edges of the sheet that a printer cannot reach, in millimetres."""
    layout = printer.pageLayout()
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        layout.minimumMargins(),
        layout.units(),
    ).margins(QPageLayout.Unit.Millimeter)


_HERE: list[Printers] = [SystemPrinters()]


def printers() -> Printers:
    """The printers that are used."""
    return _HERE[-1]


def use_printers(these: Printers | None) -> None:
    """Use these printers in place of the system's; None takes the system's again."""
    del _HERE[1:]
    if these is not None:
        _HERE.append(these)
