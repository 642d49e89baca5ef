"""Pure rules of an agreement's life: when it takes effect, when its case may be closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from models.values.choices import SignatureState, SignerRole
from models.values.terms import ObligationKind, Term, TermKind, due_on

LONG_TERM_DAYS = 30
"""An agreement whose longest term is longer lets its case be closed at the agreement (practice.md 18)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One signer's line as far as the effect depends on it."""

    role: SignerRole
    state: SignatureState
    signed_on: date | None


class ClosingRule(StrEnum):
    """Setting `case_closing`: when a case with an agreement may be closed."""

    AUTOMATIC = "automatic"
    AT_AGREEMENT = "at_agreement"
    AT_PERFORMANCE = "at_performance"


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation as far as closing depends on it."""

    kind: ObligationKind
    term: Term | None
    performed: bool


def effective_day(lines: Iterable[Line], *, court_delegated: bool = False) -> date | None:
    """Return the day on which a written agreement takes effect, or None while a signature is missing.

    人民调解法 29: every party has signed, a mediator has signed and the committee's seal is put on; the last of
    these days counts. Of several mediators one is enough, but nobody's signature may follow the effect. An
    agreement that a court delegated (委派) takes effect when the parties have signed (practice.md 22).
    """
    rows = list(lines)
    parties = [line for line in rows if line.role is SignerRole.PARTY]
    days = [_day(line) for line in parties]
    if not parties or None in days:
        return None
    if not court_delegated:
        for role in (SignerRole.MEDIATOR, SignerRole.COMMITTEE):
            signed = [day for line in rows if line.role is role and (day := _day(line)) is not None]
            if not signed:
                return None
            days += signed
    return max(day for day in days if day is not None)


def missing_signers(lines: Iterable[Line], *, court_delegated: bool = False) -> tuple[SignerRole, ...]:
    """Return whose signatures the effect still waits for."""
    rows = list(lines)
    missing = []
    parties = [line for line in rows if line.role is SignerRole.PARTY]
    if not parties or any(_day(line) is None for line in parties):
        missing.append(SignerRole.PARTY)
    if not court_delegated:
        missing += [
            role
            for role in (SignerRole.MEDIATOR, SignerRole.COMMITTEE)
            if not any(line.role is role and _day(line) is not None for line in rows)
        ]
    return tuple(missing)


def _day(line: Line) -> date | None:
    """Return the day of a signature that was given."""
    return line.signed_on if line.state is SignatureState.SIGNED else None


def is_endless(kind: ObligationKind, term: Term | None) -> bool:
    """Tell whether an obligation has no end by its term: 长期, 终身, until an event, or to refrain for good."""
    if term is None:
        return kind is ObligationKind.FORBEARANCE
    if term.kind is TermKind.RECURRING:
        return term.last_on is None
    return term.kind in {TermKind.UNTIL_EVENT, TermKind.LIFELONG, TermKind.LONG_TERM}


def last_day(term: Term | None, effective_on: date) -> date | None:
    """Return the last day on which an obligation is due; None where it has no day."""
    if term is not None and term.kind is TermKind.RECURRING:
        return term.last_on
    return due_on(term, effective_on) if term is not None else None


def waits_for_performance(
    duties: Sequence[Duty],
    effective_on: date,
    rule: ClosingRule = ClosingRule.AUTOMATIC,
    long_days: int = LONG_TERM_DAYS,
) -> tuple[int, ...]:
    """Return the places (from 0) of the obligations that must be performed before the case may be closed.

    By default none when the agreement's longest term is over 30 days (`long_days`) or has no end, else all
    (practice.md 18).
    Where each bears his own there is nothing to perform.
    """
    owed = [
        place
        for place, duty in enumerate(duties)
        if duty.kind is not ObligationKind.EACH_BEARS_OWN and not is_endless(duty.kind, duty.term)
    ]
    if rule is ClosingRule.AT_AGREEMENT:
        return ()
    if rule is ClosingRule.AUTOMATIC:
        limit = effective_on + timedelta(days=long_days)
        days = [last_day(duty.term, effective_on) for duty in duties]
        if any(is_endless(duty.kind, duty.term) for duty in duties) or any(
            day and day > limit for day in days
        ):
            return ()
    return tuple(place for place in owed if not duties[place].performed)
