"""F1: all keys of the present screen and of the whole program on one sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.shell.keys import Action
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label

_LONG = 13
"""So many keys of a screen stand in one column; more take two."""


def _column(title: str, actions: Sequence[Action]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(10))
    grid.setVerticalSpacing(px(5))
    grid.addWidget(Label(title or " ", "panel"), 0, 0, 1, 2)
    top = Qt.AlignmentFlag.AlignTop
    for at, action in enumerate(actions, start=1):
        grid.addWidget(KeyCap(action.key.replace("PgDown", "PgDn")), at, 0, Qt.AlignmentFlag.AlignRight | top)
        words = f"{action.label}（{action.off}）" if action.off else action.label
        grid.addWidget(Label(words, "label", tone="text3" if action.off else "text", wrap=True), at, 1, top)
    grid.setColumnMinimumWidth(0, px(84))
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(actions) + 1, 1)
    return box


class KeySheet(QDialog):
    """Lists the actions of the page at the left, those that work everywhere at the right.

    A key that does nothing just now is grey and says so.
    """

    def __init__(
        self, title: str, page: Sequence[Action], everywhere: Sequence[Action], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("shell.keys")
        self.setWindowTitle("全部快捷键")
        body = QWidget()
        body.setProperty("surface", "clear")
        row = QHBoxLayout(body)
        row.setContentsMargins(px(20), px(16), px(20), px(16))
        row.setSpacing(px(24))
        own = list(page)
        half = len(own) if len(own) <= _LONG else (len(own) + 1) // 2
        columns = [(title, own[:half]), ("", own[half:]), ("处处可用", list(everywhere))]
        shown = [(name, actions) for name, actions in columns if actions]
        for name, actions in shown:
            row.addWidget(_column(name, actions), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        self.setMinimumSize(px(480), px(240))
        room = parent.window().size()
        self.resize(
            min(px(340) * len(shown), room.width() - px(40)),
            min(body.sizeHint().height() + px(70), room.height() - px(60)),
        )
