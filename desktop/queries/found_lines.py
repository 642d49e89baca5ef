"""What a search finds, as it may leave the screen: the names of people masked, numbers never."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop.clock import day_of
from desktop.permissions import requires
from desktop.queries.history import found_matters
from desktop.queries.worklist import rows_of
from desktop.work import Work
from models.matter import Visit, VisitPerson
from models.values.masking import mask_in_text, mask_name
from models.values.permissions import Permission

LIMIT = 50


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One matter as a line of a list that leaves the screen (practice.md 12: 张* in exports)."""

    code: str
    day: date
    state_words: str
    title: str


@requires(Permission.MATTER_READ)
def found_lines(work: Work, *, text: str, ids: tuple[int, ...] | None = None) -> tuple[FoundLine, ...]:
    """Return what F3 finds for a text, at most LIMIT matters that this account may see.

    `ids` are the matters that `find_by_number` gave for somebody's whole number.
    """
    rows = (
        [row for _why, row in found_matters(work, text=text, limit=LIMIT)]
        if ids is None
        else list(rows_of(work, ids[:LIMIT]))
    )
    names: dict[int, set[str]] = {}
    people = (
        select(Visit.matter_id, VisitPerson.name)
        .join(VisitPerson, VisitPerson.visit_id == Visit.id)
        .where(Visit.matter_id.in_([row.matter_id for row in rows]), VisitPerson.person_id.is_not(None))
    )
    for matter_id, name in work.session.execute(people):
        names.setdefault(matter_id, set()).add(name)
    return tuple(
        FoundLine(
            row.code,
            day_of(row.happened_at),
            row.state_words,
            _masked(row.title, names.get(row.matter_id, set())),
        )
        for row in rows
    )


def _masked(title: str, names: set[str]) -> str:
    """Return a title with the names of people masked, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        title = title.replace(name, mask_name(name))
    return mask_in_text(title)
