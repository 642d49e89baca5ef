"""One file of a matter, large; its list, its name and note, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.attachments.moving import copy_out
from desktop.attachments.opened import forget_opened, opened_copy
from desktop.clock import day_of
from desktop.errors import OfficeError
from desktop.queries.attachments import AttachmentLine, attachments_of
from desktop.services.attachments import (
    Attached,
    describe_attachment,
    void_attachment,
)
from ui.drafting import DraftKeeper
from ui.matters.attachment_form import AttachmentForm
from ui.matters.attachment_preview import AttachmentPreview
from ui.matters.attachment_table import attachment_columns
from ui.paper.saving import papers_folder, shortened
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.buttons import ActionBar, ActionButton
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.widgets.rows import RowsModel
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

RIGHT = 400
MOST_ROWS = 6


class AttachmentPage(Page):
    """The files of a matter, one of them shown; arrows go on to the next, Esc leads back to the matter."""

    def __init__(
        self, place: Workplace, matter_id: int, attachment_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("attachment")
        self._place, self.matter_id = place, matter_id
        self._wanted = attachment_id
        self._line: AttachmentLine | None = None
        self._covered = False
        self.show_outside: Callable[[Path], object] = _show_outside
        self.model: RowsModel[AttachmentLine] = RowsModel(attachment_columns(), parent=self)
        self.table = RecordTable(self.model, name="attachment.table", spoken="材料", dense=True)
        self.table.horizontalHeader().hide()
        self.preview = AttachmentPreview(place)
        self.form = AttachmentForm()
        self._make_buttons()
        self._lay_out()
        self.keeper = DraftKeeper(
            place,
            "attachment.describe",
            self.form.collect,
            self.form.restore,
            record=f"matter:{matter_id}",
            parent=self,
        )
        self._listen()
        self.read()

    # -- building

    def _make_buttons(self) -> None:
        self.save = ActionButton(
            "保存名称和说明", "Ctrl+Enter", name="attachment.save", primary=True, icon="save"
        )
        self.open_button = ActionButton("用别的程序打开", "Alt+O", name="attachment.open", icon="arrow_exit")
        self.copy_button = ActionButton("另存", "Alt+S", name="attachment.copy", icon="copy")
        self.void_button = ActionButton("作废", "Alt+X", name="attachment.void", icon="prohibited")
        self.bar = ActionBar(name="attachment.actions")
        for button in (self.save, self.open_button, self.copy_button, self.void_button):
            self.bar.add(button)

    def _lay_out(self) -> None:
        shown = Panel("", name="attachment.shown")
        shown.set_flush()
        shown.add(self.preview, 1)
        files = Panel("材料", name="attachment.files")
        files.add(self.table)
        right = QWidget()
        right.setFixedWidth(px(RIGHT))
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("panel_gap"))
        column.addWidget(files)
        column.addWidget(self.form, 1)
        middle = QHBoxLayout()
        middle.setSpacing(look().size("panel_gap"))
        middle.addWidget(shown, 1)
        middle.addWidget(right)
        foot = Panel("", name="attachment.foot")
        foot.set_flush()
        foot.add(self.bar)
        page = QVBoxLayout(self)
        page.setContentsMargins(px(12), px(9), px(12), px(9))
        page.setSpacing(look().size("panel_gap"))
        page.addLayout(middle, 1)
        page.addWidget(foot)

    def _listen(self) -> None:
        self.table.current_changed.connect(self._choose)
        self.save.clicked.connect(self._act)
        self.open_button.clicked.connect(self.open_outside)
        self.copy_button.clicked.connect(self._ask_where)
        self.void_button.clicked.connect(self._ask_reason)
        self.form.on_typing(self.keeper.touch)

    # -- what the window asks

    def title(self) -> str:
        """The file's name."""
        return "材料"

    def subtitle(self) -> str:
        """Which of how many."""
        return self._line.name if self._line is not None else ""

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of this screen."""
        return [("↑↓", "换一份"), ("F9", "遮住")]

    def on_shown(self) -> None:
        """Put the cursor into the list."""
        shell = self._place.shell
        if shell is not None and not self.property("bound"):
            self.setProperty("bound", True)
            shell.keys.add("attachment.cover", "F9", "遮住", self.toggle_cover, page=self)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_escape(self) -> bool:
        """Esc gives up voiding first."""
        if not self.form.voiding():
            return False
        self._show_form(voiding=False)
        return True

    def may_leave(self) -> bool:
        """Always: what was typed is a draft."""
        self.keeper.save_now()
        return True

    # -- reading

    def line(self) -> AttachmentLine | None:
        """The file that is shown."""
        return self._line

    def read(self) -> None:
        """Read the list again."""
        self._place.ask(attachments_of, matter_id=self.matter_id).then(
            self._came, failed=self.form.refuse, owner=self
        )

    def toggle_cover(self) -> None:
        """F9: hide the file, or show it again."""
        self._covered = not self._covered
        if self._covered:
            self.preview.cover()
        elif self._line is not None:
            self.preview.show_file(self._line)

    def _came(self, lines: tuple[AttachmentLine, ...]) -> None:
        first = self._line is None
        self.table.blockSignals(True)
        self.model.set_rows(lines)
        at = next((at for at, line in enumerate(lines) if line.attachment_id == self._wanted), 0)
        self.table.select_row(at)
        self.table.blockSignals(False)
        rows = min(MOST_ROWS, max(1, len(lines)))
        self.table.setFixedHeight(rows * look().size("dense_row") + px(2))
        if lines:
            self._show(lines[at], anew=first or self._line != lines[at])
        if first:
            self.keeper.restore_latest()

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.keeper.save_now()
            self._show(self.model.row(row), anew=True)

    def _show(self, line: AttachmentLine, *, anew: bool) -> None:
        other = self._line is None or self._line.attachment_id != line.attachment_id
        self._line, self._wanted = line, line.attachment_id
        self.form.show_file(line, anew=anew)
        if anew:
            self._show_form(voiding=False)
        if other and not self._covered:
            self.preview.show_file(line)
        self.head_changed.emit()

    def _show_form(self, *, voiding: bool) -> None:
        void = self._line is not None and self._line.voided_at is not None
        self.form.ask_for_reason(voiding=voiding)
        self.save.set_text("确定作废" if voiding else "保存名称和说明")
        self.save.set_blocked("这份材料已作废，不能再改" if void else "")
        self.void_button.set_blocked("已经作废" if void else "")
        set_shown(self.void_button, on=not voiding)

    # -- acting

    def _act(self) -> None:
        if self._line is None:
            return
        self.form.clear_reactions()
        if self.form.voiding():
            asking = self._place.perform(
                void_attachment,
                attachment_id=self._line.attachment_id,
                version=self._line.version,
                reason=self.form.reason_line.text(),
            )
            asking.then(self._voided, failed=self.form.refuse, owner=self)
            return
        try:
            day = self.form.day(day_of(self._place.office.clock.now()))
        except OfficeError as refusal:
            self.form.refuse(refusal)
            return
        asking = self._place.perform(
            describe_attachment,
            attachment_id=self._line.attachment_id,
            version=self._line.version,
            name=self.form.name_line.text(),
            note=self.form.note_line.text(),
            taken_on=day,
        )
        asking.then(self._described, failed=self.form.refuse, owner=self)

    def _described(self, _attached: Attached) -> None:
        self.keeper.discard()
        self._place.say("材料的名称和说明已保存")
        self.read()

    def _voided(self, _attached: Attached) -> None:
        self.keeper.discard()
        self._place.say("这份材料已作废")
        self.read()

    def _ask_reason(self) -> None:
        self._show_form(voiding=True)

    def open_outside(self) -> None:
        """Alt+O: a copy in another program."""
        if self._line is not None:
            self._copy(opened_copy(self._line.attachment_id, _safe(self._line)), to_disk=False)

    def _ask_where(self) -> None:
        if self._line is None:
            return
        dialog = QFileDialog(self, "材料存到哪里", str(papers_folder().parent))
        dialog.setObjectName("attachment.save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(_safe(self._line))
        dialog.fileSelected.connect(self.save_as)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_as(self, name: str) -> None:
        """Write a copy to this file."""
        self._copy(Path(name), to_disk=True)

    def _copy(self, target: Path, *, to_disk: bool) -> None:
        line = self._line
        if line is None or self.form.progress.busy():
            return
        office = self._place.office
        self.form.progress.begin("正在取出…")

        def copy(told: Callable[[int, int, str], object]) -> Path:
            if not to_disk:
                forget_opened()
            return copy_out(office, line.attachment_id, target, to_disk=to_disk, told=told)

        done = self._saved if to_disk else self._opened
        task = self._place.run_long(
            copy, done, failed=self._copy_failed, progress=self.form.progress.show_progress, owner=self
        )
        self.form.progress.follow(task)

    def _saved(self, path: Path) -> None:
        self.form.progress.end()
        self.form.message.say(f"已存为 {path}", "ok")
        self._place.changed.emit()

    def _opened(self, path: Path) -> None:
        self.form.progress.end()
        self.show_outside(path)
        self._place.changed.emit()

    def _copy_failed(self, refusal: OfficeError) -> None:
        self.form.progress.end()
        self.form.refuse(refusal)


def _safe(line: AttachmentLine) -> str:
    """Return a file's name that every system takes, with the ending of what it is."""
    plain = "".join(" " if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in line.name).strip(" .") or "材料"
    ending = f".{line.kind}"
    kept = Path(plain).suffix
    if kept.lower() in {ending, ".jpeg", ".tiff", ".heif", ".wps", ".et"}:
        plain, ending = plain.removesuffix(kept), kept
    return f"{shortened(plain) or '材料'}{ending}"


def _show_outside(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
