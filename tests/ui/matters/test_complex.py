"""标为复杂 on a matter's page: the reason is asked, the limit becomes five working days, Ctrl+Z takes it back."""

from matter_desk import Desk, Key, registered, seen
from office_fixture import OfficeBench

from models.values.choices import MatterNature


def test_the_dispatcher_marks_a_matter_and_the_limit_becomes_five_days(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    desk = Desk(centre, "liguodong", matter_id)
    assert "complex" in desk.offered()
    before = seen(centre, matter_id)
    desk.alt(Key.Key_U)
    desk.save()
    assert desk.error("reason") == "请写明为什么复杂。"
    desk.hands.write("涉及三个部门，要现场测量。")
    desk.save()
    after = seen(centre, matter_id)
    assert after.complex_reason == "涉及三个部门，要现场测量。"
    assert (before.days_left, after.days_left) == (3, 5)
    assert "5个工作日" in after.due_because
    assert "complex" not in desk.offered(), "once is enough"


def test_nobody_else_and_no_dispute_that_waits_is_marked(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    assert "complex" not in Desk(centre, "wangmin", matter_id).offered()
    dispute = registered(centre, nature=MatterNature.DISPUTE)
    assert "complex" not in Desk(centre, "liguodong", dispute).offered()
