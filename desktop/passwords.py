"""Passwords: hashed with Argon2id, so that a stolen file does not give them away."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


@cache
def hasher() -> PasswordHasher:
    """Return the hasher: 32 MiB and three passes, about a quarter of a second on an old PC."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=2)


def hash_password(password: str) -> str:
    """Return the hash to keep."""
    return hasher().hash(password)


def password_fits(password: str, kept: str) -> bool:
    """Tell whether a password belongs to a kept hash."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return hasher().verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
