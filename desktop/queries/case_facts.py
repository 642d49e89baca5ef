"""What lies around a case's sessions and agreement: claims, inquiries, evidence, return visits, the court."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desktop.mediation.fact_finding import claims_of
from desktop.mediation.following import confirmation_due, confirmation_of, no_confirmation, visits_of
from desktop.work import Work
from models.agreement import Agreement
from models.case_life import Evidence, Inquiry
from models.mediation import MediationCase
from models.values.choices import ConsentHow, InquiryKind, label
from models.values.following import (
    BEFORE_COURT,
    COURT_LABELS,
    ENFORCEMENT_YEARS,
    SATISFACTION_LABELS,
    VISIT_LABELS,
    CourtState,
    Satisfaction,
    VisitFinding,
    legal_court_moves,
    years_after,
)


@dataclass(frozen=True, slots=True)
class ClaimView:
    """What a party asks for; amount in fen."""

    party_id: int
    party: str
    text: str
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class InquiryView:
    """One inquiry, with what was written down."""

    id: int
    version: int
    kind: InquiryKind
    kind_words: str
    started_at: datetime
    ended_at: datetime | None
    place: str
    asked: str
    investigators: str
    participants: str
    invitees_agreed: bool
    text: str
    recorder: str
    handwritten: bool


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One line of the list of evidence."""

    id: int
    version: int
    position: int
    name: str
    provider: str
    proves: str
    collected_on: date | None
    pages: int
    original: bool
    compared_by: str
    attachment_id: int | None


@dataclass(frozen=True, slots=True)
class VisitView:
    """One return visit, or why nobody goes."""

    visit_id: int
    visited_on: date
    waived: bool
    how_words: str
    whom: str
    performed_words: str
    satisfaction_words: str
    text: str
    visitor: str


@dataclass(frozen=True, slots=True)
class CourtView:
    """Where the judicial confirmation stands, and what may come next."""

    state: CourtState | None
    state_words: str
    why_not: str
    """Why the law gives none here; '' where it does."""
    due_on: date | None
    """The last day for applying, while that matters."""
    over: bool
    """The 30 days went by without an application."""
    court: str
    court_number: str
    applied_on: date | None
    accepted_on: date | None
    decided_on: date | None
    enforce_until: date | None
    """Until when enforcement may be asked for, once it is confirmed (民事诉讼法 250)."""
    note: str
    moves: tuple[CourtState, ...]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What was asked for, found out and found later."""

    claims: tuple[ClaimView, ...]
    inquiries: tuple[InquiryView, ...]
    evidence: tuple[EvidenceView, ...]
    visits: tuple[VisitView, ...]


def case_facts(work: Work, case: MediationCase, names: Mapping[int, str]) -> CaseFacts:
    """Return the facts around a case."""
    return CaseFacts(
        claim_views(work, case, names),
        inquiry_views(work, case),
        evidence_views(work, case),
        visit_views(work, case),
    )


def claim_views(work: Work, case: MediationCase, names: Mapping[int, str]) -> tuple[ClaimView, ...]:
    """Return what the parties ask for."""
    return tuple(
        ClaimView(row.party_id, names.get(row.party_id, ""), row.text, row.amount_fen)
        for row in claims_of(work, case)
    )


def inquiry_views(work: Work, case: MediationCase) -> tuple[InquiryView, ...]:
    """Return the inquiries in the order in which they were held."""
    rows = work.session.scalars(
        select(Inquiry).where(Inquiry.case_id == case.id).order_by(Inquiry.started_at, Inquiry.id)
    )
    return tuple(
        InquiryView(
            id=row.id,
            version=row.version,
            kind=InquiryKind(row.kind),
            kind_words=label(InquiryKind(row.kind)),
            started_at=row.started_at,
            ended_at=row.ended_at,
            place=row.place,
            asked=row.subject,
            investigators=row.investigators,
            participants=row.participants,
            invitees_agreed=row.invitees_agreed,
            text=row.text,
            recorder=row.recorder,
            handwritten=row.handwritten,
        )
        for row in rows
    )


def evidence_views(work: Work, case: MediationCase) -> tuple[EvidenceView, ...]:
    """Return the list of evidence."""
    rows = work.session.scalars(
        select(Evidence).where(Evidence.case_id == case.id).order_by(Evidence.position)
    )
    return tuple(
        EvidenceView(
            row.id,
            row.version,
            place,
            row.name,
            row.provider,
            row.proves,
            row.collected_on,
            row.pages,
            row.original,
            row.compared_by,
            row.attachment_id,
        )
        for place, row in enumerate(rows, 1)
    )


def visit_views(work: Work, case: MediationCase) -> tuple[VisitView, ...]:
    """Return the return visits."""
    return tuple(
        VisitView(
            row.id,
            row.visited_on,
            row.waived,
            label(ConsentHow(row.how)) if row.how else "",
            row.whom,
            VISIT_LABELS[VisitFinding(row.performed)] if row.performed else "",
            SATISFACTION_LABELS[Satisfaction(row.satisfaction)] if row.satisfaction else "",
            row.text,
            row.visitor,
        )
        for row in visits_of(work, case)
    )


def court_view(work: Work, case: MediationCase, written: Agreement | None) -> CourtView | None:
    """Return where the judicial confirmation stands; None before the agreement is in effect."""
    if written is None or written.effective_on is None:
        return None
    row = confirmation_of(work, written)
    state = CourtState(row.state) if row is not None else None
    why_not = no_confirmation(case, written)
    last = confirmation_due(work, written.effective_on)
    waiting = state in BEFORE_COURT and not why_not
    over = waiting and work.today > last
    confirmed = state is CourtState.CONFIRMED and row is not None and row.decided_on is not None
    return CourtView(
        state=state,
        state_words="不办理"
        if why_not
        else "已过30日"
        if over
        else COURT_LABELS[state]
        if state
        else "没有申请",
        why_not=why_not,
        due_on=last if waiting else None,
        over=over,
        court=row.court if row else "",
        court_number=row.court_number if row else "",
        applied_on=row.applied_on if row else None,
        accepted_on=row.accepted_on if row else None,
        decided_on=row.decided_on if row else None,
        enforce_until=years_after(row.decided_on, ENFORCEMENT_YEARS)
        if confirmed and row is not None and row.decided_on is not None
        else None,
        note=row.note if row else "",
        moves=() if why_not or over else legal_court_moves(state),
    )
