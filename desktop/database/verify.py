"""Checks a database or a backup: whole, searchable, and with an unbroken chain of events (onestop verify)."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, Table, select, text

from desktop.database.backup import Progress
from desktop.database.chain import GENESIS, event_digest
from desktop.database.contents import file_faults, look_into
from desktop.database.engine import is_sqlite, open_engine, reading
from desktop.database.faults import plain_words
from desktop.database.upgrade import head_revision, known_revisions, revision_of
from desktop.search.index import differing_matters
from models.attachment import Attachment, Blob, BlobChunk
from models.event import AuditHead, Event

_BATCH = 1000
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `faults` says in Chinese what is wrong, nothing when all is well."""

    name: str
    faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """The checks in the order in which they were made, and the events that were counted."""

    checks: tuple[Check, ...]
    events: int
    head_hash: str

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong anywhere."""
        return all(check.sound for check in self.checks)


def verify(database: Engine | str | os.PathLike[str], *, progress: Progress | None = None) -> VerifyReport:
    """Check a database by its engine, or a backup file by its path; nothing is changed.

    A zip backup of a server is checked against its manifest only; its events are checked once it is restored.
    """
    if isinstance(database, Engine):
        return _verify_engine(database, progress)
    path = Path(database)
    contents = look_into(path)
    whole = Check("备份文件", contents.faults)
    if contents.engine == "postgresql" or not contents.sound or contents.newer:
        newer = ("这个备份是用更新版本的程序做的，本机的程序只能检查文件。",) if contents.newer else ()
        checks = (Check("备份文件", contents.faults + newer),)
        return VerifyReport(checks, contents.summary.counts.get("event", 0), contents.summary.head_hash)
    engine = open_engine(path, read_only=True)
    try:
        report = _verify_engine(engine, progress)
    finally:
        engine.dispose()
    return VerifyReport((whole, *report.checks), report.events, report.head_hash)


def _verify_engine(engine: Engine, progress: Progress | None) -> VerifyReport:
    """Make all checks in one reading transaction."""
    tell = progress or (lambda _done, _total, _what: None)
    snapshot = reading(engine)
    if not is_sqlite(engine):
        snapshot = snapshot.execution_options(isolation_level="REPEATABLE READ")
    with plain_words(), snapshot.connect() as connection:
        tell(0, 5, "检查版本")
        revision = Check("版本", tuple(_revision_faults(connection)))
        if not revision.sound:
            return VerifyReport((revision,), 0, GENESIS)
        tell(1, 5, "检查数据")
        whole = Check("数据完整", tuple(_integrity_faults(connection)))
        tell(2, 5, "检查查找索引")
        search = Check("查找索引", tuple(_search_faults(connection)) if whole.sound else ())
        tell(3, 5, "检查材料")
        files = Check("材料", tuple(_file_faults(connection)) if whole.sound else ())
        tell(4, 5, "检查操作日志")
        broken, events, head = _walk_chain(connection) if whole.sound else ([], 0, GENESIS)
        tell(5, 5, "检查完成")
    return VerifyReport((revision, whole, search, files, Check("操作日志", tuple(broken))), events, head)


def _revision_faults(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the revision."""
    revision = revision_of(connection)
    if revision is None:
        yield "里面没有一站解的数据。"
    elif revision not in known_revisions():
        yield "数据库由更新版本的程序升级过，请用新版程序检查。"
    elif revision != head_revision():
        yield "数据库的版本比程序旧，请先用本程序打开一次。"


