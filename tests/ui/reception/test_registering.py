"""At the window: a visit goes in by the keyboard alone, in the words of the person who sits there."""

import threading
from datetime import UTC, datetime

import pytest
from chinese_typing import compose
from office_fixture import OfficeBench
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication
from reception_desk import GOOD_ID, Key, Reception

from desktop.queries.worklist import Shelf, worklist
from models.values.choices import Channel
from models.values.matter_states import MatterState

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_dispute_is_accepted_by_the_keyboard_alone(centre: OfficeBench) -> None:
    desk = Reception(centre)
    form, hands = desk.form, desk.hands
    assert hands.focus() is form.channel
    desk.choose(Key.Key_1, Key.Key_J)
    hands.write("王秀英")
    hands.enter()
    assert hands.focus() is form.who.whose
    hands.enter()
    hands.keys("13800002417")
    hands.enter()
    assert form.who.phone.text() == "138 0000 2417"
    hands.enter()
    hands.write("西邻张𬭎翻建东厢房，滴水檐伸进我家院墙。")
    hands.press(Key.Key_Tab)
    hands.write("张𬭎")
    hands.enter()
    hands.keys("ysps")
    hands.enter()
    assert form.what.category.text() == "邻里：用水排水通行通风采光"
    hands.keys("dgc")
    hands.enter()
    assert form.what.village.text() == "东关村"
    desk.save()
    assert desk.shell.message() == "已受理，事项编号 2026-000001"
    assert desk.page.side.recent.saved.code.text() == "2026-000001", "large enough to be read out"
    assert hands.focus() is form.channel, "the empty form waits for the next visit"
    assert form.values()["visitor"] == ""
    view = desk.latest()
    assert (view.state, view.village) == (MatterState.ACCEPTED, "东关村")
    assert view.story == "西邻张𬭎翻建东厢房，滴水檐伸进我家院墙。"
    assert [person.name for person in view.people] == ["王秀英", "张𬭎"]
    assert view.people[0].phone_mask == "138****2417"


def test_an_unknown_word_in_a_list_is_refused_from_every_field_and_stays(centre: OfficeBench) -> None:
    desk = Reception(centre)
    form, hands = desk.form, desk.hands
    desk.choose(Key.Key_1, Key.Key_Z)
    desk.tell("问养老认证怎么办")
    form.what.village.setFocus()
    hands.keys("xyz")
    form.what.story.setFocus()
    desk.save()
    assert desk.rows() == (), "it is not registered without the village that was meant"
    assert hands.focus() is form.what.village
    assert form.what.village.text() == "xyz"
    assert form.fields["village"].error() == "列表里没有“xyz”，按F4选。"
    assert desk.shell.message() == "还没有登记：列表里没有“xyz”，按F4选。"
    hands.press(Key.Key_A, CTRL)
    hands.press(Key.Key_Backspace)
    desk.save()
    assert desk.latest().village == ""


def test_a_question_is_answered_at_once_with_one_line(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_2, Key.Key_Z)
    desk.tell("问养老认证怎么办")
    desk.hands.alt(Key.Key_D)
    assert desk.hands.focus() is desk.page.ending.words
    assert desk.page.accept.text() == "保存为当场答复"
    desk.save()
    assert desk.page.ending.fields["words"].error() == "请用一句话写下怎么答复的。"
    assert desk.rows() == ()
    desk.hands.write("手机上刷脸即可，已当面教会。")
    desk.save()
    view = desk.latest()
    assert (view.state, view.outcome, view.due_at) == (
        MatterState.ANSWERED,
        "手机上刷脸即可，已当面教会。",
        None,
    )
    assert desk.page.accept.text() == "受理", "the next visit begins anew"


def test_somebody_is_shown_where_to_go(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_B)
    desk.tell("办退休手续")
    desk.hands.alt(Key.Key_G)
    assert desk.hands.focus() is desk.page.ending.referred_to
    desk.save()
    assert desk.page.ending.fields["referred_to"].error() == "请写明请群众去找哪个单位。"
    desk.hands.write("区人社局")
    desk.hands.enter()
    desk.hands.write("府前街1号二楼")
    desk.hands.enter()
    desk.hands.keys("0536-7654321")
    desk.hands.enter()
    desk.hands.enter()
    desk.hands.write("身份证、户口本")
    desk.hands.enter()
    assert desk.hands.focus() is desk.page.accept, "Enter after the last line leads to the button"
    desk.hands.enter()
    desk.centre.settle()
    view = desk.latest()
    assert (view.state, view.outcome) == (
        MatterState.REFERRED,
        "区人社局\n地址：府前街1号二楼\n电话：0536-7654321\n请带好：身份证、户口本",
    )


