"""Two statements that both engines know under different names: enter once, and the next number of a series."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base
from models.search import Counter


def enter_once(session: Session, table: type[Base], row: dict[str, Any]) -> bool:
    """Insert a row unless its primary key is there already; tell whether it was entered.

    On a server this waits for a transaction that is just inserting the same key.
    """
    insert = _dialect(session).insert(table).values(row)
    key = next(iter(table.__table__.primary_key))
    return session.execute(insert.on_conflict_do_nothing().returning(key)).first() is not None


def next_number(session: Session, series: str) -> int:
    """Return the next number of a series, from 1. Taken inside the transaction: a rollback gives it back.

    Take it as late as possible: on a server the series stays locked until the transaction ends.
    """
    insert = _dialect(session).insert(Counter).values(series=series, last=1)
    statement = insert.on_conflict_do_update(
        index_elements=[Counter.series], set_={"last": Counter.last + 1}
    ).returning(Counter.last)
    return int(session.execute(statement).scalar_one())


def lock_counter(session: Session, series: str) -> int:
    """Return the last number given in a series, 0 for none, and keep others from taking one until the end."""
    insert = _dialect(session).insert(Counter).values(series=series, last=0)
    statement = insert.on_conflict_do_update(
        index_elements=[Counter.series], set_={"last": Counter.last}
    ).returning(Counter.last)
    return int(session.execute(statement).scalar_one())


def raise_counter(session: Session, series: str, at_least: int) -> None:
    """Move a series past a number that was given by hand; it never goes back."""
    dialect = _dialect(session)
    insert = dialect.insert(Counter).values(series=series, last=at_least)
    session.execute(
        insert.on_conflict_do_update(
            index_elements=[Counter.series],
            set_={"last": insert.excluded.last},
            where=Counter.last < insert.excluded.last,
        )
    )


def _dialect(session: Session) -> Any:
    """Return the module that writes this engine's INSERT … ON CONFLICT."""
    return postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
