"""From the desk to the units: dispatch, acknowledge or return, note, report; also on a unit's behalf (代录)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from desktop.errors import FormError, OfficeError
from desktop.extensions import end_asked
from desktop.limits import due_as_noted, kept_sender_dues, set_due
from desktop.matter_index import reindex
from desktop.moves import held_assignment, held_matter, move_assignment, move_matter
from desktop.permissions import requires
from desktop.undo import UndoKind, offer_undo
from desktop.unit_acts import (
    OnBehalf,
    acting_person,
    happened,
    needed_words,
    own_assignment,
    record_unit_act,
)
from desktop.versions import expect_version
from desktop.visibility import spread
from desktop.work import Work
from models.centre import Unit
from models.matter import ActionNote, Assignment, Matter
from models.values.choices import AssignmentRole, MatterNature
from models.values.matter_states import (
    ASSIGNMENT_LABELS,
    OPEN_ASSIGNMENT_STATES,
    AssignmentState,
    MatterState,
)
from models.values.permissions import Permission
from models.values.text import tidy

TEXT_LIMIT = 5000


@dataclass(frozen=True, slots=True)
class Share:
    """One unit's share of a dispatch."""

    unit_id: int
    task: str = ""


@dataclass(frozen=True, slots=True)
class Dispatched:
    """The assignments that a dispatch made, the lead unit's first."""

    matter_id: int
    assignment_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Acted:
    """A unit's act as kept."""

    matter_id: int
    assignment_id: int
    matter_state: str


@requires(Permission.MATTER_DISPATCH)
def dispatch_matter(
    work: Work, *, matter_id: int, version: int, lead: Share, assisting: tuple[Share, ...] = ()
) -> Dispatched:
    """Give an accepted (or returned) matter to a lead unit and assisting units.

    A report is never dispatched to the unit that it concerns (信访工作条例 30). The mediation committee is a
    unit like any other: dispatching there is how a dispute comes to mediation.
    """
    matter = held_matter(work, matter_id)
    expect_version(matter, version)
    shares = [(AssignmentRole.LEAD, lead), *((AssignmentRole.ASSISTING, share) for share in assisting)]
    units = _check_shares(work, matter, shares)
    noted: dict[str, Any] = {
        "state": matter.state,
        "due": due_as_noted(matter),
        "shares": [[a.id, a.state] for a in matter.assignments if a.state in OPEN_ASSIGNMENT_STATES],
    }
    move_matter(matter, MatterState.DISPATCHED)
    _withdraw_open(work, matter)
    rows = []
    for role, share in shares:
        row = Assignment(
            matter_id=matter.id,
            unit_id=share.unit_id,
            role=role,
            state=AssignmentState.PENDING,
            task=tidy(share.task, limit=200),
            dispatched_at=work.now,
            seen=matter.seen,
        )
        work.session.add(row)
        rows.append(row)
    if matter.nature == MatterNature.DISPUTE:
        step = (
            "mediate" if units[lead.unit_id].mediates else "finish"
        )  # the mediation term comes with the case
        set_due(work, matter, step, matter.accepted_at or work.now, kept_sender_dues(work, matter))
    work.session.flush()
    work.session.expire(matter, ["assignments"])
    spread(work.session, matter)
    names = "、".join(units[share.unit_id].name for _role, share in shares)
    work.record("matter:dispatch", matter, words=f"分流给{names}")
    noted["given"] = [row.id for row in rows]
    offer_undo(work, UndoKind.DISPATCH, words="分流", noted=noted, matter=matter)
    return Dispatched(matter.id, tuple(row.id for row in rows))


