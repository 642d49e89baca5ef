"""The list of every screen: one line per row, no stripes, no grid; tint and 3 px bar mark the current row."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.style import colour, draw_icon, font, look, px
from ui.widgets.badge import BadgeSpec, badge_size, draw_badge
from ui.widgets.label import elided
from ui.widgets.naming import name_widget
from ui.widgets.rows import CELL, COLUMN, Column, Fault, Index, Kind, RowsModel, cell_text

_LEAST = 80  # pixels at the base size, of a column that shares the rest
_OPENING = {Kind.NUMBER, Kind.LINK}


def opens(column: Column[Any], value: object) -> bool:
    """Whether a cell by itself leads somewhere: a link, or a number that is not zero."""
    return column.kind in _OPENING and bool(value) and not isinstance(value, Fault)


class CellDelegate(QStyledItemDelegate):
    """Draws every kind of cell of every list."""

    def __init__(self, view: "RecordTable") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Wide enough for the words; the height is the view's."""
        column, value = index.data(COLUMN), index.data(CELL)
        if isinstance(value, BadgeSpec):
            width = badge_size(value).width()
        else:
            width = QFontMetrics(_face(column, value)).horizontalAdvance(cell_text(column, value))
        return QSize(width + 2 * px(8), self._view.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, bar, contents and the line beneath."""
        painter.save()
        rect: QRect = option.rect
        column, value = index.data(COLUMN), index.data(CELL)
        current = index.row() == self._view.currentIndex().row()
        here = self._view.hasFocus()
        if current:
            painter.fillRect(rect, colour("accent-soft" if here else "sunken"))
        if isinstance(value, Fault):
            painter.fillRect(rect.adjusted(0, 0, 0, -1), colour("err-soft"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, colour("line"))
        if current and index.column() == self._view.first_column():
            painter.fillRect(rect.x(), rect.y(), px(3), rect.height(), colour("accent" if here else "edge"))
        inner = rect.adjusted(px(8), 0, -px(8), -1)
        if isinstance(value, Fault):
            _draw_fault(painter, inner, value)
        elif isinstance(value, BadgeSpec):
            _draw_mark(painter, inner, column, value)
        else:
            _draw_words(painter, inner, column, value)
        if self._view.by_cell and index == self._view.currentIndex() and self._view.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = painter.pen()
            pen.setColor(colour("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), px(3), px(3))
        painter.restore()


def _face(column: Column[Any], value: object) -> QFont:
    role = {Kind.SECONDARY: "label", Kind.DATE: "label", Kind.STRONG: "strong"}.get(column.kind, "body")
    face = font(role)
    face.setUnderline(column.kind is Kind.NUMBER and opens(column, value))
    return face


def _draw_words(painter: QPainter, box: QRect, column: Column[Any], value: object) -> None:
    ink = "text2" if column.kind in {Kind.SECONDARY, Kind.DATE} else "text"
    if column.kind in _OPENING:
        ink = "accent" if opens(column, value) else "text3"
    if value is None:
        ink = "text3"
    face = _face(column, value)
    painter.setFont(face)
    painter.setPen(colour(ink))
    text = elided(cell_text(column, value), face, box.width())
    side = Qt.AlignmentFlag.AlignRight if column.is_right() else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, text)


def _draw_mark(painter: QPainter, box: QRect, column: Column[Any], spec: BadgeSpec) -> None:
    size = badge_size(spec)
    ground = column.kind is not Kind.MARK
    left = box.right() - size.width() if column.is_right() else box.x()
    painter.setClipRect(box)
    draw_badge(painter, left, box.y() + (box.height() - size.height()) // 2, spec, ground=ground)
    painter.setClipping(False)


def _draw_fault(painter: QPainter, box: QRect, fault: Fault) -> None:
    top = box.y() + (box.height() - px(16)) // 2
    draw_icon(painter, box.x(), top, "error_circle", "err", filled=True, size=px(16))
    painter.setFont(font("body"))
    painter.setPen(colour("err"))
    painter.drawText(box.adjusted(px(20), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, fault.word)


class RecordTable(QTableView):
    """A table of records over a `RowsModel`. Enter or a double click opens the current row.

    The current row is blue where the arrows work, grey while they work elsewhere.
    `by_cell` lets the arrows walk over the cells too, so that Enter on a number opens its list.
    """

    opened = Signal(int)
    """The row to be opened."""
    cell_opened = Signal(int, str)
    """Row and column name of a number or link that was clicked or entered."""
    current_changed = Signal(int)
    """The row that became current; -1 for none."""

    def __init__(
        self,
        model: RowsModel[Any],
        *,
        name: str,
        spoken: str = "",
        dense: bool = False,
        by_cell: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        name_widget(self, name, spoken)
        self.by_cell = by_cell
        self._dense = dense
        self._records = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self._dress()
        self._size_columns()
        model.modelReset.connect(self._to_top)

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.row_height())
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(px(24))
        head.setFixedHeight(look().size("table_head"))

    def _size_columns(self) -> None:
        """Fixed widths as told; the other columns share the rest, 80 px at least, before the list scrolls."""
        columns = [
            (at, column) for at, column in enumerate(self._records.columns()) if not self.isColumnHidden(at)
        ]
        shared = [at for at, column in columns if not column.width]
        rest = self.viewport().width() - sum(px(column.width) for _at, column in columns if column.width)
        for at, column in columns:
            if column.width:
                self.setColumnWidth(at, px(column.width))
        for place, at in enumerate(shared):
            share = rest // (len(shared) - place)
            self.setColumnWidth(at, max(px(_LEAST), share))
            rest -= share

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._size_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the base size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.model() is not None:
            self.verticalHeader().setDefaultSectionSize(self.row_height())
            self.horizontalHeader().setFixedHeight(look().size("table_head"))
            self._size_columns()

    def records(self) -> RowsModel[Any]:
        """The model."""
        return self._records

    def row_height(self) -> int:
        """36 px, 32 dense, at the base size."""
        return look().size("dense_row" if self._dense else "row")

    def first_column(self) -> int:
        """The first column that is not hidden."""
        return next((at for at in range(len(self._records.columns())) if not self.isColumnHidden(at)), 0)

    def set_dense(self, *, dense: bool) -> None:
        """Rows of 32 instead of 36 px."""
        self._dense = dense
        self.verticalHeader().setDefaultSectionSize(self.row_height())

    def hide_column(self, name: str, *, hidden: bool = True) -> None:
        """Hide or show a column by its name."""
        for at, column in enumerate(self._records.columns()):
            if column.name == name:
                self.setColumnHidden(at, hidden)
        self._size_columns()

    def current_row(self) -> int:
        """The current row, -1 for none."""
        return self.currentIndex().row()

    def top_row(self) -> int:
        """The row at the top of what is seen."""
        return self.verticalScrollBar().value() // self.row_height()

    def select_row(self, row: int) -> None:
        """Make a row current; nothing happens outside the table."""
        if 0 <= row < self._records.rowCount():
            self.setCurrentIndex(self._records.index(row, max(0, self.currentIndex().column())))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Redraw both rows whole and tell."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.row() != previous.row():
            self.current_changed.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; without cells, left and right are the screen's."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            index = self.currentIndex()
            if index.isValid():
                self._open(index, cell=self.by_cell)
            event.accept()
            return
        if not self.by_cell and plain and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """One click on a number or link opens it."""
        super().mouseReleaseEvent(event)
        index = self._link_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self._open(index, cell=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the row."""
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._link_at(event.position().toPoint()) is None:
            self._open(index, cell=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what opens."""
        super().mouseMoveEvent(event)
        over = self._link_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _link_at(self, point: QPoint) -> QModelIndex | None:
        index = self.indexAt(point)
        if index.isValid() and opens(index.data(COLUMN), index.data(CELL)):
            return index
        return None

    def _open(self, index: QModelIndex, *, cell: bool) -> None:
        column = index.data(COLUMN)
        if cell and opens(column, index.data(CELL)):
            self.cell_opened.emit(index.row(), column.name)
        else:
            self.opened.emit(index.row())

    def _to_top(self) -> None:
        self.scrollToTop()
        if self._records.rowCount() and not self.currentIndex().isValid():
            self.select_row(0)
