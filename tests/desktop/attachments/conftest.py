"""A founded centre with one person per role, on both engines, and files of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from attached_files import JPEG, PDF

import factories
from desktop.office import Office
from desktop.who import Who
from models.values.permissions import Role


@pytest.fixture
def office(centre_place: str) -> Iterator[Office]:
    """An open office, nobody signed in yet."""
    office = factories.open_office(centre_place)
    yield office
    office.close()


@pytest.fixture
def people(office: Office) -> dict[Role, Who]:
    """One person per role."""
    return factories.people_of(office)


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """A folder with a few files."""
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "墙体照片.jpg").write_bytes(JPEG)
    (folder / "现场丈量说明.pdf").write_bytes(PDF)
    return folder
