"""How soon the page beside a form follows a key while 200 agreements go to a printer, and while they are issued.

Run by hand: `python -m uv run python tests/benchmarks/live_while_printing.py`.
"""

import os
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(_TESTS / "benchmarks"), str(_TESTS / "ui"), str(_TESTS.parent)]

from paper import AGREEMENT, FACTS
from paper_printers import SimulatedPrinters, laser
from PySide6.QtWidgets import QApplication

from desktop.printing.papers.agreement import agreement
from desktop.printing.pdf import set_pdf
from ui.paper.live import LiveSetting
from ui.paper.printing import PrintJob, print_run
from ui.paper.view import PageView
from ui.style import apply_look
from ui.tasks import Lanes

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
PAPERS, KEYS, RESOLUTION = 200, 60, 600


def _keys(application: QApplication, live: LiveSetting, lanes: Lanes, busy: Any) -> list[float]:
    """Milliseconds from a key to the page that shows it, while something goes on."""
    taken: list[float] = []
    for _key in range(KEYS):
        begun = time.perf_counter()
        live.touch()
        while not live.settled():
            application.processEvents()
            time.sleep(0.001)
        taken.append((time.perf_counter() - begun) * 1000)
        until = time.perf_counter() + 0.05
        while time.perf_counter() < until:
            application.processEvents()
            time.sleep(0.001)
        if not busy():
            break
    return taken


def _say(what: str, taken: list[float]) -> None:
    ordered = sorted(taken)
    middle, late = statistics.median(ordered), ordered[int(len(ordered) * 0.95) - 1]
    print(
        f"{what:<28} {len(taken):>3} keys  median {middle:6.1f} ms  p95 {late:6.1f} ms  max {ordered[-1]:6.1f} ms"
    )


def main() -> None:
    """Measure and print."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_look(application)
    lanes = Lanes()
    typed = [0]

    def run_long(function: Any, done: Any, *, failed: Any = None, owner: Any = None) -> Any:
        return lanes.long.run(function, done=done, failed=failed, owner=owner)

    def make() -> Any:
        typed[0] += 1
        return partial(agreement, replace(AGREEMENT, facts="\n".join([FACTS] * 6) + str(typed[0])))

    view = PageView(run_long, name="page", spoken="纸面")
    view.resize(520, 600)
    view.show()
    live = LiveSetting(view, run_long, make, now=lambda: NOON)
    live.set_now()
    _say("nothing else goes on", _keys(application, live, lanes, lambda: True))
    pdf = set_pdf(make()(), made_at=NOON)
    with tempfile.TemporaryDirectory() as folder:
        shelf = SimulatedPrinters(Path(folder), laser())
        stop = threading.Event()
        jobs = [PrintJob(f"协议{number}", pdf, 1, "前台激光机") for number in range(PAPERS)]
        opened = shelf.open

        def fine(name: str) -> Any:
            printer = opened(name)
            printer.setResolution(RESOLUTION)
            return printer

        shelf.open = fine  # type: ignore[method-assign]  # the simulated printers print at 150 dots
        run = lanes.press.run(partial(print_run, shelf, jobs, stop), progress=lambda *_said: None)
        _say(f"{PAPERS} papers print", _keys(application, live, lanes, run.running))
        print(f"  printed meanwhile: {len(shelf.opened)}")
        stop.set()
        lanes.drain()

    def issue() -> None:
        for _number in range(PAPERS):
            if stop.is_set():
                return
            set_pdf(make()(), made_at=NOON)

    stop.clear()
    issuing = lanes.desk.run(issue)
    _say(f"{PAPERS} papers are issued", _keys(application, live, lanes, issuing.running))
    stop.set()
    lanes.drain()
    lanes.stop()


if __name__ == "__main__":
    main()
