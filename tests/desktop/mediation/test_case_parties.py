"""Parties: snapshots, namesakes, agents; consent and the telling of rights as facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediation_stories import ACCEPTED, DAY, Story, person
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import factories
from desktop.dossier.originals import IN_DOSSIER
from desktop.entries.following import ClaimEntry
from desktop.entries.mediation import PartyEntry, StepEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from desktop.errors import ConflictError, FormError, OfficeError
from desktop.mediation.naming import told_apart
from desktop.office import Office
from desktop.papers.offers import Fill
from desktop.queries.dossiers import dossier_view
from desktop.queries.history import found_matters
from desktop.services.mediation.course import leave_party
from desktop.services.mediation.fact_finding import save_claims
from desktop.services.mediation.filing import record_original
from desktop.services.mediation.parties import (
    add_party,
    edit_party,
    record_consent,
    remove_party,
    tell_rights,
)
from desktop.services.mediation.sessions import add_session
from desktop.services.papers import issue_case_paper
from models.mediation import Party
from models.person import Person
from models.values.case_steps import LeaveGround
from models.values.choices import ConsentHow, PartyKind, PartySide, TellingHow
from models.values.identity_number import Sex


def test_a_party_is_a_snapshot(office: Office, story: Story) -> None:
    story.opened()
    kept = office.perform(
        add_party,
        case_id=story.case_id,
        entry=person("李𬭎", PartySide.THIRD, identity_number=factories.ID_NUMBER, address="柳林村一组"),
    )
    party = story.view().parties[2]
    assert (party.name, party.sex, party.born, party.position) == ("李𬭎", Sex.FEMALE, date(1949, 12, 31), 3)
    assert (party.identity_mask, party.address) == ("110***********002X", "柳林村一组")
    with Session(office.engine) as session:
        row = session.get_one(Person, party.person_id)
        row.name, row.address = "李鋐", "别处"
        session.commit()
    party = story.view().parties[2]
    assert (party.id, party.name, party.address) == (kept.party_id, "李𬭎", "柳林村一组")
    assert [row.matter_id for _why, row in office.ask(found_matters, text="李𬭎")] == [story.matter_id]


def test_an_organisation_shows_its_head_and_credit_code(office: Office, story: Story) -> None:
    story.opened()
    entry = PartyEntry(
        side=PartySide.RESPONDENT,
        who=OrganisationEntry(
            name="云溪建材有限公司",
            credit_code="91350100M000100Y43",
            legal_representative="钱多",
            representative_post="经理",
            phone="0536-7612345",
            address="镇政府街9号",
        ),
        agent_name="孙律师",
        agent_relation="律师",
        agent_may_settle=True,
    )
    office.perform(add_party, case_id=story.case_id, entry=entry)
    party = story.view().parties[2]
    assert (party.kind, party.legal_representative, party.representative_post) == (
        PartyKind.ORGANISATION,
        "钱多",
        "经理",
    )
    assert (party.identity_mask, party.phone_mask) == ("91350100M000100Y43", "0536-***2345")
    assert (party.agent_name, party.agent_may_settle) == ("孙律师", True)


def test_whom_the_visit_knows_is_not_kept_twice(office: Office, story: Story) -> None:
    story.dispatched()
    with Session(office.engine) as session:
        before = session.scalar(select(func.count()).select_from(Person))
    story.opened(parties=(person("王秀英", address="东关村"), person("张铉", PartySide.RESPONDENT)))
    with Session(office.engine) as session:
        assert session.scalar(select(func.count()).select_from(Person)) == before
    assert story.view().parties[0].phone_mask == "138****2417"


def test_two_of_one_name_must_be_told_apart(office: Office, story: Story) -> None:
    story.opened()
    with pytest.raises(OfficeError) as refusal:
        office.perform(
            add_party, case_id=story.case_id, entry=person("张铉", PartySide.THIRD, phone="13900000001")
        )
    assert refusal.value.field == "who.name"
    assert "当事人里已有一位“张铉”" in refusal.value.sentence
    office.perform(
        add_party,
        case_id=story.case_id,
        entry=person("张铉", PartySide.RESPONDENT, phone="13900000001", born=date(1990, 5, 1)),
    )
    assert [party.name_apart for party in story.view().parties] == [
        "王秀英",
        "张铉（第1位）",
        "张铉（第2位）",
    ]
    first = story.view().parties[1]
    office.perform(
        edit_party,
        party_id=first.id,
        version=first.version,
        entry=person("张铉", PartySide.RESPONDENT, born=date(1962, 1, 1)),
    )
    assert [party.name_apart for party in story.view().parties[1:]] == [
        "张铉（1962年生）",
        "张铉（1990年生）",
    ]


def test_the_same_person_is_no_second_party(office: Office, story: Story) -> None:
    story.opened()
    known = story.view().parties[0]
    with pytest.raises(OfficeError, match="王秀英已经是本案的当事人"):
        office.perform(
            add_party,
            case_id=story.case_id,
            entry=PartyEntry(side=PartySide.THIRD, who=PersonEntry(person_id=known.person_id, name="王秀英")),
        )


def test_an_edit_empties_what_was_emptied_and_knows_its_version(office: Office, story: Story) -> None:
    story.opened(
        parties=(person("甲一", occupation="务农", address="东关村"), person("乙二", PartySide.RESPONDENT))
    )
    party = story.view().parties[0]
    entry = person("甲一", PartySide.APPLICANT, address="柳林村")
    office.perform(edit_party, party_id=party.id, version=party.version, entry=entry)
    after = story.view().parties[0]
    assert (after.occupation, after.address, after.version) == ("", "柳林村", party.version + 1)
    with pytest.raises(ConflictError) as conflict:
        office.perform(
            edit_party, party_id=party.id, version=party.version, entry=person("甲一", address="南苑")
        )
    assert conflict.value.mine["address"] == "南苑"
    assert conflict.value.theirs["address"] == "柳林村"
    with pytest.raises(OfficeError, match="不能互改"):
        office.perform(
            edit_party,
            party_id=party.id,
            version=after.version,
            entry=PartyEntry(side=PartySide.APPLICANT, who=OrganisationEntry(name="甲一商店")),
        )


def test_an_agent_with_authority_has_a_name(office: Office, story: Story) -> None:
    story.opened()
    with pytest.raises(FormError) as refusal:
        office.perform(add_party, case_id=story.case_id, entry=person("丙三", agent_may_settle=True))
    assert refusal.value.field == "agent_name"


def test_a_party_leaves_while_nothing_names_it(office: Office, story: Story) -> None:
    story.opened(
        parties=(person("甲一"), person("乙二", PartySide.RESPONDENT), person("丙三", PartySide.THIRD))
    )
    story.told()
    third = story.view().parties[2]
    assert office.perform(remove_party, party_id=third.id, version=third.version) == story.case_id
    assert [party.name for party in story.view().parties] == ["甲一", "乙二"]
    assert office.ask(found_matters, text="丙三") == ()
    factories.later(office, days=1)
    office.perform(add_session, case_id=story.case_id, entry=story.session())
    second = story.view().parties[1]
    with pytest.raises(OfficeError, match="调解记录里有乙二"):
        office.perform(remove_party, party_id=second.id, version=second.version)


def test_a_party_whom_a_claim_a_step_or_a_paper_names_does_not_vanish(office: Office, story: Story) -> None:
    """Else its row number stays behind: the dossier cannot be drawn, or the next party inherits its papers."""
    story.opened(
        parties=tuple(
            person(name, side)
            for name, side in (
                ("甲一", PartySide.APPLICANT),
                ("乙二", PartySide.RESPONDENT),
                ("丙三", PartySide.THIRD),
                ("丁四", PartySide.THIRD),
                ("戊五", PartySide.THIRD),
                ("己六", PartySide.THIRD),
            )
        )
    )
    _first, second, third, fourth, fifth, _sixth = (party.id for party in story.view().parties)
    office.perform(
        save_claims,
        case_id=story.case_id,
        version=story.view().version,
        claims=(ClaimEntry(party=second, text="砍掉伸过来的树枝"),),
    )
    office.perform(
        record_original,
        case_id=story.case_id,
        paper_kind="identity",
        subject_id=third,
        state=IN_DOSSIER,
        pages=1,
    )
    office.perform(
        issue_case_paper, case_id=story.case_id, key="mediation_notice", subject_id=fourth, fill=Fill.FILLED
    )
    leaving = StepEntry(happened_on=ACCEPTED, ground=LeaveGround.WITHDREW)
    office.perform(leave_party, party_id=fifth, version=story.view().parties[4].version, entry=leaving)
    for place, where in ((1, "申请事项"), (2, "卷宗"), (3, "文书"), (4, "经过")):
        party = story.view().parties[place]
        with pytest.raises(OfficeError, match=f"{where}里有{party.name}，不能删除"):
            office.perform(remove_party, party_id=party.id, version=party.version)
    sixth = story.view().parties[5]
    office.perform(remove_party, party_id=sixth.id, version=sixth.version)
    assert "identity" in {row.key for row in office.ask(dossier_view, case_id=story.case_id).rows}


def test_parties_do_not_change_once_the_paper_is_out(office: Office, story: Story) -> None:
    story.issued()
    party = story.view().parties[0]
    for act, fields in (
        (add_party, {"case_id": story.case_id, "entry": person("丁四")}),
        (edit_party, {"party_id": party.id, "version": party.version, "entry": person("王秀英")}),
    ):
        with pytest.raises(OfficeError, match="待签协议") as refusal:
            office.perform(act, **fields)  # type: ignore[arg-type]  # two acts in one table
        assert refusal.value.todo == "需要修改的，请先撤回待签的协议。"
    with pytest.raises(OfficeError, match="不能删除当事人"):
        office.perform(remove_party, party_id=party.id, version=party.version)


def test_the_last_word_counts_by_its_day(office: Office, story: Story) -> None:
    story.opened()
    factories.later(office, days=5)
    party = story.view().parties[0]

    def say(agreed: bool, day: date) -> bool:
        how = ConsentHow.ORAL
        office.perform(record_consent, party_id=party.id, agreed=agreed, how=how, given_on=day)
        return story.view().parties[0].refused

    assert say(False, ACCEPTED + 3 * DAY)
    assert say(True, ACCEPTED + 1 * DAY)
    assert not say(True, ACCEPTED + 4 * DAY)
    assert [(line.agreed, line.given_on.day) for line in story.view().parties[0].consents] == [
        (True, 24),
        (False, 26),
        (True, 27),
    ]


def test_consents_that_cannot_be(office: Office, story: Story) -> None:
    story.opened()
    party = story.view().parties[0]
    for agreed, how, given_on, field in (
        (True, ConsentHow.ORAL, ACCEPTED + DAY, "given_on"),
        (True, ConsentHow.AGENT, ACCEPTED, "how"),
        (False, ConsentHow.ATTENDED, ACCEPTED, "how"),
    ):
        with pytest.raises(FormError) as refusal:
            office.perform(record_consent, party_id=party.id, agreed=agreed, how=how, given_on=given_on)
        assert refusal.value.field == field
    assert story.view().parties[0].consents == ()


def test_a_refused_signature_of_the_notice_names_a_witness(office: Office, story: Story) -> None:
    story.opened()
    party = story.view().parties[0]
    how = TellingHow.REFUSED_SIGNATURE
    with pytest.raises(FormError) as refusal:
        office.perform(tell_rights, party_id=party.id, how=how, told_on=ACCEPTED)
    assert refusal.value.field == "present"
    office.perform(tell_rights, party_id=party.id, how=how, told_on=ACCEPTED, present="村委会李主任")
    assert story.view().parties[0].tellings[0].present == "村委会李主任"
    with pytest.raises(FormError):
        office.perform(tell_rights, party_id=party.id, how=how, told_on=ACCEPTED + DAY, present="李主任")


def test_every_row_of_a_case_is_seen_by_those_who_see_the_matter(office: Office, story: Story) -> None:
    story.effective()
    from desktop.visibility import _children
    from models.matter import Matter

    with Session(office.engine) as session:
        seen = session.scalar(select(Matter.seen).where(Matter.id == story.matter_id))
        for table, condition in _children(story.matter_id):
            assert set(session.scalars(select(table.seen).where(condition))) <= {seen}, table
        assert session.scalar(select(func.count()).select_from(Party)) == 2


@dataclass(frozen=True)
class Named:
    """A party as far as naming knows it."""

    id: int
    name: str
    side: str
    sex: str | None
    born: date | None
    address: str


def named(place: int, name: str, side: str, sex: str | None, born: int | None, address: str) -> Named:
    return Named(place, name, side, sex, date(born, 1, 1) if born else None, address)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["王伟", "李娜"]),
            st.sampled_from(list(PartySide)),
            st.sampled_from([None, "male", "female"]),
            st.sampled_from([None, 1960, 1990]),
            st.sampled_from(["", "东关村", "柳林村"]),
        ),
        max_size=6,
    )
)
def test_names_told_apart_never_meet(facts: list[tuple[str, PartySide, str | None, int | None, str]]) -> None:
    parties = [named(place, *fields) for place, fields in enumerate(facts, 1)]
    names = told_apart(parties)
    assert set(names) == {party.id for party in parties}
    assert len(set(names.values())) == len(parties)
    for party in parties:
        assert names[party.id].startswith(party.name)
        alone = sum(other.name == party.name for other in parties) == 1
        assert (names[party.id] == party.name) is alone


def test_the_first_mark_that_differs_is_shown() -> None:
    both = [named(1, "王伟", "applicant", "male", 1960, ""), named(2, "王伟", "respondent", "male", 1990, "")]
    assert told_apart(both) == {1: "王伟（申请人）", 2: "王伟（被申请人）"}
    one_side = [
        named(1, "王伟", "applicant", "male", 1960, ""),
        named(2, "王伟", "applicant", "male", 1990, ""),
    ]
    assert told_apart(one_side) == {1: "王伟（1960年生）", 2: "王伟（1990年生）"}


def test_a_day_too_far_is_refused(office: Office, story: Story) -> None:
    story.opened()
    with pytest.raises(FormError) as refusal:
        office.perform(
            add_party, case_id=story.case_id, entry=person("丙三", born=ACCEPTED + timedelta(days=9))
        )
    assert refusal.value.field == "who.born"
