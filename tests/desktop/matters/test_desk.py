"""My desk: each role its lines, and every number is the number of exactly the rows that it opens."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import factories
from desktop.office import Office
from desktop.queries.case_waiting import matters_to_accept
from desktop.queries.cases import case_list
from desktop.queries.desk import DeskCases, DeskLine, desk_counts, desk_lines, desk_names
from desktop.queries.worklist import Shelf, worklist
from desktop.services.dispatching import Share, dispatch_matter
from desktop.who import Who
from models.values.permissions import Role

sys.path.append(str(Path(__file__).parents[1] / "mediation"))
from mediation_stories import Story

WORKING = (
    Role.RECEPTIONIST,
    Role.DISPATCHER,
    Role.CASE_OFFICER,
    Role.MEDIATOR,
    Role.ARCHIVIST,
    Role.DIRECTOR,
)


def rows_of(office: Office, line: DeskLine) -> int:
    if line is DeskCases.TO_ACCEPT:
        return len(office.ask(matters_to_accept, limit=1000))
    if line is DeskCases.IN_HAND:
        return len(office.ask(case_list, mine=True, limit=1000))
    assert isinstance(line, Shelf)
    return len(office.ask(worklist, shelf=line, limit=1000))


def given(office: Office, people: dict[Role, Who], unit: int) -> int:
    matter_id = factories.register(office, people[Role.RECEPTIONIST]).matter_id
    office.who = people[Role.DISPATCHER]
    office.perform(dispatch_matter, matter_id=matter_id, version=1, lead=Share(unit))
    return int(matter_id)


def test_every_number_is_that_of_its_rows(office: Office, people: dict[Role, Who]) -> None:
    factories.register(office, people[Role.RECEPTIONIST])
    factories.register(office, people[Role.DISPATCHER], confidential=True)
    given(office, people, factories.JUSTICE)
    given(office, people, factories.COMMITTEE)
    story = Story(office)
    story.opened()
    for role in WORKING:
        office.who = people[role]
        counts = office.ask(desk_counts)
        assert tuple(counts) == desk_lines(people[role])
        assert counts == {line: rows_of(office, line) for line in counts}, role
    office.who = people[Role.DISPATCHER]
    assert office.ask(desk_counts)[Shelf.TO_DISPATCH] == 2
    office.who = people[Role.MEDIATOR]
    counts = office.ask(desk_counts)
    assert (counts[DeskCases.TO_ACCEPT], counts[Shelf.WAITING]) == (1, 1)


def test_the_cases_in_ones_hands(office: Office, people: dict[Role, Who]) -> None:
    story = Story(office)
    story.opened()
    hers = office.ask(case_list, mine=True)
    assert [row.case_id for row in hers] == [story.case_id]
    office.who = factories.staff(office, "张建国", factories.COMMITTEE, Role.MEDIATOR, mediator=True)
    assert office.ask(case_list, mine=True) == ()
    assert office.ask(desk_counts)[DeskCases.IN_HAND] == 0
    assert office.ask(case_list) != ()


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.RECEPTIONIST, Shelf.CALL_BACK),
        (Role.DISPATCHER, Shelf.TO_DISPATCH),
        (Role.CASE_OFFICER, Shelf.WAITING),
        (Role.MEDIATOR, DeskCases.TO_ACCEPT),
        (Role.ARCHIVIST, Shelf.TO_ARCHIVE),
        (Role.DIRECTOR, Shelf.EXTENSIONS),
    ],
)
def test_each_role_begins_with_what_waits_for_it(centre_sqlite: str, role: Role, first: DeskLine) -> None:
    office = factories.open_office(centre_sqlite)
    who = factories.people_of(office)[role]
    office.close()
    lines = desk_lines(who)
    assert lines[0] == first
    assert Shelf.LATE in lines
    assert len(lines) <= 14


def test_names_of_drafts_keep_secrets(office: Office, people: dict[Role, Who]) -> None:
    secret = factories.register(office, people[Role.DISPATCHER], confidential=True).matter_id
    plain = factories.register(office, people[Role.DISPATCHER]).matter_id
    assert dict(office.ask(desk_names, matter_ids=(secret, plain)).matters).keys() == {secret, plain}
    office.who = people[Role.RECEPTIONIST]
    names = office.ask(desk_names, matter_ids=(secret, plain, 999), case_ids=(1,))
    assert names.cases == ()
    ((matter_id, words),) = names.matters
    assert (matter_id, words.split()[0]) == (plain, "2026-000002")
