"""Right of way: a print run stands still between two bands while a page for the screen is being set or drawn.

Drawing a band keeps every other thread of the program waiting, so a run that went on regardless would make the page
beside a form three to four times as slow.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LONGEST = 0.5
"""Seconds that a run waits between two bands at most: somebody who types without pause does not stop it for good."""


class RightOfWay:
    """Counts who is under way for the screen."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._under_way = 0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Go first while this lasts."""
        with self._changed:
            self._under_way += 1
        try:
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def give(self, at_most: float = _LONGEST) -> bool:
        """Wait until nobody is under way for the screen, seconds at most; whether nobody is any more."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._under_way, at_most)


SCREEN_FIRST = RightOfWay()
"""The one of this program."""
