"""Where a resident was told to go (引导告知): what the window types, and how it stands in the matter's outcome."""

from __future__ import annotations

from dataclasses import dataclass

_LABELS = {"address": "地址：", "phone": "电话：", "hours": "办公时间：", "bring": "请带好："}


@dataclass(frozen=True, slots=True)
class Referral:
    """Who is in charge, where, by which telephone and when, and what to bring.

    Texts as typed; all but `body` may be empty.
    """

    body: str = ""
    address: str = ""
    phone: str = ""
    hours: str = ""
    bring: str = ""

    def words(self) -> str:
        """Return all but the body, a labelled line for each that was typed."""
        lines = ((label, getattr(self, field).strip()) for field, label in _LABELS.items())
        return "\n".join(f"{label}{text}" for label, text in lines if text)


def read_referral(outcome: str) -> Referral:
    """Return what a matter's outcome says: the body in its first line, then labelled lines.

    Lines without a label (typed as free words) are taken as what to bring.
    """
    first, _newline, rest = outcome.strip().partition("\n")
    found = dict.fromkeys(_LABELS, "")
    for line in rest.splitlines():
        text = line.strip()
        field = next((field for field, label in _LABELS.items() if text.startswith(label)), "bring")
        value = text.removeprefix(_LABELS[field])
        found[field] = f"{found[field]}；{value}" if found[field] and value else found[field] or value
    return Referral(body=first.strip(), **found)
