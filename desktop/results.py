"""What a use case returns, as JSON: kept with its command, so that a retry gets the first answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def encode(result: Any) -> Any:
    """Return a result (None, plain value, date, aware moment, or frozen dataclass or tuple of these) as JSON data."""
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        return {part.name: encode(getattr(result, part.name)) for part in dataclasses.fields(result)}
    if isinstance(result, datetime) and result.tzinfo is None:
        raise TypeError("a moment needs its zone")
    if isinstance(result, (datetime, date)):
        return result.isoformat()
    if isinstance(result, tuple):
        return [encode(item) for item in result]
    if result is None or isinstance(result, (bool, int, str)):
        return result
    raise TypeError(f"a use case must not return a {type(result).__name__}")


def decode(use_case: Callable[..., Any], data: Any) -> Any:
    """Return the kept result of a use case in the type that it declares; TypeError for one that cannot be told."""
    return decoded(get_type_hints(use_case)["return"], data)


def decoded(kind: Any, data: Any) -> Any:
    """Return JSON data as `kind`; TypeError for a kind that cannot be told."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        kinds = [part for part in inner if part is not NoneType]
        if len(kinds) > 1:
            raise TypeError(f"nobody could tell which of {kind} it was")
        return None if data is None else decoded(kinds[0], data)
    if data is None or kind is NoneType:
        return None
    if origin is tuple:
        kinds = [inner[0]] * len(data) if inner[-1] is Ellipsis else list(inner)
        return tuple(decoded(part, item) for part, item in zip(kinds, data, strict=True))
    if origin is not None:
        raise TypeError(f"a use case must not return a {kind}")
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{name: decoded(hints[name], value) for name, value in data.items()})
    if kind in (datetime, date):
        return kind.fromisoformat(data)
    return kind(data)
