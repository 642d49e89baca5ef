"""Brings a database to the program's revision: under a lock, after a backup, and only when it differs."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text

import migrations
from desktop.database.engine import APPLICATION_ID, is_sqlite
from desktop.database.faults import plain_words
from desktop.errors import OfficeError

if TYPE_CHECKING:
    from desktop.database.backup import Progress

_LOCK = 0x4F4E5331
"""Number of the advisory lock that migrations of one server database take."""
_PATIENCE = 180
"""Seconds that a second program waits while the first one upgrades."""
MIGRATIONS = Path(migrations.__file__).parent


@dataclass(frozen=True, slots=True)
class UpgradeOutcome:
    """What was done: the revision before and after, and the backup that was made first, if any."""

    before: str | None
    after: str
    backup: Path | None


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the database by plain SQL; None for one without tables of ours."""
    if is_sqlite(connection):
        there = text("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")
    else:
        there = text("SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL")
    if connection.scalar(there) is None:
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def head_revision() -> str:
    """Return the revision that this program works with, read from the text of the migrations."""
    revisions = known_revisions()
    heads = set(revisions) - {before for before in revisions.values() if before is not None}
    if len(heads) != 1:
        raise RuntimeError(f"the migrations have {len(heads)} heads")
    return heads.pop()


@cache
def known_revisions(folder: Path = MIGRATIONS / "versions") -> dict[str, str | None]:
    """Return every revision and the one before it, without importing Alembic or a migration."""
    found: dict[str, str | None] = {}
    for path in sorted(folder.glob("*.py")):
        start = path.read_text(encoding="utf-8").split("\ndef ", 1)[0]
        constants = _constants(ast.parse(start))
        if "revision" in constants:
            found[str(constants["revision"])] = constants.get("down_revision")
    return found


def bring_up_to_date(
    engine: Engine,
    *,
    moment: datetime,
    backup_folder: Path | None = None,
    may_upgrade: bool = True,
    revision: str | None = None,
    progress: Progress | None = None,
) -> UpgradeOutcome:
    """Upgrade the database to `head_revision()`; many programs may call it at once, one does the work.

    `revision` names an earlier one instead, for an empty database that a backup is restored to.

    A database that already has tables is backed up into `backup_folder` first (beside a SQLite file when
    it is None); `moment` dates that backup. `may_upgrade=False` refuses where an upgrade would be needed:
    on a LAN an administrator does it. Raises OfficeError for a database that is newer than this program,
    a failed lock, a full disk. An upgrade that fails leaves the database as it was.
    """
    head = revision or head_revision()
    with plain_words():
        with engine.connect() as connection:
            before = _refuse_newer(revision_of(connection))
        if before == head:
            return UpgradeOutcome(before, head, None)
        if not may_upgrade:
            raise OfficeError("数据库需要升级后才能使用。", todo="请系统管理员先打开一次新版程序。")
        with _locked(engine) as connection:
            before = _refuse_newer(revision_of(connection))
            backup: Path | None = None
            if before != head:
                if before is not None:
                    backup = _backed_up(engine, backup_folder, moment, progress)
                _migrate(connection, head)
    return UpgradeOutcome(before, head, backup)


def _constants(module: ast.Module) -> dict[str, str | None]:
    """Return the module-level names that are given a plain text or None."""
    found: dict[str, str | None] = {}
    for statement in module.body:
        target = None
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
        elif isinstance(statement, ast.AnnAssign):
            target = statement.target
        else:
            continue
        value = statement.value
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
            found[target.id] = value.value if isinstance(value.value, str) else None
    return found


def _refuse_newer(revision: str | None) -> str | None:
    """Return the revision, or refuse one that this program does not know."""
    if revision is not None and revision not in known_revisions():
        raise OfficeError(
            "这个数据库已由更新版本的程序升级过，本机的程序太旧，不能打开。",
            todo="请安装新版程序后再打开。",
        )
    return revision


@contextlib.contextmanager
def _locked(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction that nobody else can migrate beside; commit at the end."""
    with engine.connect() as connection:
        if is_sqlite(engine):
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute(f"PRAGMA busy_timeout={_PATIENCE * 1000}")
            raw.execute("PRAGMA foreign_keys=OFF")  # a table may be rebuilt; checked before the commit
            try:
                with connection.begin():
                    yield connection
            finally:
                connection.invalidate()  # the next one opens with the usual pragmas
            return
        connection.execute(text(f"SET lock_timeout = '{_PATIENCE}s'"))
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        connection.commit()
        try:
            with connection.begin():
                yield connection
        finally:
            connection.invalidate()  # closing the session gives the lock back


def _backed_up(engine: Engine, folder: Path | None, moment: datetime, progress: Progress | None) -> Path:
    """Back the database up before it is changed; without a backup there is no upgrade."""
    from desktop.database.backup import back_up
    from desktop.database.engine import file_of
    from desktop.paths import backup_folder

    if folder is None:
        file = file_of(engine)
        folder = backup_folder() if file is None else file.parent
    if not folder.is_dir():
        raise OfficeError(f"备份文件夹“{folder}”不存在，没有升级。")
    return back_up(engine, folder, moment=moment, occasion="before-upgrade", progress=progress).path


def _migrate(connection: Connection, head: str) -> None:
    """Run Alembic on the connection, inside its transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, head)
    if is_sqlite(connection):
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if orphans is not None:
            raise RuntimeError(f"the upgrade left a row of {orphans[0]} without its parent")
    if revision_of(connection) != head:
        raise RuntimeError("the upgrade ended at another revision")
