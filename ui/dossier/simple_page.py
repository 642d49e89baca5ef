"""简易调解一页办结: one screen, one sheet (人民调解口头协议登记表), one minute (practice.md 21)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.clock import day_of
from desktop.errors import OfficeError
from desktop.services.mediation.cases import CaseOpened
from desktop.services.mediation.late_entry import enter_case_late
from models.values.permissions import Permission
from ui.dossier.simple_form import SimpleForm, field_of
from ui.dossier.simple_paper import SimplePaper
from ui.drafting import DraftKeeper
from ui.mediation.part import MainButton, PageKeyButton, Scroll
from ui.mediation.reading import faults_of
from ui.paper.live_panel import TURN_KEY
from ui.paper.papers_page import open_papers
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.buttons import ActionBar, ActionButton
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.workplace import Workplace

SHEET = "oral_agreement"


class SimplePage(Page):
    """A quarrel that was settled on the spot, written down in one go."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("simple")
        self.setWindowTitle("简易调解")
        self._place = place
        self._busy = self._bound = False
        self._print = True
        self.form = SimpleForm(place.choices, self._today, place.who.staff_id, place.who.unit_id)
        self.message = Message(name="simple.message")
        self.save = MainButton("办结并打印登记表", name="simple.save", icon="checkmark")
        self.save.clicked.connect(self.act)
        self.only = ActionButton("只办结", "Alt+O", name="simple.only")
        self.only.clicked.connect(self._save_only)
        self._lay_out()
        self._keeper = DraftKeeper(
            place, "case.simple", self.form.values, self.form.restore, record="", parent=self
        )
        self.form.changed.connect(self._keeper.touch)
        self._keeper.restore_latest()

    def _lay_out(self) -> None:
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(px(14), px(10), px(14), px(10))
        inner.addWidget(self.form)
        inner.addStretch(1)
        panel = Panel(name="simple.panel")
        panel.set_flush()
        panel.add(self.message)
        panel.add(Scroll(content, name="simple.scroll"), 1)
        bar = ActionBar(name="simple.bar")
        bar.add(self.save)
        bar.add(self.only)
        panel.add(bar)
        gap = look().size("panel_gap")
        self.paper = SimplePaper(self._place, self.form, self)
        self.paper.panel.setMaximumWidth(px(600))
        set_shown(self.paper.panel, on=False)
        self.look = PageKeyButton("看登记表", TURN_KEY, name="simple.look", icon="document")
        self.look.clicked.connect(self.turn)
        self.look.setVisible(self._place.who.may(Permission.PAPER_PRINT))
        bar.add_right(self.look)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), gap, px(12), gap)
        row.setSpacing(gap)
        row.addWidget(panel, 58)
        row.addWidget(self.paper.panel, 42)

    def turn(self) -> None:
        """Alt+V: the sheet beside the form as it is typed, or the form alone."""
        on = not self.paper.panel.isVisibleTo(self)
        self.form.set_narrow(on=on)
        set_shown(self.paper.panel, on=on)
        self.look.set_text("收起登记表" if on else "看登记表")
        if on:
            self.paper.come()

    def subtitle(self) -> str:
        """What it is for."""
        return "当场说清、当场了结的纠纷，一页办结"

    def key_hints(self) -> Sequence[KeyHint]:
        """Save."""
        return [("Ctrl+Enter", "办结"), ("Enter", "下一项")]

    def on_shown(self) -> None:
        """The cursor into the first name."""
        if not self._bound and self._place.shell is not None:
            self._bound = True
            keys = self._place.shell.keys
            keys.add("simple.look", TURN_KEY, "看登记表/收起", self.turn, page=self)
            keys.add("simple.save", "Ctrl+Enter", "办结并打印登记表", self.act, page=self)
        if not self.form.text("name1"):
            self.form.field("name1").focus_widget()

    def may_leave(self) -> bool:
        """Always: what was typed is kept as a draft."""
        self._keeper.save_now()
        return True

    def act(self) -> None:
        """Settle it, then the sheet."""
        self._print = True
        self._settle()

    def _save_only(self) -> None:
        self._print = False
        self._settle()

    def _settle(self) -> None:
        if self._busy:
            return
        self.message.clear()
        self.form.clear_faults()
        try:
            entry = self.form.entry()
        except OfficeError as refusal:
            self._refused(refusal)
            return
        self._busy = True
        self._place.perform_once(self._keeper.draft_id, enter_case_late, entry=entry).then(
            self._done, failed=self._refused, owner=self
        )

    def _done(self, opened: CaseOpened) -> None:
        self._busy = False
        self._keeper.discard()
        self.form.clear()
        self.form.begin()
        self._place.say(f"{opened.number}已{'办结' if opened.state == 'closed' else '登记，口头协议已生效'}")
        if self._print:
            open_papers(self._place, case_ids=(opened.case_id,), keys=(SHEET,))
        else:
            self.form.field("name1").focus_widget()

    def _refused(self, refusal: OfficeError) -> None:
        self._busy = False
        placed = [(field_of(field) or field, sentence) for field, sentence in faults_of(refusal)]
        rest = self.form.show_faults(placed)
        self.message.say("".join(dict.fromkeys(sentence for _field, sentence in rest)), "err")

    def _today(self) -> date:
        return day_of(self._place.office.clock.now())
