"""The server's clock: on a LAN it is the one that counts, so that one PC set wrong stops nobody else."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, func, select
from sqlalchemy.orm import Session


def moment_at_server(session: Session) -> datetime | None:
    """Return the present moment in UTC as the database's server has it; None for a file on this PC."""
    if session.get_bind().dialect.name == "sqlite":
        return None
    now = session.scalar(select(func.clock_timestamp(type_=DateTime(timezone=True))))
    return None if now is None else now.astimezone(UTC)
