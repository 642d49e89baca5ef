"""Who works here and who may sign in: accounts, their roles, their passwords."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from desktop.clock_question import moment_words
from desktop.entries.staff import LOGIN_SHAPE, StaffEntry
from desktop.errors import FormError, NotFoundError, OfficeError
from desktop.founding import SHORTEST_PASSWORD
from desktop.passwords import hash_password, password_fits
from desktop.permissions import requires
from desktop.versions import expect_version
from desktop.visibility import UNIT_ROLES
from desktop.work import Work
from models.centre import Unit
from models.staff import Account, AccountRole, Staff
from models.values.permissions import ROLE_LABELS, Permission, Role, role_fault
from models.values.text import tidy

NAME_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved person: the staff row, and the account, 0 for one who never signs in."""

    staff_id: int
    account_id: int


@requires(Permission.SELF_EDIT)
def change_own_password(work: Work, *, old: str, new: str) -> None:
    """Change the password of whoever is signed in; the present one is asked for."""
    account = work.session.get(Account, work.who.account_id)
    if account is None:
        raise NotFoundError("没有找到您的账号。")
    if not password_fits(old, account.password_hash):
        raise OfficeError("现在的密码不对，请再输一次。", field="old")
    fault = _password_fault(new, account.login)
    if not fault and new == old:
        fault = "新密码和现在的一样，请换一个。"
    if fault:
        raise OfficeError(fault, field="new")
    account.password_hash = hash_password(new)
    work.record("account:own_password", account, words="修改自己的密码")


@requires(Permission.SELF_EDIT)
def confirm_clock(work: Work) -> None:
    """Record that somebody looked at the PC's date and said that it is right."""
    work.record("clock:confirm", None, words=f"核对过电脑的时间：{moment_words(work.now)}")


@requires(Permission.ACCOUNT_EDIT)
def add_staff(work: Work, *, entry: StaffEntry, password: str = "") -> Kept:
    """Add somebody who works here; with a login and roles also an account. Every refusal stands at its field.

    A login name that was ever used, also by an account that was closed, is refused: old events name it.
    """
    faults = _entry_faults(work, entry, signs_in=bool(entry.login))
    if entry.login:
        if not LOGIN_SHAPE.fullmatch(entry.login):
            faults.append(("login", "登录名用2到40个小写字母或数字，如 wangmin。"))
        elif _login_taken(work, entry.login):
            faults.append(("login", "这个登录名有人用过，请换一个，如在后面加数字。"))
        fault = _password_fault(password, entry.login)
        if fault:
            faults.append(("password", fault))
    elif entry.roles:
        faults.append(("login", "要登录的人请填登录名；不登录的人不用选角色。"))
    if faults:
        raise FormError(faults)
    staff = Staff(
        name=_name(entry),
        unit_id=entry.unit_id,
        mediator=entry.mediator or Role.MEDIATOR in entry.roles,
    )
    work.session.add(staff)
    if not entry.login:
        work.session.flush()
        work.record("staff:add", staff, words=f"添加工作人员{staff.name}（不登录）")
        return Kept(staff.id, 0)
    account = Account(
        login=entry.login,
        staff=staff,
        password_hash=hash_password(password),
        roles=[AccountRole(role=role) for role in sorted(entry.roles)],
    )
    work.session.add(account)
    work.session.flush()
    work.record("account:add", account, words=f"添加账号{staff.name}（{_role_words(entry.roles)}）")
    return Kept(staff.id, account.id)


@requires(Permission.ACCOUNT_EDIT)
def change_staff(work: Work, *, staff_id: int, version: int, entry: StaffEntry) -> Kept:
    """Change name, unit and roles of somebody; `version` is the account's, or the staff row's without an account.

    The login name stays what it is. The centre keeps at least one administrator.
    """
    staff = _staff(work, staff_id)
    account = _account_of(work, staff_id)
    expect_version(account or staff, version)
    faults = _entry_faults(work, entry, signs_in=account is not None)
    if account is not None and Role.ADMINISTRATOR not in entry.roles and _last_administrator(work, account):
        faults.append(("roles", "这是最后一个系统管理员，请先让另一个人当系统管理员。"))
    if faults:
        raise FormError(faults)
    staff.name = _name(entry)
    staff.unit_id = entry.unit_id
    staff.mediator = entry.mediator or Role.MEDIATOR in entry.roles
    if account is None:
        work.record("staff:change", staff, words=f"修改工作人员{staff.name}")
        return Kept(staff.id, 0)
    held = {row.role: row for row in account.roles}
    for role in held.keys() - set(entry.roles):
        account.roles.remove(held[role])
    account.roles.extend(AccountRole(role=role) for role in sorted(set(entry.roles) - held.keys()))
    flag_modified(account, "failures")  # roles are rows of their own: let the version rise all the same
    work.record("account:change", account, words=f"修改账号{staff.name}（{_role_words(entry.roles)}）")
    return Kept(staff.id, account.id)


