"""延期: the limit made longer by days of its own rule, and wishes that end because the matter went on without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from desktop.deadlines.rules import DayUnit, Deadline
from desktop.errors import OfficeError
from desktop.limits import kept_sender_dues, recounted, rule_of_basis, work_calendar
from desktop.work import Work
from models.matter import Extension, Matter
from models.staff import Staff
from models.values.extensions import ExtensionState

SMALL_STAFF = 4
"""Below so many people at work the director may grant what he asked for himself, as 本人核准 (practice.md 6)."""
MOST_LONGER = 365
"""Days by which a limit is made longer at a time: no source gives a figure, and one mistyped must not stand."""
UNIT_WORDS = {DayUnit.WORKING: "个工作日", DayUnit.NATURAL: "天"}


def longer_limit(work: Work, matter: Matter, days: int) -> Deadline:
    """Return a matter's limit with so many days more, in the unit of its own rule.

    OfficeError at `days` where there is no limit of the centre's own, the rule allows no more, or a sender's date
    would hold all the same.
    """
    kept: Mapping[str, Any] = matter.due_days or {}
    basis = kept.get("basis")
    if matter.due_at is None:
        raise OfficeError("这件事项没有时限，不用延期。", field="days")
    if basis is None:
        raise OfficeError(
            "这个时限是来文单位定的，中心不能批准延期。", field="days", todo="请与来文单位联系。"
        )
    if days < 1:
        raise OfficeError("延期的天数从1开始填写。", field="days")
    if days > MOST_LONGER:
        raise OfficeError(f"一次最多延期{MOST_LONGER}{unit_words(matter)}。", field="days")
    try:
        longer = recounted(
            kept,
            kept_sender_dues(work, matter),
            work_calendar(work),
            extension=basis["extension"] + days,
        )
    except ValueError as fault:
        raise OfficeError(str(fault), field="days") from fault
    if longer is None or longer.due_at <= matter.due_at:
        raise OfficeError(
            "来文单位要求的日期更早，延期也不会改变到期时间。", field="days", todo="请与来文单位联系。"
        )
    return longer


def unit_words(matter: Matter) -> str:
    """Return in what a matter's limit is counted: 个工作日 or 天; '' without a limit of the centre's own."""
    basis = (matter.due_days or {}).get("basis")
    return UNIT_WORDS[rule_of_basis(basis).unit] if basis else ""


def asked_extension(work: Work, matter: Matter) -> Extension | None:
    """Return the wish that waits for a decision."""
    return work.session.scalar(
        select(Extension).where(Extension.matter_id == matter.id, Extension.state == ExtensionState.ASKED)
    )


def end_asked(work: Work, matter: Matter) -> list[list[Any]]:
    """End a wish that nobody needs to decide any more; return [id, state before] of each, for an undo."""
    asked = asked_extension(work, matter)
    if asked is None:
        return []
    asked.state = ExtensionState.ENDED
    return [[asked.id, ExtensionState.ASKED.value]]


def is_small(work: Work) -> bool:
    """Tell whether so few people work here that nobody else may be there to decide."""
    at_work = select(func.count()).select_from(Staff).where(Staff.active)
    return int(work.session.scalar(at_work) or 0) < SMALL_STAFF
