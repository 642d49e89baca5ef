"""Everything that the checks of a dossier know of its case: one frozen set of facts, gathered by one query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from desktop.entries.mediation import AgreementEntry
from desktop.mediation.faults import AgreementFacts
from models.values.case_states import CaseState
from models.values.choices import (
    AgreementForm,
    CaseSource,
    SessionResult,
    SignatureMark,
    SignatureState,
    SignerRole,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts:
    """A party as the papers show it, and what the register knows of the same person."""

    id: int
    name: str
    name_apart: str = ""
    """Told apart from others of one name."""
    organisation: bool = False
    sex: str | None = None
    born: date | None = None
    register_name: str = ""
    register_sex: str | None = None
    register_born: date | None = None
    number_sex: str | None = None
    """By the ID number's last but one digit."""
    phone: bool = True
    address: bool = True
    refused: bool = False
    consented: bool = True
    told_on: date | None = None
    told_signed: bool = True
    identity: str = ""
    """`copy`, `seen` (the original was seen, no copy kept), or empty."""
    agent: str = ""
    agent_legal: bool = False
    agent_may_settle: bool = False
    agent_authorised: bool = False
    """A signed 授权委托书 is there, or the party agreed afterwards (事后追认)."""
    agent_until: date | None = None
    limited_by_paper: bool = False
    """A document says that an adult has no full capacity."""
    own_work: bool = False
    """16 or 17 and living on own work (民法典 18)."""
    principal: str = ""
    joined_on: date | None = None
    left_on: date | None = None

    @property
    def called(self) -> str:
        """What it is called in a sentence, told apart from others of one name."""
        return self.name_apart or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """One sitting."""

    id: int
    ordinal: int
    started_on: date
    started_at: datetime
    ended_at: datetime | None = None
    result: SessionResult = SessionResult.AGREED
    minutes: str = ""
    participants: str = ""
    invitees_agreed: bool = False
    public: bool = False
    recorder: str = ""
    handwritten: bool = False
    mediators: tuple[str, ...] = ()
    elsewhere: str = ""
    """The number of another case in which one of its mediators sat at the same time."""


@dataclass(frozen=True, slots=True)
class RecusedFacts:
    """A mediator who gave the case to another for an interest or at a party's request, and on which day."""

    name: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFacts:
    """One signer's line of the agreement."""

    role: SignerRole
    name: str
    party_id: int | None = None
    state: SignatureState = SignatureState.SIGNED
    mark: SignatureMark | None = None
    signed_on: date | None = None
    by_agent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFacts:
    """One obligation of an agreement in effect."""

    place: int
    """From 0."""
    amount_fen: int | None = None
    instalments: tuple[int, ...] = ()
    """The fen of each part."""
    agreed_on: date | None = None
    """When its own agreement was reached; a case may have several."""
    due_on: date | None = None
    performed_on: date | None = None
    first_performed_on: date | None = None
    urged: bool = False
    ended: bool = False
    waited_for: bool = False
    """The case is not closed before it is performed (practice.md 18)."""
    where: str = ""
    outsiders: tuple[str, ...] = ()
    """Debtors who are no parties."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """One return visit."""

    visited_on: date
    waived: bool = False
    text: str = ""
    performed: bool = True
    """How far it is performed was asked."""
    satisfaction: bool = True
    twin: str = ""
    """The number of another case whose visit has the very same text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFacts:
    """One line of the list of evidence."""

    name: str
    original: bool = False
    compared: bool = False
    filed: bool = True
    """Its file, or its sheets in the paper dossier, are there."""
    unfit: str = ""
    """The name of its file where that cannot be bound: a HEIC photo, a text document."""
    recording: bool = False
    """It is seen or heard; there is no copy of it to compare with the original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryFacts:
    """One inquiry or look at the place."""

    ordinal: int
    participants: str = ""
    invitees_agreed: bool = False


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """The latest edition of an issued paper, with the facts that it shows."""

    kind: str
    subject_id: int
    snapshot: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """The case as a whole."""

    case_id: int = 0
    today: date
    state: CaseState
    number: str
    number_fault: str = ""
    """Why the number is no number of its committee's series; empty where it is."""
    number_year: int
    numbered_on: date | None = None
    """The day of the act that gave the number; None where there is none yet, or it was the acceptance."""
    number_taken: bool = False
    name: str = ""
    dispute_type: str = ""
    source: CaseSource = CaseSource.APPLICATION
    simple: bool = False
    late_entry: bool = False
    """Entered from hand-written originals."""
    applied_on: date | None = None
    accepted_on: date
    due_on: date | None = None
    reached_on: date | None = None
    effective_on: date | None = None
    closed_on: date | None = None
    terminated_on: date | None = None
    transferred: bool = False
    """Handed over to another body before an agreement."""
    remedies_wanted: bool = False
    remedies_told: bool = False
    mediators: tuple[str, ...] = ()
    presiding: str = ""
    recused: tuple[RecusedFacts, ...] = ()
    parties: tuple[PartyFacts, ...] = ()
    sessions: tuple[SessionFacts, ...] = ()
    form: AgreementForm | None = None
    """Of the agreement; None where there is none."""
    draft: bool = False
    entry: AgreementEntry | None = None
    around: AgreementFacts | None = None
    agreement_number: str = ""
    signatures: tuple[SignatureFacts, ...] = ()
    duties: tuple[DutyFacts, ...] = ()
    visits: tuple[VisitFacts, ...] = ()
    evidence: tuple[EvidenceFacts, ...] = ()
    loose_files: int = 0
    """Files that belong to no line of the list of evidence and to no paper."""
    inquiries: tuple[InquiryFacts, ...] = ()
    papers: tuple[PaperFacts, ...] = ()
    originals: frozenset[str] = field(default_factory=frozenset)
    """Kinds of papers of which a signed original is in the dossier, on paper or scanned."""
    court_wanted: bool = False
    court_applied: bool = False
    court_due_on: date | None = None
    court_open: bool = False
    """The court is still at it, and the case is not closed yet."""
    police_wanted: bool = False
    police_told: bool = False
    filed_by: str = ""
    filed_on: date | None = None
    checked_by: str = ""
    report_on: date | None = None
    """填表时间 of the closing report."""
    index: tuple[tuple[int, int | None, int | None], ...] = ()
    """The frozen index: 序号, first and last page of each entry."""

    @property
    def failed(self) -> bool:
        """Whether it ended without an agreement."""
        return self.terminated_on is not None or self.transferred

    @property
    def written(self) -> bool:
        """Whether it has a written agreement that was printed or signed."""
        return self.form is AgreementForm.WRITTEN and not self.draft

    @property
    def oral(self) -> bool:
        """Whether it is settled by word of mouth."""
        return self.form is AgreementForm.ORAL

    @property
    def present_parties(self) -> tuple[PartyFacts, ...]:
        """The parties who have not left."""
        return tuple(party for party in self.parties if party.left_on is None)

    def latest(self, kind: str) -> tuple[PaperFacts, ...]:
        """The issued papers of a kind."""
        return tuple(paper for paper in self.papers if paper.kind == kind)
