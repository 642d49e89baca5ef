"""Both want another agreement after the first took effect, or leave it at the first after all."""

from __future__ import annotations

from datetime import date

from desktop.entries.mediation import StepEntry
from desktop.errors import OfficeError
from desktop.mediation.anew import begin_anew, keep_old
from desktop.mediation.checking import moment_of
from desktop.mediation.course import write_step
from desktop.mediation.rows import allow_in, locked_case
from desktop.permissions import requires
from desktop.services.mediation.cases import CaseMoved
from desktop.versions import expect_version
from desktop.work import Work
from models.values.case_states import CaseState
from models.values.case_steps import StepKind
from models.values.permissions import Permission

RENEWABLE = frozenset({CaseState.EFFECTIVE, CaseState.CLOSED})


@requires(Permission.CASE_EDIT)
def renew_agreement(
    work: Work,
    *,
    case_id: int,
    version: int,
    agreed_on: date,
    replacing: bool,
    all_agreed: bool,
    reason: str = "",
) -> CaseMoved:
    """Mediate again about an agreement in effect: a supplement (之一), or one that takes its place (`replacing`).

    Only when all parties want it; what is owed goes on being owed until the new one takes effect. After the
    closing, too (mediation.md 3.2, 23): the closing stands. An archived case stays as it was bound.
    """
    case = locked_case(work, case_id)
    expect_version(case, version)
    allow_in(case, RENEWABLE, "另议协议")
    if not all_agreed:
        raise OfficeError("另议协议要各方当事人都愿意。", field="all_agreed", todo="各方都愿意的，请勾选。")
    written = begin_anew(work, case, replacing=replacing)
    kind = "替代原协议" if replacing else "补充原协议"
    write_step(
        work,
        case,
        StepKind.NEW_AGREEMENT,
        StepEntry(happened_on=agreed_on, whom=f"{kind}，编号{written.number}", reason=reason),
    )
    work.record(
        "case:agreement:supersede", case, words=f"另议协议（{kind}）", occurred_at=moment_of(work, agreed_on)
    )
    return CaseMoved(case.id, case.state, case.version)


@requires(Permission.CASE_EDIT)
def keep_old_agreement(
    work: Work, *, case_id: int, version: int, happened_on: date, reason: str
) -> CaseMoved:
    """Give the other agreement up: the one in effect stands as it was."""
    case = locked_case(work, case_id)
    expect_version(case, version)
    allow_in(case, {CaseState.MEDIATING}, "仍按原协议")
    keep_old(work, case)
    write_step(work, case, StepKind.OLD_AGREEMENT, StepEntry(happened_on=happened_on, reason=reason))
    work.record(
        "case:agreement:supersede",
        case,
        words="另议不成，仍按原协议履行",
        occurred_at=moment_of(work, happened_on),
    )
    return CaseMoved(case.id, case.state, case.version)
