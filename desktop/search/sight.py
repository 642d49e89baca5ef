"""Which matters a search may find: the visibility rule as the search's own statements need it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, func, select, type_coerce

from models.matter import Assignment, Matter

EVERYTHING = -1
MANY = 1500
"""A unit that was given so many matters has many."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one account sees: its bits, and its unit where it sees nothing but what that unit was given."""

    mask: int = EVERYTHING
    units: tuple[int, ...] = ()
    sees_all: bool = True
    """Every matter carries one of these bits: nothing has to be asked of the matters."""

    def given(self) -> Select[Any]:
        """Return the matters that the units were ever given: few, and found by an index."""
        shares: Any = Assignment.__table__
        return select(shares.c.matter_id).where(shares.c.unit_id.in_(self.units))

    def seen(self) -> ColumnElement[bool]:
        """Return the rule itself, for a matter of the statement."""
        matters: Any = Matter.__table__
        rule: ColumnElement[bool] = matters.c.seen.bitwise_and(type_coerce(self.mask, BigInteger)) != 0
        return rule

    def unit_names(self) -> str:
        """Return the names of the units' values in a statement in text."""
        return ", ".join(f":unit{place}" for place in range(len(self.units)))

    def given_words(self, column: str) -> str:
        """Return `given` for a statement in text: a condition on `column`, which holds a matter's id."""
        if not self.units:
            return ""
        given = f"SELECT matter_id FROM assignment WHERE unit_id IN ({self.unit_names()})"  # noqa: S608 - names of bound values
        return f" AND {column} IN ({given})"

    def seen_words(self, column: str) -> str:
        """Return the whole rule for a statement in text; `values` holds what it names."""
        if self.sees_all:
            return ""
        rule = f"EXISTS (SELECT 1 FROM matter AS m WHERE m.id = {column} AND (m.seen & :mask) <> 0)"  # noqa: S608 - names only
        return f"{self.given_words(column)} AND {rule}"

    def values(self) -> dict[str, Any]:
        """Return the values of both."""
        if self.sees_all:
            return {}
        return {"mask": self.mask} | {f"unit{place}": unit for place, unit in enumerate(self.units)}

    def led(self, connection: Connection) -> Sight:
        """Return what leads a search fastest: a unit's matters where they are few, else only the rule itself.

        With many of them nearly every hit is soon one of its own, and to gather them all would cost more.
        """
        if not self.units:
            return self
        shares: Any = Assignment.__table__
        shown = shares.c.seen.bitwise_and(type_coerce(self.mask, BigInteger)) != 0
        some = self.given().where(shown).limit(MANY).subquery()
        count = connection.scalar(select(func.count()).select_from(some)) or 0
        return self if count < MANY else replace(self, units=())


EVERYBODY = Sight()
