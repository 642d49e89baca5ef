"""中心和委员会: the names that stand on papers and in case numbers."""

from __future__ import annotations

from desktop.entries.units import CentreEntry
from desktop.errors import OfficeError
from desktop.queries.units import CentreFacts, centre_facts
from desktop.services.units import change_centre
from models.values.case_number import case_number
from models.values.dates import in_zone
from ui.settings.attachment_limit import AttachmentLimit
from ui.settings.section import Section, clear_faults, form_column, put_faults
from ui.widgets.field import Field, as_wide_as
from ui.widgets.label import Label
from ui.widgets.lines import TextLine
from ui.widgets.message import Message
from ui.workplace import Workplace


class CentreSection(Section):
    """Three names; the area is fixed because every matter's code begins with it."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._facts: CentreFacts | None = None
        self.message = Message(name="settings.centre.message")
        self.centre_name = TextLine(name="settings.centre.centre_name", longest=80)
        self.committee_name = TextLine(name="settings.centre.committee_name", longest=80)
        self.committee_short = TextLine(name="settings.centre.committee_short", longest=10)
        self.fields = {
            "centre_name": as_wide_as(
                Field("综治中心全称", self.centre_name, name="settings.centre.centre_name", required=True)
            ),
            "committee_name": as_wide_as(
                Field(
                    "人民调解委员会全称",
                    self.committee_name,
                    name="settings.centre.committee_name",
                    required=True,
                    hint="与印章一致",
                )
            ),
            "committee_short": as_wide_as(
                Field(
                    "卷号简称",
                    self.committee_short,
                    name="settings.centre.committee_short",
                    required=True,
                    reserve=True,
                )
            ),
        }
        self._area = Label("", "hint", name="settings.centre.area")
        column = form_column(self)
        column.addWidget(Label("中心和委员会", "panel"))
        column.addWidget(
            Label("已印出的文书、已给的卷号不变；改了简称，卷号从第1号另排。", "hint", wrap=True)
        )
        column.addWidget(self.message)
        for field in self.fields.values():
            column.addWidget(field)
        column.addWidget(self._area)
        self.limit = AttachmentLimit(place)
        column.addWidget(as_wide_as(self.limit))
        column.addStretch(1)
        self.committee_short.textChanged.connect(lambda _text: self._preview())
        self.setFocusProxy(self.centre_name)

    def primary(self) -> str:
        """Save."""
        return "保存修改" if self._facts is not None else ""

    def on_shown(self) -> None:
        """Read the names, unless somebody is changing them."""
        self.limit.read()
        if self._facts is None or self._entry() == _entry_of(self._facts):
            self._place.ask(centre_facts).then(self._show, failed=self._refused, owner=self)

    def act(self) -> None:
        """Save the names."""
        if self._facts is None:
            return
        clear_faults(self.fields, self.message)
        facts = self._facts
        self._place.perform(
            change_centre,
            version=facts.version,
            committee_version=facts.committee_version,
            entry=self._entry(),
        ).then(lambda _none: self._saved(), failed=self._refused, owner=self)

    def _saved(self) -> None:
        self._place.say("名称已改")
        self.message.say("已保存。其他人下次登录后看到新名称。", "ok")
        self._place.ask(centre_facts).then(self._show, failed=self._refused, owner=self)

    def _show(self, facts: CentreFacts) -> None:
        self._facts = facts
        self.centre_name.setText(facts.centre_name)
        self.committee_name.setText(facts.committee_name)
        self.committee_short.setText(facts.committee_short)
        self._area.setText(
            f"所在地：{facts.area_name}（{facts.area_code}），每件事项的编号以它开头，不能改。"
        )
        self.primary_changed.emit()

    def _refused(self, refusal: OfficeError) -> None:
        put_faults(self.fields, refusal, self.message)

    def _preview(self) -> None:
        short = self.committee_short.text().strip()
        year = in_zone(self._place.office.clock.now()).year
        self.fields["committee_short"].set_note(
            f"预览：{case_number(short, year, 1)}" if short else "", "plain"
        )

    def _entry(self) -> CentreEntry:
        return CentreEntry(
            self.centre_name.text().strip(),
            self.committee_name.text().strip(),
            self.committee_short.text().strip(),
        )


def _entry_of(facts: CentreFacts) -> CentreEntry:
    return CentreEntry(facts.centre_name, facts.committee_name, facts.committee_short)
