"""At the window: a registration and its four ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from desktop.entries.matters import EndingEntry, MatterEntry
from desktop.errors import FormError, OfficeError
from desktop.limits import kept_sender_dues, set_due
from desktop.matter_index import reindex
from desktop.matters import create_matter
from desktop.moves import held_matter, move_matter
from desktop.people import is_blank
from desktop.permissions import requires
from desktop.unit_acts import needed_words
from desktop.versions import expect_version
from desktop.work import Work
from models.matter import ContactAttempt, Matter
from models.values.choices import Ending, MatterNature, label
from models.values.matter_states import MatterState
from models.values.permissions import Permission
from models.values.text import tidy

ATTEMPTS_NEEDED = 3
"""So many noted attempts to reach somebody open the way to 无法联系 (practice.md 7)."""
WORDS_LIMIT = 2000
BODY_LIMIT = 100
ENDING_STATES = {
    Ending.ANSWER: MatterState.ANSWERED,
    Ending.ACCEPT: MatterState.ACCEPTED,
    Ending.REFER: MatterState.REFERRED,
    Ending.UNFINISHED: MatterState.UNFINISHED,
}


@dataclass(frozen=True, slots=True)
class Registered:
    """A saved registration: the matter, its code, where it stands and when the next step is due."""

    matter_id: int
    code: str
    short_code: str
    state: str
    due_at: datetime | None


@requires(Permission.MATTER_REGISTER)
def register_matter(work: Work, *, entry: MatterEntry, ending: EndingEntry) -> Registered:
    """Register a visit as a new matter and end it in one of the four ways.

    FormError names every refused field; nothing is saved then. The code is given here, never to a draft.
    """
    faults = _ending_faults(ending)
    if faults:
        raise FormError(faults)
    sender_dues = [number.due_at for number in entry.external_numbers]

    def finish(matter: Matter) -> None:
        _end(work, matter, ending, matter.happened_at, sender_dues)

    matter = create_matter(work, entry, finish=finish)
    word = label(ending.ending)
    work.record(
        "matter:register", matter, words=f"{label(entry.channel)}登记，{word}", occurred_at=matter.happened_at
    )
    return _registered(matter)


@requires(Permission.MATTER_REGISTER)
def finish_registration(work: Work, *, matter_id: int, version: int, ending: EndingEntry) -> Registered:
    """End a registration that was left unfinished: answer, accept or refer."""
    matter = held_matter(work, matter_id)
    expect_version(matter, version)
    faults = _ending_faults(ending)
    if ending.ending == Ending.UNFINISHED:
        faults = [("ending", "这件登记本来就没有完成，请选当场答复、受理或引导告知。")]
    if matter.state != MatterState.UNFINISHED:
        faults = [("ending", "只有“登记未完成”的事项才要补全登记。")]
    if faults:
        raise FormError(faults)
    _end(work, matter, ending, work.now, kept_sender_dues(work, matter))
    reindex(work, matter)
    work.record("matter:finish", matter, words=f"补全登记，{label(ending.ending)}")
    return _registered(matter)


@requires(Permission.MATTER_CONTACT)
def note_contact_attempt(
    work: Work, *, matter_id: int, note: str, happened_at: datetime | None = None
) -> int:
    """Note one attempt to reach the visitor of an unfinished registration; return how many there are."""
    matter = held_matter(work, matter_id)
    if matter.state != MatterState.UNFINISHED:
        raise OfficeError("只有“登记未完成”的事项需要联系来访人。")
    text = needed_words(note, "note", "请写下怎么联系、结果如何。", limit=200)
    when = happened_at or work.now
    if when > work.now:
        raise OfficeError("联系时间不能晚于现在。", field="happened_at")
    attempt = ContactAttempt(matter_id=matter.id, happened_at=when, note=text, seen=matter.seen)
    work.session.add(attempt)
    work.session.flush()
    work.record("matter:contact", attempt, words="联系来访人", occurred_at=when)
    return _attempts(work, matter)


@requires(Permission.MATTER_CONTACT)
def give_up_contact(work: Work, *, matter_id: int, version: int) -> Registered:
    """Close an unfinished registration as 无法联系, after three noted attempts."""
    matter = held_matter(work, matter_id)
    expect_version(matter, version)
    missing = ATTEMPTS_NEEDED - _attempts(work, matter)
    if missing > 0:
        raise OfficeError(f"还要再联系{missing}次并记下来，才能按“无法联系”办结。")
    move_matter(matter, MatterState.UNREACHABLE)
    matter.ended_at = work.now
    matter.due_at, matter.due_days, matter.due_provisional = None, {}, False
    work.record("matter:unreachable", matter, words=f"{ATTEMPTS_NEEDED}次联系不上，按无法联系办结")
    return _registered(matter)


def _ending_faults(ending: EndingEntry) -> list[tuple[str, str]]:
    """Return what a registration's end lacks."""
    faults = []
    if ending.ending == Ending.ANSWER and is_blank(ending.words):
        faults.append(("words", "请用一句话写下怎么答复的。"))
    if ending.ending == Ending.REFER and is_blank(ending.referred_to):
        faults.append(("referred_to", "请写明请群众去找哪个单位。"))
    for field, text, limit in (
        ("words", ending.words, WORDS_LIMIT),
        ("referred_to", ending.referred_to, BODY_LIMIT),
    ):
        try:
            tidy(text, limit=limit, multiline=True)
        except ValueError as fault:
            faults.append((field, str(fault)))
    return faults


def _end(
    work: Work,
    matter: Matter,
    ending: EndingEntry,
    when: datetime,
    sender_dues: Iterable[datetime | None],
) -> None:
    """Move a registration to its end and set the next limit."""
    move_matter(matter, ENDING_STATES[ending.ending])
    words = tidy(ending.words, limit=WORDS_LIMIT, multiline=True)
    if ending.ending == Ending.REFER:
        words = f"{tidy(ending.referred_to, limit=BODY_LIMIT)}\n{words}".strip()
    matter.outcome = words
    if ending.ending == Ending.ACCEPT:
        matter.accepted_at = when
        set_due(
            work, matter, "dispatch" if matter.nature == MatterNature.DISPUTE else "finish", when, sender_dues
        )
    elif ending.ending == Ending.UNFINISHED:
        set_due(work, matter, "accept", when, sender_dues)
    else:
        matter.ended_at = when
        matter.due_at, matter.due_days, matter.due_provisional = None, {}, False


def _attempts(work: Work, matter: Matter) -> int:
    """Return how many attempts to reach somebody are noted."""
    found = select(func.count()).select_from(ContactAttempt).where(ContactAttempt.matter_id == matter.id)
    return int(work.session.scalar(found) or 0)


def _registered(matter: Matter) -> Registered:
    """Return what the window is told."""
    return Registered(
        matter_id=matter.id,
        code=matter.code,
        short_code=matter.code.partition("-")[2],
        state=matter.state,
        due_at=matter.due_at,
    )
