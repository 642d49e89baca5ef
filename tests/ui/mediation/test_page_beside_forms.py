"""Minutes, inquiries and return visits stand live beside their forms, as the agreement does."""

from case_steps import agreed, in_effect, told
from mediator_desk import MediatorDesk, sent_to_mediation
from office_fixture import OfficeBench
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ui.paper.pdfium import page_texts


def shown(desk: MediatorDesk) -> str:
    """What stands on the page."""
    desk.settle()
    desk.until(desk.page.paper.live.settled)
    pdf = desk.page.paper.view.pdf()
    return "".join("".join(page_texts(pdf)).split()) if pdf else ""


def click_on(desk: MediatorDesk, field: str) -> None:
    """Click into the middle of where a field first stands on the page."""
    view = desk.page.paper.view
    spot = next(place for place in desk.page.paper.live.paper().paper.places if place.field == field)
    view.go_to(spot.page, spot.top)
    desk.settle()
    scale = view._desk().per_point() / 2
    middle = QPoint(round((spot.left + spot.right) * scale), round((spot.top + spot.bottom) * scale))
    place = view._desk().rects()[spot.page].topLeft() + middle - view._offset()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    desk.settle()


def beside(desk: MediatorDesk, name: str) -> str:
    """What stands on the page of a panel that Alt+V brought."""
    panel = desk.widget(name)
    desk.settle()
    desk.until(panel.live.settled)
    pdf = panel.view.pdf()
    return "".join("".join(page_texts(pdf)).split()) if pdf else ""


def at(desk: MediatorDesk, case_id: int, part: str) -> None:
    desk.place.case_wanted.emit(case_id)
    desk.settle()
    desk.part(part)


def test_the_minutes_are_set_as_they_are_typed(desk: MediatorDesk, centre: OfficeBench) -> None:
    at(desk, told(centre).case_id, "调解记录")
    assert "（未填）" in shown(desk)
    paper = desk.page.paper
    assert paper.marked().startswith("纸面上标黄 5 处待填：时间、地点、当事人、")
    desk.alt("Y")
    assert desk.hands.focus().objectName() == "case.session.started_at"
    desk.write("case.session.day", "今天")
    desk.write("case.session.started_at", "9:00")
    desk.write("case.session.place", "东关村委会")
    desk.write("case.session.minutes", "张𬭎称檐子是老檐，愿意截短。")
    words = shown(desk)
    assert "人民调解记录" in words
    assert "2026年11月23日9时起" in words
    assert "张𬭎称檐子是老檐，愿意截短。" in words
    click_on(desk, "minutes")
    assert desk.hands.focus().objectName() == "case.session.minutes"
    assert paper.view.marks() == tuple(paper.live.paper().spots("minutes"))
    desk.write("case.session.minutes", "\U000f1234")
    desk.until(lambda: desk.error("case.session.minutes"))
    assert "字体" in desk.error("case.session.minutes")
    desk.write("case.session.minutes", "张𬭎愿意截短。")
    assert desk.error("case.session.minutes") == ""
    shown(desk)
    click_on(desk, "matter")
    assert desk.page.right.side().objectName() == "case.edit_side", "the name of the case is put right there"


def test_each_sitting_of_the_list_has_its_page_and_the_agreement_comes_back(
    desk: MediatorDesk, centre: OfficeBench
) -> None:
    case = agreed(centre)
    at(desk, case.case_id, "调解记录")
    assert "".join(case.sessions[0].minutes.split()) in shown(desk)
    desk.alt("N")
    words = shown(desk)
    assert f"第二次卷号：{case.number}" in words
    desk.alt("V")
    assert desk.page.overview.isVisible(), "what the case is, in place of the page"
    desk.alt("V")
    assert "第二次" in shown(desk)
    desk.part("协议")
    assert "人民调解协议书" in shown(desk)
    assert desk.page.paper.form_paper() is None


def test_an_inquiry_stands_at_the_left_of_its_page(desk: MediatorDesk, centre: OfficeBench) -> None:
    at(desk, told(centre).case_id, "经过")
    desk.page.show_side("inquiry")
    desk.write("case.inquiry.subject", "李建国")
    desk.write("case.inquiry.text", "问：檐子何时装的？")
    words = shown(desk)
    assert "人民调解调查记录" in words
    assert "李建国" in words
    assert "问：檐子何时装的？" in words
    side = desk.page.right.side()
    assert side.isVisible()
    assert side.geometry().right() < desk.page.paper.mapTo(desk.page, QPoint(0, 0)).x()
    click_on(desk, "place")
    assert desk.hands.focus().objectName() == "case.inquiry.place"
    desk.pick("case.inquiry.kind", "现场勘查")
    assert "现场勘查记录" in shown(desk)
    desk.escape()
    assert desk.page.right.side() is None
    assert desk.page.parts["course"].isVisible()


