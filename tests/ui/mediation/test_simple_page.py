"""陈桂芳 settles a quarrel over a field path on one screen, and the sheet is ready for the printer."""

import os
from pathlib import Path

from mediator_desk import Key, MediatorDesk
from office_fixture import OfficeBench
from PySide6.QtCore import QPoint

from desktop.queries.cases import case_list
from models.values.case_states import CaseState
from ui.dossier.simple_page import SimplePage
from ui.paper.papers_page import PapersPage

SHOTS = os.environ.get("ONESTOP_SHOTS", "")


def shot(desk: MediatorDesk, name: str) -> None:
    if SHOTS:
        desk.shell.grab().save(str(Path(SHOTS) / f"{name}.png"))


def at_the_form(desk: MediatorDesk) -> SimplePage:
    """From the list of cases by one key."""
    desk.alt("J")
    desk.settle()
    page = desk.page
    assert isinstance(page, SimplePage)
    return page


def fill(page: SimplePage) -> None:
    for key, text in {
        "name1": "赵一",
        "phone1": "13800001111",
        "address1": "柳林村3号",
        "name2": "钱二",
        "address2": "柳林村5号",
        "story": "钱二在田间小路堆砖，赵一过不去，双方争吵。",
        "terms": "钱二当场把砖搬走。\n今后双方都可以通行。",
    }.items():
        page.form.put(key, text)
    page.form.told.setChecked(True)


def test_one_screen_settles_it_and_the_sheet_is_ready(desk: MediatorDesk, centre: OfficeBench) -> None:
    page = at_the_form(desk)
    fill(page)
    for size in ((1366, 697), (1280, 649), (1920, 1009)):
        desk.shell.resize(*size)
        desk.settle()
        shot(desk, f"simple-{size[0]}")
    desk.hands.save()
    desk.settle()
    assert isinstance(desk.page, PapersPage)
    case = desk.case()
    assert case.state is CaseState.CLOSED
    assert case.name == "赵一与钱二纠纷"
    while "口头协议登记表" not in desk.page.table.current().offer.title:
        desk.hands.press(Key.Key_Down)
    desk.settle()
    assert desk.page.paper.view.page_count() == 1, "one sheet"
    shot(desk, "simple-sheet")


def test_what_is_missing_is_said_at_its_field_and_nothing_is_kept(
    desk: MediatorDesk, centre: OfficeBench
) -> None:
    page = at_the_form(desk)
    fill(page)
    page.form.put("name2", "")
    page.form.told.setChecked(False)
    desk.hands.save()
    desk.settle()
    assert desk.error("simple.name2") == "请填写当事人乙的姓名。"
    assert page.form.text("story") != ""
    assert centre.look("chenguifang", case_list) == ()
    shot(desk, "simple-refused")


def test_a_long_refusal_moves_no_field_and_the_cursor_goes_to_the_first(
    desk: MediatorDesk, centre: OfficeBench
) -> None:
    page = at_the_form(desk)
    desk.shell.resize(1280, 649)
    fill(page)
    for key in ("name2", "story", "terms"):
        page.form.put(key, "")
    desk.hands.save()
    desk.settle()
    shot(desk, "simple-three-refusals")
    tops = {
        page.form.field(key).widget.mapTo(page, QPoint(0, 0)).y() for key in ("name2", "phone2", "address2")
    }
    assert len(tops) == 1, "name, telephone and address stay on one line"
    assert page.form.field("name2").widget.hasFocus(), "not the story, which stands higher in the next column"


def test_what_is_to_be_done_later_stays_open(desk: MediatorDesk, centre: OfficeBench) -> None:
    page = at_the_form(desk)
    fill(page)
    page.form.put("amount", "200")
    page.form.put("payer", "second")
    page.form.put("done", "later")
    page.form.put("due", "2026-12-01")
    desk.settle()
    desk.alt("O")
    desk.settle()
    case = desk.case()
    assert case.state is CaseState.EFFECTIVE
    assert case.agreement is not None
    assert case.agreement.obligations[0].amount_fen == 20_000
    assert page.form.is_blank(), "ready for the next one"
    desk.hands.press(Key.Key_Escape)


def test_what_was_typed_is_there_again(desk: MediatorDesk, centre: OfficeBench) -> None:
    page = at_the_form(desk)
    fill(page)
    page.form.changed.emit()
    desk.hands.press(Key.Key_Escape)
    desk.settle()
    assert at_the_form(desk).form.text("name2") == "钱二"
