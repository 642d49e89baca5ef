"""时限 that no law fixes: a centre sets them, for a type of dispute too; limits that run stay as they were."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from mediation_stories import ACCEPTED, DAY, Story
from test_dossier_archiving import archive, settle

from desktop.deadlines.rules import DayUnit
from desktop.errors import ConflictError, FormError, NotFoundError, OfficeError
from desktop.mediation.effect import ClosingRule
from desktop.office import Office
from desktop.queries.dossiers import dossier_view
from desktop.queries.reminders import Clock, reminders
from desktop.queries.terms import TermRow, TermSettings, term_settings
from desktop.services.terms import (
    add_type_term,
    change_term,
    remove_type_term,
    set_closing_rule,
    set_term_figure,
)
from models.values.permissions import Role

ON_ONE = pytest.mark.parametrize("engine_name", ["sqlite"])
"""What does not depend on the engine is asked on one."""


def admin(story: Story, act: Callable[..., Any], **words: Any) -> Any:
    """Let the administrator set something, then the mediator sits there again."""
    story.office.who = story.people[Role.ADMINISTRATOR]
    try:
        return story.office.perform(act, **words)
    finally:
        story.office.who = story.people[Role.MEDIATOR]


def settings_of(story: Story) -> TermSettings:
    """The terms as the settings show them."""
    story.office.who = story.people[Role.ADMINISTRATOR]
    found = story.office.ask(term_settings)
    story.office.who = story.people[Role.MEDIATOR]
    return found


def term(story: Story, scheme: str, step: str) -> TermRow:
    """One clock."""
    return next(row for row in settings_of(story).terms if (row.scheme, row.step) == (scheme, step))


def change(story: Story, scheme: str, step: str, count: int, unit: DayUnit = DayUnit.NATURAL) -> None:
    """Set a clock."""
    row = term(story, scheme, step)
    admin(
        story,
        change_term,
        scheme=scheme,
        version=row.version,
        step=step,
        count=count,
        unit=unit,
        pausable=row.pausable,
    )


def refused(story: Story, act: Callable[..., Any], **words: Any) -> dict[str, str]:
    """The fields at which a change is refused."""
    with pytest.raises(OfficeError) as refusal:
        admin(story, act, **words)
    fault = refusal.value
    return dict(fault.faults) if isinstance(fault, FormError) else {fault.field or "": str(fault)}


def test_a_term_that_no_law_fixes(story: Story) -> None:
    assert story.opened().due_on == ACCEPTED + 30 * DAY
    usual = term(story, "mediation", "mediate")
    assert (usual.by_law, usual.pausable) == (False, True)
    change(story, "mediation", "mediate", 20)
    assert term(story, "mediation", "mediate").source == "本中心设定"
    assert story.view().due_on == ACCEPTED + 30 * DAY, "a limit that runs stays"
    story.matter_id = 0
    assert story.opened().due_on == ACCEPTED + 20 * DAY, "a new one counts by the new rule at once"
    change(story, "mediation", "mediate", 30)
    assert term(story, "mediation", "mediate").source == usual.source
    with pytest.raises(ConflictError):
        admin(
            story,
            change_term,
            scheme="mediation",
            version=usual.version,
            step="mediate",
            count=25,
            unit=DayUnit.NATURAL,
            pausable=True,
        )


def test_a_type_of_dispute_has_its_own_term(story: Story) -> None:
    version = term(story, "mediation", "mediate").version
    days = {"unit": DayUnit.NATURAL, "pausable": False}
    admin(story, add_type_term, version=version, word="物业", count=10, **days)
    own = term(story, "mediation", "type:物业")
    assert (own.own_type, own.name, own.count) == ("物业", "调解（物业）", 10)
    for kind, wait in (("物业纠纷", 10), ("邻里纠纷", 30), ("劳动争议", 15)):
        story.matter_id = 0
        assert story.opened(dispute_type=kind).due_on == ACCEPTED + wait * DAY, kind
    for word, count, field in (
        ("物业", 5, "word"),
        (" ", 5, "word"),
        ("字" * 11, 5, "word"),
        ("旅游", 0, "count"),
    ):
        assert list(refused(story, add_type_term, version=own.version, word=word, count=count, **days)) == [
            field
        ]
    admin(story, remove_type_term, version=own.version, step="type:物业")
    story.matter_id = 0
    assert story.opened(dispute_type="物业纠纷").due_on == ACCEPTED + 30 * DAY
    version = term(story, "mediation", "mediate").version
    assert "程序自带" in refused(story, remove_type_term, version=version, step="mediate")[""]


@ON_ONE
def test_what_a_law_fixes_stays(story: Story) -> None:
    for scheme, step, count, unit, field, words in (
        ("mediation_labour", "mediate", 20, DayUnit.NATURAL, "count", "法律规定"),
        ("mediation", "mediate", 0, DayUnit.NATURAL, "count", "应在1到365"),
        ("mediation", "mediate", 30, DayUnit.NATURAL, "count", "没有改动"),
        ("after_agreement", "archive", 30, DayUnit.WORKING, "unit", "自然日"),
    ):
        row = term(story, scheme, step)
        told = {"scheme": scheme, "version": row.version, "step": step, "count": count, "unit": unit}
        found = refused(story, change_term, **told, pausable=row.pausable)
        assert words in found[field]
    with pytest.raises(NotFoundError):
        admin(story, set_term_figure, key="nothing", days=3, before=3)
    nothing = refused(story, set_term_figure, key="visit_long_days", days=0, before=60)
    assert nothing == {"count": "请填1到365之间的数。"}


@ON_ONE
def test_visits_and_closing_follow_the_settings(office: Office, story: Story) -> None:
    change(story, "after_agreement", "return_visit", 20)
    story.effective()
    effective = office.clock.now().date()
    (visit,) = office.ask(reminders, days=90, clock=Clock.VISIT)
    assert (visit.due_on, "期满后20日回访" in visit.why) == (effective + 27 * DAY, True)
    admin(story, set_term_figure, key="visit_long_days", days=5, before=60)
    (visit,) = office.ask(reminders, days=90, clock=Clock.VISIT)
    assert (visit.due_on, "超过5日" in visit.why) == (effective + 30 * DAY, True)
    with pytest.raises(FormError, match="履行"):
        story.close()
    admin(story, set_term_figure, key="closing_long_days", days=5, before=30)
    assert [row.days for row in settings_of(story).figures] == [5, 5, 90, 0, 0]
    story.close()
    assert story.view().closed_on == effective
    admin(story, set_term_figure, key="retention_long_years", days=30, before=0)
    settle(story)
    archive(story)
    office.who = story.people[Role.MEDIATOR]
    bound = office.ask(dossier_view, case_id=story.case_id).frozen
    assert bound is not None
    assert bound.retention == "长期（30年）"
    admin(story, set_closing_rule, rule=ClosingRule.AT_PERFORMANCE, before=ClosingRule.AUTOMATIC)
    assert settings_of(story).closing is ClosingRule.AT_PERFORMANCE
