"""What every act of a unit has in common: whose share, who of the unit, when, on whose behalf it is entered (代录)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.errors import ConflictError, ForbiddenError, OfficeError
from desktop.moves import held_assignment
from desktop.permissions import refusal
from desktop.work import Work
from models.centre import Unit
from models.matter import Assignment, Matter
from models.values.choices import RecordedHow, label
from models.values.permissions import Permission
from models.values.text import tidy

PERSON_LIMIT = 40


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """代录: who of the unit acted, and how that reached the one who records it."""

    acting_person: str
    how: RecordedHow


def own_assignment(work: Work, assignment_id: int, on_behalf: OnBehalf | None) -> tuple[Assignment, Matter]:
    """Return a share that this account may act on: its own unit's, or another's by 代录."""
    assignment, matter = held_assignment(work, assignment_id)
    if matter.merged_into_id is not None:
        raise ConflictError("这件事项刚才并入了另一件，您写的还在，没有保存；请重新读取后打开那一件。")
    if on_behalf is None:
        if not work.who.may(Permission.ASSIGNMENT_ACT):
            raise ForbiddenError(refusal(Permission.ASSIGNMENT_ACT))
        if assignment.unit_id != work.who.unit_id:
            raise ForbiddenError("这份派单是给别的单位的，请由该单位办理，或由调度员代录。")
    elif not work.who.may(Permission.ASSIGNMENT_RECORD_FOR):
        raise ForbiddenError(refusal(Permission.ASSIGNMENT_RECORD_FOR))
    else:
        needed_words(
            on_behalf.acting_person, "acting_person", "代录要写明是该单位的谁办的。", limit=PERSON_LIMIT
        )
    return assignment, matter


def acting_person(work: Work, on_behalf: OnBehalf | None) -> str:
    """Return who did it."""
    return tidy(on_behalf.acting_person, limit=PERSON_LIMIT) if on_behalf else work.who.name


def happened(work: Work, happened_at: datetime | None, earliest: datetime | None) -> datetime:
    """Return 发生时间: not in the future, not before what it follows."""
    when = happened_at or work.now
    if when > work.now:
        raise OfficeError("发生时间不能晚于现在。", field="happened_at")
    if happened_at is not None and earliest is not None and when < earliest:
        raise OfficeError("发生时间不能早于上一步。", field="happened_at")
    return when


def needed_words(text: str, field: str, missing: str, *, limit: int) -> str:
    """Return a checked text, or refuse at its field."""
    try:
        kept = tidy(text, limit=limit, multiline=True)
    except ValueError as fault:
        raise OfficeError(str(fault), field=field) from fault
    if not kept:
        raise OfficeError(missing, field=field)
    return kept


def record_unit_act(
    work: Work, tag: str, assignment: Assignment, words: str, when: datetime, on_behalf: OnBehalf | None
) -> None:
    """Record a unit's act, with who did it and on whose behalf it was entered."""
    unit = work.session.get_one(Unit, assignment.unit_id)
    by = f"（{label(on_behalf.how)}，{work.who.name}代录）" if on_behalf else ""
    work.record(
        tag,
        assignment,
        words=f"{unit.name}{words}{by}",
        occurred_at=when,
        acting_person=acting_person(work, on_behalf),
        recorded_for_unit_id=assignment.unit_id if on_behalf else None,
    )
