"""The tokens behind every colour and size on the screen, read once from resources/style/tokens.json."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import resources

ThemeName = Literal["light", "dark", "contrast"]
"""`contrast` is the look for weak eyes: white and yellow on black, every text at 7 : 1 or more."""

RESOURCES = Path(resources.__file__).parent
"""Folder of everything that is not code: fonts, icons, tokens."""


@dataclass(frozen=True)
class Tokens:
    """What tokens.json says. Sizes are logical pixels at the base size of 11.25 pt (15 px)."""

    colours: dict[str, dict[str, str]]
    family: str
    base_point: float
    smallest_point: float
    largest_point: float
    type: dict[str, tuple[int, int]]
    size: dict[str, int]
    radius: dict[str, int]


@cache
def tokens() -> Tokens:
    """Read the tokens; the same object each time."""
    data = json.loads((RESOURCES / "style" / "tokens.json").read_text(encoding="utf-8"))
    return Tokens(
        colours=data["colours"],
        family=data["family"],
        base_point=float(data["base_point"]),
        smallest_point=float(data["smallest_point"]),
        largest_point=float(data["largest_point"]),
        type={role: (size, weight) for role, (size, weight) in data["type"].items()},
        size=data["size"],
        radius=data["radius"],
    )
