"""What the frame stands on: this PC's settings, the question about the date, the list of areas, the old Windows."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.areas import area_of, find_areas
from desktop.clock import FixedClock
from desktop.clock_question import clock_question, question_of
from desktop.errors import OfficeError
from desktop.front_door import front_door, step_in
from desktop.office import Office
from desktop.paths import default_database
from desktop.pc_settings import (
    FILE_NAME,
    LastLogin,
    PcSettings,
    read_pc_settings,
    save_pc_settings,
    usual_database,
)
from desktop.services.units import add_villages
from models.event import Event

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


# -- this PC


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    settings = PcSettings(
        theme="dark", base_point=13.0, desk="1 号窗", lock_minutes=20, database="/d/centre.db"
    )
    for number in range(6):
        login = LastLogin(f"u{number}", f"人{number}", number, "调度员")
        settings = settings.with_login("/d/centre.db", login)
    settings = settings.with_name("/d/centre.db", "云溪镇综治中心")
    save_pc_settings(settings, tmp_path)
    again = read_pc_settings(tmp_path)
    assert again == settings
    known = again.centre("/d/centre.db")
    assert known.name == "云溪镇综治中心"
    assert [login.login for login in known.logins] == ["u5", "u4", "u3", "u2"]
    assert again.without_logins("/d/centre.db").centre("/d/centre.db").logins == ()
    assert again.centre("/other.db").name == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"theme": "pink", "base_point": "x", "lock_minutes": null, "centres": [1, {"place": 2}]}',
    ],
)
def test_a_damaged_file_gives_the_usual_settings(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    assert read_pc_settings(tmp_path) == PcSettings()


def test_values_outside_their_limits_are_brought_back(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(json.dumps({"base_point": 99, "lock_minutes": 1}), encoding="utf-8")
    settings = read_pc_settings(tmp_path)
    assert (settings.base_point, settings.lock_minutes) == (16.0, 5)


def test_a_folder_that_is_gone_refuses_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="没有存下"):
        save_pc_settings(PcSettings(desk="x"), tmp_path / "gone")


def test_the_database_of_the_first_run_is_the_usual_one(tmp_path: Path) -> None:
    assert usual_database() == default_database()
    save_pc_settings(PcSettings(database=str(tmp_path / "centre.db")))
    assert usual_database() == tmp_path / "centre.db"


# -- the date


@pytest.mark.parametrize(
    ("passed", "asks"),
    [
        (timedelta(0), ""),
        (timedelta(minutes=-2), ""),
        (timedelta(minutes=-3), "还早"),
        (timedelta(days=-400), "还早"),
        (timedelta(days=1), ""),
        (timedelta(days=1, seconds=1), "已隔1天"),
        (timedelta(days=3650), "已隔3650天"),
    ],
)
def test_the_date_is_questioned_before_the_last_record_and_long_after(passed: timedelta, asks: str) -> None:
    question = question_of(NOW, NOW + passed)
    assert (question is not None) == bool(asks)
    assert asks in (question or "")


def test_a_confirmed_date_is_recorded_at_sign_in_and_lets_work_go_on(centre_sqlite: str) -> None:
    office = factories.open_office(centre_sqlite, factories.MONDAY - timedelta(days=3))
    question = front_door(office).question
    assert question is not None
    assert "2026年11月23日 周一" in question
    office.clock_confirmed = True
    who, _choices = step_in(office, "sunjianping", factories.PASSWORD)
    assert who.name == "孙建平"
    with Session(office.engine) as session:
        tags = session.scalars(select(Event.tag).order_by(Event.seq.desc()).limit(2)).all()
    assert tags == ["clock:confirm", "account:sign_in"]
    assert clock_question(office) is None
    office.close()


def test_without_confirming_nothing_is_saved_under_a_wrong_date(centre_sqlite: str) -> None:
    office = factories.open_office(centre_sqlite, factories.MONDAY - timedelta(days=3))
    office.sign_in("sunjianping", factories.PASSWORD)
    with pytest.raises(OfficeError, match="时间比最后一条记录还早"):
        office.perform(add_villages, names=("甲村",))
    office.close()


def test_an_unfounded_file_is_told_apart(sqlite_database: str) -> None:
    office = Office(sqlite_database, clock=FixedClock(NOW))
    office.open()
    assert not front_door(office).founded
    office.close()


def test_the_door_names_whom_to_ask(centre_sqlite: str) -> None:
    office = factories.open_office(centre_sqlite)
    door = front_door(office)
    assert door.founded
    assert not door.demo
    assert door.cards == ()
    assert door.administrators[0] == "孙建平"
    assert door.question is None
    office.close()


# -- areas


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("坊子 凤凰", "山东省潍坊市坊子区凤凰街道"),
        ("坊子区凤凰", "山东省潍坊市坊子区凤凰街道"),
        ("fzq fh", "山东省潍坊市坊子区凤凰街道"),
        ("370704003", "山东省潍坊市坊子区凤凰街道"),
        ("石碣", "广东省东莞市石碣镇"),
        ("东华门", "北京市东城区东华门街道"),
    ],
)
def test_a_town_is_found_by_name_initials_or_code(typed: str, first: str) -> None:
    assert find_areas(typed)[0].full_name == first


def test_a_surname_reading_is_no_hindrance() -> None:
    """单县 is read shan, 单 alone mostly dan: both find it."""
    for typed in ("sx bc", "dx bc"):
        assert "山东省菏泽市单县北城街道" in [area.full_name for area in find_areas(typed, limit=50)]


@pytest.mark.parametrize("typed", ["", "   ", "不存在的地方", "zzzzzz"])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    assert find_areas(typed) == ()


def test_a_code_names_its_town() -> None:
    area = area_of("370704003000")
    assert area is not None
    assert area.name == "凤凰街道"
    assert area_of("000000000") is None


@settings(deadline=None, max_examples=40)  # the list is read at the first example
@given(st.text(alphabet="坊子区凤凰abcdefghijklmnopqrstuvwxyz0123456789 ", max_size=8))
def test_what_is_found_fits_every_piece(typed: str) -> None:
    for area in find_areas(typed, limit=5):
        for piece in typed.split():
            assert piece in area.full_name or piece.isascii()
        assert len(area.code) == 9
