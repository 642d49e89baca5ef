"""Who came, whose trouble it is, and by which numbers they are known: the first row of the form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.queries.history import Candidate
from models.values.identity_number import SEX_LABELS, age_on, check_identity_number, cleaned_code
from models.values.phone import check_phone, display_phone
from models.values.text import half_width, tidy
from ui.style import look
from ui.widgets.field import Field, Quick
from ui.widgets.lines import TextLine
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments

Values = dict[str, Any]
SELF, OTHER = "self", "other"


class WhoFields(QWidget):
    """来访人, 诉求人, 电话, 身份证号; 替他人 unfolds the claimant's name and the relation to him."""

    changed = Signal()
    """Something was typed or chosen."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._person_id: int | None = None
        self._somebody_new = False
        self._person_words = ""
        self._withheld = False
        self._no_phone = False
        self._make_lines()
        self._make_fields()
        self._lay_out()
        self._listen()
        self._show_claimant()

    def _make_lines(self) -> None:
        self.visitor = TextLine(name="reception.visitor")
        self.whose = Segments(
            [Choice(SELF, "本人"), Choice(OTHER, "替他人")], name="reception.whose", stretches=True
        )
        self.whose.set_value(SELF)
        self.phone = TextLine(name="reception.phone")
        self.identity = TextLine(name="reception.identity")
        self.claimant = TextLine(name="reception.claimant")
        self.relation = TextLine(
            name="reception.relation", placeholder="来访人是诉求人的…，如 儿子", longest=20
        )

    def _make_fields(self) -> None:
        withhold = Quick("不愿留名", "Alt+B", self.toggle_withheld, "reception.withheld")
        without = Quick("无电话", "Alt+H", self.toggle_no_phone, "reception.no_phone")
        self.fields = {
            "visitor": Field(
                "来访人", self.visitor, name="reception.visitor", quick=[withhold], reserve=True, wraps=True
            ),
            "whose": Field("诉求人", self.whose, name="reception.whose", hint="空格换", reserve=True),
            "phone": Field(
                "电话", self.phone, name="reception.phone", quick=[without], reserve=True, wraps=True
            ),
            "identity": Field("身份证号", self.identity, name="reception.identity", reserve=True, wraps=True),
            "claimant": Field("诉求人姓名", self.claimant, name="reception.claimant", wraps=True),
            "relation": Field("关系", self.relation, name="reception.relation"),
        }

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().size("field_gap_across"))
        grid.setVerticalSpacing(0)
        for column, (field, share) in enumerate(
            (("visitor", 190), ("whose", 178), ("phone", 190), ("identity", 238))
        ):
            grid.addWidget(self.fields[field], 0, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, share)
        grid.addWidget(self.fields["claimant"], 1, 0, 1, 2)
        grid.addWidget(self.fields["relation"], 1, 2, 1, 2)
        order = (self.visitor, self.whose, self.claimant, self.relation, self.phone, self.identity)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _listen(self) -> None:
        self.visitor.textEdited.connect(self._name_edited)
        self.whose.chosen.connect(self._whose_chosen)
        for line in (self.phone, self.identity, self.claimant, self.relation):
            line.textEdited.connect(self.changed)
        self.phone.left.connect(self._phone_left)
        self.identity.left.connect(self._identity_left)
        self.visitor.left.connect(lambda: self._name_left(self.visitor, "visitor"))
        self.claimant.left.connect(lambda: self._name_left(self.claimant, "claimant"))

    # -- values

    def values(self) -> Values:
        """Return what stands in the row."""
        return {
            "visitor": self.visitor.text(),
            "person_id": self._person_id,
            "person_words": self._person_words,
            "somebody_new": self._somebody_new,
            "withheld": self._withheld,
            "for_other": self.whose.value() == OTHER,
            "claimant": self.claimant.text(),
            "relation": self.relation.text(),
            "phone": self.phone.text(),
            "no_phone": self._no_phone,
            "identity": self.identity.text(),
        }

    def fill(self, values: Values) -> None:
        """Put values back and react to them."""
        for field in self.fields.values():
            field.clear_reaction()
        self.visitor.setText(values["visitor"])
        self._person_id, self._person_words = values["person_id"], values["person_words"]
        self._somebody_new = values["somebody_new"]
        self.whose.set_value(OTHER if values["for_other"] else SELF)
        self.claimant.setText(values["claimant"])
        self.relation.setText(values["relation"])
        self.phone.setText(values["phone"])
        self.identity.setText(values["identity"])
        self._withheld, self._no_phone = values["withheld"], values["no_phone"]
        self._show_claimant()
        self._show_withheld()
        self._show_no_phone()
        self._say_person()
        self._phone_left()
        self._identity_left()

    def pick(self, candidate: Candidate) -> None:
        """Register the visit of somebody known."""
        facts = [f"{candidate.age}岁" if candidate.age is not None else "", candidate.village]
        self._person_id, self._somebody_new = candidate.person_id, False
        self._person_words = "，".join(fact for fact in facts if fact) or "来过"
        if self._withheld:
            self._withheld = False
            self._show_withheld()
        self.visitor.setText(candidate.name)
        self._say_person()
        self.changed.emit()

    def unpick(self) -> None:
        """Register somebody new, whatever the candidates are."""
        self._person_id, self._person_words, self._somebody_new = None, "", True
        self._say_person()
        self.changed.emit()

    def picked(self) -> int | None:
        """The person that was picked."""
        return self._person_id

    def say_namesakes(self, count: int) -> None:
        """Tell beneath the name that namesakes stand beside the form."""
        if self._person_id is None and not self.fields["visitor"].error():
            if count:
                self.fields["visitor"].set_note(f"同名{count}人，见右侧")
            else:
                self.fields["visitor"].clear_reaction()

    # -- quick keys

    def toggle_withheld(self) -> None:
        """不愿留名: no name is asked for; once more asks again."""
        self._withheld = not self._withheld
        if self._withheld:
            self.visitor.clear()
            self._person_id, self._person_words = None, ""
        self._show_withheld()
        (self.whose if self._withheld else self.visitor).setFocus()
        self.changed.emit()

    def toggle_no_phone(self) -> None:
        """无电话: none is asked for; once more asks again."""
        self._no_phone = not self._no_phone
        if self._no_phone:
            self.phone.clear()
        self._show_no_phone()
        (self.identity if self._no_phone else self.phone).setFocus()
        self.changed.emit()

    def _show_withheld(self) -> None:
        self.visitor.setEnabled(not self._withheld)
        self.visitor.setPlaceholderText("不愿留名" if self._withheld else "")
        button = self.fields["visitor"].quick_button("reception.withheld")
        button.set_text("留名" if self._withheld else "不愿留名")
        self._say_person()

    def _show_no_phone(self) -> None:
        self.phone.setEnabled(not self._no_phone)
        self.phone.setPlaceholderText("没有电话" if self._no_phone else "")
        button = self.fields["phone"].quick_button("reception.no_phone")
        button.set_text("有电话" if self._no_phone else "无电话")
        self.fields["phone"].clear_reaction()

    # -- reactions

    def _whose_chosen(self, _value: str) -> None:
        self._show_claimant()
        self.changed.emit()

    def _show_claimant(self) -> None:
        other = self.whose.value() == OTHER
        for field in ("claimant", "relation"):
            set_shown(self.fields[field], on=other)

    def _name_edited(self) -> None:
        self._person_id, self._person_words, self._somebody_new = None, "", False
        self.fields["visitor"].clear_reaction()
        self.changed.emit()

    def _say_person(self) -> None:
        if self._person_id is not None:
            self.fields["visitor"].set_note(f"按来过的人登记：{self._person_words}", "ok")
        else:
            self.fields["visitor"].clear_reaction()

    def _name_left(self, line: TextLine, field: str) -> None:
        try:
            kept = tidy(line.text(), limit=60)
        except ValueError as fault:
            self.fields[field].set_error(str(fault))
            return
        if kept != line.text():
            line.setText(kept)
        if self.fields[field].error():
            self.fields[field].clear_reaction()

    def _phone_left(self) -> None:
        typed = half_width(self.phone.text()).strip()
        field = self.fields["phone"]
        if not typed:
            field.clear_reaction()
            return
        try:
            shown = display_phone(check_phone(typed))
        except ValueError as fault:
            self._put(self.phone, typed)
            field.set_error(str(fault))
            return
        self._put(self.phone, shown)
        field.clear_reaction()

    def _identity_left(self) -> None:
        typed = cleaned_code(self.identity.text())
        field = self.fields["identity"]
        self._put(self.identity, typed)
        if not typed:
            field.clear_reaction()
            return
        today = self._today()
        try:
            known = check_identity_number(typed, today=today)
        except ValueError as fault:
            field.set_error(str(fault))
            return
        born = f"{known.born.year}年{known.born.month}月{known.born.day}日生"
        field.set_note(f"{SEX_LABELS[known.sex]}，{born}，{age_on(known.born, today)}岁", "ok")

    @staticmethod
    def _put(line: TextLine, text: str) -> None:
        if line.text() != text:
            line.setText(text)
