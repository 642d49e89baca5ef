"""One program per database: the second start raises the first, also after the first was killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.single_instance import SingleInstance, instance_name

ROOT = Path(__file__).parents[3]
OTHER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.single_instance import SingleInstance
app = QCoreApplication([])
instance = SingleInstance(sys.argv[1], folder=Path(sys.argv[2]))
print(instance.claim(), flush=True)
instance.listen()
instance.raised.connect(lambda: print("raised", flush=True))
if sys.argv[3] == "stay":
    app.exec()
instance.release()
"""


def _start(database: Path, folder: Path, how: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", OTHER, str(database), str(folder), how]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def _says(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def first(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = _start(tmp_path / "centre.db", tmp_path, "stay")
    assert _says(process) == "True"
    yield process
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_a_second_start_raises_the_first(first: subprocess.Popen[str], tmp_path: Path, qtbot: QtBot) -> None:
    second = SingleInstance(tmp_path / "centre.db", folder=tmp_path)
    assert not second.claim()
    assert _says(first) == "raised"
    second.deleteLater()


def test_another_database_is_another_program(
    first: subprocess.Popen[str], tmp_path: Path, qtbot: QtBot
) -> None:
    other = SingleInstance(tmp_path / "other.db", folder=tmp_path)
    assert other.claim()
    other.release()
    other.deleteLater()


def test_a_killed_program_leaves_no_trap(first: subprocess.Popen[str], tmp_path: Path, qtbot: QtBot) -> None:
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert list(tmp_path.glob("*.lock"))
    instance = SingleInstance(tmp_path / "centre.db", folder=tmp_path)
    assert instance.claim()
    instance.listen()
    third = _start(tmp_path / "centre.db", tmp_path, "go")
    with qtbot.waitSignal(instance.raised, timeout=5000):
        pass
    assert _says(third) == "False"
    third.wait()
    assert third.stdout is not None
    third.stdout.close()
    instance.release()
    instance.deleteLater()


def test_the_place_is_free_after_release(tmp_path: Path, qtbot: QtBot) -> None:
    for _turn in range(3):
        instance = SingleInstance(tmp_path / "centre.db", folder=tmp_path)
        assert instance.claim()
        instance.release()
        instance.deleteLater()


def test_a_second_start_waits_for_one_that_is_still_starting(tmp_path: Path, qtbot: QtBot) -> None:
    slow = SingleInstance(tmp_path / "centre.db", folder=tmp_path)
    assert slow._lock.tryLock(0)
    second = _start(tmp_path / "centre.db", tmp_path, "go")
    time.sleep(0.3)
    slow.listen()
    with qtbot.waitSignal(slow.raised, timeout=5000):
        pass
    assert _says(second) == "False"
    second.wait()
    assert second.stdout is not None
    second.stdout.close()
    slow.release()
    slow.deleteLater()


def test_the_window_comes_to_the_front(tmp_path: Path, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    instance = SingleInstance(tmp_path / "centre.db", folder=tmp_path)
    assert instance.claim()
    instance.listen()
    instance.bring_up(window)
    window.showMinimized()
    other = _start(tmp_path / "centre.db", tmp_path, "go")
    qtbot.waitUntil(lambda: window.isVisible() and not window.isMinimized(), timeout=5000)
    assert _says(other) == "False"
    other.wait()
    assert other.stdout is not None
    other.stdout.close()
    instance.release()
    instance.deleteLater()


def test_every_spelling_of_a_file_is_the_same_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "centre.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "centre.db")
    monkeypatch.chdir(tmp_path)
    names = {
        instance_name(way) for way in ("centre.db", tmp_path / "centre.db", "./x/../centre.db", "link.db")
    }
    assert len(names) == 1
    assert instance_name("other.db") not in names
    assert instance_name("postgresql://a@server/centre") != instance_name("postgresql://a@server/other")
