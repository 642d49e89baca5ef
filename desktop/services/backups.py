"""What the centre remembers of its backups and checks: that they were made, by whom; and how the daily one is made."""

from __future__ import annotations

import tempfile
from pathlib import Path

from desktop.errors import OfficeError
from desktop.permissions import requires
from desktop.queries.backups import DAILY_BACKUP, DailyBackup, kept_daily_backup
from desktop.versions import expect_value
from desktop.work import Work
from models.centre import Setting
from models.values.permissions import Permission


@requires(Permission.CENTRE_BACK_UP)
def record_backup(work: Work, *, name: str, events: int) -> None:
    """Record that a checked backup was made; `events` is how many events it holds."""
    work.record("centre:back_up", None, words=f"备份到{name}，含{events}条操作记录")


@requires(Permission.CENTRE_CHECK)
def record_check(work: Work, *, faults: int) -> None:
    """Record that the database was checked, and how many faults were found."""
    outcome = "没有问题" if not faults else f"查出{faults}处问题"
    work.record("centre:check", None, words=f"核对数据库，{outcome}")


@requires(Permission.CENTRE_BACK_UP)
def set_daily_backup(work: Work, *, on: bool, folder: str, before: DailyBackup) -> DailyBackup:
    """Switch the daily backup at the program's end on or off, and say where it goes; empty for the usual folder.

    `before` is what the form was opened on.
    """
    place = folder.strip()
    if place:
        path = Path(place)
        if not path.is_absolute():
            raise OfficeError("请写出完整的文件夹位置。", field="folder")
        if not path.is_dir():
            raise OfficeError(f"文件夹“{place}”不存在，请先建好。", field="folder")
        if not _writable(path):
            raise OfficeError("这个文件夹现在不能写入，请换一个。", field="folder")
    kept = {"on": on, "folder": place}
    setting = work.session.get(Setting, DAILY_BACKUP, with_for_update=True)
    now = kept_daily_backup(work.session)
    expect_value(now, before, _told(now), field="folder")
    if setting is None:
        setting = Setting(key=DAILY_BACKUP, value=kept)
        work.session.add(setting)
    elif setting.value != kept:
        setting.value = kept
    made = DailyBackup(on, place)
    work.record("centre:daily_backup", setting, words=_told(made))
    return made


def _told(daily: DailyBackup) -> str:
    """Return how the daily backup is made, in words."""
    return f"每日备份{'打开' if daily.on else '关闭'}" + (f"，放在{daily.folder}" if daily.folder else "")


def _writable(folder: Path) -> bool:
    """Tell whether a file can be made there."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
