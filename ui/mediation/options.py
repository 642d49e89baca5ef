"""What a list or a row of choices offers: words of an enumeration, each with its number."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from desktop.queries.codes import initials
from models.values.choices import options
from ui.widgets.combo import Option
from ui.widgets.segments import Choice

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)


def listed(words: Iterable[tuple[str, str]]) -> list[Option]:
    """Lines of a list from (value, word), found by number and by pinyin initials."""
    return [
        Option(str(value), word, (str(number), *initials(word)))
        for number, (value, word) in enumerate(words, start=1)
    ]


def listed_choices(kind: type[ChoiceT], *, but: Iterable[ChoiceT] = ()) -> list[Option]:
    """Lines of a list from an enumeration, leaving some out."""
    left_out = set(but)
    return listed((choice.value, word) for choice, word in options(kind) if choice not in left_out)


def numbered(kind: type[ChoiceT]) -> list[Choice]:
    """An enumeration side by side, each chosen by its number from 1."""
    return [Choice(choice.value, word, str(at)) for at, (choice, word) in enumerate(options(kind), start=1)]
