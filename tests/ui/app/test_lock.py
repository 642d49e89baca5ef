"""The lock and the change of person: nothing readable, nothing lost, back to the same place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from whole_program import ALT, CTRL, PASSWORD, Key, ProgramBench

from ui.desk.page import DeskPage
from ui.idle import IdleWatch

STORY = "西邻盖房挡了我家的水道"


@pytest.fixture
def working(program: ProgramBench) -> ProgramBench:
    """王敏 sits at the reception and has begun to write."""
    program.sign_in("wangmin")
    program.press(Key.Key_2, CTRL)
    story = program.find("reception.story")
    story.setFocus()
    program.write(STORY)
    return program


def seen(bench: ProgramBench) -> str:
    """Everything that can be read in the windows of the program."""
    words = []
    for window in QApplication.topLevelWidgets():
        for widget in [window, *window.findChildren(QWidget)]:
            if widget.isVisible():
                text = getattr(widget, "text", None) or getattr(widget, "toPlainText", None)
                words.append(str(text()) if callable(text) else "")
    return "\n".join(words)


def unlock(bench: ProgramBench, password: str = PASSWORD) -> None:
    bench.find("lock.password").setFocus()
    bench.type(password)
    bench.press(Key.Key_Return)


def test_the_lock_covers_everything_and_leads_back_to_the_same_place(working: ProgramBench) -> None:
    assert STORY in seen(working)
    working.press(Key.Key_L, CTRL)
    assert working.face() == "lock"
    assert STORY not in seen(working)
    assert working.program.window.windowTitle() == "已锁屏"
    assert working.words("lock.note") == "回到：接待登记，光标原处"
    assert working.focus() == "lock.password"
    unlock(working)
    assert working.face() == "shell"
    assert working.focus() == "reception.story"
    assert STORY in seen(working)


def test_a_wrong_password_leaves_it_locked(working: ProgramBench) -> None:
    working.press(Key.Key_L, CTRL)
    unlock(working, "falsch")
    assert working.face() == "lock"
    assert working.words("lock.password.reaction") == "登录名或密码不对，请再试一次。"
    assert working.words("lock.password") == ""
    unlock(working)
    assert working.face() == "shell"


def test_no_key_of_the_main_window_works_while_it_is_locked(working: ProgramBench) -> None:
    shell = working.program.shell
    assert shell is not None
    working.press(Key.Key_L, CTRL)
    place = shell.place()
    for key, held in (
        (Key.Key_2, CTRL),
        (Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        (Key.Key_Return, CTRL),
    ):
        working.press(key, held)
    assert shell.place() == place
    assert working.face() == "lock"
    assert STORY not in seen(working)


def test_open_dialogs_are_covered_too(working: ProgramBench) -> None:
    shell = working.program.shell
    assert shell is not None
    sheet = shell.show_keys()
    working.settle()
    assert sheet.isVisible()
    working.program.lock()
    working.settle()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def test_somebody_else_takes_over_by_keys_and_the_draft_stays_with_its_owner(
    working: ProgramBench,
) -> None:
    first = working.program.place
    assert first is not None
    working.press(Key.Key_L, CTRL)
    working.press(Key.Key_0, ALT)
    assert working.face() == "sign_in"
    working.sign_in("liguodong")
    assert working.face() == "shell"
    assert STORY not in seen(working)
    assert working.program.place is not first
    drafts = working.program.opening.drafts
    assert drafts is not None
    kept = drafts.drafts_of(first.who.account_id or 0, form="reception.visit")
    assert STORY in str([draft.payload for draft in kept])
    working.program.change_person()
    working.settle()
    working.sign_in("wangmin")
    page = working.program.shell.page() if working.program.shell is not None else None
    assert isinstance(page, DeskPage)
    assert [line.words for line in page.drafts.rows()] == ["接待登记"]
    page.draft_table.setFocus()
    working.press(Key.Key_Return)
    assert STORY in seen(working)


def test_the_card_of_who_was_here_asks_for_that_password(working: ProgramBench) -> None:
    working.program.change_person()
    working.sign_in("liguodong")
    working.program.lock()
    working.settle()
    card = working.find("lock.person.wangmin")
    assert card.isVisible()
    working.press(Key.Key_1, ALT)
    unlock(working)
    assert "王敏" in working.find("shell.person").accessibleName()


def test_going_back_from_the_sign_in_page_to_the_lock(working: ProgramBench) -> None:
    working.press(Key.Key_L, CTRL)
    working.press(Key.Key_0, ALT)
    working.press(Key.Key_Escape)
    assert working.face() == "lock"
    unlock(working)
    assert STORY in seen(working)


def test_a_failed_change_leaves_the_first_person_locked(working: ProgramBench) -> None:
    working.press(Key.Key_L, CTRL)
    working.press(Key.Key_0, ALT)
    working.sign_in("liguodong", "falsch")
    assert working.face() == "sign_in"
    who = working.office.who
    assert who is not None
    assert who.name == "王敏"


def test_idle_minutes_lock_the_screen(working: ProgramBench) -> None:
    watch = working.program.idle
    moment = [0.0]
    watch._clock = lambda: moment[0]
    watch.start()
    moment[0] = 14 * 60
    watch.look()
    assert working.face() == "shell"
    watch.touch()
    moment[0] = 28 * 60
    watch.look()
    assert working.face() == "shell"
    moment[0] = 29 * 60
    watch.look()
    working.settle()
    assert working.face() == "lock"
    assert "15分钟无操作" in working.words("lock.since")


def test_a_key_in_the_window_counts_as_a_touch(program: ProgramBench) -> None:
    moment = [0.0]
    told: list[bool] = []
    watch = IdleWatch(10, clock=lambda: moment[0], parent=program.program)
    watch.idle.connect(lambda: told.append(True))
    watch.start()
    moment[0] = 9
    window = program.program.window.windowHandle()
    watch._follow(window)
    QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, Key.Key_A, Qt.KeyboardModifier.NoModifier))
    moment[0] = 18
    watch.look()
    assert told == []
    moment[0] = 19
    watch.look()
    assert told == [True]
    watch.stop()


def test_minutes_come_from_the_settings_of_this_pc(working: ProgramBench) -> None:
    working.pc.change(lock_minutes=5)
    assert working.program.idle._seconds == 300


def test_the_menu_of_the_person_leads_to_lock_change_and_password(working: ProgramBench) -> None:
    working.find("shell.person").click()  # type: ignore[attr-defined]  # a button
    menu = working.find("shell.person.menu")
    words = [action.text() for action in menu.actions()]
    assert words == ["锁屏（Ctrl+L）", "换人登录", "修改我的密码"]
    menu.actions()[2].trigger()
    menu.close()
    working.settle()
    assert working.title() == "设置"
    assert working.focus() == "settings.password.old"


def test_the_clock_of_the_lock_goes_on(working: ProgramBench) -> None:
    working.program.lock()
    working.clock.moment += timedelta(minutes=5)
    working.program.lock_page._show_time()  # type: ignore[union-attr]  # it is locked
    assert working.find("lock.time", QLabel).text() == "10:47"
