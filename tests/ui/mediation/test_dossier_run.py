"""孙丽华 binds the dossiers of a month into a folder; the list says what each lacks, and a full disk says so."""

import csv
import errno
import io
import os
from pathlib import Path

import pytest
from case_steps import issued
from mediator_desk import CTRL, Key, MediatorDesk
from office_fixture import OfficeBench

from ui.dossier.run_page import RunPage
from ui.mediation.case_page import CasePage

SHOTS = os.environ.get("ONESTOP_SHOTS", "")


def at_the_run(centre: OfficeBench, folder: Path) -> tuple[MediatorDesk, RunPage]:
    """She goes from the list of cases to 批量装卷 and to the cases that are open."""
    desk = MediatorDesk(centre)
    desk.page.read()
    desk.settle()
    desk.alt("G")
    desk.settle()
    page = desk.page
    assert isinstance(page, RunPage)
    page.folder = folder
    page.shelf.setFocus()
    desk.hands.press(Key.Key_3)
    desk.settle()
    return desk, page


def test_the_dossiers_of_a_shelf_go_into_a_folder(centre: OfficeBench, tmp_path: Path) -> None:
    case = issued(centre)
    desk, page = at_the_run(centre, tmp_path / "卷宗")
    assert page.bind.text() == "装订 1 卷"
    page.table.setFocus()
    desk.hands.press(Key.Key_Space)
    assert not page.bind.isEnabled(), "nothing is ticked"
    desk.hands.press(Key.Key_Space)
    desk.hands.press(Key.Key_Return, CTRL)
    desk.settle()
    for size in ((1366, 697), (1280, 649), (1920, 1009)):
        if SHOTS:
            desk.shell.resize(*size)
            desk.settle()
            desk.shell.grab().save(str(Path(SHOTS) / f"run-{size[0]}.png"))
    row = page.table.lines.row(0)
    assert row.made is not None
    assert row.made.path is not None
    assert row.made.path.read_bytes().startswith(b"%PDF-")
    assert row.made.lacking
    assert page.message.text() == "已装订 1 卷，其中 1 卷不齐全。清单在装卷清单.csv。"
    table = (tmp_path / "卷宗" / "装卷清单.csv").read_text("utf-8-sig")
    (_head, line) = csv.reader(io.StringIO(table))
    assert line[1] == case.number
    desk.hands.enter()
    desk.settle()
    assert isinstance(desk.page, CasePage)


def test_a_full_disk_leaves_no_half_file_and_is_said(
    centre: OfficeBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(centre)
    desk, page = at_the_run(centre, tmp_path / "卷宗")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        page.act()
        desk.settle()
    assert "磁盘满了" in page.message.text()
    assert list((tmp_path / "卷宗").iterdir()) == []
    page.act()
    desk.settle()
    assert len(list((tmp_path / "卷宗").iterdir())) == 2
