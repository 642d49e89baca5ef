"""合并: the rows of one matter go over to another, so that only its code leads there; and back again by an undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from desktop.errors import OfficeError
from desktop.extensions import end_asked
from desktop.limits import due_as_noted, heed_senders, put_due, put_noted_due
from desktop.matter_index import reindex
from desktop.moves import move_assignment, move_matter, put_matter_back
from desktop.visibility import spread
from desktop.work import Work
from models.attachment import Attachment
from models.matter import Assignment, Extension, ExternalNumber, Matter, Visit, VisitPerson
from models.mediation import MediationCase
from models.values.matter_states import (
    MATTER_LABELS,
    OPEN_ASSIGNMENT_STATES,
    OPEN_MATTER_STATES,
    AssignmentState,
    MatterState,
)

GOING: Mapping[str, Any] = {
    "visit": Visit,
    "visit_person": VisitPerson,
    "external_number": ExternalNumber,
    "attachment": Attachment,
}
"""What goes over. Shares, notes and papers stay where they were made: they are history of that code."""


def short(matter: Matter) -> str:
    """Return a matter's code without the area."""
    return matter.code.partition("-")[2]


def check_merge(work: Work, matter: Matter, into: Matter) -> None:
    """Refuse, at the field `into_id`, what cannot be merged."""
    where = "into_id"
    if matter.merged_into_id is not None:
        gone = work.session.get(Matter, matter.merged_into_id)
        raise OfficeError(f"这件事项已并入{short(gone)}。" if gone else "这件事项已经并入别的事项。")
    if matter is into:
        raise OfficeError("不能并入自己，请选另一件事项。", field=where)
    if MatterState(matter.state) not in OPEN_MATTER_STATES:
        raise OfficeError(f"这件事项“{MATTER_LABELS[MatterState(matter.state)]}”，不能再合并。")
    if MatterState(into.state) not in OPEN_MATTER_STATES:
        state = MATTER_LABELS[MatterState(into.state)]
        raise OfficeError(f"{short(into)}“{state}”，不能并入，请选一件在办的事项。", field=where)
    if (matter.confidential, matter.concerned_unit_id) != (into.confidential, into.concerned_unit_id):
        raise OfficeError("两件事项的保密范围不同，不能合并，以免不该看的人看到。", field=where)
    if work.session.scalar(select(MediationCase.id).where(MediationCase.matter_id == matter.id)) is not None:
        raise OfficeError(
            "这件事项已立调解案件，不能并入别的事项。", field=where, todo="可以反过来，把另一件并入这件。"
        )


def merge(work: Work, matter: Matter, into: Matter, reason: str) -> dict[str, Any]:
    """Let `matter` end in `into`; return what an undo needs, as JSON."""
    noted: dict[str, Any] = {
        "into_id": into.id,
        "matters": [into.id],
        "into_due": due_as_noted(into),
        "into_urgent": into.urgent,
        "state": matter.state,
        "due": due_as_noted(matter),
        "outcome": matter.outcome,
        "shares": [
            [share.id, share.state] for share in matter.assignments if share.state in OPEN_ASSIGNMENT_STATES
        ],
        "asked": end_asked(work, matter),
        "gone": _go_over(work, matter, into),
    }
    move_matter(matter, MatterState.TERMINATED)
    for share in matter.assignments:
        if share.state in OPEN_ASSIGNMENT_STATES:
            move_assignment(share, AssignmentState.WITHDRAWN)
            share.ended_at = work.now
    matter.merged_into_id = into.id
    matter.ended_at = work.now
    matter.outcome = f"并入{short(into)}。{reason}".strip()
    put_due(matter, None)
    into.urgent = into.urgent or matter.urgent
    _settle(work, matter, into)
    return noted


def part_again(work: Work, noted: Mapping[str, Any], matter: Matter, into: Matter) -> None:
    """Put two merged matters back as they were before."""
    session = work.session
    for name, ids in noted["gone"].items():
        for row in session.scalars(select(GOING[name]).where(GOING[name].id.in_(ids))):
            row.matter_id, row.seen = matter.id, matter.seen
    for share_id, state in noted["shares"]:
        share = session.get_one(Assignment, share_id)
        share.state, share.ended_at = state, None
    for extension_id, state in noted["asked"]:
        session.get_one(Extension, extension_id).state = state
    put_matter_back(matter, MatterState(noted["state"]))
    matter.merged_into_id, matter.ended_at, matter.outcome = None, None, noted["outcome"]
    put_noted_due(matter, noted["due"])
    put_noted_due(into, noted["into_due"])
    into.urgent = noted["into_urgent"]
    _settle(work, matter, into, heed=False)


def _go_over(work: Work, matter: Matter, into: Matter) -> dict[str, list[int]]:
    """Hang visits, people, senders' numbers and files of one matter under another; return which rows went."""
    session = work.session
    had = {(row.system, row.number) for row in into.external_numbers}
    gone: dict[str, list[int]] = {}
    for name, table in GOING.items():
        ids = gone[name] = []
        for row in session.scalars(select(table).where(table.matter_id == matter.id).order_by(table.id)):
            if isinstance(row, ExternalNumber) and (row.system, row.number) in had:
                continue
            row.matter_id, row.seen = into.id, into.seen
            ids.append(row.id)
    return gone


def _settle(work: Work, matter: Matter, into: Matter, *, heed: bool = True) -> None:
    """Bring limits, sight and search of both up to date."""
    session = work.session
    session.flush()
    for one in (matter, into):
        session.expire(one, ["visits", "external_numbers"])
    if heed:
        heed_senders(work, into)
    spread(session, into)
    spread(session, matter)
    reindex(work, into)
    reindex(work, matter)
