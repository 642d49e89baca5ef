"""The facts of a mediation case as its papers show them; what no file of this folder knows is printed to be filled in.

Each function here gives the dataclass that the paper's own file in desktop/printing/papers takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.errors import NotFoundError, OfficeError
from desktop.mediation.drafting import entry_of, obligation_entry
from desktop.mediation.issuing import party_facts
from desktop.mediation.naming import told_apart
from desktop.mediation.paper import agreement_paper, in_paper_order, parties_on_paper
from desktop.mediation.parties import standing
from desktop.mediation.rows import agreements_of, matter_of
from desktop.mediation.sittings import attendances_of, in_order
from desktop.mediation.wording import (
    amount_words,
    attended_words,
    holders_in_words,
    presence_notes,
    result_words,
)
from desktop.papers.numbers import Phones, no_numbers
from desktop.printing.papers.acceptance import AcceptancePaper
from desktop.printing.papers.form import KnownFacts
from desktop.printing.papers.oral_agreement import OralAgreementPaper
from desktop.printing.papers.parties import PartyOnPaper
from desktop.printing.papers.performance_proof import PerformanceProofPaper
from desktop.printing.papers.rights_notice import RightsNoticePaper
from desktop.printing.papers.session import SessionPaper, session_time
from desktop.work import Work
from models.agreement import Agreement
from models.centre import Centre, Committee, Unit
from models.mediation import MediationCase, Party
from models.values.choices import AgreementForm, CaseSource, SessionResult, label


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case with what its papers ask for again and again."""

    work: Work
    case: MediationCase
    phones: Phones
    identities: Phones = no_numbers
    """Identity numbers, for the papers that a court or an agent's power asks them on."""
    _read: dict[str, Any] = field(default_factory=dict)
    """What was read once already."""

    @property
    def committee_name(self) -> str:
        """The name as on the seal."""
        if "committee" not in self._read:
            self._read["committee"] = self.work.session.get_one(Committee, self.case.committee_id)
        committee: Committee = self._read["committee"]
        return committee.name

    @property
    def mediators(self) -> tuple[str, ...]:
        """The names of the mediators."""
        return tuple(mediator.name for mediator in self.case.mediators)

    @property
    def listed(self) -> list[Party]:
        """The parties' rows in the order in which the papers list them."""
        return in_paper_order(self.case.parties, CaseSource(self.case.source))

    @property
    def parties(self) -> tuple[PartyOnPaper, ...]:
        """The parties as blocks of a paper, in the order of `listed`, aged as of the acceptance."""
        if "parties" not in self._read:
            facts = [
                party_facts(party, phone=self.phones(party.person_id, party.organisation_id))
                for party in self.listed
            ]
            source = CaseSource(self.case.source)
            self._read["parties"] = parties_on_paper(facts, source, self.case.accepted_on)
        found: tuple[PartyOnPaper, ...] = self._read["parties"]
        return found

    @property
    def parties_there(self) -> tuple[PartyOnPaper, ...]:
        """Those of the parties that have not left."""
        there = {party.id for party in standing(self.listed)}
        every = zip(self.listed, self.parties, strict=True)
        return tuple(block for party, block in every if party.id in there)

    @property
    def summary(self) -> str:
        """纠纷简要情况: as typed for the case, else as the visitor told it at the window."""
        return self.case.brief or matter_of(self.work, self.case).story

    @property
    def agreements(self) -> list[Agreement]:
        """Every agreement, the first one first: supplements and those that took another's place, too."""
        if "agreements" not in self._read:
            self._read["agreements"] = agreements_of(self.work, self.case)
        found: list[Agreement] = self._read["agreements"]
        return found

    @property
    def agreement(self) -> Agreement | None:
        """The newest agreement, drafted or signed."""
        return self.agreements[-1] if self.agreements else None

    def agreement_by(self, number: int) -> Agreement | None:
        """The agreement with this id; None where the case has no such."""
        return next((row for row in self.agreements if row.id == number), None)


def known_facts(facts: CaseFacts) -> KnownFacts:
    """Return what stands already on a paper of the case that is filled in by hand."""
    case, work = facts.case, facts.work
    return KnownFacts(
        committee_name=facts.committee_name,
        centre_name=centre_name(work),
        number=case.number_on_paper,
        dispute=case.name,
        dispute_type=case.dispute_type,
        summary=facts.summary,
        source=label(CaseSource(case.source)),
        accepted_on=case.accepted_on,
        parties=facts.parties_there,
        mediators=facts.mediators,
        code=matter_of(work, case).code,
        phone=window_phone(work),
    )


