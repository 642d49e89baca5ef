"""The rail at the left: numbered places, Ctrl+1 to Ctrl+8."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.shell.page import Place
from ui.style import colour, draw_icon, font, look, px
from ui.widgets.label import Label
from ui.widgets.naming import name_widget


class _RailItem(QAbstractButton):
    """One place: icon above, number and title beneath; the current one filled, tinted, with a bar."""

    def __init__(self, place: Place, number: int) -> None:
        super().__init__()
        self.place, self._number = place, number
        self.setText(place.title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(f"{place.title}（Ctrl+{number}）")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name_widget(self, f"shell.place.{place.key}", place.title)
        self.setAccessibleDescription(f"Ctrl+{number}")

    def sizeHint(self) -> QSize:
        return QSize(look().size("rail"), look().size("rail_item"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        current = self.isChecked()
        if current or self.underMouse():
            painter.fillRect(self.rect(), colour("accent-soft" if current else "sunken"))
        if current:
            painter.fillRect(0, 0, px(3), self.height(), colour("accent"))
        ink = "accent" if current else "text2"
        side = px(20)
        draw_icon(
            painter, (self.width() - side) // 2, px(10), self.place.icon, ink, filled=current, size=side
        )
        self._draw_words(painter, ink, current=current)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), px(4), px(4))
        painter.end()

    def _draw_words(self, painter: QPainter, ink: str, *, current: bool) -> None:
        face, small = font("label"), font("hint")
        if current:
            face.setWeight(face.Weight.Medium)
        painter.setFont(small)
        number = str(self._number)
        digits = painter.fontMetrics().horizontalAdvance(number)
        painter.setFont(face)
        words = painter.fontMetrics().horizontalAdvance(self.text())
        left = (self.width() - digits - px(4) - words) / 2
        line = QRectF(left, px(32), self.width(), px(24))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colour(ink))
        painter.drawText(line.translated(digits + px(4), 0), flags, self.text())
        painter.setFont(small)
        painter.drawText(line, flags, number)


class Rail(QWidget):
    """The numbered places of the role; 76 px wide, full height."""

    chosen = Signal(str)
    """The key of the place that was clicked."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self.setObjectName("shell.rail")
        self.setProperty("bar", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(look().size("rail"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(6), 1, px(6))
        column.setSpacing(px(2))
        self._items = {place.key: _RailItem(place, at) for at, place in enumerate(places, start=1)}
        for item in self._items.values():
            item.clicked.connect(lambda _checked=False, key=item.place.key: self.chosen.emit(key))
            column.addWidget(item)
        column.addStretch(1)
        foot = Label("Ctrl+数字", "hint")
        foot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(foot)

    def set_current(self, key: str) -> None:
        """Mark the place that is shown."""
        if key in self._items:
            self._items[key].setChecked(True)
