"""The obligations of an agreement as a table: while it is written, and while it is performed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop.entries.mediation import HolderEntry, ObligationEntry
from models.values.terms import OBLIGATION_LABELS
from ui.mediation.entry_json import term_in_table
from ui.widgets.rows import Column, Fault, Kind


@dataclass(frozen=True)
class ObligationLine:
    """One obligation as the table shows it; a missing part is a `Fault`."""

    number: int
    kind: str | Fault
    debtors: str | Fault
    creditors: str | Fault
    what: str | Fault
    amount: int | str | Fault | None
    term: str

    @classmethod
    def of(
        cls, place: int, entry: ObligationEntry, names: Mapping[int, str], findings: Sequence[tuple[str, str]]
    ) -> "ObligationLine":
        """An obligation at a place, from 0, with its errors."""
        faulty = {key for key, _sentence in findings}

        def cell(field: str, shown: str) -> str | Fault:
            return Fault("未填") if f"obligations.{place}.{field}" in faulty and not shown else shown

        amount: int | str | Fault | None = entry.amount_fen or entry.formula or None
        if amount is None and f"obligations.{place}.amount" in faulty:
            amount = Fault("未填")
        what = "".join(part for part in (entry.what, entry.quantity) if part)
        return cls(
            number=place + 1,
            kind=cell("kind", OBLIGATION_LABELS[entry.kind].partition("/")[0] if entry.kind else ""),
            debtors=cell("debtors", holder_names(entry.debtors, names)),
            creditors=cell("creditors", holder_names(entry.creditors, names)),
            what=cell("what", what),
            amount=amount,
            term=f"分{len(entry.instalments)}期" if entry.instalments else term_in_table(entry.term),
        )


def holder_names(holders: Sequence[HolderEntry], names: Mapping[int, str]) -> str:
    """Debtors or creditors as a list."""
    words = (names.get(holder.party, "") if holder.party is not None else holder.name for holder in holders)
    return "、".join(word for word in words if word)


def obligation_columns() -> list[Column[ObligationLine]]:
    """The columns while the agreement is written."""
    return [
        Column(title="", value=lambda row: row.number, name="number", width=30),
        Column(title="种类", value=lambda row: row.kind, name="kind", kind=Kind.SECONDARY, width=106),
        Column(title="义务人", value=lambda row: row.debtors, name="debtors", width=84, tip=_tip("debtors")),
        Column(
            title="权利人", value=lambda row: row.creditors, name="creditors", width=84, tip=_tip("creditors")
        ),
        Column(title="做什么", value=lambda row: row.what, name="what", tip=_tip("what")),
        Column(title="金额（元）", value=lambda row: row.amount, name="amount", kind=Kind.AMOUNT, width=98),
        Column(
            title="期限",
            value=lambda row: row.term,
            name="term",
            kind=Kind.SECONDARY,
            width=158,
            tip=_tip("term"),
        ),
    ]


def _tip(part: str) -> Callable[[ObligationLine], str]:
    def tip(row: ObligationLine) -> str:
        value = getattr(row, part)
        return value.word if isinstance(value, Fault) else str(value)

    return tip
