"""The stories of mediation cases: from the window to the agreement, its signatures and what was performed of it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from desktop.clock import day_of
from desktop.demo.matters import director, dispatcher, receptionist
from desktop.demo.people import Resident
from desktop.demo.scene import CaseStanding, Row, Scene
from desktop.demo.story import Act, Story
from desktop.demo.town import logins_with, material, name_of
from desktop.demo.writing import CaseWords, external_numbers, fill_all
from desktop.entries.matters import EndingEntry, MatterEntry
from desktop.entries.mediation import (
    AgreementEntry,
    AttendanceEntry,
    CaseEntry,
    ConsentEntry,
    HolderEntry,
    LateCase,
    LateSignatureEntry,
    ObligationEntry,
    PartyEntry,
    SessionEntry,
    SignatureEntry,
    StepEntry,
    TellingEntry,
)
from desktop.entries.people import OrganisationEntry, PersonEntry
from desktop.services.closing import close_matter
from desktop.services.dispatching import Share, dispatch_matter
from desktop.services.mediation.agreements import reach_oral_agreement, save_agreement
from desktop.services.mediation.cases import close_case, open_case, terminate_case
from desktop.services.mediation.course import pause_case, transfer_case
from desktop.services.mediation.late_entry import enter_case_late
from desktop.services.mediation.parties import record_consent, tell_rights
from desktop.services.mediation.performing import perform_obligation
from desktop.services.mediation.printing import issue_agreement
from desktop.services.mediation.sessions import add_session
from desktop.services.mediation.signing import record_signatures
from desktop.services.registering import register_matter
from models.values.case_number import case_number
from models.values.choices import (
    AgreementForm,
    CaseSource,
    Channel,
    ConsentHow,
    Ending,
    MatterNature,
    PartySide,
    SessionKind,
    SessionResult,
    SignatureMark,
    SignatureState,
    SignerRole,
    TellingHow,
    Willingness,
)
from models.values.dates import utc_of
from models.values.permissions import Role
from models.values.termination import Remedy, TerminationGround
from models.values.terms import Every, ObligationKind, Term, TermKind

_UNIT = "人民调解委员会"
_CHANNELS = {"police": Channel.POLICE}
_CONSENTS = (ConsentHow.ORAL, ConsentHow.WRITTEN, ConsentHow.PHONE, ConsentHow.ATTENDED)
_MARKS = (SignatureMark.NAME_AND_THUMB, SignatureMark.NAME, SignatureMark.THUMB)
_DONE = frozenset({"effective", "closed"})


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


def mediated(scene: Scene, row: Row) -> Story:
    """Return the story of one case."""
    plan = CasePlan(scene, row)
    return _entered_late(plan) if row.get("late") else _in_order(plan)


def _in_order(plan: CasePlan) -> Story:
    """A case that is typed as it happens."""
    scene, row, hours = plan.scene, plan.row, plan.scene.hours
    entry, accepted = plan.registration(), EndingEntry(Ending.ACCEPT)
    given: dict[str, Any] = {"entry": entry, "ending": accepted}
    registered = yield Act(plan.begin, receptionist(plan.chance), register_matter, given)
    matter_id = registered.matter_id
    at = hours.after(plan.begin, minutes=plan.chance.randrange(12, 70))
    version = scene.standing(matter_id).version
    lead = Share(scene.units[_UNIT], "请受理调解。")
    yield Act(at, dispatcher(), dispatch_matter, {"matter_id": matter_id, "version": version, "lead": lead})
    at = hours.after(at, minutes=plan.chance.randrange(30, 150))
    opened = yield Act(
        at,
        plan.login,
        open_case,
        {
            "matter_id": matter_id,
            "source": plan.source,
            "accepted_on": day_of(at),
            "mediator_ids": tuple(plan.mediators),
            "presiding_id": plan.mediators[0],
            "name": row["name"],
            "dispute_type": row.get("type", ""),
            "parties": plan.party_entries(),
        },
    )
    yield from _mediation(plan, matter_id, opened.case_id, at)


def _mediation(plan: CasePlan, matter_id: int, case_id: int, at: datetime) -> Story:
    """What follows the acceptance."""
    row, hours = plan.row, plan.scene.hours
    ids = dict(zip(plan.letters, plan.scene.party_ids(case_id), strict=True))
    if row["end"] == "accepted":
        at = hours.after(at, minutes=15)
        first = plan.letters[0]
        given = {"party_id": ids[first], "agreed": True, "how": ConsentHow.ORAL, "given_on": day_of(at)}
        yield Act(at, plan.login, record_consent, given)
        return
    for letter in plan.letters:
        at = hours.after(at, minutes=plan.chance.randrange(6, 40))
        refuses = row.get("refuses_mediation", {}).get("party") == letter
        how = ConsentHow.PHONE if refuses else plan.chance.choice(_CONSENTS)
        given = {"party_id": ids[letter], "agreed": not refuses, "how": how, "given_on": day_of(at)}
        yield Act(at, plan.login, record_consent, given)
    begin = at
    for place, wanted in enumerate(row["sessions"]):
        day = hours.working_day(day_of(begin) + timedelta(days=wanted["after"]))
        start = max(hours.moment(day, plan.chance), hours.after(at, minutes=20))
        if not place:
            yield from _tell_rights(plan, ids, start)
        session = plan.session(wanted, start, ids)
        at = start + timedelta(minutes=155)
        yield Act(at, plan.login, add_session, {"case_id": case_id, "entry": session})
    if "termination" in row:
        yield from _terminated(plan, matter_id, case_id, at)
    elif row["end"] in {"paused", "transferred"}:
        yield _left_hanging(plan, case_id, hours.days_after(at, 1, plan.chance))
    elif row["end"] != "mediating":
        yield from _agreed(plan, matter_id, case_id, ids, at)


def _tell_rights(plan: CasePlan, ids: dict[str, int], start: datetime) -> Story:
    """权利义务告知, at the first attendance."""
    for place, letter in enumerate(plan.letters):
        how = TellingHow.SIGNED if plan.chance.random() < 0.6 else TellingHow.ORAL_NOTED
        at = start + timedelta(minutes=2 * place + 1)
        yield Act(at, plan.login, tell_rights, {"party_id": ids[letter], "how": how, "told_on": day_of(at)})


def _left_hanging(plan: CasePlan, case_id: int, at: datetime) -> Act:
    """暂停调解 until something is known, or 移送 to who may decide it."""
    case: dict[str, Any] = {"case_id": case_id, "version": plan.scene.case_standing(case_id).version}
    if (pause := plan.row.get("pause")) is not None:
        until = day_of(at) + timedelta(days=pause["until"])
        step = StepEntry(
            happened_on=day_of(at), ground=pause["ground"], reason=pause["reason"], until_on=until
        )
        return Act(at, plan.login, pause_case, {**case, "entry": step})
    step = StepEntry(happened_on=day_of(at), **plan.row["handed_over"])
    return Act(at, plan.login, transfer_case, {**case, "entry": step})


def _terminated(plan: CasePlan, matter_id: int, case_id: int, at: datetime) -> Story:
    """终止调解, and 结案 where the story goes so far."""
    wanted = plan.row["termination"]
    at = plan.scene.hours.days_after(at, 1, plan.chance)
    given = {
        "case_id": case_id,
        "version": plan.scene.case_standing(case_id).version,
        "ground": TerminationGround(wanted["ground"]),
        "terminated_on": day_of(at),
        "remedies": tuple(Remedy(remedy) for remedy in wanted["remedies"]),
        "note": wanted["note"],
    }
    yield Act(at, plan.login, terminate_case, given)
    if plan.row["end"] == "closed_terminated":
        yield from _closed(plan, matter_id, case_id, at)


def _agreed(plan: CasePlan, matter_id: int, case_id: int, ids: dict[str, int], at: datetime) -> Story:
    """The agreement: drafted, printed, signed, performed; or by word of mouth."""
    scene, row, hours = plan.scene, plan.row, plan.scene.hours
    at += timedelta(minutes=plan.chance.randrange(8, 25))
    entry = plan.agreement(ids, day_of(at))
    kept = yield Act(at, plan.login, save_agreement, {"case_id": case_id, "version": None, "entry": entry})
    if row["end"] == "drafted":
        return
    at += timedelta(minutes=plan.chance.randrange(4, 15))
    given: dict[str, Any] = {"case_id": case_id, "version": kept.version}
    if row.get("oral"):
        yield Act(at, plan.login, reach_oral_agreement, {**given, "written_not_wanted": True})
    else:
        yield Act(at, plan.login, issue_agreement, given)
        at = hours.after(at, minutes=plan.chance.randrange(12, 40))
        standing = scene.case_standing(case_id)
        lines = _signatures(plan, standing, ids, day_of(at))
        given = {"case_id": case_id, "version": standing.agreement_version, "signatures": lines}
        yield Act(at, plan.login, record_signatures, given)
    if row["end"] not in _DONE:
        return
    done = row.get("performed", ())
    before = row.get("closes_after", len(done)) if row["end"] == "closed" else len(done)
    effective_at = at
    for place in range(before):
        at = yield from _performed(plan, case_id, done[place], effective_at, at)
    if row["end"] == "closed":
        at = yield from _closed(plan, matter_id, case_id, at)
    for place in range(before, len(done)):
        at = yield from _performed(plan, case_id, done[place], effective_at, at)


def _performed(
    plan: CasePlan, case_id: int, done: Row, effective_at: datetime, at: datetime
) -> Generator[Act, Any, datetime]:
    """履行: one performance, so many days after the effect; return when it was noted."""
    hours = plan.scene.hours
    at = max(hours.days_after(effective_at, done["after"], plan.chance), hours.after(at, minutes=9))
    obligation_id, version = plan.scene.case_standing(case_id).obligations[done["item"] - 1]
    given = {
        "obligation_id": obligation_id,
        "version": version,
        "performed_on": day_of(at),
        "complete": not done.get("part", False),
        "amount_fen": round(done["yuan"] * 100) if "yuan" in done else None,
        "proof": done.get("proof", ""),
    }
    yield Act(at, plan.login, perform_obligation, given)
    return at


def _closed(plan: CasePlan, matter_id: int, case_id: int, at: datetime) -> Generator[Act, Any, datetime]:
    """结案, and the director's 办结 of the matter; return when."""
    scene = plan.scene
    at = scene.hours.days_after(at, plan.chance.randrange(1, 3), plan.chance)
    given = {"case_id": case_id, "version": scene.case_standing(case_id).version, "closed_on": day_of(at)}
    yield Act(at, plan.login, close_case, given)
    at = scene.hours.days_after(at, plan.chance.randrange(1, 4), plan.chance)
    given = {"matter_id": matter_id, "version": scene.standing(matter_id).version}
    yield Act(at, director(), close_matter, given)
    return at


