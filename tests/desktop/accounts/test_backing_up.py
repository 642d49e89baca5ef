"""Backup, restore and check of an open office: permissions, events, the day's copy, and the way back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.backing_up import (
    back_up_now,
    back_up_today,
    backup_files,
    check_now,
    daily_backup_due,
    last_backup,
    look_into_backup,
    restore_now,
)
from desktop.database.engine import reading
from desktop.entries.staff import StaffEntry
from desktop.errors import ForbiddenError, OfficeError
from desktop.office import Office
from desktop.paths import backup_folder
from desktop.queries.accounts import staff_list
from desktop.queries.backups import DailyBackup, daily_backup
from desktop.services.accounts import add_staff
from desktop.services.backups import set_daily_backup
from desktop.who import Who
from models.event import Event
from models.values.permissions import Permission, Role, permissions_of

WANGFANG = StaffEntry("王芳", factories.SAFETY, "wangfang", frozenset({Role.RECEPTIONIST}))
WANGFANG_PASSWORD = "mima-2026"


def tags(office: Office) -> list[str]:
    with Session(office.engine) as session:
        return list(session.scalars(select(Event.tag).order_by(Event.seq)))


def test_a_backup_on_demand_is_checked_and_recorded(office: Office) -> None:
    steps: list[str] = []
    report = back_up_now(office, None, lambda _done, _total, words: steps.append(words))
    assert report.path.parent == backup_folder()
    assert steps[-1] == "备份完成"
    assert tags(office)[-1] == "centre:back_up"
    found = last_backup()
    assert found is not None
    assert (found.path, found.moment) == (report.path, factories.MONDAY)


def test_who_may_back_up_and_check(office: Office, people: dict[Role, Who]) -> None:
    for role in Role:
        office.who = people[role]
        may = permissions_of({role})
        for act, permission in (
            (back_up_now, Permission.CENTRE_BACK_UP),
            (check_now, Permission.CENTRE_CHECK),
        ):
            if permission in may:
                act(office)
            else:
                with pytest.raises(ForbiddenError):
                    act(office)
        factories.later(office, minutes=1)


def test_a_check_tells_and_is_recorded(office: Office) -> None:
    report = check_now(office)
    assert report.sound
    assert [check.name for check in report.checks] == ["版本", "数据完整", "查找索引", "材料", "操作日志"]
    assert tags(office)[-1] == "centre:check"


def test_the_daily_backup_is_made_once_a_day_and_only_when_switched_on(
    local_office: Office, tmp_path: Path
) -> None:
    office = local_office
    assert daily_backup_due(office) == backup_folder()
    back_up_today(office, backup_folder())
    assert tags(office)[-1] == "centre:back_up"
    assert daily_backup_due(office) is None
    factories.later(office, days=1)
    assert daily_backup_due(office) == backup_folder()
    office.perform(set_daily_backup, on=False, folder="", before=DailyBackup())
    assert daily_backup_due(office) is None
    office.perform(set_daily_backup, on=True, folder=str(tmp_path), before=DailyBackup(on=False))
    assert daily_backup_due(office) == tmp_path
    assert office.ask(daily_backup).folder == str(tmp_path)


@pytest.mark.parametrize("folder", ["backup", "/nowhere/at/all"])
def test_a_folder_that_cannot_be_used_is_refused(local_office: Office, folder: str) -> None:
    with pytest.raises(OfficeError) as refusal:
        local_office.perform(set_daily_backup, on=True, folder=folder, before=DailyBackup())
    assert refusal.value.field == "folder"
    assert local_office.ask(daily_backup).folder == ""


def test_old_daily_copies_go_and_others_stay(local_office: Office) -> None:
    office = local_office
    kept = backup_folder() / "onestop-20200101-000000-00000000-before-upgrade.db"
    kept.touch()
    for _day in range(17):
        back_up_today(office, backup_folder())
        factories.later(office, days=1)
    files = backup_files()
    assert len([file for file in files if not file.occasion]) in {14, 15}
    assert files[0].moment - files[1].moment == timedelta(days=1)
    assert files[-1].path == kept
    assert files[-1].occasion == "before-upgrade"


def test_a_restore_is_looked_at_and_brings_back_what_was(local_office: Office) -> None:
    office = local_office
    backup = back_up_now(office).path
    office.perform(add_staff, entry=WANGFANG, password=WANGFANG_PASSWORD)
    contents = look_into_backup(office, backup)
    assert contents.sound
    assert contents.summary.centre == "云溪镇社会治安综合治理中心"
    outcome = restore_now(office, backup)
    assert office.who is None
    assert outcome.replaced is not None
    assert outcome.replaced.exists()
    assert tags(office)[-1] == "centre:restore"
    office.sign_in("sunjianping", factories.PASSWORD)
    assert "王芳" not in [row.name for row in office.ask(staff_list)]
    assert check_now(office).sound


def test_a_damaged_backup_replaces_nothing(local_office: Office) -> None:
    office = local_office
    backup = back_up_now(office).path
    damaged = bytearray(backup.read_bytes())
    damaged[4096 * 20 : 4096 * 24] = b"\xff" * 4096 * 4
    backup.write_bytes(bytes(damaged))
    assert not look_into_backup(office, backup).sound
    office.perform(add_staff, entry=WANGFANG, password=WANGFANG_PASSWORD)
    with pytest.raises(OfficeError, match="已损坏"):
        restore_now(office, backup)
    office.sign_in("sunjianping", factories.PASSWORD)
    assert "王芳" in [row.name for row in office.ask(staff_list)]


def test_a_database_in_use_elsewhere_is_not_replaced(local_office: Office) -> None:
    backup = back_up_now(local_office).path
    other = factories.open_office(local_office.place)
    with reading(other.engine).connect() as connection:
        connection.exec_driver_sql("SELECT 1 FROM centre").all()
        with pytest.raises(OfficeError, match="正在使用"):
            restore_now(local_office, backup)
    other.close()
    assert local_office.is_open


def test_only_who_may_back_up_restores(local_office: Office) -> None:
    backup = back_up_now(local_office).path
    people = factories.people_of(local_office)
    for role in (Role.RECEPTIONIST, Role.AUDITOR):
        local_office.who = people[role]
        with pytest.raises(ForbiddenError):
            restore_now(local_office, backup)
        with pytest.raises(ForbiddenError):
            look_into_backup(local_office, backup)
        assert local_office.is_open
