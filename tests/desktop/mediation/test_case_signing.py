"""Signatures on the paper: who, when, how; the effect; what each obligation's day is then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from mediation_stories import ACCEPTED, DAY, Story, person

import factories
from desktop.entries.mediation import ObligationEntry
from desktop.errors import ConflictError, FormError, OfficeError
from desktop.office import Office
from desktop.services.mediation.agreements import retract_agreement
from desktop.services.mediation.cases import terminate_case
from desktop.services.mediation.printing import issue_agreement
from desktop.services.mediation.sessions import add_session
from desktop.services.mediation.signing import record_signatures
from models.values.case_states import CaseState
from models.values.choices import (
    CaseSource,
    PartySide,
    SignatureMark,
    SignatureState,
    SignerRole,
)
from models.values.termination import Remedy, TerminationGround
from models.values.terms import ObligationKind, Term, TermKind

TODAY = ACCEPTED + 3 * DAY
"""The sitting, the agreement, the print."""
PENDING: dict[str, Any] = {"state": SignatureState.PENDING, "mark": None, "signed_on": None}


def test_each_signs_on_his_own_day_and_the_last_makes_the_effect(office: Office, story: Story) -> None:
    """人民调解法 29: parties, mediator, seal; the recorder's does not count."""
    story.issued()
    factories.later(office, days=9)
    signed = story.sign(
        story.lines(
            TODAY,
            mediator={"signed_on": TODAY + 2 * DAY},
            recorder={"signed_on": TODAY + 8 * DAY},
            committee={"signed_on": TODAY + 5 * DAY},
        )
    )
    assert signed.effective_on == TODAY + 5 * DAY == date(2026, 12, 1)
    agreement = story.view().agreement
    assert agreement is not None
    assert agreement.obligations[0].due_on == date(2026, 12, 8)


def test_without_one_of_them_it_waits(story: Story) -> None:
    story.issued()
    for role in (SignerRole.PARTY, SignerRole.MEDIATOR, SignerRole.COMMITTEE):
        kept = story.sign(story.lines(TODAY, **{role.value: PENDING}))
        assert (kept.case_state, kept.effective_on) == (CaseState.AWAITING_SIGNATURE, None)
        agreement = story.view().agreement
        assert agreement is not None
        assert agreement.waiting_for == (role,)
        assert len(story.view().missing) == 1
        everybody = {other.value: PENDING for other in SignerRole}
        story.sign(story.lines(TODAY, **everybody))
    assert story.sign(story.lines(TODAY)).effective_on == TODAY


def test_a_refused_signature_leaves_it_and_may_be_taken_back(office: Office, story: Story) -> None:
    story.issued()
    first, second, *others = story.lines(TODAY)
    refused = replace(second, state=SignatureState.REFUSED, mark=None, present="村委会李主任")
    kept = story.sign((first, refused, *others))
    assert kept.case_state == CaseState.AWAITING_SIGNATURE
    agreement = story.view().agreement
    assert agreement is not None
    line = agreement.signatures[1]
    assert (line.state_words, line.present, line.mark) == ("拒签", "村委会李主任", None)
    back = office.perform(
        retract_agreement, case_id=story.case_id, version=agreement.version, reason="张铉拒签"
    )
    assert back.case_state == CaseState.MEDIATING
    again = office.perform(issue_agreement, case_id=story.case_id, version=back.version)
    assert again.edition == 2
    agreement = story.view().agreement
    assert agreement is not None
    assert {row.state for row in agreement.signatures} == {SignatureState.PENDING}


def test_a_refused_signature_may_end_the_case(office: Office, story: Story) -> None:
    story.issued()
    view = story.view()
    moved = office.perform(
        terminate_case,
        case_id=story.case_id,
        version=view.version,
        ground=TerminationGround.WITHDRAWN,
        terminated_on=TODAY,
        remedies=(Remedy.LITIGATION,),
    )
    assert moved.state == CaseState.TERMINATED


