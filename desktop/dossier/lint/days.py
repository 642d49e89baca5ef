"""T: the order of days, terms, and what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from desktop.dossier.lint.check import ARCHIVIST, PARTY, Found, check
from desktop.dossier.lint.facts import CaseFacts
from desktop.dossier.lint.rules import Level, Rules
from models.values.choices import CaseSource, SignatureState, SignerRole
from models.values.dates import day_in_tables, day_on_paper

SOON = timedelta(days=7)


@check("T01")
def order_of_days(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """申请 ≤ 受理 ≤ 协议 ≤ 生效 ≤ 履行 ≤ 回访 ≤ 立卷; only three pairs are errors (practice.md 26).

    协议 before 受理; a written agreement (人民调解法 29) in effect before one of its signatures, of a court's
    delegated case before the parties'; 归档 before 结案.
    """
    if facts.reached_on and facts.reached_on < facts.accepted_on:
        yield _wrong("agreement", "达成协议", facts.reached_on, "受理", facts.accepted_on)
    if facts.written and facts.effective_on:
        counted = {SignerRole.PARTY}
        if facts.source is not CaseSource.COURT_DELEGATED:
            counted |= {SignerRole.MEDIATOR, SignerRole.COMMITTEE}
        days = [
            line.signed_on
            for line in facts.signatures
            if line.role in counted and line.state is SignatureState.SIGNED and line.signed_on
        ]
        # one mediator is enough for the effect; the parties and the seal are all needed
        if days and facts.effective_on < max(_needed_days(facts) or days):
            yield _wrong("signatures", "协议生效", facts.effective_on, "最后一个签名", max(days))
    if facts.filed_on and facts.closed_on and facts.filed_on < facts.closed_on:
        yield _wrong("dossier", "立卷", facts.filed_on, "结案", facts.closed_on)
    yield from _milder(facts)


def _needed_days(facts: CaseFacts) -> list[date]:
    """The days of the parties' signatures and of the seal."""
    roles = {SignerRole.PARTY}
    if facts.source is not CaseSource.COURT_DELEGATED:
        roles.add(SignerRole.COMMITTEE)
    return [line.signed_on for line in facts.signatures if line.role in roles and line.signed_on]


def _milder(facts: CaseFacts) -> Iterator[Found]:
    """The other pairs of days out of order: shown, with a reason to give."""
    first = min((session.started_on for session in facts.sessions), default=None)
    pairs = [
        ("case", "受理", facts.accepted_on, "申请", facts.applied_on),
        ("sessions", "第一次调解", first, "受理", facts.accepted_on),
        *[
            (
                "obligations",
                f"第{duty.place + 1}项履行",
                duty.first_performed_on,
                "达成协议",
                duty.agreed_on or facts.reached_on,
            )
            for duty in facts.duties
        ],
        *[
            ("visits", "回访", visit.visited_on, "协议生效", facts.effective_on)
            for visit in facts.visits
            if not visit.waived
        ],
    ]
    for field, what, day, other, before in pairs:
        if day and before and day < before:
            found = _wrong(field, what, day, other, before)
            yield Found(field=found.field, sentence=found.sentence, level=Level.WARNING)


def _wrong(field: str, what: str, day: date, other: str, before: date) -> Found:
    """A day that lies before one that it must follow."""
    return Found(
        field=field,
        sentence=f"{what}的日期（{day_in_tables(day)}）早于{other}（{day_in_tables(before)}）。",
    )


