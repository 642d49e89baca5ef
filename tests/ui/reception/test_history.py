"""While somebody types: who may have come before, told apart by why he is shown."""

from office_fixture import OfficeBench
from PySide6.QtCore import Qt
from reception_desk import GOOD_ID, Key, Reception

from desktop.entries.matters import EndingEntry, MatterEntry
from desktop.entries.people import PersonEntry
from desktop.services.registering import Registered, register_matter
from models.values.choices import Channel, Ending, MatterNature
from models.values.text import half_width


def came_before(centre: OfficeBench, name: str, phone: str = "", number: str = "", against: str = "") -> int:
    """Let somebody have come before; returns the matter."""
    counterparts = (PersonEntry(name=against),) if against else ()
    nature = MatterNature.DISPUTE if against else MatterNature.ADVICE
    saved: Registered = centre.do(
        "wangmin",
        register_matter,
        entry=MatterEntry(
            channel=Channel.VISIT,
            nature=nature,
            story="从前的事，不给旁人看",
            visitor=PersonEntry(name=name, phone=phone, identity_number=number),
            counterparts=counterparts,
        ),
        ending=EndingEntry(Ending.ANSWER, "答复了"),
    )
    return saved.matter_id


def shown(desk: Reception) -> list[tuple[str, str]]:
    """Return who is shown and why."""
    found = desk.page.side._found.people
    return [(candidate.name, candidate.why) for candidate in found]


def test_same_phone_and_namesake_are_told_apart(centre: OfficeBench) -> None:
    came_before(centre, "王秀英", "13800002417")
    came_before(centre, "王秀英", "13900001111")
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_J)
    desk.hands.write("王秀英")
    desk.form.who.phone.setFocus()
    desk.hands.keys("13800002417")
    desk.look()
    assert shown(desk) == [("王秀英", "同电话"), ("王秀英", "仅同名")]
    best, namesake = desk.page.side.list.cards[:2]
    assert best._why.spec().word == "同电话"
    assert best.property("best") == "true"
    assert best._lines[0]._code.text() == "2026-000001"
    assert "来过1次" in namesake._more.text()
    assert "1390000" not in namesake._more.text(), "a namesake shows no number"
    words = [label.text() for label in desk.page.side.findChildren(type(best._more))]
    assert not any("不给旁人看" in text for text in words), "the story never stands beside the form"
    assert desk.form.fields["visitor"].reaction() == "同名2人，按F6看"


def test_alt_1_registers_the_visit_for_the_known_person(centre: OfficeBench) -> None:
    came_before(centre, "王秀英", "13800002417", GOOD_ID)
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.hands.write("王秀英")
    desk.look()
    desk.hands.alt(Key.Key_1)
    assert "按来过的人登记" in desk.form.fields["visitor"].reaction()
    desk.tell("又来问路灯")
    desk.save()
    person = desk.latest().people[0]
    assert person.phone_mask == "138****2417", "the same person, with what was known of him"
    before = centre.look("wangmin", _person_of, matter_id=desk.rows()[1].matter_id)
    assert person.person_id == before


def _person_of(work: object, *, matter_id: int) -> int | None:
    from desktop.queries.matters import matter_view
    from desktop.work import Work

    assert isinstance(work, Work)
    return matter_view(work, matter_id=matter_id).people[0].person_id


def test_none_of_them_and_a_changed_name_let_the_choice_go(centre: OfficeBench) -> None:
    came_before(centre, "王秀英")
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.hands.write("王秀英")
    desk.look()
    desk.hands.alt(Key.Key_1)
    assert desk.form.who.picked() is not None
    desk.hands.alt(Key.Key_0)
    assert desk.form.who.picked() is None
    desk.hands.alt(Key.Key_1)
    desk.form.who.visitor.setFocus()
    desk.hands.write("兰")
    assert desk.form.who.picked() is None, "another name is another person"


def test_the_same_id_number_is_found_without_a_name(centre: OfficeBench) -> None:
    came_before(centre, "李桂芳", "13800002417", GOOD_ID)
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.form.who.identity.setFocus()
    desk.hands.keys(GOOD_ID)
    desk.look()
    assert shown(desk) == [("李桂芳", "同证件")]
    desk.hands.alt(Key.Key_1)
    assert desk.form.who.visitor.text() == "李桂芳"


