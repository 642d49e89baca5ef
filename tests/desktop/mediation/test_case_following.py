"""What follows an agreement: the court, return visits, urging, instalments, another agreement. On both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from mediation_stories import ACCEPTED, DAY, Story, at

import factories
from desktop.entries.following import (
    ClaimEntry,
    CourtEntry,
    DutyStepEntry,
    EvidenceEntry,
    InquiryEntry,
    VisitEntry,
)
from desktop.entries.mediation import HolderEntry, InstalmentEntry, ObligationEntry
from desktop.errors import FormError, OfficeError
from desktop.papers.offers import Fill
from desktop.queries.agreements import paper_bytes
from desktop.queries.case_views import CaseAct
from desktop.queries.dossiers import dossier_view
from desktop.queries.papers import case_offers
from desktop.services.mediation.agreements import reach_oral_agreement, retract_agreement, save_agreement
from desktop.services.mediation.anew import keep_old_agreement, renew_agreement
from desktop.services.mediation.cases import close_case, terminate_case
from desktop.services.mediation.fact_finding import (
    remove_evidence,
    save_claims,
    save_evidence,
    save_inquiry,
)
from desktop.services.mediation.following import confirm_in_court, follow_obligation, record_visit
from desktop.services.mediation.printing import issue_agreement
from desktop.services.mediation.sessions import add_session
from desktop.services.papers import issue_case_paper
from models.values.case_states import CaseState
from models.values.choices import AgreementForm, CaseSource, ConsentHow, InquiryKind, Liability
from models.values.following import CourtState, DutyStep, Satisfaction, VisitFinding
from models.values.termination import TerminationGround
from models.values.terms import ObligationKind, Term, TermKind

EFFECT = ACCEPTED + 3 * DAY
LONG = Term(kind=TermKind.FIXED_DATE, day=date(2027, 6, 30))


def court(story: Story, to: CourtState, day: date, **more: Any) -> None:
    agreement = story.view().agreement
    assert agreement is not None
    entry = CourtEntry(to=to, happened_on=day, **more)
    story.office.perform(confirm_in_court, case_id=story.case_id, version=agreement.version, entry=entry)


def payment(story: Story, **changes: Any) -> tuple[ObligationEntry, ...]:
    (usual,) = story.agreement().obligations
    return (replace(usual, **changes),)


# -- the court


def test_both_apply_within_thirty_days_and_the_court_confirms(story: Story) -> None:
    """Effect on 26 November 2026: the 30th day is 26 December, a Saturday, so Monday the 28th (民法典 203)."""
    story.effective(obligations=payment(story_with_case(story), term=LONG))
    view = story.view()
    assert view.court is not None
    assert (view.court.state, view.court.due_on) == (None, date(2026, 12, 28))
    today = story.office.clock.now().date()
    with pytest.raises(FormError, match="共同申请"):
        court(story, CourtState.APPLIED, today, court="坊子区人民法院")
    court(story, CourtState.APPLIED, today, court="坊子区人民法院", together=True)
    with pytest.raises(OfficeError, match="司法确认还没有结果"):
        story.close()
    factories.later(story.office, days=5)
    day = today + 5 * DAY
    court(story, CourtState.ACCEPTED, day, court_number="（2026）鲁0704民特1号")
    court(story, CourtState.CONFIRMED, day)
    view = story.view()
    assert view.court is not None
    assert (view.court.state, view.court.moves) == (CourtState.CONFIRMED, ())
    assert view.court.enforce_until == day.replace(year=day.year + 2)
    assert view.court.court_number == "（2026）鲁0704民特1号"
    story.close()


def story_with_case(story: Story) -> Story:
    """Return the story with its case opened, so that its parties are known."""
    story.opened()
    return story


def test_after_thirty_days_nobody_applies(story: Story) -> None:
    story.effective(obligations=payment(story_with_case(story), term=LONG))
    factories.later(story.office, days=40)
    view = story.view()
    assert view.court is not None
    assert (view.court.over, view.court.state_words, view.court.moves) == (True, "已过30日", ())
    with pytest.raises(FormError, match="已经过了"):
        court(story, CourtState.APPLIED, date(2026, 12, 29), court="法院", together=True)


def test_what_a_court_entrusted_has_no_confirmation(story: Story) -> None:
    """practice.md 22: it goes back to the court for its 调解书."""
    story.opened(source=CaseSource.COURT_ENTRUSTED)
    story.effective()
    view = story.view()
    assert view.court is not None
    assert (view.court.state_words, view.court.moves) == ("不办理", ())
    with pytest.raises(OfficeError, match="调解书"):
        court(story, CourtState.INTENDED, EFFECT)


# -- return visits


def test_a_return_visit_says_what_was_found(story: Story) -> None:
    story.effective()
    day = story.office.clock.now().date()
    with pytest.raises(FormError) as refused:
        story.office.perform(record_visit, case_id=story.case_id, entry=VisitEntry(visited_on=day))
    assert [field for field, _sentence in refused.value.faults] == [
        "how",
        "whom",
        "performed",
        "satisfaction",
    ]
    entry = VisitEntry(
        visited_on=day,
        how=ConsentHow.PHONE,
        whom="王秀英、张铉",
        performed=VisitFinding.NOT_DUE,
        satisfaction=Satisfaction.GOOD,
        text="双方都说没有新的矛盾。",
    )
    story.office.perform(record_visit, case_id=story.case_id, entry=entry)
    (visit,) = story.view().facts.visits
    assert (visit.performed_words, visit.satisfaction_words) == ("没有到期", "满意")
    with pytest.raises(FormError, match="写明原因"):
        story.office.perform(
            record_visit, case_id=story.case_id, entry=VisitEntry(visited_on=day, waived=True)
        )


# -- urging, default


def test_what_is_urged_begins_the_limitation_anew(story: Story) -> None:
    """民法典 188, 195: three years from the demand."""
    story.effective()
    row = story.view().followed[0]
    day = story.office.clock.now().date()
    entry = DutyStepEntry(kind=DutyStep.URGED, happened_on=day, how=ConsentHow.PHONE, note="催他付钱")
    story.office.perform(follow_obligation, obligation_id=row.obligation_id, version=row.version, entry=entry)
    (step,) = story.view().followed[0].steps
    assert (step.words, step.limitation_until) == ("督促履行（电话）", date(2029, 11, 26))


def test_all_put_it_off_and_at_last_the_way_to_the_court_is_told(story: Story) -> None:
    story.effective()
    row = story.view().followed[0]
    day = story.office.clock.now().date()
    later = DutyStepEntry(kind=DutyStep.DEFERRED, happened_on=day, until_on=day + 20 * DAY)
    story.office.perform(follow_obligation, obligation_id=row.obligation_id, version=row.version, entry=later)
    row = story.view().followed[0]
    assert (row.due_on, row.overdue) == (day + 20 * DAY, False)
    story.sign(story.lines(day))  # putting the signatures right must not lose the later day
    assert story.view().followed[0].due_on == day + 20 * DAY
    factories.later(story.office, days=21)
    row = story.view().followed[0]
    assert row.overdue
    with pytest.raises(OfficeError, match="还没有履行完毕"):
        story.close()
    told = DutyStepEntry(kind=DutyStep.COURT_TOLD, happened_on=day + 21 * DAY)
    story.office.perform(follow_obligation, obligation_id=row.obligation_id, version=row.version, entry=told)
    view = story.view()
    assert (view.followed[0].ended_words, view.followed[0].overdue) == ("已告知可以起诉", False)
    story.close()


# -- instalments and shares


def test_instalments_add_up_are_dated_and_paid_one_after_another(story: Story) -> None:
    story.opened()
    parts = (
        InstalmentEntry(amount_fen=100_000, days=3),
        InstalmentEntry(amount_fen=280_000, day=date(2027, 1, 20)),
    )
    story.effective(obligations=payment(story, term=None, instalments=parts))
    row = story.view().followed[0]
    assert row.sentence == (
        "张铉分二期向王秀英支付墙体修缮费3,800.00元（大写：叁仟捌佰元整）：自本协议生效之日起三日内支付"
        "1,000.00元（大写：壹仟元整）；2027年1月20日前（含当日）支付2,800.00元（大写：贰仟捌佰元整）。"
    )
    # three days from Thursday 26 November end on Sunday the 29th, so Monday the 30th
    assert [(part.due_on, part.open_fen) for part in row.instalments] == [
        (date(2026, 11, 30), 100_000),
        (date(2027, 1, 20), 280_000),
    ]
    assert (row.next_on, row.next_fen, row.due_on) == (date(2026, 11, 30), 100_000, date(2027, 1, 20))
    story.perform(amount_fen=150_000, complete=False)
    row = story.view().followed[0]
    assert (row.next_on, row.next_fen) == (date(2027, 1, 20), 230_000)
    assert story.view().missing == ()  # its longest term is over 30 days: closed at the agreement
    factories.later(story.office, days=60)
    assert story.view().followed[0].overdue


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"term": None, "instalments": (InstalmentEntry(amount_fen=380_000, days=3),)}, "只有一期"),
        (
            {
                "term": None,
                "instalments": (
                    InstalmentEntry(amount_fen=100_000, days=3),
                    InstalmentEntry(amount_fen=100_000, days=9),
                ),
            },
            "各期相加是2,000.00元",
        ),
        (
            {
                "term": None,
                "instalments": (
                    InstalmentEntry(amount_fen=190_000, days=9),
                    InstalmentEntry(amount_fen=190_000, days=3),
                ),
            },
            "一期比一期晚",
        ),
    ],
)
def test_instalments_that_cannot_be_are_not_printed(
    story: Story, changes: dict[str, Any], words: str
) -> None:
    story.mediated()
    kept = story.drafted(obligations=payment(story, **changes))
    assert any(words in finding.sentence and finding.level == "error" for finding in kept.findings)
    with pytest.raises(FormError, match=words):
        story.office.perform(issue_agreement, case_id=story.case_id, version=kept.version)


def test_shares_of_two_debtors_add_up_and_are_printed(story: Story) -> None:
    story.mediated()
    first, second = (party.id for party in story.view().parties)
    debtors = (
        HolderEntry(party=second, share_fen=200_000),
        HolderEntry(name="某保险公司", share_fen=100_000),
    )
    kept = story.drafted(obligations=payment(story, debtors=debtors, creditors=(HolderEntry(party=first),)))
    assert any("份额相加是3,000.00元" in finding.sentence for finding in kept.findings)
    debtors = (debtors[0], replace(debtors[1], share_fen=180_000))
    kept = story.drafted(obligations=payment(story, debtors=debtors, liability=Liability.JOINT))
    view = story.view()
    assert view.agreement is not None
    assert view.agreement.entry.obligations[0].debtors == debtors
    assert "依次各承担2,000.00元（大写：贰仟元整）、1,800.00元" in view.agreement.obligations[0].sentence


# -- another agreement


def bound(story: Story, key: str) -> list[int]:
    """Return what the dossier binds of a paper."""
    rows = story.office.ask(dossier_view, case_id=story.case_id).rows
    return [row.subject_id for row in rows if row.key == key]


def test_a_supplement_stands_beside_the_first(story: Story) -> None:
    story.effective()
    view = story.view()
    story.office.perform(
        renew_agreement,
        case_id=story.case_id,
        version=view.version,
        agreed_on=EFFECT,
        replacing=False,
        all_agreed=True,
    )
    view = story.view()
    assert (view.state, view.effective_on) == (CaseState.MEDIATING, None)
    assert view.agreement is not None
    assert view.agreement.number == f"{view.number}之一"
    assert CaseAct.KEEP_OLD in view.acts
    assert [row.what for row in view.followed] == ["墙体修缮费"]
    with pytest.raises(OfficeError, match="原协议还有效"):
        story.office.perform(
            terminate_case,
            case_id=story.case_id,
            version=view.version,
            ground=TerminationGround.SETTLED_THEMSELVES,
            terminated_on=EFFECT,
        )
    second = (
        ObligationEntry(
            kind=ObligationKind.ACT,
            what="清理院墙外的砖",
            debtors=(HolderEntry(party=view.parties[1].id),),
            term=Term(kind=TermKind.AT_SIGNING),
        ),
    )
    kept = story.office.perform(
        save_agreement,
        case_id=story.case_id,
        version=view.agreement.version,
        entry=story.agreement(obligations=second, terms=()),
    )
    story.office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    assert story.sign(story.lines(EFFECT)).case_state == CaseState.EFFECTIVE
    view = story.view()
    assert [row.what for row in view.followed] == ["墙体修缮费", "清理院墙外的砖"]
    assert [item.field for item in view.missing] == ["obligations.0", "obligations.1"]
    assert view.earlier[0].number == view.number
    assert bound(story, "agreement") == [view.earlier[0].agreement_id, view.agreement.agreement_id]
    offers = story.office.ask(case_offers, case_ids=(story.case_id,), keys=("agreement", "performance_proof"))
    assert [(row.key, row.subject_id) for row in offers if not row.blocked and row.paper_id is not None] == [
        ("agreement", number) for number in bound(story, "agreement")
    ]
    receipts = [row for row in offers if row.key == "performance_proof" and row.fill is Fill.FILLED]
    assert len(receipts) == 1  # of the sum in the first agreement


def test_an_oral_promise_that_was_broken_is_replaced_by_paper(story: Story) -> None:
    """Published case 1 (practice.md 7): a written agreement that takes the oral one's place."""
    story.mediated()
    kept = story.drafted(form=AgreementForm.ORAL)
    story.office.perform(
        reach_oral_agreement, case_id=story.case_id, version=kept.version, written_not_wanted=True
    )
    factories.later(story.office, days=10)
    view = story.view()
    assert view.followed[0].overdue
    story.office.perform(
        renew_agreement,
        case_id=story.case_id,
        version=view.version,
        agreed_on=story.office.clock.now().date(),
        replacing=True,
        all_agreed=True,
        reason="到期没有付",
    )
    today = story.office.clock.now().date()
    view = story.view()
    assert view.agreement is not None
    kept = story.office.perform(
        save_agreement,
        case_id=story.case_id,
        version=view.agreement.version,
        entry=story.agreement(reached_on=today),
    )
    story.office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    story.sign(story.lines(today))
    view = story.view()
    assert (view.earlier[0].superseded_on, view.earlier[0].obligations[0].ended_words) == (
        today,
        "由后来的协议替代",
    )
    assert len(view.followed) == 1
    assert bound(story, "oral_agreement") == [view.earlier[0].agreement_id]
    assert bound(story, "agreement") == [kept.agreement_id]
    story.perform()
    story.close()


