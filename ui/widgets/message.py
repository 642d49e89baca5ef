"""A strip inside a panel that says one thing: info, ok, warn or err. Nothing floats, nothing fades."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.style import px
from ui.widgets.label import IconMark, Label
from ui.widgets.naming import name_widget, set_mark, set_shown

MessageTone = Literal["info", "ok", "warn", "err"]

_ICONS: dict[MessageTone, tuple[str, str]] = {
    "info": ("info", "accent"),
    "ok": ("checkmark_circle", "ok"),
    "warn": ("warning", "warn"),
    "err": ("error_circle", "err"),
}


class Message(QFrame):
    """A strip with icon and sentence; hidden while it says nothing. `add` puts a button at its right."""

    def __init__(
        self, text: str = "", tone: MessageTone = "info", *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        name_widget(self, name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(10), px(5), px(10), px(5))
        self._row.setSpacing(px(8))
        self._mark = IconMark("info")
        self._words = Label("", "label", tone="text", name=f"{name}.words", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._words, 1)
        self.say(text, tone)

    def say(self, text: str, tone: MessageTone = "info", *, icon: str = "") -> None:
        """Say a sentence; an empty one hides the strip."""
        usual, ink = _ICONS[tone]
        self._mark.set_icon(icon or usual, ink, filled=True)
        self._words.setText(text)
        set_mark(self, "strip", tone)
        self.setAccessibleName(text)
        set_shown(self, on=bool(text))

    def clear(self) -> None:
        """Hide the strip."""
        self.say("")

    def text(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def add(self, widget: QWidget) -> None:
        """Put a button or link at the right end."""
        self._row.addWidget(widget)
