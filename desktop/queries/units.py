"""The centre's own facts as the settings show them, closed units and villages too."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from desktop.permissions import requires
from desktop.work import Work
from models.centre import Centre, RotaEntry, Unit, Village
from models.values.choices import UnitKind, UnitMode
from models.values.permissions import Permission


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit. Weekdays: 1 Monday … 7 Sunday."""

    unit_id: int
    version: int
    name: str
    mode: UnitMode
    kind: UnitKind
    window: str
    phone: str
    weekdays: tuple[int, ...]
    mediates: bool
    active: bool


@dataclass(frozen=True, slots=True)
class VillageRow:
    """One village."""

    village_id: int
    version: int
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class CentreFacts:
    """The centre's name and place, with the version that a change names."""

    version: int
    centre_name: str
    area_name: str
    area_code: str


@requires(Permission.CENTRE_EDIT)
def unit_list(work: Work) -> tuple[UnitRow, ...]:
    """Return every unit in its order, closed ones last."""
    days: dict[int, list[int]] = {}
    for row in work.session.scalars(select(RotaEntry).order_by(RotaEntry.weekday)):
        days.setdefault(row.unit_id, []).append(row.weekday)
    units = work.session.scalars(select(Unit).order_by(Unit.active.desc(), Unit.position))
    return tuple(
        UnitRow(
            unit_id=unit.id,
            version=unit.version,
            name=unit.name,
            mode=UnitMode(unit.mode),
            kind=UnitKind(unit.kind),
            window=unit.window,
            phone=unit.phone,
            weekdays=tuple(days.get(unit.id, ())),
            mediates=unit.mediates,
            active=unit.active,
        )
        for unit in units
    )


@requires(Permission.CENTRE_EDIT)
def village_list(work: Work) -> tuple[VillageRow, ...]:
    """Return every village in its order, closed ones last."""
    villages = work.session.scalars(select(Village).order_by(Village.active.desc(), Village.position))
    return tuple(VillageRow(row.id, row.version, row.name, row.active) for row in villages)


@requires(Permission.CENTRE_EDIT)
def centre_facts(work: Work) -> CentreFacts:
    """Return the name of the centre and where it is."""
    centre = work.session.get_one(Centre, 1)
    return CentreFacts(
        version=centre.version,
        centre_name=centre.name,
        area_name=centre.area_name,
        area_code=centre.area_code,
    )