@requires(Permission.ACCOUNT_EDIT)
def reset_password(work: Work, *, account_id: int, version: int, password: str) -> None:
    """Give an account a new password; waiting after failures ends."""
    account = _account(work, account_id, version)
    fault = _password_fault(password, account.login)
    if fault:
        raise OfficeError(fault, field="password")
    account.password_hash = hash_password(password)
    account.failures = 0
    account.locked_until = None
    work.record("account:reset_password", account, words=f"重设{account.staff.name}的密码")


@requires(Permission.ACCOUNT_EDIT)
def close_account(work: Work, *, account_id: int, version: int) -> None:
    """Close an account (停用): nobody signs in with it any more; what it did stays."""
    account = _account(work, account_id, version)
    if account.id == work.who.account_id:
        raise OfficeError("不能停用自己的账号。", todo="请让另一个系统管理员来做。")
    if _last_administrator(work, account):
        raise OfficeError("这是最后一个系统管理员，不能停用。")
    account.active = False
    account.staff.active = False
    work.record("account:close", account, words=f"停用账号{account.staff.name}")


@requires(Permission.ACCOUNT_EDIT)
def reopen_account(work: Work, *, account_id: int, version: int) -> None:
    """Open a closed account of the same person again (启用)."""
    account = _account(work, account_id, version)
    account.active = True
    account.staff.active = True
    work.record("account:reopen", account, words=f"重新启用账号{account.staff.name}")


def _entry_faults(work: Work, entry: StaffEntry, *, signs_in: bool) -> list[tuple[str, str]]:
    """Return what is wrong with a person's form, whoever it is."""
    faults = []
    try:
        if not tidy(entry.name, limit=NAME_LIMIT):
            faults.append(("name", "请填写姓名。"))
    except ValueError as fault:
        faults.append(("name", str(fault)))
    unit = work.session.get(Unit, entry.unit_id)
    if unit is None or not unit.active:
        faults.append(("unit_id", "请选所在单位。"))
    if signs_in:
        combination = role_fault(entry.roles)
        if combination:
            faults.append(("roles", f"{combination}。"))
        elif unit is not None and unit.bit is None and set(entry.roles) & UNIT_ROLES:
            faults.append(("unit_id", "村居不派登录的承办人和调解员，请选镇里的单位，或由调度员代录。"))
    return faults


def _name(entry: StaffEntry) -> str:
    """Return the checked name."""
    return tidy(entry.name, limit=NAME_LIMIT)


def _password_fault(password: str, login: str) -> str:
    """Return why a password is not taken, or an empty text."""
    if len(password) < SHORTEST_PASSWORD:
        return f"密码至少{SHORTEST_PASSWORD}位。"
    return "密码不能和登录名一样。" if password.lower() == login else ""


def _login_taken(work: Work, login: str) -> bool:
    """Tell whether a login name was ever used."""
    return work.session.scalar(select(Account.id).where(Account.login == login)) is not None


def _last_administrator(work: Work, account: Account) -> bool:
    """Tell whether an account is the only one left that edits accounts."""
    if not account.active or all(row.role != Role.ADMINISTRATOR for row in account.roles):
        return False
    others = (
        select(Account.id)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(AccountRole.role == Role.ADMINISTRATOR, Account.active)
        .order_by(Account.id)
        .with_for_update()  # two who take it from each other at the same moment wait for one another
    )
    return all(number == account.id for number in work.session.scalars(others))


def _role_words(roles: Iterable[Role]) -> str:
    """Return roles as one phrase, in the usual order."""
    return "、".join(words for role, words in ROLE_LABELS.items() if role in set(roles))


def _staff(work: Work, staff_id: int) -> Staff:
    """Return a person who works here."""
    staff = work.session.get(Staff, staff_id)
    if staff is None:
        raise NotFoundError("没有找到这个人。")
    return staff


def _account_of(work: Work, staff_id: int) -> Account | None:
    """Return the account of a person, the latest one."""
    return work.session.scalars(
        select(Account).where(Account.staff_id == staff_id).order_by(Account.id.desc())
    ).first()


def _account(work: Work, account_id: int, version: int) -> Account:
    """Return an account at the version that its form shows."""
    account = work.session.get(Account, account_id)
    if account is None:
        raise NotFoundError("没有找到这个账号。")
    expect_version(account, version)
    return account
