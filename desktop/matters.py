"""How a matter is made and found again: the rows of a registration, its code, and what the search knows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from desktop.clock import day_of
from desktop.database.once import next_number
from desktop.entries.matters import ExternalNumberEntry, MatterEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from desktop.errors import FormError
from desktop.people import (
    NAMELESS,
    Faults,
    centre_constants,
    keep_organisation,
    keep_person,
    organisation_faults,
    person_faults,
    search_secret,
)
from desktop.search.index import index_matter
from desktop.search.keys import (
    SearchKeyRow,
    case_number_keys,
    code_keys,
    external_keys,
    identity_keys,
    name_keys,
    phone_keys,
)
from desktop.visibility import seen_bits
from desktop.work import Work
from models.centre import Category, Unit, Village
from models.matter import ExternalNumber, Matter, Visit, VisitPerson
from models.mediation import MediationCase, Party
from models.person import Identity
from models.values.choices import IdentityKind, MatterNature, VisitRole, Willingness, label
from models.values.identity_number import check_identity_number
from models.values.matter_states import MatterState
from models.values.phone import check_phone
from models.values.text import half_width, tidy

STORY_LIMIT = 20_000
MOST_PEOPLE = 100_000
RELATION_LIMIT = 20


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
    for number, other in enumerate(entry.counterparts):
        prefix = f"counterparts.{number}"
        if isinstance(other, OrganisationEntry):
            faults += organisation_faults(other, prefix=prefix)
        else:
            faults += person_faults(work, other, prefix=prefix)
    if len(tidy(entry.relation, limit=10**6)) > RELATION_LIMIT:
        faults.append(("relation", f"与诉求人的关系最多{RELATION_LIMIT}个字。"))
    if not 1 <= entry.headcount <= MOST_PEOPLE:
        faults.append(("headcount", "来访人数从1开始填写。"))
    if entry.happened_at is not None and entry.happened_at > work.now:
        faults.append(("happened_at", "发生时间不能晚于现在。"))
    return faults + _choice_faults(work, entry) + _external_faults(entry)


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
        confidential=entry.confidential, unit_bits=(), concerned_bit=concerned.bit if concerned else None
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
        urgent=entry.urgent,
        confidential=entry.confidential,
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
    _add_external_numbers(work, matter, entry)
    session.flush()
    facts = people.facts + [key for number in entry.external_numbers for key in external_keys(number.number)]
    _index(work, matter, facts, people.names, fresh=True)
    return matter


def reindex(work: Work, matter: Matter) -> None:
    """Bring what the search knows of a matter up to date, from its rows."""
    work.session.flush()
    keys, names = _facts_of(work, matter)
    _index(work, matter, keys, names, fresh=False)


@dataclass(slots=True)
class _Kept:
    """One person or organisation of a registration as kept."""

    name: str
    person_id: int | None = None
    organisation_id: int | None = None


@dataclass(slots=True)
class _People:
    """The people of a registration, with the keys that find them."""

    visitor: _Kept | None = None
    claimant: _Kept | None = None
    counterparts: list[_Kept] = field(default_factory=list)
    facts: list[SearchKeyRow] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Everybody's name, for the words of the search."""
        everybody = [self.visitor, self.claimant, *self.counterparts]
        return [kept.name for kept in everybody if kept is not None]


def _keep_people(work: Work, entry: MatterEntry) -> _People:
    """Keep everybody whom a registration names."""
    people = _People()
    secret = search_secret(work)
    if entry.visitor is not None and (entry.visitor.name.strip() or entry.visitor.person_id):
        people.visitor = _keep_one(work, entry.visitor, people.facts, secret)
    elif entry.visitor is not None and (entry.visitor.phone.strip() or entry.visitor.identity_number.strip()):
        people.visitor = _keep_one(work, _nameless(entry.visitor), people.facts, secret)
    if entry.claimant is not None:
        people.claimant = _keep_one(work, entry.claimant, people.facts, secret)
    for other in entry.counterparts:
        people.counterparts.append(_keep_one(work, other, people.facts, secret))
    return people


def _nameless(entry: PersonEntry) -> PersonEntry:
    """Return an entry with a number but no name under the word that stands for it."""
    return replace(entry, name=NAMELESS)


def _keep_one(
    work: Work, entry: PersonEntry | OrganisationEntry, facts: list[SearchKeyRow], secret: bytes
) -> _Kept:
    """Keep one of them and gather the keys that find him."""
    if entry.phone.strip():
        facts += phone_keys(secret, check_phone(entry.phone))
    if isinstance(entry, OrganisationEntry):
        organisation = keep_organisation(work, entry)
        facts += name_keys(organisation.name)
        return _Kept(organisation.name, organisation_id=organisation.id)
    if entry.identity_number.strip():
        number = check_identity_number(entry.identity_number, today=work.today).number
        facts += identity_keys(secret, number)
    person = keep_person(work, entry)
    facts += name_keys(person.name)
    return _Kept(person.name, person_id=person.id)


