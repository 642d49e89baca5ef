"""Finds a town by its typed Chinese name or by pinyin initials, in the shipped list of areas."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FOUND_AT_MOST = 20
_PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_TOWN = 9


@dataclass(frozen=True, slots=True)
class Area:
    """A town or street: its nine-digit code, its own name, and the name with all that it lies in."""

    code: str
    name: str
    full_name: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A town as it is searched: the names of its levels from the province down."""

    area: Area
    levels: tuple[str, ...]


def find_areas(text: str, *, limit: int = FOUND_AT_MOST) -> tuple[Area, ...]:
    """Return the towns that fit what was typed, the best first; nothing for an empty text.

    A piece in Chinese is part of the full name, a piece in letters begins the pinyin initials of a level (`fzq`
    for 坊子区); pieces stand apart by blanks and must all fit. Towns whose own name begins with the last piece come
    first. A piece of digits begins the code.
    """
    pieces = text.lower().split()
    if not pieces:
        return ()
    levels = {piece: _levels_with(piece) for piece in pieces if piece.isascii() and not piece.isdigit()}
    found = [place.area for place in _places() if all(_fits(place, piece, levels) for piece in pieces)]
    found.sort(key=lambda area: (_rank(area, pieces[-1]), area.code))
    return tuple(found[:limit])


def area_of(code: str) -> Area | None:
    """Return the town of a code of nine or twelve digits, or None when the list does not have it."""
    return next((place.area for place in _places() if place.area.code == code[:_TOWN]), None)


def _fits(place: _Place, piece: str, levels: dict[str, frozenset[str]]) -> bool:
    """Tell whether a piece of what was typed fits a town."""
    if piece in levels:
        return not levels[piece].isdisjoint(place.levels)
    if piece.isdigit():
        return place.area.code.startswith(piece[:_TOWN])
    return piece in place.area.full_name


def _levels_with(letters: str) -> frozenset[str]:
    """Return the names of all levels whose pinyin initials begin with some letters."""
    return frozenset(name for name in _names() if _begins(name, letters))


def _rank(area: Area, piece: str) -> int:
    """Return how well the last piece fits: 0 the town's own name begins so, 1 it contains it, 2 what is above does."""
    if piece.isascii():
        return 0 if _begins(area.name, piece) else 2
    return 0 if area.name.startswith(piece) else 1 if piece in area.name else 2


def _begins(name: str, letters: str) -> bool:
    """Tell whether the pinyin initials of a name begin with some letters; every reading counts."""
    known = _letters()
    if len(letters) > len(name) or letters[0] not in known.get(name[0], name[0]):
        return False
    return all(letter in known.get(char, char) for letter, char in zip(letters, name, strict=False))


@cache
def _data() -> dict[str, object]:
    """Read the shipped list."""
    packed = files("resources").joinpath("areas", "areas.json.gz").read_bytes()
    data: dict[str, object] = json.loads(gzip.decompress(packed))
    return data


@cache
def _letters() -> dict[str, str]:
    """Return for each character the first letters of its readings."""
    groups = _data()["letters"]
    assert isinstance(groups, dict)
    return {char: letters for letters, chars in groups.items() for char in chars}


@cache
def _names() -> frozenset[str]:
    """Return every name that occurs at any level."""
    return frozenset(level for place in _places() for level in place.levels)


@cache
def _places() -> tuple[_Place, ...]:
    """Return every town of the list."""
    return tuple(_read(str(_data()["areas"])))


def _read(lines: str) -> Iterator[_Place]:
    """Yield the towns of the list's lines; a line is a code and a name without anything between."""
    above: dict[int, str] = {}
    for line in lines.split("\n"):
        digits = next((at for at, char in enumerate(line) if not char.isdigit()), len(line))
        code, name = line[:digits], line[digits:]
        if len(code) < _TOWN:
            above = {length: word for length, word in above.items() if length < len(code)}
            above[len(code)] = name
            continue
        levels = [word for _length, word in sorted(above.items()) if word not in _PLACEHOLDERS]
        levels = list(dict.fromkeys([*levels, name]))
        yield _Place(Area(code, name, "".join(levels)), tuple(levels))
