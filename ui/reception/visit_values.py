"""What the registration form holds as plain values (also its draft), and the entry that they make."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop.entries.matters import ExternalNumberEntry, MatterEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from models.values.choices import Channel, MatterNature, Willingness
from models.values.dates import parse_day, parse_time, utc_of
from models.values.text import half_width
from ui.matters.when_fields import typed_moment

Values = dict[str, Any]
Faults = list[tuple[str, str]]
FORM = "reception.visit"
"""Name of the form in the drafts file."""

EMPTY: Values = {
    "channel": "",
    "nature": "",
    "visitor": "",
    "person_id": None,
    "person_words": "",
    "somebody_new": False,
    "withheld": False,
    "for_other": False,
    "claimant": "",
    "claimant_id": None,
    "claimant_words": "",
    "claimant_new": False,
    "claimant_phone": "",
    "claimant_identity": "",
    "relation": "",
    "phone": "",
    "no_phone": False,
    "identity": "",
    "story": "",
    "counterparts": "",
    "counterpart_units": False,
    "category": "",
    "village": "",
    "outside": False,
    "willingness": Willingness.NOT_ASKED.value,
    "headcount": "",
    "companions": "",
    "collective": False,
    "urgent": False,
    "confidential": False,
    "concerned": "",
    "external": [],
    "happened_day": "",
    "happened_time": "",
    "address": "",
    "occupation": "",
}
"""Every value of an untouched form."""
FIELDS = {
    "visitor.name": "visitor",
    "visitor.phone": "phone",
    "visitor.identity_number": "identity",
    "visitor.address": "address",
    "visitor.occupation": "occupation",
    "claimant.name": "claimant",
    "claimant.phone": "claimant_phone",
    "claimant.identity_number": "claimant_identity",
    "person": "visitor",
    "happened_at": "happened_day",
}
"""The form's fields by the names that the use case refuses them under."""
IDENTITY = "身份证号"
_BETWEEN_NAMES = re.compile(r"[、,，;；\n]+")
_PHONE_AT_END = re.compile(r"[\s:：(（]*([0-9][0-9 -]{5,})[)）\s]*$")


@dataclass(frozen=True, slots=True)
class Read:
    """The entry that the values make, or what stands in its way as (field of the form, sentence)."""

    entry: MatterEntry | None
    faults: Faults


def has_something(values: Values) -> bool:
    """Tell whether anything was filled in."""
    return any(values.get(key, empty) != empty for key, empty in EMPTY.items())


def form_field(name: str) -> str:
    """Return the form's field of a refusal: `visitor.phone` stands at `phone`, `counterparts.1.name` at its line.

    A number of another system keeps its row and column: `external.0.due`.
    """
    if name.startswith("external_numbers"):
        return name.replace("external_numbers", "external", 1)
    return FIELDS.get(name, name.partition(".")[0])


def read_values(values: Values, *, today: date) -> Read:
    """Return the entry of a form's values; what the form can tell by itself is refused here already."""
    faults = required_faults(values)
    companions = companions_in(values["companions"])
    headcount = _number(values["headcount"], faults, least=len(companions) + 1)
    happened_at = typed_moment(values["happened_day"], values["happened_time"], today=today, faults=faults)
    external = _external_numbers(values["external"], today, faults)
    if values["identity"].strip() and not values["visitor"].strip() and values["person_id"] is None:
        faults.append(("visitor", "填了身份证号，请也填姓名；不愿留名的请清空身份证号。"))
    if faults:
        return Read(None, faults)
    nature = MatterNature(values["nature"])
    dispute = nature == MatterNature.DISPUTE
    return Read(
        MatterEntry(
            channel=Channel(values["channel"]),
            nature=nature,
            story=values["story"],
            visitor=_visitor(values),
            claimant=_claimant(values) if values["for_other"] else None,
            relation=values["relation"] if values["for_other"] else "",
            no_phone=values["no_phone"],
            counterparts=_counterparts(values) if dispute else (),
            category_id=_id(values["category"]),
            village_id=None if values["outside"] else _id(values["village"]),
            outside_town=values["outside"],
            willingness=Willingness(values["willingness"]) if dispute else Willingness.NOT_ASKED,
            headcount=headcount,
            companions=companions,
            collective=values["collective"],
            urgent=values["urgent"],
            confidential=values["confidential"],
            concerned_unit_id=_id(values["concerned"]) if nature == MatterNature.REPORT else None,
            external_numbers=external,
            happened_at=happened_at,
        ),
        [],
    )


def required_faults(values: Values) -> Faults:
    """Return which of the three required values are missing, each with how to give it."""
    faults = []
    if not values["channel"]:
        faults.append(("channel", "请选方式：按数字键1到6，按0看全部。"))
    if not values["nature"]:
        faults.append(("nature", "请选性质：按选项上的字母键。"))
    if not values["story"].strip():
        faults.append(("story", "请写下诉求：什么事，想怎么解决。"))
    return faults


