"""卷号: when a committee gives them, several committees, oral series, numbers kept for the villages or void."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediation_stories import ACCEPTED, Story
from test_simple_cases import simple

import factories
from desktop.entries.units import BlockEntry, CommitteeEntry, UnitEntry
from desktop.errors import ConflictError, ForbiddenError, FormError, OfficeError
from desktop.office import Office
from desktop.queries.case_proposals import case_by_number
from desktop.queries.case_waiting import next_case_number
from desktop.queries.cases import case_list, case_view
from desktop.queries.codes import form_choices
from desktop.queries.matters import matter_view
from desktop.queries.numbers import CommitteeRow, NumberState, committee_list, number_list, runs
from desktop.queries.reminders import Clock, reminders
from desktop.services.committees import (
    add_committee,
    change_committee,
    close_committee,
    reopen_committee,
)
from desktop.services.mediation.cases import terminate_case
from desktop.services.mediation.late_entry import enter_case_late
from desktop.services.numbers import reserve_numbers, void_numbers
from desktop.services.units import add_unit
from models.values.case_number import NumberAt
from models.values.choices import SessionResult, UnitKind
from models.values.permissions import Role
from models.values.termination import Remedy, TerminationGround

ON_ONE = pytest.mark.parametrize("engine_name", ["sqlite"])
"""What does not depend on the engine is asked on one."""


def as_role(story: Story, role: Role, act: Any, **words: Any) -> Any:
    """Let somebody perform an act, then the mediator sits there again."""
    office = story.office
    office.who = story.people[role]
    try:
        return office.perform(act, **words)
    finally:
        office.who = story.people[Role.MEDIATOR]


def committees(story: Story) -> tuple[CommitteeRow, ...]:
    """The committees as the settings show them."""
    story.office.who = story.people[Role.ADMINISTRATOR]
    rows = story.office.ask(committee_list)
    story.office.who = story.people[Role.MEDIATOR]
    return rows


def entry_of(row: CommitteeRow, **changes: Any) -> CommitteeEntry:
    """A committee's form as it stands."""
    entry = CommitteeEntry(
        unit_id=row.unit_id,
        name=row.name,
        short_name=row.short_name,
        number_at=row.number_at,
        oral_series=row.oral_series,
        elected_on=row.elected_on,
    )
    return replace(entry, **changes)


def change(story: Story, **changes: Any) -> None:
    """Change the town's committee."""
    row = committees(story)[0]
    as_role(
        story,
        Role.ADMINISTRATOR,
        change_committee,
        committee_id=row.committee_id,
        version=row.version,
        entry=entry_of(row, **changes),
    )


def block(first: int, last: int, **changes: Any) -> BlockEntry:
    """Numbers of the town's committee of this year."""
    return replace(BlockEntry(committee_id=1, short_name="云", year=2026, first=first, last=last), **changes)


def refused(story: Story, act: Any, entry: BlockEntry | CommitteeEntry, **words: Any) -> dict[str, str]:
    """The fields at which a form is refused."""
    with pytest.raises(OfficeError) as refusal:
        as_role(story, Role.ADMINISTRATOR, act, entry=entry, **words)
    fault = refusal.value
    return dict(fault.faults) if isinstance(fault, FormError) else {fault.field or "": str(fault)}


def test_a_committee_that_numbers_at_the_agreement(office: Office, story: Story) -> None:
    change(story, number_at=NumberAt.AGREEMENT)
    assert office.ask(next_case_number, accepted_on=ACCEPTED) == "达成协议时给号"
    assert story.opened().number == "未编号"
    assert story.view().number == "未编号"
    assert office.ask(matter_view, matter_id=story.matter_id).case_number == "未编号"
    assert [row.number for row in office.ask(case_list)] == ["未编号"]
    first, story.matter_id = story.case_id, 0
    second, story.case_id = story.opened().case_id, first
    issued = story.issued()
    view = story.view()
    assert view.number == "（2026）云人调字第1号"
    assert view.agreement is not None
    assert view.agreement.number == view.number, "known before signing"
    assert issued.edition == 1
    assert office.ask(case_by_number, number="(2026)云人调字第1号") == story.case_id, (
        "found by it from now on"
    )
    story.sign(story.lines(office.clock.now().date()))
    assert story.view().number == view.number, "it never changes"
    change(story, number_at=NumberAt.ACCEPTANCE)
    story.case_id = second
    story.issued()
    assert story.view().number == "（2026）云人调字第2号", "given late rather than never"


