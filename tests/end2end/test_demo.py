"""The demo without a display: the main job through the real windows, and its paper printed again by the door."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.database.engine import open_engine
from desktop.database.verify import verify
from models.agreement import Agreement, Obligation, Signature
from models.event import Event
from models.matter import Matter
from models.mediation import MediationCase, Party
from models.values.case_states import CaseState
from models.values.choices import SignatureState
from models.values.matter_states import MatterState

MAIN_JOB = (
    "matter:register",
    "matter:dispatch",
    "case:open",
    "case:party:edit",
    "case:consent",
    "case:rights:tell",
    "case:session:add",
    "case:agreement:draft",
    "paper:issue",
    "case:agreement:sign",
    "obligation:perform",
    "case:close",
    "matter:close",
)


def words_of(pdf: Path) -> str:
    """Return the text of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_without_a_display_the_main_job_is_done_and_the_printed_command_prints_the_case_again(
    tmp_path: Path,
) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    environment["ONESTOP_HOME"] = str(tmp_path / "home")
    keep = tmp_path / "演示 中心"
    command = [sys.executable, "-m", "desktop", "--demo", "--keep", str(keep)]
    done = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=280)
    assert done.stderr.decode("utf-8") == ""
    assert done.returncode == 0
    said, number, parties, pdf, again = done.stdout.decode("utf-8").splitlines()
    assert "没有屏幕" in said
    number = number.removeprefix("卷号：")
    assert re.fullmatch(r"（\d{4}）云人调字第\d+号", number)
    names = parties.removeprefix("当事人：").split("、")
    path = Path(pdf.removeprefix("协议书："))
    assert path.is_absolute()
    assert path.read_bytes().startswith(b"%PDF-")
    words = words_of(path)
    assert number in words
    assert all(name in words for name in names)
    assert "480.00元（大写：肆佰捌拾元整）" in words.replace("\r\n", "")
    assert "未填" not in words, "the issued paper, not the draft that stood there a moment before"

    printed = again.removeprefix("再次打印：")
    assert f"print {number} --out " in printed
    assert printed.endswith(" --as chenguifang")
    pasted = subprocess.run(
        printed, shell=True, capture_output=True, env=environment, check=False, timeout=60
    )
    assert (pasted.returncode, pasted.stderr.decode("utf-8")) == (0, "")
    (second,) = (other for other in path.parent.glob("*.pdf") if other != path)
    assert second.read_bytes() == path.read_bytes()

    engine = open_engine(keep / "centre.db")
    with Session(engine) as session:
        _look_at_the_case(session, number, names)
        assert len(session.scalars(select(Matter.id)).all()) > 190
    assert verify(engine).sound
    engine.dispose()


def _look_at_the_case(session: Session, number: str, names: list[str]) -> None:
    """Everything of the main job was kept, in its order, each act by whoever may do it."""
    case = session.scalars(select(MediationCase).where(MediationCase.number == number)).one()
    matter = session.get_one(Matter, case.matter_id)
    assert (case.state, matter.state) == (CaseState.CLOSED, MatterState.CLOSED)
    parties = session.scalars(select(Party).where(Party.case_id == case.id).order_by(Party.position)).all()
    assert [party.name for party in parties] == names
    assert all(party.born and party.address and party.occupation for party in parties)
    agreement = session.scalars(select(Agreement).where(Agreement.case_id == case.id)).one()
    lines = session.scalars(select(Signature).where(Signature.agreement_id == agreement.id)).all()
    assert {line.state for line in lines} == {SignatureState.SIGNED}
    duties = session.scalars(select(Obligation).where(Obligation.agreement_id == agreement.id)).all()
    assert [duty.amount_fen for duty in duties] == [48000, None, None]
    events = session.scalars(select(Event).where(Event.matter_id == matter.id).order_by(Event.seq)).all()
    tags = [event.tag for event in events]
    places = [tags.index(tag) for tag in MAIN_JOB]
    assert places == sorted(places)
    who = {event.tag: event.account_name for event in events}
    assert who["matter:register"] == "王敏"
    assert who["matter:dispatch"] == "李国栋"
    assert who["case:close"] == "陈桂芳"
    assert who["matter:close"] == "赵志强"


@pytest.mark.qt_log_ignore("This plugin does not support", "propagateSizeHints")
def test_without_keep_the_database_goes_and_the_paper_stays(
    tmp_path: Path, onestop_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from desktop.__main__ import main
    from desktop.demo import filling

    real = filling.tell

    def shorter(*args: Any, until: Any, **kwargs: Any) -> int:
        """Tell only the first days of the half year: the rest takes too long for a second time."""
        return real(*args, until=until - timedelta(days=174), **kwargs)

    monkeypatch.setattr(filling, "tell", shorter)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert main(["--demo", "--seed", "3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    pdf = Path(lines[3].removeprefix("协议书："))
    assert onestop_home in pdf.parents
    assert "邱㛃" in words_of(pdf)
    assert list(tmp_path.glob("onestop-demo-*")) == []
    assert list(onestop_home.rglob("*.db")) == []
