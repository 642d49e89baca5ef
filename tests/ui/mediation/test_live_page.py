"""The page beside the form: a click goes to the field, the field is framed on the page, what is missing is led to."""

import pytest
from case_steps import agreed, drafted
from mediator_desk import Key, MediatorDesk
from office_fixture import OfficeBench
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.printing.pdf import set_paper
from desktop.printing.sheet import Memory
from ui.mediation.case_page import CasePage
from ui.paper.view import PageView


def at_the_agreement(desk: MediatorDesk, case_id: int) -> CasePage:
    desk.place.case_wanted.emit(case_id)
    desk.settle()
    desk.part("协议")
    desk.until(desk.page.paper.live.settled)
    desk.settle()
    return desk.page


def click_on(desk: MediatorDesk, field: str) -> None:
    """Click into the middle of where a field stands on the page."""
    view: PageView = desk.page.paper.view
    spot = desk.page.paper.live.paper().spots(field)[0]
    view.go_to(spot.page, spot.box.top())
    desk.settle()
    rect = view._desk().rects()[spot.page]
    scale = view._desk().per_point()
    point = QPoint(round(spot.box.center().x() * scale), round(spot.box.center().y() * scale))
    place = rect.topLeft() + point - view._offset()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    desk.settle()


def focus_name(desk: MediatorDesk) -> str:
    return str(desk.hands.focus().objectName())


def test_a_click_on_the_page_goes_to_the_field_and_back(desk: MediatorDesk, centre: OfficeBench) -> None:
    page = at_the_agreement(desk, drafted(centre).case_id)
    click_on(desk, "facts")
    assert focus_name(desk) == "case.agreement.facts"
    click_on(desk, "terms.1")
    assert focus_name(desk) == "case.agreement.term.1"
    assert page.paper.view.marks() == tuple(page.paper.live.paper().spots("terms.1")), "framed on the page"
    desk.into("case.agreement.facts")
    assert page.paper.view.marks() == tuple(page.paper.live.paper().spots("facts"))
    desk.into("case.agreement.copies")
    copies = page.paper.live.paper().spots("copies")
    assert page.paper.view.marks() == tuple(copies)
    assert page.paper.view._sees(copies[0]), "the page went there"


def test_the_frame_stays_at_its_field_while_it_is_written(desk: MediatorDesk, centre: OfficeBench) -> None:
    page = at_the_agreement(desk, drafted(centre).case_id)
    desk.into("case.agreement.facts")
    before = page.paper.view.marks()
    desk.hands.write("又下了一场大雨，墙皮落了四平方米。" * 6)
    desk.until(page.paper.live.settled)
    after = page.paper.view.marks()
    assert after[0].box.height() > before[0].box.height()


def test_a_click_on_a_party_goes_to_that_party(desk: MediatorDesk, centre: OfficeBench) -> None:
    case = drafted(centre)
    at_the_agreement(desk, case.case_id)
    click_on(desk, "parties.1.address")
    assert desk.page.current_part() == "parties"
    assert focus_name(desk) == "case.party.address"
    assert desk.widget("case.party.name").text() == case.parties[1].name


def test_what_stands_in_the_words_of_an_obligation_leads_to_the_obligation(
    desk: MediatorDesk, centre: OfficeBench
) -> None:
    page = at_the_agreement(desk, drafted(centre).case_id)
    click_on(desk, "performance")
    assert page.agreement.editor.obligations.is_open()


def test_alt_y_leads_through_what_is_missing(desk: MediatorDesk, centre: OfficeBench) -> None:
    page = at_the_agreement(desk, agreed(centre).case_id)
    missing = page.paper.live.paper().missing()
    assert "facts" in missing
    assert "处待填" in page.paper.marked()
    assert desk.widget("case.paper.next").isVisible()
    for field in missing:
        if field == "facts":
            break
        page.paper.next_missing()
        desk.settle()
        page.show_part("agreement")  # a party's field is typed beside the register: back, and on to the next
        desk.settle()
    page.paper.next_missing()
    desk.settle()
    assert page.current_part() == "agreement"
    assert focus_name(desk) == "case.agreement.facts"


def test_the_number_is_nobodys_to_type(desk: MediatorDesk, centre: OfficeBench) -> None:
    at_the_agreement(desk, drafted(centre).case_id)
    click_on(desk, "number")
    assert "由系统填写" in desk.message()


def test_a_page_set_from_memory_is_the_page_set_anew(desk: MediatorDesk, centre: OfficeBench) -> None:
    page = at_the_agreement(desk, drafted(centre).case_id)
    now = desk.place.office.clock.now()
    memory = Memory()
    for words in ("一场雨。", "两场雨。", "一场雨。", "雨停了，墙干了。" * 200):
        page.agreement.editor.form.put("facts", words)
        build = page._make_document()
        assert build is not None
        kept = set_paper(build(), made_at=now, draft=True, memory=memory)
        assert kept == set_paper(build(), made_at=now, draft=True)


@pytest.mark.parametrize("key", [Key.Key_Home, Key.Key_End])
def test_the_page_is_left_by_f6_to_where_one_was(desk: MediatorDesk, centre: OfficeBench, key: Key) -> None:
    page = at_the_agreement(desk, drafted(centre).case_id)
    desk.into("case.agreement.facts")
    desk.hands.press(Key.Key_F6)
    assert page.paper.view.hasFocus()
    desk.hands.press(key)
    desk.hands.press(Key.Key_F6)
    assert not page.paper.view.hasFocus()
