"""The course of a case in lines: every step that was taken, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desktop.clock import day_of
from desktop.mediation.rows import steps_of
from desktop.work import Work
from models.case_life import CaseStep
from models.mediation import MediationCase
from models.values.case_steps import STEP_LABELS, StepKind, ground_words
from models.values.choices import ConsentHow, label
from models.values.dates import day_in_tables


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step: its day, what it was, and all that is known of it in one sentence."""

    step_id: int
    kind: StepKind
    kind_words: str
    happened_on: date
    sentence: str
    paper: str
    recorded_by: str
    recorded_at: datetime
    late: bool
    """Typed on a later day than it happened."""


def step_lines(work: Work, case: MediationCase, names: Mapping[int, str]) -> tuple[StepLine, ...]:
    """Return the steps of a case; `names` are the parties', told apart."""
    return tuple(_line(step, names) for step in steps_of(work, case))


def _line(step: CaseStep, names: Mapping[int, str]) -> StepLine:
    """Return one step."""
    kind = StepKind(step.kind)
    return StepLine(
        step_id=step.id,
        kind=kind,
        kind_words=STEP_LABELS[kind],
        happened_on=step.happened_on,
        sentence="；".join(part for part in _parts(step, kind, names) if part),
        paper=step.paper,
        recorded_by=step.recorded_by,
        recorded_at=step.recorded_at,
        late=day_of(step.recorded_at) > step.happened_on,
    )


def _parts(step: CaseStep, kind: StepKind, names: Mapping[int, str]) -> list[str]:
    """Return what is to be said of a step, part by part."""
    who = names.get(step.party_id or 0, "")
    before = names.get(step.other_party_id or 0, "")
    how = label(ConsentHow(step.how)) if step.how else ""
    told = {
        StepKind.PAUSED: [f"预计{day_in_tables(step.until_on)}恢复" if step.until_on else ""],
        StepKind.RESUMED: [_moved(step)],
        StepKind.EXTENDED: [_moved(step), f"各方{how}同意" if how else ""],
        StepKind.MEDIATOR_CHANGED: [step.whom, f"{who}要求" if who else ""],
        StepKind.PARTY_JOINED: [f"{who}（承继{before}）" if before else who],
        StepKind.PARTY_LEFT: [who],
        StepKind.TRANSFERRED: [step.whom],
        StepKind.REPORTED: [step.whom, how],
        StepKind.FED_BACK: [step.whom, how],
        StepKind.NEW_AGREEMENT: [step.whom],
        StepKind.OLD_AGREEMENT: [],
    }[kind]
    return [*told, ground_words(kind, step.ground), step.reason]


def _moved(step: CaseStep) -> str:
    """Return how the term moved."""
    if step.due_after is None or step.due_after == step.due_before:
        return "调解期限不变" if step.kind == StepKind.RESUMED and step.due_before else ""
    return f"调解期限改为{day_in_tables(step.due_after)}"
