"""The office on bad days: closed meanwhile, another file in its place, a full disk, a wrong clock, two founders."""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from together import at_once

import factories
from desktop.clock import FixedClock
from desktop.database.verify import verify
from desktop.entries.staff import StaffEntry
from desktop.errors import ForbiddenError, OfficeError
from desktop.front_door import front_door
from desktop.office import Office
from desktop.queries.worklist import worklist
from desktop.services.accounts import change_own_password, change_staff, close_account
from desktop.services.registering import register_matter
from desktop.work import Work
from models.centre import Centre
from models.event import Event
from models.matter import Matter
from models.staff import Account
from models.values.permissions import Role


def count(office: Office) -> int:
    """Return how many matters there are."""
    with Session(office.engine) as session:
        return session.scalar(select(func.count()).select_from(Matter)) or 0


# -- roles that changed while somebody was signed in


def account_version(office: Office, account_id: int | None) -> int:
    """Return the version of an account."""
    with Session(office.engine) as session:
        return session.get_one(Account, account_id).version


def test_a_closed_account_acts_no_more_although_it_is_still_signed_in(centre_place: str) -> None:
    window, settings = factories.open_office(centre_place), factories.open_office(centre_place)
    people = factories.people_of(window)
    window.who, settings.who = people[Role.RECEPTIONIST], people[Role.ADMINISTRATOR]
    account = people[Role.RECEPTIONIST].account_id
    assert account is not None
    factories.register(window, window.who)
    settings.perform(close_account, account_id=account, version=account_version(settings, account))
    with pytest.raises(ForbiddenError, match="停用"):
        window.perform(register_matter, entry=factories.matter_entry(), ending=factories.accept())
    with pytest.raises(ForbiddenError, match="停用"):
        window.ask(worklist)
    assert count(window) == 1
    window.close()
    settings.close()


def test_a_role_given_or_taken_counts_at_the_next_act(centre_place: str) -> None:
    window, settings = factories.open_office(centre_place), factories.open_office(centre_place)
    people = factories.people_of(window)
    window.who, settings.who = people[Role.DISPATCHER], people[Role.ADMINISTRATOR]
    saved = factories.register(window, window.who, confidential=True)
    assert [row.matter_id for row in window.ask(worklist)] == [saved.matter_id]
    who = people[Role.DISPATCHER]
    assert who.account_id is not None
    assert who.staff_id is not None
    settings.perform(
        change_staff,
        staff_id=who.staff_id,
        version=account_version(settings, who.account_id),
        entry=StaffEntry(name="李国柱", unit_id=factories.JUSTICE, roles=frozenset({Role.RECEPTIONIST})),
    )
    assert window.ask(worklist) == ()  # a confidential matter is not for the window
    assert window.who.roles == {Role.RECEPTIONIST}
    assert (window.who.name, window.who.unit_id) == ("李国柱", factories.JUSTICE)
    window.close()
    settings.close()


# -- closing while something runs


def test_closing_waits_for_what_runs(centre_place: str) -> None:
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.RECEPTIONIST]
    inside, go_on = threading.Event(), threading.Event()

    def slow(work: Work) -> int:
        saved = register_matter(work, entry=factories.matter_entry(), ending=factories.accept())
        inside.set()
        go_on.wait(10)
        return saved.matter_id

    def close() -> bool:
        inside.wait(10)
        threading.Timer(0.3, go_on.set).start()
        office.close()
        return go_on.is_set()

    saved, waited = at_once(lambda: office.perform(slow), close)
    assert waited is True
    assert saved == 1
    with pytest.raises(OfficeError, match="还没有"):
        office.ask(worklist)
    office.open()
    assert count(office) == 1
    office.close()


def test_two_lanes_use_one_office_at_once(centre_place: str) -> None:
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.RECEPTIONIST]

    def save() -> int:
        return office.perform(
            register_matter, entry=factories.matter_entry(), ending=factories.accept()
        ).matter_id

    def look() -> int:
        return len(office.ask(worklist))

    outcomes = at_once(*[save, look] * 4)
    assert sorted(outcomes[::2]) == [1, 2, 3, 4]
    assert all(isinstance(outcome, int) for outcome in outcomes), outcomes
    assert verify(office.engine).sound
    office.close()


# -- the file


def test_nothing_is_saved_into_a_file_that_was_deleted(centre_sqlite: str) -> None:
    office = factories.open_office(centre_sqlite)
    office.who = factories.people_of(office)[Role.RECEPTIONIST]
    factories.register(office, office.who)
    Path(centre_sqlite).unlink()
    for act in (
        lambda: office.perform(register_matter, entry=factories.matter_entry(), ending=factories.accept()),
        lambda: office.ask(worklist),
    ):
        with pytest.raises(OfficeError, match="移走或换掉"):
            act()
    office.close()


def test_nothing_is_saved_beside_a_file_that_was_replaced(centre_sqlite: str, tmp_path: Path) -> None:
    copy = shutil.copyfile(centre_sqlite, tmp_path / "other.db")
    office = factories.open_office(centre_sqlite)
    office.who = factories.people_of(office)[Role.RECEPTIONIST]
    factories.register(office, office.who)
    copy.replace(centre_sqlite)
    with pytest.raises(OfficeError, match="移走或换掉"):
        factories.register(office, office.who)
    office.close()
    office.open()  # what lies there now is another matter: it was looked at by somebody
    assert front_door(office).founded
    office.close()


