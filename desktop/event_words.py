"""Says in Chinese what an event's tag means and what it changed. The words lie in resources/wording/events.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from models.values import choices
from models.values.case_states import CASE_LABELS
from models.values.dates import day_in_tables, moment_in_tables
from models.values.matter_states import ASSIGNMENT_LABELS, MATTER_LABELS
from models.values.money import format_yuan
from models.values.permissions import ROLE_LABELS

_MARKS = {"+": "新增", "~": "修改", "-": "删除"}
_ENUMERATED: Mapping[str, type[StrEnum]] = {
    "unit.mode": choices.UnitMode,
    "unit.kind": choices.UnitKind,
    "matter.nature": choices.MatterNature,
    "matter.channel": choices.Channel,
    "matter.willingness": choices.Willingness,
    "matter.risk": choices.RiskLevel,
    "visit.channel": choices.Channel,
    "visit_person.role": choices.VisitRole,
    "assignment.role": choices.AssignmentRole,
    "action_note.recorded_how": choices.RecordedHow,
    "mediation_case.source": choices.CaseSource,
    "party.kind": choices.PartyKind,
    "party.side": choices.PartySide,
    "consent.how": choices.ConsentHow,
    "rights_telling.how": choices.TellingHow,
    "mediation_session.kind": choices.SessionKind,
    "mediation_session.result": choices.SessionResult,
    "agreement.form": choices.AgreementForm,
    "signature.role": choices.SignerRole,
    "signature.state": choices.SignatureState,
    "signature.mark": choices.SignatureMark,
    "obligation.liability": choices.Liability,
    "identity.kind": choices.IdentityKind,
}
_LABELLED: Mapping[str, Mapping[Any, str]] = {
    "account_role.role": ROLE_LABELS,
    "matter.state": MATTER_LABELS,
    "assignment.state": ASSIGNMENT_LABELS,
    "mediation_case.state": CASE_LABELS,
}
_SHORT = 60


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field that an event changed: of which record, how, which field, before and after."""

    record: str
    how: str
    field: str
    before: str
    after: str


def tag_words(tag: str) -> str:
    """Return what a tag such as `case:agreement:sign` means: 调解案件·协议·签署; a part without a word stays."""
    words = _words()
    whole = words["tags"].get(tag)
    return whole if whole is not None else "·".join(words["parts"].get(part, part) for part in tag.split(":"))


def change_lines(changes: Sequence[Mapping[str, Any]]) -> tuple[ChangeLine, ...]:
    """Return the field diffs of an event as lines to read; what must not be told says （不记内容）."""
    lines = []
    for change in changes:
        table, _, key = str(change["row"]).partition(":")
        record = f"{_words()['tables'].get(table, table)} {key}".strip()
        how = _MARKS.get(str(change["mark"]), str(change["mark"]))
        fields = change.get("fields") or {}
        if not fields:
            lines.append(ChangeLine(record, how, "", "", ""))
        for name, value in fields.items():
            old, new = value if isinstance(value, list) and change["mark"] == "~" else (None, value)
            place = f"{table}.{name}"
            field = _words()["columns"].get(name, name)
            lines.append(ChangeLine(record, how, field, value_words(place, old), value_words(place, new)))
    return tuple(lines)


def value_words(place: str, value: Any) -> str:
    """Return a kept value of a column (`matter.state`) as a table says it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if place.endswith(".amount_fen") and isinstance(value, int):
        return f"{format_yuan(value)}元"
    if isinstance(value, str):
        named = _named(place, value)
        return named if named is not None else _plain(value)
    return _plain(json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value))


def _named(place: str, value: str) -> str | None:
    """Return the word of an enumerated value, a day or a moment; None for words of people."""
    if place in _LABELLED:
        return _LABELLED[place].get(value)
    kind = _ENUMERATED.get(place)
    if kind is not None:
        return choices.label(kind(value)) if value in set(kind) else None
    if place.endswith("_at"):
        try:
            return moment_in_tables(datetime.fromisoformat(value))
        except ValueError:
            return None
    if place.endswith("_on"):
        try:
            return day_in_tables(date.fromisoformat(value))
        except ValueError:
            return None
    return None


def _plain(text: str) -> str:
    """Return a text of one line, not too long for a table."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"


@cache
def _words() -> dict[str, dict[str, str]]:
    """Read the words."""
    text = files("resources").joinpath("wording", "events.json").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = json.loads(text)
    return words
