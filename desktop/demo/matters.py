"""The stories of matters that are not mediated: answered, referred, left unfinished, handled by units."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from desktop.demo.scene import Scene
from desktop.demo.story import Act, Story
from desktop.demo.town import logins_with, material
from desktop.demo.writing import Cast, registration
from desktop.entries.matters import EndingEntry
from desktop.services.closing import close_matter, terminate_matter
from desktop.services.dispatching import (
    Share,
    acknowledge_assignment,
    dispatch_matter,
    note_action,
    report_assignment,
    return_assignment,
)
from desktop.services.registering import (
    finish_registration,
    give_up_contact,
    note_contact_attempt,
    register_matter,
)
from desktop.unit_acts import OnBehalf
from models.values.choices import Ending
from models.values.permissions import Role


class Stage(StrEnum):
    """How far a story is told."""

    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    RETURNED = "returned"
    ACKNOWLEDGED = "acknowledged"
    REPORTED = "reported"
    CLOSED = "closed"
    UNFINISHED = "unfinished"
    UNREACHABLE = "unreachable"
    FINISHED = "finished"


def receptionist(chance: random.Random) -> str:
    """Return who sits at the window."""
    return chance.choices(logins_with(Role.RECEPTIONIST), (5, 4, 2))[0]


def dispatcher() -> str:
    """Return who dispatches."""
    return logins_with(Role.DISPATCHER)[0]


def director() -> str:
    """Return who closes."""
    return logins_with(Role.DIRECTOR)[0]


def answered(scene: Scene, played: Cast, begin: datetime, chance: random.Random, *, overnight: bool) -> Story:
    """当场答复; `overnight`: a call in the evening, typed the next morning."""
    ending = EndingEntry(Ending.ANSWER, words=played.text("answer"))
    happened = begin - timedelta(hours=chance.randrange(11, 14)) if overnight else None
    entry = registration(scene, played, happened or begin, chance, happened_at=happened)
    yield Act(begin, receptionist(chance), register_matter, {"entry": entry, "ending": ending})


def referred(scene: Scene, played: Cast, begin: datetime, chance: random.Random) -> Story:
    """引导告知."""
    ending = EndingEntry(Ending.REFER, words=played.text("answer"), referred_to=played.text("to"))
    entry = registration(scene, played, begin, chance)
    yield Act(begin, receptionist(chance), register_matter, {"entry": entry, "ending": ending})


def unfinished(scene: Scene, played: Cast, begin: datetime, chance: random.Random, stage: Stage) -> Story:
    """登记未完成: called again, finished after all, or closed as 无法联系 after three attempts."""
    login = receptionist(chance)
    ending = EndingEntry(Ending.UNFINISHED, words=played.text("answer"))
    entry = registration(scene, played, begin, chance)
    registered = yield Act(begin, login, register_matter, {"entry": entry, "ending": ending})
    matter_id, at = registered.matter_id, begin
    tries = played.texts("tries")
    for text in tries if stage is Stage.UNREACHABLE else tries[:1]:
        at = scene.hours.days_after(at, chance.randrange(1, 3), chance)
        yield Act(at, login, note_contact_attempt, {"matter_id": matter_id, "note": text})
    if stage is Stage.UNREACHABLE:
        at = scene.hours.after(at, minutes=chance.randrange(20, 60))
        yield Act(at, login, give_up_contact, _of_matter(scene, matter_id))
    elif stage is Stage.FINISHED:
        at = scene.hours.days_after(at, 1, chance)
        late = EndingEntry(Ending.ANSWER, words=played.text("later"))
        yield Act(at, login, finish_registration, {**_of_matter(scene, matter_id), "ending": late})


def handled(
    scene: Scene, played: Cast, begin: datetime, chance: random.Random, stage: Stage, *, slow: bool = False
) -> Story:
    """受理 and given to units, up to `stage`; `slow` lets a limit pass on the way."""
    row = played.row
    entry = registration(scene, played, begin, chance)
    accepted = EndingEntry(Ending.ACCEPT)
    registered = yield Act(begin, receptionist(chance), register_matter, {"entry": entry, "ending": accepted})
    matter_id = registered.matter_id
    if stage is Stage.ACCEPTED:
        return
    at = scene.hours.after(begin, minutes=chance.randrange(18, 210))
    if "first" in row:
        lead, assisting = Share(scene.units[row["first"]], played.text("task")), ()
        given = {**_of_matter(scene, matter_id), "lead": lead, "assisting": assisting}
        yield Act(at, dispatcher(), dispatch_matter, given)
        at = scene.hours.after(at, minutes=chance.randrange(60, 300))
        given = {**_of_share(scene, matter_id, row["first"]), "reason": played.text("reason")}
        yield Act(at, scene.officer_of(row["first"]), return_assignment, given)
        if stage is Stage.RETURNED:
            return
        at = scene.hours.after(at, minutes=chance.randrange(30, 200))
    task = played.text("task") if "task" in row else ""
    helpers = tuple(Share(scene.units[name]) for name in row.get("assist", ()))
    given = {
        **_of_matter(scene, matter_id),
        "lead": Share(scene.units[row["unit"]], task),
        "assisting": helpers,
    }
    yield Act(at, dispatcher(), dispatch_matter, given)
    if stage is Stage.DISPATCHED:
        return
    if "why" in row:
        at = scene.hours.days_after(at, chance.randrange(1, 4), chance)
        yield Act(at, director(), terminate_matter, {**_of_matter(scene, matter_id), "reason": row["why"]})
        return
    yield from _at_the_units(scene, played, matter_id, at, chance, stage, slow=slow)


def _at_the_units(
    scene: Scene,
    played: Cast,
    matter_id: int,
    at: datetime,
    chance: random.Random,
    stage: Stage,
    *,
    slow: bool,
) -> Story:
    """签收, 办理记录, 反馈, 办结."""
    row = played.row
    lead: str = row["unit"]
    away = row.get("how") == "behalf" or (chance.random() < 0.15 and not row.get("confidential"))
    for unit in (lead, *row.get("assist", ())):
        at = scene.hours.after(at, minutes=chance.randrange(25, 320))
        yield _unit_act(
            scene, chance, at, unit, acknowledge_assignment, _of_share(scene, matter_id, unit), away=away
        )
    gap = 4 if slow else 0
    for text in played.texts("notes"):
        at = scene.hours.days_after(at, chance.randrange(2) + gap, chance)
        given = {"assignment_id": _of_share(scene, matter_id, lead)["assignment_id"], "text": text}
        yield _unit_act(scene, chance, at, lead, note_action, given, away=away)
        if stage is Stage.ACKNOWLEDGED:
            return
    for unit in row.get("assist", ()):
        at = scene.hours.after(at, minutes=chance.randrange(30, 200))
        words = chance.choice(material("town")["assisting_reports"])
        given = {**_of_share(scene, matter_id, unit), "text": words, "solved": True}
        yield _unit_act(scene, chance, at, unit, report_assignment, given, away=away)
    at = scene.hours.days_after(at, chance.randrange(2) + gap, chance)
    given = {**_of_share(scene, matter_id, lead), "text": played.text("report"), "solved": row["solved"]}
    yield _unit_act(scene, chance, at, lead, report_assignment, given, away=away)
    if stage is Stage.CLOSED:
        at = scene.hours.days_after(at, chance.randrange(1, 3), chance)
        yield Act(at, director(), close_matter, _of_matter(scene, matter_id))


def _unit_act(
    scene: Scene,
    chance: random.Random,
    at: datetime,
    unit: str,
    use_case: Any,
    given: dict[str, Any],
    *,
    away: bool,
) -> Act:
    """Return an act of a unit: by its own officer, or recorded on its behalf where nobody of it sits at a PC."""
    login = scene.officer_of(unit)
    if login and not away:
        return Act(at, login, use_case, given)
    acting, how = scene.acting_for(unit, chance)
    return Act(at, dispatcher(), use_case, {**given, "on_behalf": OnBehalf(acting, how)})


def _of_matter(scene: Scene, matter_id: int) -> dict[str, Any]:
    """Return what an act on a matter names."""
    return {"matter_id": matter_id, "version": scene.standing(matter_id).version}


def _of_share(scene: Scene, matter_id: int, unit: str) -> dict[str, Any]:
    """Return what an act on a unit's share names."""
    share = scene.standing(matter_id).shares[scene.units[unit]]
    return {"assignment_id": share.assignment_id, "version": share.version}


def spread_over(
    scene: Scene, chance: random.Random, count: int, *, days: int, least: int = 0
) -> Iterator[datetime]:
    """Yield moments of office hours spread evenly over the last `days`, the oldest first, `least` days before now."""
    room = days - least
    for place in range(count):
        back = days - room * (place + chance.random()) / count
        day = scene.hours.working_day(scene.today - timedelta(days=round(back)), step=-1)
        yield scene.hours.moment(day, chance)
