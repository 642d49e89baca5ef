"""How acts are taken back (撤回上一步): one compensating function per kind, recorded by `undo_last` like every act.

How an act becomes one that can be taken back:

1. It gets a name in `desktop.undo.UndoKind`.
2. At its end the use case calls `offer_undo(work, UndoKind.X, words=…, noted={…}, matter=…)`. `noted` is JSON and
   holds what the compensation puts back: states, dates, ids, versions. `words` name the act (“分流”).
3. A function `(work, noted, matter) -> str`, no use case itself, puts everything back and returns the words of the
   event. `matter` is the one named in the offer, held for this transaction, or None. It raises OfficeError where
   somebody went on in a way that no event of the matter tells (compare versions kept in `noted`).
4. Its line in `KINDS` here names the permission that it needs.

An offer is over with the account's next act, or with any later act on the same matter (`desktop.undo`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from desktop.calendar_years import undo_calendar_change
from desktop.complexity import undo_complex
from desktop.errors import OfficeError
from desktop.limits import put_noted_due
from desktop.matter_index import reindex
from desktop.merging import part_again
from desktop.moves import held_matter, move_assignment, put_matter_back
from desktop.undo import UndoKind
from desktop.visibility import spread
from desktop.work import Work
from models.matter import ActionNote, ExternalNumber, Matter, Visit, VisitPerson
from models.values.matter_states import AssignmentState, MatterState
from models.values.permissions import Permission

Noted = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of act is taken back, and what one must be allowed to do for it."""

    needs: Permission
    undo: Callable[[Work, Noted, Matter | None], str]


def _needed(matter: Matter | None) -> Matter:
    """Return the matter of an offer that always names one."""
    if matter is None:
        raise AssertionError("the offer names no matter")
    return matter


def undo_join(work: Work, noted: Noted, matter: Matter | None) -> str:
    """Take a joined visit out again: its rows go, limit and filled gaps stand as before."""
    matter, session = _needed(matter), work.session
    for person in session.scalars(select(VisitPerson).where(VisitPerson.visit_id == noted["visit_id"])).all():
        session.delete(person)
    session.flush()
    session.delete(session.get_one(Visit, noted["visit_id"]))
    for number_id in noted["external_number_ids"]:
        session.delete(session.get_one(ExternalNumber, number_id))
    for name in ("category_id", "village_id", "outside_town", "urgent"):
        setattr(matter, name, noted[name])
    put_noted_due(matter, noted["due"])
    session.flush()
    session.expire(matter, ["visits", "external_numbers"])
    reindex(work, matter)
    return "撤回并入的来访"


def undo_merge(work: Work, noted: Noted, matter: Matter | None) -> str:
    """Part two merged matters again."""
    part_again(work, noted, _needed(matter), held_matter(work, noted["into_id"]))
    return "撤回合并"


def undo_dispatch(work: Work, noted: Noted, matter: Matter | None) -> str:
    """Take the shares of a dispatch back; state, limit and the shares before it stand as they did."""
    matter = _needed(matter)
    for share in matter.assignments:
        if share.id in noted["given"]:
            if share.state != AssignmentState.PENDING:
                raise OfficeError("已有单位签收，不能再撤回分流。")
            move_assignment(share, AssignmentState.WITHDRAWN)
            share.ended_at = work.now
    before = dict(noted["shares"])
    for share in matter.assignments:
        if share.id in before:
            share.state, share.ended_at = before[share.id], None
    put_matter_back(matter, MatterState(noted["state"]))
    put_noted_due(matter, noted["due"])
    spread(work.session, matter)
    return "撤回分流"


def undo_note(work: Work, noted: Noted, matter: Matter | None) -> str:
    """Take a unit's note back."""
    _needed(matter)
    work.session.delete(work.session.get_one(ActionNote, noted["note_id"]))
    return "撤回办理记录"


KINDS = {
    UndoKind.DISPATCH: Kind(Permission.MATTER_DISPATCH, undo_dispatch),
    UndoKind.MERGE: Kind(Permission.MATTER_REGISTER, undo_merge),
    UndoKind.NOTE: Kind(Permission.MATTER_READ, undo_note),
    UndoKind.COMPLEX: Kind(Permission.MATTER_DISPATCH, undo_complex),
    UndoKind.CALENDAR: Kind(Permission.CENTRE_EDIT, undo_calendar_change),
    UndoKind.JOIN: Kind(Permission.MATTER_REGISTER, undo_join),
}
