"""调解: the list of cases, and what waits to be accepted."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.case_waiting import matters_to_accept
from desktop.queries.cases import PAGE, CaseRow, case_list, listed_case_ids
from desktop.queries.worklist import WorklistRow
from models.values.case_states import CaseState
from models.values.permissions import Permission
from ui.dossier.round_page import RoundPage
from ui.dossier.run_page import RunPage
from ui.dossier.simple_page import SimplePage
from ui.mediation.case_table import case_columns, waiting_columns
from ui.paper.papers_page import open_papers
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.buttons import ActionBar, ActionButton
from ui.widgets.panel import Panel
from ui.widgets.rows import RowsModel
from ui.widgets.segments import Choice, Segments
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

R = TypeVar("R")
READ_AGAIN_AT_MOST = 2000
"""Rows that are read anew when something changed; what lies below stays as it was read."""
WAITING, ALL = "waiting", "all"
_SHELVES = (
    Choice(ALL, "全部", "1"),
    Choice(CaseState.MEDIATING.value, "调解中", "2"),
    Choice(CaseState.AWAITING_SIGNATURE.value, "待签协议", "3"),
    Choice(CaseState.EFFECTIVE.value, "协议生效", "4"),
    Choice(CaseState.TERMINATED.value, "终止调解", "5"),
    Choice(CaseState.CLOSED.value, "结案", "6"),
)
_EMPTY = {
    WAITING: ("没有待受理的纠纷", "调度员分流给人民调解委员会的事项会排在这里，按 Enter 受理。"),
    ALL: ("还没有调解案件", "受理一件分流来的纠纷，或补录一件已经在纸上办过的案件。"),
}


class CasesPage(Page):
    """The cases of the committee, the newest first, 50 at a time; Enter opens one."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cases")
        self.setWindowTitle("调解案件")
        self._place = place
        self._asked = 0
        self._bound = False
        self._may_edit = place.who.may(Permission.CASE_EDIT)
        self._make_lists()
        self._make_head()
        self._lay_out()
        place.changed.connect(self._read_again)

    def _make_lists(self) -> None:
        self.cases: RowsModel[CaseRow] = RowsModel(case_columns(), more=self._more_cases, parent=self)
        self.table = RecordTable(self.cases, name="cases.list", spoken="调解案件")
        self.table.opened.connect(self._open)
        self.waiting: RowsModel[WorklistRow] = RowsModel(
            waiting_columns(), more=self._more_waiting, parent=self
        )
        self.waiting_table = RecordTable(self.waiting, name="cases.waiting", spoken="待受理的纠纷")
        self.waiting_table.opened.connect(self._accept)
        self._tables = QStackedWidget()
        self._tables.addWidget(self.table)
        self._tables.addWidget(self.waiting_table)
        self.states = States(self._tables, name="cases.state")

    def _make_head(self) -> None:
        choices = list(_SHELVES)
        if self._may_edit:
            choices.insert(0, Choice(WAITING, "待受理", "0"))
        self.shelf = Segments(choices, name="cases.shelf", moves_on=False, stretches=False)
        self.shelf.setAccessibleName("看哪些案件")
        self.shelf.set_value(ALL)
        self.shelf.chosen.connect(lambda _shelf: self._read_shelf())
        self.run = ActionButton("批量打印", "Alt+P", name="cases.print", icon="print")
        self.run.clicked.connect(self._print_run)
        self.dossiers = ActionButton("批量装卷", "Alt+G", name="cases.dossiers", icon="book")
        self.dossiers.clicked.connect(self._open_run)
        self.blank = ActionButton("空白文书", "Alt+K", name="cases.blank", icon="document")
        self.blank.clicked.connect(lambda: open_papers(self._place))
        for button in (self.run, self.dossiers, self.blank):
            button.setVisible(self._place.who.may(Permission.PAPER_PRINT))
        self.simple = ActionButton("简易调解", "Alt+J", name="cases.simple", icon="handshake")
        self.simple.clicked.connect(self._begin_simple)
        self.simple.setVisible(self._place.who.may(Permission.CASE_ENTER_LATE))
        self.round = ActionButton("待补签", "Alt+U", name="cases.round", icon="signature")
        self.round.clicked.connect(self._open_round)
        self.late = ActionButton("补录案件", "Alt+B", name="cases.late", icon="edit")
        self.late.clicked.connect(self._place.late_entry_wanted)
        self.late.setVisible(self._place.who.may(Permission.CASE_ENTER_LATE))

    def _open_round(self) -> None:
        if self._place.shell is not None:
            self._place.shell.open(RoundPage(self._place))

    def _open_run(self) -> None:
        if self._place.shell is not None:
            self._place.shell.open(RunPage(self._place))

    def _begin_simple(self) -> None:
        if self._place.shell is not None:
            self._place.shell.open(SimplePage(self._place))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(px(14), px(10), px(14), px(4))
        head.setSpacing(px(10))
        head.addWidget(self.shelf)
        head.addStretch(1)
        panel = Panel(name="cases.panel")
        panel.set_flush()
        panel.body.addLayout(head)
        inside = QVBoxLayout()
        inside.setContentsMargins(px(14), px(4), px(14), 0)
        inside.addWidget(self.states)
        panel.body.addLayout(inside, 1)
        bar = ActionBar(name="cases.bar")
        for button in (self.run, self.dossiers, self.blank, self.round, self.simple, self.late):
            bar.add(button)
        panel.set_bar(bar)
        column = QVBoxLayout(self)
        gap = look().size("panel_gap")
        column.setContentsMargins(px(12), gap, px(12), gap)
        column.addWidget(panel)

    # -- the page in its window

    def key_hints(self) -> Sequence[KeyHint]:
        """Open, late entry, refresh."""
        hints = [("Enter", "打开"), ("F5", "刷新")]
        if self._place.who.may(Permission.CASE_ENTER_LATE):
            hints.insert(1, ("Alt+B", "补录案件"))
        return hints

    def on_shown(self) -> None:
        """Read the list anew, keep the place in it."""
        if self._place.shell is not None and not self._bound:
            self._bind()
        self.read()
        self._current_table().setFocus(Qt.FocusReason.OtherFocusReason)

    def _bind(self) -> None:
        assert self._place.shell is not None
        self._bound = True
        keys = self._place.shell.keys
        keys.add("cases.refresh", "F5", "刷新", self.read, page=self)
        keys.note("cases.open", "Enter", "打开案件", page=self)

    # -- reading

    def read(self) -> None:
        """Read again what is shown of the shelf, as far as it was scrolled; the place in it stays."""
        self._ask(self._rows_to_read())

    def _read_shelf(self) -> None:
        """Read another shelf from its beginning."""
        for rows in (self.cases, self.waiting):
            rows.set_rows(())
        self._ask(PAGE)

    def _rows_to_read(self) -> int:
        shown = self.waiting if self.shelf.value() == WAITING else self.cases
        return min(max(PAGE, shown.rowCount()), READ_AGAIN_AT_MOST)

    def _ask(self, limit: int) -> None:
        self._asked += 1
        asked = self._asked
        self.states.show_loading("正在读取案件…")
        if self.shelf.value() == WAITING:
            self._place.ask(matters_to_accept, limit=limit).then(
                lambda rows: self._show_waiting(asked, rows, limit), failed=self._failed, owner=self
            )
        else:
            self._place.ask(case_list, state=self._state(), limit=limit).then(
                lambda rows: self._show_cases(asked, rows, limit), failed=self._failed, owner=self
            )

    def _read_again(self) -> None:
        if self.isVisible():
            self.read()

    def _state(self) -> CaseState | None:
        value = self.shelf.value()
        return CaseState(value) if value not in {ALL, WAITING, ""} else None

    def _current_table(self) -> RecordTable:
        return self.waiting_table if self.shelf.value() == WAITING else self.table

    def _show_cases(self, asked: int, rows: tuple[CaseRow, ...], limit: int) -> None:
        if asked != self._asked:
            return
        put_anew(self.table, self.cases, rows, lambda row: row.case_id, limit=limit)
        self._tables.setCurrentWidget(self.table)
        self._show_state(bool(rows))

    def _show_waiting(self, asked: int, rows: tuple[WorklistRow, ...], limit: int) -> None:
        if asked != self._asked:
            return
        put_anew(self.waiting_table, self.waiting, rows, lambda row: row.matter_id, limit=limit)
        self._tables.setCurrentWidget(self.waiting_table)
        self._show_state(bool(rows))

    def _show_state(self, filled: bool) -> None:
        if filled:
            had_focus = self.isVisible() and not self.shelf.hasFocus()
            self.states.show_content()
            if had_focus and self.window().isActiveWindow() and self.focusWidget() is None:
                self._current_table().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        title, words = _EMPTY.get(self.shelf.value(), ("这一类没有案件", "按上面的数字看别的案件。"))
        self.states.show_empty(title, words, icon="handshake")

    def _more_cases(self, last: CaseRow | None) -> None:
        asked = self._asked

        def add(rows: tuple[CaseRow, ...]) -> None:
            if asked == self._asked:
                self.cases.append_rows(rows, complete=len(rows) < PAGE)

        before = last.case_id if last else None
        self._place.ask(case_list, state=self._state(), before=before, limit=PAGE).then(
            add, failed=self._more_failed, owner=self
        )

    def _more_waiting(self, last: WorklistRow | None) -> None:
        asked = self._asked

        def add(rows: tuple[WorklistRow, ...]) -> None:
            if asked == self._asked:
                self.waiting.append_rows(rows, complete=len(rows) < PAGE)

        before = last.matter_id if last else None
        self._place.ask(matters_to_accept, before=before, limit=PAGE).then(
            add, failed=self._more_failed, owner=self
        )

    def _more_failed(self, refusal: OfficeError) -> None:
        self.cases.more_failed()
        self.waiting.more_failed()
        self._place.refuse(refusal)

    def _failed(self, refusal: OfficeError) -> None:
        button = self.states.show_failed(f"{refusal}案件列表读不出来，其他页面可以照常用。", retry=self.read)
        if button is not None and self._place.shell is not None:
            self._place.shell.keys.bind_button(button, page=self)

    # -- acting

    def _open(self, row: int) -> None:
        self._place.case_wanted.emit(self.cases.row(row).case_id)

    def _print_run(self) -> None:
        """The papers of all cases of this shelf, also of those not scrolled to, chosen by kind, in one go."""
        if self.shelf.value() == WAITING:
            self._place.warn("这里没有案件可以打印")
            return
        self._place.ask(listed_case_ids, state=self._state()).then(self._open_papers, owner=self)

    def _open_papers(self, case_ids: tuple[int, ...]) -> None:
        if case_ids:
            open_papers(self._place, case_ids=case_ids)
        else:
            self._place.warn("这里没有案件可以打印")

    def _accept(self, row: int) -> None:
        self._place.open_case_wanted.emit(self.waiting.row(row).matter_id)


def put_anew(
    table: RecordTable, model: RowsModel[R], rows: Sequence[R], key: Callable[[R], int], *, limit: int
) -> None:
    """Put the newest rows in, read anew up to `limit`; the current row and the row at the top stay where they are.

    Keys fall from row to row. A current row that went gives way to the one that now stands in its place.
    """
    old, top, at = list(model.rows()), table.top_row(), table.current_row()
    beneath = table.verticalScrollBar().value() - top * table.row_height()
    complete = len(rows) < limit
    below = [] if complete else [row for row in old if key(row) < key(rows[-1])]
    shown = [*rows, *below]

    def place_of(former: int) -> int:
        wanted = key(old[former]) if 0 <= former < len(old) else None
        found = (i for i, row in enumerate(shown) if wanted is not None and key(row) <= wanted)
        return next(found, max(0, len(shown) - 1) if wanted is not None else 0)

    current, first = place_of(at), place_of(top)
    model.set_rows(shown, complete=complete)
    table.select_row(current)
    if old:
        table.verticalScrollBar().setValue(first * table.row_height() + beneath)
