"""The shelves of the list of matters: which of them a role has, each with its count and its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.queries.shelves import SHELF_LABELS, Shelf
from desktop.queries.worklist import count_words
from desktop.who import Who
from models.values.permissions import Permission
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.naming import name_widget

EMPTY_WORDS = {
    Shelf.OPEN: ("没有在办的事项", "登记后受理的事项会列在这里。"),
    Shelf.TO_DISPATCH: ("没有等着分流的事项", "新受理的和单位退回的会列在这里。"),
    Shelf.MINE: ("没有派给本单位的事项", "调度员分流过来的会列在这里。"),
    Shelf.WAITING: ("没有等着签收的事项", "派给本单位、还没签收的会列在这里。"),
    Shelf.LATE: ("没有超期的事项", "过了时限还没办完的会列在这里。"),
    Shelf.UNFINISHED: ("没有登记未完成的", "来访人中途离开的会列在这里，等着联系。"),
    Shelf.TO_CLOSE: ("没有等着办结的事项", "主办单位反馈以后会列在这里。"),
    Shelf.ENDED: ("还没有结束的事项", "当场答复、引导告知、办结、终止的会列在这里。"),
    Shelf.ALL: ("还没有事项", "在“接待”登记的都会列在这里。"),
    Shelf.RECEIVED: ("没有我首接、还没交出去的事项", "您登记的事项，单位签收以前列在这里。"),
    Shelf.UNACKNOWLEDGED: ("单位都签收了", "已分流、单位还没签收的会列在这里。"),
    Shelf.DUE_TODAY: ("今天没有到期的事项", "今天下班前到期、还没反馈的会列在这里。"),
    Shelf.CALL_BACK: ("今天没有要联系的", "登记未完成、今天还没联系过的会列在这里。"),
    Shelf.EXTENSIONS: ("没有等着批的延期", "单位申请延期以后会列在这里。"),
    Shelf.RISK_REVIEW: ("没有等着复核的风险", "到了复核日期的风险事项会列在这里。"),
    Shelf.TO_SIGN: ("没有等着补签的协议", "还有人没签名的协议，它的事项列在这里。"),
    Shelf.NEAR_TERM: ("没有快到期的调解", "七天内到期、还没达成协议的会列在这里。"),
    Shelf.TO_ARCHIVE: ("没有等着归档的事项", "办结和终止的事项，归档以前列在这里。"),
}


def shelves_of(who: Who) -> tuple[Shelf, ...]:
    """Return the shelves of a person's roles, what waits for him first."""
    own = {
        Shelf.TO_DISPATCH: Permission.MATTER_DISPATCH,
        Shelf.WAITING: Permission.ASSIGNMENT_ACT,
        Shelf.MINE: Permission.ASSIGNMENT_ACT,
        Shelf.TO_CLOSE: Permission.MATTER_CLOSE,
        Shelf.UNFINISHED: Permission.MATTER_CONTACT,
    }
    first = [shelf for shelf, permission in own.items() if who.may(permission)]
    return (*first, Shelf.OPEN, Shelf.LATE, Shelf.ENDED, Shelf.ALL)


class ShelfBar(QWidget):
    """One button for each shelf: its word, how many stand on it, and Alt with its number."""

    chosen = Signal(str)
    """The shelf that the user opened."""

    def __init__(self, shelves: Sequence[Shelf], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, "matters.shelves", "事项分类")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        self.buttons: dict[Shelf, ActionButton] = {}
        for number, shelf in enumerate(shelves, start=1):
            button = ActionButton(
                SHELF_LABELS[shelf], f"Alt+{number}", name=f"matters.shelf.{shelf.value}", small=True
            )
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, shelf=shelf: self.chosen.emit(shelf.value))
            self.buttons[shelf] = button
            row.addWidget(button)
        row.addStretch(1)

    def set_current(self, shelf: Shelf) -> None:
        """Mark the shelf whose rows are shown."""
        for key, button in self.buttons.items():
            button.setChecked(key == shelf)

    def set_counts(self, counts: Mapping[Shelf, int]) -> None:
        """Show how many matters stand on each shelf."""
        for shelf, button in self.buttons.items():
            button.set_text(f"{SHELF_LABELS[shelf]} {count_words(counts[shelf])}")