@requires(Permission.MATTER_DISPATCH)
def take_back_dispatch(work: Work, *, matter_id: int, version: int) -> Acted:
    """Undo a dispatch (撤回上一步) as long as no unit has acknowledged it."""
    matter = held_matter(work, matter_id)
    expect_version(matter, version)
    if any(a.state == AssignmentState.ACKNOWLEDGED for a in matter.assignments):
        raise OfficeError("已有单位签收，不能再撤回分流。")
    if matter.state != MatterState.DISPATCHED:
        raise OfficeError("这件事项没有等着签收的分流，不用撤回。")
    _withdraw_open(work, matter)
    move_matter(matter, MatterState.ACCEPTED)
    if matter.nature == MatterNature.DISPUTE:
        set_due(work, matter, "dispatch", matter.accepted_at or work.now, kept_sender_dues(work, matter))
    spread(work.session, matter)
    work.record("matter:take_back", matter, words="撤回分流")
    return Acted(matter.id, matter.assignments[-1].id, matter.state)


@requires(Permission.MATTER_READ)
def acknowledge_assignment(
    work: Work,
    *,
    assignment_id: int,
    version: int,
    on_behalf: OnBehalf | None = None,
    happened_at: datetime | None = None,
) -> Acted:
    """Take a share (签收). The lead unit's acknowledgement is the matter's; it ends the first receiver's duty."""
    assignment, matter = own_assignment(work, assignment_id, on_behalf)
    expect_version(assignment, version)
    when = happened(work, happened_at, assignment.dispatched_at)
    if assignment.state != AssignmentState.PENDING:  # from 已反馈 only the check or 重办 leads back
        standing = ASSIGNMENT_LABELS[AssignmentState(assignment.state)]
        raise OfficeError(f"这份派单现在是“{standing}”，不能再签收。")
    move_assignment(assignment, AssignmentState.ACKNOWLEDGED)
    assignment.acknowledged_at = when
    assignment.acknowledged_by = acting_person(work, on_behalf)
    if assignment.role == AssignmentRole.LEAD:
        move_matter(matter, MatterState.ACKNOWLEDGED)
    record_unit_act(work, "assignment:acknowledge", assignment, "签收", when, on_behalf)
    return Acted(matter.id, assignment.id, matter.state)


@requires(Permission.MATTER_READ)
def return_assignment(
    work: Work,
    *,
    assignment_id: int,
    version: int,
    reason: str,
    on_behalf: OnBehalf | None = None,
    happened_at: datetime | None = None,
) -> Acted:
    """Give a share back with a reason (退回). The lead unit's return sends the matter to the dispatcher."""
    assignment, matter = own_assignment(work, assignment_id, on_behalf)
    expect_version(assignment, version)
    text = needed_words(reason, "reason", "请写明退回的理由，由调度员裁定。", limit=200)
    when = happened(work, happened_at, assignment.dispatched_at)
    move_assignment(assignment, AssignmentState.RETURNED)
    assignment.return_reason = text
    assignment.ended_at = when
    if assignment.role == AssignmentRole.LEAD:
        move_matter(matter, MatterState.RETURNED)
    record_unit_act(work, "assignment:return", assignment, "退回", when, on_behalf)
    return Acted(matter.id, assignment.id, matter.state)


@requires(Permission.MATTER_READ)
def note_action(
    work: Work,
    *,
    assignment_id: int,
    text: str,
    on_behalf: OnBehalf | None = None,
    happened_at: datetime | None = None,
) -> Acted:
    """Note what a unit did (办理记录)."""
    assignment, matter = own_assignment(work, assignment_id, on_behalf)
    if assignment.state != AssignmentState.ACKNOWLEDGED:
        raise OfficeError("签收以后才能记办理情况。")
    kept = needed_words(text, "text", "请写下做了什么。", limit=TEXT_LIMIT)
    when = happened(work, happened_at, assignment.acknowledged_at)
    note = _add_note(work, assignment, kept, when, on_behalf)
    record_unit_act(work, "assignment:note", assignment, "办理记录", when, on_behalf)
    work.session.flush()
    offer_undo(work, UndoKind.NOTE, words="办理记录", noted={"note_id": note.id}, matter=matter)
    return Acted(matter.id, assignment.id, matter.state)


