"""How large one file may be: the centre's setting."""

from __future__ import annotations

from sqlalchemy import select

from desktop.work import Work
from models.centre import Setting
from models.values.attachments import LIMIT_SETTING, MOST_BYTES


def most_bytes_of(work: Work) -> int:
    """Return the centre's limit of one file in bytes."""
    value = work.session.scalar(select(Setting.value).where(Setting.key == LIMIT_SETTING))
    return value if isinstance(value, int) and value > 0 else MOST_BYTES
