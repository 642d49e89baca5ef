"""Signing in: what an outsider can learn, what several guessers at once can do, what is typed oddly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from together import at_once

import desktop.passwords
import factories
from desktop.errors import OfficeError
from desktop.office import Office
from desktop.services.accounts import close_account, reset_password
from desktop.signing_in import FAILURES_ALLOWED
from models.event import Event
from models.staff import Account
from models.values.permissions import Role


@pytest.fixture
def office(centre_place: str) -> Iterator[Office]:
    office = factories.open_office(centre_place)
    yield office
    office.close()


def tags(office: Office) -> list[str]:
    """Return the tags of all events but the founding."""
    with Session(office.engine) as session:
        return list(session.scalars(select(Event.tag).where(Event.seq > 1).order_by(Event.seq)))


def test_an_unknown_login_costs_as_much_as_a_wrong_password(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    administrator = factories.people_of(office)[Role.ADMINISTRATOR]
    office.who = administrator
    with Session(office.engine) as session:
        closed = session.scalars(select(Account).where(Account.login.like("u%-receptionist-%"))).one()
    office.perform(close_account, account_id=closed.id, version=closed.version)
    hashed: list[str] = []
    cheap = desktop.passwords.hasher()

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            hashed.append(password)
            return cheap.verify(kept, password)

        def hash(self, password: str) -> str:
            return cheap.hash(password)

    monkeypatch.setattr("desktop.passwords.hasher", Counting)
    refusals = set()
    for login in ("sunjianping", "nobody", closed.login, "", "孙建平", "a\0b", "\ud800"):
        with pytest.raises(OfficeError) as refusal:
            office.sign_in(login, "错的密码")
        refusals.add((str(refusal.value), refusal.value.field))
    assert refusals == {("登录名或密码不对，请再试一次。", "password")}
    assert hashed == ["错的密码"] * 7


def test_guessers_at_once_have_five_guesses_together(office: Office) -> None:
    outcomes = at_once(*[lambda: office.sign_in("sunjianping", "wrong")] * 8)
    words = [str(outcome) for outcome in outcomes]
    assert all(isinstance(outcome, OfficeError) for outcome in outcomes), outcomes
    assert sum("登录名或密码不对" in sentence for sentence in words) == FAILURES_ALLOWED
    assert sum("分钟后再试" in sentence for sentence in words) == 3
    assert tags(office) == ["account:sign_in_refused"] * FAILURES_ALLOWED
    assert office.who is None


def test_a_lock_ends_with_a_new_password_and_a_good_sign_in_forgives(office: Office) -> None:
    for _guess in range(FAILURES_ALLOWED - 1):
        with pytest.raises(OfficeError):
            office.sign_in("sunjianping", "wrong")
    office.sign_in("sunjianping", factories.PASSWORD)  # four are forgiven
    for _guess in range(FAILURES_ALLOWED):
        with pytest.raises(OfficeError, match="不对"):
            office.sign_in("sunjianping", "wrong")
    with pytest.raises(OfficeError, match="请15分钟后再试"):
        office.sign_in("sunjianping", factories.PASSWORD)
    office.who = factories.people_of(office)[Role.ADMINISTRATOR]
    with Session(office.engine) as session:
        locked = session.scalars(select(Account).where(Account.login == "sunjianping")).one()
    office.perform(reset_password, account_id=locked.id, version=locked.version, password="新的八位密码在此")
    assert office.sign_in("sunjianping", "新的八位密码在此").account_id == locked.id


def test_a_failed_attempt_leaves_whoever_is_signed_in(office: Office) -> None:
    who = office.sign_in("sunjianping", factories.PASSWORD)
    with pytest.raises(OfficeError):
        office.sign_in("sunjianping", "wrong")
    assert office.who == who


@pytest.mark.parametrize(
    "typed", ["SunJianPing", " sunjianping\u3000", "ｓｕｎｊｉａｎｐｉｎｇ", "sunjianping\u200b"]
)
def test_a_login_is_read_as_it_was_meant(office: Office, typed: str) -> None:
    assert office.sign_in(typed, factories.PASSWORD).name == "孙建平"


def test_a_password_is_taken_to_the_letter(office: Office) -> None:
    for near in (f" {factories.PASSWORD}", factories.PASSWORD[:-1], ""):
        with pytest.raises(OfficeError, match="不对"):
            office.sign_in("sunjianping", near)
