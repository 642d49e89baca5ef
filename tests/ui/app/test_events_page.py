"""The auditor's page: newest first, page by page, narrowed; changes only on demand; no act of any kind."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from whole_program import ALT, CTRL, Key, ProgramBench

from desktop.queries.events import PAGE
from desktop.services.accounts import confirm_clock
from desktop.services.units import add_villages
from ui.widgets.combo import ComboSearch
from ui.widgets.table import RecordTable


@pytest.fixture
def auditor(program: ProgramBench) -> ProgramBench:
    """钱进 reads what 孙建平 did: a village added, and three pages of looks at the clock."""
    office = program.office
    office.sign_in("admin", "mima-2026")
    office.perform(add_villages, names=("甲村",))
    program.clock.moment = program.clock.moment.replace(day=24)
    for _time in range(2 * PAGE + 30):
        office.perform(confirm_clock)
    office.sign_out()
    program.sign_in("qianjin")
    return program


def rows(bench: ProgramBench) -> list[int]:
    return [row.seq for row in bench.find("events.table", RecordTable).records().rows()]


def test_the_newest_stand_first_and_older_ones_come_as_one_scrolls(auditor: ProgramBench) -> None:
    assert auditor.title() == "操作日志"
    table = auditor.find("events.table", RecordTable)
    first = rows(auditor)
    assert first == sorted(first, reverse=True)
    assert table.records().row(0).words == "登录"
    for _page in range(8):
        table.scrollToBottom()
        auditor.settle()
    whole = rows(auditor)
    assert whole[-1] == 1
    assert whole == list(range(whole[0], 0, -1))


def test_days_and_accounts_narrow_the_list(auditor: ProgramBench) -> None:
    auditor.find("events.first").setFocus()
    auditor.type("11.23")
    auditor.find("events.last").setFocus()
    auditor.type("2026-11-23")
    auditor.press(Key.Key_Return, CTRL)
    table = auditor.find("events.table", RecordTable)
    assert table.records().row(0).words == "添加村居甲村"
    account = auditor.find("events.account", ComboSearch)
    account.set_value(next(option.value for option in account.options() if "钱进" in option.text))
    auditor.press(Key.Key_Return, CTRL)
    assert rows(auditor) == []
    assert auditor.words("events.states.empty") == "没有符合的记录"
    auditor.press(Key.Key_Q, ALT)
    assert len(rows(auditor)) >= PAGE
    auditor.press(Key.Key_J, ALT)
    assert {row.recorded_at.day for row in table.records().rows()} == {24}


@pytest.mark.parametrize(("first", "last", "field"), [("11.31", "", "first"), ("11.23", "11.22", "last")])
def test_a_day_that_is_none_is_refused_at_its_field(
    auditor: ProgramBench, first: str, last: str, field: str
) -> None:
    before = rows(auditor)
    auditor.find("events.first").setFocus()
    auditor.type(first)
    auditor.find("events.last").setFocus()
    auditor.type(last)
    auditor.press(Key.Key_Return, CTRL)
    assert auditor.words(f"events.{field}.reaction")
    assert auditor.focus() == f"events.{field}"
    assert rows(auditor) == before


def test_changes_show_on_enter_and_go_on_esc(auditor: ProgramBench) -> None:
    auditor.find("events.last").setFocus()
    auditor.type("11.23")
    auditor.press(Key.Key_Return, CTRL)
    assert not auditor.there("events.detail")
    auditor.press(Key.Key_Return)
    assert auditor.there("events.detail")
    lines = auditor.find("events.changes", RecordTable).records().rows()
    assert ("名称", "甲村") in [(line.field, line.after) for line in lines]
    auditor.press(Key.Key_Escape)
    assert not auditor.there("events.detail")


def test_nothing_on_the_page_acts(auditor: ProgramBench) -> None:
    shell = auditor.program.shell
    assert shell is not None
    page = shell.page()
    assert page is not None
    names = {button.objectName() for button in page.findChildren(QPushButton)}
    assert names == {
        "events.find",
        "events.today",
        "events.all",
        "events.refresh",
        "events.detail.close",
    }
    assert not shell.search.isVisible()
