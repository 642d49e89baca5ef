"""How a matter is made: the rows of a registration, and its code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select

from desktop.clock import day_of
from desktop.database.once import next_number
from desktop.entries.matters import ExternalNumberEntry, MatterEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from desktop.errors import FormError
from desktop.matter_index import KeptOne, index_new
from desktop.people import (
    NAMELESS,
    Faults,
    centre_constants,
    counterpart_faults,
    is_blank,
    kept_organisation,
    kept_person,
    person_faults,
)
from desktop.visibility import seen_bits
from desktop.work import Work
from models.centre import Category, Unit, Village
from models.matter import ExternalNumber, Matter, Visit, VisitPerson
from models.values.choices import MatterNature, VisitRole, Willingness, label
from models.values.matter_states import MatterState
from models.values.text import half_width, tidy

STORY_LIMIT = 20_000
MOST_PEOPLE = 100_000
RELATION_LIMIT = 20
MOST_NAMED = 5
"""Visitors that a registration names: several people with one concern choose at most five (信访工作条例 20)."""


def matter_faults(work: Work, entry: MatterEntry) -> Faults:
    """Return every refusal of a registration as (field, sentence)."""
    faults: Faults = []
    if not tidy(entry.story, limit=10**9, multiline=True):
        faults.append(("story", "请写下诉求：什么事，想怎么解决。"))
    try:
        tidy(entry.story, limit=STORY_LIMIT, multiline=True)
    except ValueError as fault:
        faults.append(("story", str(fault)))
    if entry.visitor is not None:
        faults += person_faults(work, entry.visitor, prefix="visitor", name_needed=False)
    if entry.claimant is not None:
        faults += person_faults(work, entry.claimant, prefix="claimant")
    faults += counterpart_faults(work, entry.counterparts)
    if len(tidy(entry.relation, limit=10**6)) > RELATION_LIMIT:
        faults.append(("relation", f"与诉求人的关系最多{RELATION_LIMIT}个字。"))
    faults += _group_faults(work, entry)
    if entry.happened_at is not None and entry.happened_at > work.now:
        faults.append(("happened_at", "发生时间不能晚于现在。"))
    return faults + _choice_faults(work, entry) + _external_faults(entry)


def _group_faults(work: Work, entry: MatterEntry) -> Faults:
    """Return the refusals of who else came and how many they were."""
    faults: Faults = []
    for number, other in enumerate(entry.companions):
        faults += person_faults(work, other, prefix=f"companions.{number}")
    named = len(entry.companions) + 1
    if not 1 <= entry.headcount <= MOST_PEOPLE:
        faults.append(("headcount", "来访人数从1开始填写。"))
    elif entry.companions and entry.headcount < named:
        faults.append(("headcount", f"记下姓名的已有{named}人，来访人数不能比它少。"))
    if named > MOST_NAMED:
        faults.append(
            (
                "companions",
                f"连来访人在内最多记{MOST_NAMED}人；人再多请推选不超过{MOST_NAMED}名代表，总数写在来访人数里。",
            )
        )
    if entry.companions and entry.visitor is None:
        faults.append(("visitor", "填了同来的人，请先填来访人姓名。"))
    if entry.collective and entry.headcount == 1:
        faults.append(("headcount", "多人共同反映，请填写来访人数。"))
    return faults


def _choice_faults(work: Work, entry: MatterEntry) -> Faults:
    """Return the choices that are no more: a draft may be older than a database that was restored."""
    choices: tuple[tuple[str, type[Category | Village | Unit], int | None], ...] = (
        ("category_id", Category, entry.category_id),
        ("village_id", Village, entry.village_id),
        ("concerned_unit_id", Unit, entry.concerned_unit_id),
    )
    return [
        (field, "这个选项已经没有了，请重新选。")
        for field, table, chosen in choices
        if chosen is not None and work.session.get(table, chosen) is None
    ]


def _external_faults(entry: MatterEntry) -> Faults:
    """Return the refusals of the senders' numbers."""
    faults: Faults = []
    known: set[tuple[str, str]] = set()
    for place, external in enumerate(entry.external_numbers):
        field = f"external_numbers.{place}"
        try:
            kept = _tidied(external)
        except ValueError as fault:
            faults.append((field, str(fault)))
            continue
        if not kept.system or not kept.number:
            faults.append((field, "外部编号要写明是哪个系统和编号。"))
        elif (kept.system, kept.number) in known:
            faults.append((field, f"{kept.system}的编号{kept.number}已经填过。"))
        known.add((kept.system, kept.number))
    return faults


