"""The settings through the window: own password, look, people and accounts, units, villages, names."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from whole_program import ALT, CTRL, PASSWORD, Key, ProgramBench

from desktop.queries.accounts import StaffRow, staff_list
from desktop.queries.units import unit_list, village_list
from models.values.permissions import Role
from ui.settings.accounts import AccountsSection
from ui.settings.page import SettingsPage
from ui.style import look
from ui.widgets.combo import ComboSearch
from ui.widgets.segments import Segments
from ui.widgets.table import RecordTable
from ui.widgets.tick import TickBox

EVERYBODY = ["password", "look", "about"]


@pytest.fixture
def admin(program: ProgramBench) -> ProgramBench:
    """孙建平, the administrator, is signed in."""
    program.sign_in("admin")
    return program


def people(bench: ProgramBench) -> dict[str, StaffRow]:
    return {row.name: row for row in bench.office.ask(staff_list)}


def choose_row(bench: ProgramBench, table: str, words: str) -> RecordTable:
    """Make the row that holds some words the current one, with the cursor in the table."""
    found = bench.find(table, RecordTable)
    rows = found.records().rows()
    found.select_row(next(at for at, row in enumerate(rows) if words in str(row)))
    found.setFocus()
    return found


@pytest.mark.parametrize(
    ("login", "sections", "places"),
    [
        ("wangmin", EVERYBODY, ["desk", "reception", "matters", "settings"]),
        ("liguodong", EVERYBODY, ["desk", "reception", "matters", "mediation", "settings"]),
        ("zhouhaitao", EVERYBODY, ["desk", "matters", "settings"]),
        ("chenguifang", EVERYBODY, ["desk", "matters", "mediation", "settings"]),
        (
            "sunlihua",
            ["password", "look", "numbers", "lint", "about"],
            ["desk", "matters", "mediation", "settings"],
        ),
        (
            "zhaozhiqiang",
            ["password", "look", "numbers", "backup", "check", "about"],
            ["desk", "reception", "matters", "mediation", "settings"],
        ),
        ("qianjin", ["password", "look", "check", "about"], ["events", "settings"]),
        (
            "admin",
            [
                "password",
                "look",
                "accounts",
                "units",
                "villages",
                "centre",
                "committees",
                "calendar",
                "terms",
                "numbers",
                "lint",
                "backup",
                "check",
                "about",
            ],
            ["settings"],
        ),
    ],
)
def test_each_role_has_its_places_and_its_settings(
    program: ProgramBench, login: str, sections: list[str], places: list[str]
) -> None:
    program.sign_in(login)
    shell = program.program.shell
    assert shell is not None
    shown = [item.objectName().split(".")[-1] for item in shell.findChildren(QPushButton)]
    assert shown
    assert [
        key for key in ("desk", "reception", "matters", "mediation", "events", "settings") if _has(shell, key)
    ] == places
    program.section("about")
    page = shell.page()
    assert isinstance(page, SettingsPage)
    assert page.section_keys() == sections
    for key in sections:
        program.section(key)
        assert page.section() is not None


def _has(shell: object, key: str) -> bool:
    from PySide6.QtWidgets import QAbstractButton

    return shell.findChild(QAbstractButton, f"shell.place.{key}") is not None  # type: ignore[attr-defined]  # a window


# -- own password and look


def test_the_own_password_is_changed_and_a_wrong_old_one_refused(program: ProgramBench) -> None:
    program.sign_in("wangmin")
    program.section("password")
    for name, text in (("old", "falsch"), ("new", "xin-mima-1"), ("again", "xin-mima-1")):
        program.find(f"settings.password.{name}").setFocus()
        program.type(text)
    program.press(Key.Key_Return, CTRL)
    assert "现在的密码不对" in program.words("settings.password.old.reaction")
    assert program.words("settings.password.new") == "xin-mima-1"
    program.find("settings.password.old").setFocus()
    program.clear()
    program.type(PASSWORD)
    program.press(Key.Key_Return, CTRL)
    assert program.words("shell.message") == "密码已改"
    program.program.lock()
    program.settle()
    program.type(PASSWORD)
    program.press(Key.Key_Return)
    assert program.face() == "lock"
    program.type("xin-mima-1")
    program.press(Key.Key_Return)
    assert program.face() == "shell"


def test_dark_and_larger_letters_are_kept_on_this_pc(program: ProgramBench) -> None:
    program.sign_in("wangmin")
    program.section("look")
    program.find("settings.look.theme").setFocus()
    program.press(Key.Key_2)
    assert look().theme == "dark"
    program.find("settings.look.size").setFocus()
    program.press(Key.Key_3)
    assert look().base_point == 13
    assert program.face() == "shell"
    assert program.title() == "设置"
    program.section("look")
    program.find("settings.look.desk").setFocus()
    program.write("2 号窗")
    program.press(Key.Key_Return)
    from desktop.pc_settings import read_pc_settings

    kept = read_pc_settings()
    assert (kept.theme, kept.base_point, kept.desk) == ("dark", 13.0, "2 号窗")
    assert program.office.desk == "2 号窗"


# -- people and accounts


def test_a_person_is_added_by_keyboard_and_signs_in(admin: ProgramBench) -> None:
    assert admin.title() == "设置"
    assert admin.words("shell.subtitle") == "账号"
    admin.press(Key.Key_N, ALT)
    assert admin.focus() == "settings.person.name"
    admin.write("单晓红")
    admin.press(Key.Key_Return)
    assert admin.words("settings.person.login") == "shanxiaohong"
    admin.find("settings.person.unit", ComboSearch).set_value("5")
    box = admin.find("settings.person.roles.receptionist", TickBox)
    box.setFocus()
    admin.press(Key.Key_Space)
    admin.find("settings.person.roles.dispatcher", TickBox).setFocus()
    admin.press(Key.Key_Space)
    admin.find("settings.person.password").setFocus()
    admin.type("hong-2026")
    admin.find("settings.person.again").setFocus()
    admin.type("hong-2026")
    admin.press(Key.Key_Return, CTRL)
    assert admin.words("shell.message") == "已添加单晓红"
    row = people(admin)["单晓红"]
    assert (row.login, row.roles) == ("shanxiaohong", {Role.RECEPTIONIST, Role.DISPATCHER})
    admin.program.change_person()
    admin.settle()
    admin.sign_in("shanxiaohong", "hong-2026")
    assert "单晓红" in admin.find("shell.person").accessibleName()


def test_refusals_of_the_form_stand_at_their_fields(admin: ProgramBench) -> None:
    admin.press(Key.Key_N, ALT)
    for role in ("auditor", "receptionist"):
        admin.find(f"settings.person.roles.{role}", TickBox).setChecked(True)
    login = admin.find("settings.person.login")
    login.setFocus()
    admin.type("wangmin")
    admin.press(Key.Key_Return, CTRL)
    assert admin.words("settings.person.name.reaction") == "请填写姓名。"
    assert admin.words("settings.person.unit.reaction") == "请选所在单位。"
    assert "不能兼任" in admin.words("settings.person.roles.reaction")
    assert "有人用过" in admin.words("settings.person.login.reaction")
    assert "至少8位" in admin.words("settings.person.password.reaction")
    assert admin.focus() == "settings.person.name"
    assert admin.words("settings.person.login") == "wangmin"
    admin.find("settings.person.again").setFocus()
    admin.type("x")
    admin.press(Key.Key_Return, CTRL)
    assert "不一样" in admin.words("settings.person.again.reaction")


def test_roles_are_changed_and_an_old_form_is_told(admin: ProgramBench) -> None:
    choose_row(admin, "settings.accounts.table", "'王敏'")
    admin.press(Key.Key_Return)
    admin.find("settings.person.roles.archivist", TickBox).setChecked(True)
    admin.press(Key.Key_Return, CTRL)
    assert people(admin)["王敏"].role_words == "窗口接待员、档案员"
    section = admin.find("settings.accounts.table").parent()
    while not isinstance(section, AccountsSection):
        assert section is not None
        section = section.parent()
    choose_row(admin, "settings.accounts.table", "'王敏'")
    admin.press(Key.Key_Return)
    row = section.form.row()
    assert row is not None
    from desktop.entries.staff import StaffEntry
    from desktop.services.accounts import change_staff

    other = StaffEntry("王敏", row.unit_id, roles=frozenset({Role.RECEPTIONIST}))
    admin.office.perform(change_staff, staff_id=row.staff_id, version=row.version, entry=other)
    admin.press(Key.Key_Return, CTRL)
    assert "刚才被别人改过" in admin.words("settings.accounts.message.words")


def test_a_password_is_set_anew_and_an_account_closed_and_opened(admin: ProgramBench) -> None:
    choose_row(admin, "settings.accounts.table", "'王敏'")
    admin.press(Key.Key_M, ALT)
    assert admin.focus() == "settings.reset.password"
    admin.type("xin-mima-1")
    admin.find("settings.reset.again").setFocus()
    admin.type("xin-mima-1")
    admin.press(Key.Key_Return, CTRL)
    assert admin.words("shell.message") == "已重设王敏的密码"
    choose_row(admin, "settings.accounts.table", "'王敏'")
    admin.press(Key.Key_T, ALT)
    assert not people(admin)["王敏"].active
    assert admin.find("settings.accounts.close", QPushButton).text() == "启用"
    admin.press(Key.Key_T, ALT)
    assert people(admin)["王敏"].active
    choose_row(admin, "settings.accounts.table", "'孙建平'")
    admin.press(Key.Key_T, ALT)
    assert "不能停用自己" in admin.words("settings.accounts.message.words")


def test_esc_closes_the_form_and_then_leads_back(admin: ProgramBench) -> None:
    admin.press(Key.Key_N, ALT)
    assert admin.there("settings.person.name")
    admin.press(Key.Key_Escape)
    assert not admin.there("settings.person.name")
    assert admin.focus() == "settings.accounts.table"
    assert not admin.there("settings.save")


# -- units, villages, names


def test_a_unit_is_added_changed_and_closed(admin: ProgramBench) -> None:
    admin.section("units")
    admin.press(Key.Key_A, ALT)
    admin.write("市场监管所")
    admin.press(Key.Key_Return, CTRL)
    assert admin.words("shell.message") == "已添加市场监管所"
    choose_row(admin, "settings.units.table", "'人民法庭'")
    admin.press(Key.Key_Return)
    admin.find("settings.unit.window").setFocus()
    admin.clear()
    admin.write("9 号")
    admin.find("settings.unit.weekdays.5", TickBox).setChecked(True)
    admin.press(Key.Key_Return, CTRL)
    court = next(row for row in admin.office.ask(unit_list) if row.name == "人民法庭")
    assert (court.window, court.weekdays) == ("9 号", (1, 5))
    choose_row(admin, "settings.units.table", "'信访办'")
    admin.press(Key.Key_Q, ALT)
    assert not next(row for row in admin.office.ask(unit_list) if row.name == "信访办").active
    choose_row(admin, "settings.units.table", "'人民调解委员会'")
    admin.settle()
    assert not admin.there("settings.units.close")


def test_villages_are_pasted_and_renamed(admin: ProgramBench) -> None:
    admin.section("villages")
    admin.find("settings.villages.names").setFocus()
    admin.write("西岭村\t230户\n东关村\n北岭村")
    admin.press(Key.Key_Return, CTRL)
    assert admin.words("shell.message") == "已添加2个村居"
    choose_row(admin, "settings.villages.table", "'西岭村'")
    admin.press(Key.Key_Return)
    admin.clear()
    admin.press(Key.Key_Return, CTRL)
    assert "请填写村居的名称" in admin.words("settings.villages.name.reaction")
    admin.find("settings.villages.name").setFocus()
    admin.write("西岭社区")
    admin.press(Key.Key_Return, CTRL)
    assert "西岭社区" in [row.name for row in admin.office.ask(village_list)]


def test_the_name_of_the_centre_changes(admin: ProgramBench) -> None:
    admin.section("centre")
    name = admin.find("settings.centre.centre_name")
    name.setFocus()
    admin.clear()
    admin.press(Key.Key_Return, CTRL)
    assert "请填写综治中心的全称" in admin.words("settings.centre.centre_name.reaction")
    name.setFocus()
    admin.write("云溪综治中心")
    admin.press(Key.Key_Return, CTRL)
    assert "已保存" in admin.words("settings.centre.message.words")


def test_a_second_committee_and_numbers_for_the_villages(admin: ProgramBench) -> None:
    """A committee is added, numbers at the agreement; numbers are kept and said to be void; each is told apart."""
    from desktop.queries.numbers import committee_list
    from models.values.case_number import NumberAt

    admin.section("committees")
    admin.press(Key.Key_G, ALT)
    assert admin.focus() == "settings.committee.name"
    admin.write("云溪镇交通事故人民调解委员会")
    short = admin.find("settings.committee.short_name")
    short.setFocus()
    admin.write("云")
    assert admin.words("settings.committee.short_name.reaction") == "预览：（2026）云人调字第1号"
    admin.press(Key.Key_Return, CTRL)
    assert "别的调委会已经用这个简称" in admin.words("settings.committee.short_name.reaction")
    assert "请选择调委会设在哪个单位" in admin.words("settings.committee.unit_id.reaction")
    short.setFocus()
    admin.clear()
    admin.write("云交")
    admin.find("settings.committee.unit_id", ComboSearch).set_value("3")
    admin.find("settings.committee.number_at", Segments).set_value(NumberAt.AGREEMENT)
    day = admin.find("settings.committee.elected_on")
    day.setFocus()
    admin.type("2030-01-01")
    admin.press(Key.Key_Return, CTRL)
    assert admin.words("settings.committee.elected_on.reaction") != ""
    day.setFocus()
    admin.clear()
    admin.type("2024-01-05")
    admin.press(Key.Key_Return, CTRL)
    assert admin.words("shell.message") == "已添加云溪镇交通事故人民调解委员会"
    town, traffic = admin.office.ask(committee_list)
    assert (traffic.number_at, str(traffic.term_ends_on)) == (NumberAt.AGREEMENT, "2027-01-05")
    admin.section("numbers")
    assert admin.find("settings.numbers.series", ComboSearch).text() == f"{town.name}（云）"
    admin.press(Key.Key_I, ALT)
    admin.type("5")
    admin.find("settings.numbers.last").setFocus()
    admin.type("9")
    admin.press(Key.Key_Return, CTRL)
    assert "留给谁" in admin.words("settings.numbers.holder.reaction")
    admin.find("settings.numbers.holder").setFocus()
    admin.write("柳林村")
    admin.press(Key.Key_Return, CTRL)
    assert admin.words("shell.message") == "已预留"
    choose_row(admin, "settings.numbers.table", "留给柳林村")
    admin.press(Key.Key_Return)
    assert admin.focus() == "settings.numbers.reason"
    admin.write("村里没有用上")
    admin.find("settings.numbers.first").setFocus()
    admin.clear()
    admin.type("8")
    admin.press(Key.Key_Return, CTRL)
    model = admin.find("settings.numbers.table", RecordTable).records()
    shown = [(row.first, row.last, row.state.value) for row in model.rows()]
    assert shown == [(5, 7, "reserved"), (8, 9, "void")], "1 to 4 are still to be given"


def test_terms_that_no_law_fixes(admin: ProgramBench) -> None:
    """The administrator sets the usual term, gives a type its own and takes it back; a law's term stays."""
    from desktop.mediation.effect import ClosingRule
    from desktop.queries.terms import term_settings
    from desktop.services.terms import set_closing_rule

    admin.section("terms")
    choose_row(admin, "settings.terms.table", "劳动争议调解期限")
    admin.press(Key.Key_Return)
    assert "法律规定的期限不能改" in admin.words("settings.terms.message.words")
    choose_row(admin, "settings.terms.table", "'人民调解期限'")
    admin.press(Key.Key_Return)
    assert admin.focus() == "settings.terms.count"
    admin.clear()
    admin.type("0")
    admin.press(Key.Key_Return, CTRL)
    assert "应在1到365之间" in admin.words("settings.terms.count.reaction")
    admin.clear()
    admin.type("20")
    admin.press(Key.Key_Return, CTRL)
    assert admin.words("shell.message") == "时限已改"
    admin.press(Key.Key_E, ALT)
    admin.write("物业")
    admin.find("settings.terms.count").setFocus()
    admin.type("10")
    admin.press(Key.Key_Return, CTRL)
    choose_row(admin, "settings.terms.table", "'何时可以结案'")
    admin.press(Key.Key_Return)
    admin.press(Key.Key_3)
    admin.office.perform(  # somebody else, meanwhile
        set_closing_rule, rule=ClosingRule.AT_AGREEMENT, before=ClosingRule.AUTOMATIC
    )
    admin.press(Key.Key_Return, CTRL)
    assert "刚才别人已改为达成协议即可" in admin.words("settings.terms.closing.reaction")
    admin.press(Key.Key_Escape)
    choose_row(admin, "settings.terms.table", "'何时可以结案'")
    admin.press(Key.Key_Return)
    admin.press(Key.Key_3)
    admin.press(Key.Key_Return, CTRL)
    found = admin.office.ask(term_settings)
    days = {row.step: row.count for row in found.terms if row.scheme == "mediation"}
    assert (days, found.closing.value) == ({"mediate": 20, "type:物业": 10}, "at_performance")
    choose_row(admin, "settings.terms.table", "'调解（物业）'")
    admin.settle()
    admin.press(Key.Key_S, ALT)
    assert admin.words("shell.message") == "已删去“物业”自己的期限"


