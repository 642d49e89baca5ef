"""Before the agreement is printed: what stays blank and what one should think about stands beside the button."""

from case_steps import accepted, drafted, look
from mediator_desk import CTRL, Key, MediatorDesk
from PySide6.QtWidgets import QLabel

from models.values.case_states import CaseState
from ui.mediation.case_page import CasePage


def _open(desk: MediatorDesk, case_id: int) -> None:
    desk.place.case_wanted.emit(case_id)
    desk.settle()
    assert isinstance(desk.page, CasePage)


def test_what_stays_blank_stands_beside_the_button_and_blocks_nothing(desk: MediatorDesk) -> None:
    case = drafted(desk.centre)
    _open(desk, case.case_id)
    desk.part("协议")
    desk.until(desk.page.paper.live.settled)
    note = desk.widget("case.agreement.blanks")
    assert note.isVisibleTo(desk.page)
    marked = desk.page.paper.marked()
    count = marked.removeprefix("纸面上标黄 ").partition(" 处待填")[0]
    assert int(count) > 0
    assert note.text() == f"纸面还有 {count} 处空白，打印后不能再填"
    said = [line.sentence for line in desk.page.agreement.findings.lines()]
    assert "没有写明各方当事人的责任（人民调解法第29条）。" in said
    assert "没有写明履行的地点或方式（如现金当面交付、转账）。" in said
    assert {line.level for line in desk.page.agreement.findings.lines()} == {"warning"}
    assert desk.widget("case.agreement.issue").isEnabled()
    desk.hands.press(Key.Key_P, CTRL)
    desk.settle()
    assert look(desk.centre, case.case_id).state is CaseState.AWAITING_SIGNATURE
    assert not note.isVisibleTo(desk.page)


def test_a_sentence_that_has_no_room_ends_in_dots_and_says_all_of_it_when_asked(desk: MediatorDesk) -> None:
    case = accepted(desk.centre)
    _open(desk, case.case_id)
    whole = "还没有记向王秀英告知权利义务。"
    labels = desk.page.overview.findings.findChildren(QLabel)
    line = next(label for label in labels if label.text() == whole)
    if line.width() < line.sizeHint().width():
        assert QLabel.text(line).endswith("...")
        assert line.toolTip() == whole
    line.setFixedWidth(90)
    desk.settle()
    assert QLabel.text(line).endswith("...")
    assert line.toolTip() == whole


def test_an_amount_that_cannot_be_read_keeps_the_paper_back_and_stays_at_its_field(
    desk: MediatorDesk,
) -> None:
    case = drafted(desk.centre)
    _open(desk, case.case_id)
    desk.part("协议")
    obligations = desk.page.agreement.editor.obligations
    obligations.open(0)
    obligations.card.form.put("amount", "三千八")
    desk.page.agreement.save_then(lambda _kept: None)
    desk.settle()
    assert obligations.is_open()
    assert obligations.card.form.text("amount") == "三千八"
    assert obligations.card.form.field("amount").error()
    assert look(desk.centre, case.case_id).state is CaseState.MEDIATING
