"""并入: a repeated visit belongs to the matter that is open already."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

import factories
from desktop.database.verify import verify
from desktop.entries.matters import ExternalNumberEntry
from desktop.entries.people import PersonEntry
from desktop.errors import ForbiddenError, FormError, NotFoundError, OfficeError
from desktop.office import Office
from desktop.queries.history import found_matters
from desktop.queries.matters import matter_view
from desktop.queries.undoing import undo_offer
from desktop.services.closing import terminate_matter
from desktop.services.registering import note_contact_attempt
from desktop.services.undoing import undo_last
from desktop.services.visits import join_visit
from desktop.who import Who
from models.values.choices import Channel, MatterNature
from models.values.permissions import Role

People = dict[Role, Who]
AGAIN = "雨季又到了，水还是往我家墙上浇，问办得怎么样了。"


def test_a_repeated_visit_joins_the_open_matter(office: Office, people: People) -> None:
    saved = factories.register(office, people[Role.RECEPTIONIST])
    factories.later(office, days=1)
    entry = factories.matter_entry(channel=Channel.CALL, story=AGAIN, headcount=3, counterparts=())
    joined = office.perform(join_visit, matter_id=saved.matter_id, entry=entry)
    assert (joined.code, joined.visits, joined.people) == (saved.code, 2, 4)
    view = office.ask(matter_view, matter_id=saved.matter_id)
    assert (view.visits, view.people_in_all) == (2, 4)
    assert view.story.startswith("西邻张铉")
    assert view.course[0].words == "来电再次反映，并入本事项（第2批）"
    assert [line.name for line in view.people] == ["王秀英", "张铉"]
    assert [row.code for _why, row in office.ask(found_matters, text="雨季又到了")] == [saved.code]
    assert all(check.sound for check in verify(office.engine).checks)


def test_a_new_sender_date_moves_the_limit_and_the_undo_puts_it_back(office: Office, people: People) -> None:
    saved = factories.register(office, people[Role.RECEPTIONIST])
    before = office.ask(matter_view, matter_id=saved.matter_id)
    due = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    number = ExternalNumberEntry("12345", "WF-0099", due_at=due)
    entry = factories.matter_entry(story=AGAIN, external_numbers=(number,), urgent=True)
    office.perform(join_visit, matter_id=saved.matter_id, entry=entry)
    assert office.ask(matter_view, matter_id=saved.matter_id).due_at == due
    assert office.ask(found_matters, text="WF-0099")
    offer = office.ask(undo_offer)
    assert offer is not None
    assert (offer.words, offer.matter_id) == ("并入来访", saved.matter_id)
    assert office.perform(undo_last).words == "并入来访"
    after = office.ask(matter_view, matter_id=saved.matter_id)
    assert (after.due_at, after.visits, after.urgent, after.external_numbers) == (before.due_at, 1, False, ())
    assert after.course[0].words == "撤回并入的来访"
    assert office.ask(found_matters, text="雨季又到了") == ()
    assert office.ask(undo_offer) is None
    with pytest.raises(OfficeError, match="没有可以撤回"):
        office.perform(undo_last)
    assert all(check.sound for check in verify(office.engine).checks)


def test_the_offer_is_over_with_the_next_act_or_when_somebody_built_on_it(
    office: Office, people: People
) -> None:
    saved = factories.register(office, people[Role.RECEPTIONIST])
    office.perform(join_visit, matter_id=saved.matter_id, entry=factories.matter_entry(story=AGAIN))
    factories.register(office, people[Role.RECEPTIONIST])  # my next act
    assert office.ask(undo_offer) is None
    office.perform(join_visit, matter_id=saved.matter_id, entry=factories.matter_entry(story=AGAIN))
    assert office.ask(undo_offer) is not None
    office.who = people[Role.DIRECTOR]
    assert office.ask(undo_offer) is None  # another's offer is not mine
    version = office.ask(matter_view, matter_id=saved.matter_id).version
    office.perform(terminate_matter, matter_id=saved.matter_id, version=version, reason="诉求人撤回")
    office.who = people[Role.RECEPTIONIST]
    with pytest.raises(OfficeError, match="没有可以撤回"):
        office.perform(undo_last)


def test_what_cannot_be_joined(office: Office, people: People) -> None:
    saved = factories.register(office, people[Role.RECEPTIONIST])
    with pytest.raises(FormError, match="诉求"):
        office.perform(join_visit, matter_id=saved.matter_id, entry=factories.matter_entry(story=" "))
    office.who = people[Role.DIRECTOR]
    version = office.ask(matter_view, matter_id=saved.matter_id).version
    office.perform(terminate_matter, matter_id=saved.matter_id, version=version, reason="诉求人撤回")
    office.who = people[Role.RECEPTIONIST]
    with pytest.raises(OfficeError, match="已终止") as refusal:
        office.perform(join_visit, matter_id=saved.matter_id, entry=factories.matter_entry(story=AGAIN))
    assert refusal.value.field == "matter_id"
    office.who = people[Role.ARCHIVIST]
    with pytest.raises(ForbiddenError):
        office.perform(join_visit, matter_id=saved.matter_id, entry=factories.matter_entry(story=AGAIN))


def test_a_number_that_the_matter_has_already_is_kept_once(office: Office, people: People) -> None:
    number = ExternalNumberEntry("12345", "WF-0001")
    saved = factories.register(office, people[Role.RECEPTIONIST], external_numbers=(number,))
    entry = factories.matter_entry(
        story=AGAIN, external_numbers=(number,), visitor=PersonEntry(name="王小军")
    )
    office.perform(join_visit, matter_id=saved.matter_id, entry=entry)
    view = office.ask(matter_view, matter_id=saved.matter_id)
    assert view.external_numbers == ("12345 WF-0001",)
    assert [line.name for line in view.people] == ["王秀英", "张铉", "王小军"]
    with pytest.raises(OfficeError, match="登记未完成"):
        office.perform(note_contact_attempt, matter_id=saved.matter_id, note="打过电话")


def test_a_confidential_visit_joins_no_matter_that_more_people_see(office: Office, people: People) -> None:
    plain = factories.register(office, people[Role.RECEPTIONIST], nature=MatterNature.REPORT, counterparts=())
    sealed = factories.register(
        office, people[Role.DIRECTOR], nature=MatterNature.REPORT, counterparts=(), confidential=True
    )
    report = factories.matter_entry(nature=MatterNature.REPORT, story=AGAIN, counterparts=())
    secret = (
        replace(report, confidential=True),
        replace(report, concerned_unit_id=factories.JUSTICE),
        replace(report, confidential=True, concerned_unit_id=factories.JUSTICE),
    )
    for entry in secret:
        with pytest.raises(OfficeError, match="保密") as refusal:
            office.perform(join_visit, matter_id=plain.matter_id, entry=entry)
        assert refusal.value.field == "matter_id"
    for entry in secret[1:]:  # confidential, but not kept from the unit that is reported now
        with pytest.raises(OfficeError, match="保密"):
            office.perform(join_visit, matter_id=sealed.matter_id, entry=entry)
    office.perform(join_visit, matter_id=sealed.matter_id, entry=secret[0])
    assert office.perform(join_visit, matter_id=sealed.matter_id, entry=report).visits == 3


def test_a_report_about_a_unit_is_confidential_without_being_told_so(office: Office, people: People) -> None:
    clerk = factories.staff(office, "司法所窗口", factories.JUSTICE, Role.RECEPTIONIST)
    saved = factories.register(
        office,
        people[Role.DIRECTOR],
        nature=MatterNature.REPORT,
        concerned_unit_id=factories.JUSTICE,
        counterparts=(),
    )
    assert office.ask(matter_view, matter_id=saved.matter_id).confidential
    for who in (clerk, people[Role.ARCHIVIST], people[Role.CASE_OFFICER]):
        office.who = who
        with pytest.raises(NotFoundError):
            office.ask(matter_view, matter_id=saved.matter_id)
        assert office.ask(found_matters, text="王秀英") == ()
