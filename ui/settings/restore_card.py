"""The look into a backup: whose it is, how old, how much, whether it is whole; and only then the way to restore it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clock_question import moment_words
from desktop.database.contents import BackupContents
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label
from ui.widgets.message import Message
from ui.widgets.naming import set_shown

_COUNTED = {
    "matter": "事项",
    "visit": "登记",
    "mediation_case": "调解案件",
    "person": "人员",
    "account": "账号",
    "event": "操作记录",
}


class RestoreCard(QFrame):
    """Hidden until a backup was looked into."""

    agreed = Signal(object)
    """The second press: put this `BackupContents` in the place of the present database."""
    left = Signal()
    """Closed without restoring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings.restore")
        self.setProperty("surface", "card")
        self._contents: BackupContents | None = None
        self._title = Label("", "strong", name="settings.restore.title")
        self._facts = Label("", "label", name="settings.restore.facts", wrap=True)
        self._verdict = Message(name="settings.restore.verdict")
        self.button = ActionButton(
            "用它替换现在的数据", "Alt+Y", name="settings.restore.agree", danger=True, icon="arrow_clockwise"
        )
        self.button.clicked.connect(self._agree)
        self._close = ActionButton("不恢复", name="settings.restore.close", small=True)
        self._close.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.button)
        row.addWidget(self._close)
        self._note = Label("现在的数据会留一份在旁边，名字里有“replaced”。", "hint", wrap=True)
        row.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(8), px(12), px(10))
        column.setSpacing(px(6))
        for widget in (self._title, self._facts, self._verdict):
            column.addWidget(widget)
        column.addLayout(row)
        set_shown(self, on=False)

    def show_contents(self, contents: BackupContents, *, restorable: bool) -> None:
        """Show what a backup holds; the button only for one that can be restored here."""
        self._contents = contents
        summary = contents.summary
        last = summary.last_event_at
        self._title.setText(f"{contents.path.name}：{summary.centre or '认不出是哪个中心'}")
        counts = [f"{words}{summary.counts[key]}" for key, words in _COUNTED.items() if key in summary.counts]
        until = f"记到{moment_words(last)}；" if last is not None else ""
        self._facts.setText(until + "，".join(counts))
        whole = contents.sound and not contents.newer
        if not contents.sound:
            self._verdict.say(f"备份已损坏，不能恢复：{contents.faults[0]}", "err")
        elif contents.newer:
            self._verdict.say("这个备份是用更新版本的程序做的，请先安装新版程序。", "err")
        elif contents.engine != "sqlite" or not restorable:
            self._verdict.say("这是服务器数据库的备份，请用命令 onestop restore 恢复。", "warn")
        else:
            self._verdict.say("备份是完整的。恢复后，它之后记的都不在了，所有人要重新登录。", "warn")
        possible = whole and contents.engine == "sqlite" and restorable
        for widget in (self.button, self._note):
            set_shown(widget, on=possible)
        set_shown(self, on=True)
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def verdict(self) -> str:
        """What is said of it."""
        return self._verdict.text()

    def leave(self) -> bool:
        """Close it; whether it was open."""
        if self._contents is None:
            return False
        self._contents = None
        set_shown(self, on=False)
        self.left.emit()
        return True

    def _agree(self) -> None:
        if self._contents is not None:
            self.agreed.emit(self._contents)
