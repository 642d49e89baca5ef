"""卷宗检查 as the settings show it: every check with its level and source, the word lists, the figures."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.dossier.checking import rules_of
from desktop.dossier.lint.bounds import lint_bounds
from desktop.dossier.lint.rules import Level, Rules, national_rules
from desktop.dossier.lint.word_lists import FIGURES, WORD_LISTS, plain_word
from desktop.permissions import requires
from desktop.work import Work
from models.values.permissions import Permission


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check."""

    check_id: str
    title: str
    level: Level
    shipped: Level
    levels: tuple[Level, ...]
    """Those to choose from."""
    source: str
    why: str
    """Why the others are not allowed."""


@dataclass(frozen=True, slots=True)
class WordRow:
    """One word of a list, with what to write instead; `own` when the centre added it."""

    word: str
    say: str
    own: bool


@dataclass(frozen=True, slots=True)
class WordListRow:
    """One list of words."""

    key: str
    title: str
    effect: str
    pairs: bool
    words: tuple[WordRow, ...]
    changed: bool
    """Not as the program ships it."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure."""

    key: str
    title: str
    unit: str
    value: int
    shipped: int
    yes_or_no: bool


@dataclass(frozen=True, slots=True)
class LintSettings:
    """Everything that can be set."""

    checks: tuple[CheckRow, ...]
    lists: tuple[WordListRow, ...]
    figures: tuple[FigureRow, ...]


@requires(Permission.LINT_EDIT)
def lint_settings(work: Work) -> LintSettings:
    """Return the checks as this centre has them."""
    rules, shipped, bounds = rules_of(work), national_rules(), lint_bounds()
    return LintSettings(
        checks=tuple(
            CheckRow(
                check_id=rule.id,
                title=rule.title,
                level=rule.level,
                shipped=shipped.checks[rule.id].level,
                levels=bounds[rule.id].levels,
                source=bounds[rule.id].source,
                why=bounds[rule.id].why,
            )
            for rule in rules.checks.values()
        ),
        lists=tuple(_word_list(rules, shipped, key) for key in WORD_LISTS),
        figures=tuple(
            FigureRow(
                key,
                figure.title,
                figure.unit,
                int(rules.settings[key]),
                int(shipped.settings[key]),
                figure.yes_or_no,
            )
            for key, figure in FIGURES.items()
        ),
    )


def _word_list(rules: Rules, shipped: Rules, key: str) -> WordListRow:
    """Return a list with its words."""
    known = {plain_word(one) for one in shipped.words[key]}
    words = tuple(
        WordRow(plain_word(one), str(one[1]) if isinstance(one, tuple) else "", plain_word(one) not in known)
        for one in rules.words[key]
    )
    listed = WORD_LISTS[key]
    changed = rules.words[key] != shipped.words[key]
    return WordListRow(key, listed.title, listed.effect, listed.pairs, words, changed)
