"""What was found out in a case: put right, taken out where nothing stands on paper yet. On both engines."""

from __future__ import annotations

import pytest
from mediation_stories import Story

from desktop.entries.following import InquiryEntry
from desktop.errors import OfficeError
from desktop.services.mediation.fact_finding import remove_inquiry, save_inquiry
from desktop.services.mediation.filing import record_original
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
