"""What follows an agreement: return visits, the judicial confirmation, the urging of what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.entries.following import CourtEntry, DutyStepEntry, VisitEntry
from desktop.mediation.checking import moment_of
from desktop.mediation.following import move_confirmation, write_duty_step, write_visit
from desktop.mediation.rows import allow_in, locked_case, needed_agreement, obligation_and_case
from desktop.permissions import requires
from desktop.services.mediation.performing import FOLLOWED, allow_followed
from desktop.versions import expect_version
from desktop.work import Work
from models.values.case_states import CaseState
from models.values.following import COURT_LABELS, DUTY_STEP_LABELS, ENDING_STEPS
from models.values.permissions import Permission

VISITED = FOLLOWED | {CaseState.TERMINATED}


@dataclass(frozen=True, slots=True)
class FollowKept:
    """A row after an act on it."""

    row_id: int
    case_id: int
    due_on: date | None


@requires(Permission.CASE_EDIT)
def record_visit(work: Work, *, case_id: int, entry: VisitEntry) -> FollowKept:
    """Note a return visit (回访), or with its reason that nobody goes."""
    case = locked_case(work, case_id)
    allow_in(case, VISITED, "登记回访")
    visit = write_visit(work, case, entry)
    words = "不回访，已注明原因" if entry.waived else "回访"
    work.record(
        "case:visit",
        visit,
        words=words,
        occurred_at=moment_of(work, entry.visited_on),
        matter_id=case.matter_id,
    )
    return FollowKept(visit.id, case.id, None)


@requires(Permission.CASE_EDIT)
def confirm_in_court(work: Work, *, case_id: int, version: int, entry: CourtEntry) -> FollowKept:
    """Take the judicial confirmation of the agreement one step on; `version` is the agreement's.

    All parties apply together within 30 days from the effect (人民调解法 33); none for what a court entrusted.
    """
    case = locked_case(work, case_id)
    allow_in(case, FOLLOWED, "登记司法确认")
    written = needed_agreement(work, case)
    expect_version(written, version)
    row = move_confirmation(work, case, written, entry)
    work.record(
        "case:court",
        row,
        words=f"司法确认：{COURT_LABELS[entry.to]}",
        occurred_at=moment_of(work, entry.happened_on),
        matter_id=case.matter_id,
    )
    return FollowKept(row.id, case.id, row.due_on)


@requires(Permission.CASE_EDIT)
def follow_obligation(work: Work, *, obligation_id: int, version: int, entry: DutyStepEntry) -> FollowKept:
    """Note a step about something that is owed (人民调解法 31); some end its following. `version` is its own."""
    obligation, written, case = obligation_and_case(work, obligation_id)
    expect_version(obligation, version)
    allow_followed(case, written, "督促履行")
    step = write_duty_step(work, written, obligation, entry)
    tag = "obligation:settle" if entry.kind in ENDING_STEPS else "obligation:urge"
    work.record(
        tag,
        obligation,
        words=f"第{obligation.position}项：{DUTY_STEP_LABELS[entry.kind]}",
        occurred_at=moment_of(work, entry.happened_on),
        matter_id=case.matter_id,
    )
    return FollowKept(step.id, case.id, obligation.due_on)
