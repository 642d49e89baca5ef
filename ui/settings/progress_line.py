"""How far something slow is: appears after 0.3 s, and after 2 s may be stopped."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ui.style import px
from ui.tasks import TaskHandle
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label
from ui.widgets.naming import set_shown

_SHOWN_AFTER, _STOPS_AFTER = 300, 2000  # milliseconds


class ProgressLine(QWidget):
    """A bar, a sentence, and 停下. Hidden while nothing goes on."""

    stopped = Signal()
    """停下 was pressed; the task was given up."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: TaskHandle | None = None
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}.bar")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(px(220))
        self._words = Label("", "hint", name=f"{name}.words")
        self._stop = ActionButton("停下", name=f"{name}.stop", small=True)
        self._stop.clicked.connect(self.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(self._bar)
        row.addWidget(self._words, 1)
        row.addWidget(self._stop)
        self._soon, self._late = QTimer(self), QTimer(self)
        for timer, wait, call in (
            (self._soon, _SHOWN_AFTER, self._appear),
            (self._late, _STOPS_AFTER, self._offer_stop),
        ):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(call)
        set_shown(self, on=False)

    def begin(self, words: str) -> None:
        """Something begins; call before the task is queued."""
        self._bar.setRange(0, 0)
        self._words.setText(words)
        set_shown(self._stop, on=False)
        self._soon.start()
        self._late.start()

    def follow(self, task: TaskHandle) -> None:
        """The task that 停下 gives up."""
        self._task = task

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Fits the `progress` callable of a task."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if words:
            self._words.setText(f"{words}…")

    def busy(self) -> bool:
        """Whether the task still goes on."""
        return self._task is not None and self._task.running()

    def end(self) -> None:
        """It ended, well or not."""
        self._soon.stop()
        self._late.stop()
        self._task = None
        set_shown(self, on=False)

    def _appear(self) -> None:
        set_shown(self, on=True)

    def _offer_stop(self) -> None:
        set_shown(self._stop, on=True)

    def stop(self) -> None:
        """停下: give the task up."""
        if self._task is not None:
            self._task.cancel()
        self.end()
        self.stopped.emit()
