"""What stands in an empty field for a day is a day that the field would take, on every day of the year."""

from datetime import date, timedelta

from pytestqt.qtbot import QtBot

from models.values.dates import parse_day
from ui.mediation.form import PAST_DAY, Form


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
