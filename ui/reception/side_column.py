"""The right column of the reception: who may have come before, or what was registered last; F9 covers it.

On a key it shows the story of an earlier matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from desktop.errors import OfficeError
from desktop.queries.history import (
    Candidate,
    EarlierMatter,
    address_matters,
    candidates,
    counterpart_matters,
    pair_matters,
)
from desktop.queries.worklist import Shelf, WorklistRow, worklist
from desktop.services.registering import Registered
from models.values.matter_states import OPEN_MATTER_STATES
from models.values.permissions import Permission
from ui.reception.history import CandidateList, Found
from ui.reception.recent import RecentList
from ui.reception.story_page import StoryPage
from ui.reception.visit_values import Values, names_in
from ui.reception.who_fields import CLAIMANT, VISITOR
from ui.style import px
from ui.tasks import TaskHandle
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.widgets.states import States
from ui.workplace import Asking, Workplace

PAUSE = 40
"""Milliseconds without a key before the history is asked for: the answer stands there within 100 of the last key."""
RECENT = 7


class SideColumn(Panel):
    """Asks while somebody types, on the desk lane; an answer that is overtaken is dropped."""

    picked = Signal(object)
    """The `Candidate` picked, None for none of them."""
    namesakes = Signal(int)
    """How many people of this name are shown."""
    cover_changed = Signal(bool)
    """F9: what a bystander should not read is hidden from now on, or shown again."""
    join_wanted = Signal(object)
    """The `EarlierMatter` that the visit in the form belongs to."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__("可能来过", name="reception.history", parent=parent)
        self._place = place
        self._asked: dict[str, str] = {}
        self._handles: list[TaskHandle] = []
        self._waiting = 0
        self._found = Found()
        self._picked: int | None = None
        self._recent_rows: tuple[WorklistRow, ...] = ()
        self._looking = False
        self._hidden = False
        self._unasked = False
        self.list = CandidateList()
        self.recent = RecentList()
        self.story = StoryPage(place, name="reception.story_look")
        self._covered = Label("已遮住，按F9再显示。", "hint", name="reception.history.covered")
        self._pages = QStackedWidget()
        for page in (self.recent, self._scrolling(self.list), self.story, self._covered):
            self._pages.addWidget(page)
        self.states = States(self._pages, name="reception.history.states")
        self.add(self.states, 1)
        self.cover = ActionButton("遮住", "F9", name="reception.cover", small=True, icon="eye_off")
        self.add_head(self.cover)
        self._make_foot()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)
        self._listen()
        self._show()

    def _scrolling(self, inside: QWidget) -> QScrollArea:
        """Put the list into an area that scrolls where a small window leaves too little room."""
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.setProperty("surface", "clear")
        self._area.setWidget(inside)
        return self._area

    def _make_foot(self) -> None:
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        self.look_button = ActionButton("看经过", "Alt+K", name="reception.story_look", small=True)
        self.join = ActionButton("并入", "Alt+J", name="reception.join", small=True)
        row.addWidget(self.list.none)
        row.addStretch(1)
        row.addWidget(self.look_button)
        row.addWidget(self.join)
        self._joins = Label("", "hint", name="reception.joins", elide=True)
        self.add(self._joins)
        self.add(self._foot)

    def _listen(self) -> None:
        self.cover.clicked.connect(self._toggle_cover)
        self.look_button.clicked.connect(self.toggle_story)
        self.join.clicked.connect(self._join)
        self.list.picked.connect(self.picked)
        for part in (self.list, self.recent, self.story):
            part.wanted.connect(self._place.matter_wanted)
        self._place.changed.connect(self.refresh_recent)

    # -- following the form

    def follow(self, values: Values, asks: str = VISITOR) -> None:
        """Ask soon who it may be, if name, phone, number, address or counterpart changed.

        `asks` tells whose history is wanted: of who came, or of whom he came for.
        """
        names = names_in(values["counterparts"])
        of_claimant = asks == CLAIMANT
        name = values["claimant"] if of_claimant else "" if values["withheld"] else values["visitor"]
        wanted = {
            "name": name.strip(),
            "phone": values["claimant_phone" if of_claimant else "phone"].strip(),
            "identity_number": values["claimant_identity" if of_claimant else "identity"].strip(),
            "counterpart": names[0] if names else "",
            "address": values["address"].strip(),
        }
        self._picked = values["claimant_id" if of_claimant else "person_id"]
        if wanted == self._asked:
            self._show()
            return
        self._asked = wanted
        self._drop()
        self.close_look()
        if not any(wanted.values()):
            self._found = Found()
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
        return self._hidden

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what was left unasked while nobody saw the column."""
        super().showEvent(event)
        if self._unasked:
            self._timer.start()

    def _ask(self) -> None:
        """Ask who it may be; not for a column that nobody sees (another place, a window that is closing)."""
        page = self.parentWidget()
        self._unasked = page is None or not page.isVisible()
        if self._unasked:
            return
        asked = self._asked
        self.states.show_loading("正在查来过没有，您可以接着填。")
        self._waiting = 1
        self._handles = [
            self._place.ask(
                candidates,
                name=asked["name"],
                phone=asked["phone"],
                identity_number=asked["identity_number"],
            ).then(self._candidates_came, failed=self._failed, owner=self)
        ]
        ask, other = self._place.ask, asked["counterpart"]
        if other:
            self._send(
                ask(counterpart_matters, name=other), lambda came: replace(self._found, counterpart=came)
            )
        if other and asked["name"]:
            self._send(
                ask(pair_matters, name=asked["name"], counterpart=other),
                lambda came: replace(self._found, pair=came),
            )
        if asked["address"]:
            self._send(
                ask(address_matters, address=asked["address"]),
                lambda came: replace(self._found, address=came),
            )

    def _send(
        self,
        asking: Asking[tuple[EarlierMatter, ...]],
        put: Callable[[tuple[EarlierMatter, ...]], Found],
    ) -> None:
        """Ask for earlier matters of one way, to be put beside what was found already."""

        def came(earlier: tuple[EarlierMatter, ...]) -> None:
            self._found = put(earlier)
            self._waiting -= 1
            self._show()

        self._waiting += 1
        self._handles.append(asking.then(came, failed=self._failed, owner=self))

    def _drop(self) -> None:
        """Give up what was asked before: its answer would be stale."""
        for handle in self._handles:
            handle.cancel()
        self._handles = []

    def _candidates_came(self, people: tuple[Candidate, ...]) -> None:
        self._found = Found(people)
        self._waiting -= 1
        self.namesakes.emit(len(people) if self._asked["name"] else 0)
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

    # -- a look at one matter

    def toggle_story(self) -> None:
        """Alt+K: the story of the likeliest matter; once more covers it again."""
        if self._looking:
            self.close_look()
        elif matters := self._found.matters():
            self._looking = True
            self.story.show_matters(matters)
            self._show()

    def step_story(self, by: int) -> None:
        """Alt+↓ and Alt+↑: the next or previous matter, while a story is shown."""
        if self._looking:
            self.story.step(by)
            self._show_foot()

    def looking(self) -> bool:
        """Whether a story stands in the column."""
        return self._looking

    def close_look(self) -> None:
        """Take the story away."""
        if self._looking:
            self._looking = False
            self.story.forget()
            self._show()

    def to_join(self) -> EarlierMatter | None:
        """The open matter that 并入 means: the one whose story is shown, else the likeliest of these very people."""
        shown = self.story.matter() if self._looking else None
        matter = shown or self._found.surely(self._picked)
        return matter if matter is not None and matter.state in OPEN_MATTER_STATES else None

    def _join(self) -> None:
        matter = self.to_join()
        if matter is not None:
            self.join_wanted.emit(matter)

    # -- showing

    def _toggle_cover(self) -> None:
        self._hidden = not self._hidden
        self.cover.set_text("显示" if self._hidden else "遮住")
        self.cover_changed.emit(self._hidden)
        self._show()

    def _show(self) -> None:
        asked = any(self._asked.values())
        self._say_title(asked)
        self._show_foot()
        if self._hidden:
            self._pages.setCurrentWidget(self._covered)
            self.states.show_content()
        elif self._looking:
            self._pages.setCurrentWidget(self.story)
            self.states.show_content()
        elif asked:
            self._pages.setCurrentWidget(self._area)
            names = (self._asked["name"], self._asked["counterpart"])
            self.list.show_found(self._found, self._picked, names)
            if self._found.anything():
                self.states.show_content()
            elif not self._timer.isActive() and not self._waiting:
                self.states.show_empty("没有来过的记录", "按新人员登记。", icon="person_add")
        else:
            self._pages.setCurrentWidget(self.recent)
            if self._recent_rows:
                self.states.show_content()
            else:
                self.states.show_empty("还没有人来过", "填了姓名或电话，来过的会列在这里。")

    def _say_title(self, asked: bool) -> None:
        if self._looking and not self._hidden:
            self.set_title("经过", "看完请收起")
        else:
            self.set_title("可能来过" if asked else "最近登记", "经过按键才显示" if asked else "")

    def _show_foot(self) -> None:
        """Show the buttons of what was found; 并入 names its matter."""
        found = self._found.anything() and not self._hidden
        set_shown(self._foot, on=found)
        set_shown(self.list.none, on=bool(self._found.people))
        set_shown(self.look_button, on=bool(self._found.matters()))
        self.look_button.set_text("收起" if self._looking else "看经过")
        joins = self.to_join()
        may = joins is not None and self._place.who.may(Permission.MATTER_REGISTER)
        set_shown(self.join, on=may)
        set_shown(self._joins, on=may and found)
        if joins is not None:
            self._joins.setText(f"可并入 {joins.short_code}，{joins.category}，{joins.state_words}")
