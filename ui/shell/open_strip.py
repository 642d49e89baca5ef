"""The strip of what is open: one tab for each matter or case, with the way to close it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.shell.page import Page
from ui.style import colour, draw_icon, font, px
from ui.widgets.buttons import LinkButton
from ui.widgets.label import Label, elided
from ui.widgets.naming import name_widget, set_shown

WIDEST, LEAST = 220, 96


class _Tab(QAbstractButton):
    """One open page: its short name and a cross."""

    closed = Signal()

    def __init__(self, page: Page, *, current: bool, beside: bool) -> None:
        super().__init__()
        self.page = page
        self._current, self._beside = current, beside
        self.setText(page.tab())
        self.setToolTip(page.tab())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        name_widget(self, f"shell.open.{page.tab_key()}", f"{page.tab()}{'，在前面' if current else ''}")

    def sizeHint(self) -> QSize:
        """The name and the cross, within limits."""
        words = QFontMetricsF(font("small")).horizontalAdvance(self.text())
        return QSize(min(px(WIDEST), round(words) + px(46)), px(28))

    def minimumSizeHint(self) -> QSize:
        """Names are shortened before tabs go out of sight."""
        return QSize(px(LEAST), px(28))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The cross or the middle button closes."""
        over_cross = event.position().x() >= self.width() - px(24)
        if event.button() == Qt.MouseButton.MiddleButton or (
            event.button() == Qt.MouseButton.LeftButton and over_cross
        ):
            self.setDown(False)
            self.closed.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, name, cross."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self._current or self._beside
        ground = "accent-soft" if marked or self.underMouse() else "surface"
        painter.setPen(QPen(colour("accent" if self._current or self.hasFocus() else "line"), 1))
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        painter.setFont(font("small"))
        painter.setPen(colour("accent" if self._current else "text"))
        room = self.width() - px(10) - px(26)
        painter.drawText(
            QRectF(px(10), 0, room + 1, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            elided(self.text(), font("small"), room),
        )
        draw_icon(
            painter, self.width() - px(21), (self.height() - px(16)) // 2, "dismiss", "text2", size=px(16)
        )
        painter.end()


class OpenStrip(QWidget):
    """Hidden while there is nothing to change to."""

    chosen = Signal(QWidget)
    """Bring this page."""
    closed = Signal(QWidget)
    """Close this page."""
    split_asked = Signal()
    """Two side by side, or one again."""

    def __init__(self) -> None:
        super().__init__()
        name_widget(self, "shell.open", "打开的事项和案件")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(12), px(6), px(12), 0)
        self._row.setSpacing(px(6))
        self._row.addStretch(1)
        self._split = LinkButton("并排看", "Ctrl+B", name="shell.split")
        self._split.clicked.connect(self.split_asked)
        self._row.addWidget(Label("Ctrl+Tab换一件，Ctrl+W关掉", "hint"))
        self._row.addWidget(self._split)
        self._tabs: list[_Tab] = []
        set_shown(self, on=False)

    def show_pages(self, pages: Sequence[Page], current: QWidget | None, beside: QWidget | None) -> None:
        """Show the open pages; `current` has the cursor, `beside` stands at the right."""
        for tab in self._tabs:
            self._row.removeWidget(tab)
            tab.hide()
            tab.deleteLater()
        self._tabs = []
        for at, page in enumerate(pages):
            tab = _Tab(page, current=page is current, beside=page is beside)
            tab.clicked.connect(lambda _checked=False, page=page: self.chosen.emit(page))
            tab.closed.connect(lambda page=page: self.closed.emit(page))
            self._row.insertWidget(at, tab)
            self._tabs.append(tab)
        self._split.set_text("只看一件" if beside is not None else "并排看")
        set_shown(self, on=bool(pages) and (len(pages) > 1 or pages[0] is not current or beside is not None))

    def titles(self) -> list[str]:
        """The names of the tabs, as shown."""
        return [tab.text() for tab in self._tabs]
