"""Many dossiers in one go: which cases there are to choose from, and one bound dossier with what it lacks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop.dossier.checking import report_of
from desktop.errors import NotFoundError
from desktop.papers.numbers import no_numbers
from desktop.permissions import requires
from desktop.queries.dossiers import bind_case, frozen_bytes, frozen_dossier
from desktop.work import Work
from models.mediation import MediationCase
from models.values.case_states import CASE_LABELS, CaseState
from models.values.permissions import Permission

ENDED = frozenset({CaseState.CLOSED, CaseState.ARCHIVED})
MOST = 2000
"""Cases to choose from at once, the newest; a town has some hundred in a year."""


@dataclass(frozen=True, slots=True)
class DossierChoice:
    """A case whose dossier may be bound; `day` is that of its closing, of an open one that of its acceptance."""

    case_id: int
    number: str
    name: str
    state: CaseState
    state_words: str
    day: date


@requires(Permission.PAPER_PRINT)
def dossier_choices(
    work: Work, *, states: Collection[CaseState] = ENDED, month: date | None = None
) -> tuple[DossierChoice, ...]:
    """Return the cases in these states, the newest first; `month` (any day of it) takes those closed in it."""
    statement = (
        select(MediationCase)
        .where(MediationCase.state.in_(states))
        .order_by(MediationCase.id.desc())
        .limit(MOST)
    )
    if month is not None:
        first = month.replace(day=1)
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        statement = statement.where(MediationCase.closed_on >= first, MediationCase.closed_on < after)
    return tuple(
        DossierChoice(
            case.id,
            case.number_shown,
            case.name,
            CaseState(case.state),
            CASE_LABELS[CaseState(case.state)],
            case.closed_on or case.accepted_on,
        )
        for case in work.session.scalars(statement)
    )


@dataclass(frozen=True, slots=True)
class BoundDossier:
    """The bytes of one dossier, frozen or bound now; `lacking` are its errors and open warnings."""

    pdf: bytes
    pages: int
    """Numbered pages, those that are only on paper included."""
    lacking: tuple[str, ...] = ()


@requires(Permission.PAPER_PRINT)
def bound_dossier(work: Work, *, case_id: int) -> BoundDossier:
    """Return one dossier of many: the frozen bytes of an archived case, else bound now, with what it lacks."""
    case = work.session.get(MediationCase, case_id)
    if case is None:
        raise NotFoundError("没有找到这件调解案件。")
    frozen = frozen_dossier(work, case)
    if frozen is not None:
        return BoundDossier(frozen_bytes(work, case, frozen), frozen.pages)
    bound = bind_case(work, case, no_numbers)
    report = report_of(work, case)
    lacking = tuple(found.sentence for found in (*report.errors, *report.open_warnings))
    return BoundDossier(bound.pdf, bound.pages, lacking)
