"""村居: the villages of the town; pasted in, renamed, closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.errors import OfficeError
from desktop.queries.units import VillageRow, village_list
from desktop.services.units import add_villages, change_village
from ui.settings.section import Section, clear_faults, put_faults
from ui.style import px
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field
from ui.widgets.label import Label, line_down
from ui.widgets.lines import TextArea, TextLine
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.workplace import Workplace


class VillagesSection(Section):
    """The list at the left; at the right either new ones, one per line, or the name of one."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._row: VillageRow | None = None
        self.message = Message(name="settings.villages.message")
        self._model = RowsModel(_columns(), parent=self)
        self.table = RecordTable(self._model, name="settings.villages.table", spoken="村居", dense=True)
        self.table.opened.connect(self._change)
        self.table.current_changed.connect(lambda _row: self._refresh())
        self.states = States(self.table, name="settings.villages.states")
        self.close_button = ActionButton("停用", "Alt+C", name="settings.villages.close", small=True)
        self.close_button.clicked.connect(self._close_or_reopen)
        self.names = TextArea(
            name="settings.villages.names", lines=8, placeholder="一行一个，可以从表格里整列粘贴"
        )
        self.name = TextLine(name="settings.villages.name", longest=60)
        self.fields = {
            "names": Field("添加村居", self.names, name="settings.villages.names"),
            "name": Field("名称", self.name, name="settings.villages.name", required=True),
        }
        self._lay_out()
        self._show_name(on=False)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label("村居", "panel"))
        head.addWidget(Label("选中按 Enter 改名", "hint"), 1)
        head.addWidget(self.close_button)
        left = QVBoxLayout()
        left.setSpacing(px(6))
        left.addLayout(head)
        left.addWidget(self.message)
        left.addWidget(self.states, 1)
        right = QVBoxLayout()
        for field in self.fields.values():
            field.setFixedWidth(px(330))
            right.addWidget(field)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addLayout(left, 1)
        row.addWidget(line_down())
        row.addLayout(right)

    def on_shown(self) -> None:
        """Read the list."""
        if not self._model.rows():
            self.states.show_loading("正在读取…")
        self._place.ask(village_list).then(self._show, failed=self._failed, owner=self)

    def on_escape(self) -> bool:
        """Leave the renaming."""
        if self._row is None:
            return False
        self._show_name(on=False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def primary(self) -> str:
        """What Ctrl+Enter does."""
        return "保存修改" if self._row is not None else "添加"

    def act(self) -> None:
        """Add the lines, or rename."""
        clear_faults(self.fields, self.message)
        row = self._row
        if row is None:
            names = tuple(line.split("\t")[0] for line in self.names.text().splitlines())
            self._place.perform(add_villages, names=names).then(self._added, failed=self._refused, owner=self)
        else:
            self._save(row, self.name.text(), active=row.active)

    def _save(self, row: VillageRow, name: str, *, active: bool) -> None:
        self._place.perform(
            change_village, village_id=row.village_id, version=row.version, name=name, active=active
        ).then(lambda _none: self._changed(name), failed=self._refused, owner=self)

    def _added(self, count: int) -> None:
        self.names.setPlainText("")
        self._place.say(f"已添加{count}个村居")
        self.on_shown()

    def _changed(self, name: str) -> None:
        self._place.say(f"已修改{name.strip()}")
        self._show_name(on=False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.on_shown()

    def _change(self, at: int) -> None:
        self._row = self._model.row(at)
        self.name.setText(self._row.name)
        self._show_name(on=True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_or_reopen(self) -> None:
        row = self._at_row()
        if row is not None:
            self._save(row, row.name, active=not row.active)

    def _refused(self, refusal: OfficeError) -> None:
        put_faults(self.fields, refusal, self.message)

    def _show(self, rows: tuple[VillageRow, ...]) -> None:
        current = self._at_row()
        self._model.set_rows(rows)
        if rows:
            self.states.show_content()
        else:
            self.states.show_empty("还没有村居", "在右边一行写一个，按 Ctrl+Enter 添加。")
        if current is not None:
            at = next((at for at, row in enumerate(rows) if row.village_id == current.village_id), 0)
            self.table.select_row(at)
        self._refresh()

    def _failed(self, refusal: OfficeError) -> None:
        self.states.show_failed(str(refusal), retry=self.on_shown)

    def _at_row(self) -> VillageRow | None:
        at = self.table.current_row()
        return self._model.row(at) if 0 <= at < self._model.rowCount() else None

    def _show_name(self, *, on: bool) -> None:
        if not on:
            self._row = None
        clear_faults(self.fields, self.message)
        set_shown(self.fields["name"], on=on)
        set_shown(self.fields["names"], on=not on)
        self.primary_changed.emit()

    def _refresh(self) -> None:
        row = self._at_row()
        set_shown(self.close_button, on=row is not None)
        self.close_button.set_text("停用" if row is None or row.active else "启用")


def _columns() -> list[Column[VillageRow]]:
    return [
        Column(title="村居", value=lambda row: row.name, name="name"),
        Column(title="状态", value=_state, name="state", kind=Kind.BADGE, width=104),
    ]


def _state(row: VillageRow) -> BadgeSpec:
    if row.active:
        return BadgeSpec("在用", "ok", "checkmark_circle")
    return BadgeSpec("已停用", "mute", "prohibited")
