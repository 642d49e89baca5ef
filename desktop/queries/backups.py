"""How the daily backup is made, and whether somebody may back up or check at all."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.permissions import requires
from desktop.work import Work
from models.centre import Setting
from models.values.permissions import Permission

DAILY_BACKUP = "backup.daily"
"""Key of the setting."""


@dataclass(frozen=True, slots=True)
class DailyBackup:
    """Whether a backup is made at the end of a day's work, and where; an empty folder is the usual one."""

    on: bool = True
    folder: str = ""


@requires(Permission.CENTRE_BACK_UP)
def daily_backup(work: Work) -> DailyBackup:
    """Return how the daily backup is made. Asking it also proves that the account may back up."""
    return kept_daily_backup(work.session)


@requires(Permission.CENTRE_CHECK)
def may_check(work: Work) -> bool:
    """Return True to an account that may check the database; others are refused."""
    del work
    return True


def kept_daily_backup(session: Session) -> DailyBackup:
    """Return the setting as it is kept: on, until somebody switches it off."""
    setting = session.get(Setting, DAILY_BACKUP)
    value = setting.value if setting is not None and isinstance(setting.value, dict) else {}
    return DailyBackup(bool(value.get("on", True)), str(value.get("folder") or ""))
