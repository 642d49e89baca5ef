"""看经过: the story of one earlier matter at a time, only on a key, because the screen faces the public."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.history import EarlierMatter
from desktop.queries.reception import StoryLook, story_look
from models.values.dates import in_zone
from ui.matters.badges import state_badge
from ui.style import px
from ui.tasks import TaskHandle
from ui.widgets.badge import Badge
from ui.widgets.buttons import LinkButton
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.workplace import Workplace


class StoryPage(QWidget):
    """Reads the story when a matter is shown and forgets it when it is left."""

    wanted = Signal(int)
    """Open the matter's page."""

    def __init__(self, place: Workplace, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._matters: tuple[EarlierMatter, ...] = ()
        self._at = 0
        self._asked: TaskHandle | None = None
        self._count = Label("", "hint", name=f"{name}.count")
        self._code = LinkButton("", name=f"{name}.code")
        self._state = Badge("", "mute")
        self.title = Label("", "strong", name=f"{name}.title", wrap=True)
        self._facts = Label("", "secondary", wrap=True)
        self.story = Label("", "label", tone="text", name=f"{name}.text", wrap=True)
        self._end_title = Label("结果", "hint")
        self._end = Label("", "label", tone="text", name=f"{name}.outcome", wrap=True)
        self._last = Label("", "secondary", name=f"{name}.last", wrap=True)
        self._lay_out()
        self._code.clicked.connect(lambda: self.wanted.emit(self.matter_id()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._code)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._state)
        inside = QWidget()
        inside.setProperty("surface", "clear")
        texts = QVBoxLayout(inside)
        texts.setContentsMargins(0, 0, px(4), 0)
        texts.setSpacing(px(6))
        for widget in (self.title, self._facts, self.story, self._end_title, self._end, self._last):
            texts.addWidget(widget)
        texts.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(area, 1)

    def show_matters(self, matters: Sequence[EarlierMatter]) -> None:
        """Begin at the first of these matters."""
        self._matters, self._at = tuple(matters), 0
        self._read()

    def step(self, by: int) -> None:
        """Go to the next or the previous one."""
        if self._matters:
            self._at = (self._at + by) % len(self._matters)
            self._read()

    def matter(self) -> EarlierMatter | None:
        """The matter that is shown."""
        return self._matters[self._at] if self._matters else None

    def matter_id(self) -> int:
        """Its id, 0 for none."""
        shown = self.matter()
        return shown.matter_id if shown is not None else 0

    def forget(self) -> None:
        """Let nothing of a story stay on the screen."""
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        self._matters = ()
        for label in (self.title, self._facts, self.story, self._end, self._last):
            label.setText("")

    def _read(self) -> None:
        shown = self.matter()
        if shown is None:
            return
        if self._asked is not None:
            self._asked.cancel()
        day = in_zone(shown.day).date()
        self._code.set_text(shown.short_code)
        many = len(self._matters)
        self._count.setText(f"第{self._at + 1}件，共{many}件，Alt+↑↓换" if many > 1 else "")
        self._state.set_spec(state_badge(shown.state, shown.state_words))
        facts = (f"{day.year}年{day.month}月{day.day}日", shown.village, shown.category, shown.unit)
        self._facts.setText("，".join(fact for fact in facts if fact))
        self.story.setText("")
        self._asked = self._place.ask(story_look, matter_id=shown.matter_id).then(
            self._came, failed=self._failed, owner=self
        )

    def _came(self, look: StoryLook) -> None:
        self._asked = None
        if look.matter_id != self.matter_id():
            return
        self.title.setText(look.title)
        self.story.setText(look.story)
        self._end.setText(look.outcome)
        for label in (self._end_title, self._end):
            set_shown(label, on=bool(look.outcome))
        self._last.setText(f"最近：{look.last}" if look.last else "")

    def _failed(self, refusal: OfficeError) -> None:
        self._asked = None
        self.story.setText(str(refusal))
