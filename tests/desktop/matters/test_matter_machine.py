"""The state machine of matters: any acts of anybody in any order, on both engines, and what must hold after each."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.database.verify import verify
from desktop.entries.matters import EndingEntry
from desktop.errors import OfficeError
from desktop.queries.undoing import undo_offer
from desktop.services.closing import (
    archive_matter,
    close_matter,
    reopen_matter,
    terminate_matter,
    verify_matter,
)
from desktop.services.complexity import mark_complex
from desktop.services.dispatching import (
    Share,
    acknowledge_assignment,
    dispatch_matter,
    note_action,
    report_assignment,
    return_assignment,
    take_back_dispatch,
    withdraw_assisting,
)
from desktop.services.extending import ask_extension, decline_extension, grant_extension
from desktop.services.merging import join_matter, merge_matters
from desktop.services.registering import (
    finish_registration,
    give_up_contact,
    note_contact_attempt,
    register_matter,
)
from desktop.services.risk import set_risk
from desktop.services.undoing import undo_last
from desktop.services.visits import join_visit
from desktop.unit_acts import OnBehalf
from models.matter import Assignment, Extension, Matter, Visit
from models.values.choices import AssignmentRole, Ending, MatterNature, RecordedHow, RiskLevel
from models.values.matter_states import (
    MATTER_MOVES,
    OPEN_ASSIGNMENT_STATES,
    OPEN_MATTER_STATES,
    MatterState,
)
from models.values.permissions import Role

ALLOWED: dict[Callable[..., Any], frozenset[Role]] = {
    use_case: frozenset(roles)
    for use_case, roles in (
        (register_matter, {Role.RECEPTIONIST, Role.DISPATCHER, Role.DIRECTOR}),
        (finish_registration, {Role.RECEPTIONIST, Role.DISPATCHER, Role.DIRECTOR}),
        (join_visit, {Role.RECEPTIONIST, Role.DISPATCHER, Role.DIRECTOR}),
        (join_matter, {Role.RECEPTIONIST, Role.DISPATCHER, Role.DIRECTOR}),
        (note_contact_attempt, {Role.RECEPTIONIST, Role.DISPATCHER, Role.DIRECTOR}),
        (give_up_contact, {Role.RECEPTIONIST, Role.DISPATCHER, Role.DIRECTOR}),
        (dispatch_matter, {Role.DISPATCHER, Role.DIRECTOR}),
        (take_back_dispatch, {Role.DISPATCHER, Role.DIRECTOR}),
        (withdraw_assisting, {Role.DISPATCHER, Role.DIRECTOR}),
        (merge_matters, {Role.DISPATCHER, Role.DIRECTOR}),
        (mark_complex, {Role.DISPATCHER, Role.DIRECTOR}),
        (acknowledge_assignment, {Role.CASE_OFFICER, Role.MEDIATOR, Role.DISPATCHER, Role.DIRECTOR}),
        (return_assignment, {Role.CASE_OFFICER, Role.MEDIATOR, Role.DISPATCHER, Role.DIRECTOR}),
        (note_action, {Role.CASE_OFFICER, Role.MEDIATOR, Role.DISPATCHER, Role.DIRECTOR}),
        (report_assignment, {Role.CASE_OFFICER, Role.MEDIATOR, Role.DISPATCHER, Role.DIRECTOR}),
        (ask_extension, {Role.CASE_OFFICER, Role.MEDIATOR, Role.DISPATCHER, Role.DIRECTOR}),
        (grant_extension, {Role.DIRECTOR}),
        (decline_extension, {Role.DIRECTOR}),
        (verify_matter, {Role.DIRECTOR}),
        (close_matter, {Role.DIRECTOR}),
        (terminate_matter, {Role.DIRECTOR}),
        (reopen_matter, {Role.DIRECTOR}),
        (set_risk, {Role.DIRECTOR}),
        (archive_matter, {Role.ARCHIVIST}),
    )
}
"""Who may do what, by practice.md 10: written here once more by hand, not read from the program."""
ACTS = list(ALLOWED)


class World:
    """A centre, its matters as they stood before an act, and what holds after it."""

    def __init__(self, place: str) -> None:
        self.office = factories.open_office(place)
        self.people = factories.people_of(self.office)
        self.told: list[str] = []
        for ending in (Ending.ACCEPT, Ending.ACCEPT, Ending.UNFINISHED):
            self.act(Role.RECEPTIONIST, register_matter, random.Random(1), ending=ending)

    def rows(self) -> tuple[dict[int, Any], list[Any], list[Any], int]:
        """Matters by id, shares, wishes, number of visits."""
        with Session(self.office.engine) as session:
            matters = session.execute(
                select(
                    Matter.id, Matter.state, Matter.version, Matter.first_receiver_id, Matter.ended_at,
                    Matter.due_at, Matter.merged_into_id,
                ).order_by(Matter.id)
            ).all()  # fmt: skip
            shares = session.execute(
                select(
                    Assignment.id, Assignment.matter_id, Assignment.unit_id, Assignment.role,
                    Assignment.state, Assignment.version,
                ).order_by(Assignment.id)
            ).all()  # fmt: skip
            wishes = session.execute(select(Extension.id, Extension.version, Extension.state)).all()
            visits = len(session.execute(select(Visit.id)).all())
        return {row.id: row for row in matters}, list(shares), list(wishes), visits

    def act(self, role: Role, use_case: Callable[..., Any], rng: random.Random, **fixed: Any) -> None:
        """Let somebody try something, and look at everything afterwards."""
        before, shares, wishes, visits = self.rows()
        words = self._words(role, use_case, rng, before, shares, wishes, **fixed)
        if words is None:
            return
        self.office.who = self.people[role]
        try:
            self.office.perform(use_case, **words)
        except OfficeError:
            assert self.rows() == (before, shares, wishes, visits), "what was refused changed nothing"
            return
        self.told.append(f"{role} {use_case.__name__} {words}")
        assert role in ALLOWED[use_case], f"{role} may not {use_case.__name__}"
        self.look(before, undone=False)
        if rng.random() < 0.3 and self.office.ask(undo_offer) is not None:
            after = self.rows()[0]
            self.told.append("undo")
            self.office.perform(undo_last)
            self.look(after, undone=True)
            assert {key: row.state for key, row in self.rows()[0].items()} == {
                key: row.state for key, row in before.items()
            }, "the undo puts every state back"
            assert {key: row.due_at for key, row in self.rows()[0].items()} == {
                key: row.due_at for key, row in before.items()
            }, "and every limit"

    def look(self, before: dict[int, Any], *, undone: bool) -> None:
        """No illegal move, no lost first receiver, no open matter without an owner, no visit without a matter."""
        after, shares, _wishes, _visits = self.rows()
        for key, row in after.items():
            state = MatterState(row.state)
            if key in before and before[key].state != state and not undone:
                assert (MatterState(before[key].state), state) in MATTER_MOVES
            assert row.first_receiver_id is not None
            assert key not in before or before[key].first_receiver_id == row.first_receiver_id
            is_open = state in OPEN_MATTER_STATES
            assert is_open == (row.ended_at is None), "\n".join(self.told[-14:])
            assert is_open or row.due_at is None
            assert row.merged_into_id is None or state == MatterState.TERMINATED
            mine = [share for share in shares if share.matter_id == key]
            leads = [
                share
                for share in mine
                if share.role == AssignmentRole.LEAD and share.state in OPEN_ASSIGNMENT_STATES
            ]
            assert len(leads) == (
                state in {MatterState.DISPATCHED, MatterState.ACKNOWLEDGED, MatterState.EXTENDED}
            ), "\n".join(
                [*self.told[-8:], f"{state}: {mine}"]
            )  # else the dispatcher, the director or the first receiver has it
            if not is_open:
                assert not [share for share in mine if share.state in OPEN_ASSIGNMENT_STATES]

    def _words(
        self,
        role: Role,
        use_case: Callable[..., Any],
        rng: random.Random,
        matters: dict[int, Any],
        shares: list[Any],
        wishes: list[Any],
        **fixed: Any,
    ) -> dict[str, Any] | None:
        """Return the arguments of an act on something chosen by chance; None where there is nothing to act on."""
        if use_case is register_matter:
            ending = fixed.get("ending") or rng.choice(list(Ending))
            nature = rng.choice([MatterNature.LIVELIHOOD, MatterNature.DISPUTE])
            return {
                "entry": factories.matter_entry(nature=nature),
                "ending": EndingEntry(ending, "答复了", referred_to="人社局"),
            }
        matter = matters[rng.choice(list(matters))]
        units = [factories.JUSTICE, factories.COMMITTEE, factories.POLICE]
        rng.shuffle(units)
        words = {"matter_id": matter.id, "version": matter.version}
        whole: dict[Callable[..., Any], dict[str, Any]] = {
            finish_registration: words | {"ending": EndingEntry(Ending.ACCEPT)},
            join_visit: {"matter_id": matter.id, "entry": factories.matter_entry()},
            join_matter: words | {"into_id": rng.choice(list(matters))},
            merge_matters: words | {"into_id": rng.choice(list(matters))},
            note_contact_attempt: {"matter_id": matter.id, "note": "没有接"},
            give_up_contact: words,
            dispatch_matter: words
            | {"lead": Share(units[0]), "assisting": (Share(units[1]),) if rng.random() < 0.3 else ()},
            take_back_dispatch: words,
            mark_complex: words | {"reason": "几家都牵连"},
            verify_matter: words | {"solved": rng.random() < 0.5, "note": "电话核查"},
            close_matter: words | {"outcome": "办好了"},
            terminate_matter: words | {"reason": "诉求人撤回"},
            reopen_matter: words | {"reason": "回访不满意"},
            archive_matter: words,
            set_risk: words
            | {
                "level": RiskLevel.LOW,
                "reason": "情绪激动",
                "told": "村支书",
                "review_on": (self.office.clock.now() + timedelta(days=3)).date(),
            },
        }
        if use_case in whole:
            return whole[use_case]
        if use_case in {grant_extension, decline_extension}:
            if not wishes:
                return None
            wish = rng.choice(wishes)
            return {"extension_id": wish.id, "version": wish.version, "note": "看过了"}
        return self._unit_words(role, use_case, rng, shares)

    def _unit_words(
        self, role: Role, use_case: Callable[..., Any], rng: random.Random, shares: list[Any]
    ) -> dict[str, Any] | None:
        """Return the arguments of a unit's act."""
        live = [share for share in shares if share.state in OPEN_ASSIGNMENT_STATES] or shares
        if not live:
            return None
        share = rng.choice(live)
        words: dict[str, Any] = {"assignment_id": share.id, "version": share.version}
        if use_case is withdraw_assisting:
            return words
        if role in {Role.DISPATCHER, Role.DIRECTOR, Role.RECEPTIONIST}:
            words["on_behalf"] = OnBehalf("所长 何伟", RecordedHow.PHONE)
        if use_case is note_action:
            del words["version"]
        more: dict[Callable[..., Any], dict[str, Any]] = {
            return_assignment: {"reason": "不归本单位管"},
            note_action: {"text": "到现场看过"},
            report_assignment: {"text": "办好了", "solved": True},
            ask_extension: {"days": 2, "reason": "等配件"},
        }
        return words | more.get(use_case, {})


