"""到期提醒: every clock of mediation in one list, each saying why it runs and what is to be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from desktop.clock import day_of
from desktop.deadlines.rules import DayUnit, Rule, due
from desktop.limits import rule_of, work_calendar
from desktop.mediation.checking import moment_of
from desktop.mediation.drafting import obligation_entry
from desktop.mediation.effect import is_endless
from desktop.mediation.following import may_still_apply, no_confirmation
from desktop.mediation.naming import told_apart
from desktop.mediation.parts import next_day
from desktop.mediation.rows import PARTIES_CHANGE
from desktop.mediation.wording import holders_in_words
from desktop.permissions import requires
from desktop.term_figures import term_figure
from desktop.work import Work
from models.agreement import Agreement, Obligation
from models.case_life import JudicialConfirmation, ReturnVisit
from models.centre import Committee, Unit
from models.mediation import MediationCase
from models.values.case_states import CaseState
from models.values.dates import day_in_tables
from models.values.following import years_after
from models.values.money import format_yuan
from models.values.permissions import Permission
from models.values.terms import ObligationKind

HORIZON_DAYS = 30
MOST = 500
COMMITTEE_YEARS = 3
"""人民调解法 9: a committee is elected for three years."""
_VISIT_AFTER_DUE = Rule(count=15, unit=DayUnit.NATURAL)
_VISIT_AFTER_EFFECT = Rule(count=30, unit=DayUnit.NATURAL)
_ARCHIVE = Rule(count=30, unit=DayUnit.NATURAL)
_FOLLOWED = (CaseState.EFFECTIVE, CaseState.CLOSED, CaseState.MEDIATING, CaseState.AWAITING_SIGNATURE)
Standing = Sequence[tuple[MediationCase, Agreement]]
"""Cases that are followed, each with an agreement that stands."""


class Clock(StrEnum):
    """What runs."""

    TERM = "term"
    FEEDBACK = "feedback"
    COURT = "court"
    OBLIGATION = "obligation"
    VISIT = "visit"
    ARCHIVE = "archive"
    COMMITTEE = "committee"


CLOCK_LABELS = {
    Clock.TERM: "调解期限",
    Clock.FEEDBACK: "反馈移送单位",
    Clock.COURT: "司法确认",
    Clock.OBLIGATION: "履行",
    Clock.VISIT: "回访",
    Clock.ARCHIVE: "归档",
    Clock.COMMITTEE: "调委会换届",
}


@dataclass(frozen=True, slots=True)
class Reminder:
    """One clock: until when, how many days are left (negative when over), what is to be done, and why."""

    clock: Clock
    clock_words: str
    due_on: date
    days_left: int
    what: str
    why: str
    number: str
    name: str
    presiding: str
    case_id: int | None
    """None for a committee's own term."""
    field: str
    """Where on the case's page it is done."""


@requires(Permission.CASE_READ)
def reminders(
    work: Work, *, days: int = HORIZON_DAYS, clock: Clock | None = None, case_id: int | None = None
) -> tuple[Reminder, ...]:
    """Return what is over or due within `days`, the earliest first, at most 500; of one clock, of one case."""
    until = work.today + timedelta(days=days)
    found: list[Reminder] = []
    makers = {Clock.TERM: _terms, Clock.FEEDBACK: _feedbacks, Clock.ARCHIVE: _archives}
    for kind, maker in makers.items():
        if clock is None or clock is kind:
            found += [line for line in maker(work, case_id) if line.due_on <= until]
    followers = {Clock.COURT: _courts, Clock.OBLIGATION: _obligations, Clock.VISIT: _visits}
    if clock is None or clock in followers:
        standing = _standing(work, case_id)
        for kind, follower in followers.items():
            if clock is None or clock is kind:
                found += [line for line in follower(work, standing) if line.due_on <= until]
    if case_id is None and clock in {None, Clock.COMMITTEE}:
        warned = work.today + timedelta(days=term_figure(work, "committee_warning_days"))
        found += [line for line in _committees(work) if line.due_on <= max(until, warned)]
    found.sort(key=lambda line: (line.due_on, line.case_id or 0, line.clock))
    return tuple(found[:MOST])


