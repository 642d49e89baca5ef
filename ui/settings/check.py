"""核对: whether the database is whole, searchable, and its record of acts unbroken."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.backing_up import check_now
from desktop.database.verify import VerifyReport
from desktop.errors import OfficeError
from ui.settings.progress_line import ProgressLine
from ui.settings.section import Section
from ui.style import px
from ui.widgets.label import IconMark, Label
from ui.widgets.message import Message
from ui.workplace import Workplace


class CheckSection(Section):
    """One action, and what it found line by line."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.message = Message(name="settings.check.message")
        self.progress = ProgressLine(name="settings.check.progress")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(6))
        self._shown: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(Label("核对", "panel"))
        column.addWidget(
            Label(
                "看数据文件和材料有没有损坏、查找索引对不对、操作日志有没有被改动或删减。不改任何数据。",
                "hint",
                wrap=True,
            )
        )
        column.addWidget(self.message)
        column.addWidget(self.progress)
        column.addLayout(self._lines)
        column.addStretch(1)

    def primary(self) -> str:
        """Check."""
        return "现在核对"

    def blocked(self) -> str:
        """While it goes on."""
        return "正在核对" if self.progress.busy() else ""

    def act(self) -> None:
        """Check the database."""
        self.message.clear()
        self._clear()
        self.progress.begin("正在核对…")
        task = self._place.run_long(
            partial(check_now, self._place.office),
            self._done,
            failed=self._refused,
            progress=self.progress.show_progress,
            owner=self,
        )
        self.progress.follow(task)
        self.primary_changed.emit()

    def lines(self) -> list[str]:
        """What was found, line by line."""
        return [words.text() for widget in self._shown for words in widget.findChildren(Label)]

    def _done(self, report: VerifyReport) -> None:
        self.progress.end()
        self.primary_changed.emit()
        for check in report.checks:
            if check.sound:
                self._add("checkmark_circle", "ok", f"{check.name}：没有问题")
            for fault in check.faults:
                self._add("error_circle", "err", f"{check.name}：{fault}")
        count = f"操作记录{report.events}条，末尾校验码{report.head_hash[:8]}"
        if report.sound:
            self.message.say(f"没有问题。{count}。", "ok")
        else:
            self.message.say(f"查出问题，请停止使用并联系系统管理员。{count}。", "err")

    def _refused(self, refusal: OfficeError) -> None:
        self.progress.end()
        self.primary_changed.emit()
        self.message.say(str(refusal), "err")

    def _add(self, icon: str, tone: str, words: str) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(IconMark(icon, tone, filled=True))
        row.addWidget(Label(words, "body", wrap=True), 1)
        self._lines.addWidget(line)
        self._shown.append(line)

    def _clear(self) -> None:
        for line in self._shown:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._shown = []
