"""Whatever is tried in whatever order: a case moves only along its legal moves, and a refused act changes nothing."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from mediation_stories import ACCEPTED, Story, person

import factories
from desktop.database.verify import verify
from desktop.entries.mediation import AgreementEntry, HolderEntry, ObligationEntry, StepEntry
from desktop.errors import OfficeError
from desktop.queries.case_views import CaseAct, CaseView
from desktop.services.mediation.agreements import (
    reach_oral_agreement,
    retract_agreement,
    save_agreement,
)
from desktop.services.mediation.anew import keep_old_agreement, renew_agreement
from desktop.services.mediation.cases import close_case, terminate_case
from desktop.services.mediation.course import (
    extend_term,
    leave_party,
    pause_case,
    resume_case,
    transfer_case,
)
from desktop.services.mediation.parties import add_party, record_consent, tell_rights
from desktop.services.mediation.performing import perform_obligation
from desktop.services.mediation.printing import issue_agreement
from desktop.services.mediation.sessions import add_session
from desktop.services.mediation.signing import record_signatures
from models.values.case_states import CASE_MOVES, CaseState
from models.values.case_steps import LeaveGround, PauseGround
from models.values.choices import (
    AgreementForm,
    ConsentHow,
    PartySide,
    SessionResult,
    SignatureMark,
    SignatureState,
    SignerRole,
    TellingHow,
)
from models.values.termination import Remedy, TerminationGround
from models.values.terms import ObligationKind, Term, TermKind

Place = Callable[[], str]
FEWEST_SIDES = 2
"""An agreement has at least two sides that sign it."""


class CaseMachine(RuleBasedStateMachine):
    """One case, acted on at random; `place` gives the address of a fresh centre."""

    place: Place

    def __init__(self) -> None:
        super().__init__()
        self.office = factories.open_office(self.place())
        self.story = Story(self.office)

    @initialize(way=st.sampled_from(["opened", "mediated", "drafted", "issued", "effective"]))
    def begin(self, way: str) -> None:
        """Bring the case some way, so that every state is tried from."""
        if way == "drafted":
            self.story.mediated()
        getattr(self.story, way)()

    def teardown(self) -> None:
        if self.story.case_id:
            assert all(check.sound for check in verify(self.office.engine).checks)
        self.office.close()

    def today(self) -> date:
        return (self.office.clock.now() + timedelta(hours=8)).date()

    def act(self, kind: CaseAct, use_case: Callable[..., Any], **fields: Any) -> bool:
        """Try an act; tell whether it was done. What is refused leaves the whole page as it was."""
        before = self.story.view()
        try:
            self.office.perform(use_case, **fields)
        except OfficeError:
            assert self.story.view() == before, "a refused act changed something"
            return False
        assert kind in before.acts, f"{use_case.__name__} was done though {kind} was not offered"
        after = self.story.view()
        back = before.closed_on is not None and after.state is CaseState.CLOSED
        assert before.state is after.state or back or (before.state, after.state) in CASE_MOVES
        return True

    @rule(days=st.integers(0, 12))
    def time_passes(self, days: int) -> None:
        factories.later(self.office, days=days, hours=5)

    @rule(agreed=st.booleans(), place=st.integers(0, 1), back=st.integers(0, 3))
    def consent(self, agreed: bool, place: int, back: int) -> None:
        self.consent_of(place, agreed=agreed, back=back)

    def consent_of(self, place: int, *, agreed: bool, back: int) -> None:
        party = self.story.view().parties[place]
        day = self.today() - timedelta(days=back)
        self.act(
            CaseAct.RECORD_CONSENT,
            record_consent,
            party_id=party.id,
            agreed=agreed,
            how=ConsentHow.PHONE,
            given_on=day,
        )

    @rule()
    def tell_everybody(self) -> None:
        for party in self.story.view().parties:
            how, day = TellingHow.SIGNED, self.today()
            self.act(CaseAct.RECORD_CONSENT, tell_rights, party_id=party.id, how=how, told_on=day)

    @rule(name=st.sampled_from(["丙三", "丁四", "王秀英"]))
    def join(self, name: str) -> None:
        if len(self.story.view().parties) < 4:
            self.act(
                CaseAct.EDIT_PARTIES,
                add_party,
                case_id=self.story.case_id,
                entry=person(name, PartySide.THIRD),
            )

    @rule()
    def advance(self) -> None:
        """Do what the case's state asks for next."""
        view = self.story.view()
        if view.state in {CaseState.ACCEPTED, CaseState.MEDIATING}:
            for place in range(len(view.parties)):
                self.consent_of(place, agreed=True, back=0)
            self.tell_everybody()
            self.sitting(SessionResult.AGREED, hours=0)
            self.save(AgreementForm.WRITTEN, 380_000, None)
            self.issue()
        elif view.state is CaseState.AWAITING_SIGNATURE:
            self.everybody_signs_on(self.today())
        else:
            self.perform_part(complete=True, amount=None)
            self.close_it()

    @rule(result=st.sampled_from(SessionResult), hours=st.integers(-2, 80))
    def sit(self, result: SessionResult, hours: int) -> None:
        self.sitting(result, hours)

    def sitting(self, result: SessionResult, hours: int) -> None:
        started = self.office.clock.now() - timedelta(hours=hours)
        entry = self.story.session(started_at=started, ended_at=None, result=result)
        self.act(CaseAct.ADD_SESSION, add_session, case_id=self.story.case_id, entry=entry)

    @rule(
        form=st.sampled_from(AgreementForm),
        amount=st.sampled_from([None, 0, 380_000]),
        term=st.sampled_from(
            [None, Term(kind=TermKind.AT_SIGNING), Term(kind=TermKind.DAYS_AFTER_EFFECT, days=40)]
        ),
    )
    def draft(self, form: AgreementForm, amount: int | None, term: Term | None) -> None:
        self.save(form, amount, term)

    def save(self, form: AgreementForm, amount: int | None, term: Term | None) -> None:
        view = self.story.view()
        first, second = (HolderEntry(party=party.id) for party in view.parties[:2])
        payment = ObligationEntry(
            kind=ObligationKind.PAYMENT, amount_fen=amount, debtors=(second,), creditors=(first,), term=term
        )
        entry = AgreementEntry(form=form, facts="事实", terms=("赔偿。",), obligations=(payment,))
        version = view.agreement.version if view.agreement else None
        self.act(CaseAct.DRAFT, save_agreement, case_id=view.case_id, version=version, entry=entry)

    def agreement_version(self) -> int:
        agreement = self.story.view().agreement
        return agreement.version if agreement else 1

    @rule()
    def issue(self) -> None:
        version = self.agreement_version()
        self.act(CaseAct.ISSUE, issue_agreement, case_id=self.story.case_id, version=version)

    @rule()
    def retract(self) -> None:
        version = self.agreement_version()
        self.act(CaseAct.RETRACT, retract_agreement, case_id=self.story.case_id, version=version)

    @rule(wanted=st.booleans())
    def reach_oral(self, wanted: bool) -> None:
        self.act(
            CaseAct.REACH_ORAL,
            reach_oral_agreement,
            case_id=self.story.case_id,
            version=self.agreement_version(),
            written_not_wanted=wanted,
        )

    @rule(back=st.integers(-1, 6), states=st.lists(st.sampled_from(SignatureState), min_size=6, max_size=6))
    def sign(self, back: int, states: list[SignatureState]) -> None:
        day = self.today() - timedelta(days=back)
        view = self.story.view()
        lines = self.story.lines(day) if view.agreement else ()
        entries = tuple(
            replace(
                line,
                state=state,
                mark=line.mark if state is SignatureState.SIGNED else None,
                signed_on=None if state is SignatureState.PENDING else day,
                present="某人" if state is SignatureState.REFUSED else "",
            )
            for line, state in zip(lines, states * 2, strict=False)
        )
        self.try_signing(entries)

    @rule(back=st.integers(0, 2))
    def everybody_signs(self, back: int) -> None:
        self.everybody_signs_on(self.today() - timedelta(days=back))

    def everybody_signs_on(self, day: date) -> None:
        view = self.story.view()
        self.try_signing(self.story.lines(day) if view.agreement else ())

    def try_signing(self, entries: tuple[Any, ...]) -> None:
        self.act(
            CaseAct.SIGN,
            record_signatures,
            case_id=self.story.case_id,
            version=self.agreement_version(),
            signatures=entries,
        )

    @rule(complete=st.booleans(), amount=st.sampled_from([None, 100_000, 280_000]))
    def perform(self, complete: bool, amount: int | None) -> None:
        self.perform_part(complete=complete, amount=amount)

    def perform_part(self, *, complete: bool, amount: int | None) -> None:
        agreement = self.story.view().agreement
        if agreement is None:
            return
        row = agreement.obligations[0]
        self.act(
            CaseAct.PERFORM,
            perform_obligation,
            obligation_id=row.obligation_id,
            version=row.version,
            performed_on=self.today(),
            complete=complete,
            amount_fen=amount,
            proof="收条",
        )

    @rule(ground=st.sampled_from(TerminationGround), told=st.booleans(), sure=st.integers(0, 1))
    def terminate(self, ground: TerminationGround, told: bool, sure: int) -> None:
        if sure:  # not too often, or every case would end early
            return
        self.act(
            CaseAct.TERMINATE,
            terminate_case,
            case_id=self.story.case_id,
            version=self.story.view().version,
            ground=ground,
            terminated_on=self.today(),
            remedies=(Remedy.LITIGATION,) if told else (),
            note="说明",
        )

    @rule(ground=st.sampled_from(PauseGround), back=st.integers(0, 2))
    def pause(self, ground: PauseGround, back: int) -> None:
        entry = StepEntry(happened_on=self.today() - timedelta(days=back), ground=ground)
        self.step(CaseAct.PAUSE, pause_case, entry=entry)

    @rule(back=st.integers(-1, 2))
    def resume(self, back: int) -> None:
        entry = StepEntry(happened_on=self.today() - timedelta(days=back))
        self.step(CaseAct.RESUME, resume_case, entry=entry)

    @rule(more=st.integers(-3, 40), agreed=st.booleans())
    def extend(self, more: int, agreed: bool) -> None:
        before = self.story.view().due_on
        entry = StepEntry(
            happened_on=self.today(),
            until_on=before + timedelta(days=more) if before else None,
            how=ConsentHow.ORAL,
        )
        if self.step(CaseAct.EXTEND, extend_term, entry=entry, all_agreed=agreed):
            after = self.story.view().due_on
            assert agreed
            assert before is not None
            assert after == before + timedelta(days=more)

    @rule(place=st.integers(0, 3), ground=st.sampled_from(LeaveGround), sure=st.integers(0, 2))
    def leave(self, place: int, ground: LeaveGround, sure: int) -> None:
        parties = self.story.view().parties
        if sure or place >= len(parties):
            return
        party = parties[place]
        entry = StepEntry(happened_on=self.today(), ground=ground)
        self.act(CaseAct.EDIT_PARTIES, leave_party, party_id=party.id, version=party.version, entry=entry)

    @rule(sure=st.integers(0, 4))
    def transfer(self, sure: int) -> None:
        if not sure:
            entry = StepEntry(happened_on=self.today(), whom="派出所", reason="涉嫌犯罪")
            self.step(CaseAct.TRANSFER, transfer_case, entry=entry)

    @rule(replacing=st.booleans(), agreed=st.booleans())
    def renew(self, replacing: bool, agreed: bool) -> None:
        fields = {"agreed_on": self.today(), "replacing": replacing, "all_agreed": agreed}
        self.step(CaseAct.RENEW, renew_agreement, **fields)

    @rule()
    def keep_old(self) -> None:
        self.step(CaseAct.KEEP_OLD, keep_old_agreement, happened_on=self.today(), reason="谈不拢")

    def step(self, kind: CaseAct, use_case: Callable[..., Any], **fields: Any) -> bool:
        """Try a step of the case at its present version."""
        view = self.story.view()
        return self.act(kind, use_case, case_id=view.case_id, version=view.version, **fields)

    @rule()
    def close_it(self) -> None:
        self.act(
            CaseAct.CLOSE,
            close_case,
            case_id=self.story.case_id,
            version=self.story.view().version,
            closed_on=self.today(),
        )

    @invariant()
    def what_stands_is_sound(self) -> None:
        if not self.story.case_id:
            return
        view = self.story.view()
        self.days_are_in_order(view)
        self.states_stand_on_facts(view)
        if view.effective_on is not None:
            self.effect_stands_on_signatures(view)

    def days_are_in_order(self, view: CaseView) -> None:
        closed_on = None if view.earlier else view.closed_on  # 结案 stands while another agreement is made
        days = [view.accepted_on, view.reached_on, view.effective_on, view.transferred_on, closed_on]
        given = [day for day in days if day is not None]
        assert given == sorted(given)
        assert given[-1] <= self.today()
        assert view.accepted_on == ACCEPTED

    def states_stand_on_facts(self, view: CaseView) -> None:
        assert (view.effective_on is not None) == (
            view.state in {CaseState.EFFECTIVE, CaseState.CLOSED}
            and view.terminated_on is None
            and view.transferred_on is None
        )
        if view.state in {CaseState.MEDIATING, CaseState.AWAITING_SIGNATURE, CaseState.EFFECTIVE}:
            assert view.sessions
        if view.earlier:
            assert all(written.effective_on for written in view.earlier)
        if view.terminated_on is not None:
            assert view.state in {CaseState.TERMINATED, CaseState.CLOSED}
            assert view.termination_words
        if view.state is CaseState.AWAITING_SIGNATURE or (view.effective_on and view.papers):
            assert all(party.told for party in view.parties if party.left_on is None)

    def effect_stands_on_signatures(self, view: CaseView) -> None:
        agreement = view.agreement
        assert agreement is not None
        if agreement.entry.form is AgreementForm.ORAL:
            assert agreement.signatures == ()
            assert view.effective_on == view.reached_on
            return
        signed = {
            role: [row.signed_on for row in agreement.signatures if row.role is role and row.mark is not None]
            for role in SignerRole
        }
        lines = [row for row in agreement.signatures if row.role is SignerRole.PARTY]
        assert len(signed[SignerRole.PARTY]) == len(lines) >= FEWEST_SIDES
        assert signed[SignerRole.MEDIATOR]
        assert signed[SignerRole.COMMITTEE]
        counted = [
            day for role in SignerRole if role is not SignerRole.RECORDER for day in signed[role] if day
        ]
        assert view.effective_on == max(counted)
        assert {row.mark for row in agreement.signatures if row.role is SignerRole.COMMITTEE} == {
            SignatureMark.SEAL
        }


def run(place: Place, examples: int) -> None:
    """Run the machine on fresh centres."""
    machine = type("CaseMachineHere", (CaseMachine,), {"place": staticmethod(place)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),  # shrinking would replay whole centres for minutes
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_case_moves_along_its_moves_on_sqlite(centre_sqlite_template: Path, tmp_path: Path) -> None:
    def place() -> str:
        return str(shutil.copyfile(centre_sqlite_template, tmp_path / f"{uuid.uuid4().hex}.db"))

    run(place, examples=4)


@contextmanager
def fresh_databases(server: str, template: str) -> Iterator[Place]:
    """Give new databases of a template, and drop them all at the end."""
    import psycopg

    names: list[str] = []

    def on_server(statement: str) -> None:
        with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def place() -> str:
        names.append(f"machine_{uuid.uuid4().hex[:12]}")
        on_server(f"CREATE DATABASE {names[-1]} TEMPLATE {template} STRATEGY file_copy")
        return server.format(names[-1])

    try:
        yield place
    finally:
        for name in names:
            on_server(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_case_moves_along_its_moves_on_postgresql(
    postgresql_server: str, centre_postgresql_template: str
) -> None:
    with fresh_databases(postgresql_server, centre_postgresql_template) as place:
        run(place, examples=3)