def test_one_who_leaves_in_the_middle_is_kept_as_unfinished(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_J)
    desk.hands.alt(Key.Key_B)
    assert desk.hands.focus() is desk.form.who.whose, "不愿留名 goes on to the next field"
    desk.hands.alt(Key.Key_H)
    assert desk.hands.focus() is desk.form.who.identity
    desk.hands.alt(Key.Key_Z)
    desk.tell("邻居打人，话没说完就走了")
    desk.hands.alt(Key.Key_W)
    desk.hands.write("情绪激动，中途离开")
    desk.save()
    view = desk.latest()
    assert (view.state, view.village, view.people) == (MatterState.UNFINISHED, "镇外", ())
    assert desk.rows()[0].claimant_name == "未留名"
    assert desk.rows()[0].due_at is not None, "somebody has to call back in time"


def test_esc_gives_an_asked_end_up_and_what_was_typed_stays(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_Z)
    desk.tell("问路")
    desk.hands.alt(Key.Key_D)
    desk.hands.write("指了路")
    desk.hands.press(Key.Key_Escape)
    assert desk.page.accept.text() == "受理"
    desk.hands.alt(Key.Key_D)
    assert desk.page.ending.words.text() == "指了路"


def test_a_son_comes_for_his_mother(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_Q)
    desk.hands.write("刘洋")
    desk.hands.enter()
    desk.hands.press(Key.Key_Space)
    for _line in range(3):
        desk.hands.enter()
    assert desk.hands.focus() is desk.form.who.claimant, "替他人 asks for the name"
    desk.hands.write("赵桂兰")
    desk.hands.enter()
    desk.hands.write("儿子")
    desk.hands.enter()
    desk.hands.keys("13800009999")
    desk.hands.enter()
    desk.hands.keys(GOOD_ID)
    assert desk.form.who.claimant_phone.text() == "138 0000 9999"
    desk.tell("母亲摔伤，申请临时救助")
    desk.save()
    view = desk.latest()
    assert [(p.role, p.name, p.details) for p in view.people] == [
        ("来访人", "刘洋", "与诉求人：儿子"),
        ("诉求人", "赵桂兰", "女 76岁"),
    ]
    assert view.people[1].phone_mask == "138****9999", "the claimant's own number"
    assert view.people[0].phone_mask == ""
    assert desk.rows()[0].claimant_name == "赵桂兰"


def test_for_another_without_his_name_is_refused_at_the_field(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_Q)
    desk.hands.enter()
    desk.hands.press(Key.Key_Space)
    desk.tell("替人问")
    desk.save()
    assert desk.form.fields["claimant"].error() == "请填写姓名。"
    assert desk.hands.focus() is desk.form.who.claimant


def test_a_wrong_id_number_keeps_everything_typed(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_J)
    desk.hands.write("王秀英")
    desk.form.who.identity.setFocus()
    desk.hands.keys("370704196503124022")
    desk.tell("滴水纠纷")
    assert "校验不符" in desk.form.fields["identity"].error(), "said as soon as the field is left"
    before = desk.form.values()
    desk.save()
    assert desk.form.fields["identity"].error() == "身份证号校验不符，请逐位核对。"
    assert desk.form.values() == before
    assert desk.rows() == ()
    desk.form.who.identity.setFocus()
    desk.form.who.identity.clear()
    desk.save()
    assert len(desk.rows()) == 1


def test_an_id_number_gives_birth_and_sex_and_full_width_becomes_half_width(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_J)
    desk.form.who.identity.setFocus()
    desk.hands.write("１１０１０５１９４９１２３１００２ｘ")
    desk.form.who.phone.setFocus()
    assert desk.form.who.identity.text() == GOOD_ID
    assert desk.form.fields["identity"].reaction() == "女，1949年12月31日生，76岁"
    desk.hands.write("１３８００００２４１７")
    desk.hands.enter()
    assert desk.form.who.phone.text() == "138 0000 2417"


