"""Who sees what: every query as every role, beside a plain Python filter; and every statement that a query sends."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import TextClause, event, func, select, update
from sqlalchemy.orm import Session
from together import Meeting, at_once

import desktop.queries
import factories
from desktop.clock import FixedClock
from desktop.entries.calendar import CalendarEntry
from desktop.errors import NotFoundError, OfficeError
from desktop.office import Office
from desktop.papers.offers import Fill, Owner, PaperOffer
from desktop.queries.cases import case_list
from desktop.queries.history import found_matters
from desktop.queries.matters import matter_view
from desktop.queries.worklist import Shelf, shelf_counts, worklist
from desktop.services.dispatching import (
    Share,
    acknowledge_assignment,
    dispatch_matter,
    note_action,
    return_assignment,
    take_back_dispatch,
    withdraw_assisting,
)
from desktop.visibility import FIRST_UNIT_BIT, LAST_UNIT_BIT, _children, mask_of, seen_bits
from desktop.who import Who
from desktop.work import Work
from models.agreement import Agreement, Obligation, Paper
from models.attachment import Attachment
from models.base import Seen
from models.centre import Unit
from models.dossier import DossierNote
from models.event import Event
from models.matter import ActionNote, Assignment, Matter
from models.mediation import MediationCase, MediationSession, Party
from models.tables import Base
from models.values.choices import MatterNature
from models.values.matter_states import AssignmentState
from models.values.permissions import Role

sys.path.append(str(Path(__file__).parent / "mediation"))
from mediation_stories import Story

TABLES = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Seen)]
SEEN_TABLES = {table.__tablename__ for table in TABLES}


# -- a centre with secrets


@dataclass
class House:
    """A centre with open and confidential matters at several units, one of them mediated to its paper."""

    office: Office
    people: dict[Role, Who]
    """One person per role; the officer is of the justice office, the mediator of the committee."""
    police: Who
    """An officer of another unit."""
    both: Who
    """Window and mediator in one person."""

    def act(self, role: Role | Who, use_case: Callable[..., Any], **words: Any) -> Any:
        self.office.who = role if isinstance(role, Who) else self.people[role]
        return self.office.perform(use_case, **words)

    def ask(self, role: Role | Who, query: Callable[..., Any], **words: Any) -> Any:
        self.office.who = role if isinstance(role, Who) else self.people[role]
        return self.office.ask(query, **words)

    def register(self, **changes: Any) -> int:
        return int(factories.register(self.office, self.people[Role.DISPATCHER], **changes).matter_id)

    def version(self, matter_id: int) -> int:
        with Session(self.office.engine) as session:
            return session.get_one(Matter, matter_id).version

    def dispatch(self, matter_id: int, lead: int, *assisting: int) -> tuple[int, ...]:
        given = self.act(
            Role.DISPATCHER,
            dispatch_matter,
            matter_id=matter_id,
            version=self.version(matter_id),
            lead=Share(lead),
            assisting=tuple(Share(unit) for unit in assisting),
        )
        return tuple(given.assignment_ids)

    def everyone(self) -> list[Who]:
        return [*self.people.values(), self.police, self.both]


@pytest.fixture
def house(centre_place: str) -> Iterator[House]:
    office = factories.open_office(centre_place)
    house = House(
        office,
        factories.people_of(office),
        factories.staff(office, "马强", factories.POLICE, Role.CASE_OFFICER),
        factories.staff(office, "周兰", factories.COMMITTEE, Role.MEDIATOR, Role.RECEPTIONIST),
    )
    yield house
    office.close()


def fill(house: House) -> None:
    """Matters: plain, secret, given to one unit, to two, taken back, about a unit, mediated and printed."""
    house.register()
    house.register(confidential=True)
    house.dispatch(house.register(), factories.JUSTICE)
    house.dispatch(house.register(confidential=True), factories.JUSTICE, factories.POLICE)
    about = house.register(
        nature=MatterNature.REPORT, confidential=True, concerned_unit_id=factories.JUSTICE, counterparts=()
    )
    house.dispatch(about, factories.POLICE)
    back = house.register()
    house.dispatch(back, factories.JUSTICE)
    house.act(Role.DISPATCHER, take_back_dispatch, matter_id=back, version=house.version(back))
    for secret in (False, True):
        mediated(house, secret=secret)


def mediated(house: House, *, secret: bool) -> Story:
    """Bring a dispute to a paper that was signed, and to a first performance; return its story."""
    house.office.clock_confirmed = True  # each story begins on the same Monday
    house.office.clock = FixedClock(factories.MONDAY)
    story = Story(house.office)
    story.dispatched(confidential=secret)
    story.effective()
    story.perform()
    return story


# -- the plain filter


def may_see(who: Who, matter: Matter) -> bool:
    """The rule in plain words, without a bit of it."""
    if who.roles & {Role.DISPATCHER, Role.DIRECTOR}:
        return True
    if who.roles & {Role.RECEPTIONIST, Role.ARCHIVIST} and not matter.confidential:
        return True
    given = {share.unit_id for share in matter.assignments if share.state != AssignmentState.WITHDRAWN}
    works_for_unit = bool(who.roles & {Role.CASE_OFFICER, Role.MEDIATOR})
    return works_for_unit and who.unit_id in given and who.unit_id != matter.concerned_unit_id


def matters_of(house: House) -> dict[type[Seen], dict[int, int]]:
    """Return the matter of every row of every table with bits, by the row's id."""
    with Session(house.office.engine) as session:
        by_table: dict[type[Seen], dict[int, int]] = {}
        everything = select(Matter.id)
        for matter_id in session.scalars(everything):
            by_table.setdefault(Matter, {})[matter_id] = matter_id
            for table, condition in _children(matter_id):
                key = next(iter(table.__table__.primary_key))
                for row_id in session.scalars(select(key).where(condition)):
                    by_table.setdefault(table, {})[row_id] = matter_id
        return by_table


