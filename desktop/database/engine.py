"""Opens the centre's database: a SQLite file on this PC, or a PostgreSQL server.

How transactions are chosen: an engine from `open_engine` writes. On SQLite each of its transactions
begins with BEGIN IMMEDIATE, so that two writers wait for each other instead of failing half-way.
`reading(engine)` gives a second face of the same engine and pool whose transactions only read: BEGIN
(deferred) with `query_only` on SQLite, READ ONLY on PostgreSQL; a stray write fails there. A Session for
queries is bound to `reading(engine)`, a Session for a use case to `engine`.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from desktop.database.faults import plain_words, translate
from desktop.database.shares import is_network_share
from desktop.errors import OfficeError

__all__ = ["APPLICATION_ID", "file_of", "is_sqlite", "open_engine", "place_of", "reading", "translate"]

APPLICATION_ID = 0x4F4E5331
"""What marks a SQLite file as ours ("ONS1"), in its header."""
READING = "onestop_reading"
_MAGIC = b"SQLite format 3\x00"
_SECRETS = ("password", "passfile", "sslpassword", "service", "servicefile")


def open_engine(
    where: str | os.PathLike[str],
    *,
    password: str | None = None,
    password_file: str | os.PathLike[str] | None = None,
    wait: float = 10.0,
    create: bool = False,
    read_only: bool = False,
) -> Engine:
    """Return a writing engine for a SQLite path (or sqlite:/// URL) or a postgresql:// URL.

    `wait` is how long a statement waits for somebody else's lock, in seconds. `create` allows a SQLite
    file that does not exist yet. `read_only` opens a SQLite file (a backup) without writing anything
    beside it. The password of a server comes apart from the URL, as text or as the first line of a file.
    Raises OfficeError for a URL with a password, a network share, a file that is missing, foreign,
    damaged or not writable.
    """
    text = os.fspath(where)
    if "://" not in text:
        return _open_sqlite(Path(text), wait=wait, create=create, read_only=read_only)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as fault:
        raise OfficeError("数据库地址写得不对。", todo="例：postgresql://用户名@服务器/数据库") from fault
    if url.get_backend_name() == "sqlite":
        if not url.database:
            raise OfficeError("数据库地址里没有文件名。")
        return _open_sqlite(Path(url.database), wait=wait, create=create, read_only=read_only)
    if url.get_backend_name() == "postgresql":
        return _open_postgresql(url, password=_password(password, password_file), wait=wait)
    raise OfficeError("只能使用本机的数据库文件或 PostgreSQL 服务器。")


def reading(engine: Engine) -> Engine:
    """Return the same database and pool for transactions that only read."""
    if is_sqlite(engine):
        return engine.execution_options(**{READING: True})
    return engine.execution_options(**{READING: True, "postgresql_readonly": True})


def is_sqlite(engine: Engine | Connection) -> bool:
    """Return whether the database is a SQLite file."""
    return engine.dialect.name == "sqlite"


def file_of(engine: Engine) -> Path | None:
    """Return the path of a SQLite database; None for a server."""
    if not is_sqlite(engine):
        return None
    name = str(engine.url.database)
    return Path(url2pathname(urlsplit(name).path) if name.startswith("file:") else name)


def place_of(engine: Engine) -> str:
    """Return where the database lies, for people and for the name of the drafts file; never a password."""
    path = file_of(engine)
    if path is not None:
        return str(path)
    return engine.url.render_as_string(hide_password=True).replace("postgresql+psycopg", "postgresql")


def _open_sqlite(path: Path, *, wait: float, create: bool, read_only: bool) -> Engine:
    """Look at the file first, then make the engine with its pragmas."""
    path = path.absolute()
    if read_only:
        _must_exist(path)
    else:
        _check_place(path, create=create)
    with plain_words():
        check_ours(path, wait=wait, read_only=read_only)
    url = URL.create("sqlite", database=str(path))
    arguments: dict[str, Any] = {"timeout": wait, "check_same_thread": False}
    if read_only:
        url = URL.create("sqlite", database=path.as_uri(), query={"mode": "ro", "uri": "true"})
    engine = create_engine(url, connect_args=arguments, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy's begin event opens the transactions
        if not read_only:
            _use_wal(connection, wait)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        only_reads = read_only or bool(connection.get_execution_options().get(READING, False))
        raw.execute(f"PRAGMA query_only={int(only_reads)}")
        raw.execute("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    return engine


def _use_wal(connection: sqlite3.Connection, wait: float) -> None:
    """Switch to write-ahead logging; SQLite does not wait for this lock by itself, so it is tried again."""
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    until = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _must_exist(path: Path) -> None:
    """Refuse a path without a file."""
    if path.is_dir():
        raise OfficeError(f"“{path}”是文件夹，不是数据库文件。")
    if not path.exists():
        raise OfficeError(f"找不到数据库文件“{path}”。", todo="请核对位置，或从备份恢复。")


def _check_place(path: Path, *, create: bool) -> None:
    """Refuse a share, a missing file or folder, and a place that cannot be written."""
    if is_network_share(path):
        raise OfficeError(
            "数据库文件不能放在网络共享文件夹里，多台电脑同时写入会损坏数据。",
            todo="请放在本机磁盘；多台电脑共用请使用数据库服务器。",
        )
    if not path.parent.is_dir():
        raise OfficeError(f"文件夹“{path.parent}”不存在。")
    if not create or path.exists():
        _must_exist(path)
    with plain_words():
        with tempfile.TemporaryFile(dir=path.parent):
            pass
        if path.exists():
            with path.open("r+b") as file:
                start = file.read(len(_MAGIC))
            if start not in {b"", _MAGIC}:
                raise OfficeError(f"“{path}”不是数据库文件。", todo="请选择正确的文件，或从备份恢复。")


def check_ours(path: Path, *, wait: float, read_only: bool) -> None:
    """Refuse the database of another program; an empty one is free to become ours.

    Raises sqlite3.Error for a file that SQLite cannot read.
    """
    if not path.exists():
        return
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=wait)
    try:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    finally:
        connection.close()
    if mark != APPLICATION_ID and (tables or mark or read_only):
        raise OfficeError(f"“{path}”是别的程序的数据库。", todo="请选择一站解的数据库文件。")


def _password(password: str | None, password_file: str | os.PathLike[str] | None) -> str | None:
    """Return the password given as text or as the first line of a file."""
    if password_file is None:
        return password
    try:
        lines = Path(password_file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise OfficeError(f"读不到密码文件“{os.fspath(password_file)}”。") from fault
    if not lines or not lines[0]:
        raise OfficeError(f"密码文件“{os.fspath(password_file)}”是空的。")
    return lines[0]


def _open_postgresql(url: URL, *, password: str | None, wait: float) -> Engine:
    """Make the engine for a server; nothing is sent to it yet."""
    if url.password or any(secret in url.query for secret in _SECRETS):
        raise OfficeError("数据库地址里不能写密码。", todo="请去掉密码，改用密码文件或按提示输入。")
    address = url.set(drivername="postgresql+psycopg", password=password)
    arguments: dict[str, Any] = {
        "connect_timeout": max(2, int(wait)),
        "keepalives": 1,
        "keepalives_idle": 20,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "client_encoding": "utf8",
        "application_name": "onestop",
        "options": f"-c timezone=UTC -c datestyle=ISO -c lock_timeout={int(wait * 1000)}",
    }
    return create_engine(address, connect_args=arguments, hide_parameters=True, pool_pre_ping=True)
