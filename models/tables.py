"""Imports every table, so that `Base.metadata` is whole."""

from models import (
    agreement,
    attachment,
    case_life,
    centre,
    deadline,
    dossier,
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
    "case_life",
    "centre",
    "deadline",
    "dossier",
    "event",
    "matter",
    "mediation",
    "person",
    "search",
    "staff",
    "undo",
]
