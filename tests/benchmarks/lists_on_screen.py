"""What the eye waits for at very many matters, through the real pages: from the last key to the painted answer.

Called by lists.py. The window is painted offscreen; a PC's own screen adds its frame.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import factories
from desktop.drafts import Drafts
from desktop.queries.codes import form_choices
from desktop.queries.worklist import Shelf
from models.values.permissions import Role
from ui.matters.list_page import MattersPage
from ui.reception.page import ReceptionPage
from ui.search.page import SearchPage
from ui.shell.page import Place
from ui.shell.window import Shell
from ui.style import apply_look
from ui.tasks import Lanes
from ui.workplace import Workplace

ROUNDS = 12
PATIENCE = 5.0
SEARCHED = ("王秀", "wxy", "漏水", "000412", "张伟")
NAMES = ("王秀", "张伟", "李建国")


class Screen:
    """The dispatcher's window on a database that is there."""

    def __init__(self, path: Path) -> None:
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        self.app = app
        apply_look(app)
        self.office = factories.open_office(str(path))
        self.office.who = factories.people_of(self.office)[Role.DISPATCHER]
        self.lanes = Lanes()
        self.drafts = Drafts(Path(mkdtemp()) / "drafts.db", clock=self.office.clock)
        place = Workplace(self.office, self.lanes, self.drafts, self.office.ask(form_choices))
        pages: dict[str, Callable[[Workplace], Any]] = {
            "matters": MattersPage,
            "search": SearchPage,
            "reception": ReceptionPage,
        }
        self.shell = Shell(
            [
                Place(key, key, "person_add", lambda _shell, make=make: make(place))
                for key, make in pages.items()
            ],
            title="云溪镇综治中心",
        )
        place.shell = self.shell
        self.shell.resize(1366, 697)
        self.shell.show()
        self.shell.activateWindow()

    def open(self, key: str) -> Any:
        """Bring a page to the front, and let it come to rest."""
        page = self.shell.go(key)
        self.rest()
        return page

    def rest(self) -> None:
        """Let everything end."""
        for _round in range(3):
            self.lanes.drain()
            self.app.processEvents()

    def until(self, there: Callable[[], bool], widget: QWidget) -> float:
        """Go on until something is there and painted; return the milliseconds it took."""
        start = time.perf_counter()
        while not there():
            self.app.processEvents()
            if time.perf_counter() - start > PATIENCE:
                raise TimeoutError("the answer did not come")
        widget.repaint()
        self.app.processEvents()
        return (time.perf_counter() - start) * 1000

    def close(self) -> None:
        """Close everything."""
        self.shell.hide()
        self.shell.deleteLater()
        self.app.processEvents()
        self.lanes.stop()
        self.drafts.close()
        self.office.close()


def rows(path: Path) -> Iterator[str]:
    """Yield one row of the table per figure, without its command."""
    screen = Screen(path)
    try:
        for title, times in (
            ("F3: from Enter to the painted results, 100,000 matters", _searching(screen)),
            ("History: from the last key of a name to the painted people, 100,000 matters", _history(screen)),
            ("A list: from its key to the painted rows, 100,000 matters", _opening(screen)),
        ):
            high = statistics.quantiles(times, n=20, method="inclusive")[-1]
            yield f"| {title} | median {statistics.median(times):.0f} ms, p95 {high:.0f} ms |"
        yield _scrolling(screen)
    finally:
        screen.close()


def _searching(screen: Screen) -> list[float]:
    page: SearchPage = screen.open("search")
    page.search("路灯")
    screen.rest()
    times = []
    for text in SEARCHED * (ROUNDS // 4):
        page.model.set_rows([])
        page.search(text)
        times.append(screen.until(lambda: page.model.rowCount() > 0, page))
        screen.rest()
    return times


def _history(screen: Screen) -> list[float]:
    page: ReceptionPage = screen.open("reception")
    line, times = page.form.who.visitor, []
    for name in ("王伟", *NAMES * (ROUNDS // 3)):
        line.setFocus()
        line.clear()
        screen.rest()
        line.setText(name[:-1])
        QTest.qWait(60)
        screen.rest()
        line.insert(name[-1])  # as the input method commits the last character
        times.append(screen.until(lambda name=name: _shown(page, name), page))  # type: ignore[misc]  # bound at once
    line.clear()
    screen.rest()
    return times[1:]


def _shown(page: ReceptionPage, name: str) -> bool:
    """Whether the history shows the people of a name."""
    found = page.side._found.people
    return bool(found) and all(person.name == name for person in found)


def _opening(screen: Screen) -> list[float]:
    page: MattersPage = screen.open("matters")
    times = []
    shelves = [Shelf.ALL, Shelf.OPEN, Shelf.ENDED, Shelf.LATE]
    for shelf in shelves * (ROUNDS // 4):
        page.show_shelf(shelf)
        times.append(screen.until(lambda: page.model.rowCount() > 0, page))
        screen.rest()
    return times


def _scrolling(screen: Screen) -> str:
    """Scroll the list of everything to its end; tell the memory on the way."""
    page: MattersPage = screen.open("matters")
    page.show_shelf(Shelf.ALL)
    screen.rest()
    page.table.setUpdatesEnabled(True)
    sizes: dict[int, float] = {}
    start = time.perf_counter()
    while page.model.canFetchMore(QModelIndex()):
        page.table.scrollToBottom()
        page.model.fetchMore(QModelIndex())
        screen.lanes.drain()
        screen.app.processEvents()
        count = page.model.rowCount()
        if count % 10_000 < 50:
            gc.collect()
            sizes[count // 10_000] = _megabytes()
    took = time.perf_counter() - start
    QTest.keyClick(page.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    first, last = sizes[min(sizes)], sizes[max(sizes)]
    return (
        f"| Scrolling to the end of {page.model.rowCount()} rows | memory {first:.0f} MB after 10,000 rows,"
        f" {last:.0f} MB at the end; {page.model.held()} rows held; {took:.0f} s by pages of 50 |"
    )


def _megabytes() -> float:
    """Return the memory that this process holds now."""
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * 4096 / 2**20
