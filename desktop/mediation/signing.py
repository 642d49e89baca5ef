"""Signatures on an agreement, the day on which it takes effect, and when each obligation is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.entries.mediation import SignatureEntry
from desktop.errors import FormError, OfficeError
from desktop.limits import put_due, work_calendar
from desktop.mediation.anew import close_again, replace_earlier
from desktop.mediation.checking import Refusals
from desktop.mediation.drafting import term_of
from desktop.mediation.effect import Line, effective_day
from desktop.mediation.following import deferrals
from desktop.mediation.parts import date_instalments
from desktop.mediation.rows import matter_of, move_case, touch
from desktop.versions import expect_version
from desktop.work import Work
from models.agreement import Agreement, Obligation, Signature
from models.mediation import MediationCase
from models.values.case_states import CaseState
from models.values.choices import CaseSource, SignatureMark, SignatureState, SignerRole
from models.values.dates import day_in_tables
from models.values.terms import TermKind, due_on
from models.values.text import tidy

_MARKS = {
    SignerRole.PARTY: frozenset(SignatureMark),
    SignerRole.MEDIATOR: frozenset({SignatureMark.NAME, SignatureMark.NAME_AND_THUMB}),
    SignerRole.RECORDER: frozenset({SignatureMark.NAME, SignatureMark.NAME_AND_THUMB}),
    SignerRole.COMMITTEE: frozenset({SignatureMark.SEAL}),
}


def write_signatures(
    work: Work, case: MediationCase, written: Agreement, entries: Sequence[SignatureEntry]
) -> date | None:
    """Write signers' lines, and let the agreement take effect when the last one needed is there.

    Returns the day of effect, or None while somebody's signature is missing. Once in effect the lines may still
    be put right as long as it stays in effect; a signature that was missing may then not be later than the
    effect (人民调解法 29: the last one makes it). Raises FormError, fields under `signatures.<place>`.
    """
    rows = {row.id: row for row in written.signatures}
    refusals = Refusals()
    newly_signed = []
    for place, entry in enumerate(entries):
        row = rows.get(entry.signature_id)
        if row is None:
            raise OfficeError("签署栏有误，请刷新后再试。", field=f"signatures.{place}")
        expect_version(row, entry.version, {"state": entry.state, "signed_on": entry.signed_on})
        _check(work, case, written, row, entry, f"signatures.{place}", refusals)
        if row.state != SignatureState.SIGNED and entry.state is SignatureState.SIGNED:
            newly_signed.append((place, row))
    refusals.raise_any()
    for entry in entries:
        _fill(rows[entry.signature_id], entry)
    touch(written)
    delegated = case.source == CaseSource.COURT_DELEGATED
    if case.state == CaseState.AWAITING_SIGNATURE:
        day = effective_day(lines_of(written.signatures), court_delegated=delegated)
        if day is not None:
            move_case(case, CaseState.EFFECTIVE)
            take_effect(work, case, written, day)
        return day
    late = {id(row) for _place, row in newly_signed}
    before = [row for row in written.signatures if id(row) not in late]
    day = effective_day(lines_of(before), court_delegated=delegated)
    if day is None:
        raise OfficeError("协议已经生效，不能改成未签或拒签；日期写错的，请改日期。", field="signatures")
    for place, row in newly_signed:
        if row.role != SignerRole.RECORDER and not delegated and row.signed_on and row.signed_on > day:
            raise FormError(
                [
                    (
                        f"signatures.{place}.signed_on",
                        f"协议已于{day_in_tables(day)}生效，签名日期不能晚于这一天。",
                    )
                ]
            )
    take_effect(work, case, written, day)
    return day


def take_effect(work: Work, case: MediationCase, written: Agreement, day: date) -> None:
    """Write the day of effect and compute every obligation's due day from it.

    The matter's own limit is met with it: performance is followed by its own days, never as 超期 of the matter.
    """
    put_due(matter_of(work, case), None)
    case.effective_on = written.effective_on = day
    put_off = deferrals(work, written)
    for obligation in written.obligations:
        last_part = date_instalments(work, obligation, day)
        obligation.due_on = put_off.get(obligation.id) or last_part or due_day(work, obligation, day)
    replace_earlier(work, case, written, day)
    close_again(case, written)


def due_day(work: Work, obligation: Obligation, effective_on: date) -> date | None:
    """Return the last day for performance; a count of days that ends on a holiday ends on the next working day.

    The day of effect is not counted (民法典 201); a last day that is a holiday moves on (民法典 203), which
    holds for a count of days, not for a day that the parties named.
    """
    term = term_of(obligation)
    if term is None:
        return None
    day = due_on(term, effective_on)
    if day is not None and term.kind is TermKind.DAYS_AFTER_EFFECT:
        return work_calendar(work).roll(day)
    return day


def lines_of(signatures: Sequence[Signature]) -> list[Line]:
    """Return the lines as the rule of effect takes them."""
    return [Line(SignerRole(row.role), SignatureState(row.state), row.signed_on) for row in signatures]


def _check(
    work: Work,
    case: MediationCase,
    written: Agreement,
    row: Signature,
    entry: SignatureEntry,
    place: str,
    refusals: Refusals,
) -> None:
    """Note what is wrong with one line."""
    present = refusals.text(f"{place}.present", entry.present, limit=60)
    if entry.state is SignatureState.PENDING:
        return
    role = SignerRole(row.role)
    if entry.signed_on is None:
        what = "签名" if entry.state is SignatureState.SIGNED else "拒签"
        refusals.add(f"{place}.signed_on", f"请填写{row.name}{what}的日期。")
    else:
        earliest = max(case.accepted_on, written.reached_on or case.accepted_on)
        what = (
            "达成协议的日期" if written.reached_on and written.reached_on >= case.accepted_on else "受理日期"
        )
        refusals.day(
            f"{place}.signed_on",
            "签名日期",
            entry.signed_on,
            today=work.today,
            after=earliest,
            after_what=what,
        )
    if entry.state is SignatureState.REFUSED:
        if role is not SignerRole.PARTY:
            refusals.add(f"{place}.state", "只有当事人可以登记为拒签。")
        elif not present:
            refusals.add(f"{place}.present", "拒签的，请写明当时有谁在场。")
        return
    if entry.mark not in _MARKS[role]:
        words = "请选择盖章。" if role is SignerRole.COMMITTEE else "请选择签名、盖章或按指印。"
        refusals.add(f"{place}.mark", words if role is not SignerRole.MEDIATOR else "人民调解员应当签名。")
    if entry.by_agent:
        party = next((party for party in case.parties if party.id == row.party_id), None)
        if party is None or not party.agent_name:
            refusals.add(f"{place}.by_agent", f"{row.name}没有代理人，不能由代理人签名。")
        elif not party.agent_may_settle:
            refusals.add(f"{place}.by_agent", f"{party.agent_name}没有特别授权，不能代{row.name}签协议。")


def _fill(row: Signature, entry: SignatureEntry) -> None:
    """Write one line; what does not belong to its state is emptied."""
    signed = entry.state is SignatureState.SIGNED
    row.state = entry.state
    row.mark = entry.mark if signed else None
    row.signed_on = entry.signed_on if entry.state is not SignatureState.PENDING else None
    row.by_agent = entry.by_agent and signed
    row.present = tidy(entry.present, limit=60) if entry.state is not SignatureState.PENDING else ""
