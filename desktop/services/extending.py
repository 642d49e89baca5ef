"""延期: the unit asks for a longer limit with a reason; the director grants or refuses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.errors import ForbiddenError, NotFoundError, OfficeError
from desktop.extensions import asked_extension, is_small, longer_limit, unit_words
from desktop.limits import put_due
from desktop.moves import held_matter, move_matter
from desktop.people import is_blank
from desktop.permissions import requires
from desktop.unit_acts import OnBehalf, acting_person, happened, needed_words, own_assignment, record_unit_act
from desktop.versions import expect_version
from desktop.work import Work
from models.matter import Extension, Matter
from models.values.choices import AssignmentRole
from models.values.dates import moment_in_sentences
from models.values.extensions import EXTENSION_LABELS, ExtensionState
from models.values.matter_states import AssignmentState, MatterState
from models.values.permissions import Permission

REASON_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Extended:
    """A wish for a longer limit as it stands: asked, granted or refused, and when the matter is due now."""

    extension_id: int
    matter_id: int
    state: str
    due_at: datetime | None


@requires(Permission.MATTER_READ)
def ask_extension(
    work: Work,
    *,
    assignment_id: int,
    version: int,
    days: int,
    reason: str,
    on_behalf: OnBehalf | None = None,
    happened_at: datetime | None = None,
) -> Extended:
    """Ask for `days` more, in the unit of the limit's own rule: the lead unit itself, or somebody on its behalf.

    Before the limit is over, and one wish at a time. OfficeError at `days` where the rule allows no more.
    """
    assignment, matter = own_assignment(work, assignment_id, on_behalf)
    expect_version(assignment, version)
    if assignment.role != AssignmentRole.LEAD:
        raise OfficeError("延期由主办单位申请。")
    if assignment.state != AssignmentState.ACKNOWLEDGED:
        raise OfficeError("签收以后、反馈以前才能申请延期。")
    if asked_extension(work, matter) is not None:
        raise OfficeError("已有一份延期申请在等中心主任批。")
    kept = needed_words(reason, "reason", "请写明为什么要延期。", limit=REASON_LIMIT)
    when = happened(work, happened_at, assignment.acknowledged_at)
    longer_limit(work, matter, days)
    if matter.due_at is None or when > matter.due_at:
        raise OfficeError("已经超过时限，不能再申请延期，请尽快反馈。", field="days")
    row = Extension(
        matter_id=matter.id,
        assignment_id=assignment.id,
        state=ExtensionState.ASKED,
        days=days,
        reason=kept,
        asked_at=when,
        asked_by=acting_person(work, on_behalf),
        asked_by_id=work.who.account_id,
        recorded_how=on_behalf.how if on_behalf else None,
        due_before=matter.due_at,
        seen=matter.seen,
    )
    work.session.add(row)
    work.session.flush()
    words = f"申请延期{days}{unit_words(matter)}"
    record_unit_act(work, "extension:ask", assignment, words, when, on_behalf)
    return Extended(row.id, matter.id, row.state, matter.due_at)


@requires(Permission.EXTENSION_DECIDE)
def grant_extension(work: Work, *, extension_id: int, version: int, note: str = "") -> Extended:
    """Grant a wish: the limit is counted anew with its reasoning, and the matter is 延期中.

    Nobody grants what he asked for or entered himself, except where fewer than four people work here: then it
    is noted as 本人核准 (practice.md 6).
    """
    row, matter = _asked(work, extension_id, version)
    own = row.asked_by_id == work.who.account_id
    if own and not is_small(work):
        raise ForbiddenError("这份延期是您自己申请或代录的，要由另一位中心主任批。")
    longer = longer_limit(work, matter, row.days)
    put_due(matter, longer)
    if matter.state == MatterState.ACKNOWLEDGED:
        move_matter(matter, MatterState.EXTENDED)
    _decide(work, row, ExtensionState.GRANTED, note)
    row.due_after = longer.due_at
    by = "本人核准延期" if own else "批准延期"
    words = f"{by}{row.days}{unit_words(matter)}，到期改为{moment_in_sentences(longer.due_at)}"
    work.record("extension:grant", row, words=words)
    return Extended(row.id, matter.id, row.state, matter.due_at)


@requires(Permission.EXTENSION_DECIDE)
def decline_extension(work: Work, *, extension_id: int, version: int, note: str) -> Extended:
    """Refuse a wish with the reason; the limit stays."""
    row, matter = _asked(work, extension_id, version)
    needed_words(note, "note", "请写明为什么不同意延期。", limit=REASON_LIMIT)
    _decide(work, row, ExtensionState.REFUSED, note)
    work.record("extension:refuse", row, words=f"不同意延期{row.days}{unit_words(matter)}")
    return Extended(row.id, matter.id, row.state, matter.due_at)


def _asked(work: Work, extension_id: int, version: int) -> tuple[Extension, Matter]:
    """Return a wish that waits for a decision, and its matter, held."""
    row = work.session.get(Extension, extension_id)
    if row is None:
        raise NotFoundError("没有找到这份延期申请。")
    matter = held_matter(work, row.matter_id)
    work.session.refresh(row)
    expect_version(row, version)
    if row.state != ExtensionState.ASKED:
        raise OfficeError(f"这份延期申请{EXTENSION_LABELS[ExtensionState(row.state)]}，不用再批。")
    return row, matter


def _decide(work: Work, row: Extension, state: ExtensionState, note: str) -> None:
    """Write who decided, when and why."""
    row.decision_note = "" if is_blank(note) else needed_words(note, "note", "", limit=REASON_LIMIT)
    row.state, row.decided_at, row.decided_by = state, work.now, work.who.name
