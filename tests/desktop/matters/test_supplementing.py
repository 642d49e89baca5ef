"""What was not got at the window comes later; several visitors and representatives; slips; where to go."""

from __future__ import annotations

import pytest

import factories
from desktop.entries.matters import EndingEntry, ExternalNumberEntry, SupplementEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from desktop.entries.referrals import Referral, read_referral
from desktop.errors import ConflictError, FormError, NotFoundError
from desktop.office import Office
from desktop.queries.codes import form_choices
from desktop.queries.history import found_matters
from desktop.queries.matters import matter_view
from desktop.queries.reception import (
    first_limit,
    known_referrals,
    story_look,
    visits_of,
)
from desktop.services.identity import phones_at_desk
from desktop.services.registering import finish_registration, register_matter
from desktop.services.supplementing import supplement_matter
from desktop.who import Who
from models.values.choices import Ending, MatterNature, Willingness
from models.values.dates import in_zone
from models.values.permissions import Role

People = dict[Role, Who]
ACCEPT = EndingEntry(Ending.ACCEPT)


def bare(office: Office, people: People, **changes: object) -> int:
    """Register a dispute of which hardly anything is known."""
    office.who = people[Role.RECEPTIONIST]
    entry = factories.matter_entry(visitor=None, counterparts=(), **changes)
    saved = office.perform(register_matter, entry=entry, ending=ACCEPT)
    return saved.matter_id


def test_what_is_missing_is_listed_until_it_comes(office: Office, people: People) -> None:
    matter_id = bare(office, people)
    view = office.ask(matter_view, matter_id=matter_id)
    assert view.missing == ("电话", "对方当事人", "类别", "村居", "调解意愿"), "a name withheld is no lack"
    choices = office.ask(form_choices)
    category = choices.categories_for(MatterNature.DISPUTE)[1]
    done = office.perform(
        supplement_matter,
        matter_id=matter_id,
        version=view.version,
        entry=SupplementEntry(
            visitor=PersonEntry(name="王秀英", phone="13800002417", identity_number=factories.ID_NUMBER),
            counterparts=(PersonEntry(name="张𬭎"), OrganisationEntry(name="云溪建筑有限公司")),
            category_id=category.category_id,
            village_id=choices.villages[0].village_id,
            willingness=Willingness.WILLING,
        ),
    )
    assert done.what == ("姓名", "电话", "身份证号", "对方当事人", "类别", "村居", "调解意愿")
    after = office.ask(matter_view, matter_id=matter_id)
    assert after.missing == ()
    assert after.title == f"王秀英与张𬭎等：{category.name}"
    assert [person.name for person in after.people] == ["王秀英", "张𬭎", "云溪建筑有限公司"]
    assert after.course[0].words == "补充登记：姓名、电话、身份证号、对方当事人、类别、村居、调解意愿"
    assert [row.matter_id for _why, row in office.ask(found_matters, text="wxy")] == [matter_id]


def test_a_number_that_comes_later_goes_to_the_same_person(office: Office, people: People) -> None:
    office.who = people[Role.RECEPTIONIST]
    entry = factories.matter_entry(visitor=PersonEntry(name="王秀英"))
    saved = office.perform(register_matter, entry=entry, ending=ACCEPT)
    before = office.ask(matter_view, matter_id=saved.matter_id)
    office.perform(
        supplement_matter,
        matter_id=saved.matter_id,
        version=before.version,
        entry=SupplementEntry(visitor=PersonEntry(phone="13800002417")),
    )
    after = office.ask(matter_view, matter_id=saved.matter_id)
    assert after.people[0].person_id == before.people[0].person_id
    assert (after.people[0].name, after.people[0].phone_mask) == ("王秀英", "138****2417")
    assert "电话" not in after.missing


def test_supplements_are_refused_at_their_fields(office: Office, people: People) -> None:
    matter_id = bare(office, people)
    version = office.ask(matter_view, matter_id=matter_id).version

    def put(**fields: object) -> None:
        office.perform(
            supplement_matter,
            matter_id=matter_id,
            version=version,
            entry=SupplementEntry(**fields),  # type: ignore[arg-type]  # any of them
        )

    with pytest.raises(FormError, match="还没有填写"):
        put()
    with pytest.raises(FormError) as refused:
        put(visitor=PersonEntry(phone="12"), category_id=99_999)
    assert [field for field, _sentence in refused.value.faults] == ["visitor.phone", "category_id"]
    put(outside_town=True)
    with pytest.raises(ConflictError):
        put(outside_town=True)
    assert office.ask(matter_view, matter_id=matter_id).village == "镇外"


def test_a_registration_left_unfinished_is_completed_and_then_ended(office: Office, people: People) -> None:
    office.who = people[Role.RECEPTIONIST]
    entry = factories.matter_entry(visitor=None, counterparts=())
    saved = office.perform(register_matter, entry=entry, ending=EndingEntry(Ending.UNFINISHED, "中途离开"))
    version = office.ask(matter_view, matter_id=saved.matter_id).version
    office.perform(
        supplement_matter,
        matter_id=saved.matter_id,
        version=version,
        entry=SupplementEntry(visitor=PersonEntry(name="王秀英", phone="13800002417")),
    )
    version = office.ask(matter_view, matter_id=saved.matter_id).version
    office.perform(finish_registration, matter_id=saved.matter_id, version=version, ending=ACCEPT)
    view = office.ask(matter_view, matter_id=saved.matter_id)
    assert (view.state, view.people[0].name) == ("accepted", "王秀英")


