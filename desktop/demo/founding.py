"""How a demo centre begins: founded at the start of its invented half year, with staff in every role."""

from __future__ import annotations

import uuid
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.clock import FixedClock, day_of
from desktop.demo.plan import begin_of
from desktop.demo.town import answers, staff
from desktop.office import Office
from desktop.signing_in import who_of
from desktop.work import Work
from models.centre import Unit
from models.staff import Account, AccountRole, Staff
from models.values.dates import utc_of
from models.values.permissions import ROLE_LABELS

OPENING = time(9, 0)


def found_demo(place: str, now: datetime) -> None:
    """Found a demo centre at a path where no file is. Takes about a second.

    Its past begins half a year before `now`. Every account has the empty password; the hash is made once, by the
    founding, for one empty password needs no salt of its own.
    """
    begin = utc_of(begin_of(day_of(now)), OPENING)
    office = Office(place, clock=FixedClock(begin), desk="系统")
    try:
        office.found(answers())
        _add_staff(office)
    finally:
        office.close()


def _add_staff(office: Office) -> None:
    """Enter everybody as the administrator would, each with an event."""
    with Session(office.engine) as session:
        administrator = session.scalars(select(Account)).one()
        work = Work(
            session=session,
            who=who_of(session, administrator),
            now=office.clock.now(),
            desk=office.desk,
            command_id=str(uuid.uuid4()),
        )
        session.info["work"] = work
        units = {unit.name: unit.id for unit in session.scalars(select(Unit))}
        for member in staff():
            person = Staff(name=member.name, unit_id=units[member.unit], mediator=member.mediator)
            session.add(person)
            if not member.login:
                session.flush()
                work.record("staff:add", person, words=f"添加工作人员{person.name}（不登录）")
                continue
            account = Account(
                login=member.login,
                staff=person,
                password_hash=administrator.password_hash,
                roles=[AccountRole(role=role) for role in sorted(member.roles)],
            )
            session.add(account)
            session.flush()
            roles = "、".join(ROLE_LABELS[role] for role in member.roles)
            work.record("account:add", account, words=f"添加账号{person.name}（{roles}）")
        work.seal()
        session.commit()
