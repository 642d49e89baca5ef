"""The legal moves of matters, assignments and cases (practice.md 10, mediation.md 3.2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.case_states import CASE_LABELS, CASE_MOVES, CaseState, legal_case_moves
from models.values.choices import (
    Channel,
    Ending,
    IdentityKind,
    MatterNature,
    SignatureState,
    Willingness,
    label,
    options,
)
from models.values.matter_states import (
    ASSIGNMENT_LABELS,
    ASSIGNMENT_MOVES,
    MATTER_LABELS,
    MATTER_MOVES,
    OPEN_MATTER_STATES,
    AssignmentState,
    MatterState,
    legal_assignment_moves,
    legal_matter_moves,
)

ENDED = {MatterState.ANSWERED, MatterState.REFERRED, MatterState.UNREACHABLE, MatterState.ARCHIVED}


def reachable(moves: frozenset[tuple[str, str]], start: str) -> set[str]:
    """Every state that can be reached from a start."""
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for before, after in moves:
            if before == here and after not in found:
                found.add(after)
                waiting.append(after)
    return found


def test_every_state_is_reached_from_the_registration() -> None:
    assert reachable(MATTER_MOVES, MatterState.REGISTERED) == set(MatterState)
    assert reachable(CASE_MOVES, CaseState.ACCEPTED) == set(CaseState)
    assert reachable(ASSIGNMENT_MOVES, AssignmentState.PENDING) == set(AssignmentState)


def test_every_open_matter_can_end_and_every_ended_one_stays() -> None:
    for state in OPEN_MATTER_STATES:
        assert MatterState.TERMINATED in legal_matter_moves(state)
    for state in ENDED:
        assert legal_matter_moves(state) == frozenset()


@pytest.mark.parametrize(
    ("before", "after", "legal"),
    [
        ("registered", "answered", True),
        ("registered", "accepted", True),
        ("registered", "referred", True),
        ("registered", "unfinished", True),
        ("registered", "dispatched", False),
        ("unfinished", "unreachable", True),
        ("registered", "unreachable", False),
        ("accepted", "dispatched", True),
        ("accepted", "closed", False),
        ("dispatched", "returned", True),
        ("returned", "dispatched", True),
        ("returned", "acknowledged", False),
        ("dispatched", "acknowledged", True),
        ("acknowledged", "extended", True),
        ("extended", "acknowledged", True),
        ("acknowledged", "reported", True),
        ("dispatched", "reported", False),
        ("reported", "closed", True),
        ("reported", "verified", True),
        ("closed", "archived", True),
        ("answered", "closed", False),
        ("archived", "acknowledged", False),
    ],
)
def test_the_moves_of_practice_10(before: str, after: str, legal: bool) -> None:
    assert (MatterState(after) in legal_matter_moves(MatterState(before))) == legal


@pytest.mark.parametrize(
    ("before", "after", "legal"),
    [
        ("accepted", "mediating", True),
        ("accepted", "effective", False),
        ("mediating", "effective", True),  # oral, 人民调解法 30
        ("mediating", "awaiting_signature", True),
        ("awaiting_signature", "effective", True),
        ("awaiting_signature", "mediating", True),
        ("effective", "mediating", True),
        ("effective", "terminated", False),
        ("effective", "closed", True),
        ("terminated", "closed", True),
        ("closed", "mediating", True),  # another agreement after a default (mediation.md 3.2, 23)
        ("closed", "archived", True),
        ("archived", "closed", False),
        ("archived", "mediating", False),
    ],
)
def test_the_moves_of_a_case(before: str, after: str, legal: bool) -> None:
    assert (CaseState(after) in legal_case_moves(CaseState(before))) == legal


@given(st.lists(st.sampled_from(list(MatterState)), max_size=12))
def test_no_walk_leaves_an_end_or_skips_acceptance(wishes: list[MatterState]) -> None:
    state, trail = MatterState.REGISTERED, [MatterState.REGISTERED]
    for wish in wishes:
        if wish in legal_matter_moves(state):
            assert state not in ENDED
            state = wish
            trail.append(state)
    if MatterState.DISPATCHED in trail:
        assert MatterState.ACCEPTED in trail[: trail.index(MatterState.DISPATCHED)]
    if MatterState.CLOSED in trail:
        assert MatterState.REPORTED in trail[: trail.index(MatterState.CLOSED)]


def test_an_acknowledged_share_is_not_handed_back() -> None:
    assert AssignmentState.RETURNED not in legal_assignment_moves(AssignmentState.ACKNOWLEDGED)


def test_every_state_and_choice_has_its_word() -> None:
    assert set(MATTER_LABELS) == set(MatterState)
    assert set(ASSIGNMENT_LABELS) == set(AssignmentState)
    assert set(CASE_LABELS) == set(CaseState)
    for kind in (Channel, Ending, MatterNature, Willingness, SignatureState):
        words = [word for _choice, word in options(kind)]
        assert len(words) == len(set(words)) == len(kind)


def test_equal_values_of_two_enumerations_keep_their_own_words() -> None:
    assert (label(Channel.OTHER), label(IdentityKind.OTHER)) == ("其他", "其他证件")
