"""What may be done with a case where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.mediation.rows import BEFORE_AGREEMENT, PARTIES_CHANGE, UNDECIDED
from desktop.queries.agreements import AgreementView
from desktop.queries.case_views import CaseAct
from desktop.services.mediation.course import FEEDABLE
from desktop.services.mediation.fact_finding import FOUND_OUT
from desktop.services.mediation.following import VISITED
from desktop.services.mediation.performing import FOLLOWED
from desktop.services.mediation.sessions import RECORDABLE
from desktop.work import Work
from models.values.case_states import OPEN_CASE_STATES, CaseState
from models.values.choices import AgreementForm
from models.values.permissions import Permission

CLOSABLE = frozenset({CaseState.EFFECTIVE, CaseState.TERMINATED, CaseState.TRANSFERRED})

_BY_STATE: Mapping[CaseAct, frozenset[CaseState]] = {
    CaseAct.EDIT_CASE: BEFORE_AGREEMENT,
    CaseAct.DRAFT: BEFORE_AGREEMENT,
    CaseAct.PAUSE: BEFORE_AGREEMENT,
    CaseAct.EXTEND: BEFORE_AGREEMENT,
    CaseAct.EDIT_PARTIES: PARTIES_CHANGE,
    CaseAct.CHANGE_MEDIATOR: PARTIES_CHANGE,
    CaseAct.RECORD_CONSENT: UNDECIDED,
    CaseAct.TERMINATE: UNDECIDED,
    CaseAct.TRANSFER: UNDECIDED,
    CaseAct.RESUME: frozenset({CaseState.PAUSED}),
    CaseAct.RETRACT: frozenset({CaseState.AWAITING_SIGNATURE}),
    CaseAct.SIGN: frozenset({CaseState.AWAITING_SIGNATURE}),
    CaseAct.REPORT: OPEN_CASE_STATES,
    CaseAct.FEED_BACK: FEEDABLE,
    CaseAct.ADD_SESSION: RECORDABLE,
    CaseAct.PERFORM: FOLLOWED,
    CaseAct.CLOSE: CLOSABLE,
    CaseAct.CLAIMS: UNDECIDED,
    CaseAct.FIND_OUT: FOUND_OUT,
    CaseAct.VISIT: VISITED,
    CaseAct.COURT: FOLLOWED,
    CaseAct.RENEW: frozenset({CaseState.EFFECTIVE}),
}


def acts_of(work: Work, state: CaseState, agreement: AgreementView | None) -> frozenset[CaseAct]:
    """Return what this account may do with a case in this state."""
    if not work.who.may(Permission.CASE_EDIT):
        return frozenset()
    acts = {act for act, states in _BY_STATE.items() if state in states}
    if agreement is not None and state is CaseState.MEDIATING:
        oral = agreement.entry.form is AgreementForm.ORAL
        acts.add(CaseAct.REACH_ORAL if oral else CaseAct.ISSUE)
    if agreement is not None and state is CaseState.EFFECTIVE and agreement.signatures:
        acts.add(CaseAct.SIGN)
    if agreement is not None and agreement.effective_on is not None and state is CaseState.CLOSED:
        acts.add(CaseAct.RENEW)
    if agreement is not None and agreement.relation and state is CaseState.MEDIATING:
        acts = (acts - {CaseAct.TERMINATE, CaseAct.TRANSFER}) | {CaseAct.KEEP_OLD}
    return frozenset(acts)
