"""A registration in one durable transaction, beside the very same statements by bare sqlite3.

Run by hand: `python -m uv run python tests/benchmarks/registration.py`
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
os.environ["ONESTOP_HOME"] = tempfile.mkdtemp()

from sqlalchemy import event

import factories
from desktop.office import Office
from desktop.services.registering import register_matter
from models.values.permissions import Role

ROUNDS = 300


def percentile(times: list[float], share: float) -> float:
    """Return a percentile in milliseconds."""
    return statistics.quantiles(times, n=100)[round(share * 100) - 1] * 1000


def registrations(office: Office) -> tuple[list[float], list[list[tuple[str, Any, bool]]]]:
    """Time registrations, and keep the statements of each."""
    told: list[tuple[str, Any, bool]] = []

    def note(
        _c: object, _cursor: object, statement: str, parameters: Any, _context: object, many: bool
    ) -> None:
        told.append((statement, parameters, many))

    event.listen(office.engine, "before_cursor_execute", note)
    times, statements = [], []
    for round_ in range(ROUNDS):
        visitor = factories.PersonEntry(name=f"王秀{round_}", phone=f"138{round_:08d}")
        entry = factories.matter_entry(visitor=visitor)
        told.clear()
        start = time.perf_counter()
        office.perform(register_matter, entry=entry, ending=factories.accept())
        times.append(time.perf_counter() - start)
        statements.append(list(told))
    return times, statements


def replay(path: Path, statements: list[list[tuple[str, Any, bool]]]) -> list[float]:
    """Run the same statements with the same values by bare sqlite3 on a copy made before."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    times = []
    for one in statements:
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for statement, parameters, many in one:
            if many:
                connection.executemany(statement, parameters)
            else:
                connection.execute(statement, parameters).fetchall()
        connection.execute("COMMIT")
        times.append(time.perf_counter() - start)
    connection.close()
    return times


def main() -> None:
    """Print one row per way, and the ratio."""
    folder = Path(tempfile.mkdtemp())
    office = factories.new_office(str(folder / "centre.db"))
    who = factories.everybody(office)[Role.RECEPTIONIST]
    factories.register(office, who)
    office.close()
    shutil.copyfile(folder / "centre.db", folder / "bare.db")
    office = factories.open_office(str(folder / "centre.db"))
    office.who = who
    ours, statements = registrations(office)
    bare = replay(folder / "bare.db", statements)
    office.close()
    print(f"statements of a registration: {max(len(one) for one in statements)}")
    for name, times in (("use case", ours), ("bare sqlite3, same statements", bare)):
        print(f"{name:32} median {percentile(times, 0.5):6.2f} ms   p95 {percentile(times, 0.95):6.2f} ms")
    for share in (0.95, 0.5):
        print(f"ratio of p{share * 100:.0f} {percentile(ours, share) / percentile(bare, share):.1f}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
