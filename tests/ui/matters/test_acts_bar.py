"""The acts at the foot of a matter: nothing is cut, what is free comes first, and no refusal stands unasked."""

import pytest
from matter_desk import BUILDING, ENFORCING, Desk, Key, dispatched, registered, seen
from office_fixture import OfficeBench
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.services.dispatching import acknowledge_assignment, report_assignment
from models.values.matter_states import OPEN_ASSIGNMENT_STATES
from ui.widgets.label import Label

LEFT = Qt.MouseButton.LeftButton


def reported(centre: OfficeBench, matter_id: int) -> None:
    """Let the leading unit sign for a matter and report it."""
    for service, extra in (
        (acknowledge_assignment, {}),
        (report_assignment, {"text": "已改装滴水檐，雨水引到自家院内。", "solved": True}),
    ):
        share = next(s for s in seen(centre, matter_id).assignments if s.state in OPEN_ASSIGNMENT_STATES)
        centre.do("zhouhaitao", service, assignment_id=share.assignment_id, version=share.version, **extra)


def in_full_sight(desk: Desk) -> list[str]:
    """Return the words of the acts in the bar; each must be whole and within it."""
    bar = desk.page.bar
    shown = [button for button in (*bar.offered(), bar.more) if button.isVisibleTo(desk.page)]
    for button in shown:
        assert button.width() >= button.sizeHint().width(), button.text()
        assert bar.rect().contains(button.geometry()), button.text()
    return [button.text() for button in sorted(shown, key=lambda button: button.x())]


@pytest.mark.parametrize("width", [1280, 1366])
def test_the_director_sees_his_acts_whole_and_the_free_ones_first(centre: OfficeBench, width: int) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id, BUILDING)
    reported(centre, matter_id)
    desk = Desk(centre, "zhaozhiqiang", matter_id)
    desk.shell.resize(width, 697)
    centre.settle()
    words = in_full_sight(desk)
    assert {"核查", "办结", "定风险"} <= set(words)
    assert words[-1] == "更多"
    assert [button.text() for button in desk.page.bar.behind_more()] == ["改派", "代录"]


def test_what_is_behind_more_keeps_its_key_and_says_why(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id, BUILDING)
    reported(centre, matter_id)
    desk = Desk(centre, "zhaozhiqiang", matter_id)
    desk.shell.resize(1280, 649)
    centre.settle()
    desk.alt(Key.Key_G)
    assert desk.shell.message() == "本件已反馈，现在不能改派"
    desk.alt(Key.Key_3)
    menu = desk.page.bar.menu
    assert menu is not None
    assert menu.isVisible()
    lines = [action.text() for action in menu.actions()]
    assert lines == ["改派（本件已反馈，现在不能改派）\tAlt+G", "代录（没有等着办的派单）\tAlt+D"]
    menu.actions()[1].trigger()
    assert desk.shell.message() == "没有等着办的派单"
    menu.close()


def test_where_there_is_hardly_any_room_the_last_free_ones_wait_behind_more(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id, BUILDING, ENFORCING)
    desk = Desk(centre, "zhaozhiqiang", matter_id)
    desk.page.bar.setFixedWidth(400)
    centre.settle()
    assert in_full_sight(desk)[-1] == "更多"
    behind = desk.page.bar.behind_more()
    assert "terminate" in {key for key, button in desk.page.buttons.items() if button in behind}
    desk.alt(Key.Key_X)
    assert desk.page.act.key() == "terminate"


def test_after_a_dispatch_nothing_red_says_what_nobody_asked(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id, BUILDING)
    desk = Desk(centre, "liguodong", matter_id)
    desk.shell.resize(1366, 697)
    centre.settle()
    grey = desk.page.buttons["dispatch"]
    assert grey.reason() == "本件待签收，现在不能改派"
    shown = [label.text() for label in desk.shell.findChildren(Label) if label.isVisibleTo(desk.shell)]
    assert not any("不能改派" in text for text in shown)
    assert grey.toolTip() == grey.reason()
    assert grey.isVisibleTo(desk.page)
    QTest.mouseClick(desk.page.bar, LEFT, pos=grey.geometry().center())
    assert desk.shell.message() == "本件待签收，现在不能改派"
