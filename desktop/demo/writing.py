"""How a situation of the data files becomes a registration: texts filled, people named, senders' numbers given."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from desktop.clock import day_of
from desktop.demo.people import Resident
from desktop.demo.scene import Row, Scene
from desktop.entries.matters import ExternalNumberEntry, MatterEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from models.values.choices import Channel, MatterNature, Willingness
from models.values.dates import day_on_paper

_CARD_SHOWN = 0.45
"""So many visitors show their identity card."""
_EXTERNAL_OF = {
    Channel.HOTLINE: "12345",
    Channel.POLICE: "police",
    Channel.PETITION: "petition",
    Channel.SUPERIOR: "superior",
    Channel.COURT_DELEGATED: "court",
}
_WITHOUT_VISITOR = frozenset({Channel.PATROL, Channel.GRID})


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays in a situation, and with which details."""

    row: Row
    details: dict[str, str]
    channel: Channel
    visitor: Resident | None
    other: PersonEntry | OrganisationEntry | None

    def text(self, name: str) -> str:
        """Return one text of the situation with its details filled in."""
        return filled(str(self.row[name]), self.details)

    def texts(self, name: str) -> list[str]:
        """Return a list of texts of the situation, filled in."""
        return [filled(text, self.details) for text in self.row.get(name, ())]


def cast(scene: Scene, row: Row, chance: random.Random) -> Cast:
    """Choose the people and the details of a situation."""
    details = {name: chance.choice(words) for name, words in row.get("slots", {}).items()}
    channel = Channel(chance.choice(row["channels"]))
    visitor = None if row.get("withheld") else scene.town.fitting(row["who"])
    other: PersonEntry | OrganisationEntry | None = None
    wanted = row.get("other")
    if wanted and "org" in wanted:
        other = scene.town.organisation(wanted["org"], wanted)
    elif wanted:
        opponent = scene.town.fitting(wanted, but=[visitor.phone] if visitor else ())
        other = opponent.at_window(scene.villages[opponent.village], shows_card=False)
    return Cast(row, details, channel, visitor, other)


def filled(text: str, details: dict[str, str]) -> str:
    """Return a text with its details in place; a name that no detail has is a fault of the data files."""
    return text.format_map(details)


def registration(
    scene: Scene, played: Cast, begin: datetime, chance: random.Random, *, happened_at: datetime | None = None
) -> MatterEntry:
    """Return the registration of a cast situation."""
    row, visitor = played.row, played.visitor
    nature = MatterNature(row["nature"])
    village = scene.villages[visitor.village] if visitor and not row.get("outside") else None
    seen = (
        visitor.at_window(village, shows_card=chance.random() < _CARD_SHOWN)
        if visitor
        and not (row.get("withheld") or (played.channel in _WITHOUT_VISITOR and nature != "dispute"))
        else None
    )
    return MatterEntry(
        channel=played.channel,
        nature=nature,
        story=played.text("story"),
        visitor=seen,
        counterparts=(played.other,) if played.other else (),
        category_id=scene.category(row["nature"], row["class"]),
        village_id=village,
        outside_town=bool(row.get("outside")),
        willingness=Willingness(row.get("willing", Willingness.NOT_ASKED)),
        headcount=row.get("count", 1 if chance.random() < 0.86 else chance.randint(2, 4)),
        urgent=bool(row.get("urgent")),
        confidential=bool(row.get("confidential")),
        concerned_unit_id=scene.units[row["about"]] if row.get("about") else None,
        external_numbers=external_numbers(row, played.channel, begin, chance),
        happened_at=happened_at,
    )


def external_numbers(
    row: Row, channel: Channel, begin: datetime, chance: random.Random
) -> tuple[ExternalNumberEntry, ...]:
    """Return the sender's number that belongs to the channel, with the sender's own date."""
    kind = row.get("external") or _EXTERNAL_OF.get(channel)
    if kind is None:
        return ()
    serial, day = chance.randrange(1, 9000), day_of(begin)
    forms: dict[str, tuple[str, str, int, str]] = {
        "12345": ("12345工单号", f"YX{day:%Y%m%d}{serial:04d}", 7, "县12345受理中心"),
        "police": ("警情号", f"J9900{day:%Y%m%d}{serial:04d}", 30, "云溪派出所"),
        "petition": ("信访件号", f"云信转{day.year}{serial:05d}", 60, "县信访局"),
        "superior": ("交办文号", f"云政交办〔{day.year}〕{serial % 90 + 1}号", 30, "县政府办公室"),
        "court": ("诉前调号", f"（{day.year}）云诉前调{serial % 800 + 1}号", 30, "县人民法院"),
    }
    system, number, days, to = forms[kind]
    due = begin + timedelta(days=days)
    return (ExternalNumberEntry(system, number, received_at=begin, due_at=due, feedback_to=to),)


class CaseWords(dict[str, str]):
    """Names of the parties by letter, and days (`d20`) and months (`m3`) before the acceptance."""

    def __init__(self, names: dict[str, str], accepted_on: date) -> None:
        super().__init__(names)
        self._accepted_on = accepted_on

    def __missing__(self, key: str) -> str:
        """Return a day or a month in words; KeyError for anything else."""
        kind, count = key[:1], key[1:]
        if kind == "d" and count.isdigit():
            return day_on_paper(self._accepted_on - timedelta(days=int(count)))
        if kind == "m" and count.isdigit():
            day = self._accepted_on - timedelta(days=30 * int(count))
            return f"{day.year}年{day.month}月"
        raise KeyError(key)


def fill_all(value: Any, details: dict[str, str]) -> Any:
    """Return a part of a data file with every text in it filled in."""
    if isinstance(value, str):
        return value.format_map(details)
    if isinstance(value, list):
        return [fill_all(part, details) for part in value]
    if isinstance(value, dict):
        return {key: fill_all(part, details) for key, part in value.items()}
    return value
