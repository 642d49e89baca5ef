"""Who comes when mediation has begun, and who leaves, as 陈桂芳 notes it on the page of the parties."""

from datetime import date

from case_steps import MEDIATOR, TODAY, look, told
from mediator_desk import MediatorDesk
from office_fixture import MONDAY

from desktop.entries.mediation import AttendanceEntry, SessionEntry
from desktop.services.mediation.sessions import add_session
from models.values.choices import SessionKind, SessionResult
from ui.mediation.case_page import CasePage


def test_a_tenant_joins_after_the_first_sitting_and_leaves_again(desk: MediatorDesk) -> None:
    case = told(desk.centre)
    session = SessionEntry(
        kind=SessionKind.FACE_TO_FACE,
        started_at=MONDAY,
        ended_at=None,
        place="调解室",
        minutes="原来房子租给了刘洋。",
        result=SessionResult.CONTINUED,
        attended=tuple(AttendanceEntry(party=party.id) for party in case.parties),
    )
    desk.shell.open(CasePage(desk.place, case.case_id))
    desk.settle()
    desk.part("当事人")
    desk.alt("A")
    assert not desk.widget("case.party.joins").isVisibleTo(desk.page), (
        "nobody is late before the first sitting"
    )
    desk.centre.do(MEDIATOR, add_session, case_id=case.case_id, entry=session)
    desk.place.changed.emit()
    desk.settle()

    desk.pick("case.party.side", "第三人")
    desk.write("case.party.name", "刘洋")
    desk.tick("case.party.joins")
    desk.save()
    assert desk.error("case.party.happened_on") == "请填写哪天加入。"
    assert desk.error("case.party.reason") == "请写明为什么现在加入。"
    desk.write("case.party.happened_on", "今天")
    desk.write("case.party.reason", "承租人，知道滴水檐是谁接的")
    desk.write("case.party.paper", "租赁合同")
    desk.pick("case.party.rights.consent.agreed", "同意")
    desk.choose("case.party.rights.consent.how", "电话")
    desk.save()
    assert desk.error("case.party.rights.consent.given_on") == "请填写是哪天表示的。"
    desk.write("case.party.rights.consent.given_on", "今天")
    desk.choose("case.party.rights.telling.how", "书面已签")
    desk.write("case.party.rights.telling.told_on", "今天")
    desk.save()
    now = look(desk.centre, case.case_id)
    tenant = now.parties[2]
    assert (tenant.name, tenant.joined_on, tenant.consented, tenant.told) == ("刘洋", TODAY, True, True)
    assert [(step.happened_on, step.sentence, step.paper) for step in now.steps] == [
        (date(2026, 11, 23), "刘洋；承租人，知道滴水檐是谁接的", "租赁合同")
    ]
    assert desk.label("case.parties.heading") == "修改：刘洋（2026-11-23加入）"
    assert not desk.widget("case.party.joins").isVisibleTo(desk.page)

    desk.click("case.parties.leave")
    assert desk.widget("case.leave.party").text() == "刘洋", "the one in the form is proposed"
    desk.choose("case.leave.ground", "与纠纷无关，误列")
    desk.save()
    assert look(desk.centre, case.case_id).parties[2].left_on == TODAY
    desk.part("同意与告知")
    assert not desk.widget("case.parties.leave").isVisible()
