"""接待登记: one screen, one minute. Registers a visit and ends it in one of four ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QWidget

from desktop.clock import day_of
from desktop.drafts import Draft
from desktop.errors import FormError, OfficeError
from desktop.queries.history import Candidate
from desktop.services.registering import Registered, register_matter
from models.values.choices import Ending
from models.values.dates import day_in_sentences
from models.values.matter_states import MATTER_LABELS, MatterState
from ui.drafting import DraftKeeper, Values
from ui.reception.ending_panel import EndingPanel
from ui.reception.form import VisitForm
from ui.reception.side_column import SideColumn
from ui.reception.visit_tabs import OpenVisit, VisitTabs
from ui.reception.visit_values import EMPTY, FORM, form_field, has_something, read_values
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.buttons import ActionBar, ActionButton
from ui.widgets.keycap import KeyCap
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.workplace import Workplace

OTHER_ENDINGS = (
    (Ending.ANSWER, "Alt+D", "checkmark_circle"),
    (Ending.REFER, "Alt+G", "arrow_forward"),
    (Ending.UNFINISHED, "Alt+W", "clock"),
)
ENDING_WORDS = {
    Ending.ANSWER: "当场答复",
    Ending.REFER: "引导告知",
    Ending.UNFINISHED: "登记未完成",
}


class ReceptionPage(Page):
    """The registration screen: form at the left, who came before at the right, drafts as tabs."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reception")
        self._place = place
        self._saving = False
        self._visits: list[OpenVisit] = [OpenVisit()]
        self._current = 0
        self.form = VisitForm(place.choices, self._today)
        self.ending = EndingPanel("reception.ending", [unit.name for unit in place.choices.units])
        self.side = SideColumn(place)
        self.tabs = VisitTabs()
        self.keeper = DraftKeeper(place, FORM, self._collect, self._fill, parent=self)
        self.keeper.take_up(self._visits[0].draft_id, on_disk=False)
        self._make_buttons()
        self._lay_out()
        self._listen()
        self._show_tabs()
        self.side.refresh_recent()
        self.keeper.load(self._drafts_came)

    # -- building

    def _make_buttons(self) -> None:
        self.accept = ActionButton(
            "受理", "Ctrl+Enter", name="reception.accept", primary=True, icon="checkmark"
        )
        self.accept.setAutoDefault(True)
        self.others = {
            ending: ActionButton(ENDING_WORDS[ending], key, name=f"reception.{ending.value}", icon=icon)
            for ending, key, icon in OTHER_ENDINGS
        }
        for button in self.others.values():
            button.setCheckable(True)
        self.discard = ActionButton("丢弃草稿", name="reception.discard", small=True, quiet=True)
        self.new = ActionButton("新登记", name="reception.new", small=True, quiet=True, icon="add")

    def _lay_out(self) -> None:
        panel = Panel("", name="reception.form")
        panel.set_flush()
        panel.body.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(8), px(2), px(14), px(2))
        head.setSpacing(px(6))
        head.addWidget(self.tabs, 1)
        head.addWidget(self.discard)
        head.addWidget(self.new)
        head.addWidget(KeyCap("F2"))
        panel.body.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form.setProperty("surface", "clear")
        self._scroll.setWidget(self.form)
        panel.add(self._scroll, 1)
        panel.add(self.ending)
        bar = ActionBar(name="reception.actions")
        bar.add(self.accept)
        for button in self.others.values():
            bar.add(button)
        panel.add(bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(10), px(12), px(10))
        row.setSpacing(look().size("panel_gap"))
        row.addWidget(panel, 1)
        self.side.setFixedWidth(px(376))
        row.addWidget(self.side)

    def _listen(self) -> None:
        self.form.changed.connect(self._changed)
        self.ending.changed.connect(self.keeper.touch)
        self.side.picked.connect(self._picked)
        self.side.namesakes.connect(self.form.who.say_namesakes)
        self.tabs.wanted.connect(self.show_visit)
        self.keeper.kept.connect(self._draft_kept)
        self.accept.clicked.connect(self.save)
        self.new.clicked.connect(self.new_visit)
        self.discard.clicked.connect(self.discard_visit)
        for ending, button in self.others.items():
            button.clicked.connect(lambda _checked=False, end=ending: self.ask_ending(end))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    # -- what the window asks

    def title(self) -> str:
        """The screen's name."""
        return "接待登记"

    def subtitle(self) -> str:
        """The day at the centre."""
        return day_in_sentences(self._today())

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of this screen."""
        return [("Enter", "下一项"), ("F9", "遮住"), ("F2", "新登记")]

    def on_shown(self) -> None:
        """Go on where the cursor was, or begin at 方式."""
        keys = self._place.shell.keys if self._place.shell is not None else None
        if keys is not None and not any(a.id == "reception.next" for a in keys.actions(self)):
            keys.add("reception.next", "Ctrl+PgDown", "下一份登记", lambda: self._step(1), page=self)
            keys.add("reception.previous", "Ctrl+PgUp", "上一份登记", lambda: self._step(-1), page=self)
        focus = self.focusWidget()
        if focus is None or not focus.isVisibleTo(self):
            self.form.channel.setFocus()
        else:
            focus.setFocus()

    def on_escape(self) -> bool:
        """Esc gives the asked end up first."""
        if self.ending.ending() == Ending.ACCEPT:
            return False
        self.ask_ending(Ending.ACCEPT)
        self.form.what.story.setFocus()
        return True

    def may_leave(self) -> bool:
        """Always: what stands here is a draft."""
        self.keeper.save_now()
        return True

    # -- several visits

    def new_visit(self) -> None:
        """F2: an empty form; what stood here stays as a draft in its tab."""
        if self._saving:
            return
        self._store()
        empty = next((at for at, visit in enumerate(self._visits) if not has_something(visit.values)), None)
        if empty is None:
            self._visits.append(OpenVisit())
            empty = len(self._visits) - 1
        self._bring(empty)
        self.form.channel.setFocus()

    def show_visit(self, at: int) -> None:
        """Show another of the open visits."""
        if self._saving or at == self._current or not 0 <= at < len(self._visits):
            self._show_tabs()
            return
        self._store()
        self._bring(at)

    def discard_visit(self) -> None:
        """Throw the visit in the form away; 撤回上一步 brings it back."""
        if self._saving:
            return
        self._store()
        thrown = dict(self._visits[self._current].values)
        self._finish_current()
        if has_something(thrown):
            self._place.say("已丢弃一份没登记的草稿", lambda: self._bring_back(thrown))

    def _bring_back(self, values: Values) -> None:
        self.new_visit()
        self._fill(values)
        self.keeper.touch()
        self._show_tabs()

    def _step(self, by: int) -> None:
        self.show_visit((self._current + by) % len(self._visits))

    def _store(self) -> None:
        """Keep what stands in the form with its tab, and its draft on the disk."""
        self._visits[self._current].values = self._values()
        self.keeper.save_now()

    def _bring(self, at: int) -> None:
        """Put a visit into the form."""
        self._current = at
        visit = self._visits[at]
        self.keeper.take_up(visit.draft_id, on_disk=visit.on_disk)
        self._fill(visit.values)
        self._show_tabs()

    def _finish_current(self) -> None:
        """The visit in the form is over: forget its draft and show an empty form."""
        self.keeper.discard()
        del self._visits[self._current]
        empty = next((at for at, visit in enumerate(self._visits) if not has_something(visit.values)), None)
        if empty is None:
            self._visits.append(OpenVisit())
            empty = len(self._visits) - 1
        self._bring(empty)
        self.form.channel.setFocus()

    def _show_tabs(self) -> None:
        self.tabs.show_visits(self._visits, self._current)
        many = len(self._visits) > 1 or has_something(self._visits[self._current].values)
        set_shown(self.discard, on=many)

    # -- drafts

    def _values(self) -> Values:
        return self.form.values() | self.ending.values()

    def _collect(self) -> Values:
        values = self._values()
        return values if has_something(values) else {}

    def _fill(self, values: Values) -> None:
        self.form.fill(EMPTY | values)
        self.ending.fill(values)
        self._show_ending()
        self._scroll.verticalScrollBar().setValue(0)
        self.side.follow(self.form.values())

    def _drafts_came(self, drafts: list[Draft]) -> None:
        """Show the drafts that were open when the program ended, the latest in the form."""
        known = {visit.draft_id for visit in self._visits}
        back = [
            OpenVisit(draft.id, EMPTY | draft.payload, True, draft.saved_at)
            for draft in drafts
            if draft.id not in known
        ]
        if not back:
            return
        untouched = not has_something(self._values())
        self._store()
        if untouched:
            del self._visits[self._current]
            self._visits = [*back, *self._visits]
            self._bring(0)
            self._place.say(f"上次没登记完的{len(back)}份草稿都在，接着填就行")
        else:
            self._visits += back
            self._show_tabs()

    def _draft_kept(self, draft: Draft) -> None:
        for visit in self._visits:
            if visit.draft_id == draft.id:
                visit.on_disk, visit.saved_at = True, draft.saved_at
                visit.values = EMPTY | draft.payload
        self._show_tabs()

    # -- typing

    def _changed(self) -> None:
        self._visits[self._current].values = self._values()
        self._show_tabs()
        self.keeper.touch()
        self.side.follow(self.form.values())

    def _picked(self, candidate: Candidate | None) -> None:
        if candidate is None:
            self.form.who.unpick()
        else:
            self.form.who.pick(candidate)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.form.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now, 0, px(30))

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
        self.keeper.touch()

    def _show_ending(self) -> None:
        self.accept.set_text(self.ending.verb())
        for ending, button in self.others.items():
            button.setChecked(ending == self.ending.ending())

    def save(self) -> None:
        """Register the visit with the end that is asked about; every refusal stands at its field."""
        if self._saving:
            return
        self.form.clear_faults()
        self.ending.clear_faults()
        read = read_values(self.form.values(), today=self._today())
        if read.entry is None:
            self.form.show_faults(read.faults)
            self._place.say("还没有登记：" + read.faults[0][1])
            return
        self._saving = True
        self.keeper.save_now()
        self._place.perform_once(
            self.keeper.draft_id, register_matter, entry=read.entry, ending=self.ending.entry()
        ).then(self._saved, failed=self._refused, finished=self._over, owner=self)

    def _saved(self, saved: Registered) -> None:
        self._finish_current()
        self.side.show_saved(saved)
        self._place.say(f"{MATTER_LABELS[MatterState(saved.state)]}，事项编号 {saved.short_code}")

    def _refused(self, refusal: OfficeError) -> None:
        faults = refusal.faults if isinstance(refusal, FormError) else ((refusal.field or "", str(refusal)),)
        here: list[tuple[str, str]] = []
        asked: list[tuple[str, str]] = []
        for name, sentence in faults:
            (asked if name in self.ending.fields else here).append((form_field(name), sentence))
        for name, sentence in asked:
            self.ending.fields[name].set_error(sentence)
        if asked:
            self.ending.fields[asked[0][0]].focus_widget()
        self.form.show_faults(here)
        self._place.say(f"还没有登记：{refusal}")

    def _over(self) -> None:
        self._saving = False

    def event(self, event: QEvent) -> bool:
        """Keep the draft when the window is hidden or the program loses the screen."""
        if event.type() == QEvent.Type.Hide:
            self.keeper.save_now()
        return super().event(event)
