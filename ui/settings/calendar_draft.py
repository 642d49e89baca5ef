"""The draft of the working calendar: years that were changed and not saved are there again after a restart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.calendar_years import entry_as_data, entry_from_data
from desktop.queries.calendar import YearView
from ui.drafting import DraftKeeper, Values
from ui.settings.year_edit import YearEdit
from ui.workplace import Workplace

FORM = "settings.calendar"


class CalendarDraft(QObject):
    """Keeps the years of the form that were changed; a year is put back when it has been read anew."""

    restored = Signal(int, bool)
    """This year has its changes again; True when somebody saved another version of it meanwhile."""

    def __init__(
        self, place: Workplace, years: Mapping[int, YearEdit], read: Callable[[int], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._years, self._read = years, read
        self._waiting: dict[int, Any] = {}
        self._asked = False
        self._keeper = DraftKeeper(place, FORM, self._collect, self._restore, parent=self)

    def load_once(self) -> None:
        """Fetch the draft of an earlier time, the first time the calendar is shown."""
        if not self._asked:
            self._asked = True
            self._keeper.restore_latest()

    def touch(self) -> None:
        """Something was changed: keep it soon."""
        self._keeper.touch()

    def settle(self) -> None:
        """A year was saved or given up: keep what is left at once; with nothing left the draft goes."""
        self._keeper.touch()
        self._keeper.save_now()

    def of(self, view: YearView) -> YearEdit | None:
        """Return a year with its drafted changes, None where it has none or they are what is kept now."""
        drafted = self._waiting.pop(view.year, None)
        if drafted is None:
            return None
        edit = YearEdit.of(view.year, view.entry)
        entry = entry_from_data(drafted["entry"])
        assert entry is not None  # a year on the form is never nothing
        edit.take_days(entry.days)
        edit.confirmed, edit.source = entry.confirmed, entry.source
        if not edit.changed():
            return None
        self.restored.emit(view.year, entry_from_data(drafted["kept"]) != view.entry)
        return edit

    def _collect(self) -> Values:
        years = {str(year): drafted for year, drafted in self._waiting.items()}
        for edit in self._years.values():
            if edit.changed():
                kept, entry = entry_as_data(edit.kept), entry_as_data(edit.entry())
                years[str(edit.year)] = {"kept": kept, "entry": entry}
        return {"years": years} if years else {}

    def _restore(self, values: Values) -> None:
        self._waiting = {int(year): drafted for year, drafted in values["years"].items()}
        for year in list(self._waiting):
            self._read(year)
