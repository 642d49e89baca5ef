"""Fills a founded demo centre: all stories are told side by side up to the present moment."""

from __future__ import annotations

from datetime import datetime

from desktop.clock import FixedClock
from desktop.demo.plan import DemoPlan
from desktop.demo.scene import Scene
from desktop.demo.story import Progress, tell
from desktop.office import Office


def fill_demo(place: str, *, now: datetime, seed: int, progress: Progress) -> int:
    """Tell half a year of matters through the real use cases; return how many acts there were.

    `now` is where the past ends. Events come in the order of their recording. Takes some ten seconds; what
    `progress` raises ends it, and everything told so far stays.
    """
    office = Office(place)
    office.open()
    try:
        clock = FixedClock(_last_event(office, now))
        office.clock = clock
        scene = Scene(office, now, seed)
        stories = DemoPlan(scene).stories()
        return tell(office, clock, scene.people, stories, until=now, progress=progress)
    finally:
        office.close()


def _last_event(office: Office, now: datetime) -> datetime:
    """Return the moment of the last event, from which the clock goes on."""
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from models.event import AuditHead

    with Session(office.engine) as session:
        return min(session.scalars(select(AuditHead.recorded_at)).one(), now)
