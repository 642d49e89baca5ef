"""What a case goes through beside sessions and agreements: pauses, a longer term, other mediators, other parties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from desktop.clock import day_of
from desktop.deadlines.rules import Deadline
from desktop.entries.mediation import StepEntry
from desktop.errors import OfficeError
from desktop.mediation.checking import Refusals
from desktop.mediation.rows import move_case, standing_agreements, steps_of, touch
from desktop.mediation.terms import extended_term, put_term, stands_still, term_after_pause
from desktop.work import Work
from models.case_life import CaseStep, SessionMediator
from models.matter import Matter
from models.mediation import CaseMediator, MediationCase, Party
from models.staff import Staff
from models.values.case_states import CaseState
from models.values.case_steps import LeaveGround, PauseGround, ReplaceGround, StepKind
from models.values.dates import day_in_tables

REASON_LIMIT = 200


def write_step(work: Work, case: MediationCase, kind: StepKind, entry: StepEntry) -> CaseStep:
    """Check a step and add it to the course of the case. Raises FormError at the fields of the entry."""
    refusals = Refusals()
    refusals.day(
        "happened_on",
        "日期",
        entry.happened_on,
        today=work.today,
        after=case.accepted_on,
        after_what="受理日期",
    )
    reason = refusals.text("reason", entry.reason, limit=REASON_LIMIT)
    whom = refusals.text("whom", entry.whom, limit=80)
    paper = refusals.text("paper", entry.paper, limit=80)
    if entry.party is not None and all(party.id != entry.party for party in case.parties):
        refusals.add("party", "所选的当事人有误，请重新选择。")
    refusals.raise_any()
    step = CaseStep(
        case_id=case.id,
        kind=kind,
        happened_on=entry.happened_on,
        recorded_at=work.now,
        recorded_by=work.who.name,
        ground=entry.ground,
        reason=reason,
        whom=whom,
        how=entry.how or "",
        paper=paper,
        party_id=entry.party,
        until_on=entry.until_on,
        seen=case.seen,
    )
    work.session.add(step)
    work.session.flush()
    return step


def pause(work: Work, case: MediationCase, entry: StepEntry) -> CaseStep:
    """Let a mediation stand still, with its ground; whether the term stands still too is its rule's."""
    PauseGround(entry.ground)
    last = _last_session_day(case)
    if last is not None and entry.happened_on < last:
        raise OfficeError(f"{day_in_tables(last)}还调解过，暂停不能早于这一天。", field="happened_on")
    if entry.until_on is not None and entry.until_on < entry.happened_on:
        raise OfficeError("预计恢复的日期不能早于暂停的日期。", field="until_on")
    if (
        ended := _last_of(work, case, StepKind.RESUMED)
    ) is not None and entry.happened_on < ended.happened_on:
        raise OfficeError(
            f"暂停不能早于上次恢复的日期（{day_in_tables(ended.happened_on)}）。", field="happened_on"
        )
    move_case(case, CaseState.PAUSED)
    step = write_step(work, case, StepKind.PAUSED, entry)
    step.due_before = case.due_on
    return step


def resume(work: Work, case: MediationCase, matter: Matter, entry: StepEntry) -> CaseStep:
    """Let a mediation go on; the days of the pause are left out of the term where its rule says so."""
    paused = _last_of(work, case, StepKind.PAUSED)
    assert paused is not None  # the state says so
    if entry.happened_on < paused.happened_on:
        raise OfficeError(
            f"恢复不能早于暂停的日期（{day_in_tables(paused.happened_on)}）。", field="happened_on"
        )
    move_case(case, CaseState.MEDIATING if case.sessions else CaseState.ACCEPTED)
    step = write_step(work, case, StepKind.RESUMED, entry)
    step.due_before = case.due_on
    if stands_still(case, matter):
        first, last = paused.happened_on, entry.happened_on - timedelta(days=1)
        _put(case, matter, term_after_pause(work, case, matter, first, last))
    step.due_after = case.due_on
    return step


def extend(
    work: Work, case: MediationCase, matter: Matter, entry: StepEntry, *, all_agreed: bool
) -> CaseStep:
    """Make the term longer, up to a day that all parties agreed to; without their word it is not."""
    if not all_agreed:
        raise OfficeError("延长调解期限要各方当事人都同意。", field="all_agreed", todo="各方同意的，请勾选。")
    if entry.how is None:
        raise OfficeError("请选择各方是怎么表示同意的。", field="how")
    if entry.until_on is None:
        raise OfficeError("请填写延长到哪一天。", field="until_on")
    before = case.due_on
    longer = extended_term(work, case, matter, entry.until_on)
    step = write_step(work, case, StepKind.EXTENDED, entry)
    _put(case, matter, longer)
    touch(case)
    step.due_before, step.due_after = before, case.due_on
    return step


