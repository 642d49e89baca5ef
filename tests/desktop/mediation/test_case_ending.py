"""Performance, closing, termination: what they need and what they tell the matter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from mediation_stories import ACCEPTED, DAY, Story
from sqlalchemy.orm import Session

import factories
from desktop.entries.mediation import HolderEntry, ObligationEntry
from desktop.errors import ConflictError, FormError, OfficeError
from desktop.mediation.waiting import CLOSING_SETTING
from desktop.office import Office
from desktop.queries.matters import matter_view
from desktop.services.closing import close_matter, terminate_matter
from desktop.services.dispatching import Share, dispatch_matter
from desktop.services.mediation.agreements import retract_agreement
from desktop.services.mediation.cases import close_case, terminate_case
from desktop.services.mediation.parties import record_consent
from desktop.services.mediation.performing import perform_obligation, withdraw_performance
from desktop.services.mediation.sessions import add_session, edit_session
from models.centre import Setting
from models.values.case_states import CaseState
from models.values.choices import ConsentHow, SessionResult
from models.values.matter_states import MatterState
from models.values.permissions import Role
from models.values.termination import (
    TERMINATION_LABELS,
    Remedy,
    TerminationGround,
    keep_remedies,
    kept_remedies,
    remedies_needed,
)
from models.values.terms import Every, ObligationKind, Term, TermKind

TODAY = ACCEPTED + 3 * DAY
LONG = (
    ObligationEntry(kind=ObligationKind.FORBEARANCE, what="不得堵塞排水", term=Term(kind=TermKind.LONG_TERM)),
)


def terminated(story: Story, **changes: Any) -> None:
    """End the case without an agreement."""
    fields: dict[str, Any] = {
        "case_id": story.case_id,
        "version": story.view().version,
        "ground": TerminationGround.NO_AGREEMENT,
        "terminated_on": story.office.clock.now().date(),
        "remedies": (Remedy.LITIGATION, Remedy.ARBITRATION),
    }
    story.office.perform(terminate_case, **(fields | changes))


def test_a_matter_is_not_terminated_over_the_head_of_its_mediator(office: Office, story: Story) -> None:
    """The parties must be told of the other ways first (人民调解法 26), and the mediator must know of the end."""
    story.opened()
    office.who = story.people[Role.DIRECTOR]
    version = office.ask(matter_view, matter_id=story.matter_id).version
    asked: dict[str, Any] = {"matter_id": story.matter_id, "reason": "诉求人撤回"}
    with pytest.raises(OfficeError, match="调解案件还没有结案，不能终止。请调解员先结案") as refusal:
        office.perform(terminate_matter, **asked, version=version)
    assert refusal.value.field == "reason"
    terminated(story)
    story.close()
    office.who = story.people[Role.DIRECTOR]
    version = office.ask(matter_view, matter_id=story.matter_id).version
    office.perform(terminate_matter, **asked, version=version)
    assert office.ask(matter_view, matter_id=story.matter_id).state == MatterState.TERMINATED
    assert story.view().state == CaseState.CLOSED, "its mediator still sees it"


def test_parts_of_a_sum_add_up(office: Office, story: Story) -> None:
    story.effective()
    story.perform(amount_fen=100_000, complete=False, proof="收条")
    agreement = story.view().agreement
    assert agreement is not None
    row = agreement.obligations[0]
    assert (row.paid_fen, row.performed_on, row.overdue) == (100_000, None, False)
    with pytest.raises(FormError, match=r"还应付2,800\.00元"):
        story.perform(amount_fen=280_001, complete=False)
    with pytest.raises(FormError, match="请填写付了多少"):
        story.perform(amount_fen=None, complete=False)
    factories.later(office, days=20)
    agreement = story.view().agreement
    assert agreement is not None
    assert agreement.obligations[0].overdue
    story.perform(amount_fen=280_000, complete=False)
    agreement = story.view().agreement
    assert agreement is not None
    row = agreement.obligations[0]
    assert (row.paid_fen, row.performed_on, row.overdue) == (380_000, TODAY + 20 * DAY, False)
    assert [part.complete for part in row.performances] == [False, True]
    with pytest.raises(OfficeError, match="已经履行完毕"):
        story.perform(amount_fen=1, complete=False)


def test_less_than_agreed_is_whole_only_with_the_creditors_word(story: Story) -> None:
    story.effective()
    with pytest.raises(FormError) as refusal:
        story.perform(amount_fen=300_000, complete=True)
    assert refusal.value.field == "proof"
    story.perform(amount_fen=300_000, complete=True, proof="王秀英书面免除余款")
    agreement = story.view().agreement
    assert agreement is not None
    assert agreement.obligations[0].performed_on == TODAY


def test_performances_that_cannot_be(story: Story) -> None:
    story.effective()
    for changes, field in (
        ({"performed_on": TODAY - DAY}, "performed_on"),
        ({"performed_on": TODAY + DAY}, "performed_on"),
        ({"proof": "据" * 121}, "proof"),
    ):
        with pytest.raises(FormError) as refusal:
            story.perform(**changes)  # type: ignore[arg-type]  # days and texts in one table
        assert field in dict(refusal.value.faults)


def test_an_act_has_no_amount(story: Story) -> None:
    story.effective(obligations=(ObligationEntry(kind=ObligationKind.ACT, what="拆除滴水檐"),))
    with pytest.raises(FormError, match="不是付款"):
        story.perform(amount_fen=100)
    story.perform()


def test_a_recurring_payment_has_no_total(office: Office, story: Story) -> None:
    first, second = HolderEntry(name="甲"), HolderEntry(name="乙")
    monthly = Term(kind=TermKind.RECURRING, every=Every.MONTH, first_on=date(2026, 12, 5))
    payment = ObligationEntry(
        kind=ObligationKind.PAYMENT, amount_fen=50_000, debtors=(first,), creditors=(second,), term=monthly
    )
    story.effective(obligations=(payment,))
    for _turn in range(3):
        story.perform(amount_fen=50_000, complete=False)
    agreement = story.view().agreement
    assert agreement is not None
    assert (agreement.obligations[0].paid_fen, agreement.obligations[0].performed_on) == (150_000, None)


def test_a_performance_by_mistake_is_taken_back(office: Office, story: Story) -> None:
    story.effective()
    story.perform()
    story.close()
    agreement = story.view().agreement
    assert agreement is not None
    row = agreement.obligations[0]
    kept = office.perform(
        withdraw_performance, performance_id=row.performances[0].performance_id, version=row.version
    )
    assert (kept.performed_on, kept.paid_fen) == (None, 0)
    assert story.view().state is CaseState.CLOSED, "it reopens the performance, not the case (practice.md 18)"
    with pytest.raises(ConflictError):
        office.perform(
            perform_obligation,
            obligation_id=row.obligation_id,
            version=row.version,
            performed_on=TODAY,
            complete=True,
        )
    story.perform()


def test_nothing_is_performed_before_the_effect(story: Story) -> None:
    story.issued()
    with pytest.raises(OfficeError, match="案件现在是“待签协议”，不能登记履行"):
        story.perform()


def test_a_short_agreement_closes_at_performance(story: Story) -> None:
    story.effective()
    with pytest.raises(FormError) as refusal:
        story.close()
    assert refusal.value.faults == (("obligations.0", "第1项还没有履行完毕，履行后再结案。"),)
    story.perform()
    story.close()


def test_a_long_agreement_closes_at_the_agreement(story: Story) -> None:
    story.effective(obligations=(*story_payment(story), *LONG))
    story.close()
    assert story.view().state is CaseState.CLOSED
    story.perform()
    agreement = story.view().agreement
    assert agreement is not None
    assert agreement.obligations[0].performed_on == TODAY


def story_payment(story: Story) -> tuple[ObligationEntry, ...]:
    """A payment between third persons: the story has no case yet."""
    del story
    return (
        ObligationEntry(
            kind=ObligationKind.PAYMENT,
            amount_fen=100,
            debtors=(HolderEntry(name="甲"),),
            creditors=(HolderEntry(name="乙"),),
            term=Term(kind=TermKind.DAYS_AFTER_EFFECT, days=3),
        ),
    )


@pytest.mark.parametrize(("rule", "waits"), [("at_agreement", False), ("at_performance", True)])
def test_the_centre_may_set_when_a_case_is_closed(
    office: Office, story: Story, rule: str, waits: bool
) -> None:
    with Session(office.engine) as session:
        session.add(Setting(key=CLOSING_SETTING, value=rule))
        session.commit()
    story.effective(obligations=(*story_payment(story), *LONG))
    if waits:
        with pytest.raises(FormError, match="第1项还没有履行完毕"):
            story.close()
        story.perform(0)
    story.close()


def test_the_last_minutes_agree_with_the_result(office: Office, story: Story) -> None:
    story.mediated(result=SessionResult.CONTINUED)
    kept = story.drafted(reached_on=TODAY)
    from desktop.services.mediation.printing import issue_agreement

    office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    story.sign(story.lines(TODAY))
    story.perform()
    with pytest.raises(FormError, match="结果却是“继续调解”"):
        story.close()
    session = story.view().sessions[0]
    office.perform(
        edit_session,
        session_id=session.id,
        version=session.version,
        entry=story.session(result=SessionResult.AGREED),
    )
    story.close()


def test_days_of_closing_that_cannot_be(story: Story) -> None:
    story.effective()
    story.perform()
    for days, words in ((-1, "不能早于生效日期"), (1, "不能晚于今天")):
        with pytest.raises(FormError, match=words):
            story.close(TODAY + days * DAY)


def test_the_director_closes_the_matter_afterwards(office: Office, story: Story) -> None:
    story.effective()
    story.perform()
    story.close()
    office.who = story.people[Role.DIRECTOR]
    matter = office.ask(matter_view, matter_id=story.matter_id)
    office.perform(close_matter, matter_id=story.matter_id, version=matter.version)
    assert office.ask(matter_view, matter_id=story.matter_id).state == MatterState.CLOSED


def test_assisting_units_answer_first(office: Office, story: Story) -> None:
    saved = factories.register(office, story.people[Role.RECEPTIONIST])
    story.matter_id = saved.matter_id
    office.who = story.people[Role.DISPATCHER]
    office.perform(
        dispatch_matter,
        matter_id=saved.matter_id,
        version=office.ask(matter_view, matter_id=saved.matter_id).version,
        lead=Share(factories.COMMITTEE),
        assisting=(Share(factories.JUSTICE),),
    )
    office.who = story.people[Role.MEDIATOR]
    story.effective()
    story.perform()
    with pytest.raises(OfficeError, match="还有协办单位没有反馈"):
        story.close()
    assert story.view().state is CaseState.EFFECTIVE


def test_a_failed_mediation_tells_the_other_ways(office: Office, story: Story) -> None:
    """人民调解法 26."""
    story.mediated(result=SessionResult.FAILED)
    with pytest.raises(FormError) as refusal:
        terminated(story, remedies=())
    assert refusal.value.field == "remedies"
    terminated(story)
    view = story.view()
    assert (view.state, view.terminated_on) == (CaseState.TERMINATED, TODAY)
    assert (view.termination_words, view.remedies_words) == ("调解委员会认为达不成协议", "仲裁、诉讼")
    story.close()
    matter = office.ask(matter_view, matter_id=story.matter_id)
    assert matter.state == MatterState.REPORTED
    assert matter.outcome == (
        "（2026）云人调字第1号调解终止：调解委员会认为达不成协议，已告知可以通过仲裁、诉讼途径解决。"
    )
    assert matter.notes[-1].text == "终止调解：调解委员会认为达不成协议。"


def test_each_ground_from_the_first_day(office: Office) -> None:
    for ground in TerminationGround:
        story = Story(office)
        story.opened()
        remedies = (Remedy.LITIGATION,) if remedies_needed(ground) else ()
        if ground is TerminationGround.OTHER:
            with pytest.raises(FormError, match="请写明终止的原因"):
                terminated(story, ground=ground, remedies=remedies)
        if remedies:
            with pytest.raises(FormError, match="请选择已告知当事人的其他途径"):
                terminated(story, ground=ground, remedies=(), note="另行约定")
        terminated(story, ground=ground, remedies=remedies, note="另行约定")
        assert story.view().termination_words == TERMINATION_LABELS[ground]
        story.close()
        assert story.view().state is CaseState.CLOSED


def test_a_refusal_leaves_only_the_end(office: Office, story: Story) -> None:
    story.opened()
    party = story.view().parties[1]
    office.perform(record_consent, party_id=party.id, agreed=False, how=ConsentHow.PHONE, given_on=ACCEPTED)
    factories.later(office, hours=5)
    with pytest.raises(FormError, match="明确拒绝调解"):
        office.perform(add_session, case_id=story.case_id, entry=story.session(ended_at=None))
    terminated(story, ground=TerminationGround.WITHDRAWN)


def test_an_agreement_in_effect_is_not_terminated(story: Story) -> None:
    story.effective()
    with pytest.raises(OfficeError) as refusal:
        terminated(story)
    assert refusal.value.sentence == "案件现在是“协议生效”，不能改为“终止调解”。"
    assert refusal.value.todo == "下一步可以是“调解中”“结案”。"


def test_days_of_termination_that_cannot_be(story: Story) -> None:
    story.mediated(result=SessionResult.FAILED)
    for days in (-1, 4):
        with pytest.raises(FormError) as refusal:
            terminated(story, terminated_on=ACCEPTED + days * DAY)
        assert refusal.value.field == "terminated_on"


def test_only_a_waiting_agreement_is_taken_back(office: Office, story: Story) -> None:
    story.mediated()
    kept = story.drafted()
    with pytest.raises(OfficeError, match="只有待签的协议可以撤回"):
        office.perform(retract_agreement, case_id=story.case_id, version=kept.version)


def test_the_version_of_the_case_is_looked_at(office: Office, story: Story) -> None:
    story.effective()
    story.perform()
    with pytest.raises(ConflictError):
        office.perform(close_case, case_id=story.case_id, version=1, closed_on=TODAY)


def test_grounds_and_remedies_as_they_are_kept() -> None:
    assert [ground.value for ground in TerminationGround] == [f"end:T{n}" for n in range(1, 10)]
    assert set(TERMINATION_LABELS) == set(TerminationGround)
    assert keep_remedies((Remedy.LITIGATION, Remedy.ARBITRATION)) == "arbitration,litigation"
    assert kept_remedies("arbitration,litigation") == (Remedy.ARBITRATION, Remedy.LITIGATION)
    assert kept_remedies("") == ()
    assert len(keep_remedies(Remedy)) <= 60