def _title(work: Work, entry: MatterEntry, people: _People) -> str:
    """Return the matter's short name for lists: who, against whom, what about. Never the story of a sealed one."""
    claimant = people.claimant or people.visitor
    who = claimant.name if claimant else "群众"
    category = work.session.get(Category, entry.category_id) if entry.category_id else None
    what = category.name if category else label(entry.nature)
    against = f"与{people.counterparts[0].name}" if people.counterparts else ""
    more = "等" if len(people.counterparts) > 1 else ""
    return f"{who}{against}{more}：{what}"[:120]


def _add_visit(work: Work, matter: Matter, entry: MatterEntry, people: _People) -> None:
    """Write the visit and its three roles."""
    visit = Visit(
        matter_id=matter.id,
        channel=entry.channel,
        happened_at=matter.happened_at,
        desk=work.desk,
        headcount=entry.headcount,
        name_withheld=people.visitor is None,
        no_phone=entry.no_phone,
        story=matter.story,
        seen=matter.seen,
    )
    work.session.add(visit)
    work.session.flush()
    rows = [(VisitRole.VISITOR, people.visitor, entry.relation), (VisitRole.CLAIMANT, people.claimant, "")]
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


def _add_external_numbers(work: Work, matter: Matter, entry: MatterEntry) -> None:
    """Write the senders' numbers."""
    for external in map(_tidied, entry.external_numbers):
        work.session.add(
            ExternalNumber(
                matter_id=matter.id,
                system=external.system,
                number=external.number,
                received_at=external.received_at,
                due_at=external.due_at,
                feedback_to=external.feedback_to,
                seen=matter.seen,
            )
        )


def _index(
    work: Work, matter: Matter, keys: Iterable[SearchKeyRow], names: Iterable[str], *, fresh: bool
) -> None:
    """Write the search rows of a matter."""
    document = "\n".join((matter.title, *names, matter.story, matter.outcome or ""))
    rows = dict.fromkeys((*code_keys(matter.code), *keys))
    index_matter(work.session.connection(), matter.id, keys=rows, document=document, fresh=fresh)


def _facts_of(work: Work, matter: Matter) -> tuple[list[SearchKeyRow], list[str]]:
    """Return the keys and names of a matter from its rows, whoever may see them: the index is complete."""
    session, everything = work.session, {"unnarrowed": True}
    people = session.execute(
        select(VisitPerson.name, VisitPerson.person_id, VisitPerson.organisation_id)
        .join(Visit, Visit.id == VisitPerson.visit_id)
        .where(Visit.matter_id == matter.id)
        .union_all(
            select(Party.name, Party.person_id, Party.organisation_id)
            .join(MediationCase, MediationCase.id == Party.case_id)
            .where(MediationCase.matter_id == matter.id)
        ),
        execution_options=everything,
    ).all()
    keys: dict[SearchKeyRow, None] = {}
    for name, _person, _organisation in people:
        keys |= dict.fromkeys(name_keys(name))
    secret = search_secret(work)
    owners = select(Identity.kind, Identity.number).where(
        Identity.person_id.in_([p for _n, p, _o in people if p])
        | Identity.organisation_id.in_([o for _n, _p, o in people if o])
    )
    for kind, number in session.execute(owners):
        found = phone_keys(secret, number) if kind == IdentityKind.PHONE else identity_keys(secret, number)
        keys |= dict.fromkeys(found)
    for number in session.scalars(
        select(MediationCase.number).where(MediationCase.matter_id == matter.id), execution_options=everything
    ):
        keys |= dict.fromkeys(case_number_keys(number))
    for number in session.scalars(
        select(ExternalNumber.number).where(ExternalNumber.matter_id == matter.id),
        execution_options=everything,
    ):
        keys |= dict.fromkeys(external_keys(number))
    return list(keys), list(dict.fromkeys(name for name, _p, _o in people))


def rows_to_index(work: Work) -> Iterable[tuple[int, list[SearchKeyRow], str]]:
    """Give every matter with its keys and document, for 重建索引."""
    for matter in work.session.scalars(
        select(Matter).order_by(Matter.id), execution_options={"unnarrowed": True}
    ):
        keys, names = _facts_of(work, matter)
        document = "\n".join((matter.title, *names, matter.story, matter.outcome or ""))
        yield matter.id, [*code_keys(matter.code), *keys], document