def _tidied(external: ExternalNumberEntry) -> ExternalNumberEntry:
    """Return a sender's number as it is kept; ValueError for what is too long."""
    return replace(
        external,
        system=tidy(external.system, limit=30),
        number=tidy(half_width(external.number), limit=60),
        feedback_to=tidy(external.feedback_to, limit=60),
    )


def create_matter(
    work: Work, entry: MatterEntry, *, late: bool = False, finish: Callable[[Matter], None] | None = None
) -> Matter:
    """Write a matter with its visit, people and numbers, under a code of its own; state 已登记.

    Raises FormError with every refusal at its field. `finish` may move the matter on before it is written, which
    spares a statement; the caller records the event. The code counts in the year of 发生时间; a draft never takes one.
    """
    faults = matter_faults(work, entry)
    if faults:
        raise FormError(faults)
    session = work.session
    happened_at = entry.happened_at or work.now
    people = _keep_people(work, entry)
    concerned = session.get_one(Unit, entry.concerned_unit_id) if entry.concerned_unit_id else None
    seen = seen_bits(
        confidential=is_sealed(entry), unit_bits=(), concerned_bit=concerned.bit if concerned else None
    )
    year = day_of(happened_at).year
    serial = next_number(session, f"matter:{year}")
    claimant = people.claimant or people.visitor
    matter = Matter(
        code=f"{centre_constants(work)[0][:9]}-{year}-{serial:06d}",
        year=year,
        serial=serial,
        nature=entry.nature,
        state=MatterState.REGISTERED,
        channel=entry.channel,
        title=_title(work, entry, people),
        story=tidy(entry.story, limit=STORY_LIMIT, multiline=True),
        category_id=entry.category_id,
        village_id=entry.village_id,
        outside_town=entry.outside_town,
        claimant_id=claimant.person_id if claimant else None,
        claimant_name=claimant.name if claimant else "",
        counterpart_names="、".join(other.name for other in people.counterparts)[:200],
        willingness=entry.willingness if entry.nature == MatterNature.DISPUTE else Willingness.NOT_ASKED,
        headcount=entry.headcount,
        collective=entry.collective,
        urgent=entry.urgent,
        confidential=is_sealed(entry),
        concerned_unit_id=entry.concerned_unit_id,
        happened_at=happened_at,
        late_entry=late or day_of(happened_at) < work.today,
        first_receiver_id=work.who.staff_id,
        registered_by_id=work.who.account_id,
        seen=seen,
    )
    if finish is not None:
        finish(matter)
    session.add(matter)
    session.flush()
    _add_visit(work, matter, entry, people)
    external_numbers = [kept.number for kept in _add_external_numbers(work, matter, entry)]
    session.flush()
    index_new(work, matter, people.everybody, external_numbers=external_numbers)
    return matter


def is_sealed(entry: MatterEntry) -> bool:
    """Tell whether a registration is confidential: it says so, or is about a unit (信访工作条例 30).

    Else that unit's people at the window and in the archive would read it.
    """
    return entry.confidential or entry.concerned_unit_id is not None


def add_visit(work: Work, matter: Matter, entry: MatterEntry) -> AddedVisit:
    """Write a further visit of a matter that exists (批次 rises); the numbers of senders that it has not yet, too.

    Raises FormError with every refusal at its field; the caller brings the search up to date and records the event.
    """
    faults = matter_faults(work, entry)
    if faults:
        raise FormError(faults)
    visit = _add_visit(work, matter, entry, _keep_people(work, entry))
    had = {(row.system, row.number) for row in matter.external_numbers}
    fresh = [one for one in map(_tidied, entry.external_numbers) if (one.system, one.number) not in had]
    numbers = _add_external_numbers(work, matter, replace(entry, external_numbers=tuple(fresh)))
    work.session.flush()
    work.session.expire(matter, ["visits", "external_numbers"])
    return AddedVisit(visit, numbers)


def visit_counts(work: Work, matter_id: int) -> tuple[int, int]:
    """Return how many visits a matter has (批次) and how many people came in all (人次)."""
    row = work.session.execute(
        select(func.count(), func.coalesce(func.sum(Visit.headcount), 0)).where(Visit.matter_id == matter_id)
    ).one()
    return int(row[0]), int(row[1])


@dataclass(frozen=True, slots=True)
class AddedVisit:
    """The rows of a further visit."""

    visit: Visit
    external_numbers: list[ExternalNumber]


