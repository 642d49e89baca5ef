"""After an agreement: the return visits, the way to the court for its confirmation, the urging of what is owed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from desktop.clock import day_of
from desktop.deadlines.rules import DayUnit, Rule, due
from desktop.entries.following import CourtEntry, DutyStepEntry, VisitEntry
from desktop.errors import OfficeError
from desktop.limits import rule_of, work_calendar
from desktop.mediation.checking import Refusals, moment_of
from desktop.mediation.rows import touch
from desktop.work import Work
from models.agreement import Agreement, Obligation
from models.case_life import JudicialConfirmation, ObligationStep, ReturnVisit
from models.mediation import MediationCase
from models.values.choices import AgreementForm, CaseSource
from models.values.dates import day_in_tables
from models.values.following import (
    BEFORE_COURT,
    COURT_LABELS,
    COURT_MOVES,
    ENDING_STEPS,
    CourtState,
    DutyStep,
    legal_court_moves,
)

_THIRTY_DAYS = Rule(count=30, unit=DayUnit.NATURAL, rolled_past_holidays=True)


def write_visit(work: Work, case: MediationCase, entry: VisitEntry) -> ReturnVisit:
    """Check a return visit, or the reason why nobody goes, and add it. Its outcome is never filled in beforehand."""
    refusals = Refusals()
    refusals.day(
        "visited_on",
        "回访日期",
        entry.visited_on,
        today=work.today,
        after=case.effective_on or case.terminated_on or case.accepted_on,
        after_what="协议生效的日期" if case.effective_on else "终止或受理的日期",
    )
    whom = refusals.text("whom", entry.whom, limit=120)
    text = refusals.text("text", entry.text, limit=5_000, multiline=True)
    if entry.waived:
        if not text:
            refusals.add("text", "不回访的，请写明原因。")
    else:
        if entry.how is None:
            refusals.add("how", "请选择怎样回访的。")
        if not whom:
            refusals.add("whom", "请填写回访了谁。")
        if case.effective_on is not None and entry.performed is None:
            refusals.add("performed", "请选择履行的情况。")
        if entry.satisfaction is None:
            refusals.add("satisfaction", "请选择当事人是否满意。")
    refusals.raise_any()
    visit = ReturnVisit(
        case_id=case.id,
        visited_on=entry.visited_on,
        waived=entry.waived,
        how=entry.how or "",
        whom=whom,
        performed=entry.performed or "",
        satisfaction=entry.satisfaction or "",
        text=text,
        visitor=work.who.name,
        seen=case.seen,
    )
    work.session.add(visit)
    work.session.flush()
    return visit


def visits_of(work: Work, case: MediationCase) -> list[ReturnVisit]:
    """Return the return visits of a case."""
    statement = (
        select(ReturnVisit)
        .where(ReturnVisit.case_id == case.id)
        .order_by(ReturnVisit.visited_on, ReturnVisit.id)
    )
    return list(work.session.scalars(statement))


def confirmation_of(work: Work, written: Agreement) -> JudicialConfirmation | None:
    """Return the judicial confirmation of an agreement; None while nobody has spoken of it."""
    return work.session.scalars(
        select(JudicialConfirmation).where(JudicialConfirmation.agreement_id == written.id)
    ).first()


def no_confirmation(case: MediationCase, written: Agreement) -> str:
    """Return why an agreement has no judicial confirmation; '' where it may have one.

    One that a court entrusted goes back to it for its 调解书 (特邀调解规定, practice.md 22); an oral one has no
    paper that the court could confirm (民事诉讼法解释 353).
    """
    if case.source == CaseSource.COURT_ENTRUSTED:
        return "法院委托的案件由法院审查后制作调解书，不另申请司法确认。"
    if written.form == AgreementForm.ORAL:
        return "口头协议没有协议书可以提交，要申请司法确认的，请另立书面协议。"
    if written.superseded_on is not None:
        return "这份协议已由后来的协议替代。"
    return ""


def confirmation_due(work: Work, effective_on: date) -> date:
    """Return the last day on which all may apply together: 30 days from the effect, rolled past holidays.

    人民调解法 33, 民事诉讼法 205; 民法典 201, 203 for how it is counted.
    """
    rule = rule_of(work, "apply", scheme="judicial_confirmation") or _THIRTY_DAYS
    return day_of(due(rule, moment_of(work, effective_on), work_calendar(work)).due_at)


def move_confirmation(
    work: Work, case: MediationCase, written: Agreement, entry: CourtEntry
) -> JudicialConfirmation:
    """Take the confirmation one step on. Raises OfficeError where the law gives none, or the 30 days are over."""
    why_not = no_confirmation(case, written)
    if why_not:
        raise OfficeError(why_not)
    if written.effective_on is None:
        raise OfficeError("协议还没有生效，不能申请司法确认。")
    row = confirmation_of(work, written)
    before = CourtState(row.state) if row is not None else None
    if (before, entry.to) not in COURT_MOVES:
        ways = "、".join(COURT_LABELS[state] for state in legal_court_moves(before))
        here = COURT_LABELS[before] if before else "没有申请"
        raise OfficeError(
            f"司法确认现在是“{here}”，不能改为“{COURT_LABELS[entry.to]}”。",
            field="to",
            todo=f"下一步可以是{ways}。" if ways else None,
        )
    last_day = confirmation_due(work, written.effective_on)
    refusals = Refusals()
    earliest, what = _after(row, written)
    refusals.day("happened_on", "日期", entry.happened_on, today=work.today, after=earliest, after_what=what)
    court = refusals.text("court", entry.court, limit=60)
    number = refusals.text("court_number", entry.court_number, limit=60)
    note = refusals.text("note", entry.note, limit=200)
    if entry.to is CourtState.APPLIED:
        if not entry.together:
            refusals.add("together", "司法确认由各方当事人共同申请（人民调解法第33条），一方不能单独申请。")
        if not court and not (row and row.court):
            refusals.add("court", "请填写向哪个法院申请。")
        if entry.happened_on > last_day:
            refusals.add(
                "happened_on",
                f"协议生效后30日内申请，最后一天是{day_in_tables(last_day)}，已经过了。",
            )
    refusals.raise_any()
    if row is None:
        row = JudicialConfirmation(
            case_id=case.id, agreement_id=written.id, state=entry.to, due_on=last_day, seen=case.seen
        )
        work.session.add(row)
    row.state, row.court, row.court_number = (
        entry.to,
        court or row.court or "",
        number or row.court_number or "",
    )
    row.note = note or row.note or ""
    column = {
        CourtState.INTENDED: "intended_on",
        CourtState.APPLIED: "applied_on",
        CourtState.ACCEPTED: "accepted_on",
    }.get(entry.to, "decided_on")
    setattr(row, column, entry.happened_on)
    if entry.to is CourtState.APPLIED:
        row.accepted_on = row.decided_on = None
    work.session.flush()
    return row


def may_still_apply(row: JudicialConfirmation | None) -> bool:
    """Tell whether the 30 days still matter."""
    return (CourtState(row.state) if row is not None else None) in BEFORE_COURT


def write_duty_step(
    work: Work, written: Agreement, obligation: Obligation, entry: DutyStepEntry
) -> ObligationStep:
    """Note a step about something that is owed: urged, promised, put off by all, waived, the way to court told."""
    if obligation.performed_on is not None:
        raise OfficeError("这一项已经履行完毕。")
    if obligation.ended_on is not None:
        raise OfficeError("这一项已经不再跟踪。")
    refusals = Refusals()
    refusals.day(
        "happened_on",
        "日期",
        entry.happened_on,
        today=work.today,
        after=written.effective_on,
        after_what="协议生效的日期",
    )
    note = refusals.text("note", entry.note, limit=200)
    later = entry.kind in {DutyStep.DEFERRED, DutyStep.PROMISED}
    if entry.kind is DutyStep.DEFERRED and entry.until_on is None:
        refusals.add("until_on", "请填写各方同意延到哪一天。")
    elif entry.until_on is not None and not later:
        refusals.add("until_on", "只有承诺和延期才填到哪一天。")
    elif entry.until_on is not None and entry.until_on < entry.happened_on:
        refusals.add("until_on", "到期的日期不能早于这一天。")
    if entry.kind is DutyStep.WAIVED and not note:
        refusals.add("note", "请写明权利人怎样表示放弃的。")
    refusals.raise_any()
    step = ObligationStep(
        obligation_id=obligation.id,
        kind=entry.kind,
        happened_on=entry.happened_on,
        how=entry.how or "",
        who=work.who.name,
        note=note,
        until_on=entry.until_on,
        seen=obligation.seen,
    )
    work.session.add(step)
    if entry.kind is DutyStep.DEFERRED:
        obligation.due_on = entry.until_on
    elif entry.kind in ENDING_STEPS:
        obligation.ended_on, obligation.ended_ground = entry.happened_on, entry.kind
    else:
        touch(obligation)
    work.session.flush()
    return step


def deferrals(work: Work, written: Agreement) -> dict[int, date]:
    """Return the later days that all agreed to, by obligation; the last word counts."""
    steps = duty_steps_of(work, [row.id for row in written.obligations])
    return {
        number: step.until_on
        for number, rows in steps.items()
        for step in rows
        if step.kind == DutyStep.DEFERRED and step.until_on is not None
    }


def duty_steps_of(work: Work, obligation_ids: list[int]) -> dict[int, list[ObligationStep]]:
    """Return the steps about obligations, in the order of their days."""
    found: dict[int, list[ObligationStep]] = {}
    statement = (
        select(ObligationStep)
        .where(ObligationStep.obligation_id.in_(obligation_ids))
        .order_by(ObligationStep.happened_on, ObligationStep.id)
    )
    for step in work.session.scalars(statement):
        found.setdefault(step.obligation_id, []).append(step)
    return found


def _after(row: JudicialConfirmation | None, written: Agreement) -> tuple[date | None, str]:
    """Return the day before which the next step cannot be, and what that day was."""
    if row is not None:
        for day, what in (
            (row.decided_on, "法院决定的日期"),
            (row.accepted_on, "法院受理的日期"),
            (row.applied_on, "申请的日期"),
        ):
            if day is not None:
                return day, what
    return written.effective_on, "协议生效的日期"
