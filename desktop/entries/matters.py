"""A registration as the window's form hands it over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from desktop.entries.people import OrganisationEntry, PersonEntry
from models.values.choices import Channel, Ending, MatterNature, Willingness


@dataclass(frozen=True, slots=True)
class ExternalNumberEntry:
    """A sender's number: 12345 工单号, 警情号, 信访件号 … with the sender's own due moment."""

    system: str
    number: str
    received_at: datetime | None = None
    due_at: datetime | None = None
    feedback_to: str = ""


@dataclass(frozen=True, slots=True)
class MatterEntry:
    """Everything that a registration may say. Only channel, nature and story are required."""

    channel: Channel
    nature: MatterNature
    story: str
    visitor: PersonEntry | None = None
    """None when the visitor will not leave a name."""
    claimant: PersonEntry | None = None
    """Whose trouble it is, where that is not the visitor."""
    relation: str = ""
    """Of the visitor to the claimant."""
    companions: tuple[PersonEntry, ...] = ()
    """Who else came and is named; with the visitor at most five (信访工作条例 20: 推选代表不超过5人)."""
    collective: bool = False
    """多人共同反映: those named are the representatives of more."""
    no_phone: bool = False
    counterparts: tuple[PersonEntry | OrganisationEntry, ...] = ()
    category_id: int | None = None
    village_id: int | None = None
    outside_town: bool = False
    willingness: Willingness = Willingness.NOT_ASKED
    headcount: int = 1
    urgent: bool = False
    confidential: bool = False
    concerned_unit_id: int | None = None
    external_numbers: tuple[ExternalNumberEntry, ...] = ()
    happened_at: datetime | None = None
    """发生时间 where it is not now (paper first, typing later)."""


@dataclass(frozen=True, slots=True)
class EndingEntry:
    """How the registration ends: 当场答复 with the answer, 受理, 引导告知 with where to, 登记未完成 with why."""

    ending: Ending
    words: str = ""
    referred_to: str = field(default="")
    """引导告知: the body that the resident was told to go to."""


@dataclass(frozen=True, slots=True)
class SupplementEntry:
    """What was not got at the window and came later (补充登记). What is empty stays as it is."""

    visitor: PersonEntry = field(default_factory=PersonEntry)
    """Name, telephone, ID number, address of who came."""
    counterparts: tuple[PersonEntry | OrganisationEntry, ...] = ()
    """More of the other side."""
    category_id: int | None = None
    village_id: int | None = None
    outside_town: bool = False
    willingness: Willingness = Willingness.NOT_ASKED
