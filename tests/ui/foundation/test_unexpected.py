"""The unexpected: every hook leads to one report and one dialog in plain words."""

import gc
import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, QUrl, qCritical, qDebug, qWarning
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ui.errors import ErrorWatch, QtComplaintError, watch_errors

Reported = list[BaseException]


@pytest.fixture
def reported() -> Reported:
    return []


@pytest.fixture
def watch(dressed: QApplication, reported: Reported, tmp_path: Path) -> Iterator[ErrorWatch]:
    def report(fault: BaseException) -> str:
        if "This plugin does not support" not in str(fault):  # the offscreen platform's own words
            reported.append(fault)
        return f"E-{len(reported):04}"

    made = watch_errors(dressed, report, log_folder=tmp_path, keep_drafts=lambda: True)
    yield made
    made.uninstall()
    made.deleteLater()


def _boom() -> None:
    raise ZeroDivisionError("boom")


def _words(watch: ErrorWatch) -> str:
    dialog = watch.dialog()
    assert dialog is not None
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_an_exception_in_a_slot_is_reported_and_told(
    watch: ErrorWatch, reported: Reported, qtbot: QtBot
) -> None:
    button = QPushButton("按")
    qtbot.addWidget(button)
    button.clicked.connect(_boom)
    button.click()
    qtbot.waitUntil(lambda: watch.dialog() is not None, timeout=10000)
    assert [type(fault) for fault in reported] == [ZeroDivisionError]
    dialog = watch.dialog()
    assert dialog.number() == "E-0001"
    words = _words(watch)
    assert "E-0001" in words
    assert "草稿已保存" in words
    assert not re.search("ZeroDivision|boom|Traceback", words)
    dialog.findChild(QPushButton, "unexpected.continue").click()
    assert watch.dialog() is None


def test_an_exception_in_a_timer_and_in_a_thread(watch: ErrorWatch, reported: Reported, qtbot: QtBot) -> None:
    QTimer.singleShot(0, _boom)
    qtbot.waitUntil(lambda: len(reported) == 1, timeout=10000)
    thread = threading.Thread(target=_boom)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: watch.dialog() is not None, timeout=10000)
    qtbot.waitUntil(lambda: "又有 1 处" in _words(watch), timeout=10000)
    assert [type(fault) for fault in reported] == [ZeroDivisionError] * 2
    assert (
        len([w for w in QApplication.topLevelWidgets() if w.objectName() == "unexpected" and w.isVisible()])
        == 1
    )


def test_an_exception_that_nobody_can_raise(watch: ErrorWatch, reported: Reported, qtbot: QtBot) -> None:
    class Bad:
        def __del__(self) -> None:
            _boom()

    bad = Bad()
    del bad
    gc.collect()
    assert [type(fault) for fault in reported] == [ZeroDivisionError]
    qtbot.waitUntil(lambda: watch.dialog() is not None, timeout=10000)


@pytest.mark.parametrize("complain", [qWarning, qCritical])
def test_a_complaint_of_qt_is_reported_without_a_dialog(
    watch: ErrorWatch, reported: Reported, qtbot: QtBot, complain: Callable[[str], None]
) -> None:
    qDebug("said in passing")
    complain("QObject::connect: no such signal")
    qtbot.wait(20)
    assert [str(fault) for fault in reported] == ["QObject::connect: no such signal"]
    assert isinstance(reported[0], QtComplaintError)
    assert watch.dialog() is None


def test_the_drafts_are_kept_first_and_a_failure_is_said(
    dressed: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    watch = watch_errors(dressed, lambda _fault: "E-1", log_folder=tmp_path, keep_drafts=lambda: False)
    try:
        watch.take(ValueError())
        qtbot.waitUntil(lambda: watch.dialog() is not None, timeout=10000)
        assert "草稿已保存" not in _words(watch)
        assert "抄下来" in _words(watch)
    finally:
        watch.uninstall()
        watch.deleteLater()


def test_a_report_that_fails_itself_still_tells(
    dressed: QApplication, tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def report(_fault: BaseException) -> str:
        raise OSError("disk full")

    watch = watch_errors(dressed, report, log_folder=tmp_path)
    try:
        assert watch.take(ValueError()) == "未能记录"
        qtbot.waitUntil(lambda: watch.dialog() is not None, timeout=10000)
        assert "disk full" in caplog.text
    finally:
        watch.uninstall()
        watch.deleteLater()


def test_ctrl_c_is_not_an_error_of_ours(
    watch: ErrorWatch, reported: Reported, capsys: pytest.CaptureFixture
) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert reported == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_the_buttons_copy_the_number_and_open_the_folder(
    watch: ErrorWatch, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    watch.take(ValueError())
    qtbot.waitUntil(lambda: watch.dialog() is not None, timeout=10000)
    dialog = watch.dialog()
    dialog.findChild(QPushButton, "unexpected.copy").click()
    dialog.findChild(QPushButton, "unexpected.folder").click()
    assert QGuiApplication.clipboard().text() == "E-0001"
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]


def test_uninstalling_gives_every_hook_back(dressed: QApplication, tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    watch = watch_errors(dressed, lambda _fault: "E-1", log_folder=tmp_path)
    assert sys.excepthook != before[0]
    watch.uninstall()
    watch.uninstall()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    watch.deleteLater()
