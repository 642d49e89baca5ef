"""Seeing a full number: an act of its own, with a reason and an event.

The telephone stands in full at the desk that handles an open matter (practice.md 12): somebody has to call. That
look is an event, too, one for each matter, person and day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select

from desktop.clock import CENTRE_ZONE
from desktop.commands import not_kept
from desktop.errors import NotFoundError
from desktop.people import read_identity
from desktop.permissions import requires
from desktop.queries.matters import AT_DESK as AT_DESK_TAG
from desktop.unit_acts import needed_words
from desktop.work import Work
from models.event import Event
from models.matter import Matter, Visit, VisitPerson
from models.mediation import MediationCase, Party
from models.person import Identity
from models.values.choices import IdentityKind
from models.values.matter_states import OPEN_ASSIGNMENT_STATES, OPEN_MATTER_STATES, MatterState
from models.values.permissions import Permission

DEFAULT_REASON = "核对身份"
AT_DESK = "在办联系"
REASON_LIMIT = 60


@requires(Permission.IDENTITY_REVEAL)
@not_kept
def reveal_identity(
    work: Work, *, matter_id: int, person_id: int, kind: IdentityKind, reason: str = DEFAULT_REASON
) -> str:
    """Return a person's full number for a matter that this account may see; empty where none is kept.

    The person must belong to the matter: nobody looks numbers up by counting through people.
    """
    why = needed_words(reason, "reason", "请写一个简短的理由。", limit=REASON_LIMIT)
    matter = work.session.get(Matter, matter_id)
    if matter is None or not _belongs(work, matter_id, person_id):
        raise NotFoundError("没有找到这个人。")
    return read_identity(work, kind, reason=why, person_id=person_id, matter_id=matter_id)


@dataclass(frozen=True, slots=True)
class DeskPhone:
    """The whole telephone number of somebody of a matter."""

    person_id: int
    number: str


@requires(Permission.IDENTITY_REVEAL)
@not_kept
def phones_at_desk(work: Work, *, matter_id: int) -> tuple[DeskPhone, ...]:
    """Return the telephones of a matter's people in full, if this account's desk handles it; else nothing.

    Before the dispatch that is the first receiver and who dispatches, for an unfinished registration whoever may
    call back, after it the units that have it. The first look of a day at each person's number is an event.
    """
    matter = work.session.get(Matter, matter_id)
    if matter is None:
        raise NotFoundError("没有找到这件事项。")
    if not _handles(work, matter):
        return ()
    people = select(VisitPerson.person_id).where(
        VisitPerson.matter_id == matter_id, VisitPerson.person_id.is_not(None)
    )
    rows = work.session.scalars(
        select(Identity).where(Identity.person_id.in_(people), Identity.kind == IdentityKind.PHONE)
    ).all()
    known = _looked_at_today(work, matter_id)
    found = []
    for row in rows:
        if row.person_id is None:
            continue
        number = (
            row.number
            if row.id in known
            else read_identity(
                work,
                IdentityKind.PHONE,
                reason=AT_DESK,
                person_id=row.person_id,
                matter_id=matter_id,
                tag=AT_DESK_TAG,
            )
        )
        found.append(DeskPhone(row.person_id, number))
    return tuple(found)


def _handles(work: Work, matter: Matter) -> bool:
    """Tell whether this account's desk handles a matter now."""
    who, state = work.who, MatterState(matter.state)
    if state not in OPEN_MATTER_STATES:
        return False
    if state == MatterState.UNFINISHED:
        return who.may(Permission.MATTER_CONTACT)
    shares = [share for share in matter.assignments if share.state in OPEN_ASSIGNMENT_STATES]
    if shares:
        mine = any(share.unit_id == who.unit_id for share in shares)
        return mine and who.may(Permission.ASSIGNMENT_ACT)
    return who.may(Permission.MATTER_DISPATCH) or (
        matter.first_receiver_id is not None and matter.first_receiver_id == who.staff_id
    )


def _looked_at_today(work: Work, matter_id: int) -> set[int]:
    """Return the numbers of a matter that this account read today already."""
    since = datetime.combine(work.today, time.min, tzinfo=CENTRE_ZONE)
    rows = work.session.scalars(
        select(Event.subject_id).where(
            Event.matter_id == matter_id,
            Event.tag == AT_DESK_TAG,
            Event.account_id == work.who.account_id,
            Event.recorded_at >= since,
        )
    )
    return {row for row in rows if row is not None}


def _belongs(work: Work, matter_id: int, person_id: int) -> bool:
    """Tell whether a person takes part in a matter, as the account sees it."""
    at_visit = (
        select(VisitPerson.id)
        .join(Visit, Visit.id == VisitPerson.visit_id)
        .where(Visit.matter_id == matter_id, VisitPerson.person_id == person_id)
    )
    as_party = (
        select(Party.id)
        .join(MediationCase, MediationCase.id == Party.case_id)
        .where(MediationCase.matter_id == matter_id, Party.person_id == person_id)
    )
    session = work.session
    return session.scalar(at_visit.limit(1)) is not None or session.scalar(as_party.limit(1)) is not None
