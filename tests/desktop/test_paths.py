"""Where files lie on each platform."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from desktop import paths
from desktop.errors import OfficeError


def test_one_home_holds_all(onestop_home: Path) -> None:
    assert paths.data_folder() == onestop_home / "data"
    assert paths.log_folder() == onestop_home / "log"
    assert paths.backup_folder() == onestop_home / "backup"
    assert paths.default_database() == onestop_home / "data" / "centre.db"
    assert all(folder.is_dir() for folder in (paths.data_folder(), paths.log_folder(), paths.backup_folder()))
    if sys.platform != "win32":
        assert stat.S_IMODE(paths.data_folder().stat().st_mode) & 0o077 == 0


def test_folders_of_linux(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ONESTOP_HOME")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert paths.data_folder() == tmp_path / ".local/share/onestop/data"
    assert paths.log_folder() == tmp_path / "state/onestop/log"
    monkeypatch.setenv("XDG_DATA_HOME", "relative is not valid")
    assert paths.backup_folder() == tmp_path / ".local/share/onestop/backup"


def test_folders_of_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ONESTOP_HOME")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert paths.data_folder() == tmp_path / "Onestop" / "data"
    assert paths.log_folder() == tmp_path / "Onestop" / "log"


def test_each_database_has_its_drafts_file(tmp_path: Path) -> None:
    one = paths.drafts_file(str(tmp_path / "a.db"))
    assert one == paths.drafts_file(str(tmp_path / "b" / ".." / "a.db"))
    assert one.parent == paths.data_folder()
    assert one != paths.drafts_file(str(tmp_path / "b.db"))
    url = "postgresql://anna@server/centre"
    assert paths.drafts_file(url) == paths.drafts_file(url)
    assert "anna" not in str(paths.drafts_file(url).name)


def test_a_place_that_cannot_be_used_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ONESTOP_HOME", str(tmp_path / "file"))
    with pytest.raises(OfficeError, match="无法使用文件夹"):
        paths.data_folder()
