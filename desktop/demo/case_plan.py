"""One mediation case of the data file: its parties cast, its days fixed, and what its forms hand over."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from desktop.demo.people import Resident
from desktop.demo.scene import Row, Scene
from desktop.demo.town import logins_with, name_of
from desktop.demo.writing import CaseWords, external_numbers, fill_all
from desktop.entries.matters import MatterEntry
from desktop.entries.mediation import (
    AgreementEntry,
    AttendanceEntry,
    HolderEntry,
    ObligationEntry,
    PartyEntry,
    SessionEntry,
)
from desktop.entries.people import OrganisationEntry, PersonEntry
from models.values.choices import (
    AgreementForm,
    CaseSource,
    Channel,
    MatterNature,
    PartySide,
    SessionKind,
    SessionResult,
    Willingness,
)
from models.values.dates import utc_of
from models.values.permissions import Role
from models.values.terms import Every, ObligationKind, Term, TermKind

_CHANNELS = {"police": Channel.POLICE}


class CasePlan:
    """One case of the data file with its parties cast and its days fixed."""

    def __init__(self, scene: Scene, row: Row) -> None:
        self.scene = scene
        self.chance = scene.chance(f"case:{row['key']}")
        self.residents: dict[str, Resident] = {}
        self.parties: dict[str, PersonEntry | OrganisationEntry] = {}
        for letter, wanted in row["parties"].items():
            self._cast(letter, wanted)
        begin = scene.hours.working_day(scene.today - timedelta(days=row["ago"]), step=-1)
        self.begin = utc_of(begin, time(8, 35)) + timedelta(minutes=self.chance.randrange(150))
        names = {letter: entry.name for letter, entry in self.parties.items()}
        self.row: Row = fill_all(row, CaseWords(names, begin))
        self.letters = list(self.parties)
        mediators = logins_with(Role.MEDIATOR)
        self.login = self.chance.choice(mediators)
        second = self.chance.choice([login for login in mediators if login != self.login])
        self.mediators = [scene.staff_ids[name_of(self.login)]]
        if len(self.parties) > 2 or self.chance.random() < 0.4:
            self.mediators.append(scene.staff_ids[name_of(second)])
        self.recorder = name_of(second)

    @property
    def source(self) -> CaseSource:
        """Where the case comes from."""
        return CaseSource(self.row["source"])

    def registration(self) -> MatterEntry:
        """Return the matter's registration."""
        row = self.row
        channel = Channel(row.get("channel") or _CHANNELS.get(row["source"], Channel.VISIT))
        first = self.letters[0]
        came = self.parties[first]
        village = self._village(first)
        others = tuple(
            _as_written_down(self.parties[letter])
            for letter in self.letters
            if row["parties"][letter]["side"] != PartySide.APPLICANT
        )
        visitor = (
            PersonEntry(name=came.legal_representative, phone=came.phone)
            if isinstance(came, OrganisationEntry)
            else _person(came)
        )
        return MatterEntry(
            channel=channel,
            nature=MatterNature.DISPUTE,
            story=row["story"],
            visitor=visitor,
            counterparts=others,
            category_id=self.scene.category(MatterNature.DISPUTE, row["class"]),
            village_id=village,
            willingness=Willingness.WILLING,
            headcount=row.get("count", 1),
            urgent=bool(row.get("urgent")),
            external_numbers=external_numbers(row, channel, self.begin, self.chance),
        )

    def party_entries(self) -> tuple[PartyEntry, ...]:
        """Return the parties as the case's form hands them over."""
        entries = []
        for letter in self.letters:
            wanted = self.row["parties"][letter]
            agent = wanted.get("agent", {})
            entries.append(
                PartyEntry(
                    side=PartySide(wanted["side"]),
                    who=self.parties[letter],
                    agent_name=agent.get("name", ""),
                    agent_relation=agent.get("relation", ""),
                    agent_may_settle=agent.get("settle", False),
                )
            )
        return tuple(entries)

    def agreement(self, ids: dict[str, int], reached_on: date) -> AgreementEntry:
        """Return the draft; `ids` names the parties by letter."""
        row = self.row
        return AgreementEntry(
            form=AgreementForm.ORAL if row.get("oral") else AgreementForm.WRITTEN,
            facts=row["facts"],
            terms=tuple(row.get("terms", ())),
            performance=row.get("performance", ""),
            obligations=tuple(_obligation(duty, ids, reached_on) for duty in row["obligations"]),
            recorder="" if row.get("oral") else self.recorder,
        )

    def session(self, wanted: Row, start: datetime, ids: dict[str, int]) -> SessionEntry:
        """Return one sitting that begins at `start`."""
        length = wanted.get("length", self.chance.randrange(35, 150))
        absent = wanted.get("absent", ())
        return SessionEntry(
            kind=SessionKind(wanted["kind"]),
            started_at=start,
            ended_at=start + timedelta(minutes=length),
            place=wanted["place"],
            minutes=wanted["minutes"],
            result=SessionResult(wanted["result"]),
            attended=tuple(AttendanceEntry(party=ids[name]) for name in self.letters if name not in absent),
            participants=wanted.get("participants", ""),
            recorder=self.recorder,
            handwritten=wanted.get("handwritten", False),
        )

    def _cast(self, letter: str, wanted: Row) -> None:
        """Choose who plays a party: somebody new, who is then one of the town."""
        if "org" in wanted:
            self.parties[letter] = self.scene.town.organisation(wanted["org"], wanted)
            return
        family = self.residents.get(wanted.get("family", ""))
        resident = self.scene.town.newcomer(wanted, family=family)
        self.residents[letter] = resident
        self.scene.town.residents.append(resident)
        self.parties[letter] = resident.as_party(self.scene.villages[resident.village])

    def _village(self, letter: str) -> int | None:
        """Return where the first party lives."""
        resident = self.residents.get(letter)
        return self.scene.villages[resident.village] if resident else None


