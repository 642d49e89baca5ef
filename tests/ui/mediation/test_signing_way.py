"""登记签署: the common day first; once the agreement is in effect its lines stand fast until they are put right."""

from datetime import date

from case_steps import accepted, in_effect, issued, look
from mediator_desk import MediatorDesk

from models.values.case_states import CaseState
from ui.mediation.case_page import CasePage


def _open(desk: MediatorDesk, case_id: int) -> None:
    desk.place.case_wanted.emit(case_id)
    desk.settle()
    assert isinstance(desk.page, CasePage)


def test_alt_s_leads_to_the_day_on_which_all_signed_and_the_lines_are_fast_afterwards(
    desk: MediatorDesk,
) -> None:
    case = issued(desk.centre)
    _open(desk, case.case_id)
    desk.part("协议")
    desk.alt("S")
    assert desk.hands.focus().objectName() == "case.signatures.same_day.day"
    desk.hands.keys("11-23")
    desk.alt("Q")
    desk.save()
    assert look(desk.centre, case.case_id).state is CaseState.EFFECTIVE
    assert not desk.widget("case.signature.1.state").isEnabled()
    assert desk.widget("case.signatures.save").text() == "更正签署"
    assert desk.hands.focus().objectName() == "case.signatures.save"


def test_a_wrong_day_is_put_right_only_after_it_was_asked_for(desk: MediatorDesk) -> None:
    case = in_effect(desk.centre)
    desk.centre.pass_time(days=1)
    _open(desk, case.case_id)
    desk.part("签署")
    desk.save()
    assert desk.widget("case.signatures.save").text() == "保存更正"
    desk.write("case.signature.1.signed_on", "2026-11-24")
    desk.escape()
    assert desk.widget("case.signature.1.signed_on").text() == "2026-11-23"
    assert not desk.widget("case.signature.1.state").isEnabled()
    desk.save()
    desk.write("case.signature.1.signed_on", "2026-11-24")
    desk.save()
    now = look(desk.centre, case.case_id)
    assert now.agreement is not None
    assert now.agreement.signatures[0].signed_on == date(2026, 11, 24)
    assert desk.widget("case.signatures.save").text() == "更正签署"
    assert not desk.widget("case.signature.1.state").isEnabled()


def test_what_was_recorded_of_consent_and_telling_stays_to_be_seen_and_is_not_recorded_twice(
    desk: MediatorDesk,
) -> None:
    case = accepted(desk.centre)
    party = case.parties[0]
    name = f"case.rights.{party.id}"
    _open(desk, case.case_id)
    desk.part("同意与告知")
    desk.pick(f"{name}.consent.agreed", "同意")
    desk.choose(f"{name}.consent.how", "电话")
    desk.write(f"{name}.consent.given_on", "今天")
    desk.save()
    assert desk.message() == "已登记同意和告知"
    assert desk.widget(f"{name}.consent.agreed").text() == "同意"
    assert desk.widget(f"{name}.consent.how").text() == "电话"
    assert desk.widget(f"{name}.consent.given_on").text() == "2026-11-23"
    desk.choose(f"{name}.telling.how", "口头告知并记入笔录")
    desk.write(f"{name}.telling.told_on", "今天")
    desk.save()
    kept = look(desk.centre, case.case_id).parties[0]
    assert (len(kept.consents), len(kept.tellings)) == (1, 1)
    assert desk.widget(f"{name}.telling.told_on").text() == "2026-11-23"