def test_what_is_missing_stands_at_its_field_and_nothing_is_kept(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.save()
    for field in ("channel", "nature", "story"):
        assert desk.form.fields[field].error(), field
    assert desk.hands.focus() is desk.form.channel
    desk.hands.press(Key.Key_1)
    assert not desk.form.fields["channel"].error(), "put right, it is blamed no more"
    assert desk.rows() == ()


def test_a_number_without_a_name_is_not_dropped_in_silence(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_J)
    desk.form.who.identity.setFocus()
    desk.hands.keys(GOOD_ID)
    desk.tell("纠纷")
    desk.save()
    assert "请也填姓名" in desk.form.fields["visitor"].error()
    assert desk.rows() == ()


def test_66000_pasted_characters_are_refused_and_what_was_typed_stays(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_J)
    desk.tell("先写了一句。")
    paste = QMimeData()
    paste.setText("长" * 66_000)
    QApplication.clipboard().setMimeData(paste)
    desk.hands.press(Key.Key_V, CTRL)
    assert desk.form.what.story.text() == "先写了一句。"
    assert "66006个字" in desk.form.fields["story"].error()
    assert "20000" in desk.form.fields["story"].error()


def test_the_other_ways_stand_behind_0(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.hands.press(Key.Key_0)
    assert desk.hands.focus().objectName() == "reception.other_channel"
    desk.hands.keys("ga")
    desk.hands.enter()
    assert desk.form.values()["channel"] == Channel.POLICE
    assert desk.form.channel.text() == "公安移送"
    assert desk.hands.focus() is desk.form.nature


def test_what_is_asked_only_sometimes_stands_behind_alt_m(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_5, Key.Key_T)
    desk.hands.write("群众甲")
    desk.tell("反映执法队不作为")
    desk.hands.alt(Key.Key_M)
    more = desk.form.more
    assert desk.hands.focus() is more.headcount
    desk.hands.write("３")
    for _line in range(3):
        desk.hands.enter()
    assert desk.hands.focus() is more.happened_day
    desk.hands.write("昨天")
    desk.hands.enter()
    desk.hands.keys("14:30")
    more.concerned.setFocus()
    desk.hands.keys("zhxz")
    desk.hands.enter()
    assert more.concerned.text() == "综合行政执法队"
    row = more.findChild(type(more.headcount), "reception.external.0.number")
    assert row is not None
    more._rows[0].system.set_text("12345")
    row.setFocus()
    desk.hands.keys("2611190087")
    more._rows[0].due.setFocus()
    desk.hands.keys("11-24")
    more.urgent.setChecked(True)
    more.confidential.setChecked(True)
    desk.save()
    view = desk.latest()
    assert (view.headcount, view.urgent, view.confidential, view.late_entry) == (3, True, True, True)
    assert view.happened_at == datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    assert view.external_numbers == ("12345 2611190087",)
    assert view.due_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "the sender's earlier date wins"
    assert not desk.form.more.is_open(), "folded again for the next visit"
    assert centre.look("wangmin", worklist, shelf=Shelf.ALL) == (), "保密: the window no longer sees it"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("headcount", "三个", "人数请写数字，如3。"),
        ("happened_day", "2026-11-31", "没有2026年11月31日这一天。"),
        ("happened_day", "2026-11-25", "日期不能晚于今天（2026-11-23）。"),
        ("happened_time", "25:00", "没有25点0分这个时间。"),
    ],
)
def test_impossible_days_and_numbers_are_refused_at_their_field(
    centre: OfficeBench, field: str, typed: str, sentence: str
) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.tell("路灯不亮")
    getattr(desk.form.more, field).setText(typed)
    desk.save()
    assert desk.form.fields[field].error() == sentence
    assert desk.form.more.is_open(), "what is folded unfolds to show it"
    assert desk.rows() == ()


