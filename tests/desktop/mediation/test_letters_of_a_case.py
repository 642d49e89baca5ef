"""Court papers, notices and letters come filled in from the facts of the case; others stay forms for the hand."""

from __future__ import annotations

import pytest
from mediation_stories import ACCEPTED, CaseSource, Story, person
from sqlalchemy import select
from sqlalchemy.orm import Session
from test_papers_of_a_case import issued, offer_of, text_of

from desktop.entries.mediation import CaseOrigin, StepEntry
from desktop.errors import NotFoundError, OfficeError
from desktop.office import Office
from desktop.papers.offers import Fill, PaperOffer
from desktop.queries.agreements import paper_bytes
from desktop.queries.papers import case_offers, case_paper_facts, matter_offers, slip_bytes
from desktop.services.mediation.course import transfer_case
from desktop.services.mediation.parties import add_party
from desktop.services.mediation.refusing import refuse_case
from desktop.services.papers import issue_case_paper, issue_refusal_notice
from models.event import Event
from models.values.case_steps import RefusalGround
from models.values.choices import ApplicationHow, ConsentHow, PartySide, SessionResult, SignerRole
from models.values.permissions import Role

COURT = CaseOrigin(
    sender_unit="坊子区人民法院",
    sender_person="孙丽",
    sender_number="（2026）鲁0704诉前调512号",
    papers_received_on=ACCEPTED,
)
IDENTITY = "370704196304122029"


def offers(story: Story, key: str) -> list[PaperOffer]:
    return [one for one in story.office.ask(case_offers, case_ids=(story.case_id,)) if one.key == key]


def said(story: Story, key: str) -> str:
    """What the issued paper says, without line ends."""
    kept = issued(story, offer_of(story, key))
    return "".join(text_of(story.office.ask(paper_bytes, paper_id=kept.paper_id)).split())


def test_the_court_is_asked_once_the_agreement_is_in_effect(office: Office, story: Story) -> None:
    story.issued()
    assert offer_of(story, "judicial_confirmation").blocked == "协议还没有生效"
    offer = offer_of(story, "judicial_confirmation")
    with pytest.raises(OfficeError, match="协议还没有生效"):
        issued(story, offer)
    story.sign(story.lines(office.clock.now().date()))
    application = said(story, "judicial_confirmation")
    number = story.view().number
    assert f"人民调解协议（编号：{number}）有效" in application
    for words in (
        "申请人一",
        "王秀英",
        "申请人二",
        "张铉",
        "张铉拆除滴水檐，改装内落水管",
        "履行方式、时限：现金支付",
    ):
        assert words in application, words
    assert "人民调解委员会主持调解的证明" in application
    proof = said(story, "presiding_proof")
    assert "王秀英、张铉之间的" in proof
    assert number in proof


def test_who_joins_later_stands_with_his_own_side_on_every_paper(office: Office, story: Story) -> None:
    story.opened()
    for name, side in (("丁四", PartySide.THIRD), ("李梅", PartySide.APPLICANT)):
        office.perform(add_party, case_id=story.case_id, entry=person(name, side, address="柳林村"))
    assert [party.name for party in story.view().parties] == ["王秀英", "张铉", "丁四", "李梅"], (
        "as they came"
    )
    paper_id = story.issued().paper_id
    names = ["王秀英", "李梅", "张铉", "丁四"]
    agreement = story.view().agreement
    assert agreement is not None
    assert [row.name for row in agreement.signatures if row.role is SignerRole.PARTY] == names
    labels = [("申请人一", "王秀英"), ("申请人二", "李梅"), ("被申请人", "张铉"), ("第三人", "丁四")]
    for key in ("acceptance", "session", "rights_notice"):
        paper = office.ask(case_paper_facts, offer=offer_of(story, key)).facts
        assert [(party.label, party.name) for party in paper.parties] == labels, key
        assert getattr(paper, "attended", "、".join(names)) == "、".join(names)
    printed = "".join(text_of(office.ask(paper_bytes, paper_id=paper_id)).split())
    places = [printed.index(f"{label}姓名{name}") for label, name in labels]
    assert places == sorted(places)
    signing = [printed.index(f"{label}{name}") for label, name in labels]
    assert signing == sorted(signing)
    story.sign(story.lines(office.clock.now().date()))
    assert "王秀英、李梅、张铉、丁四之间的" in said(story, "presiding_proof")


