"""The first run's answers: whatever is typed is founded or refused at its field, on both engines alike."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.clock import FixedClock
from desktop.errors import FormError, OfficeError
from desktop.founding import MOST_UNITS, Answers, UnitAnswer, answer_faults
from desktop.office import Office
from desktop.visibility import FIRST_UNIT_BIT, LAST_UNIT_BIT
from models.centre import Centre, Committee, Unit, Village
from models.staff import Staff
from models.values.choices import UnitKind

MEDIATING = UnitAnswer("人民调解委员会", mediates=True)


def fields(**changes: Any) -> list[str]:
    """Return the fields at which answers are refused."""
    return [field for field, _sentence in answer_faults(factories.answers(**changes))]


def test_the_usual_answers_are_taken() -> None:
    assert fields() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("centre_name", "\u200b\u3000"),
        ("centre_name", "云" * 61),
        ("centre_name", "云" * 1001),
        ("area_name", "山" * 5000),
        ("admin_name", "孙" * 41),
        ("committee_short", "云" * 5000),
        ("committee_short", "云溪镇人民调"),
        ("area_code", "٣٧٠٧٠٤١٠١"),
        ("area_code", "3707041010001"),
        ("admin_login", "SunJianping"),
        ("admin_login", "sun jianping"),
        ("admin_login", "s" * 41),
        ("admin_login", "sunjianping\n"),
        ("password", "孙建平孙建平孙"),
        ("password", "sunjianping"),
        ("units", (UnitAnswer("单" * 41), MEDIATING)),
        ("units", (UnitAnswer("司法所", window="窗" * 21), MEDIATING)),
        ("units", (UnitAnswer("司法所", weekdays=(0,)), MEDIATING)),
        ("units", (UnitAnswer("司法所", weekdays=(8,)), MEDIATING)),
        ("units", (UnitAnswer("司法所"), UnitAnswer("司法所\u200b"), MEDIATING)),
        ("units", (UnitAnswer("\u200b"), MEDIATING)),
        ("units", (*(UnitAnswer(f"第{number}个单位") for number in range(55)), MEDIATING)),
        ("villages", ("村" * 41,)),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused_at_its_field(field: str, value: object) -> None:
    assert fields(**{field: value}) == [field]


def test_as_many_units_as_there_are_places(empty_database: str) -> None:
    places = LAST_UNIT_BIT - FIRST_UNIT_BIT + 1
    assert places == MOST_UNITS
    units = (
        *(UnitAnswer(f"第{number}个单位") for number in range(places - 1)),
        *(UnitAnswer(f"第{number}个村委会", kind=UnitKind.VILLAGE) for number in range(20)),
        MEDIATING,
    )
    office = factories.new_office(empty_database, units=units)
    with Session(office.engine) as session:
        bits = session.scalars(select(Unit.bit).order_by(Unit.position)).all()
        mediating = session.scalars(select(Unit).where(Unit.mediates)).one()
    assert [bit for bit in bits if bit is None] == [None] * 20
    assert sorted(bit for bit in bits if bit is not None) == [*range(FIRST_UNIT_BIT, LAST_UNIT_BIT + 1)]
    assert mediating.bit == LAST_UNIT_BIT
    office.close()


def test_what_was_typed_wide_or_with_blanks_is_kept_tidy(empty_database: str) -> None:
    office = factories.new_office(
        empty_database,
        centre_name=" 云溪镇综治中心\u200b",
        committee_name="云溪镇\n人民调解委员会",
        committee_short="　云",
        area_code="３７０７０４１０１",
        admin_name=" 孙建平 ",
        villages=("东关村", " 东关村", "\u200b", "柳林村"),
    )
    with Session(office.engine) as session:
        centre, committee = session.get_one(Centre, 1), session.scalars(select(Committee)).one()
        assert (centre.name, centre.area_code) == ("云溪镇综治中心", "370704101000")
        assert (committee.name, committee.short_name) == ("云溪镇 人民调解委员会", "云")
        assert session.scalars(select(Staff.name)).all() == ["孙建平"]
        assert session.scalars(select(Village.name).order_by(Village.position)).all() == ["东关村", "柳林村"]
    office.close()


TYPED = st.text(max_size=70)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.lists(TYPED, min_size=5, max_size=5),
    code=st.text(alphabet="0123456789０１\n ", min_size=8, max_size=13),
    unit=st.text(max_size=45),
    village=st.text(max_size=45),
)
@example(
    name=["中\0心", "坊子\ud800区", "委员会", "云", "孙"],
    code="370704101",
    unit="司\0法所",
    village="东\0关村",
)
def test_whatever_is_typed_is_founded_or_refused(
    postgresql_server: str, postgresql_template: str, name: list[str], code: str, unit: str, village: str
) -> None:
    answers = Answers(
        centre_name=name[0],
        area_code=code,
        area_name=name[1],
        committee_name=name[2],
        committee_short=name[3],
        admin_name=name[4],
        admin_login="sunjianping",
        password=factories.PASSWORD,
        units=(UnitAnswer(unit), MEDIATING),
        villages=(village,),
    )
    if answer_faults(answers):
        with pytest.raises(FormError):
            Office("nowhere").found(answers)
        return
    with psycopg.connect(postgresql_server.format("postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS typed WITH (FORCE)")
        connection.execute(f"CREATE DATABASE typed TEMPLATE {postgresql_template} STRATEGY wal_log".encode())
    office = Office(postgresql_server.format("typed"), clock=FixedClock(factories.MONDAY))
    try:
        office.found(answers)
        assert office.sign_in("sunjianping", factories.PASSWORD).name
    finally:
        office.close()


def test_a_second_founding_is_refused_and_changes_nothing(centre_place: str) -> None:
    office = Office(centre_place, clock=FixedClock(factories.MONDAY))
    with pytest.raises(OfficeError, match="已经有"):
        office.found(factories.answers(centre_name="别的中心"))
    assert not office.is_open
    office.open()
    with pytest.raises(OfficeError, match="已经有"):
        office.found(factories.answers())
    with Session(office.engine) as session:
        assert session.get_one(Centre, 1).name == "云溪镇社会治安综合治理中心"
    office.close()
