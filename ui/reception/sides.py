"""The sides of the reception: the form, who came before beside it, the slip in a wide window; F6 changes sides."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from ui.style import look, px
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel

SIDE, SLIP = 376, 452
"""Widths of the two columns at the right, at the base size."""
ROOMY = (840, 840)
"""Width left to the form, and height, from which the slip stands beside it and everything is unfolded."""


class Sides(QWidget):
    """Where letters are large and the window is small the form has the whole width, and F6 changes the sides."""

    roomy_changed = Signal(bool)
    """There is room for the slip and the unfolded form now, or no more."""

    def __init__(
        self,
        panel: Panel,
        area: QScrollArea,
        side: QWidget,
        slip: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._panel, self._area, self._side, self._slip = panel, area, side, slip
        self._narrow = self._roomy = False
        self._before: QWidget | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().size("panel_gap"))
        row.addWidget(panel, 1)
        side.setFixedWidth(px(SIDE))
        row.addWidget(side)
        slip.setFixedWidth(px(SLIP))
        row.addWidget(slip)
        slip.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See again what has room beside the form."""
        super().resizeEvent(event)
        columns = self._side.width() + px(SLIP) + 2 * look().size("panel_gap")
        roomy = self.width() >= columns + px(ROOMY[0]) and self.height() >= px(ROOMY[1])
        if roomy != self._roomy:
            self._roomy = roomy
            set_shown(self._slip, on=roomy)
            self.roomy_changed.emit(roomy)
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
