"""What tests begin with: a founded centre, people in every role, and the entries of forms."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from desktop.clock import FixedClock
from desktop.entries.matters import EndingEntry, MatterEntry
from desktop.entries.people import PersonEntry
from desktop.founding import Answers, proposed_units
from desktop.office import Office
from desktop.who import Who
from models.values.choices import Channel, Ending, MatterNature
from models.values.permissions import Role

if TYPE_CHECKING:
    from desktop.services.registering import Registered

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""Monday, 23 November 2026, 09:30 at the centre."""
PASSWORD = "一二三四五六七八"
ID_NUMBER = "11010519491231002X"
"""The example of GB 11643, as centre.md has it."""
UNITS = {unit.name: number for number, unit in enumerate(proposed_units(), 1)}
COMMITTEE, JUSTICE, POLICE, SAFETY = (
    UNITS[n] for n in ("人民调解委员会", "司法所", "派出所（警务室）", "平安办（网格中心）")
)


def answers(**changes: Any) -> Answers:
    """Return the answers of a first run."""
    usual = Answers(
        centre_name="云溪镇社会治安综合治理中心",
        area_code="370704101",
        area_name="山东省潍坊市坊子区云溪镇",
        committee_name="云溪镇人民调解委员会",
        committee_short="云",
        admin_name="孙建平",
        admin_login="sunjianping",
        password=PASSWORD,
        units=proposed_units(),
        villages=("东关村", "柳林村", "南苑社区"),
    )
    return dataclasses.replace(usual, **changes)


def new_office(place: str, moment: datetime = MONDAY, **changes: Any) -> Office:
    """Return an open office of a newly founded centre; nobody is signed in yet."""
    office = Office(place, clock=FixedClock(moment), desk="1号窗")
    office.found(answers(**changes))
    return office


def staff(office: Office, name: str, unit_id: int, *roles: Role, mediator: bool = False) -> Who:
    """Enter somebody with an account straight into the tables, and return him as he acts."""
    from sqlalchemy.orm import Session

    from desktop.signing_in import who_of
    from models.staff import Account, AccountRole, Staff

    with Session(office.engine) as session:
        person = Staff(name=name, unit_id=unit_id, mediator=mediator)
        account = Account(
            login=f"u{unit_id}-{'-'.join(roles)}-{name}",
            staff=person,
            password_hash="无",
            roles=[AccountRole(role=role) for role in roles],
        )
        session.add(account)
        session.flush()
        who = who_of(session, account)
        session.commit()
    return who


def everybody(office: Office) -> dict[Role, Who]:
    """Return one person per role: the officer at the justice office, the mediator at the committee."""
    home = {Role.CASE_OFFICER: JUSTICE, Role.MEDIATOR: COMMITTEE}
    names = ("王敏", "李国栋", "周海涛", "陈桂芳", "赵春梅", "刘志强", "郑安", "孙立")
    return {
        role: staff(office, name, home.get(role, SAFETY), role, mediator=role == Role.MEDIATOR)
        for role, name in zip(Role, names, strict=True)
    }


def open_office(place: str, moment: datetime = MONDAY) -> Office:
    """Return an office on a centre that was founded before; nobody is signed in yet."""
    office = Office(place, clock=FixedClock(moment), desk="1号窗")
    office.open()
    return office


def people_of(office: Office) -> dict[Role, Who]:
    """Return the one person of each role whom `everybody` entered."""
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from desktop.signing_in import who_of
    from models.staff import Account

    with Session(office.engine) as session:
        accounts = session.scalars(select(Account).where(Account.login.like("u%-%"))).all()
        everyone = [who_of(session, account) for account in accounts]
    return {role: next(who for who in everyone if who.roles == {role}) for role in Role}


def matter_entry(**changes: Any) -> MatterEntry:
    """Return a dispute as it comes to the window."""
    usual = MatterEntry(
        channel=Channel.VISIT,
        nature=MatterNature.DISPUTE,
        story="西邻张铉翻建东厢房，滴水檐伸进我家院墙，雨水浇墙，要求拆掉滴水檐。",
        visitor=PersonEntry(name="王秀英", phone="13800002417"),
        counterparts=(PersonEntry(name="张铉"),),
    )
    return dataclasses.replace(usual, **changes)


def accept() -> EndingEntry:
    """Return the ending 受理."""
    return EndingEntry(Ending.ACCEPT)


def register(office: Office, who: Who, **changes: Any) -> Registered:
    """Register and accept a matter as this person."""
    from desktop.services.registering import register_matter

    office.who = who
    return office.perform(register_matter, entry=matter_entry(**changes), ending=accept())


def later(office: Office, **length: int) -> None:
    """Let time pass at the centre."""
    assert isinstance(office.clock, FixedClock)
    office.clock.moment += timedelta(**length)
