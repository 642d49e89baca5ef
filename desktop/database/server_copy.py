"""A server's database as one zip file: every table by COPY from one snapshot, with a manifest; and back again.

No server tools are needed. The manifest names the revision, and of every table its columns, rows and SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, text

from desktop.database.chain import GENESIS
from desktop.database.contents import COUNTED, Summary
from desktop.database.upgrade import revision_of
from desktop.errors import OfficeError

if TYPE_CHECKING:
    from psycopg import Cursor

    from desktop.database.backup import Progress

FORMAT = 1
_MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_TABLES = """
SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> 'alembic_version'
  AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY c.relname ORDER BY c.relname
"""
_SEQUENCES = """
SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() ORDER BY sequencename
"""
_FOREIGN_KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND conparentid = 0
"""


def copy_out(engine: Engine, path: Path, moment: datetime, tell: Progress) -> Summary:
    """Write every table of one REPEATABLE READ snapshot into a zip file; return what it holds."""
    tell(0, 3, "复制数据库")
    snapshot = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with snapshot.connect() as connection, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        summary = _summary(connection)
        tables = [
            _table_out(connection, archive, name, columns)
            for name, columns in connection.execute(text(_TABLES))
        ]
        sequences: dict[str, int | None] = {
            str(name): last for name, last in connection.execute(text(_SEQUENCES))
        }
        manifest = {
            "format": FORMAT,
            "made_at": moment.astimezone(UTC).isoformat(),
            "revision": summary.revision,
            "centre": summary.centre,
            "counts": dict(summary.counts),
            "head_seq": summary.head_seq,
            "head_hash": summary.head_hash,
            "last_event_at": summary.last_event_at.isoformat() if summary.last_event_at else None,
            "tables": tables,
            "sequences": sequences,
        }
        archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    tell(1, 3, "检查备份")
    _found, faults = look_into_copy(path)
    if faults:
        raise OfficeError(f"没有备份：{faults[0]}", todo="请检查备份位置的磁盘。")
    return summary


def look_into_copy(path: Path) -> tuple[Summary, tuple[str, ...]]:
    """Return what a zip backup holds and what is wrong with it. Raises OfficeError when it is none of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
            faults = tuple(_faults(archive, manifest))
    except zipfile.BadZipFile as fault:
        raise OfficeError(f"备份“{path.name}”已损坏，不能使用。") from fault
    last = manifest["last_event_at"]
    summary = Summary(
        revision=manifest["revision"],
        centre=manifest["centre"],
        counts=manifest["counts"],
        head_seq=manifest["head_seq"],
        head_hash=manifest["head_hash"],
        last_event_at=datetime.fromisoformat(last) if last else None,
    )
    return summary, faults


def copy_in(engine: Engine, path: Path, tell: Progress) -> None:
    """Fill an empty database at the backup's revision from a zip file, wholly or not at all."""
    with zipfile.ZipFile(path) as archive, engine.begin() as connection:
        manifest = _manifest(archive)
        if revision_of(connection) != manifest["revision"]:
            raise OfficeError("备份与数据库的版本不同，没有恢复。", todo="请用与备份相同版本的程序恢复。")
        _must_be_empty(connection)
        names = [table["name"] for table in manifest["tables"]]
        present: dict[str, list[str]] = {
            str(name): columns for name, columns in connection.execute(text(_TABLES))
        }
        if sorted(present) != sorted(names):
            raise OfficeError("备份与数据库的表不一致，没有恢复。")
        with _without_guards(connection, names):
            connection.execute(text(f"TRUNCATE {', '.join(map(_quoted, names))}"))
            for place, table in enumerate(manifest["tables"]):
                tell(place, len(names), "恢复数据")
                _table_in(connection, archive, table)
        for name, last in manifest["sequences"].items():
            if last is not None:
                connection.execute(
                    text("SELECT setval(CAST(:name AS regclass), :last)"),
                    {"name": _quoted(name), "last": last},
                )
        tell(len(names), len(names), "恢复完成")


def _summary(connection: Connection) -> Summary:
    """Return what the database says of itself."""
    head = connection.execute(text("SELECT seq, hash FROM audit_head")).first()
    return Summary(
        revision=revision_of(connection),
        centre=connection.scalar(text("SELECT name FROM centre")) or "",
        counts={table: connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in COUNTED},  # noqa: S608 - a fixed list
        head_seq=head[0] if head else 0,
        head_hash=head[1] if head else GENESIS,
        last_event_at=connection.scalar(text("SELECT recorded_at FROM event ORDER BY seq DESC LIMIT 1")),
    )


