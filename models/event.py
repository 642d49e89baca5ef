"""The append-only record of who did what, chained by hashes, and the commands that make a retry harmless."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Command(Base):
    """One unit of work as a client named it: a second arrival gives the first one's result back."""

    __tablename__ = "command"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    use_case: Mapped[str] = mapped_column(String(60))
    account_id: Mapped[int | None]
    recorded_at: Mapped[datetime]
    result: Mapped[Any] = mapped_column(JSON)


class AuditHead(Base):
    """The last event's number and hash: one row, taken last in every writing transaction."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[datetime]


class Event(Base):
    """操作日志: who did what, when it happened (发生时间) and when it was recorded (录入时间)."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("hash"),
        Index(None, "matter_id", "seq"),
        Index(None, "account_id", "seq"),
        Index(None, "recorded_at"),
    )

    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    command_id: Mapped[str] = mapped_column(String(36), index=True)
    tag: Mapped[str] = mapped_column(String(40))
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    account_id: Mapped[int | None]
    account_name: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[int | None]
    acting_person: Mapped[str] = mapped_column(String(40))
    recorded_for_unit_id: Mapped[int | None]
    desk: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    matter_id: Mapped[int | None]
    words: Mapped[str] = mapped_column(String(200))
    """One short sentence for the time line, without numbers of people and without the story."""
    changes: Mapped[Any] = mapped_column(JSON)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
