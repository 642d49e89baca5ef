"""The right half of the first run: the units of the hall, changed in place, and the villages of the town."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.founding import UnitAnswer, proposed_units
from models.values.choices import UnitKind, UnitMode, label
from ui.settings.unit_form import KIND_HINT, UnitForm, day_words
from ui.style import px
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton, LinkButton
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.lines import TextArea
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.table import RecordTable

_MODES = {
    UnitMode.RESIDENT: ("info", "person"),
    UnitMode.ROTATING: ("mute", "calendar"),
    UnitMode.ON_CALL: ("mute", "call"),
}


class UnitsPart(Panel):
    """The table of units; Enter opens one beneath it in place of the villages."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("4  入驻单位", "", name="first_run.units", parent=parent)
        self._units = list(proposed_units())
        self._editing: int | None = None
        self._removed: tuple[int, UnitAnswer] | None = None
        self.add_button = ActionButton("加单位", "Alt+A", name="first_run.units.add", small=True, icon="add")
        self.remove_button = ActionButton("移除", "Delete", name="first_run.units.remove", small=True)
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.add_head(self.add_button)
        self.add_head(self.remove_button)
        self._message = Message(name="first_run.units.message")
        self._undo = LinkButton("撤回", "Ctrl+Z", name="first_run.units.undo")
        self._undo.clicked.connect(self._take_back)
        self._message.add(self._undo)
        self.add(self._message)
        self._make_table()
        self._below = (self._make_villages(), self._make_editor())
        for part in self._below:
            self.add(part)
        self._show_editor(on=False)
        self._show()

    def _make_table(self) -> None:
        columns: list[Column[UnitAnswer]] = [
            Column(
                title="", value=lambda unit: self._units.index(unit) + 1, name="number", width=36, right=True
            ),
            Column(title="单位", value=lambda unit: unit.name, name="name"),
            Column(title="方式", value=_mode_badge, name="mode", kind=Kind.BADGE, width=92),
            Column(title="窗口", value=lambda unit: unit.window, name="window", width=96),
            Column(
                title="到岗",
                value=lambda unit: day_words(unit.weekdays),
                name="weekdays",
                kind=Kind.SECONDARY,
                width=112,
            ),
            Column(
                title="归属",
                value=lambda unit: label(UnitKind(unit.kind)),
                name="kind",
                kind=Kind.SECONDARY,
                width=84,
            ),
        ]
        self._model = RowsModel(columns, parent=self)
        self.table = RecordTable(self._model, name="first_run.units.table", spoken="入驻单位", dense=True)
        self.table.opened.connect(self.edit)
        self.add(self.table, 1)

    def _make_villages(self) -> QWidget:
        self.villages = TextArea(
            name="first_run.villages", lines=3, placeholder="一行一个，可以从表格里整列粘贴"
        )
        self.villages_field = Field("村居", self.villages, name="first_run.villages", hint="可以以后再补")
        self.villages.textChanged.connect(self._count_villages)
        return self.villages_field

    def _make_editor(self) -> QWidget:
        box = QWidget()
        self.form = UnitForm(name="first_run.unit")
        self.done_button = ActionButton(
            "改好了", "Alt+Y", name="first_run.unit.done", small=True, icon="checkmark"
        )
        self.cancel_button = ActionButton("不改", "Esc", name="first_run.unit.cancel", small=True)
        self.done_button.clicked.connect(self.keep)
        self.cancel_button.clicked.connect(self.close_editor)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.done_button)
        row.addWidget(self.cancel_button)
        row.addWidget(Label(KIND_HINT, "hint", wrap=True), 1)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.form)
        column.addLayout(row)
        return box

    # -- what it holds

    def units(self) -> tuple[UnitAnswer, ...]:
        """The units as they stand; one that is being changed counts as changed."""
        if self._editing is not None:
            units = list(self._units)
            units[self._editing : self._editing + 1] = [self._formed()]
            return tuple(units)
        return tuple(self._units)

    def set_units(self, units: Sequence[UnitAnswer]) -> None:
        """Show other units."""
        self.close_editor()
        self._units = list(units)
        self._show()

    def village_names(self) -> tuple[str, ...]:
        """The villages, one per line; of a pasted table the first column."""
        lines = (line.split("\t")[0].strip() for line in self.villages.text().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def editing(self) -> bool:
        """Whether a unit is open beneath the table."""
        return self._editing is not None

    def refuse(self, sentence: str, *, focus: bool = True) -> None:
        """Say what is wrong with the units."""
        self._message.say(sentence, "err")
        set_shown(self._undo, on=False)
        if focus:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_refusal(self) -> None:
        """Take the refusals away."""
        self._message.clear()
        self.villages_field.clear_reaction()

    # -- acts

    def edit(self, row: int) -> None:
        """Open a unit beneath the table."""
        unit = self._units[row]
        self._editing = row
        self.form.fill(
            name=unit.name, mode=unit.mode, kind=unit.kind, window=unit.window, weekdays=unit.weekdays
        )
        self._show_editor(on=True)
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.name.selectAll()

    def keep(self) -> None:
        """Take the changed unit into the table, unless its name is empty or taken."""
        if self._editing is None:
            return
        formed = self._formed()
        others = [unit.name for at, unit in enumerate(self._units) if at != self._editing]
        if not formed.name:
            self.form.fields["name"].set_error("请填写单位的名称。")
            self.form.name.setFocus()
            return
        if formed.name in others:
            self.form.fields["name"].set_error("已经有同名的单位，请换一个名称。")
            self.form.name.setFocus()
            return
        row = self._editing
        self._units[row] = formed
        self._end_editing(row)
        self.changed.emit()

    def close_editor(self) -> bool:
        """Close without taking; a new unit that got no name goes. Tells whether there was something to close."""
        if self._editing is None:
            return False
        row = self._editing
        if not self._units[row].name:
            del self._units[row]
        self._end_editing(min(row, len(self._units) - 1))
        return True

    def _add(self) -> None:
        if self._editing is not None:
            self.keep()
            if self._editing is not None:
                return
        self._units.append(UnitAnswer("", weekdays=(1, 2, 3, 4, 5)))
        self._show()
        self.table.select_row(len(self._units) - 1)
        self.edit(len(self._units) - 1)

    def _remove(self) -> None:
        focus = QApplication.focusWidget()
        row = self.table.current_row()
        if row < 0 or self._editing is not None or focus not in {self.table, self.remove_button}:
            return
        unit = self._units[row]
        if unit.mediates:
            self.refuse("调解案件由这个单位办理，不能移除，可以按 Enter 改名称。")
            return
        self._removed = (row, unit)
        del self._units[row]
        self._show()
        self.table.select_row(min(row, len(self._units) - 1))
        self._message.say(f"已移除“{unit.name}”。", "info")
        set_shown(self._undo, on=True)
        self.changed.emit()

    def _take_back(self) -> None:
        if self._removed is None:
            return
        row, unit = self._removed
        self._removed = None
        self._units.insert(row, unit)
        self._message.clear()
        self._show()
        self.table.select_row(row)
        self.changed.emit()

    def _end_editing(self, row: int) -> None:
        self._editing = None
        self._show_editor(on=False)
        self._message.clear()
        self._show()
        self.table.select_row(row)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_editor(self, *, on: bool) -> None:
        villages, editor = self._below
        set_shown(villages, on=not on)
        set_shown(editor, on=on)

    def _formed(self) -> UnitAnswer:
        assert self._editing is not None
        return replace(
            self._units[self._editing],
            name=self.form.name.text().strip(),
            mode=self.form.mode.value() or UnitMode.RESIDENT,
            kind=self.form.kind.value() or UnitKind.OWN,
            window=self.form.window_line.text().strip(),
            weekdays=self.form.weekdays.days(),
        )

    def _show(self) -> None:
        self._model.set_rows(self._units)
        self.set_note(f"共 {len(self._units)} 个，选中按 Enter 修改")

    def _count_villages(self) -> None:
        self.villages_field.clear_reaction()
        count = len(self.village_names())
        self.villages_field.set_hint(f"{count} 个" if count else "可以以后再补")
        self.changed.emit()


def _mode_badge(unit: UnitAnswer) -> BadgeSpec:
    tone, icon = _MODES[UnitMode(unit.mode)]
    return BadgeSpec(label(UnitMode(unit.mode)), "info" if tone == "info" else "mute", icon)
