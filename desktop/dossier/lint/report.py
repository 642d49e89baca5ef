"""Running the checks: findings with their level and reason, what they block, and the score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.dossier.lint import consent, days, numbers, papers, signing, wording
from desktop.dossier.lint.check import CHECKS
from desktop.dossier.lint.facts import CaseFacts
from desktop.dossier.lint.rules import Level, Rules

MODULES = (papers, signing, days, numbers, wording, consent)
"""Their functions entered themselves as the checks."""
SCORE_WORDS = (
    "满分100分；每条错误扣{error}分，每条没有说明理由的提醒扣{warning}分，"
    "已说明理由的提醒、提示和等待履行或法院结果的不扣分，扣完为止。"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding as screen, door and closing take it."""

    check: str
    title: str
    level: Level
    field: str
    sentence: str
    who: str
    by: date | None = None
    reason: str = ""
    """Why a warning may stand; given by a person, kept with day and name."""
    reasons: tuple[str, ...] = ()
    """Ready ones to pick from."""
    waits: bool = False
    """Nothing is wrong, only not done yet."""


@dataclass(frozen=True, slots=True)
class LintReport:
    """What is wrong with a dossier, gravest first, with its score of 100 and how that is found."""

    findings: tuple[Finding, ...]
    score: int
    definition: str

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps the case from being closed."""
        return tuple(found for found in self.findings if found.level is Level.ERROR)

    @property
    def open_warnings(self) -> tuple[Finding, ...]:
        """Warnings without a reason: they keep the dossier from being archived."""
        return tuple(found for found in self.findings if found.level is Level.WARNING and not found.reason)


def lint(facts: CaseFacts, rules: Rules, waivers: Mapping[tuple[str, str], str] | None = None) -> LintReport:
    """Return every finding on a case; `waivers` are the reasons given, by check id and field."""
    given = waivers or {}
    order = list(Level)
    found_all: list[Finding] = []
    for identity, rule in rules.checks.items():
        function = CHECKS.get(identity)
        if function is None or rule.level is Level.OFF:
            continue
        seen: set[tuple[str, str]] = set()
        for found in function(facts, rules):
            if (found.field, found.sentence) in seen:
                continue
            seen.add((found.field, found.sentence))
            level = _milder(rule.level, found.level)
            warns = level is Level.WARNING
            found_all.append(
                Finding(
                    check=identity,
                    title=rule.title,
                    level=level,
                    field=found.field,
                    sentence=found.sentence,
                    who=found.who,
                    by=found.by,
                    reason=given.get((identity, found.field), "") if warns else "",
                    reasons=rules.reasons_for(identity) if warns else (),
                    waits=found.waits,
                )
            )
    found_all.sort(key=lambda line: (order.index(line.level), bool(line.reason)))
    words = SCORE_WORDS.format(error=rules.weights["error"], warning=rules.weights["warning"])
    return LintReport(tuple(found_all), score(found_all, rules), words)


def score(findings: list[Finding], rules: Rules) -> int:
    """Return 100 less the weight of every finding but those that only wait, at least 0."""
    lost = 0
    for found in findings:
        if found.waits:
            continue
        kind = "waived" if found.level is Level.WARNING and found.reason else str(found.level)
        lost += rules.weights[kind]
    return max(0, 100 - lost)


def _milder(profile: Level, of_case: Level | None) -> Level:
    """A check may be milder than its profile in a case, or graver where it says so of an information."""
    if of_case is None:
        return profile
    if profile is Level.INFO:
        return of_case
    order = list(Level)
    return max(profile, of_case, key=order.index)
