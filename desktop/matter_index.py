"""What the search knows of a matter: the names, numbers and words of its rows, whoever may see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import CompoundSelect, Select, exists, insert, literal, select, union_all

from desktop.people import Numbers, search_secret
from desktop.search.index import index_matter
from desktop.search.keys import (
    SearchKeyRow,
    case_number_keys,
    code_keys,
    external_keys,
    identity_keys,
    name_keys,
    phone_keys,
)
from desktop.work import Work
from models.matter import ExternalNumber, Matter, Visit, VisitPerson
from models.mediation import MediationCase, Party
from models.person import Identity
from models.search import SearchKey
from models.values.choices import IdentityKind

_EVERYTHING = {"unnarrowed": True}
"""The index is complete; who may see a matter is asked when it is found."""


@dataclass(frozen=True, slots=True)
class KeptOne:
    """Somebody of a registration as kept; `numbers` are all of his, None where nobody looked at them."""

    name: str
    numbers: Numbers | None
    person_id: int | None = None
    organisation_id: int | None = None


def index_new(
    work: Work, matter: Matter, people: Iterable[KeptOne], *, external_numbers: Iterable[str]
) -> None:
    """Write what the search knows of a matter that was made in this transaction, from what it was made of."""
    everybody = list(people)
    unread = [one for one in everybody if one.numbers is None]
    facts = _Facts(
        names=list(dict.fromkeys(one.name for one in everybody)),
        person_ids={one.person_id for one in unread if one.person_id is not None},
        organisation_ids={one.organisation_id for one in unread if one.organisation_id is not None},
        numbers=[pair for one in everybody for pair in (one.numbers or {}).items()],
        external_numbers=list(external_numbers),
    )
    _write(work, _words_of(matter), facts, fresh=True)


def reindex(work: Work, matter: Matter) -> None:
    """Bring what the search knows of a matter up to date, from its rows."""
    work.session.flush()
    _write(work, _words_of(matter), _facts_of(work, matter.id), fresh=False)


def reindex_matters_of(work: Work, *, person_id: int | None, organisation_id: int | None) -> None:
    """Bring every matter of somebody up to date, one of whose numbers changed."""
    work.session.flush()
    his = _WORDS.where(Matter.id.in_(_matters_of(person_id, organisation_id)))
    for words in _all_words(work, his):
        _write(work, words, _facts_of(work, words.matter_id), fresh=False)


def add_numbers(work: Work, numbers: Numbers, *, person_id: int | None, organisation_id: int | None) -> None:
    """Let somebody's earlier matters be found by numbers that came later, in one statement."""
    work.session.flush()
    his = _matters_of(person_id, organisation_id).subquery()
    parts = [
        select(his.c.matter_id, literal(row.kind.value), literal(row.key)).where(
            ~exists().where(
                SearchKey.matter_id == his.c.matter_id, SearchKey.kind == row.kind, SearchKey.key == row.key
            )
        )
        for row in dict.fromkeys(_number_keys(search_secret(work), numbers.items()))
    ]
    rows = insert(SearchKey).from_select(["matter_id", "kind", "key"], union_all(*parts))
    work.session.connection().execute(rows)


def rows_to_index(work: Work) -> Iterator[tuple[int, list[SearchKeyRow], str]]:
    """Give every matter with its keys and document, for 重建索引."""
    for words in _all_words(work, _WORDS.order_by(Matter.id)):
        facts = _facts_of(work, words.matter_id)
        yield words.matter_id, _keys(work, words, facts), _document(words, facts)


@dataclass(frozen=True, slots=True)
class _Words:
    """What a matter itself says."""

    matter_id: int
    code: str
    title: str
    story: str
    outcome: str


_WORDS = select(Matter.id, Matter.code, Matter.title, Matter.story, Matter.outcome, Matter.merged_into_id)
"""Columns, never rows of the session: one who may not see a matter must not find it there afterwards."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What stands in the rows below a matter."""

    names: list[str]
    person_ids: set[int]
    organisation_ids: set[int]
    external_numbers: list[str]
    case_numbers: list[str] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)
    """Kind and full number of those whose rows need not be read."""
    stories: list[str] = field(default_factory=list)
    """What was told at each visit."""


def _words_of(matter: Matter) -> _Words:
    """Return what a matter says as it stands in the session; of one that was merged only the code leads on."""
    if matter.merged_into_id is not None:
        return _Words(matter.id, matter.code, "", "", "")
    return _Words(matter.id, matter.code, matter.title, matter.story, matter.outcome or "")


