"""A matter's page: header, people, assignments, what the units did, the course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from desktop.complexity import may_be_complex
from desktop.errors import NotFoundError
from desktop.extensions import unit_words
from desktop.matters import visit_counts
from desktop.permissions import requires
from desktop.queries.extensions import ExtensionLine, extension_lines
from desktop.queries.missing import what_is_missing
from desktop.queries.worklist import days_left
from desktop.work import Work
from models.centre import Category, Unit, Village
from models.event import Event
from models.matter import ActionNote, Assignment, ContactAttempt, ExternalNumber, Matter, Visit, VisitPerson
from models.mediation import MediationCase
from models.person import Organisation, Person
from models.staff import Staff
from models.values.choices import (
    AssignmentRole,
    Channel,
    MatterNature,
    VisitRole,
    Willingness,
    label,
)
from models.values.identity_number import Sex, age_on
from models.values.matter_states import (
    ASSIGNMENT_LABELS,
    MATTER_LABELS,
    AssignmentState,
    MatterState,
    legal_matter_moves,
)
from models.values.permissions import Permission

AT_DESK = "identity:at_desk"
"""Telephones that stood in full at a desk: for the auditor, no step of the matter's course."""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody on a matter's page; numbers masked."""

    role: str
    person_id: int | None
    organisation_id: int | None
    name: str
    details: str
    phone_mask: str
    identity_mask: str
    visitor: bool = False
    """Brought the matter in, in whatever way."""


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """One unit's share on a matter's page."""

    assignment_id: int
    version: int
    unit_id: int
    unit_name: str
    role: str
    lead: bool
    mediates: bool
    state: str
    state_words: str
    task: str
    dispatched_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str
    ended_at: datetime | None
    return_reason: str


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One entry of the time line: when, what, who, on whose behalf."""

    seq: int
    happened_at: datetime
    recorded_at: datetime
    tag: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """What a unit did, in its words."""

    happened_at: datetime
    unit_name: str
    acting_person: str
    recorded_for: bool
    feedback: bool
    text: str


@dataclass(frozen=True, slots=True)
class MatterView:
    """Everything that a matter's page shows."""

    matter_id: int
    version: int
    code: str
    short_code: str
    title: str
    story: str
    nature: str
    channel: str
    category: str
    village: str
    willingness: str
    state: str
    state_words: str
    outcome: str
    urgent: bool
    confidential: bool
    late_entry: bool
    headcount: int
    collective: bool
    missing: tuple[str, ...]
    """What the registration lacks, in the words of the form."""
    visits: int
    """批次: how many visits."""
    people_in_all: int
    """人次: how many people at all visits together."""
    happened_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    due_at: datetime | None
    due_provisional: bool
    late: bool
    days_left: int | None
    due_because: str
    due_days: tuple[tuple[str, int | None, str], ...]
    first_receiver: str
    external_numbers: tuple[str, ...]
    people: tuple[PersonLine, ...]
    assignments: tuple[AssignmentLine, ...]
    notes: tuple[NoteLine, ...]
    course: tuple[CourseLine, ...]
    attempts: int
    case_id: int | None
    case_number: str
    legal_moves: frozenset[str]
    complex_reason: str = ""
    """Why the dispatcher marked it 复杂; empty where it is not."""
    may_be_complex: bool = False
    limit_unit: str = ""
    """In what an extension of the limit is counted: 个工作日 or 天; '' where none can be asked for."""
    extensions: tuple[ExtensionLine, ...] = ()
    merged_into_id: int | None = None
    merged_into: str = ""
    """The short code of the matter that goes on."""
    reopened: bool = False
    """It was done again once already."""
    risk: str = "none"
    risk_reason: str = ""
    risk_review_on: date | None = None
    risk_told: str = ""
    """Its limit is counted by 1-3-5 and may become the longer one."""


