"""不予受理: the committee decides not to take a matter, and says where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from desktop.clock import day_of
from desktop.errors import OfficeError
from desktop.matter_index import reindex
from desktop.mediation.checking import Refusals, moment_of
from desktop.mediation.opening import share_of_committee, take_share
from desktop.moves import held_matter, move_assignment, move_matter
from desktop.permissions import requires
from desktop.work import Work
from models.case_life import MediationRefusal
from models.matter import ActionNote, Assignment, Matter
from models.values.case_steps import REFUSAL_LABELS, RefusalGround
from models.values.choices import AssignmentRole, ConsentHow, label
from models.values.matter_states import AssignmentState, MatterState
from models.values.permissions import Permission


@dataclass(frozen=True, slots=True)
class RefusalKept:
    """The decision, and where the matter stands after it."""

    refusal_id: int
    matter_id: int
    matter_state: str


@requires(Permission.CASE_EDIT)
def refuse_case(
    work: Work,
    *,
    matter_id: int,
    ground: RefusalGround,
    decided_on: date,
    where_to: str,
    told_how: ConsentHow,
    reason: str = "",
) -> RefusalKept:
    """Decide not to accept a matter for mediation, with its ground and which body may take it.

    Never by who registered it at the window (practice.md 7). The committee's share is answered by it, and the
    matter waits for the director. Raises FormError.
    """
    matter = held_matter(work, matter_id)
    if matter.registered_by_id == work.who.account_id:
        raise OfficeError("这件事项是您登记的，不予受理要由登记人以外的负责人决定。")
    committee, share = share_of_committee(work, matter)
    refusals = Refusals()
    refusals.day(
        "decided_on",
        "决定日期",
        decided_on,
        today=work.today,
        after=day_of(matter.happened_at),
        after_what="登记日期",
    )
    where = refusals.text(
        "where_to", where_to, limit=200, missing="请写明告知当事人可以找哪个单位、怎么办理。"
    )
    why = refusals.text("reason", reason, limit=200)
    refusals.raise_any()
    words = f"不予受理调解：{REFUSAL_LABELS[ground]}。已{label(told_how)}告知：{where}"
    refusal = MediationRefusal(
        matter_id=matter.id,
        committee_id=committee.id,
        ground=ground,
        reason=why,
        where_to=where,
        told_how=told_how,
        decided_on=decided_on,
        decided_by=work.who.name,
        seen=matter.seen,
    )
    work.session.add(refusal)
    _answer(work, matter, share, words, moment_of(work, decided_on))
    work.session.flush()
    reindex(work, matter)
    work.record(
        "case:refuse",
        matter,
        words=f"不予受理调解：{REFUSAL_LABELS[ground]}",
        occurred_at=moment_of(work, decided_on),
    )
    return RefusalKept(refusal.id, matter.id, matter.state)


def _answer(work: Work, matter: Matter, share: Assignment, words: str, when: datetime) -> None:
    """Answer the committee's share by the refusal; the lead unit's brings the matter to the director."""
    take_share(work, matter, share, work.now)
    work.session.add(
        ActionNote(
            matter_id=matter.id,
            assignment_id=share.id,
            happened_at=when,
            text=words,
            feedback=True,
            solved=False,
            acting_person=work.who.name,
            seen=matter.seen,
        )
    )
    move_assignment(share, AssignmentState.REPORTED)
    share.ended_at = when
    leads = share.role == AssignmentRole.LEAD
    if leads and matter.state in {MatterState.ACKNOWLEDGED, MatterState.EXTENDED}:
        move_matter(matter, MatterState.REPORTED)
        matter.outcome = words
