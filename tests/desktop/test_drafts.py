"""Nothing typed is lost: drafts survive a kill, a damaged file, a full disk; and belong to their account."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.clock import FixedClock
from desktop.drafts import Draft, Drafts
from desktop.errors import OfficeError

START = datetime(2026, 1, 7, 8, 30, tzinfo=UTC)
PAYLOAD = {"name": "单𬭎", "phone": "13800002417", "people": [{"name": "张三"}], "count": 2}


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
def drafts(tmp_path: Path, clock: FixedClock) -> Drafts:
    opened = Drafts(tmp_path / "drafts.db", clock=clock)
    yield opened
    opened.close()


def test_a_draft_comes_back_as_it_was(drafts: Drafts, tmp_path: Path, clock: FixedClock) -> None:
    saved = drafts.save("d1", account=3, form="reception.visit", payload=PAYLOAD, payload_format=2)
    assert drafts.load("d1", account=3) == saved
    drafts.close()
    again = Drafts(tmp_path / "drafts.db", clock=clock)
    assert again.load("d1", account=3) == Draft("d1", 3, "reception.visit", "", None, 2, PAYLOAD, START)
    again.close()


def test_saving_again_replaces(drafts: Drafts, clock: FixedClock) -> None:
    drafts.save("d1", account=3, form="case", record="case:7", base_version=4, payload={"a": 1})
    clock.moment += timedelta(seconds=3)
    drafts.save("d1", account=3, form="case", record="case:7", base_version=4, payload={"a": 12})
    (only,) = drafts.drafts_of(3)
    assert (only.payload, only.base_version, only.saved_at) == ({"a": 12}, 4, START + timedelta(seconds=3))


def test_a_draft_belongs_to_its_account(drafts: Drafts) -> None:
    drafts.save("d1", account=3, form="case", payload={"a": 1})
    assert drafts.load("d1", account=4) is None
    assert drafts.drafts_of(4) == []
    assert drafts.discard("d1", account=4) is False
    with pytest.raises(OfficeError, match="另一个账号"):
        drafts.save("d1", account=4, form="case", payload={"a": 2})
    assert drafts.load("d1", account=3).payload == {"a": 1}


def test_the_list_is_by_form_and_record_and_latest_first(drafts: Drafts, clock: FixedClock) -> None:
    for place, (form, record) in enumerate(
        [("visit", ""), ("case", "case:7"), ("visit", ""), ("case", "case:8")]
    ):
        clock.moment = START + timedelta(seconds=place)
        drafts.save(f"d{place}", account=3, form=form, record=record, payload={})
    assert [draft.id for draft in drafts.drafts_of(3)] == ["d3", "d2", "d1", "d0"]
    assert [draft.id for draft in drafts.drafts_of(3, form="visit")] == ["d2", "d0"]
    assert [draft.id for draft in drafts.drafts_of(3, record="case:7")] == ["d1"]


def test_discarded_drafts_leave_no_trace_in_the_file(drafts: Drafts, tmp_path: Path) -> None:
    drafts.save("d1", account=3, form="visit", payload={"story": "seldom seen words"})
    assert drafts.discard("d1", account=3) is True
    assert drafts.discard("d1", account=3) is False
    drafts.close()
    assert b"seldom seen" not in (tmp_path / "drafts.db").read_bytes()


def test_drafts_go_after_thirty_days(drafts: Drafts, clock: FixedClock) -> None:
    drafts.save("old", account=3, form="visit", payload={})
    clock.moment += timedelta(seconds=1)
    drafts.save("new", account=3, form="visit", payload={})
    clock.moment = START + timedelta(days=30)
    assert drafts.expire() == 0
    clock.moment += timedelta(seconds=1)
    assert drafts.expire() == 1
    assert [draft.id for draft in drafts.drafts_of(3)] == ["new"]


@pytest.mark.parametrize(
    "damage", [b"this is no database at all, only words", b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_damaged_file_is_set_aside(tmp_path: Path, clock: FixedClock, damage: bytes) -> None:
    path = tmp_path / "drafts.db"
    path.write_bytes(damage)
    drafts = Drafts(path, clock=clock)
    assert drafts.set_aside == tmp_path / "drafts-damaged-20260107-163000.db"
    assert drafts.set_aside.read_bytes() == damage
    drafts.save("d1", account=3, form="visit", payload=PAYLOAD)
    assert drafts.load("d1", account=3).payload == PAYLOAD
    drafts.close()


def test_damage_while_it_is_open_loses_only_what_was_there(drafts: Drafts, tmp_path: Path) -> None:
    for place in range(50):
        drafts.save(f"d{place}", account=3, form="visit", payload={"story": "长" * 2000})
    drafts.close()
    path = tmp_path / "drafts.db"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xee" * (len(content) - 4096)
    path.write_bytes(content)
    assert drafts.drafts_of(3) == []
    assert drafts.set_aside is not None
    drafts.save("after", account=3, form="visit", payload=PAYLOAD)
    assert [draft.id for draft in drafts.drafts_of(3)] == ["after"]


def test_a_damaged_payload_is_left_out(drafts: Drafts, tmp_path: Path) -> None:
    drafts.save("d1", account=3, form="visit", payload={"a": 1})
    drafts.save("d2", account=3, form="visit", payload={"a": 2})
    connection = sqlite3.connect(tmp_path / "drafts.db")
    connection.execute("UPDATE draft SET payload = '{\"a\": ' WHERE id = 'd1'")
    connection.commit()
    connection.close()
    assert [draft.id for draft in drafts.drafts_of(3)] == ["d2"]


def test_a_full_disk_is_said_plainly_and_keeps_the_earlier_state(drafts: Drafts) -> None:
    drafts.save("d1", account=3, form="visit", payload={"a": 1})
    pages = drafts._open().execute("PRAGMA page_count").fetchone()[0]
    drafts._open().execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(OfficeError, match="磁盘已满，草稿没有存下"):
        drafts.save("d1", account=3, form="visit", payload={"story": "长" * 50_000})
    assert drafts.load("d1", account=3).payload == {"a": 1}


def test_saving_from_many_threads(drafts: Drafts) -> None:
    def save(thread: int) -> None:
        for place in range(20):
            drafts.save(f"t{thread}", account=thread, form="visit", payload={"n": place})

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [drafts.load(f"t{number}", account=number).payload["n"] for number in range(6)] == [19] * 6


def test_a_killed_process_leaves_its_draft(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "drafts.db"
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom desktop.clock import SystemClock\n"
        "from desktop.drafts import Drafts\n"
        "drafts = Drafts(Path(sys.argv[1]), clock=SystemClock())\n"
        "drafts.save('d1', account=3, form='visit', payload={'story': '水沟'})\n"
        "print('saved', flush=True)\ntime.sleep(60)\n"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], cwd=root, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "saved\n"
        os.kill(process.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    drafts = Drafts(path, clock=clock)
    assert drafts.load("d1", account=3).payload == {"story": "水沟"}
    drafts.close()