def test_a_return_visit_has_its_page(desk: MediatorDesk, centre: OfficeBench) -> None:
    at(desk, in_effect(centre).case_id, "经过")
    desk.page.show_side("visit")
    desk.write("case.visit.text", "墙已修好，两家和好。")
    words = shown(desk)
    assert "人民调解回访记录" in words
    assert "墙已修好，两家和好。" in words
    assert "王秀英、张𬭎" in words
    side = desk.page.right.side()
    assert side.isVisible(), "the form stands at the left, over the parts"
    assert side.mapTo(desk.page, QPoint(0, 0)).x() < desk.page.paper.mapTo(desk.page, QPoint(0, 0)).x()
    click_on(desk, "time")
    assert desk.hands.focus().objectName() == "case.visit.happened_on"
    desk.escape()
    assert desk.page.right.side() is None
    assert desk.page.parts["course"].isVisible()


def test_the_register_shows_the_parties_as_they_are_typed(desk: MediatorDesk, centre: OfficeBench) -> None:
    at(desk, told(centre).case_id, "当事人")
    words = shown(desk)
    assert "人民调解受理登记表" in words
    assert "王秀英、张𬭎" in words
    assert "西邻翻建东厢房" in words, "the story that the window wrote down"
    click_on(desk, "parties.1.name")
    assert desk.hands.focus().objectName() == "case.party.name"
    assert desk.hands.focus().text() == "张𬭎"
    desk.write("case.party.name", "张𬭎军")
    assert "王秀英、张𬭎军" in shown(desk)
    assert desk.page.paper.view.marks() == tuple(desk.page.paper.live.paper().spots("parties.1"))
    desk.alt("A")
    desk.pick("case.party.side", "申请人")
    desk.write("case.party.name", "李建国")
    words = shown(desk)
    assert words.index("王秀英") < words.index("李建国") < words.index("张𬭎"), "with his own side"
    assert desk.page.paper.view.marks() == tuple(desk.page.paper.live.paper().spots("parties.1"))
    click_on(desk, "parties.2.name")
    assert desk.hands.focus().text().startswith("张𬭎")


def test_the_other_entries_show_their_papers_as_they_are_typed(
    desk: MediatorDesk, centre: OfficeBench
) -> None:
    _the_sheet_of_a_simple_case(desk)
    _the_paper_of_the_section_of_a_late_entry(desk)
    _the_register_of_an_acceptance(desk, centre)


def _the_sheet_of_a_simple_case(desk: MediatorDesk) -> None:
    desk.alt("J")
    desk.alt("V")
    desk.write("simple.name1", "王秀英")
    desk.write("simple.story", "鸡啄了菜。")
    desk.write("simple.terms", "赔菜钱。")
    words = beside(desk, "simple.paper")
    assert "人民调解口头协议登记表" in words
    assert "鸡啄了菜。" in words
    assert "赔菜钱。" in words
    assert "处待填" in desk.widget("simple.paper").marked()
    before = desk.hands.focus()
    desk.alt("Y")
    assert desk.hands.focus().objectName() == "simple.name1", "of whom the sex is wanting"
    assert before is not desk.hands.focus()
    desk.alt("V")
    assert not desk.widget("simple.paper").isVisible()


def _the_paper_of_the_section_of_a_late_entry(desk: MediatorDesk) -> None:
    desk.place.late_entry_wanted.emit()
    desk.settle()
    desk.alt("V")
    desk.write("late.dispute.story", "檐水浇墙。")
    desk.write("late.party.1.name", "王秀英")
    words = beside(desk, "late.paper")
    assert "人民调解受理登记表" in words
    assert "檐水浇墙。" in words
    assert "王秀英" in words
    panel = desk.widget("late.paper")
    panel.field_wanted.emit("summary")
    assert desk.hands.focus().objectName() == "late.dispute.story"
    desk.write("late.session.1.minutes", "双方同意截檐。")
    words = beside(desk, "late.paper")
    assert "人民调解记录" in words
    assert "双方同意截檐。" in words
    desk.write("late.agreement.facts", "檐子伸过界墙。")
    words = beside(desk, "late.paper")
    assert "人民调解协议书" in words
    assert "檐子伸过界墙。" in words
    assert "录入文本，不是签字的原件" in words
    desk.alt("V")
    assert not desk.widget("late.paper").isVisible()
    assert desk.widget("late.contents").isVisible()


def _the_register_of_an_acceptance(desk: MediatorDesk, centre: OfficeBench) -> None:
    desk.place.open_case_wanted.emit(sent_to_mediation(centre))
    desk.settle()
    desk.alt("V")
    words = beside(desk, "open_case.paper")
    assert "人民调解受理登记表" in words
    assert "王秀英、张𬭎" in words
    assert "西邻翻建东厢房" in words
    desk.write("open_case.dispute_type", "邻里纠纷")
    assert "邻里纠纷" in beside(desk, "open_case.paper")
    desk.alt("N")
    desk.escape()
    assert desk.widget("open_case.matter").isVisible(), (
        "after the form of a refusal the matter stands there again"
    )
