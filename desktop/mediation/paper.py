"""The agreement as its paper shows it, from the form: the same for the live page and for the print. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from desktop.entries.mediation import AgreementEntry
from desktop.mediation.naming import told_apart
from desktop.mediation.wording import obligation_sentence
from desktop.printing.papers.agreement import AgentOnPaper, AgreementPaper, PartyOnPaper
from desktop.printing.papers.agreement import PartyKind as KindOnPaper
from models.values.chinese_numerals import in_chinese
from models.values.choices import AgreementForm, CaseSource, PartyKind, PartySide, label
from models.values.identity_number import Sex
from models.values.party_notes import LEGAL_RELATIONS, acts_by_law

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_SIDES = tuple(PartySide)


class _Sided(Protocol):
    """A party of whatever shape: a row, a view's row, or a paper's."""

    @property
    def side(self) -> str:
        """A PartySide."""
        ...


_AnyParty = TypeVar("_AnyParty", bound=_Sided)


def in_paper_order(parties: Iterable[_AnyParty], source: CaseSource | None) -> list[_AnyParty]:
    """Return parties, given in the order of joining, as every paper lists them: applicants, respondents, third parties.

    So one who joins later stands with his own side. When the committee comes of itself nobody applies, and parties
    are called 甲, 乙, 丙 as they came: then that order stays, so that no letter ever changes hands.
    """
    if source is CaseSource.OWN_INITIATIVE:
        return list(parties)
    return sorted(parties, key=lambda party: _SIDES.index(PartySide(party.side)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts:
    """A party's snapshot, with the telephone as it is to be printed (masked on the live page)."""

    id: int
    kind: PartyKind
    side: str
    name: str
    sex: str | None = None
    ethnicity: str = ""
    born: date | None = None
    occupation: str = ""
    phone: str = ""
    address: str = ""
    legal_representative: str = ""
    representative_post: str = ""
    agent_name: str = ""
    agent_relation: str = ""
    agent_may_settle: bool = False
    agent_kind: str | None = None
    """A value of AgentKind, where it was noted."""


def agreement_paper(
    entry: AgreementEntry,
    parties: Sequence[PartyFacts],
    *,
    committee_name: str,
    number: str,
    source: CaseSource,
    mediators: Sequence[str],
    dated: date,
) -> AgreementPaper:
    """Return the paper of an agreement; `dated` is the day for which ages are counted.

    Where no items are typed the obligations in words stand in their place; where items are typed but no
    performance, the obligations in words say it.
    """
    names = told_apart(parties)
    oral = entry.form is AgreementForm.ORAL
    sentences = tuple(obligation_sentence(duty, names, oral=oral) for duty in entry.obligations)
    terms = tuple(text for text in entry.terms if text.strip())
    holders = tuple(holder.strip() for holder in entry.further_holders if holder.strip())
    return AgreementPaper(
        committee_name=committee_name,
        number=number,
        parties=parties_on_paper(parties, source, dated),
        facts=entry.facts,
        terms=terms or sentences,
        performance_text=entry.performance.strip() or ("\n".join(sentences) if terms else ""),
        copies=entry.copies,
        further_holders=holders,
        mediators=tuple(mediators),
        recorder=entry.recorder,
    )


def parties_on_paper(
    parties: Sequence[PartyFacts], source: CaseSource, dated: date
) -> tuple[PartyOnPaper, ...]:
    """Return the parties as every paper of a case shows them; `dated` is the day for which ages are counted."""
    labels = party_labels(parties, source)
    return tuple(_party(party, labels[party.id], dated) for party in parties)


def party_labels(parties: Sequence[PartyFacts], source: CaseSource) -> dict[int, str]:
    """Return what each party is called on the paper: 申请人, 被申请人, several of one side numbered.

    When the committee comes of itself nobody applies: 当事人甲, 当事人乙 ….
    """
    if source is CaseSource.OWN_INITIATIVE:
        return {
            party.id: f"当事人{_STEMS[place] if place < len(_STEMS) else in_chinese(place + 1)}"
            for place, party in enumerate(parties)
        }
    labels = {}
    for side in PartySide:
        group = [party for party in parties if party.side == side]
        for place, party in enumerate(group, 1):
            labels[party.id] = label(side) + (in_chinese(place) if len(group) > 1 else "")
    return labels


def age_on(born: date, day: date) -> int:
    """Return somebody's age in full years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _party(party: PartyFacts, name_of_role: str, dated: date) -> PartyOnPaper:
    """Return one party's block."""
    agents: tuple[AgentOnPaper, ...] = ()
    if party.agent_name:
        by_law = acts_by_law(party.agent_kind, party.agent_relation)
        named = party.agent_relation if party.agent_relation in LEGAL_RELATIONS else "法定代理人"
        role = named if by_law else "委托代理人"
        agents = (AgentOnPaper(name=party.agent_name, role=role, signs=party.agent_may_settle or by_law),)
    if party.kind is PartyKind.ORGANISATION:
        head = "，".join(part for part in (party.legal_representative, party.representative_post) if part)
        return PartyOnPaper(
            kind=KindOnPaper.ORGANISATION,
            label=name_of_role,
            name=party.name,
            phone=party.phone,
            address=party.address,
            legal_representative=head,
            agents=agents,
        )
    return PartyOnPaper(
        kind=KindOnPaper.PERSON,
        label=name_of_role,
        name=party.name,
        sex=label(Sex(party.sex)) if party.sex else "",
        ethnicity=party.ethnicity,
        age=age_on(party.born, dated) if party.born else None,
        occupation=party.occupation,
        phone=party.phone,
        address=party.address,
        agents=agents,
    )
