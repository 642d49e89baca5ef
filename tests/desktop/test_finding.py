"""F3 on both engines, told as people type: whatever they remember of a matter finds it, the newest first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

import factories
from desktop.entries.matters import ExternalNumberEntry
from desktop.entries.people import PersonEntry
from desktop.errors import OfficeError
from desktop.office import Office
from desktop.queries.history import found_matters, matters_by_id
from desktop.search.find import is_whole_number
from desktop.services.finding import find_by_number
from models.event import Event
from models.matter import Matter
from models.values.permissions import Role

sys.path.append(str(Path(__file__).parent / "mediation"))
from mediation_stories import Story

PHONE, OTHER = "13800002417", "13900008866"


@pytest.fixture
def office(centre_place: str) -> Iterator[Office]:
    """A centre with three matters: of 单雄信, of 曾秀英 twice."""
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.DISPATCHER]
    register(
        office,
        PersonEntry(name="单雄信", phone=PHONE, identity_number=factories.ID_NUMBER),
        story="东院墙外的排水沟被堵，下雨就灌进院子。",
        external_numbers=(
            ExternalNumberEntry("12345", "2611-190087"),
            ExternalNumberEntry("信访", "370704202611230012"),
        ),
    )
    register(office, PersonEntry(name="曾秀英", phone=OTHER), story="楼上漏水，泡了厨房。")
    register(office, PersonEntry(name="曾秀英", phone=OTHER), story="楼上又漏水，这回是卧室。")
    yield office
    office.close()


def register(office: Office, visitor: PersonEntry, **changes: Any) -> int:
    who = office.who
    assert who is not None
    return int(factories.register(office, who, visitor=visitor, counterparts=(), **changes).matter_id)


def found(office: Office, text: str, **how: Any) -> list[tuple[str, int]]:
    return [(why, row.matter_id) for why, row in office.ask(found_matters, text=text, **how)]


@pytest.mark.parametrize(
    ("typed", "why", "matters"),
    [
        ("370704101-2026-000001", "code", [1]),
        ("2026-000001", "code", [1]),
        ("2026-1", "code", [1]),
        ("000001", "code_tail", [1]),  # the last six digits
        ("１", "code_tail", [1]),
        ("2611-190087", "external", [1]),
        ("２６１１１９００８７", "external", [1]),  # full-width, without its dash
        ("2611", "external", [1]),
        ("单雄信", "name", [1]),
        ("曾秀英", "name", [3, 2]),
        ("单雄", "name", [1]),  # two characters suffice
        ("sxx", "initials", [1]),  # 单 as a surname: shàn
        ("dxx", "initials", [1]),  # as most people would read it
        ("cxx", "initials", [1]),
        ("shanxiongxin", "pinyin", [1]),
        ("danxiong", "pinyin", [1]),
        ("zxy", "initials", [3, 2]),  # 曾: zēng
        ("cxy", "initials", [3, 2]),  # and céng
        ("cengxiuying", "pinyin", [3, 2]),
        ("ZENGXIUYING", "pinyin", [3, 2]),
        ("2417", "phone_tail_hash", [1]),
        ("漏水", "text", [3, 2]),
        ("楼上 卧室", "text", [3]),
        ("排水沟", "text", [1]),
        ("卧室 排水", "", []),
        ("没人叫这个", "", []),
    ],
)
def test_what_is_remembered_finds_it(office: Office, typed: str, why: str, matters: list[int]) -> None:
    hits = found(office, typed)
    assert [matter for _why, matter in hits] == matters
    assert {kind for kind, _matter in hits} <= {why}


def test_a_case_is_found_by_its_number(office: Office) -> None:
    story = Story(office)
    story.dispatched()
    story.opened()
    office.who = factories.people_of(office)[Role.DISPATCHER]
    for typed in (
        "（2026）云人调字第1号",
        "(2026)云人调字第1号",
        "〔2026〕云人调字第1号",
        "云人调字第1号",
        "云人调",
    ):
        hits = found(office, typed)
        assert [matter for _why, matter in hits] == [story.matter_id], typed


# -- somebody's whole number is an act with an event


def events(office: Office) -> list[tuple[str, str]]:
    with Session(office.engine) as session:
        rows = session.execute(select(Event.tag, Event.words).where(Event.tag == "search:number"))
        return [(row.tag, row.words) for row in rows]


@pytest.mark.parametrize(
    ("typed", "by", "matters"),
    [
        (PHONE, "电话", (1,)),
        ("138 0000 2417", "电话", (1,)),
        ("+86 138-0000-2417", "电话", (1,)),
        ("１３９００００８８６６", "电话", (3, 2)),
        (factories.ID_NUMBER, "证件号", (1,)),
        (factories.ID_NUMBER.lower(), "证件号", (1,)),
        ("13700000000", "电话", ()),
    ],
)
def test_a_whole_number_finds_by_an_act_and_never_without(
    office: Office, typed: str, by: str, matters: tuple[int, ...]
) -> None:
    assert is_whole_number(typed)
    assert found(office, typed) == [], "looking is an act: the mere search finds nothing"
    assert events(office) == []
    answer = office.perform(find_by_number, text=typed)
    assert (answer.by, answer.matter_ids) == (by, matters)
    assert events(office) == [("search:number", f"按{by}查找，找到{len(matters)}件")]


def test_another_systems_number_that_looks_like_an_id_number_is_still_found(office: Office) -> None:
    assert is_whole_number("370704202611230012")
    assert office.perform(find_by_number, text="370704202611230012").matter_ids == ()
    assert found(office, "370704202611230012") == [("external", 1)]


def test_what_is_no_whole_number_is_refused(office: Office) -> None:
    for typed in ("2417", "单雄信", "1380000241", ""):
        with pytest.raises(OfficeError, match="请填写完整"):
            office.perform(find_by_number, text=typed)
    assert events(office) == []


def test_a_hidden_matter_is_neither_found_nor_counted(office: Office) -> None:
    secret = register(office, PersonEntry(name="单雄信", phone=PHONE), confidential=True)
    assert office.perform(find_by_number, text=PHONE).matter_ids == (secret, 1)
    office.who = factories.people_of(office)[Role.RECEPTIONIST]
    assert office.perform(find_by_number, text=PHONE).matter_ids == (1,)
    assert events(office)[-1][1] == "按电话查找，找到1件"
    assert [matter for _why, matter in found(office, "单雄信")] == [1]


def test_a_merged_matter_stands_for_the_one_it_went_into(office: Office) -> None:
    with Session(office.engine) as session:
        session.execute(update(Matter).where(Matter.id == 3).values(merged_into_id=2, state="terminated"))
        session.commit()
    assert office.perform(find_by_number, text=OTHER).matter_ids == (2,)
    assert [matter for _why, matter in found(office, "000003")] == [2]
    assert [row.matter_id for row in office.ask(matters_by_id, ids=(2,))] == [2]


def test_the_newest_comes_first_and_no_more_than_wanted(office: Office) -> None:
    made = [register(office, PersonEntry(name="曾秀英"), story="楼上漏水。") for _one in range(6)]
    assert [matter for _why, matter in found(office, "漏水", limit=4)] == made[:1:-1]
    assert [matter for _why, matter in found(office, "zxy", limit=4)] == made[:1:-1]
