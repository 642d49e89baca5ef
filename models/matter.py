"""Matters, the visits that belong to them, and what units do about them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import HIDDEN, SEALED, UNTRACKED, Base, Seen, Versioned


class Matter(Seen, Versioned, Base):
    """诉求(事项): what is to be solved, under one code for its whole life (一案一码)."""

    __tablename__ = "matter"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("year", "serial"),
        Index(None, "state", "id"),
        CheckConstraint("headcount >= 1", name="headcount"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(30))
    """`370704101-2026-000412`: nine digits of the area, year of 发生时间, serial."""
    year: Mapped[int]
    serial: Mapped[int]
    nature: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120), info=SEALED)
    story: Mapped[str] = mapped_column(Text, info=HIDDEN)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"), index=True)
    outside_town: Mapped[bool] = mapped_column(default=False)
    claimant_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    claimant_name: Mapped[str] = mapped_column(String(60), default="", info=SEALED)
    counterpart_names: Mapped[str] = mapped_column(String(200), default="", info=SEALED)
    willingness: Mapped[str] = mapped_column(String(20), default="not_asked")
    headcount: Mapped[int] = mapped_column(default=1)
    """人次: how many came with the first visit; 批次 is the count of visits."""
    collective: Mapped[bool] = mapped_column(default=False)
    """多人共同反映, by at most five representatives (信访工作条例 20)."""
    urgent: Mapped[bool] = mapped_column(default=False)
    confidential: Mapped[bool] = mapped_column(default=False)
    concerned_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit that a report is about: it never sees the matter."""
    happened_at: Mapped[datetime]
    """发生时间 of the registration."""
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(Text, default="", info=HIDDEN)
    """What was answered, where the resident was referred, or how it was solved."""
    due_at: Mapped[datetime | None]
    due_days: Mapped[Any] = mapped_column(JSON, default=dict, info=UNTRACKED)
    """The reasoning of `due_at`: rule, source and the count day by day."""
    due_provisional: Mapped[bool] = mapped_column(default=False)
    complex_reason: Mapped[str] = mapped_column(String(200), default="", info=HIDDEN)
    """Why the dispatcher marked it 复杂: the longer limit holds (practice.md 10)."""
    late_entry: Mapped[bool] = mapped_column(default=False)
    first_receiver_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    registered_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    risk: Mapped[str] = mapped_column(String(10), default="none")
    risk_reason: Mapped[str] = mapped_column(String(200), default="", info=HIDDEN)
    risk_review_on: Mapped[date | None]
    risk_told: Mapped[str] = mapped_column(String(200), default="", info=HIDDEN)
    """Who was told of the risk."""
    reopened_at: Mapped[datetime | None]
    """重办: once after closing."""
    archived_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"), index=True)
    """并入: the older matter that goes on; this one is 已终止 and only its code leads there."""

    assignments: Mapped[list[Assignment]] = relationship(order_by="Assignment.id", back_populates="matter")
    visits: Mapped[list[Visit]] = relationship(order_by="Visit.happened_at", back_populates="matter")
    external_numbers: Mapped[list[ExternalNumber]] = relationship(order_by="ExternalNumber.id")


Index(
    "ix_matter_open",
    Matter.id,
    Matter.state,
    Matter.due_at,
    Matter.seen,
    Matter.first_receiver_id,
    sqlite_where=Matter.ended_at.is_(None),
    postgresql_where=Matter.ended_at.is_(None),
)
"""Open matters are few however many there were: lists and counts of them read this index only."""


class Visit(Seen, Versioned, Base):
    """接待登记: one coming of somebody to a window, or a call, a letter, an order."""

    __tablename__ = "visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    happened_at: Mapped[datetime]
    desk: Mapped[str] = mapped_column(String(40))
    headcount: Mapped[int] = mapped_column(default=1)
    name_withheld: Mapped[bool] = mapped_column(default=False)
    no_phone: Mapped[bool] = mapped_column(default=False)
    collective: Mapped[bool] = mapped_column(default=False)
    story: Mapped[str] = mapped_column(Text, info=HIDDEN)

    matter: Mapped[Matter] = relationship(back_populates="visits")
    people: Mapped[list[VisitPerson]] = relationship(order_by="VisitPerson.position")


class VisitPerson(Seen, Base):
    """One of the people of a visit in one of its three roles."""

    __tablename__ = "visit_person"
    __table_args__ = (
        UniqueConstraint("visit_id", "role", "position"),
        Index(None, "name", "role", "matter_id"),
        Index(None, "person_id", "matter_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    """That of the visit: the history finds by it the newest matters of a name without reading the visits."""
    role: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(80), info=SEALED)
    relation: Mapped[str] = mapped_column(String(20), default="", info=SEALED)
    """Of the visitor to the claimant, when they differ."""


class ExternalNumber(Seen, Versioned, Base):
    """外部编号: the number that another system gave the matter."""

    __tablename__ = "external_number"
    __table_args__ = (UniqueConstraint("matter_id", "system", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    system: Mapped[str] = mapped_column(String(30))
    number: Mapped[str] = mapped_column(String(60), info=SEALED)
    received_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    feedback_to: Mapped[str] = mapped_column(String(60), default="", info=SEALED)


class ContactAttempt(Seen, Base):
    """One attempt to reach somebody whose registration is unfinished; three open the way to 无法联系."""

    __tablename__ = "contact_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    happened_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(200), info=HIDDEN)


class Assignment(Seen, Versioned, Base):
    """分流(派单): one unit's share of a matter, as 主办 or 协办."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index(None, "unit_id", "matter_id"),
        Index(None, "unit_id", "state", "matter_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    task: Mapped[str] = mapped_column(String(200), default="", info=HIDDEN)
    dispatched_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str] = mapped_column(String(40), default="")
    ended_at: Mapped[datetime | None]
    return_reason: Mapped[str] = mapped_column(String(200), default="", info=HIDDEN)
    due_at: Mapped[datetime | None]
    due_days: Mapped[Any] = mapped_column(JSON, default=dict, info=UNTRACKED)

    matter: Mapped[Matter] = relationship(back_populates="assignments")


class ActionNote(Seen, Versioned, Base):
    """办理记录: what a unit did, or its feedback."""

    __tablename__ = "action_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    happened_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text, info=HIDDEN)
    feedback: Mapped[bool] = mapped_column(default=False)
    solved: Mapped[bool | None]
    acting_person: Mapped[str] = mapped_column(String(40))
    recorded_how: Mapped[str | None] = mapped_column(String(20))
    """Set when somebody else recorded it on the unit's behalf (代录)."""


class Extension(Seen, Versioned, Base):
    """延期: a longer limit, asked by the unit with a reason, granted or refused by somebody else."""

    __tablename__ = "extension"
    __table_args__ = (CheckConstraint("days > 0", name="days"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), index=True)
    days: Mapped[int]
    """In the unit of the limit's own rule: working days, or days of the calendar."""
    reason: Mapped[str] = mapped_column(String(200), info=HIDDEN)
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_how: Mapped[str | None] = mapped_column(String(20))
    due_before: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(40), default="")
    decision_note: Mapped[str] = mapped_column(String(200), default="", info=HIDDEN)
    due_after: Mapped[datetime | None]
