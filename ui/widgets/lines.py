"""The typed fields: one line, many lines, a date."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.input_method import composing
from ui.style import look, px
from ui.widgets.moving import mark_stop, move_on
from ui.widgets.naming import name_widget, set_mark

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def _leaves_undo(event: QEvent, *, something_to_undo: bool) -> bool:
    """Whether this Ctrl+Z should go on to 撤回上一步 because the text has nothing to take back."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.matches(QKeySequence.StandardKey.Undo)
        and not something_to_undo
    )


class TextLine(QLineEdit):
    """One line of text. Enter goes to the next field, never while composing; `left` tells it was left."""

    left = Signal()
    """The focus went to another widget (not to another window or a menu)."""

    def __init__(
        self,
        *,
        name: str,
        placeholder: str = "",
        secret: bool = False,
        longest: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        name_widget(self, name)
        mark_stop(self)
        self.setPlaceholderText(placeholder)
        if longest:
            self.setMaxLength(longest)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)

    def event(self, event: QEvent) -> bool:
        """Let Ctrl+Z pass when there is no typing to undo."""
        if _leaves_undo(event, something_to_undo=self.isUndoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter: `returnPressed`, then the next field; swallowed while composing."""
        if event.key() in _RETURN and event.modifiers() in _PLAIN:
            if not composing(self):
                self.returnPressed.emit()
                if self.hasFocus():
                    move_on(self)
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            self.left.emit()


_STILL_HERE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class DateLine(TextLine):
    """A typed date, such as 2026-11-24, 11.24 or 20261124; the caller parses it and says what is wrong."""

    def __init__(
        self, *, name: str, placeholder: str = "如 2026-11-24 或 11.24", parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, placeholder=placeholder, longest=20, parent=parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhDate)


class TextArea(QPlainTextEdit):
    """Many lines: Enter is a new line, Tab goes on, Ctrl+Enter is the screen's. `lines` sets the height."""

    left = Signal()
    """The focus went to another widget."""

    def __init__(
        self,
        *,
        name: str,
        lines: int = 3,
        placeholder: str = "",
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        name_widget(self, name)
        mark_stop(self)
        self._lines, self._grows = lines, grows
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(px(4))
        self._fit()

    def set_lines(self, lines: int) -> None:
        """Another height, in lines of 22 px at the base size."""
        self._lines = lines
        self._fit()

    def text(self) -> str:
        """What stands in it."""
        return self.toPlainText()

    def setText(self, text: str) -> None:
        """Replace the text; may be undone like typing is not."""
        self.setPlainText(text)

    def event(self, event: QEvent) -> bool:
        """Let Ctrl+Z pass when there is no typing to undo."""
        if _leaves_undo(event, something_to_undo=self.document().isUndoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter is not ours: it saves."""
        if event.key() in _RETURN and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the base size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        height = self._lines * look().size("area_line") + px(4) * 2 + px(3) * 2 + 2
        self.setMinimumHeight(height)
        if not self._grows:
            self.setMaximumHeight(height)


def set_fault(widget: QWidget, *, on: bool) -> None:
    """Give the widget the red border of a fault, or take it away."""
    set_mark(widget, "fault", on)
