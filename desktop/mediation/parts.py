"""The parts of an obligation: instalments, or the times of a recurring one, with what is still open of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.limits import work_calendar
from desktop.mediation.drafting import term_of
from desktop.work import Work
from models.agreement import Obligation
from models.values.instalments import open_amounts
from models.values.terms import Every, Term, TermKind, due_on, recurrences

LOOK_AHEAD = {Every.MONTH: 31, Every.QUARTER: 92, Every.HALF_YEAR: 184, Every.YEAR: 366}


@dataclass(frozen=True, slots=True)
class OpenPart:
    """One part: its amount in fen, its day, and what of it is still to be paid."""

    position: int
    amount_fen: int
    due_on: date | None
    days: int | None
    open_fen: int


def open_parts(obligation: Obligation, today: date) -> tuple[OpenPart, ...]:
    """Return the parts of a sum; of a recurring one those up to the next after `today`. () where it has none."""
    paid = sum(row.amount_fen or 0 for row in obligation.performances)
    if obligation.instalments:
        rows = obligation.instalments
        still = open_amounts([row.amount_fen for row in rows], paid)
        return tuple(
            OpenPart(row.position, row.amount_fen, row.due_on, row.days, left)
            for row, left in zip(rows, still, strict=True)
        )
    days = _times(term_of(obligation), today)
    if not days or not obligation.amount_fen:
        return ()
    each = obligation.amount_fen
    still = open_amounts([each] * len(days), paid)
    return tuple(
        OpenPart(place, each, day, None, left)
        for place, (day, left) in enumerate(zip(days, still, strict=True), 1)
    )


def next_day(obligation: Obligation, today: date) -> tuple[date | None, int | None]:
    """Return the day on which the next part is due and what of it is open in fen; None where nothing is to come."""
    if obligation.performed_on is not None or obligation.ended_on is not None:
        return None, None
    parts = open_parts(obligation, today)
    upcoming = next((part for part in parts if part.open_fen and part.due_on), None)
    if upcoming is not None:
        return upcoming.due_on, upcoming.open_fen
    days = _times(term_of(obligation), today)
    if days and not obligation.amount_fen:
        done = len(obligation.performances)
        return (days[done] if done < len(days) else None), None
    return (None if parts else obligation.due_on), None


def date_instalments(work: Work, obligation: Obligation, effective_on: date) -> date | None:
    """Give every instalment its day once the agreement is in effect; return the last one, None where there are none.

    A count of days that ends on a holiday ends on the next working day (民法典 203).
    """
    for row in obligation.instalments:
        if row.days is not None:
            term = Term(kind=TermKind.DAYS_AFTER_EFFECT, days=row.days)
            day = due_on(term, effective_on)
            row.due_on = work_calendar(work).roll(day) if day is not None else None
    days = [row.due_on for row in obligation.instalments if row.due_on is not None]
    return max(days, default=None)


def _times(term: Term | None, today: date) -> tuple[date, ...]:
    """Return the days of a recurring term up to the next one after today."""
    if term is None or term.every is None or term.first_on is None:
        return ()
    until = max(today, term.first_on) + timedelta(days=LOOK_AHEAD[term.every])
    days = recurrences(term, until=until)
    past = [day for day in days if day <= today]
    return tuple(days[: len(past) + 1])
