"""What waits for the mediation committee: matters dispatched to it that are no cases yet, and the next 卷号."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, exists, func, select

from desktop.mediation.numbering import series_of, waiting_serial
from desktop.mediation.opening import own_committees
from desktop.permissions import requires
from desktop.queries.worklist import PAGE, WorklistRow, matter_rows
from desktop.work import Work
from models.centre import Committee
from models.matter import Assignment, Matter
from models.mediation import MediationCase
from models.values.case_number import NUMBER_AT_LABELS, NumberAt
from models.values.matter_states import OPEN_ASSIGNMENT_STATES, OPEN_MATTER_STATES
from models.values.permissions import Permission


@requires(Permission.CASE_EDIT)
def matters_to_accept(work: Work, *, before: int | None = None, limit: int = PAGE) -> tuple[WorklistRow, ...]:
    """Return the matters that were given to the account's own committee and are not mediated yet, newest first."""
    statement = _to_accept(work)
    if before is not None:
        statement = statement.where(Matter.id < before)
    return matter_rows(work, statement.order_by(Matter.id.desc()).limit(limit))


@requires(Permission.CASE_EDIT)
def count_to_accept(work: Work) -> int:
    """Return how many matters `matters_to_accept` has."""
    return int(work.session.scalar(select(func.count()).select_from(_to_accept(work).subquery())) or 0)


def _to_accept(work: Work) -> Select[Matter]:
    """Return the statement of the matters given to the account's own committee that are not mediated yet."""
    given = exists().where(
        Assignment.matter_id == Matter.id,
        Assignment.unit_id == work.who.unit_id,
        Assignment.state.in_(OPEN_ASSIGNMENT_STATES),
    )
    committee = exists().where(Committee.unit_id == work.who.unit_id, Committee.active)
    mediated = exists().where(MediationCase.matter_id == Matter.id)
    return select(Matter).where(Matter.state.in_(OPEN_MATTER_STATES), given, committee, ~mediated)


@requires(Permission.CASE_READ)
def next_case_number(work: Work, *, accepted_on: date, committee_id: int | None = None) -> str:
    """Return the 卷号 that a case accepted on this day would get now; '' where the unit has no committee.

    It is only given when the case is saved: somebody else may take it before. Where the committee gives its
    numbers later, the words say when.
    """
    own = next((one for one in own_committees(work) if committee_id in {None, one.id}), None)
    if own is None:
        return ""
    when = NumberAt(own.number_at)
    if when is not NumberAt.ACCEPTANCE:
        return f"{NUMBER_AT_LABELS[when]}给号"
    series = series_of(own, accepted_on.year, oral=False)
    return series.number(waiting_serial(work, series))
