"""The two columns of a matter's page; where it is narrow (two matters side by side), one under the other."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.style import look, px

RIGHT = 372
NARROW = 900
"""Width at the base size below which the right column stands beneath."""
LEAST = 570
"""Width at the base size that one column needs."""
_ANY = 16777215  # Qt's own largest width


class MatterColumns(QBoxLayout):
    """At the left shares and course, at the right `right`; narrow the shares go to the top of `info`."""

    def __init__(self, shares: QWidget, course: QWidget, info: QVBoxLayout, right: QWidget) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self.narrow = False
        self._shares, self._info, self._right = shares, info, right
        right.setFixedWidth(px(RIGHT))
        self._left = QVBoxLayout()
        self._left.setSpacing(look().size("panel_gap"))
        self._left.addWidget(shares)
        self._left.addWidget(course, 1)
        self.setSpacing(look().size("panel_gap"))
        self.addLayout(self._left, 1)
        self.addWidget(right)

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
            self._left.insertWidget(0, self._shares)
