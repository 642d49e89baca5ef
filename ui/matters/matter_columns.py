"""The two columns of a matter's page; where it is narrow (two matters side by side), one under the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.style import look, px

RIGHT = 372
NARROW = 900
"""Width at the base size below which the right column stands beneath."""
LEAST = 570
"""Width at the base size that one column needs."""
MOST_STORY = 220
"""Height at the base size that a story gets beside an open act; a longer one scrolls."""
LEAST_STORY = 110
"""Height at the base size that a story keeps where room is short."""
_ANY = 16777215  # Qt's own largest width


class _Beside(QScrollArea):
    """What one has to read while one writes an act: as high as its words, up to a limit; then it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._high = 0
        self.setWidgetResizable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def take(self, widget: QWidget) -> None:
        """Hold a widget; give it back with `takeWidget`."""
        self.setWidget(widget)
        widget.show()
        widget.installEventFilter(self)
        self.fit()

    def fit(self) -> None:
        """Be as high as the words at this width, if that is not too high; lower where room is short."""
        inside = self.widget()
        if inside is None:
            return
        width = self.viewport().width()
        high = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        self._high = min(px(MOST_STORY), high)
        self.setMinimumHeight(min(px(LEAST_STORY), high))
        self.setMaximumHeight(self._high)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The words' height, up to the limit."""
        return QSize(super().sizeHint().width(), self._high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other words, other width."""
        if watched is self.widget() and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self.fit()
        return super().eventFilter(watched, event)


class MatterColumns(QBoxLayout):
    """At the left shares and course, at the right `right`; narrow the shares go to the top of `info`.

    While an act is open the story stands over the shares, so that one reads what one answers.
    """

    def __init__(
        self, shares: QWidget, course: QWidget, info: QVBoxLayout, right: QWidget, story: QWidget
    ) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self.narrow = False
        self._shares, self._info, self._right, self._story = shares, info, right, story
        self._place_of_story = info.indexOf(story)
        self._beside = _Beside()
        self._beside.hide()
        right.setFixedWidth(px(RIGHT))
        self._left = QVBoxLayout()
        self._left.setSpacing(look().size("panel_gap"))
        self._left.addWidget(self._beside)
        self._left.addWidget(shares)
        self._left.addWidget(course, 1)
        self.setSpacing(look().size("panel_gap"))
        self.addLayout(self._left, 1)
        self.addWidget(right)

    def read_beside(self, *, on: bool) -> None:
        """Let the story stand beside an open act, or among what is told at the right."""
        if on == (self._beside.widget() is self._story):
            return
        if on:
            self._beside.take(self._story)
        else:
            self._story.removeEventFilter(self._beside)
            self._beside.takeWidget()
            self._info.insertWidget(self._place_of_story + int(self.narrow), self._story)
            self._story.show()
        self._beside.setVisible(on)

    def fit(self, width: int) -> None:
        """Lay out anew for a page of this width."""
        narrow = width < px(NARROW)
        if narrow == self.narrow:
            return
        self.narrow = narrow
        if narrow:
            self.setDirection(QBoxLayout.Direction.TopToBottom)
            self.setStretch(1, 1)
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(_ANY)
            self._info.insertWidget(0, self._shares)
        else:
            self.setDirection(QBoxLayout.Direction.LeftToRight)
            self.setStretch(1, 0)
            self._right.setFixedWidth(px(RIGHT))
            self._left.insertWidget(1, self._shares)
