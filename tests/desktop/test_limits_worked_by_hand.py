"""Limits as the window, the dispatcher and the unit meet them, worked by hand on the notices' calendars.

2026: 春节 15 to 23 February, Saturdays 14 and 28 February worked; 国庆 1 to 7 October, Sunday 20 September and Saturday
10 October worked (国办发明电〔2025〕7号). 2027: 1 January by law, the rest by weekdays, not confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

import factories
from desktop.entries.matters import EndingEntry, ExternalNumberEntry
from desktop.errors import ForbiddenError, OfficeError
from desktop.office import Office
from desktop.queries.matters import MatterView, matter_view
from desktop.services.complexity import mark_complex
from desktop.services.dispatching import Share, dispatch_matter
from desktop.services.registering import register_matter
from desktop.services.undoing import undo_last
from models.matter import Matter
from models.values.choices import Ending, MatterNature
from models.values.permissions import Role

LIVELIHOOD, DISPUTE = MatterNature.LIVELIHOOD, MatterNature.DISPUTE


@pytest.fixture
def office(centre_place: str) -> Iterator[Office]:
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.DISPATCHER]
    office.clock_confirmed = True
    yield office
    office.close()


def at(text: str) -> datetime:
    """Return the UTC moment of an office time, `2026-02-13 16:59`."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC) - timedelta(hours=8)


def put_clock(office: Office, text: str) -> None:
    office.clock.moment = at(text)  # type: ignore[attr-defined]  # a FixedClock


def registered(
    office: Office,
    moment: str,
    nature: MatterNature = LIVELIHOOD,
    ending: Ending = Ending.ACCEPT,
    sender: str = "",
) -> int:
    put_clock(office, moment)
    numbers = (ExternalNumberEntry("12345", "1", due_at=at(sender)),) if sender else ()
    entry = factories.matter_entry(nature=nature, counterparts=(), external_numbers=numbers)
    return int(office.perform(register_matter, entry=entry, ending=EndingEntry(ending, "答复")).matter_id)


def view(office: Office, matter_id: int) -> MatterView:
    found: MatterView = office.ask(matter_view, matter_id=matter_id)
    return found


def act(office: Office, use_case: Any, matter_id: int, **words: Any) -> Any:
    return office.perform(use_case, matter_id=matter_id, version=view(office, matter_id).version, **words)


def due(office: Office, matter_id: int) -> str:
    """Return the due moment as the office's clock shows it, with 暂定 where it is."""
    found = view(office, matter_id)
    if found.due_at is None:
        return ""
    local = found.due_at + timedelta(hours=8)
    return f"{local:%Y-%m-%d %H:%M}{'暂定' if found.due_provisional else ''}"


