"""Counters, search keys and the text that the bigram index was made of."""

from __future__ import annotations

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Counter(Base):
    """The last number given in a series, e.g. `matter:2026`. Never reset."""

    __tablename__ = "counter"

    series: Mapped[str] = mapped_column(String(60), primary_key=True)
    last: Mapped[int]


class SearchKey(Base):
    """One exact or prefix key under which a matter is found."""

    __tablename__ = "search_key"
    __table_args__ = (Index(None, "kind", "key", "matter_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(20).with_variant(String(20, collation="C"), "postgresql"))
    key: Mapped[str] = mapped_column(String(120).with_variant(String(120, collation="C"), "postgresql"))


class SearchDocument(Base):
    """The words of a matter as they were indexed, so that the index can be checked, undone and rebuilt."""

    __tablename__ = "search_document"

    matter_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Text)
