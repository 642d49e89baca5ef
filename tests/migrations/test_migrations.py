"""The migrations make exactly the mapped tables, and what Alembic cannot see stands in a checked-in list."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.types import DateTime

from models.base import UtcDateTime
from models.tables import Base

GUARDS = [
    "attachment_no_delete",
    "attachment_no_update",
    "blob_chunk_no_delete",
    "blob_chunk_no_update",
    "blob_no_delete",
    "blob_no_update",
    "dossier_no_delete",
    "dossier_no_update",
    "dossier_note_no_delete",
    "dossier_note_no_update",
    "event_no_delete",
    "event_no_update",
    "paper_file_no_delete",
    "paper_file_no_update",
    "paper_no_delete",
    "paper_no_update",
]
FROZEN = ("attachment", "blob", "blob_chunk", "dossier", "dossier_note", "event", "paper", "paper_file")
UNSEEN = {
    "sqlite": {"trigger": GUARDS, "virtual": ["search_gram"]},
    "postgresql": {
        "trigger": sorted([*GUARDS, *(f"{table}_no_truncate" for table in FROZEN)]),
        "function": ["refuse_change"],
        "gin": ["ix_search_gram_grams"],
    },
}
QUESTIONS = {
    "sqlite": {
        "trigger": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "virtual": "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'",
    },
    "postgresql": {
        "trigger": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        "function": "SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public'",
        "gin": "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%USING gin%'",
    },
}


def same_type(
    _context: object, _inspected: object, _column: object, shown: object, wanted: object
) -> bool | None:
    """Take a moment's column for equal to what the engines report of it."""
    return False if isinstance(wanted, UtcDateTime) and isinstance(shown, DateTime) else None


def ours(_thing: object, name: str | None, *_rest: object) -> bool:
    """Leave the bigram index out."""
    return not (name or "").startswith("search_gram")


def test_the_tables_are_the_mapped_ones(engine: Engine) -> None:
    options = {"compare_type": same_type, "include_object": ours}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_what_alembic_cannot_see(engine: Engine, engine_name: str) -> None:
    with engine.connect() as connection:
        found = {
            kind: sorted(connection.scalars(text(question)))
            for kind, question in QUESTIONS[engine_name].items()
        }
    assert found == UNSEEN[engine_name]


EVENT = (
    "INSERT INTO event (seq, command_id, tag, occurred_at, recorded_at, account_name, acting_person, desk, subject, "
    "words, changes, previous_hash, hash) VALUES (1, 'c', 't', '2026-01-01', '2026-01-01', '', '', '', '', '', '[]', "
    "'', 'h')"
)


@pytest.mark.parametrize("change", ["UPDATE event SET words = 'x'", "DELETE FROM event"])
def test_events_cannot_be_changed_by_anybody(engine: Engine, change: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(EVENT))
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT words FROM event")) == ""
