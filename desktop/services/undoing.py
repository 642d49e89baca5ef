"""撤回上一步: the last act of an account is taken back by a compensating act (`desktop/compensations.py` says how)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.compensations import KINDS
from desktop.errors import ForbiddenError, OfficeError
from desktop.moves import held_matter
from desktop.permissions import refusal, requires
from desktop.undo import UndoKind, forget_undo, standing_offer
from desktop.work import Work
from models.values.permissions import Permission

NOTHING = "没有可以撤回的一步：之后已有别的操作。"


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, and on which matter."""

    words: str
    matter_id: int | None


@requires(Permission.SELF_EDIT)
def undo_last(work: Work) -> Undone:
    """Take the account's last act back, as long as nobody built on it; OfficeError where there is nothing."""
    step = standing_offer(work)
    if step is None:
        raise OfficeError(NOTHING)
    kind = KINDS[UndoKind(step.kind)]
    if not work.who.may(kind.needs):
        raise ForbiddenError(refusal(kind.needs))
    matter = held_matter(work, step.matter_id) if step.matter_id is not None else None
    if standing_offer(work) is None:  # somebody may have gone on while this one waited for the matter
        raise OfficeError(NOTHING)
    words = kind.undo(work, dict(step.noted), matter)
    work.record("undo:step", matter, words=words)
    undone = Undone(step.words, step.matter_id)
    forget_undo(work)
    return undone
