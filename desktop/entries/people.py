"""A person and an organisation as a form hands them over: typed text, not yet checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.values.choices import Sex


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One natural person. `person_id` names somebody known; what is empty then stays as it was."""

    name: str = ""
    phone: str = ""
    identity_number: str = ""
    sex: Sex | None = None
    born: date | None = None
    ethnicity: str = ""
    occupation: str = ""
    address: str = ""
    village_id: int | None = None
    person_id: int | None = None
    new: bool = False
    """Somebody else than those of the same name and telephone whom the centre knows (都不是)."""


@dataclass(frozen=True, slots=True)
class OrganisationEntry:
    """One legal person or other organisation."""

    name: str = ""
    credit_code: str = ""
    legal_representative: str = ""
    representative_post: str = ""
    address: str = ""
    phone: str = ""
    organisation_id: int | None = None
