"""The two sides of the reception: the form at the left, who came before at the right; F6 goes from one to the other."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from ui.style import look, px
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel

SIDE = 376


class Sides(QWidget):
    """Where letters are large and the window is small the form has the whole width, and F6 changes the sides."""

    def __init__(self, panel: Panel, area: QScrollArea, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel, self._area, self._side = panel, area, side
        self._narrow = False
        self._before: QWidget | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().size("panel_gap"))
        row.addWidget(panel, 1)
        side.setFixedWidth(px(SIDE))
        row.addWidget(side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See again whether both have room beside each other."""
        super().resizeEvent(event)
        form = self._area.widget()
        room = self.width() - look().size("panel_gap") - self._side.width()
        narrow = form is not None and room < form.minimumSizeHint().width() + px(8)
        if narrow != self._narrow:
            self._narrow = narrow
            set_shown(self._panel, on=True)
            set_shown(self._side, on=not narrow)

    def change(self, first: QWidget, in_side: QWidget) -> None:
        """Put the cursor into `in_side`, or back where it was in the form (`first` where it was nowhere)."""
        now = self.window().focusWidget()
        to_form = self._panel.isHidden() or (now is not None and self._side.isAncestorOf(now))
        if self._narrow:
            set_shown(self._panel, on=to_form)
            set_shown(self._side, on=not to_form)
        if to_form:
            (self._before or first).setFocus()
        else:
            self._before = now
            in_side.setFocus()
