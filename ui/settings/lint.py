"""卷宗检查: every check with its level and source, and the word lists; what is changed works at once."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop.errors import OfficeError
from desktop.queries.lint_settings import LintSettings, lint_settings
from ui.settings.lint_levels import LevelsPart
from ui.settings.lint_words import WordsPart
from ui.settings.section import Section
from ui.style import px
from ui.widgets.label import Label
from ui.widgets.message import Message
from ui.widgets.segments import Choice, Segments
from ui.widgets.states import States
from ui.workplace import Workplace

_LEVELS, _WORDS = "levels", "words"


class LintSection(Section):
    """Two parts, of which one stands in front."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.message = Message(name="settings.lint.message")
        self.levels = LevelsPart(place, self.message)
        self.words = WordsPart(place, self.message)
        self._parts: dict[str, LevelsPart | WordsPart] = {_LEVELS: self.levels, _WORDS: self.words}
        self._stack = QStackedWidget()
        for part in self._parts.values():
            part.changed.connect(self._changed)
            part.primary_changed.connect(self.primary_changed)
            self._stack.addWidget(part)
        self.switch = Segments(
            [Choice(_LEVELS, "检查项", "1"), Choice(_WORDS, "词表", "2")],
            name="settings.lint.switch",
            stretches=False,
        )
        self.switch.set_value(_LEVELS)
        self.switch.chosen.connect(self._turn)
        self.states = States(self._stack, name="settings.lint.states")
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(Label("卷宗检查", "panel"))
        head.addWidget(self.switch)
        head.addWidget(Label("错误不能结案，提醒要说明理由，提示只显示；改了马上生效", "hint"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.states, 1)
        self.setFocusProxy(self.levels.table)

    def on_shown(self) -> None:
        """Read what is set."""
        self._place.ask(lint_settings).then(self._show, failed=self._failed, owner=self)

    def on_escape(self) -> bool:
        """Close the form of a check."""
        return self._part().close_form()

    def primary(self) -> str:
        """What the part in front saves."""
        return self._part().primary()

    def act(self) -> None:
        """Save it."""
        self._part().act()

    def _part(self) -> LevelsPart | WordsPart:
        return self._parts[self.switch.value() or _LEVELS]

    def _turn(self, _value: str) -> None:
        self.message.clear()
        self._stack.setCurrentWidget(self._part())
        self.primary_changed.emit()

    def _changed(self, words: str) -> None:
        """Something was saved: say so and read everything anew."""
        self._place.say(words)
        self.on_shown()

    def _show(self, found: LintSettings) -> None:
        self.levels.show_checks(found.checks, found.figures)
        self.words.show_lists(found.lists)
        self.states.show_content()

    def _failed(self, refusal: OfficeError) -> None:
        self.states.show_failed(str(refusal), retry=self.on_shown)
