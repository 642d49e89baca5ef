"""Gathers the facts of one case for the checks of its dossier: a fixed number of SELECTs, however large the case."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload, undefer

from desktop.clock import day_of
from desktop.dossier.lint.facts import (
    CaseFacts,
    DutyFacts,
    EvidenceFacts,
    InquiryFacts,
    PaperFacts,
    PartyFacts,
    SessionFacts,
    SignatureFacts,
    VisitFacts,
)
from desktop.mediation.drafting import entry_of, facts_of
from desktop.mediation.naming import told_apart
from desktop.mediation.parties import last_consent
from desktop.mediation.rows import agreement_of
from desktop.mediation.sittings import in_order
from desktop.work import Work
from models.agreement import Agreement, Paper
from models.attachment import Attachment
from models.case_life import CaseStep, Evidence, Inquiry, JudicialConfirmation, ObligationStep, ReturnVisit
from models.centre import Committee
from models.dossier import Dossier, SignedOriginal
from models.matter import Matter
from models.mediation import CaseMediator, MediationCase, MediationSession, Party
from models.person import Organisation, Person
from models.values.case_number import parse_case_number, shown_number
from models.values.case_states import CaseState
from models.values.case_steps import StepKind
from models.values.choices import (
    AgreementForm,
    CaseSource,
    PartyKind,
    RiskLevel,
    SessionResult,
    SignatureMark,
    SignatureState,
    SignerRole,
    TellingHow,
)
from models.values.identity_number import Sex
from models.values.party_notes import AgentKind, Capacity
from models.values.termination import TerminationGround, remedies_needed

IN_DOSSIER, SCANNED, PENDING, REFUSED = "in_dossier", "scanned", "pending", "refused"
"""Where the signed original of a paper is."""
THERE = frozenset({IN_DOSSIER, SCANNED})
_LIMITED = frozenset({Capacity.LIMITED, Capacity.NONE})


def gather(work: Work, case: MediationCase) -> CaseFacts:
    """Return the facts of a case, without reading a number of anybody."""
    load(work, case)
    written = agreement_of(work, case)
    originals = tuple(work.session.scalars(select(SignedOriginal).where(SignedOriginal.case_id == case.id)))
    return CaseFacts(
        case_id=case.id,
        today=work.today,
        state=CaseState(case.state),
        name=case.name,
        dispute_type=case.dispute_type,
        source=CaseSource(case.source),
        simple=case.simple,
        mediators=tuple(row.name for row in case.mediators),
        presiding=next((row.name for row in case.mediators if row.presiding), ""),
        parties=_parties(work, case, originals),
        sessions=_sessions(work, case),
        visits=_visits(work, case),
        evidence=_evidence(work, case, originals),
        loose_files=_loose_files(work, case, originals),
        inquiries=_inquiries(work, case),
        papers=_papers(work, case),
        originals=frozenset(row.paper_kind for row in originals if row.state in THERE),
        **_number(work, case),
        **_days(case, written),
        **_agreement(work, case, written),
        **_beside(work, case),
    )


def _number(work: Work, case: MediationCase) -> dict[str, Any]:
    """Return the 卷号 and what is wrong with it."""
    committee = work.session.get_one(Committee, case.committee_id)
    return {
        "number": case.number_on_paper,
        "number_fault": _number_fault(case, committee),
        "number_year": case.number_year or case.accepted_on.year,
        "numbered_on": case.numbered_on,
        "number_taken": _number_taken(work, case),
    }


def _days(case: MediationCase, written: Agreement | None) -> dict[str, Any]:
    """Return the days of a case, and how it ended without an agreement."""
    ground = case.termination_ground
    return {
        "applied_on": case.applied_on,
        "accepted_on": case.accepted_on,
        "due_on": case.due_on,
        "reached_on": case.reached_on,
        "effective_on": case.effective_on if written is not None else None,
        "closed_on": case.closed_on,
        "terminated_on": case.terminated_on,
        "transferred": case.transferred_on is not None,
        "remedies_wanted": bool(ground) and remedies_needed(TerminationGround(ground)),
        "remedies_told": bool(case.remedies_told),
    }


def _agreement(work: Work, case: MediationCase, written: Agreement | None) -> dict[str, Any]:
    """Return the agreement as its form shows it, who signed, what is owed."""
    if written is None:
        return {}
    before = case.state in {CaseState.ACCEPTED, CaseState.MEDIATING, CaseState.PAUSED}
    return {
        "form": AgreementForm(written.form),
        "draft": before and written.issued_at is None and written.effective_on is None,
        "entry": entry_of(written),
        "around": facts_of(work, case),
        "agreement_number": written.number,
        "signatures": _signatures(written),
        "duties": _duties(work, written) if case.effective_on is not None else (),
    }


def _beside(work: Work, case: MediationCase) -> dict[str, Any]:
    """Return the court, the police, and the dossier as it was bound."""
    matter = work.session.get_one(Matter, case.matter_id)
    steps = work.session.scalars(select(CaseStep.kind).where(CaseStep.case_id == case.id)).all()
    court, bound = _court(work, case), _newest_dossier(work, case)
    found: dict[str, Any] = {
        "police_wanted": matter.risk == RiskLevel.HIGH,
        "police_told": bool(matter.risk_told) or StepKind.REPORTED in steps,
        "index": _index(bound),
    }
    if court is not None:
        found |= {
            "court_wanted": court.intended_on is not None,
            "court_applied": court.applied_on is not None,
            "court_due_on": court.due_on,
        }
    if bound is not None:
        found |= {"filed_by": bound.filed_by, "filed_on": bound.filed_on, "checked_by": bound.checked_by}
    return found


def _inquiries(work: Work, case: MediationCase) -> tuple[InquiryFacts, ...]:
    """Return the inquiries."""
    rows = work.session.scalars(select(Inquiry).where(Inquiry.case_id == case.id).order_by(Inquiry.position))
    return tuple(
        InquiryFacts(ordinal=place, participants=row.participants, invitees_agreed=row.invitees_agreed)
        for place, row in enumerate(rows, 1)
    )


def load(work: Work, case: MediationCase) -> None:
    """Read everything below a case in as few SELECTs as there are tables."""
    work.session.scalars(
        select(MediationCase)
        .where(MediationCase.id == case.id)
        .options(
            selectinload(MediationCase.parties).options(
                selectinload(Party.consents), selectinload(Party.tellings)
            ),
            selectinload(MediationCase.sessions).options(
                selectinload(MediationSession.attendances), selectinload(MediationSession.mediators)
            ),
            selectinload(MediationCase.mediators),
        )
    ).all()


def _number_fault(case: MediationCase, committee: Committee) -> str:
    """Return why a 卷号 is not of its committee's series; a case without one gets it at closing at the latest."""
    if case.number is None:
        return ""
    try:
        if parse_case_number(case.number, short_name=case.number_series) == (
            case.number_year,
            case.number_serial,
        ):
            return ""
    except ValueError:
        pass
    return f"{case.number}不是{committee.name}的卷号写法，请核对。"


