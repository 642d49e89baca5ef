"""What happens in the demo's half year: which situations are told how often, when they begin, and how far they go."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from desktop.clock import day_of
from desktop.demo.cases import mediated
from desktop.demo.matters import Stage, answered, handled, referred, spread_over, unfinished
from desktop.demo.scene import Row, Scene
from desktop.demo.story import Story
from desktop.demo.town import material
from desktop.demo.writing import cast

HALF_A_YEAR = 182
ANSWERED = 102
REFERRED = 16
OVERNIGHT = 6
"""So many of the answered calls came in the evening and were typed the next morning."""
_OPEN: tuple[tuple[Stage, int, bool], ...] = (
    (Stage.ACCEPTED, 0, False),
    (Stage.ACCEPTED, 1, False),
    (Stage.ACCEPTED, 6, True),
    (Stage.DISPATCHED, 0, False),
    (Stage.DISPATCHED, 2, False),
    (Stage.DISPATCHED, 7, True),
    (Stage.ACKNOWLEDGED, 1, False),
    (Stage.ACKNOWLEDGED, 2, False),
    (Stage.ACKNOWLEDGED, 3, False),
    (Stage.ACKNOWLEDGED, 8, True),
    (Stage.ACKNOWLEDGED, 11, True),
    (Stage.ACKNOWLEDGED, 15, True),
    (Stage.REPORTED, 6, False),
    (Stage.REPORTED, 7, False),
    (Stage.REPORTED, 9, False),
)
"""Matters that are still open: how far they are, how many working days ago they began, whether their limit is over."""
_SLOW = 5
"""So many of the closed ones were late on the way."""


class DemoPlan:
    """All stories of a demo centre, the same for the same seed relative to `scene.now`."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def stories(self) -> list[Story]:
        """Return every story, cast and ready to be told; their parties are people of the town from now on."""
        return [
            *(mediated(self.scene, row) for row in material("cases")["rows"]),
            *self._handled(),
            *self._answered(),
            *self._referred(),
            *self._unfinished(),
        ]

    def _answered(self) -> Iterator[Story]:
        """当场答复: every situation once, those with details to change a second time."""
        rows = self._often(material("answered")["rows"], ANSWERED)
        begins = list(spread_over(self.scene, self.scene.chance("answered"), len(rows), days=HALF_A_YEAR))
        overnight = 0
        for place, (row, begin) in enumerate(zip(rows, begins, strict=True)):
            chance = self.scene.chance(f"answered:{place}")
            late = overnight < OVERNIGHT and "call" in row["channels"] and place % 9 == 4
            overnight += late
            played = cast(self.scene, {**row, "channels": ["call"]} if late else row, chance)
            morning = self.scene.hours.early(day_of(begin), chance) if late else begin
            yield answered(self.scene, played, morning, chance, overnight=late)

    def _referred(self) -> Iterator[Story]:
        """引导告知."""
        rows = self._often(material("others")["referred"], REFERRED)
        begins = spread_over(self.scene, self.scene.chance("referred"), len(rows), days=HALF_A_YEAR)
        for place, (row, begin) in enumerate(zip(rows, begins, strict=True)):
            chance = self.scene.chance(f"referred:{place}")
            yield referred(self.scene, cast(self.scene, row, chance), begin, chance)

    def _unfinished(self) -> Iterator[Story]:
        """登记未完成: two still open, two not reached, two finished after all."""
        stages = (Stage.UNREACHABLE, Stage.FINISHED, Stage.UNREACHABLE, Stage.FINISHED) + 2 * (
            Stage.UNFINISHED,
        )
        for place, (row, stage) in enumerate(zip(material("others")["unfinished"], stages, strict=True)):
            chance = self.scene.chance(f"unfinished:{place}")
            back = (3, 1)[place - 4] if stage is Stage.UNFINISHED else 20 + 34 * place
            begin = self._working_days_ago(back, chance)
            yield unfinished(self.scene, cast(self.scene, row, chance), begin, chance, stage)

    def _handled(self) -> Iterator[Story]:
        """受理 and given to units."""
        data = material("units")
        rows = list(data["rows"])
        chance = self.scene.chance("units")
        chance.shuffle(rows)
        rows.sort(key=lambda row: bool(row.get("confidential") or row.get("urgent")))
        for place, (stage, back, slow) in enumerate(_OPEN):
            yield self._unit_story(rows[place], f"open:{place}", stage, back, slow=slow)
        closed = rows[len(_OPEN) :]
        begins = list(spread_over(self.scene, chance, len(closed), days=HALF_A_YEAR, least=16))
        chance.shuffle(begins)
        for place, (row, begin) in enumerate(zip(closed, begins, strict=True)):
            own = self.scene.chance(f"closed:{place}")
            played = cast(self.scene, row, own)
            yield handled(self.scene, played, begin, own, Stage.CLOSED, slow=place < _SLOW)
        for place, row in enumerate(data["returned"]):
            stage, back = (Stage.RETURNED, 2) if not place else (Stage.CLOSED, 25 * place)
            yield self._unit_story(row, f"returned:{place}", stage, back)
        for place, row in enumerate(data["terminated"]):
            yield self._unit_story(row, f"terminated:{place}", Stage.CLOSED, 14 + 27 * place)

    def _unit_story(self, row: Row, key: str, stage: Stage, back: int, *, slow: bool = False) -> Story:
        """Return the story of one matter that began so many working days ago."""
        chance = self.scene.chance(key)
        return handled(
            self.scene,
            cast(self.scene, row, chance),
            self._working_days_ago(back, chance),
            chance,
            stage,
            slow=slow,
        )

    def _often(self, rows: list[Row], count: int) -> list[Row]:
        """Return so many rows in chance order: each once, then those with details to change once more."""
        chance = self.scene.chance(f"often:{count}")
        again = [row for row in rows if row.get("slots")]
        chance.shuffle(again)
        chosen = [*rows, *again][:count]
        chance.shuffle(chosen)
        return chosen

    def _working_days_ago(self, count: int, chance: random.Random) -> datetime:
        """Return a moment of office hours so many working days ago; on the same day rather early."""
        day = self.scene.hours.working_days_before(self.scene.today, count)
        return self.scene.hours.early(day, chance)


def begin_of(now: date) -> date:
    """Return the day on which the demo's half year begins."""
    return now - timedelta(days=HALF_A_YEAR + 4)
