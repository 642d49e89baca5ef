"""The end of a matter: checked, closed, done again once, terminated by the director; archived."""

from __future__ import annotations

from sqlalchemy import select

from desktop.errors import OfficeError
from desktop.extensions import end_asked
from desktop.limits import set_due
from desktop.matter_index import reindex
from desktop.moves import held_matter, move_assignment, move_matter
from desktop.permissions import requires
from desktop.services.dispatching import Acted
from desktop.unit_acts import needed_words
from desktop.versions import expect_version
from desktop.work import Work
from models.matter import ActionNote, Assignment, Matter
from models.mediation import MediationCase
from models.values.case_states import OPEN_CASE_STATES, CaseState
from models.values.choices import AssignmentRole
from models.values.matter_states import OPEN_ASSIGNMENT_STATES, AssignmentState, MatterState
from models.values.permissions import Permission
from models.values.text import tidy

OUTCOME_LIMIT = 5000
NOTE_LIMIT = 2000


@requires(Permission.MATTER_CLOSE)
def close_matter(work: Work, *, matter_id: int, version: int, outcome: str = "") -> Acted:
    """Close a matter (办结) after its feedback; `outcome` replaces the unit's words where it is given."""
    matter = _open_matter(work, matter_id, version)
    kept = _outcome(outcome) or matter.outcome
    if not kept:
        raise OfficeError("请写下办理结果。", field="outcome")
    move_matter(matter, MatterState.CLOSED)
    return _ended(work, matter, kept, "matter:close", "办结")


@requires(Permission.MATTER_CLOSE)
def terminate_matter(work: Work, *, matter_id: int, version: int, reason: str) -> Acted:
    """Terminate an open matter (撤回诉求, 转入法律程序 …) with the reason.

    Not while its mediation case is open: the end of a mediation tells the parties of the other ways (人民调解法
    26), and the committee, which still has to close and to file its case, would have no share to answer for.
    """
    matter = _open_matter(work, matter_id, version)
    kept = _outcome(reason)
    if not kept:
        raise OfficeError("请写明终止的原因。", field="reason")
    if _case_state(work, matter) in OPEN_CASE_STATES:
        raise OfficeError(
            "这件事项的调解案件还没有结案，不能终止。",
            field="reason",
            todo="请调解员先结案；调解不成的，先终止调解再结案。",
        )
    move_matter(matter, MatterState.TERMINATED)
    end_asked(work, matter)
    for assignment in matter.assignments:
        if assignment.state in OPEN_ASSIGNMENT_STATES:
            move_assignment(assignment, AssignmentState.WITHDRAWN)
            assignment.ended_at = work.now
    return _ended(work, matter, kept, "matter:terminate", "终止")


@requires(Permission.MATTER_CLOSE)
def verify_matter(work: Work, *, matter_id: int, version: int, solved: bool, note: str) -> Acted:
    """核查 the units' answer: it holds, or the lead unit has to go on; the limit that it had holds then again."""
    matter = _open_matter(work, matter_id, version)
    kept = needed_words(note, "note", "请写下怎么核查的、结果如何。", limit=NOTE_LIMIT)
    if matter.state != MatterState.REPORTED:
        raise OfficeError("单位反馈以后、办结以前才能核查。")
    if solved:
        move_matter(matter, MatterState.VERIFIED)
    else:
        _back_to_lead(matter)
    _add_note(work, matter, kept)
    reindex(work, matter)
    words = "核查：已解决" if solved else "核查：未解决，退主办单位继续办理"
    work.record("matter:verify", matter, words=words)
    return Acted(matter.id, _lead(matter).id, matter.state)


