"""Segments and lists: chosen by digit, letter, arrows, initials; nothing composes where a letter chooses."""

from collections.abc import Callable, Sequence

import pytest
from chinese_typing import compose
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.combo import ComboSearch, Option, first_unlisted, matches
from ui.widgets.field import Field
from ui.widgets.lines import TextLine
from ui.widgets.segments import Choice, Segments

CHANNELS = [Choice("visit", "来访", "1"), Choice("call", "来电", "2"), Choice("letter", "来信", "3")]
NATURES = [
    Choice("dispute", "矛盾纠纷", "J"),
    Choice("appeal", "民生诉求", "M"),
    Choice("question", "咨询", "Z"),
]
CATEGORIES = [
    Option("drain", "邻里：排水通行采光", ("ljps", "03", "linlipaishui")),
    Option("land", "邻里：相邻土地建筑利用", ("ljxltd", "04")),
    Option("wage", "劳动：拖欠工资", ("ldtqgz", "11")),
    Option("none", "待定", ("dd", "00")),
]


class Form(QWidget):
    """Two key rows, a list, a line."""

    def __init__(self) -> None:
        super().__init__()
        self.channel = Segments(CHANNELS, name="form.channel")
        self.nature = Segments(NATURES, name="form.nature")
        self.category = ComboSearch(CATEGORIES, name="form.category")
        self.last = TextLine(name="form.last")
        column = QVBoxLayout(self)
        for label, widget in (
            ("方式", self.channel), ("性质", self.nature), ("类别", self.category), ("村居", self.last)
        ):  # fmt: skip
            column.addWidget(Field(label, widget, name=widget.objectName()))
        self.told: list[str] = []
        for widget in (self.channel, self.nature, self.category):
            widget.chosen.connect(self.told.append)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    made.activateWindow()
    made.channel.setFocus()
    qtbot.waitUntil(made.channel.hasFocus)
    return made


