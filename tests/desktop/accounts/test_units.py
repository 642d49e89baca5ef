"""Units, villages and names: refused at their fields, never deleted, bits never given twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.entries.units import UnitEntry
from desktop.errors import ConflictError, ForbiddenError, FormError, OfficeError
from desktop.office import Office
from desktop.queries.codes import form_choices
from desktop.queries.units import UnitRow, VillageRow, centre_facts, unit_list, village_list
from desktop.services.units import (
    add_unit,
    add_villages,
    change_centre,
    change_unit,
    change_village,
    close_unit,
    reopen_unit,
)
from desktop.visibility import FIRST_UNIT_BIT, LAST_UNIT_BIT
from desktop.who import Who
from models.centre import Unit
from models.values.choices import UnitKind, UnitMode
from models.values.permissions import Role

COMMERCE = UnitEntry("市场监管所", UnitMode.ROTATING, UnitKind.VERTICAL, "8 号", "8300001", (2, 4))


def unit_of(office: Office, name: str) -> UnitRow:
    return next(row for row in office.ask(unit_list) if row.name == name)


def village_of(office: Office, name: str) -> VillageRow:
    return next(row for row in office.ask(village_list) if row.name == name)


def bits(office: Office) -> dict[str, int | None]:
    with Session(office.engine) as session:
        return {unit.name: unit.bit for unit in session.scalars(select(Unit))}


def test_a_new_unit_stands_last_with_its_days_and_a_bit_of_its_own(office: Office) -> None:
    office.perform(add_unit, entry=COMMERCE)
    row = unit_of(office, "市场监管所")
    assert (row.window, row.weekdays, row.phone, row.active) == ("8 号", (2, 4), "8300001", True)
    held = bits(office)
    assert held["市场监管所"] == FIRST_UNIT_BIT + 11
    assert [choice.name for choice in office.ask(form_choices).units][-1] == "市场监管所"


def test_names_are_kept_without_what_cannot_be_seen(office: Office) -> None:
    office.perform(add_unit, entry=replace(COMMERCE, name=" 市场\u200b监管所\n", window="8\u00a0号"))
    assert unit_of(office, "市场监管所").window.startswith("8")


def test_a_village_committee_gets_no_bit(office: Office) -> None:
    office.perform(add_unit, entry=UnitEntry("东关村村委会", kind=UnitKind.VILLAGE))
    assert bits(office)["东关村村委会"] is None


def test_bits_run_out_in_plain_words_and_closed_units_keep_theirs(office: Office) -> None:
    free = LAST_UNIT_BIT - FIRST_UNIT_BIT + 1 - 11
    for number in range(free):
        office.perform(add_unit, entry=UnitEntry(f"第{number}单位"))
    last = unit_of(office, f"第{free - 1}单位")
    assert bits(office)[last.name] == LAST_UNIT_BIT
    office.perform(close_unit, unit_id=last.unit_id, version=last.version)
    with pytest.raises(OfficeError, match="单位已满") as refusal:
        office.perform(add_unit, entry=COMMERCE)
    assert refusal.value.field == "kind"
    office.perform(add_unit, entry=UnitEntry("村委会", kind=UnitKind.VILLAGE))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "所" * 41}, "name"),
        ({"name": "司法所"}, "name"),
        ({"window": "窗" * 21}, "window"),
        ({"phone": "1" * 31}, "phone"),
        ({"weekdays": (0,)}, "weekdays"),
    ],
)
def test_a_unit_is_refused_at_its_field(office: Office, change: dict[str, object], field: str) -> None:
    with pytest.raises(FormError) as refusal:
        office.perform(add_unit, entry=replace(COMMERCE, **change))
    assert [name for name, _words in refusal.value.faults] == [field]


def test_a_unit_changes_its_window_and_days(office: Office) -> None:
    old = unit_of(office, "人民法庭")
    entry = UnitEntry("巡回法庭", old.mode, old.kind, "9 号", weekdays=(1, 5))
    office.perform(
        change_unit, unit_id=old.unit_id, version=old.version, weekdays_before=old.weekdays, entry=entry
    )
    new = unit_of(office, "巡回法庭")
    assert (new.unit_id, new.window, new.weekdays) == (old.unit_id, "9 号", (1, 5))


def test_an_old_form_is_told_also_when_only_the_days_changed(office: Office) -> None:
    old = unit_of(office, "人民法庭")
    entry = UnitEntry(old.name, old.mode, old.kind, old.window, weekdays=(2,))
    words = {"unit_id": old.unit_id, "version": old.version, "weekdays_before": old.weekdays}
    office.perform(change_unit, **words, entry=entry)
    with pytest.raises(ConflictError):
        office.perform(change_unit, **words, entry=replace(entry, weekdays=(3,)))
    assert unit_of(office, "人民法庭").weekdays == (2,)


def test_a_closed_unit_is_not_offered_any_more_and_comes_back(office: Office) -> None:
    row = unit_of(office, "信访办")
    office.perform(close_unit, unit_id=row.unit_id, version=row.version)
    assert "信访办" not in [choice.name for choice in office.ask(form_choices).units]
    closed = unit_of(office, "信访办")
    office.perform(reopen_unit, unit_id=closed.unit_id, version=closed.version)
    assert "信访办" in [choice.name for choice in office.ask(form_choices).units]


def test_the_mediation_committee_cannot_be_closed(office: Office) -> None:
    row = unit_of(office, "人民调解委员会")
    with pytest.raises(OfficeError, match="不能停用"):
        office.perform(close_unit, unit_id=row.unit_id, version=row.version)


def test_villages_are_pasted_with_blanks_and_doubles(office: Office) -> None:
    assert office.perform(add_villages, names=("北河村", "", " 北河村 ", "东关村", "西岭村")) == 2
    names = [row.name for row in office.ask(village_list)]
    assert names == ["东关村", "柳林村", "南苑社区", "北河村", "西岭村"]
    with pytest.raises(OfficeError) as refusal:
        office.perform(add_villages, names=("东关村", ""))
    assert refusal.value.field == "names"
    with pytest.raises(OfficeError, match="太长"):
        office.perform(add_villages, names=("村" * 41,))


def test_a_village_is_renamed_and_closed(office: Office) -> None:
    row = village_of(office, "东关村")
    with pytest.raises(OfficeError, match="同名"):
        office.perform(
            change_village, village_id=row.village_id, version=row.version, name="柳林村", active=True
        )
    office.perform(
        change_village, village_id=row.village_id, version=row.version, name="东关社区", active=False
    )
    assert not village_of(office, "东关社区").active
    assert "东关社区" not in [choice.name for choice in office.ask(form_choices).villages]
    with pytest.raises(ConflictError):
        office.perform(
            change_village, village_id=row.village_id, version=row.version, name="东关", active=True
        )


def test_the_name_on_papers_changes_but_not_to_nonsense(office: Office) -> None:
    facts = office.ask(centre_facts)
    for wrong in (" ", "心" * 61):
        with pytest.raises(OfficeError) as refusal:
            office.perform(change_centre, version=facts.version, centre_name=wrong)
        assert refusal.value.field == "centre_name"
    office.perform(change_centre, version=facts.version, centre_name="云溪综治中心")
    assert office.ask(centre_facts).centre_name == "云溪综治中心"
    with pytest.raises(ConflictError):
        office.perform(change_centre, version=facts.version, centre_name="甲")


def test_only_the_administrator_edits_units(office: Office, people: dict[Role, Who]) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        office.who = people[role]
        with pytest.raises(ForbiddenError):
            office.perform(add_unit, entry=COMMERCE)
        with pytest.raises(ForbiddenError):
            office.ask(unit_list)
