"""补录: the first published case is entered years later, from its papers, on one page, by one Ctrl+Enter."""

from datetime import date

from mediator_desk import Key, MediatorDesk
from office_fixture import OfficeBench
from PySide6.QtWidgets import QWidget

from desktop.queries.cases import case_list
from desktop.queries.matters import matter_view
from models.values.case_states import CaseState
from models.values.choices import AgreementForm, CaseSource, SignatureState
from ui.mediation.case_page import CasePage
from ui.mediation.late_entry import LateEntryPage

FACTS = "彭某花把屋前巷道用砖墙堵上；张某海堵了她家三处排水沟。12月30日口头答应恢复，1月4日又堵。"


def _dispute_and_case(desk: MediatorDesk) -> None:
    desk.choose("late.dispute.channel", "公安移送")
    lines = desk.widget("late.dispute.category_id").options()
    desk.choose("late.dispute.category_id", next(line.text for line in lines if line.text.startswith("邻里")))
    desk.write("late.dispute.happened_at", "2022-12-30")
    desk.write("late.dispute.story", "巷道被砖墙堵上，张某海报警。")
    desk.choose("late.case.source", "公安移送")
    desk.write("late.case.accepted_on", "2022-12-30")
    desk.write("late.case.number_by_hand", "(2022)云人调字第7号")
    desk.tick(f"late.case.mediator_ids.{desk.place.choices.mediators[0].staff_id}")


def _parties(desk: MediatorDesk) -> None:
    desk.write("late.party.1.name", "张某海")
    desk.write("late.party.1.phone", "13800000001")
    desk.write("late.party.1.address", "车坪乡某村一组")
    desk.write("late.party.2.name", "彭某花")
    desk.write("late.party.2.address", "车坪乡某村一组")
    desk.write("late.party.2.agent_name", "彭某")
    desk.write("late.party.2.agent_relation", "儿子")
    desk.until(lambda: desk.widget("late.case.name").text() == "张某海与彭某花邻里纠纷")
    for number in (1, 2):
        desk.pick(f"late.rights.{number}.consent.agreed", "同意")
        desk.choose(f"late.rights.{number}.consent.how", "当面口头")
        desk.write(f"late.rights.{number}.consent.given_on", "2022-12-30")
        desk.choose(f"late.rights.{number}.telling.how", "口头告知并记入笔录")
        desk.write(f"late.rights.{number}.telling.told_on", "2022-12-30")


def _sitting(desk: MediatorDesk) -> None:
    desk.write("late.session.1.day", "2023-1-4")
    desk.write("late.session.1.started_at", "14:30")
    desk.write("late.session.1.place", "乡调委会")
    desk.pick("late.session.1.kind", "现场")
    desk.pick("late.session.1.attended.1", "本人到场")
    desk.pick("late.session.1.attended.2", "代理人到场")
    desk.tick("late.session.1.handwritten")
    desk.pick("late.session.1.result", "达成协议")


def _agreement(desk: MediatorDesk) -> None:
    desk.write("late.agreement.facts", FACTS)
    desk.write("late.agreement.term.0", "恢复屋前巷道，恢复通行。")
    desk.alt("T")
    desk.hands.write("张某海支付砖和水管款200元。")
    desk.alt("I")
    desk.choose("late.agreement.obligation.form.kind", "为一定行为")
    desk.write("late.agreement.obligation.form.what", "恢复巷道")
    desk.tick("late.agreement.obligation.form.debtors.2")
    desk.save()
    desk.alt("I")
    desk.choose("late.agreement.obligation.form.kind", "付款")
    desk.tick("late.agreement.obligation.form.debtors.1")
    desk.tick("late.agreement.obligation.form.creditors.2")
    desk.write("late.agreement.obligation.form.amount", "200")
    desk.save()
    desk.until(lambda: desk.page.findChild(QWidget, "late.signature.party.1") is not None)


def _signed_performed_closed(desk: MediatorDesk) -> None:
    desk.write("late.signatures.same_day.day", "2023-1-4")
    desk.alt("Q")
    desk.write("late.performance.0.performed_on", "2023-1-5")
    desk.tick("late.performance.0.complete")
    desk.write("late.performance.1.performed_on", "2023-1-4")
    desk.write("late.performance.1.amount_fen", "200")
    desk.pick("late.ending.how", "已结案")
    desk.write("late.closing.closed_on", "2023-1-6")


def test_the_published_case_is_entered_years_later_in_one_sitting(centre: OfficeBench) -> None:
    desk = MediatorDesk(centre)
    desk.alt("B")
    assert isinstance(desk.page, LateEntryPage)
    _dispute_and_case(desk)
    _parties(desk)
    _sitting(desk)
    _agreement(desk)
    _signed_performed_closed(desk)
    desk.save()
    assert isinstance(desk.page, CasePage), [line.sentence for line in desk.page.findings.lines()]
    desk.settle()
    case = desk.case()
    assert (case.number, case.late_entry, case.number_by_hand) == ("（2022）云人调字第7号", True, True)
    assert (case.state, case.source) == (CaseState.CLOSED, CaseSource.POLICE)
    assert (case.accepted_on, case.effective_on, case.closed_on) == (
        date(2022, 12, 30),
        date(2023, 1, 4),
        date(2023, 1, 6),
    )
    assert case.sessions[0].handwritten
    assert {line.state for line in case.agreement.signatures} == {SignatureState.SIGNED}
    assert [row.performed_on for row in case.agreement.obligations] == [date(2023, 1, 5), date(2023, 1, 4)]
    assert case.papers == (), "the hand-written paper is the paper"
    assert [party.agent_name for party in case.parties] == ["", "彭某"]
    matter = centre.look("zhaozhiqiang", matter_view, matter_id=case.matter_id)
    assert matter.late_entry
    assert desk.page.subtitle().startswith("（2022）云人调字第7号")
    assert centre.look(desk.login, case_list)[0].late_entry


