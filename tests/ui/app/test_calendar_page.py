"""The working calendar through the window, by keys: a notice pasted, days marked, the question, taking it back."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from whole_program import ALT, CTRL, Key, ProgramBench

from desktop.entries.calendar import CalendarEntry
from desktop.entries.matters import EndingEntry, MatterEntry
from desktop.entries.people import PersonEntry
from desktop.office import Office
from desktop.queries.calendar import CalendarEffects, Shift, calendar_year
from desktop.queries.matters import matter_view
from desktop.services.registering import register_matter
from models.values.choices import Channel, Ending, MatterNature
from ui.settings.calendar import CalendarSection, effect_words
from ui.settings.month_grid import MonthModel, month_on
from ui.settings.page import SettingsPage
from ui.widgets.buttons import ActionButton

NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕99号
一、元旦：1月1日（周五）至4日（周一）放假调休，共4天。1月9日（周六）上班。
二、春节：2月4日（周四）至11日（周四）放假调休，共8天。2月20日（周六）、2月21日（周日）上班。"""
"""Invented: the real one had not been published."""


@pytest.fixture
def admin(program: ProgramBench) -> ProgramBench:
    """孙建平, the administrator, has the working calendar open."""
    program.sign_in("admin")
    program.section("calendar")
    return program


def section(bench: ProgramBench) -> CalendarSection:
    shell = bench.program.shell
    assert shell is not None
    page = shell.page()
    assert isinstance(page, SettingsPage)
    found = page.section()
    assert isinstance(found, CalendarSection)
    return found


def kept(bench: ProgramBench, year: int) -> CalendarEntry | None:
    return bench.office.ask(calendar_year, year=year).entry


def primary(bench: ProgramBench) -> ActionButton:
    return bench.find("settings.save", ActionButton)


def registered_before_new_year(bench: ProgramBench, count: int) -> int:
    """Let the window register matters on Wednesday 30 December at another PC; return the last one's id."""
    from whole_program import PASSWORD

    from desktop.clock import FixedClock

    office = Office(
        str(bench.office.place), clock=FixedClock(datetime(2026, 12, 30, 2, tzinfo=UTC)), desk="1 号窗"
    )
    office.open()
    office.sign_in("wangmin", PASSWORD)
    office.clock_confirmed = True
    entry = MatterEntry(
        channel=Channel.VISIT,
        nature=MatterNature.LIVELIHOOD,
        story="村东头的路灯坏了。",
        visitor=PersonEntry(name="王秀英", phone="13800002417"),
    )
    matter_id = 0
    for _one in range(count):
        matter_id = office.perform(register_matter, entry=entry, ending=EndingEntry(Ending.ACCEPT)).matter_id
    office.close()
    bench.office.clock_confirmed = True
    return matter_id


def walk_to(bench: ProgramBench, day: date) -> None:
    """Walk with PgDn and the arrows."""
    grid = section(bench).grid
    grid.setFocus()
    while (grid.day().year, grid.day().month) < (day.year, day.month):
        bench.press(Key.Key_PageDown, settle=False)
    bench.press(Key.Key_Home, settle=False)
    while grid.day() < day:
        bench.press(Key.Key_Right, settle=False)
    bench.settle()
    assert grid.day() == day


def shot(bench: ProgramBench, name: str) -> None:
    """Keep a picture where ONESTOP_SHOTS says, for looking at."""
    if folder := os.environ.get("ONESTOP_SHOTS"):
        for width, height in ((1366, 697), (1280, 649)):
            bench.program.window.resize(width, height)
            bench.settle()
            bench.program.window.grab().save(f"{folder}/{name}-{width}.png")


