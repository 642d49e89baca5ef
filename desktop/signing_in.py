"""Signing in: the password, five failures and fifteen minutes, and an event for every attempt at an open account."""

from __future__ import annotations

import math
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from desktop.errors import ForbiddenError, OfficeError
from desktop.passwords import hash_password, password_fits
from desktop.who import NOBODY, Who
from models.values.text import half_width, without_invisible

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.office import Office
    from models.staff import Account

FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)
_WRONG = "登录名或密码不对，请再试一次。"


@dataclass(frozen=True, slots=True)
class SignInCard:
    """A person whom the sign-in page offers: in a demo centre everybody, else nobody."""

    login: str
    name: str
    unit_name: str
    roles: tuple[str, ...]


def sign_in(office: Office, login: str, password: str) -> Who:
    """Return who signed in. A wrong name and a wrong password are refused in the same words, after the same time.

    A failure is committed before the refusal is raised: it counts. Attempts at one account wait for each other,
    so that many at once have no more guesses than one after the other. An attempt at a name that is nobody's, or
    at a closed account, is refused without an event.
    """
    from sqlalchemy import select

    from models.staff import Account

    refusal: OfficeError | None = None
    who = NOBODY
    name = without_invisible(half_width(login)).strip().lower()
    with office._session(office.engine, NOBODY) as session:  # noqa: SLF001 - the office's own door
        account = session.scalar(select(Account).where(Account.login == name).with_for_update())
        work = office._work(session, NOBODY, str(uuid.uuid4()))  # noqa: SLF001 - the same; after the waiting
        if account is None or not account.active or not account.staff.active:
            password_fits(password, _hash_of_nobody())
            raise OfficeError(_WRONG, field="password")
        if account.locked_until is not None and account.locked_until > work.now:
            minutes = math.ceil((account.locked_until - work.now).total_seconds() / 60)
            raise OfficeError(f"连续输错{FAILURES_ALLOWED}次，请{minutes}分钟后再试。", field="password")
        if password_fits(password, account.password_hash):
            account.failures = 0
            account.locked_until = None
            who = who_of(session, account)
            work.who = who
            work.record("account:sign_in", account, words="登录")
        else:
            account.failures += 1
            if account.failures >= FAILURES_ALLOWED:
                account.failures = 0
                account.locked_until = work.now + LOCKED_FOR
            work.record(
                "account:sign_in_refused", account, words="登录未成功", acting_person=account.staff.name
            )
            refusal = OfficeError(_WRONG, field="password")
        work.clock_confirmed = True  # the date is looked at right after signing in
        work.seal()
        session.commit()
    if refusal is not None:
        raise refusal
    return who


@cache
def _hash_of_nobody() -> str:
    """Return a hash that no password fits, to spend the same time on a name that is nobody's."""
    return hash_password(secrets.token_hex())


def who_of(session: Session, account: Account) -> Who:
    """Return an account as it acts."""
    from models.centre import Unit
    from models.values.permissions import Role

    unit = session.get_one(Unit, account.staff.unit_id)
    return Who(
        account_id=account.id,
        login=account.login,
        name=account.staff.name,
        staff_id=account.staff_id,
        unit_id=unit.id,
        unit_name=unit.name,
        unit_bit=unit.bit,
        roles=frozenset(Role(row.role) for row in account.roles),
    )


def who_now(session: Session, who: Who) -> Who:
    """Return a signed-in account with the name, unit and roles that it has at this moment, in one statement.

    Raises ForbiddenError for an account that was closed since: another PC's administrator is obeyed at once.
    """
    from sqlalchemy import select

    from models.centre import Unit
    from models.staff import Account, AccountRole, Staff
    from models.values.permissions import Role

    if who.account_id is None:
        return who
    rows = session.execute(
        select(Account.login, Staff.name, Staff.id, Unit.id, Unit.name, Unit.bit, AccountRole.role)
        .join(Staff, Staff.id == Account.staff_id)
        .join(Unit, Unit.id == Staff.unit_id)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(Account.id == who.account_id, Account.active, Staff.active)
    ).all()
    if not rows:
        raise ForbiddenError("您的账号已停用，不能再操作。", todo="请询问系统管理员。")
    login, name, staff_id, unit_id, unit_name, unit_bit, _role = rows[0]
    roles = frozenset(Role(row[-1]) for row in rows)
    return Who(who.account_id, login, name, staff_id, unit_id, unit_name, unit_bit, roles)


def demo_cards(office: Office) -> tuple[SignInCard, ...]:
    """Return everybody of a demo centre for the sign-in page; nobody in a real one."""
    from sqlalchemy import select

    from models.centre import Centre, Unit
    from models.staff import Account

    with office._session(office.engine, NOBODY) as session:  # noqa: SLF001 - the office's own door
        centre = session.get(Centre, 1)
        if centre is None or not centre.demo:
            return ()
        rows = session.scalars(select(Account).where(Account.active).order_by(Account.id)).all()
        units = {unit.id: unit.name for unit in session.scalars(select(Unit))}
        return tuple(
            SignInCard(a.login, a.staff.name, units[a.staff.unit_id], tuple(row.role for row in a.roles))
            for a in rows
        )
