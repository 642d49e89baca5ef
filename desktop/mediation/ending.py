"""Performance of obligations, and the two ends of a case: closed after an agreement, or terminated."""

from __future__ import annotations

from datetime import date

from desktop.dossier.checking import lint_errors
from desktop.entries.mediation import PerformanceEntry, TerminationEntry
from desktop.errors import OfficeError
from desktop.matter_index import reindex
from desktop.mediation.checking import Refusals, moment_of
from desktop.mediation.fact_finding import NOT_HERE, file_of_matter
from desktop.mediation.numbering import number_at
from desktop.mediation.rows import (
    UNDECIDED,
    agreement_of,
    matter_of,
    move_case,
    refuse_move,
    standing_agreements,
    touch,
)
from desktop.moves import move_assignment, move_matter
from desktop.work import Work
from models.agreement import Agreement, Obligation, Performance
from models.centre import Committee
from models.matter import ActionNote, Matter
from models.mediation import MediationCase
from models.values.case_number import NumberAt
from models.values.case_states import CaseState
from models.values.choices import (
    AgreementForm,
    AssignmentRole,
    label,
)
from models.values.dates import day_on_paper
from models.values.matter_states import OPEN_ASSIGNMENT_STATES, AssignmentState, MatterState
from models.values.money import format_yuan
from models.values.termination import (
    REMEDY_LABELS,
    TERMINATION_LABELS,
    TerminationGround,
    keep_remedies,
    kept_remedies,
    remedies_needed,
)
from models.values.terms import ObligationKind, TermKind

NOTE_LIMIT = 200


def write_performance(
    work: Work, case: MediationCase, written: Agreement, obligation: Obligation, entry: PerformanceEntry
) -> Performance:
    """Note what was done of an obligation; parts of a sum add up, and the last part completes it.

    It may be performed on the spot, before the last signature, but not before the agreement was reached.
    """
    if obligation.performed_on is not None:
        raise OfficeError("这一项已经履行完毕。", todo="记错了的，请先删去那次履行。")
    refusals = Refusals()
    earliest = written.reached_on or case.accepted_on
    refusals.day(
        "performed_on",
        "履行日期",
        entry.performed_on,
        today=work.today,
        after=earliest,
        after_what="达成协议的日期" if written.reached_on else "受理日期",
    )
    proof = refusals.text("proof", entry.proof, limit=120)
    if entry.attachment_id is not None and not file_of_matter(work, case.matter_id, entry.attachment_id):
        refusals.add("attachment_id", NOT_HERE)
    complete = entry.complete
    if obligation.kind == ObligationKind.PAYMENT and not (complete and entry.amount_fen is None):
        complete = _check_sum(obligation, entry, proof, refusals)
    elif obligation.kind != ObligationKind.PAYMENT and entry.amount_fen is not None:
        refusals.add("amount_fen", "这一项不是付款，不填金额。")
    refusals.raise_any()
    performance = Performance(
        performed_on=entry.performed_on,
        amount_fen=entry.amount_fen,
        complete=complete,
        proof=proof,
        attachment_id=entry.attachment_id,
        seen=obligation.seen,
    )
    obligation.performances.append(performance)
    if complete:
        obligation.performed_on = max(row.performed_on for row in obligation.performances)
    else:
        touch(obligation)
    work.session.flush()
    return performance


def drop_performance(work: Work, obligation: Obligation, performance: Performance) -> None:
    """Take a performance back that was entered by mistake; the obligation is open again."""
    obligation.performances.remove(performance)
    work.session.delete(performance)
    obligation.performed_on = None
    touch(obligation)
    work.session.flush()


def terminate(work: Work, case: MediationCase, entry: TerminationEntry) -> None:
    """End a case without an agreement; the parties are told of the other ways (人民调解法 26)."""
    refusals = Refusals()
    refusals.day(
        "terminated_on",
        "终止日期",
        entry.terminated_on,
        today=work.today,
        after=case.accepted_on,
        after_what="受理日期",
    )
    note = refusals.text("note", entry.note, limit=NOTE_LIMIT)
    if entry.ground is TerminationGround.OTHER and not note:
        refusals.add("note", "请写明终止的原因。")
    if remedies_needed(entry.ground) and not entry.remedies:
        refusals.add("remedies", "请选择已告知当事人的其他途径：仲裁、行政或诉讼。")
    refusals.raise_any()
    if case.state in UNDECIDED and standing_agreements(work, case):
        raise OfficeError("原协议还有效，不能终止调解。", todo="另议不成的，请选“仍按原协议”。")
    move_case(case, CaseState.TERMINATED)
    case.terminated_on = entry.terminated_on
    case.termination_ground = entry.ground
    case.remedies_told = keep_remedies(entry.remedies)
    words = f"终止调解：{TERMINATION_LABELS[entry.ground]}。{note}".strip()
    _note(work, matter_of(work, case), case, words, entry.terminated_on)


