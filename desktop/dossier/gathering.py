"""Gathers the facts of one case for the checks of its dossier: a fixed number of SELECTs, however large the case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from desktop.dossier.gathering_papers import evidence_of, inquiries_of, loose_files, papers_of, visits_of
from desktop.dossier.gathering_people import parties_of, recused_of, sessions_of
from desktop.dossier.lint.facts import CaseFacts, DutyFacts, PaperFacts, SignatureFacts
from desktop.dossier.originals import THERE
from desktop.mediation.drafting import entry_of, facts_of
from desktop.mediation.effect import waits_for_performance
from desktop.mediation.rows import agreement_of, standing_agreements
from desktop.mediation.waiting import closing_rule, duties_of
from desktop.term_figures import term_figure
from desktop.work import Work
from models.agreement import Agreement
from models.case_life import CaseStep, JudicialConfirmation, ObligationStep
from models.centre import Committee
from models.dossier import Dossier, SignedOriginal
from models.matter import Matter
from models.mediation import MediationCase, MediationSession, Party
from models.values.case_number import parse_case_number
from models.values.case_states import CaseState
from models.values.case_steps import StepKind
from models.values.choices import (
    AgreementForm,
    CaseSource,
    RiskLevel,
    SignatureMark,
    SignatureState,
    SignerRole,
)
from models.values.following import COURT_OPEN
from models.values.termination import TerminationGround, remedies_needed

_DAY = re.compile("([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


@dataclass(frozen=True, slots=True)
class Filing:
    """What is about to be written on the covers: who files, on which day, who checks."""

    filed_by: str
    filed_on: date
    checked_by: str


def gather(work: Work, case: MediationCase, filing: Filing | None = None) -> CaseFacts:
    """Return the facts of a case, without reading a number of anybody; `filing` where it is about to be archived."""
    load(work, case)
    written = agreement_of(work, case)
    originals = tuple(work.session.scalars(select(SignedOriginal).where(SignedOriginal.case_id == case.id)))
    papers = papers_of(work, case)
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
        late_entry=case.late_entry,
        parties=parties_of(work, case, originals),
        sessions=sessions_of(work, case),
        visits=visits_of(work, case),
        evidence=evidence_of(work, case, originals),
        loose_files=loose_files(work, case, originals),
        inquiries=inquiries_of(work, case),
        papers=papers,
        report_on=_report_day(papers, originals),
        originals=frozenset(row.paper_kind for row in originals if row.state in THERE),
        **_number(work, case),
        **_days(case, written),
        **_agreement(work, case, written),
        **_beside(work, case, filing),
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
        "duties": _duties(work, case) if case.effective_on is not None else (),
    }


def _beside(work: Work, case: MediationCase, filing: Filing | None) -> dict[str, Any]:
    """Return the court, the police, and the dossier as it was bound."""
    matter = work.session.get_one(Matter, case.matter_id)
    steps = work.session.scalars(
        select(CaseStep).where(CaseStep.case_id == case.id).order_by(CaseStep.happened_on, CaseStep.id)
    ).all()
    court, bound = _court(work, case), _newest_dossier(work, case)
    found: dict[str, Any] = {
        "police_wanted": matter.risk == RiskLevel.HIGH,
        "police_told": bool(matter.risk_told) or any(step.kind == StepKind.REPORTED for step in steps),
        "recused": recused_of(work, steps),
        "index": _index(bound),
    }
    if court is not None:
        found |= {
            "court_wanted": court.intended_on is not None,
            "court_applied": court.applied_on is not None,
            "court_due_on": court.due_on,
            "court_open": case.state == CaseState.EFFECTIVE and court.state in COURT_OPEN,
        }
    filed = bound or filing
    if filed is not None:
        found |= {"filed_by": filed.filed_by, "filed_on": filed.filed_on, "checked_by": filed.checked_by}
    return found


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
    if case.number is None:
        return False
    same = select(func.count()).where(MediationCase.number == case.number)
    return (work.session.scalar(same, execution_options={"unnarrowed": True}) or 0) > 1


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


def _duties(work: Work, case: MediationCase) -> tuple[DutyFacts, ...]:
    """Return what is owed under every agreement that stands, numbered through as the page of the case does."""
    owed = [(written, row) for written in standing_agreements(work, case) for row in written.obligations]
    if not owed:
        return ()
    ids = [row.id for _written, row in owed]
    urged = set(
        work.session.scalars(
            select(ObligationStep.obligation_id).where(ObligationStep.obligation_id.in_(ids))
        )
    )
    waits: Sequence[int] = ()
    if case.state == CaseState.EFFECTIVE and case.effective_on is not None:
        duties = duties_of(row for _written, row in owed)
        long_days = term_figure(work, "closing_long_days")
        waits = waits_for_performance(duties, case.effective_on, closing_rule(work), long_days)
    return tuple(
        DutyFacts(
            place=place,
            amount_fen=row.amount_fen,
            instalments=tuple(part.amount_fen for part in row.instalments),
            agreed_on=written.reached_on,
            due_on=row.due_on,
            performed_on=row.performed_on,
            first_performed_on=min((done.performed_on for done in row.performances), default=None),
            urged=row.id in urged,
            ended=row.ended_on is not None,
            waited_for=place in waits,
            where=row.place,
        )
        for place, (written, row) in enumerate(owed)
    )


def _report_day(papers: Sequence[PaperFacts], originals: Sequence[SignedOriginal]) -> date | None:
    """Return the 填表时间 of the closing report that was printed; None where it is set only at the binding.

    A scan or a paper original bears its day by hand, which the program does not know.
    """
    if any(row.paper_kind == "closing_report" and row.state in THERE for row in originals):
        return None
    printed = next((paper for paper in papers if paper.kind == "closing_report"), None)
    found = _DAY.fullmatch(str(printed.snapshot.get("filled_on") or "")) if printed is not None else None
    return date(*(int(part) for part in found.groups())) if found else None


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
