"""At the window: a visit goes in by the keyboard alone, in the words of the person who sits there."""

from office_fixture import Hands, OfficeBench
from PySide6.QtCore import Qt

from desktop.queries.matters import matter_view
from desktop.queries.worklist import Shelf, worklist
from models.values.matter_states import MatterState
from ui.reception.page import ReceptionPage
from ui.shell import Shell

Key = Qt.Key


def open_reception(centre: OfficeBench, login: str = "wangmin") -> tuple[Shell, ReceptionPage, Hands]:
    shell = centre.window(centre.workplace(login), reception=ReceptionPage)
    page = shell.page()
    assert isinstance(page, ReceptionPage)
    return shell, page, Hands(shell)


def test_a_dispute_is_accepted_by_the_keyboard_alone(centre: OfficeBench) -> None:
    shell, page, hands = open_reception(centre)
    assert hands.focus() is page.form.channel
    hands.press(Key.Key_1)
    assert hands.focus() is page.form.nature
    hands.press(Key.Key_J)
    assert hands.focus() is page.form.who.visitor
    hands.write("王秀英")
    hands.enter()
    assert hands.focus() is page.form.who.whose
    hands.enter()
    hands.keys("13800002417")
    hands.enter()
    assert page.form.who.phone.text() == "138 0000 2417"
    hands.enter()
    hands.write("西邻张𬭎翻建东厢房，滴水檐伸进我家院墙。")
    hands.press(Key.Key_Tab)
    hands.write("张𬭎")
    hands.enter()
    hands.keys("ysps")
    hands.enter()
    assert page.form.what.category.text() == "邻里：用水排水通行通风采光"
    hands.keys("dgc")
    hands.enter()
    assert page.form.what.village.text() == "东关村"
    hands.save()
    centre.settle()
    assert "已受理" in shell.message()
    assert "2026-000001" in shell.message()
    assert page.side.recent.saved.code.text() == "2026-000001"
    assert hands.focus() is page.form.channel, "the empty form waits for the next visit"
    assert page.form.who.visitor.text() == ""
    row = centre.look("wangmin", worklist, shelf=Shelf.ALL)[0]
    assert (row.state, row.claimant_name, row.village) == (MatterState.ACCEPTED, "王秀英", "东关村")
    view = centre.look("wangmin", matter_view, matter_id=row.matter_id)
    assert view.story == "西邻张𬭎翻建东厢房，滴水檐伸进我家院墙。"
    assert [person.name for person in view.people] == ["王秀英", "张𬭎"]
