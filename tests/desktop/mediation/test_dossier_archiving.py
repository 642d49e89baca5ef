"""The dossier of a case: what it lacks, bound with true pages, frozen, late papers by a note only."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pypdfium2
import pytest
from mediation_stories import Story, person
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.attachments.incoming import look_at
from desktop.errors import FormError, OfficeError
from desktop.papers.offers import Fill
from desktop.queries.dossier_runs import bound_dossier
from desktop.queries.dossiers import case_lint, dossier_pdf, dossier_view, signatures_to_fetch
from desktop.services.attachments import add_attachment
from desktop.services.mediation.archiving import add_late_papers, archive_case
from desktop.services.mediation.filing import record_original, waive_finding, write_dossier_note
from desktop.services.papers import issue_case_paper
from models.dossier import Dossier, DossierNote, LintWaiver
from models.values.attachments import AttachmentSource
from models.values.case_states import CaseState
from models.values.choices import CaseSource, PartySide, SignatureState
from models.values.permissions import Role


@pytest.fixture
def closed(story: Story) -> Story:
    """A case with a written agreement, performed and closed."""
    story.effective()
    story.perform()
    story.close()
    return story


def photo(words: str = "") -> bytes:
    """A small photo, each another."""
    picture = Image.new("RGB", (856, 540), (200 + len(words), 230, 210))
    output = io.BytesIO()
    picture.save(output, "JPEG")
    return output.getvalue()


def attach(story: Story, name: str, content: bytes) -> int:
    """Attach a file to the matter of a case."""
    story.office.who = story.people[Role.MEDIATOR]
    incoming = look_at(name, lambda: io.BytesIO(content), size=len(content), most=50 * 2**20)
    added = story.office.perform(
        add_attachment, matter_id=story.matter_id, incoming=incoming, source=AttachmentSource.FILE
    )
    return int(added.attachment_id)


def file(story: Story, kind: str, subject_id: int, state: str, **words: Any) -> None:
    """Note where a signed original is."""
    story.office.who = story.people[Role.MEDIATOR]
    story.office.perform(
        record_original, case_id=story.case_id, paper_kind=kind, subject_id=subject_id, state=state, **words
    )


def settle(story: Story) -> None:
    """Give every open warning a reason."""
    story.office.who = story.people[Role.MEDIATOR]
    for found in story.office.ask(dossier_view, case_id=story.case_id).report.open_warnings:
        story.office.perform(
            waive_finding,
            case_id=story.case_id,
            check_id=found.check,
            place=found.field,
            reason=found.reasons[0],
        )


def archive(story: Story, **changes: Any) -> Any:
    """Archive the case as the archivist."""
    office = story.office
    office.who = story.people[Role.ARCHIVIST]
    fields: dict[str, Any] = {
        "case_id": story.case_id,
        "version": office.ask(dossier_view, case_id=story.case_id).version,
        "filed_by": "立卷人甲",
        "filed_on": office.clock.now().date(),
        "checked_by": "检查人乙",
    }
    return office.perform(archive_case, **(fields | changes))


def page_texts(pdf: bytes) -> list[str]:
    """The text of every page of a PDF."""
    document: Any = pypdfium2.PdfDocument(pdf)  # type: ignore[no-untyped-call]  # has no types
    try:
        texts = []
        for page in document:
            words = page.get_textpage()
            texts.append(words.get_text_bounded())
            words.close()
            page.close()
        return texts
    finally:
        document.close()


def test_a_dossier_is_bound_with_an_index_that_is_true(closed: Story) -> None:
    texts = page_texts(closed.office.ask(dossier_pdf, case_id=closed.case_id))
    assert "调解卷宗" in texts[0]
    assert "卷内目录" in texts[1]
    assert "共" in texts[-1]
    lines = re.findall(r"^\d+ (\S+) (\d+)(?:-(\d+))?\b", texts[1].replace("\r", ""), re.MULTILINE)
    assert [title for title, _first, _last in lines] == [
        "人民调解受理登记表",
        "人民调解当事人权利义务告知书",
        "人民调解记录",
        "人民调解协议书",
        "人民调解结案报告表",
    ]
    page = 1
    for title, first, last in lines:
        assert int(first) == page, title
        assert title in texts[1 + page]
        page = int(last or first) + 1
    assert len(texts) == 2 + page - 1 + 1


def test_the_closing_report_tells_the_whole_result(story: Story) -> None:
    """处理结果: every item and the money owed, as the agreement words them."""
    story.effective(terms=("张铉拆除滴水檐，改装内落水管。",), performance="")
    story.perform()
    story.close()
    texts = page_texts(story.office.ask(dossier_pdf, case_id=story.case_id))
    report = re.sub(r"\s", "", next(text for text in texts[2:] if "人民调解结案报告表" in text))
    assert "1、张铉拆除滴水檐，改装内落水管。" in report
    assert (
        "履行方式、时限：张铉自本协议生效之日起七日内向王秀英支付墙体修缮费3,800.00元（大写：叁仟捌佰元整）"
        in report
    )


def test_a_bound_paper_has_a_telephone_in_full_or_not_at_all(story: Story) -> None:
    """The agreement was printed with it; the closing report that was never printed leaves it out, unmasked."""
    parties = (
        person("王秀英", phone="13800002417"),
        person("张铉", PartySide.RESPONDENT, phone="13800002418"),
    )
    story.opened(parties=parties)
    story.effective()
    story.perform()
    story.close()
    texts = page_texts(story.office.ask(dossier_pdf, case_id=story.case_id))
    assert any("13800002417" in text for text in texts)
    assert not any("****" in text for text in texts)
    run = story.office.ask(bound_dossier, case_id=story.case_id).pdf
    assert not any("****" in text for text in page_texts(run))
    archive_texts = page_texts(archived_bytes(story))
    report = next(text for text in archive_texts[2:] if "人民调解结案报告表" in text)
    assert "13800002417" in report


def archived_bytes(story: Story) -> bytes:
    """Archive the case with a reason for every warning; the frozen bytes."""
    settle(story)
    archive(story)
    return bytes(story.office.ask(dossier_pdf, case_id=story.case_id))


def test_page_checks_and_closing_say_the_same(story: Story) -> None:
    """One source: the errors of the checks are what the page lists and what closing refuses."""
    story.opened(source=CaseSource.COURT_DELEGATED)
    story.issued()
    waiting = {"state": SignatureState.PENDING, "mark": None, "signed_on": None}
    story.sign(story.lines(story.office.clock.now().date(), mediator=waiting, committee=waiting))
    report = story.office.ask(dossier_view, case_id=story.case_id).report
    errors = [(found.field, found.sentence) for found in report.errors]
    assert {found.check for found in report.errors} == {"S02", "S04", "T10"}
    assert [(missing.field, missing.sentence) for missing in story.view().missing] == errors
    with pytest.raises(FormError) as refused:
        story.close()
    assert list(refused.value.faults) == errors


def test_archiving_needs_every_warning_answered(closed: Story) -> None:
    with pytest.raises(FormError) as refused:
        archive(closed)
    open_now = closed.office.ask(dossier_view, case_id=closed.case_id).report.open_warnings
    assert {field for field, _ in refused.value.faults} == {found.field for found in open_now}
    settle(closed)
    done = archive(closed)
    assert done.pages > 3
    view = closed.office.ask(dossier_view, case_id=closed.case_id)
    assert view.state is CaseState.ARCHIVED
    assert view.frozen is not None
    assert view.frozen.sha256 == done.sha256


def test_who_files_and_checks_alike_says_why(closed: Story) -> None:
    settle(closed)
    with pytest.raises(FormError, match="同一个人") as refused:
        archive(closed, checked_by="立卷人甲")
    assert [field for field, _ in refused.value.faults] == ["checked_by"]
    archive(closed, checked_by="立卷人甲", reason="调委会只有一名工作人员")
    with Session(closed.office.engine) as session:
        kept = session.scalars(select(LintWaiver).where(LintWaiver.check_id == "S09")).one()
        assert kept.reason == "调委会只有一名工作人员"
    report = closed.office.ask(dossier_view, case_id=closed.case_id).report
    assert report.open_warnings == ()


def test_a_closing_report_printed_on_another_day_than_the_filing_says_why(closed: Story) -> None:
    """T03; and T02 reads the day of acceptance as the report prints it."""
    closed.office.perform(
        issue_case_paper,
        case_id=closed.case_id,
        key="closing_report",
        subject_id=closed.case_id,
        fill=Fill.FILLED,
    )
    assert closed.office.ask(dossier_view, case_id=closed.case_id).report.errors == ()
    factories.later(closed.office, days=2)
    settle(closed)
    with pytest.raises(FormError, match="填表时间是2026年11月26日") as refused:
        archive(closed)
    assert [field for field, _ in refused.value.faults] == ["filed_on"]
    assert archive(closed, reason="结案当天已填表").pages > 3


def test_the_frozen_bytes_stay(closed: Story) -> None:
    settle(closed)
    done = archive(closed)
    first = closed.office.ask(dossier_pdf, case_id=closed.case_id)
    assert sha256(first).hexdigest() == done.sha256
    assert closed.office.ask(dossier_pdf, case_id=closed.case_id) == first
    with pytest.raises(OfficeError, match="已归档"):
        file(closed, "session", 1, "in_dossier", pages=2)
    with pytest.raises(OfficeError, match="已归档"):
        closed.office.perform(write_dossier_note, case_id=closed.case_id, text="缺页")


def test_late_papers_come_through_a_note(closed: Story) -> None:
    settle(closed)
    done = archive(closed)
    late = attach_late(closed)
    closed.office.who = closed.people[Role.ARCHIVIST]
    added = closed.office.perform(
        add_late_papers, case_id=closed.case_id, text="补入收条一张。", attachment_ids=(late,)
    )
    assert added.pages == done.pages + 2
    assert added.sha256 == done.sha256
    with Session(closed.office.engine) as session:
        note = session.scalars(select(DossierNote)).one()
        assert (note.pages, note.dossier_id) == (2, done.dossier_id)
        assert note.sha256 not in {None, done.sha256}
        assert session.get_one(Dossier, done.dossier_id).sha256 == done.sha256


def attach_late(story: Story) -> int:
    """A file that comes after the archiving of the case; the matter is still open."""
    return attach(story, "收条.jpg", photo("late"))


def test_only_a_closed_case_is_archived(story: Story) -> None:
    story.effective()
    with pytest.raises(OfficeError, match="已结案"):
        archive(story)


def test_scans_stand_for_the_paper_and_cards_share_a_leaf(closed: Story) -> None:
    before = len(page_texts(closed.office.ask(dossier_pdf, case_id=closed.case_id)))
    party = closed.view().parties[0].id
    for side in ("正面", "背面面"):
        file(closed, "identity", party, "scanned", attachment_id=attach(closed, f"{side}.jpg", photo(side)))
    after = page_texts(closed.office.ask(dossier_pdf, case_id=closed.case_id))
    assert len(after) == before + 1
    assert any("经核对与原件一致" in text for text in after)
    index = after[1]
    assert "当事人身份证明" in index


def test_what_is_only_on_paper_takes_its_numbers(closed: Story) -> None:
    before = len(page_texts(closed.office.ask(dossier_pdf, case_id=closed.case_id)))
    file(closed, "power_of_attorney", closed.view().parties[0].id, "in_dossier", pages=3)
    texts = page_texts(closed.office.ask(dossier_pdf, case_id=closed.case_id))
    assert len(texts) == before
    flat = re.sub(r"\s", "", texts[1])
    assert "授权委托书（王秀英）3-5仅纸质，3页" in flat


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("坏.pdf", b"%PDF-1.4 broken", "打不开"),
        ("坏.jpg", photo()[:300], "已损坏"),
    ],
)
def test_a_scan_that_cannot_be_read_is_named(closed: Story, name: str, content: bytes, words: str) -> None:
    number = attach(closed, name, content)
    file(closed, "acceptance", closed.case_id, "scanned", attachment_id=number)
    with pytest.raises(OfficeError, match=words) as refused:
        closed.office.ask(dossier_pdf, case_id=closed.case_id)
    assert name in refused.value.sentence


def test_an_error_cannot_be_waived_and_a_reason_stays(closed: Story) -> None:
    view = closed.office.ask(dossier_view, case_id=closed.case_id)
    found = view.report.open_warnings[0]
    with pytest.raises(FormError):
        closed.office.perform(
            waive_finding, case_id=closed.case_id, check_id=found.check, place=found.field, reason=" "
        )
    settle(closed)
    after = closed.office.ask(dossier_view, case_id=closed.case_id).report
    assert after.open_warnings == ()
    assert after.score > view.report.score
    again = closed.office.ask(case_lint, number=view.number.replace("（", "(").replace("）", ")"))
    assert again == after


def test_what_is_to_be_signed_is_a_list(story: Story) -> None:
    story.issued()
    assert [line.who for line in story.office.ask(signatures_to_fetch)] == [
        party.name for party in story.view().parties
    ]
    file(story, "rights_notice", story.case_id, "pending", note="张铉外出")
    assert ("人民调解当事人权利义务告知书", "张铉外出") in {
        (line.paper, line.note) for line in story.office.ask(signatures_to_fetch)
    }


@pytest.fixture(autouse=True)
def unlocked() -> Iterator[None]:
    """Nobody leaves PDFium's lock held."""
    from desktop.printing.pdfium import ALONE

    yield
    assert ALONE.acquire(timeout=1)
    ALONE.release()
