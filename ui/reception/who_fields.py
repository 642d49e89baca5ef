"""Who came, whose trouble it is, and by which numbers they are known: the first row of the form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.queries.history import Candidate
from models.values.text import tidy
from ui.reception.number_checks import look_at_identity, look_at_phone
from ui.style import look
from ui.widgets.field import Field, Quick
from ui.widgets.lines import TextLine
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments

Values = dict[str, Any]
SELF, OTHER = "self", "other"
VISITOR, CLAIMANT = "visitor", "claimant"


@dataclass
class Known:
    """Who of the known people was picked for a name, if any; `new` when it was said to be none of them."""

    person_id: int | None = None
    words: str = ""
    new: bool = False


class WhoFields(QWidget):
    """来访人, 诉求人, 电话, 身份证号; 替他人 unfolds the claimant's name, relation, telephone and ID number."""

    changed = Signal()
    """Something was typed or chosen."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._known = {VISITOR: Known(), CLAIMANT: Known()}
        self._asks = VISITOR
        self._withheld = self._no_phone = self._covered = False
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
        self.relation = TextLine(name="reception.relation", placeholder="如 儿子", longest=20)
        self.claimant_phone = TextLine(name="reception.claimant_phone")
        self.claimant_identity = TextLine(name="reception.claimant_identity")

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
            "relation": Field("来访人是他的", self.relation, name="reception.relation", wraps=True),
            "claimant_phone": Field(
                "诉求人电话", self.claimant_phone, name="reception.claimant_phone", wraps=True
            ),
            "claimant_identity": Field(
                "诉求人身份证号", self.claimant_identity, name="reception.claimant_identity", wraps=True
            ),
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
        for column, field in enumerate(("claimant", "relation", "claimant_phone", "claimant_identity")):
            grid.addWidget(self.fields[field], 1, column, Qt.AlignmentFlag.AlignTop)
        order = (
            self.visitor,
            self.whose,
            self.phone,
            self.identity,
            self.claimant,
            self.relation,
            self.claimant_phone,
            self.claimant_identity,
        )
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _listen(self) -> None:
        self.whose.chosen.connect(self._whose_chosen)
        self.relation.textEdited.connect(self.changed)
        for whom, name, phone, identity in (
            (VISITOR, self.visitor, self.phone, self.identity),
            (CLAIMANT, self.claimant, self.claimant_phone, self.claimant_identity),
        ):
            name.textEdited.connect(lambda _text, whom=whom: self._name_edited(whom))
            name.left.connect(lambda line=name, whom=whom: self._name_left(line, whom))
            for line in (phone, identity):
                line.textEdited.connect(lambda _text, whom=whom: self._number_edited(whom))
        for key in ("phone", "claimant_phone", "identity", "claimant_identity"):
            self._lines()[key].left.connect(lambda key=key: self._look_at(key))

    # -- values

    def values(self) -> Values:
        """Return what stands in the row."""
        return {
            "visitor": self.visitor.text(),
            "person_id": self._known[VISITOR].person_id,
            "person_words": self._known[VISITOR].words,
            "somebody_new": self._known[VISITOR].new,
            "withheld": self._withheld,
            "for_other": self.whose.value() == OTHER,
            "claimant": self.claimant.text(),
            "claimant_id": self._known[CLAIMANT].person_id,
            "claimant_words": self._known[CLAIMANT].words,
            "claimant_new": self._known[CLAIMANT].new,
            "claimant_phone": self.claimant_phone.text(),
            "claimant_identity": self.claimant_identity.text(),
            "relation": self.relation.text(),
            "phone": self.phone.text(),
            "no_phone": self._no_phone,
            "identity": self.identity.text(),
        }

    def fill(self, values: Values) -> None:
        """Put values back and react to them."""
        for field in self.fields.values():
            field.clear_reaction()
        self._known = {
            VISITOR: Known(values["person_id"], values["person_words"], values["somebody_new"]),
            CLAIMANT: Known(values["claimant_id"], values["claimant_words"], values["claimant_new"]),
        }
        self._asks = VISITOR
        self.whose.set_value(OTHER if values["for_other"] else SELF)
        for key, line in self._lines().items():
            line.setText(values[key])
        self._withheld, self._no_phone = values["withheld"], values["no_phone"]
        self._show_claimant()
        self._show_withheld()
        self._show_no_phone()
        for whom in (VISITOR, CLAIMANT):
            self._say_person(whom)
        for key in ("phone", "claimant_phone", "identity", "claimant_identity"):
            self._look_at(key)

    def _lines(self) -> dict[str, TextLine]:
        """Return the lines that are typed into, by the keys of their values."""
        return {
            "visitor": self.visitor,
            "claimant": self.claimant,
            "relation": self.relation,
            "phone": self.phone,
            "identity": self.identity,
            "claimant_phone": self.claimant_phone,
            "claimant_identity": self.claimant_identity,
        }

    def set_covered(self, covered: bool) -> None:
        """F9: dots in place of ID numbers and nothing of what they tell; what is typed stays."""
        self._covered = covered
        mode = QLineEdit.EchoMode.Password if covered else QLineEdit.EchoMode.Normal
        for key in ("identity", "claimant_identity"):
            self._lines()[key].setEchoMode(mode)
            self._look_at(key)

    def asks(self) -> str:
        """Whose history is wanted: that of the name or number typed last, `visitor` or `claimant`."""
        return self._asks if self.whose.value() == OTHER else VISITOR

    def pick(self, candidate: Candidate) -> None:
        """Register the visit of somebody known, or on behalf of somebody known."""
        facts = [f"{candidate.age}岁" if candidate.age is not None else "", candidate.village]
        words = "，".join(fact for fact in facts if fact) or "来过"
        whom = self.asks()
        self._known[whom] = Known(candidate.person_id, words)
        if whom == VISITOR and self._withheld:
            self._withheld = False
            self._show_withheld()
        (self.visitor if whom == VISITOR else self.claimant).setText(candidate.name)
        self._say_person(whom)
        self.changed.emit()

    def unpick(self) -> None:
        """Register somebody new, whatever the candidates are."""
        self._known[self.asks()] = Known(new=True)
        self._say_person(self.asks())
        self.changed.emit()

    def picked(self) -> int | None:
        """The person that was picked, of the one whose history is shown."""
        return self._known[self.asks()].person_id

    def say_namesakes(self, count: int) -> None:
        """Tell beneath the name that namesakes stand beside the form."""
        whom = self.asks()
        if self._known[whom].person_id is None and not self.fields[whom].error():
            if count:
                self.fields[whom].set_note(f"同名{count}人，按F6看")
            else:
                self.fields[whom].clear_reaction()

    # -- quick keys

    def toggle_withheld(self) -> None:
        """不愿留名: no name is asked for; once more asks again."""
        self._withheld = not self._withheld
        if self._withheld:
            self.visitor.clear()
            self._known[VISITOR] = Known()
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
        self._say_person(VISITOR)

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
        for field in ("claimant", "relation", "claimant_phone", "claimant_identity"):
            set_shown(self.fields[field], on=other)

    def _name_edited(self, whom: str) -> None:
        self._asks = whom
        self._known[whom] = Known()
        self.fields[whom].clear_reaction()
        self.changed.emit()

    def _number_edited(self, whom: str) -> None:
        self._asks = whom
        self.changed.emit()

    def _say_person(self, whom: str) -> None:
        known = self._known[whom]
        if known.person_id is not None:
            self.fields[whom].set_note(f"按来过的人登记：{known.words}", "ok")
        else:
            self.fields[whom].clear_reaction()

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

    def _look_at(self, key: str) -> None:
        line, field = self._lines()[key], self.fields[key]
        if key.endswith("phone"):
            look_at_phone(line, field)
        else:
            look_at_identity(line, field, self._today())
            if self._covered and not field.error():
                field.clear_reaction()
