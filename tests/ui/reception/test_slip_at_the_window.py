"""Right after saving, the slip for the visitor is one key away."""

from office_fixture import OfficeBench
from paper_printers import SimulatedPrinters, laser
from reception_desk import Key, Reception

from ui.paper.papers_page import PapersPage
from ui.paper.printers import use_printers


def test_the_receipt_is_one_key_after_saving(centre: OfficeBench) -> None:
    use_printers(SimulatedPrinters(centre.path.parent, laser()))
    try:
        desk = Reception(centre)
        desk.choose(Key.Key_1, Key.Key_J)
        desk.hands.write("王秀英")
        desk.tell("西邻滴水檐伸进我家院墙。")
        desk.save()
        slip = desk.page.side.recent.saved.slip
        assert slip.text() == "打印受理回执"
        desk.hands.alt(Key.Key_P)
        desk.centre.settle()
        page = desk.shell.page()
        assert isinstance(page, PapersPage)
        assert [row.offer.key for row in page.table.ticked()] == ["acceptance_receipt"]
        desk.hands.press(Key.Key_Escape)
        assert desk.shell.page() is desk.page
    finally:
        use_printers(None)


def test_an_answer_at_once_has_no_slip(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_2, Key.Key_Z)
    desk.tell("问养老认证怎么办")
    desk.hands.alt(Key.Key_D)
    desk.hands.write("已当面教会。")
    desk.save()
    assert not desk.page.side.recent.saved.slip.isVisible()
