"""Several matters open at once: changed by keys, never twice, two side by side, closed by Ctrl+W."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from matter_desk import BUILDING, ENFORCING, Key, dispatched, registered
from office_fixture import Hands, OfficeBench
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from ui.frame import Frame
from ui.main_window import main_window
from ui.matters.list_page import MattersPage
from ui.matters.matter_page import MatterPage
from ui.shell.open_pages import MOST_OPEN
from ui.shell.open_strip import OpenStrip
from ui.shell.window import Shell
from ui.this_pc import ThisPc
from ui.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier


class Window:
    """Somebody at the whole main window."""

    def __init__(self, centre: OfficeBench, login: str) -> None:
        self.centre = centre
        self.place: Workplace = centre.workplace(login)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        frame = Frame(ThisPc(app, remembers=False))

        def show(shell: Shell) -> None:
            shell.resize(1366, 697)
            shell.show()
            shell.activateWindow()

        self.shell = main_window(self.place, frame, show=show, go="matters")
        centre.windows.append(self.shell)
        self.hands = Hands(self.shell)
        centre.settle()

    def open(self, *matter_ids: int) -> None:
        for matter_id in matter_ids:
            self.place.matter_wanted.emit(matter_id)
            self.centre.settle()

    def ctrl(self, key: Key) -> None:
        QTest.keyClick(self.hands.focus(), key, CTRL)
        self.centre.settle()

    def matter(self) -> int:
        page = self.shell.page()
        assert isinstance(page, MatterPage)
        return page.matter_id

    def beside(self) -> MatterPage | None:
        pages = [page for page in self.shell.findChildren(MatterPage) if page.isVisible()]
        return next((page for page in pages if page is not self.shell.page()), None)

    def tab(self, matter_id: int) -> QAbstractButton:
        tabs = self.strip.findChildren(QAbstractButton, f"shell.open.matter.{matter_id}")
        return next(tab for tab in tabs if tab.isVisible())

    @property
    def strip(self) -> OpenStrip:
        found = self.shell.findChild(OpenStrip)
        assert found is not None
        return found


@pytest.fixture
def window(centre: OfficeBench) -> Iterator[Window]:
    return Window(centre, "liguodong")


def test_one_alone_shows_no_strip_and_the_list_is_a_key_away(centre: OfficeBench, window: Window) -> None:
    first = registered(centre)
    window.open(first)
    assert not window.strip.isVisible()
    window.ctrl(Key.Key_3)
    assert isinstance(window.shell.page(), MattersPage)
    assert window.strip.isVisible()
    assert window.strip.titles() == ["2026-000001 王秀英：民生诉求"]
    window.ctrl(Key.Key_Tab)
    assert window.matter() == first
    assert not window.strip.isVisible()


def test_keys_change_between_them(centre: OfficeBench, window: Window) -> None:
    ids = [registered(centre) for _number in range(3)]
    window.open(*ids)
    assert window.strip.isVisible()
    window.ctrl(Key.Key_Tab)
    assert window.matter() == ids[0]
    window.hands.alt(Key.Key_Down)
    centre.settle()
    assert window.matter() == ids[1]
    window.hands.alt(Key.Key_Up)
    centre.settle()
    assert window.matter() == ids[0]
    window.hands.alt(Key.Key_Up)
    centre.settle()
    assert window.matter() == ids[2]


def test_the_same_matter_is_never_open_twice(centre: OfficeBench, window: Window) -> None:
    first, second = registered(centre), registered(centre)
    window.open(first, second, first)
    assert window.matter() == first
    assert window.shell.open_pages() == [f"matter.{first}", f"matter.{second}"]
    assert len(window.shell.findChildren(MatterPage)) == 2
    window.shell.open(MatterPage(window.place, second))
    centre.settle()
    assert window.matter() == second
    assert len(window.shell.findChildren(MatterPage)) == 2


def test_ctrl_w_closes_and_esc_leads_back(centre: OfficeBench, window: Window) -> None:
    first, second = registered(centre), registered(centre)
    window.open(first, second)
    window.ctrl(Key.Key_W)
    assert window.matter() == first
    window.hands.press(Key.Key_Escape)
    centre.settle()
    assert isinstance(window.shell.page(), MattersPage)
    assert window.shell.open_pages() == []
    assert not window.strip.isVisible()


def test_two_side_by_side(centre: OfficeBench, window: Window) -> None:
    first, second = registered(centre), registered(centre)
    dispatched(centre, first, BUILDING, ENFORCING)
    window.open(first)
    window.ctrl(Key.Key_B)
    assert window.shell.message().startswith("再打开一件才能并排看")
    window.open(second)
    window.ctrl(Key.Key_B)
    beside = window.beside()
    assert beside is not None
    assert (window.matter(), beside.matter_id) == (second, first)
    for page in (window.shell.page(), beside):
        assert page is not None
        assert 560 <= page.width() <= 660
    assert window.shell.width() == 1366
    window.ctrl(Key.Key_Tab)
    assert window.matter() == first
    assert window.shell.search.isVisible()
    window.hands.alt(Key.Key_D)  # 代录 of the matter that has the cursor
    centre.settle()
    assert beside.act.key() == "record_for"
    window.hands.press(Key.Key_Escape)
    window.ctrl(Key.Key_B)
    assert window.beside() is None
    assert window.matter() == first
    assert beside.width() > 1000
    assert beside.steps_panel.isVisible()


def test_closing_the_one_beside_leaves_the_other(centre: OfficeBench, window: Window) -> None:
    first, second = registered(centre), registered(centre)
    window.open(first, second)
    window.ctrl(Key.Key_B)
    window.ctrl(Key.Key_Tab)
    assert window.matter() == first
    window.ctrl(Key.Key_W)
    assert window.matter() == second
    assert window.beside() is None


def test_the_list_and_a_matter_beside_it(centre: OfficeBench, window: Window) -> None:
    first = registered(centre)
    window.open(first)
    window.ctrl(Key.Key_3)
    page = window.shell.page()
    assert isinstance(page, MattersPage)
    window.shell.resize(2 * page.least_width() + 400, 900)
    centre.settle()
    window.ctrl(Key.Key_B)
    beside = window.beside()
    assert isinstance(window.shell.page(), MattersPage)
    assert beside is not None
    assert beside.matter_id == first


def test_another_place_has_the_whole_width_and_the_matters_stay_open(
    centre: OfficeBench, window: Window
) -> None:
    first, second = registered(centre), registered(centre)
    window.open(first, second)
    window.ctrl(Key.Key_B)
    window.ctrl(Key.Key_2)
    assert window.shell.place() == "reception"
    assert window.beside() is None
    assert window.strip.titles() == ["2026-000001 王秀英：民生诉求", "2026-000002 王秀英：民生诉求"]
    window.ctrl(Key.Key_3)
    assert window.matter() == second


def test_pages_that_would_be_cut_are_not_put_side_by_side(centre: OfficeBench, window: Window) -> None:
    window.open(registered(centre))
    window.ctrl(Key.Key_3)
    page = window.shell.page()
    assert isinstance(page, MattersPage)
    page.setMinimumWidth(0)
    page.bar.setMinimumWidth(900)
    centre.settle()
    window.ctrl(Key.Key_B)
    assert window.beside() is None
    assert window.shell.message().startswith("窗口不够宽")


def test_what_is_done_in_one_is_seen_in_the_other(centre: OfficeBench, window: Window) -> None:
    first, second = registered(centre), registered(centre)
    window.open(first, second)
    window.ctrl(Key.Key_B)
    dispatched(centre, first)
    window.place.changed.emit()
    centre.settle()
    beside = window.beside()
    assert beside is not None
    view = beside.view()
    assert view is not None
    assert view.state_words == "待签收"


def test_a_ninth_closes_the_one_not_looked_at_longest(centre: OfficeBench, window: Window) -> None:
    ids = [registered(centre) for _number in range(MOST_OPEN + 1)]
    window.open(*ids[:-1])
    window.open(ids[0], ids[-1])
    assert window.shell.open_pages() == [f"matter.{ids[0]}", *(f"matter.{number}" for number in ids[2:])]
    assert window.matter() == ids[-1]


def test_a_tab_is_closed_and_chosen_with_the_mouse(centre: OfficeBench, window: Window) -> None:
    first, second = registered(centre), registered(centre)
    window.open(first, second)
    tab = window.tab(first)
    QTest.mouseClick(tab, Qt.MouseButton.LeftButton, pos=tab.rect().center())
    centre.settle()
    assert window.matter() == first
    tab = window.tab(second)
    QTest.mouseClick(tab, Qt.MouseButton.LeftButton, pos=QPoint(tab.width() - 10, tab.height() // 2))
    centre.settle()
    assert window.shell.open_pages() == [f"matter.{first}"]
