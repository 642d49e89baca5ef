"""Bad days of a dossier: a full disk while it is archived, a HEIC photo, a recording, two archivists at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from mediation_stories import Story
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session
from test_dossier_archiving import archive, attach, file, page_texts, settle

import factories
from desktop.entries.following import EvidenceEntry
from desktop.errors import FormError, NotFoundError, OfficeError
from desktop.office import Office
from desktop.queries.dossiers import dossier_pdf, dossier_view
from desktop.services.mediation.archiving import Archived, archive_case
from desktop.services.mediation.fact_finding import save_evidence
from models.dossier import Dossier
from models.values.case_states import CaseState
from models.values.permissions import Role

sys.path.append(str(Path(__file__).parents[1]))
from together import at_once

ON_ONE = pytest.mark.parametrize("engine_name", ["sqlite"])
"""What does not depend on the engine is asked on one."""
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1" + b"\0" * 64


@pytest.fixture
def closed(story: Story) -> Story:
    """A case with a written agreement, performed and closed, every warning answered."""
    story.effective()
    story.perform()
    story.close()
    settle(story)
    return story


def dossiers(story: Story) -> int:
    with Session(story.office.engine) as session:
        return session.scalar(select(func.count()).select_from(Dossier)) or 0


@ON_ONE
def test_a_full_disk_leaves_the_case_closed_and_the_archiving_can_be_done_again(closed: Story) -> None:
    engine = closed.office.engine

    def fill(connection: Any, _branch: object = None) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")

    event.listen(engine, "begin", fill)
    with pytest.raises(OfficeError, match="磁盘已满"):
        archive(closed)
    event.remove(engine, "begin", fill)
    engine.dispose()  # somebody made room
    assert dossiers(closed) == 0
    assert closed.view().state is CaseState.CLOSED
    assert archive(closed).pages > 3
    assert dossiers(closed) == 1


def test_two_archivists_at_once_make_one_dossier(closed: Story, centre_place: str) -> None:
    other = factories.open_office(centre_place)
    other.clock = closed.office.clock
    version = closed.view().version
    closed.office.who = other.who = closed.people[Role.ARCHIVIST]

    def one(office: Office) -> Archived:
        return office.perform(
            archive_case,
            case_id=closed.case_id,
            version=version,
            filed_by="立卷人甲",
            filed_on=office.clock.now().date(),
            checked_by="检查人乙",
        )

    results = at_once(lambda: one(closed.office), lambda: one(other))
    other.close()
    assert sorted(type(result).__name__ for result in results) == ["Archived", "ConflictError"]
    assert dossiers(closed) == 1


@ON_ONE
def test_a_photo_that_cannot_be_bound_is_refused_where_it_is_chosen(story: Story) -> None:
    story.effective()
    photo = attach(story, "IMG_0001.HEIC", HEIC)
    with pytest.raises(OfficeError, match="HEIC") as refused:
        file(story, "acceptance", story.case_id, "scanned", attachment_id=photo)
    assert refused.value.field == "attachment_id"
    assert "兼容性最佳" in str(refused.value)
    entry = EvidenceEntry(name="现场照片", compared_by="陈桂芳", attachment_id=photo)
    story.office.perform(save_evidence, case_id=story.case_id, entry=entry)
    found = story.office.ask(dossier_view, case_id=story.case_id).report.findings
    assert [line.sentence for line in found if line.check == "E01"] == [
        "“现场照片”的文件“IMG_0001.HEIC”装不进卷宗，请另存为JPG或PDF后重新添加。"
    ]
    with pytest.raises(OfficeError, match=r"IMG_0001\.HEIC"):
        story.office.ask(dossier_pdf, case_id=story.case_id)


@ON_ONE
def test_a_recording_stands_in_the_list_and_bars_nothing(story: Story) -> None:
    story.effective()
    sound = attach(story, "通话.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\0" * 64)
    entry = EvidenceEntry(name="通话录音", provider="王秀英", attachment_id=sound)
    story.office.perform(save_evidence, case_id=story.case_id, entry=entry)
    texts = page_texts(story.office.ask(dossier_pdf, case_id=story.case_id))
    page = next(text for text in texts[2:] if "通话录音" in text)
    assert "音像" in page
    report = story.office.ask(dossier_view, case_id=story.case_id).report
    assert not {line.check for line in report.findings} & {"E01", "E02"}


@ON_ONE
def test_a_refusal_of_the_archiving_names_every_field_at_once(story: Story) -> None:
    story.effective()
    story.perform()
    story.close()
    with pytest.raises(FormError) as refused:
        archive(story, checked_by="立卷人甲")
    assert {"checked_by"} < {field for field, _sentence in refused.value.faults}


@pytest.mark.parametrize("kind", ["identity", "inquiry", "site_inspection", "session", "return_visit"])
def test_an_original_of_what_was_deleted_meanwhile_is_refused(story: Story, kind: str) -> None:
    """Else the dossier of the case could never be drawn again."""
    story.opened()
    with pytest.raises(NotFoundError, match="没有找到这份文书"):
        file(story, kind, 4711, "in_dossier", pages=1)
    assert story.office.ask(dossier_view, case_id=story.case_id).rows
