"""Fields: reactions, Enter and Tab, composing, undo, names."""

import sys
from collections.abc import Callable

import pytest
from chinese_typing import compose
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.input_method import composing, watch_input_method
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field, Quick
from ui.widgets.lines import DateLine, TextArea, TextLine


class Form(QWidget):
    """Three fields, a quick key, a secondary and a primary button."""

    def __init__(self) -> None:
        super().__init__()
        self.name = TextLine(name="form.name")
        self.story = TextArea(name="form.story", lines=2)
        self.day = DateLine(name="form.day")
        self.other = ActionButton("引导告知", "Alt+G", name="form.other")
        self.save = ActionButton("受理", "Ctrl+Enter", name="form.save", primary=True)
        self.cleared: list[str] = []
        quick = Quick("不愿留名", "Alt+B", lambda: self.cleared.append("name"), "form.nameless")
        self.name_field = Field("来访人", self.name, name="form.name", required=True, quick=[quick])
        self.story_field = Field("诉求", self.story, name="form.story", reserve=True)
        column = QVBoxLayout(self)
        for widget in (
            self.name_field, self.story_field, Field("日期", self.day, name="form.day"), self.other, self.save
        ):  # fmt: skip
            column.addWidget(widget)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made).__enter__()
    made.activateWindow()
    made.name.setFocus()
    qtbot.waitUntil(made.name.hasFocus)
    return made


