"""What a check is: a small pure function over the facts of a case, under an id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.dossier.lint.facts import CaseFacts, PartyFacts
from desktop.dossier.lint.rules import Level, Rules

MEDIATOR, PARTY, ARCHIVIST = "调解员", "当事人", "立卷人"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a check found: where, in plain words, who fetches it by when.

    `level` is milder than the profile's where practice.md 26 says so for this very case.
    """

    field: str
    sentence: str
    level: Level | None = None
    who: str = MEDIATOR
    by: date | None = None
    waits: bool = False
    """Nothing is wrong, only not done yet: it keeps the case open, and costs no points."""


Check = Callable[[CaseFacts, Rules], Iterator[Found]]

CHECKS: dict[str, Check] = {}
"""Every check by its id, in the order of mediation.md 5."""


def check(identity: str) -> Callable[[Check], Check]:
    """Enter a function as the check of this id."""

    def enter(function: Check) -> Check:
        assert identity not in CHECKS, identity
        CHECKS[identity] = function
        return function

    return enter


FEW = 5
"""So many parties have a finding each; more share one, which needs one reason and not twenty-three."""


def of_parties(
    parties: Sequence[PartyFacts],
    sentence: Callable[[str], str],
    *,
    place: str = "",
    level: Level | None = None,
    who: str = "",
) -> Iterator[Found]:
    """Yield what is wrong with each of some parties, or with all of them at once where they are many.

    `sentence` is given whom it is about; `place` is the field below a party's own; `who` fetches it, else the party.
    """
    if len(parties) > FEW:
        names = "、".join(party.called for party in parties[:3])
        about = f"{names}等{len(parties)}位当事人"
        yield Found(field="parties", sentence=sentence(about), level=level, who=who or PARTY)
        return
    for party in parties:
        field = f"parties.{party.id}{place}"
        yield Found(field=field, sentence=sentence(party.called), level=level, who=who or party.called)
