"""The stories of mediation cases: from the window to the agreement, its signatures and what was performed of it."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any

from desktop.clock import day_of
from desktop.demo.case_plan import CasePlan
from desktop.demo.case_signing import signature_lines
from desktop.demo.late_cases import entered_late
from desktop.demo.matters import director, dispatcher, receptionist
from desktop.demo.scene import Row, Scene
from desktop.demo.story import Act, Story
from desktop.entries.matters import EndingEntry
from desktop.entries.mediation import StepEntry
from desktop.services.closing import close_matter
from desktop.services.dispatching import Share, dispatch_matter
from desktop.services.mediation.agreements import reach_oral_agreement, save_agreement
from desktop.services.mediation.cases import close_case, open_case, terminate_case
from desktop.services.mediation.course import pause_case, transfer_case
from desktop.services.mediation.parties import record_consent, tell_rights
from desktop.services.mediation.performing import perform_obligation
from desktop.services.mediation.printing import issue_agreement
from desktop.services.mediation.sessions import add_session
from desktop.services.mediation.signing import record_signatures
from desktop.services.registering import register_matter
from models.values.choices import ConsentHow, Ending, TellingHow
from models.values.termination import Remedy, TerminationGround

_UNIT = "人民调解委员会"
_CONSENTS = (ConsentHow.ORAL, ConsentHow.WRITTEN, ConsentHow.PHONE, ConsentHow.ATTENDED)
_DONE = frozenset({"effective", "closed"})


def mediated(scene: Scene, row: Row) -> Story:
    """Return the story of one case."""
    plan = CasePlan(scene, row)
    return entered_late(plan) if row.get("late") else _in_order(plan)


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
        lines = signature_lines(plan, standing, ids, day_of(at))
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