def change_mediator(
    work: Work, case: MediationCase, entry: StepEntry, *, leaving_id: int, coming_id: int
) -> CaseStep:
    """Give a case another mediator. Sessions that were held keep who mediated at them."""
    ground = ReplaceGround(entry.ground)
    leaving = next((row for row in case.mediators if row.staff_id == leaving_id), None)
    if leaving is None:
        raise OfficeError("请选择本案现在的调解员。", field="leaving_id")
    coming = work.session.get(Staff, coming_id)
    if coming is None or not coming.mediator or not coming.active:
        raise OfficeError("请选择一位在用的人民调解员。", field="coming_id")
    if any(row.staff_id == coming_id for row in case.mediators):
        raise OfficeError(f"{coming.name}已经是本案的调解员。", field="coming_id")
    if ground is ReplaceGround.ASKED and entry.party is None:
        raise OfficeError("请选择是哪位当事人要求更换的。", field="party")
    keep_session_mediators(work, case)
    step = write_step(work, case, StepKind.MEDIATOR_CHANGED, entry)
    step.staff_id, step.other_staff_id = leaving.staff_id, coming.id
    step.whom = f"{leaving.name} → {coming.name}"
    case.mediators.append(
        CaseMediator(staff_id=coming.id, name=coming.name, presiding=leaving.presiding, seen=case.seen)
    )
    case.mediators.remove(leaving)
    work.session.delete(leaving)
    touch(case)
    return step


def keep_session_mediators(work: Work, case: MediationCase) -> None:
    """Write who mediated at the sessions held so far, where that is not written yet."""
    for session in case.sessions:
        known = session.mediators
        if not known:
            session.mediators = [
                SessionMediator(staff_id=row.staff_id, name=row.name, seen=case.seen)
                for row in case.mediators
            ]
    work.session.flush()


def leave(work: Work, case: MediationCase, party: Party, entry: StepEntry) -> CaseStep:
    """Let a party leave before the agreement; its row and the papers that show it stay."""
    ground = LeaveGround(entry.ground)
    if party.left_on is not None:
        raise OfficeError(f"{party.name}已经退出。")
    if ground is LeaveGround.CEASED and party.person_id is not None:
        raise OfficeError("“单位终止”用于单位；自然人请选其他情形。", field="ground")
    if ground is LeaveGround.DIED and party.organisation_id is not None:
        raise OfficeError("“死亡”用于自然人；单位请选“单位终止”。", field="ground")
    attended = [
        session.started_at
        for session in case.sessions
        if any(row.party_id == party.id for row in session.attendances)
    ]
    last = _day_of_last(attended)
    if last is not None and entry.happened_on < last:
        raise OfficeError(
            f"{party.name}{day_in_tables(last)}还到场调解，退出不能早于这一天。", field="happened_on"
        )
    step = write_step(work, case, StepKind.PARTY_LEFT, entry)
    party.left_on, party.left_ground = entry.happened_on, ground
    touch(case)
    return step


def join(work: Work, case: MediationCase, party: Party, entry: StepEntry, succeeds: Party | None) -> CaseStep:
    """Note that a party came later, in somebody's place or beside the others."""
    step = write_step(work, case, StepKind.PARTY_JOINED, entry)
    party.joined_on = entry.happened_on
    if succeeds is not None:
        party.succeeds_id = step.other_party_id = succeeds.id
    step.party_id = party.id
    touch(case)
    return step


def transfer(work: Work, case: MediationCase, entry: StepEntry) -> CaseStep:
    """Hand a case over to another body, with its reason; nothing of it is mediated here any more."""
    if not entry.whom.strip():
        raise OfficeError("请填写移送给哪个单位。", field="whom")
    if not entry.reason.strip():
        raise OfficeError("请填写移送的原因。", field="reason")
    if standing_agreements(work, case):
        raise OfficeError("原协议还有效，不能移送。", todo="另议不成的，请选“仍按原协议”。")
    move_case(case, CaseState.TRANSFERRED)
    step = write_step(work, case, StepKind.TRANSFERRED, entry)
    case.transferred_on, case.transferred_to = entry.happened_on, step.whom[:60]
    return step


def report(work: Work, case: MediationCase, entry: StepEntry) -> CaseStep:
    """Note that the police or another department was told of a danger (人民调解法 25)."""
    if not entry.whom.strip():
        raise OfficeError("请填写报告了哪个单位、哪位同志。", field="whom")
    if not entry.reason.strip():
        raise OfficeError("请写明有什么苗头、采取了什么措施。", field="reason")
    return write_step(work, case, StepKind.REPORTED, entry)


def feed_back(work: Work, case: MediationCase, entry: StepEntry) -> CaseStep:
    """Note that whoever handed the case over was told how it ended."""
    if not entry.whom.strip():
        raise OfficeError("请填写反馈给哪个单位。", field="whom")
    step = write_step(work, case, StepKind.FED_BACK, entry)
    case.feedback_on = entry.happened_on
    return step


def _put(case: MediationCase, matter: Matter, deadline: Deadline | None) -> None:
    """Write a term that was counted anew; None leaves it as it is."""
    if deadline is not None:
        put_term(case, matter, deadline, step=(case.due_days or {}).get("step", ""))


def _last_of(work: Work, case: MediationCase, kind: StepKind) -> CaseStep | None:
    """Return the last step of a kind."""
    return next((step for step in reversed(steps_of(work, case)) if step.kind == kind), None)


def _last_session_day(case: MediationCase) -> date | None:
    """Return the day of the last sitting."""
    return _day_of_last([session.started_at for session in case.sessions])


def _day_of_last(moments: Sequence[datetime]) -> date | None:
    """Return the day of the last of some moments."""
    return day_of(max(moments)) if moments else None
