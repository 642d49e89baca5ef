"""The folder that a scanner writes into: which files lie there finished, and which are still being written."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from desktop.clock import Clock
from desktop.errors import OfficeError
from desktop.paths import data_folder

STILL = timedelta(seconds=2)
"""A file is finished when its size and its last change stood still so long."""
RECENT = timedelta(hours=12)
"""Older files are not offered: they were there before the matter."""
MOST = 50
"""Files that are offered at once."""
KNOWN_FILE = "scans.json"
_MOST_KNOWN = 500
_HALF_DONE = (".tmp", ".part", ".partial", ".crdownload", ".download", ".!ut", ".lock")


@dataclass(frozen=True, slots=True)
class Scan:
    """A finished file of the folder."""

    path: Path
    size: int
    changed_ns: int

    @property
    def mark(self) -> str:
        """What tells it from every other file, also from a later one of the same name."""
        return f"{self.path}|{self.size}|{self.changed_ns}"


@dataclass(frozen=True, slots=True)
class Look:
    """What lies in the folder now: finished files, the newest first, and how many are still being written."""

    finished: tuple[Scan, ...] = ()
    arriving: int = 0


class WatchedFolder(Protocol):
    """A folder in which scans arrive."""

    def look(self) -> Look:
        """Say what lies there now. OfficeError when the folder cannot be read."""

    def put_aside(self, scan: Scan) -> None:
        """Offer this file no more: it was taken, or nobody wants it."""


class DiskFolder:
    """A real folder, on this PC or a share. Call from one thread; nothing in it is ever moved or changed."""

    def __init__(self, folder: Path, *, clock: Clock, known: Path | None = None) -> None:
        """Watch a folder; what was taken or refused is remembered in `known` (on this PC, where not told)."""
        self.folder = folder
        self._clock = clock
        self._known_file = known or data_folder() / KNOWN_FILE
        self._known = _read_known(self._known_file)
        self._seen: dict[str, tuple[int, int, datetime]] = {}

    def look(self) -> Look:
        """List the folder, without its subfolders."""
        now = self._clock.now()
        try:
            entries = [entry for entry in os.scandir(self.folder) if _may_be_scan(entry.name)]
        except OSError as fault:
            raise OfficeError(
                f"扫描文件夹“{self.folder}”现在打不开。", todo="请检查网络，或在“设置”里换一个文件夹。"
            ) from fault
        seen: dict[str, tuple[int, int, datetime]] = {}
        finished, arriving = [], 0
        for entry in entries:
            with suppress(OSError):  # it went while we looked
                stat = entry.stat()
                if not entry.is_file() or now.timestamp() - stat.st_mtime > RECENT.total_seconds():
                    continue
                scan = Scan(Path(entry.path), stat.st_size, stat.st_mtime_ns)
                if scan.mark in self._known:
                    continue
                size, changed, since = self._seen.get(entry.name, (-1, -1, now))
                if (size, changed) != (stat.st_size, stat.st_mtime_ns):
                    since = now
                seen[entry.name] = (stat.st_size, stat.st_mtime_ns, since)
                if stat.st_size and now - since >= STILL:
                    finished.append(scan)
                else:
                    arriving += 1
        self._seen = seen
        finished.sort(key=lambda scan: (-scan.changed_ns, scan.path.name))
        return Look(tuple(finished[:MOST]), arriving)

    def put_aside(self, scan: Scan) -> None:
        """Remember a file as done with, also for the next start; escaped, for its name may be no text."""
        self._known[scan.mark] = None
        kept = list(self._known)[-_MOST_KNOWN:]
        with suppress(OSError):  # a full disk: it is offered once more after the next start
            partial = self._known_file.with_name(f"{self._known_file.name}.{os.getpid()}")
            partial.write_text(json.dumps(kept), encoding="utf-8")
            partial.replace(self._known_file)


class FolderSimulator:
    """A folder without a disk: a scanner that writes piece by piece, for tests and the demo."""

    def __init__(self, folder: Path) -> None:
        """Begin with nothing; `folder` is where finished scans really lie."""
        self.folder = folder
        self._arriving: dict[str, bytes] = {}
        self._finished: list[Scan] = []

    def write(self, name: str, piece: bytes) -> None:
        """The scanner writes a piece."""
        self._arriving[name] = self._arriving.get(name, b"") + piece

    def finish(self, name: str) -> Scan:
        """The scanner is done with a file."""
        path = self.folder / name
        path.write_bytes(self._arriving.pop(name))
        stat = path.stat()
        scan = Scan(path, stat.st_size, stat.st_mtime_ns)
        self._finished.insert(0, scan)
        return scan

    def look(self) -> Look:
        """Say what lies there now."""
        return Look(tuple(self._finished), len(self._arriving))

    def put_aside(self, scan: Scan) -> None:
        """Offer this file no more."""
        self._finished = [other for other in self._finished if other.mark != scan.mark]


def _may_be_scan(name: str) -> bool:
    """Tell whether a name may be that of a scan, not of something hidden or half done."""
    return not name.startswith((".", "~")) and not name.lower().endswith((*_HALF_DONE, "thumbs.db", ".ini"))


def _read_known(file: Path) -> dict[str, None]:
    """Return the marks that were kept, the oldest first; none where the file cannot be read."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict.fromkeys(str(mark) for mark in kept) if isinstance(kept, list) else {}
