"""How soon the first window takes typing, beside a bare QApplication with an empty window, each in its own process.

Run by hand: `python -m uv run python tests/benchmarks/first_window.py`. Also tells the longest wait of a key while the
rest loads behind the window, and the memory of the client afterwards.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
ROUNDS = 7

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
app = QApplication(sys.argv)
window = QWidget()
QVBoxLayout(window).addWidget(QLineEdit())
window.show()
QTimer.singleShot(0, lambda: (print("ready", time.time(), flush=True), app.quit()))
app.exec()
"""

OURS = """
import sys, time
import desktop.__main__ as root
root.has_display = lambda: True
import ui.program_window as program_window

told = program_window.ProgramWindow._tell_first

def tell(window):
    print("ready", time.time(), flush=True)
    told(window)
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    beats = []
    timer = QTimer(window)
    timer.setInterval(5)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()

    def end():
        import resource
        waits = [later - sooner for sooner, later in zip(beats, beats[1:])]
        print("wait", max(waits) * 1000, flush=True)
        print("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)
        QApplication.exit(0)

    QTimer.singleShot(2500, end)

program_window.ProgramWindow._tell_first = tell
sys.argv = ["onestop", "--database", sys.argv[1]]
sys.exit(root.main())
"""


def once(script: str, *arguments: str) -> dict[str, float]:
    """Run one process; return what it told, `ready` in milliseconds from its start."""
    import time

    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path[:2])}
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=sys.path[1],
    )
    told = dict(
        line.split()[:2] for line in done.stdout.splitlines() if line.startswith(("ready", "wait", "memory"))
    )
    if "ready" not in told:
        raise SystemExit(done.stderr[-2000:])
    found = {name: float(value) for name, value in told.items()}
    found["ready"] = (found["ready"] - start) * 1000
    return found


def main() -> None:
    """Print the medians of both, turn by turn, and the ratio."""
    os.environ["ONESTOP_HOME"] = tempfile.mkdtemp()
    import factories

    place = str(Path(tempfile.mkdtemp()) / "centre.db")
    factories.new_office(place).close()
    once(BARE), once(OURS, place)  # warm: .pyc files, the disk's cache
    bare, ours = [], []
    for _round in range(ROUNDS):
        bare.append(once(BARE)["ready"])
        ours.append(once(OURS, place))
    floor, first = statistics.median(bare), statistics.median(one["ready"] for one in ours)
    print(f"bare QApplication with an empty window  {floor:6.0f} ms")
    print(f"first window takes typing               {first:6.0f} ms   ratio {first / floor:.2f}")
    print(f"longest wait of a key while it loads    {statistics.median(one['wait'] for one in ours):6.0f} ms")
    print(
        f"memory of the client                    {statistics.median(one['memory'] for one in ours):6.0f} MB"
    )


if __name__ == "__main__":
    main()
