"""The lists of matters: every count opens its rows, page by page, and the place is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from matter_desk import BUILDING, Desk, Key, dispatched, registered, seen
from office_fixture import MONDAY, OfficeBench
from PySide6.QtCore import QModelIndex
from pytestqt.modeltest import ModelTester

from desktop.queries.worklist import PAGE, Shelf, WorklistRow
from models.values.choices import Ending
from models.values.matter_states import MatterState
from ui.matters.badges import left_badge, left_words
from ui.matters.matter_table import due_words, mark_of
from ui.matters.shelves import EMPTY_WORDS, shelves_of


def codes(desk: Desk) -> list[str]:
    return [row.short_code for row in desk.list.model.rows()]


def test_each_role_has_its_shelves(centre: OfficeBench) -> None:
    def of(login: str) -> tuple[Shelf, ...]:
        office = centre.office(login)
        assert office.who is not None
        return shelves_of(office.who)

    usual = (Shelf.OPEN, Shelf.LATE, Shelf.ENDED, Shelf.ALL)
    assert of("wangmin") == (Shelf.UNFINISHED, *usual)
    assert of("liguodong") == (Shelf.TO_DISPATCH, Shelf.UNFINISHED, *usual)
    assert of("zhouhaitao") == (Shelf.WAITING, Shelf.MINE, *usual)
    assert of("zhaozhiqiang") == (Shelf.TO_DISPATCH, Shelf.TO_CLOSE, Shelf.UNFINISHED, *usual)


def test_a_count_opens_the_very_rows_it_counts(centre: OfficeBench) -> None:
    for ending in (Ending.ACCEPT, Ending.ANSWER, Ending.UNFINISHED, Ending.ANSWER):
        registered(centre, ending=ending)
    desk = Desk(centre, "liguodong")
    for shelf, button in desk.list.bar.buttons.items():
        button.click()
        centre.settle()
        count = int(button.text().rpartition(" ")[2])
        assert desk.list.model.rowCount() == count, shelf
    assert [button.text() for button in desk.list.bar.buttons.values()] == [
        "待分流 1",
        "登记未完成 1",
        "在办 2",
        "超期 0",
        "已结束 2",
        "全部 4",
    ]


def test_it_begins_with_what_waits(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    dispatched(centre, matter_id)
    desk = Desk(centre, "liguodong")
    assert desk.list.shelf() == Shelf.OPEN, "nothing waits to be dispatched or completed"
    assert desk.list.model.row(0).lead_unit == BUILDING


def test_an_empty_shelf_says_what_will_stand_there(centre: OfficeBench) -> None:
    desk = Desk(centre, "zhouhaitao")
    desk.alt(Key.Key_1)
    assert desk.list.states.state() == "empty"
    assert desk.list.shelf() == Shelf.WAITING


def test_a_long_list_comes_page_by_page(centre: OfficeBench) -> None:
    for _number in range(PAGE + 7):
        registered(centre)
    desk = Desk(centre, "liguodong")
    desk.alt(Key.Key_S)  # the newest first
    model = desk.list.model
    assert model.rowCount() == PAGE
    assert model.canFetchMore(QModelIndex())
    desk.list.table.scrollToBottom()
    centre.settle()
    model.fetchMore(QModelIndex())
    centre.settle()
    assert model.rowCount() == PAGE + 7
    assert not model.canFetchMore(QModelIndex())
    assert codes(desk) == sorted(codes(desk), reverse=True)
    assert len(set(codes(desk))) == PAGE + 7


def test_the_current_row_stays_when_something_changes(centre: OfficeBench) -> None:
    for _number in range(8):
        registered(centre)
    desk = Desk(centre, "liguodong")
    desk.alt(Key.Key_S)  # the newest first
    desk.list.table.select_row(3)
    current = desk.list.model.row(3).short_code
    registered(centre)
    desk.place.changed.emit()
    centre.settle()
    at = desk.list.table.current_row()
    assert desk.list.model.row(at).short_code == current
    assert at == 4, "a new one came above"
    assert desk.list.bar.buttons[Shelf.TO_DISPATCH].text() == "待分流 9"


def test_far_down_the_place_stays_when_something_changes(centre: OfficeBench) -> None:
    ids = [registered(centre) for _number in range(2 * PAGE + 20)]
    desk = Desk(centre, "liguodong")
    desk.alt(Key.Key_S)  # the newest first
    while desk.list.model.canFetchMore(QModelIndex()):
        desk.list.model.fetchMore(QModelIndex())
        centre.settle()
    desk.list.table.select_row(90)
    centre.settle()
    current, top = desk.list.model.row(90).matter_id, desk.list.table.top_row()
    assert top > 60
    seen_first = desk.list.model.key_at(top)
    for _number in range(3):
        registered(centre)
    dispatched(centre, ids[-5])  # it leaves 待分流, above what is seen
    dispatched(centre, current)  # and so does the current one
    desk.place.changed.emit()
    centre.settle()
    assert desk.list.model.rowCount() == 2 * PAGE + 21
    assert desk.list.model.key_at(desk.list.table.top_row()) == seen_first
    at = desk.list.table.current_row()
    assert abs(desk.list.model.key_at(at) - current) == 1, "the next one took its place"
    assert list(desk.list.model.keys()) == sorted(
        {*ids, *range(ids[-1] + 1, ids[-1] + 4)} - {ids[-5], current}, reverse=True
    )


def test_alt_s_shows_the_shelf_in_its_other_orders(centre: OfficeBench) -> None:
    late = registered(centre, sender_due=MONDAY + timedelta(hours=2))
    plain = registered(centre)
    soon = registered(centre, sender_due=MONDAY + timedelta(hours=1))
    ended = registered(centre, ending=Ending.ANSWER)
    desk = Desk(centre, "liguodong")

    def shown() -> list[int]:
        return [row.matter_id for row in desk.list.model.rows()]

    desk.alt(Key.Key_3)
    assert desk.list.shelf() == Shelf.OPEN
    assert (desk.list.order.text(), shown()) == ("排序：新登记在前", [soon, plain, late])
    desk.alt(Key.Key_S)
    assert (desk.list.order.text(), shown()) == ("排序：早登记在前", [late, plain, soon])
    desk.alt(Key.Key_S)
    assert (desk.list.order.text(), shown()) == ("排序：先到期在前", [soon, late, plain])
    newest = registered(centre, sender_due=MONDAY + timedelta(minutes=30))
    desk.place.changed.emit()
    centre.settle()
    assert shown() == [newest, soon, late, plain]
    assert desk.list.model.key_at(desk.list.table.current_row()) == soon
    desk.alt(Key.Key_6)
    assert desk.list.shelf() == Shelf.ALL
    assert (desk.list.order.text(), shown()) == ("排序：新登记在前", [newest, ended, soon, plain, late])
    desk.alt(Key.Key_S)
    assert shown() == [late, plain, soon, ended, newest]
    desk.alt(Key.Key_S)
    assert desk.list.order.text() == "排序：新登记在前", "all that ever was is not sorted by its due day"


def test_what_waits_to_be_dispatched_begins_with_what_is_due_first(centre: OfficeBench) -> None:
    late = registered(centre, sender_due=MONDAY + timedelta(hours=1))
    registered(centre)
    desk = Desk(centre, "liguodong")
    assert desk.list.shelf() == Shelf.TO_DISPATCH
    assert desk.list.order.text() == "排序：先到期在前"
    assert desk.list.model.row(0).matter_id == late
    desk.alt(Key.Key_3)
    assert desk.list.order.text() == "排序：新登记在前", "what is in hand is looked through from the newest"
    desk.alt(Key.Key_S)
    desk.alt(Key.Key_1)
    assert desk.list.order.text() == "排序：早登记在前", "the order that was asked for stays"


def test_a_shelf_that_empties_says_so_and_one_that_fills_shows_it(centre: OfficeBench) -> None:
    matter_id = registered(centre)
    desk = Desk(centre, "liguodong")
    assert codes(desk) == [seen(centre, matter_id).code.partition("-")[2]]
    dispatched(centre, matter_id)
    desk.place.changed.emit()
    centre.settle()
    assert desk.list.states.state() == "empty"
    registered(centre)
    desk.place.changed.emit()
    centre.settle()
    assert desk.list.states.state() == "content"
    assert desk.list.model.rowCount() == 1


def test_every_shelf_has_words_for_being_empty() -> None:
    assert set(EMPTY_WORDS) == set(Shelf)


def test_the_list_is_a_proper_model(centre: OfficeBench, qtmodeltester: ModelTester) -> None:
    for _number in range(3):
        registered(centre)
    desk = Desk(centre, "liguodong")
    qtmodeltester.check(desk.list.model)


def test_f5_reads_again_and_enter_opens(centre: OfficeBench) -> None:
    desk = Desk(centre, "liguodong")
    matter_id = registered(centre)
    desk.alt(Key.Key_1)
    desk.hands.press(Key.Key_F5)
    centre.settle()
    desk.hands.enter()
    centre.settle()
    assert desk.page.matter_id == matter_id
    desk.hands.press(Key.Key_Escape)
    assert desk.shell.page() is desk.list


@pytest.mark.parametrize(
    ("days", "late", "words", "tone"),
    [
        (3, False, "剩3个工作日", "mute"),
        (1, False, "剩1个工作日", "warn"),
        (0, False, "今日到期", "warn"),
        (-2, True, "超期2个工作日", "err"),
        (-1, True, "超期1个工作日", "err"),
    ],
)
def test_time_left_is_told_by_word_icon_and_colour(days: int, late: bool, words: str, tone: str) -> None:
    assert left_words(days, late=late) == words
    badge = left_badge(days, late=late, provisional=False)
    assert badge is not None
    assert (badge.word, badge.tone) == (words, tone)
    assert badge.icon


def test_no_limit_has_no_badge_and_a_provisional_one_says_so() -> None:
    assert left_badge(None, late=False, provisional=False) is None
    row = WorklistRow(
        matter_id=1,
        code="370704101-2027-000001",
        short_code="2027-000001",
        title="",
        nature="咨询",
        channel="来访",
        state=MatterState.ACCEPTED,
        state_words="已受理",
        claimant_name="",
        village="",
        lead_unit="",
        happened_at=datetime(2027, 1, 4, tzinfo=UTC),
        due_at=datetime(2027, 1, 7, 9, tzinfo=UTC),
        due_provisional=True,
        late=False,
        days_left=3,
        urgent=True,
        confidential=True,
        late_entry=False,
    )
    assert due_words(row) == "1月7日 周四 17:00到期（节假日安排未公布，暂定）"
    mark = mark_of(row)
    assert mark is not None
    assert mark.word == "紧急"