def test_a_digit_and_a_letter_choose_and_go_on(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClick(form.channel, Qt.Key.Key_2)
    assert form.channel.value() == "call"
    assert form.nature.hasFocus()
    qtbot.keyClick(form.nature, "m")
    assert form.nature.value() == "appeal"
    assert form.nature.text() == "民生诉求"
    assert form.category.hasFocus()
    assert form.told == ["call", "appeal"]


def test_a_digit_of_the_number_pad_chooses_too(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClick(form.channel, Qt.Key.Key_3, Qt.KeyboardModifier.KeypadModifier)
    assert form.channel.value() == "letter"


def test_space_and_arrows_choose_and_stay(form: Form, qtbot: QtBot) -> None:
    for key, value in (
        (Qt.Key.Key_Space, "visit"), (Qt.Key.Key_Space, "call"), (Qt.Key.Key_Right, "letter"),
        (Qt.Key.Key_Right, "visit"), (Qt.Key.Key_Left, "letter"), (Qt.Key.Key_Home, "visit"),
        (Qt.Key.Key_End, "letter"),
    ):  # fmt: skip
        qtbot.keyClick(form.channel, key)
        assert form.channel.value() == value
        assert form.channel.hasFocus()


def test_a_choice_that_is_not_allowed_is_passed_over(form: Form, qtbot: QtBot) -> None:
    form.channel.set_choice_enabled("call", on=False)
    qtbot.keyClick(form.channel, Qt.Key.Key_2)
    assert form.channel.value() == ""
    qtbot.keyClick(form.channel, Qt.Key.Key_Space)
    qtbot.keyClick(form.channel, Qt.Key.Key_Space)
    assert form.channel.value() == "letter"


def test_enter_goes_on_without_choosing(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClick(form.channel, Qt.Key.Key_Return)
    assert (form.channel.value(), form.nature.hasFocus()) == ("", True)


def test_a_click_chooses_and_keeps_the_place(form: Form, qtbot: QtBot) -> None:
    part = form.findChild(QAbstractButton, "form.nature.question")
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    assert form.nature.value() == "question"
    assert form.nature.hasFocus()
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    assert form.nature.value() == "question"


def test_setting_a_value_is_silent(form: Form) -> None:
    form.channel.set_value("call")
    form.category.set_value("wage")
    assert form.told == []
    assert form.channel.accessibleDescription() == "已选 来电"
    form.channel.set_value("nonsense")
    assert form.channel.value() == ""


def test_keys_of_the_screen_pass_through_the_segments(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClick(form.channel, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(form.channel, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert form.channel.value() == ""


def test_no_input_method_where_a_letter_chooses(form: Form) -> None:
    for widget in (form.channel, form.nature, form.category):
        assert not widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert form.last.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_changing_the_choices_keeps_a_value_that_remains(form: Form) -> None:
    form.channel.set_value("call")
    form.channel.set_choices([*CHANNELS, Choice("more", "更多...", "0")])
    assert form.channel.value() == "call"
    form.channel.set_choices(CHANNELS[:1])
    assert form.channel.value() == ""
    with pytest.raises(ValueError, match="seven"):
        form.channel.set_choices([Choice(str(n), str(n)) for n in range(8)])


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("", ["drain", "land", "wage", "none"]),
        ("lj", ["drain", "land"]),
        ("LJPS", ["drain"]),
        ("11", ["wage"]),
        ("工资", ["wage"]),
        ("邻里", ["drain", "land"]),
        ("0", ["drain", "land", "none"]),
        ("没有", []),
        ("linli", ["drain"]),
        ("paishui", ["drain"]),
        ("ps", ["drain"]),
        ("p", []),
    ],
)
def test_what_was_typed_finds(typed: str, values: Sequence[str]) -> None:
    assert [option.value for option in matches(CATEGORIES, typed)] == values


@given(st.text(max_size=6))
def test_finding_never_invents_and_never_doubles(typed: str) -> None:
    found = matches(CATEGORIES, typed)
    assert len(found) == len({option.value for option in found})
    assert set(found) <= set(CATEGORIES)


def _type(form: Form, qtbot: QtBot, text: str) -> None:
    form.category.setFocus()
    form.category.lineEdit().selectAll()
    qtbot.keyClicks(form.category, text)


def test_initials_and_enter_choose_the_first_line_found(form: Form, qtbot: QtBot) -> None:
    _type(form, qtbot, "ljx")
    qtbot.keyClick(form.category, Qt.Key.Key_Return)
    assert form.category.value() == "land"
    assert form.category.text() == "邻里：相邻土地建筑利用"
    assert form.last.hasFocus()
    assert form.told == ["land"]


def test_leaving_gives_the_old_choice_back_when_nothing_was_found(form: Form, qtbot: QtBot) -> None:
    form.category.set_value("wage")
    _type(form, qtbot, "qqq")
    form.last.setFocus()
    assert (form.category.value(), form.category.text()) == ("wage", "劳动：拖欠工资")
    assert form.told == []


def test_emptying_the_list_clears_it(form: Form, qtbot: QtBot) -> None:
    form.category.set_value("wage")
    form.category.setFocus()
    form.category.lineEdit().selectAll()
    qtbot.keyClick(form.category, Qt.Key.Key_Delete)
    form.last.setFocus()
    assert (form.category.value(), form.category.text(), form.told) == ("", "", [""])


def test_the_popup_shows_what_was_found_and_a_line_of_it_is_chosen(form: Form, qtbot: QtBot) -> None:
    _type(form, qtbot, "lj")
    popup = form.category.completer().popup()
    assert popup.isVisible()
    assert [popup.model().index(at, 0).data() for at in range(popup.model().rowCount())] == [
        "邻里：排水通行采光",
        "邻里：相邻土地建筑利用",
    ]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert form.category.value() == "land"
    assert not popup.isVisible()


def test_free_words_stay_where_the_list_is_open(
    qtbot: QtBot, type_chinese: Callable[[QWidget, str], None]
) -> None:
    free = ComboSearch(CATEGORIES, name="free", free=True)
    other = TextLine(name="other")
    box = QWidget()
    column = QVBoxLayout(box)
    column.addWidget(free)
    column.addWidget(other)
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    free.setFocus()
    qtbot.waitUntil(free.hasFocus)
    compose(free, "xi")
    qtbot.keyClick(free, Qt.Key.Key_Return)
    assert free.hasFocus()
    type_chinese(free, "西沟村")
    qtbot.keyClick(free, Qt.Key.Key_Return)
    assert (free.value(), free.text()) == ("", "西沟村")
    assert other.hasFocus()
    free.set_text("劳动：拖欠工资")
    assert free.value() == "wage"


def test_ctrl_enter_takes_what_was_typed_and_not_yet_left(qtbot: QtBot) -> None:
    combo = ComboSearch([Option("1", "东关村", ("dgc",)), Option("2", "柳林村", ("llc",))], name="village")
    qtbot.addWidget(combo)
    combo.show()
    combo.setFocus()
    QTest.keyClicks(combo, "ll")
    QTest.keyClick(combo, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert combo.value() == "2"


def test_free_words_stay_and_bare_initials_take_their_line(qtbot: QtBot) -> None:
    combo = ComboSearch([Option("区人社局", "区人社局", ("qrsj",))], name="body", free=True)
    qtbot.addWidget(combo)
    combo.show()
    combo.setFocus()
    for typed, taken in (("qrs", "区人社局"), ("abc", "abc"), ("12345", "12345")):
        combo.set_text("")
        QTest.keyClicks(combo, typed)
        QTest.keyClick(combo, Qt.Key.Key_Return)
        assert combo.text() == taken


def test_a_word_that_matches_nothing_stays_and_is_refused(form: Form, qtbot: QtBot) -> None:
    field = form.findChild(Field, "form.category.field")
    _type(form, qtbot, "qqq")
    qtbot.keyClick(form.category, Qt.Key.Key_Return)
    assert form.category.hasFocus(), "the cursor stays with the word"
    assert form.category.text() == "qqq"
    assert field.error() == "列表里没有“qqq”，按F4选。"
    form.last.setFocus()
    assert (form.category.text(), form.category.value()) == ("qqq", "")
    field.clear_reaction()
    assert field.error() == "列表里没有“qqq”，按F4选。", (
        "a save that clears old faults does not clear this one"
    )
    assert first_unlisted(form) is form.category
    assert form.category.hasFocus()
    form.category.setEnabled(False)
    assert first_unlisted(form) is None, "what is not asked is not refused"
    form.category.setEnabled(True)
    _type(form, qtbot, "l")
    assert field.error() == ""
    qtbot.keyClick(form.category, Qt.Key.Key_Return)
    assert form.category.value() == "drain"
    assert form.told == ["drain"]
    assert first_unlisted(form) is None


def test_f4_shows_where_one_is_and_enter_goes_on(form: Form, qtbot: QtBot) -> None:
    form.category.setFocus()
    qtbot.keyClick(form.category, Qt.Key.Key_F4)
    view = form.category.view()
    assert view.isVisible()
    assert view.currentIndex().row() == 0
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert form.category.value() == "land"
    assert form.focusWidget() is form.last
    assert form.told == ["land"]


def test_arrows_on_the_closed_list_choose_and_stay(form: Form, qtbot: QtBot) -> None:
    form.category.setFocus()
    qtbot.keyClick(form.category, Qt.Key.Key_F4)
    qtbot.keyClick(form.category.view(), Qt.Key.Key_Escape)
    qtbot.keyClick(form.category, Qt.Key.Key_Down)
    assert form.category.value() == "drain"
    assert form.focusWidget() is form.category
