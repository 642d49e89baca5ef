"""The course of a case: pause and resume, a longer term, other mediators and parties, hand over, report, feed back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from desktop.entries.mediation import ConsentEntry, PartyEntry, StepEntry, TellingEntry
from desktop.errors import OfficeError
from desktop.matter_index import reindex
from desktop.mediation import course
from desktop.mediation.checking import moment_of, under
from desktop.mediation.parties import known_from_visits, write_party
from desktop.mediation.rows import (
    BEFORE_AGREEMENT,
    PARTIES_CHANGE,
    UNDECIDED,
    allow_in,
    locked_case,
    matter_of,
    party_and_case,
)
from desktop.permissions import requires
from desktop.services.mediation.parties import record_consent, tell_rights
from desktop.versions import expect_version
from desktop.work import Work
from models.case_life import CaseStep
from models.mediation import MediationCase
from models.values.case_states import OPEN_CASE_STATES, CaseState
from models.values.case_steps import StepKind, ground_words
from models.values.choices import PartySide, label
from models.values.dates import day_in_tables
from models.values.permissions import Permission

FEEDABLE = frozenset(
    {
        CaseState.EFFECTIVE,
        CaseState.TERMINATED,
        CaseState.TRANSFERRED,
        CaseState.CLOSED,
        CaseState.ARCHIVED,
    }
)
"""How it ended is known, so whoever sent it may be told."""


@dataclass(frozen=True, slots=True)
class StepKept:
    """A case after a step: where it stands and until when it is to be mediated."""

    step_id: int
    case_id: int
    state: str
    version: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class PartyJoined:
    """A party that joined later, and the step that says so."""

    party_id: int
    case_id: int
    version: int
    step_id: int


@requires(Permission.CASE_EDIT)
def pause_case(work: Work, *, case_id: int, version: int, entry: StepEntry) -> StepKept:
    """Let the mediation stand still (practice.md 19); the ground is a PauseGround, `until_on` what is expected."""
    case = _held(work, case_id, version)
    allow_in(case, BEFORE_AGREEMENT, "暂停")
    step = course.pause(work, case, entry)
    return _kept(work, case, step, f"暂停调解：{ground_words(StepKind.PAUSED, entry.ground)}", "case:pause")


@requires(Permission.CASE_EDIT)
def resume_case(work: Work, *, case_id: int, version: int, entry: StepEntry) -> StepKept:
    """Let the mediation go on; the days of the pause are left out of the term where its rule allows it."""
    case = _held(work, case_id, version)
    allow_in(case, {CaseState.PAUSED}, "恢复")
    step = course.resume(work, case, matter_of(work, case), entry)
    return _kept(work, case, step, "恢复调解", "case:resume")


@requires(Permission.CASE_EDIT)
def extend_term(work: Work, *, case_id: int, version: int, entry: StepEntry, all_agreed: bool) -> StepKept:
    """Make the term longer up to `until_on` by the word of all parties, given as `how` says."""
    case = _held(work, case_id, version)
    allow_in(case, BEFORE_AGREEMENT, "延长期限")
    step = course.extend(work, case, matter_of(work, case), entry, all_agreed=all_agreed)
    words = f"各方同意，调解期限延长到{day_in_tables(step.due_after)}" if step.due_after else "延长调解期限"
    return _kept(work, case, step, words, "case:extend")


@requires(Permission.CASE_EDIT)
def change_mediator(
    work: Work, *, case_id: int, version: int, entry: StepEntry, leaving_id: int, coming_id: int
) -> StepKept:
    """Replace a mediator: a party asked for it, he withdrew himself, or he cannot go on (若干规定 25)."""
    case = _held(work, case_id, version)
    allow_in(case, PARTIES_CHANGE, "更换调解员")
    step = course.change_mediator(work, case, entry, leaving_id=leaving_id, coming_id=coming_id)
    words = f"更换调解员：{step.whom}（{ground_words(StepKind.MEDIATOR_CHANGED, entry.ground)}）"
    return _kept(work, case, step, words, "case:mediator")


@requires(Permission.CASE_EDIT)
def leave_party(
    work: Work, *, party_id: int, version: int, entry: StepEntry, successors: tuple[PartyEntry, ...] = ()
) -> StepKept:
    """Let a party leave, and those who take its place come on the same day. `version` is the party's.

    Its row, consents, sessions and issued papers stay as they were. Fields of those who come stand under
    `successors.<place>`.
    """
    party, case = party_and_case(work, party_id)
    expect_version(party, version)
    allow_in(case, PARTIES_CHANGE, "登记当事人退出")
    step = course.leave(work, case, party, replace(entry, party=party.id))
    side = label(PartySide(party.side))
    kept = _kept(
        work, case, step, f"{side}退出：{ground_words(StepKind.PARTY_LEFT, entry.ground)}", "case:party:leave"
    )
    matter = matter_of(work, case)
    for place, successor in enumerate(successors):
        with under(f"successors.{place}"):
            (known,) = known_from_visits(work, matter, (successor,))
            heir = write_party(work, case, matter, known)
            joined = StepEntry(happened_on=entry.happened_on, reason=entry.reason, paper=entry.paper)
            course.join(work, case, heir, joined, party)
        work.record("case:party:succeed", heir, words=f"承继{side}参加调解", matter_id=case.matter_id)
    reindex(work, matter)
    return kept


@requires(Permission.CASE_EDIT)
def join_party(
    work: Work,
    *,
    case_id: int,
    entry: PartyEntry,
    step: StepEntry,
    consent: ConsentEntry | None = None,
    telling: TellingEntry | None = None,
) -> PartyJoined:
    """Let somebody join later with date, reason and paper (practice.md 19), and note what he said and was told.

    Fields of the party stand under `party`, those of the two facts under `consent` and `telling`; whom they
    name is the one who joins.
    """
    case = locked_case(work, case_id)
    allow_in(case, PARTIES_CHANGE, "添加当事人")
    if not step.reason.strip():
        raise OfficeError("请写明为什么现在加入，如 承租人、保险公司、漏列的共有人。", field="reason")
    matter = matter_of(work, case)
    (known,) = known_from_visits(work, matter, (entry,))
    with under("party"):
        party = write_party(work, case, matter, known)
    row = course.join(work, case, party, step, None)
    reindex(work, matter)
    kept = _kept(work, case, row, f"{label(entry.side)}加入调解", "case:party:add")
    if consent is not None:
        with under("consent"):
            record_consent(
                work, party_id=party.id, agreed=consent.agreed, how=consent.how, given_on=consent.given_on
            )
    if telling is not None:
        with under("telling"):
            tell_rights(
                work, party_id=party.id, how=telling.how, told_on=telling.told_on, present=telling.present
            )
    return PartyJoined(party.id, case.id, party.version, kept.step_id)


@requires(Permission.CASE_EDIT)
def transfer_case(work: Work, *, case_id: int, version: int, entry: StepEntry) -> StepKept:
    """Hand the case over to another body (`whom`), with the reason; what is left here is closing it."""
    case = _held(work, case_id, version)
    allow_in(case, UNDECIDED, "移送")
    step = course.transfer(work, case, entry)
    return _kept(work, case, step, f"移送{step.whom}", "case:transfer")


@requires(Permission.CASE_EDIT)
def report_escalation(work: Work, *, case_id: int, version: int, entry: StepEntry) -> StepKept:
    """Note that the police or another department was told that the dispute may escalate (人民调解法 25)."""
    case = _held(work, case_id, version)
    allow_in(case, OPEN_CASE_STATES, "登记报告")
    step = course.report(work, case, entry)
    return _kept(work, case, step, f"向{step.whom}报告", "case:escalate")


@requires(Permission.CASE_EDIT)
def feed_back(work: Work, *, case_id: int, version: int, entry: StepEntry) -> StepKept:
    """Note that the body that sent the case was told how it ended, on which day and how."""
    case = _held(work, case_id, version)
    allow_in(case, FEEDABLE, "登记反馈")
    step = course.feed_back(work, case, entry)
    return _kept(work, case, step, f"向{step.whom}反馈调解结果", "case:feedback")


def _held(work: Work, case_id: int, version: int) -> MediationCase:
    """Return the case, held, at the version that the form showed."""
    case = locked_case(work, case_id)
    expect_version(case, version)
    return case


def _kept(work: Work, case: MediationCase, step: CaseStep, words: str, tag: str) -> StepKept:
    """Record the step and return it."""
    work.session.flush()
    work.record(tag, case, words=words, occurred_at=moment_of(work, step.happened_on))
    return StepKept(step.id, case.id, case.state, case.version, case.due_on)
