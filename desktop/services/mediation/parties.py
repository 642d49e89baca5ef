"""The parties of a case join, are put right, leave; what they said about being mediated; the telling of rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.entries.mediation import ConsentEntry, PartyEntry, PartyNotes, TellingEntry
from desktop.matter_index import reindex
from desktop.mediation.checking import moment_of, under
from desktop.mediation.parties import (
    drop_party,
    known_from_visits,
    rewrite_party,
    write_consent,
    write_notes,
    write_party,
    write_telling,
)
from desktop.mediation.rows import (
    PARTIES_CHANGE,
    UNDECIDED,
    allow_in,
    locked_case,
    matter_of,
    party_and_case,
)
from desktop.permissions import requires
from desktop.services.mediation.fact_finding import FOUND_OUT
from desktop.versions import expect_version
from desktop.work import Work
from models.values.choices import ConsentHow, PartySide, TellingHow, label
from models.values.permissions import Permission


@dataclass(frozen=True, slots=True)
class PartyKept:
    """A party after an act on it."""

    party_id: int
    case_id: int
    version: int


@requires(Permission.CASE_EDIT)
def add_party(work: Work, *, case_id: int, entry: PartyEntry) -> PartyKept:
    """Add a party (practice.md 19: parties join until the agreement is printed for signing)."""
    case = locked_case(work, case_id)
    allow_in(case, PARTIES_CHANGE, "添加当事人")
    matter = matter_of(work, case)
    (known,) = known_from_visits(work, matter, (entry,))
    party = write_party(work, case, matter, known)
    reindex(work, matter)
    work.record("case:party:add", party, words=f"添加{label(entry.side)}", matter_id=matter.id)
    return PartyKept(party.id, case.id, party.version)


@requires(Permission.CASE_EDIT)
def edit_party(work: Work, *, party_id: int, version: int, entry: PartyEntry) -> PartyKept:
    """Put a party right as its form now shows it; papers that were issued keep what they showed."""
    party, case = party_and_case(work, party_id)
    typed = {"name": entry.who.name, "address": entry.who.address, "agent_name": entry.agent_name}
    expect_version(party, version, typed)
    allow_in(case, PARTIES_CHANGE, "修改当事人")
    matter = matter_of(work, case)
    rewrite_party(work, case, party, entry)
    reindex(work, matter)
    work.record("case:party:edit", party, words=f"修改{label(entry.side)}", matter_id=matter.id)
    return PartyKept(party.id, case.id, party.version)


@requires(Permission.CASE_EDIT)
def note_party(work: Work, *, party_id: int, version: int, notes: PartyNotes) -> PartyKept:
    """Note the authority of a party's agent, its capacity, its identity paper; until the case is closed."""
    party, case = party_and_case(work, party_id)
    expect_version(party, version)
    allow_in(case, FOUND_OUT, "登记身份和授权")
    write_notes(work, case, party, notes)
    words = f"登记{label(PartySide(party.side))}的身份和授权"
    work.record("case:party:edit", party, words=words, matter_id=case.matter_id)
    return PartyKept(party.id, case.id, party.version)


@requires(Permission.CASE_EDIT)
def add_parties(work: Work, *, case_id: int, entries: tuple[PartyEntry, ...]) -> tuple[PartyKept, ...]:
    """Add many parties at once, all or none; fields of refusals stand under `parties.<place>`."""
    case = locked_case(work, case_id)
    allow_in(case, PARTIES_CHANGE, "添加当事人")
    matter = matter_of(work, case)
    added = []
    for place, known in enumerate(known_from_visits(work, matter, entries)):
        with under(f"parties.{place}"):
            added.append(write_party(work, case, matter, known))
    reindex(work, matter)
    work.record("case:party:add", case, words=f"添加当事人{len(added)}位")
    return tuple(PartyKept(party.id, case.id, party.version) for party in added)


@requires(Permission.CASE_EDIT)
def remove_party(work: Work, *, party_id: int, version: int) -> int:
    """Take a party out whom no session, obligation or signature names; return the case's id."""
    party, case = party_and_case(work, party_id)
    expect_version(party, version)
    allow_in(case, PARTIES_CHANGE, "删除当事人")
    side = label(PartySide(party.side))
    drop_party(work, case, party)
    matter = matter_of(work, case)
    reindex(work, matter)
    work.record("case:party:remove", case, words=f"删除{side}")
    return case.id


@requires(Permission.CASE_EDIT)
def record_consent(work: Work, *, party_id: int, agreed: bool, how: ConsentHow, given_on: date) -> PartyKept:
    """Note that a party consents to being mediated or refuses; only a clear refusal bars (人民调解法 17)."""
    party, case = party_and_case(work, party_id)
    allow_in(case, UNDECIDED, "登记调解意愿")
    write_consent(work, case, party, ConsentEntry(party=party.id, agreed=agreed, how=how, given_on=given_on))
    work.record(
        "case:consent",
        party,
        words=f"{label(PartySide(party.side))}{'同意' if agreed else '拒绝'}调解（{label(how)}）",
        occurred_at=moment_of(work, given_on),
        matter_id=case.matter_id,
    )
    return PartyKept(party.id, case.id, party.version)


@requires(Permission.CASE_EDIT)
def tell_rights(work: Work, *, party_id: int, how: TellingHow, told_on: date, present: str = "") -> PartyKept:
    """Note that a party was told of its rights and duties at its first attendance (若干规定 30)."""
    party, case = party_and_case(work, party_id)
    allow_in(case, UNDECIDED, "登记权利义务告知")
    entry = TellingEntry(party=party.id, how=how, told_on=told_on, present=present)
    write_telling(work, case, party, entry)
    work.record(
        "case:rights:tell",
        party,
        words=f"向{label(PartySide(party.side))}告知权利义务（{label(how)}）",
        occurred_at=moment_of(work, told_on),
        matter_id=case.matter_id,
    )
    return PartyKept(party.id, case.id, party.version)
