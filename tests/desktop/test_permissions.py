"""Every use case and every query against every role: whoever may not is refused before anything happens."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import desktop.queries
import desktop.services
import factories
from desktop.errors import ForbiddenError, OfficeError
from desktop.permissions import refusal
from models.values.permissions import (
    ROLE_LABELS,
    ROLE_PERMISSIONS,
    Permission,
    Role,
    permissions_of,
    role_fault,
)


def functions() -> Iterator[Callable[..., Any]]:
    """Every function that carries a permission."""
    for package in (desktop.services, desktop.queries):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for name, thing in sorted(vars(module).items()):
                if hasattr(thing, "permission") and thing.__module__ == module.__name__:
                    yield pytest.param(thing, id=f"{found.name.rpartition('.')[2]}.{name}")


@pytest.mark.parametrize("function", list(functions()))
def test_the_matrix(centre_sqlite: str, function: Callable[..., Any]) -> None:
    office = factories.open_office(centre_sqlite)
    try:
        for role, who in factories.people_of(office).items():
            office.who = who
            allowed = function.permission in ROLE_PERMISSIONS[role]  # type: ignore[attr-defined]  # set by @requires
            run = office.perform if ".services." in function.__module__ else office.ask
            if allowed:
                try:
                    run(function)
                except ForbiddenError as refusal:
                    pytest.fail(f"{role} should be let in: {refusal}")
                except (TypeError, OfficeError):
                    pass  # let in, and then it lacked what it needs
            else:
                with pytest.raises(ForbiddenError):
                    run(function)
    finally:
        office.close()


def test_permissions_stand_in_alphabetical_order() -> None:
    assert [item.value for item in Permission] == sorted(item.value for item in Permission)
    assert [item.name for item in Permission] == sorted(item.name for item in Permission)


def test_a_refusal_names_the_roles_that_could() -> None:
    assert refusal(Permission.MATTER_CLOSE) == "您的角色不能做这一步，需要由中心主任办理。"
    assert refusal(Permission.ACCOUNT_EDIT) == "您的角色不能做这一步，需要由系统管理员办理。"


def test_every_permission_belongs_to_a_role() -> None:
    assert permissions_of(Role) == frozenset(Permission)


def test_the_auditor_does_no_business_and_the_administrator_sees_no_matter() -> None:
    assert ROLE_PERMISSIONS[Role.AUDITOR] == {
        Permission.EVENT_READ,
        Permission.CENTRE_CHECK,
        Permission.SELF_EDIT,
    }
    assert Permission.MATTER_READ not in ROLE_PERMISSIONS[Role.ADMINISTRATOR]
    assert role_fault([Role.AUDITOR, Role.DIRECTOR]) is not None
    assert role_fault([]) is not None
    assert role_fault([Role.RECEPTIONIST, Role.MEDIATOR]) is None
    assert len(ROLE_LABELS) == len(Role) == 8
