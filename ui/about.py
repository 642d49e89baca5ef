"""关于: the program, its version, where the data lie, and whose work it stands on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from desktop.paths import backup_folder, log_folder
from desktop.version import PROGRAM_NAME, PROGRAM_VERSION
from ui.settings.section import Section
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label
from ui.widgets.lines import TextArea
from ui.workplace import Workplace

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
LICENCES = """本程序按 Apache License 2.0 发布。它建立在这些作品上：
PySide6 / Qt（LGPL 3，动态链接，可以换用自己的版本）
SQLAlchemy、Alembic（MIT）；psycopg（LGPL 3）；SQLite（公有领域）
ReportLab（BSD）；pypdfium2（Apache 2.0 / BSD），内含 PDFium（BSD）
pypinyin（MIT）；argon2-cffi（MIT）；tzdata（Apache 2.0）
Noto Sans SC、Noto Serif SC 字体（SIL OFL 1.1）
Fluent System Icons 图标（MIT，Microsoft）
行政区划数据：china-division 2.7.0（WTFPL 2，包内另注 MIT），来自国家统计局公布的统计用区划代码
各许可证的全文在程序文件夹的 LICENSE 和 NOTICE 里。"""


class AboutSection(Section):
    """Facts to read out on the telephone, and the way to the folders."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        facts = (
            ("程序", f"{PROGRAM_NAME} {PROGRAM_VERSION}", "about.version"),
            ("中心", place.choices.centre_name, "about.centre"),
            ("数据库", place.office.place, "about.database"),
            ("备份", str(backup_folder()), "about.backups"),
            ("日志", str(log_folder()), "about.log"),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        for row, (what, words, name) in enumerate(facts):
            value = Label(words, "body", name=name, wrap=True)
            value.setTextInteractionFlags(value.textInteractionFlags() | _SELECTABLE)
            grid.addWidget(Label(what, "label"), row, 0)
            grid.addWidget(value, row, 1)
        grid.setColumnStretch(1, 1)
        self._licences = TextArea(name="about.licences", lines=9, grows=True)
        self._licences.setReadOnly(True)
        self._licences.setPlainText(LICENCES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(Label("关于", "panel"))
        column.addLayout(grid)
        column.addLayout(self._buttons())
        column.addWidget(Label("许可证", "strong"))
        column.addWidget(self._licences, 1)
        self.setFocusProxy(self._licences)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        folders = [
            ("打开备份文件夹", "about.open_backups", backup_folder()),
            ("打开日志文件夹", "about.open_log", log_folder()),
        ]
        for words, name, folder in folders:
            button = ActionButton(words, name=name, small=True, icon="folder_open")
            button.clicked.connect(lambda _checked=False, folder=folder: _open(folder))
            row.addWidget(button)
        row.addStretch(1)
        return row


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
