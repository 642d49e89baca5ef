"""F3 finds anything that was typed, by kind, the newest first, and Enter opens it."""

from matter_desk import BUILDING, GOOD_ID, Desk, Key, dispatched, registered
from office_fixture import OfficeBench
from PySide6.QtCore import Qt

from ui.matters.matter_page import MatterPage
from ui.search.page import Found, SearchPage


def search(desk: Desk, text: str) -> SearchPage:
    desk.hands.press(Key.Key_F3)
    desk.shell.search.clear()
    desk.hands.write(text)
    desk.hands.enter()
    desk.centre.settle()
    page = desk.shell.page()
    assert isinstance(page, SearchPage)
    return page


def test_by_name_initials_number_phone_and_words(centre: OfficeBench) -> None:
    registered(centre, name="赵永和")
    registered(centre)
    registered(centre)
    desk = Desk(centre, "liguodong")
    for text, kind, codes in (
        ("王秀", Found.PERSON, ["2026-000003", "2026-000002"]),
        ("wxy", Found.PERSON, ["2026-000003", "2026-000002"]),
        ("000001", Found.NUMBER, ["2026-000001"]),
        ("13800002417", Found.TELEPHONE, ["2026-000003", "2026-000002", "2026-000001"]),
        (GOOD_ID, Found.TELEPHONE, ["2026-000003", "2026-000002", "2026-000001"]),
        ("滴水檐", Found.WORDS, ["2026-000003", "2026-000002", "2026-000001"]),
    ):
        page = search(desk, text)
        found = [(hit.kind, hit.row.short_code) for hit in page.hits()]
        assert [code for _kind, code in found] == codes, text
        assert {of for of, _code in found} == {kind}, text
        assert page.tabs[kind].text().endswith(f" {len(codes)}")
        desk.shell.back()


def test_a_look_before_opening_shows_no_number_and_no_story(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id)
    desk = Desk(centre, "liguodong")
    page = search(desk, "王秀英")
    assert page.look.title() == "2026-000001"
    texts = [label.text() for label in page.look._values.values()]
    assert BUILDING in texts
    assert not any("13800002417" in text or "滴水檐" in text for text in texts)
    desk.hands.enter()
    centre.settle()
    assert desk.page.matter_id == matter_id
    desk.hands.press(Key.Key_Escape)
    assert desk.shell.page() is page, "back to the results"


def test_alt_enter_opens_a_result_beside_what_is_open(centre: OfficeBench) -> None:
    first, second = registered(centre), registered(centre, name="赵永和")
    desk = Desk(centre, "liguodong", first)
    desk.shell.resize(1366, 697)
    page = search(desk, "赵永和")
    assert page.look.beside_button.isVisible()
    desk.hands.press(Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    centre.settle()
    assert desk.page.matter_id == second
    assert desk.shell.open_pages() == [f"matter.{first}", f"matter.{second}"]
    shown = [page.matter_id for page in desk.shell.findChildren(MatterPage) if page.isVisible()]
    assert sorted(shown) == [first, second]


def test_nothing_found_says_what_could_be_tried(centre: OfficeBench) -> None:
    registered(centre)
    desk = Desk(centre, "liguodong")
    page = search(desk, "没有这个人")
    assert page.states.state() == "empty"
    assert not page.look.isVisible()


def test_what_one_may_not_see_is_not_even_counted(centre: OfficeBench) -> None:
    registered(centre)
    desk = Desk(centre, "zhouhaitao")
    page = search(desk, "王秀英")
    assert page.hits() == ()
    assert page.tabs[Found.ALL].text() == "全部 0"


def test_alt_and_a_digit_narrow_to_a_kind(centre: OfficeBench) -> None:
    registered(centre)
    registered(centre, name="滴水檐")
    desk = Desk(centre, "liguodong")
    page = search(desk, "滴水檐")
    assert {hit.kind for hit in page.hits()} == {Found.PERSON, Found.WORDS}
    desk.alt(Key.Key_2)
    assert [hit.row.claimant_name for hit in page.model.rows()] == ["滴水檐"]
    desk.alt(Key.Key_1)
    assert page.model.rowCount() == 1, "a kind without results is grey and dead"
    assert not page.tabs[Found.NUMBER].isEnabled()
    desk.alt(Key.Key_0)
    assert page.model.rowCount() == 2


def test_the_story_of_a_result_comes_on_a_key(centre: OfficeBench) -> None:
    registered(centre)
    registered(centre, name="王秀兰")
    desk = Desk(centre, "liguodong")
    page = search(desk, "王秀")
    assert page.look.story.text() == ""
    desk.alt(Key.Key_K)
    assert "滴水檐" in page.look.story.text()
    desk.hands.press(Key.Key_Down)
    assert page.look.story.text() == "", "the next result shows none"
    desk.alt(Key.Key_K)
    desk.alt(Key.Key_K)
    assert page.look.story.text() == ""