def test_the_first_agreement_stands_when_the_second_fails(story: Story) -> None:
    story.effective()
    before = story.view()
    settled = bound(story, "agreement")
    fields: dict[str, Any] = {"case_id": story.case_id, "agreed_on": EFFECT, "replacing": True}
    with pytest.raises(OfficeError, match="各方"):
        story.office.perform(renew_agreement, version=before.version, all_agreed=False, **fields)
    story.office.perform(renew_agreement, version=before.version, all_agreed=True, **fields)
    assert bound(story, "agreement") == settled  # the draft that is open does not hide the one in force
    story.perform_followed()
    story.office.perform(
        keep_old_agreement,
        case_id=story.case_id,
        version=story.view().version,
        happened_on=EFFECT,
        reason="谈不拢",
    )
    view = story.view()
    assert (view.state, view.effective_on, view.reached_on) == (
        CaseState.EFFECTIVE,
        before.effective_on,
        before.reached_on,
    )
    assert view.agreement is not None
    assert before.agreement is not None
    assert view.agreement.agreement_id == before.agreement.agreement_id
    story.office.perform(
        close_case, case_id=story.case_id, version=view.version, closed_on=story.office.clock.now().date()
    )


def test_the_paper_of_an_agreement_that_was_given_up_is_nobody_elses(story: Story) -> None:
    """A row's number may come again when the row is gone: the next agreement, of whatever case, takes no paper over."""
    other = Story(story.office)
    other.opened()
    other.told()
    story.effective()
    view = story.view()
    story.office.perform(
        renew_agreement,
        case_id=story.case_id,
        version=view.version,
        agreed_on=EFFECT,
        replacing=True,
        all_agreed=True,
    )
    second = story.view().agreement
    assert second is not None
    kept = story.office.perform(
        save_agreement, case_id=story.case_id, version=second.version, entry=story.agreement()
    )
    issued = story.office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    back = story.office.perform(retract_agreement, case_id=story.case_id, version=issued.agreement_version)
    assert back.case_state == CaseState.MEDIATING
    story.office.perform(
        keep_old_agreement,
        case_id=story.case_id,
        version=story.view().version,
        happened_on=EFFECT,
        reason="谈不拢",
    )
    bytes_of = story.office.ask(paper_bytes, paper_id=issued.paper_id)
    assert bytes_of.startswith(b"%PDF")
    story.office.perform(add_session, case_id=other.case_id, entry=other.session())
    kept = other.drafted()
    with pytest.raises(OfficeError, match="还没有打印待签"):
        story.office.perform(
            issue_case_paper, case_id=other.case_id, key="agreement", subject_id=0, fill=Fill.FILLED
        )
    assert story.office.perform(issue_agreement, case_id=other.case_id, version=kept.version).edition == 1


