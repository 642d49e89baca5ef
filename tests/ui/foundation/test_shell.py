"""The main window's frame: places, pages over places, Esc, undo, hints, search, closing."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.shell.keys import KeyRefusedError
from ui.shell.page import KeyHint, Page, Place
from ui.shell.window import Shell
from ui.style.theme import SMALLEST
from ui.widgets.buttons import ActionButton
from ui.widgets.keycap import KeyCap
from ui.widgets.label import IconMark
from ui.widgets.lines import TextLine


class Desk(Page):
    """A page with a field and a keyed button."""

    def __init__(self, shell: Shell, name: str) -> None:
        super().__init__()
        self.shell, self.name = shell, name
        self.line = TextLine(name=f"{name}.line")
        self.save = ActionButton("保存", "Ctrl+Enter", name=f"{name}.save", primary=True)
        self.said: list[str] = []
        self.save.clicked.connect(lambda: self.said.append("saved"))
        self.leaves, self.closes_itself = True, False
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.save)

    def title(self) -> str:
        return f"页 {self.name}"

    def subtitle(self) -> str:
        return "今日 14 批"

    def key_hints(self) -> Sequence[KeyHint]:
        return [("Enter", "下一项"), ("F9", "遮住")]

    def on_shown(self) -> None:
        self.said.append("shown")
        self.line.setFocus()

    def on_escape(self) -> bool:
        return self.closes_itself

    def may_leave(self) -> bool:
        return self.leaves


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def shell(qtbot: QtBot, made: list[str]) -> Shell:
    def factory(key: str) -> Place:
        def make(shell: Shell) -> QWidget:
            made.append(key)
            return Desk(shell, key)

        return Place(key, {"reception": "接待", "matter": "事项", "settings": "设置"}[key], "alert", make)

    window = Shell([factory("reception"), factory("matter"), factory("settings")], title="云溪镇综治中心")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.go("reception")
    qtbot.waitUntil(window.isActiveWindow)
    return window


def _desk(page: QWidget | None) -> Desk:
    assert isinstance(page, Desk)
    return page


def test_the_window_is_never_smaller_than_the_minimum(shell: Shell) -> None:
    assert (shell.minimumWidth(), shell.minimumHeight()) == SMALLEST == (1280, 649)
    shell.resize(600, 400)
    assert (shell.width(), shell.height()) == SMALLEST
    rail = shell.findChild(QWidget, "shell.rail")
    top, status = shell.findChild(QWidget, "shell.top"), shell.findChild(QWidget, "shell.status")
    assert (rail.width(), rail.height(), top.height(), status.height()) == (76, 649, 48, 30)


def test_pages_are_made_at_the_first_visit_and_kept(shell: Shell, made: list[str], qtbot: QtBot) -> None:
    assert made == ["reception"]
    first = shell.page()
    _desk(first).line.setText("王秀英")
    qtbot.keyClick(_desk(first).line, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert (shell.place(), made) == ("matter", ["reception", "matter"])
    assert shell.page_of("settings") is None
    qtbot.keyClick(_desk(shell.page()).line, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert shell.page() is first
    assert _desk(first).line.text() == "王秀英"
    assert made == ["reception", "matter"]
    with pytest.raises(KeyError):
        shell.go("nowhere")


def test_head_title_and_hints_are_those_of_the_page(shell: Shell) -> None:
    assert shell.windowTitle() == "页 reception - 云溪镇综治中心"
    assert shell.findChild(QLabel, "shell.title").text() == "页 reception"
    assert shell.findChild(QLabel, "shell.subtitle").text() == "今日 14 批"
    status = shell.findChild(QWidget, "shell.status")
    caps = [cap.key() for cap in status.findChildren(KeyCap) if cap.isVisible()]
    assert caps == ["Enter", "F9", "F3", "F1", "Esc"]
    page = _desk(shell.page())
    page.name = "改"
    page.head_changed.emit()
    assert shell.windowTitle() == "页 改 - 云溪镇综治中心"


def test_a_click_in_the_rail_shows_the_place(shell: Shell, qtbot: QtBot) -> None:
    changed: list[str] = []
    shell.place_changed.connect(changed.append)
    item = shell.findChild(QWidget, "shell.place.settings")
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert changed == ["settings"]
    assert item.isChecked()
    assert item.accessibleName() == "设置"


def test_keys_of_a_page_work_only_in_front(shell: Shell, qtbot: QtBot) -> None:
    first = _desk(shell.page())
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(first.line, Qt.Key.Key_Return, ctrl)
    shell.go("matter")
    second = _desk(shell.page())
    qtbot.keyClick(second.line, Qt.Key.Key_Return, ctrl)
    assert first.said == ["shown", "saved"]
    assert second.said == ["shown", "saved"]


def test_a_page_over_a_place_goes_by_esc_and_gives_its_keys_back(shell: Shell, qtbot: QtBot) -> None:
    below = shell.page()
    over = Desk(shell, "case")
    shell.open(over)
    assert shell.page() is over
    over.closes_itself = True
    qtbot.keyClick(over.line, Qt.Key.Key_Escape)
    assert shell.page() is over
    over.closes_itself, over.leaves = False, False
    qtbot.keyClick(over.line, Qt.Key.Key_Escape)
    assert shell.page() is over
    over.leaves = True
    qtbot.keyClick(over.line, Qt.Key.Key_Escape)
    assert shell.page() is below
    qtbot.waitUntil(lambda: not isValid(over), timeout=10000)
    assert not [action for action in shell.keys.every_action() if action.id.startswith("case.")]


def test_a_page_opened_over_another_place_waits_there(shell: Shell) -> None:
    over = Desk(shell, "case")
    shell.open(over, place="matter")
    assert (shell.place(), shell.page()) == ("matter", over)
    shell.go("reception")
    shell.go("matter")
    assert shell.page() is over
    shell.close_page(over)
    assert shell.page() is shell.page_of("matter")


def test_esc_leads_back_to_the_place_before(shell: Shell, qtbot: QtBot) -> None:
    shell.go("matter")
    shell.go("settings")
    for place in ("matter", "reception", "reception"):
        qtbot.keyClick(_desk(shell.page()).line, Qt.Key.Key_Escape)
        assert shell.place() == place


def test_esc_leads_back_whence_a_page_of_another_place_was_opened(shell: Shell, qtbot: QtBot) -> None:
    over = Desk(shell, "case")
    shell.open(over, place="matter")
    deeper = Desk(shell, "paper")
    shell.open(deeper, place="settings")
    for place in ("matter", "reception"):
        qtbot.keyClick(_desk(shell.page()).line, Qt.Key.Key_Escape)
        assert shell.place() == place, "not by the first page of the place, which nobody looked at"
    over = Desk(shell, "case")
    shell.open(over, place="matter")
    shell.root("matter")
    shell.bring(over)
    qtbot.keyClick(over.line, Qt.Key.Key_Escape)
    assert shell.page() is shell.page_of("matter"), "looked at from its own list it leads back there"


def test_what_was_not_done_bears_no_green_tick(shell: Shell) -> None:
    mark = shell.findChild(QWidget, "shell.status").findChild(IconMark)
    shell.say("已登记")
    assert mark.icon() == "checkmark_circle"
    shell.warn("还没有登记：请写诉求。")
    assert (shell.message(), mark.icon()) == ("还没有登记：请写诉求。", "warning")
    shell.set_saved("草稿已自动保存 10:42:07")
    assert mark.icon() == "warning", "a draft that is kept does not hide it"
    shell.say("")
    assert mark.icon() == "checkmark_circle"


def test_undo_stands_in_the_status_bar_until_the_next_act(shell: Shell, qtbot: QtBot) -> None:
    undone: list[str] = []
    line = _desk(shell.page()).line
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(line, Qt.Key.Key_Z, ctrl)
    shell.say("已向东关村委会催办", lambda: undone.append("urge"))
    assert shell.message() == "已向东关村委会催办"
    assert shell.findChild(QWidget, "shell.undo").isVisible()
    qtbot.keyClick(line, Qt.Key.Key_Z, ctrl)
    qtbot.keyClick(line, Qt.Key.Key_Z, ctrl)
    assert undone == ["urge"]
    assert shell.message() == ""
    shell.say("已催办", lambda: undone.append("again"))
    shell.say("回执已打印 1 份。")
    qtbot.keyClick(line, Qt.Key.Key_Z, ctrl)
    assert undone == ["urge"]


def test_typing_is_undone_before_the_last_act(shell: Shell, qtbot: QtBot) -> None:
    undone: list[str] = []
    line = _desk(shell.page()).line
    shell.say("已催办", lambda: undone.append("urge"))
    qtbot.keyClicks(line, "abc")
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (line.text(), undone) == ("", [])
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["urge"]


def test_f3_and_enter_ask_and_empty_asks_nothing(shell: Shell, qtbot: QtBot) -> None:
    asked: list[str] = []
    shell.search_asked.connect(asked.append)
    qtbot.keyClick(_desk(shell.page()).line, Qt.Key.Key_F3)
    assert shell.search.hasFocus()
    qtbot.keyClick(shell.search, Qt.Key.Key_Return)
    qtbot.keyClicks(shell.search, " 2026-000412 ")
    qtbot.keyClick(shell.search, Qt.Key.Key_Return)
    assert asked == ["2026-000412"]


def test_without_search_there_is_no_box_no_key_no_hint(qtbot: QtBot) -> None:
    window = Shell(
        [Place("reception", "接待", "alert", lambda shell: Desk(shell, "a"))], title="x", searches=False
    )
    qtbot.addWidget(window)
    window.show()
    window.go("reception")
    assert not window.search.isVisible()
    assert "F3" not in [action.key for action in window.keys.every_action()]
    status = window.findChild(QWidget, "shell.status")
    assert "F3" not in [cap.key() for cap in status.findChildren(KeyCap)]


def test_ctrl_l_asks_for_the_lock(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.lock_requested, timeout=10000):
        qtbot.keyClick(_desk(shell.page()).line, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_f1_lists_every_key_of_the_screen_and_of_the_program(shell: Shell, qtbot: QtBot) -> None:
    qtbot.keyClick(_desk(shell.page()).line, Qt.Key.Key_F1)
    sheet = next(
        w for w in QApplication.topLevelWidgets() if w.objectName() == "shell.keys" and w.isVisible()
    )
    keys = [cap.key() for cap in sheet.findChildren(KeyCap)]
    assert {"Ctrl+Enter", "Ctrl+1", "F1", "F3", "Ctrl+L", "Ctrl+Z", "Esc", "Enter", "Tab"} <= set(keys)
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert {"保存", "接待", "撤回上一步"} <= set(words)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not any(w.objectName() == "shell.keys" for w in QApplication.topLevelWidgets()))


def test_person_and_what_is_due_stand_in_the_top_bar(shell: Shell, qtbot: QtBot) -> None:
    opened: list[str] = []
    shell.set_person("王敏", "窗口接待员")
    shell.set_due(5, lambda: opened.append("due"))
    due = shell.findChild(QWidget, "shell.due")
    assert due.text() == "5 件今日到期"
    qtbot.mouseClick(due, Qt.MouseButton.LeftButton)
    shell.set_due(0, lambda: opened.append("none"))
    qtbot.mouseClick(due, Qt.MouseButton.LeftButton)
    assert opened == ["due"]
    assert due.text() == "今日没有到期"
    with qtbot.waitSignal(shell.person_clicked, timeout=10000):
        qtbot.mouseClick(shell.findChild(QWidget, "shell.person"), Qt.MouseButton.LeftButton)


def test_closing_asks_every_page(shell: Shell, qtbot: QtBot) -> None:
    _desk(shell.page()).leaves = False
    shell.go("matter")
    shell.close()
    assert shell.isVisible()
    assert shell.page() is shell.page_of("reception")
    _desk(shell.page()).leaves = True
    with qtbot.waitSignal(shell.closing, timeout=10000):
        shell.close()
    assert not shell.isVisible()


def test_a_long_row_of_hints_gives_way_to_the_message(shell: Shell) -> None:
    shell.resize(*SMALLEST)
    status = shell.findChild(QWidget, "shell.status")
    shell.say("已向自然资源与村镇建设办、综合行政执法队、东关村委会、人民调解委员会催办" * 2, lambda: None)
    QApplication.processEvents()
    caps = [cap.key() for cap in status.findChildren(KeyCap) if cap.isVisible()]
    assert "Enter" not in caps
    assert status.width() == SMALLEST[0] - 76


def test_more_than_eight_places_are_refused(dressed: QApplication) -> None:
    places = [Place(str(at), str(at), "alert", lambda _shell: QWidget()) for at in range(9)]
    with pytest.raises(ValueError, match="eight"):
        Shell(places, title="x")


def test_a_page_may_not_take_a_key_of_the_window(shell: Shell) -> None:
    page = shell.page()
    with pytest.raises(KeyRefusedError):
        shell.keys.add("reception.lock", "Ctrl+L", "别的", lambda: None, page=page)
