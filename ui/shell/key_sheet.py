"""F1: all keys of the present screen and of the whole program on one sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.shell.keys import Action
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label


def _column(title: str, rows: Sequence[tuple[str, str]]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(10))
    grid.setVerticalSpacing(px(6))
    grid.addWidget(Label(title, "panel"), 0, 0, 1, 2)
    for at, (key, label) in enumerate(rows, start=1):
        grid.addWidget(KeyCap(key), at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(Label(label, "label", tone="text"), at, 1)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(rows) + 1, 1)
    return box


class KeySheet(QDialog):
    """Lists the actions of the page at the left, those that work everywhere at the right."""

    def __init__(
        self, title: str, page: Sequence[Action], everywhere: Sequence[Action], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("shell.keys")
        self.setWindowTitle("全部快捷键")
        self.setMinimumSize(px(640), px(480))
        body = QWidget()
        body.setProperty("surface", "clear")
        row = QHBoxLayout(body)
        row.setContentsMargins(px(20), px(16), px(20), px(16))
        row.setSpacing(px(30))
        own = [(action.key, action.label) for action in page] or [("F1", "本页没有另外的快捷键")]
        row.addWidget(_column(title, own), 1)
        row.addWidget(_column("处处可用", [(action.key, action.label) for action in everywhere]), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        close = ActionButton("关闭", "Esc", name="shell.keys.close", small=True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(20), 0, px(20), px(14))
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area, 1)
        column.addLayout(foot)
