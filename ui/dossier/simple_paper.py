"""人民调解口头协议登记表 beside the form of a simple case, as it is typed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.entries.mediation import AgreementEntry
from desktop.mediation.paper import PartyFacts
from models.values.choices import AgreementForm, CaseSource, PartyKind, PartySide
from ui.dossier.simple_form import LATER, MOST_PARTIES, SimpleForm
from ui.mediation.draft_case import GIVEN_AT_SAVING, DraftCase
from ui.mediation.drafted_forms import oral_document
from ui.mediation.form_paper import FormPaper, FormWay
from ui.mediation.reading import Reading
from ui.paper.live_panel import LivePanel
from ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.printing.blocks import Document

TITLE = "口头协议登记表"
_KEYS = {"facts": "story", "terms": "terms", "performance": "done"}


class SimplePaper(QObject):
    """The panel with the sheet; it is set anew as the form changes while it is to be seen."""

    def __init__(self, place: Workplace, form: SimpleForm, parent: QObject) -> None:
        super().__init__(parent)
        self._place, self._form = place, form
        paper = FormPaper(TITLE, form, self._make, _KEYS, lead=self._lead)
        self.panel = LivePanel(place, TITLE, self._make, name="simple.paper")
        self._way = FormWay(self.panel, self, shown=lambda: paper)
        self.panel.field_wanted.connect(self._way.go_to)
        form.changed.connect(self._changed)

    def come(self) -> None:
        """The panel was brought to the front."""
        self.panel.live.set_now()

    def _changed(self) -> None:
        if self.panel.isVisible():
            self.panel.touch()

    def _make(self) -> "Callable[[], Document]":
        form = self._form
        read = Reading(form)
        day = read.day("day")
        mediator = read.text("mediator")
        terms = tuple(line for line in read.text("terms").splitlines() if line.strip())
        due = read.day("due", future=True) if form.text("done") == LATER else None
        amount = read.amount("amount")
        duties = (form.duty(terms, amount, due),) if terms else ()
        case = DraftCase(
            committee_name=form.committee.name() or self._place.choices.committee_name,
            parties=self._parties(),
            source=CaseSource.OWN_INITIATIVE,
            accepted_on=day,
            dated=day or form.today(),
            agreement_number=GIVEN_AT_SAVING,
            mediators=tuple(
                one.name for one in self._place.choices.mediators if str(one.staff_id) == mediator
            ),
        )
        entry = AgreementEntry(
            form=AgreementForm.ORAL,
            facts=read.text("story"),
            terms=terms,
            obligations=duties,
            reached_on=day,
        )
        return oral_document(case, entry)

    def _parties(self) -> tuple[PartyFacts, ...]:
        form = self._form
        return tuple(
            PartyFacts(
                id=number,
                kind=PartyKind.PERSON,
                side=(PartySide.APPLICANT if number == 1 else PartySide.RESPONDENT).value,
                name=form.text(f"name{number}").strip(),
                phone=form.text(f"phone{number}").strip(),
                address=form.text(f"address{number}").strip(),
            )
            for number in range(1, MOST_PARTIES + 1)
            if number < 3 or form.text(f"name{number}").strip()
        )

    def _lead(self, place: str) -> bool:
        head, _dot, tail = place.partition(".")
        number, _dot, name = tail.partition(".")
        if head == "parties" and number.isdigit():
            key = f"{name if name in {'phone', 'address'} else 'name'}{int(number) + 1}"
            self._form.field(key).focus_widget()
        elif head in {"number", "committee_name"}:
            self._place.say("编号在办结时由系统给，不在这里改")
        else:
            return False
        return True