IMPOSSIBLE: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("party", {"signed_on": TODAY - DAY}, "signed_on", "不能早于达成协议的日期（2026-11-26）"),
    ("committee", {"signed_on": TODAY - DAY}, "signed_on", "不能早于达成协议的日期"),
    ("party", {"signed_on": TODAY + DAY}, "signed_on", "不能晚于今天（2026-11-26）"),
    ("party", {"signed_on": None}, "signed_on", "请填写王秀英签名的日期"),
    ("party", {"mark": None}, "mark", "请选择签名、盖章或按指印"),
    ("mediator", {"mark": SignatureMark.SEAL}, "mark", "人民调解员应当签名"),
    ("committee", {"mark": SignatureMark.NAME}, "mark", "请选择盖章"),
    ("party", {"state": SignatureState.REFUSED, "mark": None}, "present", "请写明当时有谁在场"),
    ("mediator", {"state": SignatureState.REFUSED, "present": "某"}, "state", "只有当事人"),
    ("party", {"by_agent": True}, "by_agent", "王秀英没有代理人"),
    ("mediator", {"by_agent": True}, "by_agent", "没有代理人"),
    ("party", {"present": "人" * 61}, "present", "最多60个字"),
)


def test_signatures_that_cannot_be(story: Story) -> None:
    story.issued()
    before = story.view()
    for role, changes, field, words in IMPOSSIBLE:
        with pytest.raises(FormError) as refusal:
            story.sign(story.lines(TODAY, **{role: changes}))
        found = {name.rpartition(".")[2]: sentence for name, sentence in reversed(refusal.value.faults)}
        assert words in found[field], (role, changes)
    assert story.view() == before


def test_no_signature_before_the_acceptance(story: Story) -> None:
    story.issued(reached_on=ACCEPTED + 3 * DAY)
    with pytest.raises(FormError):
        story.sign(story.lines(ACCEPTED - DAY))


@pytest.mark.parametrize("may_settle", [True, False])
def test_an_agent_signs_only_with_authority(office: Office, story: Story, may_settle: bool) -> None:
    """特别授权, by analogy to 民事诉讼法 62."""
    story.opened(
        parties=(
            person("彭某花", agent_name="彭小", agent_relation="子", agent_may_settle=may_settle),
            person("张某海", PartySide.RESPONDENT),
        )
    )
    story.issued()
    first, *others = story.lines(TODAY)
    by_agent = (replace(first, by_agent=True), *others)
    agreement = story.view().agreement
    assert agreement is not None
    if may_settle:
        assert agreement.signatures[0].agent_name == "彭小"
        assert story.sign(by_agent).effective_on == TODAY
    else:
        assert agreement.signatures[0].agent_name == ""
        with pytest.raises(FormError, match="彭小没有特别授权，不能代彭某花签协议"):
            story.sign(by_agent)


def test_one_mediator_of_two_is_enough(office: Office, story: Story) -> None:
    other = factories.staff(office, "钱二", factories.COMMITTEE, mediator=True)
    assert other.staff_id is not None
    story.opened(mediator_ids=(story.mediator_id, other.staff_id))
    story.issued()
    lines = list(story.lines(TODAY))
    assert len(lines) == 6
    lines[3] = replace(lines[3], **PENDING)
    assert story.sign(tuple(lines)).effective_on == TODAY
    factories.later(office, days=2)
    late = [replace(line, signed_on=TODAY + 2 * DAY) for line in story.lines(TODAY)[3:4]]
    with pytest.raises(FormError, match="协议已于2026-11-26生效，签名日期不能晚于这一天"):
        story.sign(tuple(late))
    assert story.sign((replace(late[0], signed_on=TODAY),)).effective_on == TODAY


