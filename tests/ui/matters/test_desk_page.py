"""我的工作台 in the user's words: numbers, their rows, drafts, and what changes while one looks."""

from __future__ import annotations

from matter_desk import BUILDING, Key, dispatched, registered
from office_fixture import OfficeBench
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from test_several_open import Window

from desktop.queries.desk import DeskCases
from desktop.queries.worklist import Shelf
from models.values.choices import Ending
from ui.desk.drafts import DraftLine, draft_columns
from ui.desk.page import DeskPage, DeskRow, desk_columns
from ui.matters.list_page import MattersPage
from ui.matters.matter_page import MatterPage
from ui.reception.page import ReceptionPage
from ui.style import colour, px
from ui.widgets.rows import RowsModel


class DeskWindow(Window):
    """Somebody at the first page."""

    def __init__(self, centre: OfficeBench, login: str) -> None:
        super().__init__(centre, login)
        self.shell.go("desk")
        centre.settle()

    @property
    def desk(self) -> DeskPage:
        page = self.shell.page()
        assert isinstance(page, DeskPage)
        return page

    def counts(self) -> dict[str, int]:
        return {row.label: row.count for row in self.desk.lines.rows()}


def test_the_dispatcher_sees_what_waits_and_opens_it_by_keys(centre: OfficeBench) -> None:
    second = registered(centre, name="刘保国")
    centre.pass_time(days=1)
    first = registered(centre)
    registered(centre, ending=Ending.UNFINISHED)
    window = DeskWindow(centre, "liguodong")
    desk = window.desk
    assert desk.line() == Shelf.TO_DISPATCH
    assert window.counts()["待分流"] == 2
    assert window.counts()["登记未完成"] == 1
    assert [row.matter_id for row in desk.matters.rows()] == [second, first], "what is due first"
    window.hands.enter()
    window.hands.press(Key.Key_Down)
    window.hands.enter()
    centre.settle()
    page = window.shell.page()
    assert isinstance(page, MatterPage)
    assert page.matter_id == first


def test_the_first_enter_shows_where_the_arrows_work_now(centre: OfficeBench) -> None:
    registered(centre)
    window = DeskWindow(centre, "liguodong")
    desk = window.desk

    def ground(table: QWidget) -> str:
        """The colour of the current row beside its bar."""
        picture = table.viewport().grab().toImage()  # type: ignore[attr-defined]  # a table has a viewport
        return picture.pixelColor(px(5), px(4)).name()

    blue, grey = colour("accent-soft").name(), colour("sunken").name()
    assert (ground(desk.line_table), ground(desk.matter_table)) == (blue, grey)
    window.hands.enter()
    assert (ground(desk.line_table), ground(desk.matter_table)) == (grey, blue)


def test_every_number_stands_beside_its_rows(centre: OfficeBench) -> None:
    registered(centre)
    registered(centre, ending=Ending.UNFINISHED)
    given = registered(centre)
    dispatched(centre, given, BUILDING)
    window = DeskWindow(centre, "liguodong")
    for at, row in enumerate(window.desk.lines.rows()):
        window.desk.line_table.select_row(at)
        centre.settle()
        assert window.desk.matters.rowCount() == row.count, row.label
        assert window.desk.states.state() == ("content" if row.count else "empty"), row.label


def test_the_unit_sees_its_own_share_only(centre: OfficeBench) -> None:
    registered(centre)
    given = registered(centre)
    dispatched(centre, given, BUILDING)
    window = DeskWindow(centre, "zhouhaitao")
    assert window.desk.line() == Shelf.WAITING
    assert window.counts() == {"待签收": 1, "本单位": 1, "今日到期": 0, "超期": 0}
    assert [row.matter_id for row in window.desk.matters.rows()] == [given]


def test_numbers_follow_what_happens(centre: OfficeBench) -> None:
    window = DeskWindow(centre, "liguodong")
    assert set(window.counts().values()) == {0}
    assert window.desk.states.state() == "empty"
    registered(centre)
    window.place.changed.emit()
    centre.settle()
    assert window.counts()["待分流"] == 1


def test_esc_and_arrows_walk_between_lines_and_rows(centre: OfficeBench) -> None:
    registered(centre)
    window = DeskWindow(centre, "liguodong")
    window.hands.press(Key.Key_Right)
    assert window.hands.focus() is window.desk.matter_table
    window.hands.press(Key.Key_Left)
    assert window.hands.focus() is window.desk.line_table
    window.hands.enter()
    window.hands.press(Key.Key_Escape)
    assert window.hands.focus() is window.desk.line_table


