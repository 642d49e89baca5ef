"""What an act notes so that it can be taken back (撤回上一步): one step per account, its last act that allows it.

An act that can be undone ends with `offer_undo(work, UndoKind.X, matter=…, words=…, noted={…})`. How such an act is
made stands in `desktop/compensations.py`; the rule when an offer is over stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, insert, not_, or_, select

from desktop.work import Work
from models.event import Event
from models.matter import Matter
from models.undo import UndoStep


class UndoKind(StrEnum):
    """The acts that can be taken back (architecture.md "Undo"): never numbers, issued papers, signatures, reveals."""

    CALENDAR = "calendar"
    COMPLEX = "complex"
    DISPATCH = "dispatch"
    JOIN = "join"
    MERGE = "merge"
    NOTE = "note"


MERE_LOOKS = ("account:sign_in", "identity:", "search:", "paper:reprint", "clock:")
"""Beginnings of the tags of events after which nothing was done that an undo would tear down."""


def offer_undo(
    work: Work, kind: UndoKind, *, words: str, noted: Mapping[str, Any], matter: Matter | None = None
) -> None:
    """Note the act of this unit of work as the account's last one that can be taken back.

    `words` say what would be taken back (“分流”). It replaces the step before. Where the act touched further
    matters, `noted["matters"]` has their ids: an act on one of them ends the offer, too.
    """
    session = work.session
    session.flush()
    mine = UndoStep.account_id == work.who.account_id
    session.execute(delete(UndoStep).where(mine), execution_options={"synchronize_session": False})
    row = {
        "account_id": work.who.account_id,
        "command_id": work.command_id,
        "kind": kind,
        "matter_id": matter.id if matter is not None else None,
        "words": words[:100],
        "recorded_at": work.now,
        "noted": dict(noted),
    }
    session.execute(insert(UndoStep), [row])


def forget_undo(work: Work) -> None:
    """Take the account's offer back."""
    mine = UndoStep.account_id == work.who.account_id
    work.session.execute(delete(UndoStep).where(mine), execution_options={"synchronize_session": False})


def standing_offer(work: Work) -> UndoStep | None:
    """Return what the account may take back now: its last act, on which nobody built; None where there is nothing.

    Any later event of the account, and any later event of the same matter, ends the offer; mere looks do not.
    """
    if work.who.account_id is None:
        return None
    step = work.session.scalar(select(UndoStep).where(UndoStep.account_id == work.who.account_id))
    if step is None:
        return None
    done_at = work.session.scalar(
        select(func.max(Event.seq)).where(
            Event.account_id == step.account_id, Event.command_id == step.command_id
        )
    )
    if done_at is None:
        return None
    whose = Event.account_id == step.account_id
    if step.matter_id is not None:
        whose = or_(whose, Event.matter_id.in_([step.matter_id, *step.noted.get("matters", ())]))
    later = select(Event.seq).where(
        whose, Event.seq > done_at, not_(or_(*(Event.tag.startswith(tag) for tag in MERE_LOOKS)))
    )
    return None if work.session.scalar(later.limit(1)) is not None else step
