"""补录: a case that happened on paper is entered in one sitting, with its real dates and its own number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from desktop.dossier.checking import rules_of
from desktop.entries.mediation import (
    AgreementEntry,
    HolderEntry,
    LateCase,
    LateSignatureEntry,
    SignatureEntry,
)
from desktop.errors import FormError, NotFoundError, OfficeError
from desktop.matter_index import reindex
from desktop.matters import create_matter
from desktop.mediation.checking import moment_of, under
from desktop.mediation.drafting import facts_of, write_agreement
from desktop.mediation.ending import close, terminate, write_performance
from desktop.mediation.faults import agreement_faults, errors_of
from desktop.mediation.issuing import lay_signature_lines
from desktop.mediation.numbering import number_at
from desktop.mediation.opening import own_committee, share_of_committee, take_share, write_case
from desktop.mediation.parties import known_from_visits, write_consent, write_party, write_telling
from desktop.mediation.rows import move_case
from desktop.mediation.signing import take_effect, write_signatures
from desktop.mediation.sittings import write_session
from desktop.moves import move_matter
from desktop.permissions import requires
from desktop.services.mediation.cases import CaseOpened
from desktop.visibility import spread
from desktop.work import Work
from models.agreement import Agreement, Signature
from models.centre import Committee
from models.matter import Assignment, Matter
from models.mediation import MediationCase, Party
from models.values.case_number import NumberAt
from models.values.case_states import CaseState
from models.values.choices import AgreementForm, AssignmentRole, SignerRole
from models.values.matter_states import AssignmentState, MatterState
from models.values.permissions import Permission


@requires(Permission.CASE_ENTER_LATE)
def enter_case_late(work: Work, *, entry: LateCase) -> CaseOpened:
    """Enter a whole case that happened on paper (practice.md 2): all of it, or nothing when something is refused.

    The guards check facts (dates in order, consent, telling of rights, who signed), never the order of typing.
    The case goes as far as its facts do: mediating, waiting for signatures, in effect, terminated, closed. No
    paper is printed: the hand-written one is the paper. Fields of refusals are those of `LateCase`, dotted.
    """
    matter, committee, share = _matter_and_committee(work, entry)
    with under("case"):
        case = write_case(
            work,
            matter,
            committee,
            entry.case,
            late=not entry.simple,
            oral=entry.agreement is not None and entry.agreement.form is AgreementForm.ORAL,
            agreed_on=entry.agreement.reached_on if entry.agreement is not None else entry.closed_on,
        )
    case.simple = entry.simple
    take_share(work, matter, share, moment_of(work, entry.case.accepted_on))
    parties = _write_people(work, case, matter, entry)
    _write_sessions(work, case, parties, entry)
    if entry.agreement is not None:
        _write_agreement(work, case, parties, entry, entry.agreement)
    elif entry.signatures or entry.performances:
        raise OfficeError("没有填写协议，不能登记签署和履行。", field="agreement")
    if entry.termination is not None:
        with under("termination"):
            terminate(work, case, entry.termination)
    work.session.flush()
    if entry.closed_on is not None:
        with under("closing"):
            close(work, case, entry.closed_on)
    reindex(work, matter)
    work.record(
        "case:simple" if entry.simple else "case:enter_late",
        case,
        words=f"{'简易调解办结' if entry.simple else '补录调解案件'}{case.number_shown}",
        occurred_at=moment_of(work, entry.case.accepted_on),
    )
    return CaseOpened(case.id, matter.id, case.number_shown, case.state, case.due_on)


def _matter_and_committee(work: Work, entry: LateCase) -> tuple[Matter, Committee, Assignment]:
    """Return the matter, known or registered here, with the committee and its share."""
    if entry.matter_id is not None:
        matter = work.session.scalars(
            select(Matter).where(Matter.id == entry.matter_id).with_for_update()
        ).first()
        if matter is None:
            raise NotFoundError("没有找到这件事项。")
        with under("case"):
            return matter, *share_of_committee(work, matter, entry.case.committee_id)
    if entry.matter is None:
        raise OfficeError("请填写纠纷的登记信息，或选择已登记的事项。", field="matter")
    with under("case"):
        committee = own_committee(work, entry.case.committee_id)
    accepted = moment_of(work, entry.case.accepted_on)
    registration = entry.matter
    if registration.happened_at is None:
        registration = replace(registration, happened_at=accepted)
    with under("matter"):
        matter = create_matter(work, registration, late=not entry.simple)
    when = max(matter.happened_at, min(accepted, work.now))
    move_matter(matter, MatterState.ACCEPTED)
    matter.accepted_at = when
    move_matter(matter, MatterState.DISPATCHED)
    share = Assignment(
        unit_id=committee.unit_id,
        role=AssignmentRole.LEAD,
        state=AssignmentState.PENDING,
        dispatched_at=when,
        seen=matter.seen,
    )
    matter.assignments.append(share)
    work.session.flush()
    spread(work.session, matter)
    work.session.flush()
    return matter, committee, share


def _write_people(work: Work, case: MediationCase, matter: Matter, entry: LateCase) -> list[Party]:
    """Write parties, consents and tellings."""
    parties: list[Party] = []
    for place, person in enumerate(known_from_visits(work, matter, entry.parties)):
        with under(f"parties.{place}"):
            parties.append(write_party(work, case, matter, person))
    for place, consent in enumerate(entry.consents):
        with under(f"consents.{place}"):
            write_consent(work, case, _at(parties, consent.party), consent)
    for place, telling in enumerate(entry.tellings):
        with under(f"tellings.{place}"):
            write_telling(work, case, _at(parties, telling.party), telling)
    return parties


def _write_sessions(work: Work, case: MediationCase, parties: Sequence[Party], entry: LateCase) -> None:
    """Write the sittings in the order in which they were held."""
    for place, session in sorted(enumerate(entry.sessions), key=lambda pair: pair[1].started_at):
        with under(f"sessions.{place}"):
            attended = tuple(replace(there, party=_at(parties, there.party).id) for there in session.attended)
            write_session(work, case, replace(session, attended=attended), late=True)
    if entry.sessions:
        move_case(case, CaseState.MEDIATING)


def _write_agreement(
    work: Work, case: MediationCase, parties: Sequence[Party], entry: LateCase, typed: AgreementEntry
) -> None:
    """Write the agreement with its signatures and what was performed of it."""
    with under("agreement"):
        draft = _with_ids(typed, parties)
        written = write_agreement(work, case, None, draft)
        facts = facts_of(work, case)
        errors = errors_of(agreement_faults(draft, facts, rules_of(work)))
        if errors:
            raise FormError(errors)
        reached_on = draft.reached_on or facts.agreed_on
    written.reached_on = case.reached_on = reached_on
    if reached_on is not None:
        number_at(work, case, NumberAt.AGREEMENT, reached_on, oral=draft.form is AgreementForm.ORAL)
    if case.state == CaseState.ACCEPTED:
        move_case(case, CaseState.MEDIATING)
    if typed.form is AgreementForm.ORAL:
        _take_oral_effect(work, case, written, entry, reached_on)
    else:
        lay_signature_lines(work, case, written)
        move_case(case, CaseState.AWAITING_SIGNATURE)
        signatures = tuple(
            _signature(written, parties, case, place, line) for place, line in enumerate(entry.signatures)
        )
        if signatures:
            write_signatures(work, case, written, signatures)
    for place, late in enumerate(entry.performances):
        with under(f"performances.{place}"):
            if case.effective_on is None:
                raise OfficeError("协议还没有生效，不能登记履行。", field="obligation")
            if not 1 <= late.obligation <= len(written.obligations):
                raise OfficeError("所选的履行事项有误，请重新选择。", field="obligation")
            obligation = written.obligations[late.obligation - 1]
            write_performance(work, case, written, obligation, late.performance)


def _take_oral_effect(
    work: Work, case: MediationCase, written: Agreement, entry: LateCase, reached_on: date | None
) -> None:
    """Let an oral agreement take effect on the day on which it was reached (人民调解法 30)."""
    assert reached_on is not None  # an agreement without it has an error
    if entry.signatures:
        raise OfficeError("口头协议自达成之日起生效，不登记签署。", field="signatures")
    move_case(case, CaseState.EFFECTIVE)
    take_effect(work, case, written, reached_on)


def _signature(
    written: Agreement,
    parties: Sequence[Party],
    case: MediationCase,
    place: int,
    line: LateSignatureEntry,
) -> SignatureEntry:
    """Return a signer's line of the form with the row that it belongs to."""
    row = _line_of(written, parties, case, line)
    if row is None:
        raise OfficeError("签名的人不是当事人、调解员或记录人，请核对。", field=f"signatures.{place}.signer")
    return SignatureEntry(
        signature_id=row.id,
        version=row.version,
        state=line.state,
        mark=line.mark,
        signed_on=line.signed_on,
        by_agent=line.by_agent,
        present=line.present,
    )


