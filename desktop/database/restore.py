"""Puts a backup in the place of a database; what it replaces is kept beside it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from desktop.clock import CENTRE_ZONE, SystemClock
from desktop.database.backup import Progress, settle, sync_folder
from desktop.database.contents import BackupContents, file_faults, look_into, open_file_to_read
from desktop.database.engine import file_of
from desktop.database.faults import plain_words
from desktop.database.shares import is_network_share
from desktop.database.upgrade import bring_up_to_date, revision_of
from desktop.errors import OfficeError


@dataclass(frozen=True, slots=True)
class RestoreOutcome:
    """What was restored, and where the database that stood there before is kept, if there was one."""

    contents: BackupContents
    replaced: Path | None


def restore(
    backup: str | os.PathLike[str],
    target: str | os.PathLike[str] | Engine,
    *,
    moment: datetime | None = None,
    progress: Progress | None = None,
) -> RestoreOutcome:
    """Restore a backup to a SQLite path, or to an empty database of a server.

    Nobody may have the target open. A SQLite file that stands there is renamed with the date, never
    deleted; its older revision is upgraded at the next opening. A server's database must be new and
    empty; it is brought to the backup's revision, filled, then brought up to date. Raises OfficeError for
    a backup that is damaged, newer than this program or of the other engine, and for a target in use;
    then nothing has changed.
    """
    moment = moment or SystemClock().now()
    contents = look_into(Path(backup))
    if contents.newer:
        raise OfficeError("这个备份是用更新版本的程序做的，没有恢复。", todo="请先安装新版程序。")
    if not contents.sound:
        raise OfficeError(f"备份已损坏，没有恢复：{contents.faults[0]}", todo="请换一个备份。")
    path = file_of(target) if isinstance(target, Engine) else Path(target).absolute()
    if (path is None) != (contents.engine == "postgresql"):
        raise OfficeError(
            "备份与数据库的种类不同，没有恢复。",
            todo="本机文件的备份只能恢复成文件，服务器的备份只能恢复到服务器。",
        )
    tell = progress or (lambda _done, _total, _what: None)
    with plain_words():
        if path is not None:
            return RestoreOutcome(contents, _replace_file(contents, path, moment, tell))
        assert isinstance(target, Engine)
        _fill_server(target, contents, moment, tell)
        return RestoreOutcome(contents, None)


def _fill_server(engine: Engine, contents: BackupContents, moment: datetime, tell: Progress) -> None:
    """Fill an empty server database at the backup's own revision, then upgrade it."""
    from desktop.database.server_copy import copy_in

    with engine.connect() as connection:
        new = revision_of(connection) is None
    if new:
        bring_up_to_date(engine, moment=moment, revision=contents.summary.revision)
    copy_in(engine, contents.path, tell)
    bring_up_to_date(engine, moment=moment)


def _replace_file(contents: BackupContents, path: Path, moment: datetime, tell: Progress) -> Path | None:
    """Copy the backup beside the target, check the copy, keep the old file under another name, swap."""
    if is_network_share(path):
        raise OfficeError("数据库文件不能放在网络共享文件夹里，没有恢复。", todo="请恢复到本机磁盘。")
    if path.is_dir() or not path.parent.is_dir():
        raise OfficeError(f"不能恢复到“{path}”。", todo="请给出一个文件名，它的文件夹要已经存在。")
    if path.exists() and path.samefile(contents.path):
        raise OfficeError("备份文件就是要替换的数据库，没有恢复。")
    partial = path.with_name(f".{path.name}.restoring")
    try:
        tell(0, 3, "复制备份")
        partial.unlink(missing_ok=True)
        with (
            contextlib.closing(open_file_to_read(contents.path)) as source,
            contextlib.closing(sqlite3.connect(partial, isolation_level=None)) as copy,
        ):
            source.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
            tell(1, 3, "检查")
            if file_faults(copy):
                raise OfficeError("恢复时复制出错，没有恢复。", todo="请检查磁盘后再试。")
        replaced = _keep_old(path, moment) if path.exists() else None
        tell(2, 3, "替换")
        try:
            settle(partial, path)
        except OSError:
            if replaced is not None and not path.exists():
                replaced.replace(path)
            raise
    finally:
        partial.unlink(missing_ok=True)
    tell(3, 3, "恢复完成")
    return replaced


def _keep_old(path: Path, moment: datetime) -> Path:
    """Give the old database a second name with the date; prove first that nobody has it open."""
    stamp = moment.astimezone(CENTRE_ZONE).strftime("%Y%m%d-%H%M%S")
    kept = path.with_name(f"{path.stem}-replaced-{stamp}{path.suffix}")
    number = 2
    while kept.exists():
        kept = path.with_name(f"{path.stem}-replaced-{stamp}-{number}{path.suffix}")
        number += 1
    _close_write_ahead_log(path)
    for ending in ("-wal", "-shm"):  # left by a damaged database only: they must not meet the new file
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(kept.with_name(kept.name + ending))
    try:
        os.link(path, kept)  # so that at no moment there is no database under the name
    except OSError:
        path.replace(kept)
    sync_folder(path.parent)
    return kept


def _close_write_ahead_log(path: Path) -> None:
    """Fold the write-ahead log into the old file, which needs it alone; refuse when somebody else has it open."""
    with contextlib.closing(sqlite3.connect(path, timeout=2, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.DatabaseError as fault:
            if fault.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise OfficeError(
                    "数据库正在使用，没有恢复。", todo="请在所有电脑和窗口关闭一站解后再试。"
                ) from fault
            if fault.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
                raise
