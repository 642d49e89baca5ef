"""The scanner's folder of this PC: looked at while a matter is open, offered and never taken by itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.clock import SystemClock
from desktop.devices.watched_folder import DiskFolder, Look, Scan, WatchedFolder
from desktop.errors import OfficeError
from desktop.pc_settings import read_pc_settings
from ui.tasks import TaskHandle
from ui.workplace import Workplace

EVERY = 1500
"""Milliseconds between two looks."""


class ScanDesk(QObject):
    """One for everybody who works at this PC now. Looks only while somebody listens."""

    looked = Signal(object, str)
    """A `Look`, and why the folder cannot be read ('' when it can)."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("scan_desk")
        self._place = place
        self._listeners: set[int] = set()
        self._asked: TaskHandle | None = None
        self._folder: WatchedFolder | None = None
        self._named = ""
        self._given = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)

    @staticmethod
    def at(place: Workplace) -> ScanDesk:
        """Return the one of this workplace; made at the first time."""
        found = place.findChild(ScanDesk, "scan_desk")
        return found if isinstance(found, ScanDesk) else ScanDesk(place)

    def watch(self, folder: WatchedFolder) -> None:
        """Watch this folder instead of the one in this PC's settings (a simulator)."""
        self._folder, self._given = folder, True
        if self._listeners:
            self._timer.start()

    def listen(self, who: QObject) -> None:
        """Somebody wants to be told; reads anew which folder is set."""
        self._listeners.add(id(who))
        if not self._given:
            self._name_folder(read_pc_settings().scan_folder)
        if self._folder is not None:
            self._timer.start()
            self.look()

    def leave(self, who: QObject) -> None:
        """Somebody does not look any more."""
        self._listeners.discard(id(who))
        if not self._listeners:
            self._timer.stop()

    def put_aside(self, scan: Scan) -> None:
        """Offer a file no more: it was taken, or nobody wants it."""
        folder = self._folder
        if folder is not None:
            self._place.run_long(lambda: folder.put_aside(scan), lambda _done: self.look(), owner=self)

    def look(self) -> None:
        """Look now, unless a look is on its way."""
        folder = self._folder
        if folder is None or (self._asked is not None and self._asked.running()):
            return
        self._asked = self._place.run_long(
            folder.look, lambda look: self.looked.emit(look, ""), failed=self._failed, owner=self
        )

    def _failed(self, refusal: OfficeError) -> None:
        self.looked.emit(Look(), str(refusal))

    def _name_folder(self, path: str) -> None:
        if path != self._named:
            self._named = path
            self._folder = DiskFolder(Path(path), clock=SystemClock()) if path else None
            if self._folder is None:
                self._timer.stop()
                self.looked.emit(Look(), "")
