"""The live page: the paper that a form describes, set anew a moment after the last key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import OfficeError
from ui.paper.pdfium import PageSet, page_set
from ui.paper.view import PageView, RunLong
from ui.tasks import TaskHandle

if TYPE_CHECKING:
    from desktop.printing.blocks import Document

AFTER_KEY_MS = 120
"""So long after the last key the page is set anew; with the setting itself (10 to 60 ms) well below 300 ms."""


@dataclass(frozen=True)
class LivePaper:
    """A draft as it was set: the tree of its blocks and its pages."""

    document: "Document"
    pages: PageSet


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
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(AFTER_KEY_MS)
        self._wait.timeout.connect(self._set)
        view.came_to_light.connect(self._catch_up)
        self._paper: LivePaper | None = None

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
        numbers, width = self._view.wanted()
        self._setting = self._run_long(
            partial(_set_draft, build, self._now(), numbers, width),
            self._arrived,
            failed=self._failed,
            owner=self,
        )

    def _arrived(self, paper: LivePaper) -> None:
        self._setting = None
        if self._stopped:
            return
        self._paper = paper
        self._view.show_pages(paper.pages)
        self.set_anew.emit(paper)
        self._go_on()

    def _failed(self, refusal: OfficeError) -> None:
        self._setting = None
        if self._stopped:
            return
        self.refused.emit(refusal)
        self._go_on()

    def _go_on(self) -> None:
        if self._again:
            self._again = False
            self._set()


def _set_draft(
    build: "Callable[[], Document]", made_at: datetime, numbers: tuple[int, ...], width: int
) -> LivePaper:
    """In the long lane: the document, its PDF with what is missing marked, its pages."""
    from desktop.printing.pdf import set_pdf

    document = build()
    pdf = set_pdf(document, made_at=made_at, draft=True)
    return LivePaper(document, page_set(pdf, numbers, width))