@ON_ONE
def test_a_case_that_fails_gets_its_number_when_it_is_closed(office: Office, story: Story) -> None:
    change(story, number_at=NumberAt.AGREEMENT)
    story.mediated(result=SessionResult.FAILED)
    view = story.view()
    office.perform(
        terminate_case,
        case_id=story.case_id,
        version=view.version,
        ground=TerminationGround.NO_AGREEMENT,
        terminated_on=office.clock.now().date(),
        remedies=(Remedy.LITIGATION,),
    )
    assert story.view().number == "未编号"
    with pytest.raises(FormError):
        story.close(date(2020, 1, 1))
    assert story.view().number == "未编号", "a refused closing takes no number"
    story.close()
    assert story.view().number == "（2026）云人调字第1号"


@ON_ONE
def test_numbers_at_closing_also_reach_the_agreement(office: Office, story: Story) -> None:
    change(story, number_at=NumberAt.CLOSING)
    opened = office.perform(enter_case_late, entry=simple(story, "赵一", "钱二", closed_on=ACCEPTED))
    assert opened.number == "（2026）云人调字第1号"
    view = office.ask(case_view, case_id=opened.case_id)
    assert view.agreement is not None
    assert view.agreement.number == opened.number


@ON_ONE
def test_oral_cases_have_their_own_series(office: Office, story: Story) -> None:
    change(story, oral_series="云口")
    first = office.perform(enter_case_late, entry=simple(story, "赵一", "钱二"))
    second = office.perform(enter_case_late, entry=simple(story, "孙三", "李四"))
    assert [first.number, second.number] == ["（2026）云口人调字第1号", "（2026）云口人调字第2号"]
    assert story.opened().number == "（2026）云人调字第1号", "the other series is not touched"
    typed = simple(story, "周五", "吴六")
    typed = replace(typed, case=replace(typed.case, number_by_hand="（2026）云口人调字第7号"))
    assert office.perform(enter_case_late, entry=typed).number == "（2026）云口人调字第7号"
    change(story, short_name="溪")
    story.matter_id = story.case_id = 0
    assert story.opened().number == "（2026）溪人调字第1号", "a new short name begins a new series"


def test_kept_and_void_numbers_are_passed_over_and_explained(office: Office, story: Story) -> None:
    assert story.opened().number == "（2026）云人调字第1号"
    as_role(story, Role.ARCHIVIST, reserve_numbers, entry=block(2, 4, holder="柳林村"))
    as_role(story, Role.ARCHIVIST, void_numbers, entry=block(5, 5, reason="写坏一张"))
    assert office.ask(next_case_number, accepted_on=ACCEPTED) == "（2026）云人调字第6号"
    by_hand = simple(story, "赵一", "钱二")
    by_hand = replace(by_hand, case=replace(by_hand.case, number_by_hand="（2026）云人调字第3号"))
    assert office.perform(enter_case_late, entry=by_hand).number.endswith("第3号")
    again = simple(story, "孙三", "李四")
    for typed, why in (("3", "已经用过"), ("5", "已经作废（写坏一张）")):
        wrong = replace(again, case=replace(again.case, number_by_hand=f"（2026）云人调字第{typed}号"))
        with pytest.raises(FormError, match=why):
            office.perform(enter_case_late, entry=wrong)
    assert office.perform(enter_case_late, entry=again).number.endswith("第6号"), (
        "a kept number moves no counter"
    )
    far = simple(story, "周五", "吴六")
    far = replace(far, case=replace(far.case, number_by_hand="（2026）云人调字第9号"))
    office.perform(enter_case_late, entry=far)
    as_role(story, Role.DIRECTOR, void_numbers, entry=block(4, 4, reason="村里没有用上"))
    office.who = story.people[Role.ADMINISTRATOR]
    shown = office.ask(number_list, committee_id=1, short_name="云", year=2026)
    told = [(row.first, row.last, row.state.value, row.explained[:5]) for row in shown.rows]
    assert told == [
        (1, 1, "given", "1件案件"),
        (2, 2, "reserved", "留给柳林村"),
        (3, 3, "given", "1件案件"),
        (4, 4, "void", "村里没有用"),
        (5, 5, "void", "写坏一张"),
        (6, 6, "given", "1件案件"),
        (7, 8, "gap", "没有案件："),
        (9, 9, "given", "1件案件"),
    ]
    assert shown.next_number == "（2026）云人调字第10号"
    assert shown.years == (2026,)


