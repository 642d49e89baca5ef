"""The acts at the foot of a matter's page: what is free first; what does not fit waits behind 更多."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.naming import name_widget, set_shown


class ActsBar(QWidget):
    """One row of acts that never overflows and never speaks unasked.

    Free acts stand before those that the state forbids. Where the row has no room the forbidden ones go
    behind 更多, then the last of the free ones; their keys work there too. Why an act is grey is said by its
    tooltip, and in the status bar (`asked_why`) when somebody presses it.
    """

    asked_why = Signal(str)
    """A grey act was pressed; why it is grey."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, name)
        self.setProperty("bar", "action")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._buttons: list[ActionButton] = []
        self._offered: set[ActionButton] = set()
        self.more = ActionButton("更多", "Alt+3", name=f"{name}.more", icon="chevron_down")
        self.more.clicked.connect(self.open_menu)
        self.menu: QMenu | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(14), px(8), px(14), px(8))
        self._row.setSpacing(px(8))
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        set_shown(self.more, on=False)

    def add(self, button: ActionButton) -> None:
        """Add an act, not offered yet."""
        self._buttons.append(button)
        self._row.insertWidget(len(self._buttons) - 1, button)
        set_shown(button, on=False)

    def offer(self, button: ActionButton, *, on: bool, blocked: str = "") -> None:
        """Offer an act, grey with its reason or free; `arrange` lays the row out."""
        (self._offered.add if on else self._offered.discard)(button)
        button.set_blocked(blocked)
        button.setToolTip(blocked)

    def offered(self) -> list[ActionButton]:
        """Return the acts that are offered in the order of the row, the free ones first."""
        there = [button for button in self._buttons if button in self._offered]
        return sorted(there, key=lambda button: bool(button.reason()))

    def behind_more(self) -> list[ActionButton]:
        """Return the acts that are offered behind 更多."""
        return [button for button in self.offered() if button.stowed()]

    def arrange(self) -> None:
        """Give every offered act its place for the width that there is."""
        offered = self.offered()
        for button in (*offered, self.more):
            button.set_compact(on=False)
        fits = self._how_many_fit(offered)
        if fits < len(offered):
            free = [button for button in offered if not button.reason()]
            if self._how_many_fit(free, more=True) < len(free):
                for button in (*offered, self.more):
                    button.set_compact(on=True)
            fits = self._how_many_fit(free, more=True)
        for place, button in enumerate(offered):
            self._row.removeWidget(button)
            self._row.insertWidget(place, button)
            button.set_stowed(on=place >= fits)
        for button in self._buttons:
            if button not in self._offered:
                button.set_stowed(on=False)
            set_shown(button, on=button in self._offered and not button.stowed())
        set_shown(self.more, on=fits < len(offered))

    def _how_many_fit(self, buttons: list[ActionButton], *, more: bool = False) -> int:
        """Return how many buttons from the first on have room, beside 更多 if there is to be one."""
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        room = self.width() - margins.left() - margins.right()
        if more:
            room -= self.more.sizeHint().width() + gap
        for count, button in enumerate(buttons):
            room -= button.sizeHint().width() + (gap if count else 0)
            if room < 0:
                return count
        return len(buttons)

    def open_menu(self) -> None:
        """Show what stands behind 更多: its words, why it is grey, its key."""
        menu = self.menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}.menu")
        for button in self.behind_more():
            words = f"{button.text()}（{button.reason()}）" if button.reason() else button.text()
            menu.addAction(f"{words}\t{button.key()}").triggered.connect(partial(self._choose, button))
        menu.aboutToHide.connect(menu.deleteLater)
        height = menu.sizeHint().height()
        menu.popup(self.more.mapToGlobal(self.more.rect().topLeft()) - QPoint(0, height))

    def _choose(self, button: ActionButton) -> None:
        if button.reason():
            self.asked_why.emit(button.reason())
        else:
            button.click()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a grey act comes here: say why it is grey."""
        pressed = self.childAt(event.position().toPoint())
        if isinstance(pressed, ActionButton) and pressed.reason():
            self.asked_why.emit(pressed.reason())
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room."""
        super().resizeEvent(event)
        self.arrange()

    def event(self, event: QEvent) -> bool:
        """The letters were made larger or smaller: the buttons need other room."""
        done = super().event(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            QTimer.singleShot(0, self, self.arrange)
        return done

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, self._row.minimumSize().height())