def _line_of(
    written: Agreement, parties: Sequence[Party], case: MediationCase, line: LateSignatureEntry
) -> Signature | None:
    """Return the signature row of a role and signer."""
    rows = [row for row in written.signatures if row.role == line.role]
    if line.role is SignerRole.PARTY:
        if line.signer is None or not 1 <= line.signer <= len(parties):
            return None
        return next((row for row in rows if row.party_id == parties[line.signer - 1].id), None)
    if line.role is SignerRole.MEDIATOR:
        staff = [mediator.staff_id for mediator in case.mediators]
        return rows[staff.index(line.signer)] if line.signer in staff else None
    return rows[0] if rows else None


def _with_ids(typed: AgreementEntry, parties: Sequence[Party]) -> AgreementEntry:
    """Return an agreement whose debtors and creditors name the parties' rows instead of their places."""

    def holders(people: tuple[HolderEntry, ...], field: str) -> tuple[HolderEntry, ...]:
        with under(field):
            return tuple(
                replace(holder, party=_at(parties, holder.party).id) if holder.party is not None else holder
                for holder in people
            )

    obligations = tuple(
        replace(
            obligation,
            debtors=holders(obligation.debtors, f"obligations.{place}.debtors"),
            creditors=holders(obligation.creditors, f"obligations.{place}.creditors"),
        )
        for place, obligation in enumerate(typed.obligations)
    )
    return replace(typed, obligations=obligations)


def _at(parties: Sequence[Party], place: int) -> Party:
    """Return the party at a place of the form's list, from 1."""
    if not 1 <= place <= len(parties):
        raise OfficeError("所选的当事人有误，请重新选择。", field="party")
    return parties[place - 1]
