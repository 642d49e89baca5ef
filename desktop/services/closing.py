"""The end of a matter: closed by the director, or terminated."""

from __future__ import annotations

from desktop.errors import OfficeError
from desktop.matter_index import reindex
from desktop.moves import held_matter, move_assignment, move_matter
from desktop.permissions import requires
from desktop.services.dispatching import Acted
from desktop.versions import expect_version
from desktop.work import Work
from models.matter import Matter
from models.values.matter_states import OPEN_ASSIGNMENT_STATES, AssignmentState, MatterState
from models.values.permissions import Permission
from models.values.text import tidy

OUTCOME_LIMIT = 5000


@requires(Permission.MATTER_CLOSE)
def close_matter(work: Work, *, matter_id: int, version: int, outcome: str = "") -> Acted:
    """Close a matter (办结) after its feedback; `outcome` replaces the unit's words where it is given."""
    matter = _open_matter(work, matter_id, version)
    kept = _outcome(outcome) or matter.outcome
    if not kept:
        raise OfficeError("请写下办理结果。", field="outcome")
    move_matter(matter, MatterState.CLOSED)
    return _ended(work, matter, kept, "matter:close", "办结")


@requires(Permission.MATTER_CLOSE)
def terminate_matter(work: Work, *, matter_id: int, version: int, reason: str) -> Acted:
    """Terminate an open matter (撤回诉求, 转入法律程序 …) with the reason."""
    matter = _open_matter(work, matter_id, version)
    kept = _outcome(reason)
    if not kept:
        raise OfficeError("请写明终止的原因。", field="reason")
    move_matter(matter, MatterState.TERMINATED)
    for assignment in matter.assignments:
        if assignment.state in OPEN_ASSIGNMENT_STATES:
            move_assignment(assignment, AssignmentState.WITHDRAWN)
            assignment.ended_at = work.now
    return _ended(work, matter, kept, "matter:terminate", "终止")


def _open_matter(work: Work, matter_id: int, version: int) -> Matter:
    """Return a matter that this account may see, at the version that its form shows."""
    matter = held_matter(work, matter_id)
    expect_version(matter, version)
    return matter


def _outcome(text: str) -> str:
    """Return the checked words of an end."""
    try:
        return tidy(text, limit=OUTCOME_LIMIT, multiline=True)
    except ValueError as fault:
        raise OfficeError(str(fault), field="outcome") from fault


def _ended(work: Work, matter: Matter, outcome: str, tag: str, words: str) -> Acted:
    """Write the end of a matter and record it."""
    matter.outcome = outcome
    matter.ended_at = work.now
    matter.due_at, matter.due_days, matter.due_provisional = None, {}, False
    reindex(work, matter)
    work.record(tag, matter, words=words)
    last = matter.assignments[-1].id if matter.assignments else 0
    return Acted(matter.id, last, matter.state)
