"""Counts what is sent to a database."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, event


@pytest.fixture
def statements() -> Callable[[Connection], list[str]]:
    """Return a function that starts a list of the statements of a connection."""

    def watch(connection: Connection) -> list[str]:
        seen: list[str] = []

        @event.listens_for(connection, "before_cursor_execute")
        def _note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        return seen

    return watch
