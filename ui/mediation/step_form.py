"""A form of a few fields one below the other, for a step in the life of a case."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clock import day_of
from desktop.entries.mediation import StepEntry
from desktop.queries.case_views import CaseView
from models.values.choices import ConsentHow
from models.values.dates import day_in_tables
from ui.mediation.form import Form
from ui.mediation.options import listed, listed_choices
from ui.mediation.side import SideForm
from ui.style import look
from ui.widgets.combo import Option
from ui.workplace import Workplace

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)
Done = Callable[[str], object]
"""Called with what was done, once it was done."""
Call = Callable[[], tuple[Callable[..., Any], dict[str, Any]]]
"""Returns the use case and its fields as typed. Raises OfficeError."""


class StepForm(Form):
    """Fields in the order in which `make` makes them; the day is today unless typed otherwise."""

    def __init__(
        self,
        name: str,
        today: Callable[[], date],
        make: Callable[["StepForm"], Sequence[QWidget]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, today, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        for widget in make(self):
            column.addWidget(widget)
        if "happened_on" in self.keys():
            self.put("happened_on", day_in_tables(today()))

    def happened(self, label: str = "日期") -> QWidget:
        """The day of the step."""
        return self.day("happened_on", label, required=True)

    def how(self, label: str = "怎样表示的") -> QWidget:
        """How something was said or told."""
        but = (ConsentHow.ATTENDED, ConsentHow.AGENT)
        return self.combo("how", label, listed_choices(ConsentHow, but=but), required=True)

    def grounds(self, words: Mapping[ChoiceT, str], label: str = "情形") -> QWidget:
        """The grounds of a step to choose from."""
        return self.combo(
            "ground", label, listed((ground.value, word) for ground, word in words.items()), required=True
        )

    def step(self, kind: type[ChoiceT] | None = None) -> StepEntry:
        """The step as typed; `kind` is the enumeration of its grounds. Raises FormError."""
        read = self.reading()
        known = self.keys()

        def text(key: str) -> str:
            return read.text(key) if key in known else ""

        day = read.day("happened_on", missing="请填写日期。")
        ground = read.choice("ground", kind, missing="请选择情形。") if kind is not None else None
        how = read.choice("how", ConsentHow, missing="请选择怎样表示的。") if "how" in known else None
        until = read.day("until_on", future=True) if "until_on" in known else None
        party = text("party")
        reason, whom, paper = text("reason"), text("whom"), text("paper")
        read.finish()
        assert day is not None
        return StepEntry(
            happened_on=day,
            ground=ground.value if ground is not None else "",
            reason=reason,
            whom=whom,
            how=how,
            paper=paper,
            party=int(party) if party else None,
            until_on=until,
        )


def party_options(view: CaseView) -> list[Option]:
    """The parties that take part, to choose from."""
    return listed((str(party.id), party.name_apart) for party in view.parties if party.left_on is None)


def today_of(place: Workplace) -> Callable[[], date]:
    """What asks for the day at the centre."""
    return lambda: day_of(place.office.clock.now())


def step_side(
    place: Workplace, form: StepForm, name: str, texts: tuple[str, str, str, str], call: Call, done: Done
) -> SideForm:
    """A side form that performs what `call` returns; `texts`: title, explanation, button, what is said when done."""
    title, words, main, said = texts

    def perform() -> None:
        use_case, fields = call()
        place.perform(use_case, **fields).then(lambda _answer: done(said), failed=side.refused, owner=side)

    side = SideForm(title, words, form, main, perform, name=f"case.{name}_side")
    return side
