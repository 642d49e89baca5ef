"""Sittings of a case: added when they were held, put right afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.entries.mediation import SessionEntry
from desktop.mediation.rows import BEFORE_EFFECT, allow_in, locked_case, move_case, session_and_case
from desktop.mediation.sittings import rewrite_session, write_session
from desktop.permissions import requires
from desktop.versions import expect_version
from desktop.work import Work
from models.values.case_states import CaseState
from models.values.choices import label
from models.values.permissions import Permission

RECORDABLE = BEFORE_EFFECT | {CaseState.EFFECTIVE, CaseState.TERMINATED}
"""A sitting may be typed after the agreement, as long as it was held before; not once the case is closed."""


@dataclass(frozen=True, slots=True)
class SessionKept:
    """A sitting after an act on it, and where its case stands."""

    session_id: int
    case_id: int
    version: int
    case_state: str


@requires(Permission.CASE_EDIT)
def add_session(work: Work, *, case_id: int, entry: SessionEntry) -> SessionKept:
    """Add a sitting (调解记录); the first one begins the mediation. Barred by a party's refusal (人民调解法 17)."""
    case = locked_case(work, case_id)
    allow_in(case, RECORDABLE, "添加调解记录")
    session = write_session(work, case, entry)
    if case.state == CaseState.ACCEPTED:
        move_case(case, CaseState.MEDIATING)
    work.record(
        "case:session:add",
        session,
        words=f"调解一次（{label(entry.kind)}），{label(entry.result)}",
        occurred_at=entry.started_at,
        matter_id=case.matter_id,
    )
    return SessionKept(session.id, case.id, session.version, case.state)


@requires(Permission.CASE_EDIT)
def edit_session(work: Work, *, session_id: int, version: int, entry: SessionEntry) -> SessionKept:
    """Put a sitting right as its form now shows it."""
    session, case = session_and_case(work, session_id)
    typed = {"place": entry.place, "result": entry.result, "participants": entry.participants}
    expect_version(session, version, typed)
    allow_in(case, RECORDABLE, "修改调解记录")
    rewrite_session(work, case, session, entry)
    work.session.flush()
    work.record(
        "case:session:edit",
        session,
        words="修改调解记录",
        occurred_at=work.now,
        matter_id=case.matter_id,
    )
    return SessionKept(session.id, case.id, session.version, case.state)
