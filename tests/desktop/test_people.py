"""People and organisations: found again by their numbers, never mixed up, never found by those who may not see them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.entries.people import OrganisationEntry, PersonEntry
from desktop.errors import FormError, NotFoundError, OfficeError
from desktop.office import Office
from desktop.people import keep_organisation, keep_person
from desktop.queries.matters import matter_view
from desktop.services.identity import reveal_identity
from desktop.services.registering import register_matter
from desktop.who import Who
from desktop.work import Work
from models.matter import Matter, VisitPerson
from models.person import Identity, Organisation, Person
from models.values.choices import IdentityKind, VisitRole
from models.values.identity_number import Sex
from models.values.permissions import Role

FATHER = factories.ID_NUMBER
PHONE, OTHER_PHONE = "13800002417", "13800002418"


def checked(seventeen: str) -> str:
    """Return an ID number with its check character (GB 11643)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return seventeen + "10X98765432"[sum(int(d) * w for d, w in zip(seventeen, weights, strict=True)) % 11]


SON = checked("37070419750312001")


@pytest.fixture
def office(centre_place: str) -> Iterator[Office]:
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.RECEPTIONIST]
    yield office
    office.close()


def came(office: Office, entry: PersonEntry, **changes: object) -> int:
    """Register a visit of somebody; return who he is to the centre."""
    saved = office.perform(
        register_matter,
        entry=factories.matter_entry(visitor=entry, counterparts=(), **changes),
        ending=factories.accept(),
    )
    with Session(office.engine) as session:
        person_id = session.get_one(Matter, saved.matter_id).claimant_id
    assert person_id is not None
    return person_id


def person(office: Office, person_id: int) -> Person:
    with Session(office.engine) as session:
        return session.get_one(Person, person_id)


def numbers(office: Office, person_id: int) -> dict[str, str]:
    with Session(office.engine) as session:
        rows = session.scalars(select(Identity).where(Identity.person_id == person_id))
        return {row.kind: row.number for row in rows}


# -- who is who


def test_father_and_son_on_one_telephone_stay_two(office: Office) -> None:
    father = came(office, PersonEntry(name="王大山", phone=PHONE, identity_number=FATHER))
    son = came(office, PersonEntry(name="王小山", phone=PHONE, identity_number=SON))
    assert father != son
    assert came(office, PersonEntry(name="王大山", phone=PHONE)) == father
    assert came(office, PersonEntry(name="王小山", phone=PHONE)) == son
    assert came(office, PersonEntry(name="王小山", identity_number=SON)) == son
    assert (person(office, father).identity_mask, person(office, son).identity_mask) == (
        "110***********002X",
        f"370***********{SON[-4:]}",
    )
    assert numbers(office, father) == {"phone": PHONE, "id_card": FATHER}


def test_namesakes_on_one_telephone_with_other_id_numbers_stay_two(office: Office) -> None:
    first = came(office, PersonEntry(name="王秀英", phone=PHONE, identity_number=FATHER))
    second = came(office, PersonEntry(name="王秀英", phone=PHONE, identity_number=SON))
    assert first != second
    assert came(office, PersonEntry(name="王秀英", phone=PHONE, identity_number=FATHER)) == first
    assert numbers(office, first)["id_card"] == FATHER


def test_an_id_number_is_added_to_whom_name_and_telephone_tell(office: Office) -> None:
    known = came(office, PersonEntry(name="王秀英", phone=PHONE, address="柳林村7号"))
    assert came(office, PersonEntry(name="王秀英", phone=PHONE, identity_number=FATHER)) == known
    row = person(office, known)
    assert (row.sex, str(row.born), row.address) == (Sex.FEMALE, "1949-12-31", "柳林村7号")
    assert came(office, PersonEntry(name="王秀英", phone=OTHER_PHONE, identity_number=FATHER)) == known
    assert numbers(office, known) == {"phone": OTHER_PHONE, "id_card": FATHER}
    assert person(office, known).phone_mask == "138****2418"
    assert came(office, PersonEntry(name="王秀英", phone=PHONE)) != known  # that number is nobody's now


