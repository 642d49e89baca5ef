"""What the form of a person who works here hands over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from models.values.permissions import Role

LOGIN_SHAPE = re.compile(r"[a-z0-9_.-]{2,40}")


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """Somebody who works here; without a login, one who never signs in (a village's mediator, say)."""

    name: str
    unit_id: int
    login: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)
    mediator: bool = False
    """人民调解员, also without signing in."""