def test_an_identity_number_is_read_for_the_court_with_an_event_and_masked_in_the_picture(
    office: Office, story: Story
) -> None:
    parties = (
        person("王秀英", identity_number=IDENTITY, phone="13800002417"),
        person("张铉", PartySide.RESPONDENT, phone="13800002418"),
    )
    story.opened(parties=parties)
    story.effective()
    offer = offer_of(story, "judicial_confirmation")
    shown = office.ask(case_paper_facts, offer=offer).facts.parties[0].identity_number
    assert shown.startswith("370")
    assert "*" in shown
    assert IDENTITY in said(story, "judicial_confirmation")
    with Session(office.engine) as session:
        words = session.scalars(select(Event.words).where(Event.tag == "identity:reveal")).all()
    assert "查看身份证号：打印司法确认申请书" in words
    assert not offer_of(story, "judicial_confirmation").changed, "a mask is no other fact"


def test_what_a_court_handed_over_is_received_and_answered(office: Office, story: Story) -> None:
    story.opened(source=CaseSource.COURT_DELEGATED, origin=COURT)
    receipt = said(story, "handover_receipt")
    for words in ("坊子区人民法院", "委派（√）", "（2026）鲁0704诉前调512号", "孙丽", "王秀英、张铉"):
        assert words in receipt, words
    assert offer_of(story, "result_feedback").blocked == "调解还没有结果"
    story.effective()
    letter = said(story, "result_feedback")
    for words in ("坊子区人民法院：", "委派本人民调解委员会调解的", "达成协议（√）", "张铉拆除滴水檐"):
        assert words in letter, words
    assert "坊子区人民法院" in said(story, "judicial_confirmation")


def test_a_case_that_was_handed_over_says_so_and_nothing_of_an_agreement(
    office: Office, story: Story
) -> None:
    story.opened(
        source=CaseSource.POLICE, origin=CaseOrigin(sender_unit="云溪派出所", sender_number="2026-118")
    )
    story.mediated(result=SessionResult.CONTINUED)
    story.drafted()
    view, today = story.view(), office.clock.now().date()
    entry = StepEntry(happened_on=today, whom="坊子区公安分局", reason="涉嫌故意伤害")
    office.perform(transfer_case, case_id=story.case_id, version=view.version, entry=entry)
    story.close()
    for key, words in (
        ("closing_report", "2026年11月26日移送坊子区公安分局，不再调解。"),
        ("result_feedback", "2026年11月26日移送坊子区公安分局，不再由本人民调解委员会调解。"),
    ):
        paper = said(story, key)
        assert words in paper
        assert "自愿达成协议" not in paper
        assert "张铉拆除滴水檐" not in paper


def test_papers_tell_what_is_owed_where_no_items_were_typed(office: Office, story: Story) -> None:
    story.opened(source=CaseSource.COURT_DELEGATED, origin=COURT)
    story.effective(terms=())
    story.perform()
    story.close()
    for key in ("closing_report", "result_feedback"):
        assert "1、张铉" in said(story, key)
    assert office.who is not None


def test_what_a_court_entrusted_is_not_confirmed(office: Office, story: Story) -> None:
    """practice.md 22: the court makes its own 调解书."""
    story.opened(source=CaseSource.COURT_ENTRUSTED, origin=COURT)
    story.effective()
    assert "不另作司法确认" in offer_of(story, "judicial_confirmation").blocked


