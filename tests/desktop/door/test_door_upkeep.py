"""onestop backup, restore, verify, doctor: checked, looked at first, recorded, refused in plain words."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from door_bench import Door, prepared
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.office import Office
from models.event import Event
from models.matter import Matter
from models.values.permissions import Role


def register(door: Door) -> str:
    """Register a matter; return its code."""
    office = door.office(Role.RECEPTIONIST)
    registered = factories.register(office, office.who)  # type: ignore[arg-type]  # signed in
    office.close()
    return registered.code


def look(place: str) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Return the matters' codes, and tag, words and acting person of every event."""
    office = Office(place)
    office.open()
    with Session(office.engine) as session:
        codes = list(session.scalars(select(Matter.code)))
        events = [
            (e.tag, e.words, e.acting_person) for e in session.scalars(select(Event).order_by(Event.seq))
        ]
    office.close()
    return codes, events


def ending(door: Door) -> str:
    """Return how a backup of this engine is called."""
    return "zip" if "://" in door.place else "db"


def test_a_backup_is_made_checked_and_recorded(door: Door, tmp_path: Path) -> None:
    register(door)
    target = tmp_path / f"备份.{ending(door)}"
    said = door.as_role(Role.DIRECTOR, "backup", str(target))
    assert said.code == 0
    assert str(target) in said.out
    assert target.stat().st_size > 10_000
    assert "复制数据库…" in said.err
    assert "Traceback" not in said.err
    assert look(door.place)[1][-1][:2] == ("centre:back_up", look(door.place)[1][-1][1])
    assert "备份" in look(door.place)[1][-1][1]
    again = door.as_role(Role.DIRECTOR, "backup", str(target))
    assert (again.code, again.out) == (2, "")
    assert "已经存在" in again.err


