"""Who works here, with their accounts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from desktop.permissions import requires
from desktop.work import Work
from models.centre import Unit
from models.staff import Account, Staff
from models.values.permissions import ROLE_LABELS, Permission, Role


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person of the list; `account_id` is 0 for one who never signs in."""

    staff_id: int
    account_id: int
    version: int
    """Of the account, or of the person where there is none."""
    name: str
    login: str
    unit_id: int
    unit_name: str
    roles: frozenset[Role]
    role_words: str
    mediator: bool
    active: bool
    locked: bool
    """Waiting after too many wrong passwords."""


@requires(Permission.ACCOUNT_EDIT)
def staff_list(work: Work) -> tuple[StaffRow, ...]:
    """Return everybody who works here, those who left last, by unit and entry."""
    session = work.session
    units = {unit.id: unit for unit in session.scalars(select(Unit))}
    accounts = {
        account.staff_id: account for account in session.scalars(select(Account).order_by(Account.id))
    }
    rows = [
        _row(work, staff, units[staff.unit_id], accounts.get(staff.id))
        for staff in session.scalars(select(Staff).order_by(Staff.id))
    ]
    places = {unit.id: unit.position for unit in units.values()}
    return tuple(sorted(rows, key=lambda row: (not row.active, places[row.unit_id], row.staff_id)))


def role_words(roles: frozenset[Role]) -> str:
    """Return roles as one phrase, in the usual order."""
    return "、".join(words for role, words in ROLE_LABELS.items() if role in roles)


def _row(work: Work, staff: Staff, unit: Unit, account: Account | None) -> StaffRow:
    """Return one person."""
    roles = frozenset(Role(row.role) for row in account.roles) if account else frozenset[Role]()
    waits = account.locked_until if account else None
    return StaffRow(
        staff_id=staff.id,
        account_id=account.id if account else 0,
        version=account.version if account else staff.version,
        name=staff.name,
        login=account.login if account else "",
        unit_id=unit.id,
        unit_name=unit.name,
        roles=roles,
        role_words=role_words(roles),
        mediator=staff.mediator,
        active=account.active if account else staff.active,
        locked=waits is not None and waits > work.now,
    )