def test_the_whole_list_opens_at_that_shelf(centre: OfficeBench) -> None:
    registered(centre, ending=Ending.UNFINISHED)
    window = DeskWindow(centre, "liguodong")
    window.desk.choose(Shelf.CALL_BACK)
    centre.settle()
    window.hands.alt(Key.Key_L)
    centre.settle()
    page = window.shell.page()
    assert isinstance(page, MattersPage)
    assert page.shelf() == Shelf.CALL_BACK
    assert page.model.rowCount() == 1


def test_what_is_due_today_stands_at_the_top_and_opens(centre: OfficeBench) -> None:
    registered(centre)
    centre.pass_time(days=3)
    window = DeskWindow(centre, "liguodong")
    assert window.counts()["今日到期"] == 1
    due = window.shell._top.due
    assert due.text() == "1 件今日到期"
    due.click()
    centre.settle()
    page = window.shell.page()
    assert isinstance(page, MattersPage)
    assert page.shelf() == Shelf.DUE_TODAY


def test_drafts_of_forms_are_found_after_a_kill(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id)
    window = DeskWindow(centre, "liguodong")
    window.shell.go("reception")
    centre.settle()
    reception = window.shell.page()
    assert isinstance(reception, ReceptionPage)
    for name, words in (("reception.visitor", "赵小兰"), ("reception.story", "邻居占了过道")):
        line = window.shell.findChild(QWidget, name)
        assert line is not None
        line.setFocus()
        window.hands.write(words)
    window.open(matter_id)
    window.hands.alt(Key.Key_D)
    page = window.shell.page()
    assert isinstance(page, MatterPage)
    form = page.act.form()
    assert form is not None
    form.fields["acting_person"].focus_widget()
    window.hands.write("周海涛")
    page.act.keeper.save_now()
    reception.visits.keeper.save_now()
    centre.settle()
    centre.kill(window.shell)
    window = DeskWindow(centre, "liguodong")
    lines = {line.words: line for line in window.desk.drafts.rows()}
    assert set(lines) == {"接待登记", "事项的办理"}
    assert lines["接待登记"].about == "赵小兰"
    assert lines["事项的办理"].about.startswith("2026-000001")
    window.desk.draft_table.opened.emit(list(window.desk.drafts.rows()).index(lines["事项的办理"]))
    centre.settle()
    page = window.shell.page()
    assert isinstance(page, MatterPage)
    assert page.act.key() == "record_for"
    form = page.act.form()
    assert form is not None
    assert "周海涛" in form.values().values()
    other = DeskWindow(centre, "wangmin")
    assert other.desk.drafts.rowCount() == 0


def test_a_draft_is_thrown_away_at_the_desk_and_taken_back(centre: OfficeBench) -> None:
    window = DeskWindow(centre, "liguodong")
    account = window.place.who.account_id or 0
    for name in ("赵小兰", "孙小军"):
        window.place.drafts.save(name, account=account, form="reception.visit", payload={"visitor": name})
        centre.pass_time(minutes=1)
    window.desk.read()
    centre.settle()
    window.hands.alt(Key.Key_X)
    assert window.shell.message() == "选好要丢弃的一份，再按Alt+X。", "which of two is not guessed"
    window.hands.press(Key.Key_Down)
    window.hands.alt(Key.Key_X)
    centre.settle()
    assert [line.about for line in window.desk.drafts.rows()] == ["孙小军"]
    window.hands.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    centre.settle()
    assert {line.about for line in window.desk.drafts.rows()} == {"孙小军", "赵小兰"}
    window.shell.go("reception")
    window.shell.go("desk")
    centre.settle()
    window.desk.draft_table.setFocus()
    window.hands.alt(Key.Key_X)
    assert window.shell.message() == "这份接待登记正开着，请到那一页里丢弃。"


def test_the_mediator_has_her_cases(centre: OfficeBench) -> None:
    window = DeskWindow(centre, "chenguifang")
    window.desk.choose(DeskCases.IN_HAND)
    centre.settle()
    assert window.desk.states.state() == "empty"
    assert not window.desk.whole.isVisibleTo(window.desk)


def test_the_models(centre: OfficeBench, qtmodeltester: ModelTester) -> None:
    registered(centre)
    window = DeskWindow(centre, "liguodong")
    for model in (window.desk.lines, window.desk.matters, window.desk.cases, window.desk.drafts):
        qtmodeltester.check(model)
    lines: RowsModel[DeskRow] = RowsModel(desk_columns())
    lines.set_rows([DeskRow(Shelf.LATE, "超期", 1000)])
    qtmodeltester.check(lines)
    assert lines.data(lines.index(0, 1)) == "999+"
    drafts: RowsModel[DraftLine] = RowsModel(draft_columns())
    drafts.set_rows([DraftLine("1", "case.late", "补录案件", "王秀英", centre.clock.now())])
    qtmodeltester.check(drafts)
