"""After the page's title: the day at the centre, how many visits it had, how many people; the number opens them."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.queries.reception import TodaysVisits, visits_of
from models.values.dates import day_in_sentences
from ui.style import px
from ui.widgets.buttons import LinkButton
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.workplace import Workplace


class TodaysLine(QWidget):
    """`11月23日 周一，今日14批17人次`."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._ids: tuple[int, ...] = ()
        self._day = Label("", "hint", name="reception.day")
        self.visits = LinkButton("", name="reception.today", strong=True)
        self._people = Label("", "hint", name="reception.today.people")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(2))
        for widget in (self._day, self.visits, self._people):
            row.addWidget(widget)
        self.visits.clicked.connect(self._open)
        set_shown(self.visits, on=False)

    def refresh(self, day: date) -> None:
        """Count the visits of a day anew."""
        self._day.setText(day_in_sentences(day))
        self._place.ask(visits_of, day=day).then(self._came, owner=self)

    def _came(self, today: TodaysVisits) -> None:
        self._ids = today.matter_ids
        set_shown(self.visits, on=bool(today.visits))
        self.visits.set_text(f"今日{today.visits}批")
        self._people.setText(f"{today.people}人次" if today.visits else "，今日还没有登记")

    def _open(self) -> None:
        """Open the very matters that are counted."""
        if self._place.shell is not None and self._ids:
            from ui.search.page import SearchPage

            self._place.shell.open(SearchPage(self._place, ids=self._ids, words="今日接待"))
