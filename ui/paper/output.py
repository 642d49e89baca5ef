"""Out of the program: the printer and both sides, 打印, 存为 PDF, 存为 Word, how far a run is, and what came of it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.errors import OfficeError
from desktop.services.papers import PRINTED, SAVED, WORD, PrintMade, record_printing
from ui.paper.issuing import Issuing, Ready, word_of
from ui.paper.paper_rows import PaperRow
from ui.paper.printer_choice import PrinterChoice
from ui.paper.printers import PrinterFacts, printers
from ui.paper.printing import PrintJob, RunOutcome, cut_sides, print_run
from ui.paper.saving import save_paper_file
from ui.tasks import Progress
from ui.widgets.buttons import ActionBar, ActionButton
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.office import Office

NO_PRINTER = "没有装打印机，请存为PDF"
LAST_USED = "last"
NOTHING = "请先勾选要打印的文书"
MANY = 50
"""Copies above which the number is asked before anything is printed."""
BATCH = 20
"""Papers that are issued before the first of them is printed."""


class Output(QObject):
    """The options and the action bar of 打印文书, and everything that they do."""

    rows_wanted = Signal()
    """A button was pressed: `go_on` wants the papers."""
    done = Signal()
    """Something was printed or saved: read anew what stands."""

    def __init__(self, place: Workplace, issuing: Issuing, message: Message, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._place, self._issuing, self._message = place, issuing, message
        self._how = PRINTED
        self._busy = False
        self._stop = issuing.stop
        self._queue: list[PaperRow] = []
        self._asked_for = self._gone_out = self._cut_later = 0
        self._rows: list[PaperRow] = []
        self._confirmed: tuple[str, ...] = ()
        self._counted = (0, 0)
        self._cut_said = ""
        self._saved: Path | None = None
        self._make()

    def _make(self) -> None:
        self.options = PrinterChoice(self._place)
        self.options.known.connect(self._enable)
        self.options.changed.connect(self._printer_chosen)
        self.printer, self.duplex = self.options.printer, self.options.duplex
        self.print = ActionButton("打印", "Ctrl+P", name="papers.print", icon="print", primary=True)
        self.save = ActionButton("存为 PDF", "Alt+W", name="papers.save", icon="document_pdf")
        self.word = ActionButton("存为 Word", "Alt+D", name="papers.word", icon="document_edit")
        self.halt = ActionButton("停止", "Alt+S", name="papers.stop", icon="dismiss")
        self.open = ActionButton("打开", name="papers.open", small=True, icon="document")
        self.folder = ActionButton("打开文件夹", name="papers.folder", small=True, icon="folder_open")
        self.bar = ActionBar(name="papers.bar")
        for button, how in ((self.print, PRINTED), (self.save, SAVED), (self.word, WORD)):
            self.bar.add(button)
            button.clicked.connect(partial(self._begin, how))
        self.bar.add_right(self.halt)
        self.halt.clicked.connect(self.stop)
        self.open.clicked.connect(lambda: self._open(self._saved))
        self.folder.clicked.connect(lambda: self._open(self._saved.parent if self._saved else None))
        for button in (self.open, self.folder):
            self._message.add(button)
            set_shown(button, on=False)
        set_shown(self.halt, on=False)

    # -- what can be done

    def show_rows(self, rows: Sequence[PaperRow]) -> None:
        """The papers that a button would take."""
        self._rows = list(rows)
        copies = sum(row.copies for row in rows)
        words = f"打印 {len(rows)} 种 {copies} 份" if len(rows) > 1 else f"打印 {copies} 份"
        self.print.set_text(words if rows else "打印")
        self.options.propose_for(rows[0].offer.key if rows else "")
        self._enable()

    def _enable(self) -> None:
        reason = "正在打印" if self._busy else "" if self._rows else NOTHING
        none = self.options.none()
        self.print.set_blocked(reason or (NO_PRINTER if none else ""))
        self.print.set_filled(on=not none)
        self.save.set_filled(on=none)
        for button in (self.save, self.word):
            button.set_blocked(reason)
        set_shown(self.halt, on=self._busy)

    def _printer_chosen(self) -> None:
        self._confirmed = ()

    def look_at(self, pdf: bytes) -> None:
        """A paper is looked at: say now if the chosen printer would cut a part of it off."""
        facts = self.options.here()
        if facts is not None and not self._busy:
            self._place.run_long(
                partial(cut_sides, pdf, facts.unprintable), partial(self._say_cut, facts.name), owner=self
            )

    def _say_cut(self, name: str, sides: str) -> None:
        """Say it in the strip, unless something else stands there; take it back for a paper that fits."""
        if self._busy or self._message.text() not in {"", self._cut_said}:
            return
        cut = bool(sides) and name == self.printer.value()
        self._cut_said = f"打印机“{name}”打不到纸的{sides}，这份文书会缺一块。" if cut else ""
        self._message.say(self._cut_said, "warn")

    # -- doing it

    def _begin(self, how: str) -> None:
        if self._busy:
            return
        self._how = how
        self.rows_wanted.emit()

    def go_on(self, rows: Sequence[PaperRow]) -> None:
        """Issue the papers, then print or save them."""
        if self._busy or not rows:
            return
        if self._how == PRINTED and self.options.here() is None:
            self._message.say("请先选一台打印机。", "err")
            return
        copies = sum(row.copies for row in rows)
        if self._how == PRINTED and copies > MANY and self._counted != (len(rows), copies):
            self._counted = (len(rows), copies)
            self._message.say(f"将打印 {len(rows)} 份文书，共 {copies} 份。确定就再按一次打印。", "warn")
            return
        for button in (self.open, self.folder):
            set_shown(button, on=False)
        self._message.clear()
        self._stop.clear()
        self._set_busy(on=True)
        self._queue, self._asked_for = list(rows), len(rows)
        self._gone_out = self._cut_later = 0
        self._next_batch()

    def _next_batch(self) -> None:
        """Issue the next papers and print or save them: of a run of hundreds only a few are held at a time."""
        batch, self._queue = self._queue[:BATCH], self._queue[BATCH:]
        then = {PRINTED: self._check_margins, SAVED: self._save, WORD: self._save}[self._how]
        self._issuing.issue(batch, word=self._how == WORD, done=then, failed=self._complain)

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        self.options.set_busy(on=on)
        self._enable()

    def stop(self) -> bool:
        """Give up what is not printed yet; whether a run was going on."""
        if self._busy:
            self._stop.set()
            self._message.say("正在停止，已送出去的不能收回…", "info")
        return self._busy

    def _complain(self, refusal: OfficeError) -> None:
        self._set_busy(on=False)
        self._message.say(str(refusal), "err")
        self.done.emit()

    def _check_margins(self, ready: list[Ready]) -> None:
        facts = self.options.here()
        if facts is None:
            self._complain(OfficeError("打印机不见了。", todo="请换一台打印机，或存为PDF。"))
            return
        if self._stop.is_set():
            self._printed(ready, facts, (RunOutcome(0, stopped=True), None))
            return
        self._place.run_press(
            partial(_cut_titles, [(one.title, one.pdf) for one in ready], facts.unprintable),
            partial(self._print, ready, facts),
            failed=self._complain,
            owner=self,
        )

    def _print(self, ready: list[Ready], facts: PrinterFacts, cut: tuple[str, ...]) -> None:
        if cut and not self._gone_out and cut != self._confirmed:
            self._confirmed = cut
            self._set_busy(on=False)
            self._message.say(
                f"这台打印机会缺一块：{'；'.join(cut)}。换一台打印机，或再按一次打印照样打。", "warn"
            )
            return
        self._cut_later += len(cut) if self._gone_out else 0
        jobs = [
            PrintJob(one.title, one.pdf, one.row.copies, facts.name, self.duplex.isChecked()) for one in ready
        ]
        run = partial(print_run, printers(), jobs, self._stop, before=self._gone_out, total=self._asked_for)
        self._place.run_press(
            partial(_print_and_record, self._place.office, ready, facts.name, run),
            partial(self._printed, ready, facts),
            failed=self._complain,
            progress=self._show_progress,
            owner=self,
        )

    def _show_progress(self, done: int, total: int, words: str) -> None:
        self.options.show_progress(done, total)
        if words and not self._stop.is_set():
            self._message.say(words, "info", icon="print")

    def _printed(
        self, ready: list[Ready], facts: PrinterFacts, came: tuple[RunOutcome, OfficeError | None]
    ) -> None:
        outcome, unrecorded = came
        made, rest = ready[: outcome.printed], ready[outcome.printed :]
        self.options.remember({one.row.offer.key for one in made})
        self._gone_out += len(made)
        left = self._left(rest)
        if outcome.fault is not None:
            self._finish(unrecorded, f"{outcome.fault}{left}", "err")
        elif outcome.stopped:
            self._finish(unrecorded, f"已停止。{left}", "warn")
        elif self._queue:
            self._when_recorded(unrecorded, self._next_batch)
        else:
            cut = f"其中 {self._cut_later} 种会缺一块。" if self._cut_later else ""
            said = f"已送到打印机“{facts.name}”：{self._gone_out} 种文书。{cut}"
            self._finish(unrecorded, said, "warn" if cut else "ok")

    def _left(self, rest: Sequence[Ready]) -> str:
        """What did not go out of the run: how much, from where on."""
        count = self._asked_for - self._gone_out
        first = rest[0].title if rest else self._queue[0].offer.title if self._queue else ""
        if not count or not first:
            return f"还有 {count} 种没有打印。" if count else ""
        kept = "可以再打" if count > len(rest) else "文书都已存好，可以再打"
        return f"还有 {count} 种没有打印，从《{first}》起，{kept}。"

    def _save(self, ready: list[Ready]) -> None:
        self._place.run_press(
            partial(_save_and_record, self._place.office, ready, self._how),
            self._say_saved,
            failed=self._complain,
            owner=self,
        )

    def _say_saved(self, came: tuple[list[Path], OfficeError | None, OfficeError | None]) -> None:
        saved, fault, unrecorded = came
        self._gone_out += len(saved)
        if saved:
            self._saved = saved[-1]
        if fault is not None:
            self._finish(unrecorded, str(fault), "err")
        elif self._queue and not self._stop.is_set():
            self._show_progress(self._gone_out, self._asked_for, f"已存 {self._gone_out} 份")
            self._when_recorded(unrecorded, self._next_batch)
        elif self._saved is None:
            self._finish(unrecorded, "已停止，没有存下文件。", "warn")
        else:
            halted = "已停止。" if self._gone_out < self._asked_for else ""
            one, many = f"已存为 {self._saved}", f"{self._gone_out} 份文件已存到 {self._saved.parent}"
            words = one if self._gone_out == 1 else many
            self._finish(unrecorded, f"{halted}{words}", "warn" if halted else "ok")
            set_shown(self.open, on=self._gone_out == 1)
            set_shown(self.folder, on=True)

    def _finish(self, unrecorded: OfficeError | None, words: str, tone: str) -> None:
        """Say what came of it."""
        self._set_busy(on=False)
        self._confirmed, self._counted = (), (0, 0)
        self._message.say(words, "ok" if tone == "ok" else "warn" if tone == "warn" else "err")
        self._place.say(words)
        self._when_recorded(unrecorded, self.done.emit)

    def _when_recorded(self, unrecorded: OfficeError | None, then: Callable[[], object]) -> None:
        """Go on, unless what went out could not be written down."""
        if unrecorded is not None:
            self._not_recorded(unrecorded)
            return
        then()
        self._place.changed.emit()

    def _not_recorded(self, refusal: OfficeError) -> None:
        self._set_busy(on=False)
        self._message.say(f"文书已送出，但没有记上打印记录：{refusal}", "warn")

    def saved_path(self) -> Path | None:
        """The file that was saved last."""
        return self._saved

    def busy(self) -> bool:
        """Whether papers are on their way out."""
        return self._busy

    @staticmethod
    def _open(path: Path | None) -> None:
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _cut_titles(papers: Sequence[tuple[str, bytes]], unprintable: QMarginsF) -> tuple[str, ...]:
    """In the press lane: the papers that the printer would cut, with the sides."""
    found = ((title, cut_sides(pdf, unprintable)) for title, pdf in papers)
    return tuple(f"《{title}》的{sides}" for title, sides in found if sides)


def _print_and_record(
    office: "Office",
    ready: Sequence[Ready],
    printer: str,
    run: Callable[[Progress], RunOutcome],
    told: Progress,
) -> tuple[RunOutcome, OfficeError | None]:
    """In the press lane: print, and write down at once what came out, as whoever began it.

    Nobody may be there to hear of it any more: the person may have changed meanwhile.
    """
    outcome = run(told)
    return outcome, _unrecorded(office, ready[: outcome.printed], PRINTED, printer)


def _save_and_record(
    office: "Office", ready: Sequence[Ready], how: str
) -> tuple[list[Path], OfficeError | None, OfficeError | None]:
    """In the press lane: the files that were saved, the refusal of the first that was not, and of the record."""
    saved, fault = _save_all(ready, how, office.clock.now)
    where = saved[0].parent.name if saved else ""
    return saved, fault, _unrecorded(office, ready[: len(saved)], how, where)


def _unrecorded(office: "Office", made: Sequence[Ready], how: str, where: str) -> OfficeError | None:
    """Write down what was printed or saved; return the refusal of that, None where it stands."""
    if not made:
        return None
    kept = tuple(PrintMade(one.paper_id, one.title, one.row.copies, how, where) for one in made)
    try:
        office.perform(record_printing, made=kept)
    except OfficeError as refusal:
        return refusal
    return None


def _save_all(
    ready: Sequence[Ready], how: str, now: Callable[[], datetime]
) -> tuple[list[Path], OfficeError | None]:
    """In the press lane: the files that were saved, and the refusal of the first that was not."""
    saved: list[Path] = []
    moment = now()
    for one in ready:
        try:
            if how == WORD and one.facts is not None:
                saved.append(save_paper_file(word_of(one.facts, moment), one.title, ".docx"))
            else:
                saved.append(save_paper_file(one.pdf, one.title, ".pdf"))
        except OfficeError as fault:
            return saved, fault
    return saved, None
