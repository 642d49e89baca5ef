"""Telephone numbers for papers: masked for the page that is looked at, in full and with an event for the print."""

from __future__ import annotations

from collections.abc import Callable

from desktop.people import read_identity
from desktop.work import Work
from models.person import Organisation, Person
from models.values.choices import IdentityKind

Phones = Callable[[int | None, int | None], str]
"""The telephone of a person or an organisation, by id; empty where none is kept."""


def masked_phones(work: Work) -> Phones:
    """Return masks only: nothing is read that would need an event."""

    def phone(person_id: int | None, organisation_id: int | None) -> str:
        owner: Person | Organisation | None = None
        if person_id is not None:
            owner = work.session.get(Person, person_id)
        elif organisation_id is not None:
            owner = work.session.get(Organisation, organisation_id)
        return owner.phone_mask if owner is not None else ""

    return phone


def masked_identities(work: Work) -> Phones:
    """Return the masks of identity numbers; empty for an organisation."""

    def number(person_id: int | None, _organisation_id: int | None) -> str:
        person = work.session.get(Person, person_id) if person_id is not None else None
        return person.identity_mask if person is not None else ""

    return number


def full_identities(work: Work, matter_id: int, title: str) -> Phones:
    """Return full identity numbers of persons; each reading is an event with the paper's title as its reason."""

    def number(person_id: int | None, _organisation_id: int | None) -> str:
        if person_id is None:
            return ""
        return read_identity(
            work, IdentityKind.ID_CARD, reason=f"打印{title}", person_id=person_id, matter_id=matter_id
        )

    return number


def no_numbers(_person_id: int | None, _organisation_id: int | None) -> str:
    """Return nothing: the number is left to the hand."""
    return ""


def full_phones(work: Work, matter_id: int, title: str) -> Phones:
    """Return full numbers; each reading is an event with the paper's title as its reason."""
    known: dict[tuple[int | None, int | None], str] = {}

    def phone(person_id: int | None, organisation_id: int | None) -> str:
        key = (person_id, organisation_id)
        if key not in known:
            known[key] = ""
            if person_id is not None or organisation_id is not None:
                known[key] = read_identity(
                    work,
                    IdentityKind.PHONE,
                    reason=f"打印{title}",
                    person_id=person_id,
                    organisation_id=organisation_id,
                    matter_id=matter_id,
                )
        return known[key]

    return phone
