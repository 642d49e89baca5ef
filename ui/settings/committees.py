"""调解委员会: each with its name as on its seal, its short name, when it gives numbers, its last election."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.clock import day_of
from desktop.entries.units import CommitteeEntry
from desktop.errors import FormError
from desktop.queries.codes import UnitChoice, form_choices
from desktop.queries.numbers import CommitteeRow, committee_list
from desktop.services.committees import (
    add_committee,
    change_committee,
    close_committee,
    reopen_committee,
)
from models.values.case_number import NUMBER_AT_LABELS, NumberAt, case_number
from models.values.dates import day_in_tables, parse_day
from ui.settings.listed import ListedSection, state_badge
from ui.style import look, px
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.lines import DateLine, TextLine
from ui.widgets.rows import Column, Kind
from ui.widgets.segments import Choice, Segments
from ui.workplace import Workplace

_FORM_HINT = (
    "已印出的文书、已给的卷号不变；改了简称，卷号从第1号另排。达成协议时或结案立卷时编号的，之前显示“未编号”，"
    "文书上的卷号留空手填。受理时编号的，只有一页办结和补录的口头案件用口头案件简称。"
)


class CommitteesSection(ListedSection):
    """The list above, the form of one committee beneath."""

    def __init__(self, place: Workplace) -> None:
        self.form = CommitteeForm(day_of(place.office.clock.now()).year)
        self._today = day_of(place.office.clock.now())
        super().__init__(
            place,
            name="settings.committees",
            title="调解委员会",
            what="调委会",
            hint="选中按 Enter 修改；一个单位有几个的，受理时选择",
            columns=_columns(),
            keys=("Alt+G", "Alt+X"),
            form=self.form,
            fields=self.form.fields,
            form_hint=_FORM_HINT,
        )

    def on_shown(self) -> None:
        """Read the list, and the units to choose from."""
        super().on_shown()
        self._place.ask(form_choices).then(lambda found: self.form.set_units(found.units), owner=self)

    def query(self) -> Callable[..., Any]:
        """Every committee."""
        return committee_list

    def id_of(self, row: CommitteeRow) -> int:
        """The id of a committee."""
        return row.committee_id

    def fill(self, row: CommitteeRow | None) -> None:
        """Show a committee."""
        self.form.fill(row)

    def form_name(self) -> str:
        """The committee's name."""
        return self.form.name.text().strip()

    def save_of(self, row: CommitteeRow | None) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Add or change the committee."""
        entry = self._entry()
        if row is None:
            return add_committee, {"entry": entry}
        return change_committee, {"committee_id": row.committee_id, "version": row.version, "entry": entry}

    def close_of(self, row: CommitteeRow) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Close the committee or open it again."""
        act = close_committee if row.active else reopen_committee
        return act, {"committee_id": row.committee_id, "version": row.version}

    def _entry(self) -> CommitteeEntry:
        """Return the form; raises FormError for a day that is none."""
        form = self.form
        typed, elected = form.elected_on.text().strip(), None
        if typed:
            try:
                elected = parse_day(typed, today=self._today, future=False)
            except ValueError as fault:
                raise FormError([("elected_on", str(fault))]) from fault
        unit = form.unit.value()
        return CommitteeEntry(
            unit_id=int(unit) if unit else None,
            name=form.name.text(),
            short_name=form.short_name.text(),
            number_at=NumberAt(form.number_at.value() or NumberAt.ACCEPTANCE),
            oral_series=form.oral_series.text(),
            elected_on=elected,
        )


class CommitteeForm(QWidget):
    """The fields, by name, so that refusals find them."""

    def __init__(self, year: int) -> None:
        super().__init__()
        self._year = year
        base = "settings.committee"
        self.name = TextLine(name=f"{base}.name", longest=80, placeholder="如 云溪镇人民调解委员会")
        self.short_name = TextLine(name=f"{base}.short_name", longest=10)
        self.unit = ComboSearch(name=f"{base}.unit_id", placeholder="打拼音首字母查找")
        self.number_at = Segments(
            [
                Choice(moment.value, words, str(at))
                for at, (moment, words) in enumerate(NUMBER_AT_LABELS.items(), 1)
            ],
            name=f"{base}.number_at",
            stretches=False,
        )
        self.oral_series = TextLine(name=f"{base}.oral_series", longest=10, placeholder="不另排就空着")
        self.elected_on = DateLine(name=f"{base}.elected_on")
        self.fields = {
            "name": Field("全称", self.name, name=f"{base}.name", required=True, hint="与印章一致"),
            "short_name": Field(
                "卷号简称", self.short_name, name=f"{base}.short_name", required=True, reserve=True
            ),
            "unit_id": Field("设在", self.unit, name=f"{base}.unit_id", required=True),
            "oral_series": Field("口头案件简称", self.oral_series, name=f"{base}.oral_series", reserve=True),
            "number_at": Field("何时编号", self.number_at, name=f"{base}.number_at"),
            "elected_on": Field(
                "换届日期", self.elected_on, name=f"{base}.elected_on", hint="每届三年，到期前90天提醒"
            ),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().size("field_gap_across"))
        grid.setVerticalSpacing(px(4))
        for at, field in enumerate(self.fields.values()):
            grid.addWidget(field, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.short_name.textChanged.connect(lambda _text: self._preview("short_name"))
        self.oral_series.textChanged.connect(lambda _text: self._preview("oral_series"))
        self.setFocusProxy(self.name)

    def set_units(self, units: tuple[UnitChoice, ...]) -> None:
        """Offer the units of the hall and the villages."""
        kept = self.unit.value()
        self.unit.set_options([Option(str(unit.unit_id), unit.name, unit.initials) for unit in units])
        self.unit.set_value(kept)

    def fill(self, row: CommitteeRow | None) -> None:
        """Show a committee, without refusals."""
        self.name.setText(row.name if row else "")
        self.short_name.setText(row.short_name if row else "")
        self.unit.set_value(str(row.unit_id) if row else "")
        self.number_at.set_value(row.number_at if row else NumberAt.ACCEPTANCE)
        self.oral_series.setText(row.oral_series if row else "")
        self.elected_on.setText(row.elected_on.isoformat() if row and row.elected_on else "")
        for field in self.fields.values():
            field.clear_reaction()
        for name in ("short_name", "oral_series"):
            self._preview(name)

    def _preview(self, field: str) -> None:
        """Show a number as it will stand on paper."""
        line = self.short_name if field == "short_name" else self.oral_series
        short = line.text().strip()
        self.fields[field].set_note(f"预览：{case_number(short, self._year, 1)}" if short else "", "plain")


def _columns() -> list[Column[CommitteeRow]]:
    return [
        Column(title="调解委员会", value=lambda row: row.name, name="name"),
        Column(title="设在", value=lambda row: row.unit_name, name="unit", kind=Kind.SECONDARY, width=150),
        Column(
            title="编号",
            value=lambda row: NUMBER_AT_LABELS[row.number_at],
            name="number_at",
            kind=Kind.SECONDARY,
            width=90,
        ),
        Column(title="下一个卷号", value=lambda row: row.next_number, name="next_number", width=190),
        Column(
            title="本届到期",
            value=lambda row: day_in_tables(row.term_ends_on) if row.term_ends_on else "未填",
            name="term_ends_on",
            kind=Kind.SECONDARY,
            width=100,
        ),
        Column(title="状态", value=state_badge, name="state", kind=Kind.BADGE, width=100),
    ]
