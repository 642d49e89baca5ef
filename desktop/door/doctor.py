"""What a maintainer asks first: versions, places, space, and the state of the database; never a record."""

from __future__ import annotations

import platform
import shutil
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from desktop.database.contents import summary_of_file
from desktop.database.engine import file_of, open_engine, place_of
from desktop.database.upgrade import head_revision, revision_of
from desktop.errors import OfficeError
from desktop.log import CRASH_NAME, LOG_NAME
from desktop.paths import backup_folder, data_folder, log_folder
from desktop.version import PROGRAM_NAME, PROGRAM_VERSION

LIBRARIES = ("pyside6-essentials", "sqlalchemy", "alembic", "reportlab", "psycopg", "pypdfium2")


def report(place: str, password: str | None = None) -> list[str]:
    """Return the lines of the report; a database that cannot be opened is one of them, not an end."""
    lines = [
        f"{PROGRAM_NAME} {PROGRAM_VERSION}",
        f"Python {platform.python_version()}，{platform.platform()}",
        "；".join(f"{name} {_version(name)}" for name in LIBRARIES),
        f"数据文件夹：{data_folder()}",
        f"日志文件夹：{log_folder()}",
        f"备份文件夹：{backup_folder()}",
        f"程序需要的数据库版本：{head_revision()}",
        *_database(place, password),
    ]
    backups = sorted(backup_folder().glob("onestop-*"))
    lines.append(f"最近的备份：{backups[-1].name}" if backups else "还没有备份。")
    return lines


def bundle(lines: list[str], target: Path) -> None:
    """Write the report and the masked logs into a zip file that does not exist yet."""
    if target.exists():
        raise OfficeError(f"“{target}”已经存在，请换一个文件名。")
    try:
        with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("doctor.txt", "\n".join(lines) + "\n")
            for path in sorted(log_folder().glob(f"{LOG_NAME}*")):
                archive.write(path, path.name)
            crash = log_folder() / CRASH_NAME
            if crash.exists():
                archive.write(crash, crash.name)
    except OSError as fault:
        raise OfficeError(f"写不了文件“{target}”。") from fault


def _database(place: str, password: str | None) -> list[str]:
    """Return what can be said of the database without showing a record."""
    if "://" not in place and not Path(place).exists():
        return [f"数据库：{place}（还没有建立）"]
    try:
        engine = open_engine(place, password=password)
    except OfficeError as refusal:
        return [f"数据库：{place}", f"打不开：{refusal}"]
    try:
        with engine.connect() as connection:
            lines = [f"数据库：{place_of(engine)}", f"数据库版本：{revision_of(connection) or '空'}"]
            path = file_of(engine)
            if path is not None:
                raw = connection.connection.driver_connection
                assert raw is not None
                summary = summary_of_file(raw)
                free = shutil.disk_usage(path.parent).free // 2**20
                lines += [
                    f"大小 {path.stat().st_size // 2**20} MB，磁盘剩余 {free} MB",
                    f"中心：{summary.centre}；操作日志 {summary.head_seq} 条",
                    "；".join(f"{table} {count}" for table, count in summary.counts.items()),
                ]
            return lines
    except Exception as fault:  # noqa: BLE001 - the report says what is wrong instead of failing
        return [f"数据库：{place}", f"读不了：{type(fault).__name__}"]
    finally:
        engine.dispose()


def _version(name: str) -> str:
    """Return a library's version."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "未安装"


def write(lines: list[str]) -> None:
    """Print the report."""
    sys.stdout.write("\n".join(lines) + "\n")
