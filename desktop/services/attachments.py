"""Files of a matter: kept once by their content, described, voided with a reason, and handed out with an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select

from desktop.attachments.incoming import Incoming
from desktop.attachments.limit import most_bytes_of
from desktop.database.once import enter_once
from desktop.errors import ForbiddenError, NotFoundError, OfficeError
from desktop.moves import held_matter
from desktop.permissions import requires
from desktop.versions import expect_value, expect_version
from desktop.work import Work
from models.attachment import Attachment, Blob, BlobChunk
from models.centre import Setting
from models.matter import Matter
from models.values.attachments import (
    KIND_LABELS,
    LIMIT_SETTING,
    MEGABYTE,
    NAME_LIMIT,
    AttachmentSource,
    size_words,
)
from models.values.matter_states import MatterState
from models.values.permissions import Permission
from models.values.text import tidy

NOTE_LIMIT = REASON_LIMIT = 200
LEAST_LIMIT, MOST_LIMIT = 1, 200
"""Megabytes between which a centre may set the largest file."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as it is kept now."""

    attachment_id: int
    matter_id: int
    version: int
    name: str


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What may now be read piece by piece (desktop.queries.attachments)."""

    attachment_id: int
    name: str
    kind: str
    size: int
    sha256: str


@requires(Permission.MATTER_READ)
def add_attachment(
    work: Work,
    *,
    matter_id: int,
    incoming: Incoming,
    source: AttachmentSource,
    note: str = "",
    taken_on: date | None = None,
) -> Attached:
    """Keep a file with a matter that this account may see, whole or not at all.

    Its bytes are kept once however often the same file comes; the same file twice in one matter is refused.
    An archived matter takes what is late from the archivist only. Raises OfficeError at `file` or `taken_on`.
    """
    matter = held_matter(work, matter_id)
    _check_open(work, matter)
    most = most_bytes_of(work)
    if incoming.size > most:
        raise OfficeError(
            f"“{incoming.name}”超过了每个文件{size_words(most)}的限度，没有添加。", field="file"
        )
    _check_day(work, taken_on)
    earlier = work.session.scalar(
        select(Attachment.name).where(
            Attachment.matter_id == matter.id,
            Attachment.sha256 == incoming.sha256,
            Attachment.voided_at.is_(None),
        )
    )
    if earlier is not None:
        raise OfficeError(f"这个文件已经在本件的材料里了（“{earlier}”），没有再存一份。", field="file")
    _keep_bytes(work, incoming)
    row = Attachment(
        matter_id=matter.id,
        sha256=incoming.sha256,
        name=incoming.name,
        kind=incoming.kind,
        size=incoming.size,
        source=source,
        note=_words("note", note, NOTE_LIMIT),
        taken_on=taken_on,
        added_at=work.now,
        added_by_id=work.who.account_id or 0,
        added_by=work.who.name,
        seen=matter.seen,
    )
    work.session.add(row)
    work.session.flush()
    words = f"添加材料：{KIND_LABELS[incoming.kind]}，{size_words(incoming.size)}"
    work.record("attachment:add", row, words=words)
    return _attached(row)


@requires(Permission.MATTER_READ)
def describe_attachment(
    work: Work, *, attachment_id: int, version: int, name: str, note: str = "", taken_on: date | None = None
) -> Attached:
    """Give a file a better name, the day on which it was made, a note; its bytes never change."""
    row, matter = _held(work, attachment_id)
    _check_open(work, matter)
    expect_version(row, version, {"name": name, "note": note, "taken_on": taken_on})
    called = _words("name", name, NAME_LIMIT)
    if not called:
        raise OfficeError("请给材料起个名字。", field="name")
    _check_day(work, taken_on)
    if row.voided_at is not None:
        raise OfficeError("这份材料已作废，不能再改。")
    row.name, row.note, row.taken_on = called, _words("note", note, NOTE_LIMIT), taken_on
    if work.session.is_modified(row):
        work.record("attachment:edit", row, words="改材料的名称或说明")
        work.session.flush()
    return _attached(row)


@requires(Permission.MATTER_READ)
def void_attachment(work: Work, *, attachment_id: int, version: int, reason: str) -> Attached:
    """作废: a wrong file stays where it is, marked, with who, when and why. It is never deleted.

    Who added it may, and a dispatcher, director or archivist.
    """
    row, matter = _held(work, attachment_id)
    _check_open(work, matter)
    expect_version(row, version, {"void_reason": reason})
    may_all = (Permission.MATTER_DISPATCH, Permission.MATTER_CLOSE, Permission.MATTER_ARCHIVE)
    if row.added_by_id != work.who.account_id and not any(work.who.may(one) for one in may_all):
        raise ForbiddenError(f"这份材料是{row.added_by}添加的，要由本人、调度员、中心主任或档案员作废。")
    if row.voided_at is not None:
        raise OfficeError("这份材料已经作废了。")
    why = _words("reason", reason, REASON_LIMIT)
    if not why:
        raise OfficeError("请写明为什么作废。", field="reason")
    row.voided_at, row.voided_by, row.void_reason = work.now, work.who.name, why
    work.record("attachment:void", row, words="作废一份材料")
    work.session.flush()
    return _attached(row)


@requires(Permission.MATTER_READ)
def hand_out_attachment(work: Work, *, attachment_id: int, to_disk: bool) -> HandedOut:
    """Note that somebody opens a file with another program, or saves a copy of it; return what it is."""
    row = work.session.get(Attachment, attachment_id)
    if row is None:
        raise NotFoundError("没有找到这份材料。")
    if to_disk:
        work.record("attachment:export", row, words="另存一份材料")
    else:
        work.record("attachment:open", row, words="打开一份材料")
    return HandedOut(row.id, row.name, row.kind, row.size, row.sha256)


@requires(Permission.CENTRE_EDIT)
def set_attachment_limit(work: Work, *, megabytes: int, before: int) -> int:
    """Set how large one file may be, in megabytes; return it. `before` is what the form was opened on."""
    if not LEAST_LIMIT <= megabytes <= MOST_LIMIT:
        raise OfficeError(f"请填{LEAST_LIMIT}到{MOST_LIMIT}之间的数。", field="attachment_limit")
    setting = work.session.get(Setting, LIMIT_SETTING, with_for_update=True)
    now = most_bytes_of(work) // MEGABYTE
    expect_value(now, before, f"{now} MB", field="attachment_limit")
    if setting is None:
        setting = Setting(key=LIMIT_SETTING, value=megabytes * MEGABYTE)
        work.session.add(setting)
    else:
        setting.value = megabytes * MEGABYTE
    work.record("setting:edit", setting, words=f"每个材料文件最多{megabytes} MB")
    return megabytes


def _keep_bytes(work: Work, incoming: Incoming) -> None:
    """Keep a file's bytes unless they are kept already; on a server this waits for one who is just doing so."""
    row = {
        "sha256": incoming.sha256,
        "size": incoming.size,
        "kind": incoming.kind,
        "stored_at": work.now,
    }
    work.session.flush()
    if not enter_once(work.session, Blob, row):
        return
    try:
        for position, piece in enumerate(incoming.pieces()):
            work.session.execute(
                insert(BlobChunk).values(sha256=incoming.sha256, position=position, content=piece)
            )
    except OSError as fault:
        raise OfficeError(
            f"“{incoming.name}”读到一半读不下去了，没有添加。", todo="请检查U盘、网络盘或扫描仪后再试。"
        ) from fault


def _held(work: Work, attachment_id: int) -> tuple[Attachment, Matter]:
    """Return a file that this account may see, and its matter, held for this transaction."""
    row = work.session.get(Attachment, attachment_id)
    if row is None:
        raise NotFoundError("没有找到这份材料。")
    matter = held_matter(work, row.matter_id)
    work.session.refresh(row)
    return row, matter


def _check_open(work: Work, matter: Matter) -> None:
    """Refuse changes to what lies in the archive, except by the archivist."""
    if matter.state == MatterState.ARCHIVED and not work.who.may(Permission.MATTER_ARCHIVE):
        raise OfficeError("这件事项已归档，材料要由档案员补。")


def _check_day(work: Work, day: date | None) -> None:
    """Refuse a day to come."""
    if day is not None and day > work.today:
        raise OfficeError("形成日期不能晚于今天。", field="taken_on")


def _words(field: str, text: str, limit: int) -> str:
    """Return words as they are kept, or refuse them at their field."""
    try:
        return tidy(text, limit=limit)
    except ValueError as fault:
        raise OfficeError(f"{fault}", field=field) from fault


def _attached(row: Attachment) -> Attached:
    """Return a file as it is kept now."""
    return Attached(row.id, row.matter_id, row.version, row.name)