LIKELY = [
    (Role.DISPATCHER, dispatch_matter),
    (Role.CASE_OFFICER, acknowledge_assignment),
    (Role.DISPATCHER, acknowledge_assignment),
    (Role.CASE_OFFICER, report_assignment),
    (Role.DISPATCHER, report_assignment),
    (Role.DISPATCHER, ask_extension),
    (Role.DIRECTOR, grant_extension),
    (Role.DISPATCHER, return_assignment),
    (Role.DIRECTOR, verify_matter),
    (Role.DIRECTOR, close_matter),
    (Role.ARCHIVIST, archive_matter),
    (Role.DIRECTOR, reopen_matter),
    (Role.DISPATCHER, merge_matters),
]
ANY_ACT = st.tuples(st.sampled_from(list(Role)), st.sampled_from(ACTS))


@pytest.fixture
def world(centre_place: str) -> Any:
    """A fresh centre with three registrations."""
    world = World(centre_place)
    yield world
    world.office.close()


@given(
    steps=st.lists(st.one_of(st.sampled_from(LIKELY), ANY_ACT), min_size=10, max_size=25),
    seed=st.integers(0, 999),
)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_acts_in_any_order(world: World, steps: list[tuple[Role, Callable[..., Any]]], seed: int) -> None:
    """The examples go on in one centre, so that later ones begin with matters in every state."""
    rng = random.Random(seed)
    for role, use_case in steps:
        world.act(role, use_case, rng)
    assert all(check.sound for check in verify(world.office.engine).checks)


def test_the_machine_reaches_its_states(world: World) -> None:
    rng = random.Random(7)
    reached: set[str] = set()
    for turn in range(220):
        use_case = rng.choice(ACTS)
        role = rng.choice(sorted(ALLOWED[use_case]))
        if turn % 2:
            role, use_case = rng.choice(LIKELY)
        world.act(role, use_case, rng)
        reached |= {row.state for row in world.rows()[0].values()}
    states = MatterState
    way = {states.DISPATCHED, states.ACKNOWLEDGED, states.REPORTED, states.VERIFIED, states.CLOSED}
    assert reached >= way | {states.TERMINATED}, "else the invariants were looked at in the first states only"
