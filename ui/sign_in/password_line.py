"""The password field: shown for a moment on Alt+V, with a word about a locked Caps key."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.lines import TextLine

SHOWN_FOR = 5000
"""Milliseconds that a password stays readable."""


class PasswordLine(TextLine):
    """A line that hides what is typed. No input method starts here: a password is letters and digits."""

    caps_changed = Signal(bool)
    """The Caps key seems to be locked, or no longer."""

    def __init__(self, *, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, placeholder=placeholder, secret=True, longest=200, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self._caps = False
        self._hide = QTimer(self)
        self._hide.setSingleShot(True)
        self._hide.setInterval(SHOWN_FOR)
        self._hide.timeout.connect(self.cover)

    def peek(self) -> None:
        """Show the password for five seconds, or cover it again."""
        if self.echoMode() == QLineEdit.EchoMode.Normal:
            self.cover()
        else:
            self.setEchoMode(QLineEdit.EchoMode.Normal)
            self._hide.start()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def cover(self) -> None:
        """Hide the password."""
        self._hide.stop()
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def wipe(self) -> None:
        """Forget what was typed, also for undo."""
        self.cover()
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Notice capitals without Shift, and small letters with it."""
        text = event.text()
        if text.isalpha() and text.isascii():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell_caps(text.isupper() != shifted)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing stays readable behind one's back."""
        super().focusOutEvent(event)
        self.cover()

    def _tell_caps(self, caps: bool) -> None:
        if caps != self._caps:
            self._caps = caps
            self.caps_changed.emit(caps)
