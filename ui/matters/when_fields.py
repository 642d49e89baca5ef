"""发生时间 of an act: a day and a time as people type them; empty means now."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.values.dates import parse_day, parse_time, utc_of
from ui.style import look
from ui.widgets.field import Field
from ui.widgets.lines import DateLine, TextLine

Faults = list[tuple[str, str]]


def typed_moment(day: str, at: str, *, today: date, faults: Faults) -> datetime | None:
    """Return the moment that was typed, None for now; an earlier day without a time counts from noon.

    What cannot be read is added to `faults` under `happened_day` or `happened_time`.
    """
    day, at = day.strip(), at.strip()
    if not day and not at:
        return None
    try:
        on = parse_day(day, today=today, future=False) if day else today
    except ValueError as fault:
        faults.append(("happened_day", str(fault)))
        return None
    if not at and on == today:
        return None
    try:
        clock = parse_time(at or "12:00")
    except ValueError as fault:
        faults.append(("happened_time", str(fault)))
        return None
    return utc_of(on, clock)


class WhenFields(QWidget):
    """Day and time side by side."""

    changed = Signal()

    def __init__(self, prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DateLine(name=f"{prefix}.happened_day", placeholder="不填就是今天")
        self.time = TextLine(name=f"{prefix}.happened_time", placeholder="如 14:30")
        self.fields = {
            "happened_day": Field("发生日期", self.day, name=f"{prefix}.happened_day", wraps=True),
            "happened_time": Field("时间", self.time, name=f"{prefix}.happened_time", wraps=True),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().size("field_gap_across"))
        row.addWidget(self.fields["happened_day"], 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.fields["happened_time"], 2, Qt.AlignmentFlag.AlignTop)
        self.day.textEdited.connect(self.changed)
        self.time.textEdited.connect(self.changed)

    def values(self) -> dict[str, Any]:
        """Return what stands in the two."""
        return {"happened_day": self.day.text(), "happened_time": self.time.text()}

    def fill(self, values: dict[str, Any]) -> None:
        """Put values back."""
        self.day.setText(values.get("happened_day", ""))
        self.time.setText(values.get("happened_time", ""))

    def moment(self, today: date, faults: Faults) -> datetime | None:
        """Return the typed moment, None for now."""
        return typed_moment(self.day.text(), self.time.text(), today=today, faults=faults)
