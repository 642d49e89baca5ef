"""The columns of a matter's files."""

from __future__ import annotations

from desktop.queries.attachments import AttachmentLine
from models.values.attachments import AttachmentKind, size_words
from models.values.dates import in_zone, moment_in_sentences
from ui.widgets.badge import BadgeSpec
from ui.widgets.rows import Column, Kind

_K = AttachmentKind
ICONS = {
    _K.PDF: "document_pdf",
    _K.JPEG: "image",
    _K.PNG: "image",
    _K.HEIC: "image",
    _K.TIFF: "image",
    _K.BMP: "image",
}


def attachment_columns(*, wide: bool = False) -> list[Column[AttachmentLine]]:
    """Return the columns of the list of files; `wide` with size and origin."""
    columns = [
        Column(title="种类", name="kind", value=kind_badge, kind=Kind.MARK, width=88),
        Column(title="名称", name="name", value=lambda line: line.name, kind=Kind.LINK, tip=all_words),
        Column(title="添加", name="added", value=added_words, kind=Kind.SECONDARY, width=116, tip=all_words),
    ]
    if wide:
        columns.insert(
            2,
            Column(
                title="大小",
                name="size",
                value=lambda line: size_words(line.size),
                kind=Kind.SECONDARY,
                width=72,
                right=True,
            ),
        )
    return columns


def kind_badge(line: AttachmentLine) -> BadgeSpec:
    """Return what a file is, or that it is void."""
    if line.voided_at is not None:
        return BadgeSpec("作废", "mute", "prohibited")
    return BadgeSpec(line.kind_words, "mute", ICONS.get(line.kind, "document"))


def added_words(line: AttachmentLine) -> str:
    """Return the day and who added it."""
    return f"{in_zone(line.added_at):%m-%d} {line.added_by}"


def all_words(line: AttachmentLine) -> str:
    """Return everything that is known of a file, in sentences."""
    parts = [
        f"{line.name}，{size_words(line.size)}，{line.source_words}",
        f"{moment_in_sentences(line.added_at)}由{line.added_by}添加",
    ]
    if line.taken_on is not None:
        parts.append(f"形成于{line.taken_on.isoformat()}")
    if line.from_code:
        parts.append(f"来自并入的事项{line.from_code}")
    if line.note:
        parts.append(line.note)
    if line.voided_at is not None:
        parts.append(f"{moment_in_sentences(line.voided_at)}由{line.voided_by}作废：{line.void_reason}")
    return "\n".join(parts)
