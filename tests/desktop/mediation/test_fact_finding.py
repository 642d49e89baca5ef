"""What was found out in a case: put right, taken out where nothing stands on paper yet. On both engines."""

from __future__ import annotations

import pytest
from mediation_stories import Story

from desktop.attachments.incoming import look_at_bytes
from desktop.entries.following import InquiryEntry
from desktop.errors import FormError, OfficeError
from desktop.queries.dossiers import dossier_view
from desktop.services.attachments import add_attachment
from desktop.services.mediation.fact_finding import remove_inquiry, save_inquiry
from desktop.services.mediation.filing import record_original
from desktop.services.mediation.performing import perform_obligation
from models.values.attachments import AttachmentSource
from models.values.choices import InquiryKind


def test_an_inquiry_noted_by_mistake_goes_and_one_on_paper_stays(story: Story) -> None:
    story.opened()
    view = story.view()
    entry = InquiryEntry(
        kind=InquiryKind.PERSON,
        started_at=story.office.clock.now(),
        place="村委会",
        subject="张铉",
        investigators="陈桂芳",
        text="问：墙是谁家的？答：两家的。",
    )
    wrong = story.office.perform(save_inquiry, case_id=view.case_id, entry=entry)
    assert (
        story.office.perform(remove_inquiry, inquiry_id=wrong.row_id, version=wrong.version) == view.case_id
    )
    assert story.view().facts.inquiries == ()
    kept = story.office.perform(save_inquiry, case_id=view.case_id, entry=entry)
    story.office.perform(
        record_original,
        case_id=view.case_id,
        paper_kind="inquiry",
        subject_id=kept.row_id,
        state="in_dossier",
        pages=2,
    )
    with pytest.raises(OfficeError, match="已经出过文书或登记了原件"):
        story.office.perform(remove_inquiry, inquiry_id=kept.row_id, version=kept.version)
    assert len(story.view().facts.inquiries) == 1


def test_a_receipt_that_was_attached_stands_in_the_dossier(story: Story) -> None:
    story.effective()
    view = story.view()
    (owed,) = view.followed
    office = story.office
    fields = {
        "obligation_id": owed.obligation_id,
        "version": owed.version,
        "performed_on": office.clock.now().date(),
        "complete": True,
        "amount_fen": owed.amount_fen,
    }
    with pytest.raises(FormError, match="不在这件事项里"):
        office.perform(perform_obligation, **fields, attachment_id=4711)
    incoming = look_at_bytes("收条.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), most=10**6)
    kept = office.perform(
        add_attachment, matter_id=story.matter_id, incoming=incoming, source=AttachmentSource.FILE
    )
    office.perform(perform_obligation, **fields, attachment_id=kept.attachment_id)
    assert story.view().followed[0].performances[0].attachment_id == kept.attachment_id
    proofs = [
        line
        for line in office.ask(dossier_view, case_id=story.case_id).rows
        if line.key == "performance_proof"
    ]
    assert [(line.subject_id, line.state) for line in proofs] == [(owed.obligation_id, "scanned")]