@requires(Permission.MATTER_READ)
def report_assignment(
    work: Work,
    *,
    assignment_id: int,
    version: int,
    text: str,
    solved: bool,
    on_behalf: OnBehalf | None = None,
    happened_at: datetime | None = None,
) -> Acted:
    """Give the unit's answer (反馈). The lead unit's answer stops its clock and brings the matter to closing."""
    assignment, matter = own_assignment(work, assignment_id, on_behalf)
    expect_version(assignment, version)
    kept = needed_words(text, "text", "请写下办理结果，逐条回应诉求。", limit=TEXT_LIMIT)
    if assignment.role == AssignmentRole.LEAD:
        waiting = [a for a in matter.assignments if a is not assignment and a.state in OPEN_ASSIGNMENT_STATES]
        if waiting:
            raise OfficeError("还有协办单位没有反馈，请等他们反馈，或由调度员收回协办。")
    when = happened(work, happened_at, assignment.acknowledged_at or assignment.dispatched_at)
    move_assignment(assignment, AssignmentState.REPORTED)
    assignment.ended_at = when
    note = _add_note(work, assignment, kept, when, on_behalf)
    note.feedback, note.solved = True, solved
    if assignment.role == AssignmentRole.LEAD:
        move_matter(matter, MatterState.REPORTED)
        end_asked(work, matter)
        matter.outcome = kept
        reindex(work, matter)
    record_unit_act(
        work, "assignment:report", assignment, "反馈" if solved else "反馈：未解决", when, on_behalf
    )
    return Acted(matter.id, assignment.id, matter.state)


@requires(Permission.MATTER_DISPATCH)
def withdraw_assisting(work: Work, *, assignment_id: int, version: int) -> Acted:
    """Take an assisting unit's open share back."""
    assignment, matter = held_assignment(work, assignment_id)
    expect_version(assignment, version)
    if assignment.role == AssignmentRole.LEAD:
        raise OfficeError("主办单位的派单不能单独收回，请撤回分流或改派。")
    move_assignment(assignment, AssignmentState.WITHDRAWN)
    assignment.ended_at = work.now
    spread(work.session, matter)
    work.record("assignment:withdraw", assignment, words="收回协办")
    return Acted(matter.id, assignment.id, matter.state)


def _check_shares(work: Work, matter: Matter, shares: list[tuple[AssignmentRole, Share]]) -> dict[int, Unit]:
    """Return the units of a dispatch by id, or refuse it at its fields."""
    wanted = [share.unit_id for _role, share in shares]
    units = {
        unit.id: unit for unit in work.session.scalars(select(Unit).where(Unit.id.in_(wanted), Unit.active))
    }
    faults: list[tuple[str, str]] = []
    if set(wanted) - set(units):
        faults.append(
            ("lead", "请选择主办单位。" if shares[0][1].unit_id not in units else "有的单位已停用。")
        )
    if len(set(wanted)) < len(wanted):
        faults.append(("assisting", "同一个单位只能选一次。"))
    if matter.concerned_unit_id in wanted:
        faults.append(("lead", "不能分流给被反映的单位，请选别的单位。"))
    if any(len(share.task) > 200 for _role, share in shares):
        faults.append(("task", "任务最多200个字。"))
    if faults:
        raise FormError(faults)
    return units


def _withdraw_open(work: Work, matter: Matter) -> None:
    """Take back every share that is still open."""
    for assignment in matter.assignments:
        if assignment.state in OPEN_ASSIGNMENT_STATES:
            move_assignment(assignment, AssignmentState.WITHDRAWN)
            assignment.ended_at = work.now


def _add_note(
    work: Work, assignment: Assignment, text: str, when: datetime, on_behalf: OnBehalf | None
) -> ActionNote:
    """Write what was done."""
    note = ActionNote(
        matter_id=assignment.matter_id,
        assignment_id=assignment.id,
        happened_at=when,
        text=text,
        acting_person=acting_person(work, on_behalf),
        recorded_how=on_behalf.how if on_behalf else None,
        seen=assignment.seen,
    )
    work.session.add(note)
    return note
