"""The live page: from the last key until the page in sight stands there anew, at 3 and at 10 pages.

Run by hand: `QT_QPA_PLATFORM=offscreen python -m uv run python tests/benchmarks/live_page.py`. A key is `touch`; the
wait after the key, the setting, the picture and the painting all count. The floor is the picture alone.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from paper import AGREEMENT, FACTS
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from desktop.printing.blocks import Document
from desktop.printing.papers.agreement import agreement
from ui.paper.live import AFTER_KEY_MS, LivePaper, LiveSetting
from ui.paper.pdfium import page_set
from ui.paper.view import PageView
from ui.style import apply_look
from ui.tasks import Lanes

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
KEYS = 40
LIMIT = 150.0


def paper(paragraphs: int, typed: str) -> Document:
    """An agreement with so many paragraphs of facts, the last of which is being typed."""
    facts = "\n".join([FACTS] * (paragraphs - 1) + [FACTS + typed])
    return agreement(replace(AGREEMENT, facts=facts))


def keys_at(
    app: QApplication, lanes: Lanes, paragraphs: int, *, foot: bool
) -> tuple[int, list[float], float]:
    """Type so many keys; pages, milliseconds from each key to the painted page, and the picture alone."""
    typed = [""]

    def make() -> Callable[[], Document]:
        return partial(paper, paragraphs, typed[0])

    def run_long(function: Any, done: Any, *, failed: Any = None, owner: Any = None) -> Any:
        return lanes.long.run(function, done=done, failed=failed, owner=owner)

    view = PageView(run_long, name="page", spoken="纸面")
    view.resize(520, 560)
    view.show()
    setting = LiveSetting(view, run_long, make, now=lambda: NOON)
    loop = QEventLoop()
    setting.set_anew.connect(loop.quit)
    setting.set_now()
    loop.exec()
    if foot:
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        while not view.drawn():
            app.processEvents()
    times: list[float] = []
    for number in range(KEYS):
        typed[0] += "新字"[number % 2]
        start = time.perf_counter()
        setting.touch()
        loop.exec()
        view.viewport().repaint()
        times.append((time.perf_counter() - start) * 1000)
        assert view.drawn(), "the page in sight is there, not an older one stretched"
        lanes.drain()
    shown: LivePaper | None = setting.paper()
    assert shown is not None
    numbers, width = view.wanted()
    start = time.perf_counter()
    page_set(shown.paper.pdf, numbers, width)
    floor = (time.perf_counter() - start) * 1000
    pages = shown.paper.pages
    setting.stop()
    view.hide()
    view.deleteLater()
    app.processEvents()
    return pages, times, floor


def main() -> None:
    """Print one row for each length of the paper."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_look(app)
    lanes = Lanes()
    print(f"after the last key the page waits {AFTER_KEY_MS} ms; a key is answered within {LIMIT:.0f} ms?")
    for paragraphs, foot in ((9, False), (9, True), (50, False), (50, True)):
        pages, times, floor = keys_at(app, lanes, paragraphs, foot=foot)
        median, worst = statistics.median(times), statistics.quantiles(times, n=20)[18]
        where = "last page in sight" if foot else "first page in sight"
        kept = "yes" if worst <= LIMIT else "NO"
        print(
            f"{pages:3} pages, {where:20} median {median:6.1f} ms   p95 {worst:6.1f} ms   {kept}"
            f"   (picture alone {floor:.1f} ms)"
        )
    lanes.stop()


if __name__ == "__main__":
    main()
