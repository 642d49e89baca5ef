"""Court papers, notices and letters of a case, from what is recorded of it; what is not known is left to the hand.

Each function gives the dataclass of the paper; `letter_subjects` says of which rows a paper may be made, and what
stands in its way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from desktop.errors import NotFoundError
from desktop.mediation.drafting import entry_of
from desktop.mediation.issuing import party_facts
from desktop.mediation.naming import told_apart
from desktop.mediation.paper import agreement_paper
from desktop.papers.of_case import CaseFacts, agreed_result, window_phone
from desktop.printing.papers.handover_receipt import HandoverReceiptPaper
from desktop.printing.papers.judicial_confirmation import JudicialConfirmationPaper
from desktop.printing.papers.mediation_notice import MediationNoticePaper
from desktop.printing.papers.parties import PartyOnPaper
from desktop.printing.papers.power_of_attorney import Delegate, PowerOfAttorneyPaper
from desktop.printing.papers.presiding_proof import PresidingProofPaper
from desktop.printing.papers.representatives import RepresentativesPaper, RepresentedPerson
from desktop.printing.papers.result_feedback import ResultFeedbackPaper
from models.case_life import JudicialConfirmation
from models.mediation import MediationCase, Party
from models.values.choices import AgreementForm, CaseSource
from models.values.dates import day_on_paper
from models.values.party_notes import acts_by_law
from models.values.termination import TERMINATION_LABELS, TerminationGround

_HANDED_OVER = {
    CaseSource.COURT_DELEGATED: "委派",
    CaseSource.COURT_ENTRUSTED: "委托",
    CaseSource.POLICE: "移送",
    CaseSource.PROSECUTOR: "移送",
    CaseSource.DEPARTMENT: "移送",
    CaseSource.PETITION: "移交",
}
NO_CONFIRMATION = "委托调解的协议由法院出具调解书，不另作司法确认"
NOT_EFFECTIVE = "协议还没有生效"
NO_RESULT = "调解还没有结果"


@dataclass(frozen=True, slots=True)
class Subject:
    """A row that a paper may be made of: its id, what the paper is called besides its title, what is in the way."""

    id: int
    called: str = ""
    blocked: str = ""


def letter_subjects(facts: CaseFacts, key: str) -> Iterator[Subject]:
    """Yield of which rows a letter may be made now; nothing where the case does not ask for it."""
    case = facts.case
    names = told_apart(case.parties)
    if key in {"handover_receipt", "result_feedback"}:
        if case.sender_unit:
            ended = case.reached_on or case.terminated_on or case.transferred_on
            waits = key == "result_feedback" and not ended
            yield Subject(case.id, blocked=NO_RESULT if waits else "")
    elif key in {"judicial_confirmation", "presiding_proof"}:
        if facts.agreement is not None:
            yield Subject(case.id, blocked=_confirmation_bar(facts))
    elif key == "mediation_notice":
        if not (case.reached_on or case.terminated_on or case.closed_on):
            yield from (Subject(party.id, names[party.id]) for party in facts.listed if not party.left_on)
    elif key == "power_of_attorney":
        yield from (Subject(party.id, names[party.id]) for party in facts.listed if _has_delegate(party))
    elif key == "representatives":
        sides = dict.fromkeys(party.side for party in facts.listed if party.representative)
        first = [next(party for party in facts.listed if party.side == side) for side in sides]
        yield from (Subject(party.id, f"{names[party.id]}一方") for party in first)


def _confirmation_bar(facts: CaseFacts) -> str:
    """Return why the court is not asked to confirm; practice.md 22 for what a court entrusted."""
    if facts.case.source == CaseSource.COURT_ENTRUSTED:
        return NO_CONFIRMATION
    return "" if facts.case.effective_on else NOT_EFFECTIVE


def _has_delegate(party: Party) -> bool:
    return bool(party.agent_name) and not acts_by_law(party.agent_kind, party.agent_relation)


def _identified(facts: CaseFacts, party: Party) -> PartyOnPaper:
    """Return a party's block with its identity number."""
    block = dict(zip((row.id for row in facts.listed), facts.parties, strict=True))[party.id]
    return replace(block, identity_number=facts.identities(party.person_id, party.organisation_id))


def _party(case: MediationCase, subject_id: int) -> Party:
    found = next((party for party in case.parties if party.id == subject_id), None)
    if found is None:
        raise NotFoundError("没有找到这位当事人。")
    return found


def _names(facts: CaseFacts, wanted: Callable[[Party], bool] = lambda _party: True) -> str:
    names = told_apart(facts.listed)
    return "、".join(names[party.id] for party in facts.listed if wanted(party))


def _day(day: Any) -> str:
    return day_on_paper(day) if day is not None else ""


def _judicial_confirmation(facts: CaseFacts, _subject_id: int) -> JudicialConfirmationPaper:
    case, written = facts.case, facts.agreement
    assert written is not None  # only asked for where there is one
    paper = agreement_paper(
        entry_of(written),
        [party_facts(party, phone="") for party in facts.listed],
        committee_name=facts.committee_name,
        number=written.number,
        source=CaseSource(case.source),
        mediators=facts.mediators,
        dated=written.reached_on or case.accepted_on,
    )
    terms = paper.terms
    if (
        written.form == AgreementForm.WRITTEN
        and paper.performance_text
        and paper.performance_text not in terms
    ):
        terms = (*terms, f"履行方式、时限：{'；'.join(paper.performance_text.splitlines())}")
    return JudicialConfirmationPaper(
        facts.committee_name,
        tuple(_identified(facts, party) for party in facts.listed),
        agreement_number=written.number,
        agreed_on=_day(written.reached_on),
        facts=written.facts or facts.summary,
        terms=terms,
        court=_court(facts),
    )


