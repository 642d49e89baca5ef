"""Opening a database: what is refused, how transactions begin, what a full or read-only disk says."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from desktop.database.engine import APPLICATION_ID, file_of, open_engine, place_of, reading
from desktop.database.faults import plain_words, translate
from desktop.database.shares import DRIVE_REMOTE, is_windows_share, mount_type
from desktop.errors import OfficeError

Opened = Callable[..., Engine]


@contextlib.contextmanager
def without_privileges() -> Iterator[None]:
    """Act as a user who may not write everywhere, where the tests run as root."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """Give a folder that every user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="onestop-"))
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://anna:secret@server/centre",
        "postgresql://anna@server/centre?password=secret",
        "postgresql+psycopg://anna@server/centre?passfile=/etc/pass",
    ],
)
def test_a_password_in_the_address_is_refused(address: str) -> None:
    with pytest.raises(OfficeError, match="不能写密码") as refused:
        open_engine(address)
    assert "secret" not in str(refused.value)


def test_a_password_comes_apart(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("第一行\n第二行\n", encoding="utf-8")
    engine = open_engine("postgresql://anna@server/centre", password_file=secret)
    assert engine.url.password == "第一行"
    assert place_of(engine) == "postgresql://anna:***@server/centre"
    secret.write_text("")
    with pytest.raises(OfficeError, match="是空的"):
        open_engine("postgresql://anna@server/centre", password_file=secret)
    with pytest.raises(OfficeError, match="读不到密码文件"):
        open_engine("postgresql://anna@server/centre", password_file=tmp_path / "none")


@pytest.mark.parametrize("address", ["mysql://anna@server/centre", "oracle://x", "://", "sqlite://"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(OfficeError):
        open_engine(address)


def test_psycopg_and_alembic_stay_unloaded_for_a_file(sqlite_database: str) -> None:
    code = (
        "import sys\nfrom desktop.database.engine import open_engine\nfrom desktop.database.upgrade import *\n"
        "from datetime import datetime, UTC\nengine = open_engine(sys.argv[1])\n"
        "bring_up_to_date(engine, moment=datetime(2026, 1, 1, tzinfo=UTC))\n"
        "print(sorted({'psycopg', 'alembic', 'pypinyin', 'PySide6', 'reportlab', 'PIL'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, sqlite_database],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert done.stdout == "[]\n"


def test_a_missing_file_is_refused_unless_it_shall_be_made(tmp_path: Path, opened: Opened) -> None:
    with pytest.raises(OfficeError, match="找不到数据库文件"):
        open_engine(tmp_path / "none.db")
    with pytest.raises(OfficeError, match="不存在"):
        open_engine(tmp_path / "no" / "folder.db", create=True)
    with pytest.raises(OfficeError, match="是文件夹"):
        open_engine(tmp_path, create=True)
    assert not (tmp_path / "none.db").exists()
    engine = opened(tmp_path / "none.db", create=True)
    assert file_of(engine) == tmp_path / "none.db"


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"PK\x03\x04 this is a zip file")
    with pytest.raises(OfficeError, match="不是数据库文件"):
        open_engine(path)
    assert path.read_bytes() == b"PK\x03\x04 this is a zip file"


def test_a_damaged_header_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "centre.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4080)
    with pytest.raises(OfficeError, match=r"不是数据库|已损坏"):
        open_engine(path)


@pytest.mark.parametrize("mark", [0, 252006673])
def test_the_database_of_another_program_is_refused(tmp_path: Path, mark: int) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id={mark}")
    connection.execute("CREATE TABLE photo (id INTEGER)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(OfficeError, match="别的程序的数据库"):
        open_engine(path, create=True)
    assert path.read_bytes() == before


def test_pragmas(sqlite_database: str, opened: Opened) -> None:
    engine = opened(sqlite_database, wait=7)
    with engine.connect() as connection:
        names = (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "busy_timeout",
            "application_id",
            "trusted_schema",
        )
        values = [connection.scalar(text(f"PRAGMA {name}")) for name in names]
    assert values == ["wal", 2, 1, 7000, APPLICATION_ID, 0]


def test_a_file_opened_to_be_read(sqlite_template: Path, tmp_path: Path, opened: Opened) -> None:
    path = Path(shutil.copyfile(sqlite_template, tmp_path / "备份 100% ?.db"))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    before = path.read_bytes()
    engine = opened(path, read_only=True)
    assert file_of(engine) == path
    assert place_of(engine) == str(path)
    with pytest.raises(DBAPIError), engine.begin() as reader:
        reader.execute(text("INSERT INTO counter VALUES ('a', 1)"))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_reading_engine_cannot_write(engine: Engine) -> None:
    with pytest.raises(DBAPIError), reading(engine).begin() as connection:
        connection.execute(text("INSERT INTO counter VALUES ('a', 1)"))
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO counter VALUES ('a', 1)"))
    with reading(engine).connect() as connection:
        assert connection.scalar(text("SELECT last FROM counter")) == 1


def test_a_reader_sees_one_state_and_does_not_block_a_writer(sqlite_database: str, opened: Opened) -> None:
    engine = opened(sqlite_database)
    with reading(engine).connect() as reader:
        assert reader.scalar(text("SELECT count(*) FROM counter")) == 0
        with engine.begin() as writer:
            writer.execute(text("INSERT INTO counter VALUES ('a', 1)"))
        assert reader.scalar(text("SELECT count(*) FROM counter")) == 0
    with reading(engine).connect() as reader:
        assert reader.scalar(text("SELECT count(*) FROM counter")) == 1


def test_writers_wait_for_each_other(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO counter VALUES ('a', 0)"))
    failures: list[BaseException] = []

    def count() -> None:
        try:
            for _ in range(15):
                with engine.begin() as connection:
                    last = connection.scalar(text("SELECT last FROM counter WHERE series = 'a'" + lock))
                    connection.execute(
                        text("UPDATE counter SET last = :n WHERE series = 'a'"), {"n": last + 1}
                    )
        except Exception as fault:  # noqa: BLE001 - whatever it is, the test shows it
            failures.append(fault)

    lock = "" if engine.dialect.name == "sqlite" else " FOR UPDATE"
    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT last FROM counter")) == 8 * 15


def test_a_writer_that_waits_too_long_is_told(sqlite_database: str, opened: Opened) -> None:
    engine = opened(sqlite_database, wait=0.1)
    with engine.begin(), pytest.raises(OfficeError, match="数据库正忙"), plain_words(), engine.begin():
        pass
    with engine.begin() as connection:  # nothing is stuck afterwards
        connection.execute(text("INSERT INTO counter VALUES ('a', 1)"))


def test_a_full_disk_is_said_plainly_and_nothing_is_lost(sqlite_database: str, opened: Opened) -> None:
    engine = opened(sqlite_database)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO counter VALUES ('before', 1)"))
    with engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.connection.driver_connection.execute(f"PRAGMA max_page_count={pages + 1}")

    def fill() -> None:
        with plain_words(), engine.begin() as connection:
            connection.execute(text("UPDATE counter SET last = 2"))
            connection.execute(
                text("INSERT INTO search_document VALUES (1, :long)"), {"long": "长" * 100_000}
            )

    with pytest.raises(OfficeError, match="磁盘已满，没有保存"):
        fill()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT last FROM counter")) == 1
        assert connection.scalar(text("PRAGMA quick_check")) == "ok"


def test_a_read_only_folder_is_refused(public_folder: Path, sqlite_template: Path) -> None:
    path = Path(shutil.copyfile(sqlite_template, public_folder / "centre.db"))
    path.chmod(0o666)
    public_folder.chmod(0o555)
    with without_privileges(), pytest.raises(OfficeError, match="不能写入"):
        open_engine(path)
    with without_privileges(), pytest.raises(OfficeError, match="不能写入"):
        open_engine(public_folder / "new.db", create=True)
    assert [entry.name for entry in public_folder.iterdir()] == ["centre.db"]


def test_a_read_only_file_is_refused(public_folder: Path, sqlite_template: Path) -> None:
    path = Path(shutil.copyfile(sqlite_template, public_folder / "centre.db"))
    path.chmod(0o444)
    public_folder.chmod(0o777)
    with without_privileges(), pytest.raises(OfficeError, match="不能写入"):
        open_engine(path)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "磁盘已满，没有保存。"),
        (errno.EROFS, "数据库所在的位置不能写入，没有保存。"),
        (errno.EIO, "读写磁盘时出错，没有保存。"),
    ],
)
def test_errors_of_the_disk_have_words(code: int, sentence: str) -> None:
    assert translate(OSError(code, "x")).sentence == sentence


def test_our_own_bugs_have_no_words(engine: Engine) -> None:
    assert translate(ValueError("x")) is None
    assert translate(FileNotFoundError(errno.ENOENT, "x")) is None
    with pytest.raises(DBAPIError) as raised, engine.connect() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
    assert translate(raised.value) is None


def test_statements_hide_their_values(engine: Engine) -> None:
    with pytest.raises(DBAPIError) as raised, engine.begin() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "张三欠款"})
    assert "张三" not in str(raised.value)


