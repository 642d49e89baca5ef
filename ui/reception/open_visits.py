"""The visits that are being typed: one in the form, the others in their tabs, all of them drafts on this PC."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desktop.drafts import Draft
from ui.drafting import DraftKeeper, Values, new_draft_id
from ui.reception.visit_tabs import VisitTabs
from ui.reception.visit_values import EMPTY, FORM, has_something
from ui.workplace import Workplace


@dataclass
class OpenVisit:
    """A visit that is being typed: its draft, and what stands in it while another one is in the form."""

    draft_id: str = field(default_factory=new_draft_id)
    values: Values = field(default_factory=lambda: dict(EMPTY))
    on_disk: bool = False
    saved_at: datetime | None = None


class OpenVisits(QObject):
    """`values` reads the form, `fill` puts another visit into it."""

    worth_discarding = Signal(bool)
    """There is something that could be thrown away."""

    def __init__(
        self,
        place: Workplace,
        values: Callable[[], Values],
        fill: Callable[[Values], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._values, self._fill = values, fill
        self._visits = [OpenVisit()]
        self._current = 0
        self.tabs = VisitTabs()
        self.keeper = DraftKeeper(place, FORM, self._collect, fill, parent=self)
        self.keeper.take_up(self._visits[0].draft_id, on_disk=False)
        self.keeper.kept.connect(self._draft_kept)
        self._show_tabs()

    def count(self) -> int:
        """How many visits are open."""
        return len(self._visits)

    def touch(self) -> None:
        """Something in the form changed."""
        self._visits[self._current].values = self._values()
        self._show_tabs()
        self.keeper.touch()

    def begin(self, values: Values | None = None) -> None:
        """Bring an empty form, or one with these values; what stood here stays in its tab."""
        self._store()
        self._bring(self._empty())
        if values is not None:
            self._fill(values)
            self.touch()

    def show(self, at: int) -> None:
        """Bring another of the open visits."""
        if at == self._current or not 0 <= at < len(self._visits):
            self._show_tabs()
            return
        self._store()
        self._bring(at)

    def step(self, by: int) -> None:
        """Bring the next or the previous one."""
        self.show((self._current + by) % len(self._visits))

    def discard(self) -> Values:
        """Throw the visit in the form away, with its draft; bring an empty form; return what stood there."""
        values = self._values()
        self.finish(values)
        return values

    def finish(self, saved: Values) -> bool:
        """What was saved of the visit in the form is over: forget its draft, bring an empty form.

        True where somebody typed on while it was saved: that is never lost, it begins another visit.
        """
        typed = self._values()
        self.keeper.discard()
        del self._visits[self._current]
        self._bring(self._empty())
        if typed == saved:
            return False
        self._fill(typed)
        self.touch()
        return True

    def set_covered(self, covered: bool) -> None:
        """F9: the tabs hide the names, or show them again."""
        self.tabs.covered = covered
        self._show_tabs()

    def look_for_drafts(self) -> None:
        """Bring back what was open when the program ended."""
        self.keeper.load(self._drafts_came)

    def _empty(self) -> int:
        """Return the place of an empty visit; one is made where there is none."""
        for at, visit in enumerate(self._visits):
            if not has_something(visit.values):
                return at
        self._visits.append(OpenVisit())
        return len(self._visits) - 1

    def _store(self) -> None:
        """Keep what stands in the form with its tab, and its draft on the disk."""
        self._visits[self._current].values = self._values()
        self.keeper.save_now()

    def _bring(self, at: int) -> None:
        self._current = at
        visit = self._visits[at]
        self.keeper.take_up(visit.draft_id, on_disk=visit.on_disk)
        self._fill(visit.values)
        self._show_tabs()

    def _show_tabs(self) -> None:
        shown = [(visit.values, visit.saved_at) for visit in self._visits]
        self.tabs.show_visits(shown, self._current)
        current = self._visits[self._current].values
        self.worth_discarding.emit(len(self._visits) > 1 or has_something(current))

    def _collect(self) -> Values:
        values = self._values()
        return values if has_something(values) else {}

    def _drafts_came(self, drafts: list[Draft]) -> None:
        """Show the drafts found, the latest in the form unless something is typed there already."""
        known = {visit.draft_id for visit in self._visits}
        back = [
            OpenVisit(draft.id, EMPTY | draft.payload, on_disk=True, saved_at=draft.saved_at)
            for draft in drafts
            if draft.id not in known
        ]
        if not back:
            return
        if has_something(self._values()):
            self._visits += back
            self._show_tabs()
            return
        self._store()
        del self._visits[self._current]
        self._visits = [*back, *self._visits]
        self._bring(0)
        kept = f"{len(back)}份草稿都在" if len(back) > 1 else "草稿还在"
        self._place.say(f"上次没登记完的{kept}，接着填就行")

    def _draft_kept(self, draft: Draft) -> None:
        for visit in self._visits:
            if visit.draft_id == draft.id:
                visit.on_disk, visit.saved_at = True, draft.saved_at
        self._show_tabs()
