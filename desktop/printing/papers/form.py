"""What the file of each paper tells the program about it, and what is known when one is printed to be filled in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.printing.blocks import Document, Inline, Shown, Unbroken
from desktop.printing.papers.parties import PartyOnPaper, blank_parties
from models.values.dates import day_on_paper

_SLOT = re.compile(r"\{([a-z_]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFacts:
    """What is known of a case when its papers are printed to be filled in by hand; everything may be empty."""

    committee_name: str = ""
    centre_name: str = ""
    number: str = ""
    dispute: str = ""
    """卷名: 甲与乙××纠纷."""
    dispute_type: str = ""
    summary: str = ""
    source: str = ""
    accepted_on: date | None = None
    place: str = ""
    parties: tuple[PartyOnPaper, ...] = ()
    mediators: tuple[str, ...] = ()
    code: str = ""
    phone: str = ""

    @property
    def parties_or_blank(self) -> tuple[PartyOnPaper, ...]:
        """The parties, or two without names."""
        return self.parties or blank_parties()


@dataclass(frozen=True, slots=True)
class Form:
    """A paper's own function, the same paper as a blank form, and the wording that it takes from the profile.

    `wording` names each text and what may stand in it in braces. `make` takes the paper's dataclass and,
    optionally, the profile's entry; `blank` takes what is known and gives the dataclass.
    """

    make: Callable[..., Document]
    blank: Callable[[KnownFacts], Any]
    wording: Mapping[str, frozenset[str]]


def slots(template: str) -> set[str]:
    """What a text from the profile wants to be filled in."""
    return set(_SLOT.findall(template))


def filled(template: str, **values: Inline) -> Inline:
    """A text from the profile with its braces filled in."""
    pieces: list[str | Shown] = []
    at = 0
    for match in _SLOT.finditer(template):
        pieces += [template[at : match.start()], *values[match[1]]]
        at = match.end()
    return tuple(piece for piece in (*pieces, template[at:]) if piece != "")


def day_or_blank(day: date | None, field: str, place: str) -> Inline:
    """A day as papers print it, or room to write year, month and day."""
    return written_day(day_on_paper(day) if day is not None else "", field, place)


def written_day(day: str, field: str, place: str) -> Inline:
    """A day already in words, or room to write year, month and day."""
    if day.strip():
        return (Shown(day, field, place),)
    year, month, number = (Shown("", field, place, missing=True, room=room) for room in (4, 2, 2))
    return (year, "年", month, "月", number, "日")


def choices(options: tuple[str, ...], chosen: str, field: str, place: str) -> Inline:
    """Ways to choose from, each with brackets for a tick; none is ticked where nothing is chosen yet."""
    content: list[str | Shown] = []
    for option in options:
        tick = Shown("√" if option == chosen else "　", field, place, missing=not chosen, room=1)
        content += [Unbroken(f"{option}（"), tick, "）　"]
    return (*content[:-1], "）")


def options_of(text: str) -> tuple[str, ...]:
    """The options that a profile's text lists, one to a line."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())
