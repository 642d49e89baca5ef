"""The item model of a list without end: keys of all rows that were fetched, the rows themselves only near the eye.

A hundred thousand keys are small (eight bytes each); of the rows so many are held as fill a few screens, and what
was dropped is asked for again when it comes into sight. When something changed elsewhere, the keys are compared:
rows that came and went are inserted and removed where they stand, so that the view keeps its place.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer

from ui.widgets.rows import CELL, COLUMN, Column, Index, RowsModel

R = TypeVar("R")

HELD_AT_MOST = 600
ASKED_AT_ONCE = 200
STEPS_AT_MOST = 60
"""More runs of rows that came or went than this are shown as a new list."""


class LongRowsModel(RowsModel[R]):
    """Rows of frozen dataclasses with a key each. Read-only.

    `more` is called with the last key when the view wants the next page, and later `append_rows`; `fetch` with keys
    of rows that were dropped or may be old, and later `fill`.
    """

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        key: Callable[[R], int],
        more: Callable[[int], object],
        fetch: Callable[[tuple[int, ...]], object],
        held_at_most: int = HELD_AT_MOST,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, more=lambda _row: more(self._keys[-1]), parent=parent)
        self._key, self._fetch, self._most = key, fetch, held_at_most
        self._keys: array[int] = array("q")
        self._held: OrderedDict[int, R] = OrderedDict()
        self._old: set[int] = set()
        self._wanted: dict[int, None] = {}
        self._asked_for: set[int] = set()
        self._gone: set[int] = set()
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(0)
        self._asking.timeout.connect(self._ask)

    # -- what is there

    def keys(self) -> Sequence[int]:
        """The keys of all rows fetched so far, in order."""
        return self._keys

    def key_at(self, at: int) -> int:
        """The key of the row at a place; IndexError outside."""
        if at < 0:
            raise IndexError(at)
        return self._keys[at]

    def place_of(self, key: int) -> int:
        """The place of a key, -1 for none."""
        try:
            return self._keys.index(key)
        except ValueError:
            return -1

    def complete(self) -> bool:
        """Whether no page follows."""
        return self._complete

    def held(self) -> int:
        """How many rows are held in memory."""
        return len(self._held)

    def rows(self) -> Sequence[R]:
        """The rows that are held now, in order."""
        return tuple(self._held[key] for key in self._keys if key in self._held)

    def row(self, at: int) -> R:
        """The row at a place; IndexError outside, KeyError for one that was dropped."""
        return self._held[self.key_at(at)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Rows fetched so far, dropped ones too."""
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What `RowsModel` shows; nothing of a row that was dropped, until it came again."""
        if not index.isValid():
            return None
        key = self._keys[index.row()]
        row = self._held.get(key)
        if row is None or key in self._old:
            self._want(key)
        if row is None:
            return self._columns[index.column()] if role == COLUMN else "" if role in {0, CELL} else None
        self._held.move_to_end(key)
        return self.data_of(row, self._columns[index.column()], role)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether a further page may be asked for now."""
        return bool(self._keys) and super().canFetchMore(parent)

    # -- pages

    def set_rows(self, rows: Sequence[R], *, complete: bool = True) -> None:
        """Replace everything; `complete` tells that no page follows."""
        self.beginResetModel()
        self._keys = array("q", map(self._key, rows))
        self._forget()
        self._hold(rows)
        self._complete, self._asked = complete, False
        self.endResetModel()

    def append_rows(self, rows: Sequence[R], *, complete: bool) -> None:
        """Add the next page; rows that are there already are passed over."""
        there = set(self._keys[-len(rows) :]) if rows else set()
        rows = [row for row in rows if self._key(row) not in there]
        self._complete = complete
        if rows:
            first = len(self._keys)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._keys.extend(map(self._key, rows))
            self._hold(rows)
            self.endInsertRows()
        self._asked = False

    def fill(self, rows: Iterable[R], asked: Iterable[int]) -> None:
        """Take rows that were asked for; those that did not come are there no more for this person."""
        came = {self._key(row): row for row in rows}
        asked = set(asked)
        self._asked_for -= asked
        self._old -= asked
        self._gone |= asked - came.keys()
        for key in asked - came.keys():
            self._held.pop(key, None)
        self._hold(came.values())
        places = [at for at, key in enumerate(self._keys) if key in asked]
        if places:
            last = len(self._columns) - 1
            self.dataChanged.emit(self.index(places[0], 0), self.index(places[-1], last))

    def replace_row(self, at: int, row: R) -> None:
        """Show a row anew after it changed."""
        self._hold([row])
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self._columns) - 1))

    def sync(self, keys: Sequence[int]) -> None:
        """Let the list have these keys in this order; every row is asked for anew when it is seen."""
        self._old = set(self._held)
        self._gone.clear()
        wanted = array("q", keys)
        if wanted == self._keys:
            return
        steps = _steps(self._keys, wanted)
        if steps is None:
            self.beginResetModel()
            self._keys = wanted
            self.endResetModel()
            return
        for first, last in reversed(steps[0]):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._keys[first : last + 1]
            self.endRemoveRows()
        for first, last in steps[1]:
            self.beginInsertRows(QModelIndex(), first, last)
            self._keys[first:first] = wanted[first : last + 1]
            self.endInsertRows()

    # -- holding and dropping

    def _hold(self, rows: Iterable[R]) -> None:
        for row in rows:
            key = self._key(row)
            self._held[key] = row
            self._held.move_to_end(key)
            self._old.discard(key)
            self._gone.discard(key)
        while len(self._held) > self._most:
            key, _row = self._held.popitem(last=False)
            self._old.discard(key)

    def _forget(self) -> None:
        self._held.clear()
        for kept in (self._old, self._asked_for, self._gone):
            kept.clear()
        self._wanted.clear()

    def _want(self, key: int) -> None:
        if key in self._gone or key in self._asked_for:
            return
        self._wanted[key] = None
        if not self._asking.isActive():
            self._asking.start()

    def _ask(self) -> None:
        """Ask for what was looked at last: a quick scroll leaves the rest behind."""
        keys = tuple(self._wanted)[-ASKED_AT_ONCE:]
        self._wanted.clear()
        if keys:
            self.ask_for(keys)

    def ask_for(self, keys: Sequence[int]) -> None:
        """Ask for rows now, whether or not they are held."""
        self._asked_for.update(keys)
        self._fetch(tuple(keys))

    def fetch_failed(self, asked: Iterable[int]) -> None:
        """The rows asked for did not come: ask again when they are seen."""
        self._asked_for -= set(asked)


Runs = list[tuple[int, int]]


def _steps(before: Sequence[int], after: Sequence[int]) -> tuple[Runs, Runs] | None:
    """Return the runs of places to remove of `before` and to insert of `after`; None where too much changed."""
    old, new = set(before), set(after)
    if [key for key in before if key in new] != [key for key in after if key in old]:
        return None
    gone = _runs(at for at, key in enumerate(before) if key not in new)
    come = _runs(at for at, key in enumerate(after) if key not in old)
    return None if len(gone) + len(come) > STEPS_AT_MOST else (gone, come)


def _runs(places: Iterable[int]) -> Runs:
    """Return places as runs of neighbours."""
    runs: Runs = []
    for at in places:
        if runs and runs[-1][1] == at - 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs
