"""Several visits at once: one tab for each, with whether its draft is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QWidget

from models.values.dates import in_zone
from ui.drafting import Values
from ui.reception.form import visit_title
from ui.widgets.naming import name_widget

LONGEST_TITLE = 12
COVERED = "•••"
"""What stands for a name that F9 hides."""


class VisitTabs(QTabBar):
    """The tabs of the open visits; Ctrl+PgUp and Ctrl+PgDn go from one to the next."""

    wanted = Signal(int)
    """The place of the tab that the user chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, "reception.tabs", "正在填写的登记")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self._showing = False
        self.covered = False
        self.currentChanged.connect(self._changed)

    def show_visits(self, visits: Sequence[tuple[Values, datetime | None]], current: int) -> None:
        """Show these visits: what stands in each, and when its draft was kept."""
        self._showing = True
        try:
            while self.count() > len(visits):
                self.removeTab(self.count() - 1)
            while self.count() < len(visits):
                self.addTab("")
            for place, (values, saved_at) in enumerate(visits):
                title = COVERED if self.covered else visit_title(values)
                short = title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]}…"
                note = "正在填写" if place == current else _kept(saved_at)
                self.setTabText(place, f"{short}  {note}".rstrip())
                self.setTabToolTip(place, title)
            self.setCurrentIndex(current)
        finally:
            self._showing = False

    def _changed(self, place: int) -> None:
        if not self._showing and place >= 0:
            self.wanted.emit(place)


def _kept(saved_at: datetime | None) -> str:
    return f"{in_zone(saved_at):%H:%M}草稿" if saved_at else ""
