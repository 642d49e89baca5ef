"""PySide6 6.12.0 aborts on Python 3.11 after some 5,000 calls that return nothing; the version in use must not."""

from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot


def test_twenty_thousand_calls_of_set_text(qtbot: QtBot) -> None:
    line, label = QLineEdit(), QLabel()
    qtbot.addWidget(line)
    qtbot.addWidget(label)
    for number in range(20_000):
        line.setText("字")
        label.setText(str(number))
        line.clear()
    assert (line.text(), label.text()) == ("", "19999")
