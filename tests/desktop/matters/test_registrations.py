"""At the window: the four ends, the code, the refusals, and what happens once only."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event as sa_event
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import factories
from desktop.entries.matters import EndingEntry, ExternalNumberEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from desktop.errors import ForbiddenError, FormError, OfficeError
from desktop.office import Office
from desktop.queries.matters import matter_view
from desktop.services.registering import (
    finish_registration,
    give_up_contact,
    note_contact_attempt,
    register_matter,
)
from desktop.who import Who
from models.event import Event
from models.matter import Matter
from models.person import Identity, Person
from models.values.choices import Channel, Ending, MatterNature, label
from models.values.matter_states import MatterState
from models.values.permissions import Role

People = dict[Role, Who]


def count(office: Office, table: type) -> int:
    with Session(office.engine) as session:
        return int(session.scalar(select(func.count()).select_from(table)) or 0)


@pytest.mark.parametrize(
    ("ending", "state"),
    [
        (EndingEntry(Ending.ANSWER, "已当面解释养老待遇认证办法"), MatterState.ANSWERED),
        (EndingEntry(Ending.ACCEPT), MatterState.ACCEPTED),
        (EndingEntry(Ending.REFER, "带身份证", referred_to="区不动产登记中心"), MatterState.REFERRED),
        (EndingEntry(Ending.UNFINISHED, "来访人情绪激动离开"), MatterState.UNFINISHED),
    ],
)
def test_a_visit_ends_in_one_of_four_ways(
    office: Office, people: People, ending: EndingEntry, state: MatterState
) -> None:
    office.who = people[Role.RECEPTIONIST]
    saved = office.perform(register_matter, entry=factories.matter_entry(), ending=ending)
    assert saved.code == "370704101-2026-000001"
    assert saved.short_code == "2026-000001"
    view = office.ask(matter_view, matter_id=saved.matter_id)
    assert view.state == state
    assert view.title == "王秀英与张铉：矛盾纠纷"
    assert view.first_receiver == "王敏"
    assert (view.ended_at is None) == (state in {MatterState.ACCEPTED, MatterState.UNFINISHED})
    assert [line.words for line in view.course] == [f"来访登记，{label(ending.ending)}"]


def test_only_channel_nature_and_story_are_required(office: Office, people: People) -> None:
    office.who = people[Role.RECEPTIONIST]
    entry = factories.matter_entry(visitor=None, counterparts=(), nature=MatterNature.ADVICE)
    saved = office.perform(register_matter, entry=entry, ending=EndingEntry(Ending.ANSWER, "已答复"))
    view = office.ask(matter_view, matter_id=saved.matter_id)
    assert view.title == "群众：咨询"
    assert view.people == ()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"story": "  \n "}, "story", "诉求"),
        ({"story": "水" * 66_000}, "story", "20000"),
        (
            {"visitor": PersonEntry(name="王秀英", identity_number="110105194912310021")},
            "visitor.identity_number",
            "身份证",
        ),
        (
            {"visitor": PersonEntry(name="王秀英", identity_number="11010519491331002X")},
            "visitor.identity_number",
            "",
        ),
        ({"visitor": PersonEntry(name="王秀英", phone="12345")}, "visitor.phone", ""),
        ({"visitor": PersonEntry(name="长" * 61)}, "visitor.name", "60"),
        ({"claimant": PersonEntry(name=" ")}, "claimant.name", "姓名"),
        (
            {"counterparts": (PersonEntry(name="张铉"), OrganisationEntry(name=""))},
            "counterparts.1.name",
            "单位名称",
        ),
        ({"headcount": 0}, "headcount", ""),
        ({"happened_at": factories.MONDAY + timedelta(minutes=1)}, "happened_at", "晚于"),
        ({"external_numbers": (ExternalNumberEntry("12345", " "),)}, "external_numbers.0", "编号"),
    ],
)
def test_a_refusal_stands_at_its_field_and_saves_nothing(
    office: Office, people: People, changes: dict[str, object], field: str, words: str
) -> None:
    office.who = people[Role.RECEPTIONIST]
    with pytest.raises(FormError) as refusal:
        office.perform(register_matter, entry=factories.matter_entry(**changes), ending=factories.accept())
    assert field in [name for name, _sentence in refusal.value.faults]
    assert any(words in sentence for name, sentence in refusal.value.faults if name == field)
    assert count(office, Matter) == 0
    assert count(office, Person) == 0


def test_a_refused_registration_takes_no_number(office: Office, people: People) -> None:
    office.who = people[Role.RECEPTIONIST]
    with pytest.raises(FormError):
        office.perform(
            register_matter, entry=factories.matter_entry(), ending=EndingEntry(Ending.ANSWER, " ")
        )
    assert factories.register(office, people[Role.RECEPTIONIST]).short_code == "2026-000001"


def test_the_year_of_the_code_is_the_year_it_happened(office: Office, people: People) -> None:
    office.who = people[Role.RECEPTIONIST]
    entry = factories.matter_entry(happened_at=datetime(2025, 12, 31, 15, 59, tzinfo=UTC))
    old = office.perform(register_matter, entry=entry, ending=factories.accept())
    new = factories.register(office, people[Role.RECEPTIONIST])
    assert (old.short_code, new.short_code) == ("2025-000001", "2026-000001")
    view = office.ask(matter_view, matter_id=old.matter_id)
    assert view.late_entry
    assert view.course[0].happened_at == entry.happened_at
    assert view.course[0].recorded_at == factories.MONDAY


def test_a_retry_returns_the_first_result(office: Office, people: People) -> None:
    office.who = people[Role.RECEPTIONIST]
    command = str(uuid.uuid4())
    entry, ending = factories.matter_entry(), factories.accept()
    first = office.perform_as(command, register_matter, entry=entry, ending=ending)
    again = office.perform_as(command, register_matter, entry=entry, ending=ending)
    assert again == first
    assert count(office, Matter) == 1
    office.who = people[Role.DIRECTOR]
    with pytest.raises(OfficeError, match="重新操作"):
        office.perform_as(command, register_matter, entry=entry, ending=ending)


def test_the_same_person_is_one_person(office: Office, people: People) -> None:
    known = PersonEntry(
        name="王秀英", phone="１３８００００２４１７", identity_number=factories.ID_NUMBER.lower()
    )
    factories.register(office, people[Role.RECEPTIONIST], visitor=known, counterparts=())
    factories.register(
        office,
        people[Role.RECEPTIONIST],
        visitor=PersonEntry(name="王秀英", phone="138 0000 2417"),
        counterparts=(),
    )
    factories.register(office, people[Role.RECEPTIONIST], visitor=PersonEntry(name="王秀英"), counterparts=())
    with Session(office.engine) as session:
        rows = session.scalars(select(Person).order_by(Person.id)).all()
        assert [(row.name, row.phone_mask, row.identity_mask) for row in rows] == [
            ("王秀英", "138****2417", "110***********002X"),
            ("王秀英", "", ""),
        ]
        assert rows[0].born.isoformat() == "1949-12-31"
        assert rows[0].sex == "female"
        assert sorted(session.scalars(select(Identity.number))) == [factories.ID_NUMBER, "13800002417"]


def test_no_event_holds_a_number_or_the_story(office: Office, people: People) -> None:
    visitor = PersonEntry(name="王秀英", phone="13800002417", identity_number=factories.ID_NUMBER)
    factories.register(office, people[Role.RECEPTIONIST], visitor=visitor)
    with Session(office.engine) as session:
        told = str([(row.words, row.changes) for row in session.scalars(select(Event))])
    for secret in ("13800002417", factories.ID_NUMBER, "滴水檐"):
        assert secret not in told
    assert "王秀英" in told


def test_a_sender_earlier_date_wins(office: Office, people: People) -> None:
    due = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    saved = factories.register(
        office,
        people[Role.RECEPTIONIST],
        nature=MatterNature.LIVELIHOOD,
        channel=Channel.HOTLINE,
        external_numbers=(ExternalNumberEntry("12345", "2611190087", due_at=due),),
    )
    assert saved.due_at == due
    plain = factories.register(office, people[Role.RECEPTIONIST], nature=MatterNature.LIVELIHOOD)
    assert plain.due_at == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)  # Thursday 17:00: three working days


def test_an_unfinished_registration_is_finished_or_given_up_after_three_attempts(
    office: Office, people: People
) -> None:
    office.who = people[Role.RECEPTIONIST]
    left = office.perform(
        register_matter, entry=factories.matter_entry(), ending=EndingEntry(Ending.UNFINISHED, "离开")
    )
    version = office.ask(matter_view, matter_id=left.matter_id).version
    for attempt in range(3):
        with pytest.raises(OfficeError, match=f"{3 - attempt}次"):
            office.perform(give_up_contact, matter_id=left.matter_id, version=version)
        assert (
            office.perform(note_contact_attempt, matter_id=left.matter_id, note="电话无人接听") == attempt + 1
        )
    ended = office.perform(give_up_contact, matter_id=left.matter_id, version=version)
    assert ended.state == MatterState.UNREACHABLE

    other = office.perform(
        register_matter, entry=factories.matter_entry(), ending=EndingEntry(Ending.UNFINISHED)
    )
    done = office.perform(
        finish_registration, matter_id=other.matter_id, version=1, ending=factories.accept()
    )
    assert done.state == MatterState.ACCEPTED


def test_who_may_not_register(office: Office, people: People) -> None:
    for role in (Role.CASE_OFFICER, Role.MEDIATOR, Role.ARCHIVIST, Role.AUDITOR, Role.ADMINISTRATOR):
        office.who = people[role]
        with pytest.raises(ForbiddenError, match="窗口接待员"):
            office.perform(register_matter, entry=factories.matter_entry(), ending=factories.accept())


def test_a_registration_takes_twenty_statements_at_most(office: Office, people: People) -> None:
    factories.register(office, people[Role.RECEPTIONIST])
    told: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        told.append(statement)

    sa_event.listen(office.engine, "before_cursor_execute", note)
    factories.register(
        office,
        people[Role.RECEPTIONIST],
        visitor=PersonEntry(name="王秀英", phone="13800002417", identity_number=factories.ID_NUMBER),
        external_numbers=(ExternalNumberEntry("12345", "2611190087"),),
    )
    assert len(told) <= 20, "\n".join(told)


def test_a_clock_that_was_set_back_is_questioned(office: Office, people: People) -> None:
    factories.register(office, people[Role.RECEPTIONIST])
    factories.later(office, days=-3)
    with pytest.raises(OfficeError, match="日期和时间"):
        factories.register(office, people[Role.RECEPTIONIST])
    assert count(office, Matter) == 1
    office.clock_confirmed = True
    assert factories.register(office, people[Role.RECEPTIONIST]).short_code == "2026-000002"


def test_somebody_new_on_a_known_telephone_is_somebody_new(office: Office, people: People) -> None:
    for new in (False, False, True):
        visitor = PersonEntry(name="王秀英", phone="13800002417", new=new)
        factories.register(office, people[Role.RECEPTIONIST], visitor=visitor, counterparts=())
    assert count(office, Person) == 2


def test_an_id_number_without_a_name_is_kept(office: Office, people: People) -> None:
    saved = factories.register(
        office,
        people[Role.RECEPTIONIST],
        visitor=PersonEntry(identity_number=factories.ID_NUMBER),
        counterparts=(),
    )
    line = office.ask(matter_view, matter_id=saved.matter_id).people[0]
    assert (line.name, line.identity_mask) == ("未留名", "110***********002X")


def test_too_long_a_relation_is_refused_at_its_field(office: Office, people: People) -> None:
    with pytest.raises(FormError) as refusal:
        factories.register(office, people[Role.RECEPTIONIST], relation="远" * 21)
    assert refusal.value.field == "relation"
