"""What a registration lacks: asked at the window and not got, so that it is listed until it comes (practice.md 8)."""

from __future__ import annotations

from sqlalchemy import select

from desktop.people import NAMELESS
from desktop.work import Work
from models.matter import Matter, Visit, VisitPerson
from models.person import Person
from models.values.choices import MatterNature, VisitRole, Willingness


def what_is_missing(work: Work, matter: Matter) -> tuple[str, ...]:
    """Return what an open matter's registration lacks, in the words of the form; nothing once it has ended.

    What the visitor would not or could not give (不愿留名, 无电话, 镇外) is no lack.
    """
    if matter.ended_at is not None:
        return ()
    dispute = matter.nature == MatterNature.DISPUTE
    visit = work.session.scalars(
        select(Visit).where(Visit.matter_id == matter.id).order_by(Visit.id).limit(1)
    ).first()
    visitor = work.session.execute(
        select(VisitPerson.name, Person.phone_mask, Person.identity_mask)
        .outerjoin(Person, Person.id == VisitPerson.person_id)
        .where(VisitPerson.matter_id == matter.id, VisitPerson.role == VisitRole.VISITOR)
        .order_by(VisitPerson.visit_id, VisitPerson.position)
        .limit(1)
    ).first()
    withheld, no_phone = (visit.name_withheld, visit.no_phone) if visit else (False, False)
    named = visitor is not None and visitor.name != NAMELESS
    asked = (
        ("姓名", named or withheld),
        ("电话", no_phone or (visitor is not None and bool(visitor.phone_mask))),
        ("身份证号", (withheld and not named) or (visitor is not None and bool(visitor.identity_mask))),
        ("对方当事人", not dispute or bool(matter.counterpart_names)),
        ("类别", matter.category_id is not None),
        ("村居", matter.village_id is not None or matter.outside_town),
        ("调解意愿", not dispute or matter.willingness != Willingness.NOT_ASKED),
    )
    return tuple(what for what, got in asked if not got)