def _number_taken(work: Work, case: MediationCase) -> bool:
    """Tell whether another case bears the number; the database refuses it, an older backup might not."""
    same = select(func.count()).where(MediationCase.number == case.number)
    return (work.session.scalar(same, execution_options={"unnarrowed": True}) or 0) > 1


def _parties(work: Work, case: MediationCase, originals: Sequence[SignedOriginal]) -> tuple[PartyFacts, ...]:
    """Return the parties beside what the register knows of them."""
    names = told_apart(case.parties)
    people = _by_id(work, Person, {party.person_id for party in case.parties})
    bodies = _by_id(work, Organisation, {party.organisation_id for party in case.parties})
    kept = {(row.paper_kind, row.subject_id) for row in originals if row.state in THERE}
    found = []
    for party in case.parties:
        known: Any = people.get(party.person_id) or bodies.get(party.organisation_id)
        said = last_consent(party)
        told = sorted(party.tellings, key=lambda row: (row.told_on, row.id))
        person = known if party.kind == PartyKind.PERSON else None
        found.append(
            PartyFacts(
                id=party.id,
                name=party.name,
                name_apart=names[party.id],
                organisation=party.kind == PartyKind.ORGANISATION,
                sex=party.sex,
                born=party.born,
                register_name=known.name if known is not None else "",
                register_sex=person.sex if person is not None else None,
                register_born=person.born if person is not None else None,
                number_sex=_sex_by_mask(person.identity_mask) if person is not None else None,
                phone=known is None or bool(known.phone_mask),
                address=bool(party.address or (known.address if known is not None else "")),
                refused=said is not None and not said.agreed,
                consented=said is not None and said.agreed,
                told_on=told[0].told_on if told else None,
                told_signed=any(row.how == TellingHow.SIGNED for row in told),
                identity="copy" if ("identity", party.id) in kept else party.identity_check,
                agent=party.agent_name,
                agent_legal=party.agent_kind == AgentKind.LEGAL
                or party.agent_relation in {"法定代理人", "监护人"},
                agent_may_settle=party.agent_may_settle,
                agent_authorised=bool(party.agent_authority) or ("power_of_attorney", party.id) in kept,
                agent_until=party.agent_until,
                limited_by_paper=party.capacity in _LIMITED,
                own_work=party.capacity == Capacity.FULL,
                principal=party.principal,
                joined_on=party.joined_on,
                left_on=party.left_on,
            )
        )
    return tuple(found)


def _by_id(work: Work, table: Any, ids: Collection[int | None]) -> dict[int | None, Any]:
    """Return rows of the register by id."""
    wanted = {number for number in ids if number is not None}
    if not wanted:
        return {}
    return {row.id: row for row in work.session.scalars(select(table).where(table.id.in_(wanted)))}


def _sex_by_mask(mask: str) -> str | None:
    """Return the sex by the 17th of 18 characters, which the mask shows; None for other numbers."""
    if len(mask) != 18 or not mask[16].isdigit():
        return None
    return Sex.MALE if int(mask[16]) % 2 else Sex.FEMALE


