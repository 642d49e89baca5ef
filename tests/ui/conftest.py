"""For every test with a screen: offscreen, the look in force, Chinese typing, and nothing left behind."""

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt
os.environ.pop("QT_SCALE_FACTOR", None)

import pytest
from chinese_typing import type_chinese as _type_chinese
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.input_method import watch_input_method
from ui.style import apply_look
from ui.style.chinese import install_chinese

_LOOK_AFTER = 40
_tests = 0
_OFFSCREEN = (
    "This plugin does not support"  # windows of a smallest size, raising, grabbing: the platform only
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Forgive one complaint of the offscreen platform that says nothing about the program."""
    for item in items:
        if "tests/ui/" in item.path.as_posix() or "end2end" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(_OFFSCREEN))


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """Return the application with fonts, style, Chinese and the watch on the input method, as the program has it."""
    apply_look(qapp)
    install_chinese(qapp)
    watch_input_method(qapp)
    gc.collect()
    gc.freeze()  # what the imports made is not looked through for timers after every test
    yield qapp
    qapp.clipboard().clear()  # Qt lets its clipboard go after Python has ended: what a test put there must not wait


@pytest.fixture(autouse=True)
def nothing_left(dressed: QApplication) -> Iterator[None]:
    """Let no window, running timer or thread outlive its test."""
    _set_aside()
    threads = set(threading.enumerate())
    windows = {id(window) for window in dressed.topLevelWidgets()}
    timers = {id(timer) for timer in _running_timers()}
    yield
    _settle(dressed)
    shown = [w for w in dressed.topLevelWidgets() if id(w) not in windows and w.isVisible()]
    ticking = [timer for timer in _running_timers() if id(timer) not in timers]
    alive = _threads_after(threads)
    words = [_describe(window) for window in shown]
    for window in shown:
        window.hide()
        window.deleteLater()
    for timer in ticking:
        timer.stop()
    _settle(dressed)
    assert not words, f"windows outlive the test: {words}"
    assert not ticking, f"timers outlive the test: {[_describe(timer.parent()) for timer in ticking]}"
    assert not alive, f"threads outlive the test: {alive}"


@pytest.fixture
def type_chinese() -> Callable[[QWidget, str], None]:
    """Return what types Chinese as an input method does: preedit, then commit."""
    return _type_chinese


def _set_aside() -> None:
    """Keep what earlier tests made out of the search for timers; now and then look whether it can go."""
    global _tests  # noqa: PLW0603 - counts over the whole run
    _tests += 1
    if not _tests % _LOOK_AFTER:
        gc.unfreeze()
        gc.collect()
    gc.freeze()


def _settle(app: QApplication) -> None:
    app.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()


def _running_timers() -> list[QTimer]:
    return [
        thing
        for thing in gc.get_objects()
        if isinstance(thing, QTimer) and isValid(thing) and thing.isActive()
    ]


def _threads_after(before: set[threading.Thread]) -> list[str]:
    until = time.monotonic() + 2
    while True:
        alive = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
        if not alive or time.monotonic() > until:
            return [thread.name for thread in alive]
        time.sleep(0.01)


def _describe(thing: object) -> str:
    name = thing.objectName() if hasattr(thing, "objectName") else ""
    return f"{type(thing).__name__} {name}".strip()
