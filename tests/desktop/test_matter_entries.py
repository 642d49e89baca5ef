"""A registration with odd entries: each refusal stands at its field, nothing typed is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.entries.matters import ExternalNumberEntry
from desktop.errors import FormError, OfficeError
from desktop.office import Office
from desktop.services.registering import register_matter
from models.matter import ExternalNumber, Matter
from models.values.permissions import Role


@pytest.fixture
def office(centre_place: str) -> Iterator[Office]:
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.DISPATCHER]
    yield office
    office.close()


def refused(office: Office, **changes: Any) -> list[str]:
    """Return the fields at which a registration is refused."""
    with pytest.raises(FormError) as refusal:
        office.perform(register_matter, entry=factories.matter_entry(**changes), ending=factories.accept())
    assert all(sentence.endswith("。") for _field, sentence in refusal.value.faults)
    return [field for field, _sentence in refusal.value.faults]


def test_a_number_of_another_system_twice_is_refused_at_its_line(office: Office) -> None:
    once = ExternalNumberEntry("12345", "２６１１230001")
    again = ExternalNumberEntry(" 12345", "2611230001\u200b")
    other = ExternalNumberEntry("警情号", "2611230001")
    assert refused(office, external_numbers=(once, other, again)) == ["external_numbers.2"]
    office.perform(
        register_matter,
        entry=factories.matter_entry(external_numbers=(once, other)),
        ending=factories.accept(),
    )
    with Session(office.engine) as session:
        kept = session.scalars(select(ExternalNumber.number).order_by(ExternalNumber.id)).all()
    assert kept == ["2611230001", "2611230001"]


@pytest.mark.parametrize(
    "number",
    [
        ExternalNumberEntry("\u200b", "2611230001"),
        ExternalNumberEntry("12345", "\u3000"),
        ExternalNumberEntry("12345", "1" * 61),
        ExternalNumberEntry("系" * 31, "1"),
        ExternalNumberEntry("12345", "\u0958" * 31),
        ExternalNumberEntry("12345", "1", feedback_to="区" * 61),
    ],
)
def test_an_impossible_number_is_refused_at_its_line(office: Office, number: ExternalNumberEntry) -> None:
    assert refused(office, external_numbers=(number,)) == ["external_numbers.0"]


@pytest.mark.parametrize("field", ["category_id", "village_id", "concerned_unit_id"])
def test_a_choice_that_is_no_more_is_refused_at_its_field(office: Office, field: str) -> None:
    """A draft may be older than the database that was restored."""
    assert refused(office, **{field: 999_999}) == [field]


def test_a_village_of_a_person_that_is_no_more_is_refused(office: Office) -> None:
    visitor = factories.PersonEntry(name="王秀英", village_id=999_999)
    assert refused(office, visitor=visitor) == ["visitor.village_id"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    story=st.text(max_size=50),
    name=st.text(max_size=70),
    relation=st.text(max_size=25),
    address=st.text(max_size=130),
    number=st.text(max_size=65),
    counterpart=st.text(max_size=90),
)
def test_whatever_is_typed_is_saved_or_refused_in_plain_words(centre_postgresql: str, **typed: str) -> None:
    """On the stricter engine: too long, no character, a zero byte are never the database's to find."""
    office = factories.open_office(centre_postgresql)
    office.who = factories.people_of(office)[Role.DISPATCHER]
    entry = factories.matter_entry(
        story=typed["story"],
        visitor=factories.PersonEntry(name=typed["name"], address=typed["address"]),
        relation=typed["relation"],
        external_numbers=(ExternalNumberEntry("12345", typed["number"]),),
        counterparts=(factories.PersonEntry(name=typed["counterpart"]),),
    )
    try:
        saved = office.perform(register_matter, entry=entry, ending=factories.accept())
    except OfficeError:
        pass
    else:
        with Session(office.engine) as session:
            assert session.get_one(Matter, saved.matter_id).story.strip()
    finally:
        office.close()


def test_the_year_of_the_code_is_that_of_the_centre(office: Office) -> None:
    """Half past midnight on New Year's Day at the centre is still last year in UTC."""
    office.clock.moment = datetime(2027, 1, 1, 8, 0, tzinfo=UTC)  # type: ignore[attr-defined]  # a FixedClock
    new_year = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    old_year = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    codes = []
    for moment in (new_year, old_year, new_year):
        entry = factories.matter_entry(happened_at=moment)
        codes.append(office.perform(register_matter, entry=entry, ending=factories.accept()).short_code)
    assert codes == ["2027-000001", "2026-000001", "2027-000002"]
