"""调解期限: which rule counts the term of a case, from what, and how it moves by a pause or by the parties' word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from desktop.clock import day_of
from desktop.deadlines.rules import DayUnit, Deadline, Pause, Rule, due, earlier_wins
from desktop.entries.mediation import CaseEntry
from desktop.errors import OfficeError
from desktop.extensions import MOST_LONGER
from desktop.limits import kept_reasoning, own_steps, put_due, rule_of, rule_of_basis, work_calendar
from desktop.mediation.checking import moment_of
from desktop.work import Work
from models.matter import ExternalNumber, Matter
from models.mediation import MediationCase
from models.values.case_steps import TermBasis
from models.values.choices import CaseSource
from models.values.dates import day_in_tables


@dataclass(frozen=True, slots=True)
class TermChoice:
    """Which step of which scheme counts the term, and the day from which it runs."""

    scheme: str
    step: str
    runs_from: str
    """`accepted_on`, `applied_on` or `papers_received_on`; the acceptance where that day is not known."""


ENTRUSTED_SUMMARY = "entrusted_summary"
_BY_SOURCE: Mapping[tuple[CaseSource, TermBasis], TermChoice] = {
    (CaseSource.COURT_DELEGATED, basis): TermChoice("mediation_court", "delegated", "papers_received_on")
    for basis in TermBasis
} | {
    (CaseSource.COURT_ENTRUSTED, TermBasis.ORDINARY): TermChoice(
        "mediation_court", "entrusted_ordinary", "papers_received_on"
    ),
    (CaseSource.COURT_ENTRUSTED, TermBasis.SUMMARY): TermChoice(
        "mediation_court", ENTRUSTED_SUMMARY, "papers_received_on"
    ),
}
_BY_TYPE = (
    # a word of the type of dispute, what counts its term
    ("医疗", TermChoice("mediation_medical", "mediate", "accepted_on")),
    ("劳动", TermChoice("mediation_labour", "mediate", "applied_on")),
    ("农民工工资", TermChoice("mediation_labour", "mediate", "applied_on")),
)
USUAL_SCHEME = "mediation"
OWN_TYPE = "type:"
"""Before the word of a type of dispute: the key of a step that a centre added for cases of that type."""
_USUAL = TermChoice(USUAL_SCHEME, "mediate", "accepted_on")


def term_choice(source: CaseSource, dispute_type: str, basis: TermBasis) -> TermChoice:
    """Return what counts the term of a case; the court's own terms come before those of the type of dispute.

    By default 30 days from acceptance (若干规定 33); medical 30 working days (医疗纠纷预防和处理条例 38); labour
    15 days from the application (劳动争议调解仲裁法 14); by a court 30 days 委派, 15 or 7 days 委托, from signed
    receipt of its papers (特邀调解规定 27).
    """
    by_source = _BY_SOURCE.get((source, basis))
    if by_source is not None:
        return by_source
    return next((choice for word, choice in _BY_TYPE if word in dispute_type), _USUAL)


def own_choice(work: Work, choice: TermChoice, dispute_type: str) -> TermChoice:
    """Return the centre's own term for a type of dispute where it has one and no text fixes another."""
    if choice is not _USUAL:
        return choice
    words = (key.removeprefix(OWN_TYPE) for key in own_steps(work, USUAL_SCHEME, OWN_TYPE))
    word = next((word for word in words if word in dispute_type), None)
    return choice if word is None else TermChoice(USUAL_SCHEME, f"{OWN_TYPE}{word}", choice.runs_from)


def term_of_case(work: Work, matter: Matter, entry: CaseEntry, dispute_type: str) -> Deadline | None:
    """Return when the mediation is due, by the scheme of its kind; a sender's earlier date wins."""
    origin = entry.origin
    choice = own_choice(work, term_choice(entry.source, dispute_type, origin.term_basis), dispute_type)
    rule = rule_of(work, choice.step, scheme=choice.scheme)
    if rule is None:
        return None
    start = {"applied_on": origin.applied_on, "papers_received_on": origin.papers_received_on}.get(
        choice.runs_from
    )
    deadline = due(rule, moment_of(work, start or entry.accepted_on), work_calendar(work))
    return _heeding(work, matter, deadline)


