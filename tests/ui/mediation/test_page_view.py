"""The paper on the screen and at the printer: pages, sizes, printing at 100 %, saving whole or not at all."""

import errno
import io
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF, QPoint, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.errors import OfficeError
from desktop.printing.blocks import Document, Paragraph, Title
from desktop.printing.pdf import set_pdf
from ui.paper.desk import WHOLE, WIDTH, Desk
from ui.paper.live import LiveSetting
from ui.paper.panel import PagePanel
from ui.paper.pdfium import opened, page_set, page_texts
from ui.paper.printing import cut_sides, ink_margins, prepare, print_pages
from ui.paper.saving import file_name, papers_folder, save_pdf, write_pdf
from ui.paper.view import PageView
from ui.paper.way import RightOfWay
from ui.style import apply_look, colour
from ui.tasks import Lanes

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
A4 = QSizeF(595.28, 841.89)


def _paper(pages: int = 1, word: str = "滴水檐") -> Document:
    text = f"申请人与被申请人系东西邻居，{word}伸进院墙。" * 12
    blocks = (Title("人民调解协议书"), *(Paragraph((text,)) for _line in range(2 * pages)))
    return Document(title="样张", blocks=blocks, author="云溪镇人民调解委员会")


def _pdf(pages: int = 1, word: str = "滴水檐") -> bytes:
    return set_pdf(_paper(pages, word), made_at=NOON)


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    made = Lanes()
    yield made
    assert made.stop()


@pytest.fixture
def view(qtbot: QtBot, lanes: Lanes) -> PageView:
    made = PageView(partial(_run_long, lanes), name="page", spoken="人民调解协议书，纸面")
    qtbot.addWidget(made)
    made.resize(520, 400)
    made.show()
    return made


def _run_long(lanes: Lanes, function, done, *, failed=None, owner=None):  # noqa: ANN001, ANN202 - as Workplace has it
    return lanes.long.run(function, done=done, failed=failed, owner=owner)


def test_pages_are_pictures_of_the_size_that_was_asked_for() -> None:
    pages = page_set(_pdf(2), (0, 1, 7), 500)
    assert len(pages.sizes) == 2
    assert abs(pages.sizes[0].width() - A4.width()) < 0.1
    assert {number: image.width() for number, image in pages.images.items()} == {0: 500, 1: 500}
    assert pages.images[0].height() == 708
    assert pages.images[0].pixelColor(2, 2) == QColor("white")
    dark = [y for y in range(708) if pages.images[0].pixelColor(250, y).lightness() < 128]
    assert dark, "there is ink on the page"


def test_the_text_reads_back_with_characters_beyond_the_first_plane() -> None:
    assert "𬭎䶮𠅤" in "".join(page_texts(_pdf(word="𬭎䶮𠅤")))


