"""The agreement of a case as its page shows it, and the papers that were issued of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desktop.dossier.checking import rules_of
from desktop.entries.mediation import AgreementEntry
from desktop.errors import NotFoundError
from desktop.mediation.anew import SUPERSEDED
from desktop.mediation.drafting import entry_of, facts_of, obligation_entry
from desktop.mediation.effect import missing_signers
from desktop.mediation.faults import Fault, agreement_faults
from desktop.mediation.following import duty_steps_of
from desktop.mediation.issuing import PAPER_KIND
from desktop.mediation.parts import next_day, open_parts
from desktop.mediation.rows import agreement_of, agreements_of
from desktop.mediation.signing import lines_of
from desktop.mediation.wording import amount_words, holders_in_words, obligation_sentence
from desktop.papers.keeping import checked_bytes
from desktop.permissions import requires
from desktop.work import Work
from models.agreement import Agreement, Obligation, Paper, Signature
from models.case_life import ObligationStep
from models.mediation import MediationCase, Party
from models.values.choices import (
    AgreementForm,
    CaseSource,
    ConsentHow,
    SignatureMark,
    SignatureState,
    SignerRole,
    label,
)
from models.values.following import (
    DUTY_STEP_LABELS,
    INTERRUPTING_STEPS,
    LIMITATION_YEARS,
    DutyStep,
    years_after,
)
from models.values.permissions import Permission
from models.values.terms import OBLIGATION_LABELS, in_words


@dataclass(frozen=True, slots=True)
class PerformanceView:
    """One performance; amount in fen."""

    performance_id: int
    performed_on: date
    amount_fen: int | None
    complete: bool
    proof: str
    attachment_id: int | None
    """The file that proves it."""


@dataclass(frozen=True, slots=True)
class InstalmentView:
    """One part of a sum in fen, with its day, and what is still to be paid of it."""

    position: int
    amount_fen: int
    due_on: date | None
    days: int | None
    open_fen: int


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One step about something that is owed."""

    happened_on: date
    words: str
    note: str
    until_on: date | None
    who: str
    limitation_until: date | None
    """Until when it may be sued for, counted anew from here (民法典 188, 195)."""


@dataclass(frozen=True, slots=True)
class ObligationView:
    """An obligation in words, with what was done of it; amounts in fen."""

    obligation_id: int
    version: int
    position: int
    kind_words: str
    sentence: str
    debtors: str
    creditors: str
    what: str
    amount_fen: int | None
    amount_words: str
    term_words: str
    due_on: date | None
    """Empty before the agreement is in effect, and for what has no day."""
    overdue: bool
    performed_on: date | None
    paid_fen: int
    performances: tuple[PerformanceView, ...]
    instalments: tuple[InstalmentView, ...]
    steps: tuple[DutyLine, ...]
    ended_words: str
    """Why it is followed no more; '' while it is."""
    next_on: date | None
    """The day on which the next part of it is due: an instalment, a recurring one, or all of it."""
    next_fen: int | None


@dataclass(frozen=True, slots=True)
class SignatureView:
    """One signer's line."""

    signature_id: int
    version: int
    position: int
    role: SignerRole
    role_words: str
    party_id: int | None
    name: str
    state: SignatureState
    state_words: str
    mark: SignatureMark | None
    mark_words: str
    signed_on: date | None
    by_agent: bool
    agent_name: str
    """Who may sign for the party: its agent with 特别授权, else empty."""
    present: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """An issued paper, without its bytes."""

    paper_id: int
    title: str
    edition: int
    pages: int
    issued_at: datetime
    issued_by: str
    sha256: str


@dataclass(frozen=True, slots=True)
class AgreementView:
    """The agreement of a case: its form's fields, its findings while it is a draft, and what came of it."""

    agreement_id: int
    version: int
    number: str
    entry: AgreementEntry
    form_words: str
    copies: int
    issued_at: datetime | None
    reached_on: date | None
    effective_on: date | None
    findings: tuple[Fault, ...]
    obligations: tuple[ObligationView, ...]
    signatures: tuple[SignatureView, ...]
    relation: str
    """`supplement` or `superseding` to an earlier one; '' for the first."""
    superseded_on: date | None
    waiting_for: tuple[SignerRole, ...]
    """Whose signatures the effect still waits for."""


@requires(Permission.PAPER_PRINT)
def paper_bytes(work: Work, *, paper_id: int) -> bytes:
    """Return the very bytes of an issued paper, to print it again.

    Raises OfficeError when they are no longer what was issued.
    """
    paper = work.session.get(Paper, paper_id)
    if paper is None:
        raise NotFoundError("没有找到这份文书。")
    return checked_bytes(work, paper)


def agreement_view(work: Work, case: MediationCase, names: Mapping[int, str]) -> AgreementView | None:
    """Return the agreement of a case, or None before the first draft; `names` are the parties', told apart."""
    written = agreement_of(work, case)
    return None if written is None else _view(work, case, written, names)


def earlier_agreements(
    work: Work, case: MediationCase, names: Mapping[int, str]
) -> tuple[AgreementView, ...]:
    """Return the agreements before the present one."""
    return tuple(_view(work, case, row, names) for row in agreements_of(work, case)[:-1])


