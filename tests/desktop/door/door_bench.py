"""A centre whose people sign in by the name of their role, and commands given as the shell gives them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.clock import day_of
from desktop.entries.mediation import (
    AgreementEntry,
    AttendanceEntry,
    HolderEntry,
    ObligationEntry,
    PartyEntry,
    SessionEntry,
)
from desktop.entries.people import PersonEntry
from desktop.office import Office
from desktop.passwords import hash_password
from models.centre import Unit
from models.mediation import Party
from models.staff import Account, Staff
from models.values.choices import (
    AgreementForm,
    CaseSource,
    ConsentHow,
    PartySide,
    SessionKind,
    SessionResult,
    TellingHow,
)
from models.values.permissions import Role
from models.values.terms import ObligationKind, Term, TermKind

NAMES = ("王秀英", "张𬭎")


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


@dataclass
class Door:
    """A centre with people of every role, and the door to it."""

    place: str
    password_file: Path
    run: Callable[..., Said]

    def as_role(self, role: Role | str, *words: str) -> Said:
        """Give a command as somebody of a role."""
        return self.run(
            *words, "--database", self.place, "--as", role, "--password-file", str(self.password_file)
        )

    def office(self, role: Role) -> Office:
        """Open the centre as somebody of a role; the caller closes it."""
        office = Office(self.place, desk="1号窗")
        office.open()
        office.sign_in(role, factories.PASSWORD)
        return office


def prepared(place: str, folder: Path, run: Callable[..., Said]) -> Door:
    office = Office(place)
    office.open()
    with Session(office.engine) as session:
        for account in session.scalars(select(Account)):
            account.password_hash = hash_password(factories.PASSWORD)
            if len(account.roles) == 1 and account.login.startswith("u"):
                account.login = account.roles[0].role
        session.commit()
    office.close()
    password_file = folder / "password.txt"
    password_file.write_text(f"{factories.PASSWORD}\n", encoding="utf-8")
    return Door(place, password_file, run)


def open_a_case(door: Door, *, issue: bool = True) -> str:
    """Bring a dispute from the window to a drafted or printed agreement; return the case's number."""
    from desktop.services.dispatching import Share, dispatch_matter
    from desktop.services.mediation.agreements import save_agreement
    from desktop.services.mediation.cases import open_case
    from desktop.services.mediation.parties import record_consent, tell_rights
    from desktop.services.mediation.printing import issue_agreement
    from desktop.services.mediation.sessions import add_session

    office = door.office(Role.DISPATCHER)
    try:
        registered = factories.register(office, office.sign_in(Role.RECEPTIONIST, factories.PASSWORD))
        office.sign_in(Role.DISPATCHER, factories.PASSWORD)
        with Session(office.engine) as session:
            committee = session.scalars(select(Unit.id).where(Unit.mediates)).one()
            mediator = session.scalars(select(Staff.id).where(Staff.mediator)).first()
        assert mediator is not None
        office.perform(dispatch_matter, matter_id=registered.matter_id, version=1, lead=Share(committee))
        office.sign_in(Role.MEDIATOR, factories.PASSWORD)
        today = day_of(office.clock.now())
        opened = office.perform(
            open_case,
            matter_id=registered.matter_id,
            source=CaseSource.APPLICATION,
            accepted_on=today,
            mediator_ids=(mediator,),
            presiding_id=mediator,
            name="王秀英与张𬭎邻里纠纷",
            parties=tuple(
                PartyEntry(
                    side=side, who=PersonEntry(name=name, phone=f"1540000{place}417", address="东关村")
                )
                for place, (name, side) in enumerate(
                    zip(NAMES, (PartySide.APPLICANT, PartySide.RESPONDENT), strict=True)
                )
            ),
        )
        with Session(office.engine) as session:
            ids = session.scalars(
                select(Party.id).where(Party.case_id == opened.case_id).order_by(Party.id)
            ).all()
        for party in ids:
            office.perform(record_consent, party_id=party, agreed=True, how=ConsentHow.ORAL, given_on=today)
            office.perform(tell_rights, party_id=party, how=TellingHow.SIGNED, told_on=today)
        now = office.clock.now()
        session_entry = SessionEntry(
            kind=SessionKind.FACE_TO_FACE,
            started_at=now - timedelta(minutes=50),
            ended_at=now - timedelta(minutes=5),
            place="调解室",
            minutes="双方谈妥。",
            result=SessionResult.AGREED,
            attended=tuple(AttendanceEntry(party=party) for party in ids),
        )
        office.perform(add_session, case_id=opened.case_id, entry=session_entry)
        duty = ObligationEntry(
            kind=ObligationKind.ACT,
            what="拆除滴水檐",
            debtors=(HolderEntry(party=ids[1]),),
            creditors=(HolderEntry(party=ids[0]),),
            term=Term(kind=TermKind.DAYS_AFTER_EFFECT, days=7),
        )
        entry = AgreementEntry(form=AgreementForm.WRITTEN, facts="滴水檐浇墙。", obligations=(duty,))
        kept = office.perform(save_agreement, case_id=opened.case_id, version=None, entry=entry)
        if issue:
            office.perform(issue_agreement, case_id=opened.case_id, version=kept.version)
        return opened.number
    finally:
        office.close()
