"""单位: the units of the hall, also closed ones; added, changed, closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.entries.units import UnitEntry
from desktop.queries.units import UnitRow, unit_list
from desktop.services.units import add_unit, change_unit, close_unit, reopen_unit
from models.values.choices import UnitKind, UnitMode, label
from ui.settings.listed import ListedSection, state_badge
from ui.settings.unit_form import KIND_HINT, UnitForm, day_words
from ui.widgets.rows import Column, Kind
from ui.workplace import Workplace


class UnitsSection(ListedSection):
    """The list above, the form of one unit beneath."""

    def __init__(self, place: Workplace) -> None:
        self.form = UnitForm(name="settings.unit", phone=True)
        super().__init__(
            place,
            name="settings.units",
            title="单位",
            what="单位",
            hint="选中按 Enter 修改；停用的单位不再派新事项",
            columns=_columns(),
            keys=("Alt+A", "Alt+Q"),
            form=self.form,
            fields=self.form.fields,
            form_hint=KIND_HINT,
        )

    def query(self) -> Callable[..., Any]:
        """Every unit."""
        return unit_list

    def id_of(self, row: UnitRow) -> int:
        """The id of a unit."""
        return row.unit_id

    def fill(self, row: UnitRow | None) -> None:
        """Show a unit."""
        if row is None:
            self.form.fill()
            return
        self.form.fill(
            name=row.name,
            mode=row.mode,
            kind=row.kind,
            window=row.window,
            weekdays=row.weekdays,
            phone=row.phone,
        )

    def form_name(self) -> str:
        """The unit's name."""
        return self.form.name.text().strip()

    def save_of(self, row: UnitRow | None) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Add or change the unit."""
        entry = self._entry()
        if row is None:
            return add_unit, {"entry": entry}
        return change_unit, {
            "unit_id": row.unit_id,
            "version": row.version,
            "weekdays_before": row.weekdays,
            "entry": entry,
        }

    def close_of(self, row: UnitRow) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Close the unit or open it again."""
        act = close_unit if row.active else reopen_unit
        return act, {"unit_id": row.unit_id, "version": row.version}

    def may_close(self, row: UnitRow) -> bool:
        """The unit of a mediation committee stays."""
        return not row.mediates

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
        Column(title="状态", value=state_badge, name="state", kind=Kind.BADGE, width=100),
    ]
