"""Several people at once, each in a thread of his own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run every act in a thread of its own; return their results, or what they raised."""
    outcomes: list[Any] = [None] * len(acts)

    def run(place: int) -> None:
        try:
            outcomes[place] = acts[place]()
        except Exception as fault:  # noqa: BLE001 - looked at by the test
            outcomes[place] = fault

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


class Meeting:
    """Lets two transactions stand at the same place at the same time, where the engine lets both come so far."""

    def __init__(self) -> None:
        self._barrier = threading.Barrier(2)

    def wait(self) -> None:
        with suppress(threading.BrokenBarrierError):
            self._barrier.wait(timeout=0.7)
