"""Every use case's result survives being kept: what its type hint says comes back the same from both engines."""

from __future__ import annotations

import dataclasses
import importlib
import json
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from itertools import product
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

import desktop.services
import factories
from desktop.results import decode, encode
from models.event import Command


def use_cases() -> Iterator[Callable[..., Any]]:
    """Every use case of the program."""
    for found in pkgutil.walk_packages(desktop.services.__path__, "desktop.services."):
        module = importlib.import_module(found.name)
        for name, thing in sorted(vars(module).items()):
            if hasattr(thing, "permission") and thing.__module__ == module.__name__:
                yield pytest.param(thing, id=f"{found.name.removeprefix('desktop.services.')}.{name}")


def samples(kind: Any) -> list[Any]:
    """Return values of a type, among them its edges; TypeError for a type that this test does not know."""
    origin = get_origin(kind)
    if kind in (None, NoneType):
        return [None]
    if origin in (Union, UnionType):
        return [value for part in get_args(kind) for value in samples(part)]
    if origin is tuple:
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            some = samples(inner[0])
            return [(), tuple(some[:1]), tuple(some)]
        return [tuple(values) for values in product(*(samples(part)[:2] for part in inner))]
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        parts = {part.name: samples(hints[part.name]) for part in dataclasses.fields(kind)}
        longest = max(map(len, parts.values()))
        return [
            kind(**{name: values[place % len(values)] for name, values in parts.items()})
            for place in range(longest)
        ]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)
    known: dict[Any, list[Any]] = {
        bool: [True, False],
        int: [1, 0, -1, 2**62],
        str: ["", "（2026）云人调字第1号", "𠅤\n“引号”", "null"],
        date: [date(2026, 11, 23)],
        datetime: [
            datetime(2026, 11, 23, 1, 30, tzinfo=UTC),
            datetime(2026, 11, 23, 1, 30, 0, 120, tzinfo=UTC),
        ],
    }
    if kind not in known:
        raise TypeError(f"no sample of {kind}")
    return known[kind]


@pytest.mark.parametrize("use_case", list(use_cases()))
def test_what_a_use_case_returns_comes_back_from_its_command(use_case: Callable[..., Any]) -> None:
    for value in samples(get_type_hints(use_case)["return"]):
        again = decode(use_case, json.loads(json.dumps(encode(value))))
        assert again == value
        assert type(again) is type(value)


def test_results_come_back_from_both_engines(centre_place: str) -> None:
    office = factories.open_office(centre_place)
    kept: list[tuple[Callable[..., Any], Any]] = []
    with Session(office.engine) as session:
        for case in use_cases():
            use_case = case.values[0]  # type: ignore[attr-defined]  # pytest's own
            for value in samples(get_type_hints(use_case)["return"])[-2:]:
                session.execute(
                    insert(Command),
                    {
                        "id": str(len(kept)),
                        "use_case": "test",
                        "account_id": 1,
                        "recorded_at": factories.MONDAY,
                        "result": encode(value),
                    },
                )
                kept.append((use_case, value))
        session.commit()
    with Session(office.engine) as session:
        for place, (use_case, value) in enumerate(kept):
            stored = session.scalar(select(Command.result).where(Command.id == str(place)))
            assert decode(use_case, stored) == value
    office.close()


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    BLUE = "blue"


@dataclasses.dataclass(frozen=True)
class Inner:
    """Part of a result."""

    state: Colour
    day: date | None


@dataclasses.dataclass(frozen=True)
class Outer:
    """A result with everything that a result may hold."""

    pairs: tuple[tuple[int, str], ...]
    colours: tuple[Colour, ...]
    parts: tuple[Inner | None, ...]
    share: Colour | None = None


def outer(_work: object) -> Outer:
    """Only its declared type matters."""
    raise NotImplementedError


def test_what_a_result_may_hold() -> None:
    value = Outer(
        pairs=((1, "一"), (2, "二")),
        colours=tuple(Colour),
        parts=(None, Inner(Colour.BLUE, None), Inner(Colour.RED, date(2026, 1, 1))),
    )
    assert decode(outer, json.loads(json.dumps(encode(value)))) == value


@pytest.mark.parametrize("value", [object(), 1.5, b"x", 1 + 2j, datetime(2026, 1, 1)])  # noqa: DTZ001 - what is refused
def test_what_would_not_come_back_is_refused_at_once(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)


def either(_work: object) -> int | date:
    """Nobody could tell which it was."""
    raise NotImplementedError


def several(_work: object) -> list[int]:
    """A list can be changed by whoever holds it."""
    raise NotImplementedError


@pytest.mark.parametrize("use_case", [either, several])
def test_a_type_that_cannot_be_told_is_refused(use_case: Callable[..., Any]) -> None:
    with pytest.raises(TypeError):
        decode(use_case, 1)
