"""A person to choose by key or mouse: name, role, and a line beneath."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.style import colour, draw_icon, font, look, px
from ui.widgets.buttons import KeyedButton
from ui.widgets.keycap import cap_size, draw_cap

_LEFT = 44  # pixels at the base size, of the words
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class PersonCard(KeyedButton):
    """A card of 52 px, or 40 without a line: icon, name and role, a grey line, the key at the right.

    `chosen` gives it the accent border.
    """

    stepped = Signal(int, int)
    """An arrow was pressed: so many rows down and columns to the right."""

    def __init__(
        self,
        name: str,
        role: str,
        line: str = "",
        *,
        key: str,
        object_name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, key, name=object_name, parent=parent)
        self._role, self._line, self._chosen = role, line, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{name} {role}".strip())

    def set_line(self, line: str) -> None:
        """Change the grey line."""
        self._line = line
        self.updateGeometry()
        self.update()

    def line(self) -> str:
        """The grey line."""
        return self._line

    def set_chosen(self, *, on: bool) -> None:
        """Mark this person as the one who signs in."""
        self._chosen = on
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the card that stands there."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(*step)

    def sizeHint(self) -> QSize:
        """As wide as its words, 52 px high with a line beneath, else 40."""
        words = QFontMetrics(font("strong")).horizontalAdvance(self.text())
        words += px(10) + QFontMetrics(font("hint")).horizontalAdvance(self._role)
        cap = cap_size(self.key()).width() + px(20) if self.key() else px(10)
        return QSize(px(_LEFT) + words + cap, self._high())

    def minimumSizeHint(self) -> QSize:
        """A name is never cut; a long role may be."""
        return QSize(px(180), self._high())

    def _high(self) -> int:
        return px(52 if self._line else 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self._chosen or self.hasFocus()
        pen = 2 if strong else 1
        edge = pen / 2
        painter.setPen(QPen(colour("accent" if strong else "line"), pen))
        painter.setBrush(colour("accent-soft" if self.underMouse() or self.isDown() else "surface"))
        radius = look().radius("input")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), radius, radius)
        draw_icon(painter, px(14), (self.height() - px(16)) // 2, "person", "text2", size=px(16))
        if self.key():
            cap = cap_size(self.key())
            draw_cap(
                painter, self.width() - cap.width() - px(10), (self.height() - cap.height()) // 2, self.key()
            )
        self._draw_words(painter)
        painter.end()

    def role_shown(self) -> str:
        """As much of role and unit as there is room for."""
        width = self._room() - self._name_width()
        metrics = QFontMetrics(font("hint"))
        return metrics.elidedText(self._role, Qt.TextElideMode.ElideRight, max(0, width))

    def _room(self) -> int:
        """Pixels for the words."""
        cap = cap_size(self.key()).width() + px(10) if self.key() else 0
        return self.width() - px(_LEFT) - px(10) - cap

    def _name_width(self) -> int:
        return QFontMetrics(font("strong")).horizontalAdvance(self.text()) + px(10)

    def _draw_words(self, painter: QPainter) -> None:
        room = self._room()
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        two = bool(self._line)
        first = QRectF(px(_LEFT), px(5) if two else 0, room, px(22) if two else self.height())
        painter.setFont(font("strong"))
        painter.setPen(colour("text"))
        painter.drawText(first, flags, self.text())
        painter.setFont(font("hint"))
        painter.setPen(colour("text2"))
        painter.drawText(first.adjusted(self._name_width(), 0, 0, 0), flags, self.role_shown())
        if two:
            painter.drawText(QRectF(px(_LEFT), px(27), room, px(20)), flags, self._line)


def step_over(cards: Sequence[PersonCard], columns: int, at: int, down: int, right: int) -> None:
    """Go from the card `at` to the one beneath, above or beside it; at the edge nothing moves."""
    row, column = divmod(at, columns)
    target = (row + down) * columns + column + right
    if 0 <= column + right < columns and 0 <= target < len(cards):
        cards[target].setFocus(Qt.FocusReason.TabFocusReason)
