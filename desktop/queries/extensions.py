"""延期 on a matter's page: who asked for how much and why, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desktop.extensions import unit_words
from desktop.work import Work
from models.matter import Extension, Matter
from models.values.extensions import EXTENSION_LABELS, ExtensionState


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """One wish for a longer limit."""

    extension_id: int
    version: int
    waits: bool
    """Nobody has decided yet."""
    state_words: str
    days_words: str
    reason: str
    asked_at: datetime
    asked_by: str
    own: bool
    """The account itself asked or entered it."""
    decided_by: str
    decision_note: str


def extension_lines(work: Work, matter: Matter) -> tuple[ExtensionLine, ...]:
    """Return the wishes of a matter, the newest first."""
    rows = work.session.scalars(
        select(Extension).where(Extension.matter_id == matter.id).order_by(Extension.id.desc())
    )
    unit = unit_words(matter)
    return tuple(
        ExtensionLine(
            extension_id=row.id,
            version=row.version,
            waits=row.state == ExtensionState.ASKED,
            state_words=EXTENSION_LABELS[ExtensionState(row.state)],
            days_words=f"{row.days}{unit or '天'}",
            reason=row.reason,
            asked_at=row.asked_at,
            asked_by=row.asked_by,
            own=row.asked_by_id == work.who.account_id,
            decided_by=row.decided_by,
            decision_note=row.decision_note,
        )
        for row in rows
    )
