"""Acts whose answer was lost with the link: whoever presses again means the same act, not a second one."""

from __future__ import annotations

import threading
import uuid
from collections import deque
from typing import Any

_MOST = 20

Call = tuple[Any, ...]
"""Who acts, the use case, and what it is given; compared by value."""


class Unanswered:
    """Remembers under which command id a call was sent, until it is answered."""

    def __init__(self) -> None:
        self._calls: deque[tuple[Call, str]] = deque(maxlen=_MOST)
        self._lock = threading.Lock()

    def command_id(self, call: Call) -> str:
        """Return the id of the same call that had no answer, else a new one."""
        with self._lock:
            return next((known for kept, known in self._calls if kept == call), None) or str(uuid.uuid4())

    def keep(self, call: Call, command_id: str) -> None:
        """Note that nobody knows whether a call was done."""
        with self._lock:
            if (call, command_id) not in self._calls:
                self._calls.append((call, command_id))

    def answered(self, command_id: str) -> None:
        """Forget a call whose answer came."""
        with self._lock:
            for entry in [entry for entry in self._calls if entry[1] == command_id]:
                self._calls.remove(entry)
