"""补录: a case that happened on paper is entered in one sitting, on one page, with its real dates and number."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.case_waiting import next_case_number
from desktop.services.mediation.cases import CaseOpened
from desktop.services.mediation.late_entry import enter_case_late
from models.values.case_number import number_words
from models.values.dates import parse_day
from models.values.permissions import Permission
from ui.drafting import DraftKeeper
from ui.mediation.findings import FindingLine, Findings
from ui.mediation.late_form import LateForm
from ui.mediation.late_page import LatePages
from ui.mediation.part import MainButton, PageKeyButton, Scroll
from ui.mediation.reading import faults_of
from ui.paper.live_panel import TURN_KEY
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.buttons import ActionBar, ActionButton, LinkButton
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label, line_across
from ui.widgets.message import Message
from ui.widgets.panel import Panel
from ui.workplace import Workplace


class LateEntryPage(Page):
    """Nine sections on one page; Alt+1 … 9 lead to them, Ctrl+Enter saves all of it or nothing."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("late")
        self.setWindowTitle("补录案件")
        self._place = place
        self._busy = self._bound = False
        self.form = LateForm(place)
        self._keeper = DraftKeeper(place, "case.late", self.form.values, self.form.restore, parent=self)
        self._keeper.restored.connect(lambda: self.message.say("上次没有补录完的已恢复。", "info"))
        self.form.changed.connect(self._keeper.touch)
        self._lay_out()
        self.form.settled.connect(self._show_state)
        self.form.settle()
        self._keeper.restore_latest()

    def _lay_out(self) -> None:
        gap = look().size("panel_gap")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(14), px(8), px(14), px(10))
        column.setSpacing(px(10))
        self.message = Message(name="late.message")
        column.addWidget(self.message)
        column.addWidget(self.form)
        column.addStretch(1)
        self.area = Scroll(content, name="late.scroll")
        self.form.agreement.editor.place_wanted.connect(self.area.show_place)
        self.save = MainButton("补录", name="late.save", icon="save")
        self.save.clicked.connect(self.act)
        back = ActionButton("返回，草稿留着", name="late.back")
        back.clicked.connect(self._leave)
        drop = ActionButton("清空重填", name="late.drop", icon="delete")
        drop.clicked.connect(self._drop)
        bar = ActionBar(name="late.bar")
        for button in (self.save, back, drop):
            bar.add(button)
        left = Panel(name="late.left")
        left.set_flush()
        left.body.setSpacing(0)
        left.add(self.area, 1)
        left.add(bar)
        self.pages = LatePages(self._place, self.form, self)
        self.beside = QStackedWidget()
        self.beside.addWidget(self._contents())
        self.beside.addWidget(self.pages.panel)
        self.pages.panel.add_head(self._turning("补录的内容", "late.paper.contents"))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(px(12), gap, px(12), gap)
        row.setSpacing(gap)
        row.addWidget(left)
        row.addWidget(self.beside)
        self._divide()

    def _turning(self, words: str, name: str) -> PageKeyButton:
        button = PageKeyButton(words, TURN_KEY, name=name, small=True)
        button.clicked.connect(self.turn)
        return button

    def turn(self) -> None:
        """Alt+V: the page of what is typed, or the contents with what was refused."""
        self.beside.setCurrentIndex(1 - self.beside.currentIndex())
        self._divide()
        if self.beside.currentWidget() is self.pages.panel:
            self.pages.come()

    def _divide(self) -> None:
        """The page takes more room than the contents."""
        page = self.beside.currentWidget() is self.pages.panel
        self.beside.setMaximumWidth(px(600 if page else 440))
        for at, share in enumerate((58, 42) if page else (68, 32)):
            self._row.setStretch(at, share)

    def _contents(self) -> QWidget:
        """The right column: where one is, what the number will be, what was refused."""
        panel = Panel("补录的内容", "照纸上的日期填", name="late.contents")
        if self._place.who.may(Permission.PAPER_PRINT):
            panel.add_head(self._turning("看纸面", "late.contents.page"))
        self.number = Label("", "strong", name="late.number")
        line = QHBoxLayout()
        line.addWidget(Label("卷号", "label"))
        line.addWidget(self.number)
        line.addStretch(1)
        panel.body.addLayout(line)
        self._marks: dict[str, Label] = {}
        for number, section in enumerate(self.form.sections, start=1):
            link = LinkButton(section.TITLE, name=f"late.go.{section.KEY}", strong=True)
            link.setFocusPolicy(link.focusPolicy().NoFocus)
            link.clicked.connect(partial(self.go_to_section, number))
            mark = Label("", "hint", name=f"late.mark.{section.KEY}")
            self._marks[section.KEY] = mark
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(link)
            row.addStretch(1)
            row.addWidget(mark)
            row.addWidget(KeyCap(f"Alt+{number}"))
            panel.body.addLayout(row)
        panel.add(line_across())
        self.refusals = Label("", "strong", name="late.refusals")
        panel.add(self.refusals)
        self.findings = Findings(name="late.findings", most=6, keys=False)
        self.findings.wanted.connect(self._to_field)
        panel.add(self.findings)
        panel.body.addStretch(1)
        return panel

    # -- the page in its window

    def key_hints(self) -> Sequence[KeyHint]:
        """Save, sections, findings."""
        return [("Ctrl+Enter", "补录"), ("Alt+1…9", "到各部分"), ("F7", "下一条")]

    def on_shown(self) -> None:
        """Bind the keys that no button has, the cursor into the first field."""
        if not self._bound and self._place.shell is not None:
            self._bound = True
            keys = self._place.shell.keys
            keys.add("late.main", "Ctrl+Enter", "补录，全部一次保存", self.act, page=self)
            keys.add("late.turn", TURN_KEY, "纸面/补录的内容", self.turn, page=self)
            keys.add("late.next_finding", "F7", "下一条", self.findings.choose_next, page=self)
            for number, section in enumerate(self.form.sections, start=1):
                call = partial(self.go_to_section, number)
                keys.add(f"late.section.{number}", f"Alt+{number}", section.TITLE, call, page=self)
            self.form.dispute.enter()
        self._show_state()

    def on_escape(self) -> bool:
        """Close the card of an obligation first."""
        if self.form.agreement.editor.obligations.is_open():
            self.form.agreement.editor.obligations.cancel()
            return True
        return False

    def may_leave(self) -> bool:
        """Always: what is being typed is kept."""
        self._keeper.save_now()
        return True

    def go_to_section(self, number: int, *_clicked: object) -> None:
        """Bring the n-th section to the top, the cursor into its first field."""
        section = self.form.sections[number - 1]
        section.enter()
        self.area.verticalScrollBar().setValue(self.form.y() + section.y() - px(8))

    def _leave(self) -> None:
        if self._place.shell is not None:
            self._place.shell.back()

    def _show_state(self) -> None:
        """Which sections are filled, and which number the case will get."""
        self._read_number()
        for section in self.form.sections:
            filled = not section.is_blank()
            words = "已填" if filled else "必填" if section.NEEDED else "选填"
            mark = self._marks[section.KEY]
            mark.setText(words)
            mark.set_tone("ok" if filled else "warn" if section.NEEDED else "text3")

    def _read_number(self) -> None:
        by_hand = self.form.case.form.text("number_by_hand").strip()
        if by_hand or not self.isVisible():
            self.number.setText(by_hand)
            return
        try:
            day = parse_day(self.form.case.form.text("accepted_on"), today=self.form.today(), future=False)
        except ValueError:
            self.number.setText("填受理日期后给号")
            return
        committee = self.form.committee_id()
        self._place.ask(next_case_number, accepted_on=day, committee_id=committee).then(
            lambda number: self.number.setText(number or "—"), owner=self
        )

    def _drop(self) -> None:
        """Forget everything; 撤回上一步 gives it back."""
        kept = self.form.values()
        self._keeper.discard()
        self.form.clear()
        self._keeper.discard()
        self.message.clear()
        self._list([])

        def give_back() -> None:
            self.form.restore(kept)
            self._keeper.touch()

        self._place.say("已清空", give_back)

    # -- saving

    def act(self) -> None:
        """Ctrl+Enter: take the open obligation, else save everything at once."""
        if self.form.agreement.editor.obligations.is_open():
            self.form.agreement.editor.obligations.card.finish()
            return
        if self._busy:
            return
        self.form.settle()
        self.message.clear()
        try:
            entry = self.form.entry()
        except OfficeError as refusal:
            self._refused(refusal)
            return
        self._busy = True
        self._place.perform_once(self._keeper.draft_id, enter_case_late, entry=entry).then(
            self._saved, failed=self._refused, owner=self
        )

    def _refused(self, refusal: OfficeError) -> None:
        """Every refusal at its field and in the list; everything typed stays."""
        self._busy = False
        faults = self.form.at_parties(faults_of(refusal))
        rest = self.form.show_faults(faults)
        self._list(faults)
        if rest:
            self.message.say("".join(dict.fromkeys(words for _key, words in rest)), "err")
            self.area.verticalScrollBar().setValue(0)
        placed = [key for key, words in faults if (key, words) not in rest]
        if placed:
            self._to_field(placed[0])

    def _list(self, faults: Sequence[tuple[str, str]]) -> None:
        """List what was refused."""
        self.refusals.setText(f"有 {len(faults)} 处要改" if faults else "")
        where = self.form.where
        self.findings.set_lines([FindingLine("error", words, where(key), key) for key, words in faults])

    def _to_field(self, key: str) -> None:
        """Put the cursor into the field that was refused and bring it into sight."""
        section = self.form.section_of(key)
        sentence = next((line.sentence for line in self.findings.lines() if line.field == key), "")
        section.enter()
        section.show_faults([(key, sentence)])
        if key.startswith("agreement."):
            self.form.agreement.editor.go_to(key.partition(".")[2])
        focus = self.focusWidget()
        inside = focus is not None and section.isAncestorOf(focus)
        self.area.show_place(focus if inside and focus is not None else section)

    def _saved(self, answer: CaseOpened) -> None:
        self._busy = False
        self._keeper.discard()
        self._place.say(f"已补录，{number_words(answer.number)}")
        if self._place.shell is not None:
            self._place.shell.close_page(self)
        self._place.case_wanted.emit(answer.case_id)
