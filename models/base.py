"""The base of all tables: names of constraints, moments in UTC, the version that guards against lost updates."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

HIDDEN = {"audit": "changed"}
"""Column info: an event says that this column changed, never to what."""

SEALED = {"audit": "sealed"}
"""Column info: an event of a confidential matter says that this column changed, never to what."""

UNTRACKED = {"audit": "none"}
"""Column info: bookkeeping that no event repeats."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware and in UTC in the program, also on SQLite, which forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment; hand over UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment needs its zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back with its zone."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime()}


class Versioned:
    """Adds the number that every saved change raises: two people cannot overwrite each other unseen."""

    version: Mapped[int] = mapped_column(Integer, default=1, info=UNTRACKED)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let the mapper compare and raise the version."""
        return {"version_id_col": cls.version}


class Seen:
    """Adds the bits of who may see the row: one per standing role and one per unit (desktop/visibility.py)."""

    seen: Mapped[int] = mapped_column(BigInteger, default=0, info=UNTRACKED)
