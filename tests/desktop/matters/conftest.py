"""A founded centre with one person per role, on both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import factories
from desktop.office import Office
from desktop.who import Who
from models.values.permissions import Role


@pytest.fixture
def office(empty_database: str) -> Iterator[Office]:
    """A new centre."""
    office = factories.new_office(empty_database)
    yield office
    office.close()


@pytest.fixture
def people(office: Office) -> dict[Role, Who]:
    """One person per role."""
    return factories.everybody(office)