def _court(facts: CaseFacts) -> str:
    row = facts.work.session.scalar(
        select(JudicialConfirmation.court).where(JudicialConfirmation.case_id == facts.case.id).limit(1)
    )
    handed = facts.case.sender_unit if facts.case.source == CaseSource.COURT_DELEGATED else ""
    return row or handed


def _presiding_proof(facts: CaseFacts, _subject_id: int) -> PresidingProofPaper:
    case, written = facts.case, facts.agreement
    assert written is not None  # only asked for where there is one
    return PresidingProofPaper(
        facts.committee_name,
        parties=_names(facts),
        dispute=case.dispute_type or "纠纷",
        agreed_on=_day(written.reached_on),
        agreement_number=written.number,
        mediators=facts.mediators,
        court=_court(facts),
    )


def _result_feedback(facts: CaseFacts, _subject_id: int) -> ResultFeedbackPaper:
    case = facts.case
    result, details = "", ""
    if case.transferred_on:
        result = "终止调解"
        details = f"{_day(case.transferred_on)}移送{case.transferred_to}，不再由本人民调解委员会调解。"
    elif case.terminated_on:
        ground = TerminationGround(case.termination_ground)
        result = "未达成协议" if ground is TerminationGround.NO_AGREEMENT else "终止调解"
        details = f"{_day(case.terminated_on)}终止调解，原因：{TERMINATION_LABELS[ground]}。"
    elif case.reached_on and facts.agreement is not None:
        result = "达成协议"
        told = f"各方当事人于{_day(case.reached_on)}达成人民调解协议："
        details = "\n".join((told, *agreed_result(facts)))
    return ResultFeedbackPaper(
        facts.committee_name,
        recipient=case.sender_unit,
        handover=_HANDED_OVER.get(CaseSource(case.source), "移送"),
        received_on=_day(case.papers_received_on or case.sent_on),
        reference=case.sender_number,
        dispute=case.name,
        result=result,
        details=details,
        contact=facts.work.who.name,
        phone=window_phone(facts.work),
        number=case.number_on_paper,
    )


def _handover_receipt(facts: CaseFacts, _subject_id: int) -> HandoverReceiptPaper:
    case = facts.case
    return HandoverReceiptPaper(
        facts.committee_name,
        sender=case.sender_unit,
        handover=_HANDED_OVER.get(CaseSource(case.source), ""),
        reference=case.sender_number,
        officer=case.sender_person,
        parties=_names(facts),
        dispute=case.dispute_type,
        received_on=_day(case.papers_received_on or case.sent_on),
        due=_day(case.due_on),
        feedback_due=_day(case.feedback_due_on),
        number=case.number_on_paper,
    )


def _mediation_notice(facts: CaseFacts, subject_id: int) -> MediationNoticePaper:
    case = facts.case
    party = _party(case, subject_id)
    return MediationNoticePaper(
        facts.committee_name,
        addressee=told_apart(case.parties)[party.id],
        other_side=_names(facts, lambda other: other.side != party.side),
        dispute=case.dispute_type or "纠纷",
        mediators=facts.mediators,
        phone=window_phone(facts.work),
        number=case.number_on_paper,
    )


def _power_of_attorney(facts: CaseFacts, subject_id: int) -> PowerOfAttorneyPaper:
    case = facts.case
    party = _party(case, subject_id)
    return PowerOfAttorneyPaper(
        facts.committee_name,
        _identified(facts, party),
        (Delegate(party.agent_name),),
        matter=case.name,
        special=True if party.agent_may_settle else None,
        term=f"至{_day(party.agent_until)}止" if party.agent_until else "",
    )


def _representatives(facts: CaseFacts, subject_id: int) -> RepresentativesPaper:
    case = facts.case
    side = _party(case, subject_id).side
    names = told_apart(case.parties)
    group = [party for party in facts.listed if party.side == side]
    blocks = dict(zip((row.id for row in facts.listed), facts.parties, strict=True))
    people = tuple(
        RepresentedPerson(
            names[party.id],
            blocks[party.id].sex,
            facts.identities(party.person_id, party.organisation_id),
            blocks[party.id].phone,
        )
        for party in group
    )
    return RepresentativesPaper(
        facts.committee_name,
        people,
        tuple(names[party.id] for party in group if party.representative),
        other_side=_names(facts, lambda other: other.side != side),
        dispute=case.dispute_type or "纠纷",
    )


LETTERS: Mapping[str, Callable[[CaseFacts, int], Any]] = {
    "handover_receipt": _handover_receipt,
    "mediation_notice": _mediation_notice,
    "power_of_attorney": _power_of_attorney,
    "representatives": _representatives,
    "judicial_confirmation": _judicial_confirmation,
    "presiding_proof": _presiding_proof,
    "result_feedback": _result_feedback,
}
"""By the key of the profile: what fills in a letter."""
