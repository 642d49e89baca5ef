"""陈桂芳 sees where she types, and stands after Esc where she stood before."""

from case_steps import told
from mediator_desk import Key, MediatorDesk
from PySide6.QtCore import QPoint

from ui.dossier.bound import BoundPage
from ui.mediation.case_page import CasePage


def at_case(desk: MediatorDesk, case_id: int) -> CasePage:
    """Open a case."""
    desk.place.case_wanted.emit(case_id)
    desk.settle()
    page = desk.page
    assert isinstance(page, CasePage)
    return page


def test_the_lines_of_instalments_are_in_sight_as_soon_as_they_are_asked_for(desk: MediatorDesk) -> None:
    page = at_case(desk, told(desk.centre).case_id)
    desk.part("协议")
    desk.write("case.agreement.facts", "双方因修缮发生争议。")
    desk.alt("I")
    card = "case.agreement.obligation.form"
    desk.choose(f"{card}.kind", "付款")
    desk.write(f"{card}.what", "修缮费")
    desk.write(f"{card}.amount", "8000")
    desk.choose(f"{card}.term", "分期")
    area = desk.into(f"{card}.instalments")
    view = page.agreement.area.viewport()
    desk.until(page.agreement.found)
    desk.until(lambda: area.mapTo(view, QPoint(0, area.height())).y() <= view.height(), 2)
    assert area.mapTo(view, QPoint(0, 0)).y() >= 0


def test_esc_from_the_whole_dossier_leads_back_into_its_list(desk: MediatorDesk) -> None:
    page = at_case(desk, told(desk.centre).case_id)
    page.show_part("dossier")
    desk.settle()
    page.dossier.act()
    desk.until(lambda: isinstance(desk.page, BoundPage))
    desk.into("dossier.save")
    desk.escape()
    assert desk.page is page
    assert desk.hands.focus() is page.dossier.table
    desk.hands.press(Key.Key_Down)
    assert page.dossier.table.current_row() == 1
