"""The first run, by keyboard from an empty PC to the settings of a founded centre; refusals lose nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit
from whole_program import ALT, CTRL, Key, ProgramBench

from desktop.office import Office
from desktop.queries.accounts import staff_list
from desktop.queries.units import centre_facts, unit_list, village_list
from ui.app import DemoRun
from ui.first_run.area_line import AreaLine
from ui.first_run.page import FirstRunPage
from ui.first_run.units_part import UnitsPart
from ui.widgets.table import RecordTable

WORD = "mimamima12"


@pytest.fixture
def empty(bench: Callable[..., ProgramBench]) -> ProgramBench:
    """A PC without a centre."""
    made = bench()
    made.start()
    return made


def choose_area(bench: ProgramBench, typed: str, name: str) -> None:
    """Type into 所在地, wait for the list, take its first line with Enter."""
    bench.write(typed)
    QTest.qWait(200)
    bench.settle()
    bench.press(Key.Key_Return)
    assert bench.find("first_run.area_name", AreaLine).text() == name


def fill_in(bench: ProgramBench) -> None:
    """Everything required, from field to field by Enter."""
    assert bench.focus() == "first_run.centre_name"
    bench.write("凤凰街道社会治安综合治理中心")
    bench.press(Key.Key_Return)
    assert bench.focus() == "first_run.area_name"
    choose_area(bench, "坊子 凤凰", "山东省潍坊市坊子区凤凰街道")
    bench.find("first_run.admin_name").setFocus()
    bench.write("孙建平")
    bench.press(Key.Key_Return)
    assert bench.focus() == "first_run.admin_login"
    assert bench.words("first_run.admin_login") == "sunjianping"
    bench.press(Key.Key_Return)
    bench.type(WORD)
    bench.press(Key.Key_Return)
    bench.type(WORD)
    bench.press(Key.Key_Return)
    assert bench.words("first_run.password.reaction") == "10 位，够长"
    assert bench.words("first_run.again.reaction") == "一致"


def page_of(bench: ProgramBench) -> FirstRunPage:
    return bench.find("first_run", FirstRunPage)


def test_a_centre_is_founded_by_keyboard_and_its_administrator_led_on(empty: ProgramBench) -> None:
    assert empty.face() == "first_run"
    fill_in(empty)
    assert empty.words("first_run.committee_name") == "凤凰街道人民调解委员会"
    assert empty.words("first_run.committee_short.reaction") == "预览：（2026）凤人调字第1号"
    assert empty.words("first_run.area_name.reaction") == "代码自动带出：370704003000"
    assert empty.focus() == "first_run.villages"
    empty.write("东关村\n柳林村\n东关村\n")
    empty.press(Key.Key_Return, CTRL)
    assert empty.face() == "shell"
    assert empty.title() == "设置"
    assert "先添加工作人员账号" in empty.words("settings.lead.words")
    assert empty.words("shell.subtitle") == "账号"
    office = empty.office
    facts = office.ask(centre_facts)
    assert facts.centre_name == "凤凰街道社会治安综合治理中心"
    assert facts.area_code == "370704003000"
    assert [row.name for row in office.ask(village_list)] == ["东关村", "柳林村"]
    assert len(office.ask(unit_list)) == 11
    assert [row.login for row in office.ask(staff_list)] == ["sunjianping"]


def test_every_refusal_stands_at_its_field_and_nothing_typed_is_lost(empty: ProgramBench) -> None:
    empty.write("凤凰街道综治中心")
    empty.press(Key.Key_Return, CTRL)
    assert empty.face() == "first_run"
    for field, words in (
        ("area_name", "请填写所在地"),
        ("committee_name", "请填写人民调解委员会的全称"),
        ("committee_short", "请填写卷号里的简称"),
        ("admin_name", "请填写系统管理员的姓名"),
        ("admin_login", "登录名用2到40个"),
        ("password", "密码至少8位"),
    ):
        assert words in empty.words(f"first_run.{field}.reaction")
    assert empty.words("first_run.line").startswith("还有 6 处要改：请填写所在地")
    assert empty.focus() == "first_run.area_name"
    assert empty.words("first_run.centre_name") == "凤凰街道综治中心"


def test_a_village_with_too_long_a_name_is_refused_at_the_villages(empty: ProgramBench) -> None:
    fill_in(empty)
    empty.write("村" * 41)
    empty.press(Key.Key_Return, CTRL)
    assert "村居名称最多40个字" in empty.words("first_run.villages.reaction")
    assert empty.focus() == "first_run.villages"
    empty.clear()
    empty.write("东关村")
    empty.press(Key.Key_Return, CTRL)
    assert empty.face() == "shell"


def test_two_different_passwords_are_told_and_mended(empty: ProgramBench) -> None:
    fill_in(empty)
    empty.find("first_run.again").setFocus()
    empty.type("3")
    empty.press(Key.Key_Return, CTRL)
    assert empty.words("first_run.line") == "还有 1 处要改：与左边不一致，请重输。"
    assert empty.focus() == "first_run.again"
    empty.press(Key.Key_Backspace)
    assert empty.words("first_run.line") == ""
    empty.press(Key.Key_Return, CTRL)
    assert empty.face() == "shell"


def test_a_town_that_is_not_in_the_list_is_entered_with_its_code(empty: ProgramBench) -> None:
    fill_in(empty)
    line = empty.find("first_run.area_name", AreaLine)
    line.setFocus()
    empty.clear()
    empty.write("山东省潍坊市坊子区云溪镇")
    QTest.qWait(200)
    empty.settle()
    empty.find("first_run.admin_name").setFocus()
    empty.settle()
    assert "Alt+Z 自填代码" in empty.words("first_run.area_name.reaction")
    empty.press(Key.Key_Return, CTRL)
    assert "请从列表里选" in empty.words("first_run.line")
    empty.press(Key.Key_Z, ALT)
    assert empty.focus() == "first_run.area_code"
    empty.type("37070410")
    empty.press(Key.Key_Return, CTRL)
    assert "9位或12位" in empty.words("first_run.area_code.reaction")
    empty.find("first_run.area_code").setFocus()
    empty.type("1")
    empty.press(Key.Key_Return, CTRL)
    assert empty.office.ask(centre_facts).area_code == "370704101000"


def test_the_only_town_that_fits_is_taken_also_without_the_list(empty: ProgramBench) -> None:
    empty.find("first_run.area_name").setFocus()
    empty.write("坊子区凤凰")
    empty.find("first_run.committee_name").setFocus()
    empty.settle()
    assert empty.words("first_run.area_name") == "山东省潍坊市坊子区凤凰街道"


def test_units_are_renamed_added_removed_and_taken_back(empty: ProgramBench) -> None:
    fill_in(empty)
    table = empty.find("first_run.units.table", RecordTable)
    units = empty.find("first_run.units", UnitsPart)
    table.setFocus()
    table.select_row(3)
    empty.press(Key.Key_Return)
    assert empty.focus() == "first_run.unit.name"
    empty.clear()
    empty.write("巡回法庭")
    empty.press(Key.Key_Y, ALT)
    assert units.units()[3].name == "巡回法庭"
    assert empty.focus() == "first_run.units.table"
    empty.press(Key.Key_Delete)
    assert len(units.units()) == 10
    assert "已移除“巡回法庭”" in empty.words("first_run.units.message.words")
    empty.press(Key.Key_Z, CTRL)
    assert units.units()[3].name == "巡回法庭"
    table.select_row(0)
    empty.press(Key.Key_Delete)
    assert "不能移除" in empty.words("first_run.units.message.words")
    empty.press(Key.Key_A, ALT)
    empty.write("市场监管所")
    empty.press(Key.Key_Return, CTRL)
    assert empty.face() == "shell"
    names = [row.name for row in empty.office.ask(unit_list)]
    assert names[3] == "巡回法庭"
    assert names[-1] == "市场监管所"
    assert len(names) == 12


def test_a_unit_without_name_or_with_a_taken_one_stays_open(empty: ProgramBench) -> None:
    empty.press(Key.Key_A, ALT)
    empty.press(Key.Key_Y, ALT)
    assert empty.words("first_run.unit.name.reaction") == "请填写单位的名称。"
    empty.write("司法所")
    empty.press(Key.Key_Y, ALT)
    assert "同名" in empty.words("first_run.unit.name.reaction")
    empty.press(Key.Key_Escape)
    assert len(empty.find("first_run.units", UnitsPart).units()) == 11


def test_the_place_may_be_moved_but_not_to_a_share_or_over_another_database(
    bench: Callable[..., ProgramBench],
    tmp_path: Path,
    centre_place: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = bench()
    made.start()
    fill_in(made)
    chosen = [r"\\server\share"]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: chosen[0])
    made.press(Key.Key_L, ALT)
    assert "网络共享盘" in made.words("first_run.place.reaction")
    chosen[0] = str(centre_place.parent)
    made.press(Key.Key_L, ALT)
    assert "已经有一个数据库" in made.words("first_run.place.reaction")
    new = tmp_path / "disk d"
    new.mkdir()
    chosen[0] = str(new)
    made.press(Key.Key_L, ALT)
    assert made.words("first_run.place.words") == str(new / "centre.db")
    made.press(Key.Key_Return, CTRL)
    assert made.face() == "shell"
    assert (new / "centre.db").exists()
    assert made.pc.settings.database == str(new / "centre.db")


def test_what_was_typed_is_there_after_a_crash_but_no_password(
    bench: Callable[..., ProgramBench], empty: ProgramBench
) -> None:
    fill_in(empty)
    empty.find("first_run.villages").setFocus()
    empty.write("东关村")
    QTest.qWait(1100)
    empty.settle()
    again = bench()
    again.start()
    assert again.words("first_run.centre_name") == "凤凰街道社会治安综合治理中心"
    assert again.words("first_run.area_name") == "山东省潍坊市坊子区凤凰街道"
    assert again.words("first_run.admin_login") == "sunjianping"
    assert again.find("first_run.villages", QPlainTextEdit).toPlainText() == "东关村"
    assert again.words("first_run.password") == ""


def test_a_refused_founding_keeps_the_page(empty: ProgramBench, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.errors import OfficeError

    def full(*_args: object) -> None:
        raise OfficeError("磁盘已满，没有保存。", todo="请清理磁盘后再保存一次；您填写的内容还在。")

    fill_in(empty)
    monkeypatch.setattr(empty.office, "found", full)
    empty.press(Key.Key_Return, CTRL)
    assert empty.face() == "first_run"
    assert "磁盘已满" in empty.words("first_run.line")
    assert page_of(empty).centre.isEnabled()
    assert empty.words("first_run.password") == WORD
    monkeypatch.undo()
    empty.press(Key.Key_Return, CTRL)
    assert empty.face() == "shell"


def test_a_founding_that_was_cut_off_begins_again(
    bench: Callable[..., ProgramBench], sqlite_database: str
) -> None:
    made = bench(Path(sqlite_database))
    made.start()
    assert made.face() == "first_run"
    fill_in(made)
    made.press(Key.Key_Return, CTRL)
    assert made.face() == "shell"


def test_demo_data_are_offered_only_where_they_work(
    bench: Callable[..., ProgramBench], empty: ProgramBench, tmp_path: Path
) -> None:
    from office_fixture import ANSWERS

    assert not empty.there("first_run.demo")
    office = Office(str(tmp_path / "demo.db"), clock=empty.clock)
    offer = lambda: (office, DemoRun("admin", found=lambda: office.found(ANSWERS)))  # noqa: E731 - short
    made = bench(tmp_path / "other" / "centre.db", demo_offer=offer)
    made.start()
    made.press(Key.Key_D, ALT)
    assert made.face() == "sign_in"
    assert made.words("sign_in.centre") == "云溪镇综治中心"
    made.press(Key.Key_1, ALT)
    assert made.title() == "设置"
    assert not Path(made.place).exists()


@pytest.mark.parametrize("size", [(1280, 649), (1366, 697), (1920, 1009)])
def test_the_bar_and_the_table_fit_every_screen(empty: ProgramBench, size: tuple[int, int]) -> None:
    window = empty.program.window
    window.resize(*size)
    empty.settle()
    for name in ("first_run.found", "first_run.units.add", "first_run.title"):
        widget = empty.find(name)
        corner = widget.mapTo(window, widget.rect().bottomRight())
        assert widget.isVisible()
        assert corner.x() <= size[0]
        assert corner.y() <= size[1]
    assert empty.find("first_run").focusPolicy() == Qt.FocusPolicy.NoFocus
