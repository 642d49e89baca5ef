"""One month of the working calendar as a table of days: arrows walk, every day says what it is by word and colour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.values.dates import day_in_sentences
from ui.style import colour, font, px
from ui.widgets.label import elided
from ui.widgets.naming import name_widget

Index = QModelIndex | QPersistentModelIndex
WEEKDAYS = "一二三四五六日"
WEEKS = 6
CELL = Qt.ItemDataRole.UserRole + 1
_ROW, _HEAD = 50, 28  # pixels at the base size


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day as the grid shows it. `mark` is 休, 班 or empty; `name` what the notice calls it."""

    day: date
    working: bool
    mark: str
    name: str
    here: bool
    """Belongs to the month that is shown."""
    changed: bool
    """Is not saved yet."""
    today: bool

    def spoken(self) -> str:
        """Say the day in words."""
        what = {"休": "放假", "班": "调休上班"}.get(self.mark, "上班" if self.working else "休息")
        parts = [day_in_sentences(self.day), what, self.name, "未保存" if self.changed else ""]
        return " ".join(part for part in parts if part)


class MonthModel(QAbstractTableModel):
    """Six weeks from the Monday before the first of a month; `look` says what a day is."""

    def __init__(self, look: Callable[[date], DayCell], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._first = date(2026, 1, 1)

    def first(self) -> date:
        """Return the first of the month that is shown."""
        return self._first

    def show_month(self, day: date) -> None:
        """Show the month of a day."""
        self.beginResetModel()
        self._first = day.replace(day=1)
        self.endResetModel()

    def refresh(self) -> None:
        """Say that days may have become something else."""
        self.dataChanged.emit(self.index(0, 0), self.index(WEEKS - 1, 6))

    def day_at(self, index: Index) -> date:
        """Return the day of a place."""
        return self._monday() + timedelta(days=7 * index.row() + index.column())

    def place_of(self, day: date) -> QModelIndex:
        """Return the place of a day; invalid where it is not shown."""
        week, weekday = divmod((day - self._monday()).days, 7)
        return self.index(week, weekday) if 0 <= week < WEEKS else QModelIndex()

    def _monday(self) -> date:
        return self._first - timedelta(days=self._first.weekday())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Six weeks."""
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Seven days."""
        return 0 if parent.isValid() else 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The day's number; the whole day for the delegate and for screen readers."""
        if not index.isValid():
            return None
        cell = self._look(self.day_at(index))
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.day.day)
        if role == CELL:
            return cell
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return cell.spoken()
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """一 to 日."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < 7:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return WEEKDAYS[section]
        return f"周{WEEKDAYS[section]}" if role == Qt.ItemDataRole.AccessibleTextRole else None


class _DayDelegate(QStyledItemDelegate):
    """Draws a day: its number, 休 or 班 at its right, its name beneath, a dot while it is not saved."""

    def __init__(self, view: MonthGrid) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one day."""
        cell = index.data(CELL)
        assert isinstance(cell, DayCell)
        box: QRect = option.rect.adjusted(px(1), px(1), -px(1), -px(1))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = _colours(cell)
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(ground))
            painter.drawRoundedRect(box, px(4), px(4))
        inner = box.adjusted(px(7), px(4), -px(7), -px(4))
        painter.setFont(font("strong" if cell.today else "body"))
        painter.setPen(colour("accent" if cell.today else ink))
        top = Qt.AlignmentFlag.AlignTop
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignLeft | top, f"{cell.day.day}{'今' if cell.today else ''}"
        )
        painter.setFont(font("small"))
        painter.setPen(colour(ink))
        mark = f"●{cell.mark or '平'}" if cell.changed else cell.mark
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | top, mark)
        face = font("hint")
        painter.setFont(face)
        below = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(inner, below, elided(cell.name, face, inner.width()))
        if index == self._view.currentIndex():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent" if self._view.hasFocus() else "edge"), 2))
            painter.drawRoundedRect(box, px(4), px(4))
        painter.restore()


def _colours(cell: DayCell) -> tuple[str, str]:
    """Return ground ('' for none) and ink of a day."""
    if not cell.here:
        return "", "text3"
    if cell.mark == "休":
        return "ok-soft", "ok"
    if cell.mark == "班":
        return "warn-soft", "warn"
    return ("", "text") if cell.working else ("mute-soft", "text2")


class MonthGrid(QTableView):
    """The table of a month. Arrows walk over its edges into the next month, PgUp and PgDn turn the month."""

    day_changed = Signal(object)
    """The day on which the cursor stands now."""

    def __init__(self, model: MonthModel, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, name, "工作日历")
        self._days = model
        self._day = model.first()
        self.setModel(model)
        self.setItemDelegate(_DayDelegate(self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setMinimumSectionSize(px(20))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(px(_ROW))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setFixedHeight(px(_HEAD))
        self.setFixedHeight(px(_HEAD) + WEEKS * px(_ROW) + px(2))

    def day(self) -> date:
        """Return the day on which the cursor stands."""
        return self._day

    def go_to(self, day: date) -> None:
        """Put the cursor on a day, and show its month."""
        self._day = day
        if self._days.first() != day.replace(day=1):
            self._days.show_month(day)
        self.setCurrentIndex(self._days.place_of(day))
        self.viewport().update()
        self.day_changed.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by days, weeks and months."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        day = _walked(self._day, Qt.Key(event.key())) if plain else None
        if day is None:
            event.ignore()
            return
        event.accept()
        self.go_to(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts the cursor on a day, also of the month beside."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.go_to(self._days.day_at(index))


def _walked(day: date, key: Qt.Key) -> date | None:
    """Return where a key leads from a day; None for a key that leads nowhere."""
    steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
    if key in steps:
        return day + timedelta(days=steps[key])
    months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
    if key in months:
        return month_on(day, months[key])
    if key == Qt.Key.Key_Home:
        return day.replace(day=1)
    if key == Qt.Key.Key_End:
        return month_on(day.replace(day=1), 1) - timedelta(days=1)
    return None


def month_on(day: date, months: int) -> date:
    """Return the day so many months on, the last of the month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))
