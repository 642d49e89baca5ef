"""Files on their way into a matter: one after the other in the long lane, with progress and a way out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from desktop.attachments.incoming import Told
from desktop.attachments.moving import attach_bytes, attach_file
from desktop.errors import OfficeError
from desktop.services.attachments import Attached
from models.values.attachments import AttachmentSource
from models.values.dates import in_zone
from ui.settings.progress_line import ProgressLine
from ui.workplace import Workplace

MOST_AT_ONCE = 50


@dataclass(frozen=True)
class Taken:
    """One thing to be taken in: its name for the progress, and what does it in the long lane."""

    name: str
    take: Callable[[Told], Attached]


class TakingIn(QObject):
    """Takes files into one matter. A refused one does not stop the others; 停下 gives up those that wait too."""

    came = Signal(object)
    """A file was kept; its `Attached`."""
    refused = Signal(str)
    """A file was refused; why."""
    ended = Signal(int)
    """All are done; how many were kept."""

    def __init__(self, place: Workplace, matter_id: int, line: ProgressLine, parent: QObject) -> None:
        super().__init__(parent)
        self._place, self._matter_id, self._line = place, matter_id, line
        self._waiting: deque[Taken] = deque()
        self._kept = 0
        self._busy = False
        line.stopped.connect(self._stop)

    def busy(self) -> bool:
        """Whether something is on its way."""
        return self._busy

    def take_files(self, paths: Iterable[Path], source: AttachmentSource) -> None:
        """Take files from a disk."""
        office, matter_id = self._place.office, self._matter_id

        def take(path: Path, told: Told) -> Attached:
            return attach_file(office, matter_id, path, source, told)

        self._take(Taken(path.name, partial(take, path)) for path in paths)

    def take_picture(self, image: QImage) -> None:
        """Take a picture that was copied somewhere (a screen shot, a chat)."""
        office, matter_id = self._place.office, self._matter_id
        name = f"粘贴的图片 {in_zone(office.clock.now()):%Y-%m-%d %H%M%S}.png"

        def take(told: Told) -> Attached:
            return attach_bytes(office, matter_id, name, _png(image), AttachmentSource.PASTED, told)

        self._take([Taken(name, take)])

    def take_mime(self, data: QMimeData, source: AttachmentSource) -> bool:
        """Take what was dropped or copied: files, else a picture; tell whether there was any."""
        paths = files_of(data)
        if paths:
            self.take_files(paths, source)
            return True
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self.take_picture(image)
            return True
        return False

    def _take(self, things: Iterable[Taken]) -> None:
        chosen = list(things)
        if len(chosen) > MOST_AT_ONCE:
            self.refused.emit(f"一次最多添加{MOST_AT_ONCE}个文件，现在选了{len(chosen)}个，请分几次添加。")
            return
        self._waiting.extend(chosen)
        if not self._busy and self._waiting:
            self._kept = 0
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._busy = False
            self._line.end()
            self.ended.emit(self._kept)
            return
        thing = self._waiting.popleft()
        rest = f"，后面还有{len(self._waiting)}个" if self._waiting else ""
        if not self._busy:
            self._busy = True
            self._line.begin(f"正在添加“{thing.name}”{rest}…")
        task = self._place.run_long(
            thing.take,
            self._kept_one,
            failed=self._refused_one,
            progress=lambda done, total, what: self._line.show_progress(
                done, total, f"{what}“{thing.name}”{rest}"
            ),
            owner=self,
        )
        self._line.follow(task)

    def _kept_one(self, attached: Attached) -> None:
        self._kept += 1
        self.came.emit(attached)
        self._next()

    def _refused_one(self, refusal: OfficeError) -> None:
        self.refused.emit(str(refusal))
        self._next()

    def _stop(self) -> None:
        """停下: the one that runs rolls back, the others never start."""
        self._waiting.clear()
        self._busy = False
        self.ended.emit(self._kept)


def files_of(data: QMimeData) -> list[Path]:
    """Return the files on this PC that were dropped or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def holds_something(data: QMimeData) -> bool:
    """Tell whether there are files or a picture."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def _png(image: QImage) -> bytes:
    """Return a picture as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
