"""Files of a matter: kept once, never lost, never deleted, seen by those who may see the matter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from attached_files import JPEG, PDF, PNG
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

import factories
from desktop.attachments.incoming import PIECE, look_at_bytes
from desktop.attachments.moving import attach_bytes, attach_file, bytes_of, copy_out
from desktop.database.verify import verify
from desktop.errors import ConflictError, ForbiddenError, NotFoundError, OfficeError
from desktop.office import Office
from desktop.queries.attachments import attachment_limit, attachment_line, attachment_piece, attachments_of
from desktop.queries.matters import matter_view
from desktop.services.attachments import (
    add_attachment,
    describe_attachment,
    set_attachment_limit,
    void_attachment,
)
from desktop.who import Who
from models.attachment import Attachment, Blob, BlobChunk
from models.event import Event
from models.values.attachments import AttachmentSource
from models.values.permissions import Role

FILE = AttachmentSource.FILE
People = dict[Role, Who]


def count(office: Office, table: type) -> int:
    with Session(office.engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def last_event(office: Office) -> Event:
    with Session(office.engine) as session:
        return session.scalars(select(Event).order_by(Event.seq.desc())).first()  # type: ignore[return-value]  # there is one


def test_a_photo_and_a_paper_come_to_a_matter(
    office: Office, people: People, scans: Path, tmp_path: Path
) -> None:
    matter_id = factories.register(office, people[Role.RECEPTIONIST]).matter_id
    for name in ("墙体照片.jpg", "现场丈量说明.pdf"):
        attach_file(office, matter_id, scans / name, FILE)
    paper, photo = office.ask(attachments_of, matter_id=matter_id)
    assert (paper.name, paper.kind_words, photo.kind_words, photo.size) == (
        "现场丈量说明.pdf",
        "PDF",
        "照片",
        len(JPEG),
    )
    assert (photo.added_by, photo.source_words, photo.from_code) == ("王敏", "选择文件", "")
    assert bytes_of(office, photo.attachment_id) == JPEG
    copied = copy_out(office, paper.attachment_id, tmp_path / "出" / "说明.pdf")
    assert copied.read_bytes() == PDF
    assert [path.name for path in copied.parent.iterdir()] == ["说明.pdf"]
    assert (last_event(office).tag, last_event(office).words) == ("attachment:export", "另存一份材料")
    course = office.ask(matter_view, matter_id=matter_id).course
    assert [line.words for line in course][:3] == [
        "另存一份材料",
        "添加材料：PDF，1 KB",
        "添加材料：照片，1 KB",
    ]
    assert verify(office.engine).sound


def test_a_file_of_several_pieces(office: Office, people: People) -> None:
    matter_id = factories.register(office, people[Role.RECEPTIONIST]).matter_id
    content = PDF + bytes(2 * PIECE)
    told: list[tuple[int, str]] = []
    kept = attach_bytes(
        office, matter_id, "大.pdf", content, FILE, lambda done, _all, what: told.append((done, what))
    )
    assert bytes_of(office, kept.attachment_id) == content
    assert count(office, BlobChunk) == 3
    assert told[-1] == (len(content), "存入")
    whole = PNG + bytes(PIECE - len(PNG))  # ends exactly with a piece
    kept = attach_bytes(office, matter_id, "整.png", whole, FILE)
    assert bytes_of(office, kept.attachment_id) == whole
    assert office.ask(attachment_piece, attachment_id=kept.attachment_id, position=1) == b""


def test_giving_up_leaves_nothing(office: Office, people: People) -> None:
    matter_id = factories.register(office, people[Role.RECEPTIONIST]).matter_id

    class GivenUpError(Exception):
        pass

    def give_up(done: int, _total: int, what: str) -> None:
        if what == "存入" and done > PIECE:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        attach_bytes(office, matter_id, "大.pdf", PDF + bytes(2 * PIECE), FILE, give_up)
    assert [count(office, table) for table in (Blob, BlobChunk, Attachment)] == [0, 0, 0]
    attach_bytes(office, matter_id, "大.pdf", PDF + bytes(2 * PIECE), FILE)
    assert count(office, Attachment) == 1


def test_the_same_file_is_kept_once(office: Office, people: People, scans: Path) -> None:
    first = factories.register(office, people[Role.RECEPTIONIST]).matter_id
    second = factories.register(office, people[Role.RECEPTIONIST]).matter_id
    attach_file(office, first, scans / "墙体照片.jpg", FILE)
    (scans / "改名.jpg").write_bytes(JPEG)
    again = attach_file(office, second, scans / "改名.jpg", FILE)
    assert [count(office, table) for table in (Blob, Attachment)] == [1, 2]
    assert bytes_of(office, again.attachment_id) == JPEG
    with pytest.raises(OfficeError, match=r"已经在本件的材料里了（“墙体照片\.jpg”），没有再存一份"):
        attach_file(office, first, scans / "改名.jpg", FILE)


def test_a_wrong_one_is_voided_and_stays(office: Office, people: People, scans: Path) -> None:
    matter_id = factories.register(office, people[Role.RECEPTIONIST]).matter_id
    kept = attach_file(office, matter_id, scans / "墙体照片.jpg", FILE)
    words = {"attachment_id": kept.attachment_id, "version": kept.version}
    with pytest.raises(OfficeError, match="请写明为什么作废"):
        office.perform(void_attachment, **words, reason="  ")
    office.who = factories.staff(office, "赵小兰", factories.SAFETY, Role.RECEPTIONIST)
    with pytest.raises(ForbiddenError, match="这份材料是王敏添加的"):
        office.perform(void_attachment, **words, reason="不是我的")
    office.who = people[Role.DISPATCHER]
    office.perform(void_attachment, **words, reason="拍的是别家的墙")
    (line,) = office.ask(attachments_of, matter_id=matter_id)
    assert (line.voided_by, line.void_reason) == ("李国栋", "拍的是别家的墙")
    assert bytes_of(office, kept.attachment_id) == JPEG
    with pytest.raises(ConflictError):
        office.perform(void_attachment, **words, reason="再来")
    with pytest.raises(OfficeError, match="已经作废"):
        office.perform(void_attachment, attachment_id=kept.attachment_id, version=line.version, reason="再来")
    office.who = people[Role.RECEPTIONIST]
    attach_file(office, matter_id, scans / "墙体照片.jpg", FILE)  # after voiding it may come again
    assert len(office.ask(attachments_of, matter_id=matter_id)) == 2
    with Session(office.engine) as session, pytest.raises(DatabaseError):
        session.execute(text("DELETE FROM attachment"))


def test_a_better_name(office: Office, people: People, scans: Path) -> None:
    matter_id = factories.register(office, people[Role.RECEPTIONIST]).matter_id
    kept = attach_file(office, matter_id, scans / "墙体照片.jpg", FILE)

    def describe(**words: object) -> None:
        given = {"name": "东墙.jpg", "note": "", "taken_on": None, "version": kept.version, **words}
        office.perform(describe_attachment, attachment_id=kept.attachment_id, **given)  # type: ignore[arg-type]  # built above

    for words, field in (
        ({"name": " "}, "name"),
        ({"name": "长" * 121}, "name"),
        ({"note": "字" * 201}, "note"),
    ):
        with pytest.raises(OfficeError) as refusal:
            describe(**words)
        assert refusal.value.field == field
    with pytest.raises(OfficeError, match="不能晚于今天"):
        describe(taken_on=date(2026, 11, 24))
    describe(note="东边第二间", taken_on=date(2026, 11, 20))
    line = office.ask(attachment_line, attachment_id=kept.attachment_id)
    assert (line.name, line.note, line.taken_on) == ("东墙.jpg", "东边第二间", date(2026, 11, 20))
    changes = str(last_event(office).changes)
    assert "东墙" not in changes  # a name may carry a number of somebody
    assert "第二间" not in changes
    with pytest.raises(ConflictError):
        describe(name="旧版本.jpg")


def test_a_confidential_matter_keeps_its_files_to_itself(office: Office, people: People, scans: Path) -> None:
    secret = factories.register(office, people[Role.DISPATCHER], confidential=True).matter_id
    kept = attach_file(office, secret, scans / "墙体照片.jpg", FILE)
    office.who = people[Role.RECEPTIONIST]
    assert office.ask(attachments_of, matter_id=secret) == ()
    for call in (
        lambda: bytes_of(office, kept.attachment_id),
        lambda: office.ask(attachment_line, attachment_id=kept.attachment_id),
        lambda: copy_out(office, kept.attachment_id, scans / "x.jpg"),
        lambda: attach_file(office, secret, scans / "现场丈量说明.pdf", FILE),
        lambda: office.perform(void_attachment, attachment_id=kept.attachment_id, version=1, reason="看看"),
    ):
        with pytest.raises(NotFoundError):
            call()
    assert not (scans / "x.jpg").exists()
    with Session(office.engine) as session:
        written = [f"{event.words}{event.changes}" for event in session.scalars(select(Event))]
    assert not any("墙体照片" in words for words in written)


def test_the_limit_is_a_setting(office: Office, people: People) -> None:
    matter_id = factories.register(office, people[Role.RECEPTIONIST]).matter_id
    office.who = people[Role.ADMINISTRATOR]
    for wrong in (0, 201):
        with pytest.raises(OfficeError, match="1到200之间"):
            office.perform(set_attachment_limit, megabytes=wrong, before=50)
    office.perform(set_attachment_limit, megabytes=2, before=50)
    office.perform(set_attachment_limit, megabytes=1, before=2)
    office.who = people[Role.RECEPTIONIST]
    assert office.ask(attachment_limit) == 1 << 20
    large = PDF + bytes(1 << 20)
    with pytest.raises(OfficeError, match=r"超过了每个文件1\.0 MB的限度"):
        attach_bytes(office, matter_id, "大.pdf", large, FILE)
    looked = look_at_bytes("大.pdf", large, most=1 << 30)
    with pytest.raises(OfficeError, match="超过了"):
        office.perform(add_attachment, matter_id=matter_id, incoming=looked, source=FILE)


def test_an_archived_matter_takes_late_scans_from_the_archivist_only(office: Office, people: People) -> None:
    matter_id = factories.register(office, people[Role.RECEPTIONIST]).matter_id
    with office.engine.begin() as connection:
        connection.execute(text("UPDATE matter SET state = 'archived'"))
    with pytest.raises(OfficeError, match="已归档，材料要由档案员补"):
        attach_bytes(office, matter_id, "补.pdf", PDF, FILE)
    office.who = people[Role.ARCHIVIST]
    attach_bytes(office, matter_id, "补.pdf", PDF, FILE)
    assert len(office.ask(attachments_of, matter_id=matter_id)) == 1


def test_damaged_bytes_are_found(office: Office, people: People, tmp_path: Path) -> None:
    matter_id = factories.register(office, people[Role.RECEPTIONIST]).matter_id
    kept = attach_bytes(office, matter_id, "好.pdf", PDF, FILE)
    with office.engine.begin() as connection:
        if office.engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER blob_chunk_no_update"))
        else:
            connection.execute(text("ALTER TABLE blob_chunk DISABLE TRIGGER ALL"))
        connection.execute(
            BlobChunk.__table__.update().values(content=PDF.replace(b"1.7", b"1.6"))  # type: ignore[attr-defined]  # of a Table
        )
    (check,) = [check for check in verify(office.engine).checks if not check.sound]
    assert check.name == "材料"
    assert check.faults == (
        f"有一份材料的内容已损坏（事项内部编号 {matter_id}，材料 {kept.attachment_id}）。",
    )
    target = tmp_path / "坏.pdf"
    with pytest.raises(OfficeError, match="内容已损坏"):
        copy_out(office, kept.attachment_id, target)
    assert list(tmp_path.glob("*坏*")) == []
