"""Whoever answers 诉求 reads it while he writes; whoever closes a matter reads what the units answered."""

import pytest
from matter_desk import Desk, Key, dispatched, registered, seen
from office_fixture import OfficeBench
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from desktop.services.dispatching import acknowledge_assignment, report_assignment

STORY = "西邻滴水檐伸进院墙，雨水浇墙。"


def reported(centre: OfficeBench, matter_id: int, words: str) -> None:
    share = seen(centre, matter_id).assignments[0]
    centre.do("zhouhaitao", acknowledge_assignment, assignment_id=share.assignment_id, version=share.version)
    share = seen(centre, matter_id).assignments[0]
    centre.do(
        "zhouhaitao",
        report_assignment,
        assignment_id=share.assignment_id,
        version=share.version,
        text=words,
        solved=True,
    )


def in_sight(desk: Desk, widget: QWidget) -> bool:
    """Whether a widget is drawn whole in the window and no other panel of the page lies over it."""
    for panel in (desk.page.shares, desk.page.course, desk.page.act, desk.page.foot):
        if panel.isVisible() and not panel.isAncestorOf(widget):
            over = QRect(panel.mapToGlobal(QPoint(0, 0)), panel.size())
            assert not over.intersects(QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size()))
    drawn = widget.visibleRegion().boundingRect()
    return widget.isVisibleTo(desk.shell) and drawn == QRect(QPoint(0, 0), widget.size())


@pytest.mark.parametrize("width", [1280, 1366])
def test_the_dispatcher_reads_the_story_while_he_chooses_the_unit(centre: OfficeBench, width: int) -> None:
    desk = Desk(centre, "liguodong", registered(centre))
    desk.shell.resize(width, 649)
    desk.alt(Key.Key_G)
    assert desk.page.act.isVisible()
    assert desk.page.story.story.text() == STORY
    assert in_sight(desk, desk.page.story.story)
    desk.hands.press(Key.Key_F9)
    assert not desk.page.story.story.isVisible(), "F9 covers it there too"
    desk.hands.press(Key.Key_F9)
    desk.hands.press(Key.Key_Escape)
    assert in_sight(desk, desk.page.story.story), "back at the right"
    assert desk.page.story.x() == desk.page.people.x()


def test_the_unit_reads_the_story_while_it_answers(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id)
    desk = Desk(centre, "zhouhaitao", matter_id)
    desk.alt(Key.Key_S)
    desk.alt(Key.Key_F)
    assert in_sight(desk, desk.page.story.story)
    assert desk.hands.focus().objectName().startswith("matter.report.solved")


def test_the_director_reads_what_the_units_answered(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id)
    reported(centre, matter_id, "已改装滴水檐，雨水引到自家院内。")
    desk = Desk(centre, "zhaozhiqiang", matter_id)
    desk.alt(Key.Key_E)
    assert desk.page.story.outcome.text() == "已改装滴水檐，雨水引到自家院内。"
    assert in_sight(desk, desk.page.story.outcome)
    assert in_sight(desk, desk.page.course.notes[0])
    desk.save()
    assert in_sight(desk, desk.page.story.story)
