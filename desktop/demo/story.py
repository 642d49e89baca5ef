"""A story: one matter's acts in the order in which they happened; many stories are told side by side."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.clock import FixedClock
from desktop.office import Office
from desktop.who import Who

Progress = Callable[[int, int, str], object]
"""How far something is: done, total, words."""
WORDS = "正在编入演示数据"


@dataclass(frozen=True, slots=True)
class Act:
    """One use case: when it is recorded, by whom, and what it is given."""

    at: datetime
    login: str
    use_case: Callable[..., Any]
    given: dict[str, Any] | Callable[[], dict[str, Any]]
    """What it is given, or what finds that out when its turn comes."""


Story = Generator[Act, Any, None]
"""Yields acts and gets what each returned; may read in between, for nobody else acts on its matter."""


def tell(
    office: Office,
    clock: FixedClock,
    people: dict[str, Who],
    stories: Sequence[Story],
    *,
    until: datetime,
    progress: Progress,
) -> int:
    """Perform the acts of all stories, the earliest first, each in its own transaction; return how many there were.

    The clock is moved to each act and never back. What would happen at `until` or later has not happened yet:
    such a story ends where it stands. `people` gives everybody who acts by login.
    """
    waiting: list[tuple[datetime, int, Act]] = []
    for place, story in enumerate(stories):
        _go_on(waiting, story, place, None, clock.moment)
    begun: set[int] = set()
    acts = 0
    while waiting:
        at, place, act = heapq.heappop(waiting)
        if at >= until:
            break
        begun.add(place)
        progress(len(begun), len(stories), WORDS)
        clock.moment = at
        office.who = people[act.login]
        office.desk = people[act.login].unit_name
        given = act.given() if callable(act.given) else act.given
        result = office.perform(act.use_case, **given)
        acts += 1
        _go_on(waiting, stories[place], place, result, at)
    for story in stories:
        story.close()
    office.who = None
    progress(len(stories), len(stories), WORDS)
    return acts


def _go_on(
    waiting: list[tuple[datetime, int, Act]], story: Story, place: int, result: Any, now: datetime
) -> None:
    """Ask a story for its next act."""
    try:
        act = story.send(result)
    except StopIteration:
        return
    heapq.heappush(waiting, (max(act.at, now), place, act))
