"""How much time is left: words, state and, on request, why. The counting itself is the desktop's."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from ui.style import px
from ui.widgets.label import IconMark, Label, Tone
from ui.widgets.naming import name_widget, set_mark, set_shown

CountdownState = Literal["normal", "soon", "late", "paused"]

_LOOKS: dict[CountdownState, tuple[str, bool, Tone, str]] = {
    "normal": ("clock", False, "text", ""),
    "soon": ("clock", True, "warn", "warn"),
    "late": ("error_circle", True, "err", "err"),
    "paused": ("calendar_clock", False, "text2", "mute"),
}


def countdown_icon(state: CountdownState) -> tuple[str, bool, Tone]:
    """Icon, filled or not, and colour token of a state, for tables and lists."""
    icon, filled, tone, _strip = _LOOKS[state]
    return icon, filled, tone


class Countdown(QFrame):
    """Time left: `soon` from one working day down, `late` after, `paused` when stopped or 暂定.

    `big` is the card at the head of a matter: words of 18 px on the soft colour, details beneath.
    """

    def __init__(self, *, name: str, big: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, name)
        self._big = big
        self._state: CountdownState = "normal"
        self._mark = IconMark("clock")
        self._words = Label("", "countdown" if big else "body", name=f"{name}.words")
        self._detail = Label("", "hint", name=f"{name}.detail")
        grid = QGridLayout(self)
        grid.setContentsMargins(*((px(14), px(6), px(12), px(6)) if big else (0, 0, 0, 0)))
        grid.setHorizontalSpacing(px(10) if big else px(6))
        grid.setVerticalSpacing(0)
        grid.addWidget(self._mark, 0, 0, 2 if big else 1, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._words, 0, 1)
        if big:
            grid.addWidget(self._detail, 1, 1)
            grid.setColumnStretch(1, 1)
        else:
            grid.addWidget(self._detail, 0, 2)
            grid.setColumnStretch(2, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_left(self, words: str, *, state: CountdownState = "normal", detail: str = "") -> None:
        """Show the words (剩 1 个工作日), the state, and a detail (11月24日 周二 17:00 到期)."""
        self._state = state
        icon, filled, tone, strip = _LOOKS[state]
        self._mark.set_icon(icon, tone, filled=filled)
        self._words.set_tone(tone)
        self._words.setText(words)
        self._detail.setText(detail)
        set_shown(self._detail, on=bool(detail))
        self.setAccessibleDescription(f"{words} {detail}".strip())
        set_mark(self, "strip", strip if self._big else "")

    def state(self) -> CountdownState:
        """The state shown."""
        return self._state

    def text(self) -> str:
        """The words shown."""
        return self._words.text()
