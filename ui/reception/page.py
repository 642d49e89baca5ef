"""接待登记: one screen, one minute. Registers a visit and ends it in one of four ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.clock import day_of
from desktop.entries.matters import MatterEntry
from desktop.errors import OfficeError
from desktop.queries.history import Candidate, EarlierMatter
from desktop.queries.reception import FirstLimit, first_limit, known_referrals
from desktop.services.registering import Registered, register_matter
from desktop.services.undoing import Undone, undo_last
from desktop.services.visits import Joined, join_visit
from models.values.choices import Ending, MatterNature
from models.values.matter_states import MATTER_LABELS, MatterState
from ui.drafting import Values
from ui.reception.end_buttons import EndButtons
from ui.reception.ending_panel import EndingPanel
from ui.reception.form import VisitForm
from ui.reception.form_panel import FormPanel
from ui.reception.open_visits import OpenVisits
from ui.reception.refusing import show_refusal
from ui.reception.screen_keys import bind_keys
from ui.reception.side_column import SideColumn
from ui.reception.sides import Sides
from ui.reception.slip_column import SlipColumn
from ui.reception.todays_line import TodaysLine
from ui.reception.visit_values import EMPTY, has_something, read_values, sender_dues
from ui.shell.page import KeyHint, Page
from ui.style import px
from ui.widgets.combo import first_unlisted
from ui.widgets.naming import set_shown
from ui.workplace import Workplace

SLIPS = {MatterState.ACCEPTED: "受理回执", MatterState.REFERRED: "引导告知单"}
"""What the visitor may take home, by where his matter stands."""
WENT_ON = "；保存时接着写的留在一份新登记里，不要的按Alt+X丢弃"
"""Said where somebody typed on while a visit was being saved."""
SLIP_KEYS = ("acceptance_receipt", "referral")


class ReceptionPage(Page):
    """The registration screen: form at the left, who came before at the right, drafts as tabs."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reception")
        self._place = place
        self._saving = self._warned = False
        self._sent: Values = {}
        self._bound = self._begun = False
        self._slip_of = 0
        self._subtitle = TodaysLine(place)
        self.form = VisitForm(place.choices, self._today)
        self.ending = EndingPanel("reception.ending", place.choices.units)
        self.side = SideColumn(place)
        self.slip_column = SlipColumn(place)
        self.visits = OpenVisits(place, self._values, self._fill, parent=self)
        self._buttons = buttons = EndButtons()
        self.accept, self.others, self.slip = buttons.accept, buttons.others, buttons.slip
        self.new, self.discard = buttons.new, buttons.discard
        self._lay_out()
        self._listen()
        self._many(several=False)
        self.side.refresh_recent()
        self._count_today()
        place.ask(known_referrals).then(self.ending.offer, owner=self)
        self.visits.look_for_drafts()

    # -- building

    def _lay_out(self) -> None:
        head = (self.visits.tabs, self.discard, self.new)
        buttons = (self.accept, *self.others.values())
        panel = FormPanel(self.form, self.ending, head, buttons, self.slip)
        self._scroll = panel.area
        self._sides = Sides(panel, panel.area, self.side, self.slip_column)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(10), px(12), px(10))
        row.addWidget(self._sides)

    def _listen(self) -> None:
        self.form.changed.connect(self._changed)
        self.ending.changed.connect(self._ending_changed)
        self._sides.roomy_changed.connect(self.form.more.set_roomy)
        self._sides.roomy_changed.connect(self._show_slip)
        self.side.picked.connect(self._picked)
        self.side.namesakes.connect(self.form.who.say_namesakes)
        self.side.join_wanted.connect(self.join_to)
        self.side.cover_changed.connect(self.form.who.set_covered)
        self.side.cover_changed.connect(self.visits.set_covered)
        self.side.cover_changed.connect(self.slip_column.set_covered)
        self.form.limit_wanted.connect(self._ask_limit)
        self._place.changed.connect(self._count_today)
        self.slip.clicked.connect(self.show_slip)
        self.visits.tabs.wanted.connect(self.show_visit)
        self.visits.worth_discarding.connect(self._many)
        self.accept.clicked.connect(self.save)
        self.new.clicked.connect(self.new_visit)
        self.discard.clicked.connect(self.discard_visit)
        for ending, button in self.others.items():
            button.clicked.connect(lambda _checked=False, end=ending: self.ask_ending(end))

    # -- what the window asks

    def title(self) -> str:
        """The screen's name."""
        return "接待登记"

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of this screen."""
        return [("Enter", "下一项"), ("F6", "可能来过"), ("F9", "遮住"), ("F2", "新登记")]

    def subtitle_widget(self) -> QWidget:
        """The day, and how many visits and people it had; the number opens their list."""
        return self._subtitle

    def on_shown(self) -> None:
        """Go on where the cursor was, or begin at 方式."""
        if self._place.shell is not None and not self._bound:
            self._bound = True
            bind_keys(self, self._place.shell)
        focus = self.focusWidget() if self._begun else None  # at first Qt's own choice: the tabs
        self._begun = True
        if focus is None or not focus.isVisibleTo(self):
            self.form.channel.setFocus()
        else:
            focus.setFocus()

    def on_escape(self) -> bool:
        """Esc closes the story, then gives the asked end up."""
        if self.side.looking():
            self.side.close_look()
            return True
        if self.ending.ending() == Ending.ACCEPT:
            return False
        self.ask_ending(Ending.ACCEPT)
        self.form.what.story.setFocus()
        return True

    def may_leave(self) -> bool:
        """Always: what stands here is a draft."""
        self.visits.keeper.save_now()
        return True

    def change_sides(self) -> None:
        """F6: to who may have come before, and back."""
        self._sides.change(self.form.channel, self.side.cover)

    # -- several visits

    def new_visit(self) -> None:
        """F2: an empty form; what stood here stays as a draft in its tab."""
        if not self._saving:
            self.visits.begin()
            self.form.channel.setFocus()

    def show_visit(self, at: int) -> None:
        """Show another of the open visits."""
        if not self._saving:
            self.visits.show(at)

    def discard_visit(self) -> None:
        """Throw the visit in the form away; 撤回上一步 brings it back."""
        if self._saving:
            return
        thrown = self.visits.discard()
        self.form.channel.setFocus()
        if has_something(thrown):
            self._place.say("已丢弃一份没登记的草稿", lambda: self.visits.begin(thrown))

    def step(self, by: int) -> None:
        """Show the next or the previous of the open visits."""
        if not self._saving:
            self.visits.step(by)

    def _values(self) -> Values:
        return self.form.values() | self.ending.values()

    def _fill(self, values: Values) -> None:
        self.form.fill(EMPTY | values)
        self.ending.fill(values)
        self._show_ending()
        self._scroll.verticalScrollBar().setValue(0)
        self._follow()

    def _many(self, several: bool) -> None:
        set_shown(self.discard, on=several)

    # -- typing

    def _changed(self) -> None:
        if self._warned:
            self._warned = False
            self._place.say("")  # it is being put right
        self.visits.touch()
        self._follow()

    def _ending_changed(self) -> None:
        self.visits.touch()
        self._show_slip()

    def _follow(self) -> None:
        self.side.follow(self.form.values(), self.form.who.asks())
        self._show_slip()

    def _show_slip(self) -> None:
        self.slip_column.follow(self.form.values(), self.ending.values(), self.form.due_at())

    def _picked(self, candidate: Candidate | None) -> None:
        if candidate is None:
            self.form.who.unpick()
        else:
            self.form.who.pick(candidate)

    def _today(self) -> date:
        return day_of(self._place.office.clock.now())

    # -- ending

    def ask_ending(self, ending: Ending) -> None:
        """Ask what this end needs, in place; the main button then saves it. The same key twice gives it up."""
        wanted = Ending.ACCEPT if ending == self.ending.ending() else ending
        self.ending.set_ending(wanted)
        self._show_ending()
        if wanted != Ending.ACCEPT:
            self.ending.focus_first()
        self._ending_changed()

    def _show_ending(self) -> None:
        self._buttons.show_ending(self.ending.ending(), self.ending.verb())

    def save(self) -> None:
        """Register the visit with the end that is asked about; every refusal stands at its field."""
        entry = self._read("登记")
        if entry is not None:
            self._send(register_matter, self._saved, entry=entry, ending=self.ending.entry())

    def _read(self, what: str) -> MatterEntry | None:
        """Return the visit as it stands; None, with every fault at its field, where it cannot be read."""
        if self._saving:
            return None
        self.form.clear_faults()
        self.ending.clear_faults()
        unlisted = first_unlisted(self)
        if unlisted is not None:  # a word beside its list is never dropped in silence
            self._warn(f"还没有{what}：{unlisted.refusal()}")
            return None
        read = read_values(self.form.values(), today=self._today())
        if read.entry is None:
            self.form.show_faults(read.faults)
            self._warn(f"还没有{what}：{read.faults[0][1]}")
        return read.entry

    def _send(self, use_case: Callable[..., Any], done: Callable[[Any], object], **words: Any) -> None:
        """Save the visit once, whatever is pressed meanwhile."""
        self._saving, self._sent = True, self._values()
        self.slip_column.hold()
        self.visits.keeper.save_now()
        self._place.perform_once(self.visits.keeper.draft_id, use_case, **words).then(
            done, failed=self._refused, finished=self._over, owner=self
        )

    def _warn(self, words: str) -> None:
        """Say in the status bar what was not done, until something is typed."""
        self._place.warn(words)
        self._warned = True

    def _saved(self, saved: Registered) -> None:
        self._warned = False
        self.slip_column.show_saved(saved)
        went_on = self.visits.finish(self._sent)
        if not went_on:
            self.form.channel.setFocus()
        self.side.show_saved(saved)
        slip = SLIPS.get(MatterState(saved.state), "")
        self._slip_of = saved.matter_id if slip else 0
        self._buttons.offer_slip(slip)
        words = f"{MATTER_LABELS[MatterState(saved.state)]}，事项编号 {saved.short_code}"
        self._place.say(words + (WENT_ON if went_on else ""))
        if saved.state == MatterState.REFERRED:
            self._place.ask(known_referrals).then(self.ending.offer, owner=self)

    # -- a repeated visit, slips

    def join_to(self, matter: EarlierMatter) -> None:
        """并入: what stands in the form is a further visit of an earlier, open matter."""
        entry = self._read("并入")
        if entry is not None:
            self._send(join_visit, self._joined, matter_id=matter.matter_id, entry=entry)

    def _joined(self, joined: Joined) -> None:
        self.visits.finish(self._sent)
        values, self._warned = self._sent, False
        self.form.channel.setFocus()

        def undone(_undone: Undone) -> None:
            self.visits.begin(values)
            self._place.say("已撤回并入，填的内容还在")

        def undo() -> None:
            self._place.perform(undo_last).then(undone, owner=self)

        self._place.say(f"已并入{joined.short_code}，第{joined.visits}批，共{joined.people}人次", undo)

    def show_slip(self) -> None:
        """Ctrl+P: offer the slip of the visit registered last, as it will be printed; nothing prints by itself."""
        if self._slip_of:
            from ui.paper.papers_page import open_papers

            open_papers(self._place, matter_id=self._slip_of, keys=SLIP_KEYS)

    def _ask_limit(self) -> None:
        """Ask by when what is missing would have to come."""
        values = self.form.values()
        if values["nature"]:
            self._place.ask(
                first_limit,
                nature=MatterNature(values["nature"]),
                sender_dues=sender_dues(values["external"], self._today()),
            ).then(self._limit_came, owner=self)

    def _limit_came(self, limit: FirstLimit) -> None:
        self.form.set_limit(limit)
        self._show_slip()

    def _count_today(self) -> None:
        self._subtitle.refresh(self._today())

    def _refused(self, refusal: OfficeError) -> None:
        show_refusal(refusal, self.form, self.ending)
        self._warn(f"还没有登记：{refusal}")

    def _over(self) -> None:
        self._saving = False

    def event(self, event: QEvent) -> bool:
        """Keep the draft when the window is hidden or the program loses the screen."""
        if event.type() == QEvent.Type.Hide:
            self.visits.keeper.save_now()
        return super().event(event)
