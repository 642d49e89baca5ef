"""The files of a matter: their list, without a byte of them, and their bytes piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desktop.attachments.limit import most_bytes_of
from desktop.errors import NotFoundError
from desktop.permissions import requires
from desktop.work import Work
from models.attachment import Attachment, BlobChunk
from models.matter import Matter
from models.values.attachments import (
    KIND_LABELS,
    SOURCE_LABELS,
    AttachmentKind,
    AttachmentSource,
)
from models.values.permissions import Permission


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """One file as lists show it."""

    attachment_id: int
    version: int
    matter_id: int
    name: str
    kind: AttachmentKind
    kind_words: str
    size: int
    source_words: str
    note: str
    taken_on: date | None
    added_at: datetime
    added_by: str
    added_by_id: int
    voided_at: datetime | None
    voided_by: str
    void_reason: str
    from_code: str
    """The short code of the merged matter that it came with; '' for the matter's own."""


@requires(Permission.MATTER_READ)
def attachments_of(work: Work, *, matter_id: int) -> tuple[AttachmentLine, ...]:
    """Return the files of a matter and of those merged into it, the newest first; none that one may not see."""
    merged = select(Matter.id).where(Matter.merged_into_id == matter_id)
    rows = work.session.execute(
        select(Attachment, Matter.code)
        .join(Matter, Matter.id == Attachment.matter_id)
        .where((Attachment.matter_id == matter_id) | Attachment.matter_id.in_(merged))
        .order_by(Attachment.id.desc())
    )
    return tuple(_line(row, "" if row.matter_id == matter_id else code) for row, code in rows)


@requires(Permission.MATTER_READ)
def attachment_line(work: Work, *, attachment_id: int) -> AttachmentLine:
    """Return one file as lists show it; NotFoundError where there is none that this account may see."""
    row = work.session.get(Attachment, attachment_id)
    if row is None:
        raise NotFoundError("没有找到这份材料。")
    return _line(row, "")


@requires(Permission.MATTER_READ)
def attachment_piece(work: Work, *, attachment_id: int, position: int) -> bytes:
    """Return one piece of a file's bytes, 1 MB at most, from 0; empty after the last one."""
    sha256 = work.session.scalar(select(Attachment.sha256).where(Attachment.id == attachment_id))
    if sha256 is None:
        raise NotFoundError("没有找到这份材料。")
    found = work.session.scalar(
        select(BlobChunk.content).where(BlobChunk.sha256 == sha256, BlobChunk.position == position)
    )
    return bytes(found) if found is not None else b""


@requires(Permission.MATTER_READ)
def attachment_limit(work: Work) -> int:
    """Return how large one file may be, in bytes."""
    return most_bytes_of(work)


@requires(Permission.CENTRE_EDIT)
def attachment_limit_set(work: Work) -> int:
    """Return the centre's limit of one file in bytes, for the settings."""
    return most_bytes_of(work)


def _line(row: Attachment, from_code: str) -> AttachmentLine:
    """Return a row as lists show it."""
    return AttachmentLine(
        attachment_id=row.id,
        version=row.version,
        matter_id=row.matter_id,
        name=row.name,
        kind=AttachmentKind(row.kind),
        kind_words=KIND_LABELS[AttachmentKind(row.kind)],
        size=row.size,
        source_words=SOURCE_LABELS[AttachmentSource(row.source)],
        note=row.note,
        taken_on=row.taken_on,
        added_at=row.added_at,
        added_by=row.added_by,
        added_by_id=row.added_by_id,
        voided_at=row.voided_at,
        voided_by=row.voided_by,
        void_reason=row.void_reason,
        from_code=from_code.partition("-")[2],
    )
