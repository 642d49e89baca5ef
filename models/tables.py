"""Imports every table, so that `Base.metadata` is whole."""

from models import (
    agreement,
    attachment,
    centre,
    deadline,
    event,
    matter,
    mediation,
    person,
    search,
    staff,
    undo,
)
from models.base import Base

__all__ = [
    "Base",
    "agreement",
    "attachment",
    "centre",
    "deadline",
    "event",
    "matter",
    "mediation",
    "person",
    "search",
    "staff",
    "undo",
]
