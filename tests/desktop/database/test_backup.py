"""Backups: one consistent checked file, or none; looked into before it replaces anything."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, text

from desktop.database import upgrade
from desktop.database.backup import back_up, rotate
from desktop.database.contents import look_into
from desktop.database.restore import restore
from desktop.database.upgrade import bring_up_to_date, head_revision, known_revisions
from desktop.database.verify import verify
from desktop.errors import OfficeError
from desktop.search.find import find
from models.centre import Unit

MOMENT = datetime(2026, 1, 7, 8, 30, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
Opened = Callable[..., Engine]
Fill = Callable[[Engine], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "copies"
    made.mkdir()
    return made


@pytest.fixture
def centre(engine: Engine, fill: Fill) -> Engine:
    fill(engine)
    return engine


@pytest.fixture
def file_centre(sqlite_database: str, opened: Opened, fill: Fill) -> Engine:
    engine = opened(sqlite_database)
    fill(engine)
    return engine


def test_a_backup_is_named_and_looked_into(centre: Engine, folder: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    report = back_up(centre, folder, moment=MOMENT, progress=lambda *step: steps.append(step))
    ending = ".db" if centre.dialect.name == "sqlite" else ".zip"
    assert report.path == folder / f"onestop-20260107-163000-{report.summary.head_hash[:8]}{ending}"
    assert report.size == report.path.stat().st_size
    assert [path.name for path in folder.iterdir()] == [report.path.name]
    assert steps[0][:2] == (0, 3)
    assert steps[-1] == (3, 3, "备份完成")
    contents = look_into(report.path)
    assert contents.sound
    assert not contents.newer
    assert contents.engine == centre.dialect.name
    assert contents.summary == report.summary
    assert contents.summary.centre == "坊安街道综治中心"
    assert contents.summary.revision == head_revision()
    assert contents.summary.counts["event"] == 5
    assert contents.summary.counts["person"] == 3
    assert contents.summary.last_event_at == datetime(2026, 1, 7, 8, 35, 0, 123461, tzinfo=UTC)


def test_everything_comes_back(centre: Engine, folder: Path, empty_database: str, opened: Opened) -> None:
    backup = back_up(centre, folder, moment=MOMENT).path
    if centre.dialect.name == "sqlite":
        outcome = restore(backup, empty_database, moment=MOMENT)
    else:
        outcome = restore(backup, opened(empty_database), moment=MOMENT)
    assert outcome.replaced is None
    restored = opened(empty_database)
    assert verify(restored).checks == verify(centre).checks
    assert verify(restored).sound
    with centre.connect() as old, restored.connect() as new:
        for table in (
            "unit",
            "committee",
            "village",
            "person",
            "event",
            "audit_head",
            "search_key",
            "counter",
        ):
            every = text(f"SELECT * FROM {table} ORDER BY 1")
            assert new.execute(every).all() == old.execute(every).all()
        assert [hit.matter_id for hit in find(new, "单𬭎", secret=b"")] == [5, 4, 3, 2, 1]
    with restored.begin() as connection:  # numbers go on where they were; guards stand again
        connection.execute(
            insert(Unit),
            {"name": "司法所", "position": 2, "mode": "resident", "kind": "own", "window": "", "phone": "",
             "bit": 8, "mediates": False, "active": True, "version": 1},
        )  # fmt: skip
        assert connection.scalar(text("SELECT max(id) FROM unit")) == 2
    for forbidden in ("UPDATE event SET words = 'x'", "DELETE FROM event", "DELETE FROM unit WHERE id = 1"):
        with (
            pytest.raises(Exception, match=r"append-only|FOREIGN KEY|foreign key"),
            restored.begin() as connection,
        ):
            connection.execute(text(forbidden))


def test_a_backup_of_a_centre_at_work_is_one_state(file_centre: Engine, folder: Path) -> None:
    stop = threading.Event()

    def work() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with file_centre.begin() as connection:
                connection.execute(text("INSERT INTO counter VALUES (:a, 1)"), {"a": f"a{number}"})
                connection.execute(text("INSERT INTO counter VALUES (:b, 1)"), {"b": f"b{number}"})

    worker = threading.Thread(target=work)
    worker.start()
    try:
        paths = [back_up(file_centre, folder / f"{place}.db", moment=MOMENT).path for place in range(5)]
    finally:
        stop.set()
        worker.join()
    for path in paths:
        connection = sqlite3.connect(path)
        pairs = connection.execute(
            "SELECT count(*) FILTER (WHERE series LIKE 'a%'), count(*) FILTER (WHERE series LIKE 'b%') FROM counter"
        ).fetchone()
        connection.close()
        assert pairs[0] == pairs[1]
        assert not path.with_name(path.name + "-wal").exists()


def test_a_backup_never_overwrites(centre: Engine, folder: Path) -> None:
    target = folder / "mine"
    target.write_text("a letter")
    with pytest.raises(OfficeError, match="已经存在"):
        back_up(centre, target, moment=MOMENT)
    assert target.read_text() == "a letter"
    with pytest.raises(OfficeError, match="不存在，没有备份"):
        back_up(centre, folder / "stick that is not plugged in", moment=MOMENT)
    with pytest.raises(OfficeError, match="不存在"):
        back_up(centre, folder / "no" / "where.db", moment=MOMENT)


def test_a_killed_backup_leaves_nothing_that_looks_like_one(file_centre: Engine, folder: Path) -> None:
    code = (
        "import sys, time\nfrom desktop.database.backup import back_up\n"
        "def stop(done, total, what):\n"
        "    if done == int(sys.argv[3]):\n"
        "        print('there', flush=True)\n        time.sleep(60)\n"
        "back_up(sys.argv[1], sys.argv[2], progress=stop)\n"
    )
    for step in ("1", "2"):
        command = [sys.executable, "-c", code, str(file_centre.url.database), str(folder), step]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout.readline() == "there\n"
            os.kill(program.pid, signal.SIGKILL)
    left = list(folder.iterdir())
    assert left
    assert all(path.name.startswith(".onestop-") for path in left)
    assert rotate(folder) == []
    long_ago = (MOMENT - timedelta(hours=2)).timestamp()
    for path in left:
        os.utime(path, (long_ago, long_ago))
    report = back_up(file_centre, folder, moment=MOMENT)
    assert list(folder.iterdir()) == [report.path]
    assert verify(file_centre).sound


def test_a_full_disk_is_said_plainly_and_leaves_nothing(
    centre: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(folder)
    if centre.dialect.name == "sqlite":
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=1000))
    else:

        def full(*_arguments: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(OfficeError, match=r"磁盘空间不够|磁盘已满"):
        back_up(centre, folder, moment=MOMENT)
    assert list(folder.iterdir()) == []


def test_a_disk_that_fills_up_half_way(file_centre: Engine) -> None:
    """On a real small file system, where the tests may mount one."""
    with file_centre.begin() as connection:
        connection.execute(text("INSERT INTO search_document VALUES (99, :long)"), {"long": "长" * 400_000})
    mount = Path(str(file_centre.url.database)).parent / "small"
    mount.mkdir()
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(mount)], capture_output=True, check=False
        ).returncode
    )
    if not mounted:
        pytest.skip("no right to mount a file system here; the test before this one stands in")
    try:
        for free_seems in (None, 1 << 40):
            with pytest.MonkeyPatch.context() as patch:
                if free_seems:
                    usage = shutil.disk_usage(mount)
                    patch.setattr(
                        shutil, "disk_usage", lambda _folder, usage=usage: usage._replace(free=1 << 40)
                    )
                with pytest.raises(OfficeError, match=r"磁盘空间不够|磁盘已满"):
                    back_up(file_centre, mount, moment=MOMENT)
            assert list(mount.iterdir()) == []
    finally:
        subprocess.run(["umount", str(mount)], check=True)


def test_a_damaged_database_gives_no_backup(file_centre: Engine, folder: Path) -> None:
    path = Path(str(file_centre.url.database))
    file_centre.dispose()
    _damage(path)
    with pytest.raises(OfficeError, match=r"没有备份|已损坏"):
        back_up(path, folder, moment=MOMENT)
    assert list(folder.iterdir()) == []


def test_a_damaged_backup_restores_nothing(
    centre: Engine, folder: Path, empty_database: str, opened: Opened
) -> None:
    backup = back_up(centre, folder, moment=MOMENT).path
    if centre.dialect.name == "sqlite":
        _damage(backup)
        target: str | Engine = empty_database
    else:
        _rewrite(backup, "tables/person.copy", lambda content: content.replace("单".encode(), "双".encode()))
        target = opened(empty_database)
    contents = look_into(backup)
    assert not contents.sound
    with pytest.raises(OfficeError, match="备份已损坏"):
        restore(backup, target, moment=MOMENT)
    if centre.dialect.name == "sqlite":
        assert not Path(empty_database).exists()
    assert not verify(backup).sound


def test_a_cut_backup_is_refused(centre: Engine, folder: Path) -> None:
    backup = back_up(centre, folder, moment=MOMENT).path
    content = backup.read_bytes()
    backup.write_bytes(content[: len(content) // 2])
    with pytest.raises(OfficeError, match=r"不是|损坏"):
        restore(backup, folder / "new.db", moment=MOMENT)


@pytest.mark.parametrize("content", [b"", b"a letter", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_backup_is_refused(folder: Path, content: bytes) -> None:
    (folder / "letter.db").write_bytes(content)
    with pytest.raises(OfficeError, match=r"不是|没有一站解"):
        look_into(folder / "letter.db")
    with pytest.raises(OfficeError, match="找不到"):
        look_into(folder / "none.db")


def test_a_newer_backup_is_refused(centre: Engine, folder: Path, tmp_path: Path) -> None:
    with centre.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from2099'"))
    backup = back_up(centre, folder, moment=MOMENT).path
    assert look_into(backup).newer
    with pytest.raises(OfficeError, match="更新版本"):
        restore(backup, tmp_path / "new.db", moment=MOMENT)
    assert not (tmp_path / "new.db").exists()


def test_a_backup_goes_back_to_its_own_kind(
    file_centre: Engine, folder: Path, postgresql_database: str, opened: Opened, fill: Fill
) -> None:
    server = opened(postgresql_database)
    fill(server)
    of_file, of_server = (back_up(one, folder, moment=MOMENT).path for one in (file_centre, server))
    with pytest.raises(OfficeError, match="种类不同"):
        restore(of_file, server, moment=MOMENT)
    with pytest.raises(OfficeError, match="种类不同"):
        restore(of_server, folder / "new.db", moment=MOMENT)
    with pytest.raises(OfficeError, match="已经有数据"):
        restore(of_server, server, moment=MOMENT)


def test_what_is_replaced_is_kept(file_centre: Engine, folder: Path) -> None:
    backup = back_up(file_centre, folder, moment=MOMENT).path
    with file_centre.begin() as connection:
        connection.execute(text("INSERT INTO counter VALUES ('after', 1)"))
    path = Path(str(file_centre.url.database))
    file_centre.dispose()
    first = restore(backup, path, moment=MOMENT).replaced
    second = restore(backup, path, moment=MOMENT).replaced
    assert first == path.with_name("centre-replaced-20260107-163000.db")
    assert second == path.with_name("centre-replaced-20260107-163000-2.db")

    def series(file: Path) -> list[str]:
        connection = sqlite3.connect(file)
        rows = connection.execute("SELECT series FROM counter ORDER BY series").fetchall()
        connection.close()
        return [row[0] for row in rows]

    assert series(first) == ["after", "matter:2026"]
    assert series(path) == ["matter:2026"]
    names = {entry.name for entry in path.parent.iterdir() if entry.is_file()}
    assert names == {"centre.db", first.name, second.name}


def test_a_database_in_use_is_not_replaced(file_centre: Engine, folder: Path) -> None:
    backup = back_up(file_centre, folder, moment=MOMENT).path
    path = Path(str(file_centre.url.database))
    with file_centre.begin() as connection:
        connection.execute(text("INSERT INTO counter VALUES ('after', 1)"))
    with pytest.raises(OfficeError, match="正在使用"):
        restore(backup, path, moment=MOMENT)
    with file_centre.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM counter")) == 2
    assert not list(path.parent.glob("*replaced*"))
    assert not list(path.parent.glob(".*restoring*"))


def test_a_damaged_database_is_replaced_and_kept(file_centre: Engine, folder: Path, opened: Opened) -> None:
    backup = back_up(file_centre, folder, moment=MOMENT).path
    path = Path(str(file_centre.url.database))
    file_centre.dispose()
    path.write_bytes(b"nothing of a database is left" * 200)
    path.with_name("centre.db-wal").write_bytes(b"an old log" * 500)
    outcome = restore(backup, path, moment=MOMENT)
    assert outcome.replaced.read_bytes().startswith(b"nothing of a database")
    assert verify(opened(path)).sound


def test_a_backup_does_not_replace_itself(file_centre: Engine, folder: Path) -> None:
    backup = back_up(file_centre, folder, moment=MOMENT).path
    with pytest.raises(OfficeError, match="就是要替换的数据库"):
        restore(backup, backup, moment=MOMENT)
    with pytest.raises(OfficeError, match="不能恢复到"):
        restore(backup, folder, moment=MOMENT)


def test_an_older_backup_of_a_server_is_brought_up_to_date(
    postgresql_database: str, empty_postgresql_database: str, opened: Opened, fill: Fill, folder: Path,
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    source = opened(postgresql_database)
    fill(source)
    backup = back_up(source, folder, moment=MOMENT).path
    migrations = tmp_path / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / "one_more.py").write_text(
        "from alembic import op\n"
        f'revision = "one_more"\ndown_revision = "{head_revision()}"\nbranch_labels = None\ndepends_on = None\n'
        'def upgrade():\n    op.execute("CREATE TABLE one_more AS SELECT name FROM unit")\n'
    )
    known = known_revisions(migrations / "versions")
    monkeypatch.setattr(upgrade, "MIGRATIONS", migrations)
    monkeypatch.setattr(upgrade, "known_revisions", lambda: known)
    target = opened(empty_postgresql_database)
    restore(backup, target, moment=MOMENT)
    with target.connect() as connection:
        assert connection.scalar(text("SELECT name FROM one_more")) == "调委会"


def test_rotation_keeps_days_and_months(folder: Path) -> None:
    for days in range(500):
        for hour in ("090000", "180000"):
            day = (MOMENT - timedelta(days=days)).strftime("%Y%m%d")
            (folder / f"onestop-{day}-{hour}-0123abcd.db").write_text("")
    others = {"onestop-20200101-090000-0123abcd-before-upgrade.db", "centre.db", "letter.txt"}
    for name in others:
        (folder / name).write_text("")
    removed = rotate(folder)
    left = {path.name for path in folder.iterdir()}
    assert others <= left
    assert len(removed) == 1000 - len(left - others)
    days = {f"onestop-202601{day:02}-180000-0123abcd.db" for day in range(1, 8)} | {
        f"onestop-202512{day:02}-180000-0123abcd.db" for day in range(25, 32)
    }
    months = {
        "onestop-20251130-180000-0123abcd.db", "onestop-20251031-180000-0123abcd.db",
        "onestop-20250930-180000-0123abcd.db", "onestop-20250831-180000-0123abcd.db",
        "onestop-20250731-180000-0123abcd.db", "onestop-20250630-180000-0123abcd.db",
        "onestop-20250531-180000-0123abcd.db", "onestop-20250430-180000-0123abcd.db",
        "onestop-20250331-180000-0123abcd.db", "onestop-20250228-180000-0123abcd.db",
    }  # fmt: skip
    assert left - others == days | months
    assert rotate(folder) == []


def test_rotation_never_removes_the_last_copy(folder: Path) -> None:
    (folder / "onestop-20260107-090000-0123abcd.db").write_text("")
    assert rotate(folder, daily=0, monthly=0) == []


def test_the_day_is_the_day_of_the_centre(file_centre: Engine, folder: Path) -> None:
    late = datetime(2026, 1, 7, 16, 30, tzinfo=UTC)  # past midnight in China
    assert back_up(file_centre, folder, moment=late).path.name.startswith("onestop-20260108-003000-")


def _damage(path: Path) -> None:
    """Overwrite the middle pages of a SQLite file."""
    content = bytearray(path.read_bytes())
    for page in range(4, len(content) // 4096 - 4):
        content[page * 4096 : page * 4096 + 200] = b"\xee" * 200
    path.write_bytes(content)


def _rewrite(path: Path, member: str, change: Callable[[bytes], bytes]) -> None:
    """Change one member of a zip file so that the archive itself stays whole."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert change(members[member]) != members[member]
    members[member] = change(members[member])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def test_bring_up_to_date_is_not_needed_after_restore(
    file_centre: Engine, folder: Path, opened: Opened
) -> None:
    backup = back_up(file_centre, folder, moment=MOMENT).path
    restore(backup, folder / "again.db", moment=MOMENT)
    again = opened(folder / "again.db")
    assert bring_up_to_date(again, moment=MOMENT).before == head_revision()
