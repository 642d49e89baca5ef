"""Whether a transaction that failed is worth being done again: somebody else was faster, or the link was cut."""

from __future__ import annotations

from enum import Enum

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

_BEATEN = frozenset({"23505", "40001", "40P01"})
"""SQLSTATEs: a unique value that somebody else took in between, two that cannot both be, a deadlock."""


class Why(Enum):
    """Why a transaction failed that another try may bring through."""

    BEATEN = "beaten"
    CUT = "cut"


def worth_another_try(fault: BaseException) -> Why | None:
    """Return why a transaction failed, or None where it would only fail again.

    Somebody else changed a row since it was read (the version does not fit), took a unique value or waits for
    us while we wait for him; or the link to the server was cut, and nobody knows on which side of the commit.
    On SQLite writers come one after the other and there is no link: there only a version that does not fit.
    An OfficeError into which the database's words were translated is looked through.
    """
    for cause in (fault, fault.__cause__):
        if isinstance(cause, StaleDataError):
            return Why.BEATEN
        if isinstance(cause, DBAPIError):
            if cause.connection_invalidated:
                return Why.CUT
            return Why.BEATEN if getattr(cause.orig, "sqlstate", None) in _BEATEN else None
    return None
