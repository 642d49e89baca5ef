"""Residents and organisations that come in, and the table that keeps their numbers apart."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import HIDDEN, SEALED, UNTRACKED, Base, Versioned


class Person(Versioned, Base):
    """人员: a natural person as the centre knows him. Lists load this row; full numbers are elsewhere."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), index=True, info=SEALED)
    sex: Mapped[str | None] = mapped_column(String(10), info=SEALED)
    born: Mapped[date | None] = mapped_column(info=HIDDEN)
    ethnicity: Mapped[str] = mapped_column(String(20), default="", info=SEALED)
    occupation: Mapped[str] = mapped_column(String(40), default="", info=SEALED)
    address: Mapped[str] = mapped_column(String(120), default="", info=HIDDEN)
    address_key: Mapped[str] = mapped_column(String(120), default="", index=True, info=UNTRACKED)
    """The address without blanks and marks: the same house is found again however it was typed."""
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"), index=True)
    phone_mask: Mapped[str] = mapped_column(String(20), default="", info=SEALED)
    identity_mask: Mapped[str] = mapped_column(String(30), default="", info=SEALED)


class Organisation(Versioned, Base):
    """组织: a legal person or another organisation."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), index=True, info=SEALED)
    credit_code: Mapped[str] = mapped_column(String(18), default="", index=True, info=SEALED)
    legal_representative: Mapped[str] = mapped_column(String(60), default="", info=SEALED)
    representative_post: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(120), default="", info=SEALED)
    phone_mask: Mapped[str] = mapped_column(String(20), default="", info=SEALED)


class Identity(Versioned, Base):
    """A full phone or ID number of a person or an organisation; read only by `reveal_identity`."""

    __tablename__ = "identity"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="one_owner"),
        UniqueConstraint("person_id", "kind"),
        UniqueConstraint("organisation_id", "kind"),
        Index(None, "kind", "key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(40), info=HIDDEN)
    key: Mapped[str] = mapped_column(String(64), info=HIDDEN)
    """Keyed hash of the number: finds the person without reading a number."""
