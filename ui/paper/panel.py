"""The right column of every form that prints: the page, its number, 整页, and what is marked on it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.paper.view import WHOLE, WIDTH, PageView, RunLong
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import IconMark, Label
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel


class PagePanel(Panel):
    """A panel with a `PageView` in it. F11 shows the whole page and the width again."""

    def __init__(
        self, title: str, note: str, run_long: RunLong, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, note, name=name, parent=parent)
        self.view = PageView(run_long, name=f"{name}.view", spoken=f"{title}，纸面")
        self.whole = ActionButton("整页", "F11", name=f"{name}.whole", small=True, icon="page_fit")
        self.whole.setCheckable(True)
        self.whole.clicked.connect(self._toggle)
        self._count = Label("", "label", name=f"{name}.count")
        self.add_head(self.whole)
        self.add_head(self._count)
        self.strip = Message(name=f"{name}.message")
        self._mark = IconMark("warning", "warn", filled=True)
        self._marked = Label("", "hint", tone="warn", elide=True, name=f"{name}.marked")
        self._hint = Label("", "hint", name=f"{name}.hint")
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(px(6))
        for widget in (self._mark, self._marked):
            foot.addWidget(widget)
        self._foot_row = foot
        foot.addStretch(1)
        foot.addWidget(self._hint)
        self._foot = QWidget()
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(foot)
        self.add(self.strip)
        self.add(self.view, 1)
        self.add(self._foot)
        self._foot.setMinimumHeight(look().size("cap"))
        self.view.page_changed.connect(self._say_page)
        self.view.zoom_changed.connect(self._say_fit)
        self.say_marked("")
        self._say_page(0, 0)

    def say_marked(self, words: str, *, tone: str = "warn", tip: str = "") -> None:
        """What is marked on the page (`纸面上标黄 3 处待改`), or nothing; `tip` says more of it."""
        self._marked.setText(words)
        if tip:
            self._marked.setToolTip(tip)
        self._marked.set_tone("ok" if tone == "ok" else "warn")
        if tone == "ok":
            self._mark.set_icon("checkmark_circle", "ok", filled=True)
        else:
            self._mark.set_icon("warning", "warn", filled=True)
        set_shown(self._mark, on=bool(words))
        set_shown(self._marked, on=bool(words))

    def add_foot(self, widget: QWidget) -> None:
        """Put a link behind what is said to be marked."""
        self._foot_row.insertWidget(2, widget)

    def marked(self) -> str:
        """What is said to be marked."""
        return self._marked.text()

    def set_hint(self, words: str) -> None:
        """A grey half sentence at the right of the foot."""
        self._hint.setText(words)

    def count(self) -> str:
        """The page in sight and how many there are, as shown."""
        return self._count.text()

    def _toggle(self) -> None:
        self.view.set_fit(WIDTH if self.view.fit() == WHOLE else WHOLE)

    def _say_fit(self) -> None:
        self.whole.setChecked(self.view.fit() == WHOLE)
        self.whole.update()

    def _say_page(self, page: int, count: int) -> None:
        self._count.setText(f"{page} / {count} 页" if count else "")
