"""Where the cursor goes: it follows what one sees, and a refusal leads to the first field that is wrong."""

from case_steps import agreed, drafted, in_effect, issued, look, told
from mediator_desk import CTRL, Key, MediatorDesk
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from models.values.case_states import CaseState
from ui.mediation.case_page import CasePage


def _open(desk: MediatorDesk, case_id: int) -> None:
    desk.place.case_wanted.emit(case_id)
    desk.settle()
    assert isinstance(desk.page, CasePage)


def _here(desk: MediatorDesk) -> str:
    desk.settle()
    return desk.hands.focus().objectName()


def _in_sight(desk: MediatorDesk, widget: QWidget) -> bool:
    view = desk.page.parts[desk.page.current_part()].area.viewport()
    top = widget.mapTo(view, QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= view.height()


def test_after_how_they_met_comes_who_was_there(desk: MediatorDesk) -> None:
    case = told(desk.centre)
    first, second = (f"case.session.attended.{party.id}" for party in case.parties)
    _open(desk, case.case_id)
    desk.part("调解记录")
    desk.into("case.session.kind")
    desk.hands.keys("1")
    assert _here(desk) == first
    desk.hands.keys("1")
    assert _here(desk) == second
    desk.hands.press(Key.Key_Tab)
    assert _here(desk) == "case.session.participants"


def test_a_refused_record_leads_to_the_first_wrong_field_in_sight(desk: MediatorDesk) -> None:
    case = told(desk.centre)
    _open(desk, case.case_id)
    desk.part("调解记录")
    desk.write("case.session.day", "今天")
    desk.write("case.session.started_at", "8:30")
    desk.pick("case.session.kind", "面对面")
    desk.save()
    assert desk.error("case.session.attended") == "请选择到场的当事人。"
    assert _here(desk) == f"case.session.attended.{case.parties[0].id}"
    assert _in_sight(desk, desk.widget("case.session.attended"))


def test_enter_goes_from_what_is_paid_to_who_pays_and_who_is_paid_and_stays_in_sight(
    desk: MediatorDesk,
) -> None:
    case = agreed(desk.centre)
    _open(desk, case.case_id)
    desk.part("协议")
    desk.alt("I")
    desk.choose("case.agreement.obligation.form.kind", "付款")
    names = ["case.agreement.obligation.form.what"]
    for side in ("debtors", "creditors"):
        names += [f"case.agreement.obligation.form.{side}.{party.id}" for party in case.parties]
        names.append(f"case.agreement.obligation.form.{side}.others")
    names += ["case.agreement.obligation.form.amount", "case.agreement.obligation.form.formula"]
    desk.into(names[0])
    for name in names[1:]:
        desk.hands.enter()
        assert _here(desk) == name
        assert _in_sight(desk, desk.hands.focus()), name


def test_tab_goes_from_the_facts_into_the_first_clause_and_nothing_written_is_lost(
    desk: MediatorDesk,
) -> None:
    case = agreed(desk.centre)
    _open(desk, case.case_id)
    desk.part("协议")
    desk.write("case.agreement.facts", "承包费未付。")
    assert _here(desk) == "case.agreement.term.0"
    desk.hands.write("梁晓东付清承包费。")
    desk.alt("T")
    assert _here(desk) == "case.agreement.term.1"
    desk.hands.write("双方互不追究。")
    desk.into("case.agreement.term.0")
    desk.hands.press(Key.Key_Tab)
    assert _here(desk) == "case.agreement.term.1"
    desk.hands.press(Key.Key_Tab)
    assert _here(desk) == "case.agreement.add_term"
    desk.save()
    agreement = desk.case().agreement
    assert agreement is not None
    assert agreement.entry.terms == ("梁晓东付清承包费。", "双方互不追究。")


def _on_the_page(desk: MediatorDesk) -> bool:
    desk.settle()
    return bool(desk.page.isAncestorOf(desk.hands.focus()))


def test_after_esc_from_taking_back_the_cursor_is_on_the_page(desk: MediatorDesk) -> None:
    case = issued(desk.centre)
    _open(desk, case.case_id)
    desk.until(desk.page.paper.view.drawn)
    desk.part("协议")
    desk.alt("K")
    assert _here(desk) == "case.retract_form.reason"
    desk.escape()
    assert _on_the_page(desk), _here(desk)
    desk.alt("W")
    desk.until(lambda: desk.page.paper.saved_path() is not None)
    assert _on_the_page(desk), _here(desk)


def test_after_the_last_performance_and_the_closing_the_cursor_is_on_the_page(desk: MediatorDesk) -> None:
    case = in_effect(desk.centre)
    _open(desk, case.case_id)
    desk.part("履行与结案")
    desk.write("case.performance.form.performed_on", "今天")
    desk.write("case.performance.form.amount_fen", "3800")
    desk.tick("case.performance.form.complete")
    desk.save()
    assert desk.message() == "已登记履行，这一项履行完毕"
    assert _here(desk) == "case.performance.list"
    desk.alt("J")
    desk.write("case.close_form.closed_on", "今天")
    desk.save()
    assert look(desk.centre, case.case_id).state is CaseState.CLOSED
    assert _here(desk) == "case.performance.list"


def _by_tab(desk: MediatorDesk, names: list[str]) -> None:
    """From the first of these fields Tab goes to the second, and so to the last."""
    desk.into(names[0])
    for name in names[1:]:
        desk.hands.press(Key.Key_Tab)
        assert _here(desk) == name


def test_tab_goes_on_from_those_who_pay_to_a_third_person_to_those_who_are_paid_and_to_the_amount(
    desk: MediatorDesk,
) -> None:
    case = agreed(desk.centre)
    _open(desk, case.case_id)
    desk.part("协议")
    desk.alt("I")
    form = "case.agreement.obligation.form"
    desk.choose(f"{form}.kind", "付款")
    names = [f"{form}.what"]
    for side in ("debtors", "creditors"):
        names += [f"{form}.{side}.{who}" for who in (*(party.id for party in case.parties), "others")]
    _by_tab(desk, [*names, f"{form}.amount", f"{form}.formula", f"{form}.term"])


def test_who_was_there_follows_how_they_met_also_after_the_parties_were_read_anew(desk: MediatorDesk) -> None:
    case = told(desk.centre)
    _open(desk, case.case_id)
    desk.part("调解记录")
    persons = [f"case.session.attended.{party.id}" for party in case.parties]
    for _time in range(3):
        desk.page.read()
        desk.settle()
        desk.into("case.session.kind")
        for name in (*persons, "case.session.participants"):
            desk.hands.keys("1")
            assert _here(desk) == name
        _by_tab(desk, ["case.session.kind", *persons, "case.session.participants"])


def test_the_proof_comes_before_the_button_that_registers_the_performance(desk: MediatorDesk) -> None:
    case = in_effect(desk.centre)
    _open(desk, case.case_id)
    desk.part("履行与结案")
    form = "case.performance.form"
    proof = [f"{form}.attachment_id.file", f"{form}.attachment_id.add"]
    given = [f"{form}.{key}" for key in ("performed_on", "amount_fen", "proof", "complete")]
    _by_tab(desk, [*given, *proof, "case.performance.save"])


def test_after_printing_for_signing_the_cursor_stands_in_the_day_of_the_signatures(
    desk: MediatorDesk,
) -> None:
    case = drafted(desk.centre)
    _open(desk, case.case_id)
    desk.part("协议")
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: look(desk.centre, case.case_id).state is CaseState.AWAITING_SIGNATURE)
    assert _here(desk) == "case.signatures.same_day.day"
    assert desk.page.current_part() == "signatures"
