"""A box to tick, drawn by tokens so that an empty one is seen in both themes."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ui.style import colour, draw_icon, font, px
from ui.widgets.moving import mark_stop, move_on
from ui.widgets.naming import name_widget

_BOX = 18  # pixels at the base size


class TickBox(QCheckBox):
    """Space ticks, Enter goes on as from every field. `tight` leaves less room around it, for a row of days."""

    def __init__(
        self, text: str, *, name: str, spoken: str = "", tight: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        name_widget(self, name, spoken or text)
        mark_stop(self)
        self._gap = 5 if tight else 8
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Box and words."""
        words = QFontMetricsF(font("body")).horizontalAdvance(self.text())
        return QSize(round(words) + px(_BOX) + px(self._gap) + px(10), px(32))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def hitButton(self, _point: QPoint) -> bool:
        """The whole of it ticks."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            move_on(self)
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, its tick, the words and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        free, ticked = self.isEnabled(), self.isChecked()
        side = px(_BOX)
        box = QRectF(px(4) + 0.5, (self.height() - side) // 2 + 0.5, side - 1, side - 1)
        painter.setPen(QPen(colour("accent-fill" if ticked and free else "edge" if free else "line"), 1))
        painter.setBrush(colour("accent-fill" if ticked and free else "surface" if free else "sunken"))
        painter.drawRoundedRect(box, px(3), px(3))
        if ticked:
            ink = "on-accent" if free else "text3"
            draw_icon(painter, round(box.x()) + px(1), round(box.y()) + px(1), "checkmark", ink, size=px(16))
        painter.setFont(font("body"))
        painter.setPen(colour("text" if free else "text3"))
        words = QRectF(px(4) + side + px(self._gap), 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(4), px(4))
        painter.end()
