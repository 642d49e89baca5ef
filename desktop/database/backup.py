"""Backs the whole centre up into one checked file, also while others work, and keeps the daily copies in order.

The file's name carries the date and the first characters of the audit head's hash: the chain of events is so
anchored outside of the database.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from desktop.clock import CENTRE_ZONE, SystemClock
from desktop.database.contents import Summary, file_faults, summary_of_file
from desktop.database.engine import file_of
from desktop.database.faults import plain_words
from desktop.errors import OfficeError

Progress = Callable[[int, int, str], None]
"""Is told how many steps are done, of how many, and in Chinese what goes on."""
KEPT_DAYS = 14
KEPT_MONTHS = 12
_NAME = re.compile(r"onestop-(\d{6})(\d{2})-\d{6}-[0-9a-f]{8}\.(?:db|zip)")
_PARTIAL = ".partial"
_STALE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A finished backup: where it is, what it holds, its size in bytes."""

    path: Path
    summary: Summary
    size: int


def back_up(
    source: Engine | str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    moment: datetime | None = None,
    occasion: str = "",
    progress: Progress | None = None,
) -> BackupReport:
    """Copy a database, check the copy, and only then give it its name.

    `source` is an engine or the path of a SQLite file; `target` a folder, where the name is made from
    `moment` (now, when None), the audit head and `occasion` (ASCII, keeps the copy out of the daily
    rotation), or the path of a new file that ends in .db (of a server: .zip). Others may go on working
    meanwhile; the copy is one state. A backup that was stopped half-way leaves no file of that name.
    Raises OfficeError for a full or read-only disk, a file that is there already, and a database that is
    itself damaged.
    """
    moment = moment or SystemClock().now()
    place = Path(target).absolute()
    folder = place if place.is_dir() else place.parent
    file = Path(source) if not isinstance(source, Engine) else file_of(source)
    if not folder.is_dir():
        raise OfficeError(f"文件夹“{folder}”不存在，没有备份。")
    if folder != place:
        _check_name(place, ending=".zip" if file is None else ".db")
    _remove_stale(folder, moment)
    partial = folder / f".onestop-{os.getpid()}-{moment:%Y%m%d%H%M%S%f}{_PARTIAL}"
    tell = progress or _tell_nobody
    with plain_words():
        try:
            if file is not None:
                _need_space(file, folder)
                summary = _copy_file(file, partial, tell)
            else:
                assert isinstance(source, Engine)
                from desktop.database.server_copy import copy_out

                summary = copy_out(source, partial, moment, tell)
            tell(2, 3, "写入磁盘")
            path = (
                place if folder != place else folder / _name(moment, summary, occasion, server=file is None)
            )
            size = partial.stat().st_size
            settle(partial, path)
        finally:
            partial.unlink(missing_ok=True)
            partial.with_name(partial.name + "-journal").unlink(missing_ok=True)
    tell(3, 3, "备份完成")
    return BackupReport(path, summary, size)


def settle(partial: Path, path: Path) -> None:
    """Bring a finished file safely to the disk and give it its name in one step."""
    with partial.open("r+b") as file:
        os.fsync(file.fileno())
    partial.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder safely to the disk, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def rotate(folder: Path, *, daily: int = KEPT_DAYS, monthly: int = KEPT_MONTHS) -> list[Path]:
    """Remove old daily copies; return what was removed.

    Kept are the latest copy of each of the last `daily` days that have one, and of each of the last `monthly`
    months. Only names that `back_up` makes without an occasion are ever touched.
    """
    named = ((_NAME.fullmatch(path.name), path) for path in sorted(folder.iterdir(), reverse=True))
    copies = [(found[1], found[1] + found[2], path) for found, path in named if found and path.is_file()]
    days: dict[str, Path] = {}
    months: dict[str, Path] = {}
    for month, day, path in copies:
        days.setdefault(day, path)
        months.setdefault(month, path)
    kept = {*list(days.values())[: max(1, daily)], *list(months.values())[:monthly]}
    removed = []
    for _month, _day, path in copies:
        if path not in kept:
            with contextlib.suppress(OSError):  # somebody looks at it: it goes the next time
                path.unlink()
                removed.append(path)
    return removed


def _name(moment: datetime, summary: Summary, occasion: str, *, server: bool) -> str:
    """Return the name of a backup."""
    stamp = moment.astimezone(CENTRE_ZONE).strftime("%Y%m%d-%H%M%S")
    ending = f"-{occasion}" if occasion else ""
    return f"onestop-{stamp}-{summary.head_hash[:8]}{ending}.{'zip' if server else 'db'}"


def _check_name(path: Path, *, ending: str) -> None:
    """Refuse a name that is taken, and one that was meant as a folder (a stick that is not plugged in)."""
    if path.exists():
        raise OfficeError(f"“{path}”已经存在，没有备份。", todo="请换一个文件名。")
    if path.suffix.lower() != ending:
        raise OfficeError(
            f"文件夹“{path}”不存在，没有备份。", todo=f"请给出已有的文件夹，或以 {ending} 结尾的文件名。"
        )


def _copy_file(source: Path, partial: Path, tell: Progress) -> Summary:
    """Copy a SQLite database in one step and check the copy; return what it says of itself."""
    tell(0, 3, "复制数据库")
    if not source.is_file():
        raise OfficeError(f"找不到数据库文件“{source}”。")
    address = f"{source.absolute().as_uri()}?mode=rw"
    with contextlib.closing(sqlite3.connect(address, uri=True, timeout=30)) as original:
        partial.touch(mode=0o600)
        with contextlib.closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            original.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, readable from a read-only disk
            tell(1, 3, "检查备份")
            faults = file_faults(copy)
            if faults:
                raise OfficeError(f"没有备份：{faults[0]}", todo="请保留以前的备份，并尽快联系系统管理员。")
            return summary_of_file(copy)


def _need_space(source: Path, folder: Path) -> None:
    """Refuse early where the copy cannot fit."""
    wal = source.with_name(source.name + "-wal")
    needed = source.stat().st_size + (wal.stat().st_size if wal.exists() else 0)
    if shutil.disk_usage(folder).free < needed:
        raise OfficeError("备份位置的磁盘空间不够，没有备份。", todo="请清理磁盘或换一个位置。")


def _remove_stale(folder: Path, moment: datetime) -> None:
    """Remove what a killed backup left behind."""
    for path in folder.glob(f".onestop-*{_PARTIAL}*"):
        with contextlib.suppress(OSError):
            if moment.timestamp() - path.stat().st_mtime > _STALE.total_seconds():
                path.unlink()


def _tell_nobody(_done: int, _total: int, _what: str) -> None:
    """Stand in where nobody wants to know."""