def test_levels_and_words_of_the_checks(program: ProgramBench) -> None:
    """孙丽华, the archivist, makes a check graver, adds a word, takes it out again; each stands at once."""
    from desktop.queries.lint_settings import lint_settings

    program.sign_in("sunlihua")
    program.section("lint")
    choose_row(program, "settings.lint.table", "'D03'")
    program.press(Key.Key_Return)
    assert "级别不能改" in program.words("settings.lint.why")
    program.press(Key.Key_Escape)
    choose_row(program, "settings.lint.table", "'A11'")
    program.press(Key.Key_Return)
    program.find("settings.lint.level", Segments).set_value("error")
    figure = program.find("settings.lint.figure")
    figure.setFocus()
    program.clear()
    program.type("900")
    program.press(Key.Key_Return, CTRL)
    assert "请填1到100之间的数" in program.words("settings.lint.figure.reaction")
    figure.setFocus()
    program.clear()
    program.type("20")
    program.press(Key.Key_Return, CTRL)
    assert program.words("shell.message") == "A11已改为错误"
    program.find("settings.lint.switch", Segments).setFocus()
    program.press(Key.Key_2)
    program.find("settings.lint.word").setFocus()
    program.press(Key.Key_Return, CTRL)
    assert "请填写要提醒的词" in program.words("settings.lint.word.reaction")
    program.write("改日")
    program.press(Key.Key_Return, CTRL)
    assert program.words("shell.message") == "已添加“改日”"
    found = program.office.ask(lint_settings)
    assert next(row for row in found.checks if row.check_id == "A11").level == "error"
    assert next(row for row in found.figures if row.key == "penalty_percent").value == 20
    assert "改日" in [word.word for word in found.lists[0].words]
    program.press(Key.Key_H, ALT)
    assert not program.office.ask(lint_settings).lists[0].changed


