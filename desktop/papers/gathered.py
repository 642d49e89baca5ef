"""What fills in which paper of a case, wherever it is printed from, and of which rows each may be made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from desktop.dossier.contents import natural
from desktop.dossier.drawn import DRAWN
from desktop.papers.letters import LETTERS, Subject, letter_subjects
from desktop.papers.of_case import GATHERED, CaseFacts

_ITS_OWN_WAY = frozenset({"agreement"})
"""Issued for signing in its own part of the case's page."""

FILLED: Mapping[str, Callable[[CaseFacts, int], Any]] = {
    **LETTERS,
    **{key: make for key, make in DRAWN.items() if key not in _ITS_OWN_WAY},
    **GATHERED,
}
"""By the key of the profile: what fills a paper in. Papers that are not here are printed for the hand."""


def further_subjects(facts: CaseFacts, key: str) -> Iterator[Subject]:
    """Yield of which rows a paper that is no part of the agreement's own course may be printed filled in."""
    if key in LETTERS:
        yield from letter_subjects(facts, key)
    elif key in DRAWN and key not in _ITS_OWN_WAY:
        yield from (Subject(number, called) for number, called in natural(facts, key))
