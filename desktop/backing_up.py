"""Backup, restore and check of an open office: the permission, the work outside of any transaction, the event.

Each takes a while: call in the long lane, with the progress callable that the lane gives.
"""

from __future__ import annotations

import re
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clock import CENTRE_ZONE, day_of
from desktop.errors import OfficeError
from desktop.paths import backup_folder
from desktop.who import NOBODY

if TYPE_CHECKING:
    from desktop.database.backup import BackupReport, Progress
    from desktop.database.contents import BackupContents
    from desktop.database.restore import RestoreOutcome
    from desktop.database.verify import VerifyReport
    from desktop.office import Office

_NAME = re.compile(r"onestop-(\d{8}-\d{6})-[0-9a-f]{8}(?:-([a-z-]+))?\.(?:db|zip)")


def back_up_now(office: Office, target: Path | None = None, progress: Progress | None = None) -> BackupReport:
    """Back the centre up into a folder or a new file, checked; the usual folder when None. Needs the permission."""
    from desktop.database.backup import back_up
    from desktop.queries.backups import daily_backup
    from desktop.services.backups import record_backup

    settings = office.ask(daily_backup)
    place = target or (Path(settings.folder) if settings.folder else backup_folder())
    report = back_up(office.engine, place, moment=office.clock.now(), progress=progress)
    office.perform(record_backup, name=report.path.name, events=report.summary.head_seq)
    return report


def check_now(office: Office, progress: Progress | None = None) -> VerifyReport:
    """Check the open database: whole, searchable, unbroken chain of events. Needs the permission."""
    from desktop.database.verify import verify
    from desktop.queries.backups import may_check
    from desktop.services.backups import record_check

    office.ask(may_check)
    report = verify(office.engine, progress=progress)
    office.perform(record_check, faults=sum(len(check.faults) for check in report.checks))
    return report


def look_into_backup(office: Office, backup: Path) -> BackupContents:
    """Look into a backup before it replaces anything; nothing is changed. Needs the permission to back up."""
    from desktop.database.contents import look_into
    from desktop.queries.backups import daily_backup

    office.ask(daily_backup)
    return look_into(backup)


def restore_now(office: Office, backup: Path, progress: Progress | None = None) -> RestoreOutcome:
    """Replace the open centre's file by a backup, open it again, and record it there; nobody is signed in then.

    What stood there before is kept beside it. Nothing else may use the database meanwhile. When it fails the
    former database is open again. Needs the permission to back up; for a centre on this PC only.
    """
    from desktop.database.restore import restore
    from desktop.queries.backups import daily_backup

    if "://" in office.place:
        raise OfficeError("服务器上的数据库不能在窗口里恢复。", todo="请用命令 onestop restore。")
    office.ask(daily_backup)
    name = office.who.name if office.who is not None else ""
    office.close()
    try:
        outcome = restore(backup, office.place, moment=office.clock.now(), progress=progress)
    except BaseException:
        with suppress(OfficeError):  # why it was not restored is what counts
            office.open()
        raise
    office.open()
    words = f"从备份{outcome.contents.path.name}恢复"
    _record(office, "centre:restore", words, acting_person=name)
    return outcome


def daily_backup_due(office: Office) -> Path | None:
    """Return the folder for today's backup, or None when it is off, was made, or the database is a server's."""
    from desktop.queries.backups import kept_daily_backup
    from models.centre import Centre

    if not office.is_open or "://" in office.place:
        return None
    with office._session(office.engine, NOBODY) as session:  # noqa: SLF001 - the office's own door
        centre = session.get(Centre, 1)
        settings = kept_daily_backup(session)
    if centre is None or centre.demo or not settings.on:
        return None
    folder = Path(settings.folder) if settings.folder else backup_folder()
    last = last_backup(folder)
    return None if last is not None and day_of(last.moment) == day_of(office.clock.now()) else folder


def back_up_today(office: Office, folder: Path, progress: Progress | None = None) -> BackupReport:
    """Make the daily backup at the program's end, let old ones go, and record it; no account is needed."""
    from desktop.database.backup import back_up, rotate

    report = back_up(office.engine, folder, moment=office.clock.now(), progress=progress)
    rotate(folder)
    _record(office, "centre:back_up", f"每日备份到{report.path.name}")
    return report


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A file in a backup folder that bears a backup's name; `size` in bytes."""

    path: Path
    moment: datetime
    size: int
    occasion: str
    """Empty for one on demand or of a day, else why it was made (`before-upgrade`)."""


def backup_files(folder: Path | None = None) -> tuple[BackupFile, ...]:
    """Return the backups in a folder (the usual one when None), the latest first, known by their names."""
    place = folder or backup_folder()
    found = []
    for path in place.glob("onestop-*") if place.is_dir() else ():
        name = _NAME.fullmatch(path.name)
        if name and path.is_file():
            naive = datetime.strptime(name[1], "%Y%m%d-%H%M%S")  # noqa: DTZ007 - the zone comes next
            moment = naive.replace(tzinfo=CENTRE_ZONE)
            found.append(BackupFile(path, moment, path.stat().st_size, name[2] or ""))
    return tuple(sorted(found, key=lambda file: file.moment, reverse=True))


def last_backup(folder: Path | None = None) -> BackupFile | None:
    """Return the latest backup in a folder (the usual one when None) by its name, or None."""
    return next((file for file in backup_files(folder) if not file.occasion), None)


def _record(office: Office, tag: str, words: str, *, acting_person: str = "") -> None:
    """Record an act of the program's own upkeep."""
    with office._session(office.engine, NOBODY) as session:  # noqa: SLF001 - the office's own door
        work = office._work(session, NOBODY, str(uuid.uuid4()))  # noqa: SLF001 - the same
        work.clock_confirmed = True  # upkeep does not wait for somebody to look at the date
        work.record(tag, None, words=words, acting_person=acting_person)
        work.seal()
        session.commit()
