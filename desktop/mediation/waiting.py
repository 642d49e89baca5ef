"""For which obligations the closing of a case waits: the rows of an agreement as the pure rule takes them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from desktop.mediation.drafting import term_of
from desktop.mediation.effect import ClosingRule, Duty
from desktop.work import Work
from models.agreement import Obligation
from models.centre import Setting
from models.values.terms import ObligationKind, Term, TermKind

CLOSING_SETTING = "case_closing"


def duties_of(owed: Iterable[Obligation]) -> list[Duty]:
    """Return the obligations as the rule of closing takes them; one that is followed no more is not waited for."""
    return [
        Duty(
            ObligationKind(row.kind),
            term_of(row) or last_instalment(row),
            row.performed_on is not None or row.ended_on is not None,
        )
        for row in owed
    ]


def last_instalment(row: Obligation) -> Term | None:
    """Return the term of the last instalment, which is that of the whole sum; None where there are none."""
    days = [part.due_on for part in row.instalments if part.due_on is not None]
    return Term(kind=TermKind.FIXED_DATE, day=max(days)) if days else None


def closing_rule(work: Work) -> ClosingRule:
    """Return the centre's setting: when a case with an agreement may be closed."""
    value = work.session.scalar(select(Setting.value).where(Setting.key == CLOSING_SETTING))
    return ClosingRule(value) if value else ClosingRule.AUTOMATIC