def test_it_opens_on_today_and_says_what_a_day_is(admin: ProgramBench) -> None:
    page = section(admin)
    assert page.grid.day() == date(2026, 11, 23)
    assert admin.words("settings.calendar.month") == "2026年11月"
    assert admin.words("settings.calendar.day") == "11月23日 周一  上班"
    assert page.side.badge.spec().word == "已确认"
    shot(admin, "calendar-today")
    walk_to(admin, date(2027, 1, 1))
    assert admin.words("settings.calendar.day") == "1月1日 周五  放假"
    assert admin.words("settings.calendar.name") == "元旦"
    assert page.side.badge.spec().word == "暂定"
    assert not section(admin).primary(), "there is nothing to save"
    admin.press(Key.Key_Left)
    assert page.grid.day() == date(2026, 12, 31)
    assert admin.words("settings.calendar.year") == "2026年"


def test_a_notice_is_pasted_confirmed_asked_about_saved_and_taken_back(admin: ProgramBench) -> None:
    matter_id = registered_before_new_year(admin, 3)
    before = kept(admin, 2027)
    walk_to(admin, date(2027, 1, 15))
    admin.press(Key.Key_P, ALT)
    assert admin.focus() == "settings.calendar.notice"
    QApplication.clipboard().setText(NOTICE)
    admin.press(Key.Key_V, CTRL)
    shot(admin, "calendar-paste")
    admin.press(Key.Key_D, ALT)
    assert "看出12天放假、3天调休上班" in section(admin).message.text()
    assert "国办发明电〔2026〕99号" in admin.words("settings.calendar.source")
    assert section(admin).grid.day() == date(2027, 1, 1)
    admin.find("settings.calendar.confirmed").setFocus()
    admin.press(Key.Key_Space)
    admin.press(Key.Key_Return, CTRL)
    question = section(admin).question
    assert question.isVisible()
    assert question.text() == "在办事项中有3件的到期日会变：1月5日 周二改到1月6日 周三（3件）。"
    assert primary(admin).text() == "重算这3件并保存"
    assert kept(admin, 2027) == before, "nothing is written before the answer"
    shot(admin, "calendar-question")
    admin.press(Key.Key_Return, CTRL)
    entry = kept(admin, 2027)
    assert entry is not None
    assert entry.confirmed
    assert len(entry.days) == 15
    assert admin.words("shell.message") == "2027年工作日历已保存，重算了3件事项的时限"
    assert section(admin).side.badge.spec().word == "已确认"
    shot(admin, "calendar-saved")
    assert due_day(admin, matter_id) == date(2027, 1, 6)
    admin.press(Key.Key_Z, CTRL)
    assert kept(admin, 2027) == before
    assert due_day(admin, matter_id) == date(2027, 1, 5)
    assert admin.words("shell.message") == "已撤回：修改2027年工作日历"
    assert section(admin).side.badge.spec().word == "暂定"
    QApplication.clipboard().clear()


def due_day(bench: ProgramBench, matter_id: int) -> date:
    """Return the day by which a matter is due, as the window sees it."""
    from whole_program import PASSWORD

    office = Office(str(bench.office.place), clock=bench.office.clock)
    office.open()
    office.sign_in("wangmin", PASSWORD)
    found = office.ask(matter_view, matter_id=matter_id).due_at
    office.close()
    assert found is not None
    return (found + timedelta(hours=8)).date()


def test_days_are_marked_one_after_the_other_by_keys(admin: ProgramBench) -> None:
    walk_to(admin, date(2026, 12, 24))
    admin.find("settings.calendar.name").setFocus()
    admin.write("村庙会")
    section(admin).grid.setFocus()
    admin.press(Key.Key_J, ALT)
    admin.press(Key.Key_J, ALT)
    assert section(admin).grid.day() == date(2026, 12, 26)
    assert "未保存" in section(admin).model.data(
        section(admin).model.place_of(date(2026, 12, 25)),
        11,  # AccessibleTextRole
    )
    admin.press(Key.Key_B, ALT)  # Saturday
    admin.press(Key.Key_B, ALT)  # Sunday
    assert section(admin).grid.day() == date(2026, 12, 28)
    admin.press(Key.Key_B, ALT)  # Monday: it is worked anyway
    assert section(admin).grid.day() == date(2026, 12, 28)
    admin.press(Key.Key_Left)
    admin.press(Key.Key_Z, ALT)
    shot(admin, "calendar-marked")
    admin.press(Key.Key_Return, CTRL)
    entry = kept(admin, 2026)
    assert entry is not None
    assert [(day.day.day, day.working, day.name) for day in entry.days[-3:]] == [
        (24, False, "村庙会"),
        (25, False, "村庙会"),
        (26, True, "村庙会调休上班"),
    ]


