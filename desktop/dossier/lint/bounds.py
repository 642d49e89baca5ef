"""How far a centre may change the level of a check, on whose word the check stands, and why not further."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from desktop.dossier.lint.rules import LEVEL_LABELS, Level, national_rules

_USUAL: Mapping[Level, tuple[Level, Level]] = {
    Level.ERROR: (Level.WARNING, Level.ERROR),
    Level.WARNING: (Level.OFF, Level.ERROR),
    Level.INFO: (Level.OFF, Level.WARNING),
    Level.OFF: (Level.OFF, Level.ERROR),
}
"""By the level that the program ships: the mildest and the gravest that a centre may choose (practice.md 26)."""
_ORDER = (Level.OFF, Level.INFO, Level.WARNING, Level.ERROR)


@dataclass(frozen=True, slots=True)
class Bounds:
    """One check's source, and the levels that it may have."""

    source: str
    least: Level
    most: Level
    why: str
    """Why no other level is allowed; empty where the usual bounds hold."""

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels to choose from, the gravest first."""
        low, high = _ORDER.index(self.least), _ORDER.index(self.most)
        return tuple(reversed(_ORDER[low : high + 1]))

    def refusal(self, level: Level) -> str:
        """Return why a level is not allowed; empty when it is."""
        if level in self.levels:
            return ""
        if self.least is self.most:
            return f"{self.why or '法律有规定'}，级别不能改。"
        allowed = "、".join(f"“{LEVEL_LABELS[one]}”" for one in self.levels)
        return f"{self.why}。" * bool(self.why) + f"这一项只能设为{allowed}。"


@cache
def lint_bounds() -> Mapping[str, Bounds]:
    """Return the bounds of every check by its id."""
    shipped = national_rules().checks
    found = {}
    for entry in json.loads(files("resources").joinpath("lint/bounds.json").read_text("utf-8")):
        least, most = _USUAL[shipped[entry["id"]].level]
        found[entry["id"]] = Bounds(
            entry["source"],
            Level(entry.get("least", least)),
            Level(entry.get("most", most)),
            entry.get("why", ""),
        )
    return found
