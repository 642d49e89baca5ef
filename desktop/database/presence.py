"""Whether the SQLite file that was opened is still the one that lies at its path."""

from __future__ import annotations

from sqlalchemy import Engine

from desktop.database.engine import file_of
from desktop.errors import OfficeError

Mark = tuple[int, int]
"""Device and number of a file, which stay while its name and content change."""


def mark_of(engine: Engine) -> Mark | None:
    """Return what the database's file is known by; None for a server, or where no file is."""
    path = file_of(engine)
    if path is None:
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def refuse_another_file(engine: Engine, mark: Mark | None) -> None:
    """Raise OfficeError when the file is gone or another one lies in its place.

    An open database goes on writing into a file that has been deleted or replaced: what was said to be saved
    would be lost.
    """
    if mark is not None and mark_of(engine) != mark:
        raise OfficeError(
            "数据库文件被移走或换掉了，不能继续。",
            todo="请退出程序，把原来的文件放回原处再打开；找不到时从备份恢复。",
        )
