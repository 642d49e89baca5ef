"""The states of a matter and of an assignment, and the legal moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class MatterState(StrEnum):
    """Where a matter stands. Local step names (六步闭环, 五步) are views on these."""

    REGISTERED = "registered"
    ANSWERED = "answered"
    REFERRED = "referred"
    UNFINISHED = "unfinished"
    UNREACHABLE = "unreachable"
    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    RETURNED = "returned"
    ACKNOWLEDGED = "acknowledged"
    EXTENDED = "extended"
    REPORTED = "reported"
    VERIFIED = "verified"
    CLOSED = "closed"
    TERMINATED = "terminated"
    ARCHIVED = "archived"


_S = MatterState

MATTER_LABELS: Mapping[MatterState, str] = MappingProxyType(
    {
        _S.REGISTERED: "已登记",
        _S.ANSWERED: "当场答复",
        _S.REFERRED: "引导告知",
        _S.UNFINISHED: "登记未完成",
        _S.UNREACHABLE: "无法联系",
        _S.ACCEPTED: "已受理",
        _S.DISPATCHED: "待签收",
        _S.RETURNED: "已退回",
        _S.ACKNOWLEDGED: "办理中",
        _S.EXTENDED: "延期中",
        _S.REPORTED: "已反馈",
        _S.VERIFIED: "已核查",
        _S.CLOSED: "已办结",
        _S.TERMINATED: "已终止",
        _S.ARCHIVED: "已归档",
    }
)

OPEN_MATTER_STATES = frozenset(
    {
        _S.REGISTERED,
        _S.UNFINISHED,
        _S.ACCEPTED,
        _S.DISPATCHED,
        _S.RETURNED,
        _S.ACKNOWLEDGED,
        _S.EXTENDED,
        _S.REPORTED,
        _S.VERIFIED,
    }
)

CLOCK_STOPPED = frozenset({_S.REPORTED, _S.VERIFIED})
"""Open, but the unit has answered: 反馈 stops its clock (practice.md 10); check and closing are the centre's."""

MATTER_MOVES: frozenset[tuple[MatterState, MatterState]] = frozenset(
    {
        (_S.REGISTERED, _S.ANSWERED),
        (_S.REGISTERED, _S.ACCEPTED),
        (_S.REGISTERED, _S.REFERRED),
        (_S.REGISTERED, _S.UNFINISHED),
        (_S.UNFINISHED, _S.ANSWERED),
        (_S.UNFINISHED, _S.ACCEPTED),
        (_S.UNFINISHED, _S.REFERRED),
        (_S.UNFINISHED, _S.UNREACHABLE),
        (_S.ACCEPTED, _S.DISPATCHED),
        (_S.DISPATCHED, _S.RETURNED),
        (_S.DISPATCHED, _S.ACKNOWLEDGED),
        (_S.DISPATCHED, _S.ACCEPTED),  # the dispatcher takes the dispatch back before it is acknowledged
        (_S.RETURNED, _S.DISPATCHED),
        (_S.ACKNOWLEDGED, _S.EXTENDED),
        (_S.EXTENDED, _S.ACKNOWLEDGED),
        (_S.ACKNOWLEDGED, _S.REPORTED),
        (_S.EXTENDED, _S.REPORTED),
        (_S.REPORTED, _S.ACKNOWLEDGED),  # the check found it unsolved: to be done again
        (_S.REPORTED, _S.VERIFIED),
        (_S.REPORTED, _S.CLOSED),
        (_S.VERIFIED, _S.CLOSED),
        (_S.CLOSED, _S.ACKNOWLEDGED),  # done again once, after a follow-up
        (_S.CLOSED, _S.ARCHIVED),
        (_S.TERMINATED, _S.ARCHIVED),
    }
    | {(state, _S.TERMINATED) for state in OPEN_MATTER_STATES}
)


class AssignmentState(StrEnum):
    """Where one unit's share of a matter stands."""

    PENDING = "pending"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"
    REPORTED = "reported"
    WITHDRAWN = "withdrawn"


_A = AssignmentState

ASSIGNMENT_LABELS: Mapping[AssignmentState, str] = MappingProxyType(
    {
        _A.PENDING: "待签收",
        _A.ACKNOWLEDGED: "已签收",
        _A.RETURNED: "已退回",
        _A.REPORTED: "已反馈",
        _A.WITHDRAWN: "已收回",
    }
)

OPEN_ASSIGNMENT_STATES = frozenset({_A.PENDING, _A.ACKNOWLEDGED})

ASSIGNMENT_MOVES: frozenset[tuple[AssignmentState, AssignmentState]] = frozenset(
    {
        (_A.PENDING, _A.ACKNOWLEDGED),
        (_A.PENDING, _A.RETURNED),
        (_A.PENDING, _A.WITHDRAWN),
        (_A.ACKNOWLEDGED, _A.REPORTED),
        (_A.ACKNOWLEDGED, _A.WITHDRAWN),
        (_A.REPORTED, _A.ACKNOWLEDGED),
    }
)


def legal_matter_moves(state: MatterState) -> frozenset[MatterState]:
    """Return the states that a matter in `state` may move to."""
    return frozenset(after for before, after in MATTER_MOVES if before == state)


def legal_assignment_moves(state: AssignmentState) -> frozenset[AssignmentState]:
    """Return the states that an assignment in `state` may move to."""
    return frozenset(after for before, after in ASSIGNMENT_MOVES if before == state)
