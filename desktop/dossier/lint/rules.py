"""The profile of the checks: levels, ready reasons, word lists, weights; data that a county may change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from desktop.errors import OfficeError

SETTING = "lint"
"""Key of the centre's own changes: `{"words": …, "levels": …, "settings": …, "reasons": …}`."""


class Level(StrEnum):
    """How grave a finding is: an error blocks, a warning takes a reason, the rest only shows."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"


LEVEL_LABELS: Mapping[Level, str] = {
    Level.ERROR: "错误",
    Level.WARNING: "提醒",
    Level.INFO: "提示",
    Level.OFF: "不查",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a profile says of one check."""

    id: str
    title: str
    level: Level
    fixed: bool = False
    """A rule of the case machine: no county changes its level."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A whole profile."""

    name: str
    checks: Mapping[str, Rule]
    settings: Mapping[str, Any]
    weights: Mapping[str, int]
    reasons: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[Any, ...]]
    minutes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Checks of the published lists that this program has no use for, and why."""

    def reasons_for(self, check: str) -> tuple[str, ...]:
        """Return the ready reasons for letting a warning stand."""
        return (*self.reasons.get(check, ()), *self.reasons["any"])


@cache
def national_rules() -> Rules:
    """Return the profile that comes with the program."""
    return parse_rules(files("resources").joinpath("lint/national.json").read_text("utf-8"))


def parse_rules(text: str, changes: Mapping[str, Any] | None = None) -> Rules:
    """Return a profile from its JSON, with a centre's own changes. Raises OfficeError for a broken one."""
    try:
        raw = json.loads(text)
        own = dict(changes or {})
        levels = own.get("levels", {})
        checks = {entry["id"]: _rule(entry, levels.get(entry["id"])) for entry in raw["checks"]}
        return Rules(
            name=raw["profile"],
            checks=checks,
            settings={**raw["settings"], **own.get("settings", {})},
            weights={key: int(value) for key, value in raw["weights"].items()},
            reasons={
                key: tuple(value) for key, value in {**raw["reasons"], **own.get("reasons", {})}.items()
            },
            words={
                key: tuple(tuple(word) if isinstance(word, list) else word for word in value)
                for key, value in {**raw["words"], **own.get("words", {})}.items()
            },
            minutes={key: tuple(value) for key, value in raw["minutes"].items()},
            left_out={entry["id"]: entry["reason"] for entry in raw.get("left_out", ())},
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise OfficeError(f"卷宗检查的设置有误：{fault}", field="lint") from fault


def _rule(entry: Mapping[str, Any], level: str | None) -> Rule:
    """Return one check of a profile at a centre's own level."""
    rule = Rule(entry["id"], entry["title"], Level(level or entry["level"]), bool(entry.get("fixed")))
    if rule.fixed and rule.level is not Level(entry["level"]):
        raise ValueError(f"{rule.id}“{rule.title}”是结案的条件，级别不能改。")
    return rule


def rules_with(changes: Mapping[str, Any] | None) -> Rules:
    """Return the program's profile with a centre's changes."""
    if not changes:
        return national_rules()
    return parse_rules(files("resources").joinpath("lint/national.json").read_text("utf-8"), changes)
