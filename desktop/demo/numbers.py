"""Numbers that belong to nobody: of areas that do not exist and of a telephone range that was given to no operator.

Identity numbers and credit codes take the area 990001. The first two digits of a GB/T 2260 area are a province, and
none begins with 99; the permanent residence card of foreigners begins with 9 and then takes a province, which 9x
is not either. Telephones take 154, which public lists of the allocated ranges (as of 2022) name as given to no
operator; should that change, the demo's telephones must change, too. The check characters are right, so that the
forms accept them.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from models.values.credit_code import check_credit_code
from models.values.identity_number import Sex, check_identity_number

UNASSIGNED_AREA = "990001"
UNASSIGNED_RANGE = "154"
_LAST_OF_IDENTITY = "0123456789X"
_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_YEAR = 365


class Numbers:
    """Gives numbers by chance, each once."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._given: set[str] = set()

    def phone(self) -> str:
        """Return a mobile number of the unassigned range."""
        return self._once(lambda: f"{UNASSIGNED_RANGE}{self._chance.randrange(10**8):08d}")

    def identity(self, born: date, sex: Sex) -> str:
        """Return an identity number of the unassigned area."""
        return self._once(lambda: self._identity(born, sex))

    def credit_code(self) -> str:
        """Return a unified social credit code of the unassigned area."""
        return self._once(self._credit_code)

    def birthday(self, age: int, today: date) -> date:
        """Return a day of birth of somebody who is `age` years old today."""
        return today - timedelta(days=age * _YEAR + age // 4 + self._chance.randrange(1, _YEAR - 1))

    def _once(self, make: object) -> str:
        assert callable(make)
        while True:
            number = str(make())
            if number not in self._given:
                self._given.add(number)
                return number

    def _identity(self, born: date, sex: Sex) -> str:
        order = self._chance.randrange(500) * 2 + (sex is Sex.MALE)
        stem = f"{UNASSIGNED_AREA}{born:%Y%m%d}{order:03d}"
        return next(f"{stem}{last}" for last in _LAST_OF_IDENTITY if _is_identity(f"{stem}{last}", born))

    def _credit_code(self) -> str:
        stem = f"91{UNASSIGNED_AREA}MA" + "".join(self._chance.choices(_LETTERS, k=7))
        return next(f"{stem}{last}" for last in _LETTERS if _is_credit_code(f"{stem}{last}"))


def _is_identity(number: str, today: date) -> bool:
    """Tell whether the check character is right."""
    try:
        check_identity_number(number, today=today)
    except ValueError:
        return False
    return True


def _is_credit_code(code: str) -> bool:
    """Tell whether the check character is right."""
    try:
        check_credit_code(code)
    except ValueError:
        return False
    return True