@dataclass(slots=True)
class _People:
    """The people of a registration."""

    visitor: KeptOne | None = None
    claimant: KeptOne | None = None
    companions: list[KeptOne] = field(default_factory=list)
    counterparts: list[KeptOne] = field(default_factory=list)

    @property
    def everybody(self) -> list[KeptOne]:
        """All of them, in the order of their roles."""
        first = [kept for kept in (self.visitor, self.claimant) if kept is not None]
        return first + self.companions + self.counterparts


def _keep_people(work: Work, entry: MatterEntry) -> _People:
    """Keep everybody whom a registration names."""
    people = _People()
    visitor = entry.visitor
    if visitor is not None and (not is_blank(visitor.name) or visitor.person_id):
        people.visitor = keep_one(work, visitor)
    elif visitor is not None and (visitor.phone.strip() or visitor.identity_number.strip()):
        people.visitor = keep_one(work, replace(visitor, name=NAMELESS))
    if entry.claimant is not None:
        people.claimant = keep_one(work, entry.claimant)
    people.companions += [keep_one(work, other) for other in entry.companions]
    people.counterparts += [keep_one(work, other) for other in entry.counterparts]
    return people


def keep_one(work: Work, entry: PersonEntry | OrganisationEntry) -> KeptOne:
    """Keep one person or organisation of a registration; found again where it is known."""
    if isinstance(entry, OrganisationEntry):
        organisation, numbers = kept_organisation(work, entry)
        return KeptOne(organisation.name, numbers, organisation_id=organisation.id)
    person, numbers = kept_person(work, entry)
    return KeptOne(person.name, numbers, person_id=person.id)


def _title(work: Work, entry: MatterEntry, people: _People) -> str:
    """Return the matter's short name for lists: who, against whom, what about. Never the story of a sealed one."""
    claimant = people.claimant or people.visitor
    category = work.session.get(Category, entry.category_id) if entry.category_id else None
    return title_of(
        claimant.name if claimant else "",
        [other.name for other in people.counterparts],
        category.name if category else label(entry.nature),
    )


def title_of(claimant: str, counterparts: Sequence[str], what: str) -> str:
    """Return a matter's short name: who, against whom, what about."""
    against = f"与{counterparts[0]}" if counterparts else ""
    more = "等" if len(counterparts) > 1 else ""
    return f"{claimant or '群众'}{against}{more}：{what}"[:120]


def _add_visit(work: Work, matter: Matter, entry: MatterEntry, people: _People) -> Visit:
    """Write a visit and its three roles."""
    visit = Visit(
        matter_id=matter.id,
        channel=entry.channel,
        happened_at=entry.happened_at or work.now,
        desk=work.desk,
        headcount=entry.headcount,
        collective=entry.collective,
        name_withheld=people.visitor is None,
        no_phone=entry.no_phone,
        story=tidy(entry.story, limit=STORY_LIMIT, multiline=True),
        seen=matter.seen,
    )
    work.session.add(visit)
    work.session.flush()
    rows = [(VisitRole.VISITOR, people.visitor, entry.relation), (VisitRole.CLAIMANT, people.claimant, "")]
    rows += [(VisitRole.VISITOR, other, "") for other in people.companions]
    rows += [(VisitRole.COUNTERPART, other, "") for other in people.counterparts]
    positions: dict[VisitRole, int] = {}
    people_rows = []
    for role, kept, relation in rows:
        if kept is None:
            continue
        positions[role] = positions.get(role, 0) + 1
        people_rows.append(
            {
                "visit_id": visit.id,
                "matter_id": matter.id,
                "role": role,
                "position": positions[role],
                "person_id": kept.person_id,
                "organisation_id": kept.organisation_id,
                "name": kept.name,
                "relation": tidy(relation, limit=RELATION_LIMIT),
                "seen": matter.seen,
            }
        )
    work.insert_rows(VisitPerson, people_rows)
    return visit


def _add_external_numbers(work: Work, matter: Matter, entry: MatterEntry) -> list[ExternalNumber]:
    """Write the senders' numbers; return their rows."""
    rows = [
        ExternalNumber(
            matter_id=matter.id,
            system=external.system,
            number=external.number,
            received_at=external.received_at,
            due_at=external.due_at,
            feedback_to=external.feedback_to,
            seen=matter.seen,
        )
        for external in map(_tidied, entry.external_numbers)
    ]
    work.session.add_all(rows)
    return rows