@requires(Permission.MATTER_READ)
def matter_view(work: Work, *, matter_id: int) -> MatterView:
    """Return a matter's page, or NotFoundError where there is none that this account may see."""
    session = work.session
    matter = session.get(Matter, matter_id)
    if matter is None:
        raise NotFoundError("没有找到这件事项。")
    village = session.get(Village, matter.village_id) if matter.village_id else None
    receiver = session.get(Staff, matter.first_receiver_id) if matter.first_receiver_id else None
    case = session.scalar(select(MediationCase).where(MediationCase.matter_id == matter.id))
    reasoning = matter.due_days or {}
    visits, people_in_all = visit_counts(work, matter.id)
    return MatterView(
        matter_id=matter.id,
        version=matter.version,
        code=matter.code,
        short_code=matter.code.partition("-")[2],
        title=matter.title,
        story=matter.story,
        nature=label(MatterNature(matter.nature)),
        channel=label(Channel(matter.channel)),
        category=_category_words(work, matter.category_id),
        village=village.name if village else ("镇外" if matter.outside_town else ""),
        willingness=label(Willingness(matter.willingness)) if matter.nature == MatterNature.DISPUTE else "",
        state=matter.state,
        state_words="已并入" if matter.merged_into_id else MATTER_LABELS[MatterState(matter.state)],
        outcome=matter.outcome,
        urgent=matter.urgent,
        confidential=matter.confidential,
        late_entry=matter.late_entry,
        headcount=matter.headcount,
        collective=matter.collective,
        missing=what_is_missing(work, matter),
        visits=visits,
        people_in_all=people_in_all,
        happened_at=matter.happened_at,
        accepted_at=matter.accepted_at,
        ended_at=matter.ended_at,
        due_at=matter.due_at,
        due_provisional=matter.due_provisional,
        late=matter.due_at is not None and work.now > matter.due_at,
        days_left=days_left(work, matter.due_at),
        due_because=reasoning.get("because", ""),
        due_days=tuple((day, counted, why) for day, counted, why in reasoning.get("days", ())),
        first_receiver=receiver.name if receiver else "",
        external_numbers=tuple(
            f"{row.system} {row.number}"
            for row in session.scalars(select(ExternalNumber).where(ExternalNumber.matter_id == matter.id))
        ),
        people=_people(work, matter.id),
        assignments=_assignments(work, matter.id),
        notes=_notes(work, matter.id),
        course=_course(work, matter.id),
        attempts=_attempts(work, matter.id),
        case_id=case.id if case else None,
        case_number=case.number_shown if case else "",
        legal_moves=frozenset(legal_matter_moves(MatterState(matter.state))),
        complex_reason=matter.complex_reason,
        may_be_complex=may_be_complex(work, matter),
        **_marks(work, matter),
    )


def _marks(work: Work, matter: Matter) -> dict[str, Any]:
    """Return what was decided about a matter: longer limits, where it went on, its risk."""
    return {
        "limit_unit": unit_words(matter),
        "extensions": extension_lines(work, matter),
        "merged_into_id": matter.merged_into_id,
        "merged_into": _short_code(work, matter.merged_into_id),
        "reopened": matter.reopened_at is not None,
        "risk": matter.risk,
        "risk_reason": matter.risk_reason,
        "risk_review_on": matter.risk_review_on,
        "risk_told": matter.risk_told,
    }


def _short_code(work: Work, matter_id: int | None) -> str:
    """Return the short code of the matter that another was merged into, as far as this account may see it."""
    code = work.session.scalar(select(Matter.code).where(Matter.id == matter_id)) if matter_id else None
    return code.partition("-")[2] if code else ""


def _attempts(work: Work, matter_id: int) -> int:
    """Return how many attempts to reach somebody are noted."""
    found = select(func.count()).select_from(ContactAttempt).where(ContactAttempt.matter_id == matter_id)
    return int(work.session.scalar(found) or 0)


def _category_words(work: Work, category_id: int | None) -> str:
    """Return a class with its parent, or 待定."""
    category = work.session.get(Category, category_id) if category_id else None
    if category is None:
        return "待定"
    parent = work.session.scalar(
        select(Category.name).where(Category.scheme == category.scheme, Category.code == category.parent_code)
    )
    return f"{parent}：{category.name}" if parent else category.name