def test_a_stale_answer_is_dropped(centre: OfficeBench) -> None:
    came_before(centre, "王秀英")
    came_before(centre, "赵永和")
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.hands.write("王秀英")
    desk.page.side._ask()
    desk.form.who.visitor.selectAll()
    desk.hands.write("赵永和")
    desk.look()
    assert shown(desk) == [("赵永和", "仅同名")]


def test_the_same_counterpart_is_shown(centre: OfficeBench) -> None:
    came_before(centre, "赵永和", against="张𬭎")
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_J)
    desk.form.what.counterparts.setFocus()
    desk.hands.write("张𬭎")
    desk.look()
    side = desk.page.side
    assert side.list.counterpart.title.text() == "同一对方 张𬭎，1件"
    assert side.list.counterpart.lines[0]._code.text() == "2026-000001"


def test_f9_covers_the_column_and_shows_it_again(centre: OfficeBench) -> None:
    came_before(centre, "王秀英")
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.hands.write("王秀英")
    desk.look()
    desk.hands.press(Key.Key_F9)
    assert desk.page.side.covered()
    assert not desk.page.side.list.isVisible()
    desk.hands.write("兰")
    desk.look()
    assert desk.page.side.covered(), "typing on does not uncover it"
    desk.hands.press(Key.Key_F9)
    assert not desk.page.side.covered()


def test_f9_hides_the_name_in_the_tab_and_the_id_number_and_keeps_them(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.hands.write("周建民")
    who = desk.form.who
    who.identity.setFocus()
    desk.hands.keys(GOOD_ID)
    desk.hands.enter()
    assert "1949年12月31日生" in who.fields["identity"].reaction()
    desk.hands.press(Key.Key_F9)
    tabs = desk.page.visits.tabs
    assert tabs.tabText(0) == "•••  正在填写"
    assert tabs.tabToolTip(0) == "•••"
    assert GOOD_ID not in who.identity.displayText()
    assert "1949" not in who.fields["identity"].reaction()
    desk.tell("路灯不亮")
    assert tabs.tabText(0) == "•••  正在填写", "typing on does not show it"
    desk.hands.press(Key.Key_F9)
    assert tabs.tabText(0) == "周建民  正在填写"
    assert who.identity.displayText() == GOOD_ID
    assert "1949年12月31日生" in who.fields["identity"].reaction()


def test_nobody_known_says_so(centre: OfficeBench) -> None:
    desk = Reception(centre)
    assert desk.page.side.states.state() == "empty"
    desk.choose(Key.Key_1, Key.Key_M)
    desk.hands.write("没来过")
    desk.look()
    assert desk.page.side.states.state() == "empty"
    assert desk.page.side.title() == "可能来过"


def test_half_a_full_width_number_finds_nobody_and_refuses_nothing(centre: OfficeBench) -> None:
    came_before(centre, "王秀英", "13800002417")
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.form.who.phone.setFocus()
    desk.hands.write("１３８０")
    desk.look()
    assert half_width(desk.form.who.phone.text()) == "1380"
    assert shown(desk) == []
    desk.hands.write("０００２４１７")
    desk.look()
    assert shown(desk) == [("王秀英", "同电话")]


def test_the_same_two_and_the_same_address_are_told_apart(centre: OfficeBench) -> None:
    came_before(centre, "王秀英", against="张𬭎")
    came_before(centre, "赵永和", against="张𬭎")
    centre.do(
        "wangmin",
        register_matter,
        entry=MatterEntry(
            channel=Channel.VISIT,
            nature=MatterNature.LIVELIHOOD,
            story="水压低",
            visitor=PersonEntry(name="李四", address="东关村三组17号"),
        ),
        ending=EndingEntry(Ending.ACCEPT),
    )
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_J)
    desk.hands.write("王秀英")
    desk.form.what.counterparts.setFocus()
    desk.hands.write("张𬭎")
    desk.form.more.address.setText("东关村三组 １７号")
    desk.form.more.changed.emit()
    desk.look()
    shown_list = desk.page.side.list
    assert shown_list.pair.title.text() == "同双方 王秀英与张𬭎，1件"
    assert shown_list.counterpart.title.text() == "同一对方 张𬭎，1件", "what stands above is not told twice"
    assert shown_list.address.lines[0]._code.text() == "2026-000003"