def close(work: Work, case: MediationCase, closed_on: date) -> None:
    """Close a case and give the committee's answer to the matter.

    What keeps it open is what the checks say at the level of an error (practice.md 26), nothing else. Of the
    former guards D01, D07, D09, S02, S04, T10 and T11 are checks; that an agreement has to be in effect, or the
    mediation to have ended, is the machine's own rule and refused before the checks are asked.
    """
    refuse_move(case, CaseState.CLOSED)
    refusals = Refusals()
    after, what = (
        (case.effective_on, "生效日期")
        if case.effective_on
        else (case.transferred_on, "移送日期")
        if case.transferred_on
        else (case.terminated_on, "终止日期")
    )
    refusals.day("closed_on", "结案日期", closed_on, today=work.today, after=after, after_what=what)
    number_at(work, case, NumberAt.CLOSING, closed_on, oral=case.simple or _is_oral(work, case))
    refusals.found += lint_errors(work, case)
    solved = case.state == CaseState.EFFECTIVE
    refusals.raise_any()
    move_case(case, CaseState.CLOSED)
    case.closed_on = closed_on
    _report(work, case, closed_on, solved=solved)


def paid(obligation: Obligation) -> int:
    """Return the sum of what was paid so far, in fen."""
    return sum(row.amount_fen or 0 for row in obligation.performances)


def _check_sum(obligation: Obligation, entry: PerformanceEntry, proof: str, refusals: Refusals) -> bool:
    """Note a payment that does not fit the sum; tell whether it completes the obligation."""
    if not entry.amount_fen or entry.amount_fen <= 0:
        refusals.add("amount_fen", "请填写付了多少。")
        return False
    if obligation.amount_fen is None or obligation.term_kind == TermKind.RECURRING:
        return entry.complete
    total = paid(obligation) + entry.amount_fen
    if total > obligation.amount_fen:
        rest = format_yuan(obligation.amount_fen - paid(obligation))
        refusals.add("amount_fen", f"超过了约定的金额，还应付{rest}元，请核对。")
    elif entry.complete and total < obligation.amount_fen and not proof:
        refusals.add("proof", "付的少于约定的金额；权利人同意免除其余部分的，请在凭据里写明。")
    return entry.complete or total == obligation.amount_fen


def _report(work: Work, case: MediationCase, closed_on: date, *, solved: bool) -> None:
    """Write the committee's feedback on its share; the lead unit's brings the matter to closing."""
    matter = matter_of(work, case)
    committee = work.session.get_one(Committee, case.committee_id)
    share = next(
        (
            row
            for row in reversed(matter.assignments)
            if row.unit_id == committee.unit_id and row.state == AssignmentState.ACKNOWLEDGED
        ),
        None,
    )
    if share is None:
        return
    leads = share.role == AssignmentRole.LEAD
    if leads and any(row is not share and row.state in OPEN_ASSIGNMENT_STATES for row in matter.assignments):
        raise OfficeError("还有协办单位没有反馈，请等他们反馈，或由调度员收回协办。")
    words = _outcome(work, case, solved=solved)
    note = _note(work, matter, case, words, closed_on)
    note.assignment_id, note.feedback, note.solved = share.id, True, solved
    move_assignment(share, AssignmentState.REPORTED)
    share.ended_at = moment_of(work, closed_on)
    if leads and matter.state in {MatterState.ACKNOWLEDGED, MatterState.EXTENDED}:
        move_matter(matter, MatterState.REPORTED)
        matter.outcome = words
        reindex(work, matter)


def _is_oral(work: Work, case: MediationCase) -> bool:
    """Tell whether a case was settled by word of mouth."""
    written = agreement_of(work, case)
    return written is not None and written.form == AgreementForm.ORAL


def _outcome(work: Work, case: MediationCase, *, solved: bool) -> str:
    """Return the result of a case in one sentence, for the matter."""
    if case.transferred_on is not None:
        return f"{case.number_shown}已移送{case.transferred_to}。"
    if not solved:
        told = "、".join(REMEDY_LABELS[remedy] for remedy in kept_remedies(case.remedies_told))
        ways = f"，已告知可以通过{told}途径解决" if told else ""
        ground = TERMINATION_LABELS[TerminationGround(case.termination_ground)]
        return f"{case.number_shown}调解终止：{ground}{ways}。"
    written = agreement_of(work, case)
    assert written is not None
    assert case.effective_on is not None
    form = label(AgreementForm(written.form))
    return f"{case.number_shown}调解成功，达成{form}，{day_on_paper(case.effective_on)}生效。"


def _note(work: Work, matter: Matter, case: MediationCase, words: str, day: date) -> ActionNote:
    """Add a note of the committee to the matter's course."""
    note = ActionNote(
        matter_id=matter.id,
        happened_at=moment_of(work, day),
        text=words,
        acting_person=next((row.name for row in case.mediators if row.presiding), work.who.name),
        seen=matter.seen,
    )
    work.session.add(note)
    return note
