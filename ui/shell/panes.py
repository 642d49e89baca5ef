"""The work area: one page, or two of them side by side; the one that has the cursor is in front."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QWidget
from shiboken6 import isValid

from ui.style import px
from ui.widgets.naming import name_widget

LEAST = 480
"""Pixels at the base size to which one of two pages may be drawn."""


class Panes(QSplitter):
    """Holds every page; shows one at the left, and one beside it when asked."""

    activated = Signal(QWidget)
    """The cursor went to the other side: its page is in front now."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        name_widget(self, "shell.panes")
        self.setChildrenCollapsible(False)
        self._left, self._right = QStackedWidget(), QStackedWidget()
        self.addWidget(self._left)
        self.addWidget(self._right)
        self._right.hide()
        self._at_right = False
        QApplication.instance().focusChanged.connect(self._focus_went)  # type: ignore[union-attr]  # there is one

    def take_in(self, page: QWidget) -> None:
        """Take a new page; it is not shown yet."""
        self._left.addWidget(page)

    def drop(self, page: QWidget) -> None:
        """Take a page out."""
        if page is self.beside():
            self.join()
        self._left.removeWidget(page)

    def left(self) -> QWidget | None:
        """The page at the left."""
        return self._left.currentWidget()

    def beside(self) -> QWidget | None:
        """The page at the right, None while there is one page only."""
        return self._right.currentWidget()

    def front(self) -> QWidget | None:
        """The page that keys and head belong to."""
        return self.beside() if self._at_right else self.left()

    def bring(self, page: QWidget) -> None:
        """Show a page: where it stands already, else at the left."""
        if page is self.beside():
            self._at_right = True
            return
        self._at_right = False
        self._left.setCurrentWidget(page)

    def find_cursor(self) -> None:
        """Put the cursor back where it was in the page that came to light, if the page itself put it nowhere."""
        page, focus = self.front(), self.window().focusWidget()
        if page is None or (focus is not None and page.isAncestorOf(focus)):
            return
        last = page.focusWidget()
        if last is not None and last.isEnabled() and last.isVisibleTo(self):
            last.setFocus(Qt.FocusReason.OtherFocusReason)

    def split(self, page: QWidget) -> None:
        """Show a page at the right, both of one width; the left one stays in front."""
        if page is self.left():
            raise ValueError("a page cannot stand beside itself")
        self.join()
        self._left.removeWidget(page)
        self._right.addWidget(page)
        self._right.show()
        self._set_least(px(LEAST))  # a page goes into one column only when it is made narrow
        half = self.width() // 2
        self.setSizes([half, half])

    def join(self) -> None:
        """Show one page only; the one at the right goes back behind the left."""
        page = self.beside()
        self._at_right = False
        if page is not None:
            self._right.removeWidget(page)
            left = self._left.currentWidget()
            self._left.addWidget(page)
            if left is not None:
                self._left.setCurrentWidget(left)
        self._set_least(0)
        self._right.hide()

    def _set_least(self, width: int) -> None:
        for side in (self._left, self._right):
            side.setMinimumWidth(width)

    def _focus_went(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not isValid(self) or now is None or self.beside() is None:
            return
        at_right = self._right.isAncestorOf(now)
        if at_right != self._at_right and (at_right or self._left.isAncestorOf(now)):
            self._at_right = at_right
            page = self.front()
            if page is not None:
                self.activated.emit(page)
