"""What this person has not finished typing on this PC: each draft by what it is and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.drafts import Draft
from desktop.queries.desk import DeskNames, desk_names
from models.values.dates import in_zone
from ui.widgets.rows import Column, Kind
from ui.workplace import Workplace

_MATTER_FORMS = {"matter.act": "事项的办理", "attachment.describe": "材料的说明"}
_NEW = {"reception.visit": "接待登记", "case.late": "补录案件"}


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft in the list."""

    draft_id: str
    form: str
    words: str
    about: str
    saved_at: datetime
    matter_id: int | None = None
    case_id: int | None = None


def draft_columns() -> list[Column[DraftLine]]:
    """Return the columns of the list of drafts."""
    return [
        Column(title="没写完的", name="words", value=lambda line: line.words, kind=Kind.LINK, width=128),
        Column(title="关于", name="about", value=lambda line: line.about, tip=lambda line: line.about),
        Column(
            title="存下时间",
            name="saved",
            value=lambda line: f"{in_zone(line.saved_at):%m-%d %H:%M}",
            kind=Kind.SECONDARY,
            width=104,
        ),
    ]


def read_drafts(place: Workplace) -> tuple[DraftLine, ...]:
    """Return this account's drafts, the latest first; those of records that it may not see any more are left out.

    Runs in the desk lane.
    """
    drafts = place.drafts.drafts_of(place.who.account_id or 0)
    matters = {number for draft in drafts if (number := _record(draft, "matter")) is not None}
    cases = {number for draft in drafts if (number := _record(draft, "case")) is not None}
    names = place.office.ask(desk_names, matter_ids=matters, case_ids=cases)
    found = (_line(draft, names) for draft in drafts)
    return tuple(line for line in found if line is not None)


def open_draft(place: Workplace, line: DraftLine) -> None:
    """Go to the form where the draft stands again."""
    openers: dict[str, Callable[[], object]] = {
        "reception.visit": lambda: place.shell.go("reception") if place.shell is not None else None,
        "case.late": place.late_entry_wanted.emit,
    }
    if line.case_id is not None:
        place.case_wanted.emit(line.case_id)
    elif line.form == "case.open" and line.matter_id is not None:
        place.open_case_wanted.emit(line.matter_id)
    elif line.matter_id is not None:
        place.matter_wanted.emit(line.matter_id)
    else:
        openers[line.form]()


def _line(draft: Draft, names: DeskNames) -> DraftLine | None:
    """Return a draft as the list shows it; None for one that nothing here could open."""
    matter_id, case_id = _record(draft, "matter"), _record(draft, "case")
    if matter_id is not None:
        about = dict(names.matters).get(matter_id)
        words = _MATTER_FORMS.get(draft.form, "受理调解" if draft.form == "case.open" else "事项的办理")
    elif case_id is not None:
        about = dict(names.cases).get(case_id)
        words = "调解案件"
    elif draft.form in _NEW:
        about, words = _about_new(draft.payload), _NEW[draft.form]
    else:
        return None
    if about is None:
        return None
    return DraftLine(draft.id, draft.form, words, about, draft.saved_at, matter_id, case_id)


def _about_new(payload: dict[str, object]) -> str:
    """Return whose visit it is, or how its story begins."""
    known: Sequence[object] = [payload.get(key) for key in ("claimant", "visitor", "story")]
    return next((str(words)[:40] for words in known if words), "还没有写姓名")


def _record(draft: Draft, kind: str) -> int | None:
    """Return the number of the record that a draft edits, when it is of this kind."""
    table, _colon, number = draft.record.partition(":")
    return int(number) if table == kind and number.isdigit() else None
