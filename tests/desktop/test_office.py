"""The office: founded once, opened by anybody, results kept for retries, events chained."""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

import factories
from desktop.database.chain import GENESIS
from desktop.database.verify import verify
from desktop.errors import ForbiddenError, FormError, OfficeError
from desktop.office import Office
from desktop.queries.codes import form_choices
from desktop.results import decode, encode
from desktop.services.registering import register_matter
from desktop.work import Work
from models.event import AuditHead, Event
from models.matter import Matter
from models.values.choices import MatterNature
from models.values.permissions import Role


def test_founding_makes_the_centre(empty_database: str) -> None:
    office = factories.new_office(empty_database)
    who = office.sign_in("sunjianping", factories.PASSWORD)
    assert who.roles == {Role.ADMINISTRATOR}
    choices = office.ask(form_choices)
    assert choices.centre_name == "云溪镇社会治安综合治理中心"
    assert len(choices.units) == 11
    assert [unit.name for unit in choices.units if unit.mediates] == ["人民调解委员会"]
    assert {len(choices.categories_for(nature)) for nature in MatterNature} == {12, 95}
    assert choices.villages[0].initials == ("dgc", "dongguancun")
    with pytest.raises(OfficeError, match="已经有"):
        Office(empty_database).found(factories.answers())
    office.close()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("centre_name", " "),
        ("committee_name", "会" * 61),
        ("area_code", "37070410"),
        ("committee_short", "（云）"),
        ("admin_login", "孙建平"),
        ("password", "1234567"),
        ("units", ()),
    ],
)
def test_the_first_run_refuses_at_its_field(empty_sqlite_database: str, field: str, value: object) -> None:
    with pytest.raises(FormError) as refusal:
        Office(empty_sqlite_database).found(factories.answers(**{field: value}))
    assert [name for name, _sentence in refusal.value.faults] == [field]


def test_nobody_acts_unsigned(centre_sqlite: str) -> None:
    office = factories.open_office(centre_sqlite)
    with pytest.raises(ForbiddenError, match="登录"):
        office.ask(form_choices)
    office.close()


def test_five_wrong_passwords_lock_for_fifteen_minutes(centre_place: str) -> None:
    office = factories.open_office(centre_place)
    for _attempt in range(5):
        with pytest.raises(OfficeError, match="登录名或密码不对"):
            office.sign_in("sunjianping", "wrong")
    with pytest.raises(OfficeError, match="分钟后"):
        office.sign_in("sunjianping", factories.PASSWORD)
    factories.later(office, minutes=16)
    assert office.sign_in("SunJianping ", factories.PASSWORD).name == "孙建平"
    with Session(office.engine) as session:
        tags = session.scalars(select(Event.tag).order_by(Event.seq)).all()
    assert tags == ["centre:found", *["account:sign_in_refused"] * 5, "account:sign_in"]
    office.close()


def test_an_unknown_login_is_refused_in_the_same_words(centre_sqlite: str) -> None:
    office = factories.open_office(centre_sqlite)
    with pytest.raises(OfficeError, match="登录名或密码不对"):
        office.sign_in("nobody", "x")
    office.close()


def test_the_chain_holds_and_shows_a_broken_link(centre_sqlite: str) -> None:
    office = factories.open_office(centre_sqlite)
    for _visit in range(3):
        factories.register(office, factories.people_of(office)[Role.RECEPTIONIST])
    with Session(office.engine) as session:
        events = session.scalars(select(Event).order_by(Event.seq)).all()
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert events[0].previous_hash == GENESIS
        assert all(one.hash == two.previous_hash for one, two in pairwise(events))
        assert session.get_one(AuditHead, 1).hash == events[-1].hash
    assert all(check.sound for check in verify(office.engine).checks)
    with office.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER event_no_update"))
        connection.execute(text("UPDATE event SET words = '改过' WHERE seq = 2"))
    assert [check.name for check in verify(office.engine).checks if not check.sound] == ["操作日志"]
    office.close()


