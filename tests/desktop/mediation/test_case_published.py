"""Published case 1 (shared/data/published_cases.md), entered in order as it happened and late in one sitting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from mediation_stories import Story, at
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.clock import FixedClock
from desktop.database.verify import verify
from desktop.entries.matters import MatterEntry
from desktop.entries.mediation import (
    AgreementEntry,
    AttendanceEntry,
    CaseEntry,
    ConsentEntry,
    HolderEntry,
    LateCase,
    LatePerformanceEntry,
    LateSignatureEntry,
    ObligationEntry,
    PartyEntry,
    PerformanceEntry,
    SessionEntry,
    TellingEntry,
    TerminationEntry,
)
from desktop.entries.people import PersonEntry
from desktop.errors import ForbiddenError, FormError, OfficeError
from desktop.office import Office
from desktop.queries.case_proposals import case_by_number
from desktop.queries.case_views import CaseView
from desktop.queries.cases import case_view
from desktop.queries.history import found_matters
from desktop.queries.matters import matter_view
from desktop.services.mediation.agreements import save_agreement
from desktop.services.mediation.cases import CaseOpened
from desktop.services.mediation.late_entry import enter_case_late
from desktop.services.mediation.parties import record_consent, tell_rights
from desktop.services.mediation.printing import issue_agreement
from desktop.services.mediation.sessions import add_session
from models.event import Event
from models.matter import Matter
from models.person import Person
from models.values.case_states import CaseState
from models.values.choices import (
    AgreementForm,
    CaseSource,
    Channel,
    ConsentHow,
    MatterNature,
    PartySide,
    SessionKind,
    SessionResult,
    SignatureMark,
    SignatureState,
    SignerRole,
    TellingHow,
)
from models.values.matter_states import MatterState
from models.values.permissions import Role
from models.values.termination import Remedy, TerminationGround
from models.values.terms import ObligationKind

WALLED, AGREED, DONE = date(2022, 12, 30), date(2023, 1, 4), date(2023, 1, 6)
PENG, ZHANG = 1, 2
PLACE = "车坪乡某村彭某花屋前"

MATTER = MatterEntry(
    channel=Channel.POLICE,
    nature=MatterNature.DISPUTE,
    story="彭某花在屋前通道砌起一米多高的砖墙，张某海回家无路可走，当日报警。",
    visitor=PersonEntry(name="张某海"),
    counterparts=(PersonEntry(name="彭某花"),),
)
PARTIES = (
    PartyEntry(
        side=PartySide.RESPONDENT,
        who=PersonEntry(name="彭某花"),
        agent_name="彭某花之子",
        agent_relation="子",
    ),
    PartyEntry(side=PartySide.APPLICANT, who=PersonEntry(name="张某海")),
)
FIRST = SessionEntry(
    kind=SessionKind.ON_SITE,
    started_at=at(WALLED, 16),
    ended_at=at(WALLED, 18),
    place=PLACE,
    participants="派出所民警、村委会",
    minutes="彭某花答应恢复通道。",
    result=SessionResult.AGREED,
    attended=(AttendanceEntry(party=PENG), AttendanceEntry(party=ZHANG)),
)
SECOND = SessionEntry(
    kind=SessionKind.ON_SITE,
    started_at=at(AGREED, 10),
    ended_at=at(AGREED, 12),
    place=PLACE,
    minutes="张某海反映通道又被堵。查明彭某花屋地势低，污水流向张某海一侧，张某海堵了彭某花三处排水口。",
    result=SessionResult.AGREED,
    attended=(AttendanceEntry(party=PENG, by_agent=True), AttendanceEntry(party=ZHANG)),
)
AGREEMENT = AgreementEntry(
    form=AgreementForm.WRITTEN,
    facts="2022年12月30日彭某花答应恢复通道，后又堵塞；张某海曾堵彭某花三处排水口。",
    terms=("恢复彭某花屋前的通道，归还通行。", "张某海赔付弄坏的砖和管子200元。"),
    obligations=(
        ObligationEntry(kind=ObligationKind.ACT, what="恢复屋前通道", debtors=(HolderEntry(party=PENG),)),
        ObligationEntry(
            kind=ObligationKind.PAYMENT,
            what="砖和管子钱",
            amount_fen=20_000,
            debtors=(HolderEntry(party=ZHANG),),
            creditors=(HolderEntry(party=PENG),),
        ),
    ),
)


def late_case(mediator_id: int, **changes: Any) -> LateCase:
    """The whole case as its papers tell it."""
    signed = {"state": SignatureState.SIGNED, "mark": SignatureMark.NAME_AND_THUMB, "signed_on": AGREED}
    usual = LateCase(
        matter=MATTER,
        case=CaseEntry(
            source=CaseSource.POLICE,
            accepted_on=WALLED,
            mediator_ids=(mediator_id,),
            presiding_id=mediator_id,
            name="张某海与彭某花邻里纠纷",
            dispute_type="邻里纠纷",
            number_by_hand="(2022)云人调字第17号",
        ),
        parties=PARTIES,
        consents=tuple(
            ConsentEntry(party=place, agreed=True, how=ConsentHow.ATTENDED, given_on=WALLED)
            for place in (PENG, ZHANG)
        ),
        tellings=tuple(
            TellingEntry(party=place, how=TellingHow.ORAL_NOTED, told_on=WALLED) for place in (PENG, ZHANG)
        ),
        sessions=(SECOND, FIRST),
        agreement=AGREEMENT,
        signatures=(
            LateSignatureEntry(role=SignerRole.COMMITTEE, **(signed | {"mark": SignatureMark.SEAL})),
            LateSignatureEntry(role=SignerRole.PARTY, signer=ZHANG, **signed),
            LateSignatureEntry(role=SignerRole.PARTY, signer=PENG, **signed),
            LateSignatureEntry(role=SignerRole.MEDIATOR, signer=mediator_id, **signed),
        ),
        performances=(
            LatePerformanceEntry(
                obligation=1, performance=PerformanceEntry(performed_on=DONE, complete=True)
            ),
            LatePerformanceEntry(
                obligation=2,
                performance=PerformanceEntry(
                    performed_on=AGREED, complete=True, amount_fen=20_000, proof="收条"
                ),
            ),
        ),
        closed_on=DONE,
    )
    return replace(usual, **changes)


def same_outcome(view: CaseView) -> None:
    """What both ways of entering lead to."""
    assert view.state is CaseState.CLOSED
    assert (view.accepted_on, view.reached_on, view.effective_on, view.closed_on) == (
        WALLED,
        AGREED,
        AGREED,
        DONE,
    )
    assert [(party.name, party.side_words) for party in view.parties] == [
        ("彭某花", "被申请人"),
        ("张某海", "申请人"),
    ]
    assert [(row.ordinal, row.started_at, row.result_words) for row in view.sessions] == [
        (1, FIRST.started_at, "达成协议"),
        (2, SECOND.started_at, "达成协议"),
    ]
    assert [line.by_agent for line in view.sessions[1].attended] == [True, False]
    assert view.agreement is not None
    assert view.agreement.copies == 3
    assert [(row.sentence, row.due_on, row.performed_on) for row in view.agreement.obligations] == [
        ("彭某花恢复屋前通道。", None, DONE),
        ("张某海向彭某花支付砖和管子钱200.00元（大写：贰佰元整）。", None, AGREED),
    ]
    assert {row.state for row in view.agreement.signatures} == {SignatureState.SIGNED}


def enter(office: Office, **changes: Any) -> CaseOpened:
    """Enter the case late as the mediator."""
    people = factories.people_of(office)
    office.who = people[Role.MEDIATOR]
    assert office.who.staff_id is not None
    return office.perform(enter_case_late, entry=late_case(office.who.staff_id, **changes))


def test_entered_late_in_one_sitting(office: Office) -> None:
    opened = enter(office)
    assert opened.number == "（2022）云人调字第17号"
    view = office.ask(case_view, case_id=opened.case_id)
    same_outcome(view)
    assert view.late_entry
    assert view.number_by_hand
    assert view.papers == (), "the hand-written paper is the paper"
    matter = office.ask(matter_view, matter_id=opened.matter_id)
    assert (matter.state, matter.late_entry) == (MatterState.REPORTED, True)
    assert matter.code == "370704101-2022-000001"
    for text in ("彭某花", "（2022）云人调字第17号"):
        assert [row.matter_id for _why, row in office.ask(found_matters, text=text)] == [opened.matter_id]
    with Session(office.engine) as session:
        (event,) = session.scalars(select(Event).where(Event.matter_id == opened.matter_id))
        assert (event.tag, event.words) == ("case:enter_late", "补录调解案件（2022）云人调字第17号")
        assert event.occurred_at == datetime(2022, 12, 30, 4, tzinfo=UTC)
        assert event.recorded_at == factories.MONDAY
        assert event.account_name == "陈桂芳"
        assert session.scalars(select(Person.name).order_by(Person.id)).all() == ["张某海", "彭某花"]
    assert all(check.sound for check in verify(office.engine).checks)


@pytest.fixture
def village(database: str) -> Iterator[Office]:
    """A centre that is founded on the day before the wall."""
    office = factories.new_office(database, at(WALLED, 8) - timedelta(days=1))
    factories.everybody(office)
    yield office
    office.close()


def test_entered_in_order_as_it_happened(village: Office) -> None:
    clock = village.clock
    assert isinstance(clock, FixedClock)
    story = Story(village)
    clock.moment = at(WALLED, 15)
    story.dispatched(
        channel=MATTER.channel, story=MATTER.story, visitor=MATTER.visitor, counterparts=MATTER.counterparts
    )
    opened = story.opened(accepted_on=WALLED, name="张某海与彭某花邻里纠纷", parties=PARTIES)
    assert (opened.number, opened.due_on) == ("（2022）云人调字第1号", date(2023, 1, 29))
    ids = {place: party.id for place, party in enumerate(story.view().parties, 1)}

    def sitting(entry: SessionEntry) -> None:
        attended = tuple(replace(there, party=ids[there.party]) for there in entry.attended)
        clock.moment = entry.ended_at or entry.started_at
        village.perform(add_session, case_id=story.case_id, entry=replace(entry, attended=attended))

    for party in ids.values():
        village.perform(record_consent, party_id=party, agreed=True, how=ConsentHow.ATTENDED, given_on=WALLED)
        village.perform(tell_rights, party_id=party, how=TellingHow.ORAL_NOTED, told_on=WALLED)
    sitting(FIRST)
    sitting(SECOND)

    def people(holders: tuple[HolderEntry, ...]) -> tuple[HolderEntry, ...]:
        return tuple(HolderEntry(party=ids[holder.party or 0]) for holder in holders)

    draft = replace(
        AGREEMENT,
        obligations=tuple(
            replace(item, debtors=people(item.debtors), creditors=people(item.creditors))
            for item in AGREEMENT.obligations
        ),
    )
    kept = village.perform(save_agreement, case_id=story.case_id, version=None, entry=draft)
    village.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    with pytest.raises(FormError, match="彭某花之子没有特别授权"):
        story.sign(story.lines(AGREED, party={"by_agent": True})[1:2])
    story.sign(story.lines(AGREED))
    story.perform(1, amount_fen=20_000, proof="收条")
    clock.moment = at(DONE, 9)
    story.perform(0)
    story.close()
    view = story.view()
    same_outcome(view)
    assert not view.late_entry
    assert view.papers[0].title == "人民调解协议书（2022）云人调字第1号"
    assert village.ask(matter_view, matter_id=story.matter_id).state == MatterState.REPORTED
    assert all(check.sound for check in verify(village.engine).checks)


def test_the_case_goes_as_far_as_its_facts(office: Office) -> None:
    nothing: dict[str, Any] = {"performances": (), "closed_on": None}
    cases = (
        ({}, CaseState.CLOSED),
        (nothing, CaseState.EFFECTIVE),
        (nothing | {"signatures": ()}, CaseState.AWAITING_SIGNATURE),
        (nothing | {"signatures": (), "agreement": None}, CaseState.MEDIATING),
        (nothing | {"signatures": (), "agreement": None, "sessions": ()}, CaseState.ACCEPTED),
    )
    people = factories.people_of(office)
    mediator = people[Role.MEDIATOR].staff_id
    assert mediator is not None
    for serial, (changes, state) in enumerate(cases, 1):
        usual = late_case(mediator)
        number = f"（2022）云人调字第{serial}号"
        opened = enter(office, case=replace(usual.case, number_by_hand=number), **changes)
        assert opened.state == state
        assert office.ask(case_by_number, number=number) == opened.case_id


def test_a_late_case_goes_on_like_any_other(office: Office) -> None:
    opened = enter(office, performances=(), closed_on=None)
    story = Story(office)
    story.case_id = opened.case_id
    story.perform(0, performed_on=DONE)
    story.perform(1, performed_on=DONE, amount_fen=20_000)
    story.close(DONE)
    assert story.view().closed_on == DONE


def test_a_failed_one_is_entered_with_its_end(office: Office) -> None:
    failed = replace(SECOND, result=SessionResult.FAILED)
    refusal = ConsentEntry(party=PENG, agreed=False, how=ConsentHow.ORAL, given_on=AGREED)
    opened = enter(
        office,
        agreement=None,
        signatures=(),
        performances=(),
        sessions=(FIRST, failed),
        consents=(*late_case(1).consents, refusal),
        termination=TerminationEntry(
            ground=TerminationGround.WITHDRAWN, terminated_on=AGREED, remedies=(Remedy.LITIGATION,)
        ),
        closed_on=AGREED,
    )
    view = office.ask(case_view, case_id=opened.case_id)
    assert (view.state, view.terminated_on, view.remedies_words) == (CaseState.CLOSED, AGREED, "诉讼")


def test_an_oral_one_needs_no_signature(office: Office) -> None:
    oral = replace(AGREEMENT, form=AgreementForm.ORAL)
    opened = enter(office, agreement=oral, signatures=())
    view = office.ask(case_view, case_id=opened.case_id)
    assert (view.state, view.effective_on) == (CaseState.CLOSED, AGREED)


def test_a_registered_matter_is_mediated_late(office: Office) -> None:
    story = Story(office)
    story.dispatched(happened_at=at(WALLED, 15))
    opened = enter(office, matter=None, matter_id=story.matter_id)
    assert opened.matter_id == story.matter_id
    assert opened.state == CaseState.CLOSED


SIGNED = late_case(1).signatures
BROKEN: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"case": replace(late_case(1).case, name="")}, "case.name", "请填写卷名"),
    ({"case": replace(late_case(1).case, number_by_hand="17")}, "case.number_by_hand", "卷号应写成"),
    ({"case": replace(late_case(1).case, accepted_on=AGREED)}, "case.number_by_hand", "卷号的年份是2022年"),
    ({"matter": replace(MATTER, story="")}, "matter.story", "请写下诉求"),
    ({"matter": None}, "matter", "请填写纠纷的登记信息"),
    ({"parties": (replace(PARTIES[0], who=PersonEntry()), PARTIES[1])}, "parties.0.who.name", "请填写姓名"),
    (
        {"consents": (ConsentEntry(party=3, agreed=True, how=ConsentHow.ORAL, given_on=WALLED),)},
        "consents.0.party",
        "请重新选择",
    ),
    (
        {"consents": (ConsentEntry(party=1, agreed=False, how=ConsentHow.ORAL, given_on=WALLED),)},
        "sessions.0.attended",
        "彭某花明确拒绝调解",
    ),
    ({"tellings": ()}, "agreement.parties", "权利义务"),
    (
        {"sessions": (replace(FIRST, started_at=at(date(2022, 12, 29))),)},
        "sessions.0.started_at",
        "不能早于受理",
    ),
    ({"agreement": replace(AGREEMENT, terms=(), obligations=())}, "agreement.terms", "还没有写协议内容"),
    ({"agreement": replace(AGREEMENT, reached_on=WALLED)}, "agreement.reached_on", "不能早于最后一次调解"),
    ({"agreement": None}, "agreement", "没有填写协议"),
    (
        {"signatures": (replace(SIGNED[1], signer=9),)},
        "signatures.0.signer",
        "不是当事人、调解员或记录人",
    ),
    ({"signatures": (replace(SIGNED[1], signed_on=WALLED),)}, "signatures.0.signed_on", "不能早于达成协议"),
    (
        {
            "performances": (
                LatePerformanceEntry(
                    obligation=9, performance=PerformanceEntry(performed_on=DONE, complete=True)
                ),
            )
        },
        "performances.0.obligation",
        "请重新选择",
    ),
    ({"performances": ()}, "closing.obligations.0", "还没有履行完毕"),
    ({"closed_on": date(2026, 11, 24)}, "closing.closed_on", "不能晚于今天"),
)


def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(office: Office) -> None:
    office.who = factories.people_of(office)[Role.MEDIATOR]
    mediator = office.who.staff_id
    assert mediator is not None
    usual = late_case(mediator)
    for broken, field, words in BROKEN:
        changes = dict(broken)
        if "case" in changes:
            changes["case"] = replace(changes["case"], mediator_ids=(mediator,), presiding_id=mediator)
        with pytest.raises(OfficeError) as refusal:
            office.perform(enter_case_late, entry=replace(usual, **changes))
        faults = getattr(refusal.value, "faults", ((refusal.value.field, refusal.value.sentence),))
        assert any(name.startswith(field) and words in sentence for name, sentence in faults), faults
        with Session(office.engine) as session:
            assert session.scalar(select(Matter.id)) is None
    assert enter(office).number == "（2022）云人调字第17号"


def test_only_a_mediator_enters_cases_late(office: Office) -> None:
    people = factories.people_of(office)
    for role, who in people.items():
        office.who = who
        if role is not Role.MEDIATOR:
            with pytest.raises(ForbiddenError):
                office.perform(enter_case_late, entry=late_case(1))
