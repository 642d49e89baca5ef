"""What the window sees while typing, and what F3 finds: earlier matters of the same people, never the story."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from desktop.people import digits_of, search_secret
from desktop.permissions import requires
from desktop.queries.worklist import WorklistRow, rows_of
from desktop.search.find import Numbers, find
from desktop.search.keys import identity_hash, phone_hash, plain_key
from desktop.visibility import sight_of
from desktop.work import Work
from models.centre import Category, Village
from models.matter import Matter, VisitPerson
from models.person import Identity, Person
from models.values.choices import IdentityKind, VisitRole
from models.values.identity_number import age_on, check_identity_number
from models.values.permissions import Permission
from models.values.phone import check_phone
from models.values.text import tidy

HISTORY_LIMIT = 8
NAME_AT_LEAST = 2
"""A surname alone finds half the town."""
ADDRESS_AT_LEAST = 4
"""Shorter than this, or without a digit, it is a village and no house."""
_OWN_SIDE = (VisitRole.VISITOR, VisitRole.CLAIMANT)


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
    claimant: str = ""


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
    found = _by_numbers(work, phone, identity_number)
    name = _typed(name)
    if len(name) >= NAME_AT_LEAST:
        for person in _namesakes(work, name):
            found.setdefault(person.id, (person, "仅同名"))
    matters = _matters_of(work, found)
    villages = _village_names(work, [person.village_id for person, _why in found.values()])
    lines = [
        Candidate(
            person_id=person.id,
            name=person.name,
            age=age_on(person.born, work.today) if person.born else None,
            village=villages.get(person.village_id or 0, ""),
            why=why,
            strong=why != "仅同名",
            matters=matters.get(person.id, ()),
        )
        for person, why in found.values()
    ]
    return tuple(line for line in lines if line.strong or line.matters)


@requires(Permission.MATTER_READ)
def counterpart_matters(work: Work, *, name: str) -> tuple[EarlierMatter, ...]:
    """Return earlier matters against a counterpart of this name."""
    name = _typed(name)
    if len(name) < NAME_AT_LEAST:
        return ()
    named = (VisitPerson.name == name) & (VisitPerson.role == VisitRole.COUNTERPART)
    return _newest(work, select(VisitPerson.matter_id).where(named), VisitPerson.matter_id)


@requires(Permission.MATTER_READ)
def pair_matters(work: Work, *, name: str, counterpart: str) -> tuple[EarlierMatter, ...]:
    """Return earlier matters between the same two, whichever of them came: by their names as registered."""
    one, other = _typed(name), _typed(counterpart)
    if min(len(one), len(other)) < NAME_AT_LEAST:
        return ()
    here, there = aliased(VisitPerson), aliased(VisitPerson)

    def between(claimant: str, against: str) -> ColumnElement[bool]:
        return (
            (here.name == claimant)
            & here.role.in_(_OWN_SIDE)
            & (there.name == against)
            & (there.role == VisitRole.COUNTERPART)
        )

    found: dict[int, None] = {}
    for claimant, against in ((one, other), (other, one)):
        ids = (
            select(here.matter_id)
            .join(there, there.matter_id == here.matter_id)
            .where(between(claimant, against))
        )
        found |= dict.fromkeys(_newest_ids(work, ids, here.matter_id))
    return _earlier(work, rows_of(work, sorted(found, reverse=True)[:HISTORY_LIMIT]))


@requires(Permission.MATTER_READ)
def address_matters(work: Work, *, address: str) -> tuple[EarlierMatter, ...]:
    """Return earlier matters of people who gave the same address, however it was typed; a mere village finds none."""
    key = plain_key(address)
    if len(key) < ADDRESS_AT_LEAST or not any(map(str.isdigit, key)):
        return ()
    ids = (
        select(VisitPerson.matter_id)
        .join(Person, Person.id == VisitPerson.person_id)
        .where(Person.address_key == key)
    )
    return _newest(work, ids, VisitPerson.matter_id)


@requires(Permission.MATTER_READ)
def found_matters(work: Work, *, text: str, limit: int = 50) -> tuple[tuple[str, WorklistRow], ...]:
    """Return what F3 finds, as (why, row): numbers, names, pinyin, words; the newest first of each kind.

    A matter that was merged is found under its own code and stands for the one that it went into. Somebody's
    whole telephone or ID number finds nothing here: that look is an act with an event (`find_by_number`).
    """
    hits = find(
        work.session.connection(),
        text,
        secret=search_secret(work),
        limit=limit,
        sight=sight_of(work.who),
        numbers=Numbers.LEFT_OUT,
    )
    goes_on = merged_into(work, [hit.matter_id for hit in hits])
    order: dict[int, tuple[int, str]] = {}
    for position, hit in enumerate(hits):
        order.setdefault(goes_on.get(hit.matter_id, hit.matter_id), (position, hit.kind))
    rows = {row.matter_id: row for row in rows_of(work, list(order))}
    for hit in hits:  # an older matter that this account may not see: then its own
        if hit.matter_id in goes_on and goes_on[hit.matter_id] not in rows:
            for row in rows_of(work, [hit.matter_id]):
                rows[row.matter_id] = row
                order[row.matter_id] = order[goes_on[hit.matter_id]]
    ranked = sorted(rows.values(), key=lambda row: order[row.matter_id][0])
    return tuple((order[row.matter_id][1], row) for row in ranked[:limit])


@requires(Permission.MATTER_READ)
def matters_by_id(work: Work, *, ids: tuple[int, ...]) -> tuple[WorklistRow, ...]:
    """Return the rows of matters that a use case named (`find_by_number`), as far as this account may see them."""
    return rows_of(work, ids)


def merged_into(work: Work, ids: Collection[int]) -> dict[int, int]:
    """Return where merged matters went; a code leads on whoever may see the younger one."""
    if not ids:
        return {}
    merged = select(Matter.id, Matter.merged_into_id).where(
        Matter.id.in_(ids), Matter.merged_into_id.is_not(None)
    )
    rows = work.session.execute(merged, execution_options={"unnarrowed": True})
    return {younger: older for younger, older in rows if older is not None}


def _typed(name: str) -> str:
    """Return a typed name as one would be kept, however long."""
    return tidy(name, limit=len(name) * 4)


def _by_numbers(work: Work, phone: str, identity_number: str) -> dict[int, tuple[Person, str]]:
    """Return the people of the numbers that were typed whole, those of the ID number first."""
    typed = _typed_numbers(work, phone, identity_number)
    if not typed:
        return {}
    wanted = or_(*((Identity.kind == kind) & (Identity.key == key) for kind, key, _why in typed))
    rows = work.session.execute(
        select(Identity.kind, Person)
        .join(Identity, Identity.person_id == Person.id)
        .where(wanted)
        .order_by(Person.id.desc())
        .limit(2 * HISTORY_LIMIT)
    ).all()
    found: dict[int, tuple[Person, str]] = {}
    for kind, _key, why in typed:
        for person in [person for of, person in rows if of == kind][:HISTORY_LIMIT]:
            found.setdefault(person.id, (person, why))
    return found


def _typed_numbers(work: Work, phone: str, identity_number: str) -> list[tuple[IdentityKind, str, str]]:
    """Return the keys of what was typed whole."""
    secret = search_secret(work)
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


def _namesakes(work: Work, name: str) -> Iterable[Person]:
    """Return people of a name who have a matter that this account may see, those who came last first."""
    return work.session.scalars(
        select(Person)
        .join(VisitPerson, VisitPerson.person_id == Person.id)
        .where(Person.name == name)
        .group_by(Person.id)
        .order_by(func.max(VisitPerson.matter_id).desc())
        .limit(HISTORY_LIMIT)
    ).all()


def _matters_of(work: Work, people: Collection[int]) -> dict[int, tuple[EarlierMatter, ...]]:
    """Return the newest matters of each person."""
    if not people:
        return {}
    taken = (
        select(VisitPerson.person_id, VisitPerson.matter_id)
        .where(VisitPerson.person_id.in_(people))
        .distinct()
        .subquery()
    )
    place = func.row_number().over(partition_by=taken.c.person_id, order_by=taken.c.matter_id.desc())
    numbered = select(taken.c.person_id, taken.c.matter_id, place.label("place")).subquery()
    pairs = work.session.execute(
        select(numbered.c.person_id, numbered.c.matter_id)
        .where(numbered.c.place <= HISTORY_LIMIT)
        .order_by(numbered.c.matter_id.desc())
    ).all()
    earlier = {
        line.matter_id: line
        for line in _earlier(work, rows_of(work, {matter_id for _person, matter_id in pairs}))
    }
    found: dict[int, tuple[EarlierMatter, ...]] = {}
    for person_id, matter_id in pairs:
        if matter_id in earlier:
            found[person_id] = (*found.get(person_id, ()), earlier[matter_id])
    return found


def _newest_ids(work: Work, ids: Select[int], column: InstrumentedAttribute[int]) -> list[int]:
    """Return the newest of the matters that a statement gives."""
    return list(work.session.scalars(ids.distinct().order_by(column.desc()).limit(HISTORY_LIMIT)))


def _newest(work: Work, ids: Select[int], column: InstrumentedAttribute[int]) -> tuple[EarlierMatter, ...]:
    """Return the newest of the matters that a statement gives, as the history shows them."""
    return _earlier(work, rows_of(work, _newest_ids(work, ids, column)))


def _earlier(work: Work, rows: Collection[WorklistRow]) -> tuple[EarlierMatter, ...]:
    """Return matters as the history shows them."""
    if not rows:
        return ()
    classes = dict(
        work.session.execute(
            select(Matter.id, Category.name)
            .join(Category, Category.id == Matter.category_id)
            .where(Matter.id.in_([row.matter_id for row in rows]))
        ).all()
    )
    return tuple(
        EarlierMatter(
            matter_id=row.matter_id,
            short_code=row.short_code,
            day=row.happened_at,
            village=row.village,
            category=classes.get(row.matter_id, row.nature),
            unit=row.lead_unit,
            state=row.state,
            state_words=row.state_words,
            claimant=row.claimant_name,
        )
        for row in rows
    )


def _village_names(work: Work, ids: Iterable[int | None]) -> dict[int, str]:
    """Return the names of villages."""
    wanted = {village for village in ids if village is not None}
    if not wanted:
        return {}
    return dict(work.session.execute(select(Village.id, Village.name).where(Village.id.in_(wanted))).all())