# -- facts


def test_claims_inquiries_and_evidence_stand_beside_the_case(story: Story) -> None:
    story.opened()
    view = story.view()
    first, second = (party.id for party in view.parties)
    claims = (
        ClaimEntry(party=first, text="拆除滴水檐，赔偿修墙费", amount_fen=500_000),
        ClaimEntry(party=second, text="对方的三条排水沟也要改"),
    )
    story.office.perform(save_claims, case_id=view.case_id, version=view.version, claims=claims)
    started = story.office.clock.now() - timedelta(hours=1)
    visit = InquiryEntry(
        kind=InquiryKind.SITE,
        started_at=started,
        place="柳林村7号院墙",
        investigators="陈桂芳",
        participants="村委王主任",
        text="墙皮脱落约两平方米。",
    )
    with pytest.raises(FormError, match="人民调解法第20条"):
        story.office.perform(save_inquiry, case_id=view.case_id, entry=visit)
    kept = story.office.perform(
        save_inquiry, case_id=view.case_id, entry=replace(visit, invitees_agreed=True)
    )
    story.office.perform(
        save_inquiry,
        case_id=view.case_id,
        inquiry_id=kept.row_id,
        version=kept.version,
        entry=replace(visit, invitees_agreed=True, text="墙皮脱落约三平方米。"),
    )
    photo = story.office.perform(
        save_evidence, case_id=view.case_id, entry=EvidenceEntry(name="墙面照片", provider="王秀英", pages=3)
    )
    story.office.perform(
        save_evidence, case_id=view.case_id, entry=EvidenceEntry(name="宅基地证复印件", compared_by="陈桂芳")
    )
    facts = story.view().facts
    assert [(claim.party, claim.amount_fen) for claim in facts.claims] == [
        ("王秀英", 500_000),
        ("张铉", None),
    ]
    assert facts.inquiries[0].text == "墙皮脱落约三平方米。"
    assert [line.position for line in facts.evidence] == [1, 2]
    story.office.perform(remove_evidence, evidence_id=photo.row_id, version=photo.version)
    assert [(line.position, line.name) for line in story.view().facts.evidence] == [(1, "宅基地证复印件")]
    assert at(ACCEPTED) < story.office.clock.now()
