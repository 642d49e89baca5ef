"""Typing Chinese in tests as an input method does: QTest.keyClicks with one Chinese character aborts the process."""

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def compose(widget: QWidget, preedit: str) -> None:
    """Show unfinished letters in the widget; an empty text ends composing without a commit."""
    _send(widget, QInputMethodEvent(preedit, []))


def type_chinese(widget: QWidget, text: str) -> None:
    """Type a text into the widget: letters in preedit first, then the commit of the characters."""
    compose(widget, "pinyin"[: max(1, len(text))])
    commit = QInputMethodEvent()
    commit.setCommitString(text)
    _send(widget, commit)


def _send(widget: QWidget, event: QInputMethodEvent) -> None:
    assert widget.isEnabled(), f"{widget.objectName()} is not enabled"
    QApplication.sendEvent(widget, event)
