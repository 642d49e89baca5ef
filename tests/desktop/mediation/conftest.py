"""A founded centre with one person per role, on both engines; stories of cases are in mediation_stories.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from mediation_stories import Story

import factories
from desktop.office import Office
from models.values.permissions import Role


@pytest.fixture
def office(centre_place: str) -> Iterator[Office]:
    """An open office, the mediator signed in."""
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.MEDIATOR]
    yield office
    office.close()


@pytest.fixture
def story(office: Office) -> Story:
    """What happens to one dispute, step by step."""
    return Story(office)
