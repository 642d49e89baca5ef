"""外观和这台电脑: light or dark, size of the letters, name of the desk, when the screen locks. For this PC only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSlider

from desktop.errors import OfficeError
from desktop.pc_settings import LOCK_AFTER_LEAST, LOCK_AFTER_MOST
from ui.frame import Frame
from ui.settings.section import Section, form_column
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field, as_wide_as
from ui.widgets.label import Label
from ui.widgets.lines import TextLine
from ui.widgets.message import Message
from ui.widgets.naming import name_widget
from ui.widgets.segments import Choice, Segments
from ui.workplace import Workplace

_SIZES = ("11.25", "12", "13", "14", "16")
_SIZE_WORDS = ("标准", "稍大", "大", "更大", "最大")


class LookSection(Section):
    """Every choice works at once and is kept on this PC."""

    def __init__(self, place: Workplace, frame: Frame) -> None:
        super().__init__()
        self._place, self._pc = place, frame.pc
        settings = self._pc.settings
        self._message = Message(name="settings.look.message")
        self.theme = Segments(
            [
                Choice("light", "浅色", "1"),
                Choice("dark", "深色", "2"),
                Choice("contrast", "高对比", "3"),
            ],
            name="settings.look.theme",
            moves_on=False,
            stretches=False,
        )
        self.theme.set_value(settings.theme)
        self.theme.chosen.connect(lambda value: self._change(theme=value))
        self.letters = Segments(
            [
                Choice(size, word, str(at))
                for at, (size, word) in enumerate(zip(_SIZES, _SIZE_WORDS, strict=True), 1)
            ],
            name="settings.look.size",
            moves_on=False,
            stretches=False,
        )
        self.letters.set_value(_nearest(settings.base_point))
        self.letters.chosen.connect(lambda value: self._change(base_point=float(value)))
        self.desk = TextLine(name="settings.look.desk", longest=60, placeholder="如 1 号窗，综合受理")
        self.desk.setText(settings.desk)
        self.desk.left.connect(self._name_desk)
        self.desk.returnPressed.connect(self._name_desk)
        self.lock = QSlider(Qt.Orientation.Horizontal)
        name_widget(self.lock, "settings.look.lock")
        self.lock.setRange(LOCK_AFTER_LEAST, LOCK_AFTER_MOST)
        self.lock.setPageStep(5)
        self.lock.setFixedHeight(px(30))
        self.lock.setValue(settings.lock_minutes)
        self.lock.valueChanged.connect(self._lock_after)
        self.scans = TextLine(name="settings.look.scans", placeholder="没有设，扫描的文件要自己选")
        self.scans.setText(settings.scan_folder)
        self.scans.setReadOnly(True)
        self.choose_scans = ActionButton("选文件夹", name="settings.look.scans.choose", small=True)
        self.clear_scans = ActionButton("不用", name="settings.look.scans.clear", small=True)
        self.choose_scans.clicked.connect(self._choose_scans)
        self.clear_scans.clicked.connect(lambda: self.watch_scans(""))
        self._lay_out(settings.lock_minutes)

    def _lay_out(self, minutes: int) -> None:
        column = form_column(self)
        column.addWidget(Label("外观和这台电脑", "panel"))
        column.addWidget(Label("只管这台电脑，谁登录都一样。", "hint"))
        column.addWidget(self._message)
        self._lock_field = as_wide_as(Field("无人操作多久锁屏", self.lock, name="settings.look.lock"))
        self._lock_field.set_hint(f"{minutes} 分钟")
        for field in (
            Field("明暗", self.theme, name="settings.look.theme"),
            Field("字的大小", self.letters, name="settings.look.size"),
            as_wide_as(
                Field("这台电脑的位置", self.desk, name="settings.look.desk", hint="记在每一步操作里")
            ),
            self._lock_field,
            as_wide_as(
                Field("扫描文件夹", self.scans, name="settings.look.scans", hint="打开事项时提示里面的新文件")
            ),
        ):
            column.addWidget(field)
        row = QHBoxLayout()
        row.addWidget(self.choose_scans)
        row.addWidget(self.clear_scans)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.setFocusProxy(self.theme)

    def _name_desk(self) -> None:
        if self.desk.text().strip() != self._pc.settings.desk:
            self._change(desk=self.desk.text().strip())

    def _choose_scans(self) -> None:
        before = self.scans.text() or str(Path.home())
        folder = QFileDialog.getExistingDirectory(self, "扫描仪把文件存在哪个文件夹", before)
        if folder:
            self.watch_scans(folder)

    def watch_scans(self, folder: str) -> None:
        """Keep the folder into which this desk's scanner writes; '' for none."""
        self._change(scan_folder=folder)
        self.scans.setText(self._pc.settings.scan_folder)

    def _lock_after(self, minutes: int) -> None:
        self._lock_field.set_hint(f"{minutes} 分钟")
        self._change(lock_minutes=minutes)

    def _change(self, **values: object) -> None:
        self._message.clear()
        try:
            self._pc.change(**values)
        except OfficeError as refusal:
            self._message.say(str(refusal), "err")


def _nearest(point: float) -> str:
    """Return the offered size next to a kept one."""
    return min(_SIZES, key=lambda size: abs(float(size) - point))
