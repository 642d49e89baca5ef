"""复杂: a matter whose limit is 3 working days gets 5, when the dispatcher says why (practice.md 10, 1-3-5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desktop.deadlines.rules import Deadline, due, earlier_wins
from desktop.errors import OfficeError
from desktop.limits import clock_runs, kept_sender_dues, put_noted_due, rule_of, rule_of_basis, work_calendar
from desktop.work import Work
from models.matter import Matter

PLAIN, LONGER = "finish", "finish_complex"


def may_be_complex(work: Work, matter: Matter) -> bool:
    """Tell whether a matter's limit runs by the plain step of a scheme that has one for complex matters."""
    basis = (matter.due_days or {}).get("basis")
    plain = rule_of(work, PLAIN, nature=matter.nature)
    longer = rule_of(work, LONGER, nature=matter.nature)
    return (
        clock_runs(matter.state)
        and not matter.complex_reason
        and basis is not None
        and plain is not None
        and longer is not None
        and rule_of_basis(basis) == plain
    )


def complex_limit(work: Work, matter: Matter) -> Deadline:
    """Return a matter's limit by the step for complex matters, from the same start; a sender's earlier date wins.

    OfficeError where its limit is not counted by 1-3-5, or it is marked already.
    """
    if matter.complex_reason:
        raise OfficeError("这件事项已经标为复杂。")
    if not may_be_complex(work, matter):
        raise OfficeError("这件事项的时限不按1-3-5个工作日计算，不用标为复杂。")
    basis: dict[str, Any] = matter.due_days["basis"]
    rule = rule_of(work, LONGER, nature=matter.nature)
    assert rule is not None  # looked at above
    deadline = due(
        rule, datetime.fromisoformat(basis["start"]), work_calendar(work), extension=basis["extension"]
    )
    for sender_due in kept_sender_dues(work, matter):
        deadline = earlier_wins(deadline, sender_due)
    return deadline


def undo_complex(_work: Work, noted: dict[str, Any], matter: Matter | None) -> str:
    """Take the mark and the longer limit away again."""
    if matter is None:
        raise AssertionError("the offer names no matter")
    matter.complex_reason = ""
    put_noted_due(matter, noted["due"])
    return "撤回标为复杂"
