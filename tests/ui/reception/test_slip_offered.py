"""After a registration Ctrl+P offers the slip that the visitor may take home; nothing prints by itself."""

from collections.abc import Iterator
from datetime import date

import pytest
from office_fixture import OfficeBench
from paper_printers import SimulatedPrinters, laser
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from reception_desk import Key, Reception

from desktop.entries.referrals import Referral
from desktop.papers.visitor_slips import receipt_paper
from desktop.queries.papers import matter_offers, slip_facts
from ui.paper.papers_page import PapersPage
from ui.paper.printers import use_printers
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label

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


@pytest.mark.parametrize("width", [1366, 1280])
def test_the_main_button_shows_its_whole_key_beside_the_slip(centre: OfficeBench, width: int) -> None:
    desk = Reception(centre)
    desk.shell.resize(width, 697)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.tell("路灯不亮")
    desk.save()
    desk.choose(Key.Key_1, Key.Key_Z)
    desk.tell("问养老保险怎么补缴")
    desk.hands.alt(Key.Key_D)
    desk.centre.settle()
    assert desk.page.slip.isVisible()
    assert desk.page.accept.text() == "保存为当场答复"
    for button in (desk.page.accept, desk.page.slip, *desk.page.others.values()):
        assert button.width() >= button.sizeHint().width(), f"{button.text()} is cut"
        right = button.mapTo(desk.page, button.rect().topRight()).x()
        assert right <= desk.page.side.mapTo(desk.page, desk.page.side.rect().topLeft()).x()


def test_when_the_draft_was_saved_goes_when_something_else_is_said(centre: OfficeBench) -> None:
    desk = Reception(centre)
    saved = desk.shell.findChild(Label, "shell.saved")
    desk.choose(Key.Key_1, Key.Key_M)
    desk.tell("路灯不亮")
    desk.page.visits.keeper.save_now()
    desk.centre.settle()
    assert saved.text().startswith("草稿已自动保存")
    desk.shell.say("案件已结案")
    assert saved.text() == ""
    desk.shell.set_saved("演示中心，人和事都是编的", icon="database", tone="text2")
    desk.shell.say("已受理")
    assert saved.text() == "演示中心，人和事都是编的", "a steady line stays"


def test_f1_names_a_key_as_the_status_bar_does(centre: OfficeBench) -> None:
    desk = Reception(centre)
    sheet = desk.shell.show_keys()
    caps = [cap.key() for cap in sheet.findChildren(KeyCap)]
    sheet.close()
    assert "Ctrl+PgDn" in caps
    assert "Ctrl+PgDown" not in caps


def test_a_long_title_among_the_latest_ends_in_dots(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.hands.write("解卫东与李建国以及公司企业设备设施的一家很长很长很长很长的单位")
    desk.tell("路灯不亮")
    desk.save()
    title = desk.shell.findChild(Label, "reception.recent.1.title")
    assert title.text().startswith("解卫东与李建国")
    assert QLabel.text(title).endswith("...")


def test_a_wide_window_shows_the_slip_as_it_is_typed_and_then_with_its_code(centre: OfficeBench) -> None:
    desk = Reception(centre)
    column = desk.page.slip_column
    assert not column.isVisible(), "at 1280 there is no room"
    assert not desk.form.more.is_open()
    desk.shell.resize(1920, 1009)
    desk.centre.settle()
    assert column.isVisible()
    assert desk.form.more.is_open(), "everything stands unfolded"
    desk.choose(Key.Key_1, Key.Key_M)
    desk.hands.write("王秀英")
    desk.tell("路灯不亮")
    desk.centre.settle()
    facts = column.facts()
    assert facts is not None
    assert (facts.visitor, facts.code, facts.told) == ("王秀英", "", None)
    desk.save()
    saved = column.facts()
    assert saved is not None
    assert (saved.visitor, saved.code) == ("王秀英", "370704101-2026-000001")
    (offer,) = desk.centre.look("wangmin", matter_offers, matter_id=desk.rows()[0].matter_id)
    printed = desk.centre.look("wangmin", slip_facts, offer=offer)
    assert receipt_paper(saved, date(2026, 11, 23)) == printed.facts, "what is seen is what prints"
    desk.hands.press(Key.Key_F9)
    assert not column.view.isVisible(), "the screen faces the public"
    desk.hands.press(Key.Key_F9)
    desk.choose(Key.Key_1, Key.Key_B)
    desk.hands.write("李四")
    desk.hands.alt(Key.Key_G)
    desk.hands.write("区不动产登记中心")
    desk.hands.enter()
    now = column.facts()
    assert now is not None
    assert (now.visitor, now.code, now.told) == ("李四", "", Referral("区不动产登记中心"))
    desk.hands.alt(Key.Key_D)
    assert not column.view.isVisible(), "an answer at the counter has no slip"