def test_a_wrong_day_is_put_right_while_in_effect(office: Office, story: Story) -> None:
    story.effective()
    factories.later(office, days=6)
    lines = story.lines(TODAY, committee={"signed_on": TODAY + 4 * DAY})
    assert story.sign(lines).effective_on == TODAY + 4 * DAY
    view = story.view()
    assert view.agreement is not None
    assert (view.effective_on, view.agreement.effective_on) == (TODAY + 4 * DAY, TODAY + 4 * DAY)
    assert view.agreement.obligations[0].due_on == date(2026, 12, 7)
    for state in (SignatureState.PENDING, SignatureState.REFUSED):
        gone = {"state": state, "mark": None, "signed_on": TODAY, "present": "某人"}
        with pytest.raises(OfficeError, match="协议已经生效，不能改成未签或拒签"):
            story.sign(story.lines(TODAY, party=gone))


def test_delegated_by_a_court_it_is_in_effect_when_the_parties_signed(office: Office, story: Story) -> None:
    """practice.md 22; the mediator's signature and the seal may follow, but must be there for closing."""
    story.opened(source=CaseSource.COURT_DELEGATED)
    story.issued()
    lines = story.lines(TODAY, mediator=PENDING, committee=PENDING)
    assert story.sign(lines).effective_on == TODAY
    story.perform()
    with pytest.raises(FormError) as refusal:
        story.close()
    assert [sentence for _field, sentence in refusal.value.faults] == [
        "协议书还没有人民调解员签名。",
        "协议书还没有加盖人民调解委员会印章。",
    ]
    factories.later(office, days=3)
    late = {"signed_on": TODAY + 3 * DAY}
    assert story.sign(story.lines(TODAY, mediator=late, committee=late)).effective_on == TODAY
    story.close(TODAY + 3 * DAY)
    assert story.view().state is CaseState.CLOSED


def test_the_versions_of_paper_and_line_are_looked_at(office: Office, story: Story) -> None:
    story.issued()
    lines = story.lines(TODAY, committee=PENDING)
    story.sign(lines)
    with pytest.raises(ConflictError):
        story.sign(lines)
    agreement = story.view().agreement
    assert agreement is not None
    fresh = story.lines(TODAY)
    with pytest.raises(ConflictError):
        office.perform(
            record_signatures, case_id=story.case_id, version=agreement.version - 1, signatures=fresh
        )
    with pytest.raises(OfficeError, match="请登记至少一位签名人"):
        story.sign(())
    with pytest.raises(OfficeError, match="签署栏有误"):
        story.sign((replace(fresh[0], signature_id=99_999),))
    assert story.sign(fresh).effective_on == TODAY


def test_due_days_follow_the_kinds_of_terms(office: Office, story: Story) -> None:
    """A count of days that ends on a holiday ends on the next working day (民法典 203); a named day stays."""
    payment = ObligationEntry(kind=ObligationKind.ACT, what="修墙")
    new_year = date(2027, 1, 1)
    terms = (
        Term(kind=TermKind.DAYS_AFTER_EFFECT, days=36),
        Term(kind=TermKind.FIXED_DATE, day=new_year),
        Term(kind=TermKind.AT_SIGNING),
        Term(kind=TermKind.LIFELONG),
        Term(kind=TermKind.UNTIL_EVENT, event="拆迁"),
        None,
    )
    story.effective(obligations=tuple(replace(payment, term=term) for term in terms))
    agreement = story.view().agreement
    assert agreement is not None
    assert new_year == TODAY + 36 * DAY
    first, *rest = (row.due_on for row in agreement.obligations)
    assert first is not None
    assert first > new_year
    assert rest == [new_year, TODAY, None, None, None]


def test_a_sitting_after_the_agreement_is_refused_while_it_waits(office: Office, story: Story) -> None:
    story.issued()
    factories.later(office, days=2)
    with pytest.raises(FormError, match="那天已达成协议或终止调解"):
        office.perform(add_session, case_id=story.case_id, entry=story.session())
