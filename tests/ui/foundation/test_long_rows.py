"""The list without end: few rows are held, dropped ones come again, and what changes moves nothing else."""

from __future__ import annotations

import tracemalloc
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.widgets.long_rows import ASKED_AT_ONCE, LongRowsModel
from ui.widgets.rows import CELL, Column
from ui.widgets.table import RecordTable

PAGE = 50
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    key: int
    words: str


COLUMNS = [
    Column[Row](title="编号", name="key", value=lambda row: row.key, width=90),
    Column[Row](title="内容", name="words", value=lambda row: row.words),
]


class Source:
    """What stands for the database: keys from the newest down; tells how often rows were asked for."""

    def __init__(self, keys: list[int], *, held: int = 200) -> None:
        self.there = keys
        self.fetched: list[tuple[int, ...]] = []
        self.edition = 1
        self.model: LongRowsModel[Row] = LongRowsModel(
            COLUMNS, key=lambda row: row.key, more=self.more, fetch=self.fetch, held_at_most=held
        )
        self.model.set_rows(self.rows(keys[:PAGE]), complete=len(keys) < PAGE)

    def rows(self, keys: list[int]) -> list[Row]:
        return [Row(key, f"第{key}件，第{self.edition}版") for key in keys]

    def more(self, last: int) -> None:
        following = [key for key in self.there if key < last][:PAGE]
        self.model.append_rows(self.rows(following), complete=len(following) < PAGE)

    def fetch(self, keys: tuple[int, ...]) -> None:
        self.fetched.append(keys)
        self.model.fill(self.rows([key for key in keys if key in set(self.there)]), keys)

    def words(self, at: int) -> str:
        return str(self.model.data(self.model.index(at, 1)))

    def to_the_end(self) -> None:
        while self.model.canFetchMore(ROOT):
            self.model.fetchMore(ROOT)


def test_it_is_a_proper_model(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    source = Source(list(range(500, 0, -1)), held=100)
    qtmodeltester.check(source.model)
    source.to_the_end()
    qtmodeltester.check(source.model)
    source.model.sync([key for key in range(510, 0, -1) if key % 7])
    qtmodeltester.check(source.model)
    assert qtbot is not None


def test_rows_that_were_dropped_come_again_when_they_are_seen(qtbot: QtBot) -> None:
    source = Source(list(range(1000, 0, -1)))
    source.to_the_end()
    assert source.model.rowCount() == 1000
    assert source.model.held() == 200
    assert source.words(999) == "第1件，第1版"
    assert source.words(0) == "", "dropped long ago"
    assert source.model.data(source.model.index(0, 1), CELL) == ""
    qtbot.waitUntil(lambda: source.words(0) == "第1000件，第1版")
    assert source.fetched == [(1000,)]
    assert source.model.held() == 200
    with pytest.raises(KeyError):
        source.model.row(5)
    assert source.model.key_at(5) == 995


def test_memory_stays_flat_to_the_end_of_a_hundred_thousand() -> None:
    source = Source(list(range(100_000, 0, -1)), held=600)
    keys = source.there
    tracemalloc.start()
    sizes = []
    for at in range(PAGE, len(keys), PAGE):
        chunk = keys[at : at + PAGE]
        source.model.append_rows(source.rows(chunk), complete=at + PAGE >= len(keys))
        if at % 10_000 == 0:
            sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert source.model.rowCount() == 100_000
    assert not source.model.canFetchMore(ROOT)
    assert source.model.held() == 600
    assert sizes[-1] - sizes[0] < 1_500_000, "eight bytes a key and nothing else"


def test_scrolling_far_asks_only_for_what_is_seen_at_last(qtbot: QtBot) -> None:
    source = Source(list(range(5000, 0, -1)))
    source.to_the_end()
    for at in range(3000):
        source.model.data(source.model.index(at, 1))
    qtbot.waitUntil(lambda: bool(source.fetched))
    assert [len(keys) for keys in source.fetched] == [ASKED_AT_ONCE]
    assert source.words(2999) == "第2001件，第1版"


def test_the_view_keeps_its_place_when_rows_come_and_go(qtbot: QtBot, dressed: QApplication) -> None:
    source = Source(list(range(400, 0, -1)))
    source.to_the_end()
    table = RecordTable(source.model, name="test.long")
    qtbot.addWidget(table)
    table.resize(500, 400)
    table.show()
    table.select_row(120)
    qtbot.waitUntil(lambda: source.words(120) == "第280件，第1版")
    source.edition = 2
    source.there = [403, 402, 401, *(key for key in source.there if key not in {300, 299, 281})]
    source.model.sync(source.there)
    assert table.current_row() == 120, "three came and three went above it"
    assert source.model.key_at(120) == 280
    qtbot.waitUntil(lambda: source.words(120) == "第280件，第2版")
    source.model.sync([key for key in source.there if key != 280])
    assert source.model.key_at(table.current_row()) in {279, 282}, "its neighbour"
    assert dressed is not None


def test_a_row_that_one_may_not_see_any_more_is_not_asked_for_again(qtbot: QtBot) -> None:
    source = Source(list(range(300, 0, -1)), held=60)
    source.to_the_end()
    source.there.remove(295)
    assert source.words(5) == ""
    qtbot.waitUntil(lambda: bool(source.fetched))
    assert source.words(5) == ""
    qtbot.wait(5)
    assert source.fetched == [(295,)]


def test_a_failed_fetch_is_tried_again(qtbot: QtBot) -> None:
    source = Source(list(range(300, 0, -1)), held=60)
    source.to_the_end()
    asked: list[tuple[int, ...]] = []
    source.model._fetch = asked.append  # type: ignore[assignment]  # the link is cut
    source.words(5)
    qtbot.waitUntil(lambda: asked == [(295,)])
    source.words(5)
    qtbot.wait(5)
    assert asked == [(295,)], "it is on its way"
    source.model.fetch_failed((295,))
    source.words(5)
    qtbot.waitUntil(lambda: asked == [(295,), (295,)])


def test_a_page_that_overlaps_adds_no_row_twice() -> None:
    source = Source(list(range(100, 0, -1)))
    source.model.append_rows(source.rows(list(range(60, 20, -1))), complete=True)
    assert list(source.model.keys()) == list(range(100, 20, -1))


@settings(deadline=None, max_examples=60)
@given(st.sets(st.integers(1, 60)), st.sets(st.integers(1, 60)), st.booleans())
def test_any_change_of_the_keys_is_followed(before: set[int], after: set[int], shuffled: bool) -> None:
    keys = sorted(before, reverse=True)
    source = Source(keys)
    tester = QAbstractItemModelTester(source.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    wanted = sorted(after, reverse=not shuffled)
    source.model.sync(wanted)
    assert list(source.model.keys()) == wanted
    assert source.model.rowCount() == len(wanted)
    for at, key in enumerate(wanted):
        spoken = source.model.data(source.model.index(at, 0), Qt.ItemDataRole.DisplayRole)
        assert spoken == (str(key) if key in before else "")
    tester.deleteLater()
