"""A matter's page: what it shows, what it hides, and what happens when two people act at once."""

from datetime import UTC, datetime

from matter_desk import BUILDING, GOOD_ID, Desk, Key, dispatched, registered, seen, unit_ids
from office_fixture import OfficeBench
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.services.dispatching import Share, dispatch_matter
from models.values.choices import Ending, MatterNature
from models.values.matter_states import MatterState
from ui.drafting import QUIET
from ui.matters.people_panel import RevealForm
from ui.matters.steps_view import FIVE, SIX


def test_the_head_says_what_it_is_and_how_long_it_has(centre: OfficeBench) -> None:
    sender = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    matter_id = registered(centre, sender_due=sender, urgent=True)
    desk = Desk(centre, "liguodong", matter_id)
    head = desk.page.head
    assert head.code.text() == "370704101-2026-000001"
    assert head.external.text() == "12345 2611190087"
    assert head.state.spec().word == "已受理"
    assert head.visits.spec().word == "来访1次"
    assert head.countdown.text() == "剩2个工作日"
    head.copy.click()
    assert QApplication.clipboard().text() == "370704101-2026-000001"
    assert desk.page.title() == "事项 2026-000001"


def test_alt_w_counts_the_limit_day_by_day(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    centre.pass_time(days=1)
    desk = Desk(centre, "liguodong", matter_id)
    assert not desk.page.why.isVisible()
    desk.alt(Key.Key_W)
    assert desk.page.why.isVisible()
    assert desk.page.why.lines() == [
        "11月23日 周一 不计 起算当天不计",
        "今天 第1日 ",
        "11月25日 周三 第2日 ",
        "11月26日 周四 第3日 ",
    ]
    desk.alt(Key.Key_W)
    assert not desk.page.why.isVisible()


def test_f8_changes_the_names_of_the_steps(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id)
    desk = Desk(centre, "liguodong", matter_id)
    steps = desk.page.steps
    assert tuple(step.title for step in steps.steps()) == SIX
    assert [step.state for step in steps.steps()] == ["done", "done", "done", "now", "ahead", "ahead"]
    assert steps.steps()[2].detail == "11月23日 10:42 李国栋"
    desk.hands.press(Key.Key_F8)
    assert tuple(step.title for step in steps.steps()) == FIVE
    assert [step.state for step in steps.steps()] == ["done", "done", "now", "ahead", "ahead"]


def test_how_it_ended_stands_among_the_steps(centre: OfficeBench) -> None:
    answered = Desk(centre, "liguodong", registered(centre, ending=Ending.ANSWER))
    assert [step.title for step in answered.page.steps.steps()] == ["问题上报", "当场答复"]
    assert answered.page.story.outcome.text() == "答复了"
    referred = Desk(centre, "liguodong", registered(centre, ending=Ending.REFER))
    assert referred.page.steps.steps()[-1].title == "引导告知"
    assert referred.page.story.outcome.text() == "区人社局\n带身份证"


def test_a_number_is_shown_for_30_seconds_with_a_reason_and_an_event(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    desk = Desk(centre, "liguodong", matter_id)
    line = desk.page.people.lines[0]
    shown = next(label for label in line._labels.values() if label.objectName().endswith("identity"))
    assert shown.text() == "110***********002X"
    desk.alt(Key.Key_V)
    assert desk.hands.focus().objectName() == "matter.reveal.reason"
    assert desk.hands.focus().property("text") == "核对身份"
    desk.save()
    assert shown.text() == GOOD_ID
    assert seen(centre, matter_id).course[0].words == "查看身份证号：核对身份"
    assert desk.page.people._timer.interval() == 30_000
    desk.page.people._timer.timeout.emit()
    assert shown.text() == "110***********002X"


def test_a_look_without_a_reason_is_refused_and_a_hidden_page_masks(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    desk = Desk(centre, "liguodong", matter_id)
    desk.alt(Key.Key_V)
    form = desk.page.act.form()
    assert isinstance(form, RevealForm)
    form.reason.clear()
    desk.save()
    assert desk.error("reason") == "请写一个简短的理由。"
    desk.hands.write("核对")
    desk.save()
    line = desk.page.people.lines[0]
    page = desk.page
    assert any(label.text() == GOOD_ID for label in line._labels.values())
    desk.hands.press(Key.Key_Escape)
    assert not page.isVisible()
    assert not any(label.text() == GOOD_ID for label in line._labels.values())


def test_f9_covers_the_story(centre: OfficeBench) -> None:
    desk = Desk(centre, "liguodong", registered(centre))
    assert desk.page.story.story.isVisible()
    desk.hands.press(Key.Key_F9)
    assert not desk.page.story.story.isVisible()
    desk.hands.press(Key.Key_F9)
    assert desk.page.story.story.text() == "西邻滴水檐伸进院墙，雨水浇墙。"


def test_what_a_role_can_never_do_is_not_there(centre: OfficeBench) -> None:
    matter_id = registered(centre, nature=MatterNature.DISPUTE)
    window = Desk(centre, "wangmin", matter_id)
    assert set(window.page.buttons) == {
        "finish", "supplement", "contact", "unreachable", "print", "merge", "follow",
    }  # fmt: skip
    assert window.offered() == {"supplement", "print", "merge"}, "类别 and 调解意愿 may still be put in"
    archive = Desk(centre, "sunlihua", matter_id)
    assert set(archive.page.buttons) == {"mediate", "archive", "follow"}
    assert archive.offered() == set()
    assert not archive.page.people.reveal_button.isVisible()
    director = Desk(centre, "zhaozhiqiang", matter_id)
    assert {"dispatch", "close", "terminate", "record_for"} <= set(director.page.buttons)


def test_what_one_may_not_see_is_not_there_at_all(centre: OfficeBench) -> None:
    desk = Desk(centre, "zhouhaitao", registered(centre))
    assert desk.page.states.state() == "empty"
    assert desk.page.title() == "事项"


def test_two_dispatchers_at_once_compare_and_read_again(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    desk = Desk(centre, "liguodong", matter_id)
    desk.alt(Key.Key_G)
    desk.hands.keys("zhxz")
    desk.hands.enter()
    desk.hands.write("看是否违建")
    dispatched(centre, matter_id, BUILDING)
    desk.save()
    conflict = desk.page.act.conflict
    assert conflict.isVisible()
    assert conflict._sentence.text() == "这一项刚才被别人改过，您的修改还没有保存，请对照后再存。"
    assert conflict._mine.text() == "分流给综合行政执法队"
    assert conflict._theirs.text() == f"待签收。分流给{BUILDING}（李国栋）"
    desk.hands.press(Key.Key_F5)
    centre.settle()
    assert not conflict.isVisible()
    assert desk.page.act.message.text().startswith("本件待签收，现在不能改派。您写的还在"), (
        "no second dispatch"
    )
    form = desk.page.act.form()
    assert form is not None
    assert form.values()["task"] == "看是否违建"
    assert not desk.page.act.save_button.isEnabled()
    desk.save()
    assert len(seen(centre, matter_id).assignments) == 1


def test_the_same_unit_twice_is_refused_at_its_field(centre: OfficeBench) -> None:
    desk = Desk(centre, "liguodong", registered(centre))
    desk.alt(Key.Key_G)
    form = desk.page.act.form()
    assert form is not None
    unit = str(unit_ids(centre)[BUILDING])
    form.fill({"lead": unit, "task": "", "assisting": [{"unit": unit, "task": "一样"}]})
    desk.save()
    assert desk.error("assisting") == "同一个单位只能选一次。"
    form.fill({"lead": unit, "task": "", "assisting": [{"unit": "", "task": "没有单位"}]})
    desk.save()
    assert desk.error("assisting") == "写了协办任务，请也选协办单位。"


def test_an_action_put_aside_keeps_its_words(centre: OfficeBench) -> None:
    desk = Desk(centre, "zhaozhiqiang", registered(centre))
    desk.alt(Key.Key_X)
    desk.hands.write("本人撤回")
    desk.hands.press(Key.Key_Escape)
    assert desk.page.act.form() is None
    assert desk.shell.page() is desk.page, "Esc closed the action, not the page"
    desk.alt(Key.Key_G)
    desk.alt(Key.Key_X)
    form = desk.page.act.form()
    assert form is not None
    assert form.values()["text"] == "本人撤回"


def test_a_half_written_report_is_there_after_a_kill(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id)
    desk = Desk(centre, "zhouhaitao", matter_id)
    desk.alt(Key.Key_S)
    desk.alt(Key.Key_F)
    desk.hands.press(Key.Key_Space)
    desk.hands.enter()
    desk.hands.write("写到一半")
    QTest.qWait(QUIET + 200)
    centre.settle()
    centre.kill(desk.shell)
    again = Desk(centre, "zhouhaitao", matter_id)
    assert again.page.act.key() == "report"
    form = again.page.act.form()
    assert form is not None
    assert (form.values()["text"], form.values()["solved"]) == ("写到一半", "yes")
    assert "已恢复" in again.page.act.message.text()
    again.save()
    assert seen(centre, matter_id).state == MatterState.REPORTED
    centre.kill(again.shell)
    third = Desk(centre, "zhouhaitao", matter_id)
    assert third.page.act.key() == "", "what was saved is no draft any more"


def test_somebody_else_s_act_is_seen_when_the_page_comes_to_the_front(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    desk = Desk(centre, "liguodong", matter_id)
    units = unit_ids(centre)
    centre.do(
        "zhaozhiqiang",
        dispatch_matter,
        matter_id=matter_id,
        version=seen(centre, matter_id).version,
        lead=Share(units[BUILDING]),
    )
    desk.place.changed.emit()
    centre.settle()
    assert desk.page.head.state.spec().word == "待签收"
    assert "take_back" in desk.offered()
