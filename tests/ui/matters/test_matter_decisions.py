"""Merging, longer limits, the check, doing again, risk and 撤回上一步 on a matter's page, by the keyboard."""

from matter_desk import Desk, Key, dispatched, registered, seen
from office_fixture import OfficeBench
from PySide6.QtCore import Qt

from desktop.services.dispatching import acknowledge_assignment
from desktop.services.merging import merge_matters
from models.values.choices import MatterNature, RiskLevel
from models.values.matter_states import MatterState
from ui.matters.merge_form import MergeForm


def acknowledged(centre: OfficeBench, **changes: object) -> int:
    """A matter that the building office has taken."""
    matter_id = registered(centre, **changes)  # type: ignore[arg-type]  # the words of registered()
    dispatched(centre, matter_id)
    share = seen(centre, matter_id).assignments[0]
    centre.do("zhouhaitao", acknowledge_assignment, assignment_id=share.assignment_id, version=share.version)
    return matter_id


def test_the_same_trouble_registered_twice_is_merged_and_parted_again(centre: OfficeBench) -> None:
    older = acknowledged(centre)
    twin = registered(centre)
    desk = Desk(centre, "liguodong", twin)
    desk.alt(Key.Key_M)
    form = desk.page.act.form()
    assert isinstance(form, MergeForm)
    assert form.into.value() == str(older), "the open matter of the same person is proposed"
    desk.save()
    assert desk.shell.message() == "已合并"
    code = seen(centre, older).short_code
    assert seen(centre, twin).outcome == f"并入{code}。"
    assert desk.page.standing_words.text().startswith(f"本件已并入{code}")
    assert desk.offered() >= {"follow"}
    desk.hands.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    centre.settle()
    assert desk.shell.message() == f"已撤回：合并（{seen(centre, twin).short_code}）"
    assert seen(centre, twin).state == MatterState.ACCEPTED
    assert desk.page.standing_words.text() == ""


def test_a_matter_merged_while_it_is_open_elsewhere_says_where_it_went(centre: OfficeBench) -> None:
    older = acknowledged(centre)
    twin = acknowledged(centre)
    officer = Desk(centre, "zhouhaitao", twin)
    officer.alt(Key.Key_N)
    officer.hands.write("到现场看过，排水沟被堵。")
    centre.do("liguodong", merge_matters, matter_id=twin, version=seen(centre, twin).version, into_id=older)
    officer.save()
    assert officer.page.act.conflict.isVisibleTo(officer.page), "what was typed stands beside what happened"
    form = officer.page.act.form()
    assert form is not None
    assert form.values()["text"] == "到现场看过，排水沟被堵。"
    officer.page.act.conflict.again.click()
    centre.settle()
    assert officer.page.standing_words.text().startswith(f"本件已并入{seen(centre, older).short_code}")
    officer.alt(Key.Key_2)
    assert officer.page.matter_id == older


def test_a_longer_limit_is_asked_for_and_granted(centre: OfficeBench) -> None:
    matter_id = acknowledged(centre)
    before = seen(centre, matter_id).due_at
    officer = Desk(centre, "zhouhaitao", matter_id)
    officer.alt(Key.Key_Y)
    officer.hands.write("两天")
    officer.save()
    assert officer.error("days") == "请写天数，如2。"
    form = officer.page.act.form()
    assert form is not None
    form.fill({"days": "2", "reason": "等配件到货"})
    officer.save()
    assert officer.shell.message() == "已申请延期，等中心主任批"
    assert officer.page.buttons["extend"].reason() == "已申请，等中心主任批"
    director = Desk(centre, "zhaozhiqiang", matter_id)
    assert "等中心主任批：等配件到货" in director.page.standing_words.text()
    director.alt(Key.Key_J)
    director.hands.press(Key.Key_Space)
    director.save()
    view = seen(centre, matter_id)
    assert view.state == MatterState.EXTENDED
    assert before is not None
    assert view.due_at is not None
    assert view.due_at > before
    assert "延长2个工作日" in director.page.why.because.text()


def test_risk_is_set_on_the_matter_with_who_was_told(centre: OfficeBench) -> None:
    matter_id = registered(centre, nature=MatterNature.DISPUTE)
    desk = Desk(centre, "zhaozhiqiang", matter_id)
    desk.alt(Key.Key_1)
    form = desk.page.act.form()
    assert form is not None
    form.fill({"level": "high", "reason": "扬言动刀", "review_on": "11.30", "told": "村支书"})
    desk.save()
    assert "人民调解法第二十五条" in desk.error("told")
    form.fill({"level": "high", "reason": "扬言动刀", "review_on": "11.30", "told": "派出所何伟"})
    desk.save()
    assert seen(centre, matter_id).risk == RiskLevel.HIGH
    assert desk.page.standing_words.text().startswith("高风险：扬言动刀")
    desk.hands.press(Key.Key_F9)
    assert not desk.page.standing_words.isVisibleTo(desk.page), "the screen faces the public"


def test_a_wish_of_a_unit_without_a_pc_is_recorded_for_it(centre: OfficeBench) -> None:
    matter_id = acknowledged(centre)
    desk = Desk(centre, "liguodong", matter_id)
    desk.alt(Key.Key_D)
    form = desk.page.act.form()
    assert form is not None
    told = {"act": "extend", "person": "周海涛", "how": "phone", "text": "等配件到货"}
    form.fill(told)
    desk.save()
    assert desk.error("days") == "请写天数，如2。"
    form.fill(told | {"days": "2"})
    desk.save()
    line = seen(centre, matter_id).extensions[0]
    assert (line.waits, line.days_words, line.asked_by) == (True, "2个工作日", "周海涛")


def test_a_refused_field_below_is_brought_into_sight(centre: OfficeBench) -> None:
    desk = Desk(centre, "zhaozhiqiang", registered(centre, nature=MatterNature.DISPUTE))
    desk.shell.resize(1280, 649)
    desk.alt(Key.Key_1)
    form = desk.page.act.form()
    assert form is not None
    form.fill({"level": "high", "reason": "扬言动刀", "review_on": "11.30", "told": "村支书"})
    desk.save()
    field = form.fields["told"]
    assert field.error()
    assert not field.visibleRegion().isEmpty()
    assert field.visibleRegion().boundingRect().height() > field.height() // 2
