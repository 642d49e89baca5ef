"""并入: a repeated visit becomes a further visit of a matter that is open already, instead of a new matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from desktop.entries.matters import MatterEntry
from desktop.entries.people import PersonEntry
from desktop.errors import OfficeError
from desktop.limits import due_as_noted, heed_senders
from desktop.matter_index import reindex
from desktop.matters import AddedVisit, add_visit, is_sealed, visit_counts
from desktop.moves import standing_matter
from desktop.people import is_blank
from desktop.permissions import requires
from desktop.undo import UndoKind, offer_undo
from desktop.work import Work
from models.matter import Matter, VisitPerson
from models.values.choices import VisitRole, label
from models.values.matter_states import MATTER_LABELS, OPEN_MATTER_STATES, MatterState
from models.values.permissions import Permission

NOTED = ("category_id", "village_id", "outside_town", "urgent")
"""What a joined visit may fill in; an undo puts it back."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A repeated visit as kept: the matter that it belongs to now, how often and how many people came in all."""

    matter_id: int
    code: str
    short_code: str
    state: str
    visit_id: int
    visits: int
    """批次: how many visits, this one among them."""
    people: int
    """人次: how many people at all visits together."""


@requires(Permission.MATTER_REGISTER)
def join_visit(work: Work, *, matter_id: int, entry: MatterEntry) -> Joined:
    """Register a repeated visit as a further visit of an open matter; no code is used up.

    Channel, people, story, headcount and senders' numbers come from the entry; class and village only where the
    matter has none yet, 紧急 only where it is set now. A sender's earlier date wins from now on. A matter that was
    merged meanwhile leads to the one that goes on. FormError names every refused field, OfficeError at
    `matter_id` a matter that has ended, or one that more people see than the visit may be seen by; nothing is
    saved then.
    """
    matter = standing_matter(work, matter_id)
    state = MatterState(matter.state)
    if state not in OPEN_MATTER_STATES:
        raise OfficeError(
            f"这件事项“{MATTER_LABELS[state]}”，不能再并入来访。",
            field="matter_id",
            todo="请另登记一件，或由中心主任重办。",
        )
    _refuse_wider_circle(matter, entry)
    noted: dict[str, Any] = {"due": due_as_noted(matter)}
    noted |= {name: getattr(matter, name) for name in NOTED}
    added = add_visit(work, matter, _known_here(work, matter, entry))
    _fill_gaps(matter, entry)
    heed_senders(work, matter)
    reindex(work, matter)
    visits, people = visit_counts(work, matter.id)
    work.record(
        "visit:join",
        added.visit,
        words=f"{label(entry.channel)}再次反映，并入本事项（第{visits}批）",
        occurred_at=added.visit.happened_at,
    )
    offer_undo(work, UndoKind.JOIN, words="并入来访", noted=noted | _row_ids(added), matter=matter)
    return Joined(
        matter_id=matter.id,
        code=matter.code,
        short_code=matter.code.partition("-")[2],
        state=matter.state,
        visit_id=added.visit.id,
        visits=visits,
        people=people,
    )


def _refuse_wider_circle(matter: Matter, entry: MatterEntry) -> None:
    """Refuse a confidential visit, or a report about a unit, for a matter that those see from whom it is kept."""
    about = entry.concerned_unit_id
    if (is_sealed(entry) and not matter.confidential) or about not in {None, matter.concerned_unit_id}:
        raise OfficeError(
            "这次来访要保密，那件事项看得到的人更多，不能并入，以免不该看的人看到。",
            field="matter_id",
            todo="请另登记一件。",
        )


def _known_here(work: Work, matter: Matter, entry: MatterEntry) -> MatterEntry:
    """Return the entry with everybody named whom the matter knows already by his name in the same role.

    Only one who was typed without any number: two namesakes in one role of one matter need a number to differ.
    """
    known = {
        (row.role, row.name): row.person_id
        for row in work.session.execute(
            select(VisitPerson.role, VisitPerson.name, VisitPerson.person_id).where(
                VisitPerson.matter_id == matter.id, VisitPerson.person_id.is_not(None)
            )
        )
    }

    def named(role: VisitRole, one: PersonEntry) -> PersonEntry:
        numbers = one.phone.strip() or one.identity_number.strip()
        if numbers or one.new or one.person_id is not None or is_blank(one.name):
            return one
        return replace(one, person_id=known.get((role, one.name.strip())))

    return replace(
        entry,
        visitor=named(VisitRole.VISITOR, entry.visitor) if entry.visitor else None,
        claimant=named(VisitRole.CLAIMANT, entry.claimant) if entry.claimant else None,
        counterparts=tuple(
            named(VisitRole.COUNTERPART, other) if isinstance(other, PersonEntry) else other
            for other in entry.counterparts
        ),
    )


def _fill_gaps(matter: Matter, entry: MatterEntry) -> None:
    """Keep what the entry knows and the matter does not."""
    if matter.category_id is None and entry.nature == matter.nature:
        matter.category_id = entry.category_id
    if matter.village_id is None and not matter.outside_town:
        matter.village_id, matter.outside_town = entry.village_id, entry.outside_town
    matter.urgent = matter.urgent or entry.urgent


def _row_ids(added: AddedVisit) -> dict[str, Any]:
    """Return the ids of the rows that came."""
    return {"visit_id": added.visit.id, "external_number_ids": [row.id for row in added.external_numbers]}