@pytest.mark.parametrize(
    ("moment", "one", "three", "five"),
    [
        ("2026-11-23 09:00", "2026-11-24 17:00", "2026-11-26 17:00", "2026-11-30 17:00"),  # a plain week
        ("2026-11-23 16:59", "2026-11-24 17:00", "2026-11-26 17:00", "2026-11-30 17:00"),
        ("2026-11-23 23:59", "2026-11-24 17:00", "2026-11-26 17:00", "2026-11-30 17:00"),
        ("2026-11-20 16:30", "2026-11-23 17:00", "2026-11-25 17:00", "2026-11-27 17:00"),  # Friday
        ("2026-11-21 10:00", "2026-11-23 17:00", "2026-11-25 17:00", "2026-11-27 17:00"),  # Saturday
        # 春节: Thursday 12 February → 13, 14 (made up), 24, 25, 26
        ("2026-02-12 10:00", "2026-02-13 17:00", "2026-02-24 17:00", "2026-02-26 17:00"),
        ("2026-02-13 10:00", "2026-02-14 17:00", "2026-02-25 17:00", "2026-02-27 17:00"),
        ("2026-02-14 10:00", "2026-02-24 17:00", "2026-02-26 17:00", "2026-02-28 17:00"),  # made-up Saturday
        ("2026-02-17 10:00", "2026-02-24 17:00", "2026-02-26 17:00", "2026-02-28 17:00"),  # 初一
        ("2026-02-25 10:00", "2026-02-26 17:00", "2026-02-28 17:00", "2026-03-03 17:00"),
        # 国庆: Friday 18 September → Sunday 20 (made up); 30 September → 8, 9, 10 (made up), 12, 13 October
        ("2026-09-18 10:00", "2026-09-20 17:00", "2026-09-22 17:00", "2026-09-24 17:00"),
        ("2026-09-30 10:00", "2026-10-08 17:00", "2026-10-10 17:00", "2026-10-13 17:00"),
        ("2026-10-01 10:00", "2026-10-08 17:00", "2026-10-10 17:00", "2026-10-13 17:00"),
        ("2026-10-09 10:00", "2026-10-10 17:00", "2026-10-13 17:00", "2026-10-15 17:00"),
        # New Year 2027: Friday 1 January by law, Monday 4 January worked as far as is known
        ("2026-12-28 10:00", "2026-12-29 17:00", "2026-12-31 17:00", "2027-01-05 17:00暂定"),
        ("2026-12-30 10:00", "2026-12-31 17:00", "2027-01-05 17:00暂定", "2027-01-07 17:00暂定"),
        ("2026-12-31 10:00", "2027-01-04 17:00暂定", "2027-01-06 17:00暂定", "2027-01-08 17:00暂定"),
    ],
)
def test_one_to_accept_three_to_finish_five_when_it_is_complex(
    office: Office, moment: str, one: str, three: str, five: str
) -> None:
    assert due(office, registered(office, moment, ending=Ending.UNFINISHED)) == one
    matter_id = registered(office, moment)
    assert due(office, matter_id) == three
    act(office, mark_complex, matter_id, reason="涉及三个部门，要现场测量。")
    assert due(office, matter_id) == five


@pytest.mark.parametrize(
    ("nature", "due_day"),
    [
        (MatterNature.LIVELIHOOD, "2026-11-26 17:00"),  # 3
        (MatterNature.DISPUTE, "2026-11-24 17:00"),  # 1 to dispatch
        (MatterNature.HELP, "2026-11-26 17:00"),  # without a scheme of their own: the general one
        (MatterNature.REPORT, "2026-11-26 17:00"),
        (MatterNature.SUGGESTION, "2026-11-26 17:00"),
        (MatterNature.ADVICE, "2026-11-26 17:00"),
        (MatterNature.ERRAND, "2026-11-26 17:00"),
    ],
)
def test_each_nature_has_its_limit(office: Office, nature: MatterNature, due_day: str) -> None:
    assert due(office, registered(office, "2026-11-23 09:00", nature)) == due_day


@pytest.mark.parametrize("ending", [Ending.ANSWER, Ending.REFER])
def test_an_answer_at_the_counter_has_no_limit(office: Office, ending: Ending) -> None:
    put_clock(office, "2026-11-23 09:00")
    entry = factories.matter_entry(nature=LIVELIHOOD, counterparts=())
    end = EndingEntry(ending, "答复了", referred_to="区人社局" if ending == Ending.REFER else "")
    assert due(office, office.perform(register_matter, entry=entry, ending=end).matter_id) == ""


def test_a_disputes_limit_follows_its_route(office: Office) -> None:
    to_mediation = registered(office, "2026-09-30 09:00", DISPUTE)
    to_unit = registered(office, "2026-09-30 09:00", DISPUTE)
    assert due(office, to_unit) == "2026-10-08 17:00"
    act(office, dispatch_matter, to_unit, lead=Share(factories.JUSTICE))
    assert due(office, to_unit) == "2026-10-10 17:00", "a unit handles it itself: three working days"
    act(office, dispatch_matter, to_mediation, lead=Share(factories.COMMITTEE))
    assert due(office, to_mediation) == "", "the mediation term comes with the case"