def test_a_wrong_notice_is_refused_beside_it_and_stays(admin: ProgramBench) -> None:
    walk_to(admin, date(2027, 1, 1))
    admin.press(Key.Key_P, ALT)
    admin.write("二、春节：2月15日（周日）至23日（周一）放假调休，共9天。")
    admin.press(Key.Key_D, ALT)
    assert "请看通知是不是2027年的" in admin.words("settings.calendar.notice.reaction")
    assert section(admin).side.notice.text().startswith("二、春节")
    shot(admin, "calendar-wrong")
    admin.press(Key.Key_Escape)
    assert not section(admin).side.pasting()


def test_a_year_that_nobody_entered_says_so(admin: ProgramBench) -> None:
    walk_to(admin, date(2028, 1, 3))
    assert section(admin).side.badge.spec().word == "未录入"
    assert "按周一至周五计算" in admin.words("settings.calendar.counts")
    shot(admin, "calendar-missing")
    admin.find("settings.calendar.confirmed").setFocus()
    admin.press(Key.Key_Space)
    admin.press(Key.Key_Return, CTRL)
    assert "请写明依据的放假通知" in admin.words("settings.calendar.source.reaction")
    assert kept(admin, 2028) is None


def test_esc_gives_the_changes_up(admin: ProgramBench) -> None:
    walk_to(admin, date(2026, 12, 24))
    admin.press(Key.Key_J, ALT)
    assert section(admin).primary() == "保存2026年"
    admin.press(Key.Key_Escape)
    assert not section(admin).primary()
    assert admin.words("shell.message") == "2026年的改动已放弃"


def test_changes_that_were_not_saved_are_there_after_a_restart(
    bench: Callable[..., ProgramBench], centre_place: Path
) -> None:
    """Marked, the program ends, started again: the change is back; Esc gives it up for good."""
    first = bench(centre_place)
    first.start()
    first.sign_in("admin")
    first.section("calendar")
    walk_to(first, date(2027, 1, 6))
    first.press(Key.Key_J, ALT)
    section(first).draft.settle()
    first.end()
    again = bench(centre_place)
    again.start()
    again.sign_in("admin")
    again.section("calendar")
    assert "2027年上次没有保存的改动已恢复" in again.words("settings.calendar.message.words")
    assert section(again).primary() == "保存2027年", "it stands on the first day that was changed"
    assert section(again).grid.day() == date(2027, 1, 6)
    again.press(Key.Key_Escape)
    again.press(Key.Key_Escape)
    assert not section(again).primary()
    again.settle()
    assert again.program.place is not None
    assert again.program.place.drafts.drafts_of(again.program.place.who.account_id or 0) == []


def test_the_month_is_a_proper_model(admin: ProgramBench, qtmodeltester: ModelTester) -> None:
    model = section(admin).model
    assert isinstance(model, MonthModel)
    qtmodeltester.check(model)
    model.show_month(date(2027, 2, 1))
    qtmodeltester.check(model)
    assert not model.place_of(date(2027, 6, 1)).isValid()


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 1, 5), -1, date(2025, 12, 5)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_turning_the_month(day: date, months: int, there: date) -> None:
    assert month_on(day, months) == there


def test_the_question_tells_how_many_go_where() -> None:
    shifts = tuple(Shift(date(2027, 1, day), date(2027, 1, day + 1), day) for day in range(4, 10))
    assert effect_words(CalendarEffects(shifts, 0, 2)) == (
        "在办事项中有39件的到期日会变：1月4日 周一改到1月5日 周二（4件），1月5日 周二改到1月6日 周三（5件），"
        "1月6日 周三改到1月7日 周四（6件），1月7日 周四改到1月8日 周五（7件），其余17件。其中2件改后已经超期。"
    )
