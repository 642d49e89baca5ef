"""事项: the lists of matters, by shelf, page by page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.worklist import (
    PAGE,
    SHELF_LABELS,
    Shelf,
    WorklistRow,
    shelf_counts,
    worklist,
)
from ui.matters.matter_table import matter_columns
from ui.matters.shelves import EMPTY_WORDS, ShelfBar, shelves_of
from ui.shell.page import KeyHint, Page
from ui.style import px
from ui.tasks import TaskHandle
from ui.widgets.buttons import ActionButton
from ui.widgets.panel import Panel
from ui.widgets.rows import RowsModel
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

REREAD_AT_MOST = 500
"""Rows read again at once when something changed; further ones come page by page."""


class MattersPage(Page):
    """The matters that this account may see; every count opens its rows, Enter opens a matter."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matters")
        self._place = place
        shelves = shelves_of(place.who)
        self._shelf = shelves[0]
        self._stale = True
        self._reading: TaskHandle | None = None
        self._fetching: TaskHandle | None = None
        self._keep: tuple[int, int] | None = None
        self._chosen = False
        self.bar = ShelfBar(shelves)
        self.model: RowsModel[WorklistRow] = RowsModel(matter_columns(), more=self._more, parent=self)
        self.table = RecordTable(self.model, name="matters.table", spoken="事项列表")
        self.states = States(self.table, name="matters.states")
        self._lay_out()
        self.bar.chosen.connect(lambda shelf: self.show_shelf(Shelf(shelf)))
        self.table.opened.connect(self._open)
        self.table.cell_opened.connect(lambda row, _column: self._open(row))
        place.changed.connect(self._something_changed)
        self.bar.set_current(self._shelf)

    def _lay_out(self) -> None:
        panel = Panel(SHELF_LABELS[self._shelf], name="matters.panel")
        self._panel = panel
        self.refresh = ActionButton("刷新", "F5", name="matters.refresh", small=True, icon="arrow_clockwise")
        self.refresh.clicked.connect(self.read_again)
        panel.add_head(self.refresh)
        panel.add(self.states, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(10), px(12), px(10))
        column.setSpacing(px(9))
        column.addWidget(self.bar)
        column.addWidget(panel, 1)

    # -- what the window asks

    def title(self) -> str:
        """The screen's name."""
        return "事项"

    def subtitle(self) -> str:
        """Which shelf is shown."""
        return SHELF_LABELS[self._shelf]

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of this screen."""
        return [("↑↓", "选"), ("Enter", "打开"), ("Alt+数字", "换一类"), ("F5", "刷新")]

    def on_shown(self) -> None:
        """Read again what may be old, and put the cursor into the list."""
        self.read_again()
        self.table.setFocus()

    # -- reading

    def show_shelf(self, shelf: Shelf) -> None:
        """Open the rows of a shelf."""
        self._shelf = shelf
        self._chosen = True
        self.bar.set_current(shelf)
        self._panel.set_title(SHELF_LABELS[shelf])
        self._keep = None
        self.model.set_rows([])
        self._read(PAGE)
        self.head_changed.emit()
        self.table.setFocus()

    def shelf(self) -> Shelf:
        """The shelf that is shown."""
        return self._shelf

    def read_again(self) -> None:
        """Read the shown rows and all counts again; the current row and its place stay."""
        self._stale = False
        current = self.table.current_row()
        if 0 <= current < self.model.rowCount():
            self._keep = (self.model.row(current).matter_id, self.table.verticalScrollBar().value())
        self._read(max(PAGE, min(REREAD_AT_MOST, self.model.rowCount())))
        self._place.ask(shelf_counts, shelves=tuple(self.bar.buttons)).then(self._counts_came, owner=self)

    def _counts_came(self, counts: dict[Shelf, int]) -> None:
        """Show the counts; the first time, begin with the first shelf that has something on it."""
        self.bar.set_counts(counts)
        if not self._chosen:
            waiting = next((shelf for shelf in self.bar.buttons if counts[shelf]), self._shelf)
            if waiting != self._shelf:
                self.show_shelf(waiting)
            self._chosen = True

    def _something_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.read_again()

    def _read(self, limit: int) -> None:
        for handle in (self._reading, self._fetching):
            if handle is not None:
                handle.cancel()
        self.states.show_loading("正在读取事项…")
        self._reading = self._place.ask(worklist, shelf=self._shelf, limit=limit).then(
            lambda rows: self._came(rows, limit), failed=self._failed, owner=self
        )

    def _came(self, rows: tuple[WorklistRow, ...], limit: int) -> None:
        self._reading = None
        self.model.set_rows(rows, complete=len(rows) < limit)
        if not rows:
            title, words = EMPTY_WORDS[self._shelf]
            self.states.show_empty(title, words, icon="clipboard_task")
            return
        self.states.show_content()
        self._go_back(rows)

    def _go_back(self, rows: Sequence[WorklistRow]) -> None:
        """Make the row current that was current before, or the one that took its place."""
        if self._keep is None:
            self.table.select_row(0)
            return
        matter_id, scrolled = self._keep
        at = next((at for at, row in enumerate(rows) if row.matter_id <= matter_id), len(rows) - 1)
        self.table.select_row(at)
        self.table.verticalScrollBar().setValue(scrolled)

    def _more(self, last: WorklistRow | None) -> None:
        """Fetch the page after the last row."""
        if last is None:
            return
        asking = self._place.ask(worklist, shelf=self._shelf, before=last.matter_id, limit=PAGE)
        self._fetching = asking.then(self._more_came, failed=self._more_failed, owner=self)

    def _more_came(self, rows: tuple[WorklistRow, ...]) -> None:
        self.model.append_rows(rows, complete=len(rows) < PAGE)

    def _more_failed(self, refusal: OfficeError) -> None:
        self.model.more_failed()
        self._place.refuse(refusal)

    def _failed(self, refusal: OfficeError) -> None:
        self._reading = None
        button = self.states.show_failed(str(refusal), retry=self.read_again)
        if button is not None and self._place.shell is not None:
            self._place.shell.keys.bind_button(button, page=self)

    def _open(self, row: int) -> None:
        self._place.matter_wanted.emit(self.model.row(row).matter_id)
