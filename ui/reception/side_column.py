"""The right column of the reception: who may have come before, or what was registered last; F9 covers it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.history import Candidate, EarlierMatter, candidates, counterpart_matters
from desktop.queries.worklist import Shelf, WorklistRow, worklist
from desktop.services.registering import Registered
from models.values.dates import moment_in_sentences
from models.values.matter_states import MATTER_LABELS, MatterState
from ui.matters.badges import state_badge
from ui.reception.history import CandidateList
from ui.reception.visit_values import Values, names_in
from ui.style import px
from ui.tasks import TaskHandle
from ui.widgets.badge import Badge
from ui.widgets.buttons import ActionButton, LinkButton
from ui.widgets.label import Label
from ui.widgets.naming import set_mark, set_shown
from ui.widgets.panel import Panel
from ui.widgets.states import States
from ui.workplace import Workplace

PAUSE = 250
"""Milliseconds without a key before the history is asked for."""
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
        title = Label("", "label", tone="text")
        title.setMinimumWidth(1)
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
            title.setToolTip(row.title)
            badge.set_spec(state_badge(row.state, row.state_words))
            set_shown(box, on=True)


class SideColumn(Panel):
    """Asks while somebody types, on the desk lane; an answer that is overtaken is dropped."""

    picked = Signal(object)
    """The `Candidate` picked, None for none of them."""
    namesakes = Signal(int)
    """How many people of this name are shown."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__("可能来过", name="reception.history", parent=parent)
        self._place = place
        self._asked: dict[str, str] = {}
        self._handles: list[TaskHandle] = []
        self._found: tuple[Candidate, ...] = ()
        self._earlier: tuple[EarlierMatter, ...] = ()
        self._picked: int | None = None
        self._recent_rows: tuple[WorklistRow, ...] = ()
        self.list = CandidateList()
        self.recent = RecentList()
        self._covered = Label("已遮住，按F9再显示。", "hint", name="reception.history.covered")
        self._pages = QStackedWidget()
        for page in (self.recent, self.list, self._covered):
            self._pages.addWidget(page)
        self.states = States(self._pages, name="reception.history.states")
        self.add(self.states, 1)
        self.cover = ActionButton("遮住", "F9", name="reception.cover", small=True, icon="eye_off")
        self.add_head(self.cover)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)
        self.cover.clicked.connect(self._toggle_cover)
        self.list.picked.connect(self.picked)
        for part in (self.list, self.recent):
            part.wanted.connect(place.matter_wanted)
        place.changed.connect(self.refresh_recent)
        self._show()

    # -- following the form

    def follow(self, values: Values) -> None:
        """Ask soon who it may be, if name, phone, number or counterpart changed."""
        names = names_in(values["counterparts"])
        wanted = {
            "name": "" if values["withheld"] else values["visitor"].strip(),
            "phone": values["phone"].strip(),
            "identity_number": values["identity"].strip(),
            "counterpart": names[0] if names else "",
        }
        self._picked = values["person_id"]
        if wanted == self._asked:
            self._show()
            return
        self._asked = wanted
        self._drop()
        if not any(wanted.values()):
            self._found, self._earlier = (), ()
            self._timer.stop()
            self._show()
            return
        self._timer.start()

    def show_saved(self, saved: Registered) -> None:
        """Show the code of the visit just saved above the latest ones."""
        self.recent.saved.show_saved(saved)

    def refresh_recent(self) -> None:
        """Read the latest registrations again."""
        self._place.ask(worklist, shelf=Shelf.ALL, limit=RECENT).then(self._recent_came, owner=self)

    def covered(self) -> bool:
        """Whether F9 hides the column."""
        return self._pages.currentWidget() is self._covered

    def _ask(self) -> None:
        asked = dict(self._asked)
        counterpart = asked.pop("counterpart")
        self.states.show_loading("正在查来过没有，您可以接着填。")
        ask = self._place.ask
        self._handles = [
            ask(candidates, **asked).then(self._candidates_came, failed=self._failed, owner=self),
            ask(counterpart_matters, name=counterpart).then(
                self._earlier_came, failed=self._failed, owner=self
            ),
        ]

    def _drop(self) -> None:
        """Give up what was asked before: its answer would be stale."""
        for handle in self._handles:
            handle.cancel()
        self._handles = []

    def _candidates_came(self, found: tuple[Candidate, ...]) -> None:
        self._found = found
        self.namesakes.emit(len(found) if self._asked["name"] else 0)

    def _earlier_came(self, earlier: tuple[EarlierMatter, ...]) -> None:
        self._earlier = earlier
        self.states.show_content()
        self._show()

    def _failed(self, refusal: OfficeError) -> None:
        button = self.states.show_failed(f"{refusal}您填的都在本机草稿里。", retry=self._ask)
        if button is not None and self._place.shell is not None:
            page = self._place.shell.page()
            if page is not None:
                self._place.shell.keys.bind_button(button, page=page)

    def _recent_came(self, rows: tuple[WorklistRow, ...]) -> None:
        self._recent_rows = rows
        self.recent.show_rows(rows)
        self._show()

    # -- showing

    def _toggle_cover(self) -> None:
        hide = not self.covered()
        self._pages.setCurrentWidget(self._covered if hide else self.recent)
        self.cover.set_text("显示" if hide else "遮住")
        self._show()

    def _show(self) -> None:
        asked = any(self._asked.values())
        self.set_title("可能来过" if asked else "最近登记", "经过按键才显示" if asked else "")
        if self.covered():
            self.states.show_content()
            return
        if asked:
            self._pages.setCurrentWidget(self.list)
            self.list.show_found(self._found, self._picked, self._asked.get("counterpart", ""), self._earlier)
            if not self._found and not self._earlier and not self._timer.isActive():
                self.states.show_empty("没有来过的记录", "按新人员登记。", icon="person_add")
            return
        self._pages.setCurrentWidget(self.recent)
        if self._recent_rows:
            self.states.show_content()
        else:
            self.states.show_empty("还没有人来过", "填了姓名或电话，来过的会列在这里。")
