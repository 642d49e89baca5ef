"""批量装卷: the dossiers of many cases, of a month say, each into its own PDF in a folder, with what each lacks."""

import threading
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.dossier.run import BoundOne, Run, bind_each
from desktop.errors import OfficeError
from desktop.queries.dossier_runs import DossierChoice, dossier_choices
from models.values.case_states import OPEN_CASE_STATES, CaseState
from ui.dossier.run_rows import RunRow, RunTable
from ui.mediation.part import MainButton
from ui.paper.saving import papers_folder, save_paper_file
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.buttons import ActionBar, ActionButton
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.label import Label
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.widgets.segments import Choice, Segments
from ui.widgets.states import States
from ui.workplace import Workplace

EVERY = "every"
_SHELVES = {
    "closed": ("已结案", (CaseState.CLOSED,)),
    "archived": ("已归档", (CaseState.ARCHIVED,)),
    "open": ("办理中", tuple(OPEN_CASE_STATES)),
}


class RunPage(Page):
    """Choose the shelf and the month, take ticks away, Ctrl+Enter; the list then says what each dossier lacks."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dossiers")
        self.setWindowTitle("批量装卷")
        self._place = place
        self.folder = papers_folder() / "卷宗"
        self._choices: tuple[DossierChoice, ...] = ()
        self._asked = 0
        self._busy = self._bound = False
        self._stop = threading.Event()
        self._made: list[BoundOne] = []
        self._shown = 0
        self._make()
        self._lay_out()

    def _make(self) -> None:
        shelves = [
            Choice(key, words, str(at)) for at, (key, (words, _states)) in enumerate(_SHELVES.items(), 1)
        ]
        self.shelf = Segments(shelves, name="dossiers.shelf", moves_on=False, stretches=False)
        self.shelf.setAccessibleName("哪些案件")
        self.shelf.set_value("closed")
        self.shelf.chosen.connect(lambda _shelf: self.read())
        self.month = ComboSearch([Option(EVERY, "全部月份")], name="dossiers.month")
        self.month.setAccessibleName("哪个月")
        self.month.setMinimumWidth(px(190))
        self.month.set_value(EVERY)
        self.month.chosen.connect(lambda _month: self._show_rows())
        self.all = ActionButton("全选", "Alt+A", name="dossiers.all", small=True)
        self.all.clicked.connect(self._tick_all)
        self.message = Message(name="dossiers.message")
        self.open = ActionButton("打开文件夹", name="dossiers.folder", small=True, icon="folder_open")
        self.open.clicked.connect(self._open_folder)
        self.message.add(self.open)
        set_shown(self.open, on=False)
        self.table = RunTable(name="dossiers.list")
        self.table.ticks_changed.connect(self._enable)
        self.table.opened.connect(
            lambda row: self._place.case_wanted.emit(self.table.lines.row(row).choice.case_id)
        )
        self.states = States(self.table, name="dossiers.state")
        self.where = Label("", "hint", name="dossiers.where", elide=True)
        self.elsewhere = ActionButton("换文件夹...", "Alt+F", name="dossiers.elsewhere", icon="folder_open")
        self.elsewhere.clicked.connect(self._ask_folder)
        self.progress = QProgressBar()
        self.progress.setObjectName("dossiers.progress")
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(px(160))
        self.bind = MainButton("装订", name="dossiers.bind", icon="book")
        self.bind.clicked.connect(self.act)
        self.halt = ActionButton("停止", "Alt+S", name="dossiers.stop", icon="dismiss")
        self.halt.clicked.connect(self.stop)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(px(14), px(10), px(14), px(4))
        head.setSpacing(px(10))
        head.addWidget(self.shelf)
        head.addWidget(self.month)
        head.addWidget(self.all)
        head.addStretch(1)
        head.addWidget(self.progress)
        below = QHBoxLayout()
        below.setContentsMargins(px(14), px(4), px(14), px(4))
        below.addWidget(self.where, 1)
        panel = Panel(name="dossiers.panel")
        panel.set_flush()
        panel.body.addLayout(head)
        panel.add(self.message)
        panel.add(self.states, 1)
        panel.body.addLayout(below)
        bar = ActionBar(name="dossiers.bar")
        bar.add(self.bind)
        bar.add(self.elsewhere)
        bar.add_right(self.halt)
        panel.set_bar(bar)
        column = QVBoxLayout(self)
        gap = look().size("panel_gap")
        column.setContentsMargins(px(12), gap, px(12), gap)
        column.addWidget(panel)
        self._enable()

    # -- the page in its window

    def subtitle(self) -> str:
        """What it is for."""
        return "每件案件一个PDF，附一张缺什么的清单"

    def key_hints(self) -> Sequence[KeyHint]:
        """Tick, bind, open."""
        return [("空格", "勾选"), ("Ctrl+Enter", "装订"), ("Enter", "打开案件")]

    def on_shown(self) -> None:
        """Read the cases; into the list."""
        if self._place.shell is not None and not self._bound:
            self._bound = True
            self._place.shell.keys.add("dossiers.bind", "Ctrl+Enter", "装订卷宗", self.act, page=self)
        if not self._busy and not self._made:
            self.read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        """Leaving stops a run after the dossier that is being bound; what is written stays."""
        self._stop.set()
        return True

    # -- reading

    def read(self) -> None:
        """Read the cases of the shelf."""
        self._asked += 1
        asked = self._asked
        self._made = []
        self.states.show_loading("正在读取案件…")
        states = _SHELVES[self.shelf.value()][1]
        self._place.ask(dossier_choices, states=states).then(
            lambda rows: self._show(asked, rows), failed=self._failed, owner=self
        )

    def _show(self, asked: int, rows: tuple[DossierChoice, ...]) -> None:
        if asked != self._asked:
            return
        self._choices = rows
        months = sorted({row.day.replace(day=1) for row in rows}, reverse=True)
        act = "受理" if self.shelf.value() == "open" else "结案"
        options = [Option(day.isoformat(), f"{day.year}年{day.month}月{act}") for day in months]
        before = self.month.value()
        self.month.set_options([Option(EVERY, "全部月份"), *options])
        self.month.set_value(before if any(option.value == before for option in options) else EVERY)
        self._show_rows()

    def _show_rows(self) -> None:
        value = self.month.value()
        month = date.fromisoformat(value) if value not in {EVERY, ""} else None
        rows = [RunRow(row) for row in self._choices if month is None or row.day.replace(day=1) == month]
        self.table.lines.set_rows(rows)
        if rows:
            self.states.show_content()
            self.table.select_row(0)
        else:
            self.states.show_empty("没有这样的案件", "按上面的数字看别的案件。", icon="book")
        self.message.clear()
        self._enable()

    def _failed(self, refusal: OfficeError) -> None:
        self.states.show_failed(str(refusal), retry=self.read)

    # -- doing it

    def _tick_all(self) -> None:
        self.table.tick_all(on=len(self.table.ticked()) < self.table.lines.rowCount())

    def _enable(self) -> None:
        count = len(self.table.ticked())
        every = count == self.table.lines.rowCount() and count > 0
        self.all.set_text("全不选" if every else "全选")
        self.bind.set_text(f"装订 {count} 卷" if count else "装订")
        self.bind.set_blocked("正在装订" if self._busy else "" if count else "请先勾选要装订的案件")
        self.where.setText(f"存到 {self.folder}")
        for widget in (self.shelf, self.month, self.all, self.elsewhere):
            widget.setEnabled(not self._busy)
        set_shown(self.halt, on=self._busy)
        set_shown(self.progress, on=self._busy)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "卷宗存到哪个文件夹", str(self.folder.parent))
        if chosen:
            self.folder = Path(chosen)
            self._enable()

    def act(self) -> None:
        """装订: every dossier that is ticked, the oldest first."""
        choices = self.table.ticked()
        if self._busy or not choices:
            return
        self._busy = True
        self._stop.clear()
        self._made, self._shown = [], 0
        set_shown(self.open, on=False)
        self.progress.setRange(0, len(choices))
        self.progress.setValue(0)
        self._enable()
        put = partial(_put, self.folder)
        made, stopped, office = self._made, self._stop.is_set, self._place.office
        self._place.run_press(
            lambda told: bind_each(office, choices, put, told, stopped=stopped, made=made.append),
            self._done,
            failed=self._not_done,
            progress=self._show_progress,
            owner=self,
        )

    def stop(self) -> None:
        """停止 after the dossier that is being bound."""
        if self._busy:
            self._stop.set()
            self.message.say("正在停止，这一卷装完就停…", "info")

    def _show_progress(self, done: int, total: int, words: str) -> None:
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)
        if not self._stop.is_set():
            self.message.say(f"{words}…", "info", icon="book")
        self._show_made()

    def _show_made(self) -> None:
        for one in self._made[self._shown :]:
            self.table.show_made(one)
            self._shown += 1

    def _done(self, run: Run) -> None:
        self._busy = False
        self._show_made()
        self._enable()
        whole = all(one.path is not None and not one.lacking for one in run.made)
        tone = "err" if run.fault is not None else "ok" if whole and not run.stopped else "warn"
        words = f"{run.words}清单在{run.summary.name}。" if run.summary is not None else run.words
        self.message.say(words, "err" if tone == "err" else "ok" if tone == "ok" else "warn")
        set_shown(self.open, on=bool(run.made))
        self._place.say(run.words)

    def _not_done(self, refusal: OfficeError) -> None:
        self._busy = False
        self._enable()
        self.message.say(str(refusal), "err")

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))


def _put(folder: Path, content: bytes, title: str, ending: str) -> Path:
    """In the press lane: write one file into the folder, whole or not at all."""
    return save_paper_file(content, title, ending, folder=folder)
