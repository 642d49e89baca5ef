"""Papers of a dossier that nobody printed before, from the facts of their case.

What desktop/papers/of_case.py gathers is taken from there; here is what only a bound dossier asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from desktop.clock import day_of
from desktop.dossier.assembly.scans import RECORDINGS
from desktop.mediation.drafting import entry_of
from desktop.mediation.issuing import party_facts
from desktop.mediation.naming import told_apart
from desktop.mediation.paper import agreement_paper
from desktop.papers.letters import LETTERS
from desktop.papers.of_case import GATHERED, CaseFacts, agreed_result
from desktop.printing.blocks import Document
from desktop.printing.papers.agreement import AgreementPaper
from desktop.printing.papers.application import ApplicationPaper, two_sides
from desktop.printing.papers.closing_report import ClosingReportPaper
from desktop.printing.papers.evidence import EvidenceItem, EvidencePaper
from desktop.printing.papers.file_note import FileNotePaper
from desktop.printing.papers.identity import IdentityPaper
from desktop.printing.papers.inquiry import InquiryPaper
from desktop.printing.papers.parties import PartyKind as KindOnPaper
from desktop.printing.papers.return_visit import ReturnVisitPaper
from desktop.printing.papers.session import session_time
from desktop.printing.papers.site_inspection import SiteInspectionPaper
from desktop.printing.papers.termination import TerminationPaper
from desktop.printing.profile import national_profile
from models.attachment import Attachment
from models.case_life import Claim, Evidence, Inquiry, ReturnVisit
from models.dossier import DossierNote
from models.mediation import Party
from models.values.choices import CaseSource, PartyKind, PartySide, label
from models.values.dates import day_on_paper
from models.values.party_notes import IdentityCheck
from models.values.termination import (
    REMEDY_LABELS,
    TERMINATION_LABELS,
    TerminationGround,
    kept_remedies,
)

_REPORT_SOURCES = {
    CaseSource.APPLICATION: "申请",
    CaseSource.OWN_INITIATIVE: "主动",
    CaseSource.POLICE: "公安移交",
    CaseSource.COURT_DELEGATED: "法院委托",
    CaseSource.COURT_ENTRUSTED: "法院委托",
}


def document_of(
    facts: CaseFacts, key: str, subject_id: int, *, filed_on: date | None = None
) -> Document | None:
    """Return a paper of the case as it would be printed now; None where nothing fills it in.

    The closing report is dated with the day of filing (填表时间 = 立卷日期) where that is known.
    """
    make = GATHERED.get(key) or DRAWN.get(key) or LETTERS.get(key)
    if make is None:
        return None
    paper = make(facts, subject_id)
    if isinstance(paper, ClosingReportPaper) and filed_on is not None:
        paper = replace(paper, filled_on=day_on_paper(filed_on))
    return national_profile().document(key, paper)


def _application(facts: CaseFacts, _subject_id: int) -> ApplicationPaper:
    claims = facts.work.session.scalars(
        select(Claim.text).where(Claim.case_id == facts.case.id).order_by(Claim.position)
    )
    applicants, respondents = two_sides(facts.parties)
    return ApplicationPaper(
        facts.committee_name,
        applicants,
        respondents,
        summary=facts.summary,
        requests=tuple(claims),
        late_entry=facts.case.late_entry,
        recorded_text=facts.case.late_entry,
    )


def _identity(facts: CaseFacts, subject_id: int) -> IdentityPaper:
    party = facts.work.session.get_one(Party, subject_id)
    person = party.kind == PartyKind.PERSON
    return IdentityPaper(
        facts.committee_name,
        holder=party.name,
        role=label(PartySide(party.side)),
        document="居民身份证" if person else "营业执照",
        kind=KindOnPaper.PERSON if person else KindOnPaper.ORGANISATION,
        original_only=party.identity_check == IdentityCheck.SEEN,
    )


def _inquiry(facts: CaseFacts, subject_id: int) -> InquiryPaper:
    row = facts.work.session.get_one(Inquiry, subject_id)
    return InquiryPaper(
        facts.committee_name,
        time=session_time(row.started_at, row.ended_at),
        place=row.place,
        asked=row.subject,
        participants=row.participants,
        record=row.text,
        investigators=_people(row.investigators),
        late_entry=facts.case.late_entry,
        recorded_text=row.handwritten,
    )


def _site_inspection(facts: CaseFacts, subject_id: int) -> SiteInspectionPaper:
    row = facts.work.session.get_one(Inquiry, subject_id)
    return SiteInspectionPaper(
        facts.committee_name,
        facts.parties,
        time=session_time(row.started_at, row.ended_at),
        place=row.place,
        participants=_people(row.participants),
        matter=facts.case.name,
        findings=row.text,
        inspectors=_people(row.investigators),
        late_entry=facts.case.late_entry,
        recorded_text=row.handwritten,
    )


def _evidence(facts: CaseFacts, _subject_id: int) -> EvidencePaper:
    rows = facts.work.session.execute(
        select(Evidence, Attachment.kind)
        .outerjoin(Attachment, Attachment.id == Evidence.attachment_id)
        .where(Evidence.case_id == facts.case.id)
        .order_by(Evidence.position)
    )
    items = tuple(
        EvidenceItem(
            name=row.name,
            source=row.provider,
            collected_on=day_on_paper(row.collected_on) if row.collected_on else "",
            pages=str(row.pages) if row.pages and kind not in RECORDINGS else "",
            form="音像" if kind in RECORDINGS else "原件" if row.original else "复印件",
        )
        for row, kind in rows
    )
    return EvidencePaper(facts.committee_name, items)


def _agreement(facts: CaseFacts, subject_id: int) -> AgreementPaper:
    """An agreement that was written by hand and entered late: its text, marked as such, never as if signed."""
    case, written = facts.case, facts.agreement_by(subject_id)
    assert written is not None  # only asked for where there is one
    paper = agreement_paper(
        entry_of(written),
        [
            party_facts(party, phone=facts.phones(party.person_id, party.organisation_id))
            for party in facts.listed
        ],
        committee_name=facts.committee_name,
        number=written.number,
        source=CaseSource(case.source),
        mediators=facts.mediators,
        dated=written.reached_on or case.accepted_on,
    )
    return replace(paper, late_entry=case.late_entry, recorded_text=True)


def _return_visit(facts: CaseFacts, subject_id: int) -> ReturnVisitPaper:
    row = facts.work.session.get_one(ReturnVisit, subject_id)
    written = facts.agreement
    names = told_apart(facts.listed)
    return ReturnVisitPaper(
        facts.committee_name,
        parties=row.whom or "、".join(names.values()),
        agreement_number=written.number if written is not None else facts.case.number_on_paper,
        dispute=facts.case.name,
        time=day_on_paper(row.visited_on),
        findings=row.text,
        visitors=_people(row.visitor),
        late_entry=facts.case.late_entry,
    )


def _termination(facts: CaseFacts, _subject_id: int) -> TerminationPaper:
    case = facts.case
    ground = TerminationGround(case.termination_ground)
    days = [day_on_paper(day_of(row.started_at)) for row in case.sessions]
    told = "、".join(REMEDY_LABELS[remedy] for remedy in kept_remedies(case.remedies_told))
    return TerminationPaper(
        facts.committee_name,
        parties=tuple(party.name for party in facts.listed),
        dispute=case.name,
        accepted_on=day_on_paper(case.accepted_on),
        sittings="、".join(dict.fromkeys(days)),
        unheard=not days,
        reason=TERMINATION_LABELS[ground],
        basis="《中华人民共和国人民调解法》第二十六条",
        remedies=told,
        number=case.number_on_paper,
    )


def _closing_report(facts: CaseFacts, _subject_id: int) -> ClosingReportPaper:
    case, written = facts.case, facts.agreement
    parties = "\n".join(
        "，".join(part for part in (party.name, party.address, party.phone) if part)
        for party in facts.parties
    )
    if case.transferred_on is not None:
        result = f"{day_on_paper(case.transferred_on)}移送{case.transferred_to}，不再调解。"
    elif case.termination_ground:
        result = f"调解终止：{TERMINATION_LABELS[TerminationGround(case.termination_ground)]}。"
    else:
        result = "\n".join(("经调解，当事人自愿达成协议。", *agreed_result(facts)))
    return ClosingReportPaper(
        facts.committee_name,
        number=case.number_on_paper,
        filled_on=day_on_paper(case.closed_on) if case.closed_on else "",
        mediators=facts.mediators,
        accepted_on=day_on_paper(case.accepted_on),
        closed_on=day_on_paper(case.closed_on) if case.closed_on else "",
        parties=parties,
        source=_REPORT_SOURCES.get(CaseSource(case.source), ""),
        facts=(written.facts if written is not None and written.facts else facts.summary),
        result=result,
    )


def _file_note(facts: CaseFacts, _subject_id: int) -> FileNotePaper:
    return FileNotePaper(facts.committee_name, notes_text(facts), facts.case.number_on_paper)


def notes_text(facts: CaseFacts) -> str:
    """Return what the notes of a dossier say, one paragraph each; empty where there are none."""
    rows = facts.work.session.scalars(
        select(DossierNote)
        .where(DossierNote.case_id == facts.case.id, DossierNote.dossier_id.is_(None))
        .order_by(DossierNote.id)
    )
    return "\n".join(f"{day_on_paper(row.written_on)}，{row.text}（{row.written_by}）" for row in rows)


def _people(text: str) -> tuple[str, ...]:
    """Return the names of a text."""
    return tuple(part for part in text.replace("，", "、").split("、") if part.strip())


DRAWN: Mapping[str, Callable[[CaseFacts, int], Any]] = {
    "application": _application,
    "identity": _identity,
    "inquiry": _inquiry,
    "site_inspection": _site_inspection,
    "evidence": _evidence,
    "agreement": _agreement,
    "return_visit": _return_visit,
    "termination": _termination,
    "closing_report": _closing_report,
    "file_note": _file_note,
}
"""By the key of the profile: what fills in a paper that only the dossier asks for."""
