"""The composition root: arguments, log, error hooks, an unopened office; then the window, or the door without one."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from desktop.errors import OfficeError
from desktop.log import start_log

if TYPE_CHECKING:
    from desktop.demo.running import DemoCentre, Outcome


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; 0 when it did what was asked, 2 for a refusal, which goes to stderr in plain words."""
    _speak_utf8()
    try:
        from desktop.door.arguments import parser
        from desktop.paths import log_folder

        arguments = parser().parse_args(argv)
        with closing(start_log(log_folder())):
            if arguments.command is not None:
                from desktop.door.commands import run_command

                return run_command(arguments)
            if arguments.demo:
                from desktop.demo.running import run_demo

                return run_demo(arguments, display=has_display(), show=_show_demo, drive=_drive_demo)
            return _open_window(arguments.database)
    except OfficeError as refusal:
        if sys.stderr is not None:  # the shortcut's program has no console on Windows
            sys.stderr.write(f"{refusal}\n")
        return 2


def _open_window(database: str) -> int:
    """Open the real thing; from its first run a demo centre may be tried instead."""
    if not has_display():
        raise OfficeError("这里没有屏幕，打不开窗口。", todo="可以用命令：onestop --help。")
    from desktop.office import Office
    from ui.app import DemoRun, run

    tried: list[DemoCentre] = []

    def try_demo() -> tuple[Office, DemoRun]:
        from desktop.demo.running import DemoCentre  # the first window does not wait for it

        centre = DemoCentre()
        tried.append(centre)
        return centre.office, DemoRun(centre.sign_in_as, fill=centre.fill, found=centre.found)

    try:
        return run(Office(database), demo_offer=try_demo)
    finally:
        for centre in tried:
            centre.end()


def _show_demo(centre: DemoCentre) -> int:
    """Open a demo centre in the window."""
    from ui.app import DemoRun, run

    return run(centre.office, demo=DemoRun(centre.sign_in_as, fill=centre.fill, found=centre.found))


def _drive_demo(centre: DemoCentre) -> Outcome:
    """Do the main job of a demo centre through the real windows, unseen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything of Qt is loaded
    from ui.demo_drive import drive

    return drive(centre.office, found=centre.found, fill=centre.fill, sign_in_as=centre.sign_in_as)


def has_display() -> bool:
    """Tell whether a window can be shown: always on Windows and a Mac, else where a display is named."""
    if sys.platform in {"win32", "darwin"}:
        return True
    if os.environ.get("QT_QPA_PLATFORM"):
        return os.environ["QT_QPA_PLATFORM"] != "offscreen"
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _speak_utf8() -> None:
    """Let Chinese go through a pipe or an old console."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
