"""A panel: title 16, a grey half sentence on where the data come from, three small buttons at most."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.style import look, px
from ui.widgets.label import Label
from ui.widgets.naming import name_widget, set_shown


class Panel(QFrame):
    """A white surface with a 1 px line. Put the contents into `body`; `title` may be '' for none."""

    def __init__(self, title: str = "", note: str = "", *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, name, title)
        self.setProperty("surface", "panel")
        side = look().size("panel_padding")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        column = self._inner = QVBoxLayout()
        column.setContentsMargins(side, px(8), side, px(10))
        column.setSpacing(px(6))
        self._outer.addLayout(column, 1)
        self._head = QWidget()
        self._head_row = QHBoxLayout(self._head)
        self._head_row.setContentsMargins(0, 0, 0, 0)
        self._head_row.setSpacing(px(8))
        self._title = Label(title, "panel", name=f"{name}.title")
        self._note = Label(note, "hint", name=f"{name}.note")
        self._head_row.addWidget(self._title)
        self._head_row.addWidget(self._note)
        self._head_row.addStretch(1)
        self._head.setMinimumHeight(look().size("small_button"))
        set_shown(self._head, on=bool(title))
        column.addWidget(self._head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(look().size("field_gap_down"))
        column.addLayout(self.body, 1)

    def set_title(self, title: str, note: str | None = None) -> None:
        """Change the title and, if told, the grey half sentence."""
        self._title.setText(title)
        self.setAccessibleName(title)
        set_shown(self._head, on=bool(title))
        if note is not None:
            self.set_note(note)

    def set_note(self, note: str) -> None:
        """Change the grey half sentence."""
        self._note.setText(note)

    def title(self) -> str:
        """The title."""
        return self._title.text()

    def add_head(self, widget: QWidget) -> QWidget:
        """Put a small button, badge or link at the right of the head."""
        self._head_row.addWidget(widget)
        set_shown(self._head, on=True)
        return widget

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Put a widget under what is already in the body."""
        self.body.addWidget(widget, stretch)
        return widget

    def set_bar(self, bar: QWidget) -> QWidget:
        """Put an action bar at the foot, from edge to edge."""
        self._outer.addWidget(bar)
        return bar

    def set_flush(self) -> None:
        """Let the body reach the panel's edges (a form with its own action bar, a page on its desk)."""
        self._inner.setContentsMargins(0, 0, 0, 0)
        side = look().size("panel_padding")
        self._head_row.setContentsMargins(side, px(8), side, 0)
