"""The administrator edits the working calendar: what moves is told before, counted by its own rule, and taken back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.clock import day_of
from desktop.entries.calendar import CalendarEntry, DayEntry
from desktop.entries.matters import ExternalNumberEntry
from desktop.errors import ConflictError, FormError, OfficeError
from desktop.limits import recounted, work_calendar
from desktop.office import Office
from desktop.queries.calendar import CalendarEffects, Shift, calendar_effects, calendar_year, calendar_years
from desktop.queries.matters import matter_view
from desktop.services.calendar import change_calendar
from desktop.services.undoing import undo_last
from models.event import Event
from models.matter import Matter
from models.mediation import MediationCase
from models.values.choices import MatterNature
from models.values.permissions import Role

sys.path.append(str(Path(__file__).parent / "mediation"))
from mediation_stories import Story

NOTICE = "国务院办公厅关于2027年部分节假日安排的通知（假设）"


class House:
    """A centre, its administrator and its dispatcher."""

    def __init__(self, office: Office) -> None:
        self.office, self.people = office, factories.people_of(office)

    def admin(self, use_case: Any, **words: Any) -> Any:
        self.office.who = self.people[Role.ADMINISTRATOR]
        services = ".services." in use_case.__module__
        return (self.office.perform if services else self.office.ask)(use_case, **words)

    def registered(self, moment: datetime, *, sender: datetime | None = None) -> int:
        """Register and accept a 民生诉求 at a moment at the centre: three working days."""
        self.office.clock.moment = moment  # type: ignore[attr-defined]  # a FixedClock
        numbers = (ExternalNumberEntry("12345", "1", due_at=sender),) if sender else ()
        who = self.people[Role.DISPATCHER]
        saved = factories.register(
            self.office, who, nature=MatterNature.LIVELIHOOD, counterparts=(), external_numbers=numbers
        )
        return int(saved.matter_id)

    def year(self, year: int) -> CalendarEntry:
        entry = self.admin(calendar_year, year=year).entry
        assert isinstance(entry, CalendarEntry)
        return entry

    def change(
        self, before: CalendarEntry | None, entry: CalendarEntry, *, year: int = 2027, **how: Any
    ) -> Any:
        how.setdefault("recount", True)
        return self.admin(change_calendar, year=year, before=before, entry=entry, **how)

    def matter(self, matter_id: int) -> Matter:
        with Session(self.office.engine) as session:
            return session.get_one(Matter, matter_id)

    def events(self, matter_id: int) -> list[tuple[str, str]]:
        with Session(self.office.engine) as session:
            rows = session.execute(
                select(Event.tag, Event.words).where(Event.matter_id == matter_id).order_by(Event.seq)
            )
            return [(row.tag, row.words) for row in rows]


@pytest.fixture
def house(centre_place: str) -> Iterator[House]:
    office = factories.open_office(centre_place)
    office.clock_confirmed = True
    yield House(office)
    office.close()


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """Return the moment of an hour at the centre."""
    return datetime(year, month, day, hour, tzinfo=UTC) - timedelta(hours=8)


def with_days(entry: CalendarEntry, *days: DayEntry, **changes: Any) -> CalendarEntry:
    """Return a year with some days put in their place."""
    others = [day for day in entry.days if day.day not in {one.day for one in days}]
    return replace(entry, days=tuple(sorted([*others, *days])), **changes)


def new_year_2027(entry: CalendarEntry) -> CalendarEntry:
    """1 to 3 January off, Monday 4 January off too, Saturday 9 January worked."""
    off = [DayEntry(date(2027, 1, day), False, "元旦") for day in (1, 2, 3, 4)]
    return with_days(
        entry, *off, DayEntry(date(2027, 1, 9), True, "元旦调休上班"), confirmed=True, source=NOTICE
    )


def test_what_would_move_is_told_before_anything_is_written(house: House) -> None:
    # Wednesday 30 December: 31 December, 4 and 5 January → by the notice 31 December, 5 and 6 January
    moving = house.registered(at(2026, 12, 30))
    # Monday 28 December: due on Thursday 31 December, nothing of 2027 in it
    staying = house.registered(at(2026, 12, 28))
    house.office.clock.moment = at(2026, 12, 31)  # type: ignore[attr-defined]  # a FixedClock
    before = house.year(2027)
    effects = house.admin(calendar_effects, year=2027, entry=new_year_2027(before))
    assert effects == CalendarEffects(
        (Shift(date(2027, 1, 5), date(2027, 1, 6), 1),), settled=0, newly_late=0
    )
    assert effects.moved == 1
    assert house.year(2027) == before
    assert house.matter(moving).due_at == at(2027, 1, 5, 17)

    changed = house.change(before, new_year_2027(before))
    assert (changed.year, changed.recounted) == (2027, 1)
    moved = house.matter(moving)
    assert moved.due_at == at(2027, 1, 6, 17)
    assert not moved.due_provisional
    assert "1月1日至1月4日元旦不计" in moved.due_days["because"]
    assert "暂定" not in moved.due_days["because"]
    assert house.matter(staying).due_at == at(2026, 12, 31, 17)
    assert house.events(moving)[-1] == (
        "matter:recount",
        "2027年工作日历改变，时限由1月5日 周二 17:00改为1月6日 周三 17:00",
    )
    assert "matter:recount" not in dict(house.events(staying))
    house.office.who = house.people[Role.DISPATCHER]
    view = house.office.ask(matter_view, matter_id=moving)
    assert view.due_at == at(2027, 1, 6, 17)


def test_a_confirmed_year_makes_its_limits_sure(house: House) -> None:
    matter_id = house.registered(at(2026, 12, 30))
    before = house.year(2027)
    entry = replace(before, confirmed=True, source=NOTICE)
    effects = house.admin(calendar_effects, year=2027, entry=entry)
    assert (effects.moved, effects.settled) == (0, 1)
    assert house.change(before, entry).recounted == 1
    assert not house.matter(matter_id).due_provisional
    assert house.events(matter_id)[-1][1] == "2027年工作日历改变，时限1月5日 周二 17:00不再是暂定"
    assert house.admin(calendar_years)[-1] == (2027, True)


def test_only_the_calendar_may_be_changed(house: House) -> None:
    matter_id = house.registered(at(2026, 12, 30))
    before = house.year(2027)
    assert house.change(before, new_year_2027(before), recount=False).recounted == 0
    assert house.matter(matter_id).due_at == at(2027, 1, 5, 17)
    assert house.registered(at(2026, 12, 30)) != matter_id
    later = house.registered(at(2026, 12, 30))
    assert house.matter(later).due_at == at(2027, 1, 6, 17), "a new limit counts by the new days at once"


def test_a_limit_that_moves_earlier_may_be_late_at_once(house: House) -> None:
    matter_id = house.registered(at(2026, 12, 30))
    house.office.clock.moment = at(2027, 1, 5, 12)  # type: ignore[attr-defined]  # a FixedClock
    before = house.year(2027)
    entry = with_days(before, DayEntry(date(2027, 1, 2), True, "元旦调休上班"))  # a Saturday worked
    effects = house.admin(calendar_effects, year=2027, entry=entry)
    assert effects.shifts == (Shift(date(2027, 1, 5), date(2027, 1, 4), 1),)
    assert effects.newly_late == 1
    house.change(before, entry)
    assert house.matter(matter_id).due_at == at(2027, 1, 4, 17)


def test_a_senders_earlier_date_still_wins(house: House) -> None:
    sender = at(2027, 1, 4, 12)
    matter_id = house.registered(at(2026, 12, 30), sender=sender)
    assert house.matter(matter_id).due_at == sender
    before = house.year(2027)
    assert house.admin(calendar_effects, year=2027, entry=new_year_2027(before)).moved == 0
    house.change(before, new_year_2027(before))
    kept = house.matter(matter_id)
    assert kept.due_at == sender
    assert "1月6日 周三 17:00" in kept.due_days["because"], "its own limit by the new days is told beside it"


def test_what_has_ended_or_stands_still_is_left_alone(house: House) -> None:
    from desktop.entries.matters import EndingEntry
    from desktop.services.registering import register_matter
    from models.values.choices import Ending

    house.office.clock.moment = at(2026, 12, 30)  # type: ignore[attr-defined]  # a FixedClock
    house.office.who = house.people[Role.DISPATCHER]
    entry = factories.matter_entry(nature=MatterNature.ADVICE, counterparts=())
    house.office.perform(register_matter, entry=entry, ending=EndingEntry(Ending.ANSWER, "答复了"))
    before = house.year(2027)
    assert house.admin(calendar_effects, year=2027, entry=new_year_2027(before)).moved == 0


def test_it_is_taken_back_with_every_limit_that_moved(house: House) -> None:
    first, second = house.registered(at(2026, 12, 30)), house.registered(at(2026, 12, 30))
    before = house.year(2027)
    kept = [house.matter(matter_id).due_days for matter_id in (first, second)]
    house.change(before, new_year_2027(before))
    with Session(house.office.engine) as session:  # somebody acts on the second one meanwhile
        session.get_one(Matter, second).urgent = True
        session.commit()
    assert house.admin(undo_last).words == "修改2027年工作日历"
    assert house.year(2027) == before
    assert [house.matter(matter_id).due_days for matter_id in (first, second)] == kept
    assert [house.matter(matter_id).due_at for matter_id in (first, second)] == [at(2027, 1, 5, 17)] * 2
    assert all(house.matter(matter_id).due_provisional for matter_id in (first, second))
    assert house.events(first)[-1][1].startswith("撤回对2027年工作日历的修改，时限由1月6日")
    house.office.who = house.people[Role.DISPATCHER]
    assert house.office.ask(lambda work: work_calendar(work).is_working(date(2027, 1, 4)))
    with pytest.raises(OfficeError, match="没有可以撤回"):
        house.admin(undo_last)


def test_a_later_edit_by_another_stands_in_the_way_of_taking_back(house: House) -> None:
    before = house.year(2027)
    house.change(before, new_year_2027(before))
    other = factories.staff(house.office, "韩梅", factories.SAFETY, Role.ADMINISTRATOR)
    house.office.who = other
    now = house.office.ask(calendar_year, year=2027).entry
    assert now is not None
    house.office.perform(
        change_calendar, year=2027, before=now, entry=replace(now, source="另一个依据"), recount=True
    )
    with pytest.raises(OfficeError, match="又被改过"):
        house.admin(undo_last)


def test_a_year_that_was_never_entered(house: House) -> None:
    # Thursday 28 December 2028; 2029 is unknown: by weekdays, and it says so
    matter_id = house.registered(at(2028, 12, 28))
    matter = house.matter(matter_id)
    assert matter.due_at == at(2029, 1, 2, 17)
    assert matter.due_provisional
    assert "2029年的工作日历还没有录入，按周一至周五计算，暂定" in matter.due_days["because"]
    assert "2028、2029年" in matter.due_days["because"] or "2028" in matter.due_days["because"]
    assert house.admin(calendar_year, year=2029).entry is None
    entry = CalendarEntry((DayEntry(date(2029, 1, 1), False, "元旦"),), confirmed=False)
    assert house.change(None, entry, year=2029).recounted == 1
    assert house.matter(matter_id).due_at == at(2029, 1, 3, 17)
    assert house.admin(undo_last).words == "修改2029年工作日历"
    assert house.admin(calendar_year, year=2029).entry is None
    assert house.matter(matter_id).due_at == at(2029, 1, 2, 17)


@pytest.mark.parametrize(
    ("entry", "field", "said"),
    [
        (CalendarEntry((), confirmed=True, source=NOTICE), "days", "还没有填放假的日子"),
        (
            CalendarEntry((DayEntry(date(2027, 1, 1), False, "元旦"),), confirmed=True),
            "source",
            "请写明依据的放假通知",
        ),
        (CalendarEntry((DayEntry(date(2027, 1, 4), True, "上班"),)), "days", "1月4日本来就上班"),
        (CalendarEntry((DayEntry(date(2028, 1, 3), False, "元旦"),)), "days", "不在2027年"),
        (CalendarEntry((DayEntry(date(2027, 1, 4), False, "长" * 31),)), "name", "最多30个字"),
        (CalendarEntry((DayEntry(date(2027, 1, 4), False, "长" * 99),)), "name", "最多30个字"),
        (CalendarEntry(source="据" * 121), "source", "最多120个字"),
        (CalendarEntry(source="据" * 999), "source", "最多120个字"),
        (
            CalendarEntry((DayEntry(date(2027, 1, 4), False, "甲"), DayEntry(date(2027, 1, 4), False, "乙"))),
            "days",
            "写了两次",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    house: House, entry: CalendarEntry, field: str, said: str
) -> None:
    with pytest.raises(FormError) as refused:
        house.change(house.year(2027), entry)
    assert any(name == field and said in sentence for name, sentence in refused.value.faults)


def test_two_at_once_and_nothing_changed(house: House) -> None:
    before = house.year(2027)
    with pytest.raises(OfficeError, match="没有改动"):
        house.change(before, before)
    house.change(before, new_year_2027(before))
    with pytest.raises(ConflictError, match="刚才被别人改过"):
        house.change(before, replace(before, source="我的"))


def test_a_day_without_a_name_gets_one(house: House) -> None:
    before = house.year(2027)
    days = (DayEntry(date(2027, 3, 8), False, " "), DayEntry(date(2027, 3, 13), True, ""))
    house.change(before, with_days(before, *days))
    kept = {day.day: day.name for day in house.year(2027).days}
    assert (kept[date(2027, 3, 8)], kept[date(2027, 3, 13)]) == ("放假", "调休上班")


def test_a_confidential_matter_is_counted_and_never_named(house: House) -> None:
    house.office.clock.moment = at(2026, 12, 30)  # type: ignore[attr-defined]  # a FixedClock
    secret = factories.register(
        house.office,
        house.people[Role.DISPATCHER],
        nature=MatterNature.REPORT,
        counterparts=(),
        confidential=True,
    ).matter_id
    before = house.year(2027)
    assert house.admin(calendar_effects, year=2027, entry=new_year_2027(before)).moved == 1
    house.change(before, new_year_2027(before))
    assert house.matter(secret).due_at == at(2027, 1, 6, 17)
    with Session(house.office.engine) as session:
        told = session.scalars(select(Event.words).where(Event.tag == "calendar:change")).one()
    assert told == "修改2027年工作日历，4天，确认，重算1件事项的时限"


def test_the_term_of_a_case_goes_with_the_limit_of_its_matter(house: House) -> None:
    # 医疗纠纷: 30 working days (医疗纠纷预防和处理条例 38); accepted on Monday 23 November
    story = Story(house.office)
    story.dispatched()
    opened = story.opened(dispute_type="医疗纠纷")
    with Session(house.office.engine) as session:
        term = session.get_one(MediationCase, opened.case_id).due_on
    before = house.year(2027)
    first = house.matter(opened.matter_id)
    assert term is not None
    assert first.due_at is not None
    # 24 November to 31 December are 28 working days, 4 and 5 January the last two
    assert (term, day_of(first.due_at)) == (date(2027, 1, 5), date(2027, 1, 5))
    assert house.admin(calendar_effects, year=2027, entry=new_year_2027(before)).moved == 1
    house.change(before, new_year_2027(before))
    with Session(house.office.engine) as session:
        case = session.get_one(MediationCase, opened.case_id)
    assert case.due_on == date(2027, 1, 6)
    assert case.due_days["step"] == "mediate"
    assert case.due_days["because"] == house.matter(opened.matter_id).due_days["because"]
    house.admin(undo_last)
    with Session(house.office.engine) as session:
        assert session.get_one(MediationCase, opened.case_id).due_on == term
    assert house.matter(opened.matter_id).due_at == first.due_at


def test_the_kept_rule_is_counted_again_and_gives_what_was_written(house: House) -> None:
    matter_id = house.registered(at(2026, 12, 30))
    before = house.year(2027)
    house.change(before, new_year_2027(before))
    matter = house.matter(matter_id)
    house.office.who = house.people[Role.DISPATCHER]
    calendar = house.office.ask(work_calendar)
    again = recounted(matter.due_days, (), calendar)
    assert again is not None
    assert again.due_at == matter.due_at