def test_the_story_comes_on_a_key_and_goes_with_it(centre: OfficeBench) -> None:
    came_before(centre, "王秀英", "13800002417")
    came_before(centre, "王秀英", "13800002417")
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.form.who.phone.setFocus()
    desk.hands.keys("13800002417")
    desk.look()
    side = desk.page.side
    desk.hands.alt(Key.Key_K)
    centre.settle()
    assert side.story.story.text() == "从前的事，不给旁人看"
    first = side.story.matter_id()
    desk.hands.alt(Key.Key_Down)
    centre.settle()
    assert side.story.matter_id() != first
    desk.hands.press(Key.Key_F9)
    assert not side.story.isVisible(), "F9 covers the story, too"
    desk.hands.press(Key.Key_F9)
    desk.hands.press(Key.Key_Escape)
    assert not side.story.isVisible()
    assert side.story.story.text() == "", "nothing of it stays"
    desk.hands.alt(Key.Key_K)
    desk.form.who.visitor.setFocus()
    desk.hands.write("王")
    assert not side.looking(), "typing on covers it"


def test_a_repeated_visit_joins_its_open_matter_and_can_be_taken_out(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.hands.write("王秀英")
    desk.form.who.phone.setFocus()
    desk.hands.keys("13800002417")
    desk.tell("路灯不亮")
    desk.save()
    desk.choose(Key.Key_2, Key.Key_M)
    desk.hands.write("王秀英")
    desk.form.who.phone.setFocus()
    desk.hands.keys("13800002417")
    desk.look()
    assert desk.page.side.join.isVisible()
    desk.hands.alt(Key.Key_J)
    centre.settle()
    assert desk.form.fields["story"].error(), (
        "without a story nothing is joined, and all that was typed stays"
    )
    assert desk.form.values()["visitor"] == "王秀英"
    desk.tell("怎么还没修")
    desk.hands.alt(Key.Key_J)
    centre.settle()
    assert desk.shell.message() == "已并入2026-000001，第2批，共2人次"
    assert (len(desk.rows()), desk.latest().visits) == (1, 2)
    assert desk.form.values()["visitor"] == ""
    desk.hands.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    centre.settle()
    assert desk.latest().visits == 1
    assert desk.form.values()["story"] == "怎么还没修", "what was typed is back"


def test_a_namesakes_matter_is_joined_only_after_a_look_or_when_he_is_picked(centre: OfficeBench) -> None:
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.hands.write("王秀英")
    desk.tell("路灯不亮")
    desk.save()
    desk.choose(Key.Key_2, Key.Key_M)
    desk.hands.write("王秀英")
    desk.look()
    side = desk.page.side
    assert shown(desk) == [("王秀英", "仅同名")]
    assert not side.join.isVisible(), "one key does not put a stranger's visit into her matter"
    desk.hands.alt(Key.Key_K)
    centre.settle()
    assert side.join.isVisible()
    desk.hands.alt(Key.Key_K)
    assert not side.join.isVisible()
    desk.hands.alt(Key.Key_1)
    desk.look()
    assert side.join.isVisible()


def test_what_has_ended_is_not_joined(centre: OfficeBench) -> None:
    came_before(centre, "王秀英", "13800002417")
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_M)
    desk.form.who.phone.setFocus()
    desk.hands.keys("13800002417")
    desk.look()
    assert shown(desk)
    assert not desk.page.side.join.isVisible()


def test_for_whom_he_comes_is_looked_for_and_picked(centre: OfficeBench) -> None:
    came_before(centre, "赵桂兰", "13600002222")
    desk = Reception(centre)
    desk.choose(Key.Key_1, Key.Key_Q)
    desk.hands.write("刘洋")
    desk.form.who.whose.setFocus()
    desk.hands.press(Key.Key_Space)
    desk.form.who.claimant.setFocus()
    desk.hands.write("赵桂兰")
    desk.look()
    assert shown(desk) == [("赵桂兰", "仅同名")]
    desk.hands.alt(Key.Key_1)
    assert "按来过的人登记" in desk.form.fields["claimant"].reaction()
    desk.tell("低保")
    desk.save()
    people = desk.latest().people
    assert [(one.role, one.name) for one in people] == [("来访人", "刘洋"), ("诉求人", "赵桂兰")]
    assert people[1].phone_mask == "136****2222", "the person whom the centre knows"
