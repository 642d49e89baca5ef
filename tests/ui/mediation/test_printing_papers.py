"""陈桂芳 prints the papers of her cases: chosen, in copies, on both sides, kept, again, away from the PC, on Word."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from case_steps import agreed, drafted, look
from mediator_desk import ALT, CTRL, Key, MediatorDesk
from office_fixture import OfficeBench
from paper_printers import SimulatedPrinters, laser
from PySide6.QtCore import QMarginsF
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from desktop.entries.people import PersonEntry
from desktop.pc_printers import used_printers
from desktop.queries.papers import case_offers
from ui.mediation.case_page import CasePage
from ui.paper.papers_page import PapersPage
from ui.paper.pdfium import page_texts
from ui.paper.printers import PrinterFacts, use_printers


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[SimulatedPrinters]:
    folder = tmp_path / "printed"
    folder.mkdir()
    made = SimulatedPrinters(folder, laser())
    use_printers(made)
    yield made
    use_printers(None)


def at_the_papers(desk: MediatorDesk, case_id: int) -> PapersPage:
    """She opens the case and presses Alt+P."""
    desk.place.case_wanted.emit(case_id)
    desk.settle()
    desk.alt("P")
    desk.settle()
    assert isinstance(desk.page, PapersPage)
    return desk.page


def go_to(desk: MediatorDesk, title: str) -> None:
    """The arrow keys to a paper."""
    page = desk.page
    while title not in page.table.current().offer.title:
        before = page.table.current_row()
        desk.hands.press(Key.Key_Down)
        assert page.table.current_row() != before, f"{title} is not in the list"
    desk.settle()


def said(desk: MediatorDesk) -> str:
    return str(desk.page.message.text())


def events(centre: OfficeBench, tag: str, column: str = "words") -> list[str]:
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from models.event import Event as Recorded

    with Session(centre.office("chenguifang").engine) as session:
        found = select(getattr(Recorded, column)).where(Recorded.tag == tag).order_by(Recorded.seq)
        return list(session.scalars(found))


def test_she_ticks_two_papers_and_prints_them_with_their_copies(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    case = agreed(centre)
    page = at_the_papers(desk, case.case_id)
    assert page.subtitle() == case.number
    go_to(desk, "受理登记表")
    assert page.paper.view.page_count() == 1, "it stands at the right as it will be"
    desk.hands.press(Key.Key_Space)
    go_to(desk, "权利义务告知书")
    desk.hands.press(Key.Key_Space)
    assert page.output.print.text() == "打印 2 种 4 份", (
        "one registration, a notice for each party and one more"
    )
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: not page.output.busy() and "已送到打印机" in said(desk))
    assert len(shelf.printed()) == 2
    texts = ["".join(page_texts(path.read_bytes())) for path in shelf.printed()]
    assert texts == ["", ""], "as pictures: what a printer gets"
    assert [printer.copyCount() for printer in shelf.opened] == [1, 3]
    assert all(printer.fullPage() for printer in shelf.opened), "the whole sheet, so 100 %"
    number = case.number
    assert events(centre, "paper:print") == [
        f"打印人民调解受理登记表{number}，第1版，1份（前台激光机）",
        f"打印人民调解当事人权利义务告知书{number}，第1版，3份（前台激光机）",
    ]
    offers = centre.look("chenguifang", case_offers, case_ids=(case.case_id,))
    assert {offer.key for offer in offers if offer.edition} == {"acceptance", "rights_notice"}


def test_who_printed_stands_in_the_record_though_somebody_else_sits_there_meanwhile(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    """The person changes while the printer runs: her window goes, the record of what came out does not."""
    case = agreed(centre)
    page = at_the_papers(desk, case.case_id)
    go_to(desk, "受理登记表")
    desk.hands.press(Key.Key_Space)
    shelf.gate = Event()
    page.output.print.click()
    turns = 0
    while not shelf.reached.wait(0.01):
        QApplication.processEvents()
        turns += 1
        assert turns < 3000, "the printer was not asked"
    desk.place.office.sign_in("wangmin", "")
    delete(page.output)
    shelf.gate.set()
    desk.settle()
    assert len(shelf.printed()) == 1
    assert events(centre, "paper:print") == [f"打印人民调解受理登记表{case.number}，第1版，1份（前台激光机）"]
    assert events(centre, "paper:print", "account_name") == ["陈桂芳"]


def test_with_nothing_ticked_printing_is_grey_and_says_what_to_do(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    page = at_the_papers(desk, agreed(centre).case_id)
    out = page.output
    assert out.print.text() == "打印"
    for button in (out.print, out.save, out.word):
        assert not button.isEnabled()
        assert button.reason() == "请先勾选要打印的文书"
    desk.hands.press(Key.Key_P, CTRL)
    desk.settle()
    assert shelf.printed() == []
    desk.hands.press(Key.Key_Space)
    assert out.print.text() == "打印 1 份"
    assert out.print.isEnabled()
    desk.hands.press(Key.Key_Up)
    desk.hands.press(Key.Key_Space)
    assert not out.print.isEnabled()


def test_the_printer_and_both_sides_are_remembered_for_that_kind_of_paper(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    shelf.known.append(laser("二楼打印机"))
    case = agreed(centre)
    page = at_the_papers(desk, case.case_id)
    go_to(desk, "受理登记表")
    desk.hands.press(Key.Key_Space)
    assert page.output.printer.value() == "前台激光机"
    desk.choose("papers.printer", "二楼打印机（默认）")
    desk.tick("papers.duplex")
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: "已送到打印机“二楼打印机”" in said(desk))
    assert shelf.opened[0].turns == QPrinter.DuplexMode.DuplexLongSide
    assert used_printers()["acceptance"].name == "二楼打印机"
    desk.escape()
    page = at_the_papers(desk, case.case_id)
    go_to(desk, "受理登记表")
    desk.hands.press(Key.Key_Space)
    assert page.output.printer.value() == "二楼打印机"
    assert page.output.duplex.isChecked()


def test_what_was_printed_is_printed_again_as_it_was_and_a_correction_says_so(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    from desktop.entries.mediation import PartyEntry
    from desktop.services.mediation.parties import edit_party
    from models.values.choices import PartySide

    case = agreed(centre)
    page = at_the_papers(desk, case.case_id)
    go_to(desk, "受理登记表")
    desk.hands.press(Key.Key_Space)
    desk.hands.press(Key.Key_Up)
    for _again in range(2):
        desk.hands.press(Key.Key_P, CTRL)
        desk.until(lambda: not page.output.busy() and "已送到打印机" in said(desk))
    row = page.table.current()
    assert (row.offer.edition, row.offer.changed) == (1, False)
    assert row.standing() == "第1版 2026-11-23 陈桂芳"
    assert page.paper._note.text() == "打印过的原样"
    party = look(centre, case.case_id).parties[0]
    entry = PartyEntry(side=PartySide.APPLICANT, who=PersonEntry(name="王秀琴"))
    centre.do("chenguifang", edit_party, party_id=party.id, version=party.version, entry=entry)
    page.read()
    desk.settle()
    assert page.table.current().standing() == "第1版 2026-11-23 陈桂芳，内容改过，将出第2版"
    assert "第2版，更正2026年11月23日打印的第1版" in "".join(page_texts(page.paper.view.pdf()))
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: not page.output.busy() and page.table.current().offer.edition == 2)
    assert events(centre, "paper:print")[-1].endswith("第2版，1份（前台激光机）")


def test_a_printer_that_would_cut_a_part_off_is_said_before_paper_is_wasted(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    shelf.known = [PrinterFacts("老针式机", usual=True, duplex=False, unprintable=QMarginsF(5, 5, 5, 40))]
    page = at_the_papers(desk, agreed(centre).case_id)
    go_to(desk, "权利义务告知书")
    desk.hands.press(Key.Key_Space)
    desk.until(lambda: "打不到纸的下边" in said(desk))
    assert not page.output.duplex.isEnabled()
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: "再按一次打印照样打" in said(desk))
    assert shelf.printed() == []
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: "已送到打印机" in said(desk))
    assert len(shelf.printed()) == 1


def test_a_printer_that_goes_away_loses_nothing_and_says_what_is_left(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    case = agreed(centre)
    page = at_the_papers(desk, case.case_id)
    desk.hands.press(Key.Key_Space)
    desk.hands.press(Key.Key_Up)
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: "已送到打印机" in said(desk))
    desk.hands.press(Key.Key_Space)
    shelf.known = []
    go_to(desk, "权利义务告知书")
    desk.hands.press(Key.Key_Space)
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: not page.output.busy() and "找不到打印机" in said(desk))
    assert "还有 1 种没有打印" in said(desk)
    offers = centre.look("chenguifang", case_offers, case_ids=(case.case_id,))
    assert next(offer for offer in offers if offer.key == "rights_notice").edition == 1, "kept all the same"
    assert not any("告知书" in words for words in events(centre, "paper:print"))


def test_a_printer_that_stops_in_the_middle_of_a_paper(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    shelf.pages_left = 1
    case = agreed(centre)
    page = at_the_papers(desk, case.case_id)
    go_to(desk, "人民调解记录")
    pages = page.paper.view.page_count()
    desk.hands.press(Key.Key_Space)
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: not page.output.busy() and bool(said(desk)))
    assert ("打印中断了" in said(desk)) == (pages > 1)


def test_without_a_printer_saving_comes_first(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters, onestop_home: Path
) -> None:
    shelf.known = []
    case = agreed(centre)
    page = at_the_papers(desk, case.case_id)
    go_to(desk, "受理登记表")
    desk.hands.press(Key.Key_Space)
    assert page.output.print.reason() == "没有装打印机，请存为PDF"
    assert page.output.save.property("primary")
    desk.hands.press(Key.Key_W, ALT)
    desk.until(lambda: page.output.saved_path() is not None and not page.output.busy())
    path = page.output.saved_path()
    assert path.parent == onestop_home / "papers"
    assert path.name == f"人民调解受理登记表{case.number}.pdf"
    assert "王秀英" in "".join(page_texts(path.read_bytes()))
    assert "13800002417" not in "".join(page_texts(path.read_bytes())), "this paper shows no telephone"
    desk.hands.press(Key.Key_D, ALT)
    desk.until(lambda: page.output.saved_path().suffix == ".docx")
    desk.settle()
    assert page.output.saved_path().read_bytes()[:2] == b"PK"
    assert [words.partition("（")[0] for words in events(centre, "paper:word")] == [
        "存为Word人民调解受理登记表"
    ]


def test_a_full_disk_and_a_file_that_is_open_are_said_plainly(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters, onestop_home: Path
) -> None:
    (onestop_home / "papers").write_text("not a folder")
    page = at_the_papers(desk, agreed(centre).case_id)
    desk.hands.press(Key.Key_Space)
    desk.hands.press(Key.Key_Up)
    desk.hands.press(Key.Key_W, ALT)
    desk.until(lambda: not page.output.busy() and "PDF没有存下" in said(desk))
    assert page.table.current().offer.edition == 1, "the paper itself is kept"
    assert events(centre, "paper:save") == []


def test_she_takes_the_papers_along_with_what_is_known(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    """practice.md 3: 外出调解包."""
    case = agreed(centre)
    page = at_the_papers(desk, case.case_id)
    desk.into("papers.fill")
    desk.hands.keys("2")
    desk.settle()
    assert {row.offer.key for row in page.table.ticked()} == {
        "rights_notice",
        "session",
        "agreement",
        "performance_proof",
    }
    desk.into("papers.list")
    go_to(desk, "协议书")
    assert "王秀英" in "".join(page_texts(page.paper.view.pdf()))
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: not page.output.busy() and "4 种文书" in said(desk))
    assert len(shelf.printed()) == 4
    desk.into("papers.fill")
    desk.hands.keys("3")
    desk.settle()
    assert "王秀英" not in "".join(page_texts(page.paper.view.pdf())), "wholly blank"


def test_the_agreement_is_printed_from_its_own_page(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    case = drafted(centre)
    desk.place.case_wanted.emit(case.case_id)
    desk.settle()
    desk.part("协议")
    desk.until(desk.page.paper.live.settled)
    desk.hands.press(Key.Key_P, CTRL)
    desk.settle()
    desk.until(lambda: desk.page.paper.pdf() is not None)
    desk.hands.press(Key.Key_P, CTRL)
    desk.settle()
    page = desk.page
    assert isinstance(page, PapersPage)
    assert page.table.current().copies == 3
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: "已送到打印机" in said(desk))
    assert [printer.copyCount() for printer in shelf.opened] == [3]
    assert events(centre, "paper:print") == [f"打印人民调解协议书{case.number}，第1版，3份（前台激光机）"]
    desk.escape()
    assert isinstance(desk.page, CasePage)
    desk.click("case.paper.word")
    desk.until(lambda: desk.page.paper.saved_path() is not None)
    assert desk.page.paper.saved_path().suffix == ".docx"


def test_papers_of_several_cases_are_printed_in_one_go(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    first = agreed(centre)
    second = agreed(centre, visitor=PersonEntry(name="赵铁柱", phone="13900000011"))
    desk.page.read()
    desk.settle()
    desk.alt("P")
    page = desk.page
    assert isinstance(page, PapersPage)
    assert page.subtitle() == "2 件案件"
    desk.choose("papers.kind", "人民调解受理登记表")
    desk.alt("A")
    assert [row.offer.about for row in page.table.ticked()] == [second.number, first.number]
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: "2 种文书" in said(desk))
    assert len(shelf.printed()) == 2


def test_a_run_is_stopped_and_goes_on_later(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters
) -> None:
    page = at_the_papers(desk, agreed(centre).case_id)
    desk.alt("A")
    wanted = len(page.table.ticked())
    assert wanted > 2
    desk.hands.press(Key.Key_P, CTRL)
    desk.hands.press(Key.Key_Escape)
    desk.until(lambda: not page.output.busy())
    assert "已停止" in said(desk)
    assert isinstance(desk.page, PapersPage), "Esc stops the run and leaves the page open"
    assert len(shelf.printed()) < wanted
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: "已送到打印机" in said(desk))


def test_a_run_of_every_case_of_the_shelf_is_counted_first_and_goes_out_bit_by_bit(
    desk: MediatorDesk, centre: OfficeBench, shelf: SimulatedPrinters, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three cases stand for three hundred: the list has read one of them, and each bound is as small."""
    for name, limit in (
        ("ui.mediation.list_page.PAGE", 1),
        ("ui.paper.papers_page.MANY", 2),
        ("ui.paper.output.MANY", 2),
        ("ui.paper.output.BATCH", 2),
        ("ui.paper.offer_reading.AT_ONCE", 1),
    ):
        monkeypatch.setattr(name, limit)
    people = ("王秀英", "13800002417"), ("赵铁柱", "13900000011"), ("钱小燕", "13900000012")
    cases = [agreed(centre, visitor=PersonEntry(name=name, phone=phone)) for name, phone in people]
    desk.page.read()
    desk.settle()
    desk.alt("P")
    page = desk.page
    assert isinstance(page, PapersPage)
    assert page.subtitle() == "3 件案件"
    assert not page.table.papers.rows(), "nothing is read before the kind is chosen"
    desk.choose("papers.kind", "人民调解受理登记表")
    desk.settle()
    assert [row.offer.about for row in page.table.ticked()] == [case.number for case in reversed(cases)]
    assert page.output.print.text() == "打印 3 种 3 份"
    desk.hands.press(Key.Key_P, CTRL)
    desk.settle()
    assert said(desk) == "将打印 3 份文书，共 3 份。确定就再按一次打印。"
    assert shelf.printed() == []
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: "已送到打印机“前台激光机”：3 种文书" in said(desk))
    assert len(shelf.printed()) == 3
    assert len(events(centre, "paper:print")) == 3
    desk.hands.press(Key.Key_W, ALT)
    desk.until(lambda: "3 份文件已存到" in said(desk))
    assert len(events(centre, "paper:save")) == 3
