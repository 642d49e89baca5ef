"""Upgrading: once, under a lock, after a backup; never a newer database, never half."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from desktop.database import upgrade
from desktop.database.contents import look_into
from desktop.database.engine import APPLICATION_ID, open_engine
from desktop.database.upgrade import (
    UpgradeOutcome,
    bring_up_to_date,
    head_revision,
    known_revisions,
    revision_of,
)
from desktop.errors import OfficeError

MOMENT = datetime(2026, 1, 7, 8, 30, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
Opened = Callable[..., Engine]


def test_head_is_what_alembic_says() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(upgrade.MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert head_revision() == script.get_current_head()
    assert known_revisions() == {step.revision: step.down_revision for step in script.walk_revisions()}


def test_a_version_is_read_without_running_it(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'revision = "r1"\ndown_revision = None\nraise SystemExit\n\ndef upgrade():\n    revision = "no"\n'
    )
    (tmp_path / "b.py").write_text('revision: str = "r2"\ndown_revision: str | None = "r1"\n')
    (tmp_path / "__init__.py").write_text('"""Nothing."""\n')
    assert known_revisions(tmp_path) == {"r1": None, "r2": "r1"}


def test_an_empty_database_gets_its_tables(empty_database: str, opened: Opened) -> None:
    engine = opened(empty_database, create=True)
    outcome = bring_up_to_date(engine, moment=MOMENT)
    assert outcome == UpgradeOutcome(None, head_revision(), None)
    assert bring_up_to_date(engine, moment=MOMENT) == UpgradeOutcome(head_revision(), head_revision(), None)
    with engine.connect() as connection:
        assert revision_of(connection) == head_revision()
        assert connection.scalar(text("SELECT count(*) FROM matter")) == 0
        if engine.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA application_id")) == APPLICATION_ID
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def test_a_newer_database_is_refused_and_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from2099'"))
    with pytest.raises(OfficeError, match="更新版本的程序") as refused:
        bring_up_to_date(engine, moment=MOMENT)
    assert refused.value.todo == "请安装新版程序后再打开。"
    with engine.connect() as connection:
        assert revision_of(connection) == "from2099"


@pytest.fixture
def one_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give the program one more migration than the databases of the tests have."""
    import shutil

    folder = tmp_path / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    version = folder / "versions" / "one_more.py"
    version.write_text(
        "from alembic import op\n"
        f'revision = "one_more"\ndown_revision = "{head_revision()}"\nbranch_labels = None\ndepends_on = None\n'
        'def upgrade():\n    op.execute("CREATE TABLE one_more (id INTEGER PRIMARY KEY)")\n'
    )
    known = known_revisions(folder / "versions")
    monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
    monkeypatch.setattr(upgrade, "known_revisions", lambda: known)
    return version


def test_an_existing_database_is_backed_up_first(
    engine: Engine, fill: Callable[[Engine], None], one_more: Path, tmp_path: Path
) -> None:
    before = known_revisions(upgrade.MIGRATIONS / "versions")["one_more"]
    fill(engine)
    folder = tmp_path / "copies"
    folder.mkdir()
    outcome = bring_up_to_date(engine, moment=MOMENT, backup_folder=folder)
    assert (outcome.before, outcome.after) == (before, "one_more")
    assert outcome.backup is not None
    assert outcome.backup.name.startswith("onestop-20260107-163000-")
    assert "before-upgrade" in outcome.backup.name
    contents = look_into(outcome.backup)
    assert contents.sound
    assert contents.summary.revision == before
    assert contents.summary.centre == "坊安街道综治中心"
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM one_more")) == 0


def test_without_a_backup_there_is_no_upgrade(
    engine: Engine, fill: Callable[[Engine], None], one_more: Path, tmp_path: Path
) -> None:
    fill(engine)
    with pytest.raises(OfficeError, match="没有升级"):
        bring_up_to_date(engine, moment=MOMENT, backup_folder=tmp_path / "nowhere")
    with engine.connect() as connection:
        assert revision_of(connection) != "one_more"


def test_a_failed_upgrade_leaves_the_database_as_it_was(
    engine: Engine, fill: Callable[[Engine], None], one_more: Path, tmp_path: Path
) -> None:
    fill(engine)
    one_more.write_text(one_more.read_text() + "    raise RuntimeError('half-way')\n")
    with pytest.raises(RuntimeError, match="half-way"):
        bring_up_to_date(engine, moment=MOMENT, backup_folder=tmp_path)
    with engine.connect() as connection:
        assert revision_of(connection) == known_revisions(upgrade.MIGRATIONS / "versions")["one_more"]
        assert connection.scalar(text("SELECT count(*) FROM event")) == 5
    with pytest.raises(Exception, match="one_more"), engine.connect() as connection:
        connection.execute(text("SELECT * FROM one_more"))


def test_only_who_may_upgrade_does(engine: Engine, one_more: Path) -> None:
    with pytest.raises(OfficeError, match="请系统管理员"):
        bring_up_to_date(engine, moment=MOMENT, may_upgrade=False)


def test_an_upgrade_that_orphans_rows_is_taken_back(
    sqlite_database: str, opened: Opened, fill: Callable[[Engine], None], one_more: Path, tmp_path: Path
) -> None:
    engine = opened(sqlite_database)
    fill(engine)
    one_more.write_text(one_more.read_text() + "    op.execute('DELETE FROM unit')\n")
    with pytest.raises(RuntimeError, match="without its parent"):
        bring_up_to_date(engine, moment=MOMENT, backup_folder=tmp_path)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM unit")) == 1


def test_eight_programs_start_at_once(empty_database: str, opened: Opened) -> None:
    code = (
        "import sys\nfrom datetime import datetime, UTC\nfrom desktop.database.engine import open_engine\n"
        "from desktop.database.upgrade import bring_up_to_date\n"
        "sys.stdin.readline()\n"
        "engine = open_engine(sys.argv[1], create=True)\n"
        "outcome = bring_up_to_date(engine, moment=datetime(2026, 1, 1, tzinfo=UTC))\n"
        "engine.dispose()\n"
        "print('made' if outcome.before is None else 'found')\n"
    )
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", code, empty_database],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(8)
    ]  # fmt: skip
    for program in programs:
        program.stdin.write("go\n")
        program.stdin.flush()
    said = [program.communicate(timeout=120) for program in programs]
    assert [errors for _out, errors in said] == [""] * 8
    assert sorted(out.strip() for out, _errors in said) == ["found"] * 7 + ["made"]
    engine = opened(empty_database)
    with engine.connect() as connection:
        assert revision_of(connection) == head_revision()


def test_alembic_is_loaded_only_when_the_revision_differs(empty_sqlite_database: str) -> None:
    engine = open_engine(empty_sqlite_database, create=True)
    bring_up_to_date(engine, moment=MOMENT)
    engine.dispose()
    code = (
        "import sys\nfrom datetime import datetime, UTC\nfrom desktop.database.engine import open_engine\n"
        "from desktop.database.upgrade import bring_up_to_date\n"
        "engine = open_engine(sys.argv[1])\nbring_up_to_date(engine, moment=datetime(2026, 1, 1, tzinfo=UTC))\n"
        "print('alembic' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, empty_sqlite_database],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "False"
