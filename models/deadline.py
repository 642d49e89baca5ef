"""Deadline schemes and the working calendar, as data."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Versioned


class DeadlineScheme(Versioned, Base):
    """时限方案: a named set of steps with their rules, e.g. 1-3-5 个工作日; all of it a setting."""

    __tablename__ = "deadline_scheme"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60))
    natures: Mapped[Any] = mapped_column(JSON)
    """The natures of matters that it holds for, as a list."""
    steps: Mapped[Any] = mapped_column(JSON)
    """`{step: {name, runs_from, ends_with, count, unit, …, source, confirmed}}` as resources/deadlines has them."""
    active: Mapped[bool] = mapped_column(default=True)


class CalendarYear(Versioned, Base):
    """工作日历 of a year. Days of a year that is not confirmed count as 暂定."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True)
    confirmed: Mapped[bool]
    source: Mapped[str] = mapped_column(String(120))


class CalendarDay(Versioned, Base):
    """A day that differs from its weekday: a holiday, or a make-up working day (调休)."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("calendar_year.year"), index=True)
    working: Mapped[bool]
    name: Mapped[str] = mapped_column(String(30))
