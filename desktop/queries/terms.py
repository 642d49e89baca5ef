"""时限 as the settings show them: every clock with its length and source, and what is counted beside them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from desktop.deadlines.rules import DayUnit
from desktop.deadlines.schemes import Step, load_schemes, step_from_data
from desktop.mediation.effect import ClosingRule
from desktop.mediation.terms import OWN_TYPE
from desktop.mediation.waiting import closing_rule
from desktop.permissions import requires
from desktop.term_figures import TERM_FIGURES, term_figure
from desktop.work import Work
from models.deadline import DeadlineScheme
from models.values.permissions import Permission


@dataclass(frozen=True, slots=True)
class TermRow:
    """One clock of a scheme."""

    scheme: str
    version: int
    """Of the scheme."""
    scheme_name: str
    step: str
    name: str
    count: int
    unit: DayUnit
    pausable: bool
    by_law: bool
    """A text fixes its length: it cannot be changed."""
    source: str
    own_type: str
    """The word of the type of dispute whose own term this is; empty for the others."""


@dataclass(frozen=True, slots=True)
class TermFigureRow:
    """One number of days or years beside the clocks."""

    key: str
    title: str
    days: int
    shipped: int
    unit: str


@dataclass(frozen=True, slots=True)
class TermSettings:
    """Everything that can be set of terms."""

    terms: tuple[TermRow, ...]
    figures: tuple[TermFigureRow, ...]
    closing: ClosingRule


@requires(Permission.CENTRE_EDIT)
def term_settings(work: Work) -> TermSettings:
    """Return the clocks in the order in which the program ships them, a centre's own beneath their scheme."""
    order = list(load_schemes())
    rows = work.session.scalars(select(DeadlineScheme).where(DeadlineScheme.active)).all()
    rows = sorted(rows, key=lambda row: (order.index(row.key) if row.key in order else len(order), row.id))
    terms = [
        _term_row(row, step_from_data({"step": key, "of": row.key, **data}))
        for row in rows
        for key, data in row.steps.items()
    ]
    figures = tuple(
        TermFigureRow(key, figure.title, term_figure(work, key), figure.shipped, figure.unit)
        for key, figure in TERM_FIGURES.items()
    )
    return TermSettings(tuple(terms), figures, closing_rule(work))


def _term_row(row: DeadlineScheme, step: Step) -> TermRow:
    """Return one clock as its list shows it."""
    return TermRow(
        scheme=row.key,
        version=row.version,
        scheme_name=row.name,
        step=step.key,
        name=step.name,
        count=step.rule.count,
        unit=step.rule.unit,
        pausable=step.rule.pausable,
        by_law=step.confirmed,
        source=step.source,
        own_type=step.key.removeprefix(OWN_TYPE) if step.key.startswith(OWN_TYPE) else "",
    )
