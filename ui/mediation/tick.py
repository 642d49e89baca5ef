"""A box to tick, drawn so that an empty one is seen in both themes."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ui.style import colour, draw_icon, font, px
from ui.widgets.moving import mark_stop, move_on
from ui.widgets.naming import name_widget


class Tick(QCheckBox):
    """A box to tick; Enter goes on as from every field, space ticks."""

    def __init__(self, text: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        name_widget(self, name, text)
        mark_stop(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, its tick and the words: an empty box must be seen in both themes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, free = px(18), self.isEnabled()
        box = QRectF(px(4) + 0.5, (self.height() - side) // 2 + 0.5, side - 1, side - 1)
        ticked = self.isChecked()
        edge = "accent-fill" if ticked and free else "edge" if free else "line"
        painter.setPen(QPen(colour(edge), 1))
        painter.setBrush(colour("accent-fill" if ticked and free else "surface" if free else "sunken"))
        painter.drawRoundedRect(box, px(3), px(3))
        if ticked:
            ink = "on-accent" if free else "text3"
            draw_icon(painter, round(box.x()) + px(1), round(box.y()) + px(1), "checkmark", ink, size=px(16))
        painter.setFont(font("body"))
        painter.setPen(colour("text" if free else "text3"))
        words = QRectF(px(4) + side + px(8), 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(4), px(4))
        painter.end()

    def sizeHint(self) -> QSize:
        """Box and words."""
        words = QFontMetricsF(font("body")).horizontalAdvance(self.text())
        return QSize(round(words) + px(18) + px(8) + 2 * px(6), px(32))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def hitButton(self, _point: QPoint) -> bool:
        """The whole of it ticks."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            move_on(self)
            return
        super().keyPressEvent(event)
