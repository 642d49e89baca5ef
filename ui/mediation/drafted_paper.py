"""The agreement of a case as the form holds it now: what its check needs, and the paper that it makes."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from desktop.clock import day_of
from desktop.dossier.lint.wording import wording_faults
from desktop.entries.mediation import AgreementEntry
from desktop.mediation.faults import AgreementFacts, Fault, agreement_faults
from desktop.mediation.faults import PartyFacts as CheckedParty
from desktop.mediation.paper import PartyFacts, agreement_paper, in_paper_order
from desktop.queries.case_views import CaseView, PartyView
from models.values.chinese_numerals import in_chinese
from models.values.choices import SessionResult

if TYPE_CHECKING:
    from desktop.printing.blocks import Document

_WORDS = {
    "facts": "纠纷主要事实",
    "terms": "协议内容",
    "performance": "履行方式、时限",
    "copies": "一式几份",
    "form": "协议形式",
    "reached_on": "达成协议的日期",
    "parties": "当事人",
}


def agreed_on(view: CaseView) -> date | None:
    """The day of the last sitting that ended with an agreement."""
    ends = [
        session.ended_at or session.started_at
        for session in view.sessions
        if session.result is SessionResult.AGREED
    ]
    return day_of(max(ends)) if ends else None


def parties_there(view: CaseView) -> list[PartyView]:
    """The parties that have not left: those on the paper, in its order."""
    there = [party for party in view.parties if party.left_on is None]
    return in_paper_order(there, view.source)


def default_copies(view: CaseView, entry: AgreementEntry) -> int:
    """Parties + 1 and one for each further holder (人民调解法 29)."""
    return max(1, len(parties_there(view)) + 1 + len(entry.further_holders))


def findings_of(view: CaseView, entry: AgreementEntry, today: date) -> list[Fault]:
    """What is wrong with the agreement as typed."""
    parties = tuple(
        CheckedParty(party.id, party.name_apart, party.told, party.refused, party.consented)
        for party in parties_there(view)
    )
    facts = AgreementFacts(parties, view.accepted_on, today, view.dispute_type, agreed_on(view))
    return [*agreement_faults(entry, facts, view.rules), *wording_faults(entry, view.rules)]


def finding_place(field: str) -> str:
    """Where a finding is, in words: `协议内容 三`, `履行事项第3项`."""
    head, _dot, tail = field.partition(".")
    if head == "parties" and tail:
        return "同意与告知"
    if head == "terms" and tail.isdigit():
        return f"协议内容 {in_chinese(int(tail) + 1)}"
    if head == "obligations":
        place = tail.partition(".")[0]
        return f"履行事项第{int(place) + 1}项" if place.isdigit() else "履行事项"
    return _WORDS.get(head, "协议")


def document_of(view: CaseView, entry: AgreementEntry, today: date) -> "Callable[[], Document]":
    """What makes the paper of the agreement as typed; called in the long lane. Telephones are masked."""
    parties = [facts_of(party) for party in parties_there(view)]
    mediators = [mediator.name for mediator in view.mediators]
    dated = entry.reached_on or agreed_on(view) or today

    def build() -> "Document":
        from desktop.printing.papers.agreement import agreement

        return agreement(
            agreement_paper(
                entry,
                parties,
                committee_name=view.committee_name,
                number=view.number,
                source=view.source,
                mediators=mediators,
                dated=dated,
            )
        )

    return build


def errors(findings: Sequence[Fault]) -> list[tuple[str, str]]:
    """The errors among the findings, as (field, sentence)."""
    return [(finding.field, finding.sentence) for finding in findings if finding.level == "error"]


def facts_of(party: PartyView) -> PartyFacts:
    """What a paper says of a party, its telephone masked."""
    return PartyFacts(
        id=party.id,
        kind=party.kind,
        side=str(party.side),
        name=party.name,
        sex=party.sex,
        ethnicity=party.ethnicity,
        born=party.born,
        occupation=party.occupation,
        phone=party.phone_mask,
        address=party.address,
        legal_representative=party.legal_representative,
        representative_post=party.representative_post,
        agent_name=party.agent_name,
        agent_relation=party.agent_relation,
        agent_may_settle=party.agent_may_settle,
        agent_kind=party.notes.agent_kind,
    )