def _all_words(work: Work, statement: Select[*tuple[Any, ...]]) -> Iterator[_Words]:
    """Give what the matters of a statement say."""
    for row in work.session.execute(statement, execution_options=_EVERYTHING).all():
        goes_on = row.merged_into_id is None
        yield _Words(
            row.id,
            row.code,
            row.title if goes_on else "",
            row.story if goes_on else "",
            (row.outcome or "") if goes_on else "",
        )


def _facts_of(work: Work, matter_id: int) -> _Facts:
    """Return the names and numbers of a matter from its rows."""
    session = work.session
    at_visits = (
        select(VisitPerson.name, VisitPerson.person_id, VisitPerson.organisation_id)
        .where(VisitPerson.matter_id == matter_id)
        .order_by(VisitPerson.id)
    )
    as_party = (
        select(Party.name, Party.person_id, Party.organisation_id)
        .join(MediationCase, MediationCase.id == Party.case_id)
        .where(MediationCase.matter_id == matter_id)
        .order_by(Party.id)
    )
    numbered = MediationCase.number.is_not(None)
    cases = select(MediationCase.number).where(MediationCase.matter_id == matter_id, numbered)
    external = select(ExternalNumber.number).where(ExternalNumber.matter_id == matter_id)
    stories = select(Visit.story).where(Visit.matter_id == matter_id).order_by(Visit.id)
    people = [
        *session.execute(at_visits, execution_options=_EVERYTHING),
        *session.execute(as_party, execution_options=_EVERYTHING),
    ]
    return _Facts(
        names=list(dict.fromkeys(row.name for row in people)),
        person_ids={row.person_id for row in people if row.person_id is not None},
        organisation_ids={row.organisation_id for row in people if row.organisation_id is not None},
        case_numbers=[
            number for number in session.scalars(cases, execution_options=_EVERYTHING) if number is not None
        ],
        external_numbers=list(session.scalars(external, execution_options=_EVERYTHING)),
        stories=list(session.scalars(stories, execution_options=_EVERYTHING)),
    )


def _keys(work: Work, words: _Words, facts: _Facts) -> list[SearchKeyRow]:
    """Return every key that finds a matter."""
    keys = list(code_keys(words.code))
    for name in facts.names:
        keys += name_keys(name)
    numbers = list(facts.numbers)
    if facts.person_ids or facts.organisation_ids:
        kept = select(Identity.kind, Identity.number).where(
            Identity.person_id.in_(facts.person_ids) | Identity.organisation_id.in_(facts.organisation_ids)
        )
        numbers += work.session.execute(kept).all()
    if numbers:
        keys += _number_keys(search_secret(work), numbers)
    for number in facts.case_numbers:
        keys += case_number_keys(number)
    for number in facts.external_numbers:
        keys += external_keys(number)
    return list(dict.fromkeys(keys))


def _number_keys(secret: bytes, numbers: Iterable[tuple[str, str]]) -> Iterator[SearchKeyRow]:
    """Give the keys of full numbers."""
    for kind, number in numbers:
        yield from (
            phone_keys(secret, number) if kind == IdentityKind.PHONE else identity_keys(secret, number)
        )


def _matters_of(person_id: int | None, organisation_id: int | None) -> CompoundSelect[Any]:
    """Return the ids of the matters in which somebody takes part."""
    at_visits, as_party = select(VisitPerson.matter_id), select(MediationCase.matter_id).join(Party)
    if person_id is not None:
        at_visits = at_visits.where(VisitPerson.person_id == person_id)
        as_party = as_party.where(Party.person_id == person_id)
    else:
        at_visits = at_visits.where(VisitPerson.organisation_id == organisation_id)
        as_party = as_party.where(Party.organisation_id == organisation_id)
    return at_visits.union(as_party)


def _document(words: _Words, facts: _Facts) -> str:
    """Return the words of a matter, a line per field; what a visit told again word by word stands once."""
    stories = dict.fromkeys((words.story, *facts.stories))
    return "\n".join((words.title, *facts.names, *stories, words.outcome))


def _write(work: Work, words: _Words, facts: _Facts, *, fresh: bool) -> None:
    """Write the search rows of a matter."""
    keys, document = _keys(work, words, facts), _document(words, facts)
    index_matter(work.session.connection(), words.matter_id, keys=keys, document=document, fresh=fresh)
