"""Backup, restore and check through the window; and the day's backup when the program is closed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from whole_program import ALT, CTRL, Key, ProgramBench

from desktop import backing_up
from desktop.attachments.opened import opened_copy
from desktop.backing_up import backup_files
from desktop.errors import OfficeError
from desktop.paths import backup_folder
from desktop.queries.backups import daily_backup
from desktop.queries.events import event_page
from desktop.queries.units import village_list
from desktop.services.units import add_villages
from ui.widgets.table import RecordTable
from ui.widgets.tick import TickBox


def wait_until(condition: Callable[[], bool]) -> None:
    """Let the program go on until something is so, ten seconds at most."""
    until = time.monotonic() + 10
    while not condition():
        QTest.qWait(20)
        assert time.monotonic() < until


@pytest.fixture
def admin(program: ProgramBench) -> ProgramBench:
    """孙建平 looks at 备份与恢复."""
    program.sign_in("admin")
    program.section("backup")
    return program


def test_a_backup_now_is_told_and_listed(admin: ProgramBench) -> None:
    admin.press(Key.Key_Return, CTRL)
    assert "已备份并核对" in admin.words("settings.backup.message.words")
    assert admin.find("settings.backup.table", RecordTable).records().rowCount() == 1
    assert "11月23日 10:42 已备份" in admin.words("shell.saved")


def test_a_restore_is_looked_at_and_replaces_only_at_the_second_press(admin: ProgramBench) -> None:
    admin.press(Key.Key_Return, CTRL)
    admin.office.perform(add_villages, names=("后加的村",))
    admin.find("settings.backup.table").setFocus()
    admin.press(Key.Key_Return)
    assert admin.there("settings.restore")
    assert "备份是完整的" in admin.words("settings.restore.verdict.words")
    assert "账号10" in admin.words("settings.restore.facts")
    assert "后加的村" in [row.name for row in admin.office.ask(village_list)]
    admin.press(Key.Key_Escape)
    assert not admin.there("settings.restore")
    admin.find("settings.backup.table").setFocus()
    admin.press(Key.Key_Return)
    admin.press(Key.Key_Y, ALT)
    assert admin.face() == "sign_in"
    assert "已从备份恢复" in admin.words("sign_in.message.words")
    assert admin.office.who is None
    admin.sign_in("admin")
    assert "后加的村" not in [row.name for row in admin.office.ask(village_list)]
    assert list(admin.place.parent.glob("centre-replaced-*.db"))


def test_a_damaged_backup_offers_no_restore(admin: ProgramBench) -> None:
    admin.press(Key.Key_Return, CTRL)
    file = backup_files()[0].path
    content = bytearray(file.read_bytes())
    content[4096 * 20 : 4096 * 24] = b"\xff" * 4096 * 4
    file.write_bytes(bytes(content))
    admin.find("settings.backup.table").setFocus()
    admin.press(Key.Key_Return)
    assert "已损坏" in admin.words("settings.restore.verdict.words")
    assert not admin.there("settings.restore.agree")


def test_a_failed_restore_leaves_the_data_and_says_why(
    admin: ProgramBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin.press(Key.Key_Return, CTRL)
    admin.office.perform(add_villages, names=("后加的村",))
    admin.find("settings.backup.table").setFocus()
    admin.press(Key.Key_Return)
    backup_files()[0].path.unlink()
    admin.press(Key.Key_Y, ALT)
    assert admin.face() == "sign_in"
    assert "找不到备份文件" in admin.words("sign_in.message.words")
    admin.sign_in("admin")
    assert "后加的村" in [row.name for row in admin.office.ask(village_list)]


def test_the_daily_backup_is_switched_off(admin: ProgramBench) -> None:
    box = admin.find("settings.backup.daily", TickBox)
    assert box.isChecked()
    box.setFocus()
    admin.press(Key.Key_Space)
    assert not admin.office.ask(daily_backup).on
    admin.program.window.close()
    admin.settle()
    assert not admin.program.window.isVisible()
    assert backup_files() == ()


def test_the_check_tells_line_by_line(program: ProgramBench) -> None:
    program.sign_in("zhaozhiqiang")
    program.section("check")
    program.press(Key.Key_Return, CTRL)
    assert "没有问题" in program.words("settings.check.message.words")


def test_the_check_finds_what_was_altered(program: ProgramBench) -> None:
    import sqlite3

    connection = sqlite3.connect(program.place)
    connection.executescript(
        "DROP TRIGGER event_no_update; UPDATE event SET words = '没有这回事' WHERE seq = 1;"
    )
    connection.close()
    program.sign_in("qianjin")
    program.section("check")
    program.press(Key.Key_Return, CTRL)
    assert "查出问题" in program.words("settings.check.message.words")


# -- the end of the day


def test_closing_makes_the_days_backup_once(program: ProgramBench) -> None:
    program.sign_in("wangmin")
    program.program.window.close()
    program.settle()
    assert not program.program.window.isVisible()
    files = backup_files()
    assert [file.path.parent for file in files] == [backup_folder()]
    program.office.open()
    program.office.sign_in("qianjin", "mima-2026")
    assert "每日备份到" in program.office.ask(event_page)[1].words


def test_a_second_closing_on_the_same_day_makes_none(program: ProgramBench) -> None:
    backing_up.back_up_today(program.office, backup_folder())
    program.sign_in("wangmin")
    program.program.window.close()
    program.settle()
    assert not program.program.window.isVisible()
    assert len(backup_files()) == 1


def test_a_closing_from_the_sign_in_page_or_the_lock_backs_up_too(program: ProgramBench) -> None:
    program.sign_in("wangmin")
    program.program.lock()
    program.settle()
    program.program.window.close()
    program.settle()
    assert not program.program.window.isVisible()
    assert len(backup_files()) == 1


def test_a_backup_that_takes_long_may_be_given_up(
    program: ProgramBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    go_on = threading.Event()

    def slow(_office: object, _folder: Path, progress: object) -> None:
        assert callable(progress)
        until = time.monotonic() + 20
        while not go_on.wait(0.02) and time.monotonic() < until:
            progress(1, 3, "复制数据库")

    monkeypatch.setattr(backing_up, "back_up_today", slow)
    program.sign_in("wangmin")
    window = program.program.window
    window.close()
    wait_until(lambda: program.face() == "leaving" and program.words("leaving.words") == "复制数据库…")
    assert not program.there("leaving.give_up")
    wait_until(lambda: program.there("leaving.give_up"))
    program.press(Key.Key_Escape, settle=False)
    program.app.processEvents()
    assert not window.isVisible()
    go_on.set()
    program.settle()


def test_a_backup_that_fails_is_told_and_tried_again_or_left(
    program: ProgramBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OfficeError("备份位置的磁盘空间不够，没有备份。", todo="请清理磁盘或换一个位置。")

    program.sign_in("wangmin")
    with monkeypatch.context() as patched:  # undoing everything would give the home of the test back too
        patched.setattr(backing_up, "back_up_today", full)
        program.program.window.close()
        program.settle()
        assert program.face() == "leaving"
        assert "磁盘空间不够" in program.words("leaving.message.words")
    program.press(Key.Key_R, ALT)
    assert not program.program.window.isVisible()
    assert len(backup_files()) == 1


def test_the_status_line_says_when_the_last_backup_was(program: ProgramBench) -> None:
    assert program.words("sign_in.fact") == "本机数据库，还没有备份"
    backing_up.back_up_today(program.office, backup_folder())
    program.clock.moment += timedelta(hours=1)
    program.sign_in("wangmin")
    assert program.words("shell.saved") == "本机数据库，11月23日 10:42 已备份"


def test_no_copy_of_a_file_that_was_looked_at_stays_on_the_pc(
    bench: Callable[..., ProgramBench], centre_place: Path
) -> None:
    copy = opened_copy(7, "身份证.jpg")

    def looked_at() -> None:
        copy.parent.mkdir(parents=True)
        copy.write_bytes(b"somebody's card")

    looked_at()  # and the program was killed
    one = bench(centre_place)
    one.start()
    assert not copy.parent.exists()
    looked_at()
    one.end()
    assert not copy.parent.exists()
