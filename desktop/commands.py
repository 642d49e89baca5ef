"""Command ids: an act that arrives twice (a retry after a cut link) happens once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select, update

from desktop.database.again import Why, worth_another_try
from desktop.database.once import enter_once
from desktop.errors import ConflictError, OfficeError
from desktop.results import decode, encode
from desktop.work import Work
from models.event import Command

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R")
TRIES = {Why.BEATEN: 3, Why.CUT: 2}


def not_kept(use_case: F) -> F:
    """Mark a use case whose result is a secret: it is never kept, and a second arrival does it again."""
    use_case.result_is_kept = False  # type: ignore[attr-defined]  # read below
    return use_case


def persistently(act: Callable[[], R], on_cut: Callable[[], object] = lambda: None) -> R:
    """Do a whole transaction again when somebody else was faster, and once when the link was cut.

    The command id makes that harmless: what had been committed gives its first result back. `on_cut` is told that
    nobody knows yet whether it was committed. Raises ConflictError for one who is beaten every time, and whatever
    the transaction raised for everything else.
    """
    tries = 0
    while True:
        tries += 1
        try:
            return act()
        except Exception as fault:
            why = worth_another_try(fault)
            if why is None:
                raise
            if why is Why.CUT:
                on_cut()
            if tries >= TRIES[why]:
                if why is Why.CUT:
                    raise
                raise ConflictError("刚才有人同时修改了同一内容，没有保存，请再试一次。") from fault


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
    return Earlier(decode(use_case, stored.result)) if _is_kept(use_case) else None


def keep_result(work: Work, use_case: Callable[..., Any], result: Any) -> None:
    """Keep what the use case returned, for a second arrival."""
    data = encode(result)
    if data is not None and _is_kept(use_case):
        work.session.execute(
            update(Command).where(Command.id == work.command_id).values(result=data),
            execution_options={"synchronize_session": False},
        )


def _is_kept(use_case: Callable[..., Any]) -> bool:
    """Tell whether a use case's result may be kept."""
    return bool(getattr(use_case, "result_is_kept", True))
