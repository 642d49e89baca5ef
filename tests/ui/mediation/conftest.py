"""A founded centre for the tests of mediation."""

import pytest
from office_fixture import POPUPS, centre, centre_template

__all__ = ["centre", "centre_template"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Forgive what the offscreen platform says of every list that opens."""
    for item in items:
        if "tests/ui/mediation/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(POPUPS))
