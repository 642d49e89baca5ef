"""The white card in the middle of an empty window, with a thin line of facts at the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.style import look, px
from ui.widgets.keycap import KeyCap
from ui.widgets.label import IconMark, Label
from ui.widgets.naming import name_widget, set_mark


class CardFrame(QWidget):
    """A page with one card in its middle. Put the contents into `column`; it scrolls where it does not fit."""

    def __init__(self, *, name: str, width: int = 470, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, name)
        set_mark(self, "surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.card = QFrame()
        self.card.setProperty("surface", "panel")
        self._card_width = width
        self.card.setFixedWidth(px(width))
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(px(28), px(22), px(28), px(20))
        self.column.setSpacing(px(9))
        middle = QWidget()
        middle.setProperty("surface", "clear")
        grid = QGridLayout(middle)
        grid.setContentsMargins(px(16), px(12), px(16), px(12))
        grid.addWidget(self.card, 1, 1)
        for side in (0, 2):
            grid.setRowStretch(side, 1)
            grid.setColumnStretch(side, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(middle)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(self._make_foot(name))

    def set_card_width(self, width: int) -> None:
        """Another width of the card, in pixels at the base size; never wider than the window."""
        self._card_width = width
        self._fit_card()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card within the window."""
        super().resizeEvent(event)
        self._fit_card()

    def _fit_card(self) -> None:
        self.card.setFixedWidth(min(px(self._card_width), max(px(300), self.width() - px(48))))

    def set_fact(self, words: str, *, icon: str = "database", tone: str = "text2") -> None:
        """The line at the left of the foot: which database, how the opening goes."""
        self._fact.setText(words)
        self._fact_mark.set_icon(icon if words else "", tone)

    def fact(self) -> str:
        """The line at the left of the foot."""
        return self._fact.text()

    def set_version(self, words: str) -> None:
        """The program's name and version at the right of the foot."""
        self._version.setText(words)

    def _make_foot(self, name: str) -> QWidget:
        foot = QWidget()
        foot.setProperty("bar", "status")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setFixedHeight(look().size("status_bar"))
        self._fact_mark = IconMark("")
        self._fact = Label("", "secondary", name=f"{name}.fact")
        self._version = Label("", "secondary", name=f"{name}.version")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(16), 1, px(16), 0)
        row.setSpacing(px(6))
        row.addWidget(self._fact_mark)
        row.addWidget(self._fact)
        row.addStretch(1)
        row.addWidget(self._version)
        self._foot_row = row
        return foot

    def show_key(self, key: str, words: str) -> None:
        """Show a key of this page at the right of the foot."""
        self._foot_row.addSpacing(px(10))
        self._foot_row.addWidget(KeyCap(key))
        self._foot_row.addWidget(Label(words, "secondary"))
