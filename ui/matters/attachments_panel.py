"""材料: a matter's files. Added by dialog, dropped, pasted, or taken from the scanner's folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.devices.watched_folder import Look, Scan
from desktop.errors import OfficeError
from desktop.queries.attachments import AttachmentLine, attachments_of
from models.values.attachments import AttachmentKind, AttachmentSource
from ui.matters.attachment_table import attachment_columns
from ui.matters.scan_desk import ScanDesk
from ui.matters.taking_in import TakingIn, holds_something
from ui.settings.progress_line import ProgressLine
from ui.style import look, px
from ui.widgets.buttons import ActionButton, LinkButton
from ui.widgets.label import Label
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.widgets.rows import RowsModel
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

MOST_ROWS = 5
_HOW = "按Alt+I选文件，或把文件拖进来，或复制后按Ctrl+V粘贴。"
_SHOWN_NAMES = 3
_ENDINGS = [f"*.{kind}" for kind in AttachmentKind] + ["*.jpeg", "*.tiff", "*.heif"]


class ScanStrip(Message):
    """What lies in the scanner's folder: into this matter, or not."""

    def __init__(self) -> None:
        super().__init__(name="matter.files.scans")
        self.take = ActionButton("加到本件", name="matter.files.scans.take", small=True, icon="add")
        self.drop = ActionButton("不要", name="matter.files.scans.drop", small=True)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(self.take)
        row.addWidget(self.drop)
        self.add(buttons)
        self._buttons = buttons
        self.scans: tuple[Scan, ...] = ()

    def show_look(self, seen: Look, fault: str) -> None:
        """Say what lies there; nothing when there is nothing."""
        self.scans = seen.finished
        set_shown(self._buttons, on=bool(seen.finished))
        names = "、".join(scan.path.name for scan in seen.finished[:_SHOWN_NAMES])
        rest = "等" if len(seen.finished) > _SHOWN_NAMES else ""
        coming = f"还有{seen.arriving}个正在写入。" if seen.arriving else ""
        if fault:
            self.say(fault, "warn")
        elif seen.finished:
            self.say(
                f"扫描文件夹有{len(seen.finished)}个新文件：{names}{rest}。{coming}", "info", icon="scan_text"
            )
        elif coming:
            self.say(f"扫描文件夹有{seen.arriving}个文件正在写入，写完再加。", "info", icon="scan_text")
        else:
            self.clear()