def test_a_day_of_a_hotline_that_cannot_be_read_stands_red_with_the_cursor_in_it(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_5, Key.Key_M)
    desk.tell("反映夜间烧烤摊油烟扰民")
    desk.hands.alt(Key.Key_M)
    row = desk.form.more._rows[0]
    row.system.set_text("12345")
    row.number.setText("WF20261123001")
    row.received.setFocus()
    desk.hands.write("昨天")
    row.due.setFocus()
    desk.hands.keys("121")
    desk.save()
    assert desk.form.fields["external"].error() == "看不懂这个日期，请写成2026-11-23或11-23这样。"
    assert row.due.property("fault")
    assert not row.received.property("fault"), "昨天 is a day"
    assert desk.hands.focus() is row.due
    row.due.selectAll()
    desk.hands.keys("12-1")
    assert row.due.text() == "12-1", "what is typed next arrives"
    row.received.setText("明天")
    desk.save()
    assert row.received.property("fault")
    assert not row.due.property("fault")
    assert desk.hands.focus() is row.received
    row.received.setText("昨天")
    desk.save()
    assert desk.latest().external_numbers == ("12345 WF20261123001",)


def test_several_counterparts_and_an_organisation(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_J)
    desk.tell("拖欠工钱")
    desk.form.what.counterparts.setFocus()
    desk.hands.write("李某甲、王某乙")
    desk.save()
    assert [p.name for p in desk.latest().people] == ["李某甲", "王某乙"]
    desk.choose(Key.Key_1, Key.Key_J)
    desk.tell("拖欠工钱")
    desk.hands.alt(Key.Key_C)
    assert desk.hands.focus() is desk.form.what.counterparts
    desk.hands.write("云溪建筑有限公司")
    desk.save()
    person = desk.latest().people[0]
    assert (person.name, person.person_id) == ("云溪建筑有限公司", None)
    assert person.organisation_id is not None


def test_only_disputes_ask_for_the_other_side_and_consent(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_J)
    assert desk.form.what.counterparts.isVisible()
    assert "类别" in desk.form._missing.text() or "还差" in desk.form._missing.text()
    desk.form.nature.setFocus()
    desk.hands.press(Key.Key_M)
    assert not desk.form.what.counterparts.isVisible()
    assert not desk.form.what.willingness.isVisible()
    desk.tell("路灯不亮")
    assert desk.form._missing.text() == "没问到5项，不影响登记：姓名、电话、身份证号、类别、村居。"


def test_enter_belongs_to_the_input_method_while_composing(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_J)
    compose(desk.hands.focus(), "wang")
    desk.hands.enter()
    assert desk.hands.focus() is desk.form.who.visitor, "Enter did not leave the field"
    compose(desk.hands.focus(), "")
    desk.hands.enter()
    assert desk.hands.focus() is desk.form.who.whose


def test_what_was_registered_last_stays_reachable(centre: OfficeBench) -> None:
    desk = Reception(centre)
    wanted: list[int] = []
    desk.place.matter_wanted.disconnect()
    desk.place.matter_wanted.connect(wanted.append)
    for story in ("路灯不亮", "井盖破了"):
        desk.choose(Key.Key_1, Key.Key_M)
        desk.tell(story)
        desk.save()
    assert desk.page.side.title() == "最近登记"
    codes = [code.text() for box, code, _title, _badge in desk.page.side.recent._lines if not box.isHidden()]
    assert codes == ["2026-000002", "2026-000001"]
    desk.page.side.recent._lines[1][1].click()
    assert wanted == [desk.rows()[1].matter_id]


def test_what_is_typed_while_a_visit_is_saved_is_never_lost(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_J)
    desk.hands.write("王秀英")
    desk.tell("西邻翻建东厢房，滴水檐伸进院墙。")
    go_on = threading.Event()
    desk.place.lanes.desk.run(go_on.wait)
    desk.hands.save()
    desk.hands.write("雨水浇墙。")
    go_on.set()
    centre.settle()
    assert desk.latest().story == "西邻翻建东厢房，滴水檐伸进院墙。"
    assert desk.form.what.story.text().endswith("雨水浇墙。"), "what came later stands in another visit"
    assert desk.shell.message().endswith("；保存时接着写的留在一份新登记里，不要的按Alt+X丢弃")
    desk.hands.press(Key.Key_X, Qt.KeyboardModifier.AltModifier)
    centre.settle()
    assert desk.form.what.story.text() == ""
    assert len(desk.rows()) == 1


def test_a_lost_answer_does_not_register_twice(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.tell("路灯不亮")
    kept = desk.form.values()
    draft = desk.page.visits.keeper.draft_id
    desk.save()
    desk.page.visits.keeper.take_up(draft, on_disk=False)
    desk.form.fill(kept)
    desk.save()
    assert [row.short_code for row in desk.rows()] == ["2026-000001"]
