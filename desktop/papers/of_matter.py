"""The facts of a matter as its slips show them: 受理回执, 引导告知单, 转办单."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from desktop.clock import day_of
from desktop.entries.referrals import Referral, read_referral
from desktop.errors import NotFoundError
from desktop.papers.numbers import Phones
from desktop.papers.of_case import centre_name, window_phone
from desktop.papers.visitor_slips import SlipFacts, receipt_paper, referral_paper
from desktop.printing.papers.form import KnownFacts
from desktop.printing.papers.non_acceptance import NonAcceptancePaper
from desktop.printing.papers.transfer import TransferKind, TransferPaper
from desktop.work import Work
from models.case_life import MediationRefusal
from models.centre import Category, Committee, Unit, Village
from models.matter import Assignment, Matter, VisitPerson
from models.person import Person
from models.values.case_steps import REFUSAL_LABELS, RefusalGround
from models.values.choices import AssignmentRole, Channel, UnitKind, VisitRole, label
from models.values.dates import day_on_paper, moment_on_paper
from models.values.matter_states import AssignmentState, MatterState

_VERBS = {
    UnitKind.OWN: TransferKind.ASSIGNED,
    UnitKind.VILLAGE: TransferKind.ASSIGNED,
    UnitKind.COURT: TransferKind.REQUESTED,
}


def known_of_matter(work: Work, matter: Matter) -> KnownFacts:
    """Return what stands already on a blank slip of the matter."""
    return KnownFacts(
        centre_name=centre_name(work), code=matter.code, summary=matter.story, phone=window_phone(work)
    )


def _receipt(work: Work, matter: Matter, _subject_id: int, given: date, _phones: Phones) -> Any:
    unit = work.session.get(Unit, work.who.unit_id) if work.who.unit_id is not None else None
    window = unit.window if unit is not None and unit.window else work.desk
    return receipt_paper(_slip_facts(work, matter, window=window), given)


def _referral(work: Work, matter: Matter, _subject_id: int, given: date, _phones: Phones) -> Any:
    return referral_paper(_slip_facts(work, matter, told=read_referral(matter.outcome)), given)


def _slip_facts(work: Work, matter: Matter, *, window: str = "", told: Referral | None = None) -> SlipFacts:
    return SlipFacts(
        centre_name=centre_name(work),
        visitor=_visitor(work, matter),
        window=window,
        phone=window_phone(work),
        happened_at=matter.happened_at,
        due_at=matter.due_at,
        code=matter.code,
        told=told,
    )


def _transfer(work: Work, matter: Matter, subject_id: int, given: date, phones: Phones) -> Any:
    share = next((row for row in matter.assignments if row.id == subject_id), None)
    if share is None:
        raise NotFoundError("没有找到这次派单。")
    session = work.session
    unit = session.get_one(Unit, share.unit_id)
    lead = share.role == AssignmentRole.LEAD
    others = [
        session.get_one(Unit, row.unit_id).name
        for row in matter.assignments
        if row.role == AssignmentRole.ASSISTING and row.state != AssignmentState.WITHDRAWN
    ]
    claimant = session.get(Person, matter.claimant_id) if matter.claimant_id else None
    village = session.get(Village, matter.village_id) if matter.village_id else None
    due = share.due_at or matter.due_at
    return TransferPaper(
        centre_name=centre_name(work),
        code=matter.code,
        unit=unit.name,
        kind=_VERBS.get(UnitKind(unit.kind), TransferKind.PASSED),
        assisting=tuple(others) if lead else (),
        sent_at=moment_on_paper(share.dispatched_at),
        claimant=matter.claimant_name,
        phone=phones(claimant.id if claimant else None, None),
        address=(claimant.address if claimant else "") or (village.name if village else ""),
        others=matter.counterpart_names,
        channel=label(Channel(matter.channel)),
        category=_category(work, matter),
        story=matter.story,
        task=share.task if lead else share.task or "协助主办单位办理。",
        due=f"{moment_on_paper(due)}前" if due else "",
        sender=work.who.name,
        our_phone=window_phone(work),
        given_on=day_on_paper(given),
    )


def _non_acceptance(work: Work, matter: Matter, _subject_id: int, _given: date, _phones: Phones) -> Any:
    refusal = refusal_of(work, matter)
    if refusal is None:
        raise NotFoundError("这件事项没有不予受理的决定。")
    others = _others(work, matter)
    category = _category(work, matter).rpartition("·")[2]
    return NonAcceptancePaper(
        work.session.get_one(Committee, refusal.committee_id).name,
        applicant=_visitor(work, matter),
        applied_on=day_on_paper(day_of(matter.happened_at)),
        dispute=f"与{others}的{category or '纠纷'}" if others else category or "纠纷",
        ground=refusal.reason.rstrip("。") or REFUSAL_LABELS[RefusalGround(refusal.ground)],
        body=refusal.where_to.rstrip("。"),
        phone=window_phone(work),
    )


def refusal_of(work: Work, matter: Matter) -> MediationRefusal | None:
    """Return the newest decision not to mediate a matter."""
    return work.session.scalars(
        select(MediationRefusal)
        .where(MediationRefusal.matter_id == matter.id)
        .order_by(MediationRefusal.id.desc())
        .limit(1)
    ).first()


def _others(work: Work, matter: Matter) -> str:
    """Return the names of the other side."""
    found = (
        select(VisitPerson.name)
        .where(VisitPerson.matter_id == matter.id, VisitPerson.role == VisitRole.COUNTERPART)
        .order_by(VisitPerson.visit_id, VisitPerson.position)
    )
    return "、".join(dict.fromkeys(name for name in work.session.scalars(found) if name))


def _visitor(work: Work, matter: Matter) -> str:
    """Return who came first, by name; empty for one who left none."""
    found = (
        select(VisitPerson.name)
        .where(VisitPerson.matter_id == matter.id, VisitPerson.role == VisitRole.VISITOR)
        .order_by(VisitPerson.visit_id, VisitPerson.position)
        .limit(1)
    )
    return work.session.scalar(found) or ""


def _category(work: Work, matter: Matter) -> str:
    row = work.session.get(Category, matter.category_id) if matter.category_id else None
    if row is None:
        return ""
    parent = work.session.scalar(
        select(Category.name).where(Category.scheme == row.scheme, Category.code == row.parent_code)
    )
    return f"{parent}·{row.name}" if parent else row.name


SLIPS: Mapping[str, Callable[[Work, Matter, int, date, Phones], Any]] = {
    "acceptance_receipt": _receipt,
    "referral": _referral,
    "transfer": _transfer,
    "non_acceptance": _non_acceptance,
}
"""By the key of the profile: what fills a slip in. Of a transfer the subject is the assignment, else the matter."""


def slip_titles(work: Work, matter: Matter) -> list[tuple[str, int, str]]:
    """Return the slips that a matter may have where it stands: key, subject, what it is called besides its title."""
    found: list[tuple[str, int, str]] = []
    if matter.accepted_at is not None:
        found.append(("acceptance_receipt", matter.id, ""))
    if matter.state == MatterState.REFERRED:
        found.append(("referral", matter.id, ""))
    if refusal_of(work, matter) is not None:
        found.append(("non_acceptance", matter.id, ""))
    standing = [row for row in matter.assignments if row.state != AssignmentState.WITHDRAWN]
    return found + [("transfer", row.id, _unit_name(work, row)) for row in standing]


def title_of(title: str, facts: Any) -> str:
    """Return what a slip is called: 转办单 is 交办单 for an own office, 商请单 for police or court."""
    kind = getattr(facts, "kind", None)
    return title.replace("转办", kind.value) if isinstance(kind, TransferKind) else title


def issue_day(work: Work) -> date:
    """Return the day that a slip given now bears."""
    return day_of(work.now)


def _unit_name(work: Work, row: Assignment) -> str:
    return work.session.get_one(Unit, row.unit_id).name
