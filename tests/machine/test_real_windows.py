"""The windows on a real X server instead of the offscreen platform."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.machine
ROOT = Path(__file__).parents[2]


def test_the_screens_tests_pass_on_a_real_x_server() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "xcb", "ONESTOP_HOME": ""}
    done = subprocess.run(
        [
            *("xvfb-run", "-a", "-s", "-screen 0 1366x768x24"),
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/ui/reception"),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
