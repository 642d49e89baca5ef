"""The events: every change has its diff, every number keeps out of them, and both engines give the same chain."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from together import at_once

import factories
from desktop.database.chain import event_digest
from desktop.database.verify import verify
from desktop.entries.staff import StaffEntry
from desktop.errors import OfficeError
from desktop.office import Office
from desktop.services.accounts import change_staff
from desktop.services.registering import register_matter
from desktop.work import Work
from models.centre import Setting, Unit
from models.event import AuditHead, Event
from models.matter import ContactAttempt, Matter, Visit
from models.mediation import Party
from models.staff import Account
from models.values.permissions import Role


@pytest.fixture
def office(centre_place: str) -> Iterator[Office]:
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.DIRECTOR]
    yield office
    office.close()


def last_event(office: Office) -> Event:
    """Return the latest event as the database gives it back."""
    with Session(office.engine) as session:
        return session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()


def read_again(office: Office) -> None:
    """Compute every digest from what stands in the database."""
    with Session(office.engine) as session:
        for row in session.execute(select(Event.__table__).order_by(Event.seq)).mappings():
            fields = {name: value for name, value in row.items() if name != "hash"}
            assert event_digest(str(row["previous_hash"]), fields) == row["hash"]
    assert verify(office.engine).sound


def test_an_event_without_changes_and_without_a_subject(office: Office) -> None:
    office.perform(lambda work: work.record("test:nothing", None, words="什么也没有改"))
    event = last_event(office)
    assert (event.subject, event.subject_id, event.matter_id, event.changes) == ("", None, None, [])
    read_again(office)


def test_a_subject_whose_key_is_a_word(office: Office) -> None:
    def keep(work: Work) -> None:
        value = {"份数": 0.15, "开": True, "单位": ["甲", 1.5, None, {"深": 2.0}], "日": "2026-11-23"}
        setting = Setting(key="test.setting", value=value)
        work.session.add(setting)
        work.record("test:setting", setting, words="改设置")

    office.perform(keep)
    event = last_event(office)
    assert (event.subject, event.subject_id) == ("setting", None)
    kept = event.changes[0]["fields"]["value"]
    assert kept == {
        "份数": "0.15",
        "开": True,
        "单位": ["甲", "1.5", None, {"深": "2.0"}],
        "日": "2026-11-23",
    }
    read_again(office)

    def change(work: Work) -> None:
        setting = work.session.get_one(Setting, "test.setting")
        setting.value = {"份数": 1e-7}
        work.record("test:setting", setting, words="改设置")

    office.perform(change)
    assert last_event(office).changes[0]["fields"]["value"][1] == {"份数": "1e-07"}
    read_again(office)


ANYTHING = st.text(st.one_of(st.characters(), st.sampled_from("\0\ud800\udfff\n\u200b𠅤䶮")), max_size=300)
TYPED = given(
    words=ANYTHING,
    desk=ANYTHING,
    person=ANYTHING,
    name=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=20),
    minutes=st.integers(-20_000_000, 0),
    micros=st.integers(0, 999_999),
)
ONCE_FOR_ALL = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@ONCE_FOR_ALL
@TYPED
def test_whatever_is_typed_the_digest_read_back_is_the_one_written(centre_sqlite: str, **typed: Any) -> None:
    check_digest(centre_sqlite, **typed)


@ONCE_FOR_ALL
@TYPED
def test_whatever_is_typed_a_server_gives_the_same(centre_postgresql: str, **typed: Any) -> None:
    check_digest(centre_postgresql, **typed)


def check_digest(
    place: str, *, words: str, desk: str, person: str, name: str, minutes: int, micros: int
) -> None:
    """Record an event with a changed row, and compute its digest from what the database gives back."""
    moment = factories.MONDAY + timedelta(minutes=minutes, microseconds=micros)
    with closing(factories.open_office(place)) as office:
        office.who = factories.people_of(office)[Role.DIRECTOR]
        office.desk = desk

        def act(work: Work) -> None:
            unit = work.session.get_one(Unit, 1)
            unit.window = name
            east = moment.astimezone(timezone(timedelta(hours=8)))
            work.record("test:typed", unit, words=words, occurred_at=east, acting_person=person)

        office.perform(act)
        read_again(office)
        event = last_event(office)
        assert event.occurred_at == moment
        assert (len(event.words) <= 200, len(event.acting_person) <= 40) == (True, True)


def test_long_words_end_with_a_sign_that_they_went_on(office: Office) -> None:
    office.perform(lambda work: work.record("test:long", None, words="分流给" + "各个单位、" * 60))
    words = last_event(office).words
    assert len(words) == 200
    assert words.endswith("…")
    office.perform(
        lambda work: work.record("test:broken", None, words="第一行\n第二行\u200b\0\ud800，𠅤𬱖䶮")
    )
    assert last_event(office).words == "第一行 第二行，𠅤𬱖䶮"


def test_a_role_that_is_taken_away_stands_in_the_event(office: Office) -> None:
    """The row goes as an orphan of its account: nobody called delete."""
    people = factories.people_of(office)
    office.who = people[Role.ADMINISTRATOR]
    account_id, staff_id = people[Role.DISPATCHER].account_id, people[Role.DISPATCHER].staff_id
    assert account_id is not None
    assert staff_id is not None
    with Session(office.engine) as session:
        version = session.get_one(Account, account_id).version
    entry = StaffEntry(
        name="李国栋", unit_id=factories.SAFETY, roles=frozenset({Role.RECEPTIONIST, Role.CASE_OFFICER})
    )
    office.perform(change_staff, staff_id=staff_id, version=version, entry=entry)
    marks = [(change["row"].partition(":")[0], change["mark"]) for change in last_event(office).changes]
    assert marks.count(("account_role", "-")) == 1
    assert marks.count(("account_role", "+")) == 2
    gone = next(change for change in last_event(office).changes if change["mark"] == "-")
    assert gone["fields"] == {
        "account_id": account_id,
        "role": "dispatcher",
    }  # what is gone is told nowhere else
    read_again(office)


def test_a_row_that_was_deleted_may_be_the_subject(office: Office) -> None:
    saved = factories.register(office, office.who)  # type: ignore[arg-type]  # signed in by the fixture

    def attempt(work: Work) -> int:
        row = ContactAttempt(matter_id=saved.matter_id, happened_at=work.now, note="没人接", seen=15)
        work.session.add(row)
        work.record("test:add", row, words="添加")
        work.session.flush()
        return row.id

    row_id = office.perform(attempt)

    def drop(work: Work) -> None:
        row = work.session.get_one(ContactAttempt, row_id)
        work.session.delete(row)
        work.record("test:drop", row, words="删除")

    office.perform(drop)
    event = last_event(office)
    assert (event.subject, event.subject_id, event.matter_id) == ("contact_attempt", row_id, saved.matter_id)
    assert event.changes == [
        {
            "row": f"contact_attempt:{row_id}",
            "mark": "-",
            "fields": {
                "matter_id": saved.matter_id,
                "happened_at": office.clock.now().isoformat(),
                "note": "（不记内容）",
            },
        }
    ]
    read_again(office)


def test_an_event_about_a_row_of_a_matter_names_the_matter(office: Office) -> None:
    saved = factories.register(office, office.who)  # type: ignore[arg-type]  # signed in by the fixture

    def child(work: Work) -> None:
        row = ContactAttempt(happened_at=work.now, note="没人接", seen=15)
        work.record("test:child", row, words="它的事项写入时才知道")
        row.matter_id = saved.matter_id
        work.session.add(row)

    office.perform(child)
    assert last_event(office).matter_id == saved.matter_id

    def grandchild(work: Work) -> None:
        work.record("test:grandchild", Party(name="张铉"), words="没有说是哪件事项")

    with pytest.raises(AssertionError, match="matter"):
        office.perform(grandchild)


def test_no_number_of_a_person_stands_in_an_event(office: Office) -> None:
    visitor = factories.PersonEntry(
        name="王秀英", phone="13800002417", identity_number=factories.ID_NUMBER, address="柳林村七号"
    )
    factories.register(office, office.who, visitor=visitor, story="滴水檐。电话13800002417")  # type: ignore[arg-type]  # signed in by the fixture
    with Session(office.engine) as session:
        everything = "".join(
            f"{event.words}{event.changes}" for event in session.scalars(select(Event)).all()
        )
    for secret in ("13800002417", factories.ID_NUMBER, "柳林村七号", "滴水檐", "1949-12-31"):
        assert secret not in everything
    assert "138****2417" in everything


def test_a_rollback_leaves_no_gap_and_no_half_event(office: Office) -> None:
    before = last_event(office).seq

    def fall(work: Work) -> None:
        work.record("test:fall", None, words="不会留下")
        work.session.add(Setting(key="test.gone", value=1))
        work.seal()
        raise OfficeError("到此为止")

    for _time in range(3):
        with pytest.raises(OfficeError, match="到此"):
            office.perform(fall)
    office.perform(lambda work: work.record("test:stay", None, words="留下"))
    assert last_event(office).seq == before + 1
    read_again(office)


def test_several_events_of_one_act_and_many_acts_at_once_make_one_chain(centre_place: str) -> None:
    offices = [factories.open_office(centre_place) for _pc in range(3)]
    for office in offices:
        office.who = factories.people_of(office)[Role.DIRECTOR]

    def act(work: Work) -> int:
        register_matter(work, entry=factories.matter_entry(), ending=factories.accept())
        for number in range(3):
            work.record("test:more", None, words=f"第{number}件")
        return 0

    outcomes = at_once(*(lambda office=office: office.perform(act) for office in offices * 4))
    assert outcomes == [0] * 12
    with Session(offices[0].engine) as session:
        events = session.scalars(select(Event).order_by(Event.seq)).all()
        assert [event.seq for event in events] == list(range(1, 1 + 12 * 4 + 1))
        for command in {event.command_id for event in events[1:]}:
            mine = [event for event in events if event.command_id == command]
            assert [event.tag for event in mine] == ["matter:register", *["test:more"] * 3]
            assert [event.seq - mine[0].seq for event in mine] == [0, 1, 2, 3]  # nobody came in between
            assert [bool(event.changes) for event in mine] == [True, False, False, False]
        assert session.get_one(AuditHead, 1).seq == events[-1].seq
    read_again(offices[0])
    for office in offices:
        office.close()


def test_one_story_gives_the_same_diffs_on_both_engines(centre_sqlite: str, centre_postgresql: str) -> None:
    told: list[list[Any]] = []
    for place in (centre_sqlite, centre_postgresql):
        office = factories.open_office(place)
        office.who = factories.people_of(office)[Role.DIRECTOR]
        office.perform_as(
            str(uuid.UUID(int=1)),
            register_matter,
            entry=factories.matter_entry(
                visitor=factories.PersonEntry(name="𠅤𬱖䶮", phone="13800002417", born=date(1949, 12, 31))
            ),
            ending=factories.accept(),
        )
        with Session(office.engine) as session:
            rows = session.scalars(select(Event).where(Event.seq > 1).order_by(Event.seq)).all()
            told.append([(row.tag, row.words, row.changes, row.subject, row.matter_id) for row in rows])
            assert {row.recorded_at for row in rows} == {datetime(2026, 11, 23, 1, 30, tzinfo=UTC)}
        with Session(office.engine) as session:
            matter, visit = session.scalars(select(Matter)).one(), session.scalars(select(Visit)).one()
            assert (matter.id, visit.matter_id) == (1, 1)
        office.close()
    assert told[0] == told[1]


def test_the_events_of_a_sealed_matter_name_nobody(office: Office) -> None:
    """The auditor reads every event and no matter: a report's people are not for him (信访工作条例 30)."""
    people = factories.people_of(office)
    visitor = factories.PersonEntry(
        name="王秀英", phone="13800002417", identity_number=factories.ID_NUMBER, occupation="教师"
    )
    told = {}
    for confidential in (False, True):
        factories.register(office, people[Role.DISPATCHER], visitor=visitor, confidential=confidential)
        told[confidential] = last_event(office).changes
        visitor = factories.PersonEntry(name="李桂兰", phone="13800002418", occupation="医生")
    assert "王秀英" in str(told[False])
    for word in ("李桂兰", "张铉", "医生", "138****2418"):
        assert word not in str(told[True])
    fields = next(change["fields"] for change in told[True] if change["row"].startswith("matter:"))
    assert (fields["title"], fields["claimant_name"]) == ("（不记内容）", "（不记内容）")
    assert (fields["state"], fields["code"]) == ("accepted", "370704101-2026-000002")

    def rename(work: Work) -> None:
        matter = work.session.scalars(select(Matter).where(Matter.confidential)).one()
        visit = work.session.scalars(select(Visit).where(Visit.matter_id == matter.id)).one()
        visit.people[0].name = "李贵兰"
        work.session.expunge(matter)  # an act that never loaded the matter itself
        work.record("test:rename", visit, words="改名")

    office.perform(rename)
    assert last_event(office).changes[0]["fields"] == {"name": "（不记内容）"}
    read_again(office)
