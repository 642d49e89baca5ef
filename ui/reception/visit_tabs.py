"""Several visits at once: one tab for each, with whether its draft is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QWidget

from models.values.dates import in_zone
from ui.drafting import new_draft_id
from ui.reception.form import visit_title
from ui.reception.visit_values import EMPTY
from ui.widgets.naming import name_widget

LONGEST_TITLE = 12


@dataclass
class OpenVisit:
    """A visit that is being typed: its draft and what stands in it while another one is in the form."""

    draft_id: str = field(default_factory=new_draft_id)
    values: dict[str, Any] = field(default_factory=lambda: dict(EMPTY))
    on_disk: bool = False
    saved_at: datetime | None = None


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
        self.currentChanged.connect(self._changed)

    def show_visits(self, visits: Sequence[OpenVisit], current: int) -> None:
        """Show these visits."""
        self._showing = True
        try:
            while self.count() > len(visits):
                self.removeTab(self.count() - 1)
            while self.count() < len(visits):
                self.addTab("")
            for place, visit in enumerate(visits):
                title = visit_title(visit.values)
                short = title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]}…"
                note = "正在填写" if place == current else _kept(visit)
                self.setTabText(place, f"{short}  {note}".rstrip())
                self.setTabToolTip(place, title)
            self.setCurrentIndex(current)
        finally:
            self._showing = False

    def _changed(self, place: int) -> None:
        if not self._showing and place >= 0:
            self.wanted.emit(place)


def _kept(visit: OpenVisit) -> str:
    return f"{in_zone(visit.saved_at):%H:%M}草稿" if visit.saved_at else ""
