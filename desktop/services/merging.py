"""合并: one trouble that was registered twice goes on under one code; the other code leads there."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.errors import OfficeError
from desktop.merging import check_merge, merge, short
from desktop.moves import held_matter
from desktop.permissions import requires
from desktop.undo import UndoKind, offer_undo
from desktop.versions import expect_version
from desktop.work import Work
from models.values.matter_states import MatterState
from models.values.permissions import Permission
from models.values.text import tidy

REASON_LIMIT = 200
UNDISPATCHED = frozenset({MatterState.REGISTERED, MatterState.UNFINISHED, MatterState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Merged:
    """Two matters in one: which ended, and under which code it goes on."""

    matter_id: int
    into_id: int
    into_short_code: str


@requires(Permission.MATTER_DISPATCH)
def merge_matters(work: Work, *, matter_id: int, version: int, into_id: int, reason: str = "") -> Merged:
    """Merge a matter into another one that is open; its visits, senders' numbers and files go over.

    It ends as 已终止 with the way to the other, its open shares are taken back, a wish for extension ends, the
    first receiver of each stays. OfficeError at `into_id` for what cannot be merged: itself, one that has ended,
    another circle of confidentiality, a matter that is mediated already.
    """
    return _merge(work, matter_id, version, into_id, reason)


@requires(Permission.MATTER_REGISTER)
def join_matter(work: Work, *, matter_id: int, version: int, into_id: int) -> Merged:
    """并入 a registration that proves to be a repeated visit, before any unit was given it (then: merge)."""
    matter = held_matter(work, matter_id)
    if matter.merged_into_id is None and (matter.state not in UNDISPATCHED or matter.assignments):
        raise OfficeError("这件事项已经分流过，合并要由调度员办理。")
    return _merge(work, matter_id, version, into_id, "重复来访。")


def _merge(work: Work, matter_id: int, version: int, into_id: int, reason: str) -> Merged:
    """Hold both, the older first so that two who merge crosswise wait for each other, and merge."""
    held = {wanted: held_matter(work, wanted) for wanted in sorted({matter_id, into_id})}
    matter, into = held[matter_id], held[into_id]
    if into.merged_into_id is not None and into.merged_into_id != matter_id:
        into = held_matter(work, into.merged_into_id)
    check_merge(work, matter, into)
    expect_version(matter, version)
    noted = merge(work, matter, into, _checked(reason))
    work.record("matter:merge", matter, words=f"并入{short(into)}")
    work.record("matter:merge", into, words=f"{short(matter)}并入本事项")
    offer_undo(work, UndoKind.MERGE, words=f"合并（{short(matter)}）"[:100], noted=noted, matter=matter)
    return Merged(matter.id, into.id, short(into))


def _checked(reason: str) -> str:
    """Return why they are one, as kept; OfficeError at `reason` for what is too long."""
    try:
        return tidy(reason, limit=REASON_LIMIT, multiline=True)
    except ValueError as fault:
        raise OfficeError(str(fault), field="reason") from fault
