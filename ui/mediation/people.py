"""Choosing among the parties of a case: who attended, who owes, who is owed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.entries.mediation import AttendanceEntry, HolderEntry
from ui.mediation.tick import Tick
from ui.style import px
from ui.widgets.label import Label
from ui.widgets.lines import TextLine
from ui.widgets.moving import Group, chain
from ui.widgets.segments import Choice, Segments

ABSENT, HIMSELF, AGENT = "absent", "self", "agent"


@dataclass(frozen=True)
class PartyChoice:
    """A party as the forms choose it: its number (row id, or place from 1), its name, whether it has an agent."""

    number: int
    name: str
    has_agent: bool = False


class Attendance(Group):
    """A line for each party: not there, there himself, there by the agent."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name = name
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(4))
        self._rows: dict[int, tuple[Label, Segments]] = {}

    def set_parties(self, parties: Sequence[PartyChoice]) -> None:
        """Show these parties; what was chosen for those that stay is kept."""
        kept = self.draft_text()
        for label, segments in self._rows.values():
            for widget in (label, segments):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        for at, party in enumerate(parties):
            choices = [Choice(ABSENT, "未到", "0"), Choice(HIMSELF, "本人到场", "1")]
            if party.has_agent:
                choices.append(Choice(AGENT, "代理人到场", "2"))
            segments = Segments(choices, name=f"{self._name}.{party.number}", stretches=False)
            segments.setAccessibleName(f"{party.name}是否到场")
            segments.chosen.connect(lambda _value: self.changed.emit())
            label = Label(party.name, "body")
            label.setMaximumWidth(px(200))
            label.setToolTip(party.name)
            across = 1 if any(party.has_agent for party in parties) else 2
            self._grid.addWidget(label, at // across, 2 * (at % across))
            self._grid.addWidget(segments, at // across, 2 * (at % across) + 1)
            self._rows[party.number] = (label, segments)
        self._grid.setColumnStretch(4, 1)
        chain(self)
        self.put_draft_text(kept)

    def first_part(self) -> QWidget | None:
        """The first party."""
        return next((segments for _label, segments in self._rows.values()), None)

    def attended(self) -> tuple[AttendanceEntry, ...]:
        """Who was there."""
        return tuple(
            AttendanceEntry(party=number, by_agent=segments.value() == AGENT)
            for number, (_label, segments) in self._rows.items()
            if segments.value() in {HIMSELF, AGENT}
        )

    def put_attended(self, attended: Sequence[AttendanceEntry]) -> None:
        """Show who was there."""
        there = {entry.party: AGENT if entry.by_agent else HIMSELF for entry in attended}
        for number, (_label, segments) in self._rows.items():
            segments.set_value(there.get(number, ABSENT))

    def draft_text(self) -> str:
        """What was chosen, by party."""
        chosen = {
            str(number): segments.value()
            for number, (_label, segments) in self._rows.items()
            if segments.value()
        }
        return json.dumps(chosen) if any(value != ABSENT for value in chosen.values()) else ""

    def put_draft_text(self, text: str) -> None:
        """Put back what was chosen."""
        chosen = json.loads(text) if text else {}
        for number, (_label, segments) in self._rows.items():
            segments.set_value(chosen.get(str(number), ""))


class Holders(Group):
    """Debtors or creditors: the parties to tick, and a line for third persons, divided by 、."""

    changed = Signal()

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name, self._spoken = name, spoken
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(10))
        self._ticks: dict[int, Tick] = {}
        self._others = TextLine(name=f"{name}.others", placeholder="案外人姓名")
        self._others.setAccessibleName(f"{spoken}：案外人")
        self._others.textChanged.connect(lambda _text: self.changed.emit())
        self._row.addWidget(self._others, 1)

    def set_parties(self, parties: Sequence[PartyChoice]) -> None:
        """Show these parties to tick; what was ticked of those that stay is kept."""
        kept = self.draft_text()
        for tick in self._ticks.values():
            self._row.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        self._ticks = {}
        for at, party in enumerate(parties):
            tick = Tick(party.name, name=f"{self._name}.{party.number}")
            tick.setAccessibleName(f"{self._spoken}：{party.name}")
            tick.toggled.connect(lambda _on: self.changed.emit())
            self._row.insertWidget(at, tick)
            self._ticks[party.number] = tick
        chain(self)
        self.put_draft_text(kept)

    def first_part(self) -> QWidget | None:
        """The first party, or the line for third persons."""
        return next(iter(self._ticks.values()), self._others)

    def holders(self) -> tuple[HolderEntry, ...]:
        """Whom it names."""
        ticked = tuple(HolderEntry(party=number) for number, tick in self._ticks.items() if tick.isChecked())
        names = (
            name.strip() for name in self._others.text().replace("，", "、").replace(",", "、").split("、")
        )
        return ticked + tuple(HolderEntry(name=name) for name in names if name)

    def put_holders(self, holders: Sequence[HolderEntry]) -> None:
        """Show whom it names."""
        ticked = {holder.party for holder in holders if holder.party is not None}
        for number, tick in self._ticks.items():
            tick.setChecked(number in ticked)
        self._others.setText("、".join(holder.name for holder in holders if holder.party is None))

    def draft_text(self) -> str:
        """Whom it names, as a draft keeps it."""
        numbers = [number for number, tick in self._ticks.items() if tick.isChecked()]
        others = self._others.text()
        return json.dumps([numbers, others], ensure_ascii=False) if numbers or others else ""

    def put_draft_text(self, text: str) -> None:
        """Put a draft back."""
        numbers, others = json.loads(text) if text else ([], "")
        for number, tick in self._ticks.items():
            tick.setChecked(number in numbers)
        if self._others.text() != others:
            self._others.setText(others)
