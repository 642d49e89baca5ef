"""Turns what a database or a disk complains about into one plain sentence, where the user can act on it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.errors import OfficeError

Words = tuple[str, str]
"""A sentence and what to do."""

_DISK_FULL: Words = ("磁盘已满，没有保存。", "请清理磁盘后再保存一次；您填写的内容还在。")
_READ_ONLY: Words = ("数据库所在的位置不能写入，没有保存。", "请检查文件和文件夹是否为只读。")
_DAMAGED: Words = ("数据库文件已损坏。", "请停止使用，并从最近的备份恢复。")
_NO_DATABASE: Words = ("这个文件不是数据库。", "请选择正确的文件，或从备份恢复。")
_BUSY: Words = ("数据库正忙，没有保存。", "请稍后再试一次；您填写的内容还在。")
_UNREACHABLE: Words = ("打不开数据库文件。", "请检查磁盘是否连接、文件夹是否存在、是否可以写入。")
_DISK_FAULT: Words = ("读写磁盘时出错，没有保存。", "请检查磁盘是否连接正常；您填写的内容还在。")
_NO_SERVER: Words = ("连接不上数据库服务器。", "请检查网络和服务器是否开机；您填写的内容还在。")
_LOST_RACE: Words = ("刚才有人同时修改了同一内容，没有保存。", "请再试一次。")

_SQLITE: dict[int, Words] = {
    sqlite3.SQLITE_FULL: _DISK_FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _NO_DATABASE,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CANTOPEN: _UNREACHABLE,
    sqlite3.SQLITE_IOERR: _DISK_FAULT,
}
_POSTGRESQL: dict[str, Words] = {
    "28P01": ("数据库服务器不接受这个用户名或密码。", "请核对后再试，或询问系统管理员。"),
    "28000": ("数据库服务器不接受这个用户。", "请询问系统管理员。"),
    "3D000": ("数据库服务器上没有这个数据库。", "请核对名称，或询问系统管理员。"),
    "42501": ("数据库不允许这个用户做这件事。", "请询问系统管理员。"),
    "53100": ("服务器的磁盘已满，没有保存。", "请通知系统管理员；您填写的内容还在。"),
    "53300": ("数据库服务器的连接已满。", "请稍后再试，或通知系统管理员。"),
    "25006": ("数据库现在是只读的，没有保存。", "请通知系统管理员。"),
    "40001": _LOST_RACE,
    "40P01": _LOST_RACE,
    "55P03": _BUSY,
    "57014": _BUSY,
    "57P01": _NO_SERVER,
    "57P02": _NO_SERVER,
    "57P03": ("数据库服务器正在启动。", "请稍后再试。"),
}
_SYSTEM: dict[int, Words] = {
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: _DISK_FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EIO: _DISK_FAULT,
}


def translate(exc: BaseException) -> OfficeError | None:
    """Return the plain refusal for an error of SQLAlchemy, sqlite3, psycopg or the disk.

    None means that the user can do nothing about it: it is our bug and goes the way of the unexpected.
    """
    if isinstance(exc, OfficeError):
        return exc
    cause: BaseException = getattr(exc, "orig", None) or exc
    words: Words | None = None
    if isinstance(cause, sqlite3.Error):
        words = _SQLITE.get(_primary_code(cause))
    elif isinstance(cause, OSError):
        words = _SYSTEM.get(cause.errno or 0)
    elif type(cause).__module__.split(".")[0] == "psycopg":
        words = _server_words(cause)
    elif type(exc).__name__ == "TimeoutError" and type(exc).__module__ == "sqlalchemy.exc":
        words = _BUSY
    return None if words is None else OfficeError(words[0], todo=words[1])


@contextmanager
def plain_words() -> Iterator[None]:
    """Run a block; what `translate` knows comes out as an OfficeError, everything else as it is."""
    try:
        yield
    except OfficeError:
        raise
    except Exception as fault:
        refusal = translate(fault)
        if refusal is None:
            raise
        raise refusal from fault


def _primary_code(fault: sqlite3.Error) -> int:
    """Return SQLite's primary result code; errors that Python's driver makes itself have none."""
    code = getattr(fault, "sqlite_errorcode", None)
    return int(code) & 0xFF if code is not None else 0


def _server_words(fault: BaseException) -> Words | None:
    """Return the words for an error of psycopg: by SQLSTATE, or as a lost link when there is none."""
    state = getattr(fault, "sqlstate", None)
    if state is None:
        operational = any(kind.__name__ == "OperationalError" for kind in type(fault).__mro__)
        return _unanswered(str(fault)) if operational else None
    if state.startswith("08"):
        return _NO_SERVER
    return _POSTGRESQL.get(state)


def _unanswered(message: str) -> Words:
    """Return the words for a connection that failed: libpq gives the server's reason as text only."""
    reasons = {
        "password authentication failed": "28P01",
        "no password supplied": "28P01",
        "no pg_hba.conf entry": "28000",
        "the database system is starting up": "57P03",
        "too many clients": "53300",
        "remaining connection slots": "53300",
    }
    for reason, state in reasons.items():
        if reason in message:
            return _POSTGRESQL[state]
    if "database" in message and "does not exist" in message:
        return _POSTGRESQL["3D000"]
    return _NO_SERVER
