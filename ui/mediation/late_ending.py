"""Sections of a late entry: what was performed, and how the case ended."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.entries.mediation import (
    AgreementEntry,
    LatePerformanceEntry,
    TerminationEntry,
)
from desktop.errors import FormError
from models.values.terms import ObligationKind
from ui.mediation.endings import ClosingForm, TerminationForm
from ui.mediation.entry_json import term_in_table
from ui.mediation.late_sections import Section, split
from ui.mediation.obligation_table import holder_names
from ui.mediation.people import PartyChoice
from ui.mediation.performance_form import PerformanceForm
from ui.mediation.reading import Faults, put_in_list
from ui.style import px
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments

OPEN, CLOSED, TERMINATED = "open", "closed", "terminated"


class PerformancesSection(Section):
    """八、履行: for each obligation what was done of it by now."""

    KEY, TITLE = "performances", "履行"

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("八、履行", "没有履行的不填")
        self._today = today
        self._forms: list[PerformanceForm] = []
        self._titles: list[Label] = []
        self._boxes: list[QWidget] = []
        self._sent: list[int] = []
        self._nothing = Label("协议里有履行事项的，在这里登记履行。", "hint", wrap=True)
        self.body.addWidget(self._nothing)

    def set_obligations(self, agreement: AgreementEntry | None, parties: Sequence[PartyChoice]) -> None:
        """A form for each obligation; what was typed at a place is kept."""
        obligations = agreement.obligations if agreement else ()
        names = {party.number: party.name for party in parties}
        while len(self._forms) > len(obligations):
            box = self._boxes.pop()
            self._forms.pop()
            self._titles.pop()
            self.body.removeWidget(box)
            box.hide()
            box.deleteLater()
        while len(self._forms) < len(obligations):
            self._add()
        for place, item in enumerate(obligations):
            who = holder_names(item.debtors, names)
            what = item.what or ("付款" if item.kind is ObligationKind.PAYMENT else "")
            term = term_in_table(item.term)
            self._titles[place].setText(f"第 {place + 1} 项　{who}　{what}　{term}".strip())
            self._forms[place].set_payment(payment=item.kind is ObligationKind.PAYMENT)
        set_shown(self._nothing, on=not obligations)

    def _add(self) -> None:
        form = PerformanceForm(f"late.performance.{len(self._forms)}", self._today)
        form.changed.connect(self.changed)
        title = Label("", "body", wrap=True)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, px(4))
        column.setSpacing(px(4))
        column.addWidget(title)
        column.addWidget(form)
        self._forms.append(form)
        self._titles.append(title)
        self._boxes.append(box)
        self.body.addWidget(box)

    def form(self, place: int) -> PerformanceForm:
        """The form of the obligation at a place, from 0."""
        return self._forms[place]

    def entries(self) -> tuple[LatePerformanceEntry, ...]:
        """What was performed. Raises FormError."""
        found, faults = [], []
        self._sent = [place for place, form in enumerate(self._forms) if not form.is_blank()]
        for sent, place in enumerate(self._sent):
            try:
                found.append(
                    LatePerformanceEntry(obligation=place + 1, performance=self._forms[place].entry())
                )
            except FormError as refusal:
                faults += [(f"performances.{sent}.{key}", words) for key, words in refusal.faults]
        if faults:
            raise FormError(faults)
        return tuple(found)

    def values(self) -> Any:
        """Every form's texts, in the order of the obligations."""
        return [form.values() for form in self._forms]

    def restore(self, values: Any) -> None:
        """Put the texts back; the obligations stand there already."""
        for form, texts in zip(self._forms, values or [], strict=False):
            form.restore(texts)

    def show_faults(self, faults: Faults) -> list[tuple[str, str]]:
        """`performances.<n>.<key>`, n in the order in which they were sent."""
        return put_in_list(faults, "performances", [self._forms[sent] for sent in self._sent])

    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return all(form.is_blank() for form in self._forms)

    def enter(self) -> None:
        """Into the first obligation's day."""
        if self._forms:
            self._forms[0].field("performed_on").focus_widget()


class EndingSection(Section):
    """九、结束: still open, closed on a day, or terminated."""

    KEY, TITLE = "ending", "结束"

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("九、结束")
        self.how = Segments(
            [
                Choice(OPEN, "还没有结案", "1"),
                Choice(CLOSED, "已结案", "2"),
                Choice(TERMINATED, "终止调解", "3"),
            ],
            name="late.ending.how",
            stretches=False,
        )
        self.how.setAccessibleName("案件怎么结束的")
        self.how.set_value(OPEN)
        self.how.chosen.connect(self._chosen)
        self.termination = TerminationForm("late.termination", today)
        self.closing = ClosingForm("late.closing", today)
        for form in (self.termination, self.closing):
            form.changed.connect(self.changed)
        for widget in (self.how, self.termination, self.closing):
            self.body.addWidget(widget)
        self._show()

    def _chosen(self, _value: str) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        how = self.how.value()
        set_shown(self.termination, on=how == TERMINATED)
        set_shown(self.closing, on=how in {CLOSED, TERMINATED})
        words = "结案日期" if how == CLOSED else "结案日期（终止后已结案的填）"
        self.closing.field("closed_on").set_label(words, required=how == CLOSED)

    def entries(self) -> tuple[TerminationEntry | None, date | None]:
        """The termination and the day of closing, as far as they apply. Raises FormError."""
        how = self.how.value()
        termination = None
        if how == TERMINATED:
            try:
                termination = self.termination.entry()
            except FormError as refusal:
                raise FormError([(f"termination.{key}", words) for key, words in refusal.faults]) from refusal
        if how == CLOSED or (how == TERMINATED and self.closing.text("closed_on").strip()):
            try:
                return termination, self.closing.closed_on()
            except FormError as refusal:
                raise FormError([(f"closing.{key}", words) for key, words in refusal.faults]) from refusal
        return termination, None

    def values(self) -> Any:
        """How, and both forms."""
        return {
            "how": self.how.value(),
            "termination": self.termination.values(),
            "closing": self.closing.values(),
        }

    def restore(self, values: Any) -> None:
        """Put a draft back."""
        values = values or {}
        self.how.set_value(values.get("how") or OPEN)
        self.termination.restore(values.get("termination", {}))
        self.closing.restore(values.get("closing", {}))
        self._show()

    def show_faults(self, faults: Faults) -> list[tuple[str, str]]:
        """`termination.…` and `closing.…`."""
        own, rest = split(faults, "termination")
        left = [(f"termination.{key}", words) for key, words in self.termination.show_faults(own)]
        own, rest = split(rest, "closing")
        return rest + left + [(f"closing.{key}", words) for key, words in self.closing.show_faults(own)]

    def is_blank(self) -> bool:
        """Whether it is still open."""
        return self.how.value() == OPEN

    def enter(self) -> None:
        """Onto the choice."""
        self.how.setFocus()
