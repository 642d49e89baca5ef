"""What the search knows of a matter is what its rows say: after every act the index is the one of a rebuild."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.entries.matters import EndingEntry, ExternalNumberEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from desktop.matter_index import rows_to_index
from desktop.office import Office
from desktop.queries.matters import matter_view
from desktop.search.tokenizer import normalise_lines
from desktop.services.closing import terminate_matter
from desktop.services.mediation.parties import add_party, edit_party
from desktop.services.registering import finish_registration, register_matter
from desktop.who import NOBODY
from models.matter import Matter
from models.search import SearchDocument, SearchKey
from models.values.choices import Ending, PartySide
from models.values.permissions import Role

sys.path.append(str(Path(__file__).parent / "mediation"))
from mediation_stories import Story, person

PHONE, OTHER_PHONE = "13800002417", "13800002418"


@pytest.fixture
def office(centre_place: str) -> Iterator[Office]:
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.DISPATCHER]
    yield office
    office.close()


def compare(office: Office) -> None:
    """Hold the index beside what a rebuild would write."""
    with office._session(office.engine, NOBODY) as session:
        work = office._work(session, NOBODY, "rebuild")
        rebuilt = {
            matter_id: ({(row.kind.value, row.key) for row in keys}, normalise_lines(document))
            for matter_id, keys, document in rows_to_index(work)
        }
        keys: dict[int, set[tuple[str, str]]] = {}
        for row in session.scalars(select(SearchKey)):
            keys.setdefault(row.matter_id, set()).add((row.kind, row.key))
        documents = {row.matter_id: row.content for row in session.scalars(select(SearchDocument))}
    assert rebuilt.keys() == keys.keys() == documents.keys()
    for matter_id, (wanted, document) in rebuilt.items():
        assert keys[matter_id] == wanted, f"keys of matter {matter_id}"
        assert documents[matter_id] == document, f"document of matter {matter_id}"


def register(office: Office, ending: EndingEntry | None = None, **changes: Any) -> int:
    return office.perform(
        register_matter, entry=factories.matter_entry(**changes), ending=ending or factories.accept()
    ).matter_id


def test_a_registration_with_everything(office: Office) -> None:
    register(
        office,
        visitor=PersonEntry(name="欧阳娜娜", phone="0536-8881234", identity_number=factories.ID_NUMBER),
        claimant=PersonEntry(name="单田芳", phone=PHONE),
        relation="母女",
        counterparts=(
            OrganisationEntry(name="云溪建材经营部", phone=OTHER_PHONE),
            PersonEntry(name="张铉"),
        ),
        external_numbers=(ExternalNumberEntry("12345", "２６１１ 23-0001"),),
    )
    register(office, visitor=PersonEntry(phone=PHONE), counterparts=())
    register(office, visitor=PersonEntry(identity_number=factories.ID_NUMBER), counterparts=())
    register(office, visitor=None, counterparts=())
    compare(office)


def test_an_unfinished_registration_that_is_finished_and_terminated(office: Office) -> None:
    matter_id = register(office, EndingEntry(Ending.UNFINISHED, words="话没说完就走了"))
    compare(office)
    answer = EndingEntry(Ending.ACCEPT, words="第二天来电，受理")
    office.perform(finish_registration, matter_id=matter_id, version=1, ending=answer)
    compare(office)
    office.who = factories.people_of(office)[Role.DIRECTOR]
    version = office.ask(matter_view, matter_id=matter_id).version
    office.perform(terminate_matter, matter_id=matter_id, version=version, reason="群众撤回诉求")
    compare(office)


def test_a_number_that_comes_later_or_changes_finds_the_earlier_matters_too(office: Office) -> None:
    known = PersonEntry(name="王秀英", phone=PHONE)
    register(office, visitor=known)
    register(office, visitor=PersonEntry(name="王秀英", phone=PHONE, identity_number=factories.ID_NUMBER))
    compare(office)  # the ID number finds the first matter as well
    register(
        office, visitor=PersonEntry(name="王秀英", phone=OTHER_PHONE, identity_number=factories.ID_NUMBER)
    )
    compare(office)
    register(office, visitor=PersonEntry(name="王绣英", identity_number=factories.ID_NUMBER))
    compare(office)  # each visit keeps the name that was given then


def test_the_number_of_somebody_in_a_hidden_matter(office: Office) -> None:
    hidden = register(office, confidential=True, visitor=PersonEntry(name="王秀英", phone=PHONE))
    office.who = factories.people_of(office)[Role.RECEPTIONIST]
    register(office, visitor=PersonEntry(name="王秀英", phone=PHONE, identity_number=factories.ID_NUMBER))
    compare(office)
    with Session(office.engine) as session:
        assert session.get_one(Matter, hidden).version == 1  # nobody's form looks changed


def test_an_organisation_whose_telephone_changes(office: Office) -> None:
    for phone in (PHONE, OTHER_PHONE):
        register(office, counterparts=(OrganisationEntry(name="云溪建材经营部", phone=phone),))
    compare(office)


def test_parties_of_a_case(office: Office) -> None:
    story = Story(office)
    story.dispatched()
    story.opened()
    compare(office)
    added = office.perform(
        add_party,
        case_id=story.case_id,
        entry=person("张小铉", PartySide.RESPONDENT, phone=OTHER_PHONE, address="柳林村8号"),
    )
    compare(office)
    office.perform(
        edit_party,
        party_id=added.party_id,
        version=added.version,
        entry=person(
            "张小弦", PartySide.RESPONDENT, phone="13800002499", identity_number=factories.ID_NUMBER
        ),
    )
    compare(office)
    first = story.view().parties[0]
    office.perform(
        edit_party,
        party_id=first.id,
        version=first.version,
        entry=person("王秀英", phone="13800002488", address="柳林村7号"),
    )
    compare(office)
