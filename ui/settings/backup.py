"""备份与恢复: a backup now, the daily one, and a restore that is looked at before it replaces anything."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.backing_up import BackupFile, back_up_now, backup_files, look_into_backup
from desktop.clock_question import moment_words
from desktop.database.backup import BackupReport
from desktop.database.contents import BackupContents
from desktop.errors import ConflictError, OfficeError
from desktop.paths import backup_folder
from desktop.queries.backups import DailyBackup, daily_backup
from desktop.services.backups import set_daily_backup
from ui.frame import Frame
from ui.settings.progress_line import ProgressLine
from ui.settings.restore_card import RestoreCard
from ui.settings.section import Section
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.widgets.tick import TickBox
from ui.workplace import Workplace

_OCCASIONS = {"before-upgrade": "升级以前"}


class BackupSection(Section):
    """The backups that are there, what makes them, and the way back to one."""

    def __init__(self, place: Workplace, frame: Frame) -> None:
        super().__init__()
        self._place, self._frame = place, frame
        self._settings = DailyBackup()
        self.message = Message(name="settings.backup.message")
        self.progress = ProgressLine(name="settings.backup.progress")
        self.daily = TickBox("每天退出时自动备份", name="settings.backup.daily")
        self.daily.clicked.connect(lambda on: self._set(on=on, folder=self._settings.folder))
        self._folder = Label("", "hint", name="settings.backup.folder")
        self.move_button = ActionButton("换文件夹...", "Alt+L", name="settings.backup.move", small=True)
        self.move_button.clicked.connect(self._ask_folder)
        self._model = RowsModel(_columns(), parent=self)
        self.table = RecordTable(self._model, name="settings.backup.table", spoken="已有的备份", dense=True)
        self.table.opened.connect(lambda at: self.look(self._model.row(at).path))
        self.states = States(self.table, name="settings.backup.states")
        self.open_button = ActionButton(
            "别处的备份...", "Alt+O", name="settings.backup.open", small=True, icon="folder_open"
        )
        self.open_button.clicked.connect(self._ask_file)
        self.card = RestoreCard()
        self.card.agreed.connect(self._restore)
        self.card.left.connect(self.table.setFocus)
        self._lay_out()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label("备份与恢复", "panel"), 1)
        head.addWidget(self.open_button)
        daily = QHBoxLayout()
        daily.setSpacing(px(10))
        daily.addWidget(self.daily)
        daily.addWidget(self._folder, 1)
        daily.addWidget(self.move_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addLayout(daily)
        column.addWidget(self.message)
        column.addWidget(self.progress)
        column.addWidget(Label("已有的备份（选中按 Enter 看里面是什么）", "label"))
        column.addWidget(self.states, 1)
        column.addWidget(self.card)
        if "://" in self._place.office.place:
            for widget in self._local_only():
                set_shown(widget, on=False)

    def _local_only(self) -> tuple[QWidget, ...]:
        """What makes no sense for a server's database."""
        return self.daily, self._folder, self.move_button, self.open_button

    def primary(self) -> str:
        """A backup now."""
        return "现在备份"

    def blocked(self) -> str:
        """While one is being made."""
        return "正在备份" if self.progress.busy() else ""

    def on_shown(self) -> None:
        """Read the settings and the folder."""
        self._place.ask(daily_backup).then(self._take_settings, failed=self._refused, owner=self)

    def on_escape(self) -> bool:
        """Close the look into a backup."""
        return self.card.leave()

    def act(self) -> None:
        """Back up now, into the folder of the settings."""
        self.message.clear()
        self.progress.begin("正在备份…")
        task = self._place.run_long(
            partial(back_up_now, self._place.office, None),
            self._made,
            failed=self._refused,
            progress=self.progress.show_progress,
            owner=self,
        )
        self.progress.follow(task)
        self.primary_changed.emit()

    def look(self, path: Path) -> None:
        """Look into a backup; nothing is replaced yet."""
        self.message.clear()
        self._place.run_long(
            partial(look_into_backup, self._place.office, path),
            self._looked,
            failed=self._refused,
            owner=self,
        )

    def _made(self, report: BackupReport) -> None:
        self.progress.end()
        self.primary_changed.emit()
        self.message.say(f"已备份并核对：{report.path}", "ok")
        self._place.say("备份完成")
        self._frame.backup_made.emit()
        self._read_folder()

    def _refused(self, refusal: OfficeError) -> None:
        self.progress.end()
        self.primary_changed.emit()
        self.message.say(str(refusal), "err")

    def _looked(self, contents: BackupContents) -> None:
        restorable = "://" not in self._place.office.place
        self.card.show_contents(contents, restorable=restorable)

    def _restore(self, contents: object) -> None:
        assert isinstance(contents, BackupContents)
        self._frame.restore_wanted.emit(contents.path)

    def _ask_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, "选一个备份", str(self._place_of_backups()), "备份 (*.db *.zip)"
        )
        if path:
            self.look(Path(path))

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "备份放在哪个文件夹", str(self._place_of_backups()))
        if folder:
            self._set(on=self._settings.on, folder=folder)

    def _set(self, *, on: bool, folder: str) -> None:
        self._place.perform(set_daily_backup, on=on, folder=folder, before=self._settings).then(
            self._take_settings, failed=self._not_set, owner=self
        )

    def _not_set(self, refusal: OfficeError) -> None:
        self.daily.setChecked(self._settings.on)
        self.message.say(str(refusal), "err")
        if isinstance(refusal, ConflictError):
            self.on_shown()

    def _take_settings(self, settings: DailyBackup) -> None:
        self._settings = settings
        self.daily.setChecked(settings.on)
        self._folder.setText(f"放在 {self._place_of_backups()}")
        self._read_folder()

    def _place_of_backups(self) -> Path:
        return Path(self._settings.folder) if self._settings.folder else backup_folder()

    def _read_folder(self) -> None:
        self._place.run_long(
            partial(backup_files, self._place_of_backups()),
            self._show_files,
            failed=self._refused,
            owner=self,
        )

    def _show_files(self, files: tuple[BackupFile, ...]) -> None:
        self._model.set_rows(files)
        if files:
            self.states.show_content()
        else:
            self.states.show_empty("还没有备份", "按 Ctrl+Enter 现在备份一次。", icon="database")
        self.table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _columns() -> list[Column[BackupFile]]:
    return [
        Column(title="时间", value=lambda file: moment_words(file.moment), name="moment", width=230),
        Column(title="文件", value=lambda file: file.path.name, name="file", kind=Kind.SECONDARY),
        Column(
            title="缘由",
            value=lambda file: _OCCASIONS.get(file.occasion, file.occasion),
            name="occasion",
            kind=Kind.SECONDARY,
            width=100,
        ),
        Column(title="大小", value=lambda file: _size(file.size), name="size", width=90, right=True),
    ]


def _size(count: int) -> str:
    return f"{count / 2**20:.1f} MB" if count >= 2**20 else f"{max(1, count // 1024)} KB"