@check("T02")
def acceptance_is_one_day(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """受案时间 of the printed papers is the day of acceptance."""
    for kind, what in (("acceptance", "受理登记表"), ("closing_report", "结案报告表")):
        for paper in facts.latest(kind):
            printed = str(paper.snapshot.get("accepted_on") or "")
            if printed and printed not in {facts.accepted_on.isoformat(), day_on_paper(facts.accepted_on)}:
                yield Found(field="dossier", sentence=f"{what}上的受理日期与案件不一致，请重新打印。")


@check("T03")
def report_is_dated_at_filing(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """填表时间 of a closing report that was printed is the day of filing; else the binding writes that day on it."""
    if facts.report_on and facts.filed_on and facts.report_on != facts.filed_on:
        yield Found(
            field="filed_on",
            sentence=f"打印过的结案报告表填表时间是{day_on_paper(facts.report_on)}，与立卷日期不一致。",
            who=ARCHIVIST,
        )


@check("T04")
def nothing_in_the_future(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """What has happened did not happen in the future."""
    days = [
        ("case", "受理", facts.accepted_on),
        ("agreement", "达成协议", facts.reached_on),
        ("signatures", "协议生效", facts.effective_on),
        ("case", "结案", facts.closed_on),
        *[
            (f"sessions.{session.id}", f"第{session.ordinal}次调解", session.started_on)
            for session in facts.sessions
        ],
        *[("signatures", f"{line.name}签名", line.signed_on) for line in facts.signatures],
        *[("obligations", f"第{duty.place + 1}项履行", duty.performed_on) for duty in facts.duties],
        *[("visits", "回访", visit.visited_on) for visit in facts.visits],
    ]
    for field, what, day in days:
        if day is not None and day > facts.today:
            yield Found(field=field, sentence=f"{what}的日期（{day_in_tables(day)}）在今天之后。")


@check("T05")
def one_place_at_a_time(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """A mediator did not sit in two cases at the same time."""
    for session in facts.sessions:
        if session.elsewhere:
            yield Found(
                field=f"sessions.{session.id}",
                sentence=f"第{session.ordinal}次调解时，调解员同时在{session.elsewhere}调解。",
            )


@check("T06")
def within_the_term(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """The case ended within its term, extensions counted."""
    ended = facts.reached_on or facts.terminated_on
    if facts.due_on is None:
        return
    if ended is not None and ended > facts.due_on:
        yield Found(
            field="extend",
            sentence=f"超过了调解期限（{day_in_tables(facts.due_on)}），没有记下双方同意延期。",
        )
    elif ended is None and facts.today > facts.due_on:
        yield Found(
            field="extend",
            sentence=f"调解期限（{day_in_tables(facts.due_on)}）已过，请记下双方同意延期，或终止调解。",
            by=facts.due_on,
        )


@check("T07")
def confirmation_window(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """The thirty days for 司法确认 (人民调解法 33) end soon, or ended although the parties wanted it."""
    due = facts.court_due_on
    if due is None or facts.court_applied:
        return
    if facts.today > due:
        if facts.court_wanted:
            yield Found(
                field="court",
                sentence=f"当事人打算申请司法确认，期限{day_in_tables(due)}已过。",
                level=Level.WARNING,
                by=due,
            )
    elif due - facts.today <= SOON:
        yield Found(field="court", sentence=f"申请司法确认的期限还有{(due - facts.today).days}天。", by=due)


@check("T08")
def defaults_are_urged(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """What is overdue was urged (人民调解法 31)."""
    for duty in facts.duties:
        overdue = duty.due_on is not None and duty.due_on < facts.today
        if overdue and duty.performed_on is None and not duty.ended and not duty.urged:
            assert duty.due_on is not None
            yield Found(
                field=f"obligations.{duty.place}",
                sentence=f"第{duty.place + 1}项{day_in_tables(duty.due_on)}到期未履行，没有督促的记录。",
                by=duty.due_on,
            )


@check("T09")
def visited_in_time(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """Somebody went back: 15 days after the last due day, 30 after the effect where the terms are long."""
    due = visit_due(facts, rules)
    if due is None:
        return
    done = [visit for visit in facts.visits if visit.waived or visit.text.strip() or visit.performed]
    if not done and facts.today > due:
        yield Found(field="visits", sentence=f"应当在{day_in_tables(due)}前回访，还没有回访记录。", by=due)
    elif done and min(visit.visited_on for visit in done) > due and not any(v.waived for v in done):
        yield Found(field="visits", sentence=f"回访晚于{day_in_tables(due)}。", by=due)


@check("T10")
def performed_before_closing(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """What is due within thirty days is performed before the case is closed (practice.md 18; a centre's setting)."""
    for duty in facts.duties:
        if duty.waited_for:
            yield Found(
                field=f"obligations.{duty.place}",
                sentence=f"第{duty.place + 1}项还没有履行完毕，履行后再结案。",
                who=PARTY,
                by=duty.due_on,
                waits=True,
            )


@check("T11")
def court_has_decided(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """While an application for 司法确认 is with the court the case stays open (mediation.md 3.2)."""
    if facts.court_open:
        yield Found(field="court", sentence="司法确认还没有结果，法院决定后再结案。", waits=True)


def visit_due(facts: CaseFacts, rules: Rules) -> date | None:
    """Return by when somebody goes back; None where everything was done on the spot or nothing was agreed."""
    if facts.effective_on is None or facts.simple:
        return None
    if facts.duties and all(
        duty.performed_on == (duty.agreed_on or facts.reached_on) for duty in facts.duties
    ):
        return None
    days = [duty.due_on for duty in facts.duties if duty.due_on is not None]
    endless = any(duty.due_on is None for duty in facts.duties)
    if endless or not days or (max(days) - facts.effective_on).days > rules.settings["visit_long_days"]:
        return facts.effective_on + timedelta(days=int(rules.settings["visit_days_long"]))
    return max(days) + timedelta(days=int(rules.settings["visit_days"]))
