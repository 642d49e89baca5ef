"""The forms of one who works here: name, unit, roles, login; and the form of a new password."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.entries.staff import StaffEntry
from desktop.founding import SHORTEST_PASSWORD
from desktop.logins import proposed_login
from desktop.queries.accounts import StaffRow
from models.values.permissions import ROLE_LABELS, Role
from ui.sign_in.password_line import PasswordLine
from ui.style import px
from ui.tasks import Lanes
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field, Quick
from ui.widgets.label import Label
from ui.widgets.lines import TextLine
from ui.widgets.naming import set_shown
from ui.widgets.tick import TickBox

_NEW_PASSWORD_HINT = f"至少{SHORTEST_PASSWORD}位"


class RoleTicks(QWidget):
    """The eight roles in two columns; the auditor's stands apart from the others."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        self._boxes: dict[Role, TickBox] = {}
        for at, (role, words) in enumerate(ROLE_LABELS.items()):
            box = TickBox(words, name=f"{name}.{role.value}")
            self._boxes[role] = box
            grid.addWidget(box, at // 2, at % 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.setFocusProxy(self._boxes[Role.RECEPTIONIST])

    def roles(self) -> frozenset[Role]:
        """The roles that are ticked."""
        return frozenset(role for role, box in self._boxes.items() if box.isChecked())

    def set_roles(self, roles: frozenset[Role]) -> None:
        """Tick these."""
        for role, box in self._boxes.items():
            box.setChecked(role in roles)


class PersonForm(QWidget):
    """Adds somebody, or changes somebody; the login name is asked once and stays."""

    def __init__(self, lanes: Lanes, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._row: StaffRow | None = None
        self._taken: frozenset[str] = frozenset()
        self._login_touched = False
        self.name = TextLine(name="settings.person.name", longest=60)
        self.unit = ComboSearch(name="settings.person.unit")
        self.login = TextLine(name="settings.person.login", longest=60)
        self.roles = RoleTicks(name="settings.person.roles")
        self.mediator = TickBox("人民调解员（列在调解案件的调解员里）", name="settings.person.mediator")
        self.password = PasswordLine(name="settings.person.password")
        self.again = PasswordLine(name="settings.person.again")
        self.password.setPlaceholderText(_NEW_PASSWORD_HINT)
        peek = Quick("看一眼", "Alt+V", self.password.peek, "settings.person.peek")
        self.fields = {
            "name": Field("姓名", self.name, name="settings.person.name", required=True),
            "unit_id": Field("单位", self.unit, name="settings.person.unit", required=True),
            "roles": Field("角色", self.roles, name="settings.person.roles", hint="可以多选；审计员不能兼"),
            "login": Field("登录名", self.login, name="settings.person.login", hint="不登录的人留空"),
            "password": Field("密码", self.password, name="settings.person.password", quick=(peek,)),
            "again": Field("再输一次", self.again, name="settings.person.again"),
        }
        self._title = Label("", "panel", name="settings.person.title")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self._title)
        for key in ("name", "unit_id", "roles", "login"):
            column.addWidget(self.fields[key])
            if key == "roles":
                column.addWidget(self.mediator)
        passwords = QHBoxLayout()
        passwords.setSpacing(px(10))
        for key in ("password", "again"):
            passwords.addWidget(self.fields[key], 1)
        column.addLayout(passwords)
        column.addStretch(1)
        self.name.left.connect(self._propose)
        self.login.textEdited.connect(self._touch_login)
        self.setFocusProxy(self.name)

    def set_units(self, units: Sequence[Option]) -> None:
        """The units to choose from."""
        self.unit.set_options(units)

    def begin_new(self, taken: frozenset[str]) -> None:
        """Show an empty form; `taken` are the login names that were ever used."""
        self._row, self._taken, self._login_touched = None, taken, False
        self._title.setText("添加人员")
        self._fill("", "", frozenset(), "", mediator=False)
        self._show_login(new=True)

    def begin_change(self, row: StaffRow) -> None:
        """Show somebody."""
        self._row = row
        self._title.setText(f"修改 {row.name}")
        self._fill(row.name, str(row.unit_id), row.roles, row.login, mediator=row.mediator)
        self._show_login(new=False)

    def row(self) -> StaffRow | None:
        """Who is changed; None for somebody new."""
        return self._row

    def entry(self) -> StaffEntry:
        """What stands in the form."""
        return StaffEntry(
            name=self.name.text().strip(),
            unit_id=int(self.unit.value() or 0),
            login="" if self._row is not None else self.login.text().strip(),
            roles=self.roles.roles(),
            mediator=self.mediator.isChecked(),
        )

    def passwords_differ(self) -> bool:
        """Whether the two passwords of somebody new are not the same; said at the second."""
        if self._row is not None or self.password.text() == self.again.text():
            return False
        self.fields["again"].set_error("两次输入的不一样，请重输。")
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _fill(self, name: str, unit: str, roles: frozenset[Role], login: str, *, mediator: bool) -> None:
        self.name.setText(name)
        self.unit.set_value(unit)
        self.roles.set_roles(roles)
        self.login.setText(login)
        self.mediator.setChecked(mediator)
        self.password.wipe()
        self.again.wipe()
        for field in self.fields.values():
            field.clear_reaction()

    def _show_login(self, *, new: bool) -> None:
        signs_in = new or (self._row is not None and bool(self._row.account_id))
        set_shown(self.fields["login"], on=signs_in)
        set_shown(self.fields["roles"], on=signs_in)
        self.login.setReadOnly(not new)
        self.fields["login"].set_hint("不登录的人留空" if new else "登录名不改，也不给别人再用")
        for key in ("password", "again"):
            set_shown(self.fields[key], on=new)

    def _touch_login(self) -> None:
        self._login_touched = True
        self.fields["login"].clear_reaction()

    def _propose(self) -> None:
        name = self.name.text().strip()
        if name and self._row is None and not self._login_touched:
            self._lanes.long.run(
                partial(proposed_login, name, self._taken), done=self._take_login, owner=self
            )

    def _take_login(self, login: str) -> None:
        if self._row is None and not self._login_touched:
            self.login.setText(login)


class NewPasswordForm(QWidget):
    """A new password for an account, twice."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: StaffRow | None = None
        self.password = PasswordLine(name="settings.reset.password")
        self.again = PasswordLine(name="settings.reset.again")
        self.fields = {
            "password": Field(
                "新密码", self.password, name="settings.reset.password", hint=_NEW_PASSWORD_HINT
            ),
            "again": Field("再输一次", self.again, name="settings.reset.again"),
        }
        self._title = Label("", "panel", name="settings.reset.title")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self._title)
        column.addWidget(Label("请当面告诉本人，让他登录后自己再改。", "hint", wrap=True))
        for field in self.fields.values():
            column.addWidget(field)
        column.addStretch(1)
        self.setFocusProxy(self.password)

    def begin(self, row: StaffRow) -> None:
        """Ask for a new password of somebody."""
        self._row = row
        self._title.setText(f"重设 {row.name} 的密码")
        for line in (self.password, self.again):
            line.wipe()
        for field in self.fields.values():
            field.clear_reaction()

    def row(self) -> StaffRow:
        """Whose password it is."""
        assert self._row is not None
        return self._row

    def passwords_differ(self) -> bool:
        """Whether the two are not the same; said at the second."""
        if self.password.text() == self.again.text():
            return False
        self.fields["again"].set_error("两次输入的不一样，请重输。")
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