def test_a_server_that_is_not_there(tmp_path: Path, opened: Opened) -> None:
    engine = opened(f"postgresql://anna@/centre?host={tmp_path}", wait=1)
    with pytest.raises(OfficeError, match="连接不上数据库服务器"), plain_words(), engine.connect():
        pass


def test_a_server_without_this_database(postgresql_server: str, opened: Opened) -> None:
    engine = opened(postgresql_server.format("nowhere"))
    with pytest.raises(OfficeError, match="没有这个数据库"), plain_words(), engine.connect():
        pass


def test_a_link_that_breaks_is_said_plainly_and_comes_back(postgresql_database: str, opened: Opened) -> None:
    engine = opened(postgresql_database)
    other = opened(postgresql_database)

    def work() -> None:
        with plain_words(), engine.connect() as connection:
            process = connection.scalar(text("SELECT pg_backend_pid()"))
            with other.begin() as killer:
                killer.execute(text("SELECT pg_terminate_backend(:process)"), {"process": process})
            for _ in range(50):
                connection.execute(text("SELECT pg_sleep(0.02)"))

    with pytest.raises(OfficeError, match="连接不上"):
        work()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"\\server\share\centre.db", True),
        ("//server/share/centre.db", True),
        (r"\\?\UNC\server\share\centre.db", True),
        (r"\\?\unc\server\share\centre.db", True),
        (r"Z:\centre.db", True),
        (r"\\?\Z:\centre.db", True),
        (r"C:\centre\centre.db", False),
        (r"\\?\C:\centre\centre.db", False),
        (r"\\.\C:\centre\centre.db", False),
        (r"centre.db", False),
    ],
)
def test_network_shares_of_windows(path: str, share: bool) -> None:
    assert is_windows_share(path, lambda root: DRIVE_REMOTE if root == "Z:\\" else 3) is share


MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
server:/export /srv/town nfs4 rw 0 0
//server/share /mnt/office\040files cifs rw 0 0
/dev/sdb1 /srv/town/local ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
anna@server: /home/anna/remote fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/centre.db", "ext4"),
        ("/srv/town/centre.db", "nfs4"),
        ("/srv/town/local/centre.db", "ext4"),
        ("/srv/township/centre.db", "ext4"),
        ("/mnt/office files/centre.db", "cifs"),
        ("/home/anna/remote/a/centre.db", "fuse.sshfs"),
    ],
)
def test_network_shares_of_linux(path: str, kind: str) -> None:
    assert mount_type(path, MOUNTS) == kind


def test_a_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.database.engine.is_network_share", lambda _path: True)
    with pytest.raises(OfficeError, match="网络共享文件夹"):
        open_engine(tmp_path / "centre.db", create=True)