@ON_ONE
def test_what_cannot_be_kept_or_void_is_refused_at_its_field(office: Office, story: Story) -> None:
    story.opened()
    as_role(story, Role.ADMINISTRATOR, reserve_numbers, entry=block(10, 19, holder="东关村"))
    as_role(story, Role.ADMINISTRATOR, void_numbers, entry=block(30, 30, reason="重号"))
    held = {"holder": "柳林村", "reason": "下村"}
    for act, entry, field, words in (
        (reserve_numbers, block(1, 3, **held), "first", "已经有案件"),
        (reserve_numbers, block(15, 25, **held), "first", "已经留给东关村"),
        (reserve_numbers, block(29, 31, **held), "first", "已经作废"),
        (reserve_numbers, block(0, 3, **held), "first", "第一个号请填1到"),
        (reserve_numbers, block(5, 0, **held), "last", "最后一个号请填1到"),
        (reserve_numbers, block(7, 5, **held), "last", "不能小于第一个号"),
        (reserve_numbers, block(9, 3, **held), "last", "不能小于"),
        (reserve_numbers, block(40, 2000, **held), "last", "一次最多"),
        (reserve_numbers, block(40, 41), "holder", "留给谁"),
        (reserve_numbers, block(40, 41, holder="村", reason="长" * 201), "reason", "200"),
        (reserve_numbers, block(40, 41, **held, year=2031), "year", "年份"),
        (reserve_numbers, block(40, 41, **held, short_name="别"), "short_name", "没有这个简称"),
        (void_numbers, block(1, 1, reason="写坏"), "first", "已经有案件"),
        (void_numbers, block(30, 30, reason="写坏"), "first", "已经作废"),
        (void_numbers, block(31, 31, reason=" "), "reason", "原因"),
    ):
        found = refused(story, act, entry)
        assert list(found) == [field], entry
        assert words in found[field]
    with pytest.raises(ForbiddenError):
        office.perform(void_numbers, entry=block(31, 31, reason="写坏"))


def test_several_committees(office: Office, story: Story) -> None:
    (town,) = committees(story)
    assert (town.next_number, town.term_ends_on) == ("（2026）云人调字第1号", None)
    traffic = CommitteeEntry(unit_id=factories.POLICE, name="云溪镇交通事故人民调解委员会", short_name="云交")
    made = as_role(story, Role.ADMINISTRATOR, add_committee, entry=traffic)
    village = as_role(story, Role.ADMINISTRATOR, add_unit, entry=UnitEntry("柳林村", kind=UnitKind.VILLAGE))
    for wrong, field in (
        (replace(traffic, unit_id=village, name="柳林村人民调解委员会", short_name="柳"), "unit_id"),
        (replace(traffic, unit_id=None), "unit_id"),
        (replace(traffic, unit_id=factories.JUSTICE, short_name="云物"), "name"),
        (replace(traffic, unit_id=factories.JUSTICE, name="会" * 61, short_name="云物"), "name"),
        (replace(traffic, unit_id=factories.JUSTICE, name="物业调委会"), "short_name"),
        (
            replace(traffic, unit_id=factories.JUSTICE, name="物业调委会", short_name="云人调字第"),
            "short_name",
        ),
        (
            replace(traffic, unit_id=factories.JUSTICE, name="物业调委会", short_name="物", oral_series="云"),
            "oral_series",
        ),
        (
            replace(traffic, unit_id=factories.JUSTICE, name="物业调委会", short_name="物", oral_series="物"),
            "oral_series",
        ),
        (
            replace(
                traffic,
                unit_id=factories.JUSTICE,
                name="物业调委会",
                short_name="物",
                elected_on=date(2030, 1, 1),
            ),
            "elected_on",
        ),
    ):
        assert field in refused(story, add_committee, wrong)
    as_role(
        story,
        Role.ADMINISTRATOR,
        reserve_numbers,
        entry=block(1, 9, committee_id=made, short_name="云交", holder="村"),
    )
    rows = committees(story)
    assert [row.next_number for row in rows] == ["（2026）云人调字第1号", "（2026）云交人调字第10号"]
    change(story, elected_on=date(2024, 1, 5))
    (due,) = office.ask(reminders, clock=Clock.COMMITTEE)
    assert (due.name, due.due_on) == (town.name, date(2027, 1, 5))
    story.opened()
    with pytest.raises(OfficeError, match="没有结案"):
        as_role(
            story, Role.ADMINISTRATOR, close_committee, committee_id=1, version=committees(story)[0].version
        )
    assert "unit_id" in refused(
        story,
        change_committee,
        entry_of(committees(story)[0], unit_id=factories.JUSTICE),
        committee_id=1,
        version=committees(story)[0].version,
    )
    as_role(story, Role.ADMINISTRATOR, close_committee, committee_id=made, version=rows[1].version)
    with pytest.raises(ConflictError):
        as_role(story, Role.ADMINISTRATOR, reopen_committee, committee_id=made, version=rows[1].version)
    as_role(
        story, Role.ADMINISTRATOR, reopen_committee, committee_id=made, version=committees(story)[1].version
    )
    assert all(row.active for row in committees(story))


