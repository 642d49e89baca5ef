"""账号: everybody who works here; who may sign in, in which roles, with a new password, or no longer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop.errors import OfficeError
from desktop.queries.accounts import StaffRow, staff_list
from desktop.queries.units import UnitRow, unit_list
from desktop.services.accounts import (
    Kept,
    add_staff,
    change_staff,
    close_account,
    reopen_account,
    reset_password,
)
from models.values.choices import label
from ui.settings.person_form import NewPasswordForm, PersonForm
from ui.settings.section import Section, clear_faults, put_faults, scrolling
from ui.style import px
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.combo import Option
from ui.widgets.label import Label, line_down
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

_NOBODY, _PERSON, _PASSWORD = range(3)


class AccountsSection(Section):
    """The list at the left, the form of whoever is added or changed at the right."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._wanted = 0
        self.message = Message(name="settings.accounts.message")
        self._model = RowsModel(_columns(), parent=self)
        self.table = RecordTable(self._model, name="settings.accounts.table", spoken="工作人员和账号")
        self.table.opened.connect(self._change)
        self.table.current_changed.connect(lambda _row: self._refresh())
        self.states = States(self.table, name="settings.accounts.states")
        self.add_button = ActionButton(
            "添加人员", "Alt+N", name="settings.accounts.add", small=True, icon="add"
        )
        self.reset_button = ActionButton("重设密码", "Alt+M", name="settings.accounts.reset", small=True)
        self.close_button = ActionButton("停用", "Alt+T", name="settings.accounts.close", small=True)
        self.add_button.clicked.connect(self._add)
        self.reset_button.clicked.connect(self._reset)
        self.close_button.clicked.connect(self._close_or_reopen)
        self.form = PersonForm(place.lanes)
        self.password_form = NewPasswordForm()
        self._forms = QStackedWidget()
        self._lay_out()
        self._refresh()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label("账号", "panel"))
        head.addWidget(Label("选中按 Enter 修改", "hint"), 1)
        for button in (self.add_button, self.reset_button, self.close_button):
            head.addWidget(button)
        hint = Label("选一个人按 Enter 修改，或添加一个人。", "hint", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (hint, scrolling(self.form), self.password_form):
            self._forms.addWidget(widget)
        self._forms.setFixedWidth(px(360))
        left = QVBoxLayout()
        left.setSpacing(px(6))
        left.addLayout(head)
        left.addWidget(self.message)
        left.addWidget(self.states, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addLayout(left, 1)
        row.addWidget(line_down())
        row.addWidget(self._forms)

    # -- what the page asks

    def on_shown(self) -> None:
        """Read the list."""
        if not self._model.rows():
            self.states.show_loading("正在读取…")
        self._place.ask(staff_list).then(self._show, failed=self._failed, owner=self)
        self._place.ask(unit_list).then(self._take_units, owner=self)

    def on_escape(self) -> bool:
        """Close the form."""
        if self._forms.currentIndex() == _NOBODY:
            return False
        self._show_form(_NOBODY)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def primary(self) -> str:
        """What Ctrl+Enter does."""
        words = {_PERSON: "保存修改" if self.form.row() is not None else "添加", _PASSWORD: "重设密码"}
        return words.get(self._forms.currentIndex(), "")

    def act(self) -> None:
        """Save the form that is open."""
        if self._forms.currentIndex() == _PASSWORD:
            self._save_password()
            return
        clear_faults(self.form.fields, self.message)
        if self.form.passwords_differ():
            return
        row = self.form.row()
        if row is None:
            entry = self.form.entry()
            self._place.perform(add_staff, entry=entry, password=self.form.password.text()).then(
                lambda kept: self._saved(kept, f"已添加{entry.name}"), failed=self._refused, owner=self
            )
        else:
            self._place.perform(
                change_staff, staff_id=row.staff_id, version=row.version, entry=self.form.entry()
            ).then(lambda kept: self._saved(kept, f"已修改{row.name}"), failed=self._refused, owner=self)

    # -- acts

    def _add(self) -> None:
        self.message.clear()
        self.form.begin_new(frozenset(row.login for row in self._model.rows() if row.login))
        self._show_form(_PERSON)
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, at: int) -> None:
        self.message.clear()
        row = self._model.row(at)
        if not row.active:
            self.message.say("这个账号已停用，要改先启用。", "info")
            return
        self.form.begin_change(row)
        self._show_form(_PERSON)
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reset(self) -> None:
        row = self._current()
        if row is not None:
            self.message.clear()
            self.password_form.begin(row)
            self._show_form(_PASSWORD)
            self.password_form.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_password(self) -> None:
        form = self.password_form
        clear_faults(form.fields, self.message)
        if form.passwords_differ():
            return
        row = form.row()
        self._place.perform(
            reset_password, account_id=row.account_id, version=row.version, password=form.password.text()
        ).then(
            lambda _none: self._saved(Kept(row.staff_id, row.account_id), f"已重设{row.name}的密码"),
            failed=lambda refusal: put_faults(form.fields, refusal, self.message),
            owner=self,
        )

    def _close_or_reopen(self) -> None:
        row = self._current()
        if row is None:
            return
        act = close_account if row.active else reopen_account
        words = f"已{'停用' if row.active else '启用'}{row.name}的账号"
        self._place.perform(act, account_id=row.account_id, version=row.version).then(
            lambda _none: self._saved(Kept(row.staff_id, row.account_id), words),
            failed=self._refused,
            owner=self,
        )

    def _saved(self, kept: Kept, words: str) -> None:
        self._wanted = kept.staff_id
        self._place.say(words)
        self._show_form(_NOBODY)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place.ask(staff_list).then(self._show, failed=self._failed, owner=self)

    def _refused(self, refusal: OfficeError) -> None:
        put_faults(self.form.fields, refusal, self.message)

    # -- what it shows

    def _show(self, rows: tuple[StaffRow, ...]) -> None:
        wanted = self._wanted or (current.staff_id if (current := self._at_row()) else 0)
        self._wanted = 0
        self._model.set_rows(rows)
        self.states.show_content()
        at = next((at for at, row in enumerate(rows) if row.staff_id == wanted), 0)
        self.table.select_row(at)
        self._refresh()

    def _failed(self, refusal: OfficeError) -> None:
        self.states.show_failed(str(refusal), retry=self.on_shown)

    def _take_units(self, units: tuple[UnitRow, ...]) -> None:
        self.form.set_units(
            [Option(str(unit.unit_id), unit.name, (label(unit.kind),)) for unit in units if unit.active]
        )

    def _at_row(self) -> StaffRow | None:
        at = self.table.current_row()
        return self._model.row(at) if 0 <= at < self._model.rowCount() else None

    def _current(self) -> StaffRow | None:
        """The row of the table that has an account."""
        row = self._at_row()
        return row if row is not None and row.account_id else None

    def _show_form(self, which: int) -> None:
        self._forms.setCurrentIndex(which)
        self.primary_changed.emit()

    def _refresh(self) -> None:
        row = self._at_row()
        signs_in = row is not None and bool(row.account_id)
        set_shown(self.close_button, on=signs_in)
        set_shown(self.reset_button, on=signs_in and row is not None and row.active)
        self.close_button.set_text("停用" if row is None or row.active else "启用")


def _columns() -> list[Column[StaffRow]]:
    return [
        Column(title="姓名", value=lambda row: row.name, name="name", kind=Kind.STRONG, width=96),
        Column(title="登录名", value=lambda row: row.login or "不登录", name="login", width=120),
        Column(title="单位", value=lambda row: row.unit_name, name="unit", kind=Kind.SECONDARY),
        Column(title="角色", value=_roles_of, name="roles", tip=_roles_of),
        Column(title="状态", value=_state, name="state", kind=Kind.BADGE, width=104),
    ]


def _roles_of(row: StaffRow) -> str:
    return row.role_words or ("人民调解员" if row.mediator else "")


def _state(row: StaffRow) -> BadgeSpec:
    if not row.active:
        return BadgeSpec("已停用", "mute", "prohibited")
    if row.locked:
        return BadgeSpec("等15分钟", "warn", "clock")
    return BadgeSpec("在用", "ok", "checkmark_circle")
