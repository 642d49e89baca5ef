"""Shelves in every order, page after page, beside a plain sort of what the account sees; and only their ids."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

import factories
from desktop.entries.matters import EndingEntry, ExternalNumberEntry
from desktop.office import Office
from desktop.queries.shelves import GROWING, Order, Shelf, orders_of
from desktop.queries.worklist import WorklistRow, shelf_counts, worklist, worklist_ids
from desktop.services.dispatching import Share, acknowledge_assignment, dispatch_matter
from desktop.services.registering import register_matter
from models.matter import Matter
from models.values.choices import Ending, MatterNature
from models.values.permissions import Role


@pytest.fixture
def office(centre_place: str) -> Iterator[Office]:
    """A centre with a few dozen matters in many states, with and without senders' dates."""
    office = factories.open_office(centre_place)
    people = factories.people_of(office)
    endings = (Ending.ACCEPT, Ending.ANSWER, Ending.ACCEPT, Ending.UNFINISHED, Ending.ACCEPT)
    for number in range(25):
        office.who = people[Role.DISPATCHER]
        due = office.clock.now() + timedelta(hours=(number * 7) % 40)
        numbers = (ExternalNumberEntry("12345", str(number), due_at=due),) if number % 3 else ()
        entry = factories.matter_entry(
            nature=MatterNature.LIVELIHOOD, counterparts=(), external_numbers=numbers
        )
        saved = office.perform(register_matter, entry=entry, ending=EndingEntry(endings[number % 5], "答复"))
        if number % 5 == 0:
            given = office.perform(
                dispatch_matter,
                matter_id=saved.matter_id,
                version=1,
                lead=Share(factories.JUSTICE),
            )
            office.who = people[Role.CASE_OFFICER]
            if number % 2:
                office.perform(acknowledge_assignment, assignment_id=given.assignment_ids[0], version=1)
    yield office
    office.close()


def everything(office: Office, shelf: Shelf, order: Order, page: int) -> list[WorklistRow]:
    """Return a whole shelf, fetched page after page."""
    found: list[WorklistRow] = []
    while True:
        before = found[-1].matter_id if found else None
        rows = office.ask(worklist, shelf=shelf, order=order, before=before, limit=page)
        found += rows
        if len(rows) < page:
            return found


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.CASE_OFFICER, Role.RECEPTIONIST])
def test_every_order_gives_the_same_matters_once_each(office: Office, role: Role) -> None:
    office.who = factories.people_of(office)[role]
    counts = office.ask(shelf_counts)
    for shelf in Shelf:
        for order in orders_of(shelf):
            found = [row.matter_id for row in everything(office, shelf, order, 4)]
            assert len(found) == len(set(found)) == counts[shelf], (shelf, order)
            assert found == list(office.ask(worklist_ids, shelf=shelf, order=order)), (shelf, order)
            if order is Order.NEWEST:
                assert found == sorted(found, reverse=True)
            if order is Order.OLDEST:
                assert found == sorted(found)


def test_by_due_moment_those_without_a_running_clock_come_last(office: Office) -> None:
    office.who = factories.people_of(office)[Role.DISPATCHER]
    found = everything(office, Shelf.OPEN, Order.DUE, 3)
    dues = [row.due_at for row in found]
    running = [due for due in dues if due is not None]
    assert running == sorted(running)
    assert dues == [*running, *([None] * (len(dues) - len(running)))]
    with Session(office.engine) as session:
        kept = dict(session.execute(select(Matter.id, Matter.due_at)).all())
    ranked = [(row.due_at is None, kept[row.matter_id], row.matter_id) for row in found if row.due_at]
    assert ranked == sorted(ranked)


def test_a_list_goes_on_after_a_row_that_nobody_sees_any_more(office: Office) -> None:
    """The unit's own list by due moment, whose last row was given to somebody else meanwhile."""
    office.who = factories.people_of(office)[Role.CASE_OFFICER]
    shown = office.ask(worklist_ids, shelf=Shelf.MINE, order=Order.DUE)
    assert len(shown) > 3
    with office.engine.begin() as connection:
        connection.execute(text("UPDATE matter SET seen = 4 WHERE id = :id"), {"id": shown[1]})
    further = office.ask(worklist, shelf=Shelf.MINE, order=Order.DUE, before=shown[1], limit=50)
    assert [row.matter_id for row in further] == list(shown[2:])
    gone = office.ask(worklist, shelf=Shelf.MINE, order=Order.DUE, before=10**9, limit=50)
    assert gone == ()


def test_spans_give_only_what_lies_in_them(office: Office) -> None:
    office.who = factories.people_of(office)[Role.DISPATCHER]
    whole = office.ask(worklist_ids, shelf=Shelf.ALL)
    assert office.ask(worklist_ids, shelf=Shelf.ALL, spans=((whole[3], None), (whole[9], whole[6]))) == (
        *whole[:4],
        *whole[6:10],
    )
    archive = office.ask(worklist_ids, shelf=Shelf.TO_ARCHIVE, order=Order.OLDEST, spans=((None, 5),))
    assert all(matter_id <= 5 for matter_id in archive)


def test_shelves_that_grow_for_ever_are_not_sorted_by_their_due_day(office: Office) -> None:
    for shelf in Shelf:
        assert (Order.DUE in orders_of(shelf)) == (shelf not in GROWING)
    with pytest.raises(ValueError, match="has no order"):
        office.ask(worklist, shelf=Shelf.ALL, order=Order.DUE)
