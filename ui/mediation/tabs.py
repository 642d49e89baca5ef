"""The parts of a case side by side: each says by a tick or a count how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.style import colour, draw_icon, font, px
from ui.widgets.badge import BadgeSpec, badge_size, draw_badge
from ui.widgets.naming import name_widget

Mark = Literal["", "done", "dead"]


@dataclass(frozen=True)
class TabMark:
    """How far a part is: done with a tick, `dead` where it does not apply, or what a badge says."""

    mark: Mark = ""
    badge: BadgeSpec | None = None


class _Tab(QAbstractButton):
    def __init__(self, key: str, title: str, name: str) -> None:
        super().__init__()
        self.key = key
        self.mark = TabMark()
        self.setText(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name_widget(self, f"{name}.{key}", title)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(font("strong")).horizontalAdvance(self.text()) + 2 * px(8)
        if self.mark.mark == "done":
            width += px(4) + px(16)
        if self.mark.badge is not None:
            width += px(6) + badge_size(self.mark.badge).width()
        return QSize(round(width), px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self.isChecked()
        face = font("strong" if current else "body")
        painter.setFont(face)
        dead = self.mark.mark == "dead"
        painter.setPen(colour("text3" if dead else "text" if current or self.underMouse() else "text2"))
        width = QFontMetricsF(face).horizontalAdvance(self.text())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(px(8), 0, width + 2, self.height()), flags, self.text())
        left = px(8) + width
        if self.mark.mark == "done":
            draw_icon(painter, left + px(4), (self.height() - px(16)) // 2, "checkmark", "ok", size=px(16))
            left += px(20)
        if self.mark.badge is not None:
            size = badge_size(self.mark.badge)
            draw_badge(painter, left + px(6), (self.height() - size.height()) // 2, self.mark.badge)
        if current:
            painter.fillRect(0, self.height() - px(3), self.width(), px(3), colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 3, -1, -5), px(4), px(4))
        painter.end()


class TabStrip(QWidget):
    """A row of parts. Left and right move while it has the focus; the page moves by Ctrl+PageUp and PageDown."""

    chosen = Signal(str)
    """The key of the part that the user chose."""

    def __init__(self, parts: Sequence[tuple[str, str]], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, name, "案件的各部分")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(6), 0, px(6), 0)
        row.setSpacing(px(2))
        self._tabs = [_Tab(key, title, name) for key, title in parts]
        for tab in self._tabs:
            tab.clicked.connect(lambda _checked=False, key=tab.key: self.chosen.emit(key))
            row.addWidget(tab)
        row.addStretch(1)
        self._tabs[0].setChecked(True)

    def current(self) -> str:
        """The key of the part that is shown."""
        return next(tab.key for tab in self._tabs if tab.isChecked())

    def set_current(self, key: str) -> None:
        """Mark the part that is shown."""
        for tab in self._tabs:
            if tab.key == key:
                tab.setChecked(True)

    def focus_current(self) -> None:
        """Put the focus on the tab of the part that is shown."""
        next(tab for tab in self._tabs if tab.isChecked()).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_mark(self, key: str, mark: TabMark) -> None:
        """Say how far a part is."""
        for tab in self._tabs:
            if tab.key == key:
                tab.mark = mark
                said = (
                    mark.badge.word if mark.badge else {"done": "已完成", "dead": "不适用", "": ""}[mark.mark]
                )
                tab.setAccessibleDescription(said)
                tab.updateGeometry()
                tab.update()

    def mark(self, key: str) -> TabMark:
        """How far a part is said to be."""
        return next(tab.mark for tab in self._tabs if tab.key == key)

    def neighbour(self, by: int) -> str:
        """The key of the part so many to the right; it does not go round."""
        at = next(i for i, tab in enumerate(self._tabs) if tab.isChecked())
        return self._tabs[max(0, min(len(self._tabs) - 1, at + by))].key

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            key = self.neighbour(steps[Qt.Key(event.key())])
            self.chosen.emit(key)
            next(tab for tab in self._tabs if tab.key == key).setFocus(Qt.FocusReason.OtherFocusReason)
            event.accept()
            return
        super().keyPressEvent(event)
