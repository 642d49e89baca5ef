"""Mediation cases: parties as the papers show them, consent, the telling of rights, sessions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import HIDDEN, SEALED, UNTRACKED, Base, Seen, Versioned
from models.case_life import SessionMediator
from models.values.case_number import shown_number


class MediationCase(Seen, Versioned, Base):
    """调解案件: a matter that is mediated, with its own 卷号."""

    __tablename__ = "mediation_case"
    __table_args__ = (
        UniqueConstraint("matter_id"),
        UniqueConstraint("number"),
        UniqueConstraint(
            "committee_id",
            "number_series",
            "number_year",
            "number_serial",
            name="uq_mediation_case_number_in_series",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), index=True)
    number: Mapped[str | None] = mapped_column(String(40))
    """（2026）云人调字第1号, with full-width brackets; none while the committee has not given it yet."""
    number_series: Mapped[str] = mapped_column(String(10), default="")
    """The short name in the number: the committee's own, or that of its oral cases."""
    number_year: Mapped[int | None]
    number_serial: Mapped[int | None]
    numbered_on: Mapped[date | None]
    """The day of the act that gave the number (发生时间): acceptance, agreement or closing."""
    number_by_hand: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(120), info=SEALED)
    """卷名: 甲与乙××纠纷."""
    dispute_type: Mapped[str] = mapped_column(String(40), default="")
    source: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), index=True)
    accepted_on: Mapped[date]
    reached_on: Mapped[date | None]
    """达成协议: counts as mediated with success."""
    effective_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    terminated_on: Mapped[date | None]
    termination_ground: Mapped[str] = mapped_column(String(10), default="")
    remedies_told: Mapped[str] = mapped_column(String(60), default="")
    """Which of 仲裁, 行政, 诉讼 the parties were told of when it failed (人民调解法 26)."""
    due_on: Mapped[date | None]
    due_days: Mapped[Any] = mapped_column(JSON, default=dict, info=UNTRACKED)
    """The reasoning of `due_on`: rule, source and the count day by day."""
    late_entry: Mapped[bool] = mapped_column(default=False)
    simple: Mapped[bool] = mapped_column(default=False)
    """简易调解: settled on one page, kept in a collective volume (practice.md 21)."""
    brief: Mapped[str] = mapped_column(Text, default="", info=HIDDEN)
    """纠纷简要情况, as the application and the acceptance show it."""
    applied_on: Mapped[date | None]
    applied_how: Mapped[str] = mapped_column(String(20), default="")
    sender_unit: Mapped[str] = mapped_column(String(60), default="", info=SEALED)
    """Who handed it over: the court, the police station, the petition office."""
    sender_person: Mapped[str] = mapped_column(String(40), default="", info=SEALED)
    sender_number: Mapped[str] = mapped_column(String(60), default="", info=SEALED)
    sent_on: Mapped[date | None]
    papers_received_on: Mapped[date | None]
    """Signed receipt of the court's papers: its term runs from here (特邀调解规定 27)."""
    feedback_due_on: Mapped[date | None]
    feedback_on: Mapped[date | None]
    transferred_to: Mapped[str] = mapped_column(String(60), default="", info=SEALED)
    transferred_on: Mapped[date | None]

    mediators: Mapped[list[CaseMediator]] = relationship(order_by="CaseMediator.id")
    parties: Mapped[list[Party]] = relationship(order_by="Party.position")
    sessions: Mapped[list[MediationSession]] = relationship(order_by="MediationSession.position")

    @property
    def number_shown(self) -> str:
        """The number as screens show it; 未编号 while there is none."""
        return shown_number(self.number)

    @property
    def number_on_paper(self) -> str:
        """The number as papers show it; empty, which prints as a blank to write on, while there is none."""
        return self.number or ""