def test_every_party_has_its_notice_while_the_case_is_mediated(office: Office, story: Story) -> None:
    story.opened()
    notices = offers(story, "mediation_notice")
    assert [(one.fill, one.title) for one in notices] == [
        (Fill.FILLED, "调解通知书（王秀英）"),
        (Fill.FILLED, "调解通知书（张铉）"),
    ]
    kept = issued(story, notices[1])
    words = "".join(text_of(office.ask(paper_bytes, paper_id=kept.paper_id)).split())
    assert "张铉：" in words
    assert "与王秀英之间的" in words
    story.effective()
    assert [one.fill for one in offers(story, "mediation_notice")] == [Fill.KNOWN]


def test_an_agent_by_power_has_his_paper_and_a_guardian_needs_none(office: Office, story: Story) -> None:
    story.opened(
        parties=(
            person(
                "王秀英",
                phone="13800002417",
                agent_name="李磊",
                agent_relation="委托代理人",
                agent_may_settle=True,
            ),
            person(
                "张铉",
                PartySide.RESPONDENT,
                phone="13800002418",
                agent_name="张父",
                agent_relation="法定代理人",
            ),
        )
    )
    (offer,) = offers(story, "power_of_attorney")
    assert offer.title == "授权委托书（王秀英）"
    power = said(story, "power_of_attorney")
    assert "特别授权代理（√）" in power
    assert "受托人李磊" in power


def test_a_paper_of_another_case_or_of_nothing_is_refused(office: Office, story: Story) -> None:
    story.opened()
    other = Story(office)
    other.dispatched()
    other.opened()
    foreign = offers(other, "mediation_notice")[0].subject_id
    for key, subject in (("mediation_notice", foreign), ("inquiry", 1), ("power_of_attorney", 999)):
        with pytest.raises(NotFoundError):
            office.perform(
                issue_case_paper, case_id=story.case_id, key=key, subject_id=subject, fill=Fill.FILLED
            )


def test_who_asked_in_vain_is_told_why_and_where_to_go(office: Office, story: Story) -> None:
    """mediation.md 1.3 R: 不予受理告知, from the committee and not from the window."""
    story.dispatched()
    before = {one.key for one in office.ask(matter_offers, matter_id=story.matter_id)}
    assert "non_acceptance" not in before
    office.perform(
        refuse_case,
        matter_id=story.matter_id,
        ground=RefusalGround.PARTY_REFUSES,
        decided_on=ACCEPTED,
        where_to="坊子区人民法院立案庭，带身份证和起诉状",
        told_how=ConsentHow.ORAL,
    )
    (offer,) = (
        one for one in office.ask(matter_offers, matter_id=story.matter_id) if one.key == "non_acceptance"
    )
    assert offer.blocked == ""
    kept = office.perform(issue_refusal_notice, matter_id=story.matter_id)
    words = "".join(text_of(office.ask(slip_bytes, paper_id=kept.paper_id)).split())
    for part in ("因一方当事人明确拒绝调解，", "坊子区人民法院立案庭，带身份证和起诉状", "2026年11月23日"):
        assert part in words, part
    office.who = story.people[Role.RECEPTIONIST]
    (seen,) = (
        one for one in office.ask(matter_offers, matter_id=story.matter_id) if one.key == "non_acceptance"
    )
    assert seen.blocked == "由调解员或中心主任打印"


def test_an_application_that_was_made_is_printed_filled_in(office: Office, story: Story) -> None:
    story.opened()
    assert [one.fill for one in offers(story, "application")] == [Fill.KNOWN]
    other = Story(office)
    other.dispatched()
    origin = CaseOrigin(applied_on=ACCEPTED, applied_how=ApplicationHow.WRITTEN, brief="滴水檐伸进我家院墙。")
    other.opened(origin=origin)
    assert [one.fill for one in offers(other, "application")] == [Fill.FILLED]
    assert "滴水檐伸进我家院墙。" in said(other, "application")
