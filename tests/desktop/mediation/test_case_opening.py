"""Accepting a dispute for mediation: whose it is, its number, its mediators, its term."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediation_stories import ACCEPTED, Story, person
from sqlalchemy import select, update
from sqlalchemy.orm import Session

import factories
from desktop.deadlines.calendar import calendar_from_plans, shipped_year_plans
from desktop.entries.matters import ExternalNumberEntry
from desktop.errors import ConflictError, FormError, NotFoundError, OfficeError
from desktop.office import Office
from desktop.queries.case_proposals import case_by_number, proposed_case
from desktop.queries.matters import matter_view
from desktop.services.mediation.cases import edit_case
from models.centre import Category
from models.matter import Matter
from models.mediation import MediationCase
from models.values.case_number import case_number, parse_case_number
from models.values.choices import CaseSource, Channel, PartySide
from models.values.matter_states import AssignmentState, MatterState
from models.values.permissions import Role


def refused(story: Story, **changes: Any) -> dict[str, str]:
    """The fields that a faulty acceptance is refused at."""
    with pytest.raises(FormError) as refusal:
        story.opened(**changes)
    return dict(refusal.value.faults)


def test_taking_the_case_acknowledges_the_share(office: Office, story: Story) -> None:
    matter_id = story.dispatched()
    before = office.ask(matter_view, matter_id=matter_id)
    assert before.assignments[0].state == AssignmentState.PENDING
    story.opened()
    after = office.ask(matter_view, matter_id=matter_id)
    assert after.state == MatterState.ACKNOWLEDGED
    assert after.assignments[0].state == AssignmentState.ACKNOWLEDGED
    assert after.assignments[0].acknowledged_by == story.people[Role.MEDIATOR].name
    assert after.due_at is not None
    assert after.due_at.astimezone(UTC) == datetime(2026, 12, 23, 9, tzinfo=UTC)
    assert "30日" in after.due_because


def test_a_matter_of_another_unit_is_not_taken(office: Office, story: Story) -> None:
    saved = factories.register(office, story.people[Role.RECEPTIONIST])
    office.who = story.people[Role.MEDIATOR]
    story.matter_id = saved.matter_id
    with pytest.raises(NotFoundError):
        story.opened()


def test_a_second_case_of_one_matter_is_refused(story: Story) -> None:
    story.opened()
    assert refused(story) == {"matter_id": "这件事项已经立过调解案件。"}


IMPOSSIBLE: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"accepted_on": ACCEPTED + timedelta(days=1)}, "accepted_on", "不能晚于今天"),
    ({"accepted_on": ACCEPTED - timedelta(days=1)}, "accepted_on", "不能早于登记日期"),
    ({"name": " "}, "name", "请填写卷名"),
    ({"name": "长" * 121}, "name", "最多120个字"),
    ({"mediator_ids": ()}, "mediator_ids", "请选择人民调解员"),
    ({"mediator_ids": (99_999,)}, "mediator_ids", "不是人民调解员"),
    ({"presiding_id": 99_999}, "presiding_id", "主持调解员"),
    ({"number_by_hand": "云人调字1号"}, "number_by_hand", "写成"),
    ({"number_by_hand": "（2026）坊人调字第1号"}, "number_by_hand", "简称应是“云”"),
    ({"number_by_hand": "（2025）云人调字第1号"}, "number_by_hand", "卷号的年份是2025年"),
    ({"number_by_hand": "（2026）云人调字第0号"}, "number_by_hand", "1到999999"),
    ({"parties": (person(""),)}, "parties.0.who.name", "请填写姓名"),
)


def test_each_refusal_stands_at_its_field(office: Office, story: Story) -> None:
    story.dispatched()
    before = office.ask(matter_view, matter_id=story.matter_id)
    for changes, field, words in IMPOSSIBLE:
        assert words in refused(story, **changes)[field], changes
    assert office.ask(matter_view, matter_id=story.matter_id) == before


def test_every_fault_is_named_at_once(office: Office, story: Story) -> None:
    faults = refused(story, name="", mediator_ids=(), number_by_hand="x")
    assert set(faults) == {"name", "mediator_ids", "number_by_hand"}
    with Session(office.engine) as session:
        assert session.scalar(select(MediationCase.id)) is None
        assert session.scalar(select(Matter.state)) == MatterState.DISPATCHED


def test_numbers_run_on_and_a_refused_case_takes_none(office: Office, story: Story) -> None:
    refused(story, parties=(person(""),))
    assert story.opened().number == "（2026）云人调字第1号"
    assert Story(office).opened().number == "（2026）云人调字第2号"


def test_a_number_given_by_hand_moves_the_counter_past_it(office: Office, story: Story) -> None:
    opened = story.opened(number_by_hand="(2026)云人调字第 ４ 号")
    assert opened.number == "（2026）云人调字第4号"
    assert story.view().number_by_hand
    assert Story(office).opened().number == "（2026）云人调字第5号"
    assert Story(office).opened(number_by_hand="（2026）云人调字第2号").number == "（2026）云人调字第2号"
    assert Story(office).opened().number == "（2026）云人调字第6号"
    assert "已经用过" in refused(Story(office), number_by_hand="（2026）云人调字第2号")["number_by_hand"]


def test_a_number_is_taken_also_when_its_case_is_not_to_be_seen(office: Office, story: Story) -> None:
    story.opened(number_by_hand="（2026）云人调字第3号")
    with Session(office.engine) as session:
        session.execute(update(MediationCase).values(seen=0))
        session.commit()
    with pytest.raises(NotFoundError):
        office.ask(case_by_number, number="（2026）云人调字第3号")
    assert "已经用过" in refused(Story(office), number_by_hand="（2026）云人调字第3号")["number_by_hand"]


def test_the_series_is_that_of_the_year_of_acceptance(office: Office) -> None:
    factories.later(office, days=(date(2026, 12, 31) - ACCEPTED).days)
    first, second = Story(office), Story(office)
    first.dispatched()
    second.dispatched()
    factories.later(office, days=3)
    assert second.opened(accepted_on=date(2027, 1, 2)).number == "（2027）云人调字第1号"
    assert first.opened(accepted_on=date(2026, 12, 31)).number == "（2026）云人调字第1号"


def test_the_term_follows_source_and_type(office: Office) -> None:
    """30 days; labour 15 (劳动争议调解仲裁法 14); 委派 30, 委托 15 (特邀调解规定 27); day 1 is the next day."""
    for source, kind, due_on in (
        (CaseSource.APPLICATION, "邻里纠纷", date(2026, 12, 23)),
        (CaseSource.POLICE, "劳动人事争议·福利待遇", date(2026, 12, 8)),
        (CaseSource.COURT_DELEGATED, "合同纠纷", date(2026, 12, 23)),
        (CaseSource.COURT_ENTRUSTED, "合同纠纷", date(2026, 12, 8)),
    ):
        assert Story(office).opened(source=source, dispute_type=kind).due_on == due_on


def test_a_medical_dispute_has_thirty_working_days(story: Story) -> None:
    """医疗纠纷预防和处理条例 38."""
    calendar = calendar_from_plans(shipped_year_plans())
    day, left = ACCEPTED, 30
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working(day)
    assert story.opened(dispute_type="侵权相关纠纷·医疗损害").due_on == day


def test_a_senders_earlier_date_wins(story: Story) -> None:
    due_at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    story.dispatched(external_numbers=(ExternalNumberEntry("12345", "工单1", due_at=due_at),))
    assert story.opened().due_on == date(2026, 12, 1)


def test_what_a_matter_proposes(office: Office, story: Story) -> None:
    with Session(office.engine) as session:
        category = session.scalar(select(Category.id).where(Category.name == "用水排水通行通风采光"))
    story.dispatched(category_id=category, channel=Channel.POLICE)
    proposal = office.ask(proposed_case, matter_id=story.matter_id)
    assert proposal.name == "王秀英与张铉邻里纠纷"
    assert proposal.dispute_type == "邻里纠纷·用水排水通行通风采光"
    assert proposal.source is CaseSource.POLICE
    assert [(p.entry.who.name, p.entry.side, p.phone_mask) for p in proposal.parties] == [
        ("王秀英", PartySide.APPLICANT, "138****2417"),
        ("张铉", PartySide.RESPONDENT, ""),
    ]
    story.opened()
    assert story.view().dispute_type == "邻里纠纷·用水排水通行通风采光"


def test_name_and_mediators_may_be_put_right(office: Office, story: Story) -> None:
    story.opened()
    other = factories.staff(office, "钱二", factories.COMMITTEE, Role.MEDIATOR, mediator=True)
    assert other.staff_id is not None
    view = story.view()
    fields: dict[str, Any] = {
        "case_id": story.case_id,
        "name": "王秀英与张铉排水纠纷",
        "source": CaseSource.POLICE,
        "dispute_type": "邻里纠纷",
    }
    ids = (story.mediator_id, other.staff_id)
    office.perform(edit_case, version=view.version, mediator_ids=ids, presiding_id=other.staff_id, **fields)
    view = story.view()
    assert (view.name, view.source_words) == ("王秀英与张铉排水纠纷", "公安移送")
    assert [(row.name, row.presiding) for row in view.mediators] == [
        (story.people[Role.MEDIATOR].name, False),
        ("钱二", True),
    ]
    one = (other.staff_id,)
    office.perform(edit_case, version=view.version, mediator_ids=one, presiding_id=other.staff_id, **fields)
    assert [row.name for row in story.view().mediators] == ["钱二"]
    with pytest.raises(ConflictError) as conflict:
        office.perform(edit_case, version=1, mediator_ids=one, presiding_id=other.staff_id, **fields)
    assert conflict.value.theirs["name"] == "王秀英与张铉排水纠纷"


@given(
    short=st.sampled_from(["云", "坊", "柳林", "云溪镇"]),
    year=st.integers(1990, 2199),
    serial=st.integers(1, 999_999),
    brackets=st.sampled_from(["（）", "()", "〔〕", "[]", "［］", "【】"]),
    blank=st.sampled_from(["", " ", "　"]),
)
def test_a_number_reads_back_however_it_is_typed(
    short: str, year: int, serial: int, brackets: str, blank: str
) -> None:
    number = case_number(short, year, serial)
    assert re.fullmatch(r"（\d{4}）.+人调字第\d+号", number)
    typed = number.replace("（", brackets[0]).replace("）", brackets[1]).replace("第", f"第{blank}")
    assert parse_case_number(typed, short_name=short) == (year, serial)


@pytest.mark.parametrize(
    "text", ["", "1", "（2026）人调字第1号", "（26）云人调字第1号", "（2026）云调字第1号"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="卷号"):
        parse_case_number(text, short_name="云")


def test_a_matter_not_dispatched_says_what_to_do(office: Office, story: Story) -> None:
    both = factories.staff(office, "周全", factories.COMMITTEE, Role.MEDIATOR, Role.DISPATCHER, mediator=True)
    saved = factories.register(office, story.people[Role.RECEPTIONIST])
    office.who = both
    story.matter_id = saved.matter_id
    with pytest.raises(OfficeError) as refusal:
        story.opened()
    assert refusal.value.todo == "请调度员先把它分流给人民调解委员会。"


def test_two_clients_at_once_get_two_numbers(office: Office, story: Story, centre_place: str) -> None:
    story.dispatched()
    second = Story(factories.open_office(centre_place))
    second.dispatched()
    at_once = Barrier(2)

    def take(one: Story) -> str:
        at_once.wait()
        return one.opened().number

    with ThreadPoolExecutor(2) as clients:
        numbers = sorted(clients.map(take, (story, second)))
    second.office.close()
    assert numbers == ["（2026）云人调字第1号", "（2026）云人调字第2号"]