class CaseMediator(Seen, Base):
    """人民调解员 of a case; one presides (主持调解员)."""

    __tablename__ = "case_mediator"
    __table_args__ = (UniqueConstraint("case_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    presiding: Mapped[bool] = mapped_column(default=False)


class Party(Seen, Versioned, Base):
    """当事人: the person or organisation as the papers of this case show them (a snapshot)."""

    __tablename__ = "party"
    __table_args__ = (
        UniqueConstraint("case_id", "position"),
        CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="one_origin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    side: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(80), info=SEALED)
    sex: Mapped[str | None] = mapped_column(String(10), info=SEALED)
    ethnicity: Mapped[str] = mapped_column(String(20), default="", info=SEALED)
    born: Mapped[date | None] = mapped_column(info=HIDDEN)
    occupation: Mapped[str] = mapped_column(String(40), default="", info=SEALED)
    address: Mapped[str] = mapped_column(String(120), default="", info=HIDDEN)
    legal_representative: Mapped[str] = mapped_column(String(60), default="", info=SEALED)
    representative_post: Mapped[str] = mapped_column(String(40), default="")
    agent_name: Mapped[str] = mapped_column(String(60), default="", info=SEALED)
    agent_relation: Mapped[str] = mapped_column(String(20), default="")
    agent_may_settle: Mapped[bool] = mapped_column(default=False)
    """特别授权: the agent may concede and sign (by analogy to 民事诉讼法 62)."""
    agent_kind: Mapped[str] = mapped_column(String(12), default="")
    """法定代理人 or 委托代理人."""
    agent_authority: Mapped[str] = mapped_column(String(20), default="")
    """Whether a signed 授权委托书 is there, or the party agreed afterwards (事后追认)."""
    agent_until: Mapped[date | None]
    joined_on: Mapped[date | None]
    """None for who was there from the beginning."""
    left_on: Mapped[date | None]
    left_ground: Mapped[str] = mapped_column(String(20), default="")
    succeeds_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    """承继: in whose place this party came."""
    representative: Mapped[bool] = mapped_column(default=False)
    """推选代表人 of a side of many."""
    principal: Mapped[str] = mapped_column(String(80), default="", info=SEALED)
    """The company behind a 项目部 or 分公司, or its authority."""
    capacity: Mapped[str] = mapped_column(String(12), default="")
    """Civil capacity where a document says other than the age."""
    capacity_paper: Mapped[str] = mapped_column(String(60), default="", info=SEALED)
    illiterate: Mapped[bool] = mapped_column(default=False)
    identity_check: Mapped[str] = mapped_column(String(12), default="")
    """Copy in the dossier, or the original was seen and no copy kept."""
    identity_checked_on: Mapped[date | None]
    identity_checked_by: Mapped[str] = mapped_column(String(40), default="")

    consents: Mapped[list[Consent]] = relationship(order_by="Consent.id")
    tellings: Mapped[list[RightsTelling]] = relationship(order_by="RightsTelling.id")


class Consent(Seen, Base):
    """同意: what a party said about being mediated. Only a clear refusal bars (人民调解法 17)."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    agreed: Mapped[bool]
    how: Mapped[str] = mapped_column(String(20))
    given_on: Mapped[date]


class RightsTelling(Seen, Base):
    """权利义务告知 of one party, at its first attendance."""

    __tablename__ = "rights_telling"

    id: Mapped[int] = mapped_column(primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    how: Mapped[str] = mapped_column(String(20))
    told_on: Mapped[date]
    present: Mapped[str] = mapped_column(String(60), default="", info=SEALED)
    """Who was there when a party refused to sign."""


class MediationSession(Seen, Versioned, Base):
    """调解记录: one sitting and its minutes. Closed to the public unless the parties want otherwise."""

    __tablename__ = "mediation_session"
    __table_args__ = (UniqueConstraint("case_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(String(80), info=SEALED)
    participants: Mapped[str] = mapped_column(String(200), default="", info=SEALED)
    """参加人: invited helpers only, with the parties' consent (人民调解法 20)."""
    minutes: Mapped[str] = mapped_column(Text, info=HIDDEN)
    result: Mapped[str] = mapped_column(String(20))
    public: Mapped[bool] = mapped_column(default=False)
    recorder: Mapped[str] = mapped_column(String(40), default="")
    handwritten: Mapped[bool] = mapped_column(default=False)
    """The paper original is the record; the typed text is only for search."""
    interpreter: Mapped[str] = mapped_column(String(40), default="", info=SEALED)
    invitees_agreed: Mapped[bool] = mapped_column(default=False)
    """Both sides agreed to the invited helpers (人民调解法 20)."""

    attendances: Mapped[list[SessionAttendance]] = relationship(order_by="SessionAttendance.id")
    mediators: Mapped[list[SessionMediator]] = relationship(
        order_by="SessionMediator.id", cascade="all, delete-orphan"
    )
    """Who mediated there, where the case's own mediators changed since; empty: those of the case."""


class SessionAttendance(Seen, Base):
    """Which party was at a session, in person or by its agent."""

    __tablename__ = "session_attendance"
    __table_args__ = (UniqueConstraint("session_id", "party_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("mediation_session.id"))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    by_agent: Mapped[bool] = mapped_column(default=False)
    arrived_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    signature: Mapped[str] = mapped_column(String(10), default="pending")
    mark: Mapped[str | None] = mapped_column(String(20))
    present: Mapped[str] = mapped_column(String(60), default="", info=SEALED)
    """Who read it out, or who was there when it was refused."""