def _sessions(work: Work, case: MediationCase) -> tuple[SessionFacts, ...]:
    """Return the sittings in the order in which they were held."""
    usual = tuple(row.name for row in case.mediators)
    clashes = _clashes(work, case)
    return tuple(
        SessionFacts(
            id=row.id,
            ordinal=place,
            started_on=day_of(row.started_at),
            started_at=row.started_at,
            ended_at=row.ended_at,
            result=SessionResult(row.result),
            minutes=row.minutes,
            participants=row.participants,
            invitees_agreed=row.invitees_agreed,
            public=row.public,
            recorder=row.recorder,
            handwritten=row.handwritten,
            mediators=tuple(who.name for who in row.mediators) or usual,
            elsewhere=clashes.get(row.id, ""),
        )
        for place, row in enumerate(in_order(case), 1)
    )


def _clashes(work: Work, case: MediationCase) -> dict[int, str]:
    """Return the numbers of other cases where a mediator of this one sat at the same time, by session."""
    staff = [row.staff_id for row in case.mediators]
    closed = [row for row in case.sessions if row.ended_at is not None]
    if not staff or not closed:
        return {}
    other = (
        select(MediationSession.started_at, MediationSession.ended_at, MediationCase.number)
        .join(MediationCase, MediationCase.id == MediationSession.case_id)
        .join(CaseMediator, CaseMediator.case_id == MediationCase.id)
        .where(
            MediationCase.id != case.id,
            CaseMediator.staff_id.in_(staff),
            MediationSession.ended_at.is_not(None),
            MediationSession.started_at < max(row.ended_at for row in closed if row.ended_at),
            MediationSession.ended_at > min(row.started_at for row in closed),
        )
    )
    found: dict[int, str] = {}
    for start, end, number in work.session.execute(other):
        for row in closed:
            if row.ended_at and end and start < row.ended_at and end > row.started_at:
                found[row.id] = shown_number(number)
    return found


def _signatures(written: Agreement | None) -> tuple[SignatureFacts, ...]:
    """Return the signers' lines."""
    if written is None:
        return ()
    return tuple(
        SignatureFacts(
            role=SignerRole(row.role),
            name=row.name,
            party_id=row.party_id,
            state=SignatureState(row.state),
            mark=SignatureMark(row.mark) if row.mark else None,
            signed_on=row.signed_on,
            by_agent=row.by_agent,
        )
        for row in written.signatures
    )


def _duties(work: Work, written: Agreement | None) -> tuple[DutyFacts, ...]:
    """Return the obligations of an agreement in effect."""
    if written is None or not written.obligations:
        return ()
    ids = [row.id for row in written.obligations]
    urged = set(
        work.session.scalars(
            select(ObligationStep.obligation_id).where(ObligationStep.obligation_id.in_(ids))
        )
    )
    return tuple(
        DutyFacts(
            place=place,
            amount_fen=row.amount_fen,
            instalments=tuple(part.amount_fen for part in row.instalments),
            due_on=row.due_on,
            performed_on=row.performed_on,
            first_performed_on=min((done.performed_on for done in row.performances), default=None),
            urged=row.id in urged,
            ended=row.ended_on is not None,
            where=row.place,
        )
        for place, row in enumerate(written.obligations)
    )


def _visits(work: Work, case: MediationCase) -> tuple[VisitFacts, ...]:
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


def _evidence(
    work: Work, case: MediationCase, originals: Sequence[SignedOriginal]
) -> tuple[EvidenceFacts, ...]:
    """Return the list of evidence."""
    kept = {row.subject_id for row in originals if row.paper_kind == "evidence" and row.state in THERE}
    rows = work.session.scalars(
        select(Evidence).where(Evidence.case_id == case.id).order_by(Evidence.position)
    )
    return tuple(
        EvidenceFacts(
            name=row.name,
            original=row.original,
            compared=bool(row.compared_by),
            filed=row.attachment_id is not None or row.id in kept,
        )
        for row in rows
    )


def _loose_files(work: Work, case: MediationCase, originals: Sequence[SignedOriginal]) -> int:
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
    return len(files - used)


def _papers(work: Work, case: MediationCase) -> tuple[PaperFacts, ...]:
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


def _court(work: Work, case: MediationCase) -> JudicialConfirmation | None:
    """Return the newest judicial confirmation of a case."""
    statement = (
        select(JudicialConfirmation)
        .where(JudicialConfirmation.case_id == case.id)
        .order_by(JudicialConfirmation.id.desc())
        .limit(1)
    )
    return work.session.scalars(statement).first()


def _newest_dossier(work: Work, case: MediationCase) -> Dossier | None:
    """Return the dossier as it was bound."""
    statement = select(Dossier).where(Dossier.case_id == case.id).order_by(Dossier.id.desc()).limit(1)
    return work.session.scalars(statement).first()


def _index(bound: Dossier | None) -> tuple[tuple[int, int | None, int | None], ...]:
    """Return the frozen index as the check of its order takes it."""
    if bound is None or bound.kind != "single":
        return ()
    return tuple(
        (int(line.get("number") or 0), line.get("first"), line.get("last")) for line in bound.contents
    )
