"""After a registration Ctrl+P offers the slip that the visitor may take home; nothing prints by itself."""

from collections.abc import Iterator

import pytest
from office_fixture import OfficeBench
from paper_printers import SimulatedPrinters, laser
from PySide6.QtCore import Qt
from reception_desk import Key, Reception

from ui.paper.papers_page import PapersPage
from ui.paper.printers import use_printers

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _printers(centre: OfficeBench) -> Iterator[None]:
    """Stand a simulated printer at the desk."""
    use_printers(SimulatedPrinters(centre.path.parent, laser()))
    yield
    use_printers(None)


def offered(desk: Reception) -> list[str]:
    desk.hands.press(Key.Key_P, CTRL)
    desk.centre.settle()
    page = desk.shell.page()
    assert isinstance(page, PapersPage)
    return [row.offer.title for row in page.table.ticked()]


def test_accepted_offers_the_receipt_and_esc_leads_back(centre: OfficeBench) -> None:
    desk = Reception(centre)
    assert not desk.page.slip.isVisible(), "nothing to take home yet"
    desk.choose(Key.Key_1, Key.Key_M)
    desk.hands.write("王秀英")
    desk.tell("路灯不亮")
    desk.save()
    assert desk.shell.page() is desk.page, "nothing opens or prints by itself"
    assert desk.page.slip.text() == "受理回执"
    assert offered(desk) == ["受理回执"]
    desk.hands.press(Key.Key_Escape)
    assert desk.shell.page() is desk.page


def test_referred_offers_where_to_go_and_an_answer_offers_nothing(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_B)
    desk.tell("办不动产登记")
    desk.hands.alt(Key.Key_G)
    desk.hands.write("区不动产登记中心")
    desk.save()
    assert offered(desk) == ["引导告知单"]
    desk.hands.press(Key.Key_Escape)
    desk.choose(Key.Key_1, Key.Key_Z)
    desk.tell("问路")
    desk.hands.alt(Key.Key_D)
    desk.hands.write("指了路")
    desk.save()
    assert not desk.page.slip.isVisible()
    desk.hands.press(Key.Key_P, CTRL)
    assert desk.shell.page() is desk.page
