"""The right column of a case: the overview, the paper, or a form that slid in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from desktop.queries.case_views import CaseView
from models.values.choices import AgreementForm
from models.values.permissions import Permission
from ui.mediation.agreement_part import AgreementPart
from ui.mediation.case_sides import close_side, edit_side, oral_side, retract_side, terminate_side
from ui.mediation.fact_sides import (
    claims_side,
    court_side,
    evidence_side,
    inquiry_side,
    urge_side,
    visit_side,
)
from ui.mediation.form_paper import FormPaper
from ui.mediation.overview import Overview
from ui.mediation.paper_column import PaperColumn
from ui.mediation.part import PageKeyButton, Part
from ui.mediation.party_sides import notes_side, paste_side, payments_side
from ui.mediation.side import SideForm
from ui.mediation.step_sides import (
    extend_side,
    feed_back_side,
    keep_old_side,
    leave_side,
    mediator_side,
    pause_side,
    renew_side,
    report_side,
    resume_side,
    transfer_side,
)
from ui.paper.live_panel import TURN_KEY
from ui.style import px
from ui.widgets.naming import set_shown
from ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.printing.blocks import Document

_SIDES: dict[str, Callable[[Workplace, CaseView, Callable[[str], object]], SideForm]] = {
    "edit": edit_side,
    "terminate": terminate_side,
    "close": close_side,
    "retract": retract_side,
    "claims": claims_side,
    "paste": paste_side,
    "inquiry": inquiry_side,
    "evidence": evidence_side,
    "visit": visit_side,
    "court": court_side,
    "pause": pause_side,
    "resume": resume_side,
    "extend": extend_side,
    "mediator": mediator_side,
    "leave": leave_side,
    "transfer": transfer_side,
    "report": report_side,
    "feed_back": feed_back_side,
    "renew": renew_side,
    "keep_old": keep_old_side,
}
_WIDEST = 600


class RightColumn(QStackedWidget):
    """Shows what belongs beside the part in front."""

    side_closed = Signal()
    """The form that slid in is gone."""
    turn_wanted = Signal()
    """The page or the overview is wanted in place of the other."""
    left_wanted = Signal(object)
    """A SideForm whose paper stands here: it wants to stand at the left meanwhile."""

    def __init__(
        self,
        place: Workplace,
        agreement: AgreementPart,
        make: "Callable[[], Callable[[], Document] | None]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("case.right")
        self.setMaximumWidth(px(_WIDEST))
        self._place, self._agreement = place, agreement
        self.overview = Overview(place)
        self.paper = PaperColumn(place, make)
        self._side: SideForm | None = None
        self._left_at: QWidget | None = None
        self._pages_wanted = True
        agreement.editor.obligations.paste_wanted.connect(lambda: agreement.wants.emit("payments"))
        self.paper.blanks.connect(agreement.blanks.say_blanks)
        self.addWidget(self.overview)
        self.addWidget(self.paper)
        self.to_overview = PageKeyButton("案件情况", TURN_KEY, name="case.paper.overview", small=True)
        self.paper.add_head(self.to_overview)
        self.to_page = PageKeyButton("看纸面", TURN_KEY, name="case.facts.page", small=True)
        self.overview.add_head(self.to_page)
        for button in (self.to_overview, self.to_page):
            button.clicked.connect(self.turn_wanted)
            set_shown(button, on=False)

    def show_for(self, part: Part, view: CaseView) -> None:
        """The paper where the part speaks of it and there is one to show, else the overview."""
        if self._side is not None:
            return
        beside = part.beside()
        if beside is not None:
            if self.indexOf(beside) < 0:
                self.addWidget(beside)
            self.setCurrentWidget(beside)
            return
        may_print = self._place.who.may(Permission.PAPER_PRINT)
        yielded = part.form_paper() if may_print else None
        set_shown(self.to_overview, on=yielded is not None)
        set_shown(self.to_page, on=yielded is not None)
        if yielded is not None and self._pages_wanted:
            self._show_form_paper(yielded)
            return
        draft, oral = self._agreement.is_draft(), self._is_oral()
        papers = view.papers if may_print and not (draft and oral) else ()
        there = bool(papers) or (draft and not oral and part is self._agreement)
        if not (part.SHOWS_PAGE and there):
            self.setCurrentWidget(self.overview)
            return
        self.setCurrentWidget(self.paper)
        self.paper.show_papers(papers, draft=draft, copies=view.agreement.copies if view.agreement else 1)

    def _show_form_paper(self, paper: FormPaper) -> None:
        self.setCurrentWidget(self.paper)
        self.paper.show_form(paper)

    def turn(self, part: Part, view: CaseView) -> None:
        """Alt+V: the page of the form, or what the case is in its place; it stays so for the other parts."""
        if self._side is None and part.form_paper() is not None:
            self._pages_wanted = not self._pages_wanted
            self.show_for(part, view)

    def touch_page(self) -> None:
        """What a form yields says something else now."""
        if self.currentWidget() is self.paper and self.paper.form_paper() is not None:
            self.paper.touch()

    def edited(self, part: Part, view: CaseView) -> None:
        """The agreement as typed changed: set its page anew; an oral one has none."""
        if self.currentWidget() is self.paper and self.paper.form_paper() is None:
            self.paper.touch()
        if part is self._agreement and self._is_oral() == (self.currentWidget() is self.paper):
            self.show_for(part, view)

    def _is_oral(self) -> bool:
        return self._agreement.is_draft() and self._agreement.entry().form is AgreementForm.ORAL

    # -- forms that slide in

    def side(self) -> SideForm | None:
        """The form that slid in."""
        return self._side

    def open_side(self, name: str, view: CaseView) -> SideForm:
        """Slide a form in: edit, terminate, close, retract, oral; `inquiry.12` with that one in it."""
        if name == "oral":
            side = oral_side(self._place, view, self._done, self._agreement)
        elif name == "payments":
            side = payments_side(self._place, self._agreement.editor.obligations, view, self._done)
        elif name.startswith("notes."):
            party = next(row for row in view.parties if row.id == int(name.partition(".")[2]))
            side = notes_side(self._place, party, self._done)
        elif name.startswith("urge."):
            number = int(name.partition(".")[2])
            row = next(row for row in view.followed if row.obligation_id == number)
            side = urge_side(self._place, row, self._done)
        else:
            name, _dot, number_of_record = name.partition(".")
            side = _SIDES[name](self._place, view, self._done)
            if number_of_record:
                side.open_record(int(number_of_record))
        return self.slide_in(side)

    def show_case(self, view: CaseView) -> None:
        """Show the case in the overview, and in a form that lists something of it."""
        self.overview.show_case(view)
        if self._side is not None:
            self._side.show_case(view)

    def slide_in(self, side: SideForm) -> SideForm:
        """Slide a form in that a part made."""
        self.close_side()
        self._side = side
        self._left_at = self.window().focusWidget()
        side.cancelled.connect(self.close_side)
        side.not_saved.connect(lambda sentence: self._place.warn(f"还没有保存：{sentence}"))
        if side.paper is not None and self._place.who.may(Permission.PAPER_PRINT):
            side.page_changed.connect(self.touch_page)
            set_shown(self.to_overview, on=False)
            self.left_wanted.emit(side)
            self._show_form_paper(side.paper)
        else:
            self.addWidget(side)
            self.setCurrentWidget(side)
        side.enter()
        return side

    def close_side(self) -> None:
        """Take the form away; the cursor goes back to where it was before."""
        side, self._side = self._side, None
        if side is not None:
            focus, before = self.window().focusWidget(), self._left_at
            if focus is not None and side.isAncestorOf(focus) and before is not None and isValid(before):
                before.setFocus(Qt.FocusReason.OtherFocusReason)
            self.removeWidget(side)
            self.paper.leave_form()
            side.hide()
            side.deleteLater()
            self.side_closed.emit()

    def _done(self, words: str) -> None:
        self.close_side()
        self._place.say(words)
