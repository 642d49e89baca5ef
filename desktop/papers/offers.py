"""What may be printed of a case or a matter: one line for each paper, with its copies and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, get_type_hints

from desktop.papers.keeping import Editions, of_who_prints, plain, same_facts
from desktop.printing.profile import PaperEntry, form_of
from desktop.results import decoded

BLANK_KIND = "blank:"
"""Before the key of a paper that was printed with what is known, to be filled in by hand."""
KIND_LIMIT = 30


class Fill(StrEnum):
    """How much of a paper is filled in."""

    FILLED = "filled"
    KNOWN = "known"
    BLANK = "blank"


class Owner(StrEnum):
    """What a paper belongs to; decides who may print it."""

    CASE = "case"
    MATTER = "matter"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class PaperOffer:
    """One paper that may be printed where the user stands."""

    key: str
    fill: Fill
    owner: Owner
    owner_id: int
    """The case or the matter; 0 for a wholly blank form."""
    subject_id: int
    """The row that the paper is of: case, session, obligation, agreement, matter, assignment."""
    title: str
    about: str
    """The case's number or the matter's code, to tell apart papers of several."""
    copies: int
    preset: bool = False
    """Whether it is ticked to begin with."""
    blocked: str = ""
    """Why it cannot be printed now; empty when it can."""
    paper_id: int | None = None
    """The newest edition, where it was printed before."""
    edition: int = 0
    issued_at: datetime | None = None
    issued_by: str = ""
    changed: bool = False
    """Whether the facts differ from the newest edition: printing makes another that says so."""
    fixed: bool = False
    """This very edition is to be printed again, whatever the facts are now."""


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What a paper is set from: the key of the profile, its dataclass, and the mark of a corrected edition."""

    key: str
    facts: Any
    edition_mark: str = ""


def kind_of(key: str, fill: Fill) -> str:
    """Return under which kind a paper is kept."""
    return (key if fill is Fill.FILLED else f"{BLANK_KIND}{key}")[:KIND_LIMIT]


def with_edition(editions: Editions, offer: PaperOffer, facts: Any = None) -> PaperOffer:
    """Return an offer that knows its newest edition, and whether these (masked) facts differ from it."""
    paper = editions.newest(kind_of(offer.key, offer.fill), offer.subject_id)
    if paper is None:
        return offer
    changed = facts is not None and not same_facts(
        paper.snapshot, facts, but=frozenset({"phone", "identity_number"}) | of_who_prints(offer.key)
    )
    return replace(
        offer,
        paper_id=paper.id,
        edition=paper.edition,
        issued_at=paper.issued_at,
        issued_by=paper.issued_by,
        changed=changed,
    )


def copies_of(entry: PaperEntry, parties: int, *, blank: bool) -> int:
    """Return how many copies are preset: the profile's; one where a blank form is not for every party."""
    return max(1, entry.copies(parties)) if not blank or entry.copies_per_party else 1


def facts_from(key: str, snapshot: Any) -> Any:
    """Return the dataclass of a paper from the facts that were kept. Raises KeyError for a key that is no paper."""
    make = form_of(key).make
    hints = get_type_hints(make)
    kind = next(hint for name, hint in hints.items() if name != "return")
    return decoded(kind, plain(snapshot))
