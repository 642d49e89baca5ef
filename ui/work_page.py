"""A face for work that everything waits for: the day's backup, a restore. With progress and a way out."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ui.shell.keys import Keys
from ui.sign_in.card_frame import CardFrame
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import IconMark, Label
from ui.widgets.message import Message
from ui.widgets.naming import set_shown

CANCEL_SHOWN_AFTER = 2000
"""Milliseconds after which the work may be given up."""


class WorkPage(CardFrame):
    """Says what goes on and how far it is; after two seconds offers `give_up`, where a word for it is given."""

    given_up = Signal()
    """Somebody does not want to wait, or not to try again."""
    retried = Signal()
    """Try once more after a refusal."""

    def __init__(
        self, title: str, words: str, *, name: str, give_up: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, parent=parent)
        self.setWindowTitle(title)
        self.keys = Keys(self)
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(IconMark("database", "accent", size=20))
        head.addWidget(Label(title, "page", name=f"{name}.title"), 1)
        self.column.addLayout(head)
        self._words = Label(words, "body", wrap=True, name=f"{name}.words")
        self.column.addWidget(self._words)
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}.progress")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self.column.addWidget(self._bar)
        self._message = Message(name=f"{name}.message")
        self.column.addWidget(self._message)
        self._retry = ActionButton("再试一次", "Alt+R", name=f"{name}.retry", icon="arrow_clockwise")
        self._retry.clicked.connect(self._again)
        self._give_up = ActionButton(give_up or "关闭", "Esc", name=f"{name}.give_up")
        self._give_up.clicked.connect(self.given_up)
        set_shown(self._retry, on=False)
        set_shown(self._give_up, on=False)
        row = QHBoxLayout()
        row.addWidget(self._retry)
        row.addWidget(self._give_up)
        row.addStretch(1)
        self.column.addLayout(row)
        self.keys.bind_button(self._retry)
        self.keys.bind_button(self._give_up)
        self._offers = bool(give_up)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(CANCEL_SHOWN_AFTER)
        self._late.timeout.connect(self._offer)
        if give_up:
            self._late.start()

    def show_progress(self, done: int, total: int, words: str) -> None:
        """How far it is; fits the `progress` callable of a task."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if words:
            self._words.setText(f"{words}…")

    def show_refusal(self, sentence: str) -> None:
        """It did not work: say why, offer another try and the way out."""
        self._late.stop()
        self._message.say(sentence, "err")
        set_shown(self._bar, on=False)
        set_shown(self._retry, on=True)
        self._offer()
        self._retry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        if self._offers:
            set_shown(self._give_up, on=True)

    def _again(self) -> None:
        self._message.clear()
        set_shown(self._retry, on=False)
        set_shown(self._bar, on=True)
        self._bar.setRange(0, 0)
        self.retried.emit()