def test_a_changed_name_is_the_same_person_and_old_visits_keep_the_old_one(office: Office) -> None:
    known = came(office, PersonEntry(name="王秀英", identity_number=FATHER))
    assert came(office, PersonEntry(name="王绣英", identity_number=FATHER)) == known
    assert person(office, known).name == "王绣英"
    with Session(office.engine) as session:
        visits = (
            select(VisitPerson.name).where(VisitPerson.role == VisitRole.VISITOR).order_by(VisitPerson.id)
        )
        assert session.scalars(visits).all() == ["王秀英", "王绣英"]


def test_somebody_known_who_leaves_no_name_keeps_his(office: Office) -> None:
    known = came(office, PersonEntry(name="王秀英", phone=PHONE, identity_number=FATHER))
    assert came(office, PersonEntry(identity_number=FATHER)) == known
    assert person(office, known).name == "王秀英"
    nobody = came(office, PersonEntry(phone=PHONE))
    assert nobody != known
    assert person(office, nobody).name == "未留名"
    assert came(office, PersonEntry(phone=PHONE)) == nobody


def test_visitor_and_claimant_of_one_number_are_one(office: Office) -> None:
    one = PersonEntry(name="王秀英", identity_number=FATHER)
    person_id = came(office, one, claimant=one)
    with Session(office.engine) as session:
        assert session.scalars(select(VisitPerson.person_id)).all() == [person_id, person_id]
        assert session.scalars(select(Person.id)).all() == [person_id]


def test_an_id_number_of_somebody_else_is_refused_for_the_person_that_was_picked(office: Office) -> None:
    picked = came(office, PersonEntry(name="王大山", phone=PHONE, identity_number=FATHER))
    other = came(office, PersonEntry(name="王小山", identity_number=SON))
    with pytest.raises(FormError) as refusal:
        came(office, PersonEntry(name="王大山", identity_number=SON, person_id=picked))
    assert [field for field, _sentence in refusal.value.faults] == ["visitor.identity_number"]
    assert "王小山" not in str(refusal.value)
    assert (numbers(office, picked)["id_card"], numbers(office, other)["id_card"]) == (FATHER, SON)

    def around_the_form(work: Work) -> None:
        keep_person(work, PersonEntry(name="王大山", identity_number=SON, person_id=picked))

    with pytest.raises(OfficeError, match="身份证号"):
        office.perform(around_the_form)
    assert came(office, PersonEntry(name="王大山", identity_number=FATHER, person_id=picked)) == picked


def test_a_name_of_marks_that_nobody_sees_is_no_name(office: Office) -> None:
    with pytest.raises(FormError) as refusal:
        office.perform(
            register_matter,
            entry=factories.matter_entry(
                claimant=PersonEntry(name="\u200b\u3000"), counterparts=(PersonEntry(name="\ufeff"),)
            ),
            ending=factories.accept(),
        )
    assert [field for field, _sentence in refusal.value.faults] == ["claimant.name", "counterparts.0.name"]


# -- somebody known under a matter that the actor may not see


def hidden(office: Office) -> tuple[Who, int]:
    """Register somebody confidentially; return the window's receptionist and the person."""
    people = factories.people_of(office)
    office.who = people[Role.DISPATCHER]
    entry = PersonEntry(
        name="王秀英", phone=PHONE, identity_number=FATHER, address="柳林村7号", occupation="教师"
    )
    person_id = came(office, entry, confidential=True)
    office.who = people[Role.RECEPTIONIST]
    return people[Role.RECEPTIONIST], person_id


