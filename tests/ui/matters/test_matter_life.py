"""A matter's life through the windows of everybody who has to do with it, by the keyboard."""

from matter_desk import BUILDING, ENFORCING, MEDIATING, Desk, Key, dispatched, registered, seen
from office_fixture import OfficeBench

from desktop.queries.worklist import Shelf
from models.values.choices import Ending, MatterNature
from models.values.matter_states import AssignmentState, MatterState
from ui.matters.record_for_form import REPORT, RecordForForm
from ui.widgets.combo import ComboSearch


def test_dispatched_acknowledged_noted_reported_and_closed(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    centre.pass_time(minutes=5)

    dispatcher = Desk(centre, "liguodong")
    assert dispatcher.list.shelf() == Shelf.TO_DISPATCH
    dispatcher.hands.enter()
    centre.settle()
    assert dispatcher.page.matter_id == matter_id
    dispatcher.alt(Key.Key_G)
    assert dispatcher.hands.focus().objectName() == "matter.dispatch.lead"
    dispatcher.hands.keys("zrzy")
    dispatcher.hands.enter()
    dispatcher.hands.write("现场量滴水距离")
    dispatcher.hands.enter()
    dispatcher.hands.keys("vvv")
    dispatcher.hands.press(Key.Key_Tab)
    dispatcher.save()
    assert seen(centre, matter_id).state == MatterState.ACCEPTED, "an unknown assisting unit is not left out"
    assert dispatcher.page.act.message.text() == "列表里没有“vvv”，按F4选。"
    assisting = dispatcher.shell.findChild(ComboSearch, "matter.dispatch.assisting.1.unit")
    assert assisting.text() == "vvv", "what was typed stays"
    assisting.set_value("")
    dispatcher.save()
    assert dispatcher.shell.message() == "已分流，等单位签收"
    assert dispatcher.page.view() is not None
    assert seen(centre, matter_id).state == MatterState.DISPATCHED

    centre.pass_time(minutes=30)
    officer = Desk(centre, "zhouhaitao")
    assert officer.list.shelf() == Shelf.WAITING
    officer.hands.enter()
    centre.settle()
    assert officer.offered() == {"acknowledge", "return", "print"}
    officer.alt(Key.Key_S)
    assert officer.shell.message() == "已签收"
    assert officer.offered() == {"note", "report", "extend", "print"}
    centre.pass_time(hours=2)
    officer.alt(Key.Key_N)
    officer.save()
    assert officer.error("text") == "请写下做了什么。"
    officer.hands.write("到现场量得伸出0.35米。")
    officer.save()
    assert [note.text for note in seen(centre, matter_id).notes] == ["到现场量得伸出0.35米。"]
    officer.alt(Key.Key_F)
    officer.hands.press(Key.Key_Space)
    officer.hands.enter()
    officer.hands.write("已拆除超出部分，双方认可。")
    officer.save()
    assert officer.shell.message() == "已反馈，等中心办结"
    assert officer.offered() == {"print"}

    centre.pass_time(hours=1)
    director = Desk(centre, "zhaozhiqiang", matter_id)
    assert "close" in director.offered()
    director.alt(Key.Key_E)
    director.save()
    view = seen(centre, matter_id)
    assert (view.state, view.outcome, view.due_at) == (MatterState.CLOSED, "已拆除超出部分，双方认可。", None)
    assert [line.tag for line in reversed(view.course)] == [
        "matter:register",
        "matter:dispatch",
        "assignment:acknowledge",
        "assignment:note",
        "assignment:report",
        "matter:close",
    ]
    assert director.offered() == {"print", "reopen"}, "what is ended offers its slips, and to be done again"
    assert [step.state for step in director.page.steps.steps()] == ["done"] * 6


def test_a_unit_without_a_pc_is_recorded_for(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id)
    centre.pass_time(hours=1)
    desk = Desk(centre, "liguodong", matter_id)
    desk.alt(Key.Key_D)
    desk.save()
    assert desk.error("acting_person") == "请写经手人。"
    assert desk.error("how") == "请选一种。"
    desk.hands.write("周海涛")
    desk.hands.enter()
    desk.hands.keys("dh")
    desk.hands.enter()
    desk.save()
    view = seen(centre, matter_id)
    assert view.state == MatterState.ACKNOWLEDGED
    assert view.assignments[0].acknowledged_by == "周海涛"
    assert view.course[0].words == f"{BUILDING}签收（电话，李国栋代录）"
    assert view.course[0].by == "周海涛（李国栋录入）"
    desk.alt(Key.Key_D)
    form = desk.page.act.form()
    assert form is not None
    assert form.values()["act"] == "note", "after the acknowledgement a note or the feedback may follow"
    desk.hands.press(Key.Key_Right)
    desk.hands.enter()
    desk.hands.write("周海涛")
    desk.hands.enter()
    desk.hands.keys("4")
    desk.hands.enter()
    desk.hands.press(Key.Key_Space)
    desk.hands.enter()
    desk.hands.write("已解决")
    desk.save()
    view = seen(centre, matter_id)
    assert (view.state, view.outcome) == (MatterState.REPORTED, "已解决")
    assert [(note.recorded_for, note.feedback) for note in view.notes] == [(True, True)]


def test_what_happened_before_the_last_step_is_refused_at_its_field(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id)
    desk = Desk(centre, "liguodong", matter_id)
    desk.alt(Key.Key_D)
    desk.hands.enter()
    desk.hands.write("周海涛")
    desk.hands.enter()
    desk.hands.keys("dm")
    desk.hands.enter()
    desk.hands.write("昨天")
    desk.save()
    assert desk.error("happened_day") == "发生时间不能早于上一步。"
    assert desk.page.act.form() is not None, "what was typed is still there"


def test_given_back_and_given_to_another_unit(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id)
    officer = Desk(centre, "zhouhaitao", matter_id)
    officer.alt(Key.Key_R)
    officer.hands.write("不属于本单位职责")
    officer.save()
    assert seen(centre, matter_id).state == MatterState.RETURNED
    dispatcher = Desk(centre, "liguodong", matter_id)
    assert dispatcher.page.buttons["dispatch"].text() == "改派"
    dispatcher.alt(Key.Key_G)
    dispatcher.hands.keys("zhxz")
    dispatcher.hands.enter()
    dispatcher.save()
    view = seen(centre, matter_id)
    states = {share.unit_name: share.state for share in view.assignments}
    assert states == {BUILDING: AssignmentState.RETURNED, ENFORCING: AssignmentState.PENDING}


def test_a_dispatch_can_be_taken_back_until_it_is_acknowledged(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    desk = Desk(centre, "liguodong", matter_id)
    desk.alt(Key.Key_G)
    desk.hands.keys("zrzy")
    desk.hands.enter()
    desk.save()
    desk.shell._undo()
    centre.settle()
    assert seen(centre, matter_id).state == MatterState.ACCEPTED
    assert desk.shell.message() == "已撤回：分流"
    desk.alt(Key.Key_G)
    desk.hands.keys("zrzy")
    desk.hands.enter()
    desk.save()
    officer = Desk(centre, "zhouhaitao", matter_id)
    officer.alt(Key.Key_S)
    desk.shell._undo()
    centre.settle()
    assert desk.shell.message() == "没有可以撤回的一步：之后已有别的操作。"
    assert seen(centre, matter_id).state == MatterState.ACKNOWLEDGED


def test_an_assisting_unit_that_does_not_answer_is_let_go(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id, BUILDING, ENFORCING)
    officer = Desk(centre, "zhouhaitao", matter_id)
    officer.alt(Key.Key_S)
    officer.alt(Key.Key_F)
    assert officer.page.act.form() is None, "nothing is typed in vain"
    assert officer.shell.message() == "还有协办单位没有反馈，等他们反馈或由调度员收回协办"
    dispatcher = Desk(centre, "liguodong", matter_id)
    dispatcher.alt(Key.Key_D)
    form = dispatcher.page.act.form()
    assert isinstance(form, RecordForForm)
    assert form.waits.isVisible(), "nor for the unit"
    form.act.set_value(REPORT)
    assert form.act.value() == "", "反馈 is not among the choices"
    dispatcher.alt(Key.Key_K)
    dispatcher.save()
    assert seen(centre, matter_id).assignments[1].state == AssignmentState.WITHDRAWN
    officer.place.changed.emit()
    centre.settle()
    officer.shell.activateWindow()
    officer.alt(Key.Key_F)
    officer.hands.press(Key.Key_Space)
    officer.hands.enter()
    officer.hands.write("办完了")
    officer.save()
    assert seen(centre, matter_id).state == MatterState.REPORTED


def test_an_unfinished_registration_after_three_attempts(centre: OfficeBench) -> None:
    matter_id = registered(centre, ending=Ending.UNFINISHED)
    desk = Desk(centre, "wangmin", matter_id)
    button = desk.page.buttons["unreachable"]
    for missing in (3, 2, 1):
        assert button.reason() == f"还要再联系{missing}次并记下来"
        centre.pass_time(hours=1)
        desk.alt(Key.Key_L)
        desk.hands.write("打电话，无人接听")
        desk.save()
    desk.alt(Key.Key_H)
    view = seen(centre, matter_id)
    assert (view.state, view.attempts) == (MatterState.UNREACHABLE, 3)
    assert desk.page.steps.steps()[-1].title == "无法联系"


def test_an_unfinished_registration_is_completed(centre: OfficeBench) -> None:
    matter_id = registered(centre, ending=Ending.UNFINISHED)
    desk = Desk(centre, "wangmin", matter_id)
    desk.alt(Key.Key_B)
    desk.hands.press(Key.Key_Right)
    desk.save()
    assert desk.error("words") == "请用一句话写下怎么答复的。"
    desk.hands.write("电话里答复清楚了")
    desk.save()
    view = seen(centre, matter_id)
    assert (view.state, view.outcome) == (MatterState.ANSWERED, "电话里答复清楚了")
    other = registered(centre, ending=Ending.UNFINISHED)
    second = Desk(centre, "wangmin", other)
    second.alt(Key.Key_B)
    second.save()
    assert seen(centre, other).state == MatterState.ACCEPTED


def test_the_director_terminates_with_a_reason(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    desk = Desk(centre, "zhaozhiqiang", matter_id)
    assert desk.page.buttons["close"].reason() == "反馈以后才能办结"
    desk.alt(Key.Key_X)
    desk.save()
    assert desk.error("reason") == "请写明终止的原因。"
    desk.hands.write("本人撤回诉求")
    desk.save()
    view = seen(centre, matter_id)
    assert (view.state, view.outcome) == (MatterState.TERMINATED, "本人撤回诉求")


def test_the_committee_opens_mediation_for_what_it_was_given(centre: OfficeBench) -> None:
    matter_id = registered(centre, nature=MatterNature.DISPUTE)
    dispatched(centre, matter_id, MEDIATING)
    wanted: list[int] = []
    desk = Desk(centre, "chenguifang", matter_id)
    desk.place.open_case_wanted.connect(wanted.append)
    assert "mediate" in desk.offered()
    desk.alt(Key.Key_T)
    assert wanted == [matter_id]
