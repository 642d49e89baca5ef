"""到期提醒 on the screen: what is due, why, and the way to its case; and the course of a case by the keyboard."""

from datetime import timedelta

from case_steps import MEDIATOR, TODAY, accepted, drafted, issued, look
from mediator_desk import MediatorDesk, sent_to_mediation
from office_fixture import OfficeBench

from desktop.entries.mediation import SignatureEntry
from desktop.queries.matters import matter_view
from desktop.queries.reminders import Clock
from desktop.services.mediation.signing import record_signatures
from models.values.case_states import CaseState
from models.values.choices import Channel, SignatureMark, SignatureState, SignerRole
from ui.mediation.case_page import CasePage
from ui.reminders.page import RemindersPage


def effective(centre: OfficeBench) -> int:
    """Bring a case to an agreement in effect; return it."""
    case = issued(centre)
    assert case.agreement is not None
    lines = tuple(
        SignatureEntry(
            signature_id=row.signature_id,
            version=row.version,
            state=SignatureState.SIGNED,
            mark=SignatureMark.SEAL if row.role is SignerRole.COMMITTEE else SignatureMark.NAME,
            signed_on=TODAY,
        )
        for row in case.agreement.signatures
    )
    version = case.agreement.version
    centre.do(MEDIATOR, record_signatures, case_id=case.case_id, version=version, signatures=lines)
    return case.case_id


def test_the_list_says_what_is_due_and_why_and_leads_to_the_case(
    centre: OfficeBench, desk: MediatorDesk
) -> None:
    term = accepted(centre)
    owed = effective(centre)
    page = RemindersPage(desk.place)
    desk.shell.open(page)
    desk.settle()
    assert [(row.clock, row.case_id) for row in page.rows.rows()] == [
        (Clock.OBLIGATION, owed),
        (Clock.VISIT, owed),
        (Clock.TERM, term.case_id),
    ]
    assert "协议第1项约定2026-11-23到期" in page.why.text()
    desk.pick("reminders.clock", "调解期限")
    desk.settle()
    assert [row.clock for row in page.rows.rows()] == [Clock.TERM]
    assert "30日" in page.why.text()
    desk.into("reminders.list")
    desk.hands.enter()
    desk.settle()
    assert isinstance(desk.page, CasePage)
    view = desk.page.view()
    assert view is not None
    assert view.case_id == term.case_id


def test_nothing_due_is_said(centre: OfficeBench, desk: MediatorDesk) -> None:
    page = RemindersPage(desk.place)
    desk.shell.open(page)
    desk.settle()
    assert page.states.state() == "empty"


def test_a_mediation_is_paused_and_goes_on(centre: OfficeBench, desk: MediatorDesk) -> None:
    case = drafted(centre)
    desk.place.case_wanted.emit(case.case_id)
    desk.settle()
    desk.part("经过")
    desk.click("case.course.pause")
    desk.choose("case.pause.ground", "鉴定、评估")
    desk.write("case.pause.paper", "委托鉴定书")
    desk.save()
    assert look(centre, case.case_id).state is CaseState.PAUSED
    desk.at(centre.clock.moment + timedelta(days=2))
    desk.click("case.course.resume")
    desk.write("case.resume.happened_on", "11-25")
    desk.save()
    view = look(centre, case.case_id)
    assert (view.state, [line.kind_words for line in view.steps]) == (
        CaseState.MEDIATING,
        ["暂停调解", "恢复调解"],
    )
    assert desk.page.parts["course"].rows.row(0).paper == "委托鉴定书"


def test_a_party_leaves_and_the_heir_stands_in_the_list(centre: OfficeBench, desk: MediatorDesk) -> None:
    case = accepted(centre)
    desk.place.case_wanted.emit(case.case_id)
    desk.settle()
    desk.part("经过")
    desk.click("case.course.leave")
    desk.save()  # nothing is chosen yet
    assert desk.error("case.leave.ground") or desk.error("case.leave.party")
    desk.choose("case.leave.party", "王秀英")
    desk.choose("case.leave.ground", "死亡")
    desk.write("case.leave.heirs", "王小一、王小二")
    desk.save()
    assert [(party.name, party.left_words) for party in look(centre, case.case_id).parties] == [
        ("王秀英", "死亡"),
        ("张𬭎", ""),
        ("王小一", ""),
        ("王小二", ""),
    ]


def test_what_is_owed_is_urged_and_the_court_is_meant(centre: OfficeBench, desk: MediatorDesk) -> None:
    number = effective(centre)
    desk.place.case_wanted.emit(number)
    desk.settle()
    desk.part("履行与结案")
    desk.alt("B")
    desk.choose("case.urge.kind", "督促履行")
    desk.choose("case.urge.how", "电话")
    desk.save()
    (step,) = look(centre, number).followed[0].steps
    assert step.words == "督促履行（电话）"
    desk.part("经过")
    desk.click("case.course.court")
    desk.choose("case.court.to", "有意申请")
    desk.save()
    court = look(centre, number).court
    assert court is not None
    assert court.state_words == "有意申请"


def test_a_matter_is_not_accepted_and_says_where_to_go(centre: OfficeBench, desk: MediatorDesk) -> None:
    matter_id = sent_to_mediation(centre)
    desk.place.open_case_wanted.emit(matter_id)
    desk.settle()
    desk.alt("N")
    desk.choose("case.refuse.ground", "法律规定由专门机关管辖处理，或禁止民间调解")
    desk.write("case.refuse.where_to", "区人民法院立案庭，带身份证")
    desk.choose("case.refuse.how", "当面口头")
    desk.save()
    matter = centre.look("liguodong", matter_view, matter_id=matter_id)
    assert "区人民法院立案庭" in matter.outcome
    assert matter.case_id is None


def test_a_case_of_the_court_is_asked_for_its_papers(centre: OfficeBench, desk: MediatorDesk) -> None:
    """特邀调解规定 27: the 30 days run from signed receipt of the papers, here the Friday before."""
    matter_id = sent_to_mediation(centre, channel=Channel.COURT_DELEGATED)
    desk.place.open_case_wanted.emit(matter_id)
    desk.settle()
    assert not desk.widget("open_case.origin.applied_on").isVisibleTo(desk.page)
    desk.write("open_case.origin.sender_unit", "坊子区人民法院")
    desk.write("open_case.origin.papers_received_on", "11-20")
    desk.save()
    assert isinstance(desk.page, CasePage), desk.page.message.text()
    case = desk.case()
    assert case.due_on == TODAY + timedelta(days=27)
    assert case.origin.sender_unit == "坊子区人民法院"


def test_payments_are_pasted_into_the_agreement(centre: OfficeBench, desk: MediatorDesk) -> None:
    case = drafted(centre)
    desk.place.case_wanted.emit(case.case_id)
    desk.settle()
    desk.part("协议")
    desk.click("case.agreement.paste_obligations")
    table = desk.widget("case.payments.table")
    table.setText("付款人\t收款人\t金额\t日期\t什么款\n张𬭎\t王秀英\t一些")
    desk.save()
    assert "第2行" in desk.error("case.payments.table")
    table.setText("张𬭎\t王秀英\t1200\t当场\t误工费\n张𬭎\t村委会\t300\t生效后7日内\t清理费")
    desk.save()
    entries = desk.page.agreement.editor.obligations.entries()
    assert [entry.amount_fen for entry in entries] == [380_000, 120_000, 30_000]
    assert entries[2].creditors[0].name == "村委会"
