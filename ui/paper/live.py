"""The live page: the paper that a form describes, set anew a moment after the last key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QTimer, Signal

from desktop.errors import OfficeError
from ui.paper.pdfium import PageSet, page_set
from ui.paper.view import PageView, RunLong, Spot
from ui.paper.way import SCREEN_FIRST
from ui.tasks import TaskHandle

if TYPE_CHECKING:
    from desktop.printing.blocks import Document
    from desktop.printing.pdf import PaperSet
    from desktop.printing.sheet import Memory

NEAR = 12.0
"""Points: a click so near to a value means it."""

AFTER_KEY_MS = 40
"""So long after the last key the page is set anew; with the setting and the picture well below 150 ms."""


@dataclass(frozen=True)
class LivePaper:
    """A draft as it was set: the tree of its blocks, its pages, and where each field stands on them."""

    document: "Document"
    pages: PageSet
    paper: "PaperSet"

    def field_at(self, page: int, x: float, y: float) -> str:
        """The field that is shown at a place of a page, from 0, in points; the nearest line where none is hit."""
        found = self.paper.field_at(page, x, y)
        if found is not None:
            return found
        near = [place for place in self.paper.places if place.page == page and place.left <= x <= place.right]
        near.sort(key=lambda place: min(abs(place.top - y), abs(place.bottom - y)))
        if near and min(abs(near[0].top - y), abs(near[0].bottom - y)) <= NEAR:
            return near[0].field
        return ""

    def spots(self, field: str) -> list[Spot]:
        """Where a field and what is below it (`terms` has `terms.0`) stand: one box for each page."""
        boxes: dict[int, QRectF] = {}
        for place in self.paper.places:
            if place.field == field or place.field.startswith(f"{field}."):
                box = QRectF(place.left, place.top, place.right - place.left, place.bottom - place.top)
                boxes[place.page] = boxes[place.page].united(box) if place.page in boxes else box
        return [Spot(page, boxes[page]) for page in sorted(boxes)]

    def missing(self) -> list[str]:
        """The fields that are marked as missing, each once, in the order of reading."""
        return [value.field for value in self.document.missing]


class LiveSetting(QObject):
    """Sets a draft for a page view in the long lane, the newest state only.

    `make` is called in the screen's thread and gives what makes the Document; that then runs in the lane. `now`
    gives the moment for the file's properties.
    """

    set_anew = Signal(object)
    """A LivePaper: the view shows it now."""
    refused = Signal(object)
    """An OfficeError: a character that no font has, with its field. The last good pages stand."""

    def __init__(
        self,
        view: PageView,
        run_long: RunLong,
        make: "Callable[[], Callable[[], Document] | None]",
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or view)
        self._view, self._run_long, self._make, self._now = view, run_long, make, now
        self._setting: TaskHandle | None = None
        self._again = False
        self._stopped = False
        self._aimed = 0
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(AFTER_KEY_MS)
        self._wait.timeout.connect(self._set)
        view.came_to_light.connect(self._catch_up)
        self._paper: LivePaper | None = None
        self._memory: Memory | None = None

    def aim(self, make: "Callable[[], Callable[[], Document] | None]") -> None:
        """Set another paper from now on; one that is being set does not come onto the view any more."""
        self._make = make
        self._aimed += 1
        self._paper = None

    def touch(self, *_changed: object) -> None:
        """Something on the form changed: set it anew shortly."""
        self._stopped = False
        self._wait.start()

    def set_now(self) -> None:
        """Set it anew without waiting for further keys."""
        self._stopped = False
        self._wait.stop()
        self._set()

    def stop(self) -> None:
        """Set nothing any more; what is being set does not come onto the view either."""
        self._wait.stop()
        self._again = False
        self._stopped = True

    def paper(self) -> LivePaper | None:
        """What is shown, None before the first setting."""
        return self._paper

    def settled(self) -> bool:
        """Whether the page shows the newest state."""
        return not (self._wait.isActive() or self._is_setting() or self._again)

    def _is_setting(self) -> bool:
        return self._setting is not None and self._setting.running()

    def _catch_up(self) -> None:
        """Set what changed while nobody looked."""
        if self._again:
            self._wait.start(0)
            self._wait.setInterval(AFTER_KEY_MS)

    def _set(self) -> None:
        if self._is_setting() or not self._view.isVisible():
            self._again = True  # at the end of the setting, or when somebody looks
            return
        self._again = False
        build = self._make()
        if build is None:
            return
        if self._memory is None:
            from desktop.printing.sheet import Memory

            self._memory = Memory()
        numbers, width = self._view.wanted()
        self._setting = self._run_long(
            partial(_set_draft, build, self._now(), numbers, width, self._memory),
            partial(self._arrived, self._aimed),
            failed=partial(self._failed, self._aimed),
            owner=self,
        )

    def _arrived(self, aimed: int, paper: LivePaper) -> None:
        self._setting = None
        if self._stopped:
            return
        if aimed == self._aimed:
            self._paper = paper
            self._view.show_pages(paper.pages)
            self.set_anew.emit(paper)
        self._go_on()

    def _failed(self, aimed: int, refusal: OfficeError) -> None:
        self._setting = None
        if self._stopped:
            return
        if aimed == self._aimed:
            self.refused.emit(refusal)
        self._go_on()

    def _go_on(self) -> None:
        if self._again:
            self._again = False
            self._set()


def _set_draft(
    build: "Callable[[], Document]", made_at: datetime, numbers: tuple[int, ...], width: int, memory: "Memory"
) -> LivePaper:
    """In the long lane: the document, its PDF with what is missing marked, pictures of the pages in sight."""
    from desktop.printing.pdf import set_paper

    with SCREEN_FIRST.taken():
        document = build()
        paper = set_paper(document, made_at=made_at, draft=True, memory=memory)
        return LivePaper(document, page_set(paper.pdf, numbers, width), paper)
