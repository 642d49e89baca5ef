"""What the account could take back now, for the status bar."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.permissions import requires
from desktop.undo import standing_offer
from desktop.work import Work
from models.values.permissions import Permission


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """The last act that can be taken back: what it was, on which matter."""

    words: str
    matter_id: int | None


@requires(Permission.SELF_EDIT)
def undo_offer(work: Work) -> UndoOffer | None:
    """Return what the account may take back now, None where there is nothing."""
    step = standing_offer(work)
    return UndoOffer(step.words, step.matter_id) if step is not None else None
