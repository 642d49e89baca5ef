"""Drafts: what is being typed, kept on this PC until it is saved, never in the centre's database.

One small SQLite file per database in the user's data folder. A draft belongs to the account that types it
and is shown to nobody else. Saving is quick and safe from any thread; a damaged file is set aside and a
new one begun.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from desktop.clock import CENTRE_ZONE, Clock
from desktop.errors import OfficeError

R = TypeVar("R")
KEPT_DAYS = 30
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_TABLE = """
CREATE TABLE IF NOT EXISTS draft (
    id TEXT PRIMARY KEY,
    account INTEGER NOT NULL,
    form TEXT NOT NULL,
    record TEXT NOT NULL,
    base_version INTEGER,
    format INTEGER NOT NULL,
    payload TEXT NOT NULL,
    saved_at TEXT NOT NULL
) WITHOUT ROWID
"""
_SELECT = "SELECT id, account, form, record, base_version, format, payload, saved_at FROM draft "


@dataclass(frozen=True, slots=True)
class Draft:
    """One unfinished form."""

    id: str
    """Made by the form when it opens; saving again under the same id replaces."""
    account: int
    form: str
    """Name of the form, e.g. `reception.visit`."""
    record: str
    """What it edits, e.g. `matter:12`; empty for something new."""
    base_version: int | None
    """Version of the record that the typing began from; None for something new."""
    format: int
    """Number of the payload's shape: a form that has changed since does not read what it cannot."""
    payload: dict[str, Any]
    saved_at: datetime


class Drafts:
    """The drafts file of one database on this PC; one connection, safe to use from any thread."""

    def __init__(self, path: Path, *, clock: Clock) -> None:
        """Open the file, or begin one; a damaged one is renamed and its new path kept in `set_aside`."""
        self.set_aside: Path | None = None
        self._path = path
        self._clock = clock
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._do(lambda connection: connection.execute(_TABLE))

    def save(
        self,
        draft_id: str,
        *,
        account: int,
        form: str,
        payload: dict[str, Any],
        payload_format: int = 1,
        record: str = "",
        base_version: int | None = None,
    ) -> Draft:
        """Keep what is typed, in place of the same draft's earlier state; return it.

        `payload` holds plain JSON values. Raises OfficeError when the disk is full or read-only, and for
        an id that belongs to another account.
        """
        draft = Draft(
            draft_id, account, form, record, base_version, payload_format, payload, self._clock.now()
        )
        row = (
            draft_id, account, form, record, base_version, payload_format,
            json.dumps(payload, ensure_ascii=False), draft.saved_at.astimezone(UTC).isoformat(),
        )  # fmt: skip

        def write(connection: sqlite3.Connection) -> int:
            return connection.execute(
                "INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "form = excluded.form, record = excluded.record, base_version = excluded.base_version, "
                "format = excluded.format, payload = excluded.payload, saved_at = excluded.saved_at "
                "WHERE account = excluded.account",
                row,
            ).rowcount

        if self._do(write) != 1:
            raise OfficeError("这份草稿属于另一个账号。")
        return draft

    def load(self, draft_id: str, *, account: int) -> Draft | None:
        """Return a draft of the account, or None."""
        found = self._rows(_SELECT + "WHERE id = ? AND account = ?", (draft_id, account))
        return found[0] if found else None

    def drafts_of(self, account: int, *, form: str | None = None, record: str | None = None) -> list[Draft]:
        """Return the drafts of the account, the latest first; of one form or record when these are given."""
        return self._rows(
            _SELECT + "WHERE account = ?1 AND (?2 IS NULL OR form = ?2) "
            "AND (?3 IS NULL OR record = ?3) ORDER BY saved_at DESC, id",
            (account, form, record),
        )

    def discard(self, draft_id: str, *, account: int) -> bool:
        """Forget a draft: it was saved, or is not wanted; tell whether there was one."""
        statement = "DELETE FROM draft WHERE id = ? AND account = ?"
        return self._do(lambda connection: connection.execute(statement, (draft_id, account)).rowcount) == 1

    def expire(self, days: int = KEPT_DAYS) -> int:
        """Forget the drafts that nobody touched for so many days; return how many."""
        oldest = (self._clock.now() - timedelta(days=days)).astimezone(UTC).isoformat()
        statement = "DELETE FROM draft WHERE saved_at < ?"
        return self._do(lambda connection: connection.execute(statement, (oldest,)).rowcount)

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _rows(self, statement: str, parameters: tuple[Any, ...]) -> list[Draft]:
        """Run a query; a row whose payload is no JSON object is left out."""
        drafts = []
        for row in self._do(lambda connection: connection.execute(statement, parameters).fetchall()):
            with suppress(ValueError):
                drafts.append(_draft(row))
        return drafts

    def _do(self, act: Callable[[sqlite3.Connection], R]) -> R:
        """Run one statement alone; on a damaged file set it aside and run it on a new one."""
        with self._lock:
            try:
                return act(self._open())
            except sqlite3.DatabaseError as fault:
                if getattr(fault, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
                    raise _refusal(fault) from fault
            self._put_aside()
            try:
                return act(self._open())
            except sqlite3.DatabaseError as fault:
                raise _refusal(fault) from fault

    def _open(self) -> sqlite3.Connection:
        """Return the connection, opened when needed."""
        if self._connection is None:
            connection = sqlite3.connect(
                self._path, timeout=5.0, isolation_level=None, check_same_thread=False
            )
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA synchronous=FULL")
                connection.execute("PRAGMA secure_delete=ON")
                connection.execute(_TABLE)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _put_aside(self) -> None:
        """Rename the damaged file and what belongs to it."""
        self.close()
        mark = self._clock.now().astimezone(CENTRE_ZONE).strftime("%Y%m%d-%H%M%S")
        aside = self._path.with_name(f"{self._path.stem}-damaged-{mark}{self._path.suffix}")
        for ending in ("", "-wal", "-shm"):
            part = self._path.with_name(self._path.name + ending)
            with suppress(FileNotFoundError):
                part.replace(aside.with_name(aside.name + ending))
        self.set_aside = aside


def _draft(row: tuple[Any, ...]) -> Draft:
    """Return a row as a draft; ValueError for a damaged one."""
    payload = json.loads(row[6])
    if not isinstance(payload, dict):
        raise ValueError("a payload is an object")  # noqa: TRY004 - the caller skips damaged rows alike
    return Draft(row[0], row[1], row[2], row[3], row[4], row[5], payload, datetime.fromisoformat(row[7]))


def _refusal(fault: sqlite3.Error) -> OfficeError:
    """Return the plain words for a draft that could not be kept or read."""
    if getattr(fault, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return OfficeError("磁盘已满，草稿没有存下。", todo="请先清理磁盘，不要关闭窗口。")
    return OfficeError("草稿文件现在不能读写，草稿没有存下。", todo="请检查磁盘，不要关闭窗口。")
