"""A demo centre on the disk: founded, filled, kept or gone; what waits while its past is told."""

from __future__ import annotations

import os
import random
import shlex
import tempfile
import threading
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from demo_told import NOW
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.clock import FixedClock, day_of
from desktop.demo.filling import fill_demo
from desktop.demo.founding import found_demo
from desktop.demo.people import Town
from desktop.demo.running import DemoCentre, Outcome, door_command, run_demo
from desktop.drafts import Drafts
from desktop.errors import OfficeError
from desktop.office import Office
from desktop.paths import drafts_file
from desktop.queries.worklist import Shelf, worklist
from desktop.services.registering import register_matter
from models.event import Event
from models.matter import Matter


def nothing(_done: int, _total: int, _words: str) -> None:
    """Take no notice of progress."""


class StoppedError(Exception):
    """What a closed window raises from a progress report."""


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[DemoCentre]:
    """Return a demo centre that is kept, founded but not filled."""
    centre = DemoCentre(tmp_path / "demo", clock=FixedClock(NOW))
    centre.found()
    centre.office.open()
    yield centre
    centre.end()


def events(place: str) -> list[tuple[str, datetime]]:
    """Return tag and moment of recording of every event."""
    office = Office(place)
    office.open()
    with Session(office.engine) as session:
        found = [
            (event.tag, event.recorded_at) for event in session.scalars(select(Event).order_by(Event.seq))
        ]
    office.close()
    return found


def begin(monkeypatch: pytest.MonkeyPatch, *, days: int = 12) -> None:
    """Let the past be told only up to some days after its begin: the rest takes too long."""
    from desktop.demo import filling

    real = filling.tell

    def shorter(*args: object, until: datetime, **kwargs: object) -> int:
        return real(*args, until=NOW - timedelta(days=182 - days), **kwargs)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(filling, "tell", shorter)


