"""事项: the lists of matters, by shelf, without end; every list keeps its place when something changes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.history import matters_by_id
from desktop.queries.shelves import EVERY, Span
from desktop.queries.worklist import (
    ORDER_LABELS,
    PAGE,
    SHELF_LABELS,
    Order,
    Shelf,
    WorklistRow,
    first_order,
    orders_of,
    shelf_counts,
    worklist,
    worklist_ids,
)
from ui.matters.matter_table import matter_columns
from ui.matters.shelves import EMPTY_WORDS, ShelfBar, shelves_of
from ui.shell.page import KeyHint, Page
from ui.style import px
from ui.tasks import TaskHandle
from ui.widgets.buttons import ActionButton
from ui.widgets.long_rows import LongRowsModel
from ui.widgets.panel import Panel
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

SYNCED_AT_MOST = 2000
"""A longer list is compared around the eye and at its newest end only."""
_AROUND = 500


class MattersPage(Page):
    """The matters that this account may see; every count opens its rows, Enter opens a matter."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matters")
        self._place = place
        shelves = shelves_of(place.who)
        self._shelf = shelves[0]
        self._order = first_order(self._shelf)
        self._reordered = False
        self._reading: TaskHandle | None = None
        self._fetching: TaskHandle | None = None
        self._read_once = False
        self._chosen = False
        self.bar = ShelfBar(shelves)
        self.model: LongRowsModel[WorklistRow] = LongRowsModel(
            matter_columns(), key=_id_of, more=self._more, fetch=self._fetch, parent=self
        )
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
        self.order = ActionButton("", "Alt+S", name="matters.order", small=True)
        self.order.clicked.connect(self.next_order)
        panel.add_head(self.order)
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
        return [("↑↓", "选"), ("Enter", "打开"), ("Alt+数字", "换一类"), ("Alt+S", "换排序"), ("F5", "刷新")]

    def on_shown(self) -> None:
        """Read again what may be old, and put the cursor into the list."""
        self.read_again()
        self.table.setFocus()

    # -- reading

    def show_shelf(self, shelf: Shelf) -> None:
        """Open the rows of a shelf."""
        self._shelf = shelf
        self._chosen = True
        if not self._reordered or self._order not in orders_of(shelf):
            self._order = first_order(shelf)
        self.bar.set_current(shelf)
        self._panel.set_title(SHELF_LABELS[shelf])
        self._read()
        self.head_changed.emit()
        self.table.setFocus()

    def shelf(self) -> Shelf:
        """The shelf that is shown."""
        return self._shelf

    def next_order(self) -> None:
        """Show the shelf in the next of its orders."""
        orders = orders_of(self._shelf)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._reordered = True
        self._read()
        self.table.setFocus()

    def read_again(self) -> None:
        """Read again what may be old, and all counts; the current row and its place stay."""
        if not self._read_once or self._reading is not None or not self.model.rowCount():
            self._read()
        else:
            self._sync()
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
        if self.isVisible():
            self.read_again()

    def _read(self) -> None:
        """Read the shelf from its beginning."""
        self._give_up()
        self.model.set_rows([])
        self.order.set_text(f"排序：{ORDER_LABELS[self._order]}")
        self.states.show_loading("正在读取事项…")
        asking = self._place.ask(worklist, shelf=self._shelf, order=self._order)
        self._reading = asking.then(self._came, failed=self._failed, owner=self)

    def _give_up(self) -> None:
        """Let no answer to an earlier question arrive any more."""
        for handle in (self._reading, self._fetching):
            if handle is not None:
                handle.cancel()
        self._reading = self._fetching = None

    def _came(self, rows: tuple[WorklistRow, ...]) -> None:
        self._reading, self._read_once = None, True
        self.model.set_rows(rows, complete=len(rows) < PAGE)
        self._show_state()
        self.table.select_row(0)

    def _show_state(self) -> None:
        """Show the list, or that nothing stands on the shelf."""
        if self.model.rowCount():
            self.states.show_content()
        else:
            title, words = EMPTY_WORDS[self._shelf]
            self.states.show_empty(title, words, icon="clipboard_task")

    # -- further pages, and rows that were dropped

    def _more(self, last: int) -> None:
        """Fetch the page after the last row."""
        asking = self._place.ask(worklist, shelf=self._shelf, before=last, order=self._order)
        self._fetching = asking.then(self._more_came, failed=self._more_failed, owner=self)

    def _more_came(self, rows: tuple[WorklistRow, ...]) -> None:
        self._fetching = None
        self.model.append_rows(rows, complete=len(rows) < PAGE)

    def _more_failed(self, refusal: OfficeError) -> None:
        self._fetching = None
        self.model.more_failed()
        self._place.refuse(refusal)

    def _fetch(self, ids: tuple[int, ...]) -> None:
        """Fetch rows that are seen again; not for a page that nobody sees (it reads again when it is shown)."""
        if not self.isVisible():
            self.model.fetch_failed(ids)
            return
        self._place.ask(matters_by_id, ids=ids).then(
            partial(self._fetched, ids), failed=partial(self._fetch_failed, ids), owner=self
        )

    def _fetched(self, ids: tuple[int, ...], rows: tuple[WorklistRow, ...]) -> None:
        self.model.fill(rows, ids)

    def _fetch_failed(self, ids: tuple[int, ...], refusal: OfficeError) -> None:
        self.model.fetch_failed(ids)
        self._place.refuse(refusal)

    # -- keeping the place

    def _sync(self) -> None:
        """Compare the ids on the shelf with those of the list."""
        spans = self._spans()
        asking = self._place.ask(worklist_ids, shelf=self._shelf, order=self._order, spans=spans)
        asked = (self._shelf, self._order, len(self.model.keys()))
        asking.then(partial(self._synced, asked, spans), failed=self._place.refuse, owner=self)

    def _spans(self) -> tuple[Span, ...]:
        """Return the ids to compare: all of a short list; of a long one those around the eye, and newer ones."""
        keys = self.model.keys()
        if self._order is Order.DUE:
            return (EVERY,)
        down = self._order is Order.NEWEST
        if len(keys) <= SYNCED_AT_MOST:
            end = None if self.model.complete() else keys[-1]
            return ((end, None) if down else (None, end),)
        first, last = self._in_sight()
        near, far = keys[max(0, first - _AROUND)], keys[min(len(keys) - 1, last + _AROUND)]
        if not down:
            return ((near, far),)
        return ((keys[0] + 1, None), (far, near)) if near <= keys[0] else ((far, None),)

    def _synced(self, asked: tuple[Shelf, Order, int], spans: tuple[Span, ...], ids: tuple[int, ...]) -> None:
        """Let rows come and go where they stand; the row at the top of the view and the current one stay."""
        if self._reading is not None or asked[:2] != (self._shelf, self._order):
            return
        keys = self.model.keys()
        if len(keys) != asked[2]:
            self._sync()  # a page came meanwhile
            return
        top = self.table.top_row()
        beneath = self.table.verticalScrollBar().value() - top * self.table.row_height()
        there = _merged(keys, spans, ids, self._order, complete=self.model.complete())
        kept = [_survivor(keys, at, set(there)) for at in (self.table.current_row(), top)]
        self.model.sync(there)
        self._show_state()
        if not there:
            self._read()  # what stood here is elsewhere now; others may follow
            return
        current, top = map(self.model.place_of, kept)
        self.table.select_row(current)
        self.table.verticalScrollBar().setValue(top * self.table.row_height() + beneath)
        first, last = self._in_sight()
        self.model.ask_for(self.model.keys()[first : last + 1])

    def _in_sight(self) -> tuple[int, int]:
        """Return the first and the last row in sight."""
        top = max(0, self.table.top_row())
        seen = self.table.viewport().height() // self.table.row_height() + 1
        return top, min(self.model.rowCount() - 1, top + seen)

    def _failed(self, refusal: OfficeError) -> None:
        self._reading = None
        button = self.states.show_failed(str(refusal), retry=self.read_again)
        if button is not None and self._place.shell is not None:
            self._place.shell.keys.bind_button(button, page=self)

    def _open(self, row: int) -> None:
        self._place.matter_wanted.emit(self.model.key_at(row))


def _id_of(row: WorklistRow) -> int:
    return row.matter_id


def _survivor(keys: Sequence[int], at: int, there: set[int]) -> int:
    """Return the row at a place if it is still there, else the next below that is, else the next above."""
    at = max(at, 0)
    below = (key for key in keys[at:] if key in there)
    above = (key for key in reversed(keys[:at]) if key in there)
    return next(below, next(above, min(there, default=0)))


def _merged(
    keys: Sequence[int], spans: Sequence[Span], ids: Sequence[int], order: Order, *, complete: bool
) -> list[int]:
    """Return the ids of a list with those within some spans put anew; ordered as the list is."""
    if order is Order.DUE:
        return list(ids) if complete else list(ids[: max(len(keys), PAGE)])

    def within(key: int) -> bool:
        return any((low is None or key >= low) and (high is None or key <= high) for low, high in spans)

    return sorted({*ids, *(key for key in keys if not within(key))}, reverse=order is Order.NEWEST)