def _line(
    work: Work, case: MediationCase, clock: Clock, day: date, what: str, why: str, field: str
) -> Reminder:
    """Return a reminder of a case."""
    head = next((row.name for row in case.mediators if row.presiding), "")
    return Reminder(
        clock,
        CLOCK_LABELS[clock],
        day,
        (day - work.today).days,
        what,
        why,
        case.number_shown,
        case.name,
        head,
        case.id,
        field,
    )


def _cases(work: Work, case_id: int | None, *conditions: object) -> Sequence[MediationCase]:
    """Return the cases of a question with their mediators and parties."""
    statement = select(MediationCase).options(
        selectinload(MediationCase.mediators), selectinload(MediationCase.parties)
    )
    for condition in conditions:
        statement = statement.where(condition)  # type: ignore[arg-type]  # conditions of columns
    if case_id is not None:
        statement = statement.where(MediationCase.id == case_id)
    return work.session.scalars(statement.order_by(MediationCase.id)).all()


def _terms(work: Work, case_id: int | None) -> Iterator[Reminder]:
    """Yield the terms of mediations that go on."""
    states = MediationCase.state.in_(PARTIES_CHANGE)
    for case in _cases(work, case_id, states, MediationCase.due_on.is_not(None)):
        assert case.due_on is not None
        why = str((case.due_days or {}).get("because", "")) or "调解期限按本中心的时限方案计算。"
        paused = case.state == CaseState.PAUSED
        what = "暂停中，能接着调的请恢复" if paused else "到期前达成协议；各方同意的可以延长，调不成的终止"
        yield _line(work, case, Clock.TERM, case.due_on, what, why, "sessions")


def _feedbacks(work: Work, case_id: int | None) -> Iterator[Reminder]:
    """Yield who still waits to be told how a case ended."""
    rows = _cases(
        work, case_id, MediationCase.feedback_due_on.is_not(None), MediationCase.feedback_on.is_(None)
    )
    for case in rows:
        assert case.feedback_due_on is not None
        sender = case.sender_unit or "移送单位"
        why = f"{sender}移送时要求{day_in_tables(case.feedback_due_on)}前反馈结果。"
        yield _line(
            work, case, Clock.FEEDBACK, case.feedback_due_on, f"向{sender}反馈调解结果", why, "course"
        )


def _standing(work: Work, case_id: int | None) -> Standing:
    """Return the cases that are followed, each with its agreements that stand.

    Performance is followed after the archiving, too (practice.md 18), as long as something is owed.
    """
    owed = (
        select(Obligation.id)
        .join(Agreement, Agreement.id == Obligation.agreement_id)
        .where(
            Agreement.case_id == MediationCase.id,
            Obligation.performed_on.is_(None),
            Obligation.ended_on.is_(None),
        )
        .exists()
    )
    followed = MediationCase.state.in_(_FOLLOWED) | ((MediationCase.state == CaseState.ARCHIVED) & owed)
    cases = {case.id: case for case in _cases(work, case_id, followed)}
    statement = (
        select(Agreement)
        .join(MediationCase, MediationCase.id == Agreement.case_id)
        .where(
            followed,
            Agreement.effective_on.is_not(None),
            Agreement.superseded_on.is_(None),
        )
        .options(
            selectinload(Agreement.obligations).options(
                selectinload(Obligation.people),
                selectinload(Obligation.performances),
                selectinload(Obligation.instalments),
            )
        )
        .order_by(Agreement.case_id, Agreement.position)
    )
    if case_id is not None:
        statement = statement.where(Agreement.case_id == case_id)
    return [(cases[row.case_id], row) for row in work.session.scalars(statement) if row.case_id in cases]


def _courts(work: Work, standing: Standing) -> Iterator[Reminder]:
    """Yield the 30 days of the agreements whose parties mean to go to the court."""
    rows = work.session.scalars(select(JudicialConfirmation))
    meant = {row.agreement_id: row for row in rows if may_still_apply(row)}
    for case, written in standing:
        row = meant.get(written.id)
        if row is None or no_confirmation(case, written) or written.effective_on is None:
            continue
        why = f"协议{day_in_tables(written.effective_on)}生效，30日内共同申请，遇节假日顺延（人民调解法第33条）。"
        yield _line(work, case, Clock.COURT, row.due_on, "各方共同向法院申请司法确认", why, "court")


