"""The demo's town as data: centre, villages, staff, names (resources/demo/town.json)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from desktop.demo.numbers import UNASSIGNED_RANGE
from desktop.founding import Answers, proposed_units
from models.values.permissions import Role

_FIRST_LINE = 10_000
"""The units' telephones count on from here, behind the digits of the unassigned range."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who works in the demo's town; without a login one who never signs in."""

    name: str
    unit: str
    login: str = ""
    roles: tuple[Role, ...] = ()
    mediator: bool = False


@cache
def material(name: str) -> dict[str, Any]:
    """Return one of the demo's data files."""
    text = files("resources").joinpath("demo", f"{name}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def answers() -> Answers:
    """Return the first run's answers for the demo centre: the 11 proposed units, twelve villages, no password.

    Every unit has a telephone of the range that belongs to nobody, for receipts name the window's.
    """
    town = material("town")
    units = tuple(
        replace(unit, phone=f"{UNASSIGNED_RANGE}{_FIRST_LINE + place:08d}")
        for place, unit in enumerate(proposed_units(), 1)
    )
    return Answers(**town["centre"], password="", units=units, villages=tuple(town["villages"]), demo=True)


def staff() -> tuple[StaffMember, ...]:
    """Return everybody who works here besides the administrator."""
    town = material("town")
    members = [
        StaffMember(
            row["name"],
            row["unit"],
            row["login"],
            tuple(Role(role) for role in row["roles"]),
            mediator=row.get("mediator", False),
        )
        for row in town["staff"]
    ]
    members += [
        StaffMember(row["name"], row["unit"], mediator=True) for row in town["mediators_without_account"]
    ]
    return tuple(members)


def logins_with(role: Role, unit: str = "") -> tuple[str, ...]:
    """Return the logins of those who hold a role, in a unit where it is named."""
    return tuple(
        member.login
        for member in staff()
        if role in member.roles and (not unit or member.unit == unit) and member.login
    )


def name_of(login: str) -> str:
    """Return the name of somebody who signs in."""
    return next(member.name for member in staff() if member.login == login)
