"""A matter's page: where it stands, who has it, what was done, and everything that may be done now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import NotFoundError, OfficeError
from desktop.queries.matters import MatterView, matter_view
from models.values.permissions import Permission
from ui.matters.act_form import today_at
from ui.matters.act_panel import ActPanel
from ui.matters.acts import acts_of, standing, why_gone
from ui.matters.acts_bar import ActsBar
from ui.matters.attachments_panel import AttachmentsPanel
from ui.matters.course_panel import NOTES, CoursePanel
from ui.matters.form_choice import UNDOABLE, form_of
from ui.matters.info_panels import HeadPanel, StoryPanel, WhyPanel
from ui.matters.matter_columns import LEAST, MatterColumns
from ui.matters.people_panel import PeoplePanel, RevealForm
from ui.matters.quick_acts import QuickActs
from ui.matters.risk_form import standing_words
from ui.matters.shares_panel import SharesPanel
from ui.matters.steps_view import steps_of
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.widgets.states import States
from ui.widgets.steps import Steps
from ui.workplace import Workplace

ROOMY = 640
"""Height at the base size from which an open action and the steps both have their place."""
TELL_THEMSELVES = frozenset({"finish", "reveal"})
"""Acts that need no story beside them: they ask for it, or have nothing to do with it."""
ANSWERED_BY_UNITS = frozenset({"close", "verify"})
"""Acts that judge what the units answered: their words stand beside."""


class MatterPage(Page):
    """One matter. Routine actions open no dialog: what they ask slides into the right column."""

    def __init__(self, place: Workplace, matter_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matter")
        self.matter_id = matter_id
        self._place = place
        self._view: MatterView | None = None
        self._five = False
        self._bound = False
        self._reading_again = False
        self.quick = QuickActs(place, self)
        self._make_panels()
        self._make_buttons()
        self._lay_out()
        self._listen()
        self.states.show_loading("正在读取这件事项…")
        self.read()

    # -- building

    def _make_panels(self) -> None:
        self.head = HeadPanel()
        self.steps = Steps(name="matter.steps")
        self.shares = SharesPanel()
        self.course = CoursePanel()
        self.why = WhyPanel()
        self.story = StoryPanel()
        self.people = PeoplePanel()
        self.files = AttachmentsPanel(self._place, self.matter_id)
        self.files.watch(self)
        self.act = ActPanel(self._place, self.matter_id)
        set_shown(self.why, on=False)
        set_shown(self.people.reveal_button, on=self._place.who.may(Permission.IDENTITY_REVEAL))

    def _make_buttons(self) -> None:
        self.bar = ActsBar(name="matter.actions")
        self.buttons: dict[str, ActionButton] = {}
        for act in acts_of(self._place.who):
            button = ActionButton(act.words, act.cap, name=f"matter.{act.key}", icon=act.icon)
            button.clicked.connect(partial(self.start, act.key))
            self.buttons[act.key] = button
            self.bar.add(button)

    def _lay_out(self) -> None:
        self.steps_panel = Panel("", name="matter.steps.panel")
        self.steps_panel.add(self.steps)
        info = QWidget()
        info.setProperty("surface", "clear")
        info_column = QVBoxLayout(info)
        info_column.setContentsMargins(0, 0, 0, 0)
        info_column.setSpacing(look().size("panel_gap"))
        for panel in (self.why, self.story, self.people, self.files):
            info_column.addWidget(panel)
        info_column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(info)
        self.right = QStackedWidget()
        self.right.addWidget(scroll)
        self.right.addWidget(self.act)
        self._columns = MatterColumns(self.shares, self.course, info_column, self.right, self.story)
        self.foot = Panel("", name="matter.foot")
        self.foot.set_flush()
        self.foot.add(self.bar)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("panel_gap"))
        self.standing_words = Message(name="matter.standing")
        column.addWidget(self.head)
        column.addWidget(self.standing_words)
        column.addWidget(self.steps_panel)
        column.addLayout(self._columns, 1)
        column.addWidget(self.foot)
        self.states = States(inside, name="matter.states")
        page = QVBoxLayout(self)
        page.setContentsMargins(px(12), px(9), px(12), px(9))
        page.addWidget(self.states)

    def _listen(self) -> None:
        self._place.changed.connect(self._something_changed)
        self.head.why.clicked.connect(self._toggle_why)
        self.story.cover.clicked.connect(self._cover)
        self.people.reveal_button.clicked.connect(partial(self.start, "reveal"))
        self.quick.refused.connect(self.read)
        self.bar.asked_why.connect(self._place.warn)
        self.act.closed.connect(self.close_act)
        self.act.done.connect(self._done)
        self.act.read_again.connect(self._read_again)
        self.act.drafted.connect(self._draft_found)

    # -- what the window asks

    def title(self) -> str:
        """The matter's short code."""
        return f"事项 {self._view.short_code}" if self._view is not None else "事项"

    def least_width(self) -> int:
        """In one column it needs little."""
        return px(LEAST)

    def tab(self) -> str:
        """The short code and whose it is."""
        return f"{self._view.short_code} {self._view.title}" if self._view is not None else "事项"

    def tab_key(self) -> str:
        """This matter."""
        return f"matter.{self.matter_id}"

    def subtitle(self) -> str:
        """Its state."""
        return self._view.state_words if self._view is not None else ""

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of this screen."""
        return [("F8", f"步骤名称：{'五步' if self._five else '六步闭环'}"), ("F9", "遮住")]

    def on_shown(self) -> None:
        """Read the matter again; somebody may have done something meanwhile."""
        if self._place.shell is not None and not self._bound:
            self._bound = True
            self._place.shell.keys.add("matter.steps", "F8", "六步、五步", self.toggle_steps, page=self)
        if self._view is not None:
            self.read()
        if self.focusWidget() is None:
            self.course.table.setFocus()

    def on_escape(self) -> bool:
        """Esc puts an open action aside first."""
        if not self.act.key():
            return False
        self.close_act()
        return True

    def may_leave(self) -> bool:
        """Always: what was typed is a draft."""
        self.act.keeper.save_now()
        return True

    # -- reading

    def view(self) -> MatterView | None:
        """The matter as it was read last."""
        return self._view

    def read(self) -> None:
        """Read the matter again."""
        self._place.ask(matter_view, matter_id=self.matter_id).then(
            self._came, failed=self._failed, owner=self
        )

    def _something_changed(self) -> None:
        if self.isVisible():
            self.read()

    def _read_again(self) -> None:
        self._reading_again = True
        self.read()

    def _came(self, view: MatterView) -> None:
        first = self._view is None
        self._view = view
        self.head.show_matter(view)
        self._show_steps()
        self.shares.show_shares(view)
        self.course.show_course(view.course, view.notes)
        self.why.show_matter(view, today_at(self._place))
        if view.due_at is None:
            set_shown(self.why, on=False)
        self.story.show_matter(view)
        self.people.show_people(view.people)
        self.people.ask_phones(self._place, view)
        self.files.read()
        self._say_standing()
        self._make_room()
        self._show_buttons(view)
        self.states.show_content()
        if self._reading_again:
            self._reading_again = False
            self.act.base_on(view, why_gone(self.act.key(), self.act.title(), view, self._place.who))
        self.head_changed.emit()
        if first:
            self.act.look_for_draft()
            self.course.table.setFocus()

    def _failed(self, refusal: OfficeError) -> None:
        if isinstance(refusal, NotFoundError):
            self.states.show_empty(
                "没有找到这件事项", "可能已改派给别的单位，或您没有查看的权限。", icon="clipboard_task"
            )
            return
        button = self.states.show_failed(str(refusal), retry=self.read)
        if button is not None and self._place.shell is not None:
            self._place.shell.keys.bind_button(button, page=self)

    def _show_buttons(self, view: MatterView) -> None:
        for key, button in self.buttons.items():
            stands = standing(key, view, self._place.who)
            self.bar.offer(button, on=stands.shown, blocked=stands.blocked if stands.shown else "")
        if "dispatch" in self.buttons:
            self.buttons["dispatch"].set_text("改派" if view.assignments else "分流")
        self.bar.arrange()
        set_shown(self.foot, on=bool(self.bar.offered()))
        has_number = any(line.phone_mask or line.identity_mask for line in view.people)
        self.people.reveal_button.set_blocked("" if has_number else "没有留下号码")

    def toggle_steps(self) -> None:
        """F8: 六步闭环 or 五步, two names of the same log."""
        self._five = not self._five
        self._show_steps()
        self.head_changed.emit()

    def _show_steps(self) -> None:
        if self._view is not None:
            self.steps.set_steps(steps_of(self._view, five=self._five))

    def _cover(self) -> None:
        """F9: the screen faces the public."""
        self.people.set_covered(on=self.story.is_covered())
        self._say_standing()

    def _say_standing(self) -> None:
        if self._view is not None:
            words, tone = standing_words(self._view)
            self.standing_words.say("" if self.story.is_covered() else words, tone)

    def _toggle_why(self) -> None:
        shown = self.why.isHidden()
        set_shown(self.why, on=shown)
        self.head.why.set_text("收起说明" if shown else "时限说明")
        if shown:
            self.close_act()

    # -- acting

    def start(self, key: str) -> None:
        """Begin an action: at once where it asks nothing, else in the panel at the right."""
        view = self._view
        if view is None:
            return
        if key in self.quick.acts:
            self.quick.acts[key](view)
            return
        self.right.setCurrentWidget(self.act)
        self._make_room()
        form = self.act.form() if self.act.key() == key else None
        self.act.open(key, form or form_of(key, self._place), view)
        self._columns.read_beside(on=key not in TELL_THEMSELVES)
        if key in ANSWERED_BY_UNITS:
            self.course.show_part(NOTES)

    def close_act(self) -> None:
        """Put the open action aside; what was typed comes back with it."""
        self.act.leave()
        self.right.setCurrentIndex(0)
        self._columns.read_beside(on=False)
        self._make_room()
        self.course.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window gives an open act the place of steps and shares; a narrow one has one column."""
        super().resizeEvent(event)
        self._columns.fit(event.size().width())
        self._make_room()

    def _make_room(self) -> None:
        acting = self.right.currentWidget() is self.act
        low = acting and self.height() < px(ROOMY)
        set_shown(self.steps_panel, on=not self._columns.narrow and not low)
        self.shares.give_way(on=low)
        set_shown(self.course, on=not (self._columns.narrow and acting))
        has_visits = self._view is None or self._view.visits > 0
        set_shown(self.head.visits, on=has_visits and not self._columns.narrow)

    def _done(self, key: str, result: Any) -> None:
        form = self.act.form()
        said = form.said if form is not None else "已保存"
        if key == "reveal" and isinstance(form, RevealForm):
            person_id, kind = form.chosen()
            self.close_act()
            self.people.reveal(person_id, kind, result)
        else:
            self.close_act()
        if key in {"note", "report"}:
            self.course.show_part(NOTES)
        self._place.say(said, self.quick.undo_last if key in UNDOABLE else None)

    def _draft_found(self, key: str) -> None:
        """Go on with what was typed here before the program ended."""
        view = self._view
        button = self.buttons.get(key)
        if view is None or button not in self.bar.offered() or button.reason():
            return
        self.start(key)
        self.act.message.say("上次没写完的内容已恢复，接着写就行。", "info")
