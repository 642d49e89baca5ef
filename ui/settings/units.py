"""单位: the units of the hall, also closed ones; added, changed, closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.entries.units import UnitEntry
from desktop.errors import OfficeError
from desktop.queries.units import UnitRow, unit_list
from desktop.services.units import add_unit, change_unit, close_unit, reopen_unit
from models.values.choices import UnitKind, UnitMode, label
from ui.settings.section import Section, clear_faults, put_faults
from ui.settings.unit_form import KIND_HINT, UnitForm, day_words
from ui.style import px
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label, line_across
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.workplace import Workplace


class UnitsSection(Section):
    """The list above, the form of one unit beneath."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._row: UnitRow | None = None
        self._new = False
        self._wanted = 0
        self.message = Message(name="settings.units.message")
        self._model = RowsModel(_columns(), parent=self)
        self.table = RecordTable(self._model, name="settings.units.table", spoken="单位", dense=True)
        self.table.opened.connect(self._change)
        self.table.current_changed.connect(lambda _row: self._refresh())
        self.states = States(self.table, name="settings.units.states")
        self.add_button = ActionButton("加单位", "Alt+A", name="settings.units.add", small=True, icon="add")
        self.close_button = ActionButton("停用", "Alt+Q", name="settings.units.close", small=True)
        self.add_button.clicked.connect(self._add)
        self.close_button.clicked.connect(self._close_or_reopen)
        self.form = UnitForm(name="settings.unit", phone=True)
        self._title = Label("", "strong", name="settings.unit.title")
        self._hint = Label(KIND_HINT, "hint", wrap=True)
        self._lay_out()
        self._show_form(on=False)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label("单位", "panel"))
        head.addWidget(Label("选中按 Enter 修改；停用的单位不再派新事项", "hint"), 1)
        head.addWidget(self.add_button)
        head.addWidget(self.close_button)
        self._line = line_across()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.states, 1)
        for widget in (self._line, self._title, self.form, self._hint):
            column.addWidget(widget)

    def on_shown(self) -> None:
        """Read the list."""
        if not self._model.rows():
            self.states.show_loading("正在读取…")
        self._place.ask(unit_list).then(self._show, failed=self._failed, owner=self)

    def on_escape(self) -> bool:
        """Close the form."""
        if self.primary():
            self._show_form(on=False)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def primary(self) -> str:
        """What Ctrl+Enter does."""
        if self._new:
            return "添加单位"
        return "保存修改" if self._row is not None else ""

    def act(self) -> None:
        """Save the form."""
        clear_faults(self.form.fields, self.message)
        entry = self._entry()
        if self._row is None:
            self._place.perform(add_unit, entry=entry).then(
                lambda unit_id: self._saved(unit_id, f"已添加{entry.name}"), failed=self._refused, owner=self
            )
            return
        row = self._row
        self._place.perform(
            change_unit,
            unit_id=row.unit_id,
            version=row.version,
            weekdays_before=row.weekdays,
            entry=entry,
        ).then(
            lambda _none: self._saved(row.unit_id, f"已修改{entry.name}"), failed=self._refused, owner=self
        )

    def _add(self) -> None:
        self._row, self._new = None, True
        self.form.fill()
        self._title.setText("加单位")
        self._show_form(on=True)

    def _change(self, at: int) -> None:
        row = self._model.row(at)
        if not row.active:
            self.message.say("这个单位已停用，要改先启用。", "info")
            return
        self._row, self._new = row, False
        self.form.fill(
            name=row.name,
            mode=row.mode,
            kind=row.kind,
            window=row.window,
            weekdays=row.weekdays,
            phone=row.phone,
        )
        self._title.setText(f"修改 {row.name}")
        self._show_form(on=True)

    def _close_or_reopen(self) -> None:
        row = self._at_row()
        if row is None:
            return
        self.message.clear()
        act = close_unit if row.active else reopen_unit
        words = f"已{'停用' if row.active else '启用'}{row.name}"
        self._place.perform(act, unit_id=row.unit_id, version=row.version).then(
            lambda _none: self._saved(row.unit_id, words), failed=self._refused, owner=self
        )

    def _saved(self, unit_id: int, words: str) -> None:
        self._wanted = unit_id
        self._place.say(words)
        self._show_form(on=False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place.ask(unit_list).then(self._show, failed=self._failed, owner=self)

    def _refused(self, refusal: OfficeError) -> None:
        put_faults(self.form.fields, refusal, self.message)

    def _entry(self) -> UnitEntry:
        form = self.form
        return UnitEntry(
            name=form.name.text().strip(),
            mode=UnitMode(form.mode.value() or UnitMode.RESIDENT),
            kind=UnitKind(form.kind.value() or UnitKind.OWN),
            window=form.window_line.text().strip(),
            phone=form.phone.text().strip(),
            weekdays=form.weekdays.days(),
        )

    def _show(self, rows: tuple[UnitRow, ...]) -> None:
        wanted = self._wanted or (current.unit_id if (current := self._at_row()) else 0)
        self._wanted = 0
        self._model.set_rows(rows)
        self.states.show_content()
        self.table.select_row(next((at for at, row in enumerate(rows) if row.unit_id == wanted), 0))
        self._refresh()

    def _failed(self, refusal: OfficeError) -> None:
        self.states.show_failed(str(refusal), retry=self.on_shown)

    def _at_row(self) -> UnitRow | None:
        at = self.table.current_row()
        return self._model.row(at) if 0 <= at < self._model.rowCount() else None

    def _show_form(self, *, on: bool) -> None:
        if not on:
            self._row, self._new = None, False
        self.message.clear()
        for widget in (self._line, self._title, self.form, self._hint):
            set_shown(widget, on=on)
        self.primary_changed.emit()
        if on:
            self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        row = self._at_row()
        set_shown(self.close_button, on=row is not None and not row.mediates)
        self.close_button.set_text("停用" if row is None or row.active else "启用")


def _columns() -> list[Column[UnitRow]]:
    return [
        Column(title="单位", value=lambda row: row.name, name="name"),
        Column(title="方式", value=lambda row: label(row.mode), name="mode", kind=Kind.SECONDARY, width=64),
        Column(title="窗口", value=lambda row: row.window, name="window", width=100),
        Column(
            title="到岗",
            value=lambda row: day_words(row.weekdays),
            name="weekdays",
            kind=Kind.SECONDARY,
            width=120,
        ),
        Column(title="归属", value=lambda row: label(row.kind), name="kind", kind=Kind.SECONDARY, width=90),
        Column(title="电话", value=lambda row: row.phone, name="phone", kind=Kind.SECONDARY, width=130),
        Column(title="状态", value=_state, name="state", kind=Kind.BADGE, width=100),
    ]


def _state(row: UnitRow) -> BadgeSpec:
    if row.active:
        return BadgeSpec("在用", "ok", "checkmark_circle")
    return BadgeSpec("已停用", "mute", "prohibited")
