"""One program per database: a second start raises the first window and goes.

A lock file tells who is first (a lock left by a killed process is taken over, since its process is gone); a
local socket carries the request to come to the front.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QStandardPaths, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer
    from PySide6.QtWidgets import QWidget

_RAISE = b"raise\n"
_WAIT = 3000  # milliseconds for the first program to answer


def instance_name(database: str | Path) -> str:
    """The name of lock and socket for a database: the same for every spelling of the same file."""
    text = str(database)
    if "://" not in text:
        text = os.path.normcase(os.path.realpath(text))
    return "onestop-" + hashlib.sha256(text.encode("utf-8")).hexdigest()[:24]


class SingleInstance(QObject):
    """Holds the place of the first program for a database. Keep it as long as the program runs."""

    raised = Signal()
    """Another start asked this program to come to the front."""

    def __init__(
        self, database: str | Path, *, folder: Path | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        temporary = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation)
        self._name = instance_name(database)
        self._lock = QLockFile(str((folder or Path(temporary)) / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)  # a lock is stale only when its process is gone
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Be the first. False when another program has this database open: it was asked to show itself."""
        return self._lock.tryLock(0) or not self._ask_first()

    def listen(self) -> None:
        """Answer second starts from now on; one that came sooner waits. Called once the first window stands."""
        from PySide6.QtNetwork import QLocalServer  # the first window does not wait for it

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not server.listen(self._name):
            QLocalServer.removeServer(
                self._name
            )  # the socket of a killed program: we hold the lock, so it is dead
            server.listen(self._name)
        server.newConnection.connect(self._answer)
        self._server = server

    def release(self) -> None:
        """Give the place up."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        self._lock.unlock()

    def bring_up(self, window: QWidget) -> None:
        """From now on a second start brings this window to the front."""
        self.raised.connect(lambda: _to_front(window))

    def _answer(self) -> None:
        if self._server is None:
            return
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raised.emit()
            socket.write(b"here\n")
            socket.flush()
            socket.disconnectFromServer()

    def _ask_first(self) -> bool:
        """Ask the program that holds the lock, which may still be starting; False when the lock became ours."""
        from PySide6.QtNetwork import QLocalSocket

        until = QDeadlineTimer(_WAIT)
        while not until.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(200):
                socket.write(_RAISE)
                socket.waitForBytesWritten(500)
                socket.waitForReadyRead(_WAIT)
                socket.disconnectFromServer()
                return True
            if self._lock.tryLock(100):  # it ended meanwhile: the place is ours
                return False
        return True


def _to_front(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
