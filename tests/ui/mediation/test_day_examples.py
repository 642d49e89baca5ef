"""What a form's fields say of themselves: the example of a day is one that they take, an unknown word is refused."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from models.values.dates import parse_day
from ui.mediation.form import PAST_DAY, Form
from ui.widgets.combo import Option


def example(form: Form, key: str) -> list[str]:
    words = str(form.field(key).widget.property("placeholderText"))
    return words.removeprefix("如 ").split("、")


def test_the_example_of_a_past_day_is_past_and_of_a_day_ahead_is_taken(qtbot: QtBot) -> None:
    form = Form("trial", lambda: date(2026, 11, 23))
    qtbot.addWidget(form)
    form.day("done_on", "哪天办的")
    form.day("due_on", "哪天前", future=True)
    assert form.field("done_on").widget.property("placeholderText") == PAST_DAY
    for days in range(366):
        today = date(2026, 1, 1) + timedelta(days)
        assert all(parse_day(words, today=today, future=False) <= today for words in example(form, "done_on"))
        assert all(parse_day(words, today=today, future=True) >= today for words in example(form, "due_on"))


def test_a_word_that_a_list_does_not_know_is_a_fault_of_the_form(qtbot: QtBot) -> None:
    form = Form("trial", lambda: date(2026, 11, 23))
    qtbot.addWidget(form)
    column = QVBoxLayout(form)
    for field in (
        form.combo("how", "怎么转达", [Option("call", "电话", ("dh",))]),
        form.line("where", "地点"),
    ):
        column.addWidget(field)
    form.show()
    QTest.keyClicks(form.field("how").widget, "qqq")
    QTest.keyClick(form.field("how").widget, Qt.Key.Key_Return)
    assert form.reading().faults == [("how", "列表里没有“qqq”，按F4选。")], "it is not left out in silence"
    form.put("how", "call")
    assert form.reading().faults == []
