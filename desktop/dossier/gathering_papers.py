"""Gathers what was found out and put on paper in a case: inquiries, evidence, visits, what was printed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import undefer

from desktop.dossier.assembly.scans import RECORDINGS, fits
from desktop.dossier.lint.facts import EvidenceFacts, InquiryFacts, PaperFacts, VisitFacts
from desktop.dossier.originals import THERE
from desktop.work import Work
from models.agreement import Agreement, Obligation, Paper, Performance
from models.attachment import Attachment
from models.case_life import Evidence, Inquiry, ReturnVisit
from models.dossier import SignedOriginal
from models.mediation import MediationCase
from models.values.case_number import shown_number


def inquiries_of(work: Work, case: MediationCase) -> tuple[InquiryFacts, ...]:
    """Return the inquiries."""
    rows = work.session.scalars(select(Inquiry).where(Inquiry.case_id == case.id).order_by(Inquiry.position))
    return tuple(
        InquiryFacts(ordinal=place, participants=row.participants, invitees_agreed=row.invitees_agreed)
        for place, row in enumerate(rows, 1)
    )


def visits_of(work: Work, case: MediationCase) -> tuple[VisitFacts, ...]:
    """Return the return visits, with another case whose visit says the same word for word."""
    rows = work.session.scalars(
        select(ReturnVisit)
        .where(ReturnVisit.case_id == case.id)
        .order_by(ReturnVisit.visited_on, ReturnVisit.id)
    ).all()
    texts = {row.text for row in rows if len(row.text) > 20}
    twins: dict[str, str] = {}
    if texts:
        same = (
            select(ReturnVisit.text, MediationCase.number)
            .join(MediationCase, MediationCase.id == ReturnVisit.case_id)
            .where(ReturnVisit.case_id != case.id, ReturnVisit.text.in_(texts))
        )
        twins = {text: shown_number(number) for text, number in work.session.execute(same).tuples()}
    return tuple(
        VisitFacts(
            visited_on=row.visited_on,
            waived=row.waived,
            text=row.text,
            performed=bool(row.performed),
            satisfaction=bool(row.satisfaction),
            twin=twins.get(row.text, ""),
        )
        for row in rows
    )


def evidence_of(
    work: Work, case: MediationCase, originals: Sequence[SignedOriginal]
) -> tuple[EvidenceFacts, ...]:
    """Return the list of evidence."""
    kept = {row.subject_id for row in originals if row.paper_kind == "evidence" and row.state in THERE}
    rows = work.session.execute(
        select(Evidence, Attachment.name, Attachment.kind)
        .outerjoin(Attachment, Attachment.id == Evidence.attachment_id)
        .where(Evidence.case_id == case.id)
        .order_by(Evidence.position)
    )
    return tuple(
        EvidenceFacts(
            name=row.name,
            original=row.original,
            compared=bool(row.compared_by),
            filed=row.attachment_id is not None or row.id in kept,
            unfit=file if file and not (fits(kind) or kind in RECORDINGS) else "",
            recording=kind in RECORDINGS,
        )
        for row, file, kind in rows
    )


def loose_files(work: Work, case: MediationCase, originals: Sequence[SignedOriginal]) -> int:
    """Return how many files of the matter belong to nothing in the dossier."""
    files = set(
        work.session.scalars(
            select(Attachment.id).where(
                Attachment.matter_id == case.matter_id, Attachment.voided_at.is_(None)
            )
        )
    )
    if not files:
        return 0
    used = {row.attachment_id for row in originals}
    used |= set(work.session.scalars(select(Evidence.attachment_id).where(Evidence.case_id == case.id)))
    proofs = (
        select(Performance.attachment_id)
        .join(Obligation, Obligation.id == Performance.obligation_id)
        .join(Agreement, Agreement.id == Obligation.agreement_id)
        .where(Agreement.case_id == case.id)
    )
    used |= set(work.session.scalars(proofs))
    return len(files - used)


def papers_of(work: Work, case: MediationCase) -> tuple[PaperFacts, ...]:
    """Return the newest editions of the papers that were issued of a case."""
    rows = work.session.scalars(
        select(Paper)
        .where(Paper.matter_id == case.matter_id)
        .order_by(Paper.edition)
        .options(undefer(Paper.snapshot))
    )
    newest = {(row.kind, row.subject_id): row for row in rows}
    known = {"acceptance_receipt", "referral", "transfer"}
    return tuple(
        PaperFacts(kind, subject, row.snapshot if isinstance(row.snapshot, dict) else {})
        for (kind, subject), row in newest.items()
        if kind not in known and not kind.startswith("blank:")
    )
