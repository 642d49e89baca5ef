"""The status bar: at the left what was saved and what was done, with 撤回上一步; at the right the keys."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.shell.page import KeyHint
from ui.style import look, px
from ui.widgets.buttons import LinkButton
from ui.widgets.keycap import KeyCap
from ui.widgets.label import IconMark, Label
from ui.widgets.naming import set_shown

_PASSING = "草稿已自动保存"
"""What stands only until something else is said begins so."""


class _Hint(QWidget):
    """A key cap and what the key does."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(KeyCap(key))
        row.addWidget(Label(words, "secondary"))


class StatusBar(QWidget):
    """30 px high. Nothing here fades: a message stays until the next one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("shell.status")
        self.setProperty("bar", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(look().size("status_bar"))
        self._mark = IconMark("checkmark_circle", "ok")
        self._saved = Label("", "secondary", name="shell.saved")
        self._message = Label("", "secondary", name="shell.message")
        self._busy = Label("", "secondary", tone="accent", name="shell.busy")
        self._busy.hide()
        self.undo = LinkButton("撤回上一步", "Ctrl+Z", name="shell.undo")
        self.undo.hide()
        self._undo_call: Callable[[], object] | None = None
        self._saved_passes = self._warns = False
        self._saved_mark = ("checkmark_circle", "ok")
        self.undo.clicked.connect(self._take_back)
        self._left = QHBoxLayout()
        self._left.setSpacing(px(6))
        for widget in (self._mark, self._saved, self._busy, self._message, self.undo):
            self._left.addWidget(widget)
        self._hints = QHBoxLayout()
        self._hints.setSpacing(px(10))
        self._hint_widgets: list[_Hint] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 1, px(16), 0)
        row.setSpacing(px(16))
        row.addLayout(self._left)
        row.addStretch(1)
        row.addLayout(self._hints)
        self._mark.hide()
        self._saved.hide()

    def set_saved(self, words: str, *, icon: str = "checkmark_circle", tone: str = "ok") -> None:
        """The steady part: when the draft was saved (until something else is said), which database."""
        self._saved_passes = words.startswith(_PASSING)
        self._saved.setText(words)
        set_shown(self._saved, on=bool(words))
        self._saved_mark = (icon, tone)
        self._refresh_mark()

    def say(self, message: str, undo: Callable[[], object] | None = None, *, warns: bool = False) -> None:
        """What was just done, and how to take it back; the next act replaces both. `warns`: it was not done.

        When the draft was saved is no longer news then and goes; another steady line stays.
        """
        if message and self._saved_passes:
            self.set_saved("")
        self._message.setText(message)
        self._warns = warns and bool(message)
        self._undo_call = undo
        set_shown(self.undo, on=undo is not None)
        self._refresh_mark()
        self._fit_hints()

    def set_busy(self, words: str) -> None:
        """What takes a while just now; '' when it is over."""
        if words != self._busy.text():
            self._busy.setText(words)
            set_shown(self._busy, on=bool(words))
            self._fit_hints()

    def message(self) -> str:
        """The message shown."""
        return self._message.text()

    def saved(self) -> str:
        """The steady part shown."""
        return self._saved.text()

    def set_hints(self, hints: Sequence[KeyHint]) -> None:
        """The keys of the page, the least important first; what does not fit is left out from there."""
        for old in self._hint_widgets:
            self._hints.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._hint_widgets = [_Hint(key, words) for key, words in hints]
        for hint in self._hint_widgets:
            self._hints.addWidget(hint)
        self._fit_hints()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out hints that do not fit."""
        super().resizeEvent(event)
        self._fit_hints()

    def _fit_hints(self) -> None:
        room = self.width() - self._left.sizeHint().width() - px(60)
        for hint in reversed(self._hint_widgets):
            room -= hint.sizeHint().width() + px(10)
            set_shown(hint, on=room >= 0)

    def _refresh_mark(self) -> None:
        icon, tone = ("warning", "warn") if self._warns else self._saved_mark
        self._mark.set_icon(icon, tone, filled=self._warns)
        set_shown(self._mark, on=bool(self._saved.text() or self._message.text()))

    def _take_back(self) -> None:
        undo, self._undo_call = self._undo_call, None
        self.say("")
        if undo is not None:
            undo()
