"""Command ids: an act that arrives twice (a retry after a cut link) happens once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from desktop.database.once import enter_once
from desktop.errors import OfficeError
from desktop.results import decode, encode
from desktop.work import Work
from models.event import Command


@dataclass(frozen=True, slots=True)
class Earlier:
    """The result of the same command's first arrival."""

    result: Any


def take_command(work: Work, use_case: Callable[..., Any]) -> Earlier | None:
    """Enter the command first of all; return the earlier result when it was already done.

    On a server a second arrival waits here until the first has committed or failed.
    """
    name = f"{use_case.__module__.rpartition('.')[2]}.{use_case.__name__}"
    row = {
        "id": work.command_id,
        "use_case": name[:60],
        "account_id": work.who.account_id,
        "recorded_at": work.now,
        "result": None,
    }
    if enter_once(work.session, Command, row):
        return None
    stored = work.session.execute(
        select(Command.use_case, Command.account_id, Command.result).where(Command.id == work.command_id)
    ).one()
    if stored.use_case != name[:60] or stored.account_id != work.who.account_id:
        raise OfficeError("这一步的编号已被别的操作用过，没有保存。", todo="请重新操作一次。")
    return Earlier(decode(use_case, stored.result))


def keep_result(work: Work, result: Any) -> None:
    """Keep what the use case returned, for a second arrival."""
    data = encode(result)
    if data is not None:
        work.session.execute(
            update(Command).where(Command.id == work.command_id).values(result=data),
            execution_options={"synchronize_session": False},
        )
