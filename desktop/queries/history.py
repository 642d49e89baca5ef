"""What the window sees while typing, and what F3 finds: earlier matters of the same people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desktop.people import digits_of, search_secret
from desktop.permissions import requires
from desktop.queries.worklist import WorklistRow, matter_rows
from desktop.search.find import find
from desktop.search.keys import identity_hash, phone_hash
from desktop.work import Work
from models.centre import Category, Village
from models.matter import Matter, Visit, VisitPerson
from models.person import Identity, Person
from models.values.choices import IdentityKind, VisitRole
from models.values.identity_number import age_on, check_identity_number
from models.values.permissions import Permission
from models.values.phone import check_phone

HISTORY_LIMIT = 8
NAME_AT_LEAST = 2
"""A surname alone finds half the town."""


@dataclass(frozen=True, slots=True)
class EarlierMatter:
    """A matter in the history beside the form: never the story (the screen faces the public)."""

    matter_id: int
    short_code: str
    day: datetime
    village: str
    category: str
    unit: str
    state: str
    state_words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody known who may be the one at the window, and why he is shown."""

    person_id: int
    name: str
    age: int | None
    village: str
    why: str
    """同证件, 同电话 or 仅同名; a namesake shows no number."""
    strong: bool
    matters: tuple[EarlierMatter, ...]


@requires(Permission.MATTER_READ)
def candidates(
    work: Work, *, name: str = "", phone: str = "", identity_number: str = ""
) -> tuple[Candidate, ...]:
    """Return known people who may be the one at the window: same ID, same phone, then namesakes.

    What is half typed finds nothing rather than refusing. Matters that this account may not see do not appear,
    not even as a count; a person all of whose matters are hidden appears only when the number itself was typed.
    """
    secret = search_secret(work)
    found: dict[int, tuple[Person, str, bool]] = {}
    for kind, key, why in _typed_numbers(work, secret, phone, identity_number):
        for person in work.session.scalars(
            select(Person)
            .join(Identity, Identity.person_id == Person.id)
            .where(Identity.kind == kind, Identity.key == key)
            .order_by(Person.id.desc())
            .limit(HISTORY_LIMIT)
        ):
            found.setdefault(person.id, (person, why, True))
    if len(name.strip()) >= 2:
        for person in work.session.scalars(
            select(Person).where(Person.name == name.strip()).order_by(Person.id.desc()).limit(HISTORY_LIMIT)
        ):
            found.setdefault(person.id, (person, "仅同名", False))
    lines = [_candidate(work, person, why, strong) for person, why, strong in found.values()]
    return tuple(line for line in lines if line.strong or line.matters)


@requires(Permission.MATTER_READ)
def counterpart_matters(work: Work, *, name: str) -> tuple[EarlierMatter, ...]:
    """Return earlier matters against a counterpart of this name."""
    if len(name.strip()) < 2:
        return ()
    ids = (
        select(Visit.matter_id)
        .join(VisitPerson, VisitPerson.visit_id == Visit.id)
        .where(VisitPerson.role == VisitRole.COUNTERPART, VisitPerson.name == name.strip())
    )
    rows = matter_rows(
        work, select(Matter).where(Matter.id.in_(ids)).order_by(Matter.id.desc()).limit(HISTORY_LIMIT)
    )
    return tuple(_earlier(work, row) for row in rows)


@requires(Permission.MATTER_READ)
def found_matters(work: Work, *, text: str, limit: int = 50) -> tuple[tuple[str, WorklistRow], ...]:
    """Return what F3 finds, as (why, row): numbers, names, pinyin, phones, words; the newest first of each kind."""
    hits = find(work.session.connection(), text, secret=search_secret(work), limit=limit * 4)
    order = {hit.matter_id: (position, hit.kind) for position, hit in reversed(list(enumerate(hits)))}
    rows = matter_rows(work, select(Matter).where(Matter.id.in_(order)))
    ranked = sorted(rows, key=lambda row: order[row.matter_id][0])
    return tuple((str(order[row.matter_id][1]), row) for row in ranked[:limit])


def _typed_numbers(
    work: Work, secret: bytes, phone: str, identity_number: str
) -> list[tuple[IdentityKind, str, str]]:
    """Return the keys of what was typed whole."""
    keys = []
    try:
        if identity_number.strip():
            number = check_identity_number(identity_number, today=work.today).number
            keys.append((IdentityKind.ID_CARD, identity_hash(secret, number), "同证件"))
    except ValueError:
        pass
    try:
        if phone.strip():
            digits = digits_of(check_phone(phone))
            keys.append((IdentityKind.PHONE, phone_hash(secret, digits), "同电话"))
    except ValueError:
        pass
    return keys


def _candidate(work: Work, person: Person, why: str, strong: bool) -> Candidate:
    """Return one known person with the matters that this account may see."""
    village = work.session.get(Village, person.village_id) if person.village_id else None
    ids = (
        select(Visit.matter_id)
        .join(VisitPerson, VisitPerson.visit_id == Visit.id)
        .where(VisitPerson.person_id == person.id)
    )
    rows = matter_rows(
        work, select(Matter).where(Matter.id.in_(ids)).order_by(Matter.id.desc()).limit(HISTORY_LIMIT)
    )
    return Candidate(
        person_id=person.id,
        name=person.name,
        age=age_on(person.born, work.today) if person.born else None,
        village=village.name if village else "",
        why=why,
        strong=strong,
        matters=tuple(_earlier(work, row) for row in rows),
    )


def _earlier(work: Work, row: WorklistRow) -> EarlierMatter:
    """Return a matter as the history shows it."""
    category_id = work.session.scalar(select(Matter.category_id).where(Matter.id == row.matter_id))
    category = work.session.get(Category, category_id) if category_id else None
    return EarlierMatter(
        matter_id=row.matter_id,
        short_code=row.short_code,
        day=row.happened_at,
        village=row.village,
        category=category.name if category else row.nature,
        unit=row.lead_unit,
        state=row.state,
        state_words=row.state_words,
    )
