"""The states of a mediation case and of its agreement, and the legal moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class CaseState(StrEnum):
    """Where a mediation case stands; performance is followed beside it and goes on after closing."""

    ACCEPTED = "accepted"
    MEDIATING = "mediating"
    PAUSED = "paused"
    AWAITING_SIGNATURE = "awaiting_signature"
    EFFECTIVE = "effective"
    TERMINATED = "terminated"
    TRANSFERRED = "transferred"
    CLOSED = "closed"
    ARCHIVED = "archived"


_C = CaseState

CASE_LABELS: Mapping[CaseState, str] = MappingProxyType(
    {
        _C.ACCEPTED: "已受理",
        _C.MEDIATING: "调解中",
        _C.PAUSED: "暂停调解",
        _C.AWAITING_SIGNATURE: "待签协议",
        _C.EFFECTIVE: "协议生效",
        _C.TERMINATED: "终止调解",
        _C.TRANSFERRED: "已移送",
        _C.CLOSED: "结案",
        _C.ARCHIVED: "归档",
    }
)

CASE_MOVES: frozenset[tuple[CaseState, CaseState]] = frozenset(
    {
        (_C.ACCEPTED, _C.MEDIATING),
        (_C.ACCEPTED, _C.TERMINATED),
        (_C.ACCEPTED, _C.PAUSED),
        (_C.MEDIATING, _C.PAUSED),
        (_C.PAUSED, _C.ACCEPTED),  # before the first session
        (_C.PAUSED, _C.MEDIATING),
        (_C.PAUSED, _C.TERMINATED),
        *((state, _C.TRANSFERRED) for state in (_C.ACCEPTED, _C.MEDIATING, _C.PAUSED, _C.AWAITING_SIGNATURE)),
        (_C.MEDIATING, _C.AWAITING_SIGNATURE),
        (_C.MEDIATING, _C.EFFECTIVE),  # an oral agreement: effective on the day it is reached (人民调解法 30)
        (_C.MEDIATING, _C.TERMINATED),
        (_C.AWAITING_SIGNATURE, _C.MEDIATING),  # a party takes its word back before signing
        (_C.AWAITING_SIGNATURE, _C.EFFECTIVE),
        (_C.AWAITING_SIGNATURE, _C.TERMINATED),
        (_C.EFFECTIVE, _C.CLOSED),
        (
            _C.EFFECTIVE,
            _C.MEDIATING,
        ),  # both want another agreement: a supplement, or one in place of the first
        (_C.TERMINATED, _C.CLOSED),
        (_C.TRANSFERRED, _C.CLOSED),
        # in default after the closing both want another agreement; 结案 stands, and the case returns to it
        (_C.CLOSED, _C.MEDIATING),
        (_C.CLOSED, _C.ARCHIVED),
    }
)

OPEN_CASE_STATES = frozenset(CaseState) - {_C.CLOSED, _C.ARCHIVED}


def legal_case_moves(state: CaseState) -> frozenset[CaseState]:
    """Return the states that a case in `state` may move to."""
    return frozenset(after for before, after in CASE_MOVES if before == state)
