"""Which page lies over which, place by place, and whence each was opened: what Esc follows back."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

_REMEMBERED = 8


class Trails:
    """The pages of every place that was visited, the one in front last. It shows nothing itself."""

    def __init__(self) -> None:
        self._trails: dict[str, list[QWidget]] = {}
        self._roots: dict[str, QWidget] = {}
        self._from: dict[QWidget, str] = {}
        self._before: list[str] = []

    def knows(self, place: str) -> bool:
        """Whether a place was visited."""
        return place in self._trails

    def begin(self, place: str, page: QWidget) -> None:
        """A place is visited for the first time; this is its first page."""
        self._trails[place], self._roots[place] = [page], page

    def root(self, place: str) -> QWidget | None:
        """Return the first page of a place, None when it was never visited."""
        return self._roots.get(place)

    def is_root(self, page: QWidget) -> bool:
        """Whether a page is the first of its place."""
        return page in self._roots.values()

    def pages(self, place: str) -> tuple[QWidget, ...]:
        """Return the pages of a place, the one in front last."""
        return tuple(self._trails.get(place, ()))

    def all_pages(self) -> Iterator[QWidget]:
        """Go through every page, those in front first within their place."""
        for trail in self._trails.values():
            yield from reversed(trail)

    def place_of(self, page: QWidget) -> str:
        """Return the place over which a page lies; StopIteration never: it lies over one."""
        return next(place for place, trail in self._trails.items() if page in trail)

    def top(self, place: str, *, but: QWidget | None) -> QWidget:
        """Return the page of a place that was in front last, without the one at the right."""
        return next(page for page in reversed(self._trails[place]) if page is not but)

    def to_top(self, page: QWidget) -> None:
        """A page comes to the front of its place."""
        trail = self._trails[self.place_of(page)]
        trail.remove(page)
        trail.append(page)

    def add(self, place: str, page: QWidget) -> None:
        """A page was opened over a place."""
        self._trails[place].append(page)

    def remove(self, page: QWidget) -> bool:
        """A page goes; False for the first page of a place, which stays."""
        self._from.pop(page, None)
        for trail in self._trails.values():
            if page in trail and not self.is_root(page):
                trail.remove(page)
                return True
        return False

    # -- ways back

    def came(self, page: QWidget, now: str, to: str) -> None:
        """A page of a place comes to the front while another is shown: Esc is to lead back to that one."""
        if now and now != to:
            self._from[page] = now

    def whence(self, page: QWidget) -> str:
        """Return the place from which a page was opened, '' where that was its own."""
        return self._from.get(page, "")

    def forget_ways(self, place: str) -> None:
        """The pages of a place are looked at from its own first page now."""
        for page in self.pages(place):
            self._from.pop(page, None)

    def left(self, place: str) -> None:
        """A place is left for another."""
        self._before = [*(key for key in self._before if key != place), place][-_REMEMBERED:]

    def before(self) -> str:
        """Return the place that was shown before, '' for none."""
        return self._before[-1] if self._before else ""

    def went_back(self, place: str) -> None:
        """A place is shown again by Esc: it is no longer one before."""
        self._before = [key for key in self._before if key != place]
