"""What goes otherwise: a refused signature, an oral agreement, a termination, wrong days, somebody else's edits."""

from datetime import date

import pytest
from case_steps import accepted, agreed, drafted, issued, look, told
from mediator_desk import CTRL, Key, MediatorDesk
from office_fixture import OfficeBench
from pytestqt.qtbot import QtBot

from desktop.entries.mediation import AgreementEntry
from desktop.queries.cases import case_list
from desktop.services.mediation.agreements import save_agreement
from models.values.case_states import CaseState
from models.values.choices import AgreementForm, SignatureState
from ui.mediation.case_page import CasePage


def _open(desk: MediatorDesk, case_id: int) -> None:
    desk.place.case_wanted.emit(case_id)
    desk.settle()
    assert isinstance(desk.page, CasePage)


def test_a_refused_signature_keeps_the_agreement_from_taking_effect(desk: MediatorDesk) -> None:
    case = issued(desk.centre)
    _open(desk, case.case_id)
    assert desk.page.current_part() == "signatures"
    desk.pick("case.signature.1.state", "已签")
    desk.write("case.signature.1.signed_on", "今天")
    desk.pick("case.signature.2.state", "拒签")
    desk.write("case.signature.2.signed_on", "今天")
    desk.save()
    assert desk.error("case.signature.2.present") == "拒签的，请写明当时有谁在场。"
    assert (
        desk.page.parts["signatures"]._rows[case.agreement.signatures[0].signature_id].text("state")
        == "signed"
    )
    desk.write("case.signature.2.present", "村主任李某")
    desk.save()
    now = look(desk.centre, case.case_id)
    assert now.agreement is not None
    assert [line.state for line in now.agreement.signatures[:2]] == [
        SignatureState.SIGNED,
        SignatureState.REFUSED,
    ]
    assert now.state is CaseState.AWAITING_SIGNATURE
    assert "张𬭎拒签，协议不能生效" in desk.label("case.signatures.effect.words")
    badge = desk.page.tabs.mark("signatures").badge
    assert badge is not None
    assert badge.word == "拒签"
    desk.part("协议")
    desk.alt("K")
    desk.write("case.retract_form.reason", "张𬭎不签")
    desk.save()
    assert desk.message() == "待签的协议已撤回，可以修改"
    assert look(desk.centre, case.case_id).state is CaseState.MEDIATING
    assert desk.widget("case.agreement.facts").isEnabled()
    desk.part("履行与结案")
    desk.alt("Z")
    desk.choose("case.terminate_form.ground", "调解委员会认为达不成协议")
    desk.write("case.terminate_form.terminated_on", "今天")
    desk.save()
    assert desk.error("case.terminate_form.remedies") == "请选择已告知当事人的其他途径：仲裁、行政或诉讼。"
    desk.tick("case.terminate_form.remedies.litigation")
    desk.save()
    ended = look(desk.centre, case.case_id)
    assert (ended.state, ended.remedies_words) == (CaseState.TERMINATED, "诉讼")
    assert [step.title for step in desk.page.steps.steps()] == ["已受理", "调解中", "终止调解", "结案"]


def test_an_earlier_edition_is_printed_again_as_it_was(desk: MediatorDesk) -> None:
    case = issued(desk.centre)
    _open(desk, case.case_id)
    desk.until(desk.page.paper.view.drawn)
    first = desk.page.paper.view.pdf()
    desk.part("协议")
    desk.alt("K")
    desk.save()
    desk.write("case.agreement.term.0", "张𬭎在三十日内拆除滴水檐。")
    desk.until(desk.page.paper.live.settled)
    desk.hands.press(Key.Key_P, CTRL)
    desk.settle()
    desk.until(desk.page.paper.view.drawn)
    assert len(look(desk.centre, case.case_id).papers) == 2
    assert desk.page.paper.issued().edition == 2
    second = desk.page.paper.view.pdf()
    assert second != first
    desk.page.paper.editions.set_value(str(look(desk.centre, case.case_id).papers[1].paper_id))
    desk.page.paper._choose(desk.page.paper.editions.value())
    desk.until(lambda: desk.page.paper.view.pdf() == first)
    desk.alt("W")
    desk.until(lambda: desk.page.paper.saved_path() is not None)
    assert desk.page.paper.saved_path().read_bytes() == first


