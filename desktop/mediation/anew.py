"""另议协议: both want another agreement after the first took effect: one beside it (之一), or one in its place."""

from __future__ import annotations

from datetime import date

from desktop.errors import OfficeError
from desktop.mediation.rows import agreements_of, move_case, standing_agreements, unused_number
from desktop.work import Work
from models.agreement import Agreement
from models.mediation import MediationCase
from models.values.case_states import CaseState
from models.values.chinese_numerals import in_chinese
from models.values.choices import AgreementForm, SignatureState

SUPPLEMENT = "supplement"
SUPERSEDING = "superseding"
SUPERSEDED = "superseded"
"""Why an obligation is followed no more: a later agreement took the place of its own."""


def begin_anew(work: Work, case: MediationCase, *, replacing: bool) -> Agreement:
    """Begin another agreement by the word of both; the first stays in effect until this one is.

    Its number is the first one's with 之一, 之二 … behind it. The case is mediated again meanwhile; the closing of
    one that was closed stands, and it goes back to it (`close_again`).
    """
    standing = standing_agreements(work, case)
    if not standing:
        raise OfficeError("本案还没有生效的协议。")
    base = standing[-1]
    first = agreements_of(work, case)[0]
    position = base.position + 1
    move_case(case, CaseState.MEDIATING)
    case.effective_on = case.reached_on = case.due_on = None
    written = Agreement(
        id=unused_number(work),
        case_id=case.id,
        position=position,
        form=AgreementForm.WRITTEN,
        number=f"{first.number}之{in_chinese(position - 1)}" if first.number else "",
        facts=base.facts,
        copies=base.copies,
        further_holders=base.further_holders,
        recorder=base.recorder,
        relation=SUPERSEDING if replacing else SUPPLEMENT,
        base_id=base.id,
        seen=case.seen,
    )
    work.session.add(written)
    work.session.flush()
    return written


def keep_old(work: Work, case: MediationCase) -> Agreement:
    """Give the other agreement up while it is not signed; the one before it goes on as it was."""
    rows = agreements_of(work, case)
    written = rows[-1]
    if not written.relation or written.effective_on is not None:
        raise OfficeError("没有正在另议的协议。")
    base = standing_agreements(work, case)[-1]
    work.session.delete(written)
    work.session.flush()
    move_case(case, CaseState.EFFECTIVE)
    case.effective_on, case.reached_on = base.effective_on, base.reached_on
    close_again(case, base)
    return base


def close_again(case: MediationCase, written: Agreement) -> None:
    """Let a case that was closed before go back to that, once nobody's signature is missing (practice.md 18).

    A default after the closing reopens what is owed, not the case: its 结案 keeps its day.
    """
    pending = any(row.state == SignatureState.PENDING for row in written.signatures)
    if case.closed_on is not None and case.state == CaseState.EFFECTIVE and not pending:
        move_case(case, CaseState.CLOSED)


def replace_earlier(work: Work, case: MediationCase, written: Agreement, day: date) -> None:
    """Let an agreement that takes the place of another end it, with what was still owed under it."""
    if written.relation != SUPERSEDING:
        return
    for base in agreements_of(work, case):
        if base.position < written.position and base.effective_on is not None:
            base.superseded_on = base.superseded_on or day
            for obligation in base.obligations:
                if obligation.performed_on is None and obligation.ended_on is None:
                    obligation.ended_on, obligation.ended_ground = day, SUPERSEDED