def test_nobody_counts_through_people_he_may_not_see(office: Office) -> None:
    _window, person_id = hidden(office)
    for name in ("王秀英", "随便谁", ""):
        with pytest.raises(NotFoundError) as hidden_one:
            came(office, PersonEntry(name=name, person_id=person_id))
        with pytest.raises(NotFoundError) as nobody:
            came(office, PersonEntry(name=name, person_id=person_id + 1000))
        assert str(hidden_one.value) == str(nobody.value)
    with pytest.raises(NotFoundError):
        came(office, PersonEntry(name="王秀英", phone=OTHER_PHONE, person_id=person_id))
    assert person(office, person_id).name == "王秀英"
    assert numbers(office, person_id)["phone"] == PHONE


def test_who_gives_his_number_is_known_also_where_his_matter_is_hidden(office: Office) -> None:
    _window, person_id = hidden(office)
    for entry in (
        PersonEntry(name="王秀英", phone=PHONE, person_id=person_id),
        PersonEntry(name="王秀英", identity_number=FATHER),
    ):
        assert came(office, entry) == person_id
    row = person(office, person_id)
    assert (row.address, row.occupation) == ("柳林村7号", "教师")  # what was left empty stays as it was


def test_a_namesake_without_a_number_learns_nothing_of_a_hidden_one(office: Office) -> None:
    _window, person_id = hidden(office)
    other = came(office, PersonEntry(name="王秀英", phone=OTHER_PHONE))
    assert other != person_id
    with Session(office.engine) as session:
        matter_id = session.scalars(select(Matter.id).order_by(Matter.id.desc())).first()
    assert matter_id is not None
    line = office.ask(matter_view, matter_id=matter_id).people[0]
    assert (line.phone_mask, line.identity_mask, line.details) == ("138****2418", "", "")
    with pytest.raises(NotFoundError):
        office.perform(reveal_identity, matter_id=matter_id, person_id=person_id, kind=IdentityKind.ID_CARD)


# -- organisations


def organisation(office: Office, **fields: object) -> int:
    """Keep an organisation."""

    def keep(work: Work) -> int:
        work.record("test:organisation", None, words="登记单位")
        return keep_organisation(work, OrganisationEntry(**fields)).id  # type: ignore[arg-type]  # the test's own fields

    return office.perform(keep)


def codes() -> tuple[str, str]:
    """Return two credit codes with right check characters (GB 32100)."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    found = []
    for seventeen in ("91370704MA3C1Q2W3", "91370704MA3C1Q2W4"):
        total = sum(letters.index(char) * pow(3, place, 31) for place, char in enumerate(seventeen))
        found.append(seventeen + letters[(31 - total % 31) % 31])
    return found[0], found[1]


def test_organisations_of_one_name_are_told_apart_by_their_codes(office: Office) -> None:
    one, other = codes()
    first = organisation(office, name="云溪建材经营部", credit_code=one)
    second = organisation(office, name="云溪建材经营部", credit_code=other)
    assert first != second
    assert organisation(office, name="云溪建材经营部（新店）", credit_code=one) == first
    assert organisation(office, name="云溪建材经营部", credit_code=other) == second


def test_a_code_that_comes_later_belongs_to_the_organisation_of_that_name(office: Office) -> None:
    one, other = codes()
    known = organisation(office, name="云溪建材经营部", address="东关村1号")
    assert organisation(office, name="云溪建材经营部") == known
    assert organisation(office, name="云溪建材经营部", credit_code=one) == known
    assert organisation(office, name="云溪建材经营部", credit_code=other) != known
    with Session(office.engine) as session:
        row = session.get_one(Organisation, known)
        assert (row.credit_code, row.address) == (one, "东关村1号")


def test_a_code_of_another_organisation_is_refused_for_the_one_that_was_picked(office: Office) -> None:
    one, other = codes()
    first = organisation(office, name="云溪建材经营部", credit_code=one)
    organisation(office, name="云溪五金店", credit_code=other)
    with pytest.raises(OfficeError, match="信用代码") as refusal:
        organisation(office, name="云溪建材经营部", credit_code=other, organisation_id=first)
    assert refusal.value.field == "credit_code"
    assert organisation(office, name="云溪建材总店", credit_code=one, organisation_id=first) == first
