"""One mediation case: its steps and its term above, its parts at the left, the overview or the paper at the right."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.clock import day_of
from desktop.errors import OfficeError
from desktop.queries.case_views import CaseView
from desktop.queries.cases import case_view
from models.values.permissions import Permission
from ui.dossier.bound import BoundFile, BoundPage
from ui.dossier.checks import ChecksPanel, part_of
from ui.dossier.part import DossierPart
from ui.mediation.agreement_part import AgreementPart
from ui.mediation.case_stand import first_part, steps_of, term_words
from ui.mediation.course_part import CoursePart
from ui.mediation.drafted_paper import document_of
from ui.mediation.findings import Findings
from ui.mediation.form_pages import FormPages
from ui.mediation.kept_focus import KeptFocus
from ui.mediation.overview import place_words
from ui.mediation.paper_way import PaperWay
from ui.mediation.part import Part
from ui.mediation.parties_part import PartiesPart
from ui.mediation.performance_part import PerformancePart
from ui.mediation.right_column import RightColumn
from ui.mediation.rights_part import RightsPart
from ui.mediation.sessions_part import SessionsPart
from ui.mediation.side import SideForm
from ui.mediation.signatures_part import SignaturesPart
from ui.mediation.tabs import TabStrip
from ui.paper.live_panel import TURN_KEY
from ui.paper.papers_page import open_papers
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.widgets.countdown import Countdown
from ui.widgets.label import line_across
from ui.widgets.panel import Panel
from ui.widgets.states import States
from ui.widgets.steps import Steps
from ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.printing.blocks import Document

_PARTS: tuple[type[Part], ...] = (
    PartiesPart,
    RightsPart,
    SessionsPart,
    AgreementPart,
    SignaturesPart,
    PerformancePart,
    CoursePart,
    DossierPart,
)


class CasePage(Page):
    """A case from its acceptance to its closing. Alt+1 … 9 lead to what is missing, Ctrl+Enter does the part's work."""

    def __init__(self, place: Workplace, case_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case")
        self.setWindowTitle("调解案件")
        self._place = place
        self._case_id = case_id
        self._view: CaseView | None = None
        self._stale = False
        self._bound = False
        self._lay_out()
        self._make()
        place.changed.connect(self._changed_elsewhere)
        self.read()

    # -- making

    def _make(self) -> None:
        """Fill what was laid out: parts that are given their place at once are styled once."""
        self.parts: dict[str, Part] = {part.KEY: part(self._place) for part in _PARTS}
        for part in self.parts.values():
            self._stack.addWidget(part)
            part.wants.connect(self.show_side)
        agreement = self.parts[AgreementPart.KEY]
        assert isinstance(agreement, AgreementPart)
        self.agreement = agreement
        self.right = RightColumn(self._place, agreement, self._make_document)
        self.overview, self.paper = self.right.overview, self.right.paper
        self._kept = KeptFocus(self, self.tabs, self.right, self.part_in_front)
        self.right.side_closed.connect(self._side_closed)
        self.overview.field_wanted.connect(self._from_checks)
        self.overview.edit_wanted.connect(partial(self.show_side, "edit"))
        agreement.edited.connect(self._edited)
        agreement.marked.connect(self._mark_agreement)
        agreement.issued.connect(lambda _paper: self.show_part("signatures"))
        agreement.elsewhere_wanted.connect(self.go_to)
        self._way = PaperWay(self._place, agreement, self.paper, self)
        self._way.elsewhere_wanted.connect(self.go_to)
        self._way.agreement_wanted.connect(partial(self.show_part, AgreementPart.KEY))
        self._way.case_wanted.connect(partial(self.show_side, "edit"))
        self._columns.addWidget(self.right, 45)
        self._pages = FormPages(self, self._left, self._way)
        self._connect_dossier()

    def _lay_out(self) -> None:
        gap = look().size("panel_gap")
        self.steps = Steps(name="case.steps")
        self.countdown = Countdown(name="case.countdown")
        self.tabs = TabStrip([(part.KEY, part.TITLE) for part in _PARTS], name="case.tab")
        self.tabs.chosen.connect(self.show_part)
        self._stack, self._left = QStackedWidget(), QStackedWidget()
        head = Panel(name="case.head")
        line = QHBoxLayout()
        line.setSpacing(px(16))
        line.addWidget(self.steps, 1)
        line.addWidget(self.countdown)
        if self._place.who.may(Permission.PAPER_PRINT):
            papers = ActionButton("打印文书", "Alt+P", name="case.papers", icon="print")
            papers.clicked.connect(lambda: open_papers(self._place, case_ids=(self._case_id,)))
            line.addWidget(papers)
        head.body.addLayout(line)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(gap)
        self._left.addWidget(_left(self.tabs, self._stack))
        self._columns.addWidget(self._left, 55)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(head)
        column.addLayout(self._columns, 1)
        self.states = States(content, name="case.state")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(12), gap, px(12), gap)
        outer.addWidget(self.states)

    # -- the page in its window

    def tab(self) -> str:
        """The number."""
        return self._view.number or self._view.name if self._view else "案件"

    def tab_key(self) -> str:
        """This case."""
        return f"case.{self._case_id}"

    def subtitle(self) -> str:
        """Number and name."""
        return f"{self._view.number}　{self._view.name}" if self._view else ""

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys that are the same in every part."""
        return [("Ctrl+Enter", "保存"), ("Ctrl+PgDn", "下一部分"), ("F7", "下一条")]

    def on_shown(self) -> None:
        """Bind what no button has; read anew what may be old."""
        if not self._bound and self._place.shell is not None:
            self._bind()
        if self._stale:
            self.read()

    def _bind(self) -> None:
        assert self._place.shell is not None
        self._bound = True
        keys = self._place.shell.keys
        keys.add("case.main", "Ctrl+Enter", "保存，或这一部分的主要一步", self._act, page=self)
        keys.add("case.next_part", "Ctrl+PgDown", "下一部分", partial(self._step, 1), page=self)
        keys.add("case.previous_part", "Ctrl+PgUp", "上一部分", partial(self._step, -1), page=self)
        keys.add("case.print", "Ctrl+P", "打印", self._print, page=self)
        keys.add("case.other_pane", "F6", "编辑区/纸面", self._pages.other_pane, page=self)
        keys.add("case.turn", TURN_KEY, "纸面/案件情况", self._pages.turn, page=self)
        keys.add("case.next_finding", "F7", "下一条检查", self._next_finding, page=self)
        for number in range(1, 10):
            call, words = partial(self._finding, number), f"第 {number} 条"
            keys.add(f"case.finding.{number}", f"Alt+{number}", words, call, page=self)

    def on_escape(self) -> bool:
        """Close what stands in the right column, then what a part has open."""
        if self.right.side() is not None:
            self.right.close_side()
            return True
        return self.part_in_front().escape()

    def may_leave(self) -> bool:
        """Always: what is being typed is kept as a draft."""
        for part in self.parts.values():
            part.keep_drafts()
        return True

    # -- reading

    def read(self) -> None:
        """Read the case."""
        self._stale = False
        if self._view is None:
            self.states.show_loading("正在读取案件…")
        self._place.ask(case_view, case_id=self._case_id).then(self._show, failed=self._failed, owner=self)

    def view(self) -> CaseView | None:
        """The case that is shown."""
        return self._view

    def _changed_elsewhere(self) -> None:
        if self.isVisible():
            self.read()
        else:
            self._stale = True

    def _failed(self, refusal: OfficeError) -> None:
        if self._view is not None:
            self._place.refuse(refusal)
            return
        button = self.states.show_failed(str(refusal), retry=self.read, key="F5")
        if button is not None and self._place.shell is not None:
            self._place.shell.keys.bind_button(button, page=self)

    def _show(self, view: CaseView) -> None:
        first = self._view is None
        self._view = view
        with self._kept:
            self._way.show_case(view)
            self.steps.set_steps(steps_of(view))
            words, state, detail = term_words(view, self._today())
            self.countdown.set_left(words, state=state, detail=detail)
            for key, part in self.parts.items():
                part.show_case(view)
                self.tabs.set_mark(key, part.mark(view))
            self.right.show_case(view)
            self.states.show_content()
            self._show_right()
            self.head_changed.emit()
        if first:
            self.show_part(first_part(view, list(self.parts)))

    # -- parts

    def part_in_front(self) -> Part:
        """The part in front."""
        part = self._stack.currentWidget()
        assert isinstance(part, Part)
        return part

    def current_part(self) -> str:
        """The key of the part in front."""
        return self.part_in_front().KEY

    def show_part(self, key: str) -> None:
        """Bring a part to the front."""
        part = self.parts[key]
        self.tabs.set_current(key)
        self._stack.setCurrentWidget(part)
        self.right.close_side()
        self._show_right()
        if self._view is not None:
            part.enter()

    def _step(self, by: int) -> None:
        self.show_part(self.tabs.neighbour(by))

    def go_to(self, field: str) -> None:
        """Lead to the field that a finding names."""
        words = place_words(field)
        part = next(part for part in self.parts.values() if words == part.TITLE)
        self.show_part(part.KEY)
        part.go_to(field)

    def _connect_dossier(self) -> None:
        dossier = self.parts[DossierPart.KEY]
        assert isinstance(dossier, DossierPart)
        self.dossier = dossier
        dossier.checks.field_wanted.connect(self._from_checks)
        dossier.side_ready.connect(self._slide)
        dossier.bound_wanted.connect(self._show_bound)

    def _from_checks(self, field: str) -> None:
        """Lead to the place of a finding of the checks, or of what the next step still wants."""
        if field == "case" and self._view is not None and self._view.acts:
            self.show_side("edit")
            return
        key, place = part_of(field, draft=self.agreement.is_draft())
        self.show_part(key)
        self.parts[key].go_to(place)

    def _slide(self, side: SideForm | None) -> None:
        if side is None:
            self.right.close_side()
            return
        self.part_in_front().step_back(behind=True)
        self.right.slide_in(side)

    def _show_bound(self, file: BoundFile, title: str) -> None:
        if self._place.shell is not None:
            self._place.shell.open(BoundPage(self._place, self._case_id, file, title))

    def _act(self) -> None:
        side = self.right.side()
        if side is not None:
            side.act()
        else:
            self.part_in_front().act()

    def _print(self) -> None:
        """Ctrl+P: print for signing while it is a draft, else the issued paper."""
        if self.paper.isVisibleTo(self) and self.paper.issued() is not None:
            self.paper.print_paper()
        elif self.current_part() == AgreementPart.KEY:
            self.agreement.print_for_signing()

    def _edited(self) -> None:
        if self._view is not None:
            self.right.edited(self.part_in_front(), self._view)

    def _mark_agreement(self) -> None:
        if self._view is not None:
            self.tabs.set_mark(AgreementPart.KEY, self.agreement.mark(self._view))

    def _findings(self) -> Findings | ChecksPanel:
        if self.current_part() == DossierPart.KEY:
            return self.dossier.checks
        if not self.overview.isVisibleTo(self) and self.current_part() == AgreementPart.KEY:
            return self.agreement.findings
        return self.overview.findings

    def _finding(self, number: int) -> None:
        self._findings().choose(number)

    def _next_finding(self) -> None:
        if not self._findings().choose_next():
            self._place.say("没有要改的了")

    # -- the right column

    def _show_right(self) -> None:
        if self._view is not None:
            self.right.show_for(self.part_in_front(), self._view)

    def _make_document(self) -> "Callable[[], Document] | None":
        """What the live page is made of now."""
        if self._view is None or not self.agreement.is_draft():
            return None
        return document_of(self._view, self.agreement.entry(), self._today())

    def _today(self) -> date:
        return day_of(self._place.office.clock.now())

    def show_side(self, name: str) -> None:
        """Slide a form into the right column: edit, terminate, close, retract, oral."""
        if self._view is not None:
            self.part_in_front().step_back(behind=True)
            self.right.open_side(name, self._view)

    def _side_closed(self) -> None:
        for part in self.parts.values():
            part.step_back(behind=False)
        self._show_right()
        self._kept.mend()


def _left(tabs: TabStrip, stack: QStackedWidget) -> Panel:
    """The panel of the parts, with their tabs above."""
    left = Panel(name="case.left")
    left.set_flush()
    left.body.setSpacing(0)
    left.add(tabs)
    left.add(line_across())
    left.add(stack, 1)
    return left
