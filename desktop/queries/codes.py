"""The choices of the forms: units, villages, classes, mediators."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from desktop.permissions import requires
from desktop.search.keys import KeyKind, name_keys
from desktop.work import Work
from models.centre import Category, Centre, Committee, RotaEntry, Unit, Village
from models.staff import Staff
from models.values.choices import MatterNature, UnitKind, UnitMode, label
from models.values.permissions import Permission


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that matters can be given to."""

    unit_id: int
    name: str
    mode: str
    kind: str
    window: str
    mediates: bool
    weekdays: tuple[int, ...]
    initials: tuple[str, ...]
    phone: str = ""


@dataclass(frozen=True, slots=True)
class CommitteeChoice:
    """A people's mediation committee that accepts cases at its unit."""

    committee_id: int
    unit_id: int
    name: str


@dataclass(frozen=True, slots=True)
class VillageChoice:
    """A village of the town."""

    village_id: int
    name: str
    initials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """A class: `邻里纠纷：用水排水通行通风采光`, found by its code or by pinyin initials."""

    category_id: int
    scheme: str
    code: str
    name: str
    parent_name: str
    initials: tuple[str, ...]

    @property
    def words(self) -> str:
        """The class with its parent, as the form shows it."""
        return f"{self.parent_name}：{self.name}" if self.parent_name else self.name


@dataclass(frozen=True, slots=True)
class StaffChoice:
    """Somebody who works here."""

    staff_id: int
    name: str
    unit_id: int
    unit_name: str


@dataclass(frozen=True, slots=True)
class FormChoices:
    """Everything that the forms choose from, read once."""

    centre_name: str
    demo: bool
    units: tuple[UnitChoice, ...]
    villages: tuple[VillageChoice, ...]
    categories: tuple[CategoryChoice, ...]
    mediators: tuple[StaffChoice, ...]
    committees: tuple[CommitteeChoice, ...]
    """Those in use, the centre's first one first."""
    committee_name: str
    committee_id: int
    committee_short: str

    def categories_for(self, nature: MatterNature) -> tuple[CategoryChoice, ...]:
        """Return the class tree of a nature: the 17 classes are for disputes only (practice.md 6)."""
        scheme = "dispute" if nature == MatterNature.DISPUTE else "general"
        return tuple(choice for choice in self.categories if choice.scheme == scheme)

    def committees_at(self, unit_id: int | None) -> tuple[CommitteeChoice, ...]:
        """Return the mediation committees of a unit."""
        return tuple(choice for choice in self.committees if choice.unit_id == unit_id)


@requires(Permission.SELF_EDIT)
def form_choices(work: Work) -> FormChoices:
    """Return every choice of the forms."""
    session = work.session
    centre = session.get_one(Centre, 1)
    committees = session.scalars(select(Committee).where(Committee.active).order_by(Committee.id)).all()
    committee = committees[0] if committees else None
    days: dict[int, list[int]] = {}
    for row in session.scalars(select(RotaEntry).order_by(RotaEntry.weekday)):
        days.setdefault(row.unit_id, []).append(row.weekday)
    units = session.scalars(select(Unit).where(Unit.active).order_by(Unit.position)).all()
    villages = session.scalars(select(Village).where(Village.active).order_by(Village.position)).all()
    return FormChoices(
        centre_name=centre.name,
        demo=centre.demo,
        units=tuple(
            UnitChoice(
                u.id,
                u.name,
                label(UnitMode(u.mode)),
                label(UnitKind(u.kind)),
                u.window,
                u.mediates,
                tuple(days.get(u.id, ())),
                initials(u.name),
                u.phone,
            )
            for u in units
        ),
        villages=tuple(VillageChoice(v.id, v.name, initials(v.name)) for v in villages),
        categories=_categories(work),
        mediators=_mediators(work, {u.id: u.name for u in units}),
        committees=tuple(CommitteeChoice(c.id, c.unit_id, c.name) for c in committees),
        committee_name=committee.name if committee else "",
        committee_id=committee.id if committee else 0,
        committee_short=committee.short_name if committee else "",
    )


def initials(name: str) -> tuple[str, ...]:
    """Return the pinyin initials of a word, every reading, then its whole pinyin."""
    rows = name_keys(name)
    return tuple(row.key for kind in (KeyKind.INITIALS, KeyKind.PINYIN) for row in rows if row.kind == kind)


def _categories(work: Work) -> tuple[CategoryChoice, ...]:
    """Return the class trees in order."""
    rows = work.session.scalars(
        select(Category).where(Category.active).order_by(Category.scheme, Category.position)
    ).all()
    names = {(row.scheme, row.code): row.name for row in rows}
    return tuple(
        CategoryChoice(
            row.id,
            row.scheme,
            row.code,
            row.name,
            names.get((row.scheme, row.parent_code or ""), ""),
            initials(row.name),
        )
        for row in rows
    )


def _mediators(work: Work, units: dict[int, str]) -> tuple[StaffChoice, ...]:
    """Return the people's mediators."""
    rows = work.session.scalars(select(Staff).where(Staff.active, Staff.mediator).order_by(Staff.id))
    return tuple(StaffChoice(row.id, row.name, row.unit_id, units.get(row.unit_id, "")) for row in rows)
