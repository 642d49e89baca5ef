"""A founded centre for the tests of mediation, and one that was founded before the published cases happened."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import office_fixture
import pytest
from mediator_desk import MediatorDesk
from office_fixture import ANSWERS, POPUPS, OfficeBench, centre, centre_template

from desktop.clock import FixedClock
from desktop.office import Office

__all__ = ["centre", "centre_template"]

FOUNDED = datetime(2022, 12, 1, 1, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Forgive what the offscreen platform says of every list that opens."""
    for item in items:
        if "tests/ui/mediation/" in item.path.as_posix() and not item.get_closest_marker("qt_log_ignore"):
            item.add_marker(pytest.mark.qt_log_ignore(POPUPS, "propagateSizeHints"))


@pytest.fixture
def desk(centre: OfficeBench) -> MediatorDesk:
    """Return the PC of the mediator 陈桂芳, with the list of cases before her."""
    return MediatorDesk(centre)


@pytest.fixture(scope="session")
def centre_template_of_2022(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found the same centre on 1 December 2022, once."""
    path = tmp_path_factory.mktemp("centre2022") / "centre.db"
    office = Office(str(path), clock=FixedClock(FOUNDED))
    office.found(ANSWERS)
    office_fixture._staff(office)
    office.close()
    return path


@pytest.fixture
def centre_of_2022(centre_template_of_2022: Path, tmp_path: Path) -> Iterator[OfficeBench]:
    """Return a fresh centre whose clock stands on 30 December 2022, 14:00."""
    path = Path(shutil.copyfile(centre_template_of_2022, tmp_path / "centre.db"))
    bench = OfficeBench(path, tmp_path / "drafts.db")
    bench.clock.moment = datetime(2022, 12, 30, 6, 0, tzinfo=UTC)
    yield bench
    bench.close()