def test_five_representatives_of_forty_and_not_six(office: Office, people: People) -> None:
    office.who = people[Role.RECEPTIONIST]
    others = tuple(
        PersonEntry(name=f"代表{mark}", phone=f"1380000000{at}") for at, mark in enumerate("甲乙丙丁戊")
    )
    entry = factories.matter_entry(companions=others[:4], collective=True, headcount=40)
    saved = office.perform(register_matter, entry=entry, ending=ACCEPT)
    view = office.ask(matter_view, matter_id=saved.matter_id)
    assert (view.collective, view.headcount) == (True, 40)
    assert [(p.role, p.name) for p in view.people if p.role == "来访人"] == [
        ("来访人", name) for name in ("王秀英", "代表甲", "代表乙", "代表丙", "代表丁")
    ]
    found = office.ask(found_matters, text="代表丁")
    assert [row.matter_id for _why, row in found] == [saved.matter_id], "found by each representative"
    for changes, field in (
        ({"companions": others, "headcount": 40}, "companions"),
        ({"companions": others[:2], "headcount": 2}, "headcount"),
        ({"collective": True}, "headcount"),
        ({"companions": others[:1], "headcount": 2, "visitor": None}, "visitor"),
        ({"companions": (PersonEntry(),), "headcount": 2}, "companions.0.name"),
    ):
        with pytest.raises(FormError) as refused:
            office.perform(register_matter, entry=factories.matter_entry(**changes), ending=ACCEPT)
        assert [name for name, _sentence in refused.value.faults] == [field], changes


def test_by_when_the_rest_has_to_come(office: Office, people: People) -> None:
    office.who = people[Role.RECEPTIONIST]
    dispute = office.ask(first_limit, nature=MatterNature.DISPUTE)
    assert dispute.due_at is not None
    assert (dispute.step, f"{in_zone(dispute.due_at):%m-%d %H:%M}") == ("分流", "11-24 17:00")
    lamp = office.ask(first_limit, nature=MatterNature.LIVELIHOOD)
    assert lamp.due_at is not None
    assert (lamp.step, f"{in_zone(lamp.due_at):%m-%d %H:%M}") == ("办结", "11-26 17:00"), "3 working days"
    sooner = office.ask(first_limit, nature=MatterNature.LIVELIHOOD, sender_dues=(dispute.due_at,))
    assert sooner.due_at == dispute.due_at, "a sender's earlier date wins"


def test_visits_and_people_of_the_day(office: Office, people: People) -> None:
    factories.register(office, people[Role.RECEPTIONIST])
    factories.register(office, people[Role.RECEPTIONIST], headcount=3)
    factories.register(office, people[Role.RECEPTIONIST], headcount=9, confidential=True)
    today = office.ask(visits_of, day=in_zone(factories.MONDAY).date())
    assert (today.visits, today.people, len(today.matter_ids)) == (2, 4, 2), "not even as a count"
    factories.later(office, days=1)
    assert office.ask(visits_of, day=in_zone(office.clock.now()).date()).visits == 0


def test_the_story_is_shown_on_a_key_to_those_who_may(office: Office, people: People) -> None:
    sealed = factories.register(office, people[Role.RECEPTIONIST], confidential=True)
    open_one = factories.register(office, people[Role.RECEPTIONIST])
    look = office.ask(story_look, matter_id=open_one.matter_id)
    assert "滴水檐" in look.story
    assert look.last == "来访登记，受理"
    assert office.perform(phones_at_desk, matter_id=open_one.matter_id), "the desk that handles it"
    again = office.ask(story_look, matter_id=open_one.matter_id)
    assert again.last == "来访登记，受理", "a telephone that was looked at is no step of the matter"
    with pytest.raises(NotFoundError):
        office.ask(story_look, matter_id=sealed.matter_id)


def test_where_residents_were_sent_is_known_the_next_time(office: Office, people: People) -> None:
    office.who = people[Role.RECEPTIONIST]
    asked = EndingEntry(
        Ending.REFER,
        Referral(address="府前街1号", phone="0536-1234567", hours="工作日", bring="身份证、户口本").words(),
        referred_to="区不动产登记中心",
    )
    office.perform(register_matter, entry=factories.matter_entry(), ending=asked)
    office.perform(register_matter, entry=factories.matter_entry(), ending=asked)
    assert office.ask(known_referrals) == (
        Referral("区不动产登记中心", "府前街1号", "0536-1234567", "工作日", "身份证、户口本"),
    )


@pytest.mark.parametrize(
    "referral",
    [
        Referral("区人社局"),
        Referral("区人社局", "府前街1号", "0536-1234567", "工作日", "身份证"),
        Referral("区人社局", bring="身份证"),
    ],
)
def test_where_to_go_reads_back(referral: Referral) -> None:
    assert read_referral(f"{referral.body}\n{referral.words()}".strip()) == referral


def test_free_words_of_a_referral_are_what_to_bring() -> None:
    assert read_referral("区人社局\n带身份证\n电话：123") == Referral(
        "区人社局", phone="123", bring="带身份证"
    )


def test_a_sender_s_number_says_when_it_came_and_to_whom_to_answer(office: Office, people: People) -> None:
    number = ExternalNumberEntry("12345", "26112301", received_at=factories.MONDAY, feedback_to="区热线办")
    saved = factories.register(office, people[Role.RECEPTIONIST], external_numbers=(number,))
    assert office.ask(matter_view, matter_id=saved.matter_id).external_numbers == ("12345 26112301",)
