"""The one guard of every state change: what is not in the transition set is refused and explained; and the row held."""

from __future__ import annotations

from desktop.errors import NotFoundError, OfficeError
from desktop.work import Work
from models.matter import Assignment, Matter
from models.values.matter_states import (
    ASSIGNMENT_LABELS,
    ASSIGNMENT_MOVES,
    MATTER_LABELS,
    MATTER_MOVES,
    AssignmentState,
    MatterState,
)

MOST_MERGES = 20
"""A chain of merged matters is never so long; the guard keeps a broken one from turning forever."""


def held_matter(work: Work, matter_id: int) -> Matter:
    """Return a matter that this account may see, held for this transaction: acts on one matter wait for each other.

    So a row that is added below it carries the bits that it has at the end. NotFoundError where there is none.
    """
    matter = work.session.get(Matter, matter_id, with_for_update=True)
    if matter is None:
        raise NotFoundError("没有找到这件事项。")
    return matter


def standing_matter(work: Work, matter_id: int) -> Matter:
    """Return a matter held for this transaction, or the one that goes on where it was merged into another."""
    matter = held_matter(work, matter_id)
    for _step in range(MOST_MERGES):
        if matter.merged_into_id is None:
            break
        matter = held_matter(work, matter.merged_into_id)
    return matter


def held_assignment(work: Work, assignment_id: int) -> tuple[Assignment, Matter]:
    """Return a unit's share that this account may see, and its matter, held for this transaction."""
    shown = work.session.get(Assignment, assignment_id)
    if shown is None:
        raise NotFoundError("没有找到这份派单。")
    matter = held_matter(work, shown.matter_id)
    work.session.refresh(shown)  # it may have changed while this act waited
    return shown, matter


def move_matter(matter: Matter, to: MatterState) -> None:
    """Move a matter, or refuse with where it stands."""
    before = MatterState(matter.state)
    if (before, to) not in MATTER_MOVES:
        raise OfficeError(f"这件事项现在是“{MATTER_LABELS[before]}”，不能改为“{MATTER_LABELS[to]}”。")
    matter.state = to


def put_matter_back(matter: Matter, state: MatterState) -> None:
    """Put a matter where it stood before an act that is taken back (撤回上一步): the one way round the moves."""
    matter.state = state


def move_assignment(assignment: Assignment, to: AssignmentState) -> None:
    """Move a unit's share, or refuse with where it stands."""
    before = AssignmentState(assignment.state)
    if (before, to) not in ASSIGNMENT_MOVES:
        raise OfficeError(f"这份派单现在是“{ASSIGNMENT_LABELS[before]}”，不能改为“{ASSIGNMENT_LABELS[to]}”。")
    assignment.state = to
