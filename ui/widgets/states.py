"""Empty, loading, failed: what a panel shows instead of its contents; it keeps its place and title."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.style import colour, px
from ui.widgets.buttons import ActionButton, KeyedButton
from ui.widgets.label import IconMark, Label
from ui.widgets.message import Message
from ui.widgets.naming import name_widget

SHOWN_AFTER = 300
"""Milliseconds of waiting before anything is shown of it."""


class _Bones(QWidget):
    """Grey bars where the lines will stand."""

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("mute-soft"))
        for row, share in enumerate((0.83, 0.63, 0.75)):
            painter.drawRoundedRect(
                QRectF(0, row * px(19) + px(4), self.width() * share, px(12)), px(2), px(2)
            )
        painter.end()


def _clear(layout: QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class States(QStackedWidget):
    """Wraps the contents of a panel: shows them, or that they are empty, on their way, or out of reach.

    None of the states takes the focus. `loading` appears only after 0.3 s; until then the old contents stand.
    """

    def __init__(self, content: QWidget, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.content = content
        self._empty, self._loading, self._failed = QWidget(), QWidget(), QWidget()
        for page in (content, self._empty, self._loading, self._failed):
            self.addWidget(page)
        self._make_empty(name)
        self._make_loading(name)
        self._make_failed(name)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SHOWN_AFTER)
        self._late.timeout.connect(lambda: self.setCurrentWidget(self._loading))
        self._again = QTimer(self)
        self._again.timeout.connect(self._retry_by_itself)
        self._retry: Callable[[], object] | None = None
        self._tries = 0

    def _make_empty(self, name: str) -> None:
        column = QVBoxLayout(self._empty)
        column.setSpacing(px(6))
        column.addStretch(1)
        self._empty_icon = IconMark("people_team", "text3", size=20)
        self._empty_title = Label("", "strong", name=f"{name}.empty")
        self._empty_words = Label("", "hint", wrap=True)
        self._empty_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._empty_row = QHBoxLayout()
        column.addWidget(self._empty_icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._empty_title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._empty_words)
        column.addLayout(self._empty_row)
        column.addStretch(1)

    def _make_loading(self, name: str) -> None:
        column = QVBoxLayout(self._loading)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setObjectName(f"{name}.progress")
        self._loading_words = Label("", "hint", name=f"{name}.loading", wrap=True)
        self._loading_row = QHBoxLayout()
        column.addWidget(self._bar)
        column.addWidget(self._loading_words)
        column.addWidget(_Bones())
        column.addLayout(self._loading_row)
        column.addStretch(1)

    def _make_failed(self, name: str) -> None:
        column = QVBoxLayout(self._failed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self._failed_strip = Message("", "err", name=f"{name}.failed")
        self._failed_words = Label("", "hint")
        self._failed_row = QHBoxLayout()
        line = QHBoxLayout()
        line.addWidget(self._failed_words)
        line.addStretch(1)
        line.addLayout(self._failed_row)
        column.addWidget(self._failed_strip)
        column.addLayout(line)
        column.addStretch(1)

    def state(self) -> str:
        """`content`, `empty`, `loading` or `failed`."""
        names: dict[QWidget | None, str] = {
            self.content: "content",
            self._empty: "empty",
            self._loading: "loading",
            self._failed: "failed",
        }
        return names[self.currentWidget()]

    def show_content(self) -> None:
        """Show the contents."""
        self._still()
        self._tries = 0
        self.setCurrentWidget(self.content)

    def show_empty(
        self, title: str, words: str = "", *, icon: str = "people_team", action: KeyedButton | None = None
    ) -> None:
        """Say what will stand here, and offer one action at most."""
        self._still()
        self._tries = 0
        self._empty_icon.set_icon(icon, "text3")
        self._empty_title.setText(title)
        self._empty_words.setText(words)
        _clear(self._empty_row)
        if action is not None:
            self._empty_row.addStretch(1)
            self._empty_row.addWidget(action)
            self._empty_row.addStretch(1)
        self.setCurrentWidget(self._empty)

    def show_loading(self, words: str, *, stop: KeyedButton | None = None) -> None:
        """Say after 0.3 s that something is on its way; `stop` is the button that gives up waiting."""
        self._still()
        self._loading_words.setText(words)
        self._bar.setRange(0, 0)
        _clear(self._loading_row)
        if stop is not None:
            self._loading_row.addStretch(1)
            self._loading_row.addWidget(stop)
        self._late.start()

    def set_progress(self, done: int, total: int, words: str = "") -> None:
        """How far the loading is; fits the `progress` callable of a task."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if words:
            self._loading_words.setText(words)

    def show_failed(
        self, sentence: str, *, retry: Callable[[], object] | None = None, key: str = "Alt+R", every: int = 0
    ) -> ActionButton | None:
        """Say what is out of reach and what still works; `retry` on a key and every so many seconds.

        Returns the retry button (to be bound to its key), or None without `retry`.
        """
        self._still()
        self._tries += 1
        self._failed_strip.say(sentence, "err", icon="plug_disconnected")
        self._failed_words.setText(f"每 {every} 秒重试，已试 {self._tries} 次" if every else "")
        _clear(self._failed_row)
        self._retry = retry
        button = None
        if retry is not None:
            button = ActionButton(
                "现在再试", key, name=f"{self.objectName()}.retry", small=True, icon="arrow_clockwise"
            )
            button.clicked.connect(self._retry_by_itself)
            self._failed_row.addWidget(button)
            if every:
                self._again.start(every * 1000)
        self.setCurrentWidget(self._failed)
        return button

    def _retry_by_itself(self) -> None:
        retry = self._retry
        self._again.stop()
        if retry is not None:
            retry()

    def _still(self) -> None:
        self._late.stop()
        self._again.stop()
