"""The telephone stands in full where somebody has to call, goes with F9 and with the page, and is masked elsewhere."""

from matter_desk import BUILDING, Desk, Key, dispatched, registered
from office_fixture import OfficeBench

from desktop.queries.events import event_page
from models.values.choices import IdentityKind


def shown(desk: Desk) -> str:
    return desk.page.people.lines[0]._labels[IdentityKind.PHONE].text()


def test_the_unit_reads_it_and_the_window_no_more(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id, BUILDING)
    officer = Desk(centre, "zhouhaitao", matter_id)
    assert shown(officer) == "138 0000 2417"
    officer.hands.press(Key.Key_F9)
    assert shown(officer) == "138****2417", "F9 covers it"
    officer.hands.press(Key.Key_F9)
    assert shown(officer) == "138 0000 2417"
    panel = officer.page.people
    officer.hands.press(Key.Key_Escape)
    centre.settle()
    assert all("0000" not in line._labels[IdentityKind.PHONE].text() for line in panel.lines)
    window = Desk(centre, "wangmin", matter_id)
    assert shown(window) == "138****2417"
    words = [line.words for line in window.page.view().course]  # type: ignore[union-attr]  # it is open
    assert not any("电话" in word for word in words), "no step of the course"


def test_the_auditor_sees_one_event_a_day(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    for _time in range(2):
        desk = Desk(centre, "wangmin", matter_id)
        assert shown(desk) == "138 0000 2417", "the first receiver, before the dispatch"
        desk.hands.press(Key.Key_Escape)
        centre.settle()
    events = centre.look("qianjin", event_page)
    assert [row.tag for row in events].count("证件和电话·在办看电话") == 1
