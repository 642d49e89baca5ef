"""最近登记: the code of the visit saved last, large enough to be read out, and the latest matters of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.queries.worklist import WorklistRow
from desktop.services.registering import Registered
from models.values.dates import moment_in_sentences
from models.values.matter_states import MATTER_LABELS, MatterState
from ui.matters.badges import state_badge
from ui.style import px
from ui.widgets.badge import Badge
from ui.widgets.buttons import LinkButton
from ui.widgets.label import Label
from ui.widgets.naming import set_mark, set_shown

RECENT = 7


class JustRegistered(QFrame):
    """The code of the visit saved last, large enough to be read out, until the next one is typed."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matter_id = 0
        set_mark(self, "strip", "ok")
        self._words = Label("", "label", tone="ok")
        self.code = Label("", "figure", name="reception.saved.code")
        self._next = Label("", "secondary", wrap=True)
        self._open = LinkButton("打开", name="reception.saved.open")
        head = QHBoxLayout()
        head.addWidget(self._words)
        head.addStretch(1)
        head.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(6), px(12), px(8))
        column.setSpacing(px(2))
        column.addLayout(head)
        column.addWidget(self.code)
        column.addWidget(self._next)
        self._open.clicked.connect(lambda: self.wanted.emit(self._matter_id))
        self.hide()

    def show_saved(self, saved: Registered) -> None:
        """Show what was saved."""
        self._matter_id = saved.matter_id
        self._words.setText(MATTER_LABELS[MatterState(saved.state)])
        self.code.setText(saved.short_code)
        due = f"下一步{moment_in_sentences(saved.due_at)}前" if saved.due_at else "已了结，不再分派"
        self._next.setText(due)
        set_shown(self, on=True)


class RecentList(QWidget):
    """最近登记: the latest matters of the window, each opened by its code."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self.saved = JustRegistered()
        self.saved.wanted.connect(self.wanted)
        column.addWidget(self.saved)
        self._ids: list[int] = [0] * RECENT
        self._lines: list[tuple[QWidget, LinkButton, Label, Badge]] = []
        for place in range(RECENT):
            self._add_line(column, place)
        column.addStretch(1)

    def _add_line(self, column: QVBoxLayout, place: int) -> None:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        code = LinkButton("", name=f"reception.recent.{place + 1}")
        title = Label("", "label", tone="text", name=f"reception.recent.{place + 1}.title", elide=True)
        title.setSizePolicy(title.sizePolicy().Policy.Ignored, title.sizePolicy().Policy.Preferred)
        badge = Badge("", "mute")
        row.addWidget(code)
        row.addWidget(title, 1)
        row.addWidget(badge)
        column.addWidget(box)
        code.clicked.connect(lambda: self.wanted.emit(self._ids[place]))
        self._lines.append((box, code, title, badge))

    def show_rows(self, rows: Sequence[WorklistRow]) -> None:
        """Show the latest matters."""
        for box, *_rest in self._lines:
            set_shown(box, on=False)
        for place, ((box, code, title, badge), row) in enumerate(zip(self._lines, rows, strict=False)):
            self._ids[place] = row.matter_id
            code.set_text(row.short_code)
            title.setText(row.title)
            badge.set_spec(state_badge(row.state, row.state_words))
            set_shown(box, on=True)
