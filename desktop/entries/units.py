"""What the forms of units and of the centre hand over."""

from __future__ import annotations

from dataclasses import dataclass

from models.values.choices import UnitKind, UnitMode


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """One unit of the hall. Weekdays: 1 Monday … 7 Sunday."""

    name: str
    mode: UnitMode = UnitMode.RESIDENT
    kind: UnitKind = UnitKind.OWN
    window: str = ""
    phone: str = ""
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CentreEntry:
    """The names that stand on papers and in case numbers."""

    centre_name: str
    committee_name: str
    committee_short: str
