"""The story of a case that happened on paper in a village and is entered late."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from desktop.clock import day_of
from desktop.demo.case_plan import CasePlan
from desktop.demo.case_signing import late_signature_lines
from desktop.demo.matters import director
from desktop.demo.story import Act, Story
from desktop.demo.town import material
from desktop.entries.mediation import CaseEntry, ConsentEntry, LateCase, TellingEntry
from desktop.services.closing import close_matter
from desktop.services.mediation.late_entry import enter_case_late
from models.values.case_number import case_number
from models.values.choices import Channel, ConsentHow, TellingHow
from models.values.dates import utc_of


def entered_late(plan: CasePlan) -> Story:
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
        signatures=late_signature_lines(plan, ids, held_on),
        closed_on=held_on + timedelta(days=1),
    )


def _short_name() -> str:
    """Return the committee's short name in its case numbers."""
    return str(material("town")["centre"]["committee_short"])
