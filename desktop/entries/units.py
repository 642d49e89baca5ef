"""What the forms of units and of the centre hand over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.values.case_number import NumberAt
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeEntry:
    """One people's mediation committee: its names, when it gives numbers, its last election."""

    unit_id: int | None
    name: str
    short_name: str
    number_at: NumberAt = NumberAt.ACCEPTANCE
    oral_series: str = ""
    elected_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockEntry:
    """Numbers of a series, from the first to the last, that are kept for paper work or not used any more."""

    committee_id: int
    short_name: str
    year: int
    first: int
    last: int
    holder: str = ""
    reason: str = ""