def _integrity_faults(connection: Connection) -> Iterator[str]:
    """Yield damage of the file, and constraints that the rows do not keep."""
    if is_sqlite(connection):
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        yield from file_faults(raw)
        return
    invalid = connection.execute(
        text(
            "SELECT conrelid::regclass::text || '.' || conname FROM pg_constraint "
            "WHERE connamespace = current_schema()::regnamespace AND NOT convalidated"
        )
    )
    yield from (f"约束“{name}”没有生效。" for name in invalid.scalars())
    broken = connection.execute(
        text(
            "SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "WHERE c.relnamespace = current_schema()::regnamespace AND NOT (i.indisvalid AND i.indisready)"
        )
    )
    yield from (f"索引“{name}”没有生效。" for name in broken.scalars())
    yield from _orphan_faults(connection)


def _orphan_faults(connection: Connection) -> Iterator[str]:
    """Yield rows of a server without the row they belong to: a key may have been filled while it was off."""
    from models.tables import Base

    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            parent = key.column.table.alias()
            orphans = (
                select(key.parent)
                .select_from(table)
                .where(key.parent.is_not(None))
                .where(~select(1).where(parent.c[key.column.name] == key.parent).correlate(table).exists())
                .limit(1)
            )
            if connection.execute(orphans).first() is not None:
                yield f"表“{table.name}”里有数据缺少所属的记录（{key.parent.name}）。"


def _search_faults(connection: Connection) -> Iterator[str]:
    """Yield how many matters are indexed by something else than their document."""
    wrong = differing_matters(connection)
    if wrong:
        numbers = "、".join(map(str, wrong[:_SHOWN]))
        yield f"有{len(wrong)}件事项的查找索引不对（内部编号 {numbers}），请重建索引。"


def _file_faults(connection: Connection) -> Iterator[str]:
    """Yield the attached files whose bytes are not those that were kept; 1 MB in memory at a time."""
    blobs = connection.execute(select(Blob.sha256, Blob.size).order_by(Blob.stored_at, Blob.sha256)).all()
    for sha256, size in blobs:
        digest, done, position = hashlib.sha256(), 0, 0
        chunk = select(BlobChunk.content).where(BlobChunk.sha256 == sha256)
        while (piece := connection.scalar(chunk.where(BlobChunk.position == position))) is not None:
            digest.update(piece)
            done, position = done + len(piece), position + 1
        if (done, digest.hexdigest()) == (size, sha256):
            continue
        found = connection.execute(
            select(Attachment.id, Attachment.matter_id).where(Attachment.sha256 == sha256).limit(1)
        ).first()
        where = f"事项内部编号 {found.matter_id}，材料 {found.id}" if found is not None else "没有事项用到它"
        yield f"有一份材料的内容已损坏（{where}）。"


def _walk_chain(connection: Connection) -> tuple[list[str], int, str]:
    """Follow the chain of events to its head; return what is broken, how many events, and the last hash."""
    faults: list[str] = []
    events, previous = 0, GENESIS
    for fields in _events(connection):
        events += 1
        written = fields.pop("hash")
        if fields["seq"] != events:
            faults.append(f"第{events}条操作记录缺失或多出。")
        elif fields["previous_hash"] != previous:
            faults.append(f"第{events}条操作记录与前一条接不上。")
        elif event_digest(previous, fields) != written:
            faults.append(f"第{events}条操作记录被改动过。")
        if faults:
            return faults, events, previous
        previous = str(written)
    head = connection.execute(select(AuditHead.seq, AuditHead.hash)).first()
    if (head is None and events) or (head is not None and (head.seq, head.hash) != (events, previous)):
        faults.append(f"操作记录的末尾不对：现有{events}条，应有{head.seq if head else 0}条。")
    return faults, events, previous


def _events(connection: Connection) -> Iterator[dict[str, object]]:
    """Yield every event in order, by column name, a batch at a time."""
    table = cast("Table", Event.__table__)
    last = -(1 << 62)
    while True:
        chosen = select(table).where(table.c.seq > last).order_by(table.c.seq).limit(_BATCH)
        with contextlib.closing(connection.execute(chosen)) as result:
            batch = [dict(row) for row in result.mappings()]
        if not batch:
            return
        yield from batch
        last = batch[-1]["seq"]