def test_pages_of_several_widths_are_drawn_once(
    view: PageView, lanes: Lanes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = pypdfium2.PdfDocument.new()
    for width in (595, 300, 595):
        document.new_page(width, 200)
    output = io.BytesIO()
    document.save(output)
    document.close()
    asked: list[object] = []

    def counted(*how):  # noqa: ANN002, ANN202 - as page_set has it
        asked.append(how)
        assert len(asked) < 5, "drawn again and again"
        return page_set(*how)

    monkeypatch.setattr("ui.paper.page_desk.page_set", counted)
    view.show_pages(page_set(output.getvalue(), (0,), view.wanted()[1]))
    qtbot.waitUntil(view.drawn)
    qtbot.waitUntil(lambda: lanes.idle() and not view._still.isActive())
    assert len(asked) == 1
    view.clear()


def test_a_page_is_set_while_the_press_prints(view: PageView, qtbot: QtBot, lanes: Lanes) -> None:
    """The run is in the middle of a paper: its file is open and nothing comes out until the page was set."""
    go_on, printing = threading.Event(), threading.Event()

    def run() -> None:
        with opened(_pdf()) as paper:
            bands = paper.bands(0, 100, 200)
            next(bands)
            printing.set()
            assert go_on.wait(5)
            assert list(bands), "the rest of the page"

    task = lanes.press.run(run)
    assert printing.wait(5)
    live = LiveSetting(view, partial(_run_long, lanes), lambda: _paper, now=lambda: NOON)
    live.set_now()
    qtbot.waitUntil(live.settled)
    assert live.paper() is not None
    assert task.running()
    go_on.set()
    assert lanes.drain()


def test_a_print_run_gives_way_to_the_screen_but_not_for_ever() -> None:
    way = RightOfWay()
    assert way.give(0)
    with way.taken(), way.taken():
        assert not way.give(0)
    assert way.give(0)


def test_a_page_fits_the_width_then_is_shown_whole(view: PageView, qtbot: QtBot) -> None:
    view.show_pdf(_pdf(2))
    qtbot.waitUntil(view.drawn)
    assert view.page_count() == 2
    assert view.fit() == WIDTH
    wide = view.zoom()
    view.set_fit(WHOLE)
    qtbot.waitUntil(view.drawn)
    assert view.zoom() < wide
    assert round(view.zoom() * A4.height() * 96 / 72) <= view.viewport().height(), "a whole page is in sight"


def test_ctrl_plus_minus_and_0_change_the_size(view: PageView, qtbot: QtBot) -> None:
    view.show_pdf(_pdf())
    qtbot.waitUntil(view.drawn)
    before = view.zoom()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom() > before
    assert view.zoom() == pytest.approx(0.67, abs=0.001), "the next round size"
    qtbot.keyClick(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom() < before
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.fit() == WIDTH
    assert view.zoom() == before
    for _again in range(30):
        view.zoom_in()
    assert view.zoom() == pytest.approx(4.0, abs=0.01)
    qtbot.waitUntil(view.drawn)


def test_the_keys_move_through_the_pages_and_the_page_in_sight_is_told(view: PageView, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    view.page_changed.connect(lambda page, count: told.append((page, count)))
    view.show_pdf(_pdf(3))
    qtbot.waitUntil(view.drawn)
    count = view.page_count()
    assert told[-1] == (1, count)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert told[-1] == (count, count)
    assert view.accessibleDescription() == f"第 {count} 页，共 {count} 页"
    qtbot.waitUntil(view.drawn)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert told[-1] == (1, count)
    view.go_to(1)
    assert told[-1][0] >= 1
    view.clear()
    assert told[-1] == (0, 0)


def test_a_click_tells_the_place_on_the_page(view: PageView, qtbot: QtBot) -> None:
    told: list[tuple[int, float, float]] = []
    view.clicked.connect(lambda page, x, y: told.append((page, x, y)))
    view.show_pdf(_pdf())
    qtbot.waitUntil(view.drawn)
    rect = Desk(page_set(_pdf(), (), 1).sizes, WIDTH, view.viewport().size(), 14, 80).rects()[0]
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(50, 100))
    scale = rect.width() / A4.width()
    assert told[0][0] == 0
    assert told[0][1] == pytest.approx(50 / scale, abs=0.5)
    assert told[0][2] == pytest.approx(100 / scale, abs=0.5)


def test_the_page_stays_white_in_the_dark(view: PageView, qtbot: QtBot, dressed: QApplication) -> None:
    apply_look(dressed, "dark")
    try:
        view.show_pdf(_pdf())
        qtbot.waitUntil(view.drawn)
        picture = view.grab().toImage()
        assert picture.pixelColor(30, 30) == QColor("white")
        assert picture.pixelColor(3, 3) == colour("desk")
        assert picture.pixelColor(3, 3).lightness() < 60
    finally:
        apply_look(dressed)


def test_a_hidden_view_draws_nothing(view: PageView, qtbot: QtBot, lanes: Lanes) -> None:
    view.show_pdf(_pdf())
    qtbot.waitUntil(view.drawn)
    view.hide()
    view.resize(300, 300)
    qtbot.wait(80)
    assert lanes.long.idle()
    before = view.wanted()[1]
    view.show()
    qtbot.waitUntil(lambda: view.wanted()[1] < before and view.drawn())


def test_the_desk_lays_pages_beneath_each_other() -> None:
    desk = Desk((A4, A4), 1.0, QSize(1000, 600), 14, 80)
    first, second = desk.rects()
    assert first.width() == 794
    assert first.left() == (1000 - 794) // 2
    assert second.top() == first.top() + first.height() + 14
    assert desk.in_sight(QPoint(0, 0)) == (0,)
    assert desk.in_sight(QPoint(0, first.bottom())) == (0, 1)
    assert desk.at_middle(QPoint(0, 0)) == 0
    assert desk.at_middle(QPoint(0, desk.whole().height() - 600)) == 1
    nothing = Desk((), WIDTH, QSize(1000, 600), 14, 80)
    assert nothing.whole() == QSize(0, 0)
    assert nothing.at_middle(QPoint(0, 0)) == -1


def test_the_live_page_follows_the_last_key_and_never_shows_an_older_state(
    view: PageView, qtbot: QtBot
) -> None:
    words = ["一"]
    setting = LiveSetting(view, view._run_long, lambda: partial(_paper, 1, words[0]), now=lambda: NOON)
    setting.set_now()
    for word in ("二", "三", "四"):
        words[0] = f"第{word}稿"
        setting.touch()
        setting.set_now()
    qtbot.waitUntil(setting.settled)
    assert "第四稿" in "".join(page_texts(view.pdf() or b""))
    assert setting.paper() is not None


def test_the_live_page_is_set_after_the_last_key_and_rests_while_nobody_looks(
    view: PageView, qtbot: QtBot
) -> None:
    setting = LiveSetting(view, view._run_long, lambda: _paper, now=lambda: NOON)
    setting.set_now()
    qtbot.waitUntil(setting.settled)  # fonts are warm now
    with qtbot.waitSignal(setting.set_anew, timeout=5000):
        setting.touch()
    view.hide()
    setting.touch()
    qtbot.wait(200)
    assert not setting.settled(), "nobody looks: it rests"
    with qtbot.waitSignal(setting.set_anew, timeout=10000):
        view.show()
    qtbot.waitUntil(setting.settled)


def test_what_was_being_set_does_not_come_over_an_issued_paper(view: PageView, qtbot: QtBot) -> None:
    setting = LiveSetting(view, view._run_long, lambda: _paper, now=lambda: NOON)
    setting.set_now()
    setting.stop()
    issued = _pdf(2)
    view.show_pdf(issued)
    qtbot.waitUntil(lambda: view.pdf() is not None)
    assert setting.settled()
    assert view.pdf() == issued
    assert setting.paper() is None


def test_a_character_that_no_font_has_is_refused_and_the_last_good_page_stands(
    view: PageView, qtbot: QtBot
) -> None:
    words = ["滴水檐"]
    setting = LiveSetting(view, view._run_long, lambda: partial(_paper, 1, words[0]), now=lambda: NOON)
    setting.set_now()
    qtbot.waitUntil(setting.settled)
    good = view.pdf()
    words[0] = "\U0001f600"
    with qtbot.waitSignal(setting.refused, timeout=10000) as caught:
        setting.set_now()
    assert "没有字体能打印" in str(caught.args[0])
    assert view.pdf() == good
    words[0] = "又好了"
    setting.touch()
    qtbot.waitUntil(lambda: setting.settled() and view.pdf() != good)


def test_f11_shows_the_whole_page_and_the_width_again(qtbot: QtBot, lanes: Lanes) -> None:
    panel = PagePanel("人民调解协议书", "随写随排", partial(_run_long, lanes), name="paper")
    qtbot.addWidget(panel)
    panel.resize(560, 500)
    panel.show()
    panel.view.show_pdf(_pdf(2))
    qtbot.waitUntil(panel.view.drawn)
    assert panel.count() == "1 / 2 页"
    assert panel.whole.key() == "F11"
    panel.whole.click()
    assert panel.view.fit() == WHOLE
    assert panel.whole.isChecked()
    panel.whole.click()
    assert panel.view.fit() == WIDTH
    assert not panel.whole.isChecked()
    panel.say_marked("纸面上标黄 3 处待改")
    assert panel.marked() == "纸面上标黄 3 处待改"
    assert panel.view.accessibleName() == "人民调解协议书，纸面"
    qtbot.waitUntil(panel.view.drawn)


def _printer(path: Path, dots: int) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(dots)
    prepare(printer, A4, title="样张", copies=1)
    return printer


def _dark_box(image: QImage) -> tuple[float, float, float, float]:
    """The box of the ink as shares of the picture."""
    xs, ys = [], []
    for y in range(0, image.height(), 2):
        for x in range(0, image.width(), 2):
            if image.pixelColor(x, y).lightness() < 140:
                xs.append(x)
                ys.append(y)
    wide, high = image.width(), image.height()
    return min(xs) / wide, min(ys) / high, max(xs) / wide, max(ys) / high


def test_the_printer_gets_every_page_at_100_percent(tmp_path: Path) -> None:
    pdf = _pdf(2)
    printer = _printer(tmp_path / "printed.pdf", 300)
    progress: list[tuple[int, int, str]] = []
    assert print_pages(printer, pdf, lambda *said: progress.append(said)) == 2
    assert [said[0] for said in progress] == [0, 1]
    printed = (tmp_path / "printed.pdf").read_bytes()
    with opened(printed) as file:
        assert [(round(size.width()), round(size.height())) for size in file.sizes()] == [(595, 842)] * 2
    ours = page_set(pdf, (0, 1), 600).images
    theirs = page_set(printed, (0, 1), 600).images
    for number in (0, 1):
        for mine, paper in zip(_dark_box(ours[number]), _dark_box(theirs[number]), strict=True):
            assert mine == pytest.approx(paper, abs=0.004), "within a millimetre on A4"


def test_a_printer_is_never_asked_for_more_than_600_dots(tmp_path: Path) -> None:
    assert _printer(tmp_path / "p.pdf", 1200).resolution() == 600
    assert _printer(tmp_path / "p.pdf", 300).resolution() == 300


def test_ink_where_the_printer_cannot_reach_is_said_before_paper_is_wasted() -> None:
    pdf = _pdf()
    ink = ink_margins(pdf)
    assert ink.left() == pytest.approx(28, abs=1.5), "the binding margin"
    assert ink.top() > 20
    assert ink.bottom() > 5
    assert cut_sides(pdf, QMarginsF(4, 4, 4, 4)) == ""
    assert cut_sides(pdf, QMarginsF(35, 4, 4, 4)) == "左边"
    assert cut_sides(pdf, QMarginsF(35, 40, 4, 4)) == "左边、上边"


def test_half_a_sheet_is_printed_on_the_upper_half_of_the_sheet_in_the_tray(tmp_path: Path) -> None:
    half = QSizeF(A4.width(), A4.height() / 2)
    printer = _printer(tmp_path / "half.pdf", 150)
    prepare(printer, half, title="受理回执", copies=1)
    size = printer.pageLayout().fullRectPoints().size()
    assert (size.width(), size.height()) == (595, 842)


@pytest.mark.qt_log_ignore("QPainter::begin", "propagateSizeHints")
def test_a_print_that_the_printer_does_not_take_is_refused(tmp_path: Path) -> None:
    printer = _printer(tmp_path / "no" / "such" / "folder" / "x.pdf", 300)
    with pytest.raises(OfficeError, match="打印机没有接受"):
        print_pages(printer, _pdf())


def test_a_paper_is_saved_under_its_title_and_never_over_another(tmp_path: Path, onestop_home: Path) -> None:
    assert papers_folder() == onestop_home / "papers"
    assert (
        file_name('人民调解协议书（2026）云人调字第1号 "甲/乙"')
        == "人民调解协议书（2026）云人调字第1号 甲 乙.pdf"
    )
    assert file_name(" . ") == "文书.pdf"
    longest = save_pdf(b"long", "张三与李四等二十三人相邻排水纠纷" * 8, folder=tmp_path)  # Linux counts bytes
    assert longest.read_bytes() == b"long"
    assert longest.name.startswith("张三与李四等二十三人相邻排水纠纷张三")
    first = save_pdf(b"one", "协议书（2026）", folder=tmp_path / "new")
    assert first.name == "协议书（2026）.pdf"
    assert save_pdf(b"one", "协议书（2026）", folder=tmp_path / "new") == first, "the same paper again"
    second = save_pdf(b"two", "协议书（2026）", folder=tmp_path / "new")
    assert (second.name, second.read_bytes(), first.read_bytes()) == (
        "协议书（2026）（2）.pdf",
        b"two",
        b"one",
    )


def test_a_folder_that_cannot_be_written_is_refused_in_plain_words(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(OfficeError, match="PDF没有存下"):
        save_pdf(b"one", "协议书", folder=blocked / "papers")
    with pytest.raises(OfficeError, match="请换一个位置"):
        write_pdf(b"one", blocked / "x.pdf")


def test_a_full_disk_and_a_file_that_is_read_only_or_open_are_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "协议书.docx"
    there.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_asked: False)  # the tests may run as root
    with pytest.raises(OfficeError, match="Word文件没有存下：文件“协议书.docx”是只读的".replace(".", r"\.")):
        write_pdf(b"new", there)
    monkeypatch.undo()

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OfficeError, match="PDF没有存下：磁盘满了"):
        write_pdf(b"new", tmp_path / "x.pdf")
    assert there.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["协议书.docx"], "nothing half written stays"


def test_what_stays_of_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(OfficeError):
        write_pdf(b"one", blocked / "x.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["file"], "nothing half written stays"
