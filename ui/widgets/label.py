"""Text on the screen: always plain text (what people typed is never read as markup), styled by role."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.style import draw_icon, px
from ui.widgets.naming import name_widget, set_mark

Role = Literal[
    "page", "panel", "body", "strong", "secondary", "label", "hint", "small", "figure", "countdown", "clock"
]
Tone = Literal["", "text", "text2", "text3", "accent", "ok", "warn", "err"]


class Label(QLabel):
    """A piece of text in a role: page 20/500, panel 16/500, body 15, strong 15/500, label 14, hint 13.

    `secondary` is 13 px in the second text colour. `tone` overrides the role's colour.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        *,
        tone: Tone = "",
        name: str = "",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setText(text)
        if name:
            name_widget(self, name)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour; an empty tone gives the role's own colour back."""
        set_mark(self, "tone", tone)


class IconMark(QWidget):
    """One icon of the set, drawn in a token's colour; 16 px where not told otherwise."""

    def __init__(
        self,
        icon: str,
        tone: str = "text2",
        *,
        filled: bool = False,
        size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._filled, self._size = icon, tone, filled, size

    def set_icon(self, icon: str, tone: str = "text2", *, filled: bool = False) -> None:
        """Show another icon; an empty name shows none and keeps the place."""
        self._icon, self._tone, self._filled = icon, tone, filled
        self.update()

    def sizeHint(self) -> QSize:
        """The icon's own square."""
        return QSize(px(self._size), px(self._size))

    def minimumSizeHint(self) -> QSize:
        """The icon's own square: it never shrinks."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon in the middle."""
        if not self._icon:
            return
        side = px(self._size)
        painter = QPainter(self)
        x, y = (self.width() - side) // 2, (self.height() - side) // 2
        draw_icon(painter, x, y, self._icon, self._tone, filled=self._filled, size=side)
        painter.end()


def line_across(parent: QWidget | None = None) -> QFrame:
    """A horizontal 1 px separator."""
    line = QFrame(parent)
    line.setProperty("line", "across")
    return line


def line_down(parent: QWidget | None = None) -> QFrame:
    """A vertical 1 px separator."""
    line = QFrame(parent)
    line.setProperty("line", "down")
    return line
