"""The way between the live page and the form: a click leads to the field, the field being written is framed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.queries.case_views import CaseView
from ui.mediation.agreement_part import AgreementPart
from ui.mediation.drafted_paper import parties_there
from ui.mediation.paper_column import PaperColumn
from ui.workplace import Workplace

_OF_THE_CASE = frozenset({"matter", "dispute", "dispute_type", "source", "summary", "accepted_on"})
"""Fields of papers that are typed for the case: its name, its kind, where it comes from."""


class PaperWay(QObject):
    """Listens to both for one case page."""

    elsewhere_wanted = Signal(str)
    """A place of the page is typed in another part; its field as findings name it."""
    case_wanted = Signal()
    """A place of the page is typed for the case itself."""
    agreement_wanted = Signal()
    """The part of the agreement is to come to the front."""

    def __init__(
        self, place: Workplace, agreement: AgreementPart, paper: PaperColumn, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._place, self._agreement, self._paper = place, agreement, paper
        self._view: CaseView | None = None
        self.of_form: Callable[[str], object] | None = None
        """Leads from a field of a form's own paper, while that is what stands there."""
        paper.field_wanted.connect(self._clicked)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def show_case(self, view: CaseView) -> None:
        """The case whose page it is."""
        self._view = view

    def _clicked(self, field: str) -> None:
        """What stood there when it was clicked leads: the way may bring another paper to the front."""
        if self._paper.form_paper() is None:
            self.go_to(field)
        elif self.of_form is not None:
            self.of_form(field)

    def go_to(self, field: str) -> None:
        """Lead from a field of the paper to where it is typed."""
        head, _dot, tail = field.partition(".")
        if head == "parties" and self._view is not None:
            number, _dot, name = tail.partition(".")
            parties = parties_there(self._view)
            if number.isdigit() and int(number) < len(parties):
                self.elsewhere_wanted.emit(f"parties.{parties[int(number)].id}.{name}")
        elif head in {"number", "committee_name"}:
            self._place.say("编号和调委会名称由系统填写，不在这里改")
        elif head in _OF_THE_CASE and self._paper.form_paper() is not None:
            self.case_wanted.emit()
        elif head == "agreement_number":
            self._place.say("协议编号在登记生效时由系统填写，不在这里改")
        else:
            self.agreement_wanted.emit()
            self._agreement.editor.go_to_paper(field)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        editor = self._agreement.editor
        if (
            self._paper.form_paper() is None
            and new is not None
            and editor.isVisible()
            and editor.isAncestorOf(new)
        ):
            self._paper.mark_field(editor.paper_field(new))
