"""Hands for the demo that runs unseen: they find widgets by name, press, type and wait, as a user would."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from ui.widgets.buttons import KeyedButton

WidgetT = TypeVar("WidgetT", bound=QWidget)
_OFFSCREEN = ("This plugin does not support", "propagateSizeHints")
"""What the offscreen platform says of every window: nothing about the program."""
_log = logging.getLogger("qt")
PATIENCE = 40.0
"""Seconds that a step may take before the demo gives up."""
SEEN = 4000
"""Characters of the window's words that are told when it gives up."""


class DemoStuckError(Exception):
    """A step did not come about: our own bug, told with what was waited for."""


class Hands:
    """Somebody at the keyboard and the mouse of one window."""

    def __init__(self, app: QApplication, window: QWidget) -> None:
        self._app, self._window = app, window
        self._fault: BaseException | None = None
        self._former = sys.excepthook
        sys.excepthook = self._caught
        self._teller = qInstallMessageHandler(_tell_qt)

    def let_go(self) -> None:
        """Give the way of the unexpected back to the program."""
        sys.excepthook = self._former
        qInstallMessageHandler(self._teller)

    # -- waiting

    def wait(self, condition: Callable[[], bool], what: str, *, seconds: float = PATIENCE) -> None:
        """Let the program work until something has come about. Raises what went wrong in it meanwhile."""
        until = time.monotonic() + seconds
        while True:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if self._fault is not None:
                raise self._fault
            if condition():
                return
            if time.monotonic() > until:
                raise DemoStuckError(f"waited in vain for {what}; the window says: {self.seen()}")
            time.sleep(0.005)

    def seen(self) -> str:
        """Return the words that stand in the window now, to tell why a step did not come about."""
        words = (label.text() for label in self._window.findChildren(QLabel) if label.isVisible())
        return " | ".join(dict.fromkeys(text for text in words if text))[:SEEN]

    def there(self, name: str, kind: type[WidgetT]) -> WidgetT:
        """Wait for a widget of this name to be shown and free, and return it."""
        found: list[WidgetT] = []

        def shown() -> bool:
            found[:] = [
                widget
                for widget in self._window.findChildren(kind, name)
                if widget.isVisible() and widget.isEnabled()
            ]
            return bool(found)

        self.wait(shown, name)
        return found[0]

    def find(self, name: str, kind: type[WidgetT]) -> list[WidgetT]:
        """Return the widgets of this name that are shown now."""
        return [widget for widget in self._window.findChildren(kind, name) if widget.isVisible()]

    # -- pressing

    def click(self, name: str) -> None:
        """Press a button, a card, a segment or a box with the mouse, as soon as it is free."""
        widget = self.there(name, QWidget)
        if isinstance(widget, KeyedButton):
            self.wait(lambda: not widget.reason(), f"{name} to be free")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the cursor is."""
        QTest.keyClick(self._focus(), key, held)

    def choose_from_menu(self, name: str, words: str) -> None:
        """Choose from a menu that has opened."""
        found: list[QMenu] = []

        def opened() -> bool:
            found[:] = self._window.findChildren(QMenu, name)
            return bool(found)

        self.wait(opened, name)
        menu = found[-1]
        action = next(action for action in menu.actions() if words in action.text())
        menu.close()
        action.trigger()

    # -- typing

    def write(self, name: str, text: str) -> None:
        """Write Chinese into a field as an input method gives it: letters in preedit first, then the characters."""
        field = self._enter(name)
        QApplication.sendEvent(field, QInputMethodEvent("pinyin"[: max(1, min(6, len(text)))], []))
        commit = QInputMethodEvent()
        commit.setCommitString(text)
        QApplication.sendEvent(field, commit)

    def keys(self, name: str, text: str) -> None:
        """Type letters and digits into a field."""
        QTest.keyClicks(self._enter(name), text)

    def pick(self, name: str, text: str) -> None:
        """Choose from a list by typing digits or pinyin initials, and Enter."""
        field = self._enter(name)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def _enter(self, name: str) -> QWidget:
        """Put the cursor into a field and return where keys go."""
        field = self.there(name, QWidget)
        self._window.activateWindow()
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        proxy = field.focusProxy()
        return proxy if proxy is not None else field

    def _focus(self) -> QWidget:
        """Return the widget that keys go to; offscreen a list leaves the window without the focus."""
        self._window.activateWindow()
        widget = self._window.focusWidget()
        return widget if widget is not None else self._window

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Keep the first error of a slot: the next wait raises it."""
        if self._fault is None:
            self._fault = error
        self._former(kind, error, trace)


def _tell_qt(_kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    """Keep what Qt says in the log; what every offscreen window says is left out."""
    if not message.startswith(_OFFSCREEN):
        _log.warning("%s", message)