def test_a_backup_into_a_folder_names_itself(file_door: Door, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    assert file_door.as_role(Role.ADMINISTRATOR, "backup", str(folder)).code == 0
    (made,) = folder.iterdir()
    assert made.name.startswith("onestop-")
    refused = file_door.as_role(Role.ADMINISTRATOR, "backup", str(tmp_path / "none" / "x.db"))
    assert refused.code == 2
    assert "不存在" in refused.err


@pytest.mark.parametrize(
    "words", [("backup", "x.db"), ("verify",), ("verify", "--backup", "x.db"), ("restore", "x.db", "--yes")]
)
def test_who_may_not_is_refused(file_door: Door, tmp_path: Path, words: tuple[str, ...]) -> None:
    shutil.copyfile(file_door.place, tmp_path / "x.db")
    typed = [str(tmp_path / word) if word == "x.db" else word for word in words]
    if words[0] == "backup":
        typed[1] = str(tmp_path / "y.db")
    said = file_door.as_role(Role.RECEPTIONIST, *typed)
    assert said.code == 2
    assert "您的角色不能做这一步" in said.err
    assert not (tmp_path / "y.db").exists()
    assert not list(tmp_path.glob("centre-replaced-*"))


def test_a_restore_shows_what_the_backup_holds_and_waits_for_a_yes(file_door: Door, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    assert file_door.as_role(Role.DIRECTOR, "backup", str(target)).code == 0
    code = register(file_door)
    said = file_door.as_role(Role.DIRECTOR, "restore", str(target))
    assert said.code == 2
    assert "云溪镇社会治安综合治理中心" in said.out
    assert "事项0" in said.out
    assert "--yes" in said.err
    assert look(file_door.place)[0] == [code]


def test_a_restore_replaces_the_file_keeps_the_old_one_and_is_recorded(
    file_door: Door, tmp_path: Path
) -> None:
    target = tmp_path / "backup.db"
    assert file_door.as_role(Role.DIRECTOR, "backup", str(target)).code == 0
    code = register(file_door)
    said = file_door.as_role(Role.DIRECTOR, "restore", str(target), "--yes")
    assert said.code == 0
    codes, events = look(file_door.place)
    assert codes == []
    assert events[-1] == ("centre:restore", "从备份backup.db恢复", "刘志强")
    (kept,) = tmp_path.glob("centre-replaced-*.db")
    assert str(kept) in said.out
    assert look(str(kept))[0] == [code]


def test_a_lost_centre_is_restored_by_an_account_of_the_backup(file_door: Door, tmp_path: Path) -> None:
    code = register(file_door)
    target = tmp_path / "backup.db"
    assert file_door.as_role(Role.DIRECTOR, "backup", str(target)).code == 0
    before = target.read_bytes()
    lost = Path(file_door.place)
    for path in tmp_path.glob("centre.db*"):
        path.unlink()
    stranger = file_door.as_role("niemand", "restore", str(target), "--yes")
    assert stranger.code == 2
    assert "登录名或密码不对" in stranger.err
    clerk = file_door.as_role(Role.RECEPTIONIST, "restore", str(target), "--yes")
    assert clerk.code == 2
    assert not lost.exists()
    said = file_door.as_role(Role.DIRECTOR, "restore", str(target), "--yes")
    assert said.code == 0
    codes, events = look(file_door.place)
    assert codes == [code]
    assert events[-1] == ("centre:restore", "从备份backup.db恢复", "刘志强")
    assert target.read_bytes() == before


def test_a_servers_centre_is_restored_to_an_empty_database_only(
    centre_postgresql: str,
    empty_postgresql_database: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    door = prepared(centre_postgresql, tmp_path, request.getfixturevalue("run"))
    code = register(door)
    target = tmp_path / "backup.zip"
    assert door.as_role(Role.DIRECTOR, "backup", str(target)).code == 0
    full = door.as_role(Role.DIRECTOR, "restore", str(target), "--yes")
    assert full.code == 2
    assert "已经有数据" in full.err
    new = Door(empty_postgresql_database, door.password_file, door.run)
    assert new.as_role(Role.DIRECTOR, "restore", str(target), "--yes").code == 0
    codes, events = look(new.place)
    assert codes == [code]
    assert events[-1][0] == "centre:restore"
    assert new.as_role(Role.DIRECTOR, "verify").code == 0


def test_a_damaged_backup_and_a_strange_file_are_refused(file_door: Door, tmp_path: Path) -> None:
    strange = tmp_path / "strange.db"
    strange.write_text("不是数据库", encoding="utf-8")
    said = file_door.as_role(Role.DIRECTOR, "restore", str(strange), "--yes")
    assert (said.code, said.out) == (2, "")
    assert "Traceback" not in said.err
    missing = file_door.as_role(Role.DIRECTOR, "restore", str(tmp_path / "none.db"), "--yes")
    assert "找不到备份文件" in missing.err
    target = tmp_path / "backup.db"
    assert file_door.as_role(Role.DIRECTOR, "backup", str(target)).code == 0
    content = bytearray(target.read_bytes())
    content[4096 * 3 : 4096 * 6] = os.urandom(4096 * 3)
    target.write_bytes(bytes(content))
    damaged = file_door.as_role(Role.DIRECTOR, "restore", str(target), "--yes")
    assert damaged.code == 2
    assert "损坏" in damaged.err
    assert not list(tmp_path.glob("centre-replaced-*"))


def test_a_damaged_database_in_the_way_is_not_swept_aside(file_door: Door, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    assert file_door.as_role(Role.DIRECTOR, "backup", str(target)).code == 0
    for path in tmp_path.glob("centre.db-*"):
        path.unlink()
    Path(file_door.place).write_text("不是数据库了", encoding="utf-8")
    said = file_door.as_role(Role.DIRECTOR, "restore", str(target), "--yes")
    assert said.code == 2
    assert "改名" in said.err
    assert Path(file_door.place).read_text(encoding="utf-8") == "不是数据库了"


def test_a_sound_database_and_its_backup_pass(door: Door, tmp_path: Path) -> None:
    register(door)
    target = tmp_path / f"backup.{ending(door)}"
    assert door.as_role(Role.DIRECTOR, "backup", str(target)).code == 0
    said = door.as_role(Role.AUDITOR, "verify")
    assert said.code == 0
    assert "没有发现问题" in said.out
    assert "操作日志：没有问题" in said.out
    assert look(door.place)[1][-1][:2] == ("centre:check", "核对数据库，没有问题")
    backup = door.as_role(Role.AUDITOR, "verify", "--backup", str(target))
    assert backup.code == 0
    assert "备份文件：没有问题" in backup.out


def test_an_altered_log_is_found(file_door: Door) -> None:
    register(file_door)
    with contextlib.closing(sqlite3.connect(file_door.place)) as raw, raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute("UPDATE event SET acting_person = '别人' WHERE seq = 1")
    said = file_door.as_role(Role.AUDITOR, "verify")
    assert said.code == 1
    assert "第1条操作记录被改动过" in said.out
    assert "发现问题" in said.out
    assert look(file_door.place)[1][-1][1] == "核对数据库，查出1处问题"


def test_doctor_needs_no_account_and_no_database(run: object, tmp_path: Path) -> None:
    assert callable(run)
    said = run("doctor", "--database", str(tmp_path / "none.db"))
    assert said.code == 0
    assert "还没有建立" in said.out
    assert "Python" in said.out


def test_doctor_packs_its_report_and_the_logs_but_no_record(file_door: Door, tmp_path: Path) -> None:
    register(file_door)
    target = tmp_path / "doctor.zip"
    said = file_door.run("doctor", "--database", file_door.place, "--bundle", str(target))
    assert said.code == 0
    assert "matter 1" in said.out
    with zipfile.ZipFile(target) as archive:
        texts = [archive.read(name).decode("utf-8") for name in archive.namelist()]
    assert any("数据库版本" in text for text in texts)
    assert not any("王秀英" in text or "13800002417" in text for text in texts)
    again = file_door.run("doctor", "--database", file_door.place, "--bundle", str(target))
    assert again.code == 2
    assert "已经存在" in again.err
    assert file_door.as_role(Role.AUDITOR, "doctor").code == 0
    assert file_door.as_role("niemand", "doctor").code == 2


def test_a_database_that_is_not_there_is_refused(file_door: Door, tmp_path: Path) -> None:
    elsewhere = Door(str(tmp_path / "none.db"), file_door.password_file, file_door.run)
    said = elsewhere.as_role(Role.DIRECTOR, "search", "王")
    assert (said.code, said.out) == (2, "")
    assert "找不到数据库文件" in said.err
    assert not (tmp_path / "none.db").exists()


def test_the_program_itself_refuses_in_plain_words_through_a_pipe(file_door: Door) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    command = [
        sys.executable,
        "-m",
        "desktop",
        "search",
        "王秀英",
        "--database",
        file_door.place,
        "--as",
        "wer",
    ]
    refused = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=60)
    assert refused.returncode == 2
    assert refused.stdout == b""
    assert refused.stderr.decode("utf-8") == "没有给出密码。请用 --password-file 指明密码文件。\n"
    wrong = subprocess.run(
        [*command, "--password-file", str(file_door.password_file)],
        capture_output=True,
        env={**environment, "PYTHONIOENCODING": "ascii"},
        check=False,
        timeout=60,
    )
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert wrong.stderr.decode("utf-8") == "登录名或密码不对，请再试一次。\n"
