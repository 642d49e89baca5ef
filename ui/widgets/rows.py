"""The item model of every list: a read-only table over frozen dataclasses, fetched page by page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.values.money import format_yuan
from ui.widgets.badge import BadgeSpec

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

CELL = Qt.ItemDataRole.UserRole + 1
"""Role of the raw value of a cell, for the delegate."""
COLUMN = Qt.ItemDataRole.UserRole + 2
"""Role of the cell's `Column`."""


class Kind(StrEnum):
    """How a column is drawn."""

    AMOUNT = "amount"  # int fen, right-aligned with two decimals
    BADGE = "badge"  # BadgeSpec on its soft colour
    DATE = "date"  # a date, 2026-12-05
    LINK = "link"  # text that opens something
    MARK = "mark"  # BadgeSpec without ground: icon and word
    NUMBER = "number"  # int that opens its list; zero is grey and dead
    SECONDARY = "secondary"  # 13 px, second colour
    STRONG = "strong"  # medium weight
    TEXT = "text"


@dataclass(frozen=True)
class Fault:
    """A cell that is wrong or missing: drawn on the error colour with icon and word, whatever its column."""

    word: str


@dataclass(frozen=True, kw_only=True)
class Column(Generic[R]):
    """One column: its Chinese title, what it shows of a row, and how.

    `width` is in pixels at the base size, 0 shares the rest; `name` is a stable name for robots and tests;
    `tip` gives a cell's tool tip.
    """

    title: str
    value: Callable[[R], object]
    name: str
    kind: Kind = Kind.TEXT
    width: int = 0
    right: bool = False
    tip: Callable[[R], str] | None = None

    def is_right(self) -> bool:
        """Whether cells and title stand at the right."""
        return self.right or self.kind in {Kind.AMOUNT, Kind.NUMBER}


def cell_text(column: Column[Any], value: object) -> str:
    """What a cell says as plain text (also what a screen reader says, and what is copied)."""
    if value is None:
        return "—" if column.kind is Kind.AMOUNT else ""
    if isinstance(value, BadgeSpec | Fault):
        return value.word
    if column.kind is Kind.AMOUNT and isinstance(value, int):
        return format_yuan(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows of frozen dataclasses under columns. Read-only.

    `more` is called with the last row (None when there is none) when the view wants the next page; it starts
    the query and later calls `append_rows`. Nothing here touches a database.
    """

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        more: Callable[[R | None], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[R] = []
        self._more = more
        self._complete = True
        self._asked = False

    def columns(self) -> tuple[Column[R], ...]:
        """The columns."""
        return self._columns

    def rows(self) -> Sequence[R]:
        """All rows fetched so far."""
        return tuple(self._rows)

    def row(self, at: int) -> R:
        """The row at a place; IndexError outside."""
        if at < 0:
            raise IndexError(at)
        return self._rows[at]

    def set_rows(self, rows: Sequence[R], *, complete: bool = True) -> None:
        """Replace everything; `complete` tells that no page follows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._complete, self._asked = complete, False
        self.endResetModel()

    def append_rows(self, rows: Sequence[R], *, complete: bool) -> None:
        """Add the next page."""
        self._complete, self._asked = complete, False
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows.extend(rows)
        self.endInsertRows()

    def replace_row(self, at: int, row: R) -> None:
        """Show a row anew after it changed."""
        self._rows[at] = row
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self._columns) - 1))

    def more_failed(self) -> None:
        """The page asked for did not come: let the view ask again."""
        self._asked = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Rows fetched so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Columns."""
        return 0 if parent.isValid() else len(self._columns)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether a further page may be asked for now."""
        return not parent.isValid() and self._more is not None and not self._complete and not self._asked

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page, after the last row."""
        if not self.canFetchMore(parent) or self._more is None:
            return
        self._asked = True
        self._more(self._rows[-1] if self._rows else None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Plain text for people and screen readers; the raw value and its column for the delegate."""
        if not index.isValid():
            return None
        return self.data_of(self._rows[index.row()], self._columns[index.column()], role)

    def data_of(self, row: R, column: Column[R], role: int) -> Any:
        """Return what a row shows under a column."""
        if role in {Qt.ItemDataRole.DisplayRole, CELL}:
            value = column.value(row)
            return value if role == CELL else cell_text(column, value)
        if role == COLUMN:
            return column
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title} {cell_text(column, column.value(row))}"
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return column.tip(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Chinese titles."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(self._columns[section])
        return None


def _side(column: Column[Any]) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if column.is_right() else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter
