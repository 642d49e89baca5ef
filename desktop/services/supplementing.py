"""补充登记: what was not got at the window and came later, put into the registration (practice.md 8)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from desktop.entries.matters import SupplementEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from desktop.errors import FormError, OfficeError
from desktop.matter_index import KeptOne, reindex
from desktop.matters import keep_one, title_of
from desktop.moves import held_matter
from desktop.people import NAMELESS, Faults, counterpart_faults, person_faults
from desktop.permissions import requires
from desktop.versions import expect_version
from desktop.work import Work
from models.centre import Category, Village
from models.matter import Matter, Visit, VisitPerson
from models.values.choices import MatterNature, VisitRole, Willingness, label
from models.values.matter_states import MatterState
from models.values.permissions import Permission

COUNTERPARTS_LIMIT = 200
"""Characters of the matter's line of names."""


@dataclass(frozen=True, slots=True)
class Supplemented:
    """What was put in, in the words of the form."""

    matter_id: int
    what: tuple[str, ...]


@requires(Permission.MATTER_REGISTER)
def supplement_matter(work: Work, *, matter_id: int, version: int, entry: SupplementEntry) -> Supplemented:
    """Put what came later into a registration; what is empty stays as it was.

    The first visitor's numbers go to the person who was registered, or make one where no name was left. FormError
    names every refused field, and says at no field when nothing was filled in.
    """
    matter = held_matter(work, matter_id)
    expect_version(matter, version)
    if matter.state == MatterState.ARCHIVED or matter.merged_into_id is not None:
        raise OfficeError("这件已归档或已并入别的事项，不能再补充登记。")
    faults = _faults(work, entry)
    if faults:
        raise FormError(faults)
    what = _put_visitor(work, matter, entry.visitor) + _put_counterparts(work, matter, entry.counterparts)
    what += _put_facts(matter, entry)
    if not what:
        raise FormError([("", "还没有填写要补充的内容。")])
    _retitle(work, matter)
    reindex(work, matter)
    work.record("matter:supplement", matter, words=f"补充登记：{'、'.join(what)}")
    return Supplemented(matter.id, tuple(what))


def _faults(work: Work, entry: SupplementEntry) -> Faults:
    """Return every refusal of what came later."""
    faults = person_faults(work, entry.visitor, prefix="visitor", name_needed=False)
    faults += counterpart_faults(work, entry.counterparts)
    choices: tuple[tuple[str, type[Category | Village], int | None], ...] = (
        ("category_id", Category, entry.category_id),
        ("village_id", Village, entry.village_id),
    )
    faults += [
        (field, "这个选项已经没有了，请重新选。")
        for field, table, chosen in choices
        if chosen is not None and work.session.get(table, chosen) is None
    ]
    return faults


def _first_visit(work: Work, matter: Matter) -> Visit:
    """Return the visit that the matter began with."""
    first = select(Visit).where(Visit.matter_id == matter.id).order_by(Visit.id).limit(1)
    return work.session.scalars(first).one()


def _put_visitor(work: Work, matter: Matter, entry: PersonEntry) -> list[str]:
    """Put name and numbers of who came; return what was put."""
    what = [
        word
        for word, text in (
            ("姓名", entry.name),
            ("电话", entry.phone),
            ("身份证号", entry.identity_number),
            ("住址", entry.address),
        )
        if text.strip()
    ]
    if not what:
        return []
    visit = _first_visit(work, matter)
    link = work.session.scalars(
        select(VisitPerson)
        .where(VisitPerson.visit_id == visit.id, VisitPerson.role == VisitRole.VISITOR)
        .order_by(VisitPerson.position)
        .limit(1)
    ).first()
    if link is not None:
        kept = keep_one(work, replace(entry, person_id=link.person_id, new=False))
        link.name, link.person_id = kept.name, kept.person_id
    else:
        kept = keep_one(work, entry if entry.name.strip() else replace(entry, name=NAMELESS))
        _add(work, visit, VisitRole.VISITOR, kept)
    visit.name_withheld = visit.name_withheld and not entry.name.strip()
    visit.no_phone = visit.no_phone and not entry.phone.strip()
    if not _has_claimant(work, matter):
        matter.claimant_id, matter.claimant_name = kept.person_id, kept.name
    return what


def _has_claimant(work: Work, matter: Matter) -> bool:
    """Tell whether the visitor came for somebody else."""
    another = select(VisitPerson.id).where(
        VisitPerson.matter_id == matter.id, VisitPerson.role == VisitRole.CLAIMANT
    )
    return work.session.scalar(another.limit(1)) is not None


def _put_counterparts(
    work: Work, matter: Matter, others: tuple[PersonEntry | OrganisationEntry, ...]
) -> list[str]:
    """Put more of the other side; return what was put."""
    if not others:
        return []
    if matter.nature != MatterNature.DISPUTE:
        raise FormError([("counterparts", "只有矛盾纠纷才记对方当事人。")])
    visit = _first_visit(work, matter)
    for other in others:
        _add(work, visit, VisitRole.COUNTERPART, keep_one(work, other))
    return ["对方当事人"]


def _add(work: Work, visit: Visit, role: VisitRole, kept: KeptOne) -> None:
    """Write one more person of a visit."""
    work.session.flush()
    places = select(VisitPerson.position).where(VisitPerson.visit_id == visit.id, VisitPerson.role == role)
    work.session.add(
        VisitPerson(
            visit_id=visit.id,
            matter_id=visit.matter_id,
            role=role,
            position=max(work.session.scalars(places), default=0) + 1,
            person_id=kept.person_id,
            organisation_id=kept.organisation_id,
            name=kept.name,
            relation="",
            seen=visit.seen,
        )
    )
    work.session.flush()


def _put_facts(matter: Matter, entry: SupplementEntry) -> list[str]:
    """Put class, village and whether they would be mediated; return what was put."""
    what = []
    if entry.category_id is not None:
        matter.category_id = entry.category_id
        what.append("类别")
    if entry.village_id is not None or entry.outside_town:
        matter.village_id = None if entry.outside_town else entry.village_id
        matter.outside_town = entry.outside_town
        what.append("村居")
    if entry.willingness != Willingness.NOT_ASKED and matter.nature == MatterNature.DISPUTE:
        matter.willingness = entry.willingness
        what.append("调解意愿")
    return what


def _retitle(work: Work, matter: Matter) -> None:
    """Make the matter's short name and the names of the other side anew."""
    work.session.flush()
    against = list(
        work.session.scalars(
            select(VisitPerson.name)
            .where(VisitPerson.matter_id == matter.id, VisitPerson.role == VisitRole.COUNTERPART)
            .order_by(VisitPerson.id)
        )
    )
    category = work.session.get(Category, matter.category_id) if matter.category_id else None
    what = category.name if category else label(MatterNature(matter.nature))
    matter.title = title_of(matter.claimant_name, against, what)
    matter.counterpart_names = "、".join(dict.fromkeys(against))[:COUNTERPARTS_LIMIT]
