"""Who acts: the account that signed in, with what it may do and which unit it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.values.permissions import Permission, Role, permissions_of


@dataclass(frozen=True, slots=True)
class Who:
    """One signed-in account. `account_id` is None only for the founding of a centre and its own upkeep."""

    account_id: int | None
    login: str
    name: str
    staff_id: int | None = None
    unit_id: int | None = None
    unit_name: str = ""
    unit_bit: int | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything that the roles together allow."""
        return permissions_of(self.roles)

    def may(self, permission: Permission) -> bool:
        """Tell whether the roles allow this."""
        return permission in self.permissions


NOBODY = Who(account_id=None, login="", name="本程序")
"""The program itself: founding, upkeep, sign-in attempts."""
