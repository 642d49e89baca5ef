"""The hash chain of the events: each event's hash covers its own fields and the hash before it."""

from __future__ import annotations

import enum
import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

GENESIS = "0" * 64
"""The hash that stands before the first event."""


def event_digest(previous_hash: str, fields: Mapping[str, Any]) -> str:
    """Return the SHA-256 (64 hex digits) of one event.

    `fields` holds every column of the event except `hash`, by column name, with Python values: text, whole
    numbers, booleans, aware moments, dates, Decimals, bytes, enumerations, UUIDs, and lists and mappings of
    these. The digest covers `previous_hash` followed by the fields as canonical JSON (keys sorted, no spaces,
    UTF-8), so that both engines and every later version of the program compute the same. A naive moment or a
    float raises TypeError: neither comes back from a database as it went in.
    """
    text = json.dumps(
        {name: _plain(value) for name, value in fields.items()},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    )
    return hashlib.sha256(f"{previous_hash}{text}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Return a value as JSON has it, in one way only."""
    if isinstance(value, enum.Enum):
        return _plain(value.value)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (datetime, date)):
        return _moment(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).hex()
    if isinstance(value, (Decimal, uuid.UUID)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    raise TypeError(f"an event cannot hash a {type(value).__name__}")


def _moment(value: date) -> str:
    """Return a date as it is and a moment in UTC with all six digits of its microseconds."""
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.tzinfo is None:
        raise TypeError("an event cannot hash a moment without its zone")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
