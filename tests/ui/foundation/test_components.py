"""The components sheet in both themes, at several base sizes: named, readable, nothing cut."""

from collections.abc import Iterator

import pytest
from components_sheet import Sheet
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.style import apply_look
from ui.widgets.label import Label
from ui.widgets.segments import Segments

INTERACTIVE = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QTableView, Segments)


@pytest.fixture(params=[("light", 11.25), ("dark", 11.25), ("light", 14.0), ("dark", 16.0)])
def sheet(dressed: QApplication, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Sheet]:
    theme, point = request.param
    apply_look(dressed, theme, point)
    made = Sheet()
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    QApplication.processEvents()
    yield made
    apply_look(dressed)


def test_everything_interactive_has_a_dotted_name_and_is_spoken(sheet: Sheet) -> None:
    found = [widget for kind in INTERACTIVE for widget in sheet.findChildren(kind)]
    assert len(found) >= 20
    for widget in found:
        inner = isinstance(widget.parent(), QComboBox | QTableView) or widget.objectName().startswith("qt_")
        if not inner:
            assert "." in widget.objectName(), widget
            assert widget.accessibleName(), widget.objectName()


def test_no_words_are_cut(sheet: Sheet) -> None:
    for label in sheet.findChildren(Label):
        if label.isVisible() and label.text() and not label.wordWrap():
            assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width() + 1, label.text()
    for button in sheet.findChildren(QAbstractButton):
        if button.isVisible() and button.sizePolicy().horizontalPolicy() == button.sizePolicy().Policy.Fixed:
            assert button.width() >= button.sizeHint().width(), button.objectName()


def test_tab_reaches_every_field_once(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.activateWindow()
    sheet.plain.setFocus()
    qtbot.waitUntil(sheet.plain.hasFocus)
    seen: list[QWidget] = []
    while (at := QApplication.focusWidget()) not in seen:
        seen.append(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    assert seen[0] is sheet.plain
    assert [w for w in seen if w in {sheet.focused, sheet.wrong, sheet.combo, sheet.will, sheet.area}] == [
        sheet.focused, sheet.wrong, sheet.combo, sheet.will, sheet.area
    ]  # fmt: skip


def test_changing_the_look_while_it_is_shown_redraws_everything(sheet: Sheet, dressed: QApplication) -> None:
    def ground() -> str:
        return sheet.grab().toImage().pixelColor(2, 2).name()

    apply_look(dressed, "dark", 12)
    QApplication.processEvents()
    assert ground() == "#14181d"
    assert sheet.table.rowHeight(0) == 38
    apply_look(dressed, "light", 11.25)
    QApplication.processEvents()
    assert ground() == "#f1f3f6"
    assert sheet.table.rowHeight(0) == 36
