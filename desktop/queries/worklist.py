"""Lists of matters: a shelf page by page, its counts, and one matter as every list shows it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select

from desktop.clock import day_of
from desktop.limits import clock_runs, work_calendar
from desktop.permissions import requires
from desktop.queries.shelves import (
    COUNTED_AT_MOST,
    EVERY,
    GROWING,
    OPEN_SHELVES,
    ORDER_LABELS,
    SHELF_LABELS,
    Order,
    Shelf,
    Span,
    first_order,
    open_conditions,
    orders_of,
    shelf_ids,
)
from desktop.work import Work
from models.centre import Unit, Village
from models.matter import Assignment, Matter
from models.values.choices import AssignmentRole, Channel, MatterNature, label
from models.values.matter_states import MATTER_LABELS, AssignmentState, MatterState
from models.values.permissions import Permission

__all__ = [
    "ORDER_LABELS",
    "PAGE",
    "SHELF_LABELS",
    "Order",
    "Shelf",
    "WorklistRow",
    "count_words",
    "days_left",
    "first_order",
    "matter_rows",
    "orders_of",
    "rows_of",
    "shelf_counts",
    "worklist",
    "worklist_ids",
]

PAGE = 50
MERGED_WORDS = "已并入"
"""What a list says of a matter that goes on in an older one."""
_COLUMNS = (
    Matter.id,
    Matter.code,
    Matter.title,
    Matter.nature,
    Matter.channel,
    Matter.state,
    Matter.claimant_name,
    Matter.village_id,
    Matter.outside_town,
    Matter.happened_at,
    Matter.due_at,
    Matter.due_provisional,
    Matter.urgent,
    Matter.confidential,
    Matter.late_entry,
    Matter.collective,
    Matter.risk,
    Matter.merged_into_id,
)
"""What a list needs of a matter: never the story."""


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
    collective: bool = False
    risk: str = "none"
    merged: bool = False
    """Goes on in an older matter."""


@requires(Permission.MATTER_READ)
def worklist(
    work: Work,
    *,
    shelf: Shelf = Shelf.OPEN,
    before: int | None = None,
    limit: int = PAGE,
    order: Order = Order.NEWEST,
) -> tuple[WorklistRow, ...]:
    """Return a page of a shelf in an order; `before` is the last matter id of the page before."""
    ids = work.session.scalars(shelf_ids(work, shelf, before=before, limit=limit, order=order)).all()
    rows = {row.matter_id: row for row in rows_of(work, ids)}
    return tuple(rows[matter_id] for matter_id in ids if matter_id in rows)


@requires(Permission.MATTER_READ)
def worklist_ids(
    work: Work, *, shelf: Shelf = Shelf.OPEN, order: Order = Order.NEWEST, spans: tuple[Span, ...] = (EVERY,)
) -> tuple[int, ...]:
    """Return only the ids of a shelf within spans of ids, in its order: what a list needs to keep its place."""
    found: list[int] = []
    for span in spans:
        found += work.session.scalars(shelf_ids(work, shelf, before=None, limit=None, order=order, span=span))
    return tuple(found)


@requires(Permission.MATTER_READ)
def shelf_counts(work: Work, *, shelves: Collection[Shelf] = tuple(Shelf)) -> dict[Shelf, int]:
    """Return how many matters stand on each shelf, as this account sees them.

    A shelf that grows for ever is counted up to `COUNTED_AT_MOST`; `count_words` says then 999+.
    """
    counts = _counts_of_open(work, OPEN_SHELVES.intersection(shelves))
    for shelf in shelves:
        if shelf not in OPEN_SHELVES:
            most = COUNTED_AT_MOST if shelf in GROWING else None
            ids = shelf_ids(work, shelf, before=None, limit=most)
            found = select(func.count()).select_from((ids if most else ids.order_by(None)).subquery())
            counts[shelf] = int(work.session.scalar(found) or 0)
    return {shelf: counts[shelf] for shelf in shelves}


def count_words(count: int) -> str:
    """Return a count as a button shows it: the number, or 999+."""
    return str(count) if count < COUNTED_AT_MOST else f"{COUNTED_AT_MOST - 1}+"


def _counts_of_open(work: Work, shelves: Collection[Shelf]) -> dict[Shelf, int]:
    """Count the shelves of open matters in one reading of their index."""
    if not shelves:
        return {}
    conditions = open_conditions(work)
    wanted = sorted(shelves)
    sums = [func.sum(case((conditions[shelf], 1), else_=0)) for shelf in wanted]
    row = work.session.execute(select(*sums).where(Matter.ended_at.is_(None))).one()
    return {shelf: int(count or 0) for shelf, count in zip(wanted, row, strict=True)}


def rows_of(work: Work, ids: Collection[int]) -> tuple[WorklistRow, ...]:
    """Return the matters of these ids that this account may see, the newest first."""
    if not ids:
        return ()
    return matter_rows(work, select(Matter).where(Matter.id.in_(ids)).order_by(Matter.id.desc()))


def matter_rows(work: Work, statement: Select[Matter]) -> tuple[WorklistRow, ...]:
    """Return the rows of a statement of matters, with village, lead unit and days left."""
    session = work.session
    matters = session.execute(statement.with_only_columns(*_COLUMNS)).all()
    villages = {m.village_id for m in matters} - {None}
    named = (
        dict(session.execute(select(Village.id, Village.name).where(Village.id.in_(villages))).all())
        if villages
        else {}
    )
    leads = _lead_units(work, [m.id for m in matters])
    return tuple(_row(work, m, named.get(m.village_id, ""), leads.get(m.id, "")) for m in matters)


def _lead_units(work: Work, ids: Collection[int]) -> dict[int, str]:
    """Return the unit that leads, by matter; the latest where a matter was dispatched again."""
    if not ids:
        return {}
    found = (
        select(Assignment.matter_id, Unit.name)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(
            Assignment.matter_id.in_(ids),
            Assignment.role == AssignmentRole.LEAD,
            Assignment.state != AssignmentState.WITHDRAWN,
        )
        .order_by(Assignment.id)
    )
    return dict(work.session.execute(found).all())


def _row(work: Work, matter: Any, village: str, lead: str) -> WorklistRow:
    """Return one matter as a list shows it."""
    due_at: datetime | None = matter.due_at if clock_runs(matter.state) else None
    merged = matter.merged_into_id is not None
    return WorklistRow(
        matter_id=matter.id,
        code=matter.code,
        short_code=matter.code.partition("-")[2],
        title=matter.title,
        nature=label(MatterNature(matter.nature)),
        channel=label(Channel(matter.channel)),
        state=matter.state,
        state_words=MERGED_WORDS if merged else MATTER_LABELS[MatterState(matter.state)],
        claimant_name=matter.claimant_name or "未留名",
        village=village or ("镇外" if matter.outside_town else ""),
        lead_unit=lead,
        happened_at=matter.happened_at,
        due_at=due_at,
        due_provisional=matter.due_provisional,
        late=due_at is not None and work.now > due_at,
        days_left=days_left(work, due_at),
        urgent=matter.urgent,
        confidential=matter.confidential,
        late_entry=matter.late_entry,
        collective=matter.collective,
        risk=matter.risk,
        merged=merged,
    )


def days_left(work: Work, due_at: datetime | None) -> int | None:
    """Return the working days until a due moment, negative when it has passed, None without one."""
    if due_at is None:
        return None
    calendar, today, last = work_calendar(work), work.today, day_of(due_at)
    if work.now > due_at:
        return -max(1, calendar.working_days(last, today))
    return calendar.working_days(today, last)