def _view(work: Work, case: MediationCase, written: Agreement, names: Mapping[int, str]) -> AgreementView:
    """Return one agreement."""
    entry = entry_of(written)
    signed = lines_of(written.signatures)
    draft = written.issued_at is None and written.effective_on is None
    return AgreementView(
        agreement_id=written.id,
        version=written.version,
        number=written.number,
        entry=entry,
        form_words=label(AgreementForm(written.form)),
        copies=written.copies,
        issued_at=written.issued_at,
        reached_on=written.reached_on,
        effective_on=written.effective_on,
        findings=tuple(agreement_faults(entry, facts_of(work, case), rules_of(work))) if draft else (),
        obligations=_obligations(work, written, names),
        signatures=_signatures(case, written, names),
        relation=written.relation,
        superseded_on=written.superseded_on,
        waiting_for=missing_signers(signed, court_delegated=case.source == CaseSource.COURT_DELEGATED)
        if signed
        else (),
    )


def papers_of(work: Work, written_id: int | None) -> tuple[PaperLine, ...]:
    """Return the papers that were issued of an agreement, the newest first."""
    if written_id is None:
        return ()
    rows = work.session.scalars(
        select(Paper)
        .where(Paper.kind == PAPER_KIND, Paper.subject_id == written_id)
        .order_by(Paper.edition.desc())
    )
    return tuple(
        PaperLine(row.id, row.title, row.edition, row.pages, row.issued_at, row.issued_by, row.sha256)
        for row in rows
    )


def _obligations(work: Work, written: Agreement, names: Mapping[int, str]) -> tuple[ObligationView, ...]:
    """Return what is owed under an agreement."""
    steps = duty_steps_of(work, [row.id for row in written.obligations]) if written.effective_on else {}
    oral = written.form == AgreementForm.ORAL
    return tuple(
        _obligation(work, row, names, steps.get(row.id, []), oral=oral) for row in written.obligations
    )


def _obligation(
    work: Work, row: Obligation, names: Mapping[int, str], steps: Sequence[ObligationStep], *, oral: bool
) -> ObligationView:
    """Return one obligation."""
    entry = obligation_entry(row)
    parts = open_parts(row, work.today)
    next_on, next_fen = next_day(row, work.today) if row.due_on or row.performances or parts else (None, None)
    return ObligationView(
        obligation_id=row.id,
        version=row.version,
        position=row.position,
        kind_words=OBLIGATION_LABELS[entry.kind] if entry.kind else "",
        sentence=obligation_sentence(entry, names, oral=oral),
        debtors=holders_in_words(entry.debtors, names),
        creditors=holders_in_words(entry.creditors, names),
        what=row.what,
        amount_fen=row.amount_fen,
        amount_words=amount_words(entry),
        term_words=in_words(entry.term, oral=oral) if entry.term else "",
        due_on=row.due_on,
        overdue=next_on is not None and next_on < work.today,
        performed_on=row.performed_on,
        paid_fen=sum(part.amount_fen or 0 for part in row.performances),
        performances=tuple(
            PerformanceView(
                part.id, part.performed_on, part.amount_fen, part.complete, part.proof, part.attachment_id
            )
            for part in row.performances
        ),
        instalments=tuple(
            InstalmentView(part.position, part.amount_fen, part.due_on, part.days, part.open_fen)
            for part in parts
        ),
        steps=tuple(_duty(step) for step in steps),
        ended_words=_ended_words(row.ended_ground),
        next_on=next_on,
        next_fen=next_fen,
    )


def _duty(step: ObligationStep) -> DutyLine:
    """Return one step about something that is owed."""
    kind = DutyStep(step.kind)
    how = f"（{label(ConsentHow(step.how))}）" if step.how else ""
    again = years_after(step.happened_on, LIMITATION_YEARS) if kind in INTERRUPTING_STEPS else None
    return DutyLine(
        step.happened_on, f"{DUTY_STEP_LABELS[kind]}{how}", step.note, step.until_on, step.who, again
    )


def _ended_words(ground: str) -> str:
    """Return why an obligation is followed no more."""
    if ground == SUPERSEDED:
        return "由后来的协议替代"
    return DUTY_STEP_LABELS[DutyStep(ground)] if ground else ""


def _signatures(
    case: MediationCase, written: Agreement, names: Mapping[int, str]
) -> tuple[SignatureView, ...]:
    """Return the signers' lines."""
    parties = {party.id: party for party in case.parties}
    return tuple(_signature(row, parties.get(row.party_id or 0), names) for row in written.signatures)


def _signature(row: Signature, party: Party | None, names: Mapping[int, str]) -> SignatureView:
    """Return one signer's line."""
    mark = SignatureMark(row.mark) if row.mark else None
    return SignatureView(
        signature_id=row.id,
        version=row.version,
        position=row.position,
        role=SignerRole(row.role),
        role_words=label(SignerRole(row.role)),
        party_id=row.party_id,
        name=names.get(row.party_id or 0, row.name),
        state=SignatureState(row.state),
        state_words=label(SignatureState(row.state)),
        mark=mark,
        mark_words=label(mark) if mark else "",
        signed_on=row.signed_on,
        by_agent=row.by_agent,
        agent_name=party.agent_name if party is not None and party.agent_may_settle else "",
        present=row.present,
    )
