"""Merging, extension, check, closing, doing again, archiving, risk, and taking the last step back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

import factories
from desktop.database.verify import verify
from desktop.entries.matters import ExternalNumberEntry
from desktop.entries.people import PersonEntry
from desktop.errors import ConflictError, ForbiddenError, FormError, NotFoundError, OfficeError
from desktop.office import Office
from desktop.queries.history import found_matters
from desktop.queries.matters import MatterView, matter_view
from desktop.queries.undoing import undo_offer
from desktop.services.closing import (
    archive_matter,
    close_matter,
    reopen_matter,
    terminate_matter,
    verify_matter,
)
from desktop.services.dispatching import (
    Share,
    acknowledge_assignment,
    dispatch_matter,
    note_action,
    report_assignment,
)
from desktop.services.extending import ask_extension, decline_extension, grant_extension
from desktop.services.merging import join_matter, merge_matters
from desktop.services.risk import set_risk
from desktop.services.undoing import undo_last
from desktop.services.visits import join_visit
from desktop.unit_acts import OnBehalf
from desktop.who import Who
from models.matter import Extension, Matter
from models.staff import Staff
from models.values.choices import MatterNature, RecordedHow, RiskLevel
from models.values.matter_states import AssignmentState, MatterState
from models.values.permissions import Role

People = dict[Role, Who]


def look(office: Office, who: Who, matter_id: int) -> MatterView:
    office.who = who
    return office.ask(matter_view, matter_id=matter_id)


def in_hand(office: Office, people: People, **changes: object) -> MatterView:
    """A matter that the justice office has acknowledged."""
    saved = factories.register(
        office, people[Role.RECEPTIONIST], **{"nature": MatterNature.LIVELIHOOD} | changes
    )
    view = look(office, people[Role.DISPATCHER], saved.matter_id)
    office.perform(
        dispatch_matter, matter_id=view.matter_id, version=view.version, lead=Share(factories.JUSTICE)
    )
    share = look(office, people[Role.CASE_OFFICER], view.matter_id).assignments[0]
    office.perform(acknowledge_assignment, assignment_id=share.assignment_id, version=share.version)
    return look(office, people[Role.CASE_OFFICER], view.matter_id)


def reported(office: Office, people: People) -> MatterView:
    view = in_hand(office, people)
    share = view.assignments[0]
    office.perform(
        report_assignment,
        assignment_id=share.assignment_id,
        version=share.version,
        text="已疏通",
        solved=True,
    )
    return look(office, people[Role.DIRECTOR], view.matter_id)


def test_a_merged_matter_leads_to_the_one_that_goes_on(office: Office, people: People) -> None:
    number = ExternalNumberEntry("12345", "WF-7788")
    older = in_hand(office, people)
    young = factories.register(
        office,
        people[Role.RECEPTIONIST],
        external_numbers=(number,),
        visitor=PersonEntry(name="王小军"),
        story="还是那堵墙，下雨天又进水了。",
    )
    view = look(office, people[Role.DISPATCHER], young.matter_id)
    merged = office.perform(
        merge_matters,
        matter_id=view.matter_id,
        version=view.version,
        into_id=older.matter_id,
        reason="同一堵墙",
    )
    assert merged.into_short_code == older.short_code
    gone = look(office, people[Role.DISPATCHER], view.matter_id)
    assert (gone.state, gone.merged_into_id, gone.merged_into) == (
        MatterState.TERMINATED, older.matter_id, older.short_code,
    )  # fmt: skip
    assert (gone.outcome, gone.visits, gone.due_at) == (f"并入{older.short_code}。同一堵墙", 0, None)
    goes_on = look(office, people[Role.CASE_OFFICER], older.matter_id)
    assert (goes_on.visits, goes_on.external_numbers) == (2, ("12345 WF-7788",))
    assert "王小军" in [line.name for line in goes_on.people]
    assert look(office, people[Role.CASE_OFFICER], view.matter_id).merged_into == older.short_code
    office.who = people[Role.DISPATCHER]
    for text in ("WF-7788", "王小军", "下雨天又进水"):
        assert [row.matter_id for _why, row in office.ask(found_matters, text=text)] == [older.matter_id]
    assert [row.matter_id for _why, row in office.ask(found_matters, text=young.code)] == [older.matter_id]
    later = office.perform(join_visit, matter_id=young.matter_id, entry=factories.matter_entry())
    assert (
        later.matter_id == older.matter_id
    )  # who comes back with the old code comes to the one that goes on
    assert all(check.sound for check in verify(office.engine).checks)


def test_a_merge_is_taken_back_until_somebody_built_on_either(office: Office, people: People) -> None:
    older = in_hand(office, people)
    young = in_hand(office, people, external_numbers=(ExternalNumberEntry("12345", "WF-1"),))
    before = look(office, people[Role.DISPATCHER], young.matter_id)
    office.perform(merge_matters, matter_id=young.matter_id, version=before.version, into_id=older.matter_id)
    office.perform(undo_last)
    after = look(office, people[Role.DISPATCHER], young.matter_id)
    assert (after.state, after.merged_into_id, after.due_at, after.visits, after.external_numbers) == (
        before.state, None, before.due_at, 1, ("12345 WF-1",),
    )  # fmt: skip
    assert after.assignments[0].state == AssignmentState.ACKNOWLEDGED
    assert look(office, people[Role.CASE_OFFICER], older.matter_id).visits == 1
    office.who = people[Role.DISPATCHER]
    office.perform(merge_matters, matter_id=young.matter_id, version=after.version, into_id=older.matter_id)
    share = look(office, people[Role.CASE_OFFICER], older.matter_id).assignments[0]
    office.perform(note_action, assignment_id=share.assignment_id, text="到现场看过")
    office.who = people[Role.DISPATCHER]
    assert office.ask(undo_offer) is None
    assert all(check.sound for check in verify(office.engine).checks)


def test_what_is_not_merged(office: Office, people: People) -> None:
    older = in_hand(office, people)
    young = factories.register(office, people[Role.RECEPTIONIST])
    version = look(office, people[Role.DISPATCHER], young.matter_id).version
    asked = {"matter_id": young.matter_id, "version": version}
    with pytest.raises(OfficeError, match="自己"):
        office.perform(merge_matters, **asked, into_id=young.matter_id)
    with pytest.raises(NotFoundError):
        office.perform(merge_matters, **asked, into_id=99999)
    sealed = factories.register(office, people[Role.RECEPTIONIST], confidential=True)
    office.who = people[Role.DISPATCHER]
    with pytest.raises(OfficeError, match="保密"):
        office.perform(merge_matters, **asked, into_id=sealed.matter_id)
    with pytest.raises(ConflictError):
        office.perform(merge_matters, matter_id=young.matter_id, version=version + 5, into_id=older.matter_id)
    office.who = people[Role.RECEPTIONIST]
    with pytest.raises(ForbiddenError):
        office.perform(merge_matters, **asked, into_id=older.matter_id)
    given = look(office, people[Role.RECEPTIONIST], older.matter_id)
    with pytest.raises(OfficeError, match="调度员"):
        office.perform(join_matter, matter_id=older.matter_id, version=given.version, into_id=young.matter_id)
    assert office.perform(join_matter, **asked, into_id=older.matter_id).into_id == older.matter_id
    office.who = people[Role.DISPATCHER]
    with pytest.raises(OfficeError, match="已并入"):
        office.perform(merge_matters, **asked, into_id=older.matter_id)


def test_the_unit_asks_and_the_director_grants_a_longer_limit(office: Office, people: People) -> None:
    view = in_hand(office, people)
    share = view.assignments[0]
    asked = {"assignment_id": share.assignment_id, "version": share.version, "reason": "等配件到货"}
    assert view.due_at == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    with pytest.raises(OfficeError, match="1开始") as refusal:
        office.perform(ask_extension, **asked, days=0)
    with pytest.raises(OfficeError, match="一次最多延期365个工作日。") as far:
        office.perform(ask_extension, **asked, days=366)
    assert far.value.field == "days"
    assert refusal.value.field == "days"
    wish = office.perform(ask_extension, **asked, days=2)
    with pytest.raises(OfficeError, match="已有一份"):
        office.perform(ask_extension, **asked, days=2)
    with pytest.raises(ForbiddenError, match="中心主任"):
        office.perform(grant_extension, extension_id=wish.extension_id, version=1)
    line = look(office, people[Role.DIRECTOR], view.matter_id).extensions[0]
    assert (line.waits, line.days_words, line.reason) == (True, "2个工作日", "等配件到货")
    granted = office.perform(grant_extension, extension_id=line.extension_id, version=line.version)
    assert granted.due_at == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)  # Friday 27, then the next Monday
    after = look(office, people[Role.DIRECTOR], view.matter_id)
    assert (after.state, "延长2个工作日" in after.due_because) == (MatterState.EXTENDED, True)
    assert after.course[0].words == "批准延期2个工作日，到期改为11月30日 周一 17:00"
    share = look(office, people[Role.CASE_OFFICER], view.matter_id).assignments[0]
    office.perform(
        report_assignment,
        assignment_id=share.assignment_id,
        version=share.version,
        text="换好了",
        solved=True,
    )


def test_a_refused_extension_leaves_the_limit_and_a_late_one_is_not_asked(
    office: Office, people: People
) -> None:
    view = in_hand(office, people)
    share = view.assignments[0]
    asked = {"assignment_id": share.assignment_id, "version": share.version, "reason": "等配件", "days": 1}
    wish = office.perform(ask_extension, **asked)
    office.who = people[Role.DIRECTOR]
    with pytest.raises(OfficeError, match="为什么"):
        office.perform(decline_extension, extension_id=wish.extension_id, version=1, note=" ")
    office.perform(decline_extension, extension_id=wish.extension_id, version=1, note="库里有货")
    after = look(office, people[Role.CASE_OFFICER], view.matter_id)
    assert (after.state, after.due_at) == (MatterState.ACKNOWLEDGED, view.due_at)
    factories.later(office, days=4)
    with pytest.raises(OfficeError, match="超过时限"):
        office.perform(ask_extension, **asked)


def test_who_asked_does_not_grant_except_where_few_people_work(office: Office, people: People) -> None:
    view = in_hand(office, people)
    share = view.assignments[0]
    office.who = people[Role.DIRECTOR]
    wish = office.perform(
        ask_extension,
        assignment_id=share.assignment_id,
        version=share.version,
        days=1,
        reason="等配件",
        on_behalf=OnBehalf("所长 何伟", RecordedHow.PHONE),
    )
    with pytest.raises(ForbiddenError, match="另一位"):
        office.perform(grant_extension, extension_id=wish.extension_id, version=1)
    with Session(office.engine) as session:
        few = select(Staff.id).order_by(Staff.id.desc()).limit(3)
        session.execute(update(Staff).where(Staff.id.not_in(list(session.scalars(few)))).values(active=False))
        session.execute(update(Staff).where(Staff.id == people[Role.DIRECTOR].staff_id).values(active=True))
        session.commit()
    office.perform(grant_extension, extension_id=wish.extension_id, version=1)
    assert (
        look(office, people[Role.DIRECTOR], view.matter_id)
        .course[0]
        .words.startswith("本人核准延期1个工作日")
    )


def test_a_wish_ends_when_the_unit_answers(office: Office, people: People) -> None:
    view = in_hand(office, people)
    share = view.assignments[0]
    given = {"assignment_id": share.assignment_id, "version": share.version}
    wish = office.perform(ask_extension, **given, days=1, reason="等配件")
    office.perform(report_assignment, **given, text="已换好", solved=True)
    office.who = people[Role.DIRECTOR]
    with Session(office.engine) as session:
        assert session.get_one(Extension, wish.extension_id).state == "ended"
    with pytest.raises(OfficeError):
        office.perform(grant_extension, extension_id=wish.extension_id, version=2)


def test_the_check_sends_what_is_unsolved_back_to_the_lead_unit(office: Office, people: People) -> None:
    view = reported(office, people)
    with pytest.raises(OfficeError, match="怎么核查"):
        office.perform(verify_matter, matter_id=view.matter_id, version=view.version, solved=True, note="")
    office.perform(
        verify_matter, matter_id=view.matter_id, version=view.version, solved=False, note="电话核查，还在堵"
    )
    again = look(office, people[Role.CASE_OFFICER], view.matter_id)
    assert (again.state, again.assignments[0].state) == (
        MatterState.ACKNOWLEDGED,
        AssignmentState.ACKNOWLEDGED,
    )
    share = again.assignments[0]
    office.perform(
        report_assignment,
        assignment_id=share.assignment_id,
        version=share.version,
        text="已彻底疏通",
        solved=True,
    )
    view = look(office, people[Role.DIRECTOR], view.matter_id)
    office.perform(
        verify_matter, matter_id=view.matter_id, version=view.version, solved=True, note="回电确认"
    )
    assert look(office, people[Role.DIRECTOR], view.matter_id).state == MatterState.VERIFIED


def test_a_closed_matter_is_done_again_once_and_then_archived(office: Office, people: People) -> None:
    view = reported(office, people)
    office.perform(close_matter, matter_id=view.matter_id, version=view.version)
    view = look(office, people[Role.DIRECTOR], view.matter_id)
    factories.later(office, days=7)
    office.perform(reopen_matter, matter_id=view.matter_id, version=view.version, reason="回访不满意，又堵了")
    again = look(office, people[Role.CASE_OFFICER], view.matter_id)
    assert (again.state, again.ended_at) == (MatterState.ACKNOWLEDGED, None)
    assert again.due_at == datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
    share = again.assignments[0]
    office.perform(
        report_assignment,
        assignment_id=share.assignment_id,
        version=share.version,
        text="换了管",
        solved=True,
    )
    view = look(office, people[Role.DIRECTOR], view.matter_id)
    office.perform(close_matter, matter_id=view.matter_id, version=view.version)
    view = look(office, people[Role.DIRECTOR], view.matter_id)
    with pytest.raises(OfficeError, match="重办过一次"):
        office.perform(reopen_matter, matter_id=view.matter_id, version=view.version, reason="还不满意")
    office.who = people[Role.ARCHIVIST]
    office.perform(archive_matter, matter_id=view.matter_id, version=view.version)
    assert look(office, people[Role.ARCHIVIST], view.matter_id).state == MatterState.ARCHIVED


def test_risk_has_a_reason_a_day_and_who_was_told(office: Office, people: People) -> None:
    saved = factories.register(office, people[Role.RECEPTIONIST])
    version = look(office, people[Role.DIRECTOR], saved.matter_id).version
    risk = {"matter_id": saved.matter_id, "version": version, "level": RiskLevel.HIGH}
    with pytest.raises(FormError) as refusal:
        office.perform(set_risk, **risk, reason="")
    assert [field for field, _words in refusal.value.faults] == ["reason", "review_on", "told"]
    day = date(2026, 11, 25)
    with pytest.raises(FormError, match="第二十五条"):
        office.perform(set_risk, **risk, reason="扬言动刀", review_on=day, told="村支书")
    office.perform(set_risk, **risk, reason="扬言动刀", review_on=day, told="11月23日电话报派出所何伟")
    view = look(office, people[Role.DIRECTOR], saved.matter_id)
    assert (view.risk, view.risk_review_on) == (RiskLevel.HIGH, day)
    assert (view.risk_reason, view.risk_told) == ("扬言动刀", "11月23日电话报派出所何伟")
    with pytest.raises(ConflictError):
        office.perform(set_risk, **risk, reason="没事了", review_on=day, told="派出所")
    office.perform(
        set_risk, matter_id=view.matter_id, version=view.version, level=RiskLevel.NONE, reason="双方已和好"
    )
    office.who = people[Role.DISPATCHER]
    with pytest.raises(ForbiddenError):
        office.perform(set_risk, **risk, reason="扬言动刀")


def test_dispatch_and_note_are_taken_back(office: Office, people: People) -> None:
    saved = factories.register(office, people[Role.RECEPTIONIST])
    before = look(office, people[Role.DISPATCHER], saved.matter_id)
    office.perform(
        dispatch_matter, matter_id=saved.matter_id, version=before.version, lead=Share(factories.JUSTICE)
    )
    assert office.perform(undo_last).words == "分流"
    after = look(office, people[Role.DISPATCHER], saved.matter_id)
    assert (after.state, after.due_at) == (before.state, before.due_at)
    with pytest.raises(NotFoundError):
        look(office, people[Role.CASE_OFFICER], saved.matter_id)
    view = in_hand(office, people)
    share = view.assignments[0]
    office.perform(note_action, assignment_id=share.assignment_id, text="写错了地方")
    office.perform(undo_last)
    view = look(office, people[Role.CASE_OFFICER], view.matter_id)
    assert (view.notes, view.course[0].words) == ((), "撤回办理记录")
    office.who = people[Role.DISPATCHER]
    with pytest.raises(OfficeError, match="没有可以撤回"):  # the unit has acknowledged
        office.perform(undo_last)


def test_a_terminated_matter_keeps_its_first_receiver(office: Office, people: People) -> None:
    view = in_hand(office, people)
    current = look(office, people[Role.DIRECTOR], view.matter_id)
    office.perform(terminate_matter, matter_id=view.matter_id, version=current.version, reason="转入诉讼")
    with Session(office.engine) as session:
        assert session.get_one(Matter, view.matter_id).first_receiver_id == people[Role.RECEPTIONIST].staff_id
