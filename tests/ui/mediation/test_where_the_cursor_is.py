"""陈桂芳 sees where she types, and stands after Esc where she stood before."""

from case_steps import accepted, told
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


def test_a_refusal_takes_the_last_success_out_of_the_status_bar(desk: MediatorDesk) -> None:
    page = at_case(desk, accepted(desk.centre).case_id)
    desk.place.say("已登记同意和告知")
    desk.part("调解记录")
    desk.write("case.session.day", "2099-01-01")
    desk.save()
    fault = desk.error("case.session.day")
    assert fault
    assert desk.message().startswith("还没有保存：")
    desk.place.say("已登记同意和告知")
    page.show_side("edit")
    desk.write("case.edit_form.name", "")
    desk.save()
    assert page.right.side() is not None
    assert desk.message().startswith("还没有保存：")