def test_an_oral_agreement_takes_effect_when_nobody_wants_paper(desk: MediatorDesk) -> None:
    case = drafted(desk.centre)
    _open(desk, case.case_id)
    assert desk.page.right.currentWidget() is desk.page.paper
    desk.pick("case.agreement.form", "口头协议")
    desk.until(lambda: desk.widget("case.agreement.oral").isVisibleTo(desk.page))
    assert desk.page.right.currentWidget() is desk.page.overview, "an oral agreement has no page"
    assert not desk.widget("case.agreement.issue").isVisibleTo(desk.page)
    desk.alt("O")
    assert desk.label("case.oral_form.day") == "达成协议的日期：2026年11月23日，即日生效。"
    desk.save()
    assert "各方都不要书面协议的，请勾选" in desk.label("case.oral_side.message.words")
    desk.tick("case.oral_form.written_not_wanted")
    desk.save()
    now = look(desk.centre, case.case_id)
    assert (now.state, now.effective_on) == (CaseState.EFFECTIVE, date(2026, 11, 23))
    assert "人民调解法第30条" in desk.page.overview.text("effective")
    desk.part("签署")
    assert desk.label("case.signatures.nothing") == "口头协议自达成之日起生效，不登记签署。"


def test_wrong_days_are_refused_at_their_fields_and_nothing_typed_is_lost(desk: MediatorDesk) -> None:
    case = issued(desk.centre)
    _open(desk, case.case_id)
    desk.pick("case.signature.1.state", "已签")
    desk.write("case.signature.1.signed_on", "2026-11-22")
    desk.pick("case.signature.2.state", "已签")
    desk.write("case.signature.2.signed_on", "2026-11-24")
    assert desk.error("case.signature.2.signed_on") == "日期不能晚于今天（2026-11-23）。"
    desk.write("case.signature.2.signed_on", "2026-11-23")
    assert desk.error("case.signature.2.signed_on") == ""
    desk.save()
    assert desk.error("case.signature.1.signed_on") == "签名日期不能早于达成协议的日期（2026-11-23）。"
    assert desk.widget("case.signature.1.signed_on").text() == "2026-11-22"
    assert desk.widget("case.signature.2.signed_on").text() == "2026-11-23"
    desk.write("case.signature.1.signed_on", "11.31")
    assert desk.error("case.signature.1.signed_on") == "没有2026年11月31日这一天。"
    before = look(desk.centre, case.case_id)
    assert before.agreement is not None
    assert {line.state for line in before.agreement.signatures} == {SignatureState.PENDING}


def test_a_sitting_before_the_acceptance_or_without_anybody_is_refused(desk: MediatorDesk) -> None:
    case = told(desk.centre)
    _open(desk, case.case_id)
    desk.part("调解记录")
    desk.save()
    for field, sentence in (
        ("day", "请填写调解的日期。"),
        ("started_at", "请填写开始的时间。"),
        ("kind", "请选择调解的方式。"),
        ("attended", "请选择到场的当事人。"),
        ("result", "请选择这次调解的结果。"),
    ):
        assert desk.error(f"case.session.{field}") == sentence
    desk.write("case.session.day", "11-20")
    desk.write("case.session.started_at", "25:00")
    assert desk.error("case.session.started_at") == "没有25点0分这个时间。"
    desk.write("case.session.started_at", "9:00")
    desk.write("case.session.place", "调解室")
    desk.write("case.session.minutes", "双方各执一词。")
    desk.pick("case.session.kind", "背对背")
    desk.pick(f"case.session.attended.{case.parties[0].id}", "本人到场")
    desk.pick("case.session.result", "继续调解")
    desk.save()
    assert desk.error("case.session.started_at") == "调解不能早于受理日期（2026-11-23）。"
    assert desk.widget("case.session.minutes").text() == "双方各执一词。"
    assert look(desk.centre, case.case_id).sessions == ()


def test_a_refusal_to_be_mediated_bars_the_sitting(desk: MediatorDesk) -> None:
    case = accepted(desk.centre)
    other = case.parties[1]
    _open(desk, case.case_id)
    desk.pick(f"case.rights.{other.id}.consent.agreed", "明确拒绝")
    desk.choose(f"case.rights.{other.id}.consent.how", "电话")
    desk.write(f"case.rights.{other.id}.consent.given_on", "今天")
    desk.save()
    badge = desk.page.tabs.mark("rights").badge
    assert badge is not None
    assert badge.word == "有人拒绝"
    desk.part("调解记录")
    desk.write("case.session.day", "今天")
    desk.write("case.session.started_at", "9:00")
    desk.write("case.session.place", "调解室")
    desk.write("case.session.minutes", "来了一方。")
    desk.pick("case.session.kind", "面对面")
    desk.pick(f"case.session.attended.{case.parties[0].id}", "本人到场")
    desk.pick("case.session.result", "继续调解")
    desk.save()
    assert desk.error("case.session.attended").startswith("张𬭎明确拒绝调解")