def visible_to(house: House, who: Who) -> set[int]:
    """Return the matters that somebody may see."""
    with Session(house.office.engine) as session:
        return {matter.id for matter in session.scalars(select(Matter)) if may_see(who, matter)}


FIELDS: Mapping[str, type[Seen]] = {
    "matter_id": Matter,
    "case_id": MediationCase,
    "agreement_id": Agreement,
    "paper_id": Paper,
    "party_id": Party,
    "obligation_id": Obligation,
    "session_id": MediationSession,
    "assignment_id": Assignment,
}


def ids_in(answer: Any) -> Iterator[tuple[type[Seen], int]]:
    """Every id of a row with bits that an answer carries, by the names of its fields."""
    if dataclasses.is_dataclass(answer) and not isinstance(answer, type):
        for part in dataclasses.fields(answer):
            value = getattr(answer, part.name)
            if part.name in FIELDS and isinstance(value, int):
                yield FIELDS[part.name], value
            yield from ids_in(value)
    elif isinstance(answer, Mapping):
        for value in answer.values():
            yield from ids_in(value)
    elif isinstance(answer, (tuple, list, set, frozenset)):
        for value in answer:
            yield from ids_in(value)


# -- every query


def queries() -> list[Callable[..., Any]]:
    """Every query of the program."""
    found = []
    for module in pkgutil.walk_packages(desktop.queries.__path__, "desktop.queries."):
        loaded = importlib.import_module(module.name)
        found += [
            thing
            for name, thing in sorted(vars(loaded).items())
            if hasattr(thing, "permission") and thing.__module__ == loaded.__name__
        ]
    return found


def arguments(
    house: House, query: Callable[..., Any], rows: dict[type[Seen], dict[int, int]]
) -> list[dict[str, Any]]:
    """Return what a query is asked with: every row that there is, everything that finds anything."""
    with Session(house.office.engine) as session:
        numbers = session.scalars(select(MediationCase.number)).all()
        codes = session.scalars(select(Matter.code)).all()
        last_event = session.scalar(select(func.max(Event.seq))) or 1
    known: dict[str, list[Any]] = {
        "matter_id": list(rows[Matter]),
        "case_id": list(rows[MediationCase]),
        "agreement_id": list(rows[Agreement]),
        "paper_id": list(rows[Paper]),
        "number": [*numbers, *codes],
        "ids": [tuple(rows[Matter])],
        "text": ["王秀英", "张铉", "滴水檐", "wxy", *codes],
        "name": ["王秀英", "张铉"],
        "counterpart": ["张铉"],
        "phone": ["13800002417"],
        "address": ["柳林村7号"],
        "accepted_on": [date(2026, 11, 23)],
        "shelf": list(Shelf),
        "seq": [last_event],
        "matter_ids": [tuple(rows[Matter])],
        "nature": [MatterNature.DISPUTE],
        "day": [date(2026, 11, 23)],
        "year": [2026],
        "committee_id": [1],
        "short_name": ["云"],
        "attachment_id": list(rows.get(Attachment, ())),
        "note_id": list(rows.get(DossierNote, ())),
        "position": [1],
        "case_ids": [tuple(rows[MediationCase])],
        "entry": [CalendarEntry()],
        "offer": [
            *(
                PaperOffer("acceptance", Fill.FILLED, Owner.CASE, row, row, "", "", 1)
                for row in rows[MediationCase]
            ),
            *(
                PaperOffer("acceptance_receipt", Fill.FILLED, Owner.MATTER, row, row, "", "", 1)
                for row in rows[Matter]
            ),
        ],
    }
    wanted = list(inspect.signature(query).parameters.values())[1:]
    given: list[dict[str, Any]] = [{}]
    for parameter in wanted:
        if parameter.name not in known:
            assert parameter.default is not parameter.empty, (
                f"teach this test what {query} is asked with: {parameter}"
            )
            continue
        given = [words | {parameter.name: value} for words in given for value in known[parameter.name]]
    return given


