"""Files in and out of an open office: the work outside of any transaction. Call in the long lane."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.attachments.incoming import PIECE, Told, look_at_bytes, look_at_file
from desktop.errors import OfficeError

if TYPE_CHECKING:
    from desktop.office import Office
    from desktop.services.attachments import Attached
    from models.values.attachments import AttachmentSource


def attach_file(
    office: Office, matter_id: int, path: Path, source: AttachmentSource, told: Told | None = None
) -> Attached:
    """Look at a file and keep it with a matter. Raises OfficeError in plain words; `told` may raise to give up."""
    from desktop.queries.attachments import attachment_limit
    from desktop.services.attachments import add_attachment

    incoming = look_at_file(path, most=office.ask(attachment_limit), told=told)
    return office.perform(add_attachment, matter_id=matter_id, incoming=incoming, source=source)


def attach_bytes(
    office: Office,
    matter_id: int,
    name: str,
    content: bytes,
    source: AttachmentSource,
    told: Told | None = None,
) -> Attached:
    """Keep something with a matter that was never a file: a pasted picture."""
    from desktop.queries.attachments import attachment_limit
    from desktop.services.attachments import add_attachment

    incoming = look_at_bytes(name, content, most=office.ask(attachment_limit), told=told)
    return office.perform(add_attachment, matter_id=matter_id, incoming=incoming, source=source)


def bytes_of(office: Office, attachment_id: int, told: Told | None = None) -> bytes:
    """Return a whole file, for a look at it on the screen."""
    return b"".join(_pieces(office, attachment_id, told))


def copy_out(
    office: Office, attachment_id: int, target: Path, *, to_disk: bool = True, told: Told | None = None
) -> Path:
    """Write a copy of a file, with its event, and return where it lies; a file that is there is replaced.

    Raises OfficeError when it cannot be written, or when the bytes are not those that were kept.
    """
    from desktop.services.attachments import hand_out_attachment

    handed = office.perform(hand_out_attachment, attachment_id=attachment_id, to_disk=to_disk)
    part = target.with_name(f".{target.name}.part")
    digest = hashlib.sha256()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            for piece in _pieces(office, attachment_id, told, total=handed.size):
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() != handed.sha256:
            raise OfficeError("这份材料的内容已损坏，没有取出。", todo="请联系系统管理员从备份恢复。")
        part.replace(target)
    except OSError as fault:
        raise OfficeError(
            f"没有存下：不能写入文件夹“{target.parent}”。", todo="请换一个位置，或清理磁盘后再存。"
        ) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def _pieces(office: Office, attachment_id: int, told: Told | None, *, total: int = 0) -> Iterator[bytes]:
    """Yield a file's bytes, each piece in a short reading transaction of its own."""
    from desktop.queries.attachments import attachment_piece

    position = 0
    while piece := office.ask(attachment_piece, attachment_id=attachment_id, position=position):
        position += 1
        if told is not None:
            done = min(position * PIECE, total or position * PIECE)
            told(done, total or done + PIECE, "取出")
        yield piece
        if len(piece) < PIECE:
            return