@pytest.mark.parametrize(
    ("sender", "plain", "marked"),
    [
        ("2026-11-25 12:00", "2026-11-25 12:00", "2026-11-25 12:00"),
        ("2026-11-27 12:00", "2026-11-26 17:00", "2026-11-27 12:00"),
        ("2026-12-04 12:00", "2026-11-26 17:00", "2026-11-30 17:00"),
    ],
)
def test_a_senders_earlier_date_wins_over_both(office: Office, sender: str, plain: str, marked: str) -> None:
    matter_id = registered(office, "2026-11-23 09:00", sender=sender)
    assert due(office, matter_id) == plain
    act(office, mark_complex, matter_id, reason="涉及三个部门。")
    assert due(office, matter_id) == marked
    assert ("以来文为准" in view(office, matter_id).due_because) == (marked == sender)


def test_marking_is_the_dispatchers_with_a_reason_once_and_can_be_taken_back(office: Office) -> None:
    matter_id = registered(office, "2026-11-23 09:00")
    before = view(office, matter_id)
    assert before.may_be_complex
    with pytest.raises(OfficeError, match="请写明为什么复杂"):
        act(office, mark_complex, matter_id, reason=" ")
    act(office, mark_complex, matter_id, reason="涉及三个部门。")
    marked = view(office, matter_id)
    assert (marked.complex_reason, marked.may_be_complex) == ("涉及三个部门。", False)
    assert marked.due_because == "从11月23日 周一的次日起算，5个工作日，11月30日 周一 17:00到期。"
    assert marked.course[0].words == "标为复杂，11月30日 周一 17:00到期"
    with pytest.raises(OfficeError, match="已经标为复杂"):
        act(office, mark_complex, matter_id, reason="再标一次。")
    assert office.perform(undo_last).words == "标为复杂"
    after = view(office, matter_id)
    assert (after.complex_reason, after.due_at, after.due_because) == ("", before.due_at, before.due_because)
    office.who = factories.people_of(office)[Role.RECEPTIONIST]
    with pytest.raises(ForbiddenError):
        act(office, mark_complex, matter_id, reason="涉及三个部门。")


def test_what_is_not_counted_by_135_is_not_marked(office: Office) -> None:
    waiting = registered(office, "2026-11-23 09:00", DISPUTE)
    assert not view(office, waiting).may_be_complex
    with pytest.raises(OfficeError, match="不按1-3-5个工作日计算"):
        act(office, mark_complex, waiting, reason="涉及三个部门。")
    unfinished = registered(office, "2026-11-23 09:00", ending=Ending.UNFINISHED)
    with pytest.raises(OfficeError, match="不按1-3-5"):
        act(office, mark_complex, unfinished, reason="涉及三个部门。")


def test_days_left_and_days_late_are_working_days(office: Office) -> None:
    matter_id = registered(office, "2026-09-30 09:00")  # due on 10 October, a made-up Saturday
    for moment, left, late in (
        ("2026-09-30 09:00", 3, False),
        ("2026-10-05 09:00", 3, False),
        ("2026-10-08 09:00", 2, False),
        ("2026-10-10 16:59", 0, False),
        ("2026-10-10 17:00", 0, False),
        ("2026-10-10 17:01", -1, True),
        ("2026-10-12 09:00", -1, True),
        ("2026-10-14 09:00", -3, True),
    ):
        put_clock(office, moment)
        found = view(office, matter_id)
        assert (found.days_left, found.late) == (left, late), moment


def test_the_reasons_day_by_day_are_kept(office: Office) -> None:
    matter_id = registered(office, "2026-09-30 09:00")
    days = view(office, matter_id).due_days
    assert days[0] == ("2026-09-30", None, "起算当天不计")
    assert days[1] == ("2026-10-01", None, "国庆节")
    assert days[8:] == (("2026-10-08", 1, ""), ("2026-10-09", 2, ""), ("2026-10-10", 3, "国庆节调休上班"))
    with Session(office.engine) as session:
        assert session.get_one(Matter, matter_id).due_days["basis"]["count"] == 3
