"""Who works here and who signs in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import HIDDEN, UNTRACKED, Base, Versioned


class Staff(Versioned, Base):
    """工作人员: the person behind an account, or one who never signs in (a unit's officer, a mediator)."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    phone: Mapped[str] = mapped_column(String(30), default="", info=HIDDEN)
    mediator: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class Account(Versioned, Base):
    """账号: a login. A login name is never used again for somebody else."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("login"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(40))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    password_hash: Mapped[str] = mapped_column(String(200), info=HIDDEN)
    failures: Mapped[int] = mapped_column(default=0, info=UNTRACKED)
    locked_until: Mapped[datetime | None] = mapped_column(info=UNTRACKED)
    active: Mapped[bool] = mapped_column(default=True)

    staff: Mapped[Staff] = relationship()
    roles: Mapped[list[AccountRole]] = relationship(cascade="all, delete-orphan", order_by="AccountRole.role")


class AccountRole(Base):
    """One role of an account."""

    __tablename__ = "account_role"
    __table_args__ = (UniqueConstraint("account_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str] = mapped_column(String(20))
