"""The screen at the sizes that it must fit: nothing cut sideways, also with the largest letters."""

from collections.abc import Iterator

import pytest
from office_fixture import OfficeBench
from PySide6.QtWidgets import QApplication
from reception_desk import Key, Reception

from ui.style import apply_look


@pytest.fixture(params=[11.25, 13.0, 16.0])
def letters(request: pytest.FixtureRequest, dressed: QApplication) -> Iterator[float]:
    """Dress the program in letters of a size."""
    apply_look(dressed, "light", request.param)
    yield request.param
    apply_look(dressed)


@pytest.mark.parametrize("size", [(1280, 649), (1366, 697), (1920, 1009)])
def test_the_form_is_never_cut_sideways(centre: OfficeBench, letters: float, size: tuple[int, int]) -> None:
    desk = Reception(centre)
    desk.shell.resize(*size)
    QApplication.processEvents()
    desk.choose(Key.Key_1, Key.Key_J)
    desk.form.who.whose.setFocus()
    desk.hands.press(Key.Key_Space)
    desk.hands.alt(Key.Key_M)
    QApplication.processEvents()
    area = desk.page._scroll
    assert desk.form.width() <= area.viewport().width() + 1, f"cut at {letters} pt"
    bar = desk.page.accept.parentWidget()
    assert bar is not None
    for button in (desk.page.accept, *desk.page.others.values()):
        assert button.geometry().right() <= bar.width()
        assert button.width() >= button.sizeHint().width(), "no button is cut"


def test_f6_changes_sides_where_both_have_no_room(centre: OfficeBench, dressed: QApplication) -> None:
    apply_look(dressed, "light", 16.0)
    try:
        desk = Reception(centre)
        QApplication.processEvents()
        desk.choose(Key.Key_1, Key.Key_J)
        assert not desk.page.side.isVisible()
        desk.hands.write("王秀英")
        desk.hands.press(Key.Key_F6)
        assert desk.page.side.isVisible()
        assert not desk.form.isVisible()
        desk.hands.press(Key.Key_F6)
        assert desk.hands.focus() is desk.form.who.visitor, "back where the cursor was"
    finally:
        apply_look(dressed)
