"""Files that belong to a matter: what is known of them, and their bytes, kept once by their SHA-256."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import HIDDEN, UNTRACKED, Base, Seen, Versioned


class Blob(Base):
    """The bytes of one file; the same file attached twice is kept once."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    """In bytes."""
    kind: Mapped[str] = mapped_column(String(10))
    stored_at: Mapped[datetime]


class BlobChunk(Base):
    """One piece of a file, 1 MB at most. Never loaded with a list."""

    __tablename__ = "blob_chunk"

    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, info=UNTRACKED)


class Attachment(Seen, Versioned, Base):
    """材料(附件): one file of a matter. It is never deleted; a wrong one is 作废 with a reason."""

    __tablename__ = "attachment"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), index=True)
    name: Mapped[str] = mapped_column(String(120), info=HIDDEN)
    kind: Mapped[str] = mapped_column(String(10))
    size: Mapped[int] = mapped_column(BigInteger)
    source: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(200), default="", info=HIDDEN)
    taken_on: Mapped[date | None]
    """The day on which it was taken, written or recorded."""
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    added_by: Mapped[str] = mapped_column(String(40))
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[str] = mapped_column(String(40), default="")
    void_reason: Mapped[str] = mapped_column(String(200), default="", info=HIDDEN)
