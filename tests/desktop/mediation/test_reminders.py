"""到期提醒: every clock is there with its reason, and goes when what it waits for is done. On both engines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from mediation_stories import ACCEPTED, DAY, Story
from sqlalchemy import Engine, event, update
from sqlalchemy.orm import Session

import factories
from desktop.entries.following import CourtEntry, VisitEntry
from desktop.entries.mediation import CaseOrigin, InstalmentEntry, StepEntry
from desktop.queries.reminders import Clock, Reminder, reminders
from desktop.services.mediation.course import feed_back
from desktop.services.mediation.following import confirm_in_court, record_visit
from models.centre import Committee
from models.mediation import MediationCase
from models.values.case_states import CaseState
from models.values.choices import CaseSource, ConsentHow
from models.values.following import CourtState, Satisfaction, VisitFinding
from models.values.permissions import Role


def seen(story: Story, days: int = 400) -> dict[Clock, list[Reminder]]:
    story.office.who = story.people[Role.MEDIATOR]
    found: dict[Clock, list[Reminder]] = {}
    for line in story.office.ask(reminders, days=days):
        found.setdefault(line.clock, []).append(line)
    return found


def test_the_term_runs_until_there_is_an_agreement(story: Story) -> None:
    story.opened()
    (term,) = seen(story)[Clock.TERM]
    assert (term.due_on, term.days_left) == (date(2026, 12, 23), 30)
    assert "30日" in term.why
    assert term.presiding == "陈桂芳"
    assert seen(story, days=29) == {}
    story.effective()
    assert Clock.TERM not in seen(story)


def test_each_obligation_its_next_instalment_and_what_is_over(story: Story) -> None:
    story.opened()
    (usual,) = story.agreement().obligations
    parts = (
        InstalmentEntry(amount_fen=100_000, days=3),
        InstalmentEntry(amount_fen=280_000, day=date(2027, 1, 20)),
    )
    story.effective(obligations=(replace(usual, term=None, instalments=parts),))
    (owed,) = seen(story)[Clock.OBLIGATION]
    assert (owed.due_on, owed.what) == (date(2026, 11, 30), "张铉支付墙体修缮费1,000.00元")
    story.perform(amount_fen=100_000, complete=False)
    (owed,) = seen(story)[Clock.OBLIGATION]
    assert (owed.due_on, owed.what) == (date(2027, 1, 20), "张铉支付墙体修缮费2,800.00元")
    factories.later(story.office, days=80)
    (owed,) = seen(story)[Clock.OBLIGATION]
    assert owed.days_left < 0
    assert "请督促" in owed.why
    story.perform(amount_fen=280_000, complete=False)
    assert Clock.OBLIGATION not in seen(story)


def test_a_visit_fifteen_days_after_the_last_day_and_none_when_done_on_the_spot(story: Story) -> None:
    """practice.md 6, defaults: seven days from 26 November end on 3 December; a visit by the 18th."""
    story.effective()
    (visit,) = seen(story)[Clock.VISIT]
    assert visit.due_on == date(2026, 12, 18)
    day = story.office.clock.now().date()
    entry = VisitEntry(
        visited_on=day,
        how=ConsentHow.PHONE,
        whom="双方",
        performed=VisitFinding.NOT_DUE,
        satisfaction=Satisfaction.GOOD,
    )
    story.office.perform(record_visit, case_id=story.case_id, entry=entry)
    assert Clock.VISIT not in seen(story)


def test_what_was_done_on_the_spot_asks_for_no_visit(story: Story) -> None:
    story.effective()
    story.perform()
    assert Clock.VISIT not in seen(story)
    story.close()
    (filed,) = seen(story)[Clock.ARCHIVE]
    assert filed.due_on == story.office.clock.now().date() + 30 * DAY


def test_the_thirty_days_show_once_somebody_means_to_go_to_court(story: Story) -> None:
    story.effective()
    assert Clock.COURT not in seen(story)
    agreement = story.view().agreement
    assert agreement is not None
    day = story.office.clock.now().date()
    story.office.perform(
        confirm_in_court,
        case_id=story.case_id,
        version=agreement.version,
        entry=CourtEntry(to=CourtState.INTENDED, happened_on=day),
    )
    (court,) = seen(story)[Clock.COURT]
    assert court.due_on == date(2026, 12, 28)
    story.office.perform(
        confirm_in_court,
        case_id=story.case_id,
        version=agreement.version,
        entry=CourtEntry(to=CourtState.APPLIED, happened_on=day, court="坊子区人民法院", together=True),
    )
    assert Clock.COURT not in seen(story)


def test_whoever_sent_the_case_waits_for_an_answer(story: Story) -> None:
    origin = CaseOrigin(sender_unit="云溪派出所", feedback_due_on=ACCEPTED + 20 * DAY)
    story.opened(source=CaseSource.POLICE, origin=origin)
    (wait,) = seen(story)[Clock.FEEDBACK]
    assert wait.what == "向云溪派出所反馈调解结果"
    story.effective()
    view = story.view()
    entry = StepEntry(happened_on=story.office.clock.now().date(), whom="云溪派出所", how=ConsentHow.WRITTEN)
    story.office.perform(feed_back, case_id=view.case_id, version=view.version, entry=entry)
    assert Clock.FEEDBACK not in seen(story)


def test_a_committee_is_elected_anew_after_three_years(story: Story) -> None:
    """人民调解法 9."""
    with Session(story.office.engine) as session:
        session.execute(update(Committee).values(elected_on=date(2024, 1, 5)))
        session.commit()
    (term,) = seen(story, days=30)[Clock.COMMITTEE]
    assert (term.due_on, term.case_id) == (date(2027, 1, 5), None)


def test_only_one_case_and_only_one_clock_when_asked(story: Story) -> None:
    story.effective()
    lines = story.office.ask(reminders, days=400, case_id=story.case_id)
    assert {line.clock for line in lines} == {Clock.OBLIGATION, Clock.VISIT}
    lines = story.office.ask(reminders, days=400, clock=Clock.VISIT)
    assert [line.clock for line in lines] == [Clock.VISIT]
    assert story.office.ask(reminders, days=400, case_id=story.case_id + 1) == ()


def test_what_is_owed_is_followed_after_the_archiving_until_it_is_done(story: Story) -> None:
    story.effective()
    with Session(story.office.engine) as session:
        session.execute(update(MediationCase).values(state=CaseState.ARCHIVED))
        session.commit()
    found = seen(story)
    assert [line.case_id for line in found.pop(Clock.OBLIGATION)] == [story.case_id]
    assert found == {}, "no visit and no archiving of what lies in the archive"
    story.perform()
    assert seen(story) == {}


def test_many_cases_cost_no_more_statements_than_one(story: Story) -> None:
    counted: list[str] = []
    costs = []
    for _more in range(2):
        story.matter_id = story.case_id = 0
        factories.later(story.office, days=1)
        story.opened(accepted_on=story.office.clock.now().date())
        story.effective()
        with statements(story.office.engine, counted):
            assert Clock.OBLIGATION in seen(story)
        costs.append(len(counted))
        counted.clear()
    assert costs[1] <= costs[0]


@contextmanager
def statements(engine: Engine, counted: list[str]) -> Iterator[None]:
    """Count what goes to the database."""

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        counted.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield
    event.remove(engine, "before_cursor_execute", note)