def test_how_large_a_file_may_be(admin: ProgramBench) -> None:
    from desktop.queries.attachments import attachment_limit_set
    from desktop.services.attachments import set_attachment_limit

    admin.section("centre")
    line = admin.find("settings.centre.attachment_limit")
    assert admin.words("settings.centre.attachment_limit") == "50"
    for typed in ("999", "很大"):
        line.setFocus()
        admin.clear()
        admin.write(typed)
        admin.press(Key.Key_Return)
        assert admin.words("settings.centre.attachment_limit.reaction") == "请填1到200之间的数。"
    line.setFocus()
    admin.clear()
    admin.write("８０")
    admin.press(Key.Key_Return)
    place = admin.program.place
    assert place is not None
    assert place.office.ask(attachment_limit_set) == 80 << 20
    assert admin.words("settings.centre.attachment_limit") == "80"
    place.office.perform(set_attachment_limit, megabytes=70, before=80)  # somebody else, meanwhile
    line.setFocus()
    admin.clear()
    admin.write("60")
    admin.press(Key.Key_Return)
    assert "刚才别人已改为70 MB" in admin.words("settings.centre.attachment_limit.reaction")
    assert admin.words("settings.centre.attachment_limit") == "70"


def test_the_scanners_folder_of_this_pc(admin: ProgramBench, tmp_path: Path) -> None:
    from desktop.pc_settings import read_pc_settings
    from ui.settings.look import LookSection

    admin.section("look")
    section = admin.find("settings.look.scans.choose").parentWidget()
    assert isinstance(section, LookSection)
    section.watch_scans(str(tmp_path))
    assert read_pc_settings().scan_folder == str(tmp_path)
    assert admin.words("settings.look.scans") == str(tmp_path)
    section.clear_scans.click()
    assert read_pc_settings().scan_folder == ""


def test_about_tells_version_and_places(admin: ProgramBench) -> None:
    from desktop.version import PROGRAM_VERSION

    admin.section("about")
    assert PROGRAM_VERSION in admin.words("about.version")
    assert admin.words("about.database") == str(admin.place)
    assert "Apache" in admin.find("about.licences").toPlainText()  # type: ignore[attr-defined]  # a text area


def test_keys_of_the_settings_do_not_meet(admin: ProgramBench) -> None:
    for key in (
        "password",
        "look",
        "accounts",
        "units",
        "villages",
        "centre",
        "committees",
        "calendar",
        "terms",
        "numbers",
        "lint",
        "backup",
        "check",
        "about",
    ):
        admin.section(key)
    shell = admin.program.shell
    assert shell is not None
    page = shell.page()
    keys = [action.key for action in shell.keys.actions(page)]
    assert len(keys) == len(set(keys))
