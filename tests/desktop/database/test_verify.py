"""onestop verify sees every kind of damage: pages, links, index, and any change to the events."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from desktop.database.backup import back_up
from desktop.database.verify import verify

Fill = Callable[[Engine], None]


@pytest.fixture
def centre(engine: Engine, fill: Fill) -> Engine:
    fill(engine)
    return engine


def _force(engine: Engine, *statements: str) -> None:
    """Do what the guards forbid, as somebody with the file or the server in his hands could."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        if engine.dialect.name == "sqlite":
            raw.execute("PRAGMA foreign_keys=OFF")
            triggers = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (name,) in triggers:
                raw.execute(f"DROP TRIGGER {name}")
        else:
            raw.execute("SET session_replication_role = replica")
            raw.commit()
        with connection.begin():
            for statement in statements:
                connection.execute(text(statement))
        connection.invalidate()


def _faults(engine: Engine, name: str) -> tuple[str, ...]:
    report = verify(engine)
    assert not report.sound
    (check,) = [check for check in report.checks if not check.sound]
    assert check.name == name
    return check.faults


def test_a_sound_centre(centre: Engine) -> None:
    steps: list[int] = []
    report = verify(centre, progress=lambda done, _total, _what: steps.append(done))
    assert report.sound
    assert [check.name for check in report.checks] == ["版本", "数据完整", "查找索引", "材料", "操作日志"]
    assert report.events == 5
    with centre.connect() as connection:
        assert report.head_hash == connection.scalar(text("SELECT hash FROM audit_head"))
    assert steps == [0, 1, 2, 3, 4, 5]


def test_an_unfounded_database_is_sound(engine: Engine) -> None:
    report = verify(engine)
    assert report.sound
    assert report.events == 0


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE event SET words = '改过' WHERE seq = 3", "第3条操作记录被改动过。"),
        ("UPDATE event SET occurred_at = recorded_at WHERE seq = 2", "第2条操作记录被改动过。"),
        ("UPDATE event SET changes = '[]' WHERE seq = 4", "第4条操作记录被改动过。"),
        ("UPDATE event SET account_id = 7 WHERE seq = 1", "第1条操作记录被改动过。"),
        ("UPDATE event SET hash = previous_hash || '' WHERE seq = 1", "第1条操作记录被改动过。"),
        ("DELETE FROM event WHERE seq = 2", "第2条操作记录缺失或多出。"),
        ("UPDATE event SET previous_hash = 'x' WHERE seq = 4", "第4条操作记录与前一条接不上。"),
        ("DELETE FROM event WHERE seq = 5", "操作记录的末尾不对：现有4条，应有5条。"),
        ("UPDATE audit_head SET hash = 'x'", "操作记录的末尾不对：现有5条，应有5条。"),
        ("DELETE FROM audit_head", "操作记录的末尾不对：现有5条，应有0条。"),
        ("DELETE FROM event", "操作记录的末尾不对：现有0条，应有5条。"),
    ],
)
def test_a_touched_event_is_seen(centre: Engine, statement: str, sentence: str) -> None:
    _force(centre, statement)
    assert _faults(centre, "操作日志") == (sentence,)


def test_an_orphan_is_seen(centre: Engine) -> None:
    _force(centre, "DELETE FROM unit WHERE id = 1")
    (fault,) = _faults(centre, "数据完整")
    assert "committee" in fault


def test_an_index_that_differs_is_seen(centre: Engine) -> None:
    _force(centre, "UPDATE search_document SET content = '别的' WHERE matter_id = 3")
    assert _faults(centre, "查找索引") == ("有1件事项的查找索引不对（内部编号 3），请重建索引。",)


def test_another_revision_is_said(centre: Engine) -> None:
    _force(centre, "UPDATE alembic_version SET version_num = 'from2099'")
    assert _faults(centre, "版本") == ("数据库由更新版本的程序升级过，请用新版程序检查。",)


def test_damaged_pages_are_seen(sqlite_database: str, opened: Callable[..., Engine], fill: Fill) -> None:
    engine = opened(sqlite_database)
    fill(engine)
    with engine.connect() as connection:
        page = connection.scalar(text("SELECT rootpage FROM sqlite_master WHERE name = 'event'"))
    engine.dispose()
    path = Path(sqlite_database)
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xee" * 4096
    path.write_bytes(content)
    assert _faults(opened(path), "数据完整") == ("数据库文件已损坏。",)


def test_a_backup_is_verified_like_a_database(centre: Engine, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    path = back_up(centre, tmp_path / "copy").path
    before = path.read_bytes()
    report = verify(path)
    assert report.sound
    assert report.events == 5
    assert report.head_hash == verify(centre).head_hash
    assert path.read_bytes() == before
    assert list((tmp_path / "copy").iterdir()) == [path]


def test_a_backup_of_touched_events_is_not_sound(
    sqlite_database: str, opened: Callable[..., Engine], fill: Fill, tmp_path: Path
) -> None:
    engine = opened(sqlite_database)
    fill(engine)
    _force(engine, "UPDATE event SET words = '改过' WHERE seq = 3")
    assert not verify(back_up(engine, tmp_path / "copy.db").path).sound