def test_a_namesake_among_the_parties_is_refused_until_told_apart(desk: MediatorDesk) -> None:
    case = accepted(desk.centre)
    _open(desk, case.case_id)
    desk.part("当事人")
    desk.alt("A")
    desk.pick("case.party.side", "第三人")
    desk.write("case.party.name", "张𬭎")
    desk.write("case.party.address", "东关村三组17号")
    desk.save()
    assert desk.error("case.party.name") == "张𬭎已经是本案的当事人。", (
        "without a number it is the one of the matter"
    )
    desk.write("case.party.identity_number", "11010519491231002X")
    assert desk.widget("case.party.sex").value() == "female", "the number gives the sex"
    assert desk.widget("case.party.born").text() == "1949-12-31"
    desk.save()
    now = look(desk.centre, case.case_id)
    assert len(now.parties) == 3
    assert len({party.name_apart for party in now.parties}) == 3
    desk.alt("R")
    assert len(look(desk.centre, case.case_id).parties) == 2


def test_an_organisation_is_a_party_with_its_representative(desk: MediatorDesk) -> None:
    case = accepted(desk.centre)
    _open(desk, case.case_id)
    desk.part("当事人")
    desk.alt("A")
    desk.pick("case.party.side", "第三人")
    desk.pick("case.party.kind", "单位")
    assert not desk.widget("case.party.sex").isVisibleTo(desk.page)
    desk.write("case.party.name", "云溪镇供水站")
    desk.write("case.party.legal_representative", "刘洋")
    desk.write("case.party.representative_post", "站长")
    desk.save()
    added = look(desk.centre, case.case_id).parties[2]
    assert (added.name, added.legal_representative, added.representative_post) == (
        "云溪镇供水站",
        "刘洋",
        "站长",
    )


def test_somebody_elses_edit_is_not_overwritten(desk: MediatorDesk) -> None:
    case = drafted(desk.centre)
    assert case.agreement is not None
    _open(desk, case.case_id)
    desk.write("case.agreement.facts", "我在改。")
    desk.centre.do(
        "zhangjianguo",
        save_agreement,
        case_id=case.case_id,
        version=case.agreement.version,
        entry=AgreementEntry(form=AgreementForm.WRITTEN, facts="他先存了。", terms=("一。",)),
    )
    desk.save()
    assert desk.page.parts["agreement"].message.text(), "said in the strip above"
    assert desk.widget("case.agreement.facts").text() == "我在改。"
    now = look(desk.centre, case.case_id)
    assert now.agreement is not None
    assert now.agreement.entry.facts == "他先存了。"


def test_the_print_button_says_beside_it_why_it_is_grey(desk: MediatorDesk) -> None:
    case = agreed(desk.centre)
    _open(desk, case.case_id)
    assert desk.page.current_part() == "agreement"
    desk.write("case.agreement.facts", "争墙。")
    desk.write("case.agreement.term.0", "由____于近期修好。")
    desk.until(lambda: len(desk.page.agreement.findings.lines()) == 3)
    button = desk.widget("case.agreement.issue")
    assert not button.isEnabled()
    assert desk.label("case.agreement.bar.reason") == "改好 1 处错误后可打印"
    badge = desk.page.tabs.mark("agreement").badge
    assert badge is not None
    assert badge.word in {"1 错 2 提醒", "1 错"}
    desk.hands.press(Key.Key_P, CTRL)
    assert desk.message() == "改好 1 处错误后可打印"
    assert desk.hands.focus().objectName() == "case.agreement.term.0", "and leads to the place"
    desk.alt("1")
    assert desk.hands.focus().objectName() == "case.agreement.term.0"
    assert desk.centre.look(desk.login, case_list)[0].state is CaseState.MEDIATING


def test_a_viewer_sees_the_case_but_cannot_touch_it(centre: OfficeBench) -> None:
    case = drafted(centre)
    desk = MediatorDesk(centre, "liguodong")
    _open(desk, case.case_id)
    for name in ("case.agreement.save", "case.agreement.issue", "case.agreement.oral"):
        assert not desk.widget(name).isVisibleTo(desk.page)
    assert not desk.widget("case.agreement.facts").isEnabled()
    desk.part("当事人")
    assert desk.widget("case.parties.save").reason() == "您的角色只能查看案件"
    desk.save()
    assert not desk.widget("case.party.name").isEnabled()


def test_after_a_fault_of_ours_the_same_button_saves_again(
    desk: MediatorDesk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    case = issued(desk.centre)
    _open(desk, case.case_id)
    desk.pick("case.signature.1.state", "已签")
    desk.write("case.signature.1.signed_on", "今天")

    def broken(_work: object, **_given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as ours, qtbot.captureExceptions() as caught:
        ours.setattr("ui.mediation.signatures_part.record_signatures", broken)
        desk.save()
    assert [kind for kind, _fault, _trace in caught] == [ZeroDivisionError]
    assert look(desk.centre, case.case_id).agreement.signatures[0].state is SignatureState.PENDING
    desk.save()
    assert look(desk.centre, case.case_id).agreement.signatures[0].state is SignatureState.SIGNED