def test_two_committees_of_one_unit(office: Office, story: Story) -> None:
    village = CommitteeEntry(unit_id=factories.COMMITTEE, name="柳林村人民调解委员会", short_name="柳林")
    other = replace(village, unit_id=factories.POLICE, name="云溪镇治安人民调解委员会", short_name="云治")
    made = as_role(story, Role.ADMINISTRATOR, add_committee, entry=village)
    foreign = as_role(story, Role.ADMINISTRATOR, add_committee, entry=other)
    assert [
        (row.committee_id, row.name) for row in office.ask(form_choices).committees_at(village.unit_id)
    ] == [
        (1, committees(story)[0].name),
        (made, village.name),
    ]
    assert office.ask(next_case_number, accepted_on=ACCEPTED) == "（2026）云人调字第1号", (
        "the first one by itself"
    )
    assert office.ask(next_case_number, accepted_on=ACCEPTED, committee_id=made) == "（2026）柳林人调字第1号"
    assert office.ask(next_case_number, accepted_on=ACCEPTED, committee_id=foreign) == ""
    with pytest.raises(OfficeError) as refusal:
        story.opened(committee_id=foreign)
    assert refusal.value.field == "committee_id"
    assert story.opened(committee_id=made).number == "（2026）柳林人调字第1号"
    assert story.view().committee_name == village.name, "as on its seal, on every paper"
    late = simple(story, "赵一", "钱二")
    late = replace(late, case=replace(late.case, committee_id=made))
    assert office.perform(enter_case_late, entry=late).number == "（2026）柳林人调字第2号"
    wrong = replace(late, case=replace(late.case, committee_id=foreign))
    with pytest.raises(OfficeError) as refusal:
        office.perform(enter_case_late, entry=wrong)
    assert refusal.value.field == "case.committee_id"
    town = committees(story)[0]
    as_role(story, Role.ADMINISTRATOR, close_committee, committee_id=1, version=town.version)
    assert office.ask(next_case_number, accepted_on=ACCEPTED) == "（2026）柳林人调字第3号", (
        "the unit still mediates"
    )


SPANS = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 6), st.booleans()), max_size=5)


@given(st.sets(st.integers(1, 40), max_size=12), SPANS, st.integers(0, 45))
def test_every_number_stands_in_one_run(
    serials: set[int], spans: list[tuple[int, int, bool]], last: int
) -> None:
    blocks = [(first, first + more, void) for first, more, void in spans]
    found = runs(sorted(serials), blocks, last)
    shown = {serial: run.state for run in found for serial in range(run.first, run.last + 1)}
    assert sum(run.count for run in found) == len(shown), "each number once"
    assert [run.first for run in found] == sorted(run.first for run in found)
    assert set(range(1, last + 1)) <= set(shown), "none left out"
    known = serials.union(*(range(first, end + 1) for first, end, _void in blocks))
    assert set(shown) == known.union(range(1, last + 1))
    for serial, state in shown.items():
        void = any(first <= serial <= end for first, end, is_void in blocks if is_void)
        kept = any(first <= serial <= end for first, end, is_void in blocks if not is_void)
        wanted = (
            NumberState.GIVEN
            if serial in serials
            else NumberState.VOID
            if void
            else NumberState.RESERVED
            if kept
            else NumberState.GAP
        )
        assert state is wanted
