"""The whole program for its tests: window, lanes, a real centre of its own, keys as a person presses them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from office_fixture import POPUPS
from PySide6.QtWidgets import QApplication
from whole_program import ProgramBench, found_template


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Forgive what the offscreen platform says of every list that opens."""
    for item in items:
        if "tests/ui/app/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(POPUPS))


@pytest.fixture(scope="session")
def real_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found a centre that is no demo, with people in every role, once."""
    return found_template(tmp_path_factory.mktemp("real") / "centre.db")


@pytest.fixture
def bench(dressed: QApplication, tmp_path: Path) -> Iterator[Callable[..., ProgramBench]]:
    """Return what makes a program; every one that was made is ended."""
    made: list[ProgramBench] = []

    def make(place: Path | None = None, **how: object) -> ProgramBench:
        made.append(ProgramBench(dressed, place or tmp_path / "new" / "centre.db", **how))  # type: ignore[arg-type]  # passed on
        return made[-1]

    yield make
    for one in made:
        one.end()


@pytest.fixture
def centre_place(real_template: Path, tmp_path: Path) -> Path:
    """Return a fresh copy of the centre."""
    return Path(shutil.copyfile(real_template, tmp_path / "centre.db"))


@pytest.fixture
def program(bench: Callable[..., ProgramBench], centre_place: Path) -> ProgramBench:
    """Return the program on a founded centre, its first window up and the database open."""
    made = bench(centre_place)
    made.start()
    return made
