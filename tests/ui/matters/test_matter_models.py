"""Every item model of these screens, under Qt's own tester, while rows come and go."""

from typing import Any

from matter_desk import BUILDING, ENFORCING, Desk, dispatched, registered, seen
from office_fixture import OfficeBench
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.queries.worklist import Shelf, worklist
from desktop.search.keys import KeyKind
from ui.matters.course_panel import course_columns
from ui.matters.matter_table import matter_columns
from ui.matters.shares_panel import share_columns
from ui.search.page import _BY, Found, FoundRow, found_columns
from ui.widgets.rows import RowsModel, cell_text


def try_model(qtmodeltester: ModelTester, model: RowsModel[Any], rows: tuple[Any, ...]) -> None:
    qtmodeltester.check(model)
    model.set_rows(rows[:1], complete=False)
    model.append_rows(rows[1:], complete=True)
    model.replace_row(0, rows[0])
    model.set_rows([])
    model.set_rows(rows)


def test_the_list_of_matters(centre: OfficeBench, qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    for _number in range(3):
        registered(centre)
    rows = centre.look("liguodong", worklist, shelf=Shelf.ALL)
    model: RowsModel[Any] = RowsModel(matter_columns())
    try_model(qtmodeltester, model, rows)
    assert [cell_text(column, column.value(rows[0])) for column in model.columns()] == [
        "2026-000003", "王秀英：民生诉求", "", "民生诉求", "已受理", "未分流", "剩3个工作日", "东关村", "2026-11-23",
    ]  # fmt: skip


def test_shares_and_course(centre: OfficeBench, qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id, BUILDING, ENFORCING)
    view = seen(centre, matter_id)
    try_model(qtmodeltester, RowsModel(share_columns()), view.assignments)
    course: RowsModel[Any] = RowsModel(course_columns())
    try_model(qtmodeltester, course, view.course)
    assert [cell_text(column, column.value(view.course[0])) for column in course.columns()] == [
        "2026-11-23 10:42", f"分流给{BUILDING}、{ENFORCING}", "李国栋",
    ]  # fmt: skip


def test_results(centre: OfficeBench, qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    for _number in range(2):
        registered(centre)
    rows = centre.look("liguodong", worklist, shelf=Shelf.ALL)
    hits = tuple(FoundRow(Found.PERSON, "姓名", row) for row in rows)
    try_model(qtmodeltester, RowsModel(found_columns()), hits)


def test_the_models_of_the_open_screens(centre: OfficeBench, qtmodeltester: ModelTester) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id)
    desk = Desk(centre, "liguodong", matter_id)
    for model in (desk.list.model, desk.page.shares.model, desk.page.course.model):
        qtmodeltester.check(model)
    registered(centre)
    desk.place.changed.emit()
    centre.settle()


def test_every_way_of_finding_has_its_tab() -> None:
    assert {kind.value for kind in KeyKind} <= set(_BY)
