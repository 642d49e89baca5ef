"""A demo centre whose half year was told, as the tests look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

NOW = datetime(2026, 11, 24, 3, 20, tzinfo=UTC)
"""Tuesday, 24 November 2026, 11:20 at the centre."""


@dataclass(frozen=True)
class Told:
    """The database, how many acts there were, and the progress that was told."""

    path: Path
    acts: int
    progress: tuple[tuple[int, int], ...]
    engine: Engine
