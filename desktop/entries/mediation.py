"""What the mediation forms hand over: a case, its parties, sessions, agreement, signatures, performance.

`party` names a party by the id of its row; on a late entry, where there is no row yet, by its place in the
list of parties, from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from desktop.entries.matters import MatterEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from models.values.case_steps import TermBasis
from models.values.choices import (
    AgreementForm,
    ApplicationHow,
    CaseSource,
    ConsentHow,
    Liability,
    PartySide,
    SessionKind,
    SessionResult,
    SignatureMark,
    SignatureState,
    SignerRole,
    TellingHow,
)
from models.values.party_notes import AgentKind, Authority, Capacity, IdentityCheck
from models.values.termination import Remedy, TerminationGround
from models.values.terms import ObligationKind, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOrigin:
    """Where a case comes from: the application, or who handed it over and until when he wants to hear."""

    applied_on: date | None = None
    applied_how: ApplicationHow | None = None
    brief: str = ""
    """纠纷简要情况, in the words of the application."""
    sender_unit: str = ""
    sender_person: str = ""
    sender_number: str = ""
    sent_on: date | None = None
    papers_received_on: date | None = None
    """Signed receipt of the court's papers: its term runs from here (特邀调解规定 27)."""
    feedback_due_on: date | None = None
    term_basis: TermBasis = TermBasis.ORDINARY
    """How the court tries a case that it entrusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEntry:
    """The acceptance of a case (受理)."""

    source: CaseSource
    accepted_on: date
    mediator_ids: tuple[int, ...]
    presiding_id: int
    """主持调解员, one of the mediators."""
    name: str
    """卷名: 甲与乙××纠纷."""
    dispute_type: str = ""
    number_by_hand: str = ""
    """A 卷号 that stands on paper already; empty for the next one of the series."""
    origin: CaseOrigin = CaseOrigin()
    committee_id: int | None = None
    """Which committee of the account's unit accepts it; None for its first one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntry:
    """One step of a case beside its sessions and agreements; which fields it takes depends on the step."""

    happened_on: date
    ground: str = ""
    """A value of the step's own enumeration of grounds (models/values/case_steps.py)."""
    reason: str = ""
    whom: str = ""
    """The body that was told, or that takes the case over."""
    how: ConsentHow | None = None
    paper: str = ""
    """What proves it."""
    party: int | None = None
    """Who asked, came or left."""
    until_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyEntry:
    """A party as the papers of the case are to show it, with the one agent who acts for it."""

    side: PartySide
    who: PersonEntry | OrganisationEntry
    agent_name: str = ""
    agent_relation: str = ""
    agent_may_settle: bool = False
    """特别授权: the agent may concede and sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyNotes:
    """What is noted of a party beside its form: authority of its agent, capacity, identity paper."""

    agent_kind: AgentKind | None = None
    agent_authority: Authority | None = None
    agent_until: date | None = None
    representative: bool = False
    """推选代表人 of a side of many."""
    principal: str = ""
    """The company behind a 项目部 or 分公司, or its authority."""
    capacity: Capacity | None = None
    """None: as the age says."""
    capacity_paper: str = ""
    illiterate: bool = False
    """不识字: papers are read out before a witness."""
    identity_check: IdentityCheck | None = None
    identity_checked_on: date | None = None
    identity_checked_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentEntry:
    """What a party said about being mediated; only a clear refusal bars (人民调解法 17)."""

    party: int
    agreed: bool
    how: ConsentHow
    given_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingEntry:
    """The telling of rights and duties to one party, at its first attendance (若干规定 30: oral or written)."""

    party: int
    how: TellingHow
    told_on: date
    present: str = ""
    """Who was there when the party would not sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceEntry:
    """A party that was at a session, in person or by its agent; when, where not all the time; its signature."""

    party: int
    by_agent: bool = False
    arrived_at: datetime | None = None
    """None: from the beginning."""
    left_at: datetime | None = None
    """None: up to the end."""
    signature: SignatureState = SignatureState.PENDING
    """Of the minutes."""
    mark: SignatureMark | None = None
    present: str = ""
    """Why it was refused and who was there, or who read the minutes out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEntry:
    """One sitting. Moments are aware; it may go on past midnight."""

    kind: SessionKind
    started_at: datetime
    ended_at: datetime | None
    place: str
    minutes: str
    result: SessionResult
    attended: tuple[AttendanceEntry, ...]
    participants: str = ""
    public: bool = False
    recorder: str = ""
    handwritten: bool = False
    """The paper original is the record; the typed minutes may then stay empty."""
    interpreter: str = ""
    invitees_agreed: bool = False
    """Both sides agreed to the invited helpers (人民调解法 20)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderEntry:
    """A debtor or creditor of an obligation: a party, or a third person by name only."""

    party: int | None = None
    name: str = ""
    share_fen: int | None = None
    """The part of several, as a sum."""
    share: str = ""
    """The part of several in words, such as 40% or 一半."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentEntry:
    """分期: one part of a sum in fen, due on a day or some days after the effect."""

    amount_fen: int
    day: date | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationEntry:
    """履行事项: who owes whom what by when. Amounts in fen."""

    kind: ObligationKind | None
    what: str = ""
    amount_fen: int | None = None
    formula: str = ""
    quantity: str = ""
    liability: Liability = Liability.SHARED
    debtors: tuple[HolderEntry, ...] = ()
    creditors: tuple[HolderEntry, ...] = ()
    term: Term | None = None
    instalments: tuple[InstalmentEntry, ...] = ()
    """In place of a term; they add up to the amount."""
    place: str = ""
    """履行地点."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEntry:
    """An agreement as drafted. `copies` is the number that it states: parties + 1 + further holders by default."""

    form: AgreementForm
    facts: str = ""
    terms: tuple[str, ...] = ()
    performance: str = ""
    obligations: tuple[ObligationEntry, ...] = ()
    copies: int | None = None
    further_holders: tuple[str, ...] = ()
    recorder: str = ""
    reached_on: date | None = None
    """达成协议; where empty, the day of the session that ended with an agreement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureEntry:
    """One signer's line, by its row: signed on a day, refused with who was present, or still to come."""

    signature_id: int
    version: int
    state: SignatureState
    mark: SignatureMark | None = None
    signed_on: date | None = None
    by_agent: bool = False
    present: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateSignatureEntry:
    """One signer's line of a paper that was signed before it was typed.

    `signer` is the place of the party in the list for a party, the staff id for a mediator, None for the
    recorder and for the committee's seal.
    """

    role: SignerRole
    signer: int | None = None
    state: SignatureState
    mark: SignatureMark | None = None
    signed_on: date | None = None
    by_agent: bool = False
    present: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceEntry:
    """What was done of an obligation, on which day, with which proof; amounts in fen."""

    performed_on: date
    complete: bool
    amount_fen: int | None = None
    proof: str = ""
    attachment_id: int | None = None
    """The file that proves it: a photographed receipt, a transfer slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePerformanceEntry:
    """A performance of the obligation at this place in the agreement, from 1."""

    obligation: int
    performance: PerformanceEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationEntry:
    """The end without an agreement: why, when, and which other ways the parties were told of."""

    ground: TerminationGround
    terminated_on: date
    remedies: tuple[Remedy, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCase:
    """A case that happened on paper, entered in one sitting with its real dates (补录, practice.md 2).

    Either `matter_id` names a matter of the centre that is not mediated yet, or `matter` registers one.
    """

    case: CaseEntry
    parties: tuple[PartyEntry, ...]
    matter_id: int | None = None
    matter: MatterEntry | None = None
    consents: tuple[ConsentEntry, ...] = ()
    tellings: tuple[TellingEntry, ...] = ()
    sessions: tuple[SessionEntry, ...] = ()
    agreement: AgreementEntry | None = None
    signatures: tuple[LateSignatureEntry, ...] = ()
    performances: tuple[LatePerformanceEntry, ...] = ()
    termination: TerminationEntry | None = None
    closed_on: date | None = None
    simple: bool = False
    """简易调解一页办结 (practice.md 21): settled on one sheet just now, nothing happened on paper before."""
