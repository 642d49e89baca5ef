"""What the window asks while a visit is registered: when it will be due, today's visits, the story on a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desktop.clock import day_of
from desktop.entries.referrals import Referral, read_referral
from desktop.errors import NotFoundError
from desktop.limits import step_due
from desktop.permissions import requires
from desktop.queries.matters import AT_DESK
from desktop.work import Work
from models.event import Event
from models.matter import Matter, Visit
from models.values.choices import MatterNature
from models.values.matter_states import MATTER_LABELS, MatterState
from models.values.permissions import Permission

MOST_OF_A_DAY = 500
"""Visits of a day that are counted; a town has some tens."""
REFERRALS_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class FirstLimit:
    """The next step of a matter that is accepted now, in words (分流, 办结), and when it is due; None without one."""

    step: str
    due_at: datetime | None


@requires(Permission.MATTER_READ)
def first_limit(work: Work, *, nature: MatterNature, sender_dues: tuple[datetime, ...] = ()) -> FirstLimit:
    """Return by when the next step is due if the visit were accepted now; a sender's earlier date wins."""
    dispute = nature == MatterNature.DISPUTE
    deadline = step_due(work, nature, "dispatch" if dispute else "finish", work.now, sender_dues)
    return FirstLimit("分流" if dispute else "办结", deadline.due_at if deadline else None)


@dataclass(frozen=True, slots=True)
class TodaysVisits:
    """批次 and 人次 of a day, as far as this account sees them, and the matters that they belong to."""

    visits: int
    people: int
    matter_ids: tuple[int, ...]


@requires(Permission.MATTER_READ)
def visits_of(work: Work, *, day: date) -> TodaysVisits:
    """Return how many visits a day had and how many people came, of the visits that were recorded last."""
    rows = work.session.execute(
        select(Visit.matter_id, Visit.headcount, Visit.happened_at)
        .order_by(Visit.id.desc())
        .limit(MOST_OF_A_DAY)
    ).all()
    found = [row for row in rows if day_of(row.happened_at) == day]
    ids = tuple(dict.fromkeys(row.matter_id for row in found))
    return TodaysVisits(len(found), sum(row.headcount for row in found), ids)


@dataclass(frozen=True, slots=True)
class StoryLook:
    """What one key shows of an earlier matter: the story, and how it ended or where it stands."""

    matter_id: int
    version: int
    short_code: str
    title: str
    day: datetime
    story: str
    outcome: str
    state: str
    state_words: str
    last: str
    """The last thing done, in the words of the time line."""


@requires(Permission.MATTER_READ)
def story_look(work: Work, *, matter_id: int) -> StoryLook:
    """Return the story of a matter (看经过), or NotFoundError where there is none that this account may see."""
    matter = work.session.get(Matter, matter_id)
    if matter is None:
        raise NotFoundError("没有找到这件事项。")
    last = work.session.scalars(
        select(Event)
        .where(Event.matter_id == matter.id, Event.tag != AT_DESK)
        .order_by(Event.seq.desc())
        .limit(1)
    ).first()
    return StoryLook(
        matter_id=matter.id,
        version=matter.version,
        short_code=matter.code.partition("-")[2],
        title=matter.title,
        day=matter.happened_at,
        story=matter.story,
        outcome=matter.outcome,
        state=matter.state,
        state_words=MATTER_LABELS[MatterState(matter.state)],
        last=last.words if last else "",
    )


@requires(Permission.MATTER_READ)
def known_referrals(work: Work) -> tuple[Referral, ...]:
    """Return where residents were sent lately, each body once with what was written last: nothing is asked twice."""
    outcomes = work.session.scalars(
        select(Matter.outcome)
        .where(Matter.state == MatterState.REFERRED)
        .order_by(Matter.id.desc())
        .limit(REFERRALS_LOOKED_AT)
    )
    found: dict[str, Referral] = {}
    for outcome in outcomes:
        referral = read_referral(outcome)
        if referral.body:
            found.setdefault(referral.body, referral)
    return tuple(found.values())
