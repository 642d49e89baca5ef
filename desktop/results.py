"""What a use case returns, as JSON: kept with its command, so that a retry gets the first answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def encode(result: Any) -> Any:
    """Return a result (None, plain value, or flat frozen dataclass of plain values) as JSON data."""
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        return {part.name: encode(getattr(result, part.name)) for part in dataclasses.fields(result)}
    if isinstance(result, (datetime, date)):
        return result.isoformat()
    if isinstance(result, (tuple, list)):
        return [encode(item) for item in result]
    if result is None or isinstance(result, (bool, int, str)):
        return result
    raise TypeError(f"a use case must not return a {type(result).__name__}")


def decode(use_case: Callable[..., Any], data: Any) -> Any:
    """Return the kept result of a use case in the type that it declares."""
    return _decode(get_type_hints(use_case)["return"], data)


def _decode(kind: Any, data: Any) -> Any:
    """Return JSON data as `kind`."""
    if data is None or kind is NoneType:
        return None
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _decode(next(part for part in get_args(kind) if part is not NoneType), data)
    if origin is tuple:
        return tuple(_decode(get_args(kind)[0], item) for item in data)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{name: _decode(hints[name], value) for name, value in data.items()})
    if kind in (datetime, date):
        return kind.fromisoformat(data)
    return kind(data)
