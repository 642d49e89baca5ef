"""The way in: refuses an old Windows in plain words before anything of Qt is loaded, then runs the program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.office import Office

OLDEST_BUILD = 17763
"""Windows 10 1809, the oldest that Qt 6 runs on."""
REFUSED = 2
"""Exit code of a refusal."""

Progress = Callable[[int, int, str], object]
"""How far something is: done, total, words."""


@dataclass(frozen=True, slots=True)
class DemoRun:
    """A demo centre: how it comes to be, and who is proposed at the sign-in page.

    `found` founds it (in the desk lane, in place of opening; None opens what is there). `fill` invents its
    matters in the long lane once the window is up; the progress it is given ends it when the window closes.
    """

    sign_in_as: str
    fill: Callable[[Progress], None] | None = None
    found: Callable[[], None] | None = None


def run(
    office: Office,
    *,
    demo: DemoRun | None = None,
    demo_offer: Callable[[], tuple[Office, DemoRun]] | None = None,
) -> int:
    """Run the program over an unopened office until its window closes; return the exit code.

    A second start on the same database raises the first one's window and returns 0. `demo_offer` makes a demo
    centre of its own for 先用演示数据看看 on the first run's page; without it there is no such button.
    """
    refusal = windows_refusal(sys.platform, _build())
    if refusal is not None:
        _say_without_qt(refusal)
        return REFUSED
    from ui.program import run_program

    return run_program(office, demo=demo, demo_offer=demo_offer)


def windows_refusal(platform: str, build: int) -> str | None:
    """Return why this Windows is too old for the program, or None. `build` is Windows' own number, such as 17763."""
    if platform != "win32" or build >= OLDEST_BUILD:
        return None
    return "这台电脑的 Windows 太旧，本程序要 Windows 10（1809 版）或更新。请升级 Windows，或换一台电脑。"


def _build() -> int:
    """Return the build number of this Windows; 0 elsewhere."""
    version = getattr(sys, "getwindowsversion", None)
    return int(version().build) if version is not None else 0


def _say_without_qt(sentence: str) -> None:
    """Show a sentence with Windows' own message box; also to whoever started the program from a console."""
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")
    import ctypes

    windows = getattr(ctypes, "windll", None)  # exists on Windows only, and mypy runs elsewhere too
    if windows is not None:
        windows.user32.MessageBoxW(None, sentence, "一站解", 0x30)
