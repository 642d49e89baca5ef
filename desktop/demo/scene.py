"""What the stories know of the centre: ids by name, who does what, and how a matter stands between two acts."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.clock import day_of
from desktop.database.engine import reading
from desktop.demo.hours import Hours
from desktop.demo.people import Town
from desktop.demo.town import logins_with, material
from desktop.office import Office
from desktop.signing_in import who_of
from desktop.who import Who
from models.agreement import Agreement, Obligation, Signature
from models.centre import Category, Unit, Village
from models.matter import Assignment, Matter
from models.mediation import MediationCase, Party
from models.staff import Account, Staff
from models.values.choices import RecordedHow
from models.values.permissions import Role


@dataclass(frozen=True, slots=True)
class ShareStanding:
    """One unit's latest share of a matter."""

    assignment_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A matter as its next act finds it."""

    version: int
    shares: dict[int, ShareStanding]
    """By the unit's id."""


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """A case as its next act finds it; lines as (id, version, role, party id), obligations as (id, version)."""

    version: int
    agreement_version: int | None
    signatures: tuple[tuple[int, int, str, int | None], ...]
    obligations: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Scene:
    """The stage of all stories. `now` is the moment at which the invented past ends."""

    office: Office
    now: datetime
    seed: int
    hours: Hours = field(init=False, default_factory=Hours)
    town: Town = field(init=False)
    people: dict[str, Who] = field(init=False)
    units: dict[str, int] = field(init=False)
    villages: dict[str, int] = field(init=False)
    staff_ids: dict[str, int] = field(init=False)
    _categories: dict[tuple[str, str], int] = field(init=False)

    def __post_init__(self) -> None:
        """Read what is there, and invent the residents."""
        self.town = Town(self.today, self.chance("residents"))
        with Session(reading(self.office.engine)) as session:
            accounts = session.scalars(select(Account)).all()
            self.people = {account.login: who_of(session, account) for account in accounts}
            self.units = {unit.name: unit.id for unit in session.scalars(select(Unit))}
            self.villages = {village.name: village.id for village in session.scalars(select(Village))}
            self.staff_ids = {person.name: person.id for person in session.scalars(select(Staff))}
            self._categories = {(row.scheme, row.code): row.id for row in session.scalars(select(Category))}

    @property
    def today(self) -> date:
        """The day at the centre on which the invented past ends."""
        return day_of(self.now)

    def chance(self, what: str) -> random.Random:
        """Return the chance of one story: the same for a seed, whatever else is told."""
        return random.Random(f"{self.seed}:{what}")  # noqa: S311 - invents, keeps no secret

    def category(self, nature: str, code: str | None) -> int | None:
        """Return the id of a class; None where it is still open."""
        return self._categories["dispute" if nature == "dispute" else "general", code] if code else None

    def officer_of(self, unit: str) -> str:
        """Return the login of the first case officer of a unit, empty where nobody of it signs in."""
        found = logins_with(Role.CASE_OFFICER, unit)
        return found[0] if found else ""

    def acting_for(self, unit: str, chance: random.Random) -> tuple[str, RecordedHow]:
        """Return who of a unit acted, and how that reached the dispatcher who records it (代录)."""
        hows = (RecordedHow.PHONE, RecordedHow.IN_PERSON, RecordedHow.PAPER, RecordedHow.MESSAGE)
        return chance.choice(material("town")["on_behalf"][unit]), chance.choice(hows)

    def standing(self, matter_id: int) -> Standing:
        """Return how a matter stands now."""
        with Session(reading(self.office.engine)) as session:
            version = session.scalars(select(Matter.version).where(Matter.id == matter_id)).one()
            rows = session.execute(
                select(Assignment.unit_id, Assignment.id, Assignment.version)
                .where(Assignment.matter_id == matter_id)
                .order_by(Assignment.id)
            )
            return Standing(version, {unit: ShareStanding(row, number) for unit, row, number in rows})

    def case_standing(self, case_id: int) -> CaseStanding:
        """Return how a case stands now."""
        with Session(reading(self.office.engine)) as session:
            version = session.scalars(select(MediationCase.version).where(MediationCase.id == case_id)).one()
            written = session.execute(
                select(Agreement.id, Agreement.version).where(Agreement.case_id == case_id)
            ).first()
            if written is None:
                return CaseStanding(version, None, (), ())
            lines = session.execute(
                select(Signature.id, Signature.version, Signature.role, Signature.party_id)
                .where(Signature.agreement_id == written.id)
                .order_by(Signature.position)
            )
            duties = session.execute(
                select(Obligation.id, Obligation.version)
                .where(Obligation.agreement_id == written.id)
                .order_by(Obligation.position)
            )
            return CaseStanding(
                version,
                written.version,
                tuple((a, b, c, d) for a, b, c, d in lines),
                tuple((a, b) for a, b in duties),
            )

    def party_ids(self, case_id: int) -> tuple[int, ...]:
        """Return the parties of a case in their order."""
        statement = select(Party.id).where(Party.case_id == case_id).order_by(Party.position)
        with Session(reading(self.office.engine)) as session:
            return tuple(session.scalars(statement))

    def highest_case_number(self, year: int) -> int:
        """Return the last serial of the case numbers of a year, 0 when there is none yet."""
        statement = (
            select(MediationCase.number_serial)
            .where(MediationCase.number_year == year)
            .order_by(MediationCase.number_serial.desc())
            .limit(1)
        )
        with Session(reading(self.office.engine)) as session:
            return session.scalar(statement) or 0


Row = dict[str, Any]
"""One situation of the demo's data files."""
