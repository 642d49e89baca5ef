"""The table and its model: kinds of cells, Enter, links, paging, the model tester."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.widgets.badge import BadgeSpec
from ui.widgets.rows import Column, Fault, Kind, RowsModel
from ui.widgets.table import RecordTable


@dataclass(frozen=True)
class Row:
    """A row as a query returns it."""

    number: int
    title: str
    fen: int | None
    due: date | None
    open: int
    state: BadgeSpec | Fault


COLUMNS = [
    Column[Row](
        title="编号", value=lambda row: f"2026-{row.number:06}", name="code", kind=Kind.LINK, width=110
    ),
    Column[Row](title="事项", value=lambda row: row.title, name="title", tip=lambda row: row.title),
    Column[Row](title="金额（元）", value=lambda row: row.fen, name="amount", kind=Kind.AMOUNT, width=90),
    Column[Row](title="期限", value=lambda row: row.due, name="due", kind=Kind.DATE, width=90),
    Column[Row](title="在办", value=lambda row: row.open, name="open", kind=Kind.NUMBER, width=60),
    Column[Row](title="状态", value=lambda row: row.state, name="state", kind=Kind.BADGE, width=110),
]


def _rows(first: int, last: int) -> list[Row]:
    done = BadgeSpec("已签收", "ok", "checkmark_circle")
    return [
        Row(at, f"排水纠纷 {at}", at * 100, date(2026, 12, 5), at % 2, done if at % 3 else Fault("未填"))
        for at in range(first, last)
    ]


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    model = RowsModel(COLUMNS)
    model.set_rows(_rows(1, 6))
    made = RecordTable(model, name="x.rows", spoken="事项列表")
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def test_the_model_passes_qts_own_tester(qtbot: QtBot) -> None:
    asked: list[Row | None] = []
    model = RowsModel(COLUMNS, more=asked.append)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(_rows(1, 4), complete=False)
    model.fetchMore(QModelIndex())
    model.append_rows(_rows(4, 8), complete=True)
    model.replace_row(0, _rows(9, 10)[0])
    model.set_rows([])
    model.append_rows([], complete=True)
    model.append_rows(_rows(1, 2), complete=True)
    assert tester.model() is model
    assert asked == [_rows(1, 4)[-1]]


def test_paging_asks_once_for_the_page_after_the_last_row(qtbot: QtBot) -> None:
    asked: list[Row | None] = []
    model = RowsModel(COLUMNS, more=asked.append)
    root = QModelIndex()
    assert not model.canFetchMore(root)
    model.set_rows(_rows(1, 4), complete=False)
    assert model.canFetchMore(root)
    model.fetchMore(root)
    assert not model.canFetchMore(root)
    model.fetchMore(root)
    assert [row.number for row in asked if row] == [3]
    model.append_rows(_rows(4, 6), complete=False)
    assert model.canFetchMore(root)
    model.fetchMore(root)
    model.more_failed()
    assert model.canFetchMore(root)
    model.append_rows([], complete=True)
    assert not model.canFetchMore(root)
    assert [row.number for row in model.rows()] == [1, 2, 3, 4, 5]


def test_a_view_that_is_scrolled_down_asks_for_more(qtbot: QtBot) -> None:
    asked: list[Row | None] = []
    model = RowsModel(COLUMNS, more=asked.append)
    table = RecordTable(model, name="x.rows")
    qtbot.addWidget(table)
    table.resize(700, 200)
    table.show()
    model.set_rows(_rows(1, 60), complete=False)
    QApplication.processEvents()
    table.scrollToBottom()
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=10000)


def test_cells_say_themselves_in_plain_words(table: RecordTable) -> None:
    model = table.records()

    def said(row: int, role: Qt.ItemDataRole) -> list[str]:
        return [model.index(row, at).data(role) for at in range(model.columnCount())]

    assert said(1, Qt.ItemDataRole.DisplayRole) == [
        "2026-000002", "排水纠纷 2", "2.00", "2026-12-05", "0", "已签收"
    ]  # fmt: skip
    assert said(2, Qt.ItemDataRole.AccessibleTextRole)[5] == "状态 未填"
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(6)]
    assert heads == ["编号", "事项", "金额（元）", "期限", "在办", "状态"]
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "排水纠纷 1"
    assert not model.index(0, 0).flags() & Qt.ItemFlag.ItemIsEditable
    right = model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (180000, "1,800.00"), (100000000, "1,000,000.00"), (None, "—")],
)
def test_amounts_have_two_decimals_and_none_a_dash(fen: int | None, text: str) -> None:
    model = RowsModel(COLUMNS)
    model.set_rows([Row(1, "款", fen, None, 0, Fault("缺"))])
    assert [model.index(0, at).data() for at in (2, 3)] == [text, ""]


def test_enter_opens_the_current_row(table: RecordTable, qtbot: QtBot) -> None:
    opened: list[int] = []
    table.opened.connect(opened.append)
    assert table.current_row() == 0
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert opened == [1, 1]
    table.select_row(99)
    assert table.current_row() == 1


def test_a_new_list_has_its_first_row_current(table: RecordTable) -> None:
    table.records().set_rows(_rows(1, 4))
    assert table.current_row() == 0
    table.records().set_rows([])
    assert table.current_row() == -1


def test_a_click_on_a_number_opens_its_list_and_zero_is_dead(table: RecordTable, qtbot: QtBot) -> None:
    told: list[tuple[int, str]] = []
    table.cell_opened.connect(lambda row, name: told.append((row, name)))
    for row, column in ((0, 4), (1, 4), (2, 0), (0, 1)):
        place = table.visualRect(table.records().index(row, column)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == [(0, "open"), (2, "code")]


def test_a_double_click_opens_the_row(table: RecordTable, qtbot: QtBot) -> None:
    opened: list[int] = []
    table.opened.connect(opened.append)
    place = table.visualRect(table.records().index(3, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [3]


def test_arrows_walk_over_the_cells_of_a_board(qtbot: QtBot) -> None:
    model = RowsModel(COLUMNS)
    table = RecordTable(model, name="board.rows", by_cell=True)
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show()
    model.set_rows(_rows(1, 4))
    told: list[object] = []
    table.cell_opened.connect(lambda row, name: told.append((row, name)))
    table.opened.connect(told.append)
    for _step in range(4):
        qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told == [(0, "open"), 1]


def test_rows_are_36_or_32_high_and_columns_share_the_rest(table: RecordTable) -> None:
    assert table.rowHeight(0) == 36
    table.set_dense(dense=True)
    assert table.rowHeight(0) == 32
    assert sum(table.columnWidth(at) for at in range(6)) == table.viewport().width()
    table.hide_column("amount")
    assert sum(table.columnWidth(at) for at in range(6)) == table.viewport().width()
    table.resize(420, 300)
    assert table.columnWidth(1) == 80


def test_the_current_row_is_drawn_whole_with_its_bar(table: RecordTable) -> None:
    def colours(row: int) -> tuple[str, str]:
        image = table.viewport().grab().toImage()
        ratio = image.devicePixelRatio()
        y = round(table.visualRect(table.records().index(row, 0)).top() * ratio) + 4
        return image.pixelColor(1, y).name(), image.pixelColor(image.width() - 2, y).name()

    table.select_row(1)
    assert colours(1) == ("#1b5faa", "#e6eff9")
    assert colours(0) == ("#ffffff", "#ffffff")
    table.select_row(0)
    assert colours(1) == ("#ffffff", "#ffffff")


def test_every_kind_of_cell_is_drawn(table: RecordTable) -> None:
    table.clearSelection()
    image = table.viewport().grab().toImage()
    row = table.visualRect(table.records().index(2, 0))
    for column in range(6):
        box = table.visualRect(table.records().index(2, column))
        seen = {
            image.pixelColor(x, y).name()
            for x in range(box.left(), box.right())
            for y in range(row.top(), row.bottom())
        }
        assert len(seen) > 2, COLUMNS[column].name
    fault = table.visualRect(table.records().index(2, 5))
    assert image.pixelColor(fault.right() - 2, fault.top() + 4).name() == "#fceae8"
