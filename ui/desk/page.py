"""我的工作台: what waits for this person, each number beside exactly the rows that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.case_waiting import matters_to_accept
from desktop.queries.cases import CaseRow, case_list
from desktop.queries.desk import LINE_LABELS, DeskCases, DeskLine, desk_counts, desk_lines
from desktop.queries.worklist import (
    PAGE,
    SHELF_LABELS,
    Shelf,
    WorklistRow,
    count_words,
    first_order,
    worklist,
)
from ui.desk.draft_panel import DraftPanel
from ui.matters.matter_table import matter_columns
from ui.matters.shelves import EMPTY_WORDS
from ui.mediation.case_table import case_columns
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.tasks import TaskHandle
from ui.widgets.buttons import ActionButton
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

LEFT = 300
_NARROW = frozenset({"nature", "village", "day"})
"""Columns of matters that give way here."""
_CASE_NARROW = frozenset({"presiding", "accepted_on", "late_entry"})
_EMPTY: dict[DeskLine, tuple[str, str]] = {
    DeskCases.TO_ACCEPT: ("没有等着受理的纠纷", "分流给本调委会、还没立案的会列在这里。"),
    DeskCases.IN_HAND: ("您手上没有调解案件", "您参加调解、还没结案的会列在这里。"),
}


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One line of the desk: what it is called, and how many there are."""

    line: DeskLine
    label: str
    count: int


def desk_columns() -> list[Column[DeskRow]]:
    """Return the columns of the lines."""
    return [
        Column(title="事情", name="label", value=lambda row: row.label),
        Column(
            title="件数",
            name="count",
            value=lambda row: row.count if row.count < 1000 else count_words(row.count),
            kind=Kind.NUMBER,
            width=72,
        ),
    ]


def label_of(line: DeskLine) -> str:
    """Return what a line is called."""
    return SHELF_LABELS[line] if isinstance(line, Shelf) else LINE_LABELS[line]


