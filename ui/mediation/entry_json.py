"""Obligations as plain values, for drafts, and their terms in few words, for tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop.entries.mediation import HolderEntry, InstalmentEntry, ObligationEntry
from models.values.choices import Liability
from models.values.dates import day_in_tables
from models.values.terms import EVERY_LABELS, Every, ObligationKind, Term, TermKind


def obligation_json(entry: ObligationEntry) -> dict[str, Any]:
    """An obligation as a draft keeps it."""
    term = entry.term
    return {
        "kind": entry.kind.value if entry.kind else "",
        "what": entry.what,
        "amount_fen": entry.amount_fen,
        "formula": entry.formula,
        "quantity": entry.quantity,
        "liability": entry.liability.value,
        "debtors": [_holder_json(holder) for holder in entry.debtors],
        "creditors": [_holder_json(holder) for holder in entry.creditors],
        "instalments": [[part.amount_fen, _iso(part.day), part.days] for part in entry.instalments],
        "place": entry.place,
        "term": None
        if term is None
        else {
            "kind": term.kind.value,
            "day": _iso(term.day),
            "days": term.days,
            "event": term.event,
            "every": term.every.value if term.every else "",
            "first_on": _iso(term.first_on),
            "last_on": _iso(term.last_on),
            "month_end": term.month_end,
        },
    }


def obligation_from(values: Mapping[str, Any]) -> ObligationEntry:
    """An obligation as a draft kept it. Raises ValueError, KeyError or TypeError for what is none."""
    term = values["term"]
    return ObligationEntry(
        kind=ObligationKind(values["kind"]) if values["kind"] else None,
        what=values["what"],
        amount_fen=values["amount_fen"],
        formula=values["formula"],
        quantity=values["quantity"],
        liability=Liability(values["liability"]),
        debtors=tuple(_holder(part) for part in values["debtors"]),
        creditors=tuple(_holder(part) for part in values["creditors"]),
        instalments=tuple(
            InstalmentEntry(amount_fen=fen, day=_day(day), days=days)
            for fen, day, days in values.get("instalments", ())
        ),
        place=values.get("place", ""),
        term=None
        if term is None
        else Term(
            kind=TermKind(term["kind"]),
            day=_day(term["day"]),
            days=term["days"],
            event=term["event"],
            every=Every(term["every"]) if term["every"] else None,
            first_on=_day(term["first_on"]),
            last_on=_day(term["last_on"]),
            month_end=term["month_end"],
        ),
    )


def term_in_table(term: Term | None) -> str:
    """A term in the few words that a table has room for: `自生效之日起7日内`, `2026-12-20（含当日）`, `长期`."""
    if term is None:
        return ""
    match term.kind:
        case TermKind.FIXED_DATE:
            assert term.day is not None
            return f"{day_in_tables(term.day)}（含当日）"
        case TermKind.AT_SIGNING:
            return "当场"
        case TermKind.DAYS_AFTER_EFFECT:
            return f"自生效之日起{term.days}日内"
        case TermKind.RECURRING:
            assert term.every is not None
            assert term.first_on is not None
            end = f"至{day_in_tables(term.last_on)}" if term.last_on else ""
            return f"{EVERY_LABELS[term.every]}，自{day_in_tables(term.first_on)}起{end}"
        case TermKind.UNTIL_EVENT:
            return f"至{term.event.removeprefix('至').removesuffix('止').removesuffix('为')}止"
        case TermKind.LIFELONG:
            return "终身"
        case TermKind.LONG_TERM:
            return "长期"


def _holder_json(holder: HolderEntry) -> list[Any]:
    return [holder.party, holder.name, holder.share_fen, holder.share]


def _holder(part: Sequence[Any]) -> HolderEntry:
    """A holder; drafts of the first version have no shares."""
    party, name, share_fen, share = (*part, None, "")[:4] if len(part) == 2 else part
    return HolderEntry(party=party, name=name, share_fen=share_fen, share=share)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