def _obligations(work: Work, standing: Standing) -> Iterator[Reminder]:
    """Yield what is owed next under every agreement that stands."""
    for case, written in standing:
        names = told_apart(case.parties)
        for row in written.obligations:
            day, fen = next_day(row, work.today)
            if day is None or row.kind == ObligationKind.EACH_BEARS_OWN:
                continue
            entry = obligation_entry(row)
            who = holders_in_words(entry.debtors, names)
            amount = fen if fen is not None else row.amount_fen
            sum_words = f"{format_yuan(amount)}元" if amount else ""
            pays = "支付" if row.kind == ObligationKind.PAYMENT else ""
            what = f"{who}{pays}{row.what or (entry.kind and '履行') or ''}{sum_words}"
            late = "逾期没有履行，请督促（人民调解法第31条）。" if day < work.today else "快到期，请提醒。"
            why = f"协议第{row.position}项约定{day_in_tables(day)}到期；{late}"
            yield _line(work, case, Clock.OBLIGATION, day, what, why, f"obligations.{row.position - 1}")


def _visits(work: Work, standing: Standing) -> Iterator[Reminder]:
    """Yield the return visits still to be made: 15 days after the last due day, or 30 after the effect."""
    visited = set(work.session.scalars(select(ReturnVisit.case_id)))
    long_days = term_figure(work, "visit_long_days")
    seen: set[int] = set()
    for case, written in standing:
        if case.id in visited or case.id in seen or written.effective_on is None:
            continue
        if case.state == CaseState.ARCHIVED:  # the dossier says whether somebody went, or why not
            continue
        seen.add(case.id)
        found = visit_day(work, written, written.effective_on, long_days)
        if found is not None:
            yield _line(work, case, Clock.VISIT, found[0], "回访当事人", found[1], "visit")


def visit_day(work: Work, written: Agreement, effective_on: date, long_days: int) -> tuple[date, str] | None:
    """Return when a return visit is due and why; None where everything was done on the spot (practice.md 6).

    Where the terms are longer than `long_days` it counts from the effect.
    """
    days = [row.due_on for row in written.obligations if row.due_on is not None]
    endless = any(
        is_endless(entry.kind, entry.term)
        for entry in map(obligation_entry, written.obligations)
        if entry.kind is not None
    )
    last = max(days, default=effective_on)
    if not endless and all(
        row.performed_on is not None and row.performed_on <= effective_on for row in written.obligations
    ):
        return None
    if endless or (last - effective_on).days > long_days:
        rule = rule_of(work, "return_visit_long", scheme="after_agreement") or _VISIT_AFTER_EFFECT
        why = f"履行期超过{long_days}日或没有终期，生效后{rule.count}日回访。"
        return _counted(work, rule, effective_on), why
    rule = rule_of(work, "return_visit", scheme="after_agreement") or _VISIT_AFTER_DUE
    return _counted(work, rule, last), f"最后一项{day_in_tables(last)}到期，期满后{rule.count}日回访。"


def _archives(work: Work, case_id: int | None) -> Iterator[Reminder]:
    """Yield closed cases that are not in the archive yet."""
    rule = rule_of(work, "archive", scheme="after_agreement") or _ARCHIVE
    for case in _cases(work, case_id, MediationCase.state == CaseState.CLOSED):
        if case.closed_on is not None:
            why = f"{day_in_tables(case.closed_on)}结案，结案后{rule.count}日内归档。"
            day = _counted(work, rule, case.closed_on)
            yield _line(work, case, Clock.ARCHIVE, day, "装订卷宗，归档", why, "archive")


def _committees(work: Work) -> Iterator[Reminder]:
    """Yield the terms of the committees that the account's unit has."""
    statement = (
        select(Committee, Unit.name)
        .join(Unit, Unit.id == Committee.unit_id)
        .where(Committee.active, Committee.elected_on.is_not(None))
    )
    for committee, _unit in work.session.execute(statement):
        assert committee.elected_on is not None
        day = years_after(committee.elected_on, COMMITTEE_YEARS)
        yield Reminder(
            Clock.COMMITTEE,
            CLOCK_LABELS[Clock.COMMITTEE],
            day,
            (day - work.today).days,
            "推选产生新一届调委会委员",
            f"{day_in_tables(committee.elected_on)}产生，每届任期三年（人民调解法第9条）。",
            "",
            committee.name,
            "",
            None,
            "",
        )


def _counted(work: Work, rule: Rule, start: date) -> date:
    """Return the last day of a rule that runs from a day."""
    return day_of(due(rule, moment_of(work, start), work_calendar(work)).due_at)