@contextmanager
def statements_of(house: House) -> Iterator[list[tuple[str, bool]]]:
    """Collect every statement, with whether its rule was left out on purpose. (The search has its own words for it.)"""
    told: list[tuple[str, bool]] = []

    def note(_c: Any, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool) -> None:
        compiled = getattr(context, "compiled", None)
        in_words = isinstance(getattr(compiled, "statement", None), TextClause)
        told.append((statement, in_words or bool(context.execution_options.get("unnarrowed"))))

    event.listen(house.office.engine, "before_cursor_execute", note)
    yield told
    event.remove(house.office.engine, "before_cursor_execute", note)


def unnarrowed_tables(statement: str) -> set[str]:
    """Return the tables with bits that a statement reads under a name whose bits it does not look at."""
    named = re.findall(r"(?:FROM|JOIN|,)\s+(\w+)(?:\s+AS\s+(\w+))?", statement)
    return {
        table
        for table, alias in named
        if table in SEEN_TABLES and not re.search(rf"\b{alias or table}\.seen\s*&", statement)
    }


def test_every_query_shows_everybody_exactly_his_own(house: House) -> None:
    fill(house)
    rows = matters_of(house)
    whole = {}
    for query in queries():
        asked = arguments(house, query, rows)
        for who in house.everyone():
            if not who.may(query.permission):  # type: ignore[attr-defined]  # set by @requires
                continue
            seen = visible_to(house, who)
            for words in asked:
                with statements_of(house) as told:
                    try:
                        answer = house.ask(who, query, **words)
                    except NotFoundError:
                        answer = None
                        matter = rows.get(FIELDS.get(next(iter(words), ""), Matter), {}).get(
                            next(iter(words.values()), 0)
                        )
                        assert matter not in seen, f"{who.name} should see {words} by {query.__name__}"
                    except OfficeError:
                        continue
                for table, row_id in ids_in(answer):
                    assert rows[table][row_id] in seen, (
                        f"{query.__name__}{words} shows {who.name} {table} {row_id}"
                    )
                for statement, left_out in told:
                    bare = set() if left_out or "search_" in statement else unnarrowed_tables(statement)
                    assert not bare, f"{query.__name__} reads {bare} without the rule:\n{statement}"
                whole[query.__name__] = True
    assert len(whole) > 15


def test_the_lists_show_everything_that_may_be_seen(house: House) -> None:
    fill(house)
    rows = matters_of(house)
    secret = mediated(house, secret=True)
    rows = matters_of(house)
    for who in house.everyone():
        seen = visible_to(house, who)
        if not who.roles & {Role.AUDITOR, Role.ADMINISTRATOR}:
            listed = {row.matter_id for row in house.ask(who, worklist, shelf=Shelf.ALL, limit=1000)}
            assert listed == seen, who.name
            assert house.ask(who, shelf_counts)[Shelf.ALL] == len(seen)
            found = {row.matter_id for _why, row in house.ask(who, found_matters, text="滴水檐", limit=1000)}
            assert found == seen & rows[Matter].keys(), who.name
        else:
            assert seen == set()
        cases = {case_id for case_id, matter in rows[MediationCase].items() if matter in seen}
        if who.roles & {Role.MEDIATOR, Role.DISPATCHER, Role.DIRECTOR, Role.ARCHIVIST}:
            assert {row.case_id for row in house.ask(who, case_list, limit=1000)} == cases
    assert secret.matter_id not in visible_to(house, house.people[Role.RECEPTIONIST])


# -- the bits


def test_every_table_below_a_matter_gets_its_bits() -> None:
    assert {table for table, _condition in _children(1)} == set(TABLES) - {Matter}


def seen_differs(house: House) -> dict[str, list[int]]:
    """Return the rows whose bits are not their matter's."""
    wrong: dict[str, list[int]] = {}
    with Session(house.office.engine) as session:
        for matter in session.scalars(select(Matter)):
            for table, condition in _children(matter.id):
                key = next(iter(table.__table__.primary_key))
                found = session.scalars(select(key).where(condition, table.seen != matter.seen)).all()
                if found:
                    wrong.setdefault(table.__tablename__, []).extend(found)
    return wrong


