"""Keeps what was typed at the first run until the centre is founded; never a password. Nobody has an account yet."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer

from desktop.clock import Clock
from desktop.drafts import Draft, Drafts
from desktop.errors import OfficeError
from desktop.paths import drafts_file
from ui.first_run.page import FirstRunPage
from ui.tasks import Lanes

FORM = "first_run"
_ID = "first-run"
_NOBODY = 0
_QUIET = 1000  # milliseconds


class FirstRunDraft(QObject):
    """The draft of one first run, under the place that was proposed for the database."""

    def __init__(self, page: FirstRunPage, lanes: Lanes, place: str, clock: Clock) -> None:
        super().__init__(page)
        self._page, self._lanes, self._place, self._clock = page, lanes, place, clock
        self._typed = False
        self._over = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET)
        self._timer.timeout.connect(self._save)
        page.changed.connect(self._touch)
        lanes.desk.run(self._load, done=self._restore, failed=_ignore, owner=self)

    def stop(self) -> None:
        """Keep nothing further: the program ends."""
        self._over = True
        self._timer.stop()

    def discard(self) -> None:
        """The centre was founded: forget."""
        self.stop()
        self._lanes.desk.run(self._forget, failed=_ignore)

    def _touch(self) -> None:
        self._typed = True
        if not self._over and not self._timer.isActive():
            self._timer.start()

    def _save(self) -> None:
        payload = self._page.payload()
        self._lanes.desk.run(lambda: self._write(payload), failed=_ignore, owner=self)

    def _restore(self, draft: Draft | None) -> None:
        if draft is not None and not self._typed:
            self._page.restore(draft.payload)
            self._timer.stop()  # it is on the disk as it stands

    # -- in the lane

    def _load(self) -> Draft | None:
        drafts = self._open()
        try:
            return drafts.load(_ID, account=_NOBODY)
        finally:
            drafts.close()

    def _write(self, payload: dict[str, Any]) -> None:
        drafts = self._open()
        try:
            drafts.save(_ID, account=_NOBODY, form=FORM, payload=payload)
        finally:
            drafts.close()

    def _forget(self) -> None:
        drafts = self._open()
        try:
            drafts.discard(_ID, account=_NOBODY)
        finally:
            drafts.close()

    def _open(self) -> Drafts:
        return Drafts(drafts_file(self._place), clock=self._clock)


def _ignore(_refusal: OfficeError) -> None:
    """A draft that cannot be kept stops nobody from founding a centre: founding itself will tell."""
