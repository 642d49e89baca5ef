"""The focus stays on the page of a case: what had it may be hidden or blocked when the case goes on."""

from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QWidget

from ui.mediation.part import Part
from ui.mediation.right_column import RightColumn
from ui.mediation.tabs import TabStrip


class KeptFocus:
    """Around showing a case anew: what loses the focus by it hands it to the part in front, or to its tab."""

    def __init__(
        self, page: QWidget, tabs: TabStrip, right: RightColumn, current: Callable[[], Part]
    ) -> None:
        self._page, self._tabs, self._right, self._current = page, tabs, right, current
        self._before: QWidget | None = None

    def __enter__(self) -> None:
        """Note what has the focus."""
        self._before = self._within()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give it a new place if it was lost, or if it stood nowhere: on a part that could not be entered yet."""
        before = self._before
        if before is not None and (before is self._current() or self._within() is not before):
            self._go_on()
        self._before = None

    def mend(self) -> None:
        """Take the focus back to the page if it went elsewhere."""
        if self._page.isVisible() and self._within() is None:
            self._go_on()

    def _within(self) -> QWidget | None:
        """What has the focus, where it is of this page and the page is in front."""
        focus = self._page.window().focusWidget()
        there = focus is not None and self._page.isVisible() and self._page.isAncestorOf(focus)
        return focus if there else None

    def _go_on(self) -> None:
        """Go on where the part in front wants the cursor; an open form at the right keeps it."""
        if self._right.side() is None:
            self._tabs.focus_current()
            self._current().enter()
