"""What the window asks while a visit is registered: when it will be due, today's visits, the story on a key, slips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from desktop.clock import day_of
from desktop.entries.referrals import Referral, read_referral
from desktop.errors import NotFoundError, OfficeError
from desktop.limits import step_due
from desktop.permissions import requires
from desktop.printing.papers.acceptance_receipt import AcceptanceReceiptPaper
from desktop.printing.papers.referral import ReferralPaper
from desktop.work import Work
from models.centre import Centre, Unit
from models.event import Event
from models.matter import Matter, Visit, VisitPerson
from models.staff import Staff
from models.values.choices import MatterNature, VisitRole
from models.values.dates import day_on_paper, moment_on_paper
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
    matter = _seen(work, matter_id)
    last = work.session.scalars(
        select(Event).where(Event.matter_id == matter.id).order_by(Event.seq.desc()).limit(1)
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


@requires(Permission.MATTER_READ)
def visit_slip(work: Work, *, matter_id: int) -> AcceptanceReceiptPaper | ReferralPaper:
    """Return what the slip for the visitor says: 受理回执, or 引导告知单 for a matter that is not ours.

    Neither names the other side nor tells the story (practice.md 13). A registration that was answered at once
    or left unfinished has none: OfficeError.
    """
    matter = _seen(work, matter_id)
    centre = work.session.get_one(Centre, 1)
    unit = _receiving_unit(work, matter)
    visitor, given_on = _visitor(work, matter), day_on_paper(work.today)
    if matter.state == MatterState.REFERRED:
        referral = read_referral(matter.outcome)
        return ReferralPaper(
            body=referral.body,
            address=referral.address,
            phone=referral.phone,
            hours=referral.hours,
            bring=(referral.bring,) if referral.bring else (),
            our_phone=unit.phone if unit else "",
            centre_name=centre.name,
            code=matter.code,
            visitor=visitor,
            given_on=given_on,
        )
    if matter.accepted_at is None:
        raise OfficeError("受理和引导告知的事项才有回执，这件没有。")
    return AcceptanceReceiptPaper(
        registered_at=moment_on_paper(matter.happened_at),
        window=_window(work, matter, unit),
        phone=unit.phone if unit else "",
        ask_when=_ask_when(matter),
        centre_name=centre.name,
        code=matter.code,
        visitor=visitor,
        given_on=given_on,
    )


def _seen(work: Work, matter_id: int) -> Matter:
    """Return a matter that this account may see."""
    matter = work.session.get(Matter, matter_id)
    if matter is None:
        raise NotFoundError("没有找到这件事项。")
    return matter


def _visitor(work: Work, matter: Matter) -> str:
    """Return the name of who came first."""
    name = work.session.scalar(
        select(VisitPerson.name)
        .where(VisitPerson.matter_id == matter.id, VisitPerson.role == VisitRole.VISITOR)
        .order_by(VisitPerson.visit_id, VisitPerson.position)
        .limit(1)
    )
    return name or "未留名"


def _receiving_unit(work: Work, matter: Matter) -> Unit | None:
    """Return the unit of who received the visit first."""
    return work.session.scalars(
        select(Unit).join(Staff, Staff.unit_id == Unit.id).where(Staff.id == matter.first_receiver_id)
    ).first()


def _window(work: Work, matter: Matter, unit: Unit | None) -> str:
    """Return the window at which it was registered, with its unit."""
    desk = work.session.scalar(
        select(Visit.desk).where(Visit.matter_id == matter.id).order_by(Visit.id).limit(1)
    )
    return " ".join(word for word in (desk or "", unit.name if unit else "") if word)


def _ask_when(matter: Matter) -> str:
    """Return from when on there is something to ask: after the running limit, else the day after acceptance."""
    if matter.due_at is not None:
        return f"{moment_on_paper(matter.due_at)}以后"
    later = (matter.accepted_at or matter.happened_at) + timedelta(days=1)
    return f"{day_on_paper(day_of(later))}以后"
