"""What an account could take back: its last act, with what that act noted of the state before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import UNTRACKED, Base


class UndoStep(Base):
    """撤回上一步: one row per account; the next act that can be taken back replaces it."""

    __tablename__ = "undo_step"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    command_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(20))
    matter_id: Mapped[int | None]
    words: Mapped[str] = mapped_column(String(100))
    recorded_at: Mapped[datetime]
    noted: Mapped[Any] = mapped_column(JSON, info=UNTRACKED)
    """States, dates and ids that the act changed, and the versions by which it is seen whether somebody went on."""
