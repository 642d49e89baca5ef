"""The page beside a late entry: the paper of the section in which somebody writes, set as it is typed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from models.values.choices import AgreementForm, CaseSource
from ui.mediation.draft_case import GIVEN_AT_SAVING, DraftCase, party_typed
from ui.mediation.drafted_forms import (
    SESSION_KEYS,
    acceptance_document,
    agreement_document,
    oral_document,
    session_document,
)
from ui.mediation.form_paper import FormPaper, FormWay
from ui.mediation.late_form import LateForm
from ui.mediation.party_form import PartyForm
from ui.mediation.reading import Reading
from ui.mediation.session_form import SessionForm
from ui.paper.live_panel import LivePanel
from ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.printing.blocks import Document

REGISTER, AGREEMENT, MINUTES = "受理登记表", "协议书", "调解记录"


class LatePages(QObject):
    """Keeps the right paper in the panel: of a sitting its minutes, of the agreement itself, else the register."""

    def __init__(self, place: Workplace, form: LateForm, parent: QObject) -> None:
        super().__init__(parent)
        self._place, self._form = place, form
        self._sitting: SessionForm | None = None
        case_form = form.case.form
        self._register = FormPaper(REGISTER, case_form, self._make_register, lead=self._lead_from_register)
        self._agreement = FormPaper(
            AGREEMENT, form.agreement.editor.form, self._make_agreement, lead=self._lead_from_agreement
        )
        self._shown = self._register
        self._minutes: dict[SessionForm, FormPaper] = {}
        self.panel = LivePanel(place, REGISTER, self._register.make, name="late.paper")
        self._way = FormWay(self.panel, self, shown=lambda: self._shown)
        self.panel.field_wanted.connect(self._way.go_to)
        form.changed.connect(self._changed)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def come(self) -> None:
        """The panel was brought to the front."""
        self.panel.live.set_now()

    def _changed(self) -> None:
        if self.panel.isVisible():
            self.panel.touch()

    # -- which paper

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        form = self._form
        if new is None or not form.isAncestorOf(new):
            return
        sitting = next((one for one in form.sessions.forms().values() if one.isAncestorOf(new)), None)
        if isinstance(sitting, SessionForm):
            self._show(self._minutes_of(sitting))
        elif any(one.isAncestorOf(new) for one in (form.agreement, form.signatures, form.performances)):
            self._show(self._agreement)
            editor = form.agreement.editor
            if editor.isAncestorOf(new):
                self.panel.mark_field(editor.paper_field(new))
        else:
            self._show(self._register)

    def _show(self, paper: FormPaper) -> None:
        if paper is not self._shown:
            self._shown = paper
            self.panel.aim(paper.title, paper.make)

    def _minutes_of(self, sitting: SessionForm) -> FormPaper:
        if sitting not in self._minutes:
            self._minutes[sitting] = FormPaper(
                MINUTES, sitting, lambda: self._make_minutes(sitting), SESSION_KEYS
            )
        return self._minutes[sitting]

    # -- what makes it

    def _case(self) -> DraftCase:
        form = self._form.case.form
        read = Reading(form)
        chosen = [int(part) for part in read.text("mediator_ids").split(",") if part.isdigit()]
        names = {mediator.staff_id: mediator.name for mediator in self._place.choices.mediators}
        accepted = read.day("accepted_on")
        number = read.text("number_by_hand")
        people = self._form.people.forms()
        return DraftCase(
            committee_name=self._form.committee_name(),
            parties=tuple(
                party_typed(one, number) for number, one in people.items() if isinstance(one, PartyForm)
            ),
            there=frozenset(people),
            source=read.choice("source", CaseSource, missing=""),
            accepted_on=accepted,
            dated=accepted or self._form.today(),
            number=number,
            agreement_number=number or GIVEN_AT_SAVING,
            name=read.text("name"),
            dispute_type=read.text("dispute_type"),
            summary=Reading(self._form.dispute.form).text("story"),
            mediators=tuple(names[one] for one in chosen if one in names),
            late_entry=True,
        )

    def _make_register(self) -> "Callable[[], Document]":
        return acceptance_document(self._case())

    def _make_agreement(self) -> "Callable[[], Document]":
        typed = self._form.agreement.editor.loosely()
        make = oral_document if typed.form is AgreementForm.ORAL else agreement_document
        return make(self._case(), typed)

    def _make_minutes(self, sitting: SessionForm) -> "Callable[[], Document] | None":
        every = [one for one in self._form.sessions.forms().values() if one is sitting or not one.is_blank()]
        if sitting not in every:
            return None
        return session_document(self._case(), sitting, every.index(sitting) + 1)

    # -- where it is typed

    def _lead_from_register(self, place: str) -> bool:
        head, _dot, tail = place.partition(".")
        if head == "parties":
            self._to_party(tail)
        elif head == "summary":
            self._form.dispute.form.field("story").focus_widget()
        else:
            keys = {"number": "number_by_hand"}
            key = keys.get(head, head)
            form = self._form.case.form
            form.field(key if key in form.keys() else "source").focus_widget()  # noqa: SIM118 - the keys of a form
        return True

    def _lead_from_agreement(self, place: str) -> bool:
        head, _dot, tail = place.partition(".")
        if head == "parties":
            self._to_party(tail)
        elif head in {"number", "committee_name"}:
            self._form.case.form.field("number_by_hand").focus_widget()
        else:
            self._form.agreement.editor.go_to_paper(place)
        return True

    def _to_party(self, tail: str) -> None:
        number, _dot, name = tail.partition(".")
        parties = self._case().parties
        if number.isdigit() and int(number) < len(parties):
            form = self._form.people.forms()[parties[int(number)].id]
            wanted = "who.born" if name == "age" else f"who.{name}"
            form.field(wanted if wanted in form.keys() else "who.name").focus_widget()  # noqa: SIM118