def test_rows_carry_the_bits_of_their_matter(house: House) -> None:
    fill(house)
    assert seen_differs(house) == {}


def test_the_highest_unit_and_one_without_a_place(house: House) -> None:
    with Session(house.office.engine) as session:
        last = Unit(name="最后一个单位", position=90, mode="resident", kind="own", bit=LAST_UNIT_BIT)
        village = Unit(name="东关村委会", position=91, mode="on_call", kind="village", bit=None)
        session.add_all([last, village])
        session.commit()
        last_id, village_id = last.id, village.id
    officer = factories.staff(house.office, "钱多", last_id, Role.CASE_OFFICER)
    nobody = factories.staff(house.office, "村官", village_id, Role.CASE_OFFICER)
    assert mask_of(officer) == 1 << 62
    assert mask_of(nobody) == 0
    given = house.register()
    house.dispatch(given, last_id, village_id)
    other = house.register()
    house.dispatch(other, village_id)
    assert [row.matter_id for row in house.ask(officer, worklist)] == [given]
    assert house.ask(nobody, worklist) == ()
    with pytest.raises(NotFoundError):
        house.ask(officer, matter_view, matter_id=other)
    assert seen_differs(house) == {}


def test_the_bits_stay_a_positive_number_of_the_column() -> None:
    units = range(FIRST_UNIT_BIT, LAST_UNIT_BIT + 1)
    bits = seen_bits(confidential=False, unit_bits=[*units, None], concerned_bit=None)
    assert 0 < bits < 2**63
    assert seen_bits(confidential=True, unit_bits=units, concerned_bit=LAST_UNIT_BIT) < 2**62
    assert seen_bits(confidential=True, unit_bits=[9], concerned_bit=9) == 0b110


def test_a_bulk_change_touches_only_what_is_seen(house: House) -> None:
    secret = house.register(confidential=True)

    def spoil(work: Work) -> int:
        work.record("test:spoil", None, words="改")
        changed = work.session.execute(
            update(Matter).where(Matter.id == secret).values(title="改过"),
            execution_options={"synchronize_session": False},
        )
        return int(changed.rowcount)  # type: ignore[attr-defined]  # of an update it has one

    assert house.act(Role.RECEPTIONIST, spoil) == 0
    assert house.act(Role.DISPATCHER, spoil) == 1


def test_who_loses_sight_sees_nothing_at_the_next_act(house: House) -> None:
    matter_id = house.register()
    lead, assisting = house.dispatch(matter_id, factories.JUSTICE, factories.POLICE)
    assert house.ask(house.police, matter_view, matter_id=matter_id).matter_id == matter_id
    house.act(house.police, acknowledge_assignment, assignment_id=assisting, version=1)
    house.act(Role.DISPATCHER, withdraw_assisting, assignment_id=assisting, version=2)
    with pytest.raises(NotFoundError):
        house.ask(house.police, matter_view, matter_id=matter_id)
    with pytest.raises(NotFoundError):
        house.act(house.police, note_action, assignment_id=assisting, text="迟到的记录")
    officer = house.people[Role.CASE_OFFICER]
    house.act(officer, return_assignment, assignment_id=lead, version=1, reason="不归我们管")
    house.dispatch(matter_id, factories.POLICE)
    assert house.ask(house.police, matter_view, matter_id=matter_id).matter_id == matter_id
    assert seen_differs(house) == {}


def test_a_note_that_is_written_while_a_unit_goes_carries_the_bits_of_after(house: House) -> None:
    matter_id = house.register()
    lead, assisting = house.dispatch(matter_id, factories.JUSTICE, factories.POLICE)
    officer = house.people[Role.CASE_OFFICER]
    house.act(officer, acknowledge_assignment, assignment_id=lead, version=1)
    other = factories.open_office(house.office.place)
    other.who = house.people[Role.DISPATCHER]
    written, withdrawn = Meeting(), Meeting()

    def note(work: Work) -> int:
        acted = note_action(work, assignment_id=lead, text="到现场看过。")
        work.session.flush()
        written.wait()
        withdrawn.wait()
        return acted.matter_id

    def withdraw(work: Work) -> int:
        written.wait()  # the note is written and not committed
        acted = withdraw_assisting(work, assignment_id=assisting, version=1)
        withdrawn.wait()
        return acted.matter_id

    house.office.who = officer
    assert at_once(lambda: house.office.perform(note), lambda: other.perform(withdraw)) == [matter_id] * 2
    with Session(other.engine) as session:
        assert len(session.scalars(select(ActionNote)).all()) == 1
    assert seen_differs(house) == {}
    other.close()