def _obligation(wanted: Row, ids: dict[str, int], reached_on: date) -> ObligationEntry:
    """Return one obligation of the data file."""
    return ObligationEntry(
        kind=ObligationKind(wanted["kind"]),
        what=wanted.get("what", ""),
        amount_fen=round(wanted["yuan"] * 100) if "yuan" in wanted else None,
        formula=wanted.get("formula", ""),
        quantity=wanted.get("quantity", ""),
        debtors=tuple(HolderEntry(party=ids[letter]) for letter in wanted.get("debtors", ())),
        creditors=tuple(HolderEntry(party=ids[letter]) for letter in wanted.get("creditors", ())),
        term=_term(wanted["term"], reached_on) if "term" in wanted else None,
    )


def _term(wanted: Row, reached_on: date) -> Term:
    """Return the term of an obligation; days are counted from the agreement."""
    if "days" in wanted:
        return Term(kind=TermKind.DAYS_AFTER_EFFECT, days=wanted["days"])
    if "on" in wanted:
        return Term(kind=TermKind.FIXED_DATE, day=reached_on + timedelta(days=wanted["on"]))
    if "every" in wanted:
        first = (reached_on.replace(day=1) + timedelta(days=32)).replace(day=wanted["day"])
        last = first
        for _ in range(wanted.get("times", 1) - 1):
            last = (last.replace(day=1) + timedelta(days=32)).replace(day=wanted["day"])
        return Term(
            kind=TermKind.RECURRING,
            every=Every(wanted["every"]),
            first_on=first,
            last_on=last if "times" in wanted else None,
            event=wanted.get("event", ""),
        )
    if "until" in wanted:
        return Term(kind=TermKind.UNTIL_EVENT, event=wanted["until"])
    kinds = {"signing": TermKind.AT_SIGNING, "lifelong": TermKind.LIFELONG, "long": TermKind.LONG_TERM}
    return Term(kind=next(kind for name, kind in kinds.items() if wanted.get(name)))


def _as_written_down(entry: PersonEntry | OrganisationEntry) -> PersonEntry | OrganisationEntry:
    """Return a party as the window writes him down; the rest comes with the case."""
    if isinstance(entry, OrganisationEntry):
        return OrganisationEntry(name=entry.name, phone=entry.phone)
    return _person(entry)


def _person(entry: PersonEntry) -> PersonEntry:
    """Return a person with name and telephone only: the card is shown later."""
    return PersonEntry(name=entry.name, phone=entry.phone, village_id=entry.village_id)
