"""The key cap: every action shows its key, inside the button after its label or beside a hint."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.style import colour, font, look, px, width_of


def cap_size(text: str) -> QSize:
    """Logical size of the cap of a key."""
    height = look().size("cap")
    return QSize(max(round(width_of(text, "cap")) + px(14), height), height)


def draw_cap(
    painter: QPainter, x: float, y: float, text: str, *, on_accent: bool = False, dead: bool = False
) -> None:
    """Draw a key cap with its top left corner at (x, y); `on_accent` is for the filled button."""
    size = cap_size(text)
    box = QRectF(x + 0.5, y + 0.5, size.width() - 1, size.height() - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("on-accent-cap" if on_accent else "line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if on_accent else colour("sunken"))
    painter.drawRoundedRect(box, look().radius("cap"), look().radius("cap"))
    painter.setFont(font("cap"))
    painter.setPen(colour("on-accent" if on_accent else "text3" if dead else "text2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class KeyCap(QWidget):
    """A key cap standing by itself, as in the status bar."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setAccessibleName(key)

    def key(self) -> str:
        """The key as shown, such as `Ctrl+Enter`."""
        return self._key

    def sizeHint(self) -> QSize:
        """The cap's own size."""
        return cap_size(self._key)

    def minimumSizeHint(self) -> QSize:
        """The cap never shrinks."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cap in the middle."""
        painter = QPainter(self)
        size = cap_size(self._key)
        draw_cap(painter, (self.width() - size.width()) // 2, (self.height() - size.height()) // 2, self._key)
        painter.end()


def gap() -> int:
    """Pixels between a label and its key cap."""
    return px(6)
