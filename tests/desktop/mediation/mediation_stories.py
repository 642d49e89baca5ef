"""The course of one dispute, told step by step: every step is a use case performed by whom it belongs to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import factories
from desktop.entries.mediation import (
    AgreementEntry,
    AttendanceEntry,
    HolderEntry,
    ObligationEntry,
    PartyEntry,
    SessionEntry,
    SignatureEntry,
)
from desktop.entries.people import PersonEntry
from desktop.office import Office
from desktop.queries.case_proposals import proposed_case
from desktop.queries.case_views import CaseView
from desktop.queries.cases import case_view
from desktop.queries.matters import matter_view
from desktop.services.dispatching import Share, dispatch_matter
from desktop.services.mediation.agreements import AgreementKept, save_agreement
from desktop.services.mediation.cases import CaseOpened, close_case, open_case
from desktop.services.mediation.parties import record_consent, tell_rights
from desktop.services.mediation.performing import perform_obligation
from desktop.services.mediation.printing import PaperIssued, issue_agreement
from desktop.services.mediation.sessions import add_session
from desktop.services.mediation.signing import SignaturesKept, record_signatures
from models.values.choices import (
    AgreementForm,
    CaseSource,
    ConsentHow,
    PartySide,
    SessionKind,
    SessionResult,
    SignatureMark,
    SignatureState,
    SignerRole,
    TellingHow,
)
from models.values.permissions import Role
from models.values.terms import ObligationKind, Term, TermKind

ACCEPTED = date(2026, 11, 23)
"""The Monday of the tests."""
DAY = timedelta(days=1)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Return an hour of a day at the centre."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def person(name: str, side: PartySide = PartySide.APPLICANT, **fields: Any) -> PartyEntry:
    """Return a natural person as a party."""
    agent = {key: fields.pop(key) for key in list(fields) if key.startswith("agent_")}
    return PartyEntry(side=side, who=PersonEntry(name=name, **fields), **agent)


class Story:
    """One dispute on its way through the house."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.people = factories.people_of(office)
        self.matter_id = 0
        self.case_id = 0

    @property
    def mediator_id(self) -> int:
        """The staff id of the mediator who is signed in."""
        return self.people[Role.MEDIATOR].staff_id or 0

    def view(self) -> CaseView:
        """Return the case as its page shows it to the mediator."""
        self.office.who = self.people[Role.MEDIATOR]
        return self.office.ask(case_view, case_id=self.case_id)

    def dispatched(self, **changes: Any) -> int:
        """Register a dispute and give it to the committee; return the matter."""
        saved = factories.register(self.office, self.people[Role.RECEPTIONIST], **changes)
        self.matter_id = saved.matter_id
        self.office.who = self.people[Role.DISPATCHER]
        version = self.office.ask(matter_view, matter_id=self.matter_id).version
        lead = Share(factories.COMMITTEE)
        self.office.perform(dispatch_matter, matter_id=self.matter_id, version=version, lead=lead)
        self.office.who = self.people[Role.MEDIATOR]
        return self.matter_id

    def opened(self, **changes: Any) -> CaseOpened:
        """Accept the dispute with the parties that the matter proposes."""
        if not self.matter_id:
            self.dispatched()
        proposal = self.office.ask(proposed_case, matter_id=self.matter_id)
        fields: dict[str, Any] = {
            "matter_id": self.matter_id,
            "source": proposal.source,
            "accepted_on": ACCEPTED,
            "mediator_ids": (self.mediator_id,),
            "presiding_id": self.mediator_id,
            "name": proposal.name,
            "parties": tuple(party.entry for party in proposal.parties),
        }
        opened = self.office.perform(open_case, **(fields | changes))
        self.case_id = opened.case_id
        return opened

    def told(self) -> None:
        """Let every party consent and be told of its rights on the day of acceptance."""
        for party in self.view().parties:
            self.office.perform(
                record_consent, party_id=party.id, agreed=True, how=ConsentHow.ORAL, given_on=ACCEPTED
            )
            self.office.perform(tell_rights, party_id=party.id, how=TellingHow.SIGNED, told_on=ACCEPTED)

    def session(self, **changes: Any) -> SessionEntry:
        """Return a sitting of three hours ago with everybody there."""
        now = self.office.clock.now()
        usual = SessionEntry(
            kind=SessionKind.FACE_TO_FACE,
            started_at=now - timedelta(hours=3),
            ended_at=now - timedelta(hours=1),
            place="云溪镇综治中心调解室",
            minutes="告知权利义务后，双方各自陈述，经劝说达成一致。",
            result=SessionResult.AGREED,
            attended=tuple(AttendanceEntry(party=party.id) for party in self.view().parties),
        )
        return replace(usual, **changes)

    def mediated(self, **changes: Any) -> CaseView:
        """Bring the case to a sitting that ended with an agreement, three days after acceptance."""
        if not self.case_id:
            self.opened()
        self.told()
        factories.later(self.office, days=3)
        self.office.perform(add_session, case_id=self.case_id, entry=self.session(**changes))
        return self.view()

    def agreement(self, **changes: Any) -> AgreementEntry:
        """Return an agreement: one payment within seven days of effect, one act for good."""
        first, second = (party.id for party in self.view().parties[:2])
        usual = AgreementEntry(
            form=AgreementForm.WRITTEN,
            facts="张铉翻建东厢房，滴水檐伸入王秀英院墙，雨水浇墙，墙皮脱落。",
            terms=("张铉拆除滴水檐，改装内落水管。", "张铉赔偿王秀英墙体修缮费。"),
            performance="现金支付，由收款人出具收条。",
            obligations=(
                ObligationEntry(
                    kind=ObligationKind.PAYMENT,
                    what="墙体修缮费",
                    amount_fen=380_000,
                    debtors=(HolderEntry(party=second),),
                    creditors=(HolderEntry(party=first),),
                    term=Term(kind=TermKind.DAYS_AFTER_EFFECT, days=7),
                ),
            ),
            recorder="赵记录",
        )
        return replace(usual, **changes)

    def drafted(self, **changes: Any) -> AgreementKept:
        """Save the draft."""
        view = self.view()
        version = view.agreement.version if view.agreement else None
        return self.office.perform(
            save_agreement, case_id=self.case_id, version=version, entry=self.agreement(**changes)
        )

    def issued(self, **changes: Any) -> PaperIssued:
        """Bring the case to an agreement that is printed for signing."""
        self.mediated()
        kept = self.drafted(**changes)
        return self.office.perform(issue_agreement, case_id=self.case_id, version=kept.version)

    def lines(self, signed_on: date, **by_role: dict[str, Any]) -> tuple[SignatureEntry, ...]:
        """Return every signer's line as signed on a day; `party={"state": …}` changes the lines of a role."""
        agreement = self.view().agreement
        assert agreement is not None
        entries = []
        for row in agreement.signatures:
            seal = row.role is SignerRole.COMMITTEE
            entry = SignatureEntry(
                signature_id=row.signature_id,
                version=row.version,
                state=SignatureState.SIGNED,
                mark=SignatureMark.SEAL if seal else SignatureMark.NAME,
                signed_on=signed_on,
            )
            entries.append(replace(entry, **by_role.get(row.role.value, {})))
        return tuple(entries)

    def sign(self, lines: tuple[SignatureEntry, ...]) -> SignaturesKept:
        """Record signatures."""
        agreement = self.view().agreement
        assert agreement is not None
        return self.office.perform(
            record_signatures, case_id=self.case_id, version=agreement.version, signatures=lines
        )

    def effective(self, **changes: Any) -> SignaturesKept:
        """Bring the case to an agreement in effect, everybody signing on the day of the sitting."""
        self.issued(**changes)
        return self.sign(self.lines(self.office.clock.now().date()))

    def perform(self, place: int = 0, **changes: Any) -> None:
        """Perform an obligation whole, today."""
        agreement = self.view().agreement
        assert agreement is not None
        row = agreement.obligations[place]
        fields: dict[str, Any] = {
            "obligation_id": row.obligation_id,
            "version": row.version,
            "performed_on": self.office.clock.now().date(),
            "complete": True,
        }
        self.office.perform(perform_obligation, **(fields | changes))

    def perform_followed(self, place: int = 0) -> None:
        """Perform an obligation whole, today, of whichever agreement stands."""
        row = self.view().followed[place]
        self.office.perform(
            perform_obligation,
            obligation_id=row.obligation_id,
            version=row.version,
            performed_on=self.office.clock.now().date(),
            complete=True,
        )

    def close(self, closed_on: date | None = None) -> None:
        """Close the case."""
        view = self.view()
        day = closed_on or self.office.clock.now().date()
        self.office.perform(close_case, case_id=self.case_id, version=view.version, closed_on=day)


__all__ = ["ACCEPTED", "DAY", "CaseSource", "Story", "at", "person"]