def test_enter_goes_from_field_to_field_and_then_to_the_primary_button(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    assert form.story.hasFocus()
    qtbot.keyClick(form.story, Qt.Key.Key_Tab)
    assert form.day.hasFocus()
    qtbot.keyClick(form.day, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert form.save.hasFocus()


def test_shift_tab_goes_back(form: Form, qtbot: QtBot) -> None:
    form.day.setFocus()
    qtbot.keyClick(form.day, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert form.story.hasFocus()


def test_enter_in_a_text_area_is_a_new_line(form: Form, qtbot: QtBot) -> None:
    form.story.setFocus()
    qtbot.keyClicks(form.story, "a")
    qtbot.keyClick(form.story, Qt.Key.Key_Return)
    qtbot.keyClicks(form.story, "b")
    assert form.story.text() == "a\nb"
    assert form.story.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_reaches_the_screen_from_every_field(form: Form, qtbot: QtBot, key: Qt.Key) -> None:
    saved: list[str] = []
    for sequence in ("Ctrl+Return", "Ctrl+Enter"):
        shortcut = QShortcut(QKeySequence(sequence), form)
        shortcut.activated.connect(lambda: saved.append("saved"))
    for widget in (form.name, form.story, form.day):
        widget.setFocus()
        qtbot.keyClick(widget, key, Qt.KeyboardModifier.ControlModifier)
    assert saved == ["saved"] * 3
    assert form.story.text() == ""


def test_enter_is_dead_while_composing(
    form: Form, qtbot: QtBot, type_chinese: Callable[[QWidget, str], None]
) -> None:
    entered: list[str] = []
    form.name.returnPressed.connect(lambda: entered.append("enter"))
    compose(form.name, "wang")
    assert composing()
    assert composing(form.name)
    assert not composing(form.day)
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    assert form.name.hasFocus()
    assert entered == []
    type_chinese(form.name, "王秀英")
    assert not composing()
    assert form.name.text() == "王秀英"
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    assert entered == ["enter"]
    assert form.story.hasFocus()


def test_a_shortcut_on_enter_is_dead_while_composing(form: Form, qtbot: QtBot) -> None:
    fired: list[str] = []
    for key in ("Return", "Esc"):
        shortcut = QShortcut(QKeySequence(key), form)
        shortcut.activated.connect(lambda: fired.append("fired"))
    compose(form.name, "w")
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    qtbot.keyClick(form.name, Qt.Key.Key_Escape)
    assert fired == []
    compose(form.name, "")
    qtbot.keyClick(form.name, Qt.Key.Key_Escape)
    assert fired == ["fired"]


@pytest.mark.skipif(sys.platform == "darwin", reason="there Option and a letter are a character")
def test_alt_and_a_letter_that_no_action_has_types_nothing(form: Form, qtbot: QtBot) -> None:
    for line, text in ((form.name, form.name.text), (form.story, form.story.text)):
        line.setFocus()
        qtbot.keyClicks(line, "ab")
        qtbot.keyClick(line, Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)
        qtbot.keyClick(line, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
        assert text() == "ab"


def test_composing_ends_with_the_focus(form: Form, qtbot: QtBot) -> None:
    compose(form.name, "w")
    form.day.setFocus()
    assert not composing()
    assert watch_input_method(QApplication.instance()) is watch_input_method(QApplication.instance())


def test_chinese_beyond_the_basic_plane_can_be_typed(
    form: Form, type_chinese: Callable[[QWidget, str], None]
) -> None:
    type_chinese(form.name, "𬭎䶮")
    form.story.setFocus()
    type_chinese(form.story, "𠅤来访")
    assert (form.name.text(), form.story.text()) == ("𬭎䶮", "𠅤来访")


def test_ctrl_z_undoes_typing_first_and_then_belongs_to_the_screen(form: Form, qtbot: QtBot) -> None:
    undone: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), form)
    shortcut.activated.connect(lambda: undone.append("screen"))
    for widget in (form.name, form.story):
        undone.clear()
        widget.setFocus()
        qtbot.keyClicks(widget, "abc")
        qtbot.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert widget.text() == ""
        assert undone == []
        qtbot.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert undone == ["screen"]


def test_left_is_told_when_the_focus_goes_on(form: Form, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.name.left, timeout=10000):
        form.day.setFocus()
    form.story.setFocus()
    with qtbot.waitSignal(form.story.left, timeout=10000):
        form.name.setFocus()


def test_an_error_stands_under_its_field_with_a_red_border(form: Form) -> None:
    form.name_field.set_error("姓名里有数字，请核对")
    assert form.name_field.error() == "姓名里有数字，请核对"
    assert form.name.property("fault") is True
    assert form.name.accessibleDescription() == "姓名里有数字，请核对"
    reaction = form.findChild(QWidget, "form.name.reaction")
    assert reaction.isVisible()
    form.name_field.set_note("同名 3 人，见右侧")
    assert form.name_field.error() == ""
    assert form.name_field.reaction() == "同名 3 人，见右侧"
    assert form.name.property("fault") is False
    form.name_field.set_error("")
    assert form.name_field.reaction() == ""
    assert not reaction.isVisible()


def test_a_reserved_reaction_line_moves_nothing(form: Form) -> None:
    QApplication.processEvents()
    before = form.day.mapTo(form, form.day.rect().topLeft()).y()
    form.story_field.set_error("写一句话就够")
    QApplication.processEvents()
    assert form.day.mapTo(form, form.day.rect().topLeft()).y() == before


def test_a_fault_and_the_focus_change_no_size(form: Form) -> None:
    height = form.name.height()
    assert height == 36
    form.name_field.set_error("错")
    QApplication.processEvents()
    assert form.name.height() == height
    form.day.setFocus()
    QApplication.processEvents()
    assert form.name.height() == height == form.day.height()


def test_names_for_robots_and_for_screen_readers(form: Form) -> None:
    assert form.findChild(TextLine, "form.name") is form.name
    assert form.name.accessibleName() == "来访人（必填）"
    assert form.story.accessibleName() == "诉求"
    form.story_field.set_label("事由", required=True)
    assert form.story.accessibleName() == "事由（必填）"


def test_a_quick_key_acts_and_takes_no_focus(form: Form, qtbot: QtBot) -> None:
    button = form.name_field.quick_button("form.nameless")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert form.cleared == ["name"]
    assert form.name.hasFocus()


def test_nothing_opens_a_window_of_its_own_before_it_has_its_place(dressed: QApplication) -> None:
    before = {id(window) for window in dressed.topLevelWidgets() if window.isVisible()}
    form = Form()
    form.name_field.set_error("错")
    form.save.set_blocked("还差一项")
    assert {id(window) for window in dressed.topLevelWidgets() if window.isVisible()} == before
    form.deleteLater()


def test_typed_text_is_never_read_as_markup(qtbot: QtBot) -> None:
    field = Field("<b>标签</b>", TextLine(name="x"), name="x")
    qtbot.addWidget(field)
    field.set_note("<img src='x'>")
    labels = [label for label in field.findChildren(QWidget) if hasattr(label, "textFormat")]
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
