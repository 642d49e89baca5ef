"""A small centre with names, keys and a chain of events, written straight into the tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from desktop.database.chain import GENESIS, event_digest
from desktop.search.index import index_matter
from desktop.search.keys import name_keys
from models.centre import Centre, Committee, Unit, Village
from models.event import AuditHead, Event
from models.person import Person
from models.search import Counter

START = datetime(2026, 1, 7, 8, 30, 0, 123456, tzinfo=UTC)


@pytest.fixture
def fill() -> Callable[[Engine], None]:
    """Return a function that fills a fresh database."""
    return fill_centre


def event_rows(count: int) -> list[dict[str, Any]]:
    """Return so many events in one chain."""
    rows: list[dict[str, Any]] = []
    previous = GENESIS
    for seq in range(1, count + 1):
        row: dict[str, Any] = {
            "seq": seq,
            "command_id": f"command-{seq}",
            "tag": "matter:register",
            "occurred_at": START + timedelta(minutes=seq),
            "recorded_at": START + timedelta(minutes=seq, microseconds=seq),
            "account_id": None,
            "account_name": "单𬭎",
            "unit_id": None,
            "acting_person": "",
            "recorded_for_unit_id": None,
            "desk": "1号窗口",
            "subject": "matter",
            "subject_id": seq,
            "matter_id": seq,
            "words": "登记“排水沟”\t\\ 一件",
            "changes": [
                {"row": f"matter:{seq}", "mark": "+", "fields": {"headcount": seq, "urgent": True, "x": None}}
            ],
            "previous_hash": previous,
        }
        row["hash"] = previous = event_digest(previous, row)
        rows.append(row)
    return rows


def fill_centre(engine: Engine, *, events: int = 5) -> None:
    """Write a centre into a fresh database."""
    rows = event_rows(events)
    with engine.begin() as connection:
        connection.execute(
            insert(Centre),
            {
                "id": 1, "name": "坊安街道综治中心", "area_code": "370704101000", "area_name": "坊安街道",
                "search_secret": "ab" * 32, "program_version": "0.1.0", "demo": False, "version": 1,
            },
        )  # fmt: skip
        connection.execute(
            insert(Unit),
            {
                "name": "调委会", "position": 1, "mode": "resident", "kind": "own", "window": "", "phone": "",
                "bit": 4, "mediates": True, "active": True, "version": 1,
            },
        )  # fmt: skip
        connection.execute(
            insert(Committee),
            {
                "unit_id": 1,
                "name": "坊安街道人民调解委员会",
                "short_name": "坊人调",
                "active": True,
                "version": 1,
            },
        )
        connection.execute(
            insert(Village), {"name": "凤凰\t村\n\\N", "position": 1, "active": True, "version": 1}
        )
        connection.execute(
            insert(Person), [{"name": name, "version": 1} for name in ("单𬭎", "阿不都·热合曼", "䶮𠅤")]
        )
        connection.execute(insert(Counter), {"series": "matter:2026", "last": 5})
        connection.execute(insert(Event), rows)
        connection.execute(
            insert(AuditHead),
            {"id": 1, "seq": events, "hash": rows[-1]["hash"], "recorded_at": rows[-1]["recorded_at"]},
        )
        for matter in range(1, events + 1):
            index_matter(connection, matter, keys=name_keys("单𬭎"), document="单𬭎\n排水沟", fresh=True)
