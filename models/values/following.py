"""What follows an agreement: 司法确认 with its own states, return visits, the urging of what is owed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

LIMITATION_YEARS = 3
"""民法典 188: the time within which a claim is to be sued for; a demand or a promise begins it anew (195)."""
ENFORCEMENT_YEARS = 2
"""民事诉讼法 250: the time within which the enforcement of a confirmed agreement is to be asked for."""


class CourtState(StrEnum):
    """Where the judicial confirmation of an agreement stands (民事诉讼法 205, 206)."""

    INTENDED = "intended"
    APPLIED = "applied"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


_J = CourtState
COURT_LABELS: Mapping[CourtState, str] = MappingProxyType(
    {
        _J.INTENDED: "有意申请",
        _J.APPLIED: "已申请",
        _J.ACCEPTED: "法院已受理",
        _J.REFUSED: "法院不予受理",
        _J.CONFIRMED: "确认有效",
        _J.DISMISSED: "驳回申请",
        _J.WITHDRAWN: "撤回申请",
    }
)
COURT_MOVES: frozenset[tuple[CourtState | None, CourtState]] = frozenset(
    {
        (None, _J.INTENDED),
        (None, _J.APPLIED),
        (_J.INTENDED, _J.APPLIED),
        (_J.APPLIED, _J.ACCEPTED),
        (_J.APPLIED, _J.REFUSED),
        (_J.APPLIED, _J.WITHDRAWN),
        (_J.ACCEPTED, _J.CONFIRMED),
        (_J.ACCEPTED, _J.DISMISSED),
        (_J.ACCEPTED, _J.WITHDRAWN),
        (_J.REFUSED, _J.APPLIED),  # at the right court, while the 30 days last
        (_J.WITHDRAWN, _J.APPLIED),
    }
)
COURT_OPEN = frozenset({_J.APPLIED, _J.ACCEPTED})
"""The court is still at it: the case is not closed meanwhile."""
BEFORE_COURT = frozenset({None, _J.INTENDED, _J.REFUSED, _J.WITHDRAWN})
"""An application may still be handed in, within the 30 days."""


def legal_court_moves(state: CourtState | None) -> tuple[CourtState, ...]:
    """Return where a confirmation may go; None is one that nobody has spoken of yet."""
    return tuple(after for after in CourtState if (state, after) in COURT_MOVES)


class VisitFinding(StrEnum):
    """How far the agreement was found performed at a return visit."""

    ALL = "all"
    PART = "part"
    NONE = "none"
    NOT_DUE = "not_due"


VISIT_LABELS: Mapping[VisitFinding, str] = MappingProxyType(
    {
        VisitFinding.ALL: "已全部履行",
        VisitFinding.PART: "部分履行",
        VisitFinding.NONE: "没有履行",
        VisitFinding.NOT_DUE: "没有到期",
    }
)


class Satisfaction(StrEnum):
    """What the parties say of the result (practice.md 28)."""

    VERY_GOOD = "very_good"
    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"
    VERY_BAD = "very_bad"
    UNKNOWN = "unknown"


SATISFACTION_LABELS: Mapping[Satisfaction, str] = MappingProxyType(
    {
        Satisfaction.VERY_GOOD: "非常满意",
        Satisfaction.GOOD: "满意",
        Satisfaction.FAIR: "基本满意",
        Satisfaction.BAD: "不满意",
        Satisfaction.VERY_BAD: "非常不满意",
        Satisfaction.UNKNOWN: "未评价/联系不上",
    }
)


class DutyStep(StrEnum):
    """What is done about something that is owed (人民调解法 31)."""

    URGED = "urged"
    PROMISED = "promised"
    DEFERRED = "deferred"
    WAIVED = "waived"
    COURT_TOLD = "court_told"
    ENFORCE_TOLD = "enforce_told"


DUTY_STEP_LABELS: Mapping[DutyStep, str] = MappingProxyType(
    {
        DutyStep.URGED: "督促履行",
        DutyStep.PROMISED: "义务人承诺履行",
        DutyStep.DEFERRED: "各方同意延期履行",
        DutyStep.WAIVED: "权利人放弃",
        DutyStep.COURT_TOLD: "已告知可以起诉",
        DutyStep.ENFORCE_TOLD: "已告知可以申请强制执行",
    }
)
ENDING_STEPS = frozenset({DutyStep.WAIVED, DutyStep.COURT_TOLD, DutyStep.ENFORCE_TOLD})
"""After these the committee follows the obligation no more."""
INTERRUPTING_STEPS = frozenset({DutyStep.URGED, DutyStep.PROMISED, DutyStep.DEFERRED})
"""The creditor's demand and the debtor's promise begin the limitation anew (民法典 195)."""


def years_after(day: date, years: int) -> date:
    """Return the same day some years later; the 29 February becomes the 28th where there is none (民法典 202)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
