"""The parties of a case: snapshots of people and organisations, their consent, the telling of rights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select

from desktop.entries.mediation import ConsentEntry, PartyEntry, PartyNotes, TellingEntry
from desktop.entries.people import OrganisationEntry
from desktop.errors import OfficeError
from desktop.mediation.checking import Refusals
from desktop.mediation.naming import same_name_without_mark
from desktop.people import keep_organisation, keep_person, organisation_faults, person_faults
from desktop.work import Work
from models.agreement import ObligationParty, Paper, Signature
from models.case_life import CaseStep, Claim
from models.dossier import SignedOriginal
from models.matter import Matter, Visit, VisitPerson
from models.mediation import Consent, MediationCase, Party, RightsTelling, SessionAttendance
from models.values.case_steps import StepKind
from models.values.choices import ConsentHow, PartyKind, TellingHow
from models.values.party_notes import AgentKind, Authority, Capacity, IdentityCheck
from models.values.text import tidy

AGENT_LIMIT = 60
PARTY_PAPERS = ("identity", "power_of_attorney", "mediation_notice", "representatives")
"""Papers whose subject is a party."""
MOST_REPRESENTATIVES = 5


def write_party(work: Work, case: MediationCase, matter: Matter, entry: PartyEntry) -> Party:
    """Check an entry and add the party with its snapshot; the person or organisation is kept beside it.

    What the entry leaves empty of somebody known is taken as the centre knows it. Raises FormError; fields of
    the person stand under `who`.
    """
    agent = _check(work, entry)
    party = Party(case_id=case.id, position=_next_position(case), side=entry.side, seen=matter.seen)
    if isinstance(entry.who, OrganisationEntry):
        organisation = keep_organisation(work, entry.who)
        party.kind, party.organisation_id = PartyKind.ORGANISATION, organisation.id
        party.name, party.address = organisation.name, organisation.address
        party.legal_representative = organisation.legal_representative
        party.representative_post = organisation.representative_post
    else:
        person = keep_person(work, entry.who)
        party.kind, party.person_id = PartyKind.PERSON, person.id
        party.name, party.address = person.name, person.address
        party.sex, party.born = person.sex, person.born
        party.ethnicity, party.occupation = person.ethnicity, person.occupation
    _set_agent(party, entry, agent)
    _check_told_apart(case, party)
    case.parties.append(party)
    work.session.flush()
    return party


def known_from_visits(work: Work, matter: Matter, entries: Sequence[PartyEntry]) -> tuple[PartyEntry, ...]:
    """Return entries that name by id whom the matter's visits already know by the same name, where it is plain who.

    So that one person of one matter is not kept twice. An entry with a number of its own finds its person by it.
    """
    statement = (
        select(VisitPerson.name, VisitPerson.person_id, VisitPerson.organisation_id)
        .join(Visit, Visit.id == VisitPerson.visit_id)
        .where(Visit.matter_id == matter.id)
        .distinct()
    )
    people: dict[tuple[str, bool], set[int]] = {}
    for name, person_id, organisation_id in work.session.execute(statement):
        owner = person_id or organisation_id
        if owner is not None:
            people.setdefault((name, person_id is None), set()).add(owner)
    names = Counter(_plain(entry.who.name) for entry in entries)
    return tuple(_known(entry, people, names) for entry in entries)


def _known(
    entry: PartyEntry, people: Mapping[tuple[str, bool], set[int]], names: Mapping[str, int]
) -> PartyEntry:
    """Return one entry with the id of whom the visits know by its name, if that is one and named once."""
    who = entry.who
    name = _plain(who.name)
    found = people.get((name, isinstance(who, OrganisationEntry)), set())
    if len(found) != 1 or names[name] != 1 or who.phone.strip():
        return entry
    if isinstance(who, OrganisationEntry):
        if who.organisation_id is not None or who.credit_code.strip():
            return entry
        return replace(entry, who=replace(who, organisation_id=next(iter(found))))
    if who.person_id is not None or who.identity_number.strip():
        return entry
    return replace(entry, who=replace(who, person_id=next(iter(found))))


def _plain(name: str) -> str:
    """Return a typed name as it would be kept, however long."""
    return tidy(name, limit=len(name) * 4)


def rewrite_party(work: Work, case: MediationCase, party: Party, entry: PartyEntry) -> None:
    """Change a party as its form now shows it, empty fields included; the person behind it stays the same."""
    organisation = isinstance(entry.who, OrganisationEntry)
    if organisation != (party.kind == PartyKind.ORGANISATION):
        raise OfficeError("自然人和单位不能互改，请删除这位当事人后重新添加。", field="who")
    agent = _check(work, entry)
    if isinstance(entry.who, OrganisationEntry):
        known = replace(entry.who, organisation_id=party.organisation_id)
        kept = keep_organisation(work, known)
        party.name = kept.name
        party.legal_representative = tidy(entry.who.legal_representative, limit=60)
        party.representative_post = tidy(entry.who.representative_post, limit=40)
    else:
        person = keep_person(work, replace(entry.who, person_id=party.person_id))
        party.name = person.name
        party.sex = entry.who.sex or (person.sex if entry.who.identity_number.strip() else None)
        party.born = entry.who.born or (person.born if entry.who.identity_number.strip() else None)
        party.ethnicity = tidy(entry.who.ethnicity, limit=20)
        party.occupation = tidy(entry.who.occupation, limit=40)
    party.address = tidy(entry.who.address, limit=120)
    party.side = entry.side
    _set_agent(party, entry, agent)
    _check_told_apart(case, party)


def notes_of(party: Party) -> PartyNotes:
    """Return what is noted of a party, as its form shows it."""
    return PartyNotes(
        agent_kind=AgentKind(party.agent_kind) if party.agent_kind else None,
        agent_authority=Authority(party.agent_authority) if party.agent_authority else None,
        agent_until=party.agent_until,
        representative=party.representative,
        principal=party.principal,
        capacity=Capacity(party.capacity) if party.capacity else None,
        capacity_paper=party.capacity_paper,
        illiterate=party.illiterate,
        identity_check=IdentityCheck(party.identity_check) if party.identity_check else None,
        identity_checked_on=party.identity_checked_on,
        identity_checked_by=party.identity_checked_by,
    )


def write_notes(work: Work, case: MediationCase, party: Party, notes: PartyNotes) -> None:
    """Check what is noted of a party and write it. At most five represent a side (宁波条例 20)."""
    refusals = Refusals()
    principal = refusals.text("principal", notes.principal, limit=80)
    paper = refusals.text("capacity_paper", notes.capacity_paper, limit=60)
    checked_by = refusals.text("identity_checked_by", notes.identity_checked_by, limit=40)
    if (notes.agent_kind or notes.agent_authority) and not party.agent_name:
        refusals.add("agent_kind", f"{party.name}没有代理人，请先在当事人里填写代理人。")
    if notes.capacity in {Capacity.LIMITED, Capacity.NONE} and not paper:
        refusals.add("capacity_paper", "成年人的行为能力只凭文书认定，请写明是什么文书。")
    if notes.identity_checked_on is not None:
        refusals.day("identity_checked_on", "核验日期", notes.identity_checked_on, today=work.today)
    others = sum(
        row.representative and row.side == party.side and row is not party for row in standing(case.parties)
    )
    if notes.representative and others >= MOST_REPRESENTATIVES:
        refusals.add("representative", f"一方最多推选{MOST_REPRESENTATIVES}名代表人。")
    refusals.raise_any()
    party.agent_kind, party.agent_authority = notes.agent_kind or "", notes.agent_authority or ""
    party.agent_until, party.representative = notes.agent_until, notes.representative
    party.principal, party.capacity, party.capacity_paper = principal, notes.capacity or "", paper
    party.illiterate, party.identity_check = notes.illiterate, notes.identity_check or ""
    party.identity_checked_on, party.identity_checked_by = notes.identity_checked_on, checked_by
    work.session.flush()


def drop_party(work: Work, case: MediationCase, party: Party) -> None:
    """Take a party out as long as nothing that was written down names it; who was there once leaves instead (退出)."""
    session = work.session
    for column, where in (
        (SessionAttendance.party_id, "调解记录"),
        (ObligationParty.party_id, "协议的履行事项"),
        (Signature.party_id, "协议的签署"),
        (Claim.party_id, "申请事项"),
    ):
        if session.scalar(select(column).where(column == party.id).limit(1)) is not None:
            raise OfficeError(f"{where}里有{party.name}，不能删除。", todo=f"请先修改{where}。")
    steps = session.scalars(
        select(CaseStep).where(or_(CaseStep.party_id == party.id, CaseStep.other_party_id == party.id))
    ).all()
    came = [row for row in steps if row.kind == StepKind.PARTY_JOINED and row.other_party_id is None]
    for where, named in (("经过", len(steps) > len(came)), *_on_paper(work, case, party)):
        if named:
            raise OfficeError(f"{where}里有{party.name}，不能删除。", todo="不再参加的，请登记退出。")
    for row in came:
        session.delete(row)
    for table in (Consent, RightsTelling):
        for said in session.scalars(select(table).where(table.party_id == party.id)):
            session.delete(said)
    session.flush()
    case.parties.remove(party)
    session.delete(party)
    session.flush()


def _on_paper(work: Work, case: MediationCase, party: Party) -> Iterator[tuple[str, bool]]:
    """Yield where papers of a party may lie, and whether some do: they bear its row number for good."""
    issued = select(Paper.id).where(
        Paper.matter_id == case.matter_id, Paper.kind.in_(PARTY_PAPERS), Paper.subject_id == party.id
    )
    signed = select(SignedOriginal.id).where(
        SignedOriginal.case_id == case.id,
        SignedOriginal.paper_kind.in_(PARTY_PAPERS),
        SignedOriginal.subject_id == party.id,
    )
    for where, statement in (("文书", issued), ("卷宗", signed)):
        yield where, work.session.scalar(statement.limit(1)) is not None


def write_consent(work: Work, case: MediationCase, party: Party, entry: ConsentEntry) -> Consent:
    """Note what a party said about being mediated; it may have been said before the acceptance."""
    refusals = Refusals()
    refusals.day("given_on", "日期", entry.given_on, today=work.today)
    if entry.how is ConsentHow.AGENT and not party.agent_name:
        refusals.add("how", f"{party.name}没有代理人，请先在当事人里填写代理人。")
    if entry.how is ConsentHow.ATTENDED and not entry.agreed:
        refusals.add("how", "“到场未表示拒绝”不是拒绝，请选择拒绝是怎么表示的。")
    refusals.raise_any()
    consent = Consent(agreed=entry.agreed, how=entry.how, given_on=entry.given_on, seen=case.seen)
    party.consents.append(consent)
    work.session.flush()
    return consent


def write_telling(work: Work, case: MediationCase, party: Party, entry: TellingEntry) -> RightsTelling:
    """Note that a party was told of its rights and duties, and how (若干规定 30)."""
    refusals = Refusals()
    refusals.day("told_on", "告知日期", entry.told_on, today=work.today)
    present = refusals.text("present", entry.present, limit=60)
    if entry.how is TellingHow.REFUSED_SIGNATURE and not present:
        refusals.add("present", "拒签的，请写明当时有谁在场。")
    refusals.raise_any()
    telling = RightsTelling(how=entry.how, told_on=entry.told_on, present=present, seen=case.seen)
    party.tellings.append(telling)
    work.session.flush()
    return telling


def standing(parties: Sequence[Party], *, on: date | None = None) -> list[Party]:
    """Return the parties that have not left; on a day, also those who left on it or afterwards."""
    return [party for party in parties if party.left_on is None or (on is not None and on <= party.left_on)]


def last_consent(party: Party, *, upto: date | None = None) -> Consent | None:
    """Return what a party said last about being mediated, up to and with a day; None when nothing is recorded."""
    said = [consent for consent in party.consents if upto is None or consent.given_on <= upto]
    return max(said, key=lambda consent: (consent.given_on, consent.id), default=None)


def refusing(parties: list[Party], *, upto: date | None = None) -> list[Party]:
    """Return the parties whose last word is a refusal (人民调解法 17: then there is no mediation)."""
    return [
        party
        for party in standing(parties, on=upto)
        if (said := last_consent(party, upto=upto)) is not None and not said.agreed
    ]


def _check(work: Work, entry: PartyEntry) -> tuple[str, str]:
    """Return the checked name and relation of the agent, or refuse with every fault."""
    refusals = Refusals()
    if isinstance(entry.who, OrganisationEntry):
        refusals.found += organisation_faults(entry.who, prefix="who")
    else:
        refusals.found += person_faults(work, entry.who, prefix="who")
    agent = refusals.text("agent_name", entry.agent_name, limit=AGENT_LIMIT)
    relation = refusals.text("agent_relation", entry.agent_relation, limit=20)
    if entry.agent_may_settle and not agent:
        refusals.add("agent_name", "选了特别授权，请填写代理人的姓名。")
    refusals.raise_any()
    return agent, relation


def _set_agent(party: Party, entry: PartyEntry, agent: tuple[str, str]) -> None:
    """Write who acts for a party and how far his authority goes."""
    party.agent_name, party.agent_relation = agent
    party.agent_may_settle = entry.agent_may_settle


def _check_told_apart(case: MediationCase, party: Party) -> None:
    """Refuse the same person twice, and two of one name whom nothing on paper tells apart (practice.md 26)."""
    for other in case.parties:
        if other is party:
            continue
        if (party.person_id and party.person_id == other.person_id) or (
            party.organisation_id and party.organisation_id == other.organisation_id
        ):
            raise OfficeError(f"{party.name}已经是本案的当事人。", field="who.name")
        if same_name_without_mark(party, other):
            what = "性别、出生日期或住址" if party.kind == PartyKind.PERSON else "地址"
            raise OfficeError(
                f"当事人里已有一位“{party.name}”，请填写{what}，好把两者分清。", field="who.name"
            )


def _next_position(case: MediationCase) -> int:
    """Return the place after the last party."""
    return max((party.position for party in case.parties), default=0) + 1
