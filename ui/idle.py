"""Notices that nobody has touched keyboard or mouse for a while, without looking at every event of the program."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from shiboken6 import isValid

_LOOKS_EVERY = 10_000  # milliseconds
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Tells after so many seconds without a touch. Watches the windows themselves: what Windows sends arrives there."""

    idle = Signal()
    """Nobody touched anything for the whole time; sent again after each further round."""

    def __init__(
        self, seconds: float, *, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._seconds, self._clock = seconds, clock
        self._touched = clock()
        self._watched: list[QWindow] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKS_EVERY)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._follow)
        self._follow(QGuiApplication.focusWindow())

    def set_seconds(self, seconds: float) -> None:
        """Another time."""
        self._seconds = seconds

    def start(self) -> None:
        """Count from now."""
        self._touched = self._clock()
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = self._clock()

    def look(self) -> None:
        """Look at the clock now; normally every ten seconds."""
        if self._timer.isActive() and self._clock() - self._touched >= self._seconds:
            self._touched = self._clock()
            self.idle.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note a touch of a watched window; nothing is held back."""
        if event.type() in _TOUCHES:
            self._touched = self._clock()
        return False

    def _follow(self, window: QWindow | None) -> None:
        """Watch every window that ever had the focus: main window, dialogs, lists that pop up."""
        self._watched = [known for known in self._watched if isValid(known)]
        if window is not None and window not in self._watched:
            window.installEventFilter(self)
            self._watched.append(window)
