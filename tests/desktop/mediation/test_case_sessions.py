"""Sittings: when they were, who was there, what bars them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from mediation_stories import ACCEPTED, DAY, Story, at

import factories
from desktop.entries.mediation import AttendanceEntry, SessionEntry
from desktop.errors import ConflictError, FormError, OfficeError
from desktop.office import Office
from desktop.queries.dossiers import dossier_view
from desktop.queries.papers import case_offers, case_paper_facts
from desktop.services.mediation.cases import terminate_case
from desktop.services.mediation.parties import record_consent
from desktop.services.mediation.sessions import add_session, edit_session
from models.values.case_states import CaseState
from models.values.choices import ConsentHow, SessionKind, SessionResult, SignatureMark, SignatureState
from models.values.dates import in_zone
from models.values.termination import Remedy, TerminationGround


@pytest.fixture
def opened(office: Office, story: Story) -> Story:
    """A case of two parties, three days after acceptance."""
    story.opened()
    factories.later(office, days=3)
    return story


def test_the_first_sitting_begins_the_mediation(office: Office, opened: Story) -> None:
    kept = office.perform(
        add_session, case_id=opened.case_id, entry=opened.session(result=SessionResult.CONTINUED)
    )
    assert kept.case_state == CaseState.MEDIATING
    session = opened.view().sessions[0]
    assert [(line.name, line.by_agent) for line in session.attended] == [("王秀英", False), ("张铉", False)]
    assert (session.ordinal, session.result_words, session.kind_words) == (1, "继续调解", "面对面")


def test_who_was_invited_needs_the_parties_word(office: Office, opened: Story) -> None:
    """人民调解法 20: the check asks for it until the form says so."""
    invited = opened.session(participants="村委会李某")
    kept = office.perform(add_session, case_id=opened.case_id, entry=invited)

    def found() -> list[str]:
        report = office.ask(dossier_view, case_id=opened.case_id).report
        return [line.sentence for line in report.findings if line.check == "C02"]

    assert found() == ["第1次调解邀请了村委会李某，没有记下双方同意。"]
    agreed = replace(invited, invitees_agreed=True)
    office.perform(edit_session, session_id=kept.session_id, version=kept.version, entry=agreed)
    assert opened.view().sessions[0].invitees_agreed
    assert found() == []


def test_a_sitting_goes_on_past_midnight(office: Office, opened: Story) -> None:
    entry = opened.session(started_at=at(ACCEPTED + DAY, 21), ended_at=at(ACCEPTED + 2 * DAY, 1, 30))
    office.perform(add_session, case_id=opened.case_id, entry=entry)
    session = opened.view().sessions[0]
    assert (session.started_at, session.ended_at) == (entry.started_at, entry.ended_at)
    assert session.ended_at is not None
    assert session.ended_at - session.started_at == timedelta(hours=4, minutes=30)


def test_sittings_count_by_when_they_were_held(office: Office, opened: Story) -> None:
    for day, kind in ((2, SessionKind.REMOTE), (0, SessionKind.ON_SITE), (1, SessionKind.BACK_TO_BACK)):
        entry = opened.session(started_at=at(ACCEPTED + day * DAY, 14), ended_at=None, kind=kind)
        office.perform(add_session, case_id=opened.case_id, entry=entry)
    assert [(row.ordinal, row.kind) for row in opened.view().sessions] == [
        (1, SessionKind.ON_SITE),
        (2, SessionKind.BACK_TO_BACK),
        (3, SessionKind.REMOTE),
    ]


IMPOSSIBLE: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"started_at": at(ACCEPTED + 4 * DAY)}, "started_at", "不能晚于现在"),
    ({"started_at": at(ACCEPTED - DAY), "ended_at": None}, "started_at", "不能早于受理日期"),
    ({"ended_at": at(ACCEPTED)}, "ended_at", "过了零点的，请写第二天的日期"),
    ({"ended_at": at(ACCEPTED + 4 * DAY)}, "ended_at", "不能晚于现在"),
    ({"started_at": at(ACCEPTED, 8)}, "ended_at", "不会超过24小时"),
    ({"place": ""}, "place", "请填写调解地点"),
    ({"minutes": " \n"}, "minutes", "请写下调解记录"),
    ({"attended": ()}, "attended", "请选择到场的当事人"),
    ({"attended": (AttendanceEntry(party=99_999),)}, "attended", "请重新选择"),
    ({"participants": "人" * 201}, "participants", "最多200个字"),
)


def test_each_refusal_stands_at_its_field(office: Office, opened: Story) -> None:
    before = opened.view()
    for changes, field, words in IMPOSSIBLE:
        with pytest.raises(FormError) as refusal:
            office.perform(add_session, case_id=opened.case_id, entry=opened.session(**changes))
        assert words in dict(refusal.value.faults)[field], changes
    assert opened.view() == before


def test_hand_written_minutes_need_not_be_typed(office: Office, opened: Story) -> None:
    office.perform(add_session, case_id=opened.case_id, entry=opened.session(minutes="", handwritten=True))
    assert opened.view().sessions[0].handwritten


def test_only_a_party_with_an_agent_comes_by_him(office: Office, opened: Story) -> None:
    attended = tuple(AttendanceEntry(party=party.id, by_agent=True) for party in opened.view().parties)
    with pytest.raises(FormError, match="王秀英没有代理人"):
        office.perform(add_session, case_id=opened.case_id, entry=opened.session(attended=attended))


def say(office: Office, story: Story, agreed: bool, days: int) -> None:
    """Let the second party speak on so many days after acceptance."""
    party = story.view().parties[1]
    day = ACCEPTED + days * DAY
    office.perform(record_consent, party_id=party.id, agreed=agreed, how=ConsentHow.PHONE, given_on=day)


def test_a_clear_refusal_bars_the_sitting_until_it_is_taken_back(office: Office, opened: Story) -> None:
    """人民调解法 17."""
    say(office, opened, agreed=False, days=2)
    with pytest.raises(FormError, match="张铉明确拒绝调解") as refusal:
        office.perform(add_session, case_id=opened.case_id, entry=opened.session())
    assert refusal.value.field == "attended"
    say(office, opened, agreed=True, days=3)
    office.perform(add_session, case_id=opened.case_id, entry=opened.session())


def test_a_later_refusal_does_not_undo_an_earlier_sitting(office: Office, opened: Story) -> None:
    say(office, opened, agreed=False, days=3)
    entry = opened.session(started_at=at(ACCEPTED + DAY, 14), ended_at=None, result=SessionResult.FAILED)
    office.perform(add_session, case_id=opened.case_id, entry=entry)


def test_silence_does_not_bar(office: Office, opened: Story) -> None:
    assert not any(party.consents for party in opened.view().parties)
    office.perform(add_session, case_id=opened.case_id, entry=opened.session())


def test_a_sitting_may_be_typed_after_the_end_if_it_was_before(office: Office, opened: Story) -> None:
    say(office, opened, agreed=False, days=2)
    view = opened.view()
    office.perform(
        terminate_case,
        case_id=opened.case_id,
        version=view.version,
        ground=TerminationGround.WITHDRAWN,
        terminated_on=ACCEPTED + 2 * DAY,
        remedies=(Remedy.LITIGATION,),
    )

    def add(started_at: datetime) -> None:
        entry = opened.session(started_at=started_at, ended_at=None, result=SessionResult.FAILED)
        office.perform(add_session, case_id=opened.case_id, entry=entry)

    add(at(ACCEPTED + 2 * DAY, 9))
    with pytest.raises(FormError, match="那天已达成协议或终止调解"):
        add(at(ACCEPTED + 3 * DAY, 8))
    assert [row.result_words for row in opened.view().sessions] == ["调解不成"]


def test_a_closed_case_takes_no_sitting(office: Office, story: Story) -> None:
    story.effective()
    story.perform()
    story.close()
    with pytest.raises(OfficeError, match="案件现在是“结案”，不能添加调解记录"):
        office.perform(add_session, case_id=story.case_id, entry=story.session())


def test_a_sitting_is_put_right_under_its_version(office: Office, opened: Story) -> None:
    kept = office.perform(add_session, case_id=opened.case_id, entry=opened.session())
    only = opened.session().attended[:1]
    entry = opened.session(place="东关村委会", attended=only)
    after = office.perform(edit_session, session_id=kept.session_id, version=kept.version, entry=entry)
    session = opened.view().sessions[0]
    assert (session.place, len(session.attended)) == ("东关村委会", 1)
    assert after.version == kept.version + 1
    everybody = opened.session(place="东关村委会")
    again = office.perform(edit_session, session_id=kept.session_id, version=after.version, entry=everybody)
    assert again.version == after.version + 1, "who was there belongs to the sitting's version"
    with pytest.raises(ConflictError):
        office.perform(edit_session, session_id=kept.session_id, version=after.version, entry=entry)
    assert len(opened.view().sessions[0].attended) == 2


def test_who_came_late_who_signed_and_who_would_not(opened: Story) -> None:
    """practice.md 20: who attended from when to when, who signed, refused, was read to, interpreter."""
    story = opened
    usual = story.session()
    start, end = usual.started_at, usual.ended_at
    assert end is not None
    first, second = usual.attended

    def held(*attended: AttendanceEntry) -> SessionEntry:
        return replace(
            usual, attended=attended, interpreter="孙译", participants="村委王主任", invitees_agreed=True
        )

    def refused(*attended: AttendanceEntry) -> list[str]:
        with pytest.raises(FormError) as fault:
            story.office.perform(add_session, case_id=story.case_id, entry=held(*attended))
        assert {field for field, _sentence in fault.value.faults} == {"presence"}
        return [sentence for _field, sentence in fault.value.faults]

    quarter = timedelta(minutes=15)
    name = story.view().parties[1].name
    assert refused(first, replace(second, arrived_at=start - quarter)) == [
        f"{name}到场的时间要在这次调解的起止时间之内。"
    ]
    assert refused(first, replace(second, arrived_at=start + quarter, left_at=start + quarter)) == [
        f"{name}离场的时间要晚于到场，不晚于调解结束。"
    ]
    assert refused(first, replace(second, left_at=end + quarter)) == [
        f"{name}离场的时间要晚于到场，不晚于调解结束。"
    ]
    assert refused(first, replace(second, signature=SignatureState.REFUSED)) == [
        f"{name}拒绝签名的，请写明原因和当时有谁在场。"
    ]
    assert refused(first, replace(second, signature=SignatureState.SIGNED)) == [f"请选择{name}是怎么签的。"]
    signed = replace(first, signature=SignatureState.SIGNED, mark=SignatureMark.THUMB, present="由陈桂芳宣读")
    unwilling = replace(
        second,
        arrived_at=start + quarter,
        signature=SignatureState.REFUSED,
        present="认为记录不全，村委王主任在场",
    )
    kept = story.office.perform(add_session, case_id=story.case_id, entry=held(signed, unwilling))
    sitting = story.view().sessions[0]
    assert [line.entry for line in sitting.attended] == [signed, unwilling]
    assert (sitting.interpreter, sitting.invitees_agreed) == ("孙译", True)
    offers = story.office.ask(case_offers, case_ids=(story.case_id,))
    offer = next(offer for offer in offers if offer.key == "session" and offer.subject_id == kept.session_id)
    paper = story.office.ask(case_paper_facts, offer=offer).facts
    came = in_zone(start + quarter)
    clock = f"{came.hour}时" + (f"{came.minute}分" if came.minute else "")
    assert paper.notes == (
        "翻译：孙译。",
        f"{story.view().parties[0].name}：由陈桂芳宣读。",
        f"{name}{clock}到场。",
        f"{name}拒绝签名：认为记录不全，村委王主任在场。",
    )
    again = replace(held(first, replace(second, present="")), interpreter="")
    story.office.perform(edit_session, session_id=kept.session_id, version=kept.version, entry=again)
    assert {line.entry.signature for line in story.view().sessions[0].attended} == {SignatureState.PENDING}
