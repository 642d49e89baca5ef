"""补充登记: what was not got at the window and came later, asked in the panel at the right of a matter's page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.entries.matters import SupplementEntry
from desktop.entries.people import PersonEntry
from desktop.queries.codes import FormChoices
from desktop.queries.matters import MatterView
from desktop.services.supplementing import supplement_matter
from models.values.choices import MatterNature, Willingness, label, options
from ui.matters.act_form import ActForm, Values
from ui.reception.what_fields import category_options
from ui.style import look
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.lines import TextLine
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments
from ui.workplace import Asking, Workplace

OUTSIDE = "outside"
TITLES = {
    "name": "来访人姓名",
    "phone": "电话",
    "identity": "身份证号",
    "address": "住址",
    "counterparts": "对方当事人",
    "category": "类别",
    "village": "村居",
    "willingness": "调解意愿",
}
FOR_DISPUTES = ("counterparts", "willingness")


class SupplementForm(ActForm):
    """Every field may stay empty: what is empty stays as it was."""

    title = "补充登记"
    save_words = "补充"
    said = "已补充登记"

    def __init__(self, choices: FormChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        prefix = "matter.supplement"
        self.lines = {
            "name": TextLine(name=f"{prefix}.name", longest=60),
            "phone": TextLine(name=f"{prefix}.phone"),
            "identity": TextLine(name=f"{prefix}.identity"),
            "address": TextLine(name=f"{prefix}.address", longest=120),
            "counterparts": TextLine(name=f"{prefix}.counterparts", placeholder="几个人用、隔开"),
        }
        self.category = ComboSearch(name=f"{prefix}.category", placeholder="可打首字母")
        villages = [Option(str(one.village_id), one.name, one.initials) for one in choices.villages]
        self.village = ComboSearch(
            [*villages, Option(OUTSIDE, "镇外", ("zw",))], name=f"{prefix}.village", placeholder="可打首字母"
        )
        asked = [choice for choice in options(Willingness) if choice[0] != Willingness.NOT_ASKED]
        self.willingness = Segments(
            [Choice(value.value, words) for value, words in asked], name=f"{prefix}.willingness"
        )
        widgets: dict[str, QWidget] = {
            **self.lines,
            "category": self.category,
            "village": self.village,
            "willingness": self.willingness,
        }
        self.fields = {
            key: Field(title, widgets[key], name=f"{prefix}.{key}", wraps=True)
            for key, title in TITLES.items()
        }
        self._lay_out()
        for line in self.lines.values():
            line.textEdited.connect(self.changed)
        for choice in (self.category, self.village, self.willingness):
            choice.chosen.connect(self.changed)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look().size("field_gap_across"))
        grid.setVerticalSpacing(look().size("label_gap"))
        places = {
            "name": (0, 0, 1),
            "phone": (0, 1, 1),
            "identity": (1, 0, 2),
            "address": (2, 0, 2),
            "counterparts": (3, 0, 2),
            "category": (4, 0, 2),
            "village": (5, 0, 1),
            "willingness": (5, 1, 1),
        }
        for key, (line, column, width) in places.items():
            grid.addWidget(self.fields[key], line, column, 1, width, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)
        self.column.addStretch(1)

    def begin(self, view: MatterView) -> None:
        """Ask what this matter lacks first; what is known already may be put right by typing it anew."""
        nature = next(one for one in MatterNature if label(one) == view.nature)
        self.category.set_options(category_options(self._choices.categories_for(nature)))
        for key in FOR_DISPUTES:
            set_shown(self.fields[key], on=nature == MatterNature.DISPUTE)
        known = next((person for person in view.people if person.visitor), None)
        shown = {
            "name": known.name if known else "",
            "phone": known.phone_mask if known else "",
            "identity": known.identity_mask if known else "",
        }
        for key, text in shown.items():
            self.lines[key].setPlaceholderText(text)

    def focus_first(self) -> None:
        """Begin at the first line."""
        self.lines["name"].setFocus()

    def values(self) -> Values:
        """Return what was typed."""
        return {
            **{key: line.text() for key, line in self.lines.items()},
            "category": self.category.value(),
            "village": self.village.value(),
            "willingness": self.willingness.value(),
        }

    def fill(self, values: Values) -> None:
        """Put values back."""
        for key, line in self.lines.items():
            line.setText(values.get(key, ""))
        self.category.set_value(values.get("category", ""))
        self.village.set_value(values.get("village", ""))
        self.willingness.set_value(values.get("willingness", ""))

    def summary(self) -> str:
        """Return what would be put in; no numbers of people."""
        return f"补充登记：{'、'.join(TITLES[key] for key, text in self.values().items() if text)}"

    def send(self, place: Workplace, view: MatterView) -> Asking[Any]:
        """Return the supplement."""
        from ui.reception.visit_values import names_in

        village = self.village.value()
        texts = {key: line.text() for key, line in self.lines.items()}
        entry = SupplementEntry(
            visitor=PersonEntry(
                name=texts["name"],
                phone=texts["phone"],
                identity_number=texts["identity"],
                address=texts["address"],
            ),
            counterparts=tuple(PersonEntry(name=name) for name in names_in(texts["counterparts"])),
            category_id=int(self.category.value()) if self.category.value() else None,
            village_id=int(village) if village and village != OUTSIDE else None,
            outside_town=village == OUTSIDE,
            willingness=Willingness(self.willingness.value() or Willingness.NOT_ASKED),
        )
        return place.perform(supplement_matter, matter_id=view.matter_id, version=view.version, entry=entry)
