"""A file on its way in: looked at outside of any transaction, piece by piece, before it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from desktop.attachments.kinds import kind_of
from desktop.errors import OfficeError
from models.values.attachments import MEGABYTE, NAME_LIMIT, AttachmentKind, size_words
from models.values.text import without_invisible

PIECE = MEGABYTE
"""Bytes of one piece, in memory and in the database."""
Told = Callable[[int, int, str], object]
"""Is told how many bytes are done, of how many, and in Chinese what goes on; may raise to give the work up."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was looked at: its name, what it holds, and how it is read again."""

    name: str
    kind: AttachmentKind
    size: int
    sha256: str
    open: Callable[[], BinaryIO] = field(compare=False, repr=False)
    told: Told = field(compare=False, repr=False)

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes again, 1 MB at a time; OfficeError when they are not those that were looked at."""
        digest = hashlib.sha256()
        done = 0
        with self.open() as file:
            while piece := file.read(PIECE):
                digest.update(piece)
                done += len(piece)
                if done > self.size:
                    break
                self.told(done, self.size, "存入")
                yield piece
        if digest.hexdigest() != self.sha256:
            raise _still_written(self.name)


def look_at_file(path: Path, *, most: int, told: Told | None = None) -> Incoming:
    """Look at a file on a disk that may be attached, of `most` bytes at most.

    Raises OfficeError in plain words for one that is empty, too large, not there, locked, still being written,
    or of a kind that is not kept.
    """
    name = path.name
    try:
        before = path.stat()
        if not path.is_file():
            raise OfficeError(f"“{name}”不是一个文件，没有添加。", todo="文件夹请打开后选里面的文件。")
        found = look_at(name, lambda: path.open("rb"), size=before.st_size, most=most, told=told)
        after = path.stat()
    except FileNotFoundError as fault:
        raise OfficeError(f"找不到文件“{name}”，没有添加。", todo="它可能已被移走或改名。") from fault
    except OSError as fault:
        raise OfficeError(
            f"打不开“{name}”，没有添加。", todo="它可能正被别的程序使用，或这台电脑没有权限读它。"
        ) from fault
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise _still_written(name)
    return found


def look_at_bytes(name: str, content: bytes, *, most: int, told: Told | None = None) -> Incoming:
    """Look at something that was never a file: a pasted picture."""
    return look_at(name, lambda: BytesIO(content), size=len(content), most=most, told=told)


def look_at(
    name: str, opener: Callable[[], BinaryIO], *, size: int, most: int, told: Told | None = None
) -> Incoming:
    """Read a stream of `size` bytes once: what it is, and its SHA-256."""
    tell = told or _nobody
    if size == 0:
        raise OfficeError(f"“{name}”是空的，没有添加。", todo="如果正在扫描或复制，请等它完成。")
    if size > most:
        raise OfficeError(
            f"“{name}”有{size_words(size)}，超过了每个文件{size_words(most)}的限度，没有添加。",
            todo="请压缩、分成几个文件，或存在别处再记一笔。",
        )
    digest = hashlib.sha256()
    done = 0
    with opener() as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            done += len(piece)
            if done > size:
                break  # it grows as fast as it is read
            tell(done, size, "检查")
        if done != size:
            raise _still_written(name)
        kind = kind_of(file, name)
    return Incoming(kept_name(name), kind, size, digest.hexdigest(), opener, tell)


def kept_name(name: str) -> str:
    """Return a file's name as it is kept: one line, without folders, shortened in its middle when too long."""
    plain = without_invisible(name).replace("\n", " ").strip()
    plain = plain.replace("\\", "/").rpartition("/")[2].strip() or "未命名"
    if len(plain) <= NAME_LIMIT:
        return plain
    stem, dot, ending = plain.rpartition(".")
    tail = f"{dot}{ending}"[:10] if stem else ""
    return f"{plain[: NAME_LIMIT - 1 - len(tail)]}…{tail}"


def _still_written(name: str) -> OfficeError:
    """Return the refusal of a file that changes while it is read."""
    return OfficeError(f"“{name}”还在写入，没有添加。", todo="请等扫描或复制完成后再添加一次。")


def _nobody(_done: int, _total: int, _what: str) -> None:
    """Stand in where nobody wants to know."""
