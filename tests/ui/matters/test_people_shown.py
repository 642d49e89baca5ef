"""当事人 of a matter: the telephone comes back after the lock, nobody is said to be nobody, and words that fit."""

from matter_desk import BUILDING, Desk, Key, dispatched, registered, seen
from office_fixture import OfficeBench

from desktop.entries.matters import EndingEntry, MatterEntry
from desktop.entries.people import PersonEntry
from desktop.services.registering import register_matter
from models.values.choices import Channel, Ending, IdentityKind, MatterNature


def phone(desk: Desk) -> str:
    return desk.page.people.lines[0]._labels[IdentityKind.PHONE].text()


def brought_in(centre: OfficeBench, channel: Channel, visitor: PersonEntry | None) -> int:
    entry = MatterEntry(
        channel=channel,
        nature=MatterNature.LIVELIHOOD,
        story="拉煤的半挂每晚从小学门口过。",
        visitor=visitor,
        village_id=1,
    )
    return int(
        centre.do("wangmin", register_matter, entry=entry, ending=EndingEntry(Ending.ACCEPT)).matter_id
    )


def test_the_telephone_is_there_again_after_the_lock(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id, BUILDING)
    desk = Desk(centre, "zhouhaitao", matter_id)
    assert phone(desk) == "138 0000 2417"
    desk.shell.hide()  # as the lock's face comes over the window's
    centre.settle()
    assert phone(desk) == "138****2417"
    desk.shell.show()
    centre.settle()
    assert phone(desk) == "138 0000 2417"


def test_an_answer_that_came_while_an_act_was_open_is_not_lost(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id, BUILDING)
    desk = Desk(centre, "zhouhaitao", matter_id)
    desk.alt(Key.Key_S)
    desk.alt(Key.Key_N)
    desk.hands.write("到现场看过")
    desk.page.read()
    centre.settle()
    desk.save()
    assert phone(desk) == "138 0000 2417"


def test_a_matter_without_a_name_says_so(centre: OfficeBench) -> None:
    desk = Desk(centre, "liguodong", brought_in(centre, Channel.GRID, None))
    assert desk.page.people.lines == []
    assert desk.page.people._note.text() == "没有留下姓名"
    desk.alt(Key.Key_G)
    desk.hands.press(Key.Key_Escape)
    assert desk.page.people._note.text() == "没有留下姓名"


def test_whoever_brings_a_matter_in_is_called_as_on_the_form(centre: OfficeBench) -> None:
    by_grid = brought_in(centre, Channel.GRID, PersonEntry(name="孙小军"))
    for matter_id in (by_grid, registered(centre)):
        assert [line.role for line in seen(centre, matter_id).people] == ["来访人"], "one word for one thing"


def test_the_hotline_s_number_and_the_count_are_two_things(centre: OfficeBench) -> None:
    desk = Desk(centre, "liguodong", brought_in(centre, Channel.HOTLINE, PersonEntry(name="孙小军")))
    assert desk.page.head.visits.spec().word == "12345，1次"


def test_enter_in_the_reason_goes_to_the_button_of_the_same_panel(centre: OfficeBench) -> None:
    desk = Desk(centre, "liguodong", registered(centre))
    desk.alt(Key.Key_V)
    assert desk.hands.focus().objectName() == "matter.reveal.reason"
    desk.hands.enter()
    assert desk.hands.focus().objectName() == "matter.act.save"
    desk.hands.enter()
    centre.settle()
    assert desk.page.act.key() == ""
    assert desk.shell.message() == "查看已记入操作日志"
