"""Names that tell parties apart: two of one name carry a mark in brackets wherever names stand alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol

from models.values.choices import PartySide, label
from models.values.identity_number import Sex


class NamedParty(Protocol):
    """What tells one party from another: a row, a view's row, or a paper's."""

    @property
    def id(self) -> int:
        """The party's id."""
        ...

    @property
    def name(self) -> str:
        """As the papers write it."""
        ...

    @property
    def side(self) -> str:
        """A PartySide."""
        ...

    @property
    def sex(self) -> str | None:
        """A Sex, where known."""
        ...

    @property
    def born(self) -> date | None:
        """Date of birth, where known."""
        ...

    @property
    def address(self) -> str:
        """As typed, or empty."""
        ...


_MARKS: tuple[Callable[[NamedParty], str], ...] = (
    lambda party: label(PartySide(party.side)),
    lambda party: label(Sex(party.sex)) if party.sex else "",
    lambda party: f"{party.born.year}年生" if party.born else "",
    lambda party: f"{party.born.year}年{party.born.month}月{party.born.day}日生" if party.born else "",
    lambda party: party.address,
)


def told_apart(parties: Iterable[NamedParty]) -> dict[int, str]:
    """Return each party's name by its id; those of one name with side, sex, birth, address or place in brackets."""
    groups: dict[str, list[NamedParty]] = defaultdict(list)
    for party in parties:
        groups[party.name].append(party)
    names: dict[int, str] = {}
    for name, group in groups.items():
        marks = _marks(group) if len(group) > 1 else [""]
        names |= {
            party.id: f"{name}（{mark}）" if mark else name for party, mark in zip(group, marks, strict=True)
        }
    return names


def same_name_without_mark(one: NamedParty, other: NamedParty) -> bool:
    """Tell whether two parties bear one name and nothing else on paper tells them apart."""
    if one.name != other.name:
        return False
    return (one.sex, one.born, one.address) == (other.sex, other.born, other.address)


def _marks(group: list[NamedParty]) -> list[str]:
    """Return a mark for each of several parties of one name: the first kind that differs for all of them."""
    for mark in _MARKS:
        marks = [mark(party) for party in group]
        if all(marks) and len(set(marks)) == len(group):
            return marks
    return [f"第{place}位" for place in range(1, len(group) + 1)]
