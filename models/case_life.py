"""What happens in the life of a case beside its sessions and its agreement: steps, inquiries, visits, the court."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import HIDDEN, SEALED, Base, Seen, Versioned


class CaseStep(Seen, Base):
    """经过: one dated step of a case: a pause, a longer term, another mediator, a party that came or left.

    `kind` says which of the other columns are filled (models/values/case_steps.py).
    """

    __tablename__ = "case_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(40))
    ground: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(String(200), default="", info=HIDDEN)
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"), index=True)
    """Who asked, joined or left; None where the committee acted of itself."""
    other_party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    """Whose place a party took."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The mediator who left the case."""
    other_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The mediator who came for him."""
    whom: Mapped[str] = mapped_column(String(80), default="", info=SEALED)
    """The body that was told or that takes the case over; the names of two mediators."""
    how: Mapped[str] = mapped_column(String(20), default="")
    paper: Mapped[str] = mapped_column(String(80), default="", info=SEALED)
    """What proves it: a death certificate, a letter, a note in the minutes."""
    until_on: Mapped[date | None]
    due_before: Mapped[date | None]
    due_after: Mapped[date | None]


class Claim(Seen, Versioned, Base):
    """申请事项: what a party asks for; it stands beside what was agreed."""

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("case_id", "position"),
        CheckConstraint("amount_fen IS NULL OR amount_fen > 0", name="amount_fen"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"))
    position: Mapped[int]
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    text: Mapped[str] = mapped_column(String(400), info=HIDDEN)
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)


class Inquiry(Seen, Versioned, Base):
    """调查记录 or 现场勘查记录."""

    __tablename__ = "inquiry"
    __table_args__ = (UniqueConstraint("case_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(String(80), info=SEALED)
    subject: Mapped[str] = mapped_column(String(80), default="", info=SEALED)
    """被调查人: who was asked; empty for a look at the place."""
    investigators: Mapped[str] = mapped_column(String(120))
    participants: Mapped[str] = mapped_column(String(200), default="", info=SEALED)
    """参加人: invited with the parties' consent (人民调解法 20)."""
    invitees_agreed: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text, default="", info=HIDDEN)
    recorder: Mapped[str] = mapped_column(String(40), default="")
    handwritten: Mapped[bool] = mapped_column(default=False)


class Evidence(Seen, Versioned, Base):
    """证据材料: one line of the list of evidence."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("case_id", "position"),
        CheckConstraint("pages >= 0", name="pages"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80), info=SEALED)
    provider: Mapped[str] = mapped_column(String(80), default="", info=SEALED)
    proves: Mapped[str] = mapped_column(String(120), default="", info=HIDDEN)
    collected_on: Mapped[date | None]
    pages: Mapped[int] = mapped_column(default=1)
    original: Mapped[bool] = mapped_column(default=False)
    compared_by: Mapped[str] = mapped_column(String(40), default="")
    """Who compared a copy with its original (与原件一致)."""
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"), index=True)


class ReturnVisit(Seen, Versioned, Base):
    """回访: what was found some time after the agreement, or why nobody went."""

    __tablename__ = "return_visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"), index=True)
    visited_on: Mapped[date]
    waived: Mapped[bool] = mapped_column(default=False)
    how: Mapped[str] = mapped_column(String(20), default="")
    whom: Mapped[str] = mapped_column(String(120), default="", info=SEALED)
    performed: Mapped[str] = mapped_column(String(20), default="")
    satisfaction: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(Text, default="", info=HIDDEN)
    visitor: Mapped[str] = mapped_column(String(40))


class JudicialConfirmation(Seen, Versioned, Base):
    """司法确认 of one agreement: its own states beside those of the case (民事诉讼法 205, 206)."""

    __tablename__ = "judicial_confirmation"
    __table_args__ = (UniqueConstraint("agreement_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"), index=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    state: Mapped[str] = mapped_column(String(20))
    due_on: Mapped[date]
    """The last day on which both may apply, rolled past holidays."""
    intended_on: Mapped[date | None]
    applied_on: Mapped[date | None]
    court: Mapped[str] = mapped_column(String(60), default="")
    court_number: Mapped[str] = mapped_column(String(60), default="", info=SEALED)
    accepted_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(200), default="", info=HIDDEN)


class MediationRefusal(Seen, Base):
    """不予受理: the committee's decision not to take a matter, and where the people were sent."""

    __tablename__ = "mediation_refusal"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    ground: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(200), default="", info=HIDDEN)
    where_to: Mapped[str] = mapped_column(String(200), info=HIDDEN)
    """Which body may take it, told to who asked."""
    told_how: Mapped[str] = mapped_column(String(20))
    decided_on: Mapped[date]
    decided_by: Mapped[str] = mapped_column(String(40))


class Instalment(Seen, Base):
    """分期: one part of a sum with its own day."""

    __tablename__ = "instalment"
    __table_args__ = (
        UniqueConstraint("obligation_id", "position"),
        CheckConstraint("amount_fen > 0", name="amount_fen"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"))
    position: Mapped[int]
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    due_on: Mapped[date | None]
    days: Mapped[int | None]
    """Days after the effect, where no day is fixed."""


class ObligationStep(Seen, Base):
    """督促 and what comes of it: urging, a promise, more time by both, the way to the court told."""

    __tablename__ = "obligation_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    happened_on: Mapped[date]
    how: Mapped[str] = mapped_column(String(20), default="")
    who: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(String(200), default="", info=HIDDEN)
    until_on: Mapped[date | None]
    """The day promised, or the later day that both agreed to."""


class SessionMediator(Seen, Base):
    """Who mediated at a session; a later change of mediators leaves it as it was."""

    __tablename__ = "session_mediator"
    __table_args__ = (UniqueConstraint("session_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("mediation_session.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
