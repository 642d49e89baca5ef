"""Slips at the window and at the dispatcher's: receipt, where to go, the transfer sheet with its receipt part."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from matter_desk import BUILDING, ENFORCING, Desk, Key, dispatched, registered
from office_fixture import OfficeBench
from paper_printers import SimulatedPrinters, laser
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.values.choices import Ending, MatterNature
from ui.matters.matter_page import MatterPage
from ui.paper.papers_page import PapersPage
from ui.paper.pdfium import page_texts
from ui.paper.printers import use_printers

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[SimulatedPrinters]:
    folder = tmp_path / "printed"
    folder.mkdir()
    made = SimulatedPrinters(folder, laser())
    use_printers(made)
    yield made
    use_printers(None)


def papers(desk: Desk) -> PapersPage:
    desk.alt(Key.Key_P)
    desk.centre.settle()
    page = desk.shell.page()
    assert isinstance(page, PapersPage)
    return page


def until(desk: Desk, true: Callable[[], Any]) -> None:
    end = monotonic() + 10
    while not true():
        assert monotonic() < end, f"it did not come to pass: {desk.shell.message()}"
        QTest.qWait(10)
        desk.centre.settle()


def print_now(desk: Desk, page: PapersPage) -> None:
    desk.hands.press(Key.Key_P, CTRL)
    until(desk, lambda: not page.output.busy() and "已送到打印机" in page.message.text())


def test_the_window_prints_the_receipt_on_half_a_sheet(centre: OfficeBench, shelf: SimulatedPrinters) -> None:
    desk = Desk(centre, "wangmin", registered(centre, nature=MatterNature.DISPUTE))
    page = papers(desk)
    assert [row.offer.title for row in page.table.papers.rows()] == ["受理回执"]
    until(desk, page.paper.view.drawn)
    said = "".join(page_texts(page.paper.view.pdf() or b""))
    assert "370704101-2026-000001" in said
    assert "王秀英" in said
    assert "张𬭎" not in said, "never the other side"
    print_now(desk, page)
    printer = shelf.opened[0]
    assert printer.pageLayout().fullRectPoints().height() == 842, "on the sheet that lies in the tray"
    desk.hands.press(Key.Key_Escape)
    assert isinstance(desk.shell.page(), MatterPage)


def test_who_is_sent_elsewhere_gets_a_slip_that_says_where(
    centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    desk = Desk(centre, "wangmin", registered(centre, ending=Ending.REFER))
    page = papers(desk)
    until(desk, page.paper.view.drawn)
    said = "".join(page_texts(page.paper.view.pdf() or b""))
    assert "区人社局" in said
    assert "带身份证" in said
    print_now(desk, page)
    assert len(shelf.printed()) == 1


def test_the_dispatcher_prints_a_transfer_sheet_for_each_unit(
    centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id, BUILDING, ENFORCING)
    desk = Desk(centre, "liguodong", matter_id)
    page = papers(desk)
    titles = [row.offer.title for row in page.table.papers.rows()]
    assert titles == ["受理回执", f"交办单（{BUILDING}）", f"交办单（{ENFORCING}）"]
    desk.hands.press(Key.Key_Down)
    desk.hands.press(Key.Key_Space)
    desk.hands.press(Key.Key_Space)
    assert [row.offer.title for row in page.table.ticked()] == titles[1:]
    desk.hands.press(Key.Key_P, CTRL)
    until(desk, lambda: "2 种文书" in page.message.text())
    assert len(shelf.printed()) == 2


def test_a_unit_prints_its_own_transfer_sheet_and_no_other_units(
    centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id, BUILDING, ENFORCING)
    desk = Desk(centre, "zhouhaitao", matter_id)
    page = papers(desk)
    shown = {row.offer.title: row.offer.blocked for row in page.table.papers.rows()}
    assert shown == {
        "受理回执": "",
        f"交办单（{BUILDING}）": "",
        f"交办单（{ENFORCING}）": "由调度员打印，或由这个单位自己打印",
    }
    desk.hands.press(Key.Key_Space)
    print_now(desk, page)
    assert len(shelf.printed()) == 1
