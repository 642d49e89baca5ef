"""An agreement in effect meets the matter's limit: while it is performed the matter is never 超期."""

from __future__ import annotations

from mediation_stories import Story

import factories
from desktop.queries.matters import matter_view
from desktop.queries.worklist import Shelf, worklist
from models.values.matter_states import MatterState
from models.values.permissions import Role


def test_a_matter_is_not_late_while_its_agreement_is_performed(story: Story) -> None:
    story.opened()
    assert story.office.ask(matter_view, matter_id=story.matter_id).due_at is not None
    story.told()
    story.mediated()
    story.drafted()
    story.effective()
    factories.later(story.office, days=60)
    story.office.who = story.people[Role.DIRECTOR]
    view = story.office.ask(matter_view, matter_id=story.matter_id)
    assert (view.state, view.due_at, view.late) == (MatterState.ACKNOWLEDGED, None, False)
    assert story.office.ask(worklist, shelf=Shelf.LATE) == ()
