"""更多内容: what is asked only sometimes, folded away behind one key."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.queries.codes import FormChoices
from models.values.choices import MatterNature
from ui.style import look, px
from ui.widgets.buttons import ActionButton, LinkButton
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.lines import DateLine, TextLine, set_fault
from ui.widgets.naming import name_widget, set_shown
from ui.widgets.tick import TickBox

Values = dict[str, Any]
SYSTEMS = ("12345", "省平台", "信访", "警情号", "诉前调号", "交办文号")
MOST_NUMBERS = 5
LINES = ("headcount", "companions", "happened_day", "happened_time", "address", "occupation")
"""The one-line fields, by the keys of their values."""


class ExternalRow(QWidget):
    """One number of another system: which, the number, and by when it wants an answer."""

    changed = Signal()

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = f"reception.external.{place}"
        self.system = ComboSearch(
            [Option(word, word) for word in SYSTEMS], name=f"{name}.system", free=True, placeholder="系统"
        )
        self.number = TextLine(name=f"{name}.number", placeholder="编号")
        self.received = DateLine(name=f"{name}.received", placeholder="几号收到")
        self.due = DateLine(name=f"{name}.due", placeholder="要求几号前反馈")
        self.feedback_to = TextLine(name=f"{name}.feedback_to", placeholder="反馈给谁", longest=60)
        for widget, spoken in (
            (self.system, "外部系统"),
            (self.number, "外部编号"),
            (self.received, "收到日期"),
            (self.due, "要求反馈日期"),
            (self.feedback_to, "反馈给谁"),
        ):
            widget.setAccessibleName(spoken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().size("field_gap_across"))
        row.addWidget(self.system, 4)
        row.addWidget(self.number, 5)
        row.addWidget(self.received, 3)
        row.addWidget(self.due, 5)
        row.addWidget(self.feedback_to, 3)
        self.cells: dict[str, QWidget] = {
            "system": self.system,
            "number": self.number,
            "received": self.received,
            "due": self.due,
            "feedback_to": self.feedback_to,
        }
        self.system.chosen.connect(self.changed)
        for line in (self.number, self.received, self.due, self.feedback_to):
            line.textEdited.connect(self.changed)

    def set_error(self, key: str, sentence: str) -> QWidget:
        """Mark what is wrong and return it; system or number where the whole row is meant."""
        cell = self.cells.get(key, self.number if self.system.text().strip() else self.system)
        set_fault(cell, on=True)
        cell.setAccessibleDescription(sentence)
        return cell

    def clear_errors(self) -> None:
        """Nothing in the row is wrong any more."""
        for cell in self.cells.values():
            set_fault(cell, on=False)
            cell.setAccessibleDescription("")

    def values(self) -> dict[str, str]:
        """Return what stands in the row."""
        return {
            "system": self.system.text(),
            "number": self.number.text(),
            "received": self.received.text(),
            "due": self.due.text(),
            "feedback_to": self.feedback_to.text(),
        }

    def fill(self, values: dict[str, str]) -> None:
        """Put values back."""
        self.system.set_text(values.get("system", ""))
        self.number.setText(values.get("number", ""))
        self.received.setText(values.get("received", ""))
        self.due.setText(values.get("due", ""))
        self.feedback_to.setText(values.get("feedback_to", ""))


class MoreFields(QFrame):
    """人数, 同来的人, 发生时间, 住址, 职业, 外部编号, 紧急, 保密, 被反映单位; Alt+M folds and unfolds."""

    changed = Signal()
    folded = Signal(bool)
    """It was folded (True) or unfolded."""

    def __init__(self, choices: FormChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roomy = False
        self.setProperty("surface", "fold")
        name_widget(self, "reception.more", "更多内容")
        self._make_fields(choices)
        self._make_external()
        self._lay_out()
        self._listen()
        self.set_open(on=False)
        self.set_nature("")

    def _make_fields(self, choices: FormChoices) -> None:
        self.headcount = TextLine(name="reception.headcount", placeholder="1", longest=7)
        self.companions = TextLine(
            name="reception.companions", placeholder="几个人用、隔开，电话写在名字后面", longest=300
        )
        self.collective = TickBox("多人共同反映（推选代表不超过5人）", name="reception.collective")
        self.happened_day = DateLine(name="reception.happened_day", placeholder="现在；补录写日期")
        self.happened_time = TextLine(name="reception.happened_time", placeholder="如 14:30", longest=10)
        self.address = TextLine(name="reception.address")
        self.occupation = TextLine(name="reception.occupation")
        self.concerned = ComboSearch(
            [Option(str(unit.unit_id), unit.name, unit.initials) for unit in choices.units],
            name="reception.concerned",
            placeholder="被反映的单位看不到本件",
        )
        self.urgent = TickBox("紧急", name="reception.urgent")
        self.confidential = TickBox("保密（窗口和档案看不到）", name="reception.confidential")
        titles = {
            "headcount": ("来访人数", self.headcount),
            "companions": ("同来的人或代表", self.companions),
            "happened_day": ("发生日期", self.happened_day),
            "happened_time": ("发生时间", self.happened_time),
            "address": ("住址", self.address),
            "occupation": ("职业", self.occupation),
            "concerned": ("被反映单位", self.concerned),
        }
        self.fields = {
            key: Field(title, widget, name=f"reception.{key}", wraps=True)
            for key, (title, widget) in titles.items()
        }

    def _make_external(self) -> None:
        self._external = QWidget()
        self._external_column = QVBoxLayout(self._external)
        self._external_column.setContentsMargins(0, 0, 0, 0)
        self._external_column.setSpacing(px(4))
        self._rows: list[ExternalRow] = []
        self.fields["external"] = Field("外部编号", self._external, name="reception.external")
        self.add_number = LinkButton("再加一个编号", name="reception.external.add")
        self.add_number.clicked.connect(self._add_row)
        self._add_row()

    def _lay_out(self) -> None:
        self.toggle = ActionButton(
            "更多内容", "Alt+M", name="reception.more.toggle", quiet=True, small=True, icon="chevron_right"
        )
        self._note = Label("外部编号、人数、紧急、保密等，选填", "hint")
        head = QHBoxLayout()
        head.setContentsMargins(px(2), px(2), px(10), px(2))
        head.addWidget(self.toggle)
        head.addWidget(self._note)
        head.addStretch(1)
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(px(10), 0, px(10), px(10))
        grid.setHorizontalSpacing(look().size("field_gap_across"))
        grid.setVerticalSpacing(px(4))
        places = (
            ("headcount", 0, 0, 1),
            ("companions", 0, 1, 2),
            ("occupation", 0, 3, 1),
            ("happened_day", 1, 0, 1),
            ("happened_time", 1, 1, 1),
            ("address", 1, 2, 2),
            ("concerned", 2, 0, 2),
        )
        for field, line, column, width in places:
            grid.addWidget(self.fields[field], line, column, 1, width, Qt.AlignmentFlag.AlignTop)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.fields["external"], 3, 0, 1, 4)
        grid.addWidget(self.add_number, 4, 0)
        ticks = QHBoxLayout()
        ticks.setSpacing(px(20))
        for tick in (self.collective, self.urgent, self.confidential):
            ticks.addWidget(tick)
        ticks.addStretch(1)
        grid.addLayout(ticks, 5, 0, 1, 4)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.setSpacing(0)
        column_box.addLayout(head)
        column_box.addWidget(self._body)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab and Enter follow the lines as they are read."""
        stops: list[QWidget] = [
            self.headcount,
            self.companions,
            self.occupation,
            self.happened_day,
            self.happened_time,
            self.address,
            self.concerned,
        ]
        for row in self._rows:
            stops += [row.system, row.number, row.received, row.due, row.feedback_to]
        stops += [self.add_number, self.collective, self.urgent, self.confidential]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _listen(self) -> None:
        self.toggle.clicked.connect(lambda: self.set_open(on=not self.is_open(), focus=True))
        for key in LINES:
            getattr(self, key).textEdited.connect(self.changed)
        self.collective.toggled.connect(self.changed)
        self.concerned.chosen.connect(self.changed)
        self.urgent.toggled.connect(self.changed)
        self.confidential.toggled.connect(self.changed)

    def is_open(self) -> bool:
        """Whether the fields are unfolded."""
        return not self._body.isHidden()

    def set_open(self, *, on: bool, focus: bool = False) -> None:
        """Unfold or fold; `focus` puts the cursor into the first field."""
        set_shown(self._body, on=on)
        set_shown(self._note, on=not on)
        self.toggle.set_icon("chevron_down" if on else "chevron_right")
        if on and focus:
            self.headcount.setFocus()
        self.folded.emit(not on)

    def set_roomy(self, roomy: bool) -> None:
        """Stand unfolded from now on where there is room, else only where something was filled in."""
        self._roomy = roomy
        self.set_open(on=roomy or any(self.values().values()))

    def set_nature(self, nature: str) -> None:
        """被反映单位 is asked for 投诉举报 only."""
        set_shown(self.fields["concerned"], on=nature == MatterNature.REPORT)

    def values(self) -> Values:
        """Return what stands in these fields."""
        rows = [row.values() for row in self._rows]
        return {
            **{key: getattr(self, key).text() for key in LINES},
            "collective": self.collective.isChecked(),
            "concerned": self.concerned.value(),
            "urgent": self.urgent.isChecked(),
            "confidential": self.confidential.isChecked(),
            "external": [row for row in rows if any(text.strip() for text in row.values())],
        }

    def set_number_error(self, place: str, sentence: str) -> QWidget:
        """Say what is wrong with a number and return where: `0.due` is the due day of the first that is filled in."""
        field = self.fields["external"]
        before = field.error()
        field.set_error(before if sentence in before else before + sentence)
        filled = [row for row in self._rows if any(text.strip() for text in row.values().values())]
        at, _dot, key = place.partition(".")
        known = at.isdigit() and int(at) < len(filled)
        return (filled[int(at)] if known else self._rows[0]).set_error(key, sentence)

    def clear_number_errors(self) -> None:
        """Take every fault of the numbers away."""
        self.fields["external"].clear_reaction()
        for row in self._rows:
            row.clear_errors()

    def fill(self, values: Values) -> None:
        """Put values back; unfolds where something stands in them."""
        for key in LINES:
            getattr(self, key).setText(values[key])
        self.collective.setChecked(values["collective"])
        self.concerned.set_value(values["concerned"])
        self.urgent.setChecked(values["urgent"])
        self.confidential.setChecked(values["confidential"])
        while len(self._rows) > max(1, len(values["external"])):
            self._drop_row()
        while len(self._rows) < len(values["external"]):
            self._add_row()
        for row, kept in zip(self._rows, values["external"] or [{}], strict=True):
            row.fill(kept)
        for field in self.fields.values():
            field.clear_reaction()
        self.clear_number_errors()
        self.set_nature(values["nature"])
        self.set_open(on=self._roomy or any(self.values().values()))

    def _add_row(self) -> None:
        row = ExternalRow(len(self._rows))
        row.changed.connect(self.changed)
        self._rows.append(row)
        self._external_column.addWidget(row)
        if hasattr(self, "_body"):
            self._order_tabs()
        set_shown(self.add_number, on=len(self._rows) < MOST_NUMBERS)

    def _drop_row(self) -> None:
        row = self._rows.pop()
        self._external_column.removeWidget(row)
        row.hide()
        row.deleteLater()
        set_shown(self.add_number, on=len(self._rows) < MOST_NUMBERS)
