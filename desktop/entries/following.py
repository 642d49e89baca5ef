"""What the forms hand over of what lies around an agreement: claims, inquiries, evidence, visits, court, urging."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.values.choices import ConsentHow, InquiryKind
from models.values.following import CourtState, DutyStep, Satisfaction, VisitFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry:
    """申请事项: what a party asks for; amount in fen."""

    party: int
    text: str
    amount_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryEntry:
    """调查记录 or 现场勘查. Moments are aware."""

    kind: InquiryKind
    started_at: datetime
    ended_at: datetime | None = None
    place: str
    subject: str = ""
    """被调查人; empty for a look at the place."""
    investigators: str
    participants: str = ""
    invitees_agreed: bool = False
    text: str = ""
    recorder: str = ""
    handwritten: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEntry:
    """One line of the list of evidence."""

    name: str
    provider: str = ""
    proves: str = ""
    collected_on: date | None = None
    pages: int = 1
    original: bool = False
    compared_by: str = ""
    attachment_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEntry:
    """回访, or why nobody goes (`waived`)."""

    visited_on: date
    waived: bool = False
    how: ConsentHow | None = None
    whom: str = ""
    performed: VisitFinding | None = None
    satisfaction: Satisfaction | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtEntry:
    """One move of the judicial confirmation, on its day."""

    to: CourtState
    happened_on: date
    court: str = ""
    court_number: str = ""
    together: bool = False
    """All parties apply together (人民调解法 33)."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyStepEntry:
    """One step about something that is owed."""

    kind: DutyStep
    happened_on: date
    how: ConsentHow | None = None
    note: str = ""
    until_on: date | None = None
    """The day promised, or the later day that all agreed to."""
