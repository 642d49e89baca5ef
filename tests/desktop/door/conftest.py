"""The door to a founded centre, and commands given as the shell gives them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from door_bench import Door, Said, prepared
from sqlalchemy.orm import Session

import factories
from desktop.clock import FixedClock, SystemClock
from desktop.database import server_clock


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """Let every office and the server go by one clock: it stands at Monday, 10:30, each look takes a second."""
    clock = FixedClock(factories.MONDAY + timedelta(hours=1))
    there = server_clock.moment_at_server

    def now(_self: SystemClock) -> datetime:
        clock.moment += timedelta(seconds=1)
        return clock.moment

    def at_server(session: Session) -> datetime | None:
        return now(SystemClock()) if there(session) is not None else None

    monkeypatch.setattr(SystemClock, "now", now)
    monkeypatch.setattr(server_clock, "moment_at_server", at_server)
    return clock


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Return what gives a command to the program and takes down its answer."""
    from desktop.__main__ import main

    def _run(*words: str) -> Said:
        capsys.readouterr()
        code = main(list(words))
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return _run


@pytest.fixture
def door(centre_place: str, tmp_path: Path, run: Callable[..., Said]) -> Door:
    """Return the door to a centre, on both engines."""
    return prepared(centre_place, tmp_path, run)


@pytest.fixture
def file_door(centre_sqlite: str, tmp_path: Path, run: Callable[..., Said]) -> Door:
    """Return the door to a centre on this PC."""
    return prepared(centre_sqlite, tmp_path, run)