class DeskPage(Page):
    """The lines at the left, the rows of the chosen one at the right; drafts beneath the lines.

    Enter or → goes to the rows, Enter there opens one, Esc or ← comes back to the lines.
    """

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self._place = place
        self._line: DeskLine = desk_lines(place.who)[0]
        self._chosen = False
        self._reading: TaskHandle | None = None
        self._make_lists()
        self._lay_out()
        self._listen()
        self.read()

    # -- building

    def _make_lists(self) -> None:
        self.lines: RowsModel[DeskRow] = RowsModel(desk_columns(), parent=self)
        self.line_table = RecordTable(self.lines, name="desk.lines", spoken="等着我的事情", dense=True)
        self.line_table.horizontalHeader().hide()
        matters = [column for column in matter_columns() if column.name not in _NARROW]
        self.matters: RowsModel[WorklistRow] = RowsModel(matters, more=self._more_matters, parent=self)
        self.matter_table = RecordTable(self.matters, name="desk.matters", spoken="事项")
        cases = [column for column in case_columns() if column.name not in _CASE_NARROW]
        self.cases: RowsModel[CaseRow] = RowsModel(cases, more=self._more_cases, parent=self)
        self.case_table = RecordTable(self.cases, name="desk.cases", spoken="调解案件")
        self.draft_panel = DraftPanel(self._place)
        self.drafts, self.draft_table = self.draft_panel.model, self.draft_panel.table
        self._tables = QStackedWidget()
        self._tables.addWidget(self.matter_table)
        self._tables.addWidget(self.case_table)
        self.states = States(self._tables, name="desk.states")

    def _lay_out(self) -> None:
        waiting = Panel("等着我的", name="desk.waiting")
        waiting.add(self.line_table, 1)
        waiting.setFixedWidth(px(LEFT))
        self.rows_panel = Panel(" ", name="desk.rows")
        self.whole = ActionButton("在列表里看", "Alt+L", name="desk.list", small=True, icon="clipboard_task")
        self.refresh = ActionButton("刷新", "F5", name="desk.refresh", small=True, icon="arrow_clockwise")
        self.rows_panel.add_head(self.whole)
        self.rows_panel.add_head(self.refresh)
        self.rows_panel.add(self.states, 1)
        right = QVBoxLayout()
        right.setSpacing(look().size("panel_gap"))
        right.addWidget(self.rows_panel, 1)
        right.addWidget(self.draft_panel)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(10), px(12), px(10))
        row.setSpacing(look().size("panel_gap"))
        row.addWidget(waiting)
        row.addLayout(right, 1)

    def _listen(self) -> None:
        self._place.changed.connect(self.read)
        self.line_table.current_changed.connect(self._choose_row)
        self.line_table.opened.connect(lambda _row: self._enter_rows())
        self.line_table.cell_opened.connect(lambda _row, _column: self._enter_rows())
        self.matter_table.opened.connect(self._open_matter)
        self.matter_table.cell_opened.connect(lambda row, _column: self._open_matter(row))
        self.case_table.opened.connect(self._open_case)
        self.whole.clicked.connect(self._show_list)
        self.refresh.clicked.connect(self.read)
        for table in (self.line_table, self.matter_table, self.case_table):
            table.installEventFilter(self)

    # -- what the window asks

    def title(self) -> str:
        """The screen's name."""
        return "我的工作台"

    def subtitle(self) -> str:
        """How much waits altogether, late or due today first."""
        counts = {row.line: row.count for row in self.lines.rows()}
        words = [
            f"{label_of(line)}{counts[line]}件" for line in (Shelf.LATE, Shelf.DUE_TODAY) if counts.get(line)
        ]
        return "，".join(words)

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of this screen."""
        return [("↑↓", "换一类"), ("Enter", "看它的事项"), ("F5", "刷新")]

    def on_shown(self) -> None:
        """Read everything again, put the cursor into the lines."""
        self.read()
        if not self._rows_table().hasFocus():
            self.line_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_escape(self) -> bool:
        """Esc comes back from the rows to the lines."""
        if self._rows_table().hasFocus() or self.draft_table.hasFocus():
            self.line_table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """→ into the rows, ← back to the lines."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            if event.key() == Qt.Key.Key_Right and watched is self.line_table:
                self._enter_rows()
                return True
            if event.key() == Qt.Key.Key_Left and watched is not self.line_table:
                self.line_table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    # -- reading

    def line(self) -> DeskLine:
        """The line whose rows are shown."""
        return self._line

    def read(self) -> None:
        """Read numbers, rows and drafts again; the chosen line and the current row stay."""
        self._place.ask(desk_counts).then(self._counts_came, failed=self._failed, owner=self)
        self.draft_panel.read()

    def choose(self, line: DeskLine) -> None:
        """Show the rows of a line."""
        self._chosen = True
        at = next((at for at, row in enumerate(self.lines.rows()) if row.line == line), -1)
        if at >= 0:
            self.line_table.select_row(at)

    def _counts_came(self, counts: dict[DeskLine, int]) -> None:
        rows = tuple(DeskRow(line, label_of(line), count) for line, count in counts.items())
        if not self._chosen:
            self._line = next((row.line for row in rows if row.count), rows[0].line)
            self._chosen = True
        same = [row.line for row in self.lines.rows()] == [row.line for row in rows]
        if same:
            for at, row in enumerate(rows):
                if row != self.lines.row(at):
                    self.lines.replace_row(at, row)
        else:
            self.line_table.blockSignals(True)
            self.lines.set_rows(rows)
            self.line_table.select_row(next(at for at, row in enumerate(rows) if row.line == self._line))
            self.line_table.blockSignals(False)
        self._show_due(counts)
        self._read_rows()
        self.head_changed.emit()

    def _show_due(self, counts: dict[DeskLine, int]) -> None:
        """The number at the top of the window, and its list."""
        shell = self._place.shell
        if shell is not None and Shelf.DUE_TODAY in counts:
            shell.set_due(counts[Shelf.DUE_TODAY], self._show_due_list)

    def _show_due_list(self) -> None:
        self._to_list(Shelf.DUE_TODAY)

    def _choose_row(self, row: int) -> None:
        if row < 0:
            return
        line = self.lines.row(row).line
        if line != self._line:
            self._line, self._chosen = line, True
            self.matters.set_rows([])
            self.cases.set_rows([])
            self._read_rows()

    def _read_rows(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        line, count = self._line, next((r.count for r in self.lines.rows() if r.line == self._line), 0)
        self.rows_panel.set_title(label_of(line), f"{count_words(count)}件" if count else "")
        set_shown(self.whole, on=isinstance(line, Shelf))
        self.states.show_loading("正在读取…")
        shown = self.cases if line is DeskCases.IN_HAND else self.matters
        limit = max(PAGE, min(10 * PAGE, shown.rowCount()))
        if line is DeskCases.IN_HAND:
            asking: Any = self._place.ask(case_list, mine=True, limit=limit)
        else:
            asking = self._ask_matters(line, None, limit)
        self._reading = asking.then(
            lambda rows: self._rows_came(line, rows, limit), failed=self._failed, owner=self
        )

    def _ask_matters(self, line: DeskLine, before: int | None, limit: int) -> Any:
        if isinstance(line, Shelf):
            return self._place.ask(worklist, shelf=line, before=before, limit=limit, order=first_order(line))
        return self._place.ask(matters_to_accept, before=before, limit=limit)

    def _rows_came(self, line: DeskLine, rows: tuple[Any, ...], limit: int) -> None:
        self._reading = None
        if line != self._line:
            return
        table = self._rows_table()
        model, current = table.records(), table.current_row()
        scrolled = table.verticalScrollBar().value()
        self._tables.setCurrentWidget(table)
        model.set_rows(rows, complete=len(rows) < limit)
        if not rows:
            title, words = EMPTY_WORDS[line] if isinstance(line, Shelf) else _EMPTY[line]
            if table.hasFocus():
                self.line_table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.states.show_empty(title, words, icon="checkmark_circle")
            return
        table.select_row(min(max(0, current), len(rows) - 1))
        table.verticalScrollBar().setValue(scrolled)
        self.states.show_content()

    def _rows_table(self) -> RecordTable:
        return self.case_table if self._line is DeskCases.IN_HAND else self.matter_table

    def _more_matters(self, last: WorklistRow | None) -> None:
        if last is not None:
            asking = self._ask_matters(self._line, last.matter_id, PAGE)
            self._append(asking, self.matters)

    def _more_cases(self, last: CaseRow | None) -> None:
        if last is not None:
            asking = self._place.ask(case_list, mine=True, before=last.case_id, limit=PAGE)
            self._append(asking, self.cases)

    def _append(self, asking: Any, model: RowsModel[Any]) -> None:
        line = self._line

        def add(rows: tuple[Any, ...]) -> None:
            if line == self._line:
                model.append_rows(rows, complete=len(rows) < PAGE)

        def refuse(refusal: OfficeError) -> None:
            model.more_failed()
            self._place.refuse(refusal)

        asking.then(add, failed=refuse, owner=self)

    def _failed(self, refusal: OfficeError) -> None:
        self._reading = None
        button = self.states.show_failed(str(refusal), retry=self.read)
        if button is not None and self._place.shell is not None:
            self._place.shell.keys.bind_button(button, page=self)

    # -- going on

    def _enter_rows(self) -> None:
        if self.states.state() == "content":
            self._rows_table().setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_matter(self, row: int) -> None:
        matter_id = self.matters.row(row).matter_id
        if self._line is DeskCases.TO_ACCEPT:
            self._place.open_case_wanted.emit(matter_id)
        else:
            self._place.matter_wanted.emit(matter_id)

    def _open_case(self, row: int) -> None:
        self._place.case_wanted.emit(self.cases.row(row).case_id)

    def _show_list(self) -> None:
        self._to_list(self._line)

    def _to_list(self, line: DeskLine) -> None:
        """Open the whole list of a line, where it can be sorted."""
        shell = self._place.shell
        if shell is None:
            return
        from ui.matters.list_page import MattersPage

        page = shell.root("matters")
        if isinstance(page, MattersPage) and isinstance(line, Shelf):
            page.show_shelf(line)
