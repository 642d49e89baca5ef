"""What helps while an agreement is written, and the proof of what was performed of it, in 陈桂芳's hands."""

from pathlib import Path

from case_steps import TODAY, agreed, drafted, in_effect, look
from mediator_desk import CTRL, Key, MediatorDesk

from desktop.services.mediation.cases import close_case
from desktop.services.mediation.performing import perform_obligation
from models.values.case_states import CaseState
from ui.matters.attachment_page import AttachmentPage
from ui.mediation.case_page import CasePage

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def _open(desk: MediatorDesk, case_id: int) -> None:
    desk.shell.open(CasePage(desk.place, case_id))
    desk.settle()


def test_what_was_taken_out_by_mistake_comes_back_to_its_place(desk: MediatorDesk) -> None:
    case = drafted(desk.centre)
    _open(desk, case.case_id)
    editor = desk.page.agreement.editor
    desk.widget("case.agreement.term.0.remove").click()
    assert editor.terms.texts() == ("张𬭎支付修缮费3,800.00元。",)
    assert desk.label("case.agreement.term_out.words") == "已删去第一条。"
    desk.hands.press(Key.Key_Z, CTRL)
    assert editor.terms.texts() == ("张𬭎拆除滴水檐。", "张𬭎支付修缮费3,800.00元。")
    assert not desk.widget("case.agreement.term_out").isVisibleTo(desk.page)
    assert desk.hands.focus().objectName() == "case.agreement.term.0"

    editor.obligations.open(0)
    desk.settle()
    desk.alt("D")
    assert editor.obligations.entries() == ()
    desk.click("case.agreement.obligation_out.put_back")
    assert [entry.what for entry in editor.obligations.entries()] == ["修缮费"]
    desk.widget("case.agreement.term.1.remove").click()
    desk.write("case.agreement.facts", "滴水檐伸进院墙。")
    desk.write("case.agreement.term.0", "张𬭎三日内拆除滴水檐。")
    assert not desk.widget("case.agreement.term_out").isVisibleTo(desk.page), "what was typed since stays"


def test_shares_of_those_who_receive_and_a_missing_term(desk: MediatorDesk) -> None:
    case = agreed(desk.centre)
    first, second = (party.id for party in case.parties)
    _open(desk, case.case_id)
    desk.write("case.agreement.facts", "滴水檐浇墙。")
    desk.alt("I")
    card = "case.agreement.obligation.form"
    desk.choose(f"{card}.kind", "付款")
    assert desk.widget(f"{card}.term.field").reaction() == "没写期限：到期不会提醒，也难认定逾期。"
    assert desk.error(f"{card}.term") == "", "a warning, not a refusal"
    desk.choose(f"{card}.term", "签订时当场")
    assert desk.widget(f"{card}.term.field").reaction() == ""
    desk.write(f"{card}.what", "修缮费")
    desk.tick(f"{card}.debtors.{second}")
    desk.tick(f"{card}.creditors.{first}")
    assert not desk.widget(f"{card}.receipts").isVisibleTo(desk.page)
    desk.write(f"{card}.creditors.others", "王大力")
    desk.write(f"{card}.amount", "3800")
    desk.write(f"{card}.receipts", "2000")
    desk.save()
    assert desk.error(f"{card}.receipts"), "a share for one of two"
    desk.write(f"{card}.receipts", "2000、1800")
    desk.save()
    desk.save()
    kept = look(desk.centre, case.case_id).agreement
    assert kept is not None
    assert [holder.share_fen for holder in kept.entry.obligations[0].creditors] == [200_000, 180_000]
    assert "依次各得" in kept.obligations[0].sentence


def test_a_refusal_brings_the_cursor_to_its_field(desk: MediatorDesk) -> None:
    case = drafted(desk.centre)
    _open(desk, case.case_id)
    desk.write("case.agreement.further_holders", "云" * 130)
    desk.into("case.agreement.facts")
    desk.save()
    assert desk.error("case.agreement.further_holders")
    assert desk.hands.focus().objectName() == "case.agreement.further_holders"
    desk.page.agreement.editor.show_faults([("obligations.0.what", "请写明是什么款。")])
    desk.settle()
    assert desk.error("case.agreement.obligation.form.what") == "请写明是什么款。"
    assert desk.hands.focus().objectName() == "case.agreement.obligation.form.what"


def test_a_photographed_receipt_proves_what_was_paid(desk: MediatorDesk, tmp_path: Path) -> None:
    receipt = tmp_path / "收条.png"
    receipt.write_bytes(PNG)
    case = in_effect(desk.centre)
    _open(desk, case.case_id)
    assert desk.page.current_part() == "performance"
    desk.write("case.performance.form.performed_on", "今天")
    desk.write("case.performance.form.amount_fen", "3800")
    desk.write("case.performance.form.proof", "收条")
    files = desk.page.parts["performance"].form.field("attachment_id").widget
    files.add_files([str(receipt)])
    desk.until(lambda: files.file_id() is not None)
    desk.save()
    (paid,) = look(desk.centre, case.case_id).followed[0].performances
    assert (paid.amount_fen, paid.attachment_id) == (380_000, files.file_id() or paid.attachment_id)
    desk.click(f"case.performance.proof.{paid.performance_id}")
    assert isinstance(desk.page, AttachmentPage)


def test_after_the_closing_both_want_another_agreement(desk: MediatorDesk) -> None:
    case = in_effect(desk.centre)
    (owed,) = case.followed
    desk.centre.do(
        desk.login,
        perform_obligation,
        obligation_id=owed.obligation_id,
        version=owed.version,
        performed_on=TODAY,
        complete=True,
    )
    version = look(desk.centre, case.case_id).version
    desk.centre.do(desk.login, close_case, case_id=case.case_id, version=version, closed_on=TODAY)
    _open(desk, case.case_id)
    desk.part("经过")
    desk.click("case.course.renew")
    assert "案件仍是结案，日期不变" in desk.label("case.renew_side.words")
    desk.pick("case.renew.relation", "补充原协议")
    desk.tick("case.renew.all_agreed")
    desk.write("case.renew.reason", "另外商定排水沟")
    desk.save()
    assert look(desk.centre, case.case_id).state is CaseState.MEDIATING
    desk.part("协议")
    assert desk.widget("case.agreement.facts").isEnabled()
    desk.part("经过")
    desk.click("case.course.keep_old")
    desk.write("case.keep_old.reason", "不另写了")
    desk.save()
    now = look(desk.centre, case.case_id)
    assert (now.state, now.closed_on) == (CaseState.CLOSED, TODAY)
