"""Agreements, who owes whom what by when, signatures, performance, and issued papers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import HIDDEN, SEALED, UNTRACKED, Base, Seen, Versioned
from models.case_life import Instalment


class Agreement(Seen, Versioned, Base):
    """协议书 or 口头协议 of a case (人民调解法 28–31)."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("case_id", "position"), CheckConstraint("copies >= 1", name="copies"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"))
    position: Mapped[int] = mapped_column(default=1)
    form: Mapped[str] = mapped_column(String(10))
    number: Mapped[str] = mapped_column(String(40))
    facts: Mapped[str] = mapped_column(Text, default="", info=HIDDEN)
    performance: Mapped[str] = mapped_column(Text, default="", info=HIDDEN)
    """履行方式、地点、时限 in words, beside the obligations."""
    copies: Mapped[int]
    """As stated in the paper: parties + 1, + 1 for each further holder."""
    further_holders: Mapped[str] = mapped_column(String(120), default="", info=SEALED)
    recorder: Mapped[str] = mapped_column(String(40), default="")
    reached_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    issued_at: Mapped[datetime | None]
    """When it was last printed for signing."""
    relation: Mapped[str] = mapped_column(String(12), default="")
    """`supplement` (之一) or `superseding` to the one at `base_id`; empty for the first."""
    base_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"), index=True)
    superseded_on: Mapped[date | None]

    terms: Mapped[list[AgreementTerm]] = relationship(
        order_by="AgreementTerm.position", cascade="all, delete-orphan"
    )
    obligations: Mapped[list[Obligation]] = relationship(
        order_by="Obligation.position", cascade="all, delete-orphan"
    )
    signatures: Mapped[list[Signature]] = relationship(
        order_by="Signature.position", cascade="all, delete-orphan"
    )


class AgreementTerm(Seen, Base):
    """One numbered item of an agreement."""

    __tablename__ = "agreement_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text, info=HIDDEN)


class Obligation(Seen, Versioned, Base):
    """履行事项: what one or several debtors owe, and by when."""

    __tablename__ = "obligation"
    __table_args__ = (CheckConstraint("amount_fen IS NULL OR amount_fen > 0", name="amount_fen"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    what: Mapped[str] = mapped_column(String(200), info=SEALED)
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)
    formula: Mapped[str] = mapped_column(String(120), default="", info=SEALED)
    """How the amount is found when it is not fixed: a share of a cost by receipts, a rate."""
    quantity: Mapped[str] = mapped_column(String(40), default="", info=SEALED)
    liability: Mapped[str] = mapped_column(String(10), default="shared")
    term_kind: Mapped[str | None] = mapped_column(String(20))
    term_day: Mapped[date | None]
    term_days: Mapped[int | None]
    term_event: Mapped[str] = mapped_column(String(100), default="", info=SEALED)
    term_every: Mapped[str | None] = mapped_column(String(20))
    term_first_on: Mapped[date | None]
    term_last_on: Mapped[date | None]
    term_month_end: Mapped[bool] = mapped_column(default=False)
    due_on: Mapped[date | None]
    """Computed when the agreement takes effect; empty for 长期 and 终身."""
    performed_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(80), default="", info=SEALED)
    """履行地点."""
    ended_on: Mapped[date | None]
    """Nothing more is followed: superseded, waived, or the way to the court was told."""
    ended_ground: Mapped[str] = mapped_column(String(20), default="")

    instalments: Mapped[list[Instalment]] = relationship(
        order_by="Instalment.position", cascade="all, delete-orphan"
    )
    people: Mapped[list[ObligationParty]] = relationship(
        order_by="ObligationParty.id", cascade="all, delete-orphan"
    )
    performances: Mapped[list[Performance]] = relationship(order_by="Performance.performed_on")


class ObligationParty(Seen, Base):
    """A debtor (义务人) or creditor (权利人) of an obligation; a third person by name only."""

    __tablename__ = "obligation_party"

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"), index=True)
    name: Mapped[str] = mapped_column(String(80), info=SEALED)
    debtor: Mapped[bool]
    share_fen: Mapped[int | None] = mapped_column(BigInteger)
    """The part of several debtors or creditors, where it is a sum."""
    share: Mapped[str] = mapped_column(String(40), default="", info=SEALED)
    """The part in words, such as 40% or 一半."""


class Performance(Seen, Base):
    """履行: what was done of an obligation, on which day, with which proof."""

    __tablename__ = "performance"

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    performed_on: Mapped[date]
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)
    complete: Mapped[bool]
    proof: Mapped[str] = mapped_column(String(120), default="", info=SEALED)
    how: Mapped[str] = mapped_column(String(20), default="")
    by_whom: Mapped[str] = mapped_column(String(80), default="", info=SEALED)
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"), index=True)


class Signature(Seen, Versioned, Base):
    """One signer's line: signed, refused, or still to come (待补签)."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("agreement_id", "position"), Index(None, "state", "agreement_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(20))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"), index=True)
    name: Mapped[str] = mapped_column(String(80), info=SEALED)
    state: Mapped[str] = mapped_column(String(10))
    mark: Mapped[str | None] = mapped_column(String(20))
    signed_on: Mapped[date | None]
    by_agent: Mapped[bool] = mapped_column(default=False)
    present: Mapped[str] = mapped_column(String(60), default="", info=SEALED)
    """Who was there when it was refused, or who read it out."""


class Paper(Seen, Base):
    """文书: one issued paper with the facts that it showed; a later edit never changes it."""

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int]
    """The agreement (later: session, slip …) that it prints."""
    edition: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    snapshot: Mapped[Any] = mapped_column(JSON, info=UNTRACKED, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = mapped_column(String(40))


class PaperFile(Seen, Base):
    """The bytes of an issued paper, apart from the row that lists load."""

    __tablename__ = "paper_file"

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, info=UNTRACKED)
