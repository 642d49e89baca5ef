"""The one guard of every state change: what is not in the transition set is refused and explained."""

from __future__ import annotations

from desktop.errors import OfficeError
from models.matter import Assignment, Matter
from models.values.matter_states import (
    ASSIGNMENT_LABELS,
    ASSIGNMENT_MOVES,
    MATTER_LABELS,
    MATTER_MOVES,
    AssignmentState,
    MatterState,
)


def move_matter(matter: Matter, to: MatterState) -> None:
    """Move a matter, or refuse with where it stands."""
    before = MatterState(matter.state)
    if (before, to) not in MATTER_MOVES:
        raise OfficeError(f"这件事项现在是“{MATTER_LABELS[before]}”，不能改为“{MATTER_LABELS[to]}”。")
    matter.state = to


def move_assignment(assignment: Assignment, to: AssignmentState) -> None:
    """Move a unit's share, or refuse with where it stands."""
    before = AssignmentState(assignment.state)
    if (before, to) not in ASSIGNMENT_MOVES:
        raise OfficeError(f"这份派单现在是“{ASSIGNMENT_LABELS[before]}”，不能改为“{ASSIGNMENT_LABELS[to]}”。")
    assignment.state = to
