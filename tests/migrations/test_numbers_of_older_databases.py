"""Cases of an older database keep their numbers: each knows its series and day, and the count goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy.exc import IntegrityError

from desktop.database.upgrade import bring_up_to_date, head_revision
from models.centre import Committee, Unit
from models.matter import Matter
from models.search import Counter
from models.staff import Account, Staff

MOMENT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
BEFORE = "a3c0life00001"
CASE = (
    "INSERT INTO mediation_case (id, matter_id, committee_id, number, number_year, number_serial, number_by_hand, "
    "name, dispute_type, source, state, accepted_on, termination_ground, remedies_told, due_days, late_entry, simple, "
    "brief, applied_how, sender_unit, sender_person, sender_number, transferred_to, seen, version) "
    "VALUES (:id, :id, 1, :number, 2026, :serial, :no, '甲与乙邻里纠纷', '', 'application', 'accepted', '2026-03-02', "
    "'', '', '{}', :no, :no, '', '', '', '', '', '', 1, 1)"
)


def test_numbers_series_and_counters_of_an_older_database(
    empty_database: str, opened: Callable[..., Engine]
) -> None:
    engine = opened(empty_database, create=True)
    bring_up_to_date(engine, moment=MOMENT, revision=BEFORE)
    with engine.begin() as connection:
        _around(connection)
        for serial, number in ((6, "（2026）云人调字第6号"), (7, "（2026）溪人调字第7号")):
            connection.execute(text(CASE), {"id": serial, "number": number, "serial": serial, "no": False})
    outcome = bring_up_to_date(engine, moment=MOMENT)
    assert (outcome.before, outcome.after) == (BEFORE, head_revision())
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT number_series, number_serial, number, numbered_on FROM mediation_case ORDER BY id")
        ).all()
        assert [(row.number_series, row.number_serial) for row in rows] == [("云", 6), ("溪", 7)], (
            "the series stands in the number, also where the committee is called otherwise now"
        )
        assert [str(row.numbered_on) for row in rows] == ["2026-03-02"] * 2
        counters = {
            row.series: row.last for row in connection.execute(text("SELECT series, last FROM counter"))
        }
        assert counters == {"case:1:2026:溪": 7, "matter:2026": 9}
    with engine.begin() as connection:
        nothing = "UPDATE mediation_case SET number = NULL, number_year = NULL, number_serial = NULL"
        connection.execute(text(nothing))
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(
            text("UPDATE mediation_case SET number_series = '溪', number_year = 2026, number_serial = 7")
        )


def _around(connection: Connection) -> None:
    """Write what cases hang on: these tables are the same before and after."""
    unit = {
        "id": 1,
        "name": "调委会",
        "position": 1,
        "mode": "resident",
        "kind": "own",
        "bit": 4,
        "version": 1,
    }
    connection.execute(insert(Unit), unit)
    committee = {"id": 1, "unit_id": 1, "name": "云溪镇人民调解委员会", "short_name": "溪", "version": 1}
    connection.execute(insert(Committee), committee)
    connection.execute(
        insert(Counter), [{"series": "case:1:2026", "last": 7}, {"series": "matter:2026", "last": 9}]
    )
    connection.execute(insert(Staff), {"id": 1, "name": "张明", "unit_id": 1, "version": 1})
    account = {"id": 1, "login": "zhangming", "staff_id": 1, "password_hash": "x", "version": 1}
    connection.execute(insert(Account), account)
    for serial in (6, 7):
        matter = {
            "id": serial, "code": f"370704101-2026-{serial:06}", "year": 2026, "serial": serial, "nature": "dispute",
            "state": "accepted", "channel": "visit", "title": "滴水檐", "story": "", "happened_at": MOMENT,
            "registered_by_id": 1, "seen": 1, "version": 1,
        }  # fmt: skip
        connection.execute(insert(Matter), matter)