def agreed_result(facts: CaseFacts) -> tuple[str, ...]:
    """Return what was agreed as the agreement's paper words it, in lines: its items by number, then how to perform."""
    case, written = facts.case, facts.agreement
    if written is None:
        return ()
    paper = agreement_paper(
        entry_of(written),
        [party_facts(party, phone="") for party in facts.listed],
        committee_name=facts.committee_name,
        number=written.number,
        source=CaseSource(case.source),
        mediators=facts.mediators,
        dated=written.reached_on or case.accepted_on,
    )
    lines = tuple(f"{place}、{text}" for place, text in enumerate(paper.terms, 1))
    if not paper.performance_text or paper.performance_text in paper.terms:
        return lines
    return (*lines, *f"履行方式、时限：{paper.performance_text}".splitlines())


def centre_name(work: Work) -> str:
    """Return the centre's full name."""
    return work.session.get_one(Centre, 1).name


def window_phone(work: Work) -> str:
    """Return the telephone of the acting account's own unit; empty where none is known."""
    unit = work.session.get(Unit, work.who.unit_id) if work.who.unit_id is not None else None
    return unit.phone if unit is not None else ""


def _acceptance(facts: CaseFacts, _subject_id: int) -> AcceptancePaper:
    case = facts.case
    return AcceptancePaper(
        committee_name=facts.committee_name,
        parties=facts.parties,
        accepted_on=case.accepted_on,
        own_initiative=case.source == CaseSource.OWN_INITIATIVE,
        dispute_type=case.dispute_type,
        summary=facts.summary,
        number=case.number_on_paper,
        late_entry=case.late_entry,
        recorded_text=case.late_entry,
    )


def _rights_notice(facts: CaseFacts, _subject_id: int) -> RightsNoticePaper:
    return RightsNoticePaper(facts.committee_name, facts.parties_there, facts.case.number_on_paper)


def _session(facts: CaseFacts, subject_id: int) -> SessionPaper:
    case = facts.case
    held = in_order(case)
    sitting = next((row for row in held if row.id == subject_id), None)
    if sitting is None:
        raise NotFoundError("没有找到这次调解记录。")
    there = {row.party_id: row.by_agent for row in sitting.attendances}
    blocks = dict(zip((party.id for party in facts.listed), facts.parties, strict=True))
    return SessionPaper(
        committee_name=facts.committee_name,
        parties=tuple(blocks[party_id] for party_id in blocks if party_id in there),
        time=session_time(sitting.started_at, sitting.ended_at),
        place=sitting.place,
        attended=attended_words(facts.listed, there),
        participants=sitting.participants,
        matter=case.name,
        minutes=sitting.minutes,
        result=result_words(SessionResult(sitting.result)),
        mediators=tuple(who.name for who in sitting.mediators) or facts.mediators,
        number=case.number_on_paper,
        sitting=held.index(sitting) + 1,
        late_entry=case.late_entry,
        recorded_text=sitting.handwritten,
        notes=presence_notes(told_apart(case.parties), attendances_of(sitting), sitting.interpreter),
    )


def _oral_agreement(facts: CaseFacts, subject_id: int) -> OralAgreementPaper:
    case, written = facts.case, facts.agreement_by(subject_id)
    if written is None or written.form != AgreementForm.ORAL:
        raise OfficeError("这件案件没有口头协议。")
    paper = agreement_paper(
        entry_of(written),
        [
            party_facts(party, phone=facts.phones(party.person_id, party.organisation_id))
            for party in standing(facts.listed)
        ],
        committee_name=facts.committee_name,
        number=written.number,
        source=CaseSource(case.source),
        mediators=facts.mediators,
        dated=written.reached_on or case.accepted_on,
    )
    return OralAgreementPaper(
        committee_name=paper.committee_name,
        number=paper.number,
        parties=paper.parties,
        facts=paper.facts,
        terms=paper.terms,
        performance_text=paper.performance_text,
        mediators=paper.mediators,
        late_entry=case.late_entry,
        recorded_text=case.late_entry,
    )


def _performance_proof(facts: CaseFacts, subject_id: int) -> PerformanceProofPaper:
    owed = ((written, row) for written in facts.agreements for row in written.obligations)
    written, row = next((pair for pair in owed if pair[1].id == subject_id), (None, None))
    if written is None or row is None:
        raise NotFoundError("没有找到这项履行事项。")
    entry = obligation_entry(row)
    names = told_apart(facts.case.parties)
    what = f"{entry.what.strip()}{amount_words(entry)}" or entry.what
    return PerformanceProofPaper(
        facts.committee_name, written.number, holders_in_words(entry.debtors, names), what
    )


GATHERED: Mapping[str, Callable[[CaseFacts, int], Any]] = {
    "acceptance": _acceptance,
    "rights_notice": _rights_notice,
    "session": _session,
    "oral_agreement": _oral_agreement,
    "performance_proof": _performance_proof,
}
"""By the key of the profile: what fills a paper in. Papers that are not here are printed to be filled in by hand."""
