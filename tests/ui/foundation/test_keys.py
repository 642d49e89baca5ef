"""The registry of keys: one meaning per key and screen, nothing that Windows or an input method owns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.keys import KeyRefusedError, Keys, sequences_of
from ui.widgets.buttons import ActionButton
from ui.widgets.lines import TextLine

FORBIDDEN = [
    "Alt+Shift", "Ctrl+Shift", "Shift", "Ctrl", "Alt", "Ctrl+Space", "Ctrl+.", "Shift+Space", "Alt+Shift+K",
    "Ctrl+Shift+S", "Ctrl+Alt+Shift+A", "A", "1", "Shift+A", "F10", "F4", "Alt+Space", "Alt+F4", "Ctrl+C", "Ctrl+V",
    "Ctrl+X", "Ctrl+A", "Ctrl+Y", "Nonsense", "",
]  # fmt: skip
SHOWN = [
    "Ctrl+Enter", "F1", "F2", "F11", "Ctrl+P", "Ctrl+Z", "Esc", "Ctrl+1", "Ctrl+8", "Alt+1", "Alt+0", "Alt+↑", "Alt+↓",
    "Alt+Enter", "Delete", "Alt+B", "Ctrl+J", "Ctrl+L",
]  # fmt: skip


@pytest.mark.parametrize("key", FORBIDDEN)
def test_keys_of_windows_input_methods_and_typing_are_refused(dressed: QApplication, key: str) -> None:
    with pytest.raises(KeyRefusedError):
        sequences_of(key)


@pytest.mark.parametrize("key", SHOWN)
def test_every_key_of_the_screens_is_understood(dressed: QApplication, key: str) -> None:
    sequences = sequences_of(key)
    assert len(sequences) == (2 if "Enter" in key else 1)
    assert all(sequence.count() == 1 for sequence in sequences)


@given(
    st.sets(st.sampled_from(["Ctrl", "Alt", "Shift"])),
    st.sampled_from([*"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.", "Space", "F1", "F5", "Enter", "Delete", "Up"]),
)
def test_whatever_is_bound_leaves_the_input_method_alone(held: set[str], pressed: str) -> None:
    key = "+".join([*sorted(held), pressed])
    try:
        sequences_of(key)
    except KeyRefusedError:
        return
    assert not ({"Shift"} <= held and held & {"Ctrl", "Alt"})
    assert key not in {"Ctrl+Space", "Ctrl+.", "Shift+Space"}


class Window(QWidget):
    """A window with two pages, only one of them shown."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = Keys(self)
        self.first, self.second = QWidget(), QWidget()
        self.line = TextLine(name="first.line")
        QVBoxLayout(self.first).addWidget(self.line)
        column = QVBoxLayout(self)
        column.addWidget(self.first)
        column.addWidget(self.second)
        self.told: list[str] = []

    def tell(self, what: str) -> None:
        self.told.append(what)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.line.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    made.keys.set_page(made.first)
    return made


def _press(qtbot: QtBot, window: Window, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(window.line, key, held)


def test_two_actions_with_one_key_on_one_screen_are_refused(window: Window) -> None:
    keys = window.keys
    keys.add("first.note", "Alt+N", "记一笔", lambda: None, page=window.first)
    with pytest.raises(KeyRefusedError, match=r"first\.note"):
        keys.add("first.other", "Alt+N", "别的", lambda: None, page=window.first)
    keys.add("second.note", "Alt+N", "情况说明", lambda: None, page=window.second)
    with pytest.raises(KeyRefusedError):
        keys.add("shell.note", "Alt+N", "处处", lambda: None)
    keys.add("shell.find", "F3", "查找", lambda: None)
    with pytest.raises(KeyRefusedError, match=r"shell\.find"):
        keys.add("second.find", "F3", "别的", lambda: None, page=window.second)
    with pytest.raises(KeyRefusedError):
        keys.add("first.save", "Ctrl+Return", "存", lambda: None, page=window.first) and keys.add(
            "first.save2", "Ctrl+Enter", "存", lambda: None, page=window.first
        )


def test_a_page_answers_only_while_it_is_in_front(window: Window, qtbot: QtBot) -> None:
    window.keys.add("first.a", "Alt+A", "甲", lambda: window.tell("first"), page=window.first)
    window.keys.add("second.a", "Alt+A", "乙", lambda: window.tell("second"), page=window.second)
    window.keys.add("shell.f9", "F9", "遮住", lambda: window.tell("everywhere"))
    alt, none = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
    _press(qtbot, window, Qt.Key.Key_A, alt)
    window.keys.set_page(window.second)
    _press(qtbot, window, Qt.Key.Key_A, alt)
    _press(qtbot, window, Qt.Key.Key_F9, none)
    window.keys.set_page(None)
    _press(qtbot, window, Qt.Key.Key_A, alt)
    assert window.told == ["first", "second", "everywhere"]


def test_ctrl_enter_means_both_enter_keys(window: Window, qtbot: QtBot) -> None:
    window.keys.add("first.save", "Ctrl+Enter", "保存", lambda: window.tell("saved"), page=window.first)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        _press(qtbot, window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.told == ["saved", "saved"]


def test_plain_enter_is_listed_but_stays_with_the_fields(window: Window, qtbot: QtBot) -> None:
    window.keys.add("first.login", "Enter", "登录", lambda: window.tell("login"), page=window.first)
    _press(qtbot, window, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert window.told == []
    assert [action.label for action in window.keys.actions(window.first)] == ["登录"]


def test_a_button_is_pressed_by_its_key_and_says_why_when_blocked(window: Window, qtbot: QtBot) -> None:
    button = ActionButton("打印", "Ctrl+P", name="first.print", parent=window.first)
    window.first.layout().addWidget(button)
    button.clicked.connect(lambda: window.tell("printed"))
    QApplication.processEvents()
    window.keys.blocked.connect(window.tell)
    window.keys.bind_buttons(window.first)
    window.keys.bind_buttons(window.first)
    ctrl = Qt.KeyboardModifier.ControlModifier
    _press(qtbot, window, Qt.Key.Key_P, ctrl)
    button.set_blocked("改好 1 处错误后可打印")
    _press(qtbot, window, Qt.Key.Key_P, ctrl)
    button.set_blocked("")
    button.hide()
    _press(qtbot, window, Qt.Key.Key_P, ctrl)
    assert window.told == ["printed", "改好 1 处错误后可打印"]
    assert [action.id for action in window.keys.actions(window.first)] == ["first.print"]
    assert window.keys.actions(window.first)[0].screen == "first"


def test_a_deleted_button_gives_its_key_back(window: Window, qtbot: QtBot) -> None:
    button = ActionButton("并入", "Alt+J", name="first.join", parent=window.first)
    window.keys.bind_button(button, page=window.first)
    button.deleteLater()
    qtbot.waitUntil(lambda: window.keys.actions(window.first) == [], timeout=10000)
    window.keys.add("first.new", "Alt+J", "并入", lambda: window.tell("new"), page=window.first)
    _press(qtbot, window, Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    assert window.told == ["new"]


def test_a_deleted_page_gives_its_keys_back(window: Window, qtbot: QtBot) -> None:
    window.keys.add("second.note", "Alt+N", "记", lambda: None, page=window.second)
    window.keys.note("second.move", "↑↓", "移动", page=window.second)
    window.second.deleteLater()
    qtbot.waitUntil(lambda: window.keys.every_action() == [], timeout=10000)
    window.keys.add("shell.note", "Alt+N", "记", lambda: None)
