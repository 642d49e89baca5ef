"""Choosing one of the matter's files, or adding one on the spot: what an evidence line or a proof stands on."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.queries.attachments import AttachmentLine, attachments_of
from desktop.services.attachments import Attached
from models.values.attachments import AttachmentKind, AttachmentSource
from ui.matters.taking_in import TakingIn
from ui.settings.progress_line import ProgressLine
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.label import Label
from ui.widgets.moving import Group
from ui.widgets.naming import set_shown
from ui.workplace import Workplace

_ENDINGS = [f"*.{kind}" for kind in AttachmentKind] + ["*.jpeg", "*.tiff", "*.heif"]


class FileChoice(Group):
    """A list of the matter's files with 添加 and 打开 beside it; a draft keeps the number of the file."""

    changed = Signal()
    """Another file was chosen, or none."""

    def __init__(self, place: Workplace, matter_id: int, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._place, self._matter_id, self._name = place, matter_id, name
        self._wanted = ""
        self._names: dict[str, str] = {}
        self.combo = ComboSearch(name=f"{name}.file", placeholder="从本件的材料里选，没有不选")
        self.combo.chosen.connect(self._choose)
        self.open_button = ActionButton("打开", name=f"{name}.open", small=True)
        self.open_button.clicked.connect(self._open)
        self.add_button = ActionButton("添加文件...", name=f"{name}.add", small=True, icon="attach")
        self.add_button.clicked.connect(self.choose_file)
        self._line = ProgressLine(name=f"{name}.progress")
        self._fault = Label("", "hint", tone="err", wrap=True, name=f"{name}.fault")
        self.taking = TakingIn(place, matter_id, self._line, self)
        self.taking.came.connect(self._came)
        self.taking.refused.connect(self._refuse)
        self.taking.ended.connect(self._ended)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.combo, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(row)
        column.addWidget(self._line)
        column.addWidget(self._fault)
        self._refuse("")
        self.read()

    def first_part(self) -> QWidget | None:
        """The list."""
        return self.combo

    # -- what it holds

    def file_id(self) -> int | None:
        """The file that is chosen."""
        return int(self._wanted) if self._wanted else None

    def file_name(self) -> str:
        """Its name without the ending; '' for none."""
        return Path(self._names.get(self._wanted, "")).stem

    def draft_text(self) -> str:
        """The number of the file."""
        return self._wanted

    def put_draft_text(self, text: str) -> None:
        """Choose a file by its number, also before the list is there."""
        self._wanted = text
        self._show()

    # -- the list

    def read(self) -> None:
        """Read the matter's files."""
        self._place.ask(attachments_of, matter_id=self._matter_id).then(self._came_list, owner=self)

    def _came_list(self, lines: tuple[AttachmentLine, ...]) -> None:
        """Take the list; what is void, or came with a merged matter, cannot be chosen."""
        self._names = {
            str(line.attachment_id): line.name
            for line in lines
            if line.voided_at is None and not line.from_code
        }
        self._show()

    def _show(self) -> None:
        there = self._wanted in self._names
        self.combo.set_options([Option(number, name) for number, name in self._names.items()])
        self.combo.set_value(self._wanted if there else "")
        set_shown(self.open_button, on=there)

    def _choose(self, value: str) -> None:
        self._wanted = value
        set_shown(self.open_button, on=bool(value))
        self._refuse("")
        self.changed.emit()

    def _open(self) -> None:
        if self._wanted:
            show_file(self._place, self._matter_id, int(self._wanted))

    # -- adding

    def choose_file(self) -> None:
        """Ask for a file on this PC and keep it with the matter."""
        dialog = QFileDialog(self, "选择文件")
        dialog.setObjectName(f"{self._name}.dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"材料 ({' '.join(_ENDINGS)})", "所有文件 (*)"])
        dialog.filesSelected.connect(self.add_files)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add_files(self, names: list[str]) -> None:
        """Keep the chosen file with the matter and choose it here."""
        self._refuse("")
        self.taking.take_files([Path(name) for name in names], AttachmentSource.FILE)

    def _came(self, attached: Attached) -> None:
        self._wanted = str(attached.attachment_id)
        self._names = {self._wanted: attached.name, **self._names}
        self._show()
        self.changed.emit()

    def _ended(self, kept: int) -> None:
        if kept:
            self._place.say("已添加到本件的材料")

    def _refuse(self, sentence: str) -> None:
        self._fault.setText(sentence)
        set_shown(self._fault, on=bool(sentence))


def show_file(place: Workplace, matter_id: int, attachment_id: int) -> None:
    """Open one of a matter's files on its own page."""
    from ui.matters.attachment_page import AttachmentPage

    if place.shell is not None:
        place.shell.open(AttachmentPage(place, matter_id, attachment_id))
