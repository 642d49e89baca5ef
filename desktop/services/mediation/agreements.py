"""The agreement is drafted, taken back before it is signed, or reached by word of mouth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.dossier.checking import rules_of
from desktop.entries.mediation import AgreementEntry
from desktop.errors import FormError, OfficeError
from desktop.mediation.checking import moment_of
from desktop.mediation.drafting import entry_of, facts_of, write_agreement
from desktop.mediation.faults import Fault, agreement_faults, errors_of
from desktop.mediation.numbering import number_at
from desktop.mediation.rows import (
    BEFORE_AGREEMENT,
    agreement_of,
    allow_in,
    locked_case,
    matter_of,
    move_case,
    needed_agreement,
    touch,
)
from desktop.mediation.signing import take_effect
from desktop.permissions import requires
from desktop.versions import expect_version
from desktop.work import Work
from models.values.case_number import NumberAt
from models.values.case_states import CaseState
from models.values.choices import AgreementForm
from models.values.permissions import Permission
from models.values.text import tidy

_REASON_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding on the agreement as saved: field, sentence, `error` or `warning`."""

    field: str
    sentence: str
    level: str


@dataclass(frozen=True, slots=True)
class AgreementKept:
    """An agreement after an act on it, with what is still wrong with it."""

    agreement_id: int
    case_id: int
    version: int
    copies: int
    case_state: str
    effective_on: date | None
    findings: tuple[Finding, ...]


@requires(Permission.CASE_EDIT)
def save_agreement(work: Work, *, case_id: int, version: int | None, entry: AgreementEntry) -> AgreementKept:
    """Save the draft, finished or not, and say what is wrong with it. `version` is None for the first one.

    Raises FormError only for what cannot be kept (too long, a holder who is no party, an amount of nothing).
    """
    case = locked_case(work, case_id)
    allow_in(case, BEFORE_AGREEMENT, "修改协议")
    written = agreement_of(work, case)
    if written is not None:
        typed = {"facts": entry.facts, "performance": entry.performance}
        expect_version(written, version or 0, typed)
    written = write_agreement(work, case, written, entry)
    found = agreement_faults(entry, facts_of(work, case), rules_of(work))
    work.record("case:agreement:draft", written, words="起草协议", matter_id=case.matter_id)
    return AgreementKept(
        written.id,
        case.id,
        written.version,
        written.copies,
        case.state,
        written.effective_on,
        tuple(_finding(fault) for fault in found),
    )


@requires(Permission.CASE_EDIT)
def retract_agreement(work: Work, *, case_id: int, version: int, reason: str = "") -> AgreementKept:
    """Take an agreement that waits for signatures back to mediation: a party changed its mind (法 23), or refused.

    What was printed stays as it was issued; signatures noted so far are dropped with it.
    """
    case = locked_case(work, case_id)
    written = needed_agreement(work, case)
    expect_version(written, version)
    try:
        why = tidy(reason, limit=_REASON_LIMIT)
    except ValueError as fault:
        raise OfficeError(str(fault), field="reason") from fault
    if case.state != CaseState.AWAITING_SIGNATURE:
        raise OfficeError("只有待签的协议可以撤回。")
    move_case(case, CaseState.MEDIATING)
    written.signatures = []
    written.issued_at = written.reached_on = case.reached_on = None
    touch(written)
    work.session.flush()
    told = why and not matter_of(work, case).confidential  # the journal of a confidential case names nobody
    words = f"撤回待签的协议：{why}" if told else "撤回待签的协议"
    work.record("case:agreement:retract", written, words=words, matter_id=case.matter_id)
    return AgreementKept(written.id, case.id, written.version, written.copies, case.state, None, ())


@requires(Permission.CASE_EDIT)
def reach_oral_agreement(
    work: Work, *, case_id: int, version: int, written_not_wanted: bool
) -> AgreementKept:
    """Let an oral agreement take effect on the day on which it was reached (人民调解法 30).

    `written_not_wanted`: the parties said that they need no paper (人民调解法 28). Refused where a statute wants
    a written one, and with every other error of the draft.
    """
    case = locked_case(work, case_id)
    allow_in(case, {CaseState.MEDIATING}, "登记口头协议")
    written = needed_agreement(work, case)
    expect_version(written, version)
    if not written_not_wanted:
        raise OfficeError(
            "当事人要求书面协议的，应当制作协议书。", field="written_not_wanted", todo="请改为书面协议。"
        )
    if written.form != AgreementForm.ORAL:
        raise OfficeError("这份协议是书面协议，签名盖章后生效。", field="form")
    facts = facts_of(work, case)
    errors = errors_of(agreement_faults(entry_of(written), facts, rules_of(work)))
    if errors:
        raise FormError(errors)
    day = written.reached_on or facts.agreed_on
    assert day is not None  # an agreement without it has an error
    written.reached_on = case.reached_on = day
    number_at(work, case, NumberAt.AGREEMENT, day, oral=True)
    move_case(case, CaseState.EFFECTIVE)
    take_effect(work, case, written, day)
    work.session.flush()
    work.record(
        "case:agreement:oral",
        written,
        words="达成口头协议，即日生效",
        occurred_at=moment_of(work, day),
        matter_id=case.matter_id,
    )
    return AgreementKept(written.id, case.id, written.version, written.copies, case.state, day, ())


def _finding(fault: Fault) -> Finding:
    """Return a finding as the result keeps it."""
    return Finding(fault.field, fault.sentence, fault.level)
