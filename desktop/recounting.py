"""Counting the limits of open matters again by another calendar: which move, how, and the writing of it.

Who edits the calendar is the administrator, who sees no matter: what is told to him are numbers and days only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import load_only

from desktop.clock import day_of
from desktop.deadlines.calendar import WorkCalendar
from desktop.deadlines.rules import Deadline
from desktop.entries.calendar import CalendarEntry
from desktop.limits import due_as_noted, kept_reasoning, put_due, put_noted_due, recounted
from desktop.work import Work
from models.matter import ExternalNumber, Matter
from models.mediation import MediationCase
from models.values.dates import moment_in_sentences
from models.values.matter_states import CLOCK_STOPPED

_UNNARROWED = {"unnarrowed": True}
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Recount:
    """A matter whose limit reads otherwise by another calendar."""

    matter_id: int
    version: int
    due_before: datetime
    was_provisional: bool
    deadline: Deadline

    @property
    def moves(self) -> bool:
        """Tell whether the due moment itself moves; else only its reasoning does."""
        return self.deadline.due_at != self.due_before

    @property
    def settles(self) -> bool:
        """Tell whether a provisional limit stays where it is and is sure from now on."""
        return not self.moves and self.was_provisional and not self.deadline.provisional


def by_entry(calendar: WorkCalendar, year: int, entry: CalendarEntry | None) -> WorkCalendar:
    """Return a calendar with one year as the form has it; None for a year that was not entered."""
    if entry is None:
        return calendar.with_year(year, None, confirmed=False)
    days: Mapping[date, tuple[bool, str]] = {day.day: (day.working, day.name) for day in entry.days}
    return calendar.with_year(year, days, confirmed=entry.confirmed)


def recounts(work: Work, calendar: WorkCalendar) -> Iterator[Recount]:
    """Yield the open matters whose limit, or its reasoning, is another by this calendar; their clock runs."""
    senders = _sender_dues(work)
    running = (
        select(Matter.id, Matter.version, Matter.due_at, Matter.due_days, Matter.due_provisional)
        .where(Matter.ended_at.is_(None), Matter.state.not_in(CLOCK_STOPPED), Matter.due_at.is_not(None))
        .order_by(Matter.id)
    )
    for row in work.session.execute(running, execution_options=_UNNARROWED):
        deadline = recounted(row.due_days or {}, senders.get(row.id, ()), calendar)
        if deadline is None:
            continue
        same = deadline.due_at == row.due_at and deadline.provisional == row.due_provisional
        if not same or kept_reasoning(deadline) != row.due_days:
            yield Recount(row.id, row.version, row.due_at, row.due_provisional, deadline)


def write_recounts(work: Work, found: list[Recount], why: str) -> dict[str, Any]:
    """Write the limits that were counted again; each matter whose limit moves has an event of its own.

    Returns what `put_recounts_back` needs, as JSON: by matter its limit before, and its version afterwards.
    """
    by_id = {one.matter_id: one for one in found}
    matters = list(matters_for_limits(work, list(by_id)))
    cases = _cases(work, matters)
    noted: dict[str, Any] = {str(matter.id): due_as_noted(matter) for matter in matters}
    for matter in matters:
        one, case = by_id[matter.id], cases.get(matter.id)
        if case is not None:
            noted[str(matter.id)]["case"] = _term_as_noted(case)
            case.due_on = day_of(one.deadline.due_at)
            case.due_days = kept_reasoning(one.deadline) | {"step": case.due_days.get("step", "")}
        put_due(matter, one.deadline)
        _tell(work, matter, one.due_before, why, settles=one.settles)
    work.session.flush()
    for matter in matters:
        noted[str(matter.id)]["version"] = matter.version
        if matter.id in cases:
            noted[str(matter.id)]["case"]["version"] = cases[matter.id].version
    return noted


def put_recounts_back(work: Work, noted: Mapping[str, Any], calendar: WorkCalendar, why: str) -> None:
    """Put limits back that `write_recounts` changed; where somebody acted since, count by the old calendar."""
    matters = list(matters_for_limits(work, [int(matter_id) for matter_id in noted]))
    cases = _cases(work, matters)
    for matter in matters:
        before, kept, case = matter.due_at, noted[str(matter.id)], cases.get(matter.id)
        if matter.version != kept["version"]:
            continue
        if case is not None and "case" in kept and case.version == kept["case"]["version"]:
            case.due_on, case.due_days = date.fromisoformat(kept["case"]["due_on"]), kept["case"]["due_days"]
        put_noted_due(matter, kept)
        _tell(work, matter, before, why, settles=False)
    work.session.flush()
    since = [one for one in recounts(work, calendar) if str(one.matter_id) in noted]
    write_recounts(work, since, why)


def _cases(work: Work, matters: list[Matter]) -> dict[int, MediationCase]:
    """Return the mediation cases whose term is the limit of these matters, by matter."""
    by_id = {matter.id: matter for matter in matters}
    columns = load_only(
        MediationCase.matter_id, MediationCase.due_on, MediationCase.due_days, MediationCase.version
    )
    found: dict[int, MediationCase] = {}
    for start in range(0, len(matters), _AT_ONCE):
        ids = [matter.id for matter in matters[start : start + _AT_ONCE]]
        chosen = (
            select(MediationCase)
            .options(columns)
            .where(MediationCase.matter_id.in_(ids), MediationCase.due_on.is_not(None))
        )
        for case in work.session.scalars(chosen, execution_options=_UNNARROWED):
            basis = (case.due_days or {}).get("basis")
            if basis is not None and basis == by_id[case.matter_id].due_days.get("basis"):
                found[case.matter_id] = case
    return found


def _term_as_noted(case: MediationCase) -> dict[str, Any]:
    """Return a case's term as data, so that an undo can put it back."""
    return {"due_on": case.due_on.isoformat() if case.due_on else "", "due_days": case.due_days}


def _tell(work: Work, matter: Matter, before: datetime | None, why: str, *, settles: bool) -> None:
    """Write the event of a limit that moved or became sure."""
    if before is None or matter.due_at is None:
        return
    if matter.due_at != before:
        was, now = moment_in_sentences(before), moment_in_sentences(matter.due_at)
        work.record("matter:recount", matter, words=f"{why}，时限由{was}改为{now}")
    elif settles:
        work.record("matter:recount", matter, words=f"{why}，时限{moment_in_sentences(before)}不再是暂定")


def matters_for_limits(work: Work, ids: list[int]) -> Iterator[Matter]:
    """Yield matters to write their limits, without their stories, whoever may see them."""
    columns = load_only(
        Matter.state,
        Matter.confidential,
        Matter.due_at,
        Matter.due_days,
        Matter.due_provisional,
        Matter.version,
    )
    for start in range(0, len(ids), _AT_ONCE):
        chosen = select(Matter).options(columns).where(Matter.id.in_(ids[start : start + _AT_ONCE]))
        yield from work.session.scalars(chosen.order_by(Matter.id), execution_options=_UNNARROWED).all()


def _sender_dues(work: Work) -> dict[int, list[Any]]:
    """Return the senders' dates of open matters."""
    wanted = (
        select(ExternalNumber.matter_id, ExternalNumber.due_at)
        .join(Matter, Matter.id == ExternalNumber.matter_id)
        .where(Matter.ended_at.is_(None), ExternalNumber.due_at.is_not(None))
    )
    found: dict[int, list[Any]] = {}
    for row in work.session.execute(wanted, execution_options=_UNNARROWED):
        found.setdefault(row.matter_id, []).append(row.due_at)
    return found
