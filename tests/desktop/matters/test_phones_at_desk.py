"""Telephones in full where somebody has to call, one event for each matter, person and day; masked elsewhere."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import factories
from desktop.entries.matters import EndingEntry
from desktop.errors import NotFoundError
from desktop.office import Office
from desktop.queries.matters import matter_view
from desktop.services.dispatching import Share, dispatch_matter
from desktop.services.identity import phones_at_desk
from desktop.services.registering import register_matter
from desktop.who import Who
from models.event import Event
from models.values.choices import Ending, MatterNature
from models.values.permissions import Role

People = dict[Role, Who]


def looks(office: Office) -> int:
    """Count the events of numbers that were read."""
    with Session(office.engine) as session:
        found = select(func.count()).select_from(Event).where(Event.tag == "identity:at_desk")
        return int(session.scalar(found) or 0)


def numbers(office: Office, who: Who, matter_id: int) -> list[str]:
    office.who = who
    return [phone.number for phone in office.perform(phones_at_desk, matter_id=matter_id)]


def test_the_desk_that_handles_it_sees_the_number_once_a_day_as_an_event(
    office: Office, people: People
) -> None:
    matter = factories.register(office, people[Role.RECEPTIONIST]).matter_id
    assert numbers(office, people[Role.RECEPTIONIST], matter) == ["13800002417"], "the first receiver"
    assert looks(office) == 1
    assert numbers(office, people[Role.RECEPTIONIST], matter) == ["13800002417"]
    assert looks(office) == 1, "one event a day"
    assert numbers(office, people[Role.DISPATCHER], matter) == ["13800002417"]
    assert looks(office) == 2, "another account is another event"
    factories.later(office, days=1)
    assert numbers(office, people[Role.RECEPTIONIST], matter) == ["13800002417"]
    assert looks(office) == 3, "another day, another event"


def test_after_the_dispatch_the_unit_calls_and_the_window_sees_masks(office: Office, people: People) -> None:
    entry = factories.matter_entry(nature=MatterNature.LIVELIHOOD, counterparts=())
    office.who = people[Role.RECEPTIONIST]
    matter = office.perform(register_matter, entry=entry, ending=factories.accept()).matter_id
    officer = people[Role.CASE_OFFICER]
    with pytest.raises(NotFoundError):
        numbers(office, officer, matter)
    office.who = people[Role.DISPATCHER]
    version = office.ask(matter_view, matter_id=matter).version
    assert officer.unit_id is not None
    office.perform(dispatch_matter, matter_id=matter, version=version, lead=Share(officer.unit_id))
    assert numbers(office, officer, matter) == ["13800002417"]
    assert numbers(office, people[Role.RECEPTIONIST], matter) == []
    assert numbers(office, people[Role.DIRECTOR], matter) == []


def test_one_who_left_is_called_back_and_one_who_was_answered_is_not(office: Office, people: People) -> None:
    office.who = people[Role.RECEPTIONIST]
    entry = factories.matter_entry()
    left = office.perform(register_matter, entry=entry, ending=EndingEntry(Ending.UNFINISHED, "走了"))
    answered = office.perform(register_matter, entry=entry, ending=EndingEntry(Ending.ANSWER, "已答复"))
    assert numbers(office, people[Role.DIRECTOR], left.matter_id) == ["13800002417"]
    assert numbers(office, people[Role.RECEPTIONIST], answered.matter_id) == []
    assert looks(office) == 1
