"""Chinese input methods: who is composing right now, and no Enter for a form while somebody is; Alt types nothing.

While an input method shows unfinished letters (the preedit), Return and Esc belong to it. Some platforms still send
the keys on; one filter on the widget that has the focus holds them back. Following the focus costs nothing for
all other widgets, where a filter on the application would see every event of the program.
"""

import sys

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_OPTION_TYPES = sys.platform == "darwin"
"""There Alt and a letter are a character; elsewhere they are a key of the screen, or one that is not there."""
_HELD = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)


class InputMethodWatch(QObject):
    """Knows whether the widget with the focus is composing, and swallows Return and Esc while it is."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watched: QWidget | None = None
        self._preedit = ""
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    def composing(self, widget: QWidget | None = None) -> bool:
        """Whether the widget (or, not told, the one with the focus) shows unfinished letters."""
        if not self._preedit:
            return False
        return widget is None or widget is self._watched

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the preedit of the watched widget; hold Return and Esc back while there is one."""
        kind = event.type()
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._preedit = event.preeditString()
        elif self._preedit and kind in _KEYS and isinstance(event, QKeyEvent) and event.key() in _HELD:
            event.accept()
            return True
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _only_alt(event):
            return True  # no action of this screen has this key: its letter is not to stand in the field
        return False

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._preedit = ""
        self._watched = now
        if now is not None:
            now.installEventFilter(self)


def _only_alt(event: QKeyEvent) -> bool:
    """Whether Alt and a letter or digit are pressed."""
    return (
        event.modifiers() == Qt.KeyboardModifier.AltModifier
        and event.text().isprintable()
        and bool(event.text())
        and not _OPTION_TYPES
    )


def watch_input_method(app: QApplication) -> InputMethodWatch:
    """The one watch of the application, made at the first call."""
    found = app.findChild(InputMethodWatch)
    return found if isinstance(found, InputMethodWatch) else InputMethodWatch(app)


def composing(widget: QWidget | None = None) -> bool:
    """Whether the widget with the focus (or this one) is composing; False where no watch was set up."""
    app = QApplication.instance()
    found = app.findChild(InputMethodWatch) if app is not None else None
    return isinstance(found, InputMethodWatch) and found.composing(widget)
