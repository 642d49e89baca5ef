"""Cases brought to where a test begins, by the use cases, as another PC would."""

from datetime import date, datetime, timedelta

from mediator_desk import sent_to_mediation
from office_fixture import MONDAY, OfficeBench

from desktop.entries.mediation import (
    AgreementEntry,
    AttendanceEntry,
    HolderEntry,
    ObligationEntry,
    SessionEntry,
    SignatureEntry,
)
from desktop.queries.case_proposals import proposed_case
from desktop.queries.case_views import CaseView
from desktop.queries.cases import case_view
from desktop.services.mediation.agreements import save_agreement
from desktop.services.mediation.cases import open_case
from desktop.services.mediation.parties import record_consent, tell_rights
from desktop.services.mediation.printing import issue_agreement
from desktop.services.mediation.sessions import add_session
from desktop.services.mediation.signing import record_signatures
from models.values.choices import (
    AgreementForm,
    ConsentHow,
    SessionKind,
    SessionResult,
    SignatureMark,
    SignatureState,
    SignerRole,
    TellingHow,
)
from models.values.terms import ObligationKind, Term, TermKind

MEDIATOR = "chenguifang"
TODAY = date(2026, 11, 23)


def accepted(centre: OfficeBench, **matter: object) -> CaseView:
    """Return a case that was just accepted, with its two parties."""
    matter_id = sent_to_mediation(centre, **matter)  # type: ignore[arg-type]  # passed on
    proposal = centre.look(MEDIATOR, proposed_case, matter_id=matter_id)
    staff = centre.workplace(MEDIATOR).choices.mediators[0].staff_id
    opened = centre.do(
        MEDIATOR,
        open_case,
        matter_id=matter_id,
        source=proposal.source,
        accepted_on=TODAY,
        mediator_ids=(staff,),
        presiding_id=staff,
        name=proposal.name,
        dispute_type=proposal.dispute_type,
        parties=tuple(party.entry for party in proposal.parties),
    )
    return look(centre, opened.case_id)


def told(centre: OfficeBench, **matter: object) -> CaseView:
    """Return a case whose parties agreed and were told of their rights."""
    case = accepted(centre, **matter)
    for party in case.parties:
        centre.do(
            MEDIATOR, record_consent, party_id=party.id, agreed=True, how=ConsentHow.ORAL, given_on=TODAY
        )
        centre.do(MEDIATOR, tell_rights, party_id=party.id, how=TellingHow.SIGNED, told_on=TODAY)
    return look(centre, case.case_id)


def agreed(centre: OfficeBench, start: datetime = MONDAY - timedelta(hours=2), **matter: object) -> CaseView:
    """Return a case with a sitting that ended with an agreement."""
    case = told(centre, **matter)
    session = SessionEntry(
        kind=SessionKind.FACE_TO_FACE,
        started_at=start,
        ended_at=start + timedelta(hours=1),
        place="调解室",
        minutes="双方陈述，达成协议。",
        result=SessionResult.AGREED,
        attended=tuple(AttendanceEntry(party=party.id) for party in case.parties),
    )
    centre.do(MEDIATOR, add_session, case_id=case.case_id, entry=session)
    return look(centre, case.case_id)


def drafted(centre: OfficeBench, form: AgreementForm = AgreementForm.WRITTEN, **matter: object) -> CaseView:
    """Return a case with a draft that may be printed."""
    case = agreed(centre, **matter)
    applicant, respondent = case.parties
    entry = AgreementEntry(
        form=form,
        facts="滴水檐伸进院墙，雨水浇墙。",
        terms=("张𬭎拆除滴水檐。", "张𬭎支付修缮费3,800.00元。"),
        obligations=(
            ObligationEntry(
                kind=ObligationKind.PAYMENT,
                what="修缮费",
                amount_fen=380_000,
                debtors=(HolderEntry(party=respondent.id),),
                creditors=(HolderEntry(party=applicant.id),),
                term=Term(kind=TermKind.AT_SIGNING),
            ),
        ),
    )
    centre.do(MEDIATOR, save_agreement, case_id=case.case_id, version=None, entry=entry)
    return look(centre, case.case_id)


def issued(centre: OfficeBench, **matter: object) -> CaseView:
    """Return a case whose agreement was printed for signing."""
    case = drafted(centre, **matter)
    assert case.agreement is not None
    centre.do(MEDIATOR, issue_agreement, case_id=case.case_id, version=case.agreement.version)
    return look(centre, case.case_id)


def in_effect(centre: OfficeBench, **matter: object) -> CaseView:
    """Return a case whose agreement everybody signed today."""
    case = issued(centre, **matter)
    assert case.agreement is not None
    usual = {SignerRole.PARTY: SignatureMark.NAME_AND_THUMB, SignerRole.COMMITTEE: SignatureMark.SEAL}
    signed = tuple(
        SignatureEntry(
            signature_id=line.signature_id,
            version=line.version,
            state=SignatureState.SIGNED,
            mark=usual.get(line.role, SignatureMark.NAME),
            signed_on=TODAY,
        )
        for line in case.agreement.signatures
    )
    centre.do(
        MEDIATOR,
        record_signatures,
        case_id=case.case_id,
        version=case.agreement.version,
        signatures=signed,
    )
    return look(centre, case.case_id)


def look(centre: OfficeBench, case_id: int) -> CaseView:
    """Return a case as the mediator sees it."""
    found: CaseView = centre.look(MEDIATOR, case_view, case_id=case_id)
    return found
