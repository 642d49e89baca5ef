"""Signing in: typed while the database opens, refused in plain words, questioned about the date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from office_fixture import MONDAY
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from whole_program import ALT, CTRL, PASSWORD, Key, ProgramBench

from desktop.clock import FixedClock
from desktop.queries.events import event_page
from ui.app import DemoRun
from ui.sign_in.page import PersonChoice, SignInPage
from ui.sign_in.person_card import PersonCard


def test_name_and_password_lead_in(program: ProgramBench) -> None:
    assert program.focus() == "sign_in.login"
    assert program.words("sign_in.centre") == "云溪镇综治中心"
    program.sign_in("wangmin")
    assert program.face() == "shell"
    assert program.title() == "我的工作台"
    assert "王敏" in program.find("shell.person").accessibleName()
    assert program.program.window.windowTitle().endswith("云溪镇综治中心")


def test_f2_begins_a_registration_from_the_first_page(program: ProgramBench) -> None:
    program.sign_in("wangmin")
    shell = program.program.shell
    assert shell is not None
    assert shell.place() == "desk"
    program.press(Key.Key_F2)
    assert shell.place() == "reception"
    assert program.focus() == "reception.channel"
    program.program.place.matter_wanted.emit(1)
    program.press(Key.Key_F2)
    assert shell.place() == "reception"
    assert program.focus() == "reception.channel"


def test_what_is_typed_before_the_database_is_open_waits_its_turn(
    bench: Callable[..., ProgramBench], centre_place: Path
) -> None:
    made = bench(centre_place)
    made.program.start()
    made.app.processEvents()
    assert not made.office.is_open
    made.type("wangmin")
    made.press(Key.Key_Return, settle=False)
    made.type(PASSWORD)
    made.press(Key.Key_Return, settle=False)
    made.settle()
    assert made.face() == "shell"


@pytest.mark.parametrize(("login", "password"), [("wangmin", "falsch"), ("niemand", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_are_refused_alike(
    program: ProgramBench, login: str, password: str
) -> None:
    program.sign_in(login, password)
    assert program.face() == "sign_in"
    assert program.words("sign_in.password.reaction") == "登录名或密码不对，请再试一次。"
    assert program.words("sign_in.login") == login
    assert program.words("sign_in.password") == ""
    assert program.focus() == "sign_in.password"
    program.sign_in("wangmin")
    assert program.face() == "shell"


def test_five_failures_wait_fifteen_minutes(program: ProgramBench) -> None:
    for _time in range(5):
        program.sign_in("wangmin", "falsch")
    program.sign_in("wangmin")
    assert "请15分钟后再试" in program.words(
        "sign_in.password.reaction"
    ) or "请16分钟后再试" in program.words("sign_in.password.reaction")
    assert program.face() == "sign_in"
    program.clock.moment += timedelta(minutes=16)
    program.sign_in("wangmin")
    assert program.face() == "shell"


def test_a_login_is_asked_for(program: ProgramBench) -> None:
    program.find("sign_in.password").setFocus()
    program.press(Key.Key_Return)
    assert program.words("sign_in.login.reaction") == "请输入登录名。"
    assert program.focus() == "sign_in.login"


def test_a_locked_caps_key_is_told_and_the_password_can_be_looked_at(program: ProgramBench) -> None:
    line = program.find("sign_in.password", QLineEdit)
    line.setFocus()
    program.type("a")
    assert not program.there("sign_in.caps")
    line.keyPressEvent(_caps("A"))
    assert program.there("sign_in.caps")
    program.press(Key.Key_V, ALT)
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    program.press(Key.Key_V, ALT)
    assert line.echoMode() == QLineEdit.EchoMode.Password


def test_who_was_here_last_is_offered_with_the_drafts(
    bench: Callable[..., ProgramBench], centre_place: Path
) -> None:
    first = bench(centre_place)
    first.start()
    first.sign_in("wangmin")
    place = first.program.place
    assert place is not None
    place.drafts.save(
        "one", account=place.who.account_id or 0, form="reception.visit", payload={"story": "x"}
    )
    first.end()
    second = bench(centre_place)
    second.start()
    card = second.find("sign_in.person.wangmin", PersonCard)
    assert (card.text(), card.line(), card.key()) == ("王敏", "有1份草稿", "Alt+1")
    assert second.words("sign_in.login") == "wangmin"
    assert second.focus() == "sign_in.password"
    second.press(Key.Key_0, ALT)
    assert second.words("sign_in.login") == ""
    second.press(Key.Key_1, ALT)
    second.type(PASSWORD)
    second.press(Key.Key_Return)
    assert second.face() == "shell"


def test_the_administrator_is_named_to_who_forgot(program: ProgramBench) -> None:
    assert program.words("sign_in.forgotten") == "忘了密码，找系统管理员孙建平"


# -- the PC's date


@pytest.mark.parametrize("away", [timedelta(days=-3), timedelta(days=5)])
def test_a_strange_date_is_asked_about_before_anybody_signs_in(
    bench: Callable[..., ProgramBench], centre_place: Path, away: timedelta
) -> None:
    made = bench(centre_place, clock=FixedClock(MONDAY + away))
    made.start()
    assert made.there("sign_in.question")
    day = made.clock.moment + timedelta(hours=8)
    assert made.words("sign_in.date").startswith(f"2026年11月{day.day}日")
    made.sign_in("admin")
    assert made.face() == "sign_in"
    assert "先核对" in made.words("sign_in.password.reaction")
    assert made.focus() == "sign_in.clock_right"
    made.press(Key.Key_T, ALT)
    assert not made.there("sign_in.question")
    made.sign_in("admin")
    assert made.face() == "shell"
    made.section("villages")
    made.find("settings.villages.names").setFocus()
    made.write("北岭村")
    made.find("settings.save").click()  # type: ignore[attr-defined]  # a button
    made.settle()
    assert made.words("shell.message") == "已添加1个村居"
    made.office.sign_in("qianjin", PASSWORD)
    told = [row.tag for row in made.office.ask(event_page)]
    assert "电脑时间·核对" in told


# -- a database that does not open


def test_a_missing_database_is_told_and_tried_again(
    bench: Callable[..., ProgramBench], centre_place: Path, tmp_path: Path
) -> None:
    away = tmp_path / "away.db"
    made = bench(centre_place)
    made.pc.change(database=str(centre_place))
    centre_place.rename(away)
    made.start()
    assert "找不到数据库文件" in made.words("sign_in.message.words")
    made.sign_in("wangmin")
    assert "没有打开" in made.words("sign_in.password.reaction")
    away.rename(centre_place)
    made.press(Key.Key_R, ALT)
    assert not made.there("sign_in.message")
    made.sign_in("wangmin")
    assert made.face() == "shell"


def test_a_foreign_file_is_refused_in_plain_words(bench: Callable[..., ProgramBench], tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database")
    made = bench(tmp_path / "text.db")
    made.start()
    assert "不是数据库" in made.words("sign_in.message.words")
    assert made.there("sign_in.retry")


# -- a demo centre


def test_a_demo_centre_offers_everybody_and_fills_behind(
    bench: Callable[..., ProgramBench], tmp_path: Path
) -> None:
    from office_fixture import ANSWERS, _staff

    from desktop.office import Office

    place = tmp_path / "demo.db"
    clock = FixedClock(MONDAY)
    office = Office(str(place), clock=clock)
    steps: list[int] = []

    def found() -> None:
        office.found(ANSWERS)
        _staff(office)

    def fill(progress: Callable[[int, int, str], object]) -> None:
        for step in range(3):
            steps.append(step)
            progress(step + 1, 3, "正在放入演示数据")

    made = bench(place, demo=DemoRun("wangmin", fill=fill, found=found), office=office, clock=clock)
    made.start()
    assert steps == [0, 1, 2]
    cards = made.program.window.findChildren(PersonCard)
    assert len(cards) == 10
    assert [card.key() for card in cards] == [f"Alt+{n}" for n in range(1, 10)] + [""]
    assert made.words("sign_in.login") == "wangmin"
    assert made.words("sign_in.fact") == "演示中心，人和事都是编的"
    made.program.window.resize(1366, 697)
    made.settle()
    roles = {card.text(): card.role_shown() for card in cards}
    assert roles["赵志强"].startswith("中心主任"), "the role is not what is cut"
    assert roles["李国栋"].startswith("调度员")
    assert roles["孙建平"].startswith("系统管理员")
    made.press(Key.Key_3, ALT)
    assert made.face() == "shell"
    assert "李国栋" in made.find("shell.person").accessibleName()
    assert made.pc.settings.centres == ()
    made.press(Key.Key_L, CTRL)
    assert made.face() == "lock"
    assert made.find("lock.password", QLineEdit).placeholderText() == "演示中心不用密码，按 Enter 就回去"
    made.press(Key.Key_Return)
    assert made.face() == "shell"


def _caps(letter: str) -> object:
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, Key.Key_A, Qt.KeyboardModifier.NoModifier, letter)


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("size", [(1366, 697), (1280, 649)])
def test_twenty_people_of_a_demo_leave_the_button_in_sight(qtbot: QtBot, size: tuple[int, int]) -> None:
    page = SignInPage(lambda: MONDAY, desk="1 号窗，综合受理")
    qtbot.addWidget(page)
    people = [PersonChoice(f"u{at}", f"演示人{at}", "窗口接待员", direct=True) for at in range(20)]
    page.show_demo("云溪镇社会治安综合治理中心（演示）", people, "u0")
    page.resize(*size)
    page.show()
    QApplication.processEvents()
    foot = page.button.mapTo(page, page.button.rect().bottomRight())
    assert foot.y() < size[1] - 40, "above the status line, without scrolling"
    assert foot.x() < size[0]
    assert all(card.width() >= card.sizeHint().width() for card in page.people())


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_arrows_go_over_the_cards_as_they_stand(qtbot: QtBot) -> None:
    page = SignInPage(lambda: MONDAY)
    qtbot.addWidget(page)
    people = [PersonChoice(f"u{at}", f"演示人{at}", "窗口接待员 · 信访办", direct=True) for at in range(10)]
    page.show_demo("云溪镇", people, "u0")
    page.resize(1366, 697)
    page.show()
    page.people()[1].setFocus()
    for key, at in (
        (Key.Key_Down, 5),
        (Key.Key_Down, 9),
        (Key.Key_Down, 9),
        (Key.Key_Left, 8),
        (Key.Key_Left, 8),
        (Key.Key_Up, 4),
        (Key.Key_Right, 5),
    ):
        QTest.keyClick(page.focusWidget(), key)
        assert page.focusWidget() is page.people()[at]