def test_whoever_signs_in_while_the_past_is_told_reads_at_once_and_is_recorded_last(
    centre: DemoCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(monkeypatch)
    who = centre.office.sign_in("wangmin", "")
    assert who.name == "王敏"
    assert centre.office.ask(worklist, shelf=Shelf.ALL) == ()
    saved: list[str] = []

    def save() -> None:
        done = centre.office.perform(
            register_matter, entry=factories.matter_entry(), ending=factories.accept()
        )
        saved.append(done.code)

    thread = threading.Thread(target=save)
    thread.start()
    thread.join(0.3)
    assert thread.is_alive()
    centre.fill(nothing)
    thread.join(20)
    assert saved == [f"990001101-2026-{len(centre.office.ask(worklist, shelf=Shelf.ALL)):06d}"]
    kept = events(centre.place)
    assert [tag for tag, _moment in kept[-2:]] == ["account:sign_in", "matter:register"]
    assert [moment for _tag, moment in kept] == sorted(moment for _tag, moment in kept)


def test_what_a_killed_demo_left_goes_a_week_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, new, other = (tmp_path / name for name in ("onestop-demo-old", "onestop-demo-new", "letters"))
    for folder in (old, new, other):
        folder.mkdir()
        (folder / "centre.db").touch()
    for folder in (old, other):
        os.utime(folder, (0, 0))
    centre = DemoCentre()
    assert sorted(tmp_path.iterdir()) == sorted([new, other, centre.folder])
    centre.end()


def test_a_wrong_password_is_refused_also_while_the_past_is_told(centre: DemoCentre) -> None:
    with pytest.raises(OfficeError, match="登录名或密码不对"):
        centre.office.sign_in("wangmin", "x")
    with pytest.raises(OfficeError, match="登录名或密码不对"):
        centre.office.sign_in("niemand", "")


def test_a_filling_that_is_cut_off_lets_acts_through_and_begins_anew_the_next_time(
    centre: DemoCentre, tmp_path: Path
) -> None:
    def stop(done: int, _total: int, _words: str) -> None:
        if done > 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        centre.fill(stop)
    centre.office.sign_in("wangmin", "")
    centre.office.perform(register_matter, entry=factories.matter_entry(), ending=factories.accept())
    centre.end()
    again = DemoCentre(tmp_path / "demo", clock=FixedClock(NOW))
    again.found()
    assert Counter(tag for tag, _moment in events(again.place))["matter:register"] == 0
    again.end()


def test_a_kept_centre_is_opened_again_not_founded(
    centre: DemoCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(monkeypatch)
    centre.fill(nothing)
    centre.end()
    before = events(centre.place)
    again = DemoCentre(centre.folder, clock=FixedClock(NOW + timedelta(days=3)))
    again.found()
    again.fill(nothing)
    assert events(again.place) == before
    again.office.sign_in("chenguifang", "")
    assert [tag for tag, _moment in events(again.place)[len(before) :]] == ["account:sign_in"]
    again.end()
    assert Path(again.place).exists()


def test_a_real_centre_in_the_folder_is_never_touched(tmp_path: Path) -> None:
    factories.new_office(str(tmp_path / "centre.db")).close()
    before = (tmp_path / "centre.db").read_bytes()
    centre = DemoCentre(tmp_path, clock=FixedClock(NOW))
    with pytest.raises(OfficeError, match="不是演示中心"):
        centre.found()
    centre.end()
    assert (tmp_path / "centre.db").read_bytes() == before
    assert not (tmp_path / "centre.filling").exists()


def test_a_centre_that_is_not_kept_goes_with_its_drafts(onestop_home: Path) -> None:
    centre = DemoCentre(clock=FixedClock(NOW))
    centre.found()
    drafts = Drafts(drafts_file(centre.place), clock=FixedClock(NOW))
    drafts.drafts_of(1)
    drafts.close()
    assert list(onestop_home.rglob("drafts-*"))
    assert centre.folder.is_dir()
    centre.end()
    assert not centre.folder.exists()
    assert not list(onestop_home.rglob("drafts-*"))


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OfficeError, match="不能建立文件夹"):
        DemoCentre(tmp_path / "file" / "demo")


def arguments(**changes: object) -> Namespace:
    """Return parsed arguments of --demo."""
    return Namespace(**{"keep": None, "seed": None, **changes})


def test_with_a_display_the_window_is_shown_and_its_code_returned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[DemoCentre] = []

    def show(centre: DemoCentre) -> int:
        seen.append(centre)
        return 7

    assert run_demo(arguments(keep=tmp_path, seed=5), display=True, show=show, drive=never) == 7
    assert (seen[0].kept, seen[0].seed, seen[0].folder) == (True, 5, tmp_path)
    assert capsys.readouterr().out == f"演示中心留在{tmp_path / 'centre.db'}\n"


def never(_centre: DemoCentre) -> Outcome:
    """Stand in for the drive where it must not be called."""
    raise AssertionError


def test_without_a_display_the_outcome_is_said_and_the_command_to_print_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = tmp_path / "一站解文书" / "人民调解协议书（2026）云人调字第28号.pdf"
    outcome = Outcome("（2026）云人调字第28号", ("王䶮", "李㛃"), pdf, "chenguifang")

    def show(_centre: DemoCentre) -> int:
        raise AssertionError

    code = run_demo(arguments(keep=tmp_path / "k"), display=False, show=show, drive=lambda _centre: outcome)
    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert "没有屏幕" in lines[0]
    assert lines[1:4] == [f"卷号：{outcome.number}", "当事人：王䶮、李㛃", f"协议书：{pdf}"]
    assert "print （2026）云人调字第28号 --out " in lines[4]
    assert f"--database {tmp_path / 'k' / 'centre.db'} --as chenguifang" in lines[4]
    run_demo(arguments(), display=False, show=show, drive=lambda _centre: outcome)
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_the_command_is_split_by_a_shell_as_it_was_meant(tmp_path: Path) -> None:
    folder = tmp_path / "演示 中心's"
    centre = DemoCentre(folder, clock=FixedClock(NOW))
    outcome = Outcome("（2026）云人调字第28号", ("王䶮",), tmp_path / "甲 乙.pdf", "chenguifang")
    words = shlex.split(door_command(centre, outcome, tmp_path / "丙 丁.pdf"))
    centre.end()
    at = words.index("print")
    assert words[at:] == [
        "print",
        "（2026）云人调字第28号",
        "--out",
        str(tmp_path / "丙 丁.pdf"),
        "--database",
        str(folder / "centre.db"),
        "--as",
        "chenguifang",
    ]
    assert words[0].endswith("onestop") or words[1:at] == ["-m", "desktop"]


def test_the_same_seed_invents_the_same_people_another_others() -> None:
    def people(seed: int) -> list[tuple[str, str, str]]:
        town = Town(day_of(NOW), random.Random(seed))
        return [(one.name, one.phone, one.identity_number) for one in town.residents]

    assert people(1) == people(1)
    assert len(set(people(1)) & set(people(2))) == 0


def test_the_same_seed_tells_the_same_matters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(monkeypatch, days=25)
    told = []
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        place = str(tmp_path / f"{name}.db")
        found_demo(place, NOW)
        fill_demo(place, now=NOW, seed=seed, progress=nothing)
        office = Office(place)
        office.open()
        with Session(office.engine) as session:
            told.append([(m.code, m.title, m.story, m.happened_at) for m in session.scalars(select(Matter))])
        office.close()
    assert len(told[0]) > 10
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_the_past_may_also_cross_the_new_year_and_end_on_a_night_of_a_weekend(tmp_path: Path) -> None:
    place, now = str(tmp_path / "centre.db"), datetime(2027, 2, 27, 16, 40, tzinfo=UTC)
    found_demo(place, now)
    fill_demo(place, now=now, seed=1, progress=nothing)
    office = Office(place)
    office.open()
    with Session(office.engine) as session:
        years = Counter(session.scalars(select(Matter.year)))
    office.close()
    assert set(years) == {2026, 2027}
    assert years.total() >= 190
