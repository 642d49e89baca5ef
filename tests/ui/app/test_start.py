"""How the program starts: quickly, once per database, and not at all on a Windows that is too old."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from whole_program import ProgramBench

from ui import program_window
from ui.app import OLDEST_BUILD, windows_refusal
from ui.program_window import ProgramWindow
from ui.single_instance import SingleInstance
from ui.style.theme import SMALLEST

ROOT = Path(__file__).parents[3]
HEAVY = ("sqlalchemy", "alembic", "reportlab", "psycopg", "PIL", "pypinyin", "argon2")
"""What no first window waits for."""
NEVER_ON_SQLITE = ("alembic", "reportlab", "psycopg", "PIL")
"""What a signed-in client on SQLite has not loaded either, until it upgrades or prints."""

FIRST_WINDOW = """
import gc
import sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
import ui.program as program
from desktop.office import Office
from ui.app import run

HEAVY = sys.argv[2].split(",")
loaded = lambda: sorted({name.split(".")[0] for name in sys.modules} & set(HEAVY))
first, made = program.Program._begin, []

def begin(self):
    line = QApplication.focusWidget()
    QTest.keyClicks(line, "wm")
    print("typed", line.objectName(), line.text(), flush=True)
    print("loaded", loaded(), flush=True)
    print("garbage", gc.isenabled(), flush=True)
    made.append(self)
    first(self)
    QTimer.singleShot(50, later)

def later():
    if not made[0].lanes.idle():
        QTimer.singleShot(50, later)
        return
    print("later", loaded(), flush=True)
    print("garbage", gc.isenabled(), gc.get_freeze_count() > 50_000, flush=True)
    QApplication.exit(0)

program.Program._begin = begin
sys.exit(run(Office(sys.argv[1])))
"""

SECOND_START = """
import sys
from desktop.office import Office
from ui.app import run
sys.exit(run(Office(sys.argv[1])))
"""


def start(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("founded", [True, False])
def test_the_first_window_takes_typing_before_anything_heavy_is_loaded(
    centre_place: Path, tmp_path: Path, founded: bool
) -> None:
    place = centre_place if founded else tmp_path / "none.db"
    done = start(FIRST_WINDOW, str(place), ",".join(HEAVY))
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == ("typed sign_in.login wm" if founded else "typed first_run.centre_name wm")
    assert lines[1] == "loaded []"
    assert lines[2] == "garbage False", "no search for garbage while the rest loads"
    assert lines[4] == "garbage True True", "what was loaded is not searched again"
    later = lines[3].removeprefix("later ")
    assert "sqlalchemy" in later
    for name in NEVER_ON_SQLITE:
        assert name not in later


def test_a_second_start_raises_the_first_window_and_ends_well(
    bench: Callable[..., ProgramBench], centre_place: Path
) -> None:
    instance = SingleInstance(centre_place)
    assert instance.claim()
    instance.listen()
    made = bench(centre_place)
    instance.bring_up(made.program.window)
    made.start()
    raised: list[bool] = []
    instance.raised.connect(lambda: raised.append(True))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    second = subprocess.Popen(
        [sys.executable, "-c", SECOND_START, str(centre_place)], env=environment, stderr=subprocess.PIPE
    )
    while second.poll() is None:
        made.app.processEvents()
    assert second.returncode == 0
    assert second.stderr is not None
    second.stderr.close()
    made.settle()
    assert raised == [True]
    assert made.program.window.isVisible()
    instance.release()
    instance.deleteLater()


@pytest.mark.parametrize(
    ("platform", "build", "refused"),
    [
        ("win32", OLDEST_BUILD - 1, True),
        ("win32", 9600, True),
        ("win32", OLDEST_BUILD, False),
        ("win32", 26100, False),
        ("linux", 0, False),
        ("darwin", 0, False),
    ],
)
def test_a_windows_that_is_too_old_is_refused_in_plain_words(
    platform: str, build: int, refused: bool
) -> None:
    sentence = windows_refusal(platform, build)
    assert (sentence is not None) == refused
    assert "Windows 10" in (sentence or "Windows 10")


def test_the_refusal_comes_before_qt_is_loaded() -> None:
    script = (
        "import sys\nimport ui.app as app\nfrom desktop.office import Office\n"
        "app._build = lambda: 9600\nsys.platform = 'win32'\n"
        "code = app.run(Office('x.db'))\n"
        "print(code, sorted(name for name in sys.modules if name.startswith('PySide6')))"
    )
    done = start(script)
    assert done.stdout.strip() == "2 []", done.stderr
    assert "太旧" in done.stderr


def test_the_first_window_is_no_larger_than_the_screen(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(
        ProgramWindow, "showMaximized", ProgramWindow.show
    )  # where nobody makes windows large
    monkeypatch.setattr(program_window, "_first_size", lambda: QSize(2049, 1046))
    window = ProgramWindow(lambda: True)
    qtbot.addWidget(window)
    window.show_first()
    screen = dressed.primaryScreen().availableSize()
    assert window.width() <= max(screen.width(), SMALLEST[0])
    assert window.height() <= max(screen.height(), SMALLEST[1])
    window.hide()
