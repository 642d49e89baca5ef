"""Finding matters by somebody's whole telephone or ID number: an act of its own, with an event (practice.md 12)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.errors import OfficeError
from desktop.people import search_secret
from desktop.permissions import requires
from desktop.queries.history import merged_into
from desktop.queries.worklist import rows_of
from desktop.search.find import Numbers, find, is_whole_number
from desktop.search.keys import KeyKind
from desktop.visibility import sight_of
from desktop.work import Work
from models.values.permissions import Permission

MOST = 200


@dataclass(frozen=True, slots=True)
class NumberFound:
    """The matters of a number, the newest first, as far as the account may see them; `by` is 电话 or 证件号."""

    by: str
    matter_ids: tuple[int, ...]


@requires(Permission.MATTER_READ)
def find_by_number(work: Work, *, text: str) -> NumberFound:
    """Find the matters of a whole telephone or ID number; a merged one stands for the one that it went into.

    The event says that somebody looked, by what kind of number and how much was found, never the number.
    """
    if not is_whole_number(text):
        raise OfficeError("请填写完整的电话或证件号码。", field="text")
    hits = find(
        work.session.connection(),
        text,
        secret=search_secret(work),
        limit=MOST,
        sight=sight_of(work.who),
        numbers=Numbers.ONLY,
    )
    by = "证件号" if _looks_like_identity(text, {hit.kind for hit in hits}) else "电话"
    found = [hit.matter_id for hit in hits]
    older = merged_into(work, found)
    there = {row.matter_id for row in rows_of(work, set(older.values()))}  # of those that one may see
    lead = {younger: into for younger, into in older.items() if into in there}
    ids = tuple(sorted({lead.get(matter_id, matter_id) for matter_id in found}, reverse=True))
    work.record("search:number", None, words=f"按{by}查找，找到{len(ids)}件")
    return NumberFound(by, ids)


def _looks_like_identity(text: str, kinds: set[str]) -> bool:
    """Tell whether it was an ID number: by what was found, else by its length."""
    if kinds:
        return KeyKind.IDENTITY_HASH in kinds
    return sum(map(str.isalnum, text)) >= 15 or text.strip()[:1].isalpha()
