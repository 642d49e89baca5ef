"""Another agreement after the case was closed: the closing stands (mediation.md 3.2, 23; practice.md 18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from mediation_stories import Story

import factories
from desktop.errors import OfficeError
from desktop.queries.case_views import CaseAct, CaseView
from desktop.queries.matters import matter_view
from desktop.services.mediation.agreements import save_agreement
from desktop.services.mediation.anew import keep_old_agreement, renew_agreement
from desktop.services.mediation.cases import terminate_case
from desktop.services.mediation.printing import issue_agreement
from models.values.case_states import CaseState
from models.values.termination import Remedy, TerminationGround
from models.values.terms import Term, TermKind


def _closed(story: Story) -> CaseView:
    """Bring a case to its closing, by a term so long that it is closed at the agreement, and let the debtor fail."""
    story.opened()
    (usual,) = story.agreement().obligations
    term = Term(kind=TermKind.FIXED_DATE, day=date(2027, 6, 30))
    story.effective(obligations=(replace(usual, term=term),))
    story.close()
    factories.later(story.office, days=300)
    view = story.view()
    assert view.followed[0].overdue
    return view


def _renew(story: Story, view: CaseView, **changes: Any) -> None:
    fields: dict[str, Any] = {
        "case_id": story.case_id,
        "version": view.version,
        "agreed_on": story.office.clock.now().date(),
        "replacing": True,
        "all_agreed": True,
        "reason": "到期没有付清",
    }
    story.office.perform(renew_agreement, **(fields | changes))


def test_another_agreement_after_the_closing_leaves_the_closing_as_it_was(story: Story) -> None:
    view = _closed(story)
    assert CaseAct.RENEW in view.acts
    matter = story.office.ask(matter_view, matter_id=story.matter_id)
    with pytest.raises(OfficeError, match="各方当事人都愿意"):
        _renew(story, view, all_agreed=False)
    _renew(story, view)
    open_again = story.view()
    assert (open_again.state, open_again.closed_on) == (CaseState.MEDIATING, view.closed_on)
    with pytest.raises(OfficeError, match="原协议还有效"):
        story.office.perform(
            terminate_case,
            case_id=story.case_id,
            version=open_again.version,
            ground=TerminationGround.NO_AGREEMENT,
            terminated_on=story.office.clock.now().date(),
            remedies=(Remedy.LITIGATION,),
        )
    today: date = story.office.clock.now().date()
    assert open_again.agreement is not None
    kept = story.office.perform(
        save_agreement,
        case_id=story.case_id,
        version=open_again.agreement.version,
        entry=story.agreement(reached_on=today),
    )
    story.office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    story.sign(story.lines(today))
    now = story.view()
    assert (now.state, now.closed_on, now.effective_on) == (CaseState.CLOSED, view.closed_on, today)
    assert now.earlier[0].superseded_on == today
    assert [row.overdue for row in now.followed] == [False]
    assert story.office.ask(matter_view, matter_id=story.matter_id).state == matter.state, "told once"
    story.perform_followed()


def test_when_it_comes_to_nothing_the_case_is_closed_as_before(story: Story) -> None:
    view = _closed(story)
    _renew(story, view, replacing=False)
    story.office.perform(
        keep_old_agreement,
        case_id=story.case_id,
        version=story.view().version,
        happened_on=story.office.clock.now().date(),
        reason="谈不拢",
    )
    now = story.view()
    assert (now.state, now.closed_on, now.effective_on) == (
        CaseState.CLOSED,
        view.closed_on,
        view.effective_on,
    )
