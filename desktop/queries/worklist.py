"""The desk of each role: which matters are whose, which wait, which are late; paged by key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from desktop.limits import work_calendar
from desktop.permissions import requires
from desktop.work import Work
from models.centre import Unit, Village
from models.matter import Assignment, Matter
from models.values.choices import AssignmentRole, Channel, MatterNature, label
from models.values.matter_states import (
    MATTER_LABELS,
    OPEN_ASSIGNMENT_STATES,
    OPEN_MATTER_STATES,
    AssignmentState,
    MatterState,
)
from models.values.permissions import Permission

PAGE = 50


class Shelf(StrEnum):
    """Which part of the matters a list shows."""

    OPEN = "open"
    TO_DISPATCH = "to_dispatch"
    MINE = "mine"
    WAITING = "waiting"
    LATE = "late"
    UNFINISHED = "unfinished"
    TO_CLOSE = "to_close"
    ENDED = "ended"
    ALL = "all"


SHELF_LABELS = {
    Shelf.OPEN: "在办",
    Shelf.TO_DISPATCH: "待分流",
    Shelf.MINE: "本单位",
    Shelf.WAITING: "待签收",
    Shelf.LATE: "超期",
    Shelf.UNFINISHED: "登记未完成",
    Shelf.TO_CLOSE: "待办结",
    Shelf.ENDED: "已结束",
    Shelf.ALL: "全部",
}


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One matter in a list. Names in full on the screen, numbers never."""

    matter_id: int
    code: str
    short_code: str
    title: str
    nature: str
    channel: str
    state: str
    state_words: str
    claimant_name: str
    village: str
    lead_unit: str
    happened_at: datetime
    due_at: datetime | None
    due_provisional: bool
    late: bool
    days_left: int | None
    """Working days left, negative when late, None without a limit."""
    urgent: bool
    confidential: bool
    late_entry: bool


@requires(Permission.MATTER_READ)
def worklist(
    work: Work, *, shelf: Shelf = Shelf.OPEN, before: int | None = None, limit: int = PAGE
) -> tuple[WorklistRow, ...]:
    """Return a page of a shelf, the newest first; `before` is the last matter id of the page before."""
    statement = select(Matter).where(_on_shelf(work, shelf))
    if before is not None:
        statement = statement.where(Matter.id < before)
    return matter_rows(work, statement.order_by(Matter.id.desc()).limit(limit))


@requires(Permission.MATTER_READ)
def shelf_counts(work: Work) -> dict[Shelf, int]:
    """Return how many matters stand on each shelf, as this account sees them."""
    counts = {}
    for shelf in Shelf:
        found = select(func.count()).select_from(Matter).where(_on_shelf(work, shelf))
        counts[shelf] = int(work.session.scalar(found) or 0)
    return counts


def matter_rows(work: Work, statement: Select[Matter]) -> tuple[WorklistRow, ...]:
    """Return the rows of a statement of matters, with village, lead unit and days left."""
    session = work.session
    matters = session.scalars(statement).all()
    villages = dict(
        session.execute(
            select(Village.id, Village.name).where(Village.id.in_({m.village_id for m in matters}))
        ).all()
    )
    leads = dict(
        session.execute(
            select(Assignment.matter_id, Unit.name)
            .join(Unit, Unit.id == Assignment.unit_id)
            .where(
                Assignment.matter_id.in_([m.id for m in matters]),
                Assignment.role == AssignmentRole.LEAD,
                Assignment.state != AssignmentState.WITHDRAWN,
            )
            .order_by(Assignment.id)
        ).all()
    )
    return tuple(_row(work, m, villages.get(m.village_id or 0, ""), leads.get(m.id, "")) for m in matters)


def _row(work: Work, matter: Matter, village: str, lead: str) -> WorklistRow:
    """Return one matter as a list shows it."""
    late = matter.due_at is not None and work.now > matter.due_at
    return WorklistRow(
        matter_id=matter.id,
        code=matter.code,
        short_code=matter.code.partition("-")[2],
        title=matter.title,
        nature=label(MatterNature(matter.nature)),
        channel=label(Channel(matter.channel)),
        state=matter.state,
        state_words=MATTER_LABELS[MatterState(matter.state)],
        claimant_name=matter.claimant_name or "未留名",
        village=village or ("镇外" if matter.outside_town else ""),
        lead_unit=lead,
        happened_at=matter.happened_at,
        due_at=matter.due_at,
        due_provisional=matter.due_provisional,
        late=late,
        days_left=days_left(work, matter.due_at),
        urgent=matter.urgent,
        confidential=matter.confidential,
        late_entry=matter.late_entry,
    )


def days_left(work: Work, due_at: datetime | None) -> int | None:
    """Return the working days until a due moment, negative when it has passed, None without one."""
    if due_at is None:
        return None
    from desktop.clock import day_of

    calendar, today, last = work_calendar(work), work.today, day_of(due_at)
    if work.now > due_at:
        return -max(1, calendar.working_days(last, today))
    return calendar.working_days(today, last)


def _on_shelf(work: Work, shelf: Shelf) -> ColumnElement[bool]:
    """Return the condition of a shelf."""
    is_open = Matter.state.in_(OPEN_MATTER_STATES)
    my_unit = Assignment.unit_id == work.who.unit_id
    of_matter = Assignment.matter_id == Matter.id
    conditions: dict[Shelf, ColumnElement[bool]] = {
        Shelf.OPEN: is_open,
        Shelf.TO_DISPATCH: Matter.state.in_((MatterState.ACCEPTED, MatterState.RETURNED)),
        Shelf.MINE: is_open
        & exists().where(of_matter, my_unit, Assignment.state.in_(OPEN_ASSIGNMENT_STATES)),
        Shelf.WAITING: is_open
        & exists().where(of_matter, my_unit, Assignment.state == AssignmentState.PENDING),
        Shelf.LATE: and_(is_open, Matter.due_at.is_not(None), Matter.due_at < work.now),
        Shelf.UNFINISHED: Matter.state == MatterState.UNFINISHED,
        Shelf.TO_CLOSE: Matter.state.in_((MatterState.REPORTED, MatterState.VERIFIED)),
        Shelf.ENDED: Matter.state.not_in(OPEN_MATTER_STATES),
        Shelf.ALL: Matter.id > 0,
    }
    return conditions[shelf]
