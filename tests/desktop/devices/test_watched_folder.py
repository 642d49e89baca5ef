"""The scanner's folder: only finished files are offered, each until it was taken or put aside."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.clock import FixedClock
from desktop.devices.watched_folder import DiskFolder, FolderSimulator, WatchedFolder
from desktop.errors import OfficeError


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime.now(UTC))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "扫描"
    made.mkdir()
    return made


def names(watched: WatchedFolder) -> tuple[list[str], int]:
    look = watched.look()
    return [scan.path.name for scan in look.finished], look.arriving


def test_a_file_is_offered_when_its_size_stands_still(clock: FixedClock, folder: Path) -> None:
    watched = DiskFolder(folder, clock=clock)
    scan = folder / "scan001.pdf"
    scan.write_bytes(b"%PDF-")
    for _second in range(4):  # the scanner goes on writing
        assert names(watched) == ([], 1)
        with scan.open("ab") as file:
            file.write(b"more")
        clock.moment += timedelta(seconds=1)
    assert names(watched) == ([], 1)
    clock.moment += timedelta(seconds=2)
    assert names(watched) == (["scan001.pdf"], 0)
    with scan.open("ab") as file:
        file.write(b"a second page")
    assert names(watched) == ([], 1)


def test_an_empty_file_and_half_done_names_are_never_offered(clock: FixedClock, folder: Path) -> None:
    for name in ("scan.pdf.tmp", "~$scan.docx", ".hidden", "Thumbs.db", "a.crdownload"):
        (folder / name).write_bytes(b"x")
    (folder / "空.pdf").touch()
    (folder / "子文件夹").mkdir()
    watched = DiskFolder(folder, clock=clock)
    watched.look()
    clock.moment += timedelta(seconds=5)
    assert names(watched) == ([], 1)


def test_what_was_put_aside_stays_so_after_a_restart(clock: FixedClock, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"a")
    (folder / "b.pdf").write_bytes(b"b")
    watched = DiskFolder(folder, clock=clock)
    watched.look()
    clock.moment += timedelta(seconds=3)
    for scan in watched.look().finished:
        if scan.path.name == "a.pdf":
            watched.put_aside(scan)
    assert names(watched) == (["b.pdf"], 0)
    again = DiskFolder(folder, clock=clock)
    again.look()
    clock.moment += timedelta(seconds=3)
    assert names(again) == (["b.pdf"], 0)
    (folder / "a.pdf").write_bytes(b"another of the same name")
    again.look()
    clock.moment += timedelta(seconds=3)
    assert sorted(names(again)[0]) == ["a.pdf", "b.pdf"]


def test_a_name_that_is_no_text_is_offered_and_put_aside_like_any_other(
    clock: FixedClock, folder: Path, tmp_path: Path
) -> None:
    """A scanner wrote a name in another encoding: it is read with lone surrogates, which UTF-8 does not take."""
    known, odd = tmp_path / "scans.json", "\udcff\udcfe.pdf"
    (folder / odd).write_bytes(b"x")
    (folder / "b.pdf").write_bytes(b"b")
    watched = DiskFolder(folder, clock=clock, known=known)
    watched.look()
    clock.moment += timedelta(seconds=3)
    for scan in watched.look().finished:
        watched.put_aside(scan)
    assert names(watched) == ([], 0)
    again = DiskFolder(folder, clock=clock, known=known)
    again.look()
    clock.moment += timedelta(seconds=3)
    assert names(again) == ([], 0)


def test_old_files_are_not_offered(clock: FixedClock, folder: Path) -> None:
    old = folder / "去年.pdf"
    old.write_bytes(b"x")
    os.utime(old, (1_700_000_000, 1_700_000_000))
    watched = DiskFolder(folder, clock=clock)
    watched.look()
    clock.moment += timedelta(seconds=3)
    assert names(watched) == ([], 0)


def test_a_folder_that_is_gone(clock: FixedClock, folder: Path) -> None:
    watched = DiskFolder(folder / "没有", clock=clock)
    with pytest.raises(OfficeError, match=r"现在打不开。请检查网络，或在“设置”里换一个文件夹。"):
        watched.look()


def test_a_damaged_memory_is_forgotten(clock: FixedClock, folder: Path, tmp_path: Path) -> None:
    known = tmp_path / "scans.json"
    known.write_text("{")
    (folder / "a.pdf").write_bytes(b"a")
    watched = DiskFolder(folder, clock=clock, known=known)
    watched.look()
    clock.moment += timedelta(seconds=3)
    assert names(watched) == (["a.pdf"], 0)


def test_the_simulator(tmp_path: Path) -> None:
    scanner = FolderSimulator(tmp_path)
    scanner.write("s.pdf", b"%PDF-")
    assert names(scanner) == ([], 1)
    scanner.write("s.pdf", b"1.7")
    scan = scanner.finish("s.pdf")
    assert names(scanner) == (["s.pdf"], 0)
    assert scan.path.read_bytes() == b"%PDF-1.7"
    scanner.put_aside(scan)
    assert names(scanner) == ([], 0)
