"""Looks into a backup before it replaces anything: whose it is, how old, how much, and whether it is whole."""

from __future__ import annotations

import contextlib
import sqlite3
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.database.chain import GENESIS
from desktop.database.engine import APPLICATION_ID
from desktop.database.faults import translate
from desktop.database.upgrade import known_revisions
from desktop.errors import OfficeError

COUNTED = ("matter", "visit", "mediation_case", "person", "organisation", "account", "event")
"""The tables whose rows are counted for the look."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What one consistent state of a centre's database says of itself."""

    revision: str | None
    centre: str
    counts: Mapping[str, int]
    head_seq: int
    head_hash: str
    last_event_at: datetime | None


@dataclass(frozen=True, slots=True)
class BackupContents:
    """A backup as it was found; `faults` says in Chinese what is wrong with it, nothing when it is whole."""

    path: Path
    engine: str
    """`sqlite` or `postgresql`: it can be restored to the same kind only."""
    summary: Summary
    faults: tuple[str, ...]

    @property
    def newer(self) -> bool:
        """Whether a newer program made it than this one."""
        return self.summary.revision is not None and self.summary.revision not in known_revisions()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults


def look_into(backup: Path) -> BackupContents:
    """Read a backup file without changing anything. Raises OfficeError for a file that is no backup of ours."""
    if not backup.is_file():
        raise OfficeError(f"找不到备份文件“{backup}”。")
    try:
        if zipfile.is_zipfile(backup):
            from desktop.database.server_copy import look_into_copy

            summary, faults = look_into_copy(backup)
            return BackupContents(backup, "postgresql", summary, faults)
        return _look_into_file(backup)
    except (OSError, sqlite3.Error) as fault:
        refusal = translate(fault)
        if refusal is None:
            raise
        raise refusal from fault


def summary_of_file(connection: sqlite3.Connection) -> Summary:
    """Return what a SQLite database says of itself; a table that an old revision lacks counts as empty."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def first(table: str, statement: str) -> tuple[object, ...] | None:
        found = connection.execute(statement).fetchone() if table in tables else None
        return tuple(found) if found is not None else None

    revision = first("alembic_version", "SELECT version_num FROM alembic_version")
    centre = first("centre", "SELECT name FROM centre")
    head = first("audit_head", "SELECT seq, hash FROM audit_head")
    last = first("event", "SELECT recorded_at FROM event ORDER BY seq DESC LIMIT 1")
    counts = {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - a fixed list
        for table in COUNTED
        if table in tables
    }
    return Summary(
        revision=None if revision is None else str(revision[0]),
        centre="" if centre is None else str(centre[0]),
        counts=counts,
        head_seq=0 if head is None else int(str(head[0])),
        head_hash=GENESIS if head is None else str(head[1]),
        last_event_at=None if last is None else datetime.fromisoformat(str(last[0])).replace(tzinfo=UTC),
    )


def file_faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what is wrong inside a SQLite file, in Chinese: damaged pages, rows without what they belong to."""
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(20)")]
    except sqlite3.DatabaseError as fault:
        if translate(fault) is None:
            raise
        return ("数据库文件已损坏。",)
    if found != ["ok"]:
        return (f"数据库文件已损坏，查出{len(found)}处。",)
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    tables = "、".join(sorted({str(row[0]) for row in orphans}))
    return (f"有{len(orphans)}行数据缺少所属的记录（{tables}）。",) if orphans else ()


def open_file_to_read(path: Path) -> sqlite3.Connection:
    """Open a SQLite file for reading only; nothing is written beside it unless it is a live one in WAL mode."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)


def _look_into_file(backup: Path) -> BackupContents:
    """Look into a SQLite backup."""
    with contextlib.closing(open_file_to_read(backup)) as connection:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        if mark != APPLICATION_ID:
            raise OfficeError(f"“{backup.name}”不是一站解的备份。")
        faults = file_faults(connection)
        try:
            summary = summary_of_file(connection)
        except sqlite3.DatabaseError:
            if not faults:
                raise
            summary = Summary(None, "", {}, 0, GENESIS, None)
    if summary.revision is None and not faults:
        raise OfficeError(f"“{backup.name}”里没有一站解的数据。")
    return BackupContents(backup, "sqlite", summary, faults)