def _table_out(
    connection: Connection, archive: zipfile.ZipFile, name: str, columns: list[str]
) -> dict[str, Any]:
    """Write one table; return its entry of the manifest. In COPY's text form a row is a line."""
    digest, rows = hashlib.sha256(), 0
    statement = f"COPY {_quoted(name)} ({', '.join(map(_quoted, columns))}) TO STDOUT"
    with (
        _cursor(connection) as cursor,
        archive.open(_member(name), "w", force_zip64=True) as file,
        cursor.copy(statement.encode()) as copy,
    ):
        for chunk in copy:
            digest.update(chunk)
            rows += bytes(chunk).count(b"\n")
            file.write(chunk)
    return {"name": name, "columns": columns, "rows": rows, "sha256": digest.hexdigest()}


def _table_in(connection: Connection, archive: zipfile.ZipFile, table: dict[str, Any]) -> None:
    """Read one table."""
    statement = f"COPY {_quoted(table['name'])} ({', '.join(map(_quoted, table['columns']))}) FROM STDIN"
    with _cursor(connection) as cursor:
        with cursor.copy(statement.encode()) as copy:  # its end gives the count of rows
            for chunk in _chunks(archive, table["name"]):
                copy.write(chunk)
        if cursor.rowcount != table["rows"]:
            raise OfficeError(f"备份里的表“{table['name']}”不完整，没有恢复。")


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Return the manifest, or refuse a zip file that has none of ours."""
    try:
        manifest = json.loads(archive.read(_MANIFEST))
        known = manifest["format"]
    except (KeyError, ValueError, TypeError) as fault:
        raise OfficeError("这个文件不是一站解的备份。") from fault
    if known != FORMAT:
        raise OfficeError("这个备份是用更新版本的程序做的，本机的程序读不了。", todo="请安装新版程序。")
    found: dict[str, Any] = manifest
    return found


def _faults(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> Iterator[str]:
    """Yield what does not agree with the manifest."""
    for table in manifest["tables"]:
        digest, rows = hashlib.sha256(), 0
        try:
            for chunk in _chunks(archive, table["name"]):
                digest.update(chunk)
                rows += chunk.count(b"\n")
        except (KeyError, zipfile.BadZipFile, OSError, EOFError):
            yield f"表“{table['name']}”读不出来。"
            continue
        except Exception as fault:
            if type(fault).__module__ != "zlib":
                raise
            yield f"表“{table['name']}”读不出来。"
            continue
        if digest.hexdigest() != table["sha256"] or rows != table["rows"]:
            yield f"表“{table['name']}”与清单不符。"


def _chunks(archive: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    """Yield the bytes of a table."""
    with archive.open(_member(table)) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _must_be_empty(connection: Connection) -> None:
    """Refuse a database that somebody works with."""
    for table in ("centre", "account", "event", "matter"):
        if connection.scalar(text(f"SELECT 1 FROM {table} LIMIT 1")) is not None:  # noqa: S608 - a fixed list
            raise OfficeError("这个数据库里已经有数据，没有恢复。", todo="请恢复到一个新建的空数据库。")


@contextmanager
def _without_guards(connection: Connection, tables: list[str]) -> Iterator[None]:
    """Take foreign keys and triggers away while tables are filled in any order; checked again at the end."""
    keys = connection.execute(text(_FOREIGN_KEYS)).all()
    for table, name, _definition in keys:
        connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {_quoted(name)}"))
    for table in tables:
        connection.execute(text(f"ALTER TABLE {_quoted(table)} DISABLE TRIGGER USER"))
    yield
    for table in tables:
        connection.execute(text(f"ALTER TABLE {_quoted(table)} ENABLE TRIGGER USER"))
    for table, name, definition in keys:
        connection.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {_quoted(name)} {definition}"))


def _cursor(connection: Connection) -> Cursor[Any]:
    """Return a cursor of psycopg's own, for COPY."""
    raw = connection.connection.driver_connection
    assert raw is not None
    cursor: Cursor[Any] = raw.cursor()
    return cursor


def _member(table: str) -> str:
    """Return the name of a table's file in the archive."""
    return f"tables/{table}.copy"


def _quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
