"""The look before an edit: whether the row is still the one that the form was opened on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from desktop.errors import ConflictError
from models.base import Versioned


def expect_version(row: Versioned, version: int, mine: Mapping[str, Any] | None = None) -> None:
    """Raise ConflictError when somebody else saved `row` since the form read it at `version`.

    `mine` holds what was typed, by the row's column names; the error carries it together with what stands now,
    so that the form can show both side by side.
    """
    if row.version == version:
        return
    tried = dict(mine or {})
    raise ConflictError(
        "这一项刚才被别人改过，您的修改还没有保存，请对照后再存。",
        mine={name: _words(value) for name, value in tried.items()},
        theirs={name: _words(getattr(row, name)) for name in tried},
    )


def expect_value(now: Any, before: Any, words: str, *, field: str, todo: str | None = None) -> None:
    """Raise ConflictError at `field` when a setting is no more what its form was opened on; `words` say what it is.

    For settings that share a row with others, or have none until they are first changed.
    """
    if now != before:
        raise ConflictError(f"刚才别人已改为{words}，您的修改没有保存。", field=field, todo=todo)


def _words(value: Any) -> str:
    """Return a value as the comparison shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)