class AttachmentsPanel(Panel):
    """The files of one matter, the newest first; Enter looks at one."""

    def __init__(self, place: Workplace, matter_id: int, parent: QWidget | None = None) -> None:
        super().__init__("材料", name="matter.files", parent=parent)
        self._place, self.matter_id = place, matter_id
        self.model: RowsModel[AttachmentLine] = RowsModel(attachment_columns(), parent=self)
        self.table = RecordTable(self.model, name="matter.files.table", spoken="材料", dense=True)
        self.table.horizontalHeader().hide()
        self.empty = Label(f"还没有材料。{_HOW}", "hint", wrap=True, name="matter.files.empty")
        self.message = Message(name="matter.files.message")
        self.scans = ScanStrip()
        self.line = ProgressLine(name="matter.files.progress")
        self.paste_button = LinkButton("粘贴", name="matter.files.paste")
        self.add_button = ActionButton("添加", "Alt+I", name="matter.files.add", small=True, icon="attach")
        self.add_head(self.paste_button)
        self.add_head(self.add_button)
        for widget in (self.line, self.message, self.table, self.empty, self.scans):
            self.add(widget)
        self.taking = TakingIn(place, matter_id, self.line, self)
        self._faults: list[str] = []
        self._desk = ScanDesk.at(place)
        self._from_scanner: dict[str, Scan] = {}
        self._listen()
        self._show(())

    def _listen(self) -> None:
        self.add_button.clicked.connect(self.choose_files)
        self.paste_button.clicked.connect(self.paste)
        self.table.opened.connect(self._open)
        self.table.cell_opened.connect(lambda row, _column: self._open(row))
        self.taking.came.connect(self._came)
        self.taking.refused.connect(self._refused)
        self.taking.ended.connect(self._ended)
        self._desk.looked.connect(self._looked)
        self.scans.take.clicked.connect(self._take_scans)
        self.scans.drop.clicked.connect(self._drop_scans)

    def watch(self, page: QWidget) -> None:
        """Take what is dropped anywhere on this page, and what is pasted while no text field has the cursor."""
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drops and Ctrl+V of the page."""
        kind = event.type()
        if kind in {QEvent.Type.DragEnter, QEvent.Type.DragMove} and isinstance(event, QDropEvent):
            if holds_something(event.mimeData()):
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                return True
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            if self.taking.take_mime(event.mimeData(), AttachmentSource.DROPPED):
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                return True
        elif (
            kind == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
        ):
            self.paste()
            return True
        return super().eventFilter(watched, event)

    def read(self) -> None:
        """Read the list again."""
        self._place.ask(attachments_of, matter_id=self.matter_id).then(self._show, owner=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Look into the scanner's folder while the matter is in front."""
        super().showEvent(event)
        self._desk.listen(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the folder alone."""
        super().hideEvent(event)
        self._desk.leave(self)

    # -- adding

    def choose_files(self) -> None:
        """Alt+I: choose files."""
        dialog = QFileDialog(self, "选择要添加的材料")
        dialog.setObjectName("matter.files.dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"材料 ({' '.join(_ENDINGS)})", "所有文件 (*)"])
        dialog.filesSelected.connect(self.add_files)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add_files(self, names: list[str]) -> None:
        """Add the files that were chosen."""
        self._begin()
        self.taking.take_files([Path(name) for name in names], AttachmentSource.FILE)

    def paste(self) -> None:
        """Ctrl+V: files or a picture that were copied."""
        data = QGuiApplication.clipboard().mimeData()
        self._begin()
        if data is None or not self.taking.take_mime(data, AttachmentSource.PASTED):
            self.message.say("剪贴板里没有文件或图片，请先复制。", "info")

    def _take_scans(self) -> None:
        self._begin()
        for scan in self.scans.scans:
            self._from_scanner[scan.path.name] = scan
        self.taking.take_files([scan.path for scan in self.scans.scans], AttachmentSource.WATCHED)

    def _drop_scans(self) -> None:
        for scan in self.scans.scans:
            self._desk.put_aside(scan)
        self.scans.clear()

    def _begin(self) -> None:
        self.message.clear()
        self._faults.clear()

    def _came(self, attached: object) -> None:
        scan = self._from_scanner.pop(getattr(attached, "name", ""), None)
        if scan is not None:
            self._desk.put_aside(scan)
        self.read()

    def _refused(self, sentence: str) -> None:
        self._faults.append(sentence)
        self.message.say("".join(self._faults), "err")

    def _ended(self, kept: int) -> None:
        self._from_scanner.clear()
        self._desk.look()
        if kept:
            self._place.say(f"已添加{kept}份材料")
            self._place.changed.emit()

    # -- showing

    def _show(self, lines: tuple[AttachmentLine, ...]) -> None:
        current = self.table.current_row()
        if tuple(self.model.rows()) != lines:
            self.model.set_rows(lines)
            self.table.select_row(min(max(0, current), len(lines) - 1))
        void = sum(line.voided_at is not None for line in lines)
        words = f"{len(lines) - void}份" + (f"，作废{void}份" if void else "")
        self.set_note(words if lines else "")
        rows = min(MOST_ROWS, len(lines))
        self.table.setFixedHeight(rows * look().size("dense_row") + px(2))
        set_shown(self.table, on=bool(lines))
        set_shown(self.empty, on=not lines)

    def _looked(self, seen: Look, fault: str) -> None:
        if not self.taking.busy():
            self.scans.show_look(seen, fault)

    def _open(self, row: int) -> None:
        from ui.matters.attachment_page import AttachmentPage

        shell = self._place.shell
        if shell is not None:
            shell.open(AttachmentPage(self._place, self.matter_id, self.model.row(row).attachment_id))

    def failed(self, refusal: OfficeError) -> None:
        """Say a refusal inside the panel."""
        self.message.say(str(refusal), "err")
