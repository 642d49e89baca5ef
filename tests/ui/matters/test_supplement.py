"""On a matter's page: what the registration lacks stands there, and one key puts it in; calls back are counted."""

from matter_desk import Desk, Key, registered, seen
from office_fixture import OfficeBench

from desktop.entries.matters import EndingEntry, MatterEntry
from desktop.services.registering import register_matter
from models.values.choices import Channel, Ending, MatterNature
from models.values.matter_states import MatterState


def bare(centre: OfficeBench, ending: Ending) -> int:
    """Register a dispute of which hardly anything is known."""
    entry = MatterEntry(channel=Channel.VISIT, nature=MatterNature.DISPUTE, story="邻居打人，话没说完就走了")
    saved = centre.do("wangmin", register_matter, entry=entry, ending=EndingEntry(ending, "中途离开"))
    matter_id: int = saved.matter_id
    return matter_id


def test_what_is_missing_stands_there_and_is_put_in(centre: OfficeBench) -> None:
    matter_id = bare(centre, Ending.ACCEPT)
    desk = Desk(centre, "wangmin", matter_id)
    assert desk.page.story.missing.text() == "登记还缺：电话、对方当事人、类别、村居、调解意愿"
    desk.alt(Key.Key_C)
    desk.save()
    assert "还没有填写" in desk.page.act.message.text()
    desk.hands.write("王秀英")
    desk.hands.enter()
    desk.hands.keys("138")
    desk.save()
    assert desk.error("phone"), "a refusal stands at its field and what was typed stays"
    desk.hands.keys("00002417")
    for _line in range(3):
        desk.hands.enter()
    desk.hands.write("张𬭎、李四")
    desk.hands.enter()
    desk.hands.keys("ysps")
    desk.hands.enter()
    desk.hands.keys("dgc")
    desk.hands.enter()
    desk.hands.press(Key.Key_Space)
    desk.save()
    view = seen(centre, matter_id)
    assert view.missing == ("身份证号",)
    assert [person.name for person in view.people] == ["王秀英", "张𬭎", "李四"]
    assert (view.village, view.willingness) == ("东关村", "愿意")
    assert desk.page.story.missing.text() == "登记还缺：身份证号"


def test_nothing_missing_offers_no_supplement(centre: OfficeBench) -> None:
    matter_id = registered(centre, ending=Ending.ANSWER)
    desk = Desk(centre, "wangmin", matter_id)
    assert "supplement" not in desk.offered()
    assert not desk.page.story.missing.isVisible()


def test_three_calls_in_vain_end_an_unfinished_registration(centre: OfficeBench) -> None:
    matter_id = bare(centre, Ending.UNFINISHED)
    desk = Desk(centre, "wangmin", matter_id)
    for missing in (3, 2, 1):
        button = desk.page.buttons["unreachable"]
        assert button.reason() == f"还要再联系{missing}次并记下来"
        desk.alt(Key.Key_L)
        desk.hands.write("打电话没人接")
        desk.save()
    desk.alt(Key.Key_H)
    assert seen(centre, matter_id).state == MatterState.UNREACHABLE


def test_one_who_comes_back_is_registered_to_the_end(centre: OfficeBench) -> None:
    matter_id = bare(centre, Ending.UNFINISHED)
    desk = Desk(centre, "wangmin", matter_id)
    desk.alt(Key.Key_C)
    desk.hands.write("王秀英")
    desk.save()
    desk.alt(Key.Key_B)
    desk.save()
    view = seen(centre, matter_id)
    assert (view.state, view.people[0].name) == (MatterState.ACCEPTED, "王秀英")