def _signatures(
    plan: CasePlan, standing: CaseStanding, ids: dict[str, int], day: date
) -> tuple[SignatureEntry, ...]:
    """Return the lines of a paper: everybody's, or only those of the parties who have signed so far."""
    row = plan.row
    refusing = row.get("refuses", {}).get("party")
    signed = row.get("signed")
    letters = {number: letter for letter, number in ids.items()}
    lines = []
    for line_id, version, role, party_id in standing.signatures:
        letter = letters.get(party_id or 0)
        if signed is not None and letter not in signed:
            continue
        if refusing and role == SignerRole.COMMITTEE:
            continue
        if letter is not None and letter == refusing:
            present = row["refuses"]["present"]
            refused = SignatureState.REFUSED
            lines.append(
                SignatureEntry(
                    signature_id=line_id, version=version, state=refused, signed_on=day, present=present
                )
            )
            continue
        lines.append(
            SignatureEntry(
                signature_id=line_id,
                version=version,
                state=SignatureState.SIGNED,
                mark=_mark(plan, SignerRole(role), letter),
                signed_on=day,
            )
        )
    return tuple(lines)


def _mark(plan: CasePlan, role: SignerRole, letter: str | None) -> SignatureMark:
    """Return how somebody signs: the committee and organisations by seal, mediators by name."""
    if role is SignerRole.COMMITTEE:
        return SignatureMark.SEAL
    if letter is None:
        return SignatureMark.NAME
    if isinstance(plan.parties[letter], OrganisationEntry):
        return SignatureMark.SEAL
    return plan.chance.choice(_MARKS)


