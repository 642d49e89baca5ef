"""Text on the screen: always plain text (what people typed is never read as markup), styled by role."""

import math
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.style import draw_icon, font, px
from ui.widgets.naming import name_widget, set_mark

Role = Literal[
    "page", "panel", "body", "strong", "secondary", "label", "hint", "small", "figure", "countdown", "clock"
]
Tone = Literal["", "text", "text2", "text3", "accent", "ok", "warn", "err"]


def elided(text: str, face: QFont, width: float) -> str:
    """The text cut to a width in pixels, ending in `...` (the single character stands too high in Noto)."""
    metrics = QFontMetricsF(face)
    if metrics.horizontalAdvance(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.horizontalAdvance(f"{text[:middle]}...") <= width:
            low = middle
        else:
            high = middle - 1
    return f"{text[:low]}..."


class Label(QLabel):
    """A piece of text in a role: page 20/500, panel 16/500, body 15, strong 15/500, label 14, hint 13.

    `secondary` is 13 px in the second text colour; `tone` overrides the role's colour; `wrap` breaks lines;
    `elide` gives way when there is little room, ends in `...` and shows all of it as a tool tip.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        *,
        tone: Tone = "",
        name: str = "",
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._full, self._elide, self._role = text, elide, role
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

    def text(self) -> str:
        """The whole text, also where only a part fits."""
        return self._full

    def setText(self, text: str) -> None:
        """Show a text."""
        self._full = text
        super().setText(text)
        if self._elide:
            self.setAccessibleName(text)
            self._fit()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        if not self._elide:
            return super().sizeHint()
        width = QFontMetricsF(self._face()).horizontalAdvance(self._full)
        return QSize(math.ceil(width) + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """What elides may shrink to a few characters."""
        if not self._elide:
            return super().minimumSizeHint()
        return QSize(min(px(40), self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut what does not fit."""
        super().resizeEvent(event)
        if self._elide:
            self._fit()

    def _face(self) -> QFont:
        return font("hint" if self._role == "secondary" else self._role)

    def _fit(self) -> None:
        shown = elided(self._full, self._face(), self.width()) if self.width() > 0 else self._full
        if shown != super().text():
            super().setText(shown)
        self.setToolTip(self._full if shown != self._full else "")


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

    def icon(self) -> str:
        """The name of the icon shown."""
        return self._icon

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
