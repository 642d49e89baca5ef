"""Limits of a matter: which rule of which scheme applies, and when it is due, with the reasoning kept beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from desktop.deadlines.calendar import WorkCalendar
from desktop.deadlines.rules import Deadline, Rule, due, earlier_wins
from desktop.deadlines.schemes import step_from_data
from desktop.work import Work
from models.deadline import CalendarDay, CalendarYear, DeadlineScheme
from models.matter import ExternalNumber, Matter
from models.values.dates import moment_in_sentences

FRESH = timedelta(minutes=1)
FALLBACK_NATURE = "livelihood"
"""Natures without a scheme of their own take this one's (practice.md 10: others by route, a setting)."""


def work_calendar(work: Work) -> WorkCalendar:
    """Return the centre's working calendar, as it stood at most a minute ago."""
    calendar: WorkCalendar = _kept(work, "calendar", _read_calendar)
    return calendar


def rule_of(work: Work, step: str, *, nature: str = "", scheme: str = "") -> Rule | None:
    """Return the rule of a step, of the scheme named or of the one that holds for a nature; None without one.

    A step that the nature's scheme does not have (a dispute that a unit handles itself) takes the general one's.
    """
    schemes: list[_Scheme] = _kept(work, "schemes", _read_schemes)
    for wanted in (nature, FALLBACK_NATURE):
        for kept in schemes:
            if kept.key == scheme or (not scheme and wanted in kept.natures and step in kept.rules):
                return kept.rules.get(step)
    return None


@dataclass(frozen=True, slots=True)
class _Scheme:
    """A scheme as read: its key, the natures it holds for, the rule of each step."""

    key: str
    natures: frozenset[str]
    rules: dict[str, Rule]


def _kept(work: Work, what: str, read: Callable[[Work], Any]) -> Any:
    """Return what was read less than a minute ago, or read it; edits, this PC's own too, are seen after a minute."""
    constants: dict[str, tuple[datetime, Any]] = work.session.info.setdefault("constants", {})
    found = constants.get(what)
    if found is None or not timedelta(0) <= work.now - found[0] < FRESH:
        found = constants[what] = (work.now, read(work))
    return found[1]


def _read_calendar(work: Work) -> WorkCalendar:
    """Read the calendar tables."""
    rows = work.session.execute(
        select(
            CalendarYear.year, CalendarYear.confirmed, CalendarDay.day, CalendarDay.working, CalendarDay.name
        ).outerjoin(CalendarDay, CalendarDay.year == CalendarYear.year)
    ).all()
    days = {row.day: (row.working, row.name) for row in rows if row.day is not None}
    return WorkCalendar(days, {row.year for row in rows if row.confirmed})


def _read_schemes(work: Work) -> list[_Scheme]:
    """Read the schemes."""
    rows = work.session.execute(
        select(DeadlineScheme.key, DeadlineScheme.natures, DeadlineScheme.steps).where(DeadlineScheme.active)
    ).all()
    return [
        _Scheme(
            row.key,
            frozenset(row.natures),
            {
                step: step_from_data({"step": step, "of": row.key, **data}).rule
                for step, data in row.steps.items()
            },
        )
        for row in rows
    ]


def step_due(
    work: Work, nature: str, step: str, start: datetime, sender_dues: Iterable[datetime | None] = ()
) -> Deadline | None:
    """Return when a step of a matter is due; a sender's earlier date wins (practice.md 9).

    Where no rule is set the sender's date alone holds; None where there is neither.
    """
    rule = rule_of(work, step, nature=nature)
    wanted = [sender_due for sender_due in sender_dues if sender_due is not None]
    if rule is None:
        return _sender_deadline(min(wanted)) if wanted else None
    deadline = due(rule, start, work_calendar(work))
    for sender_due in wanted:
        deadline = earlier_wins(deadline, sender_due)
    return deadline


def _sender_deadline(sender_due: datetime) -> Deadline:
    """Return a limit that only the sender set."""
    because = f"来文要求{moment_in_sentences(sender_due)}前反馈。"
    return Deadline(sender_due, (), provisional=False, because=because)


def kept_reasoning(deadline: Deadline) -> dict[str, Any]:
    """Return a deadline's reasoning as JSON: the sentence, and the count day by day."""
    return {
        "because": deadline.because,
        "days": [[day.day.isoformat(), day.counted, day.why] for day in deadline.days],
    }


def set_due(
    work: Work, matter: Matter, step: str, start: datetime, sender_dues: Iterable[datetime | None]
) -> None:
    """Set a matter's limit to a step of its scheme, counted from `start`; a sender's earlier date wins."""
    deadline = step_due(work, matter.nature, step, start, sender_dues)
    matter.due_at = deadline.due_at if deadline else None
    matter.due_days = kept_reasoning(deadline) if deadline else {}
    matter.due_provisional = deadline.provisional if deadline else False


def kept_sender_dues(work: Work, matter: Matter) -> list[datetime | None]:
    """Return the due moments that senders set for a matter."""
    dues = select(ExternalNumber.due_at).where(ExternalNumber.matter_id == matter.id)
    return list(work.session.scalars(dues))
