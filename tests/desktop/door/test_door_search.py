"""onestop search: the account's own view, names masked as in every export, numbers never."""

from __future__ import annotations

import pytest
from door_bench import Door

import factories
from desktop.door.table import table, width
from models.values.permissions import Role


@pytest.mark.parametrize("text", ["王秀英", "wxy", "13800002417", "2417", "滴水檐", "2026-1"])
def test_a_matter_is_found_and_nobody_is_named(door: Door, text: str) -> None:
    office = door.office(Role.RECEPTIONIST)
    registered = factories.register(office, office.who)  # type: ignore[arg-type]  # signed in
    office.close()
    said = door.as_role(Role.RECEPTIONIST, "search", text)
    assert (said.code, said.err) == (0, "")
    assert registered.code in said.out
    assert "已受理" in said.out
    assert "王*与张*" in said.out
    for secret in ("王秀英", "张铉", "13800002417", "院墙"):
        assert secret not in said.out


def test_what_an_account_may_not_see_is_not_there(door: Door) -> None:
    office = door.office(Role.RECEPTIONIST)
    factories.register(office, office.who)  # type: ignore[arg-type]  # signed in
    office.close()
    said = door.as_role(Role.CASE_OFFICER, "search", "王秀英")
    assert (said.code, said.out, said.err) == (0, "没有找到。\n", "")


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_sees_no_matters_is_refused(file_door: Door, role: Role) -> None:
    said = file_door.as_role(role, "search", "王秀英")
    assert (said.code, said.out) == (2, "")
    assert "您的角色不能做这一步" in said.err


def test_columns_stand_straight_although_chinese_is_wide() -> None:
    lines = list(
        table(("编号", "状态", "事项"), [("2026-1", "办理中", "甲"), ("2026-12345", "已受理", "乙𬭎")])
    )
    assert [width(line[: line.rindex(" ") + 1]) for line in lines] == [20, 20, 20]
    assert lines[2].endswith("乙𬭎")
