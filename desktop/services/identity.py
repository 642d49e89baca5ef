"""Seeing a full number: an act of its own, with a reason and an event."""

from __future__ import annotations

from sqlalchemy import select

from desktop.commands import not_kept
from desktop.errors import NotFoundError, OfficeError
from desktop.people import read_identity
from desktop.permissions import requires
from desktop.work import Work
from models.matter import Matter, Visit, VisitPerson
from models.mediation import MediationCase, Party
from models.values.choices import IdentityKind
from models.values.permissions import Permission
from models.values.text import tidy

DEFAULT_REASON = "核对身份"


@requires(Permission.IDENTITY_REVEAL)
@not_kept
def reveal_identity(
    work: Work, *, matter_id: int, person_id: int, kind: IdentityKind, reason: str = DEFAULT_REASON
) -> str:
    """Return a person's full number for a matter that this account may see; empty where none is kept.

    The person must belong to the matter: nobody looks numbers up by counting through people.
    """
    why = tidy(reason, limit=60)
    if not why:
        raise OfficeError("请写一个简短的理由。", field="reason")
    matter = work.session.get(Matter, matter_id)
    if matter is None or not _belongs(work, matter_id, person_id):
        raise NotFoundError("没有找到这个人。")
    return read_identity(work, kind, reason=why, person_id=person_id, matter_id=matter_id)


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
