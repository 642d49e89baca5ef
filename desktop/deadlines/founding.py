"""The calendar years and deadline schemes that a new centre starts with."""

from __future__ import annotations

import json
from importlib.resources import files

from sqlalchemy.orm import Session

from desktop.deadlines.calendar import shipped_year_plans
from desktop.deadlines.schemes import load_schemes
from models.deadline import CalendarDay, CalendarYear, DeadlineScheme


def found_calendar(session: Session) -> None:
    """Write the shipped years; a year that is not among them counts by weekdays and as 暂定."""
    for plan in shipped_year_plans():
        session.add(CalendarYear(year=plan.year, confirmed=plan.confirmed, source=plan.source[:120]))
        session.flush()
        session.add_all(
            CalendarDay(day=day, year=plan.year, working=working, name=name)
            for day, working, name in plan.days
        )


def found_schemes(session: Session) -> None:
    """Write the shipped schemes, checked."""
    load_schemes()
    text = files("resources").joinpath("deadlines/schemes.json").read_text("utf-8")
    steps: dict[str, dict[str, dict[str, object]]] = {}
    entries = json.loads(text)
    for entry in entries:
        if "step" in entry:
            data = {name: value for name, value in entry.items() if name not in {"step", "of"}}
            steps.setdefault(entry["of"], {})[entry["step"]] = data
    session.add_all(
        DeadlineScheme(key=e["scheme"], name=e["name"], natures=e["natures"], steps=steps[e["scheme"]])
        for e in entries
        if "scheme" in e
    )
