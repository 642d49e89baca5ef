"""A founded centre with one person per role, on both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

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