def step_of(entry: CaseEntry, dispute_type: str) -> str:
    """Return the clock that counts the term of a case."""
    return term_choice(entry.source, dispute_type, entry.origin.term_basis).step


def put_term(case: MediationCase, matter: Matter, deadline: Deadline | None, *, step: str) -> None:
    """Write the term of a case, which is the limit of its matter too; `step` is the clock that counted it."""
    case.due_on = day_of(deadline.due_at) if deadline else None
    case.due_days = kept_reasoning(deadline) | {"step": step} if deadline else {}
    if deadline is not None:
        put_due(matter, deadline)


def extended_term(work: Work, case: MediationCase, matter: Matter, until: date) -> Deadline:
    """Return the term made longer up to a day that both sides agreed to, or refuse with a sentence.

    At most `MOST_LONGER` days at a time. The law sets no cap (practice.md 22): the parties may agree again.
    """
    basis = _basis(case, matter)
    if basis is None or case.due_on is None:
        raise OfficeError("本案没有调解期限，不用延长。", field="until_on")
    if until <= case.due_on:
        raise OfficeError(f"延长后的日期要晚于现在的期限（{day_in_tables(case.due_on)}）。", field="until_on")
    latest = case.due_on + timedelta(days=MOST_LONGER)
    if until > latest:
        raise OfficeError(
            f"一次最多延长一年，到{day_in_tables(latest)}。",
            field="until_on",
            todo="到时候还要延长的，再延一次。",
        )
    rule = rule_of_basis(basis)
    calendar = work_calendar(work)
    more = (
        calendar.working_days(case.due_on, until)
        if rule.unit is DayUnit.WORKING
        else (until - case.due_on).days
    )
    if more < 1:
        raise OfficeError("延长的几天里没有工作日，请往后定一天。", field="until_on")
    try:
        own = _counted(work, rule, basis, extension=basis["extension"] + more, pauses=_pauses(basis))
    except ValueError as fault:
        raise OfficeError(str(fault), field="until_on") from fault
    longer = _heeding(work, matter, own)
    if day_of(longer.due_at) <= case.due_on:
        raise OfficeError(
            f"移送单位要求的日期没有改，期限仍是{day_in_tables(case.due_on)}。",
            field="until_on",
            todo="请先和移送单位商定，在事项的外部编号里改期限。",
        )
    return longer


def term_after_pause(
    work: Work, case: MediationCase, matter: Matter, first: date, last: date
) -> Deadline | None:
    """Return the term with the days of a pause left out; None where its rule counts them all the same."""
    basis = _basis(case, matter)
    if basis is None or last < first:
        return None
    rule = rule_of_basis(basis)
    if not rule.pausable:
        return None
    own = _counted(work, rule, basis, extension=basis["extension"], pauses=(*_pauses(basis), (first, last)))
    return _heeding(work, matter, own)


def stands_still(case: MediationCase, matter: Matter) -> bool:
    """Tell whether a pause stops the term by its rule."""
    basis = _basis(case, matter)
    return basis is not None and bool(basis["pausable"])


def _basis(case: MediationCase, matter: Matter) -> Mapping[str, Any] | None:
    """Return what the term was counted by; of a case opened by an earlier version it stands at the matter."""
    kept: Mapping[str, Any] = case.due_days or matter.due_days or {}
    basis: Mapping[str, Any] | None = kept.get("basis")
    return basis


def _pauses(basis: Mapping[str, Any]) -> tuple[Pause, ...]:
    """Return the pauses that a kept term leaves out."""
    return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in basis["pauses"])


def _counted(
    work: Work, rule: Rule, basis: Mapping[str, Any], *, extension: int, pauses: Sequence[Pause]
) -> Deadline:
    """Count a kept term anew from its start."""
    start = datetime.fromisoformat(basis["start"])
    return due(rule, start, work_calendar(work), extension=extension, pauses=pauses)


def _heeding(work: Work, matter: Matter, deadline: Deadline) -> Deadline:
    """Return the term, or the earlier day of whoever sent the matter."""
    wanted: Iterable[datetime | None] = work.session.scalars(
        select(ExternalNumber.due_at).where(
            ExternalNumber.matter_id == matter.id, ExternalNumber.due_at.is_not(None)
        )
    )
    for moment in wanted:
        deadline = earlier_wins(deadline, moment)
    return deadline
