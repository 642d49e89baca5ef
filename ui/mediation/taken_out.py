"""What was just taken out of a list that is being written, with a way to have it back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import ActionButton
from ui.widgets.message import Message


class TakenOut(Message):
    """A strip: 已删去…，撤回. The button takes the focus, so that Ctrl+Z or Enter has it back at once."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._back: Callable[[], object] | None = None
        self.button = _Undo(name)
        self.button.clicked.connect(self.put_back)
        self.add(self.button)

    def offer(self, words: str, back: Callable[[], object]) -> None:
        """Say what was taken out; `back` puts it where it was."""
        self._back = back
        self.say(words, "info")
        if self.isVisible():
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_back(self) -> None:
        """Have it back."""
        back = self._back
        self.forget()
        if back is not None:
            back()

    def forget(self) -> None:
        """It is too late: something else was done since."""
        self._back = None
        self.clear()


class _Undo(ActionButton):
    """撤回, also by Ctrl+Z while it has the focus."""

    def __init__(self, name: str) -> None:
        super().__init__("撤回", name=f"{name}.put_back", small=True, icon="arrow_undo")
        self.setToolTip("把刚删去的放回原处（Ctrl+Z）")

    def event(self, event: QEvent) -> bool:
        """While it has the focus Ctrl+Z is its own, not the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _undoes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z as well as the keys of a button."""
        if _undoes(event):
            self.click()
            return
        super().keyPressEvent(event)


def _undoes(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier
