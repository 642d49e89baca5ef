"""Runs the versions: on the connection that `desktop/database/upgrade.py` hands over, or on the command line's URL."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, create_engine
from sqlalchemy.types import DateTime

from models.base import UtcDateTime
from models.tables import Base


def include_object(thing: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Leave out the bigram index: it is no mapped table, and each engine has its own."""
    del thing, kind, reflected, compare_to
    return not (name or "").startswith("search_gram")


def render_item(kind: str, thing: Any, autogen_context: Any) -> str | Literal[False]:
    """Write moments as plain columns: a version imports none of our packages."""
    del autogen_context
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UtcDateTime) else False


def compare_type(ctx: Any, inspected: Any, column: Any, shown: Any, wanted: Any) -> bool | None:
    """Take a moment's column for equal to what the engines report of it."""
    del ctx, inspected, column
    return False if isinstance(wanted, UtcDateTime) and isinstance(shown, DateTime) else None


def run(connection: Connection) -> None:
    """Run the versions in the transaction that the caller has opened, or in one of their own."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        include_object=include_object,
        render_item=render_item,
        compare_type=compare_type,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    url = context.get_x_argument(as_dictionary=True).get("url") or context.config.get_main_option(
        "sqlalchemy.url"
    )
    if not url:
        raise SystemExit("name the database: alembic -x url=sqlite:///centre.db …")
    engine = create_engine(url)
    with engine.begin() as own:
        run(own)
    engine.dispose()
