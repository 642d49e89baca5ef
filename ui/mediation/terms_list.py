"""The items of an agreement, numbered 一、二、三, each in its own text area that grows with what is written."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from models.values.chinese_numerals import in_chinese
from ui.mediation.taken_out import TakenOut
from ui.style import icon, px
from ui.widgets.label import IconMark, Label
from ui.widgets.lines import TextArea, set_fault
from ui.widgets.moving import chain
from ui.widgets.naming import name_widget, set_shown

MOST_LINES = 8


class GrowingArea(TextArea):
    """A text area as high as its text, between `least` lines and eight."""

    def __init__(self, *, name: str, least: int = 1, placeholder: str = "") -> None:
        super().__init__(name=name, lines=least, placeholder=placeholder)
        self._least = self._grown = least
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._grow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break anew."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        lines = round(self.document().size().height())
        wanted = max(self._least, min(MOST_LINES, lines))
        if wanted != self._grown:
            self._grown = wanted
            self.set_lines(wanted)
        policy = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if lines > MOST_LINES
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)


class _Item(QWidget):
    """One item: its number, its text, what is wrong with it, and a button to take it out."""

    def __init__(self, at: int, name: str) -> None:
        super().__init__()
        self._name = name
        self.area = GrowingArea(name=f"{name}.term.{at}")
        self.number = Label("", "strong")
        self.number.setFixedSize(px(34), px(34))
        self.remove = QToolButton()
        self.remove.setIcon(icon("dismiss", "text2"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._mark = IconMark("error_circle", "err", filled=True)
        self._fault = Label("", "hint", tone="err", wrap=True)
        fault = QHBoxLayout()
        fault.setSpacing(px(4))
        fault.addWidget(self._mark)
        fault.addWidget(self._fault, 1)
        middle = QVBoxLayout()
        middle.setSpacing(px(3))
        middle.addWidget(self.area)
        middle.addLayout(fault)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(middle, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.set_place(at)
        self.set_error("")

    def set_place(self, at: int) -> None:
        """Its place in the list, from 0."""
        word = in_chinese(at + 1)
        self.number.setText(f"{word}、")
        name_widget(self.area, f"{self._name}.term.{at}", f"协议内容第{word}条")
        name_widget(self.remove, f"{self._name}.term.{at}.remove", f"删去第{word}条")
        self._fault.setObjectName(f"{self._name}.term.{at}.reaction")
        self.remove.setToolTip(f"删去第{word}条")

    def set_error(self, sentence: str) -> None:
        """Say what is wrong, or nothing."""
        set_fault(self.area, on=bool(sentence))
        self._fault.setText(sentence)
        self.area.setAccessibleDescription(sentence)
        set_shown(self._mark, on=bool(sentence))
        set_shown(self._fault, on=bool(sentence))


class TermsList(QWidget):
    """The numbered items in order; Tab leads from the last of them to the widget `behind` them."""

    changed = Signal()
    """An item was typed in, added or taken out."""

    def __init__(self, name: str, behind: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}.terms")
        self._name, self._behind = name, behind
        self._items: list[_Item] = []
        self._quiet = False
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        self.taken_out = TakenOut(name=f"{name}.term_out")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(6))
        outer.addLayout(self._column)
        outer.addWidget(self.taken_out)

    def texts(self) -> tuple[str, ...]:
        """The items as typed, empty ones too."""
        return tuple(item.area.text() for item in self._items)

    def put_texts(self, texts: Sequence[str]) -> None:
        """Replace all items; at least one stands there to be written in."""
        self._quiet = True
        self.taken_out.forget()
        wanted = list(texts) or [""]
        while len(self._items) > len(wanted):
            self._drop(self._items[-1])
        for at, text in enumerate(wanted):
            if at < len(self._items):
                if self._items[at].area.text() != text:
                    self._items[at].area.setText(text)
                self._items[at].set_error("")
            else:
                self._append(text)
        self._quiet = False

    def add(self, text: str) -> None:
        """Add an item at the end; an empty last one is taken instead."""
        if text or not self._items or self._items[-1].area.text().strip():
            self._append(text)

    def focus_term(self, at: int) -> QWidget:
        """Put the cursor into an item, from 0, and return it."""
        item = self._items[max(0, min(at, len(self._items) - 1))]
        item.area.setFocus(Qt.FocusReason.OtherFocusReason)
        return item

    def item_of(self, widget: QWidget) -> int:
        """The item, from 0, that a widget belongs to; -1 for none."""
        found = (at for at, item in enumerate(self._items) if item is widget or item.isAncestorOf(widget))
        return next(found, -1)

    def set_error(self, at: int, sentence: str) -> bool:
        """Say what is wrong with an item; False where there is none."""
        if not 0 <= at < len(self._items):
            return False
        self._items[at].set_error(sentence)
        return True

    def _append(self, text: str) -> None:
        item = _Item(len(self._items), self._name)
        item.area.setText(text)
        item.area.textChanged.connect(lambda: self._typed(item))
        item.remove.clicked.connect(lambda _checked=False: self._take_out(item))
        self._items.append(item)
        self._column.addWidget(item)
        self.chain()

    def chain(self) -> None:
        """Let Tab go through the items in their order, then to the widget behind them."""
        behind = self._behind if self._behind is not None and self._behind.window() is self.window() else None
        chain(self, behind)

    def _typed(self, item: _Item) -> None:
        item.set_error("")
        if not self._quiet:
            self.taken_out.forget()
            self.changed.emit()

    def _take_out(self, item: _Item) -> None:
        at, text = self._items.index(item), item.area.text()
        self._drop(item)
        for place, left in enumerate(self._items):
            left.set_place(place)
        if not self._items:
            self._append("")
        if text.strip():
            self.taken_out.offer(f"已删去第{in_chinese(at + 1)}条。", lambda: self._put_back(at, text))
        self.changed.emit()

    def _put_back(self, at: int, text: str) -> None:
        """Have an item back where it was."""
        texts = list(self.texts())
        if texts == [""]:
            texts = []
        self.put_texts([*texts[:at], text, *texts[at:]])
        self.focus_term(at)
        self.changed.emit()

    def _drop(self, item: _Item) -> None:
        self._items.remove(item)
        self._column.removeWidget(item)
        item.hide()
        item.area.setObjectName("")  # its name is the next one's until Qt deletes it
        item.remove.setObjectName("")
        item.deleteLater()
