"""Files of a matter in the user's words: chosen, dropped, pasted, scanned; looked at, named, voided, saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from matter_desk import Desk, Key, registered, seen
from office_fixture import OfficeBench
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.modeltest import ModelTester

from desktop.devices.watched_folder import FolderSimulator
from desktop.queries.attachments import AttachmentLine, attachments_of
from ui.matters.attachment_page import AttachmentPage
from ui.matters.attachment_preview import picture_of, text_of
from ui.matters.attachment_table import attachment_columns
from ui.matters.scan_desk import ScanDesk
from ui.widgets.rows import RowsModel


@pytest.fixture
def files(tmp_path: Path) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    folder = tmp_path / "桌面"
    folder.mkdir()
    picture = QImage(900, 600, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkCyan)
    assert picture.save(str(folder / "墙体照片.jpg"))
    canvas = Canvas(str(folder / "丈量说明.pdf"))
    canvas.drawString(100, 700, "0.35 m")
    canvas.showPage()
    canvas.save()
    (folder / "程序.exe").write_bytes(b"MZ" + bytes(200))
    (folder / "聊天.txt").write_text("张铉：明天拆。", encoding="gb18030")
    return folder


def kept(centre: OfficeBench, matter_id: int) -> list[str]:
    lines: tuple[AttachmentLine, ...] = centre.look("zhaozhiqiang", attachments_of, matter_id=matter_id)
    return [line.name for line in lines]


def drop(desk: Desk, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where = QPointF(200, 300)
    copy, button, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where.toPoint(), copy, data, button, held)
    QApplication.sendEvent(desk.page, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(desk.page, QDropEvent(where, copy, data, button, held))
    desk.centre.settle()


def add(desk: Desk, *paths: Path) -> None:
    desk.page.files.add_files([str(path) for path in paths])
    desk.centre.settle()


def attachment_page(desk: Desk) -> AttachmentPage:
    page = desk.shell.page()
    assert isinstance(page, AttachmentPage)
    return page


@pytest.mark.qt_log_ignore("This plugin does not support")  # the dialog is a window of its own
def test_files_are_chosen(centre: OfficeBench, files: Path) -> None:
    desk = Desk(centre, "wangmin", registered(centre))
    panel = desk.page.files
    assert panel.empty.isVisibleTo(desk.page)
    desk.hands.alt(Key.Key_I)
    dialog = panel.findChild(QFileDialog, "matter.files.dialog")
    assert dialog is not None
    dialog.filesSelected.emit(
        [str(files / "墙体照片.jpg"), str(files / "程序.exe"), str(files / "丈量说明.pdf")]
    )
    dialog.done(0)
    centre.settle()
    assert kept(centre, desk.page.matter_id) == ["丈量说明.pdf", "墙体照片.jpg"]
    assert panel.message.text().startswith("“程序.exe”的种类不能收。")
    assert not panel.empty.isVisibleTo(desk.page)
    assert desk.shell.message() == "已添加2份材料"
    words = [line.words for line in seen(centre, desk.page.matter_id).course]
    assert sum(word.startswith("添加材料") for word in words) == 2
    assert desk.page.course.model.rowCount() >= 3


def test_files_are_dropped_anywhere_on_the_page(centre: OfficeBench, files: Path) -> None:
    desk = Desk(centre, "wangmin", registered(centre))
    drop(desk, files / "墙体照片.jpg")
    drop(desk, files / "墙体照片.jpg")
    assert kept(centre, desk.page.matter_id) == ["墙体照片.jpg"]
    assert "没有再存一份" in desk.page.files.message.text()


def test_a_picture_and_files_are_pasted(centre: OfficeBench, files: Path) -> None:
    desk = Desk(centre, "wangmin", registered(centre))
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(QImage(str(files / "墙体照片.jpg")))
    QTest.keyClick(desk.hands.focus(), Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    centre.settle()
    assert kept(centre, desk.page.matter_id) == ["粘贴的图片 2026-11-23 104200.png"]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(files / "丈量说明.pdf"))])
    clipboard.setMimeData(data)
    desk.page.files.paste_button.click()
    centre.settle()
    assert len(kept(centre, desk.page.matter_id)) == 2
    clipboard.setText("只是文字")
    desk.page.files.paste_button.click()
    assert desk.page.files.message.text() == "剪贴板里没有文件或图片，请先复制。"


def test_scans_are_offered_and_never_taken_by_themselves(
    centre: OfficeBench, tmp_path: Path, files: Path
) -> None:
    desk = Desk(centre, "wangmin", registered(centre))
    scanner = FolderSimulator(tmp_path)
    scans, strip = ScanDesk.at(desk.place), desk.page.files.scans
    scans.watch(scanner)
    pdf = (files / "丈量说明.pdf").read_bytes()
    scanner.write("scan001.pdf", pdf[:300])
    scans.look()
    centre.settle()
    assert strip.text() == "扫描文件夹有1个文件正在写入，写完再加。"
    assert not strip.take.isVisibleTo(desk.page)
    scanner.write("scan001.pdf", pdf[300:])
    scanner.finish("scan001.pdf")
    scanner.write("别人的.pdf", pdf + b"\n%")
    scans.look()
    centre.settle()
    assert strip.text() == "扫描文件夹有1个新文件：scan001.pdf。还有1个正在写入。"
    assert kept(centre, desk.page.matter_id) == []
    strip.take.click()
    centre.settle()
    assert kept(centre, desk.page.matter_id) == ["scan001.pdf"]
    scanner.finish("别人的.pdf")
    scans.look()
    centre.settle()
    assert "别人的.pdf" in strip.text()
    strip.drop.click()
    centre.settle()
    assert strip.text() == ""
    assert kept(centre, desk.page.matter_id) == ["scan001.pdf"]
    lines: tuple[AttachmentLine, ...] = centre.look(
        "zhaozhiqiang", attachments_of, matter_id=desk.page.matter_id
    )
    assert lines[0].source_words == "扫描文件夹"
    centre.kill(desk.shell)


def test_giving_up_half_way(centre: OfficeBench, files: Path) -> None:
    desk = Desk(centre, "wangmin", registered(centre))
    (files / "大.pdf").write_bytes((files / "丈量说明.pdf").read_bytes() + bytes(3 << 20))
    panel = desk.page.files
    panel.add_files([str(files / "大.pdf"), str(files / "墙体照片.jpg")])
    panel.line.stop()
    centre.settle()
    assert kept(centre, desk.page.matter_id) == []
    assert not panel.taking.busy()
    add(desk, files / "大.pdf")
    assert kept(centre, desk.page.matter_id) == ["大.pdf"]


def test_files_are_looked_at_one_after_the_other(centre: OfficeBench, files: Path) -> None:
    desk = Desk(centre, "wangmin", registered(centre))
    add(desk, files / "墙体照片.jpg", files / "聊天.txt", files / "丈量说明.pdf")
    desk.page.files.table.setFocus()
    desk.hands.enter()
    centre.settle()
    page = attachment_page(desk)
    assert page.preview.pages.page_count() == 1
    desk.hands.press(Key.Key_Down)
    centre.settle()
    assert page.preview.text.toPlainText() == "张铉：明天拆。"
    desk.hands.press(Key.Key_Down)
    centre.settle()
    assert page.preview.picture.picture().width() == 900
    desk.hands.press(Key.Key_F9)
    assert page.preview.states.state() == "empty"
    assert page.preview.picture.picture().isNull()
    desk.hands.press(Key.Key_F9)
    centre.settle()
    assert page.preview.states.state() == "content"
    desk.hands.press(Key.Key_Escape)
    assert desk.page.matter_id


def test_a_better_name_and_a_void_one(centre: OfficeBench, files: Path) -> None:
    desk = Desk(centre, "wangmin", registered(centre))
    add(desk, files / "墙体照片.jpg")
    desk.page.files.table.opened.emit(0)
    centre.settle()
    page = attachment_page(desk)
    page.form.name_line.setFocus()
    page.form.name_line.selectAll()
    desk.hands.write("东墙渗水")
    page.form.day_line.setFocus()
    desk.hands.keys("2030-1-1")
    desk.save()
    assert page.form.fields["taken_on"].error()
    page.form.day_line.clear()
    desk.hands.keys("11.20")
    desk.save()
    assert desk.shell.message() == "材料的名称和说明已保存"
    assert kept(centre, page.matter_id) == ["东墙渗水"]
    desk.alt(Key.Key_X)
    desk.save()
    assert page.form.fields["reason"].error() == "请写明为什么作废。"
    desk.hands.write("拍错了")
    desk.save()
    line = page.line()
    assert line is not None
    assert line.void_reason == "拍错了"
    assert not page.void_button.isEnabled()
    assert not page.form.fields["name"].isVisibleTo(page)


def test_copies(centre: OfficeBench, files: Path, tmp_path: Path) -> None:
    desk = Desk(centre, "wangmin", registered(centre))
    add(desk, files / "墙体照片.jpg")
    desk.page.files.table.opened.emit(0)
    centre.settle()
    page = attachment_page(desk)
    shown: list[Path] = []
    page.show_outside = shown.append
    desk.alt(Key.Key_O)
    assert shown[0].read_bytes() == (files / "墙体照片.jpg").read_bytes()
    page.save_as(str(tmp_path / "副本.jpg"))
    centre.settle()
    assert (tmp_path / "副本.jpg").read_bytes() == shown[0].read_bytes()
    words = [line.words for line in seen(centre, page.matter_id).course]
    assert words[:2] == ["另存一份材料", "打开一份材料"]
    blocked = tmp_path / "挡住"
    blocked.write_text("")
    page.save_as(str(blocked / "副本.jpg"))
    centre.settle()
    assert page.form.message.text().startswith("没有存下：不能写入文件夹")


def test_what_is_typed_is_there_after_a_kill(centre: OfficeBench, files: Path) -> None:
    desk = Desk(centre, "wangmin", registered(centre))
    add(desk, files / "墙体照片.jpg")
    matter_id = desk.page.matter_id
    desk.page.files.table.opened.emit(0)
    centre.settle()
    page = attachment_page(desk)
    page.form.note_line.setFocus()
    desk.hands.write("东边第二间")
    page.keeper.save_now()
    centre.settle()
    centre.kill(desk.shell)
    desk = Desk(centre, "wangmin", matter_id)
    desk.page.files.table.opened.emit(0)
    centre.settle()
    assert attachment_page(desk).form.note_line.text() == "东边第二间"


def test_the_model_of_the_files(centre: OfficeBench, files: Path, qtmodeltester: ModelTester) -> None:
    desk = Desk(centre, "wangmin", registered(centre))
    add(desk, files / "墙体照片.jpg", files / "丈量说明.pdf")
    rows = desk.page.files.model.rows()
    for columns in (attachment_columns(), attachment_columns(wide=True)):
        model: RowsModel[AttachmentLine] = RowsModel(columns)
        qtmodeltester.check(model)
        model.set_rows(rows)
        model.set_rows([])
        model.set_rows(rows)
    qtmodeltester.check(desk.page.files.model)


@pytest.mark.qt_log_ignore("Unsupported marker type")  # what libjpeg says of half a photo
@pytest.mark.parametrize("read", [picture_of, text_of])
def test_odd_bytes(read: Callable[[bytes], object]) -> None:
    assert not read(b"\xff\xd8\xff half a photo \xff\xff")
