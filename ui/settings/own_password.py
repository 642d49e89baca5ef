"""我的密码: whoever is signed in changes the own password."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.errors import OfficeError
from desktop.founding import SHORTEST_PASSWORD
from desktop.services.accounts import change_own_password
from ui.settings.section import Section, clear_faults, form_column, put_faults
from ui.sign_in.password_line import PasswordLine
from ui.widgets.field import Field, as_wide_as
from ui.widgets.label import Label
from ui.widgets.message import Message
from ui.workplace import Workplace


class OwnPasswordSection(Section):
    """Three password fields: the present one, the new one twice."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._message = Message(name="settings.password.message")
        self.old = PasswordLine(name="settings.password.old")
        self.new = PasswordLine(name="settings.password.new")
        self.again = PasswordLine(name="settings.password.again")
        self.fields = {
            "old": as_wide_as(Field("现在的密码", self.old, name="settings.password.old", required=True)),
            "new": as_wide_as(
                Field(
                    "新密码",
                    self.new,
                    name="settings.password.new",
                    required=True,
                    hint=f"至少{SHORTEST_PASSWORD}位",
                    reserve=True,
                )
            ),
            "again": as_wide_as(
                Field("再输一次", self.again, name="settings.password.again", required=True, reserve=True)
            ),
        }
        column = form_column(self)
        column.addWidget(Label("改自己的密码", "panel"))
        column.addWidget(self._message)
        for field in self.fields.values():
            column.addWidget(field)
        column.addStretch(1)
        self.again.returnPressed.connect(self.act)
        self.setFocusProxy(self.old)

    def primary(self) -> str:
        """Save."""
        return "改密码"

    def act(self) -> None:
        """Change it; a refusal stands at its field."""
        clear_faults(self.fields, self._message)
        if self.new.text() != self.again.text():
            self.fields["again"].set_error("两次输入的不一样，请重输。")
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._place.perform(change_own_password, old=self.old.text(), new=self.new.text()).then(
            lambda _none: self._saved(), failed=self._refused, owner=self
        )

    def _saved(self) -> None:
        for line in (self.old, self.new, self.again):
            line.wipe()
        self._message.say("密码已改，下次登录用新密码。", "ok")
        self._place.say("密码已改")

    def _refused(self, refusal: OfficeError) -> None:
        put_faults(self.fields, refusal, self._message)
