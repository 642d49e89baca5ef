"""Accounts: who may be what, passwords, logins that are never used again, and the events that tell of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.entries.staff import StaffEntry
from desktop.errors import ConflictError, ForbiddenError, FormError, OfficeError
from desktop.logins import proposed_login
from desktop.office import Office
from desktop.queries.accounts import StaffRow, staff_list
from desktop.queries.codes import form_choices
from desktop.services.accounts import (
    add_staff,
    change_own_password,
    change_staff,
    close_account,
    confirm_clock,
    reopen_account,
    reset_password,
)
from desktop.who import Who
from models.event import Event
from models.values.permissions import Role

PASSWORD = "mima-2026"
WANGFANG = StaffEntry("王芳", factories.SAFETY, "wangfang", frozenset({Role.RECEPTIONIST, Role.DISPATCHER}))


def row_of(office: Office, name: str) -> StaffRow:
    return next(row for row in office.ask(staff_list) if row.name == name)


def faults_of(refusal: OfficeError) -> dict[str, str]:
    return dict(refusal.faults) if isinstance(refusal, FormError) else {str(refusal.field): str(refusal)}


def test_somebody_new_signs_in_with_the_roles_that_were_given(office: Office) -> None:
    kept = office.perform(add_staff, entry=WANGFANG, password=PASSWORD)
    row = row_of(office, "王芳")
    assert (row.staff_id, row.account_id, row.login) == (kept.staff_id, kept.account_id, "wangfang")
    assert row.role_words == "窗口接待员、调度员"
    who = office.sign_in("wangfang", PASSWORD)
    assert who.roles == {Role.RECEPTIONIST, Role.DISPATCHER}
    assert who.unit_name == "平安办（网格中心）"


def test_a_mediator_who_never_signs_in_stands_among_the_mediators(office: Office) -> None:
    entry = StaffEntry("老高", factories.COMMITTEE, mediator=True)
    assert office.perform(add_staff, entry=entry).account_id == 0
    assert "老高" in [choice.name for choice in office.ask(form_choices).mediators]
    assert row_of(office, "老高").login == ""


@pytest.mark.parametrize(
    ("change", "password", "field"),
    [
        ({"name": " "}, PASSWORD, "name"),
        ({"name": "王" * 41}, PASSWORD, "name"),
        ({"unit_id": 9999}, PASSWORD, "unit_id"),
        ({"roles": frozenset()}, PASSWORD, "roles"),
        ({"roles": frozenset({Role.AUDITOR, Role.RECEPTIONIST})}, PASSWORD, "roles"),
        ({"login": "王芳"}, PASSWORD, "login"),
        ({"login": "w"}, PASSWORD, "login"),
        ({"login": "sunjianping"}, PASSWORD, "login"),
        ({"login": ""}, PASSWORD, "login"),
        ({}, "1234567", "password"),
        ({}, "WangFang", "password"),
    ],
)
def test_every_refusal_stands_at_its_field(
    office: Office, change: dict[str, object], password: str, field: str
) -> None:
    before = len(office.ask(staff_list))
    with pytest.raises(FormError) as refusal:
        office.perform(add_staff, entry=replace(WANGFANG, **change), password=password)
    assert list(faults_of(refusal.value)) == [field]
    assert len(office.ask(staff_list)) == before


def test_several_refusals_come_at_once(office: Office) -> None:
    entry = StaffEntry("", 0, "X", frozenset())
    with pytest.raises(FormError) as refusal:
        office.perform(add_staff, entry=entry, password="1")
    assert set(faults_of(refusal.value)) == {"name", "unit_id", "roles", "login", "password"}


def test_a_login_name_is_never_used_again(office: Office) -> None:
    office.perform(add_staff, entry=WANGFANG, password=PASSWORD)
    row = row_of(office, "王芳")
    office.perform(close_account, account_id=row.account_id, version=row.version)
    with pytest.raises(FormError, match="有人用过"):
        office.perform(add_staff, entry=replace(WANGFANG, name="王芳芳"), password=PASSWORD)


def test_a_closed_account_is_shut_and_may_be_opened_again(office: Office) -> None:
    office.perform(add_staff, entry=WANGFANG, password=PASSWORD)
    row = row_of(office, "王芳")
    office.perform(close_account, account_id=row.account_id, version=row.version)
    closed = row_of(office, "王芳")
    assert not closed.active
    admin = office.who
    with pytest.raises(OfficeError, match="登录名或密码不对"):
        office.sign_in("wangfang", PASSWORD)
    office.who = admin
    office.perform(reopen_account, account_id=closed.account_id, version=closed.version)
    assert office.sign_in("wangfang", PASSWORD).name == "王芳"


def test_the_last_administrator_stays_one(office: Office) -> None:
    extra = next(
        row for row in office.ask(staff_list) if row.roles == {Role.ADMINISTRATOR} and row.name != "孙建平"
    )
    office.perform(close_account, account_id=extra.account_id, version=extra.version)
    own = row_of(office, "孙建平")
    with pytest.raises(OfficeError, match="自己的账号"):
        office.perform(close_account, account_id=own.account_id, version=own.version)
    entry = StaffEntry("孙建平", own.unit_id, roles=frozenset({Role.DIRECTOR}))
    with pytest.raises(FormError, match="最后一个系统管理员"):
        office.perform(change_staff, staff_id=own.staff_id, version=own.version, entry=entry)


def test_roles_change_and_an_old_form_is_told(office: Office) -> None:
    office.perform(add_staff, entry=WANGFANG, password=PASSWORD)
    old = row_of(office, "王芳")
    entry = replace(WANGFANG, login="", roles=frozenset({Role.DISPATCHER, Role.ARCHIVIST}))
    office.perform(change_staff, staff_id=old.staff_id, version=old.version, entry=entry)
    new = row_of(office, "王芳")
    assert (new.role_words, new.login) == ("调度员、档案员", "wangfang")
    assert new.version > old.version
    with pytest.raises(ConflictError):
        office.perform(change_staff, staff_id=old.staff_id, version=old.version, entry=entry)


def test_a_new_password_from_the_administrator_ends_the_waiting(office: Office) -> None:
    office.perform(add_staff, entry=WANGFANG, password=PASSWORD)
    admin = office.who
    for _attempt in range(5):
        with pytest.raises(OfficeError):
            office.sign_in("wangfang", "falsch")
    office.who = admin
    row = row_of(office, "王芳")
    assert row.locked
    office.perform(reset_password, account_id=row.account_id, version=row.version, password="xin-mima-1")
    assert office.sign_in("wangfang", "xin-mima-1").name == "王芳"


def test_everybody_changes_the_own_password_and_proves_the_old_one(office: Office) -> None:
    for words, field in (
        ({"old": "falsch", "new": PASSWORD}, "old"),
        ({"old": factories.PASSWORD, "new": "kurz"}, "new"),
        ({"old": factories.PASSWORD, "new": factories.PASSWORD}, "new"),
    ):
        with pytest.raises(OfficeError) as refusal:
            office.perform(change_own_password, **words)
        assert refusal.value.field == field
    office.perform(change_own_password, old=factories.PASSWORD, new=PASSWORD)
    assert office.sign_in("sunjianping", PASSWORD).name == "孙建平"


def test_only_the_administrator_edits_accounts(office: Office, people: dict[Role, Who]) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        office.who = people[role]
        with pytest.raises(ForbiddenError, match="系统管理员"):
            office.perform(add_staff, entry=WANGFANG, password=PASSWORD)
        with pytest.raises(ForbiddenError):
            office.ask(staff_list)


def test_events_tell_that_a_password_changed_and_never_to_what(office: Office) -> None:
    office.perform(add_staff, entry=WANGFANG, password=PASSWORD)
    office.perform(confirm_clock)
    with Session(office.engine) as session:
        last = session.scalars(select(Event).order_by(Event.seq.desc()).limit(2)).all()
    assert [event.tag for event in last] == ["clock:confirm", "account:add"]
    told = str(last[1].changes)
    assert "（不记内容）" in told
    assert PASSWORD not in told
    assert "argon2" not in told


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("孙建平", "sunjianping"),
        ("单雄信", "shanxiongxin"),
        ("曾国", "zengguo"),
        ("𬭎", "hong"),
        ("Li明", "liming"),
        ("？", ""),
    ],
)
def test_a_login_is_proposed_by_pinyin(name: str, login: str) -> None:
    assert proposed_login(name) == login


@given(st.text(max_size=60), st.sets(st.sampled_from(["wangmin", "wangmin2", "li", "a1"])))
def test_a_proposal_is_free_and_of_the_right_shape(name: str, taken: set[str]) -> None:
    login = proposed_login(name, taken)
    assert login not in taken
    assert login == "" or (2 <= len(login) <= 40 and login.isascii() and login.isalnum())


def test_a_taken_login_gets_a_number() -> None:
    assert proposed_login("王敏", {"wangmin", "wangmin2"}) == "wangmin3"
