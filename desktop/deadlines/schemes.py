"""Deadline schemes as data: which clock runs from what to what, how long, and on whose word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any, TypeVar

from desktop.deadlines.rules import DayUnit, Rule, Starts
from desktop.errors import OfficeError
from desktop.lists_in_files import entries_of

_SCHEME_FIELDS = frozenset({"scheme", "name", "natures"})
_STEP_FIELDS = frozenset(
    {"step", "of", "name", "runs_from", "ends_with", "count", "unit", "confirmed", "source"}
)
_STEP_OPTIONS = frozenset({"starts", "rolled_past_holidays", "max_extension", "pausable"})
_KindT = TypeVar("_KindT", bound=StrEnum)
_ValueT = TypeVar("_ValueT")


class ClockEvent(StrEnum):
    """What starts or stops a clock."""

    ACCEPTED = "accepted"
    APPLIED = "applied"
    ARCHIVED = "archived"
    CLOSED = "closed"
    CONFIRMATION_APPLIED = "confirmation_applied"
    DISPATCHED = "dispatched"
    EFFECTIVE = "effective"
    INFORMED = "informed"
    MEDIATION_ENDED = "mediation_ended"
    OBJECTED = "objected"
    PAPERS_RECEIVED = "papers_received"
    PASSED_ON = "passed_on"
    PERFORMANCE_DUE = "performance_due"
    REGISTERED = "registered"
    REPORTED = "reported"
    TRANSFERRED = "transferred"
    VISITED = "visited"


@dataclass(frozen=True, slots=True)
class Step:
    """One clock of a scheme: its rule, what starts and stops it, its source.

    `confirmed` means that the text of the source fixes the length; otherwise it is a setting of the centre.
    """

    key: str
    name: str
    runs_from: ClockEvent
    ends_with: ClockEvent
    rule: Rule
    source: str
    confirmed: bool

    def as_data(self) -> dict[str, Any]:
        """Return the step as plain data, to be kept with the scheme's row; `step_from_data` reads it back."""
        rule = self.rule
        return {
            "step": self.key,
            "name": self.name,
            "runs_from": self.runs_from.value,
            "ends_with": self.ends_with.value,
            "count": rule.count,
            "unit": rule.unit.value,
            "starts": rule.starts.value,
            "rolled_past_holidays": rule.rolled_past_holidays,
            "max_extension": rule.max_extension,
            "pausable": rule.pausable,
            "source": self.source,
            "confirmed": self.confirmed,
        }


@dataclass(frozen=True, slots=True)
class Scheme:
    """时限方案: steps under one key, and the natures of matters that use it by default."""

    key: str
    name: str
    natures: frozenset[str]
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step:
        """Return a step by its key. Raises KeyError for a key that the scheme does not have."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)


def load_schemes() -> dict[str, Scheme]:
    """Return the schemes that come with the program, by key. Raises OfficeError with line and reason."""
    return parse_schemes(files("resources").joinpath("deadlines/schemes.json").read_text("utf-8"))


def parse_schemes(text: str) -> dict[str, Scheme]:
    """Return the schemes of a JSON list of scheme and step entries, by key, in order.

    A step follows somewhere after its scheme and names it in `of`. Raises OfficeError with the line of the
    entry and the reason.
    """
    heads: dict[str, Mapping[str, Any]] = {}
    steps: dict[str, dict[str, Step]] = {}
    lines: dict[str, int] = {}
    used: set[str] = set()
    for line, entry in entries_of(text, _fault):
        try:
            if "scheme" in entry:
                key = _new_scheme(entry, heads, used)
                heads[key], steps[key], lines[key] = entry, {}, line
            else:
                _add_step(entry, steps)
        except ValueError as error:
            raise _fault(line, str(error)) from error
    for key, line in lines.items():
        if not steps[key]:
            raise _fault(line, f"方案{key}一个时限也没有。")
    return {
        key: Scheme(key, head["name"], frozenset(head["natures"]), tuple(steps[key].values()))
        for key, head in heads.items()
    }


def scheme_for(nature: str, schemes: Mapping[str, Scheme]) -> Scheme | None:
    """Return the scheme that matters of a nature use by default; None where the route decides."""
    return next((scheme for scheme in schemes.values() if nature in scheme.natures), None)


def step_from_data(data: Mapping[str, Any]) -> Step:
    """Return a step from plain data, as `Step.as_data` gives it. Raises ValueError with a sentence."""
    missing = _STEP_FIELDS - {"of"} - data.keys()
    if missing:
        raise ValueError(f"缺少{'、'.join(sorted(missing))}。")
    unknown = data.keys() - _STEP_FIELDS - _STEP_OPTIONS
    if unknown:
        raise ValueError(f"有认不出的内容：{'、'.join(sorted(unknown))}。")
    longest = data.get("max_extension", 0)
    rule = Rule(
        count=_typed(data, "count", int),
        unit=_choice(DayUnit, data["unit"]),
        starts=_choice(Starts, data.get("starts", Starts.DAY_AFTER)),
        rolled_past_holidays=_typed(data, "rolled_past_holidays", bool, default=False),
        max_extension=None if longest is None else _typed(data, "max_extension", int, default=0),
        pausable=_typed(data, "pausable", bool, default=False),
    )
    return Step(
        key=_text(data, "step"),
        name=_text(data, "name"),
        runs_from=_choice(ClockEvent, data["runs_from"]),
        ends_with=_choice(ClockEvent, data["ends_with"]),
        rule=rule,
        source=_text(data, "source"),
        confirmed=_typed(data, "confirmed", bool),
    )


def _new_scheme(entry: Mapping[str, Any], heads: Mapping[str, Any], used: set[str]) -> str:
    """Check a scheme's own entry and return its key."""
    if entry.keys() != _SCHEME_FIELDS:
        raise ValueError("方案应有而且只有scheme、name、natures三项。")
    key = _text(entry, "scheme")
    _text(entry, "name")
    natures = entry["natures"]
    if key in heads:
        raise ValueError(f"方案{key}写了两次。")
    if not isinstance(natures, list) or not all(isinstance(nature, str) for nature in natures):
        raise ValueError("natures应是事项性质的列表。")
    if used.intersection(natures):
        raise ValueError(f"事项性质{'、'.join(sorted(used.intersection(natures)))}已用于另一个方案。")
    used.update(natures)
    return key


def _add_step(entry: Mapping[str, Any], steps: Mapping[str, dict[str, Step]]) -> None:
    """Check a step's entry and put it under its scheme."""
    of = _text(entry, "of")
    if of not in steps:
        raise ValueError(f"前面没有方案{of}。")
    step = step_from_data(entry)
    if step.key in steps[of]:
        raise ValueError(f"方案{of}里的{step.key}写了两次。")
    steps[of][step.key] = step


def _text(data: Mapping[str, Any], field: str) -> str:
    value = data.get(field)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{field}应写文字。")
    return value


def _typed(
    data: Mapping[str, Any], field: str, kind: type[_ValueT], *, default: _ValueT | None = None
) -> _ValueT:
    value = data.get(field, default)
    if type(value) is not kind:
        raise ValueError(f"{field}应是{'整数' if kind is int else 'true或false'}。")
    return value


def _choice(kind: type[_KindT], value: object) -> _KindT:
    if not isinstance(value, str) or value not in list(kind):
        raise ValueError(f"认不出“{value}”，只能是{'、'.join(kind)}。")
    return kind(value)


def _fault(line: int, reason: str) -> OfficeError:
    return OfficeError(f"时限方案第{line}行有误：{reason}", field="schemes")
