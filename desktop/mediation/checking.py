"""Gathering refusals: every wrong field of a form is named at once, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from desktop.errors import FormError, OfficeError
from desktop.work import Work
from models.values.dates import day_in_tables, utc_of
from models.values.text import tidy

NOON = time(12, 0)


class Refusals:
    """The faults of one form as (field, sentence), in the order of the form."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def add(self, field: str, sentence: str) -> None:
        """Note one fault."""
        self.found.append((field, sentence))

    def text(self, field: str, text: str, *, limit: int, missing: str = "", multiline: bool = False) -> str:
        """Return a text as it is kept; note it when it is too long, or empty where `missing` says what to fill."""
        try:
            kept = tidy(text, limit=limit, multiline=multiline)
        except ValueError as fault:
            self.add(field, str(fault))
            return ""
        if missing and not kept:
            self.add(field, missing)
        return kept

    def day(
        self,
        field: str,
        what: str,
        day: date,
        *,
        today: date,
        after: date | None = None,
        after_what: str = "",
    ) -> None:
        """Note a day that lies in the future, or before `after`, the day of `after_what`."""
        if day > today:
            self.add(field, f"{what}不能晚于今天（{day_in_tables(today)}）。")
        elif after is not None and day < after:
            self.add(field, f"{what}不能早于{after_what}（{day_in_tables(after)}）。")

    def raise_any(self) -> None:
        """Raise FormError when anything was noted."""
        if self.found:
            raise FormError(self.found)


@contextmanager
def under(prefix: str) -> Iterator[None]:
    """Put what is refused in the block under its part of a larger form: `place` becomes `sessions.0.place`."""
    try:
        yield
    except FormError as fault:
        raise FormError([(f"{prefix}.{field}", sentence) for field, sentence in fault.faults]) from fault
    except OfficeError as fault:
        if type(fault) is not OfficeError:
            raise
        field = f"{prefix}.{fault.field}" if fault.field else prefix
        raise OfficeError(fault.sentence, field=field, todo=fault.todo) from fault


def moment_of(work: Work, day: date) -> datetime:
    """Return a moment for what is only known by its day: now for today, else noon of that day at the centre."""
    return work.now if day == work.today else utc_of(day, NOON)
