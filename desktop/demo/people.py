"""The residents of the demo's town: invented from the seed, some known by name, met again and again."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from desktop.demo.numbers import Numbers
from desktop.demo.town import material
from desktop.entries.people import OrganisationEntry, PersonEntry
from models.values.identity_number import Sex

POOL = 96
"""So many residents besides those known by name."""
_OLD, _YOUNG = 60, 40


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody of the town."""

    name: str
    sex: Sex
    age: int
    born: date
    village: str
    phone: str
    identity_number: str
    work: str
    address: str
    ethnicity: str = "汉族"
    regular: bool = False
    known: bool = False
    """Named in the data: a rare character, a namesake, a name with a dot; comes at least once."""

    def at_window(self, village_id: int | None, *, shows_card: bool) -> PersonEntry:
        """Return what the window is told of him: the number only where he shows his card."""
        return PersonEntry(
            name=self.name,
            phone=self.phone,
            identity_number=self.identity_number if shows_card else "",
            village_id=village_id,
        )

    def as_party(self, village_id: int | None) -> PersonEntry:
        """Return him as the papers of a case show him."""
        return PersonEntry(
            name=self.name,
            phone=self.phone,
            identity_number=self.identity_number,
            sex=self.sex,
            born=self.born,
            ethnicity=self.ethnicity,
            occupation=self.work,
            address=self.address,
            village_id=village_id,
        )


@dataclass(slots=True)
class Town:
    """Everybody, and how somebody who fits a story is found."""

    today: date
    chance: random.Random
    numbers: Numbers = field(init=False)
    residents: list[Resident] = field(init=False, default_factory=list)
    _names: set[str] = field(init=False, default_factory=set)
    _met: dict[str, int] = field(init=False, default_factory=dict)
    _organisations: dict[str, OrganisationEntry] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Invent everybody."""
        self.numbers = Numbers(self.chance)
        for row in material("town")["known"]:
            self.residents.append(replace(self._resident(row), known=True))
        for place in range(POOL):
            age = 20 + (place * 67 + 13) % 68
            self.residents.append(self.newcomer({"age": [age, age]}))

    def newcomer(self, wanted: dict[str, Any], *, family: Resident | None = None) -> Resident:
        """Return somebody new who fits: a case's party; one of the family has its surname, village and lane."""
        sex = Sex(wanted.get("sex") or self.chance.choice(("male", "female")))
        age = self.chance.randint(*wanted.get("age", (25, 80)))
        if "name" in wanted:
            return self._resident({**wanted, "sex": sex.value, "age": age})
        surname = family.name[:1] if family else ""
        row = {"name": self._name(sex, age, surname), "sex": sex.value, "age": age}
        if family is not None:
            row["village"] = family.village
        made = self._resident({**wanted, **row})
        return replace(made, address=family.address) if family is not None else made

    def fitting(self, wanted: dict[str, Any], *, but: Collection[str] = ()) -> Resident:
        """Return a resident of the wanted sex and age, rather somebody not met yet; regulars come again."""
        low, high = wanted.get("age", (20, 88))
        fit = [
            person
            for person in self.residents
            if low <= person.age <= high
            and wanted.get("sex", person.sex.value) == person.sex.value
            and person.phone not in but
        ]
        if not fit:
            person = self.newcomer(wanted)
            self.residents.append(person)
            fit = [person]
        weights = [self._weight(person) for person in fit]
        person = self.chance.choices(fit, weights)[0]
        self._met[person.phone] = self._met.get(person.phone, 0) + 1
        return person

    def _weight(self, person: Resident) -> float:
        """Return how likely somebody comes: whoever was not here yet before others, the regulars again and again."""
        met = self._met.get(person.phone, 0)
        if person.known and not met:
            return 60.0
        if person.regular:
            return 6.0 if met < 4 else 0.5
        return 8.0 if not met else 1.2 / met**2

    def organisation(self, name: str, row: dict[str, Any]) -> OrganisationEntry:
        """Return an organisation, the same one every time."""
        if name not in self._organisations:
            self._organisations[name] = OrganisationEntry(
                name=name,
                credit_code=self.numbers.credit_code(),
                legal_representative=row.get("head", ""),
                representative_post=row.get("post", "经营者"),
                address=row.get("address", "云溪镇中心街"),
                phone=self.numbers.phone(),
            )
        return self._organisations[name]

    def _resident(self, row: dict[str, Any]) -> Resident:
        """Return a resident of a row that names what is fixed."""
        sex, age = Sex(row["sex"]), int(row["age"])
        village = row.get("village") or self.chance.choice(material("town")["villages"])
        born = self.numbers.birthday(age, self.today)
        return Resident(
            name=row["name"],
            sex=sex,
            age=age,
            born=born,
            village=village,
            phone=self.numbers.phone(),
            identity_number=self.numbers.identity(born, sex),
            work=row.get("work") or self._work(age),
            address=self._address(village),
            ethnicity=row.get("ethnicity", "汉族"),
            regular=row.get("regular", False),
        )

    def _name(self, sex: Sex, age: int, surname: str) -> str:
        """Return a name that nobody else of the town has, fitting the years of birth."""
        town = material("town")
        time = "old" if age >= _OLD else "young" if age < _YOUNG else "mid"
        while True:
            family = surname or self.chance.choice(town["surnames"])
            name = f"{family}{self.chance.choice(town['given'][f'{sex.value}_{time}'])}"
            if name not in self._names and all(name != row["name"] for row in town["known"]):
                self._names.add(name)
                return name

    def _work(self, age: int) -> str:
        """Return what somebody of this age does."""
        time = "old" if age >= _OLD else "young" if age < _YOUNG else "mid"
        return str(self.chance.choice(material("town")["work"][time]))

    def _address(self, village: str) -> str:
        """Return an address in a village, or in a block of a residential area."""
        if village.endswith("社区"):
            block, unit = self.chance.randrange(1, 17), self.chance.randrange(1, 5)
            return f"云溪镇{village}{block}号楼{unit}单元{self.chance.randrange(1, 7)}0{self.chance.randrange(1, 3)}室"
        return f"云溪镇{village}{self.chance.randrange(1, 320)}号"
