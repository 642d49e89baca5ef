"""中心: the name that stands on papers, and how large a file may be."""

from __future__ import annotations

from desktop.errors import OfficeError
from desktop.queries.units import CentreFacts, centre_facts
from desktop.services.units import change_centre
from ui.settings.attachment_limit import AttachmentLimit
from ui.settings.section import Section, clear_faults, form_column, put_faults
from ui.widgets.field import Field, as_wide_as
from ui.widgets.label import Label
from ui.widgets.lines import TextLine
from ui.widgets.message import Message
from ui.workplace import Workplace


class CentreSection(Section):
    """The name; the area is fixed because every matter's code begins with it."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._facts: CentreFacts | None = None
        self.message = Message(name="settings.centre.message")
        self.centre_name = TextLine(name="settings.centre.centre_name", longest=80)
        self.fields = {
            "centre_name": as_wide_as(
                Field("综治中心全称", self.centre_name, name="settings.centre.centre_name", required=True)
            )
        }
        self._area = Label("", "hint", name="settings.centre.area")
        column = form_column(self)
        column.addWidget(Label("中心", "panel"))
        column.addWidget(Label("已印出的文书不变。", "hint"))
        column.addWidget(self.message)
        column.addWidget(self.fields["centre_name"])
        column.addWidget(self._area)
        self.limit = AttachmentLimit(place)
        column.addWidget(as_wide_as(self.limit))
        column.addStretch(1)
        self.setFocusProxy(self.centre_name)

    def primary(self) -> str:
        """Save."""
        return "保存修改" if self._facts is not None else ""

    def on_shown(self) -> None:
        """Read the name, unless somebody is changing it."""
        self.limit.read()
        if self._facts is None or self.centre_name.text().strip() == self._facts.centre_name:
            self._place.ask(centre_facts).then(self._show, failed=self._refused, owner=self)

    def act(self) -> None:
        """Save the name."""
        if self._facts is None:
            return
        clear_faults(self.fields, self.message)
        self._place.perform(
            change_centre, version=self._facts.version, centre_name=self.centre_name.text()
        ).then(lambda _none: self._saved(), failed=self._refused, owner=self)

    def _saved(self) -> None:
        self._place.say("名称已改")
        self.message.say("已保存。其他人下次登录后看到新名称。", "ok")
        self._place.ask(centre_facts).then(self._show, failed=self._refused, owner=self)

    def _show(self, facts: CentreFacts) -> None:
        self._facts = facts
        self.centre_name.setText(facts.centre_name)
        self._area.setText(
            f"所在地：{facts.area_name}（{facts.area_code}），每件事项的编号以它开头，不能改。"
        )
        self.primary_changed.emit()

    def _refused(self, refusal: OfficeError) -> None:
        put_faults(self.fields, refusal, self.message)
