"""The centre, the units in its hall, villages, settings and code tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import HIDDEN, Base, Versioned


class Centre(Versioned, Base):
    """综治中心: one row per database."""

    __tablename__ = "centre"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    area_code: Mapped[str] = mapped_column(String(12))
    """12 digits (GB/T 2260 and the three-digit town); the matter code takes the first nine."""
    area_name: Mapped[str] = mapped_column(String(60))
    search_secret: Mapped[str] = mapped_column(String(64), info=HIDDEN)
    """Key of the hashes that find a person by phone or ID number; hex. It lies here so that a restore still finds."""
    program_version: Mapped[str] = mapped_column(String(20))
    demo: Mapped[bool] = mapped_column(default=False)


class Unit(Versioned, Base):
    """入驻单位: one of the co-located units, or a village committee."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("name"), UniqueConstraint("bit"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    mode: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    window: Mapped[str] = mapped_column(String(20), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    bit: Mapped[int | None]
    """Its place in the `seen` bits of matters, never reused; none for one whose people never sign in."""
    mediates: Mapped[bool] = mapped_column(default=False)
    """True for the people's mediation committee: a matter dispatched here may become a case."""
    active: Mapped[bool] = mapped_column(default=True)


class RotaEntry(Base):
    """轮驻排班: on which weekday (1 Monday … 7 Sunday) a unit sits in the hall."""

    __tablename__ = "rota_entry"
    __table_args__ = (
        UniqueConstraint("unit_id", "weekday"),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    weekday: Mapped[int]


class Committee(Versioned, Base):
    """人民调解委员会: its full name as on its seal, and the short name in its case numbers."""

    __tablename__ = "committee"
    __table_args__ = (UniqueConstraint("name"), UniqueConstraint("short_name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    short_name: Mapped[str] = mapped_column(String(10))
    active: Mapped[bool] = mapped_column(default=True)
    elected_on: Mapped[date | None]
    """The last election; its term is three years (人民调解法 9)."""
    number_at: Mapped[str] = mapped_column(String(12), default="acceptance")
    """When a case gets its 卷号 (models/values/case_number.py)."""
    oral_series: Mapped[str] = mapped_column(String(10), default="")
    """The short name in the numbers of oral cases where they have a series of their own."""


class NumberBlock(Base):
    """号段: numbers of a series that are kept for paper work elsewhere (预留), or that nobody uses any more (作废).

    A number of a reserved block may still be given by hand; a void one never again. A gap is explained by it.
    """

    __tablename__ = "number_block"
    __table_args__ = (
        CheckConstraint("first_serial >= 1 AND last_serial >= first_serial", name="serials"),
        UniqueConstraint("committee_id", "series", "year", "kind", "first_serial"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    series: Mapped[str] = mapped_column(String(10))
    """The short name in the numbers."""
    year: Mapped[int]
    first_serial: Mapped[int]
    last_serial: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    """`reserved` or `void`."""
    holder: Mapped[str] = mapped_column(String(60), default="")
    """Who has the numbers: the village, the mediator who goes there."""
    reason: Mapped[str] = mapped_column(String(200), default="")
    noted_on: Mapped[date]
    noted_by: Mapped[str] = mapped_column(String(40))


class Village(Versioned, Base):
    """村居 of the town."""

    __tablename__ = "village"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class Category(Base):
    """类别: one node of a versioned class tree (scheme 2025 has the 17 dispute classes)."""

    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("scheme", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(10))
    parent_code: Mapped[str | None] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class Setting(Versioned, Base):
    """One setting of the centre, as JSON."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