@requires(Permission.MATTER_CLOSE)
def reopen_matter(work: Work, *, matter_id: int, version: int, reason: str) -> Acted:
    """重办 a closed matter, once (practice.md 28): its lead unit has it again, under a limit counted from now."""
    matter = _open_matter(work, matter_id, version)
    if matter.reopened_at is not None:
        raise OfficeError("这件事项已经重办过一次，不能再重办。", todo="仍不满意的，请维持结果并说明理由。")
    kept = needed_words(reason, "reason", "请写明为什么重办。", limit=NOTE_LIMIT)
    if _case_state(work, matter) is not None:
        raise OfficeError("经调解结案的事项不重办。", todo="协议没有履行的，请在调解案件里登记履行情况。")
    if matter.state != MatterState.CLOSED:
        raise OfficeError("办结以后才能重办。")
    _back_to_lead(matter)
    matter.reopened_at, matter.ended_at = work.now, None
    step = "finish_complex" if matter.complex_reason else "finish"
    set_due(work, matter, step, work.now, ())
    _add_note(work, matter, kept)
    reindex(work, matter)
    work.record("matter:reopen", matter, words="重办")
    return Acted(matter.id, _lead(matter).id, matter.state)


@requires(Permission.MATTER_ARCHIVE)
def archive_matter(work: Work, *, matter_id: int, version: int) -> Acted:
    """归档 a matter that was closed or terminated; one that was mediated after its own file."""
    matter = _open_matter(work, matter_id, version)
    if matter.merged_into_id is not None:
        raise OfficeError("这件事项已并入别的事项，随那一件归档。")
    if _case_state(work, matter) not in {None, CaseState.ARCHIVED}:
        raise OfficeError("调解案件还没有归档，请先归档调解卷宗。")
    move_matter(matter, MatterState.ARCHIVED)
    matter.archived_at = work.now
    work.record("matter:archive", matter, words="归档")
    return Acted(matter.id, matter.assignments[-1].id if matter.assignments else 0, matter.state)


def _lead(matter: Matter) -> Assignment:
    """Return the share of the lead unit that answered, or has it again."""
    live = {AssignmentState.REPORTED, *OPEN_ASSIGNMENT_STATES}
    lead = [a for a in matter.assignments if a.role == AssignmentRole.LEAD and a.state in live]
    if not lead:
        raise OfficeError("这件事项没有主办单位，不能交回办理。")
    return lead[-1]


def _back_to_lead(matter: Matter) -> None:
    """Let the lead unit go on."""
    move_matter(matter, MatterState.ACKNOWLEDGED)
    share = _lead(matter)
    move_assignment(share, AssignmentState.ACKNOWLEDGED)
    share.ended_at = None


def _add_note(work: Work, matter: Matter, text: str) -> None:
    """Write the centre's own words among those of the units."""
    work.session.add(
        ActionNote(
            matter_id=matter.id,
            happened_at=work.now,
            text=text,
            acting_person=work.who.name,
            seen=matter.seen,
        )
    )


def _case_state(work: Work, matter: Matter) -> str | None:
    """Return where the matter's mediation case stands, None without one."""
    return work.session.scalar(select(MediationCase.state).where(MediationCase.matter_id == matter.id))


def _open_matter(work: Work, matter_id: int, version: int) -> Matter:
    """Return a matter that this account may see, at the version that its form shows."""
    matter = held_matter(work, matter_id)
    expect_version(matter, version)
    return matter


def _outcome(text: str) -> str:
    """Return the checked words of an end."""
    try:
        return tidy(text, limit=OUTCOME_LIMIT, multiline=True)
    except ValueError as fault:
        raise OfficeError(str(fault), field="outcome") from fault


def _ended(work: Work, matter: Matter, outcome: str, tag: str, words: str) -> Acted:
    """Write the end of a matter and record it."""
    matter.outcome = outcome
    matter.ended_at = work.now
    matter.due_at, matter.due_days, matter.due_provisional = None, {}, False
    reindex(work, matter)
    work.record(tag, matter, words=words)
    last = matter.assignments[-1].id if matter.assignments else 0
    return Acted(matter.id, last, matter.state)
