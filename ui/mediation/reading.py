"""Reading a form: its texts turned into an entry, with what is wrong gathered, each at its field."""

from collections.abc import Callable, Sequence
from datetime import date, time
from enum import StrEnum
from typing import Protocol, TypeVar

from desktop.errors import FormError, OfficeError
from models.values.dates import parse_day, parse_time
from models.values.money import parse_yuan
from models.values.text import tidy

Faults = Sequence[tuple[str, str]]
"""Field and sentence of each refusal."""
ChoiceT = TypeVar("ChoiceT", bound=StrEnum)


class ShowsFaults(Protocol):
    """A form that puts refusals at its fields."""

    def show_faults(self, faults: Faults) -> list[tuple[str, str]]:
        """Put each refusal at its field; return those that have no field here."""
        ...


FormT = TypeVar("FormT", bound=ShowsFaults)


class Readable(Protocol):
    """What can be read: named texts, and the day on which they were typed."""

    def text(self, key: str) -> str:
        """What stands in a field."""
        ...

    def today(self) -> date:
        """The day at the centre."""
        ...


class Reading:
    """Reads a form's texts and gathers what is wrong, in the order of reading."""

    def __init__(self, form: Readable) -> None:
        self._form = form
        self.faults: list[tuple[str, str]] = []

    def add(self, key: str, sentence: str) -> None:
        """Note a fault."""
        self.faults.append((key, sentence))

    def text(self, key: str, *, missing: str = "") -> str:
        """A text without blanks at its ends; noted where it is empty and `missing` says what to fill in."""
        text = self._form.text(key).strip()
        if missing and not text:
            self.add(key, missing)
        return text

    def day(self, key: str, *, missing: str = "", future: bool = False) -> date | None:
        """A day, None where nothing stands or it cannot be."""
        text = self.text(key, missing=missing)
        if not text:
            return None
        try:
            return parse_day(text, today=self._form.today(), future=future)
        except ValueError as fault:
            self.add(key, str(fault))
            return None

    def time(self, key: str, *, missing: str = "") -> time | None:
        """A time of day."""
        text = self.text(key, missing=missing)
        if not text:
            return None
        try:
            return parse_time(text)
        except ValueError as fault:
            self.add(key, str(fault))
            return None

    def amount(self, key: str) -> int | None:
        """An amount in fen."""
        text = self.text(key)
        if not text:
            return None
        try:
            return parse_yuan(text)
        except ValueError as fault:
            self.add(key, str(fault))
            return None

    def number(self, key: str, *, what: str) -> int | None:
        """A whole number above zero."""
        text = tidy(self.text(key), limit=30)
        if not text:
            return None
        try:
            number = int(text)
        except ValueError:
            number = 0
        if number < 1:
            self.add(key, f"{what}应是大于零的整数。")
            return None
        return number

    def choice(self, key: str, kind: type[ChoiceT], *, missing: str) -> ChoiceT | None:
        """One of an enumeration; noted where nothing is chosen."""
        value = self._form.text(key)
        if not value:
            if missing:
                self.add(key, missing)
            return None
        return kind(value)

    def ticked(self, key: str) -> bool:
        """Whether a box is ticked."""
        return bool(self._form.text(key))

    def finish(self) -> None:
        """Raise FormError when anything was noted."""
        if self.faults:
            raise FormError(self.faults)


def faults_of(refusal: OfficeError) -> list[tuple[str, str]]:
    """The refusals that came back from a use case, each with its field ('' for none)."""
    if isinstance(refusal, FormError):
        return list(refusal.faults)
    return [(refusal.field or "", str(refusal))]


def under(faults: Faults, prefix: str) -> list[tuple[str, str]]:
    """The refusals below a part of a larger form, without its name: `parties.0.who.name` under `parties.0`."""
    return [(key[len(prefix) + 1 :], sentence) for key, sentence in faults if key.startswith(f"{prefix}.")]


def put_in_list(
    faults: Faults,
    name: str,
    forms: Sequence[FormT],
    *,
    placed: Callable[[FormT], object] | None = None,
) -> list[tuple[str, str]]:
    """Put refusals `name.<n>.<key>` into the n-th of the forms that were sent; return those that found no field.

    `placed` is told the form of each that did.
    """
    rest = []
    for key, sentence in faults:
        parts = key.split(".")
        if len(parts) == 3 and parts[0] == name and parts[1].isdigit() and int(parts[1]) < len(forms):
            form = forms[int(parts[1])]
            if not form.show_faults([(parts[2], sentence)]):
                if placed is not None:
                    placed(form)
                continue
        rest.append((key, sentence))
    return rest


def not_under(faults: Faults, *prefixes: str) -> list[tuple[str, str]]:
    """The refusals that are below none of these parts."""
    return [
        (key, sentence)
        for key, sentence in faults
        if not any(key.startswith(f"{prefix}.") for prefix in prefixes)
    ]
