"""Imports every table, so that `Base.metadata` is whole."""

from models import agreement, centre, deadline, event, matter, mediation, person, search, staff
from models.base import Base

__all__ = [
    "Base",
    "agreement",
    "centre",
    "deadline",
    "event",
    "matter",
    "mediation",
    "person",
    "search",
    "staff",
]
