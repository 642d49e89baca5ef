"""The dispatcher marks a matter 复杂 with a reason: its limit becomes the longer one of its scheme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.complexity import complex_limit
from desktop.limits import due_as_noted, put_due
from desktop.moves import held_matter
from desktop.permissions import requires
from desktop.undo import UndoKind, offer_undo
from desktop.unit_acts import needed_words
from desktop.versions import expect_version
from desktop.work import Work
from models.values.dates import moment_in_sentences
from models.values.permissions import Permission

REASON_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Marked:
    """A matter that was marked, and when it is due now."""

    matter_id: int
    due_at: datetime | None


@requires(Permission.MATTER_DISPATCH)
def mark_complex(work: Work, *, matter_id: int, version: int, reason: str) -> Marked:
    """Mark a matter 复杂: 5 working days from acceptance in the place of 3, a granted extension on top of it.

    OfficeError without a reason, or where the limit is not counted by 1-3-5.
    """
    matter = held_matter(work, matter_id)
    expect_version(matter, version)
    kept = needed_words(reason, "reason", "请写明为什么复杂。", limit=REASON_LIMIT)
    longer = complex_limit(work, matter)
    before = due_as_noted(matter)
    put_due(matter, longer)
    matter.complex_reason = kept
    work.record("matter:complex", matter, words=f"标为复杂，{moment_in_sentences(longer.due_at)}到期")
    offer_undo(work, UndoKind.COMPLEX, words="标为复杂", noted={"due": before}, matter=matter)
    return Marked(matter.id, matter.due_at)
