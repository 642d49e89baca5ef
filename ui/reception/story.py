"""The field of the story: long pastes are refused whole, and what was typed stays."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.lines import TextArea


class StoryArea(TextArea):
    """Many lines up to a limit. A paste that would go beyond it is not taken."""

    refused = Signal(int)
    """A paste was not taken; how many characters there would have been."""

    def __init__(
        self, *, name: str, limit: int, lines: int = 3, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, lines=lines, placeholder=placeholder, parent=parent)
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
