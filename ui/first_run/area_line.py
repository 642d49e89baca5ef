"""所在地: the town, found by its name or by pinyin initials while one types; or typed freely with its code."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from desktop.areas import Area, find_areas
from ui.tasks import Lanes
from ui.widgets.lines import TextLine

_PAUSE = 120  # milliseconds after the last key


class AreaLine(TextLine):
    """One line with a list beneath. `area` is what was chosen, None while the words are free."""

    chosen = Signal(object)
    """The `Area` that was taken from the list."""
    freed = Signal()
    """The words were changed after an area had been chosen."""
    unsettled = Signal()
    """The line was left with words that name no single town of the list."""

    def __init__(self, lanes: Lanes, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, placeholder="如 云溪、yunxi 的首字母 yx", longest=60, parent=parent)
        self._lanes = lanes
        self._area: Area | None = None
        self._found: tuple[Area, ...] = ()
        self._names = QStringListModel(self)
        self._list = QListView()
        self._list.setProperty("popup", True)
        self._list.setObjectName(f"{name}.list")
        self._finder = QCompleter(self._names, self)
        self._finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._finder.setMaxVisibleItems(10)
        self._finder.setPopup(self._list)
        self._finder.setWidget(self)
        self._finder.activated.connect(self._take_name)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(self._typed)
        self.left.connect(self._leave)

    def area(self) -> Area | None:
        """The area that was chosen."""
        return self._area

    def set_area(self, area: Area) -> None:
        """Take an area, as from the list."""
        self._pause.stop()
        self._area = area
        self.setText(area.full_name)
        self.setCursorPosition(0)
        self.chosen.emit(area)

    def _typed(self, text: str) -> None:
        if self._area is not None:
            self._area = None
            self.freed.emit()
        self._found = ()
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._list.hide()

    def _leave(self) -> None:
        """Going on without choosing: what is still being looked for decides when it comes."""
        if self._pause.isActive():
            self._pause.stop()
            self._search()
        elif self._area is None and self.text().strip():
            self._settle()

    def _settle(self) -> None:
        """Take the only town found; several, or none, have to be looked at."""
        if len(self._found) == 1:
            self.set_area(self._found[0])
        else:
            self.unsettled.emit()

    def _search(self) -> None:
        text = self.text().strip()
        self._lanes.long.run(
            lambda: (text, find_areas(text)), done=lambda answer: self._show(*answer), owner=self
        )

    def _show(self, text: str, found: tuple[Area, ...]) -> None:
        if text != self.text().strip() or self._area is not None:
            return
        self._found = found
        if not self.hasFocus() and not self._list.isVisible():
            self._settle()
            return
        self._names.setStringList([area.full_name for area in found])
        if found:
            self._finder.complete()
            self._list.setCurrentIndex(self._names.index(0, 0))
        else:
            self._list.hide()

    def _take_name(self, name: str) -> None:
        area = next((area for area in self._found if area.full_name == name), None)
        if area is not None:
            self.set_area(area)
