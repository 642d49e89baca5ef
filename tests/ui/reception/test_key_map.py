"""F1 tells every key of the screen, and which of them does nothing just now; what it tells is what the keys do."""

import pytest
from office_fixture import OfficeBench
from PySide6.QtWidgets import QApplication
from reception_desk import Key, Reception

from ui.shell.keys import NOT_NOW
from ui.widgets.buttons import KeyedButton
from ui.widgets.keycap import KeyCap

WANTED = {
    *("Alt+B", "Alt+H", "Alt+Z", "Alt+M", "Alt+K", "Alt+J", "Alt+D", "Alt+G", "Alt+W"),
    *("Ctrl+Enter", "Ctrl+P", "F9", "F6", "F4", "Alt+0", "Alt+1", "Alt+↑", "Alt+↓", "Ctrl+PgDown"),
}
"""Those that the design names for this screen and those of its tabs."""


def test_every_key_is_told_with_what_it_does_now(centre: OfficeBench) -> None:
    desk = Reception(centre)
    told = {action.key: action for action in desk.shell.keys.actions(desk.page)}
    assert set(told) >= WANTED
    assert told["Alt+J"].off == NOT_NOW
    assert told["Ctrl+P"].off == NOT_NOW
    assert told["Alt+D"].off == ""
    for button in desk.page.findChildren(KeyedButton):
        if button.key():
            free = button.isVisibleTo(desk.shell) and button.isEnabled()
            assert (told[button.key()].off == "") == free, button.objectName()
    everywhere = {action.key for action in desk.shell.keys.actions()}
    assert {"F1", "F2", "F3", "Ctrl+L", "Ctrl+Z", "Esc"} <= everywhere


@pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")
def test_the_sheet_fits_the_window_and_cuts_nothing(centre: OfficeBench) -> None:
    desk = Reception(centre)
    sheet = desk.shell.show_keys()
    QApplication.processEvents()
    assert sheet.width() <= desk.shell.width()
    assert sheet.height() <= desk.shell.height()
    caps = [cap.text() if hasattr(cap, "text") else "" for cap in sheet.findChildren(KeyCap)]
    assert len(caps) >= len(desk.shell.keys.actions(desk.page))
    desk.hands.press(Key.Key_Escape)
    sheet.close()
