"""Straight to the printer: which one, both sides or one, 打印 and 停止, for a file that is bound already."""

import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.pc_printers import UsedPrinter, remember_printers, used_printers
from ui.paper.printers import PrinterFacts, printers
from ui.paper.printing import PrintJob, RunOutcome, cut_sides, print_run
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.label import Label
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.tick import TickBox
from ui.workplace import Workplace

KIND = "dossier"
"""Under which this PC remembers the printer of whole dossiers."""
NO_PRINTER = "没有装打印机，请存为PDF"


class PrintBar(QWidget):
    """The printer that a dossier went to last, both sides as then; a sheet that would be cut is said first."""

    printed = Signal()
    """It went to the printer, and that was written down."""

    def __init__(
        self, place: Workplace, pdf: bytes, title: str, message: Message, note: Callable[[], object]
    ) -> None:
        """`note` writes down that it was printed; it is called in the press lane, as whoever began."""
        super().__init__()
        self._note = note
        self._place, self._pdf, self._title, self._message = place, pdf, title, message
        self._facts: list[PrinterFacts] = []
        self._used: UsedPrinter | None = None
        self._confirmed = ""
        self._busy = False
        self._stop = threading.Event()
        self.printer = ComboSearch([], name="dossier.printer", placeholder="选打印机")
        self.printer.setAccessibleName("打印机")
        self.printer.chosen.connect(lambda _name: self._chosen())
        self.duplex = TickBox("双面", name="dossier.duplex")
        self.print = ActionButton("打印", "Ctrl+P", name="dossier.print", icon="print", primary=True)
        self.print.clicked.connect(self.act)
        self.halt = ActionButton("停止", "Alt+S", name="dossier.stop", icon="dismiss")
        self.halt.clicked.connect(self.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(Label("打印机", "label"))
        row.addWidget(self.printer, 1)
        row.addWidget(self.duplex)
        row.addWidget(self.print)
        row.addWidget(self.halt)
        self._enable("正在找打印机")
        place.run_press(_look_round, self._know, owner=self)

    def _know(self, known: tuple[list[PrinterFacts], UsedPrinter | None]) -> None:
        self._facts, self._used = known
        self.printer.set_options(
            [Option(facts.name, facts.name + ("（默认）" if facts.usual else "")) for facts in self._facts]
        )
        names = [facts.name for facts in self._facts]
        if names:
            used = self._used
            self.printer.set_value(used.name if used is not None and used.name in names else names[0])
        self._chosen()
        if self._used is not None and self._used.name == self.printer.value() and self.duplex.isEnabled():
            self.duplex.setChecked(self._used.duplex)

    def _chosen(self) -> None:
        facts = self._here()
        self._confirmed = ""
        self.duplex.setEnabled(facts is not None and facts.duplex)
        if facts is not None and not facts.duplex:
            self.duplex.setChecked(False)
        self._enable()

    def _here(self) -> PrinterFacts | None:
        return next((facts for facts in self._facts if facts.name == self.printer.value()), None)

    def _enable(self, reason: str = "") -> None:
        self.print.set_blocked("正在打印" if self._busy else reason or ("" if self._facts else NO_PRINTER))
        set_shown(self.halt, on=self._busy)

    def act(self) -> None:
        """打印, unless the printer would cut something off and nobody said yet to print all the same."""
        facts = self._here()
        if self._busy or not self.print.isEnabled():
            return
        if facts is None:
            self._message.say("请先选一台打印机。", "err")
            return
        self._busy = True
        self._stop.clear()
        self._enable()
        anyway = self._confirmed == facts.name
        job = PrintJob(self._title, self._pdf, 1, facts.name, self.duplex.isChecked())
        self._place.run_press(
            partial(_send, job, facts, self._stop, anyway, self._note),
            partial(self._sent, facts.name),
            failed=self._failed,
            progress=self._show_progress,
            owner=self,
        )

    def stop(self) -> None:
        """停止: what was not printed yet is given up."""
        if self._busy:
            self._stop.set()
            self._message.say("正在停止，已送出去的不能收回…", "info")

    def busy(self) -> bool:
        """Whether it is on its way to the printer."""
        return self._busy

    def _show_progress(self, _done: int, _total: int, words: str) -> None:
        if words and not self._stop.is_set():
            self._message.say(f"{words}…", "info", icon="print")

    def _failed(self, refusal: OfficeError) -> None:
        self._busy = False
        self._enable()
        self._message.say(str(refusal), "err")

    def _sent(self, name: str, outcome: str | RunOutcome) -> None:
        self._busy = False
        self._enable()
        if isinstance(outcome, str):
            self._confirmed = name
            self._message.say(
                f"打印机“{name}”打不到纸的{outcome}，会缺一块。换一台打印机，或再按一次打印照样打。", "warn"
            )
        elif outcome.fault is not None:
            self._message.say(str(outcome.fault), "err")
        elif outcome.stopped:
            self._message.say("已停止，整卷没有打完。", "warn")
        else:
            remember_printers({KIND: UsedPrinter(name, self.duplex.isChecked())})
            self._message.say(f"已送到打印机“{name}”。", "ok")
            self.printed.emit()


def _look_round() -> tuple[list[PrinterFacts], UsedPrinter | None]:
    """In the press lane: the printers there are, and the one that the last dossier went to."""
    return printers().all(), used_printers().get(KIND)


def _send(
    job: PrintJob,
    facts: PrinterFacts,
    stop: threading.Event,
    anyway: bool,
    note: Callable[[], object],
    told: Callable[[int, int, str], object],
) -> str | RunOutcome:
    """In the press lane: print it and write that down, or say at which sides the printer would cut it.

    Nobody may be there to hear of it any more: the person may have changed meanwhile.
    """
    if not anyway:
        told(0, 1, "正在核对页边")
        if sides := cut_sides(job.pdf, facts.unprintable):
            return sides
    told(0, 1, "正在打印整卷")
    came = print_run(printers(), [job], stop, lambda *_step: None)
    if came.fault is None and not came.stopped:
        try:
            note()
        except OfficeError as refusal:
            return RunOutcome(came.printed, OfficeError(f"整卷已送出，但没有记上打印记录：{refusal}"))
    return came