def test_a_failing_use_case_leaves_nothing(centre_place: str) -> None:
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.RECEPTIONIST]

    def fall(work: Work) -> None:
        register_matter(work, entry=factories.matter_entry(), ending=factories.accept())
        raise OfficeError("到此为止")

    with pytest.raises(OfficeError, match="到此为止"):
        office.perform(fall)
    with Session(office.engine) as session:
        assert session.scalars(select(Matter)).all() == []
    assert factories.register(office, office.who).short_code == "2026-000001"
    office.close()


def test_a_change_without_an_event_is_a_bug_of_ours(centre_sqlite: str) -> None:
    office = factories.open_office(centre_sqlite)
    office.who = factories.people_of(office)[Role.RECEPTIONIST]
    factories.register(office, office.who)

    def meddle(work: Work) -> None:
        matter = work.session.scalars(select(Matter)).one()
        matter.title = "改过"

    with pytest.raises(AssertionError, match="without recording an event"):
        office.perform(meddle)
    office.close()


def test_numbers_have_no_gaps_and_no_twins_when_several_register_at_once(centre_place: str) -> None:
    offices = [factories.open_office(centre_place) for _window in range(4)]
    who = factories.people_of(offices[0])[Role.RECEPTIONIST]
    saved: list[str] = []
    faults: list[BaseException] = []

    def window(office: Office) -> None:
        try:
            saved.extend(factories.register(office, who).short_code for _visit in range(6))
        except BaseException as fault:  # noqa: BLE001 - told below, in the test's own thread
            faults.append(fault)

    threads = [threading.Thread(target=window, args=(office,)) for office in offices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(saved) == [f"2026-{number:06d}" for number in range(1, 25)]
    assert all(check.sound for check in verify(offices[0].engine).checks)
    for office in offices:
        office.close()


@dataclass(frozen=True)
class Sample:
    """A result with everything that a result may hold."""

    number: int
    words: str
    day: date
    moment: datetime
    nothing: int | None
    several: tuple[int, ...]


def sample(_work: Work) -> Sample:
    """Only its declared type matters."""
    raise NotImplementedError


def test_results_come_back_as_they_went() -> None:
    given = Sample(1, "二", date(2026, 11, 23), datetime(2026, 11, 23, 1, tzinfo=UTC), None, (1, 2))
    assert decode(sample, encode(given)) == given
    with pytest.raises(TypeError):
        encode(object())


def test_a_command_id_belongs_to_one_use_case(centre_place: str) -> None:
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.RECEPTIONIST]
    command = str(uuid.uuid4())
    both = {"entry": factories.matter_entry(), "ending": factories.accept()}
    first = office.perform_as(command, register_matter, **both)
    office.close()
    again = factories.open_office(centre_place)  # the client died and came back
    again.who = factories.people_of(again)[Role.RECEPTIONIST]
    assert again.perform_as(command, register_matter, **both) == first
    again.close()


def test_what_somebody_began_ends_as_his_although_another_signs_in(centre_place: str) -> None:
    office = factories.open_office(centre_place)
    people = factories.people_of(office)
    began = office.who = people[Role.RECEPTIONIST]
    slow, gone_on = threading.Event(), threading.Event()

    def work() -> None:
        with office.as_begun_by(began):
            slow.set()
            gone_on.wait(10)
            office.perform(register_matter, entry=factories.matter_entry(), ending=factories.accept())

    lane = threading.Thread(target=work)
    lane.start()
    slow.wait(10)
    office.who = people[Role.DIRECTOR]  # a change of person at this desk
    gone_on.set()
    lane.join(30)
    office.perform(register_matter, entry=factories.matter_entry(), ending=factories.accept())
    with Session(office.engine) as session:
        names = session.scalars(
            select(Event.account_name).where(Event.tag == "matter:register").order_by(Event.seq)
        ).all()
    assert names == [began.name, people[Role.DIRECTOR].name]
    office.who = None
    with office.as_begun_by(began), pytest.raises(ForbiddenError, match="还没有登录"):
        office.ask(form_choices)
    office.close()
