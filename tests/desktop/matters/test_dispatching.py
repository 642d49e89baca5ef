"""From the desk to the units and to the end: the whole way, who may walk it, and who sees what."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.database.verify import verify
from desktop.entries.matters import ExternalNumberEntry
from desktop.entries.people import PersonEntry
from desktop.errors import ConflictError, ForbiddenError, FormError, NotFoundError, OfficeError
from desktop.office import Office
from desktop.queries.history import candidates, counterpart_matters, found_matters
from desktop.queries.matters import MatterView, matter_view
from desktop.queries.worklist import Shelf, shelf_counts, worklist
from desktop.services.closing import close_matter, terminate_matter
from desktop.services.dispatching import (
    Share,
    acknowledge_assignment,
    dispatch_matter,
    note_action,
    report_assignment,
    return_assignment,
    take_back_dispatch,
    withdraw_assisting,
)
from desktop.services.identity import reveal_identity
from desktop.unit_acts import OnBehalf
from desktop.visibility import mask_of
from desktop.who import Who
from models.event import Event
from models.matter import Assignment, Matter, VisitPerson
from models.values.choices import IdentityKind, MatterNature, RecordedHow
from models.values.matter_states import AssignmentState, MatterState
from models.values.permissions import Role

People = dict[Role, Who]


def look(office: Office, who: Who, matter_id: int) -> MatterView:
    office.who = who
    return office.ask(matter_view, matter_id=matter_id)


def dispatched(office: Office, people: People, *units: int, **changes: object) -> MatterView:
    """A matter that was given to these units, the first as lead."""
    saved = factories.register(office, people[Role.RECEPTIONIST], **changes)
    lead, *others = units or (factories.JUSTICE,)
    view = look(office, people[Role.DISPATCHER], saved.matter_id)
    office.perform(
        dispatch_matter,
        matter_id=saved.matter_id,
        version=view.version,
        lead=Share(lead),
        assisting=tuple(Share(unit) for unit in others),
    )
    return look(office, people[Role.DISPATCHER], saved.matter_id)


def test_the_whole_way_of_a_matter(office: Office, people: People) -> None:
    view = dispatched(office, people, nature=MatterNature.LIVELIHOOD)
    share = view.assignments[0]
    assert (view.state, share.state) == (MatterState.DISPATCHED, AssignmentState.PENDING)
    office.who = people[Role.CASE_OFFICER]
    office.perform(acknowledge_assignment, assignment_id=share.assignment_id, version=share.version)
    office.perform(note_action, assignment_id=share.assignment_id, text="到现场看过，排水沟被堵")
    share = look(office, people[Role.CASE_OFFICER], view.matter_id).assignments[0]
    office.perform(
        report_assignment,
        assignment_id=share.assignment_id,
        version=share.version,
        text="已疏通",
        solved=True,
    )
    view = look(office, people[Role.DIRECTOR], view.matter_id)
    assert view.state == MatterState.REPORTED
    office.perform(close_matter, matter_id=view.matter_id, version=view.version)
    view = look(office, people[Role.DIRECTOR], view.matter_id)
    assert view.state == MatterState.CLOSED
    assert view.outcome == "已疏通"
    assert view.due_at is None
    assert [line.words for line in reversed(view.course)] == [
        "来访登记，受理", "分流给司法所", "司法所签收", "司法所办理记录", "司法所反馈", "办结",
    ]  # fmt: skip
    assert [(note.text, note.feedback) for note in view.notes] == [
        ("已疏通", True),
        ("到现场看过，排水沟被堵", False),
    ]
    assert all(check.sound for check in verify(office.engine).checks)


def test_a_return_goes_back_to_the_dispatcher(office: Office, people: People) -> None:
    view = dispatched(office, people)
    share = view.assignments[0]
    office.who = people[Role.CASE_OFFICER]
    with pytest.raises(OfficeError) as refusal:
        office.perform(
            return_assignment, assignment_id=share.assignment_id, version=share.version, reason=" "
        )
    assert refusal.value.field == "reason"
    office.perform(
        return_assignment, assignment_id=share.assignment_id, version=share.version, reason="不属本所职责"
    )
    view = look(office, people[Role.DISPATCHER], view.matter_id)
    assert view.state == MatterState.RETURNED
    office.perform(
        dispatch_matter, matter_id=view.matter_id, version=view.version, lead=Share(factories.POLICE)
    )
    view = look(office, people[Role.DISPATCHER], view.matter_id)
    assert [(a.unit_id, a.state) for a in view.assignments] == [
        (factories.JUSTICE, AssignmentState.RETURNED),
        (factories.POLICE, AssignmentState.PENDING),
    ]


def test_recording_on_behalf_of_a_unit_without_a_pc(office: Office, people: People) -> None:
    view = dispatched(office, people, factories.POLICE)
    share = view.assignments[0]
    office.who = people[Role.CASE_OFFICER]
    with pytest.raises(NotFoundError):  # another unit's officer does not even see it
        office.perform(acknowledge_assignment, assignment_id=share.assignment_id, version=share.version)
    office.who = people[Role.DISPATCHER]
    with pytest.raises(ForbiddenError, match="承办人"):
        office.perform(acknowledge_assignment, assignment_id=share.assignment_id, version=share.version)
    by_phone = OnBehalf("所长 何伟", RecordedHow.PHONE)
    office.perform(
        acknowledge_assignment, assignment_id=share.assignment_id, version=share.version, on_behalf=by_phone
    )
    view = look(office, people[Role.DISPATCHER], view.matter_id)
    assert view.course[0].words == "派出所（警务室）签收（电话，李国栋代录）"
    assert view.course[0].by == "所长 何伟（李国栋录入）"
    with Session(office.engine) as session:
        event = session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
        assert (event.recorded_for_unit_id, event.account_name, event.acting_person) == (
            factories.POLICE, "李国栋", "所长 何伟",
        )  # fmt: skip


def test_the_lead_waits_for_those_who_assist(office: Office, people: People) -> None:
    view = dispatched(office, people, factories.JUSTICE, factories.POLICE)
    lead, assisting = view.assignments
    office.who = people[Role.CASE_OFFICER]
    office.perform(acknowledge_assignment, assignment_id=lead.assignment_id, version=lead.version)
    report = {
        "assignment_id": lead.assignment_id,
        "version": lead.version + 1,
        "text": "调处完毕",
        "solved": True,
    }
    with pytest.raises(OfficeError, match="协办"):
        office.perform(report_assignment, **report)
    office.who = people[Role.DISPATCHER]
    office.perform(withdraw_assisting, assignment_id=assisting.assignment_id, version=assisting.version)
    office.who = people[Role.CASE_OFFICER]
    assert office.perform(report_assignment, **report).matter_state == MatterState.REPORTED


def test_a_dispatch_is_taken_back_until_somebody_acknowledges(office: Office, people: People) -> None:
    view = dispatched(office, people)
    office.who = people[Role.DISPATCHER]
    office.perform(take_back_dispatch, matter_id=view.matter_id, version=view.version)
    view = look(office, people[Role.DISPATCHER], view.matter_id)
    assert view.state == MatterState.ACCEPTED
    assert view.due_at is not None
    with pytest.raises(NotFoundError):
        look(office, people[Role.CASE_OFFICER], view.matter_id)


def test_two_people_dispatch_the_same_matter(office: Office, people: People) -> None:
    saved = factories.register(office, people[Role.RECEPTIONIST])
    version = look(office, people[Role.DISPATCHER], saved.matter_id).version
    office.perform(dispatch_matter, matter_id=saved.matter_id, version=version, lead=Share(factories.JUSTICE))
    office.who = people[Role.DIRECTOR]
    with pytest.raises(ConflictError, match="刚才"):
        office.perform(
            dispatch_matter, matter_id=saved.matter_id, version=version, lead=Share(factories.POLICE)
        )


def test_a_report_never_goes_to_the_unit_that_it_concerns(office: Office, people: People) -> None:
    saved = factories.register(
        office,
        people[Role.RECEPTIONIST],
        nature=MatterNature.REPORT,
        confidential=True,
        concerned_unit_id=factories.JUSTICE,
        counterparts=(),
    )
    version = look(office, people[Role.DISPATCHER], saved.matter_id).version
    with pytest.raises(FormError, match="被反映"):
        office.perform(
            dispatch_matter, matter_id=saved.matter_id, version=version, lead=Share(factories.JUSTICE)
        )
    office.perform(dispatch_matter, matter_id=saved.matter_id, version=version, lead=Share(factories.POLICE))
    for role in (Role.CASE_OFFICER, Role.RECEPTIONIST, Role.ARCHIVIST):
        office.who = people[role]
        assert office.ask(worklist, shelf=Shelf.ALL) == ()
        assert office.ask(shelf_counts)[Shelf.ALL] == 0
        assert office.ask(found_matters, text="王秀英") == ()
        assert office.ask(counterpart_matters, name="张铉") == ()
        with pytest.raises(NotFoundError):
            office.ask(matter_view, matter_id=saved.matter_id)


def test_children_carry_the_bits_of_their_matter(office: Office, people: People) -> None:
    view = dispatched(office, people, factories.JUSTICE, factories.POLICE)
    with Session(office.engine) as session:
        matter = session.get_one(Matter, view.matter_id)
        assert matter.seen & mask_of(people[Role.CASE_OFFICER])
        assert set(session.scalars(select(Assignment.seen))) == {matter.seen}
        assert set(session.scalars(select(VisitPerson.seen))) == {matter.seen}


def test_history_names_the_reason_and_no_story(office: Office, people: People) -> None:
    visitor = PersonEntry(name="王秀英", phone="13800002417", identity_number=factories.ID_NUMBER)
    factories.register(office, people[Role.RECEPTIONIST], visitor=visitor)
    factories.register(office, people[Role.RECEPTIONIST], visitor=PersonEntry(name="王秀英"))
    office.who = people[Role.RECEPTIONIST]
    found = office.ask(candidates, name="王秀英", phone="13800002417")
    assert [(one.why, one.strong, len(one.matters)) for one in found] == [
        ("同电话", True, 1),
        ("仅同名", False, 1),
    ]
    assert "滴水檐" not in str(found)
    assert office.ask(candidates, name="王秀英", identity_number=factories.ID_NUMBER)[0].why == "同证件"
    assert office.ask(candidates, name="王", phone="138", identity_number="1101") == ()


@pytest.mark.parametrize(
    "text",
    [
        "2026-000001",
        "000001",
        "370704101-2026-000001",
        "王秀英",
        "wxy",
        "wangxiuying",
        "张铉",
        "2417",
        "滴水檐",
        "院墙",
    ],
)
def test_f3_finds_it_by(office: Office, people: People, text: str) -> None:
    factories.register(office, people[Role.RECEPTIONIST])
    office.who = people[Role.RECEPTIONIST]
    assert [row.short_code for _why, row in office.ask(found_matters, text=text)] == ["2026-000001"]


def test_seeing_a_number_is_an_act_with_a_reason(office: Office, people: People) -> None:
    visitor = PersonEntry(name="王秀英", phone="13800002417", identity_number=factories.ID_NUMBER)
    saved = factories.register(office, people[Role.RECEPTIONIST], visitor=visitor)
    other = factories.register(
        office, people[Role.RECEPTIONIST], visitor=PersonEntry(name="赵刚"), counterparts=()
    )
    line = look(office, people[Role.RECEPTIONIST], saved.matter_id).people[0]
    assert (line.phone_mask, line.identity_mask) == ("138****2417", "110***********002X")
    shown = office.perform(
        reveal_identity, matter_id=saved.matter_id, person_id=line.person_id or 0, kind=IdentityKind.ID_CARD
    )
    assert shown == factories.ID_NUMBER
    course = look(office, people[Role.RECEPTIONIST], saved.matter_id).course
    assert course[0].words == "查看身份证号：核对身份"
    with pytest.raises(NotFoundError):
        office.perform(
            reveal_identity, matter_id=other.matter_id, person_id=line.person_id or 0, kind=IdentityKind.PHONE
        )
    for reason in ("", "\u200b", "核" * 61):
        with pytest.raises(OfficeError) as refused:
            office.perform(
                reveal_identity,
                matter_id=saved.matter_id,
                person_id=line.person_id or 0,
                kind=IdentityKind.PHONE,
                reason=reason,
            )
        assert refused.value.field == "reason"


def test_pages_of_a_worklist_follow_each_other(office: Office, people: People) -> None:
    for _visit in range(7):
        factories.register(office, people[Role.RECEPTIONIST], counterparts=())
    office.who = people[Role.RECEPTIONIST]
    first = office.ask(worklist, shelf=Shelf.OPEN, limit=4)
    second = office.ask(worklist, shelf=Shelf.OPEN, limit=4, before=first[-1].matter_id)
    assert [row.short_code[-1] for row in first + second] == list("7654321")


def test_late_is_late_in_working_days(office: Office, people: People) -> None:
    factories.register(office, people[Role.RECEPTIONIST], nature=MatterNature.LIVELIHOOD)
    office.who = people[Role.DIRECTOR]
    assert [(row.late, row.days_left) for row in office.ask(worklist)] == [(False, 3)]
    factories.later(office, days=7)
    assert [(row.late, row.days_left) for row in office.ask(worklist, shelf=Shelf.LATE)] == [(True, -2)]


def test_termination_takes_the_open_shares_back(office: Office, people: People) -> None:
    view = dispatched(office, people)
    office.who = people[Role.DIRECTOR]
    with pytest.raises(OfficeError, match="原因"):
        office.perform(terminate_matter, matter_id=view.matter_id, version=view.version, reason="")
    office.perform(terminate_matter, matter_id=view.matter_id, version=view.version, reason="诉求人撤回")
    view = look(office, people[Role.DIRECTOR], view.matter_id)
    assert (view.state, view.assignments[0].state) == (MatterState.TERMINATED, AssignmentState.WITHDRAWN)


def test_administrators_and_auditors_see_no_matter(office: Office, people: People) -> None:
    factories.register(office, people[Role.RECEPTIONIST])
    for role in (Role.ADMINISTRATOR, Role.AUDITOR):
        office.who = people[role]
        with pytest.raises(ForbiddenError):
            office.ask(worklist)


@pytest.mark.parametrize("unit", [factories.COMMITTEE, factories.JUSTICE])
def test_a_sender_date_holds_after_the_dispatch_of_a_dispute(
    office: Office, people: People, unit: int
) -> None:
    due = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    number = ExternalNumberEntry("警情号", "2611230005", due_at=due)
    view = dispatched(office, people, unit, external_numbers=(number,))
    assert view.due_at == due
    assert "来文要求" in view.due_because


def test_a_dispute_that_a_unit_handles_itself_has_the_general_limit(office: Office, people: People) -> None:
    assert dispatched(office, people).due_at == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
