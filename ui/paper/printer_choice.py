"""On which printer: chosen, remembered for each kind of paper, on one side or both, at 100 %."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.pc_printers import UsedPrinter, remember_printers, used_printers
from ui.paper.printers import PrinterFacts, printers
from ui.style import px
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.tick import TickBox
from ui.workplace import Workplace


class PrinterChoice(QWidget):
    """The line above the buttons: printer, both sides, size, and how far a run is."""

    known = Signal()
    """The PC told which printers there are."""
    changed = Signal()
    """The user chose another printer."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._facts: list[PrinterFacts] | None = None
        self._used: dict[str, UsedPrinter] = {}
        self._key = ""
        self._chosen = False
        self.printer = ComboSearch([], name="papers.printer", placeholder="选打印机")
        self.printer.setAccessibleName("打印机")
        self.printer.chosen.connect(lambda _name: self._printer_chosen())
        self.duplex = TickBox("双面", name="papers.duplex")
        self.full_size = Label("按原大 100% 打印", "hint", name="papers.size")
        self.progress = QProgressBar()
        self.progress.setObjectName("papers.progress")
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(px(160))
        line = QHBoxLayout(self)
        line.setContentsMargins(px(14), px(6), px(14), px(2))
        line.setSpacing(px(10))
        for widget in (Label("打印机", "label"), self.printer, self.duplex, self.full_size, self.progress):
            line.addWidget(widget, 1 if widget is self.printer else 0)
        self.set_busy(on=False)
        place.run_press(_look_round, self._know_printers, owner=self)

    def none(self) -> bool:
        """Whether it is known that there is no printer."""
        return self._facts is not None and not self._facts

    def here(self) -> PrinterFacts | None:
        """The printer that is chosen; None while there is none."""
        return next((facts for facts in self._facts or () if facts.name == self.printer.value()), None)

    def propose_for(self, key: str) -> None:
        """Choose the printer that this kind of paper went to last, else the PC's usual one, unless one was chosen."""
        self._key = key
        names = [facts.name for facts in self._facts or ()]
        if not names or not key or self._chosen:
            return
        used = self._used.get(key)
        name = used.name if used is not None and used.name in names else names[0]
        self.printer.set_value(name)
        here = self.here()
        turns = here is not None and here.duplex
        self.duplex.setEnabled(turns)
        self.duplex.setChecked(turns and (used.duplex if used is not None and used.name == name else False))

    def remember(self, keys: Iterable[str]) -> None:
        """These kinds of papers went to the chosen printer."""
        used = {key: UsedPrinter(self.printer.value(), self.duplex.isChecked()) for key in keys}
        self._used |= used
        remember_printers(used)

    def set_busy(self, *, on: bool) -> None:
        """Show how far a run is in place of the size."""
        self.progress.setRange(0, 0)
        set_shown(self.progress, on=on)
        set_shown(self.full_size, on=not on)

    def show_progress(self, done: int, total: int) -> None:
        """How far the run is."""
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)

    def _know_printers(self, known: tuple[list[PrinterFacts], dict[str, UsedPrinter]]) -> None:
        self._facts, self._used = known
        self.printer.set_options(
            [Option(facts.name, facts.name + ("（默认）" if facts.usual else "")) for facts in self._facts]
        )
        self.propose_for(self._key)
        self.known.emit()

    def _printer_chosen(self) -> None:
        self._chosen = True
        facts = self.here()
        self.duplex.setEnabled(facts.duplex if facts else False)
        if facts is not None and not facts.duplex:
            self.duplex.setChecked(False)
        self.changed.emit()


def _look_round() -> tuple[list[PrinterFacts], dict[str, UsedPrinter]]:
    """In the press lane: the printers there are, and those that were used."""
    return printers().all(), used_printers()