def _people(work: Work, matter_id: int) -> tuple[PersonLine, ...]:
    """Return everybody of a matter's visits, once in each role."""
    rows = work.session.execute(
        select(VisitPerson, Person, Organisation)
        .join(Visit, Visit.id == VisitPerson.visit_id)
        .outerjoin(Person, Person.id == VisitPerson.person_id)
        .outerjoin(Organisation, Organisation.id == VisitPerson.organisation_id)
        .where(Visit.matter_id == matter_id)
        .order_by(Visit.id, VisitPerson.id)
    ).all()
    lines: dict[tuple[str, int | None, int | None], PersonLine] = {}
    for link, person, organisation in rows:
        details = []
        if person is not None:
            details += [label(Sex(person.sex))] if person.sex else []
            details += [f"{age_on(person.born, work.today)}岁"] if person.born else []
        if link.relation:
            details.append(f"与诉求人：{link.relation}")
        owner = person or organisation
        lines[link.role, link.person_id, link.organisation_id] = PersonLine(
            role=label(VisitRole(link.role)),
            visitor=link.role == VisitRole.VISITOR,
            person_id=link.person_id,
            organisation_id=link.organisation_id,
            name=link.name,
            details=" ".join(details),
            phone_mask=owner.phone_mask if owner is not None else "",
            identity_mask=person.identity_mask if person is not None else "",
        )
    return tuple(lines.values())


def _assignments(work: Work, matter_id: int) -> tuple[AssignmentLine, ...]:
    """Return every share, the newest dispatch last."""
    rows = work.session.execute(
        select(Assignment, Unit)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(Assignment.matter_id == matter_id)
        .order_by(Assignment.id)
    ).all()
    return tuple(
        AssignmentLine(
            assignment_id=a.id,
            version=a.version,
            unit_id=unit.id,
            unit_name=unit.name,
            role=label(AssignmentRole(a.role)),
            lead=a.role == AssignmentRole.LEAD,
            mediates=unit.mediates,
            state=a.state,
            state_words=ASSIGNMENT_LABELS[AssignmentState(a.state)],
            task=a.task,
            dispatched_at=a.dispatched_at,
            acknowledged_at=a.acknowledged_at,
            acknowledged_by=a.acknowledged_by,
            ended_at=a.ended_at,
            return_reason=a.return_reason,
        )
        for a, unit in rows
    )


def _notes(work: Work, matter_id: int) -> tuple[NoteLine, ...]:
    """Return what the units did, the newest first."""
    rows = work.session.execute(
        select(ActionNote, Unit.name)
        .outerjoin(Assignment, Assignment.id == ActionNote.assignment_id)
        .outerjoin(Unit, Unit.id == Assignment.unit_id)
        .where(ActionNote.matter_id == matter_id)
        .order_by(ActionNote.happened_at.desc(), ActionNote.id.desc())
    ).all()
    return tuple(
        NoteLine(
            happened_at=note.happened_at,
            unit_name=unit or "",
            acting_person=note.acting_person,
            recorded_for=note.recorded_how is not None,
            feedback=note.feedback,
            text=note.text,
        )
        for note, unit in rows
    )


def _course(work: Work, matter_id: int) -> tuple[CourseLine, ...]:
    """Return the time line, the newest first. The matter itself was seen before: its events may be, too."""
    rows = work.session.scalars(
        select(Event).where(Event.matter_id == matter_id, Event.tag != AT_DESK).order_by(Event.seq.desc())
    )
    return tuple(
        CourseLine(
            seq=row.seq,
            happened_at=row.occurred_at,
            recorded_at=row.recorded_at,
            tag=row.tag,
            words=row.words,
            by=row.acting_person
            if row.acting_person == row.account_name
            else f"{row.acting_person}（{row.account_name}录入）",
        )
        for row in rows
    )
