"""卷宗: the bound dossier of a case as it was frozen, what was waived, and which papers are signed where."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import HIDDEN, SEALED, UNTRACKED, Base, Seen, Versioned


class Dossier(Seen, Versioned, Base):
    """卷: one volume of a case, or a collective one (简易卷) whose first case is `case_id`; its bytes are a blob."""

    __tablename__ = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10), default="single")
    """`single` or `collective`."""
    title: Mapped[str] = mapped_column(String(120), info=SEALED)
    number: Mapped[str] = mapped_column(String(40))
    retention: Mapped[str] = mapped_column(String(20), default="")
    filed_by: Mapped[str] = mapped_column(String(40))
    filed_on: Mapped[date]
    checked_by: Mapped[str] = mapped_column(String(40), default="")
    checked_on: Mapped[date | None]
    pages: Mapped[int]
    contents: Mapped[Any] = mapped_column(JSON, default=list, info=UNTRACKED)
    """The index as it was bound: name, first and last page, what is only on paper."""
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), index=True)
    frozen_at: Mapped[datetime]
    frozen_by: Mapped[str] = mapped_column(String(40))


class DossierCase(Seen, Base):
    """Which cases are in a volume; exactly one unless it is collective."""

    __tablename__ = "dossier_case"
    __table_args__ = (UniqueConstraint("dossier_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"))
    position: Mapped[int]
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"), index=True)
    first_page: Mapped[int | None]
    last_page: Mapped[int | None]


class DossierNote(Seen, Base):
    """卷宗情况说明: what was missing, damaged or came later; the frozen pages are never touched."""

    __tablename__ = "dossier_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"), index=True)
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossier.id"), index=True)
    """None while the dossier is not frozen yet."""
    written_on: Mapped[date]
    written_by: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text, info=HIDDEN)
    pages: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"), index=True)
    """The added pages, where there are any."""


class LintWaiver(Seen, Base):
    """A warning that somebody let stand, and why."""

    __tablename__ = "lint_waiver"
    __table_args__ = (UniqueConstraint("case_id", "check_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"))
    check_id: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(String(200), info=HIDDEN)
    waived_at: Mapped[datetime]
    waived_by: Mapped[str] = mapped_column(String(40))


class SignedOriginal(Seen, Versioned, Base):
    """签名原件: whether a paper is signed, and where that can be seen: on paper in the dossier, or as a scan.

    One row per scan where a paper has several; `subject_id` is the party, session, inquiry … that it is of.
    """

    __tablename__ = "signed_original"
    __table_args__ = (
        UniqueConstraint("case_id", "paper_kind", "subject_id", "position"),
        CheckConstraint("pages >= 0", name="pages"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"))
    paper_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int]
    position: Mapped[int] = mapped_column(default=1)
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"), index=True)
    """The issued paper that was signed, where the program printed it."""
    state: Mapped[str] = mapped_column(String(20))
    """`in_dossier`, `scanned`, `pending` or `refused`."""
    pages: Mapped[int] = mapped_column(default=0)
    """Written sides of the paper original."""
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"), index=True)
    noted_on: Mapped[date]
    noted_by: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(String(120), default="", info=SEALED)
    """Who is still to sign, or who was there when it was refused."""
