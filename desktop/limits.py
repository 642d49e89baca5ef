"""Limits of a matter: which rule of which scheme applies, and when it is due, with the reasoning kept beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from desktop.deadlines.calendar import WorkCalendar
from desktop.deadlines.rules import DayUnit, Deadline, Rule, Starts, due, earlier_wins
from desktop.deadlines.schemes import step_from_data
from desktop.work import Work
from models.deadline import CalendarDay, CalendarYear, DeadlineScheme
from models.matter import ExternalNumber, Matter
from models.values.dates import moment_in_sentences
from models.values.matter_states import CLOCK_STOPPED, OPEN_MATTER_STATES

FRESH = timedelta(minutes=1)
FALLBACK_NATURE = "livelihood"
"""Natures without a scheme of their own take this one's (practice.md 10: others by route, a setting)."""


def work_calendar(work: Work) -> WorkCalendar:
    """Return the centre's working calendar, as it stood at most a minute ago."""
    calendar: WorkCalendar = _kept(work, "calendar", read_calendar)
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


def read_calendar(work: Work) -> WorkCalendar:
    """Read the calendar tables."""
    rows = work.session.execute(
        select(
            CalendarYear.year, CalendarYear.confirmed, CalendarDay.day, CalendarDay.working, CalendarDay.name
        ).outerjoin(CalendarDay, CalendarDay.year == CalendarYear.year)
    ).all()
    days = {row.day: (row.working, row.name) for row in rows if row.day is not None}
    return WorkCalendar(days, {row.year for row in rows if row.confirmed}, {row.year for row in rows})


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
    """Return a deadline's reasoning as JSON: the sentence, the count day by day, and what was counted from when.

    The rule is kept as it was: a scheme that changes later never moves a limit that runs.
    """
    kept: dict[str, Any] = {
        "because": deadline.because,
        "days": [[day.day.isoformat(), day.counted, day.why] for day in deadline.days],
    }
    rule, start = deadline.rule, deadline.start
    if rule is not None and start is not None:
        kept["basis"] = {
            "start": start.astimezone(UTC).isoformat(),
            "extension": deadline.extension,
            "pauses": [[first.isoformat(), last.isoformat()] for first, last in deadline.pauses],
            "count": rule.count,
            "unit": rule.unit.value,
            "starts": rule.starts.value,
            "rolled_past_holidays": rule.rolled_past_holidays,
            "max_extension": rule.max_extension,
            "pausable": rule.pausable,
        }
    return kept


def recounted(
    kept: Mapping[str, Any],
    sender_dues: Iterable[datetime | None],
    calendar: WorkCalendar,
    *,
    extension: int | None = None,
) -> Deadline | None:
    """Count a kept limit again, with another calendar, another extension or another sender's date.

    None where nothing was counted: no limit, or one that only a sender set. Raises ValueError with a sentence
    for an extension that the rule does not allow.
    """
    basis = kept.get("basis")
    if basis is None:
        return None
    deadline = due(
        rule_of_basis(basis),
        datetime.fromisoformat(basis["start"]),
        calendar,
        extension=basis["extension"] if extension is None else extension,
        pauses=[(date.fromisoformat(first), date.fromisoformat(last)) for first, last in basis["pauses"]],
    )
    for sender_due in sender_dues:
        deadline = earlier_wins(deadline, sender_due)
    return deadline


def rule_of_basis(basis: Mapping[str, Any]) -> Rule:
    """Return the rule that a kept limit was counted by."""
    return Rule(
        count=basis["count"],
        unit=DayUnit(basis["unit"]),
        starts=Starts(basis["starts"]),
        rolled_past_holidays=basis["rolled_past_holidays"],
        max_extension=basis["max_extension"],
        pausable=basis["pausable"],
    )


def set_due(
    work: Work, matter: Matter, step: str, start: datetime, sender_dues: Iterable[datetime | None]
) -> None:
    """Set a matter's limit to a step of its scheme, counted from `start`; a sender's earlier date wins."""
    put_due(matter, step_due(work, matter.nature, step, start, sender_dues))


def put_due(matter: Matter, deadline: Deadline | None) -> None:
    """Write a matter's limit with its reasoning; None for a matter without one."""
    matter.due_at = deadline.due_at if deadline else None
    matter.due_days = kept_reasoning(deadline) if deadline else {}
    matter.due_provisional = deadline.provisional if deadline else False


def heed_senders(work: Work, matter: Matter) -> None:
    """Look again whether a sender's date comes before a matter's limit, while its clock runs."""
    if not clock_runs(matter.state):
        return
    dues = [moment for moment in kept_sender_dues(work, matter) if moment is not None]
    deadline = recounted(matter.due_days or {}, dues, work_calendar(work))
    if deadline is None and dues:
        deadline = _sender_deadline(min(dues))
    if deadline is not None and deadline.due_at != matter.due_at:
        put_due(matter, deadline)


def clock_runs(state: str) -> bool:
    """Tell whether a matter's limit still runs: 反馈 stops the unit's clock (practice.md 10)."""
    return state in OPEN_MATTER_STATES and state not in CLOCK_STOPPED


def due_as_noted(matter: Matter) -> dict[str, Any]:
    """Return a matter's limit as data, so that an undo can put it back."""
    return {
        "due_at": matter.due_at.isoformat() if matter.due_at else None,
        "due_days": matter.due_days or {},
        "due_provisional": matter.due_provisional,
    }


def put_noted_due(matter: Matter, noted: Mapping[str, Any]) -> None:
    """Put a limit back that `due_as_noted` returned."""
    matter.due_at = datetime.fromisoformat(noted["due_at"]) if noted["due_at"] else None
    matter.due_days = noted["due_days"]
    matter.due_provisional = noted["due_provisional"]


def forget_calendar(work: Work) -> None:
    """Let the next reader read the calendar anew: it was just edited here."""
    work.session.info.get("constants", {}).pop("calendar", None)


def forget_schemes(work: Work) -> None:
    """Let the next reader read the schemes anew: one was just edited here."""
    work.session.info.get("constants", {}).pop("schemes", None)


def own_steps(work: Work, scheme: str, prefix: str) -> tuple[str, ...]:
    """Return the keys of a scheme's steps that begin so, the longest first."""
    schemes: list[_Scheme] = _kept(work, "schemes", _read_schemes)
    found = (key for kept in schemes if kept.key == scheme for key in kept.rules if key.startswith(prefix))
    return tuple(sorted(found, key=lambda key: (-len(key), key)))


def kept_sender_dues(work: Work, matter: Matter) -> list[datetime | None]:
    """Return the due moments that senders set for a matter."""
    dues = select(ExternalNumber.due_at).where(ExternalNumber.matter_id == matter.id)
    return list(work.session.scalars(dues))
