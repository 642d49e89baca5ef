"""履行: what was done of an obligation; goes on after the case is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.entries.mediation import PerformanceEntry
from desktop.errors import NotFoundError
from desktop.mediation.checking import moment_of
from desktop.mediation.ending import drop_performance, paid, write_performance
from desktop.mediation.rows import allow_in, obligation_and_case
from desktop.permissions import requires
from desktop.versions import expect_version
from desktop.work import Work
from models.agreement import Agreement, Performance
from models.mediation import MediationCase
from models.values.case_states import CaseState
from models.values.permissions import Permission

FOLLOWED = frozenset({CaseState.EFFECTIVE, CaseState.CLOSED, CaseState.ARCHIVED})


def allow_followed(case: MediationCase, written: Agreement, doing: str) -> None:
    """Refuse what is owed under an agreement that is not in effect; another one may be talked over meanwhile."""
    if written.effective_on is None or written.superseded_on is not None:
        allow_in(case, FOLLOWED if written.superseded_on is None else frozenset(), doing)


@dataclass(frozen=True, slots=True)
class ObligationKept:
    """An obligation after a performance: what was paid so far (fen), and when all of it was done."""

    obligation_id: int
    case_id: int
    version: int
    paid_fen: int
    performed_on: date | None


@requires(Permission.CASE_EDIT)
def perform_obligation(
    work: Work,
    *,
    obligation_id: int,
    version: int,
    performed_on: date,
    complete: bool,
    amount_fen: int | None = None,
    proof: str = "",
    attachment_id: int | None = None,
) -> ObligationKept:
    """Note a performance: a part of a sum, or all of the obligation; the last part of a sum completes it."""
    obligation, written, case = obligation_and_case(work, obligation_id)
    expect_version(obligation, version)
    allow_followed(case, written, "登记履行")
    entry = PerformanceEntry(
        performed_on=performed_on,
        complete=complete,
        amount_fen=amount_fen,
        proof=proof,
        attachment_id=attachment_id,
    )
    write_performance(work, case, written, obligation, entry)
    done = obligation.performed_on is not None
    work.record(
        "obligation:perform",
        obligation,
        words=f"第{obligation.position}项{'履行完毕' if done else '部分履行'}",
        occurred_at=moment_of(work, performed_on),
        matter_id=case.matter_id,
    )
    return ObligationKept(
        obligation.id, case.id, obligation.version, paid(obligation), obligation.performed_on
    )


@requires(Permission.CASE_EDIT)
def withdraw_performance(work: Work, *, performance_id: int, version: int) -> ObligationKept:
    """Take back a performance that was noted by mistake; `version` is the obligation's, which is open again."""
    performance = work.session.get(Performance, performance_id)
    if performance is None:
        raise NotFoundError("没有找到这次履行。")
    obligation, written, case = obligation_and_case(work, performance.obligation_id)
    expect_version(obligation, version)
    allow_followed(case, written, "修改履行")
    drop_performance(work, obligation, performance)
    work.record(
        "obligation:withdraw",
        obligation,
        words=f"撤回第{obligation.position}项的一次履行",
        matter_id=case.matter_id,
    )
    return ObligationKept(
        obligation.id, case.id, obligation.version, paid(obligation), obligation.performed_on
    )
