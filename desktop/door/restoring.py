"""Restoring by the door: what a backup holds, in words, and putting it in its place."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from desktop.database.backup import Progress
from desktop.database.contents import BackupContents
from desktop.database.restore import RestoreOutcome, restore
from desktop.door.acting import Actor, account_password, database_password, unopened
from desktop.errors import OfficeError
from models.values.dates import moment_in_tables

_COUNTED = {
    "matter": "事项",
    "visit": "接待登记",
    "mediation_case": "调解案件",
    "person": "人员",
    "organisation": "组织",
    "account": "账号",
    "event": "操作记录",
}


def contents_in_words(contents: BackupContents) -> Iterator[str]:
    """Yield the lines that say whose a backup is, how old and how much."""
    summary = contents.summary
    kind = "本机数据库" if contents.engine == "sqlite" else "服务器数据库"
    yield f"备份文件：{contents.path}（{kind}）"
    yield f"中心：{summary.centre or '（读不出）'}"
    last = moment_in_tables(summary.last_event_at) if summary.last_event_at else "没有"
    yield f"最后一条记录：{last}，共{summary.head_seq}条，末尾 {summary.head_hash[:16]}"
    yield "；".join(f"{_COUNTED[table]}{count}" for table, count in summary.counts.items())
    if contents.newer:
        yield "这个备份是用更新版本的程序做的，本机的程序恢复不了。"
    for fault in contents.faults:
        yield f"损坏：{fault}"


def restored(
    actor: Actor, contents: BackupContents, arguments: Namespace, progress: Progress
) -> RestoreOutcome:
    """Put a backup in its place and record it there, as the account that ordered it."""
    if "://" in arguments.database:
        return _restored_to_server(actor, contents, arguments, progress)
    if actor.there and actor.office is not None:
        from desktop.backing_up import restore_now

        return restore_now(actor.office, contents.path, progress)
    outcome = restore(contents.path, arguments.database, progress=progress)
    _record(actor.password, contents, arguments)
    return outcome


def _restored_to_server(
    actor: Actor, contents: BackupContents, arguments: Namespace, progress: Progress
) -> RestoreOutcome:
    """Fill an empty database of a server; the account is the restored centre's own."""
    from desktop.database.engine import open_engine

    if actor.there:
        raise OfficeError("这个数据库里已经有数据，没有恢复。", todo="请恢复到一个新建的空数据库。")
    engine = open_engine(arguments.database, password=database_password(arguments))
    try:
        outcome = restore(contents.path, engine, progress=progress)
    finally:
        engine.dispose()
    _record(None, contents, arguments)
    return outcome


def _record(password: str | None, contents: BackupContents, arguments: Namespace) -> None:
    """Record the restore in the restored centre; `password` is asked for where it is not known yet."""
    from desktop.services.door import record_restore

    office = unopened(arguments)
    office.open()
    try:
        known = account_password(arguments, office) if password is None else password
        try:
            office.sign_in(arguments.login, known)
        except OfficeError as refusal:
            raise OfficeError(f"已经恢复，但没有记入操作日志：{refusal.sentence}") from refusal
        office.clock_confirmed = True  # the backup may hold later records than this PC's clock says
        office.perform(record_restore, name=contents.path.name)
    finally:
        office.close()
