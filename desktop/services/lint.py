"""卷宗检查 as a centre has it: levels within their bounds, word lists, figures. Every change works at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.dossier.lint.bounds import lint_bounds
from desktop.dossier.lint.rules import LEVEL_LABELS, SETTING, Level, Rules, national_rules, rules_with
from desktop.dossier.lint.word_lists import FIGURES, WORD_LISTS, figure_words, plain_word
from desktop.errors import FormError, NotFoundError, OfficeError
from desktop.permissions import requires
from desktop.work import Work
from models.centre import Setting
from models.values.permissions import Permission
from models.values.text import tidy

WORD_LIMIT = 20
SAY_LIMIT = 30
MOST_WORDS = 200


@requires(Permission.LINT_EDIT)
def set_lint_level(work: Work, *, check_id: str, level: Level) -> None:
    """Set how grave a check is for this centre, within what practice.md 26 allows; the shipped level is a restore."""
    shipped = national_rules().checks.get(check_id)
    if shipped is None:
        raise NotFoundError("没有找到这项检查。")
    refusal = lint_bounds()[check_id].refusal(level)
    if refusal:
        raise OfficeError(refusal, field="level")
    setting, own = _own(work)
    levels = dict(own.get("levels", {}))
    before = Level(levels.get(check_id, shipped.level))
    if before is level:
        raise OfficeError(f"已经是“{LEVEL_LABELS[level]}”，没有改动。", field="level")
    levels[check_id] = level.value
    if level is shipped.level:
        del levels[check_id]
    _keep(setting, own, "levels", levels)
    words = f"{check_id}“{shipped.title}”由{LEVEL_LABELS[before]}改为{LEVEL_LABELS[level]}"
    work.record("lint:level", setting, words=words)


@requires(Permission.LINT_EDIT)
def add_lint_word(work: Work, *, key: str, word: str, say: str = "") -> None:
    """Add a word to a list; `say` is what to write instead, where the list has that."""
    listed = WORD_LISTS.get(key)
    if listed is None:
        raise NotFoundError("没有找到这个词表。")
    setting, own = _own(work)
    there = rules_with(own).words[key]
    kept, better = _short(word, WORD_LIMIT), _short(say, SAY_LIMIT)
    faults: list[tuple[str, str]] = []
    if kept is None:
        faults.append(("word", f"最多{WORD_LIMIT}个字。"))
    elif not kept:
        faults.append(("word", "请填写要提醒的词。"))
    elif kept in {plain_word(one) for one in there}:
        faults.append(("word", f"“{kept}”已经在这个词表里。"))
    elif kept in listed.never:
        faults.append(("word", f"“{kept}”是正常的写法，不能列入。"))
    elif len(there) >= MOST_WORDS:
        faults.append(("word", f"一个词表最多{MOST_WORDS}个词，请先删去不用的。"))
    if listed.pairs and better is None:
        faults.append(("say", f"最多{SAY_LIMIT}个字。"))
    elif listed.pairs and not better:
        faults.append(("say", "请填写建议怎么写。"))
    elif listed.pairs and better == kept:
        faults.append(("say", "建议的写法和原来的词一样。"))
    if faults:
        raise FormError(faults)
    entry: Any = [kept, better] if listed.pairs else kept
    _keep_words(setting, own, key, [*there, entry])
    told = f"“{kept}”宜写“{better}”" if listed.pairs else f"“{kept}”"
    work.record("lint:words", setting, words=f"词表“{listed.title}”添加{told}")


@requires(Permission.LINT_EDIT)
def remove_lint_word(work: Work, *, key: str, word: str) -> None:
    """Take a word out of a list."""
    if key not in WORD_LISTS:
        raise NotFoundError("没有找到这个词表。")
    setting, own = _own(work)
    there = rules_with(own).words[key]
    rest = [one for one in there if plain_word(one) != word]
    if len(rest) == len(there):
        raise NotFoundError(f"“{word}”已经不在这个词表里。")
    _keep_words(setting, own, key, rest)
    work.record("lint:words", setting, words=f"词表“{WORD_LISTS[key].title}”删去“{word}”")


@requires(Permission.LINT_EDIT)
def restore_lint_words(work: Work, *, key: str) -> None:
    """Give a list the words back that the program ships."""
    if key not in WORD_LISTS:
        raise NotFoundError("没有找到这个词表。")
    setting, own = _own(work)
    if key not in own.get("words", {}):
        raise OfficeError("这个词表没有改过，已经是默认的。")
    _keep(setting, own, "words", {name: value for name, value in own["words"].items() if name != key})
    work.record("lint:restore", setting, words=f"词表“{WORD_LISTS[key].title}”恢复默认")


@requires(Permission.LINT_EDIT)
def set_lint_figure(work: Work, *, key: str, value: int) -> int:
    """Set a figure that a check measures by, e.g. above how many per cent a penalty is high; return it."""
    figure = FIGURES.get(key)
    if figure is None:
        raise NotFoundError("没有找到这个数值。")
    if not figure.least <= value <= figure.most:
        raise OfficeError(f"请填{figure.least}到{figure.most}之间的数。", field=key)
    setting, own = _own(work)
    figures = {**own.get("settings", {}), key: value}
    if value == national_rules().settings[key]:
        del figures[key]
    _keep(setting, own, "settings", figures)
    work.record("lint:figure", setting, words=f"{figure.title}改为{figure_words(figure, value)}")
    return value


def _own(work: Work) -> tuple[Setting, dict[str, Any]]:
    """Return the row of the centre's own changes, held, with a copy of what it has."""
    setting = work.session.get(Setting, SETTING, with_for_update=True)
    if setting is None:
        setting = Setting(key=SETTING, value={})
        work.session.add(setting)
    return setting, dict(setting.value or {})


def _keep_words(setting: Setting, own: Mapping[str, Any], key: str, words: list[Any]) -> None:
    """Write a list; one that is as shipped again is no change."""
    lists = {**own.get("words", {}), key: [list(one) if isinstance(one, tuple) else one for one in words]}
    if (
        tuple(tuple(one) if isinstance(one, list) else one for one in lists[key])
        == national_rules().words[key]
    ):
        del lists[key]
    _keep(setting, own, "words", lists)


def _keep(setting: Setting, own: Mapping[str, Any], part: str, value: Mapping[str, Any]) -> Rules:
    """Write one part of the changes; what is empty is left out. Raises OfficeError for what cannot be read back."""
    changed = {name: old for name, old in {**own, part: dict(value)}.items() if old}
    rules = rules_with(changed)
    setting.value = changed
    return rules


def _short(text: str, limit: int) -> str | None:
    """Return a word as it is kept, None for one that is too long."""
    kept = tidy(text, limit=len(text) * 4)
    return kept if len(kept) <= limit else None
