"""What the trouble is: the story, the other side, class, village and whether they would be mediated."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.matters import STORY_LIMIT
from desktop.queries.codes import CategoryChoice, FormChoices
from models.values.choices import MatterNature, Willingness, options
from ui.reception.story import StoryArea
from ui.style import look, px
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field, Quick
from ui.widgets.lines import TextLine
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments

Values = dict[str, Any]


class WhatFields(QWidget):
    """诉求, 对方当事人, 类别, 村居, 调解意愿; the other side and 意愿 are asked for disputes only."""

    changed = Signal()
    """Something was typed or chosen."""

    def __init__(self, choices: FormChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._nature = ""
        self._units = False
        self._outside = False
        self._make_story()
        self._make_row()
        self._lay_out()
        self._listen()
        self.set_nature("")

    def _make_story(self) -> None:
        self.story = StoryArea(name="reception.story", limit=STORY_LIMIT, lines=2, grows=True)
        self.fields = {
            "story": Field(
                "诉求", self.story, name="reception.story", required=True, hint="照来人的话记，Tab到下一项"
            )
        }

    def _make_row(self) -> None:
        self.counterparts = TextLine(name="reception.counterparts", placeholder="几个人用、隔开")
        self.category = ComboSearch(name="reception.category", placeholder="待定，可打首字母")
        villages = [
            Option(str(choice.village_id), choice.name, choice.initials) for choice in self._choices.villages
        ]
        self.village = ComboSearch(villages, name="reception.village")
        self.willingness = Segments(
            [Choice(value.value, words) for value, words in options(Willingness)],
            name="reception.willingness",
        )
        self.willingness.set_value(Willingness.NOT_ASKED)
        unit = Quick("是单位", "Alt+C", self.toggle_units, "reception.counterpart_units")
        outside = Quick("镇外", "Alt+Z", self.toggle_outside, "reception.outside")
        self.fields |= {
            "counterparts": Field(
                "对方当事人", self.counterparts, name="reception.counterparts", quick=[unit], wraps=True
            ),
            "category": Field("类别", self.category, name="reception.category", hint="可待定"),
            "village": Field("村居", self.village, name="reception.village", quick=[outside], wraps=True),
            "willingness": Field("调解意愿", self.willingness, name="reception.willingness", hint="空格换"),
        }

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(look().size("field_gap_across"))
        for field, share in (("counterparts", 17), ("category", 26), ("village", 17), ("willingness", 22)):
            row.addWidget(self.fields[field], share, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.fields["story"], 1)
        column.addLayout(row)

    def _listen(self) -> None:
        self.story.textChanged.connect(self._story_changed)
        self.story.refused.connect(self._paste_refused)
        self.counterparts.textEdited.connect(self.changed)
        for combo in (self.category, self.village):
            combo.chosen.connect(self.changed)
        self.willingness.chosen.connect(self.changed)

    # -- values

    def values(self) -> Values:
        """Return what stands in these fields."""
        return {
            "story": self.story.text(),
            "counterparts": self.counterparts.text(),
            "counterpart_units": self._units,
            "category": self.category.value(),
            "village": self.village.value(),
            "outside": self._outside,
            "willingness": self.willingness.value() or Willingness.NOT_ASKED.value,
        }

    def fill(self, values: Values) -> None:
        """Put values back."""
        self.set_nature(values["nature"])
        self.story.setText(values["story"])
        self.counterparts.setText(values["counterparts"])
        self.category.set_value(values["category"])
        self.village.set_value(values["village"])
        self.willingness.set_value(values["willingness"])
        self._units, self._outside = values["counterpart_units"], values["outside"]
        self._show_units()
        self._show_outside()
        for field in self.fields.values():
            field.clear_reaction()

    def set_nature(self, nature: str) -> None:
        """Ask what this nature asks, and offer its classes; a chosen class stays if the new tree has it."""
        self._nature = nature
        dispute = nature == MatterNature.DISPUTE
        set_shown(self.fields["counterparts"], on=dispute)
        set_shown(self.fields["willingness"], on=dispute)
        self.category.setEnabled(bool(nature))
        placeholder = "待定，可打首字母" if nature else "先选性质"
        line = self.category.lineEdit()
        if line is not None:
            line.setPlaceholderText(placeholder)
        found = self._choices.categories_for(MatterNature(nature)) if nature else ()
        self.category.set_options(category_options(found))

    def toggle_units(self) -> None:
        """The other side is an organisation, or persons again."""
        self._units = not self._units
        self._show_units()
        if self.counterparts.isVisible():
            self.counterparts.setFocus()
        self.changed.emit()

    def toggle_outside(self) -> None:
        """镇外: no village of the town."""
        self._outside = not self._outside
        if self._outside:
            self.village.set_value("")
        self._show_outside()
        target = self.willingness if self.willingness.isVisible() else self.story
        (target if self._outside else self.village).setFocus()
        self.changed.emit()

    def _show_units(self) -> None:
        self.fields["counterparts"].set_label("对方单位" if self._units else "对方当事人")
        button = self.fields["counterparts"].quick_button("reception.counterpart_units")
        button.set_text("是个人" if self._units else "是单位")

    def _show_outside(self) -> None:
        self.village.setEnabled(not self._outside)
        line = self.village.lineEdit()
        if line is not None:
            line.setPlaceholderText("镇外或不详" if self._outside else "")
        button = self.fields["village"].quick_button("reception.outside")
        button.set_text("镇内" if self._outside else "镇外")

    def _story_changed(self) -> None:
        length = len(self.story.text())
        self.fields["story"].set_hint(f"{length}字，Tab到下一项" if length else "照来人的话记，Tab到下一项")
        if length > STORY_LIMIT:
            self.fields["story"].set_error(f"这一项最多{STORY_LIMIT}个字，现有{length}个字。")
        elif self.fields["story"].error():
            self.fields["story"].clear_reaction()
        self.changed.emit()

    def _paste_refused(self, length: int) -> None:
        self.fields["story"].set_error(
            f"没有贴进来：加上它有{length}个字，这一项最多{STORY_LIMIT}个字。请只贴要紧的一段。"
        )


def category_options(choices: tuple[CategoryChoice, ...]) -> list[Option]:
    """Return a class tree as a list: found by its code, its own pinyin, or that of its parent and its own."""
    parents = {
        choice.name: (*choice.initials[:1], *choice.initials[-1:])
        for choice in choices
        if not choice.parent_name
    }
    made = []
    for choice in choices:
        above = parents.get(choice.parent_name, ())
        both = [first + own for first in above for own in choice.initials]
        above_words = choice.parent_name.removesuffix("纠纷")
        words = f"{above_words}：{choice.name}" if above_words else choice.name
        made.append(Option(str(choice.category_id), words, (choice.code, *choice.initials, *both)))
    return made
