"""受理为调解案件: a matter that was dispatched to the committee becomes a case with its 卷号."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.clock import day_of
from desktop.entries.mediation import PartyEntry
from desktop.errors import OfficeError
from desktop.queries.case_proposals import CaseProposal, proposed_case
from desktop.queries.case_waiting import next_case_number
from desktop.queries.matters import MatterView, matter_view
from desktop.services.mediation.cases import CaseOpened, open_case
from models.values.case_number import number_words
from models.values.dates import day_in_tables, parse_day
from models.values.permissions import Permission
from ui.drafting import DraftKeeper
from ui.mediation.case_form import CaseForm
from ui.mediation.opening_page import OpeningRegister
from ui.mediation.part import MainButton, PageKeyButton, Scroll
from ui.mediation.proposed_parties import ProposedParties
from ui.mediation.reading import faults_of
from ui.mediation.refusal_side import refusal_side
from ui.mediation.side import SideForm
from ui.paper.live_panel import TURN_KEY
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.buttons import ActionBar, ActionButton
from ui.widgets.label import Label
from ui.widgets.message import Message
from ui.widgets.panel import Panel
from ui.widgets.states import States
from ui.workplace import Workplace

READING = "正在读取事项…"
"""Why nothing can be accepted yet."""


class _MatterPanel(Panel):
    """The matter that is accepted: what it is called, what is known of it, what was told."""

    def __init__(self) -> None:
        super().__init__("事项", name="open_case.matter")
        self._called = Label("", "strong", wrap=True, name="open_case.matter.title")
        self._known = Label("", "label", wrap=True, name="open_case.matter.facts")
        self.words = Label("", "body", wrap=True, name="open_case.matter.story")
        for widget in (self._called, self._known, self.words):
            self.add(widget)
        self.body.addStretch(1)
        self.setMaximumWidth(px(600))

    def show_matter(self, matter: MatterView) -> None:
        """Show the matter as it was read."""
        self._called.setText(f"{matter.short_code} {matter.title}")
        parts = [matter.channel, matter.category, matter.village, matter.state_words]
        if matter.willingness:
            parts.append(f"调解意愿：{matter.willingness}")
        self._known.setText(" · ".join(part for part in parts if part))
        self.words.setText(matter.story)


class OpenCasePage(Page):
    """Source, day, mediators, name and number of a new case, proposed from the matter; Ctrl+Enter accepts it."""

    def __init__(self, place: Workplace, matter_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("open_case")
        self.setWindowTitle("受理调解")
        self._place, self._matter_id = place, matter_id
        self._matter: MatterView | None = None
        self._proposed: ProposedParties | None = None
        self._busy = self._bound = False
        self._begun: dict[str, Any] = {}
        what = f"matter:{matter_id}"
        self._keeper = DraftKeeper(place, "case.open", self._collect, self._restore, record=what, parent=self)
        self._make()
        self._lay_out()
        self.read()

    def _make(self) -> None:
        self.form = CaseForm(
            "open_case",
            self._today,
            self._place.choices.mediators,
            full=True,
            committees=self._place.choices.committees_at(self._place.who.unit_id),
        )
        self.form.changed.connect(self._touched)
        self.message = Message(name="open_case.message")
        self.number = Label("", "strong", name="open_case.number")
        self._ask_number = QTimer(self)
        self._ask_number.setSingleShot(True)
        self._ask_number.setInterval(200)
        self._ask_number.timeout.connect(self._read_number)
        self.accept = MainButton("受理", name="open_case.accept", icon="checkmark")
        self.accept.set_blocked(READING)
        self.accept.clicked.connect(self.act)
        self.refuse = ActionButton("不予受理...", "Alt+N", name="open_case.refuse", icon="prohibited")
        self.refuse.clicked.connect(self._begin_refusal)
        self._side: SideForm | None = None
        self._back = ActionButton("返回", name="open_case.back")
        self._back.clicked.connect(self._leave)

    def _lay_out(self) -> None:
        gap = look().size("panel_gap")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(14), px(8), px(14), px(10))
        column.setSpacing(look().size("field_gap_down"))
        column.addWidget(self.message)
        column.addWidget(self.form)
        column.addWidget(Label("当事人", "panel"))
        column.addWidget(Label("从登记里带来；受理后可以补充身份、住址和代理人，也可以再加人。", "hint"))
        self._party_place = QVBoxLayout()
        column.addLayout(self._party_place)
        column.addStretch(1)
        left = Panel("受理为调解案件", name="open_case.left")
        left.set_flush()
        left.add_head(Label("卷号", "hint"))
        left.add_head(self.number)
        left.body.setSpacing(0)
        left.add(Scroll(content, name="open_case.scroll"), 1)
        bar = ActionBar(name="open_case.bar")
        bar.add(self.accept)
        bar.add(self.refuse)
        bar.add(self._back)
        left.add(bar)
        self._story = _MatterPanel()
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap)
        row.addWidget(left, 60)
        self._right = QStackedWidget()
        self._right.setMaximumWidth(px(600))
        self._right.addWidget(self._story)
        self.register = OpeningRegister(self._place, self.form, self._entries, lambda: self._matter, self)
        self.register.panel.setMaximumWidth(px(600))
        self._right.addWidget(self.register.panel)
        if self._place.who.may(Permission.PAPER_PRINT):
            self._story.add_head(self._turning("看登记表", "open_case.matter.page"))
            self.register.panel.add_head(self._turning("事项", "open_case.paper.matter"))
        row.addWidget(self._right, 40)
        self.states = States(inside, name="open_case.state")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(12), gap, px(12), gap)
        outer.addWidget(self.states)

    def _turning(self, words: str, name: str) -> PageKeyButton:
        button = PageKeyButton(words, TURN_KEY, name=name, small=True)
        button.clicked.connect(self.turn)
        return button

    def turn(self) -> None:
        """Alt+V: the register as it is typed, or the matter."""
        if self._side is None:
            on = self._right.currentWidget() is self._story
            self._right.setCurrentWidget(self.register.panel if on else self._story)
            if on:
                self.register.panel.live.set_now()

    def _entries(self) -> tuple[PartyEntry, ...]:
        return self._proposed.entries() if self._proposed is not None else ()

    # -- the page in its window

    def subtitle(self) -> str:
        """The matter."""
        return f"{self._matter.short_code}　{self._matter.title}" if self._matter else ""

    def key_hints(self) -> Sequence[KeyHint]:
        """Accept."""
        return [("Ctrl+Enter", "受理"), ("F9", "遮住经过")]

    def on_shown(self) -> None:
        """Bind the keys that no button has."""
        if not self._bound and self._place.shell is not None:
            self._bound = True
            keys = self._place.shell.keys
            keys.add("open_case.turn", TURN_KEY, "登记表/事项", self.turn, page=self)
            keys.add("open_case.main", "Ctrl+Enter", "受理", self.act, page=self)
            keys.add("open_case.cover", "F9", "遮住经过", self._cover, page=self)

    def may_leave(self) -> bool:
        """Always: what is being typed is kept."""
        self._keeper.save_now()
        return True

    # -- reading

    def read(self) -> None:
        """Read the matter and what it proposes."""
        self.states.show_loading(READING)
        self._place.ask(matter_view, matter_id=self._matter_id).then(
            self._show_matter, failed=self._failed, owner=self
        )
        self._place.ask(proposed_case, matter_id=self._matter_id).then(
            self._show_proposal, failed=self._failed, owner=self
        )

    def _failed(self, refusal: OfficeError) -> None:
        self.states.show_failed(str(refusal))

    def _show_matter(self, matter: MatterView) -> None:
        self._matter = matter
        self._story.show_matter(matter)
        if matter.case_id is not None:
            self.message.say(f"这件事项已经立案：{matter.case_number}。", "info")
        self._free()
        self.head_changed.emit()

    def _free(self) -> None:
        """Let the case be accepted once matter and proposal are both there, unless it already is a case."""
        if self._matter is None or self._proposed is None:
            return
        self.accept.set_blocked("这件事项已经立过调解案件" if self._matter.case_id is not None else "")

    def _show_proposal(self, proposal: CaseProposal) -> None:
        self._proposed = ProposedParties(proposal.parties, self._touched)
        self._party_place.addWidget(self._proposed)
        mediators, own = self._place.choices.mediators, self._place.who.staff_id
        mine = [m.staff_id for m in mediators if m.staff_id == own]
        self.form.restore(
            {
                "source": proposal.source.value,
                "accepted_on": day_in_tables(self._today()),
                "name": proposal.name,
                "dispute_type": proposal.dispute_type,
                "mediator_ids": ",".join(str(number) for number in mine),
                "presiding_id": str(mine[0]) if mine else "",
            }
        )
        self._begun = self._collect()
        self.states.show_content()
        self._free()
        self._read_number()
        self.form.field("source").focus_widget()
        self._keeper.restore_latest()

    def _today(self) -> date:
        return day_of(self._place.office.clock.now())

    def _read_number(self) -> None:
        by_hand = self.form.text("number_by_hand").strip()
        if by_hand or not self.isVisible():
            self.number.setText(by_hand)
            return
        try:
            day = parse_day(self.form.text("accepted_on"), today=self._today(), future=False)
        except ValueError:
            self.number.setText("—")
            return
        asked = self._place.ask(next_case_number, accepted_on=day, committee_id=self.form.committee.chosen())
        asked.then(lambda number: self.number.setText(number or "—"), owner=self)

    def _cover(self) -> None:
        on_paper = self._right.currentWidget() is self.register.panel  # the register tells it, too
        self._story.words.setVisible(not on_paper and not self._story.words.isVisible())
        if on_paper:
            self._right.setCurrentWidget(self._story)

    # -- typing and saving

    def _touched(self) -> None:
        if self._begun:
            self._keeper.touch()
        self.register.touch()
        self._ask_number.start()

    def _collect(self) -> dict[str, Any]:
        now = {"form": self.form.values(), "parties": self._proposed.values() if self._proposed else []}
        return now if now != self._begun else {}  # what was only proposed is no draft

    def _restore(self, payload: dict[str, Any]) -> None:
        self.form.restore(payload.get("form", {}))
        if self._proposed is not None:
            self._proposed.restore(payload.get("parties", []))
        self.message.say("上次没有填完的已恢复。", "info")
        self._read_number()

    def act(self) -> None:
        """Accept the matter as a case; while the form of a refusal stands open, that."""
        if self._side is not None:
            self._side.act()
            return
        if self._busy:
            return
        if self.accept.reason() or self._proposed is None:
            self._place.say(self.accept.reason())
            return
        self.message.clear()
        try:
            entry = self.form.entry()
        except OfficeError as refusal:
            self._refused(refusal)
            return
        self._busy = True
        self._place.perform(
            open_case,
            matter_id=self._matter_id,
            source=entry.source,
            accepted_on=entry.accepted_on,
            mediator_ids=entry.mediator_ids,
            presiding_id=entry.presiding_id,
            name=entry.name,
            number_by_hand=entry.number_by_hand,
            dispute_type=entry.dispute_type,
            parties=self._proposed.entries(),
            origin=entry.origin,
            committee_id=entry.committee_id,
        ).then(self._opened, failed=self._refused, owner=self)

    def _refused(self, refusal: OfficeError) -> None:
        self._busy = False
        rest = self.form.show_faults(faults_of(refusal))
        if rest:
            self.message.say("".join(dict.fromkeys(sentence for _key, sentence in rest)), "err")

    def _opened(self, answer: CaseOpened) -> None:
        self._busy = False
        self._keeper.discard()
        self._place.say(f"已受理，{number_words(answer.number)}")
        if self._place.shell is not None:
            self._place.shell.close_page(self)
        self._place.case_wanted.emit(answer.case_id)

    def _begin_refusal(self) -> None:
        """Slide the form of the refusal in, in the place of the matter's story."""
        if self._side is None:
            self._side = refusal_side(self._place, self._matter_id, self._refused_case)
            self._side.cancelled.connect(self._close_side)
            self._right.addWidget(self._side)
        self._right.setCurrentWidget(self._side)
        self.accept.set_filled(on=False)
        self._side.enter()

    def _close_side(self) -> None:
        side, self._side = self._side, None
        self.accept.set_filled(on=True)
        if side is not None:
            self._right.removeWidget(side)
            self._right.setCurrentWidget(self._story)
            side.hide()
            side.deleteLater()

    def _refused_case(self, words: str) -> None:
        self._keeper.discard()
        self._close_side()
        self._place.say(words)
        if self._place.shell is not None:
            self._place.shell.close_page(self)

    def on_escape(self) -> bool:
        """Close the form of the refusal first."""
        there = self._side is not None
        self._close_side()
        return there

    def _leave(self) -> None:
        if self._place.shell is not None:
            self._place.shell.back()
