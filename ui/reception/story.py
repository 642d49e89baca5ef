"""The field of the story: long pastes are refused whole, and what was typed stays."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.lines import TextArea


class StoryArea(TextArea):
    """Many lines up to a limit. A paste that would go beyond it is not taken."""

    refused = Signal(int)
    """A paste was not taken; how many characters there would have been."""

    def __init__(
        self, *, name: str, limit: int, lines: int = 3, grows: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, lines=lines, grows=grows, parent=parent)
        self._limit = limit

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take plain text that fits."""
        cursor = self.textCursor()
        selected = cursor.selectionEnd() - cursor.selectionStart()
        length = len(self.toPlainText()) - selected + len(source.text())
        if length > self._limit:
            self.refused.emit(length)
            return
        super().insertFromMimeData(source)

    def sizeHint(self) -> QSize:
        """Ask for the least height only: what a window has to spare comes by stretching."""
        return QSize(super().sizeHint().width(), self.minimumHeight())
