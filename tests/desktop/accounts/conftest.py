"""A founded centre, its administrator signed in, on both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import factories
from desktop.office import Office
from desktop.who import Who
from models.values.permissions import Role


@pytest.fixture
def people(office: Office) -> dict[Role, Who]:
    """One person per role."""
    return factories.people_of(office)


@pytest.fixture
def office(centre_place: str) -> Iterator[Office]:
    """An open office; `sunjianping`, who founded it, is signed in."""
    office = factories.open_office(centre_place)
    office.sign_in("sunjianping", factories.PASSWORD)
    yield office
    office.close()


@pytest.fixture
def local_office(centre_sqlite: str) -> Iterator[Office]:
    """The same on SQLite only, for what concerns files."""
    office = factories.open_office(centre_sqlite)
    office.sign_in("sunjianping", factories.PASSWORD)
    yield office
    office.close()
