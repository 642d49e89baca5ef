"""受理登记表 beside the acceptance of a case, as it is typed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.entries.mediation import PartyEntry
from desktop.entries.people import PersonEntry
from desktop.mediation.paper import PartyFacts
from desktop.queries.matters import MatterView
from models.values.choices import CaseSource, PartyKind
from ui.mediation.case_form import CaseForm
from ui.mediation.draft_case import DraftCase
from ui.mediation.drafted_forms import acceptance_document
from ui.mediation.form_paper import FormPaper, FormWay
from ui.mediation.reading import Reading
from ui.paper.live_panel import LivePanel
from ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.printing.blocks import Document

TITLE = "受理登记表"
_KEYS = {"accepted_on": "accepted_on", "source": "source", "dispute_type": "dispute_type"}


class OpeningRegister(QObject):
    """The panel with the register; set anew as the form changes while it is to be seen."""

    def __init__(
        self,
        place: Workplace,
        form: CaseForm,
        parties: Callable[[], tuple[PartyEntry, ...]],
        matter: Callable[[], MatterView | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._place, self._form, self._parties, self._matter = place, form, parties, matter
        paper = FormPaper(TITLE, form, self._make, _KEYS)
        self.panel = LivePanel(place, TITLE, self._make, name="open_case.paper")
        self._way = FormWay(self.panel, self, shown=lambda: paper)
        self.panel.field_wanted.connect(self._way.go_to)
        self._way.elsewhere_wanted.connect(self._elsewhere)

    def touch(self) -> None:
        """The form changed."""
        if self.panel.isVisible():
            self.panel.touch()

    def _make(self) -> "Callable[[], Document] | None":
        matter = self._matter()
        if matter is None:
            return None
        read = Reading(self._form)
        accepted = read.day("accepted_on")
        case = DraftCase(
            committee_name=self._place.choices.committee_name,
            parties=tuple(_facts(at, entry) for at, entry in enumerate(self._parties(), start=1)),
            source=read.choice("source", CaseSource, missing=""),
            accepted_on=accepted,
            dated=accepted or self._form.today(),
            number=read.text("number_by_hand"),
            dispute_type=read.text("dispute_type"),
            summary=matter.story,
        )
        return acceptance_document(case)

    def _elsewhere(self, place: str) -> None:
        head = place.partition(".")[0]
        if head == "parties":
            self._place.say("当事人从登记里带来，在下面勾选；受理后可以改")
        elif head == "summary":
            self._place.say("纠纷经过从登记里带来；受理后可以在“案件情况”里改")
        else:
            self._place.say("卷号和调委会名称由系统填写，不在这里改")


def _facts(number: int, entry: PartyEntry) -> PartyFacts:
    who = entry.who
    kind = PartyKind.PERSON if isinstance(who, PersonEntry) else PartyKind.ORGANISATION
    return PartyFacts(id=number, kind=kind, side=entry.side.value, name=who.name)
