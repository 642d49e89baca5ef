"""Pauses, a longer term, other mediators, parties who come and go, hand over, report, refusal: on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from mediation_stories import ACCEPTED, DAY, Story, at, person

import factories
from desktop.entries.mediation import (
    AttendanceEntry,
    CaseOrigin,
    ConsentEntry,
    PartyNotes,
    StepEntry,
    TellingEntry,
)
from desktop.errors import FormError, OfficeError
from desktop.mediation.pasting import read_people
from desktop.queries.case_views import CaseAct, CaseView
from desktop.queries.matters import matter_view
from desktop.queries.papers import case_offers, case_paper_facts
from desktop.services.mediation.agreements import save_agreement
from desktop.services.mediation.cases import close_case
from desktop.services.mediation.course import (
    change_mediator,
    extend_term,
    feed_back,
    join_party,
    leave_party,
    pause_case,
    report_escalation,
    resume_case,
    transfer_case,
)
from desktop.services.mediation.parties import add_parties, add_party, note_party, record_consent, tell_rights
from desktop.services.mediation.printing import issue_agreement
from desktop.services.mediation.refusing import refuse_case
from desktop.services.mediation.sessions import add_session
from models.values.case_states import CaseState
from models.values.case_steps import (
    LeaveGround,
    PauseGround,
    RefusalGround,
    ReplaceGround,
    StepKind,
    TermBasis,
)
from models.values.choices import CaseSource, ConsentHow, PartySide, SessionResult, TellingHow
from models.values.matter_states import MatterState
from models.values.party_notes import AgentKind, Capacity, IdentityCheck
from models.values.permissions import Role


def do(story: Story, use_case: Any, **fields: Any) -> CaseView:
    """Take a step of the case with its present version; return the page after it."""
    view = story.view()
    story.office.perform(use_case, case_id=view.case_id, version=view.version, **fields)
    return story.view()


# -- pause and term


def test_a_pause_stops_the_usual_term_and_tells_why(story: Story) -> None:
    """30 days from 23 November end on 23 December; five days of appraisal later on the 28th (若干规定 33)."""
    assert story.opened().due_on == date(2026, 12, 23)
    factories.later(story.office, days=2)
    paused = do(
        story,
        pause_case,
        entry=StepEntry(happened_on=ACCEPTED + 2 * DAY, ground=PauseGround.APPRAISAL, paper="委托鉴定书"),
    )
    assert paused.state is CaseState.PAUSED
    assert CaseAct.RESUME in paused.acts
    assert CaseAct.ADD_SESSION not in paused.acts
    factories.later(story.office, days=5)
    resumed = do(story, resume_case, entry=StepEntry(happened_on=ACCEPTED + 7 * DAY))
    assert (resumed.state, resumed.due_on) == (CaseState.ACCEPTED, date(2026, 12, 28))
    assert [line.sentence for line in resumed.steps] == ["鉴定、评估", "调解期限改为2026-12-28"]
    assert story.office.ask(matter_view, matter_id=story.matter_id).due_at == at(date(2026, 12, 28), 17)


def test_a_term_that_may_not_stand_still_runs_on(story: Story) -> None:
    """劳动争议调解仲裁法 14: after 15 days the way to arbitration is open, whatever waits."""
    story.opened(dispute_type="劳动争议")
    before = story.view().due_on
    do(story, pause_case, entry=StepEntry(happened_on=ACCEPTED, ground=PauseGround.AWAY))
    factories.later(story.office, days=4)
    view = do(story, resume_case, entry=StepEntry(happened_on=ACCEPTED + 4 * DAY))
    assert view.due_on == before == ACCEPTED + 15 * DAY
    assert view.steps[-1].sentence == "调解期限不变"


def test_two_pauses_add_up_with_an_extension(story: Story) -> None:
    story.opened()
    for _round in range(2):
        today = (story.office.clock.now()).date()
        do(story, pause_case, entry=StepEntry(happened_on=today, ground=PauseGround.BOTH))
        factories.later(story.office, days=3)
        do(story, resume_case, entry=StepEntry(happened_on=today + 3 * DAY))
        factories.later(story.office, days=1)
    assert story.view().due_on == date(2026, 12, 28)  # the first day of the first pause did not count anyway
    entry = StepEntry(
        happened_on=story.office.clock.now().date(), until_on=date(2027, 1, 8), how=ConsentHow.ORAL
    )
    view = do(story, extend_term, entry=entry, all_agreed=True)
    assert view.due_on == date(2027, 1, 8)
    assert view.steps[-1].sentence == "调解期限改为2027-01-08；各方当面口头同意"


@pytest.mark.parametrize(
    ("changes", "agreed", "field", "words"),
    [
        ({}, False, "all_agreed", "各方"),
        ({"how": None}, True, "how", "怎么表示"),
        ({"until_on": None}, True, "until_on", "哪一天"),
        ({"until_on": date(2026, 12, 23)}, True, "until_on", "晚于现在的期限"),
        ({"until_on": date(2027, 12, 24)}, True, "until_on", "一次最多延长一年，到2027-12-23"),
        ({"until_on": date(9999, 12, 31)}, True, "until_on", "一次最多延长一年"),
        ({"happened_on": date(2026, 12, 1)}, True, "happened_on", "今天"),
    ],
)
def test_an_extension_needs_the_word_of_all_and_a_later_day(
    story: Story, changes: dict[str, Any], agreed: bool, field: str, words: str
) -> None:
    story.opened()
    entry = StepEntry(happened_on=ACCEPTED, until_on=date(2027, 1, 8), how=ConsentHow.WRITTEN)
    with pytest.raises(OfficeError) as refused:
        do(story, extend_term, entry=replace(entry, **changes), all_agreed=agreed)
    faults = refused.value.faults if isinstance(refused.value, FormError) else [(refused.value.field, "")]
    assert faults[0][0] == field
    assert words in str(refused.value)
    assert story.view().due_on == date(2026, 12, 23)


def test_a_labour_term_cannot_be_made_longer(story: Story) -> None:
    story.opened(dispute_type="劳动争议")
    entry = StepEntry(happened_on=ACCEPTED, until_on=date(2027, 1, 8), how=ConsentHow.WRITTEN)
    with pytest.raises(OfficeError, match="不能延长"):
        do(story, extend_term, entry=entry, all_agreed=True)


@pytest.mark.parametrize(
    ("source", "basis", "days"),
    [
        (CaseSource.COURT_DELEGATED, TermBasis.ORDINARY, 30),
        (CaseSource.COURT_ENTRUSTED, TermBasis.ORDINARY, 15),
        (CaseSource.COURT_ENTRUSTED, TermBasis.SUMMARY, 7),
    ],
)
def test_a_courts_case_runs_from_the_receipt_of_its_papers(
    story: Story, source: CaseSource, basis: TermBasis, days: int
) -> None:
    """特邀调解规定 27: from signed receipt of the papers, here two days before the case was opened."""
    received = ACCEPTED - 2 * DAY
    origin = CaseOrigin(
        sender_unit="坊子区人民法院", papers_received_on=received, sent_on=received, term_basis=basis
    )
    assert story.opened(source=source, origin=origin).due_on == received + days * DAY
    assert story.view().origin == origin


def test_a_labour_case_runs_from_the_application(story: Story) -> None:
    """劳动争议调解仲裁法 14: from receipt of the application."""
    opened = story.opened(dispute_type="劳动争议", origin=CaseOrigin(applied_on=ACCEPTED - DAY))
    assert opened.due_on == ACCEPTED + 14 * DAY


# -- mediators


def test_another_mediator_comes_and_what_was_held_keeps_who_held_it(story: Story) -> None:
    story.mediated(result=SessionResult.CONTINUED)
    other = factories.staff(story.office, "周兰", factories.COMMITTEE, Role.MEDIATOR, mediator=True)
    view = story.view()
    entry = StepEntry(
        happened_on=story.office.clock.now().date(), ground=ReplaceGround.ASKED, party=view.parties[0].id
    )
    after = do(story, change_mediator, entry=entry, leaving_id=story.mediator_id, coming_id=other.staff_id)
    assert [(row.name, row.presiding) for row in after.mediators] == [("周兰", True)]
    assert after.sessions[0].mediators == (view.mediators[0].name,)
    offers = story.office.ask(case_offers, case_ids=(story.case_id,))
    minutes = next(offer for offer in offers if offer.key == "session")
    facts = story.office.ask(case_paper_facts, offer=minutes).facts
    assert facts.mediators == (view.mediators[0].name,), "the minutes name who mediated there"
    assert after.steps[-1].kind is StepKind.MEDIATOR_CHANGED
    assert "王秀英要求" in after.steps[-1].sentence
    with pytest.raises(OfficeError, match="现在的调解员"):
        do(story, change_mediator, entry=entry, leaving_id=story.mediator_id, coming_id=other.staff_id)


# -- parties


def test_a_party_dies_and_two_heirs_come(story: Story) -> None:
    """practice.md 19: with date, reason and paper; sessions keep who was there."""
    story.mediated(result=SessionResult.CONTINUED)
    view = story.view()
    gone = view.parties[0]
    today = story.office.clock.now().date()
    heirs = (person("王小一", address="柳林村7号"), person("王小二", address="柳林村7号"))
    entry = StepEntry(happened_on=today, ground=LeaveGround.DIED, paper="死亡证明", reason="因病去世")
    story.office.perform(leave_party, party_id=gone.id, version=gone.version, entry=entry, successors=heirs)
    after = story.view()
    assert [(party.name, party.left_words) for party in after.parties] == [
        ("王秀英", "死亡"),
        ("张铉", ""),
        ("王小一", ""),
        ("王小二", ""),
    ]
    assert [line.sentence for line in after.steps if line.kind is StepKind.PARTY_JOINED] == [
        "王小一（承继王秀英）；因病去世",
        "王小二（承继王秀英）；因病去世",
    ]
    assert any(row.party_id == gone.id for row in after.sessions[0].attended)
    assert not any(f"parties.{gone.id}." in item.field for item in after.missing)


def test_the_agreement_is_made_by_those_who_are_left(story: Story) -> None:
    """Who left signs nothing, counts for no copy, and cannot owe anything."""
    story.mediated(result=SessionResult.CONTINUED)
    heir = story.office.perform(
        add_party, case_id=story.case_id, entry=person("王大力", address="柳林村8号")
    ).party_id
    view = story.view()
    gone = view.parties[0]
    story.office.perform(
        leave_party,
        party_id=gone.id,
        version=gone.version,
        entry=StepEntry(happened_on=story.office.clock.now().date(), ground=LeaveGround.WITHDREW),
    )
    factories.later(story.office, days=1)
    there = (AttendanceEntry(party=heir), AttendanceEntry(party=view.parties[1].id))
    with pytest.raises(FormError, match="到场的当事人有误"):
        story.office.perform(add_session, case_id=story.case_id, entry=story.session())
    story.office.perform(add_session, case_id=story.case_id, entry=story.session(attended=there))
    entry = story.agreement()
    with pytest.raises(FormError, match="所选的当事人有误"):
        story.office.perform(save_agreement, case_id=story.case_id, version=None, entry=entry)
    (payment,) = entry.obligations
    payment = replace(payment, creditors=(replace(payment.creditors[0], party=heir),))
    today = story.office.clock.now().date()
    story.office.perform(record_consent, party_id=heir, agreed=True, how=ConsentHow.ORAL, given_on=today)
    story.office.perform(tell_rights, party_id=heir, how=TellingHow.SIGNED, told_on=today)
    kept = story.office.perform(
        save_agreement, case_id=story.case_id, version=None, entry=replace(entry, obligations=(payment,))
    )
    assert kept.copies == 3
    story.office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    agreement = story.view().agreement
    assert agreement is not None
    assert [row.name for row in agreement.signatures if row.party_id] == ["王大力", "张铉"], "by their sides"


def test_nobody_leaves_before_his_last_sitting_or_twice(story: Story) -> None:
    story.mediated(result=SessionResult.CONTINUED)
    gone = story.view().parties[0]
    early = StepEntry(happened_on=ACCEPTED, ground=LeaveGround.DIED)
    with pytest.raises(OfficeError, match="还到场调解"):
        story.office.perform(leave_party, party_id=gone.id, version=gone.version, entry=early)
    entry = replace(early, happened_on=story.office.clock.now().date())
    story.office.perform(leave_party, party_id=gone.id, version=gone.version, entry=entry)
    version = next(party.version for party in story.view().parties if party.id == gone.id)
    with pytest.raises(OfficeError, match="已经退出"):
        story.office.perform(leave_party, party_id=gone.id, version=version, entry=entry)


def test_an_insurer_joins_later_with_its_reason(story: Story) -> None:
    story.mediated(result=SessionResult.CONTINUED)
    step = StepEntry(happened_on=story.office.clock.now().date(), reason="承保车险", paper="保单")
    entry = person("李保险", PartySide.THIRD)
    with pytest.raises(OfficeError, match="请写明为什么现在加入"):
        story.office.perform(join_party, case_id=story.case_id, entry=entry, step=replace(step, reason=" "))
    consent = ConsentEntry(party=0, agreed=True, how=ConsentHow.PHONE, given_on=step.happened_on)
    tomorrow = TellingEntry(party=0, how=TellingHow.SIGNED, told_on=step.happened_on + timedelta(days=1))
    with pytest.raises(FormError) as refused:
        story.office.perform(
            join_party, case_id=story.case_id, entry=entry, step=step, consent=consent, telling=tomorrow
        )
    assert [field for field, _sentence in refused.value.faults] == ["telling.told_on"]
    assert len(story.view().parties) == 2, "all of it or nothing"
    story.office.perform(join_party, case_id=story.case_id, entry=entry, step=step, consent=consent)
    view = story.view()
    assert (view.parties[-1].consented, view.parties[-1].told) == (True, False)
    held = story.session(
        started_at=at(ACCEPTED), ended_at=None, attended=(AttendanceEntry(party=view.parties[-1].id),)
    )
    with pytest.raises(FormError, match="才加入，不是这次调解的当事人"):
        story.office.perform(add_session, case_id=story.case_id, entry=held)
    assert view.parties[-1].joined_on == step.happened_on
    assert view.steps[-1].sentence == "李保险；承保车险"
    assert view.steps[-1].paper == "保单"


# -- hand over, report, feed back, refuse


def test_a_case_handed_over_can_only_be_closed(story: Story) -> None:
    story.mediated(result=SessionResult.CONTINUED)
    today = story.office.clock.now().date()
    with pytest.raises(OfficeError, match="移送给哪个单位"):
        do(story, transfer_case, entry=StepEntry(happened_on=today, reason="涉嫌犯罪"))
    view = do(
        story, transfer_case, entry=StepEntry(happened_on=today, whom="云溪派出所", reason="涉嫌故意伤害")
    )
    assert (view.state, view.transferred_to) == (CaseState.TRANSFERRED, "云溪派出所")
    assert {CaseAct.CLOSE, CaseAct.FEED_BACK} <= view.acts
    assert not {CaseAct.DRAFT, CaseAct.ADD_SESSION, CaseAct.TERMINATE} & view.acts
    do(story, close_case, closed_on=today)
    matter = story.office.ask(matter_view, matter_id=story.matter_id)
    assert matter.state == MatterState.REPORTED
    assert "已移送云溪派出所" in matter.outcome


def test_a_danger_is_reported_and_the_sender_is_told(story: Story) -> None:
    story.opened(
        source=CaseSource.POLICE, origin=CaseOrigin(sender_unit="云溪派出所", sender_number="2026-118")
    )
    entry = StepEntry(happened_on=ACCEPTED, whom="云溪派出所", reason="双方扬言动手", how=ConsentHow.PHONE)
    view = do(story, report_escalation, entry=entry)
    assert view.steps[-1].sentence == "云溪派出所；电话；双方扬言动手"
    with pytest.raises(OfficeError, match="不能登记反馈"):
        do(story, feed_back, entry=StepEntry(happened_on=ACCEPTED, whom="云溪派出所"))


@pytest.mark.parametrize("ground", list(RefusalGround))
def test_a_matter_is_refused_with_where_to_go(story: Story, ground: RefusalGround) -> None:
    story.dispatched()
    kept = story.office.perform(
        refuse_case,
        matter_id=story.matter_id,
        ground=ground,
        decided_on=ACCEPTED,
        where_to="坊子区人民法院立案庭，带身份证和起诉状",
        told_how=ConsentHow.ORAL,
    )
    assert kept.matter_state == MatterState.REPORTED
    matter = story.office.ask(matter_view, matter_id=story.matter_id)
    assert "不予受理调解" in matter.outcome
    assert "坊子区人民法院" in matter.outcome
    with pytest.raises(OfficeError):
        story.opened()


def test_a_refusal_needs_where_to_go_and_somebody_else_than_the_registrar(story: Story) -> None:
    story.dispatched()
    fields = {
        "matter_id": story.matter_id,
        "ground": RefusalGround.RESERVED,
        "decided_on": ACCEPTED,
        "told_how": ConsentHow.ORAL,
    }
    with pytest.raises(FormError, match="找哪个单位"):
        story.office.perform(refuse_case, where_to=" ", **fields)
    both = factories.staff(story.office, "赵双", factories.COMMITTEE, Role.MEDIATOR, Role.RECEPTIONIST)
    own = factories.register(story.office, both)
    story.office.who = both
    with pytest.raises(OfficeError, match="登记人以外"):
        story.office.perform(refuse_case, where_to="法院", **(fields | {"matter_id": own.matter_id}))


def test_a_pause_keeps_what_may_be_done_explained(story: Story) -> None:
    story.mediated(result=SessionResult.CONTINUED)
    today = story.office.clock.now().date()
    view = story.view()
    early = StepEntry(happened_on=today - timedelta(days=1), ground=PauseGround.HEIRS)
    with pytest.raises(OfficeError, match="还调解过"):
        do(story, pause_case, entry=early)
    do(story, pause_case, entry=replace(early, happened_on=today))
    with pytest.raises(OfficeError, match="暂停调解”，不能添加调解记录"):
        story.office.perform(add_session, case_id=view.case_id, entry=story.session())
    with pytest.raises(OfficeError, match="不能暂停"):
        do(story, pause_case, entry=replace(early, happened_on=today))


# -- identity and authority, many at once


def test_identity_and_authority_are_noted_of_a_party(story: Story) -> None:
    story.opened()
    party = story.view().parties[0]
    notes = PartyNotes(
        identity_check=IdentityCheck.SEEN,
        identity_checked_on=ACCEPTED,
        identity_checked_by="陈桂芳",
        illiterate=True,
    )
    story.office.perform(note_party, party_id=party.id, version=party.version, notes=notes)
    assert story.view().parties[0].notes == notes
    version = story.view().parties[0].version
    for wrong, field in (
        (PartyNotes(agent_kind=AgentKind.LEGAL), "agent_kind"),
        (PartyNotes(capacity=Capacity.LIMITED), "capacity_paper"),
        (PartyNotes(identity_checked_on=ACCEPTED + DAY), "identity_checked_on"),
    ):
        with pytest.raises(FormError) as refused:
            story.office.perform(note_party, party_id=party.id, version=version, notes=wrong)
        assert [name for name, _sentence in refused.value.faults] == [field]


def test_twenty_three_applicants_from_a_table_and_five_who_represent_them(story: Story) -> None:
    story.opened()
    rows = "姓名\t性别\t身份证号\t电话\t住址\n" + "\n".join(
        f"工人{number}\t男\t\t\t柳林村{number}号" for number in range(1, 24)
    )
    people = read_people(rows, PartySide.APPLICANT)
    kept = story.office.perform(add_parties, case_id=story.case_id, entries=people)
    assert len(kept) == 23
    for place, row in enumerate(kept[:6]):
        notes = PartyNotes(representative=True)
        if place < 5:
            story.office.perform(note_party, party_id=row.party_id, version=row.version, notes=notes)
        else:
            with pytest.raises(FormError, match="最多推选5名"):
                story.office.perform(note_party, party_id=row.party_id, version=row.version, notes=notes)
    with pytest.raises(OfficeError) as refused:
        story.office.perform(add_parties, case_id=story.case_id, entries=people[:1])
    assert "工人1" in str(refused.value)
    assert len(story.view().parties) == 25