def _entered_late(plan: CasePlan) -> Story:
    """补录: the case happened on paper in a village and is typed a week later in one sitting."""
    scene = plan.scene
    at = scene.hours.days_after(plan.begin, 7, plan.chance)
    opened = yield Act(at, plan.login, enter_case_late, lambda: {"entry": _late_case(plan)})
    at = scene.hours.days_after(at, 2, plan.chance)
    given = {"matter_id": opened.matter_id, "version": scene.standing(opened.matter_id).version}
    yield Act(at, director(), close_matter, given)


def _late_case(plan: CasePlan) -> LateCase:
    """Return a whole case as its form hands it over, under the number that stands on its paper."""
    scene, row = plan.scene, plan.row
    held_on = day_of(plan.begin)
    serial = scene.highest_case_number(held_on.year) + 1
    ids = {letter: place for place, letter in enumerate(plan.letters, 1)}
    wanted = row["sessions"][0]
    start = utc_of(held_on, time(wanted["hour"]))
    return LateCase(
        case=CaseEntry(
            source=plan.source,
            accepted_on=held_on,
            mediator_ids=tuple(plan.mediators),
            presiding_id=plan.mediators[0],
            name=row["name"],
            number_by_hand=case_number(_short_name(), held_on.year, serial),
        ),
        parties=plan.party_entries(),
        matter=replace(plan.registration(), channel=Channel.VILLAGE, happened_at=start - timedelta(hours=1)),
        consents=tuple(
            ConsentEntry(party=place, agreed=True, how=ConsentHow.ORAL, given_on=held_on)
            for place in ids.values()
        ),
        tellings=tuple(
            TellingEntry(party=place, how=TellingHow.ORAL_NOTED, told_on=held_on) for place in ids.values()
        ),
        sessions=(plan.session(wanted, start, ids),),
        agreement=plan.agreement(ids, held_on),
        signatures=_late_signatures(plan, ids, held_on),
        closed_on=held_on + timedelta(days=1),
    )


def _late_signatures(plan: CasePlan, ids: dict[str, int], day: date) -> tuple[LateSignatureEntry, ...]:
    """Return the lines of a paper that was signed before it was typed."""
    lines: list[tuple[SignerRole, int | None, SignatureMark]] = [
        (SignerRole.PARTY, place, SignatureMark.NAME_AND_THUMB) for place in ids.values()
    ]
    lines += [(SignerRole.MEDIATOR, staff_id, SignatureMark.NAME) for staff_id in plan.mediators]
    lines += [
        (SignerRole.RECORDER, None, SignatureMark.NAME),
        (SignerRole.COMMITTEE, None, SignatureMark.SEAL),
    ]
    signed = SignatureState.SIGNED
    return tuple(
        LateSignatureEntry(role=role, signer=signer, state=signed, mark=mark, signed_on=day)
        for role, signer, mark in lines
    )


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


def _short_name() -> str:
    """Return the committee's short name in its case numbers."""
    return str(material("town")["centre"]["committee_short"])
