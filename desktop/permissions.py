"""The mark that every use case and query carries: what the account must be allowed to do."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from desktop.errors import ForbiddenError
from models.values.permissions import ROLE_LABELS, ROLE_PERMISSIONS, Permission

if TYPE_CHECKING:
    from desktop.work import Work

P = ParamSpec("P")
R = TypeVar("R")


def requires(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Work, P], R]], Callable[Concatenate[Work, P], R]]:
    """Let a use case or query run only for accounts whose roles allow `permission`; else ForbiddenError."""

    def mark(function: Callable[Concatenate[Work, P], R]) -> Callable[Concatenate[Work, P], R]:
        @functools.wraps(function)
        def checked(work: Work, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if not work.who.may(permission):
                raise ForbiddenError(refusal(permission))
            return function(work, *args, **kwargs)

        checked.permission = permission  # type: ignore[attr-defined]  # read by Office and by the tests' matrix
        return checked

    return mark


def refusal(permission: Permission) -> str:
    """Return the sentence that names the roles which could do this."""
    roles = "、".join(ROLE_LABELS[role] for role, held in ROLE_PERMISSIONS.items() if permission in held)
    return f"您的角色不能做这一步，需要由{roles}办理。"