def not_got(values: Values) -> list[str]:
    """Return what was asked for and not got, in the words of the form."""
    dispute = values["nature"] == MatterNature.DISPUTE
    named = bool(values["visitor"].strip())
    asked = (
        ("姓名", named or values["withheld"]),
        ("电话", bool(values["phone"].strip()) or values["no_phone"]),
        (
            IDENTITY,
            bool(values["identity"].strip()) or values["withheld"] or values["person_id"] is not None,
        ),
        ("对方当事人", not dispute or bool(values["counterparts"].strip())),
        ("类别", bool(values["category"])),
        ("村居", bool(values["village"]) or values["outside"]),
        ("调解意愿", not dispute or values["willingness"] != Willingness.NOT_ASKED),
    )
    return [what for what, got in asked if not got]


def companions_in(text: str) -> tuple[PersonEntry, ...]:
    """Return who else came: `李四 13800001234、王五`, a telephone after the name where there is one."""
    found = []
    for typed in names_in(text):
        word = half_width(typed)
        at_end = _PHONE_AT_END.search(word)
        name = word[: at_end.start()] if at_end else typed
        found.append(PersonEntry(name=name.strip(), phone=at_end.group(1).strip() if at_end else ""))
    return tuple(found)


def names_in(text: str) -> list[str]:
    """Return the names of a field that takes several, split at 、 and commas."""
    return [name.strip() for name in _BETWEEN_NAMES.split(text) if name.strip()]


def _visitor(values: Values) -> PersonEntry | None:
    """Return who came; None when neither name nor telephone is known."""
    name, phone = values["visitor"].strip(), values["phone"].strip()
    if values["withheld"]:
        name = ""
    if values["no_phone"]:
        phone = ""
    if not name and not phone:
        return None
    return PersonEntry(
        name=name,
        phone=phone,
        identity_number="" if values["withheld"] else values["identity"],
        occupation=values["occupation"],
        address=values["address"],
        village_id=None if values["outside"] else _id(values["village"]),
        person_id=values["person_id"] if name else None,
        new=values["somebody_new"],
    )


def _claimant(values: Values) -> PersonEntry:
    """Return whose trouble it is."""
    return PersonEntry(
        name=values["claimant"],
        phone=values["claimant_phone"],
        identity_number=values["claimant_identity"],
        village_id=None if values["outside"] else _id(values["village"]),
        person_id=values["claimant_id"] if values["claimant"].strip() else None,
        new=values["claimant_new"],
    )


def _counterparts(values: Values) -> tuple[PersonEntry | OrganisationEntry, ...]:
    """Return the other side, persons or organisations."""
    names = names_in(values["counterparts"])
    if values["counterpart_units"]:
        return tuple(OrganisationEntry(name=name) for name in names)
    return tuple(PersonEntry(name=name) for name in names)


def _id(value: str) -> int | None:
    """Return the id behind a choice's value."""
    return int(value) if value else None


def _number(text: str, faults: Faults, *, least: int) -> int:
    """Return how many came; those who are named where nothing was typed."""
    typed = half_width(text).strip()
    if not typed:
        return least
    if not re.fullmatch(r"[0-9]{1,6}", typed):
        faults.append(("headcount", "人数请写数字，如3。"))
        return 1
    return int(typed)


def _external_numbers(
    rows: list[dict[str, str]], today: date, faults: Faults
) -> tuple[ExternalNumberEntry, ...]:
    """Return the senders' numbers; a day that a sender set ends at its closing hour."""
    entries: list[ExternalNumberEntry] = []
    for row in rows:
        if not any(text.strip() for text in row.values()):
            continue
        place = f"external.{len(entries)}"
        received = _moment(row.get("received", ""), "09:00", today, faults, f"{place}.received", future=False)
        entries.append(
            ExternalNumberEntry(
                system=row["system"],
                number=row["number"],
                received_at=received,
                due_at=_moment(row["due"], "17:00", today, faults, f"{place}.due", future=True),
                feedback_to=row.get("feedback_to", ""),
            )
        )
    return tuple(entries)


def sender_dues(rows: list[dict[str, str]], today: date) -> tuple[datetime, ...]:
    """Return the due moments that senders set, as far as they can be read already."""
    dues = (_moment(row.get("due", ""), "17:00", today, [], "external", future=True) for row in rows)
    return tuple(due for due in dues if due is not None)


def _moment(text: str, at: str, today: date, faults: Faults, field: str, *, future: bool) -> datetime | None:
    """Return a typed day of a sender at an hour of it; what cannot be read is added to `faults` under `field`."""
    if not text.strip():
        return None
    try:
        return utc_of(parse_day(text, today=today, future=future), parse_time(at))
    except ValueError as fault:
        faults.append((field, str(fault)))
        return None
