"""What the form's plain values make, without a window."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from desktop.entries.people import OrganisationEntry, PersonEntry
from models.values.choices import Channel, MatterNature, Willingness
from ui.reception.visit_values import EMPTY, form_field, has_something, names_in, not_got, read_values

TODAY = date(2026, 11, 23)
ASKED: dict[str, Any] = EMPTY | {"channel": "visit", "nature": "dispute", "story": "滴水"}


def test_an_empty_form_lacks_three_things() -> None:
    read = read_values(EMPTY, today=TODAY)
    assert read.entry is None
    assert [field for field, _sentence in read.faults] == ["channel", "nature", "story"]
    assert not has_something(EMPTY)
    assert has_something(EMPTY | {"nature": "advice"})


def test_the_three_required_values_are_enough() -> None:
    entry = read_values(ASKED, today=TODAY).entry
    assert entry is not None
    assert (entry.channel, entry.nature, entry.story) == (Channel.VISIT, MatterNature.DISPUTE, "滴水")
    assert (entry.visitor, entry.claimant, entry.headcount, entry.happened_at) == (None, None, 1, None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("张三", ["张三"]),
        ("张三、李四", ["张三", "李四"]),
        ("张三，李四, 王五；赵六", ["张三", "李四", "王五", "赵六"]),
        (" 、张三、 ", ["张三"]),
        ("阿依古丽·买买提", ["阿依古丽·买买提"]),
    ],
)
def test_names_are_split_at_commas_and_not_within(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def test_somebody_without_a_name_but_with_a_phone_is_a_visitor() -> None:
    entry = read_values(ASKED | {"withheld": True, "phone": "13800002417"}, today=TODAY).entry
    assert entry is not None
    assert entry.visitor == PersonEntry(phone="13800002417")


def test_what_another_nature_asked_is_not_kept() -> None:
    values = ASKED | {"counterparts": "张三", "willingness": "willing", "concerned": "3"}
    dispute = read_values(values, today=TODAY).entry
    report = read_values(values | {"nature": "report"}, today=TODAY).entry
    assert dispute is not None
    assert report is not None
    assert (dispute.counterparts, dispute.willingness) == ((PersonEntry(name="张三"),), Willingness.WILLING)
    assert dispute.concerned_unit_id is None
    assert (report.counterparts, report.willingness) == ((), Willingness.NOT_ASKED)
    assert report.concerned_unit_id == 3


def test_organisations_on_the_other_side() -> None:
    entry = read_values(
        ASKED | {"counterparts": "云溪建筑公司", "counterpart_units": True}, today=TODAY
    ).entry
    assert entry is not None
    assert entry.counterparts == (OrganisationEntry(name="云溪建筑公司"),)


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        ("", "", None),
        ("今天", "", None),
        ("昨天", "", datetime(2026, 11, 22, 4, 0, tzinfo=UTC)),
        ("11-20", "8:05", datetime(2026, 11, 20, 0, 5, tzinfo=UTC)),
        ("", "9点", datetime(2026, 11, 23, 1, 0, tzinfo=UTC)),
    ],
)
def test_when_it_happened(day: str, at: str, moment: datetime | None) -> None:
    entry = read_values(ASKED | {"happened_day": day, "happened_time": at}, today=TODAY).entry
    assert entry is not None
    assert entry.happened_at == moment


def test_a_sender_s_day_ends_at_its_closing_hour() -> None:
    rows = [{"system": "12345", "number": "26", "due": "11-24"}, {"system": "", "number": " ", "due": ""}]
    entry = read_values(ASKED | {"external": rows}, today=TODAY).entry
    assert entry is not None
    assert [number.due_at for number in entry.external_numbers] == [datetime(2026, 11, 24, 9, 0, tzinfo=UTC)]
    wrong = read_values(
        ASKED | {"external": [{"system": "12345", "number": "26", "due": "一号"}]}, today=TODAY
    )
    assert wrong.faults[0][0] == "external.0.due"


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("visitor.name", "visitor"),
        ("visitor.identity_number", "identity"),
        ("claimant.name", "claimant"),
        ("counterparts.2.name", "counterparts"),
        ("external_numbers.0", "external.0"),
        ("happened_at", "happened_day"),
        ("story", "story"),
    ],
)
def test_refusals_find_their_field(name: str, field: str) -> None:
    assert form_field(name) == field


def test_what_was_not_got_is_named_and_what_was_not_asked_is_not() -> None:
    assert not_got(ASKED) == ["姓名", "电话", "身份证号", "对方当事人", "类别", "村居", "调解意愿"]
    done = {"withheld": True, "no_phone": True, "outside": True, "category": "4", "nature": "advice"}
    assert not_got(ASKED | done) == []
