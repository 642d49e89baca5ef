"""What an event says of the rows that changed: which, and from what to what, as far as that may be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect

from models.base import Base

CHANGED = "（不记内容）"
Change = dict[str, Any]
"""`{"row": "table:key", "mark": "+" | "~" | "-", "fields": …}`: `{name: value}` of a row that came or went,
`{name: [old, new]}` of one that changed."""


def change_of(row: Any, mark: str) -> Change:
    """Return what changed of a row of the session, while its history is still known."""
    state = inspect(row)
    fields: dict[str, Any] = {}
    for attribute in state.mapper.column_attrs:
        column = attribute.columns[0]
        audit = column.info.get("audit", "value")
        if audit == "none" or column.primary_key:
            continue
        if mark == "-":
            old, new = None, state.dict.get(attribute.key)
        else:
            history = state.attrs[attribute.key].history
            if not history.has_changes():
                continue
            old = history.deleted[0] if history.deleted else None
            new = history.added[0] if history.added else None
        if mark != "~":
            if new not in (None, "", False):
                fields[attribute.key] = CHANGED if audit == "changed" else plain(new)
        elif old != new:
            fields[attribute.key] = CHANGED if audit == "changed" else [plain(old), plain(new)]
    identity = state.identity or state.mapper.primary_key_from_instance(row)
    key = "/".join(str(part) for part in identity)
    return {"row": f"{row.__tablename__}:{key}", "mark": mark, "fields": fields}


def change_of_inserted(table: type[Base], row: Mapping[str, Any]) -> Change:
    """Return what came with a row that was inserted past the session."""
    columns = table.__table__.columns
    fields = {
        name: CHANGED if columns[name].info.get("audit") == "changed" else plain(value)
        for name, value in row.items()
        if value not in (None, "", False) and columns[name].info.get("audit") != "none"
    }
    return {"row": table.__tablename__, "mark": "+", "fields": fields}


def concealed(change: Change) -> Change:
    """Return a change of a confidential matter: whoever reads events learns nothing of the people in it.

    The auditor reads every event and no matter; 信访工作条例 30 protects those who report.
    """
    columns = Base.metadata.tables[change["row"].partition(":")[0]].columns
    fields = {
        name: CHANGED if columns[name].info.get("audit") == "sealed" else value
        for name, value in change["fields"].items()
    }
    return change | {"fields": fields}


def plain(value: Any) -> Any:
    """Return a value as JSON holds it and gives it back unchanged: no moments, no fractions."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
