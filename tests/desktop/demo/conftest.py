"""One filled demo centre for all tests that only look at it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from demo_told import NOW, Told
from sqlalchemy.orm import Session


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Found and fill a demo centre, once."""
    from desktop.database.engine import open_engine
    from desktop.demo.filling import fill_demo
    from desktop.demo.founding import found_demo

    former = os.environ.get("ONESTOP_HOME")
    os.environ["ONESTOP_HOME"] = str(tmp_path_factory.mktemp("home"))
    path = tmp_path_factory.mktemp("demo") / "centre.db"
    steps: list[tuple[int, int]] = []
    found_demo(str(path), NOW)
    acts = fill_demo(
        str(path), now=NOW, seed=2026, progress=lambda done, total, _: steps.append((done, total))
    )
    engine = open_engine(path)
    yield Told(path, acts, tuple(steps), engine)
    engine.dispose()
    if former is None:
        del os.environ["ONESTOP_HOME"]
    else:
        os.environ["ONESTOP_HOME"] = former


@pytest.fixture
def rows(told: Told) -> Iterator[Session]:
    """Return a session on the demo centre, to look around."""
    with Session(told.engine) as session:
        yield session