def test_a_disk_that_is_full_in_the_middle_of_an_act(centre_sqlite: str) -> None:
    office = factories.open_office(centre_sqlite)
    who = factories.people_of(office)[Role.RECEPTIONIST]
    factories.register(office, who)

    def fill(work: Work) -> None:
        raw = work.session.connection()
        pages = raw.exec_driver_sql("PRAGMA page_count").scalar_one()
        raw.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        for _visit in range(20):
            entry = factories.matter_entry(story="滴水檐伸进院墙。" * 2000)
            register_matter(work, entry=entry, ending=factories.accept())

    with pytest.raises(OfficeError, match="磁盘已满"):
        office.perform(fill)
    office.engine.dispose()  # somebody made room
    assert count(office) == 1
    assert factories.register(office, who).short_code == "2026-000002"
    assert verify(office.engine).sound
    office.close()


def test_a_database_that_became_read_only(centre_place: str) -> None:
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.RECEPTIONIST]

    def locked(work: Work) -> None:
        server = office.engine.dialect.name == "postgresql"
        statement = "SET TRANSACTION READ ONLY" if server else "PRAGMA query_only = 1"
        work.session.connection().exec_driver_sql(statement)
        register_matter(work, entry=factories.matter_entry(), ending=factories.accept())

    with pytest.raises(OfficeError, match=r"只读|不能写入"):
        office.perform(locked)
    assert factories.register(office, office.who).short_code == "2026-000001"
    office.close()


# -- opening and founding


def test_an_opening_that_fails_half_way_can_be_tried_again(
    centre_place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(centre_place, clock=FixedClock(factories.MONDAY))

    def fail() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Office, "_load", staticmethod(fail))
    with pytest.raises(OSError, match="No space"):
        office.open()
    assert not office.is_open
    monkeypatch.undo()
    office.open()
    assert front_door(office).founded
    office.close()


def test_a_founding_that_fails_leaves_a_house_that_can_be_founded(
    empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(empty_database, clock=FixedClock(factories.MONDAY))
    monkeypatch.setattr("desktop.passwords.hash_password", lambda _password: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        office.found(factories.answers())
    assert not office.is_open
    monkeypatch.undo()
    office.open()
    assert not front_door(office).founded
    office.close()
    office.found(factories.answers())
    assert front_door(office).founded
    office.close()


def test_two_who_found_at_once_make_one_centre(empty_database: str) -> None:
    offices = [Office(empty_database, clock=FixedClock(factories.MONDAY)) for _pc in range(2)]
    outcomes = at_once(*(lambda office=office: office.found(factories.answers()) for office in offices))
    refused = [str(outcome) for outcome in outcomes if outcome is not None]
    assert len(refused) == 1, outcomes
    assert "已经有" in refused[0]
    with Session(next(office for office in offices if office.is_open).engine) as session:
        assert len(session.scalars(select(Centre)).all()) == 1
        assert session.scalars(select(Event.tag)).all() == ["centre:found"]
    for office in offices:
        office.close()


# -- whose clock


def test_a_pc_whose_clock_runs_ahead_does_not_stop_the_others(centre_postgresql: str) -> None:
    """On a server the server's clock counts: an hour ahead here is no event from the future for everybody else."""

    class Ahead:
        def now(self) -> datetime:
            return datetime.now(UTC) + timedelta(hours=1)

    wrong = Office(centre_postgresql)
    wrong.clock = Ahead()
    wrong.open()
    who = factories.people_of(wrong)[Role.RECEPTIONIST]
    factories.register(wrong, who)
    with Session(wrong.engine) as session:
        last = session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
    assert abs(last.recorded_at - datetime.now(UTC)) < timedelta(minutes=1)
    right = Office(centre_postgresql)
    right.open()
    assert factories.register(right, who).matter_id == 2
    wrong.close()
    right.close()


def test_a_clock_set_back_is_refused_until_somebody_looked(centre_sqlite: str) -> None:
    office = factories.open_office(centre_sqlite)
    who = factories.people_of(office)[Role.RECEPTIONIST]
    factories.register(office, who)
    factories.later(office, days=-3)
    with pytest.raises(OfficeError, match="时间比最后一条记录还早") as refusal:
        factories.register(office, who)
    assert refusal.value.field == "clock"
    assert front_door(office).question is not None
    assert (
        office.sign_in("sunjianping", factories.PASSWORD).name == "孙建平"
    )  # the question comes at the door
    office.clock_confirmed = True
    assert factories.register(office, who).short_code == "2026-000002"
    with Session(office.engine) as session:
        moments = session.scalars(select(Event.recorded_at).order_by(Event.seq)).all()
    assert moments[-1] < moments[1]  # the chain says when the PC thought it was, and in which order
    assert verify(office.engine).sound
    office.close()


def test_a_desk_with_a_long_name_saves_on_both_engines(centre_place: str) -> None:
    office = factories.open_office(centre_place)
    office.desk = "便民服务大厅一楼东侧综合受理窗口" * 4
    who = factories.people_of(office)[Role.RECEPTIONIST]
    factories.register(office, who)
    with Session(office.engine) as session:
        assert session.scalars(select(Event).order_by(Event.seq.desc())).first().desk == office.desk[:40]  # type: ignore[union-attr]  # it was registered
    office.close()


def test_the_own_password_is_changed_by_whoever_knows_it(centre_place: str) -> None:
    office = factories.open_office(centre_place)
    office.sign_in("sunjianping", factories.PASSWORD)
    office.perform(change_own_password, old=factories.PASSWORD, new="另一个长密码八位")
    with pytest.raises(OfficeError):
        office.sign_in("sunjianping", factories.PASSWORD)
    assert office.sign_in("sunjianping", "另一个长密码八位").login == "sunjianping"
    office.close()
