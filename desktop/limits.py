"""Limits of a matter: which rule of which scheme applies, and when it is due, with the reasoning kept beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from desktop.deadlines.calendar import WorkCalendar
from desktop.deadlines.rules import Deadline, Rule, due, earlier_wins
from desktop.deadlines.schemes import step_from_data
from desktop.work import Work
from models.deadline import CalendarDay, CalendarYear, DeadlineScheme

FALLBACK_NATURE = "livelihood"
"""Natures without a scheme of their own take this one's (practice.md 10: others by route, a setting)."""


def work_calendar(work: Work) -> WorkCalendar:
    """Return the centre's working calendar."""
    kept = work.session.info.get("work_calendar")
    if isinstance(kept, WorkCalendar):
        return kept
    rows = work.session.execute(
        select(
            CalendarYear.year, CalendarYear.confirmed, CalendarDay.day, CalendarDay.working, CalendarDay.name
        ).outerjoin(CalendarDay, CalendarDay.year == CalendarYear.year)
    ).all()
    days = {row.day: (row.working, row.name) for row in rows if row.day is not None}
    calendar = WorkCalendar(days, {row.year for row in rows if row.confirmed})
    work.session.info["work_calendar"] = calendar
    return calendar


def rule_of(work: Work, step: str, *, nature: str = "", scheme: str = "") -> Rule | None:
    """Return the rule of a step, of the scheme named or of the one that holds for a nature; None without one."""
    schemes = work.session.info.get("deadline_schemes")
    if schemes is None:
        schemes = work.session.scalars(select(DeadlineScheme).where(DeadlineScheme.active)).all()
        work.session.info["deadline_schemes"] = schemes
    for wanted in (nature, FALLBACK_NATURE):
        for row in schemes:
            if row.key == scheme or (not scheme and wanted in row.natures):
                data = row.steps.get(step)
                return step_from_data({"step": step, "of": row.key, **data}).rule if data else None
    return None


def step_due(
    work: Work, nature: str, step: str, start: datetime, sender_dues: Iterable[datetime | None] = ()
) -> Deadline | None:
    """Return when a step of a matter is due; a sender's earlier date wins (practice.md 9). None without a rule."""
    rule = rule_of(work, step, nature=nature)
    if rule is None:
        return None
    deadline = due(rule, start, work_calendar(work))
    for sender_due in sender_dues:
        deadline = earlier_wins(deadline, sender_due)
    return deadline


def kept_reasoning(deadline: Deadline) -> dict[str, Any]:
    """Return a deadline's reasoning as JSON: the sentence, and the count day by day."""
    return {
        "because": deadline.because,
        "days": [[day.day.isoformat(), day.counted, day.why] for day in deadline.days],
    }