def test_everything_wrong_is_said_at_once_and_everything_typed_stays(desk: MediatorDesk) -> None:
    desk.alt("B")
    _dispute_and_case(desk)
    _parties(desk)
    _sitting(desk)
    _agreement(desk)
    _signed_performed_closed(desk)
    desk.write("late.case.accepted_on", "2023-2-30")
    assert desk.error("late.case.accepted_on") == "没有2023年2月30日这一天。"
    desk.write("late.party.1.phone", "1380000")
    desk.write("late.rights.2.telling.told_on", "明天")
    assert desk.error("late.rights.2.telling.told_on").startswith("日期不能晚于今天")
    before = desk.page.form.values()
    desk.save()
    assert isinstance(desk.page, LateEntryPage)
    assert desk.label("late.refusals") == "有 2 处要改"
    assert [line.where for line in desk.page.findings.lines()] == ["案件", "同意与告知"]
    assert desk.page.form.values() == before
    assert desk.hands.focus().objectName() == "late.case.accepted_on"
    desk.hands.press(Key.Key_F7)
    assert desk.hands.focus().objectName() == "late.case.accepted_on"
    desk.write("late.case.accepted_on", "2023-1-3")
    desk.write("late.rights.2.telling.told_on", "2022-12-30")
    desk.save()
    assert desk.error("late.party.1.phone"), "the office itself refuses the telephone number"
    assert desk.page.findings.lines()[0].where == "当事人 1"
    assert desk.hands.focus().objectName() == "late.party.1.phone"
    assert desk.centre.look(desk.login, case_list) == (), "all of it or nothing"
    desk.write("late.party.1.phone", "13800000001")
    desk.save()
    assert desk.error("late.case.number_by_hand") == "卷号的年份是2022年，受理日期在2023年，请核对。"
    desk.write("late.case.accepted_on", "2022-12-30")
    desk.save()
    assert isinstance(desk.page, CasePage)


def test_a_party_without_telling_of_rights_is_refused_at_its_form(desk: MediatorDesk) -> None:
    desk.alt("B")
    _dispute_and_case(desk)
    _parties(desk)
    _sitting(desk)
    _agreement(desk)
    desk.choose("late.rights.2.telling.how", "拒签")
    desk.write("late.rights.2.telling.told_on", "")
    desk.save()
    assert desk.error("late.rights.2.telling.present") == "拒签的，请写明当时有谁在场。"
    desk.page.form.rights.form(2).restore({})
    desk.save()
    assert "彭某花" in desk.error("late.rights.2.telling.how")
    assert desk.centre.look(desk.login, case_list) == ()


def test_an_oral_agreement_needs_no_signatures_and_no_minutes(desk: MediatorDesk) -> None:
    desk.alt("B")
    _dispute_and_case(desk)
    _parties(desk)
    desk.write("late.agreement.term.0", "张某海当场道歉，双方和好。")
    desk.pick("late.agreement.form", "口头协议")
    desk.write("late.agreement.reached_on", "2023-1-4")
    desk.until(lambda: not desk.page.form.signatures._forms)
    desk.save()
    assert isinstance(desk.page, CasePage), [line.sentence for line in desk.page.findings.lines()]
    case = desk.case()
    assert case.agreement.entry.form is AgreementForm.ORAL
    assert (case.state, case.effective_on) == (CaseState.EFFECTIVE, date(2023, 1, 4))


def test_a_draft_outlives_a_killed_program(desk: MediatorDesk) -> None:
    desk.alt("B")
    _dispute_and_case(desk)
    _parties(desk)
    _sitting(desk)
    _agreement(desk)
    _signed_performed_closed(desk)
    desk.page.may_leave()
    desk.settle()
    before = desk.page.form.values()
    desk.centre.kill(desk.shell)
    again = MediatorDesk(desk.centre)
    again.alt("B")
    again.settle()
    assert again.page.message.text() == "上次没有补录完的已恢复。"
    assert again.page.form.values() == before
    again.save()
    assert isinstance(again.page, CasePage)
    assert again.case().state is CaseState.CLOSED
    again.place.late_entry_wanted.emit()
    again.settle()
    assert again.page.message.text() == "", "a saved draft is gone"


def test_clearing_gives_everything_back_on_ctrl_z(desk: MediatorDesk) -> None:
    desk.alt("B")
    _dispute_and_case(desk)
    _parties(desk)
    before = desk.page.form.values()
    desk.click("late.drop")
    assert desk.widget("late.dispute.story").text() == ""
    assert len(desk.page.form.people.forms()) == 2
    desk.shell.findChild(type(desk.widget("late.back")).__mro__[1], "shell.undo").click()
    desk.settle()
    assert desk.page.form.values() == before
